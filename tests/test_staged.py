"""``--staged`` and ``--hook``: what would be committed, what is no text, and what passed before."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cleantext import chain
from cleantext.cli import main
from cleantext.corpus import passed
from cleantext.corpus.hooked import is_binary
from cleantext.options import Options

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
GOOD = "渡口的老人说起从前的船，每天早上都有人过河。\n"
WINTER = "到了冬天，水浅了，船就停在岸边，孩子们在冰上走过河去上学。\n"
DAMAGED = "渡口的老人说起从前的船，&#27599;天早上都有人过河。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CACHE_HOME", f"{tmp_path / 'cache'}")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return here


def git(*arguments: str) -> None:
    command = ["git", "-c", "user.name=somebody", "-c", "user.email=somebody@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def staged(**texts: str) -> None:
    if not Path(".git").exists():
        git("init", "-q")
    for name, text in texts.items():
        Path(f"{name}.txt").write_text(text, "utf-8")
        git("add", f"{name}.txt")


@needs_git
def test_what_is_staged_is_checked_as_it_is_staged(capfd: pytest.CaptureFixture[str]) -> None:
    staged(bad=DAMAGED, good=GOOD, away=DAMAGED)
    Path("bad.txt").write_text(GOOD, "utf-8")  # mended, and not staged
    Path("good.txt").write_text(DAMAGED, "utf-8")
    Path("away.txt").unlink()
    Path("new.txt").write_text(DAMAGED, "utf-8")
    assert main(["check", "--staged"]) == 1
    out = capfd.readouterr().out
    assert [line.partition(": escapes: ")[0] for line in out.splitlines()] == ["away.txt:1:13", "bad.txt:1:13"]


@needs_git
def test_renamed_deleted_linked_and_committed_files(capfd: pytest.CaptureFixture[str]) -> None:
    staged(old=DAMAGED, gone=DAMAGED, done=DAMAGED)
    git("commit", "-qm", "one")
    git("mv", "old.txt", "新 名.txt")
    git("rm", "-q", "gone.txt")
    Path("link.txt").symlink_to("done.txt")
    git("add", "-A")
    assert main(["check", "--staged"]) == 1
    assert capfd.readouterr().out.startswith("新 名.txt:1:13: escapes: ")
    git("commit", "-qm", "two")
    assert main(["check", "--staged"]) == 0


@needs_git
def test_paths_and_folders_choose_among_what_is_staged(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("sub").mkdir()
    staged(**{"a": DAMAGED, "sub/b": DAMAGED})
    assert main(["check", "--staged", "sub"]) == 1
    assert capfd.readouterr().out.startswith("sub/b.txt:1:13: ")
    monkeypatch.chdir("sub")
    assert main(["check", "--staged", "--exclude", "b.txt"]) == 1
    assert capfd.readouterr().out.startswith("../a.txt:1:13: ")


@needs_git
def test_a_file_that_was_changed_since_is_not_rewritten(capfd: pytest.CaptureFixture[str]) -> None:
    staged(a=DAMAGED, b=DAMAGED)
    Path("b.txt").write_text(DAMAGED * 2, "utf-8")
    assert main(["clean", "--in-place", "--staged"]) == 1
    said = capfd.readouterr()
    assert "a.txt: rewritten: escapes 1" in said.out
    assert "b.txt: has changes that are not staged; stage them" in said.err
    assert Path("a.txt").read_text("utf-8") == GOOD and Path("b.txt").read_text("utf-8") == DAMAGED * 2


@needs_git
def test_without_a_repository_git_has_the_word(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--staged"]) == 2
    assert "not a git repository" in capfd.readouterr().err


def test_without_git_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["check", "--staged"]) == 1
    assert "git cannot be started" in capfd.readouterr().err


def test_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check"], ["clean", "--in-place"], ["clean", "--staged", "--out", "out"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
    assert "PATH (or --staged)" in capfd.readouterr().err


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_no_binary(codec: str) -> None:
    text = "河岸上的老人起得很早，今天又有人要到上游去。" * 300
    assert not is_binary(text.encode(codec, "ignore")[:8000])


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0" * 8000, b"\x01\0\0\0\x40\0text and \0more\0"])
def test_what_git_calls_binary_is_left_alone(head: bytes) -> None:
    assert is_binary(head)


def test_a_hook_says_nothing_of_what_is_no_text(capfd: pytest.CaptureFixture[str]) -> None:
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    Path("packed.gz").write_bytes(b"\x1f\x8b\x08nothing")
    Path("empty.txt").touch()
    Path("records.jsonl").write_text('{"text": "&#27599;天"}\n', "utf-8")
    given = ["picture.png", "packed.gz", "empty.txt", "records.jsonl"]
    assert main(["clean", "--in-place", "--hook", "--quiet", *given]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["check", "--hook", *given]) == 1  # records can be looked at
    assert capfd.readouterr().out.startswith("records.jsonl:1:")
    assert main(["check", "--hook", "missing.txt"]) == 1
    assert "missing.txt: does not exist" in capfd.readouterr().err


def seen(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, int]:
    """(status, documents that were looked through) of a hook."""
    count = 0
    real = chain.detect

    def counted(*given: object) -> object:
        nonlocal count
        count += 1
        return real(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(chain, "detect", counted)
        return main([*arguments]), count


@pytest.mark.parametrize("command", [["check", "--hook"], ["clean", "--in-place", "--hook"]])
def test_what_passed_is_not_looked_through_again(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(GOOD, "utf-8")
    Path("b.txt").write_text(DAMAGED, "utf-8")
    assert seen(monkeypatch, *command, "a.txt", "b.txt") == (1, 2)
    Path("b.txt").write_text(DAMAGED, "utf-8")
    assert seen(monkeypatch, *command, "a.txt", "b.txt") == (1, 1)  # damage never passes
    assert seen(monkeypatch, *command, "a.txt") == (0, 0)
    assert seen(monkeypatch, *command, "a.txt", "--no-cache") == (0, 1)
    assert seen(monkeypatch, *command, "a.txt", "--script", "keep") == (0, 1)  # other options, another matter
    Path("a.txt").write_text(GOOD + WINTER, "utf-8")
    assert seen(monkeypatch, *command, "a.txt") == (0, 1)


def test_each_command_and_list_has_its_own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_bytes((GOOD + WINTER).encode("gbk"))
    Path("own.txt").write_text("[line]\n没有这句\n", "utf-8")
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 1)
    assert main(["clean", "--in-place", "--hook", "a.txt"]) == 1  # clean, and yet not UTF-8
    assert seen(monkeypatch, "check", "--hook", "a.txt", "--lexicon", "own.txt") == (0, 1)
    assert seen(monkeypatch, "check", "--hook", "a.txt", "--lexicon", "own.txt") == (0, 0)
    Path("own.txt").write_text("[span]\n从前的船\n", "utf-8")
    passed._key.cache_clear()  # of one process
    assert passed.Passed("check", Options(lexicon="own.txt")).unknown(["a.txt"]) == ["a.txt"]


def test_a_cache_that_cannot_be_used_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Path("a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "cleantext").write_text("a file where the folder should be")
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 1)
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 1)


def test_a_cache_that_is_full_or_broken_off_begins_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Path("a.txt").write_text(GOOD, "utf-8")
    where = tmp_path / "cache" / "cleantext" / "check.passed"
    where.parent.mkdir(parents=True)
    where.write_bytes(os.urandom(5))
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 1)
    assert where.stat().st_size == 16
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 0)
    monkeypatch.setattr(passed, "_MOST", 16)
    Path("a.txt").write_text(WINTER, "utf-8")
    assert seen(monkeypatch, "check", "--hook", "a.txt") == (0, 1)
    assert where.stat().st_size == 16
