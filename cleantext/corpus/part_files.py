"""Outputs that hold the speeches of many texts: written a source at a time, and read again a speech at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from cleantext.corpus.grow import Growing
from cleantext.corpus.records import Columns, is_parquet
from cleantext.corpus.records.packing import kind, packed
from cleantext.corpus.records.reading import batches
from cleantext.corpus.records.table import Table, Writer, arrow
from cleantext.corpus.write import Store
from cleantext.errors import CleantextError

_TEXTS = ("text", "source", "source_bytes", "source_sha256", "encoding", "title", "heading", "salutation", "speaker")
_STATED = ("date", "place", "kind")
_NUMBERS = ("characters", "start", "end", "source_start", "source_end")


class PartFile:
    """JSON lines, compressed or not, or a table, by its name."""

    def __init__(self, store: Store, name: str, compress: str) -> None:
        """compress: as for ``Columns``. Raises CleantextError."""
        self.name = name
        self._writer: Writer | None = None
        if is_parquet(name):
            arrow()
        self.file = store.grow(name)
        if is_parquet(name):
            self._schema = schema()
            self._writer = Writer(self.file, self._schema, compress or "zst")
        else:
            self._stream = packed(self.file, kind(name), os.path.join(store.root, name))

    def put(self, records: bytes) -> None:
        """Lines of JSON, a record each. Raises CleantextError."""
        if self._writer is None:
            self._stream.write(records)
            return
        rows = [json.loads(line) for line in records.split(b"\n") if line]
        for row in rows:
            row["findings"] = list(row["findings"].items())
        if rows:
            self._writer.put(arrow().RecordBatch.from_pylist(rows, self._schema), False)

    def end(self) -> Growing:
        """Nothing comes any more."""
        (self._writer or self._stream).close()
        return self.file


def schema() -> Any:
    """The columns of a table of speeches: always the same, so that all parts are one table."""
    pa = arrow()
    texts = [(name, pa.string()) for name in _TEXTS]
    stated = [(name, pa.string()) for name in _STATED]
    numbers = [(name, pa.int64()) for name in _NUMBERS]
    sure = [("confidence", pa.float64()), ("evidence", pa.list_(pa.string()))]
    counts = [("findings", pa.map_(pa.string(), pa.int32()))]
    return pa.schema([*texts[:5], ("index", pa.int32()), *texts[5:], *stated, *sure, *numbers, *counts])


class Texts:
    """The texts of records by their number, from 1; quick when they are asked for in order."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._at = 0
        self._left: Iterator[str] = iter(())

    def text(self, number: int) -> str:
        """Raises CleantextError when there is no such record, or it cannot be read."""
        if not self._at or number <= self._at:
            self._at = 0
            self._left = _texts(self._path)
        for text in self._left:
            self._at += 1
            if self._at == number:
                return text
        raise CleantextError(f"{self._path}: has no record {number}; the manifest was edited, get it again")


def _texts(path: str) -> Iterator[str]:
    if is_parquet(path):
        for rows in Table(path, Columns()).rows(0, lambda piece: None):
            yield from rows.texts
        return
    for lines in batches(path):
        for line in lines.data.split(b"\n"):
            if line:
                yield str(json.loads(line)["text"])
