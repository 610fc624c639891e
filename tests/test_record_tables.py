"""Parquet in and out: the schema and the other columns stay, row group by row group."""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli import main
from cleantext.corpus.records import run
from cleantext.corpus.workers import Failure
from tests.test_corpus import LINE, written
from tests.test_records import GOOD, MORE, TWO, clean, here, lines, read

pa = pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
pq = pytest.importorskip("pyarrow.parquet")

__all__ = ["here"]
HURT = GOOD[:16] + "\n\ufeff" + GOOD[17:]
WELL = GOOD[:16] + "\n" + GOOD[17:]
FIELDS = [
    ("id", pa.int64()),
    ("text", pa.large_string()),
    ("meta", pa.struct([("a", pa.int8()), ("body", pa.string())])),
    ("tags", pa.list_(pa.string())),
    ("raw", pa.binary()),
]
SCHEMA = pa.schema(FIELDS, metadata={b"mine": b"1", b"huggingface": b"{}"})


def rows(*texts: Any) -> list[dict[str, Any]]:
    return [
        {"id": n, "text": text, "meta": {"a": n, "body": text}, "tags": ["x", None], "raw": b"\xff\x00"}
        for n, text in enumerate(texts)
    ]


def table(path: Path, made: list[dict[str, Any]], **more: Any) -> None:
    pq.write_table(pa.Table.from_pylist(made, SCHEMA), path, **more)


def test_other_columns_and_row_groups_stay(here: Path) -> None:
    table(here / "a.parquet", rows(GOOD, HURT, *[GOOD] * 8), row_group_size=4, compression="gzip")
    assert clean("in", "--no-split") == 0
    found = pq.ParquetFile("out/a.parquet")
    assert found.schema_arrow.equals(pq.ParquetFile(here / "a.parquet").schema_arrow, check_metadata=True)
    assert [found.metadata.row_group(n).num_rows for n in range(found.metadata.num_row_groups)] == [4, 4, 2]
    assert found.metadata.row_group(0).column(0).compression == "GZIP"
    wanted = rows(GOOD, HURT, *[GOOD] * 8)
    wanted[1]["text"] = WELL
    assert found.read().to_pylist() == wanted
    assert list(written(Path("out"))) == ["a.parquet", "findings.jsonl", "manifest.jsonl"]
    before = written(Path("out"))
    assert clean("in", "--no-split") == 0
    assert written(Path("out")) == before


def test_a_row_a_speech(here: Path) -> None:
    table(here / "a.parquet", rows(GOOD, TWO, HURT))
    assert clean("in") == 0
    found = pq.read_table("out/a.parquet")
    assert found.schema.names == [*SCHEMA.names, "cleantext_index"]
    assert found.schema.metadata == {b"mine": b"1"}
    assert found["id"].to_pylist() == [0, 1, 1, 2]
    assert found["cleantext_index"].to_pylist() == [1, 1, 2, 1]
    texts = found["text"].to_pylist()
    assert (texts[0], texts[3]) == (GOOD, WELL) and LINE in texts[1] and MORE in texts[2]
    assert found["raw"].to_pylist() == [b"\xff\x00"] * 4
    Path("again").mkdir()
    Path("out/a.parquet").rename("again/a.parquet")
    assert main(["clean", "again", "--out", "third", "--no-config"]) == 0
    assert pq.read_table("third/a.parquet").equals(found)


def test_a_column_inside_another(here: Path) -> None:
    made = rows(GOOD, HURT, GOOD)
    made[2]["meta"] = None
    table(here / "a.parquet", made)
    assert clean("in", "--no-split", "--text-column", "meta.body", "--id-column", "id") == 1
    found = pq.read_table("out/a.parquet").to_pylist()
    assert found == [made[0], {**made[1], "meta": {"a": 1, "body": WELL}}]
    (aside,) = read("out/quarantine.jsonl")
    assert aside["line"] == 3 and aside["record"]["raw"] == "/wA=" and aside["record"]["id"] == 2
    assert read("out/findings.jsonl")[1]["id"] == 1


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_every_type_of_text(here: Path, kind: Any) -> None:
    pq.write_table(pa.table({"text": pa.array([GOOD, HURT, GOOD], kind)}), here / "a.parquet")
    assert clean("in", "--no-split") == 0
    found = pq.read_table("out/a.parquet")
    assert found.schema.field("text").type == kind
    assert found["text"].to_pylist() == [GOOD, WELL, GOOD]


def test_from_one_form_to_the_other(here: Path) -> None:
    table(here / "a.parquet", rows(GOOD, TWO, None))
    assert clean("in", "--format", "jsonl", "--compress", "none") == 1
    found = read("out/a.jsonl")
    assert [each["id"] for each in found] == [0, 1, 1] and found[0]["raw"] == "/wA="
    (here / "a.parquet").unlink()
    (here / "b.jsonl").write_bytes(
        lines({"text": GOOD, "n": 1}, {"text": TWO, "x": {"y": 2.5}}, {"text": "", "n": 0.5})
    )
    assert clean("in", "--format", "parquet") == 0
    made = pq.read_table("out/b.parquet")
    assert made["n"].to_pylist() == [1, None, None, 0.5] and made["x"].to_pylist()[1] == {"y": 2.5}
    assert "a.jsonl" not in written(Path("out"))


