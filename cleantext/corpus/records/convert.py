"""JSON lines made a table, a table made JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleantext.corpus.grow import Growing
from cleantext.corpus.records.reading import batches
from cleantext.corpus.records.table import Writer, arrow
from cleantext.corpus.records.values import rows_of
from cleantext.errors import CleantextError, brief


def from_lines(path: str, shown: str, file: Growing, compression: str) -> None:
    """Write JSON lines as a table whose schema is found in all of them. Raises CleantextError when there is none.

    path: of the lines, which are read twice. shown: the name for a person.
    """
    pa = arrow()
    try:
        schema = pa.schema([])
        for records in _records(path, shown):
            found = pa.Table.from_pylist(records, metadata=None).schema
            names = {key: None for record in records for key in record}  # from_pylist takes those of the first only
            if set(names) - set(found.names):
                found = pa.Table.from_pylist([dict.fromkeys(names), *records]).schema
            schema = pa.unify_schemas([schema, found], promote_options="permissive")
        writer = Writer(file, schema, compression or "zst")
        for records in _records(path, shown):
            for batch in pa.Table.from_pylist(records, schema).to_batches():
                writer.put(batch, False)
        writer.close()
    except (pa.ArrowException, UnicodeEncodeError, OverflowError) as error:
        raise CleantextError(f"{shown}: its columns fit into no table ({brief(error)}); use --format jsonl") from error


def _records(path: str, shown: str) -> Iterator[list[dict[str, Any]]]:
    for lines in batches(path):
        if lines.skipped:  # an escape more, and a line that could be read is too long
            raise CleantextError(f"{shown}: a line of what is made of it {lines.skipped.reason()}")
        yield [json.loads(line) for line in lines.data.splitlines() if line]


def to_lines(batch: Any) -> bytes:
    """Rows as JSON lines: times in ISO 8601, bytes in base 64, what is no number as null."""
    return b"".join(_line(record) for record in rows_of(batch))


def _line(record: dict[str, Any]) -> bytes:
    try:
        line = json.dumps(record, ensure_ascii=False, default=_plain, allow_nan=False)
    except (ValueError, TypeError):
        line = json.dumps(_finite(record), ensure_ascii=False, default=_plain)
    return line.encode("utf-8", "backslashreplace") + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        from base64 import b64encode

        return b64encode(value).decode("ascii")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {f"{key}": _finite(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and value - value != 0 else value
