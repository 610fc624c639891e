"""Tables come back: the rows, the schema and the row groups, whatever the types; a hash of the rows says so."""

from __future__ import annotations

import datetime
import decimal
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli import main
from tests.test_corpus import written
from tests.test_records import GOOD, TWO, clean, here

pa = pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
pq = pytest.importorskip("pyarrow.parquet")

from cleantext.corpus.records.fingerprint import Fingerprint  # noqa: E402 (needs pyarrow)

__all__ = ["here"]
HURT = GOOD[:16] + "\n\ufeff" + GOOD[17:]
FIELDS = [
    ("text", pa.large_string()),
    ("n", pa.int64()),
    ("x", pa.float32()),
    ("is", pa.bool_()),
    ("meta", pa.struct([("a", pa.int8()), ("body", pa.string())])),
    ("tags", pa.list_(pa.string())),
    ("raw", pa.binary()),
    ("day", pa.date32()),
    ("time", pa.timestamp("us", "UTC")),
    ("price", pa.decimal128(9, 2)),
    ("kind", pa.dictionary(pa.int32(), pa.string())),
    ("none", pa.null()),
    ("counts", pa.map_(pa.string(), pa.int32())),
]
SCHEMA = pa.schema(FIELDS, metadata={b"mine": b"1", b"huggingface": b"{}"})
TEXTS = [GOOD, HURT, None, TWO, GOOD, TWO, HURT, None, GOOD, GOOD]


def rows(texts: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "n": n,
            "x": None if n % 3 else n / 7,
            "is": n % 2 == 0,
            "meta": None if n == 4 else {"a": n, "body": text},
            "tags": None if n == 5 else ["x", None][: n % 3],
            "raw": b"\xff\x00" * n,
            "day": datetime.date(2020, 1, n + 1),
            "time": datetime.datetime(2020, 1, n + 1, tzinfo=datetime.UTC),
            "price": decimal.Decimal(n) / 4,
            "kind": "ab"[n % 2],
            "none": None,
            "counts": [("a", n)],
        }
        for n, text in enumerate(texts)
    ]


def table(path: Path, texts: list[Any], schema: Any = SCHEMA, **more: Any) -> Any:
    made = pa.Table.from_pylist(rows(texts), schema)
    pq.write_table(made, path, **more)
    return made


def again(*arguments: str) -> int:
    return main(["restore", "out", "--to", "back", *arguments])


def same(path: str) -> None:
    """Fails unless the table that came back is the one that was there."""
    was, found = pq.ParquetFile(Path("in", path)), pq.ParquetFile(Path("back", path))
    assert found.schema_arrow.equals(was.schema_arrow, check_metadata=True)
    assert found.read().equals(was.read())
    groups = [[file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] for file in (was, found)]
    assert groups[0] == groups[1] or not was.metadata.num_rows


@pytest.mark.parametrize("options", [(), ("--no-split",), ("--text-column", "meta.body"), ("--jobs", "2")])
def test_rows_and_schema_and_groups_come_back(here: Path, options: tuple[str, ...]) -> None:
    table(here / "a.parquet", TEXTS, row_group_size=4, compression="gzip")
    table(here / "b.parquet", [GOOD] * 3)
    assert clean("in", *options) == 1
    assert again() == 0
    same("a.parquet")
    same("b.parquet")
    assert again() == 0  # they are there, the same


def test_a_table_with_numbers_of_its_own(here: Path) -> None:
    schema = SCHEMA.append(pa.field("cleantext_index", pa.int32()))
    made = [{**row, "cleantext_index": 40 + n} for n, row in enumerate(rows(TEXTS))]
    pq.write_table(pa.Table.from_pylist(made, schema), here / "a.parquet")
    assert clean("in") == 1
    assert again() == 0
    same("a.parquet")


@pytest.mark.parametrize("texts", [[], [None, None]])
def test_a_table_of_which_nothing_is_written(here: Path, texts: list[Any]) -> None:
    table(here / "a.parquet", texts)
    assert clean("in") == bool(texts)
    assert again() == 0
    same("a.parquet")


def test_as_json_lines_it_does_not_come_back(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table(here / "a.parquet", [GOOD])
    assert clean("in", "--format", "jsonl") == 0
    capfd.readouterr()
    assert again() == 1
    assert "in/a.parquet: was written as JSON lines, from which restore cannot make it" in capfd.readouterr().err


def test_an_edited_log_is_named(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table(here / "a.parquet", TEXTS)
    assert clean("in") == 1
    for name, old, new in (
        ("findings", b'"found":"\xef\xbb\xbf"', b'"found":"x"'),
        ("findings", b'"changed":[2', b'"changed":[1'),
        ("findings", b'"gone":[3', b'"gone":[2'),
        ("findings", b'"rows":"', b'"rows":"A'),
        ("findings", b'"count":10', b'"count":11'),
        ("manifest", b'"schema":"', b'"schema":"A'),
        ("manifest", b'"rows_sha256":"', b'"rows_sha256":"0'),
    ):
        path = Path(f"out/{name}.jsonl")
        kept = path.read_bytes()
        assert old in kept
        path.write_bytes(kept.replace(old, new, 1))
        capfd.readouterr()
        assert again() == 1
        assert "in/a.parquet: the logs in out do not lead back to it" in capfd.readouterr().err, (old, new)
        assert not written(Path("back"))
        path.write_bytes(kept)
    shutil.rmtree(here)
    assert again() == 0


def test_the_hash_of_rows_is_that_of_the_rows() -> None:
    made = pa.Table.from_pylist(rows(TEXTS), SCHEMA)

    def of(given: Any, size: int) -> str:
        found = Fingerprint()
        for batch in given.to_batches(size):
            found.take(batch)
        return found.hexdigest()

    whole = of(made, 100)
    assert {of(made, size) for size in (1, 2, 3, 7)} == {whole}
    assert of(made.slice(1), 100) != whole
    assert len({of(made.set_column(at, name, pa.nulls(10, kind)), 9) for at, (name, kind) in enumerate(FIELDS)}) == 13
    moved = made.set_column(5, "tags", pa.array([["x"], [None], *made["tags"].to_pylist()[2:]], pa.list_(pa.string())))
    assert of(moved, 100) != whole


def test_the_log_of_a_table_is_short_where_nothing_changes(here: Path) -> None:
    table(here / "a.parquet", [GOOD] * 12)
    assert clean("in") == 0
    (layout,) = map(json.loads, Path("out/findings.jsonl").read_bytes().splitlines())
    assert layout == {"record": "lines", "source": "in/a.parquet", "first": 1, "count": 12, "last": True}
