"""The lines of ``findings.jsonl`` as a table: a row a finding, of the same columns and types in every file."""

from __future__ import annotations

import json
from typing import Any

from cleantext.adapters.arrow import FINDING, spelled
from cleantext.corpus.records.table import arrow

_ROWS = 4096


def write_findings(lines: str, table: str, rest: str) -> None:
    """Write the findings of ``lines`` to ``table`` (Parquet), the other lines to ``rest`` (JSON lines). All: paths.

    Columns: source, line (of the source, or row), id (of the record, as text), and the fields of ``Finding``.
    """
    pa = arrow()
    schema = pa.schema({"source": pa.string(), "line": pa.int64(), "id": pa.string(), **FINDING})
    with open(lines, "rb") as file, open(rest, "wb") as log, pa.parquet.ParquetWriter(table, schema) as writer:
        held: list[dict[str, Any]] = []
        for line in file:
            record = json.loads(line)
            if record.pop("record") != "finding":
                log.write(line)
                continue
            held.append(_row(record, schema.names))
            if len(held) == _ROWS:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held = []
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema))


def _row(record: dict[str, Any], names: list[str]) -> dict[str, Any]:
    name = record.get("id")
    text = name if name is None or isinstance(name, str) else json.dumps(name, ensure_ascii=False)
    return {each: spelled(record.get(each)) for each in names} | {"id": text}
