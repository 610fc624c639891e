"""The pages in docs/ are run: every command with its output, every piece of code, every picture of bytes.

A page is run from its top to its end in a folder of its own, in which ``fixtures`` lie as in the repository. A block of
``console`` has commands behind ``$ `` and what they print; ``…`` in it stands for anything, on a line of its own for any
lines. A block whose first line is ``# some/path.ext`` is the file of that name. ``CLEANTEXT_DOCS=write`` in the
environment writes what is printed today into the pages, where it differs.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.byte_pictures import pictures

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = ("README.md", "repairs.md", "log.md", "options.md", "add-a-rule.md", "pre-commit.md")
_BLOCK = re.compile(r"^(?P<fence>```)(?P<language>[a-z-]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"# (\S+\.(?:py|toml|txt|jsonl))\b.*\n")
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)")
_PICTURE = re.compile(r"^<!-- bytes: (\S+) -->\n```text\n(?:(?!```).*\n)*```$", re.MULTILINE)
_IS_WRITING = os.environ.get("CLEANTEXT_DOCS") == "write"


class Step(NamedTuple):
    """A command and what it printed."""

    command: str
    output: str


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def steps(body: str) -> Iterator[Step]:
    """The commands of a block of console; a line that begins with ``> `` goes on with the one before."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, *rest = part.splitlines()
        while rest and (rest[0] + " ").startswith("> "):
            first += "\n" + rest.pop(0)[2:]
        yield Step(first, "\n".join(rest))


