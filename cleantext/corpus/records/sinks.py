"""Where the results of batches go: files, JSON lines, a table. Each is whole when it gets its name, or is not there."""

from __future__ import annotations

import json
from collections import deque
from typing import Any, Protocol

from cleantext.corpus.grow import Growing
from cleantext.corpus.records import Plan
from cleantext.corpus.records.batch import Done
from cleantext.corpus.records.convert import from_lines, to_lines
from cleantext.corpus.records.document import Place, aside
from cleantext.corpus.records.fingerprint import Fingerprint
from cleantext.corpus.records.names import packing
from cleantext.corpus.records.packing import packed
from cleantext.corpus.records.rows_again import layout_of, schema_packed
from cleantext.corpus.records.table import Piece, Table, Writer, remade, schema_with_index
from cleantext.corpus.run import jsonl
from cleantext.corpus.write import Store


class Sink(Protocol):
    """Takes results in the order of the batches."""

    def take(self, done: Done) -> None:
        """The result of the next batch."""

    def end(self) -> list[tuple[str, Growing]]:
        """Nothing comes any more: the outputs, for ``Store.put``."""

    def discard(self) -> None:
        """Take away what was written; nothing happens to what got its name."""


class Files:
    """A file a speech, at once: a corpus of them would not fit into memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, done: Done) -> None:
        self._store.put(done.files, done.manifest, done.findings, "", done.quarantine)
        done.findings = done.quarantine = b""

    def end(self) -> list[tuple[str, Growing]]:
        return []

    def discard(self) -> None:
        """What is written is whole, and the next run replaces it."""


class JsonLines:
    """JSON lines, compressed or not."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._name = plan.target
        self._file = store.grow(self._name)
        self._stream = packed(self._file, packing(plan.path, plan.columns), plan.path)

    def take(self, done: Done) -> None:
        if done.output:
            self._stream.write(done.output)

    def end(self) -> list[tuple[str, Growing]]:
        self._stream.close()
        return [(self._name, self._file)]

    def discard(self) -> None:
        self._file.discard()


class LinesToTable:
    """JSON lines that become a table when all of them are there: only then its columns are known."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan = plan
        self._file = store.grow(plan.target)
        self._lines = store.grow()

    def take(self, done: Done) -> None:
        self._lines.write(done.output)

    def end(self) -> list[tuple[str, Growing]]:
        from_lines(self._lines.path, self._plan.path, self._file, self._plan.columns.compress)
        self._lines.discard()
        return [(self._plan.target, self._file)]

    def discard(self) -> None:
        self._lines.discard()
        self._file.discard()


class Rowed:
    """A table's rows back beside their other columns; what they become is left to ``_write``."""

    def __init__(self, plan: Plan, table: Table) -> None:
        self.plan = plan
        self._table = table
        self._pieces: deque[Piece] = deque()
        self._first = table.first
        self._is_restored = plan.columns.format == "parquet"
        self._rows = Fingerprint()
        self._schema = schema_with_index(table.schema) if plan.columns.split else table.schema

    def rows(self, size: int) -> Any:
        """The batches, for the work."""
        return self._table.rows(size, self._pieces.append)

    def take(self, done: Done) -> None:
        piece = self._pieces.popleft()
        if done.bad:
            done.quarantine = self._quarantine(piece.batch, done)
        if self._is_restored:
            self._rows.take(piece.batch)
            done.findings = jsonl([layout_of(self.plan.path, self._first, piece, done)]) + done.findings
        self._first += piece.batch.num_rows
        self._write(remade(piece.batch, self._table.text, done.kept, self._schema), piece.is_last, done)

    def about(self) -> dict[str, Any]:
        """What ``restore`` has to know of the whole table."""
        table = self._table
        schema = {"schema": schema_packed(table.schema), "compression": table.compression()}
        return {**schema, "rows_sha256": self._rows.hexdigest()} if self._is_restored else {}

    def _quarantine(self, batch: Any, done: Done) -> bytes:
        held = []
        for number, reason in done.bad:
            row = json.loads(to_lines(batch.slice(number - self._first, 1)))
            held.append((Place(number), reason, row))
        return jsonl(aside(self.plan, held))

    def _write(self, batch: Any, is_last: bool, done: Done) -> None:
        raise NotImplementedError


class RowsToTable(Rowed):
    """A table in, a table out."""

    def __init__(self, plan: Plan, table: Table, store: Store) -> None:
        super().__init__(plan, table)
        self._file = store.grow(plan.target)
        self._writer = Writer(self._file, self._schema, plan.columns.compress or table.compression())

    def _write(self, batch: Any, is_last: bool, done: Done) -> None:
        self._writer.put(batch, is_last)

    def end(self) -> list[tuple[str, Growing]]:
        self._writer.close()
        return [(self.plan.target, self._file)]

    def discard(self) -> None:
        self._file.discard()


class RowsToOther(Rowed):
    """A table in, files or JSON lines out."""

    def __init__(self, plan: Plan, table: Table, sink: Sink) -> None:
        super().__init__(plan, table)
        self._sink = sink

    def _write(self, batch: Any, is_last: bool, done: Done) -> None:
        if self.plan.columns.format != "files":
            done.output = to_lines(batch)
        self._sink.take(done)

    def end(self) -> list[tuple[str, Growing]]:
        return self._sink.end()

    def discard(self) -> None:
        self._sink.discard()


def sink_of(plan: Plan, table: Table | None, store: Store) -> Sink:
    """Where the results for a file go. table: it, when it is one."""
    if plan.columns.format == "parquet":
        return RowsToTable(plan, table, store) if table else LinesToTable(plan, store)
    plain = Files(store) if plan.columns.format == "files" else JsonLines(plan, store)
    return RowsToOther(plan, table, plain) if table else plain