def test_columns_that_fit_into_no_table(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "b.jsonl").write_bytes(lines({"text": GOOD, "n": 1}, {"text": GOOD, "n": "one"}))
    assert clean("in", "--format", "parquet") == 1
    assert "in/b.jsonl: its columns fit into no table" in capfd.readouterr().err
    assert list(written(Path("out"))) == ["findings.jsonl", "manifest.jsonl"]


def test_files_from_a_table(here: Path) -> None:
    table(here / "a.parquet", rows(GOOD, TWO))
    assert clean("in", "--format", "files") == 0
    names = [name for name in written(Path("out")) if name.endswith(".txt")]
    assert names == ["a/000001.001.txt", "a/000002.001.txt", "a/000002.002.txt"]


def test_what_is_no_such_table_is_named(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table(here / "good.parquet", rows(GOOD))
    data = (here / "good.parquet").read_bytes()
    (here / "torn.parquet").write_bytes(data[:-9])
    (here / "words.parquet").write_text(GOOD, "utf-8")
    (here / "hurt.parquet").write_bytes(data[:20] + b"\xff" * 60 + data[80:])
    pq.write_table(pa.table({"body": [GOOD]}), here / "body.parquet")
    pq.write_table(pa.table({"text": [1]}), here / "number.parquet")
    assert clean("in") == 1
    err = capfd.readouterr().err
    for name in ("torn", "words"):
        assert f"in/{name}.parquet: is no Parquet, or damaged" in err
    assert "in/hurt.parquet: " in err and "Traceback" not in err
    assert "in/body.parquet: has no column 'text'; name one with --text-column (it has body)" in err
    assert "in/number.parquet: its column 'text' holds int64, not text" in err
    assert [name for name in written(Path("out")) if name.endswith("parquet")] == ["good.parquet"]


def test_check_counts_rows(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table(here / "a.parquet", rows(GOOD, GOOD, HURT, None), row_group_size=2)
    assert main(["check", "in", "--no-config"]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("in/a.parquet:3:18: invisible: ") and "in/a.parquet:4: has no text" in err


def test_a_crash_costs_one_row(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(work: Any, tasks: Any, jobs: int, timeout: float = 0) -> Any:
        for task in tasks:
            yield task, Failure("crashed") if "boom" in task.texts else work(task)

    monkeypatch.setattr(run, "in_order", crashing)
    table(here / "a.parquet", rows(GOOD, "boom", HURT))
    assert clean("in", "--no-split") == 1
    assert pq.read_table("out/a.parquet")["text"].to_pylist() == [GOOD, WELL]
    (aside,) = read("out/quarantine.jsonl")
    assert (aside["line"], aside["reason"], aside["record"]["text"]) == (2, "crashed", "boom")


def test_without_pyarrow_the_next_step_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (here / "a.parquet").write_bytes(b"PAR1")
    (here / "b.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 1
    assert "in/a.parquet: Parquet needs pyarrow; pip install 'cleantext-corpus[parquet]'" in capfd.readouterr().err
    assert json.loads(Path("out/b.jsonl").read_text("utf-8")) == {"text": GOOD}


def careless(*values: bytes) -> Any:
    """A column that says it holds text, whatever bytes it holds, as careless programs write it."""
    ends = pa.array([sum(map(len, values[:n])) for n in range(len(values) + 1)], pa.int32())
    buffers = [None, ends.buffers()[1], pa.py_buffer(b"".join(values))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def test_text_that_is_no_utf8_costs_its_row_alone(here: Path) -> None:
    columns = {"text": careless(HURT.encode(), GOOD.encode("gbk"), b"ok"), "other": careless(b"\xff", b"\xfe", b"c")}
    pq.write_table(pa.table(columns), here / "a.parquet")
    assert clean("in") == 1
    assert pq.read_table("out/a.parquet")["text"].to_pylist() == [WELL, "ok"]
    (aside,) = read("out/quarantine.jsonl")
    assert (aside["line"], aside["reason"].split(",")[0]) == (2, "has bytes in 'text' that are no UTF-8")
    assert base64.b64decode(aside["record"]["text"]) == GOOD.encode("gbk")
    assert base64.b64decode(aside["record"]["other"]) == b"\xfe"
    assert main(["check", "in", "--quiet"]) == 1
    assert main(["restore", "out", "--to", "back"]) == 0
    assert pq.read_table("back/a.parquet").equals(pq.read_table(here / "a.parquet"))


@pytest.mark.skipif(sys.platform != "linux", reason="such names are allowed on Linux")
@pytest.mark.parametrize("name", ["\udcff.parquet", "s3:a.parquet", "a!b.parquet"])
def test_a_name_is_no_address(here: Path, name: str) -> None:
    table(here / "x.parquet", rows(HURT))
    (here / "x.parquet").rename(here / name)
    assert clean("in", "--no-split") == 0
    (made,) = Path("out").glob("*.parquet")
    assert pq.ParquetFile(pa.OSFile(os.fsencode(made))).read()["text"].to_pylist() == [WELL]


def test_a_header_that_is_damaged_is_not_blamed_on_the_disk(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table(here / "a.parquet", rows(GOOD))
    data = bytearray((here / "a.parquet").read_bytes())
    data[-60:-8] = b"\xff" * 52
    (here / "a.parquet").write_bytes(data)
    table(here / "b.parquet", rows(GOOD))
    for command in (["clean", "in", "--out", "out"], ["check", "in"], ["stats", "in"]):
        assert main(command) == 1
        assert "a.parquet: is no Parquet, or damaged (" in capfd.readouterr().err
    assert Path("out/b.parquet").exists()