def fits(told: str, printed: str) -> bool:
    """True when a page tells what is printed, but for what ``…`` leaves out."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + r"\n"
        for line in told.splitlines()
    ]
    return re.fullmatch("".join(lines), printed and printed + "\n") is not None


def told_anew(told: str, printed: str) -> str:
    """What a page should tell: lines that fit stay as they are told, if there are as many."""
    old, new = told.splitlines(), printed.splitlines()
    if fits(told, printed):
        return told
    if len(old) != len(new):
        return printed
    return "\n".join(each if fits(each, now) else now for each, now in zip(old, new, strict=True))


class Reader:
    """Who follows a page, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, Any] = {}
        (folder / "bin").mkdir()
        for name, module in (("cleantext", "-m cleantext"), ("python3", "")):
            script = folder / "bin" / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
            script.chmod(0o755)

    def shell(self, command: str) -> str:
        """What a command prints, on both of its outputs."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
            "PATH": f"{self._folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": f"{self._folder}:{ROOT}",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "120",
        }
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self._folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())

    def code(self, body: str, place: str) -> None:
        """Run a block of Python; with ``>>>`` in it as a doctest. Raises AssertionError."""
        if ">>> " not in body:
            exec(compile(body, place, "exec"), self._names)
            return
        test = doctest.DocTestParser().get_doctest(body, self._names, place, place, 0)
        told: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(test, out=told.append, clear_globs=False)
        self._names.update(test.globs)
        assert not told, "".join(told)

    def follow(self, language: str, body: str, place: str) -> str:
        """Do what a block says; the block as it should be."""
        named = _NAMED.match(body)
        if named:
            path = self._folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body if path.suffix != ".jsonl" else body[named.end() :], "utf-8")
        elif language == "python":
            self.code(body, place)
        elif language == "diff":
            self.patch(body)
        elif language == "console":
            return self.console(body, place)
        return body

    def console(self, body: str, place: str) -> str:
        shown = []
        for step in steps(body):
            printed = self.shell(step.command)
            if not _IS_WRITING:
                assert fits(step.output, printed), f"{place}: $ {step.command}\n{printed}"
            command = re.sub(r"\n(.?)", lambda line: f"\n> {line[1]}" if line[1] else "\n>", step.command)
            shown += [f"$ {command}", *filter(None, [told_anew(step.output, printed)])]
        return "\n".join(shown) + "\n"

    def patch(self, body: str) -> None:
        """Change a file as a diff of one place says: its first line names the file, the others have no numbers."""
        head, *lines = body.splitlines()
        path = self._folder / head.removeprefix("+++ ")
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in ("- ", "+ "))
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{path.name} does not have, once: {old}"
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    return Reader(tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_true(page: str, reader: Reader, tmp_path: Path) -> None:
    if page == "add-a-rule.md":  # it changes the program
        for name in ("cleantext", "tests"):
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("README.md", "pyproject.toml"):
            shutil.copy(ROOT / name, tmp_path)
    text = text_of(page)

    def done(block: re.Match[str]) -> str:
        place = f"docs/{page}:{text.count(chr(10), 0, block.start()) + 1}"
        return f"```{block['language']}\n{reader.follow(block['language'], block['body'], place)}```"

    written = _BLOCK.sub(done, text)
    if _IS_WRITING:
        (DOCS / page).write_text(written, "utf-8")


def blocks_of_python(page: str) -> list[str]:
    return [block["body"] for block in _BLOCK.finditer(text_of(page)) if block["language"] == "python"]


def test_the_first_lines_of_batch(reader: Reader, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    (tmp_path / "old.txt").write_bytes("渡口的桥修好了。".encode("gbk"))
    names = {"frame": pandas.DataFrame({"body": ["水&hellip;"]}), "table": arrow.table({"text": ["水&hellip;"]})}
    exec(blocks_of_python("batch.md")[0], names)
    assert [row.text for row in names["rows"]] == ["各位同事： 早上好！", "渡口的桥修好了。", ""]
    assert names["frame"]["body"].tolist() == names["table"]["text"].to_pylist() == ["水…"]


def test_the_lines_of_datasets(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    (tmp_path / "corpus.jsonl").write_text('{"text": "水&hellip;", "body": "桥&hellip;"}\n', "utf-8")
    names: dict[str, Any] = {}
    code = "\n".join(blocks_of_python("datasets.md"))
    exec(code.replace("num_proc=8", "num_proc=1"), names)  # what is asked here is not how it is shared out
    assert names["speeches"]["body"][0] == "桥…"
    assert names["cleaned"]["text"][0] == "水…"


def test_the_pictures_of_bytes_are_computed() -> None:
    computed = pictures()

    def drawn(block: re.Match[str]) -> str:
        return f"<!-- bytes: {block[1]} -->\n```text\n{computed[block[1]]}\n```"

    text = text_of("repairs.md")
    written = _PICTURE.sub(drawn, text)
    if _IS_WRITING:
        (DOCS / "repairs.md").write_text(written, "utf-8")
    else:
        assert written == text
    assert [block[1] for block in _PICTURE.finditer(text)] == [*computed]


def test_every_repair_is_told() -> None:
    from cleantext.passes import PASSES

    told = text_of("repairs.md")
    for rule in (rule for each in PASSES if each.kind == "repair" for rule in each.rules):
        assert f"`{rule}`" in told, rule


def test_every_page_is_linked_and_tested() -> None:
    index = text_of("README.md")
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    for path in DOCS.glob("*.md"):
        assert path.name == "README.md" or f"]({path.name})" in index, f"{path.name}: link it in docs/README.md"
        assert f'"{path.name}"' in sources, f"{path.name}: have a test run it"


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in _LINK.findall(path.read_text("utf-8")):
        page = path.parent / target if target else path
        assert page.exists(), f"{path.name}: {target}"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
            assert anchor[1:] in slugs, f"{path.name}: {target}{anchor}"


def test_what_fits() -> None:
    assert fits("a\n…\nz", "a\nb\nc\nz") and fits("a\n…", "a") and fits("sum … end", "sum 1 end") and fits("", "")
    assert told_anew("a…\nb", "ac\nd") == "a…\nd" and told_anew("a\n…", "b") == "b"
    assert not fits("a", "a\nb") and not fits("a\nb", "a") and not fits("…x", "xy")
