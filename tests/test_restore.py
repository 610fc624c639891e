"""Restoring: the sources come back byte for byte from the output folder alone, or the file at fault is named."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.cli import main
from cleantext.corpus.recorded import Recorded
from cleantext.corpus.restore import places
from tests.test_corpus import LINE, written
from tests.test_laws import FIXTURES, TEXTS

DEMO = FIXTURES / "demo"
SPEECHES = "\n一篇\n\n" + "".join(f"春耕讲话篇{n}\n同志们:\n{LINE * 9}谢谢大家(jiā)!\n\n" for n in "一二三")
PIECES_OF_FILES = [SPEECHES.encode("gb18030"), LINE.encode(), b"\xff\r\n", b"\r", LINE.encode("big5", "ignore")]
TWISTED = st.one_of(
    st.binary(max_size=300),
    st.tuples(TEXTS, st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-be", "big5", "utf-32", "hz"])).map(
        lambda pair: pair[0].encode(pair[1], "replace")
    ),
    st.lists(st.sampled_from(PIECES_OF_FILES), max_size=5).map(b"".join),
).filter(len)


def again(*arguments: str) -> int:
    return main(["restore", "out", "--to", "back", *arguments])


@pytest.fixture
def cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Three sources, cleaned into ``out``; their bytes by their names."""
    monkeypatch.chdir(tmp_path)
    Path("in/sub").mkdir(parents=True)
    Path("in/a.txt").write_bytes(SPEECHES.encode("gb18030"))
    Path("in/sub/b.md").write_bytes(b"\xef\xbb\xbf" + (LINE + "<b>河岸</b>\r\n展开全文\r\n").encode() + b"\xff")
    Path("in/c.txt").write_bytes(b" \n\t\n")
    assert main(["clean", "in", "--out", "out"]) == 0
    before = written(Path("in"))
    shutil.rmtree("in")
    return before


