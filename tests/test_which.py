"""Which files are taken: by globs of a person, of the shell, of git."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cleantext.cli import main
from cleantext.corpus.read import gather, load
from cleantext.corpus.which import Which, expanded
from tests.test_corpus import LINE
from tests.test_packed import make_zip


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``in`` with texts in it, the folder above it as the working folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.md", "c.log", "drafts/d.txt", "old/e.txt", "old/drafts/f.txt", "old/g.log", ".h/i.txt"):
        put(f"in/{name}")
    return tmp_path


def put(path: str, text: str = LINE) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def taken(*paths: str, **which: object) -> list[str]:
    return [source.path for source in gather(paths or ["in"], None, Which(**which)).sources]  # type: ignore[arg-type]


def test_include_takes_the_place_of_the_endings() -> None:
    assert taken(include=("*.log",)) == ["in/c.log", "in/old/g.log"]
    assert taken(include=("*.log", "b.*")) == ["in/b.md", "in/c.log", "in/old/g.log"]
    assert taken(include=("old/*",)) == ["in/old/e.txt", "in/old/g.log", "in/old/drafts/f.txt"]
    assert taken(include=("old/*.txt",)) == ["in/old/e.txt"]
    assert taken(include=("old/",)) == ["in/old/e.txt", "in/old/drafts/f.txt"]  # of a folder, what is text
    assert taken(include=("in/**/f.txt",)) == ["in/old/drafts/f.txt"]


def test_exclude_leaves_out_files_and_folders() -> None:
    assert taken(exclude=("drafts/",)) == ["in/a.txt", "in/b.md", "in/old/e.txt"]
    assert taken(exclude=("drafts", "*.md")) == ["in/a.txt", "in/old/e.txt"]
    assert taken(exclude=("old/**",)) == ["in/a.txt", "in/b.md", "in/drafts/d.txt"]
    assert taken(exclude=("a.txt/", "in/old")) == ["in/a.txt", "in/b.md", "in/drafts/d.txt"]
    assert taken(include=("*.txt",), exclude=("old/",)) == ["in/a.txt", "in/drafts/d.txt"]


def test_what_was_given_by_its_name_is_asked_too(tree: Path) -> None:
    named = ["in/a.txt", "in/c.log", "in/drafts/d.txt"]
    assert taken(*named) == named
    assert taken(*named, exclude=("drafts/",)) == named[:2]
    assert taken(*named, include=("*.log",)) == named[1:2]
    whole = str(tree / "in" / "a.txt")
    assert taken(whole, exclude=(tree.name + "/",)) == [whole]  # what lies above the path was not meant
    assert taken(str(tree / "in"), exclude=("in", tree.name)) != []


def test_archives_are_like_folders() -> None:
    make_zip("in/z.zip", {"drafts/x.txt": b"x", "y.txt": b"y", "w.log": b"w"})
    assert taken("in/z.zip", exclude=("drafts/",)) == ["in/z.zip!y.txt"]
    assert "in/z.zip!w.log" in taken("in", include=("*.log",))
    assert taken("in/z.zip", include=("w.log",)) == ["in/z.zip!w.log"]
    assert taken("in/z.zip", exclude=("z.zip",)) == []
    assert "in/z.zip!y.txt" in taken("in", include=("z.zip",))


def test_options_of_the_command_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["encodings", "in", "--include", "*.txt", "--exclude", "old/", "--exclude", "a.txt"]) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()[1:]] == ["in/drafts/d.txt"]
    assert main(["check", "in", "--include", "*.none"]) == 1
    assert "in: no file here fits *.none" in capfd.readouterr().err
    with pytest.raises(SystemExit):
        main(["check", "in", "--exclude", "[b-a]*"])
    assert "'[b-a]*' is no pattern for files" in capfd.readouterr().err


# --- globs that the shell left


def test_a_glob_in_a_path() -> None:
    assert taken("in/*.txt") == ["in/a.txt"]
    assert taken("in/*/*.log", "in/?.md") == ["in/old/g.log", "in/b.md"]
    assert taken("in/**/*.txt") == ["in/a.txt", "in/drafts/d.txt", "in/old/drafts/f.txt", "in/old/e.txt"]
    assert taken("**/e.txt") == ["in/old/e.txt"]
    assert taken("i*/**/f.txt") == ["in/old/drafts/f.txt"]
    assert taken("in/d*") == ["in/drafts/d.txt"]  # a folder
    assert taken("in/**/*.txt", exclude=("old/",)) == ["in/a.txt", "in/drafts/d.txt"]
    assert gather(["in/*.xyz"]).problems == ("in/*.xyz: fits no file; check the pattern (** goes into folders)",)


def test_a_file_that_is_called_like_a_glob() -> None:
    put("in/[1].txt")
    put("in/1.txt")
    assert taken("in/[1].txt") == ["in/[1].txt"]


def test_stars_do_not_follow_links_to_folders(tree: Path) -> None:
    os.symlink(tree / "in", tree / "in" / "old" / "up")
    assert len(expanded("in/**/*.txt")) == 4
    assert len(expanded(str(tree / "in/**/*.txt"))) == 4


# --- links


def test_links_that_leave_the_folder_are_not_followed(tree: Path) -> None:
    put("secret.txt")
    os.symlink(tree / "secret.txt", tree / "in" / "out.txt")
    os.symlink("a.txt", tree / "in" / "same.txt")
    gathered = gather(["in"])
    paths = [source.path for source in gathered.sources]
    assert "in/out.txt" not in paths and "in/same.txt" in paths
    assert gathered.skipped == 3  # it, and the .log files
    assert taken("in/out.txt") == ["in/out.txt"]  # named: meant


# --- git


def ignoring(*paths: str) -> list[str]:
    pytest.importorskip("pathspec", reason="pathspec reads .gitignore")
    return taken(*paths, gitignore=True)


def test_gitignore_files_are_read_from_the_repository_down(tree: Path) -> None:
    put(".git/info/exclude", "b.md\n")
    put(".gitignore", "drafts/\n# a comment\n*.log\n")
    put("in/old/.gitignore", "/e.txt\n!drafts/\n")
    assert ignoring("in") == ["in/a.txt", "in/old/drafts/f.txt"]
    assert ignoring("in/old") == ["in/old/drafts/f.txt"]
    assert ignoring("in/b.md") == ["in/b.md"]  # named: meant
    assert ignoring(str(tree / "in")) == [str(tree / "in/a.txt"), str(tree / "in/old/drafts/f.txt")]
    assert taken("in")[:2] == ["in/a.txt", "in/b.md"]  # only on request


def test_without_a_repository_the_folder_is_the_root(tree: Path) -> None:
    put(".gitignore", "*")
    put("in/.gitignore", "*.txt\n!a.txt\n")
    assert ignoring("in") == ["in/a.txt", "in/b.md"]


def test_pathspec_is_missing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "pathspec", None)
    assert main(["check", "in", "--gitignore"]) == 1
    assert "--gitignore needs pathspec; run pip install" in capfd.readouterr().err


def test_html_is_text() -> None:
    put("in/x.html", f"<p>{LINE}</p>")
    put("in/y.HTM", f"<p>{LINE}</p>")
    sources = gather(["in"]).sources
    assert {"in/x.html", "in/y.HTM"} < {source.path for source in sources}
    assert all(load(source) for source in sources)


def test_what_is_no_glob_is_a_problem_of_that_path() -> None:
    found = gather(["**/[z-a]*", "in/a.txt"])
    assert [source.path for source in found.sources] == ["in/a.txt"]
    assert found.failed == ("**/[z-a]*",)
    assert found.problems[0].startswith("'**/[z-a]*' is no pattern for files (bad character range z-a)")


def test_an_exclamation_mark_makes_no_archive() -> None:
    put("in/wow!/a.jsonl", "{}\n")
    put("in/b!c.jsonl.gz", "")
    found = [source.name for source in gather(["in"], which=Which(records=True)).sources]
    assert {"wow!/a.jsonl", "b!c.jsonl.gz"} <= set(found)
