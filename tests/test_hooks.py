"""The hooks of ``.pre-commit-hooks.yaml``, run by the real pre-commit, which installs cleantext as it does for users.

pre-commit builds an environment with pip. No network is needed: the environment sees the libraries of the interpreter
that runs the tests (PYTHONPATH holds links to these and to nothing else), and pip may ask no index.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install '.[test]'")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

ROOT = Path(__file__).parents[1]
LIBRARIES = ("chardet", "ftfy", "wcwidth", "opencc", "pathspec", "tqdm", "setuptools")
GOOD = "渡口的老人说起从前的船，每天早上都有人过河。\n收成好的时候，大家一起把粮食运到镇上。\n"
DAMAGED = "渡口的老人说起从前的船，&#27599;天早上都有人过河。\n收成好的时候，大家一起把粮食运到镇上。\n"
REPAIRED = "渡口的老人说起从前的船，每天早上都有人过河。\n收成好的时候，大家一起把粮食运到镇上。\n"
WINTER = "到了冬天，水浅了，船就停在岸边，孩子们在冰上走过河去上学。\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=somebody", "-c", "user.email=somebody@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with links to what cleantext needs, and to setuptools, which builds it."""
    folder = tmp_path_factory.mktemp("libraries")
    for name in LIBRARIES:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            pytest.skip(f"{name} is not installed: pip install '.[test]'")
        if name == "setuptools" and tuple(map(int, found.version.split(".")[:2])) < (70, 1):
            pytest.skip("setuptools is older than 70.1, which builds cleantext: pip install '.[test]'")
        for top in {file.parts[0] for file in found.files or () if ".." not in file.parts}:
            if not (folder / top).exists():
                (folder / top).symlink_to(found.locate_file(top))
    return folder


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of cleantext as it stands here, committed or not."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "cleantext", folder / "cleantext", ignore=shutil.ignore_patterns("__pycache__"))
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory, libraries: Path) -> dict[str, str]:
    """The environment that pre-commit runs in: one cache for all tests, so that cleantext is installed once."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PIP_", "PRE_COMMIT"))}
    return kept | {
        "HOME": f"{home}",
        "XDG_CACHE_HOME": f"{home}",
        "PRE_COMMIT_HOME": f"{home / 'pre-commit'}",
        "PYTHONPATH": f"{libraries}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip's way to say yes
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "PRE_COMMIT_COLOR": "never",
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Clean, in GBK, mixed, damaged and with a Chinese name, renamed, deleted, in UTF-16, and what is no text."""
    (tmp_path / "old.txt").write_text(WINTER + "&ldquo;船&rdquo;\n", "utf-8")
    (tmp_path / "gone.txt").write_text(DAMAGED, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "before")
    git(tmp_path, "mv", "old.txt", "new.txt")
    git(tmp_path, "rm", "-q", "gone.txt")
    (tmp_path / "clean.txt").write_text(GOOD, "utf-8")
    (tmp_path / "gbk.txt").write_bytes((GOOD + WINTER).encode("gbk"))
    (tmp_path / "mixed.txt").write_bytes((GOOD * 3).encode() + (WINTER * 3).encode("gbk"))
    (tmp_path / "渡口 一.txt").write_text(DAMAGED, "utf-8")
    (tmp_path / "wide.text").write_text(DAMAGED, "utf-16")
    (tmp_path / "picture.png").write_bytes(PICTURE)
    (tmp_path / "records.jsonl").write_text('{"text": "&#27599;天"}\n', "utf-8")
    (tmp_path / "empty.txt").touch()
    git(tmp_path, "add", "-A")
    return tmp_path