def edit(path: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Change every record of a log in place."""
    records = [json.loads(line) for line in Path(path).read_bytes().splitlines()]
    for record in records:
        change(record)
    Path(path).write_text("".join(json.dumps(record) + "\n" for record in records))


@pytest.mark.parametrize("options", [[], ["--no-split"], ["--no-junk"], ["--ignore", "outside_speech"], ["--titles"]])
def test_the_demo_comes_back(tmp_path: Path, options: list[str]) -> None:
    out, back = str(tmp_path / "out"), str(tmp_path / "back")
    assert main(["clean", str(DEMO), "--out", out, *options]) == 0
    kept = written(Path(out))
    assert main(["restore", out, "--to", back]) == 0
    assert written(Path(back)) == written(DEMO)
    assert written(Path(out)) == kept


@given(TWISTED, st.sampled_from([[], ["--no-split"], ["--script", "simplified", "--punctuation", "chinese"]]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_come_back(data: bytes, options: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "a.txt").write_bytes(data)
        if main(["clean", str(root / "a.txt"), "--out", str(root / "out"), "--no-config", *options]) == 0:
            assert main(["restore", str(root / "out"), "--to", str(root / "back")]) == 0
            assert (root / "back" / "a.txt").read_bytes() == data


def test_the_tree_is_as_it_was(cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    assert again() == 0
    assert written(Path("back")) == cleaned
    out, err = capfd.readouterr()
    assert out == "" and re.search(r"^restored +3$", err, re.M)
    assert again() == 0  # they are there, the same
    assert "there already" in capfd.readouterr().err


def test_an_edited_or_missing_output_is_named_and_the_others_go_on(
    cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    Path("out/a.002.txt").write_text("mine")
    assert again() == 1
    assert "out/a.002.txt: was edited since cleantext wrote it, and in/a.txt cannot" in capfd.readouterr().err
    assert written(Path("back")) == {name: data for name, data in cleaned.items() if name != "a.txt"}
    Path("out/a.002.txt").unlink()
    assert again() == 1
    assert "out/a.002.txt: is missing" in capfd.readouterr().err
    Path("out/a.002.txt").mkdir()
    assert again() == 1
    assert "out/a.002.txt: is no file" in capfd.readouterr().err


def test_a_file_in_the_way(cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    Path("back").mkdir()
    Path("back/a.txt").write_text("mine")
    Path("back/c.txt").mkdir()
    assert again() == 1
    err = capfd.readouterr().err
    assert "back/a.txt: is there and differs; choose another --to, or have it replaced with --force" in err
    assert "back/c.txt: is in the way, and no file" in err
    assert Path("back/a.txt").read_text() == "mine"
    Path("back/c.txt").rmdir()
    assert again("--force") == 0
    assert written(Path("back")) == cleaned


def test_folders_that_cannot_be_used(cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    Path("file").touch()
    for out, to, said in [
        ("out", "file", "file: is a file, the sources need a folder; choose another --to"),
        ("out", "out", "out: is in the output folder itself"),
        ("out", "out/back", "out/back: is in the output folder itself"),
        ("nowhere", "back", "nowhere: does not exist; give a folder that cleantext clean has written"),
        (".", "back", ".: holds no manifest.jsonl and findings.jsonl"),
    ]:
        assert main(["restore", out, "--to", to]) == 2
        assert said in capfd.readouterr().err
    assert not Path("back").exists()


@pytest.mark.parametrize(
    "name", ["../a.txt", "/tmp/x", "sub/../../x", "a//b", "..", "a\0b", "\ud800.txt", "x/link/a.txt"]
)
def test_nothing_is_written_outside(cleaned: dict[str, bytes], name: str, capfd: pytest.CaptureFixture[str]) -> None:
    edit("out/findings.jsonl", lambda record: record.update(name=name) if record["source"] == "in/a.txt" else None)
    Path("back/x").mkdir(parents=True)
    Path("elsewhere").mkdir()
    Path("back/x/link").symlink_to(Path("elsewhere").absolute())
    before = sorted(os.listdir())
    assert again("--force") == 1
    assert sorted(os.listdir()) == before and not os.listdir("elsewhere")
    assert set(written(Path("back"))) == {"c.txt", "sub/b.md"}
    err = capfd.readouterr().err
    assert "outside of back" in err or "leads out of back" in err
    assert err.replace("\n", "").isprintable()


def test_a_log_that_names_an_output_elsewhere(cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    Path("x").write_bytes(Path("out/a.001.txt").read_bytes())
    edit("out/manifest.jsonl", lambda record: record.update(output="../x"))
    assert again() == 1
    assert "lies outside of the folder" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("log", "change"),
    [
        ("findings", lambda record: record.update(found="x")),
        ("findings", lambda record: record.update(cure=7)),
        ("findings", lambda record: record.update(start="x")),
        ("findings", lambda record: record.update(source_sha256="0" * 64)),
        ("findings", lambda record: record.update(gaps=[])),
        ("findings", lambda record: record.update(gaps=3)),
        ("findings", lambda record: record.update(segments=[[0, 1, "rot13", 1.0, 0, 1, None]])),
        ("findings", lambda record: record.update(segments=[[0, 1, "utf-8", 1.0, 0, 1, "zz"]])),
        ("findings", lambda record: record.pop("speeches", None)),
        ("findings", lambda record: record.pop("source_sha256", None)),
        ("findings", lambda record: record.update(speeches=9)),
        ("manifest", lambda record: record.update(start=1)),
        ("manifest", lambda record: record.pop("output")),
    ],
)
def test_an_edited_log_is_named(
    cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str], log: str, change: Callable[[dict[str, Any]], object]
) -> None:
    edit(f"out/{log}.jsonl", lambda record: change(record) if record["source"] == "in/a.txt" else None)
    assert again() == 1
    assert "in/a.txt: " in capfd.readouterr().err
    assert set(written(Path("back"))) == {"c.txt", "sub/b.md"}


def test_lines_that_are_no_records(cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str]) -> None:
    for log in ("findings", "manifest"):
        path = Path(f"out/{log}.jsonl")
        path.write_bytes(b'\xff\n{"record":"source"\n[1]\n' + b"[" * 100_000 + b"\n" + path.read_bytes())
    assert again() == 1
    said = capfd.readouterr().err
    assert said.count("cannot be used") == 8 and "out/findings.jsonl:4: cannot be used" in said
    assert written(Path("back")) == cleaned
    with open("out/findings.jsonl", "ab") as file:
        file.write(b"nonsense\n")
    assert again() == 1
    assert "its records in out/findings.jsonl were damaged since" in capfd.readouterr().err


def test_a_run_that_was_killed_gives_what_it_had(cleaned: dict[str, bytes]) -> None:
    for log in ("findings", "manifest"):
        os.rename(f"out/{log}.jsonl", f"out/{log}.jsonl.part")
        with open(f"out/{log}.jsonl.part", "ab") as file:
            file.write(b'{"record":"source","sour')
    assert again() == 0
    assert written(Path("back")) == cleaned


def test_a_full_disk(
    cleaned: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cleantext.corpus.disk.append", full)
    assert again() == 1
    assert "cannot be written (No space left on device); free some space" in capfd.readouterr().err
    assert written(Path("back")) == {}


def test_names_that_are_not_utf8_and_names_that_are_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("x", "y"):
        os.mkdir(folder)
        Path(folder, "a.txt").write_text(LINE + folder, "utf-8")
    with open(b"x/\xd6\xd0\x1b.txt", "wb") as file:
        file.write(LINE.encode())
    before = written(Path("x"))
    assert main(["clean", "x", "y/a.txt", "--out", "out"]) == 0
    assert again() == 0
    assert "files that share a name stand under their whole paths: 2" in capfd.readouterr().err
    assert written(Path("back")) == {
        "x/a.txt": before["a.txt"],
        "y/a.txt": (LINE + "y").encode(),
        os.fsdecode(b"\xd6\xd0\x1b.txt"): LINE.encode(),
    }


def test_places_are_never_shared() -> None:
    given = [("../a.txt", "a.txt"), ("/a.txt", "a.txt"), ("./q/a.txt", "q/a.txt"), ("q/a.txt", "a.txt"), ("..", "")]
    found = places([Recorded("", 0, source, name, "", 0) for source, name in given])
    assert ["/".join(place.parts) for place in found] == ["a.txt", "a~2.txt", "q/a.txt", "q/a~2.txt", "_"]


@pytest.mark.parametrize("name", ["manifest.jsonl", "findings.jsonl"])
@pytest.mark.parametrize("line", [b"no line\n", b"[]\n", b"{}\n", b'{"record": "source", "source": "x"\n'])
def test_a_line_that_cannot_be_used_is_named(
    cleaned: dict[str, bytes], capfd: pytest.CaptureFixture[str], name: str, line: bytes
) -> None:
    log = Path("out", name)
    log.write_bytes(line + log.read_bytes())
    capfd.readouterr()
    assert again() == 1
    said = capfd.readouterr().err
    assert f"out/{name}:1: cannot be used" in said and said.count("cannot be used") == 1
    assert written(Path("back")) == cleaned
