"""Parquet: rows read a batch at a time, rows written in groups, the schema kept. Needs pyarrow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cleantext.corpus.grow import Growing
from cleantext.corpus.read import explain
from cleantext.corpus.records import INDEX, Columns
from cleantext.corpus.records.batch import Kept, Rows
from cleantext.corpus.records.values import values_of
from cleantext.errors import CleantextError, brief

_BATCH = 2**20  # bytes of a batch, about
_MOST = 4096  # rows of a batch
_GROUP = 32 * 2**20  # bytes of a row group in memory: it is written when it has so many


class Piece(NamedTuple):
    """A batch of the table. is_last: of its row group."""

    batch: Any
    is_last: bool


def arrow() -> Any:
    """pyarrow, with what is needed of it. Raises CleantextError when it is not installed."""
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError as error:
        raise CleantextError("Parquet needs pyarrow; pip install 'cleantext-corpus[parquet]'") from error
    return pyarrow


def damaged(path: str, error: Exception) -> str:
    """What to say of a file that pyarrow cannot read."""
    return f"{path}: is no Parquet, or damaged ({brief(error)}); get or make it anew"


class Groups(NamedTuple):
    """Some of a file's row groups. file: what is open at its path. start, end: numbers of groups. first: of the rows
    in them, from 1."""

    file: Any
    start: int
    end: int
    first: int


class Table:
    """A Parquet file that is read, or some of its row groups."""

    def __init__(self, path: str, columns: Columns, groups: Groups | None = None) -> None:
        """Raises CleantextError: no Parquet, or no such columns in it."""
        pa = arrow()
        self.path = path
        with self._told():
            # A name is no address to it then, whatever bytes and colons are in it.
            opened = groups.file if groups else pa.OSFile(os.fsencode(path))
            self._file = pa.parquet.ParquetFile(opened, pre_buffer=groups is not None, buffer_size=_BATCH)
            self.schema = self._file.schema_arrow
        self._groups = range(groups.start, groups.end) if groups else range(self._file.metadata.num_row_groups)
        self.first = groups.first if groups else 1
        self.text = self._column(columns.text)
        self._id = self._column(columns.id) if columns.id else ()
        kind = self._type(self.text)
        value = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not any(is_text(value) for is_text in _text_types(pa)):
            raise CleantextError(f"{path}: its column {columns.text!r} holds {kind}, not text; {self._advice()}")

    def _column(self, name: str) -> tuple[str, ...]:
        pa = arrow()
        path = (name,) if name in self.schema.names else tuple(name.split("."))
        fields: Any = self.schema
        for key in path:
            if fields.get_field_index(key) < 0:
                raise CleantextError(f"{self.path}: has no column {name!r}; {self._advice()}")
            kind = fields.field(key).type
            fields = kind if pa.types.is_struct(kind) else pa.struct([])
        return path

    def _type(self, path: tuple[str, ...]) -> Any:
        found: Any = self.schema
        for key in path:
            found = found.field(key).type
        return found

    def _advice(self) -> str:
        return f"name one with --text-column (it has {', '.join(self.schema.names)})"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have what goes wrong said in one line: pyarrow raises whatever a damaged byte leads it to."""
        try:
            yield
        except CleantextError:
            raise
        except MemoryError as error:
            raise CleantextError(f"{self.path}: takes more memory than there is; cut it into smaller files") from error
        except OSError as error:
            # Without a number it is no fault of the disk, but of what was read.
            said = explain(self.path, error) if error.errno else damaged(self.path, error)
            raise CleantextError(said) from error
        except Exception as error:
            raise CleantextError(damaged(self.path, error)) from error

    def compression(self) -> str:
        """That of its first column."""
        about = self._file.metadata
        name = about.row_group(0).column(0).compression.lower() if about.num_row_groups and about.num_columns else ""
        return {"uncompressed": "none", "lz4_raw": "lz4", "": "snappy"}.get(name, str(name))

    def rows(self, size: int, take: Callable[[Piece], None]) -> Iterator[Rows]:
        """The texts, a batch at a time, and to ``take`` the batches themselves. Raises CleantextError.

        size: of the file in bytes, of which ``end`` is a share.
        """
        about = self._file.metadata
        first = self.first
        for group in self._groups:
            inside = about.row_group(group)
            many = max(1, min(_MOST, _BATCH * inside.num_rows // max(1, inside.total_byte_size)))
            held = None
            with self._told():
                for batch in self._file.iter_batches(many, row_groups=[group], use_threads=False):
                    if held is not None:
                        yield self._given(held, first, size, take, False)
                        first += held.num_rows
                    held = batch
            if held is not None:
                yield self._given(held, first, size, take, True)
                first += held.num_rows

    def _given(self, batch: Any, first: int, size: int, take: Callable[[Piece], None], last: bool) -> Rows:
        take(Piece(batch, last))
        ids = values(batch, self._id) if self._id else []
        done = first - 1 + batch.num_rows
        return Rows(first, values(batch, self.text), ids, size * done // max(1, self._file.metadata.num_rows))


def _text_types(pa: Any) -> list[Callable[[Any], bool]]:
    names = ("is_string", "is_large_string", "is_string_view")
    return [getattr(pa.types, name) for name in names if hasattr(pa.types, name)]


def values(batch: Any, path: tuple[str, ...]) -> list[Any]:
    """The values of a column, which may be one inside another."""
    column = batch.column(path[0])
    if len(path) > 1:
        column = arrow().compute.struct_field(column, list(path[1:]))
    return values_of(column)


def schema_with_index(schema: Any) -> Any:
    """The schema of what is written when records are cut into speeches."""
    pa = arrow()
    if INDEX in schema.names:
        return schema
    # The list of columns that one library keeps in the file's notes would not have this one, and it would refuse it.
    notes = {key: value for key, value in (schema.metadata or {}).items() if key != b"huggingface"}
    return schema.append(pa.field(INDEX, pa.int32())).with_metadata(notes or None)


def remade(batch: Any, path: tuple[str, ...], kept: list[Kept], schema: Any) -> Any:
    """The rows that are kept, with their texts, in a schema that may have a column for the number of the speech."""
    pa = arrow()
    rows = [each.row for each in kept]
    changed = any(each.text is not None for each in kept)
    if changed or rows != list(range(batch.num_rows)):
        before = values(batch, path) if changed else []
        batch = batch.take(pa.array(rows, pa.int64()))
        if changed:
            texts = [before[each.row] if each.text is None else each.text for each in kept]
            at = batch.schema.get_field_index(path[0])
            batch = batch.set_column(at, batch.schema.field(at), _replaced(batch.column(at), path[1:], texts))
    columns = list(batch.columns)
    if INDEX in schema.names:
        numbers = [each.number for each in kept]
        at = batch.schema.get_field_index(INDEX)
        if at < 0:
            columns.append(pa.array(numbers, pa.int32()))
        else:
            several = {each.row for each in kept if each.number > 1}
            old = columns[at].to_pylist()
            mixed = [each.number if each.row in several else old[n] for n, each in enumerate(kept)]
            columns[at] = pa.array(mixed, schema.field(INDEX).type)
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _replaced(column: Any, path: tuple[str, ...], texts: list[str]) -> Any:
    pa = arrow()
    if not path:
        return pa.array(texts, column.type)
    fields = [column.type.field(n) for n in range(column.type.num_fields)]
    values = [column.field(n) for n in range(len(fields))]
    at = column.type.get_field_index(path[0])
    values[at] = _replaced(values[at], path[1:], texts)
    return pa.StructArray.from_arrays(values, fields=fields, mask=column.is_null())


class Writer:
    """A Parquet file that grows by row groups."""

    def __init__(self, file: Growing, schema: Any, compression: str) -> None:
        pa = arrow()
        self._pa = pa
        self.schema = schema
        names = {"none": "NONE", "gz": "GZIP", "zst": "ZSTD"}
        chosen = names.get(compression, compression.upper())
        self._writer = pa.parquet.ParquetWriter(file, schema, compression=chosen)
        self._held: list[Any] = []
        self._bytes = 0

    def put(self, batch: Any, is_last: bool) -> None:
        """Rows, in order; ``is_last`` ends the row group."""
        self._held.append(batch)
        self._bytes += batch.nbytes
        if is_last or self._bytes >= _GROUP:
            self._end_group()

    def _end_group(self) -> None:
        table = self._pa.Table.from_batches(self._held, self.schema)
        if table.num_rows:
            self._writer.write_table(table, row_group_size=table.num_rows)
        self._held, self._bytes = [], 0

    def close(self) -> None:
        """The end of the file."""
        if self._held:
            self._end_group()
        self._writer.close()
