"""The rows of a table made again: what is logged of them beside the findings, and the way back to the source."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from cleantext.corpus.grow import Growing
from cleantext.corpus.names import named
from cleantext.corpus.records import INDEX, Columns
from cleantext.corpus.records.batch import Done, Kept
from cleantext.corpus.records.fingerprint import Fingerprint
from cleantext.corpus.records.logged import Batch, Tabled, batches_of
from cleantext.corpus.records.table import Piece, Table, Writer, arrow, remade, values
from cleantext.errors import CleantextError


def layout_of(path: str, first: int, piece: Piece, done: Done) -> dict[str, Any]:
    """The line for the log of a batch, which comes before those about its rows. first: the number of its first row."""
    gone = [number for number, _ in done.bad]
    several = (
        {first + each.row for each in done.kept if each.number > 1} if INDEX in piece.batch.schema.names else set()
    )
    apart = sorted({*gone, *several})  # the numbers that such a table had of its own are not written
    told = {
        "changed": sorted({first + each.row for each in done.kept if each.text is not None}),
        "gone": gone,
        "apart": apart,
        "rows": _packed(piece.batch, [number - first for number in apart]) if apart else "",
        "last": piece.is_last,
    }
    about = {"record": "lines", **named(path), "first": first, "count": piece.batch.num_rows}
    return about | {name: value for name, value in told.items() if value}


def schema_packed(schema: Any) -> str:
    """A schema as text."""
    return _sealed(schema.serialize().to_pybytes())


def _packed(batch: Any, rows: Sequence[int]) -> str:
    pa = arrow()
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, batch.schema) as writer:
        writer.write_batch(batch.take(pa.array(rows, pa.int64())))
    return _sealed(stream.getvalue().to_pybytes())


def _sealed(data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()[:16]}:{b64encode(data).decode()}"


def _opened(text: str) -> bytes:
    """Raises ValueError for what was edited: Arrow does not survive everything that is no Arrow."""
    seal, _, packed = text.partition(":")
    data = b64decode(packed)
    if seal != hashlib.sha256(data).hexdigest()[:16]:
        raise ValueError("edited")
    return data


def write_rows(path: str, each: Tabled, file: Growing) -> str:
    """Write the source of the table at ``path``; the hash of its rows.

    Raises CleantextError, ValueError, LookupError or TypeError when the logs do not lead back.
    """
    pa = arrow()
    about = each.about
    try:
        schema = pa.ipc.read_schema(pa.py_buffer(_opened(about["schema"])))
        writer = Writer(file, schema, f"{about['compression']}")
        left = _Left(Table(path, Columns(f"{about['text_column']}")))
        rows = Fingerprint()
        for batch in batches_of(each.source):
            made = _rows(batch, left, schema)
            rows.take(made)
            writer.put(made, bool(batch.layout.get("last")))
        writer.close()
        found = pa.parquet.read_schema(file.path)
        is_same = found.equals(schema) and found.metadata == schema.metadata  # inner names of maps are the writer's
    except pa.ArrowException as error:
        raise ValueError("the logs were edited") from error
    return rows.hexdigest() if is_same else ""


def _rows(batch: Batch, left: _Left, schema: Any) -> Any:
    """The rows of the source that a batch of it had."""
    pa = arrow()
    layout, first = batch.layout, batch.layout["first"]
    gone, apart = set(layout.get("gone", ())), list(layout.get("apart", ()))
    numbers = range(first, first + layout["count"])
    spans = {n: len(batch.rows[n].spans) if n in batch.rows else 1 for n in numbers if n not in gone}
    some = left.take(sum(spans.values()))
    changed = set(layout.get("changed", ()))
    texts = values(some, left.path) if changed else []
    kept, order, at, aside = [], [], 0, set(apart)
    for number, count in spans.items():
        if number not in aside:
            text = batch.rows[number].text(texts[at : at + count]) if number in changed else None
            kept.append(Kept(at, text, 1))
            order.append(number)
        at += count
    made = remade(some.select(schema.names), left.path, kept, schema)
    if not apart:
        return made
    with pa.ipc.open_stream(_opened(layout["rows"])) as reader:
        table = pa.Table.from_batches([made, *reader], schema)
    order += apart
    turned = sorted(range(len(order)), key=order.__getitem__)
    return _one(table.take(pa.array(turned, pa.int64())), schema)


def _one(table: Any, schema: Any) -> Any:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else arrow().RecordBatch.from_pylist([], schema)


class _Left:
    """The rows of a table that have not been taken yet. path: the keys that lead to its text."""

    def __init__(self, table: Table) -> None:
        self.path = table.text
        self._schema = table.schema
        self._held: list[Any] = []
        self._pieces = table.rows(0, lambda piece: self._held.append(piece.batch))

    def take(self, count: int) -> Any:
        """Raises CleantextError when there are not so many."""
        pa = arrow()
        while sum(batch.num_rows for batch in self._held) < count:
            if next(self._pieces, None) is None:
                raise CleantextError("it has fewer rows than the log says")
        table = pa.Table.from_batches(self._held, self._schema)
        self._held = table.slice(count).to_batches()
        return _one(table.slice(0, count), self._schema)