def configured(repository: Path, hooks: Path, *names: str) -> None:
    """Use the hooks as a user does, at a revision."""
    revision = git(hooks, "rev-parse", "HEAD").strip()
    lines = ["repos:", f"- repo: {hooks}", f"  rev: {revision}", "  hooks:", *(f"  - id: {name}" for name in names)]
    (repository / ".pre-commit-config.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    git(repository, "add", ".pre-commit-config.yaml")


def run(repository: Path, surroundings: dict[str, str], arguments: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    done = subprocess.run(command, cwd=repository, env=surroundings, capture_output=True, encoding="utf-8")
    assert "Traceback" not in done.stdout + done.stderr
    assert "InstallError" not in done.stdout, done.stdout
    return done.returncode, done.stdout + done.stderr


def test_try_repo_repairs_and_says_what_and_where(repository: Path, hooks: Path, surroundings: dict[str, str]) -> None:
    code, said = run(repository, surroundings, ["try-repo", f"{hooks}", "cleantext", "--all-files"])
    assert code == 1 and "files were modified by this hook" in said
    assert "渡口 一.txt: rewritten: escapes 1" in said
    assert "渡口 一.txt:1:13: escapes: " in said
    assert "gbk.txt: rewritten: gb18030 to utf-8" in said or "gbk.txt: rewritten: gbk to utf-8" in said
    assert (repository / "渡口 一.txt").read_text("utf-8") == REPAIRED
    assert (repository / "gbk.txt").read_text("utf-8") == GOOD + WINTER
    assert (repository / "mixed.txt").read_text("utf-8") == GOOD * 3 + WINTER * 3
    assert (repository / "new.txt").read_text("utf-8") == WINTER + "“船”\n"
    assert (repository / "wide.text").read_text("utf-16") == REPAIRED
    untouched = {"clean.txt", "picture.png", "records.jsonl", "empty.txt"}
    assert not untouched & set(git(repository, "-c", "core.quotepath=off", "diff", "--name-only").splitlines())
    assert not any(f"{name}:" in said for name in (*untouched, "gone.txt", "old.txt"))
    configured(repository, hooks, "cleantext")
    git(repository, "add", "-A")
    assert run(repository, surroundings, ["run", "--all-files"])[0] == 0


def test_check_reports_and_changes_nothing(repository: Path, hooks: Path, surroundings: dict[str, str]) -> None:
    configured(repository, hooks, "cleantext-check")
    code, said = run(repository, surroundings, ["run", "--all-files"])
    assert code == 1 and "files were modified" not in said
    assert "渡口 一.txt:1:13: escapes: " in said and "new.txt:2:1: escapes: " in said and "wide.text:1:13: " in said
    assert "picture.png" not in said and "empty.txt" not in said
    assert git(repository, "diff", "--name-only") == ""


def test_a_commit_is_stopped_and_only_what_is_staged_counts(
    tmp_path: Path, hooks: Path, surroundings: dict[str, str]
) -> None:
    git(tmp_path, "init", "-q")
    configured(tmp_path, hooks, "cleantext", "cleantext-check")
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    git(tmp_path, "add", "-A")
    (tmp_path / "a.txt").write_text(DAMAGED, "utf-8")  # since then, and not staged
    (tmp_path / "b.txt").write_text(DAMAGED, "utf-8")  # not even known to git
    code, said = run(tmp_path, surroundings, ["run"])
    assert code == 0, said
    assert (tmp_path / "a.txt").read_text("utf-8") == (tmp_path / "b.txt").read_text("utf-8") == DAMAGED
    git(tmp_path, "add", "b.txt")
    code, said = run(tmp_path, surroundings, ["run"])
    assert code == 1 and "b.txt: rewritten: escapes 1" in said
    assert (tmp_path / "a.txt").read_text("utf-8") == DAMAGED


def test_the_configuration_and_a_baseline_hold_as_on_the_command_line(
    repository: Path, hooks: Path, surroundings: dict[str, str]
) -> None:
    configured(repository, hooks, "cleantext-check", "cleantext")
    (repository / "cleantext.toml").write_text('ignore = ["escapes"]\nexclude = ["gbk.txt", "mixed.txt"]\n', "utf-8")
    code, said = run(repository, surroundings, ["run", "--all-files"])
    assert code == 0, said
    assert git(repository, "diff", "--name-only") == ""
    (repository / "cleantext.toml").unlink()
    made = [
        sys.executable,
        "-m",
        "cleantext",
        "check",
        ".",
        "--quiet",
        "--include",
        "*",
        "--write-baseline",
        "known.json",
    ]
    subprocess.run(made, cwd=repository, env={**os.environ, "PYTHONPATH": f"{ROOT}"}, capture_output=True)
    (repository / "cleantext.toml").write_text('[check]\nbaseline = "known.json"\n', "utf-8")
    code, said = run(repository, surroundings, ["run", "cleantext-check", "--all-files"])
    assert code == 0, said
    with (repository / "new.txt").open("a", encoding="utf-8") as file:
        file.write("&ldquo;岸&rdquo;\n")
    code, said = run(repository, surroundings, ["run", "cleantext-check", "--all-files"])
    assert code == 1 and said.count("escapes: ") == 1 and "new.txt:3:1: escapes: " in said


def test_what_cannot_be_repaired_is_told_and_the_others_go_on(
    repository: Path, hooks: Path, surroundings: dict[str, str]
) -> None:
    configured(repository, hooks, "cleantext")
    (repository / "lost.txt").write_bytes(GOOD.encode() + b"\xff\xff\n" + GOOD.encode())
    git(repository, "add", "lost.txt")
    code, said = run(repository, surroundings, ["run", "--all-files"])
    assert code == 1
    assert "lost.txt: has bytes in no codec, which a rewriting would lose" in said
    assert (repository / "渡口 一.txt").read_text("utf-8") == REPAIRED
