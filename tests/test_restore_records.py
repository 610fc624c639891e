"""Files of records come back: lines byte for byte, tables row for row; what cannot is named."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.cli import main
from cleantext.corpus.records import Columns, Plan, run
from cleantext.corpus.records.batch import set_aside
from cleantext.corpus.records.layout import Layout
from cleantext.corpus.records.reading import Lines
from cleantext.corpus.workers import Failure
from cleantext.options import Options
from tests.test_corpus import LINE, written
from tests.test_records import GOOD, TWO, clean, here, lines, read

__all__ = ["here"]
HURT = GOOD[:16] + "\n\ufeff" + GOOD[17:]
PIECES = [
    lines({"text": GOOD}),
    lines({"text": HURT, "n": 1.5}),
    lines({"id": 1, "text": TWO, "x": [1]}),
    lines({"cleantext_index": 7, "text": TWO, "cleantext": None}),
    json.dumps({"text": TWO, "title": "渡船"}).encode() + b"\n",
    json.dumps({"meta": 3, "text": HURT}, separators=(",", ":")).encode() + b"\r\n",
    b"\n",
    b" \t\r\n",
    b"nonsense\r\n",
    b'{"text": null}\n',
    b'{"text": "\xff\xff\xff"}\n',
    b' { "text" : "' + HURT.replace("\n", "\\n").encode() + b'", "text":"' + GOOD.encode() + b'\\/" } \n',
    b'{"text": "' + GOOD.replace("\n", "\\n").encode("gb18030") + b'"}\n',
    lines({"text": HURT}).decode().encode("gb18030"),
    lines({"text": TWO}).decode().encode("big5", "ignore"),
    b'{"text": "\\ud83d \\u0041&amp;ldquo;\xe5\xa5\xbd"}\n',
]


def again(*arguments: str) -> int:
    return main(["restore", "out", "--to", "back", *arguments])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_too_long_to_be_read_is_not_made_again(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr("cleantext.corpus.records.reading.LONGEST", 2**12)
    monkeypatch.setattr("cleantext.corpus.records.reading.BATCH", 2**10)
    records = [lines({"text": HURT}), lines({"text": TWO})]
    records.insert(place, lines({"text": GOOD * 200}))
    (here / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(records))
    (here / "b.jsonl").write_bytes(lines({"text": HURT}))
    assert clean("in") == 1
    assert again() == 1
    assert f"in/a.jsonl:{place + 1}: was too long to be read" in capfd.readouterr().err
    assert {path.name for path in Path("back").iterdir()} == {"b.jsonl"}
    assert Path("back/b.jsonl").read_bytes() == (here / "b.jsonl").read_bytes()


def test_every_kind_of_line_comes_back(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "sub").mkdir()
    (here / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(PIECES) + PIECES[1][:-1])
    (here / "sub" / "b.ndjson").write_bytes(PIECES[2].replace(b"\n", b"\r\n") * 3)
    (here / "c.txt").write_text(TWO, "utf-8")
    before = written(here)
    assert clean("in") == 1
    shutil.rmtree(here)
    capfd.readouterr()
    assert again() == 0
    assert written(Path("back")) == before
    assert "restored 3" in " ".join(capfd.readouterr().err.split())
    assert again() == 0
    assert "there already 3" in " ".join(capfd.readouterr().err.split())


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_lines_come_back(pieces: list[bytes], is_open: bool, split: bool) -> None:
    data = b"".join([lines({"text": GOOD}), *pieces])
    data = data[:-1] if is_open else data
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "a.jsonl").write_bytes(data)
        options = [] if split else ["--no-split"]
        main(["clean", str(root / "a.jsonl"), "--out", str(root / "out"), "--no-config", *options])
        assert main(["restore", str(root / "out"), "--to", str(root / "back")]) == 0
        assert (root / "back" / "a.jsonl").read_bytes() == data


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
@pytest.mark.parametrize("form", [(), ("--compress", "none"), ("--compress", "gz")])
def test_packed_files_come_back_unpacked(
    here: Path, ending: str, pack: Callable[[bytes], bytes], form: tuple[str, ...]
) -> None:
    data = b"".join(PIECES[:6])
    (here / f"a.jsonl.{ending}").write_bytes(pack(data))
    (here / "b.jsonl").write_bytes(data)
    assert clean("in", *form) == 0
    assert again() == 0
    assert written(Path("back")) == {"a.jsonl": data, "b.jsonl": data}


def test_escaped_texts_are_not_logged_twice(here: Path) -> None:
    (here / "a.jsonl").write_bytes(b"".join(json.dumps({"text": HURT}).encode() + b"\n" for _ in range(9)))
    assert clean("in") == 0
    layout = read("out/findings.jsonl")[0]
    assert layout["apart"] == {f"{number}": {"text": 1} for number in range(1, 10)}
    (here / "a.jsonl").write_bytes(lines(*[{"text": GOOD}] * 999))
    assert clean("in") == 0
    assert len(read("out/findings.jsonl")) == 1 and Path("out/findings.jsonl").stat().st_size < 200


def test_lines_that_brought_their_process_down_come_back(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = run.in_order
    data = b"".join(PIECES[:8])
    (here / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + data)

    def failing(work: Any, tasks: Any, jobs: int, timeout: float) -> Any:
        for task, done in real(work, tasks, 1, 0.0):
            is_bad = b"cleantext_index" in task.data
            yield task, Failure("died") if is_bad else done

    monkeypatch.setattr(run, "in_order", failing)
    assert clean("in") == 1
    assert [each["line"] for each in read("out/quarantine.jsonl")] == [4]
    assert again() == 0
    assert Path("back/a.jsonl").read_bytes() == b"\xef\xbb\xbf" + data


def test_a_line_set_aside_keeps_its_end() -> None:
    done = set_aside(Plan("a.jsonl", Options(), Columns(format="jsonl")), Lines(7, b"x\r\n", 9), "why")
    layout = json.loads(done.findings)
    assert (layout["first"], layout["count"], layout["apart"]) == (7, 1, {"7": "x\r"})
    assert "open" in Layout(Lines(1, b"x", 1)).record("a.jsonl")


def test_a_second_run_takes_over_what_has_no_findings_too(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}))
    (here / "b.jsonl").write_bytes(lines({"text": HURT}))
    assert clean("in") == 0
    first = written(Path("out"))
    capfd.readouterr()
    assert clean("in") == 0
    assert "unchanged since the last run 2" in " ".join(capfd.readouterr().err.split())
    assert written(Path("out")) == first
    assert again() == 0
    assert written(Path("back")) == written(here)


@pytest.mark.parametrize(
    ("form", "said"), [("files", "text files, which have no other columns"), ("parquet", "Parquet")]
)
def test_another_form_does_not_come_back(here: Path, capfd: pytest.CaptureFixture[str], form: str, said: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    (here / "r.jsonl").write_bytes(lines({"text": GOOD}))
    (here / "a.txt").write_text(LINE, "utf-8")
    assert clean("in", "--format", form) == 0
    capfd.readouterr()
    assert again() == 1
    wanted = f"in/r.jsonl: was written as {said}, from which restore cannot make it again; keep the source\n"
    assert wanted in capfd.readouterr().err
    assert list(written(Path("back"))) == ["a.txt"]


def test_an_edited_output_or_log_is_named(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_bytes(b"".join(PIECES[:6]))
    (here / "b.jsonl").write_bytes(lines({"text": HURT}))
    assert clean("in") == 0
    kept = Path("out/findings.jsonl").read_bytes()
    for change in (
        lambda data: data.replace(b'"found":"\xef\xbb\xbf"', b'"found":"x"', 1),
        lambda data: data.replace(b'"count":6', b'"count":5', 1),
        lambda data: data.replace(b'"count":6', b'"count":"x"', 1),
        lambda data: data.replace(b'"apart":{', b'"apart":{"1":[1],', 1),
        lambda data: data.replace(b'"apart":{', b'"apart":{"1":{"codec":"rot13"},', 1),
        lambda data: data.replace(b'"spans":[[', b'"spans":[[9,9],[', 1),
        lambda data: data.replace(b'"record":"lines"', b'"record":"row"', 1),
    ):
        assert change(kept) != kept
        Path("out/findings.jsonl").write_bytes(change(kept))
        capfd.readouterr()
        assert again() == 1
        assert "in/a.jsonl: the logs in out do not lead back to it; clean it again" in capfd.readouterr().err
        assert list(written(Path("back"))) == ["b.jsonl"] and len(os.listdir("back")) == 1
    Path("out/findings.jsonl").write_bytes(kept)
    Path("out/a.jsonl").write_text("mine")
    capfd.readouterr()
    assert again() == 1
    assert "out/a.jsonl: was edited since cleantext wrote it, and in/a.jsonl cannot" in capfd.readouterr().err
    Path("out/a.jsonl").unlink()
    assert again() == 1
    assert "out/a.jsonl: is missing" in capfd.readouterr().err
