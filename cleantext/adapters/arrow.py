"""Arrow: batches and tables cleaned, with a schema that depends on what is asked for and never on what is found."""

from __future__ import annotations

from typing import Any

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("Arrow needs pyarrow; pip install 'cleantext-corpus[parquet]'") from error

from cleantext.adapters.batch import ENCODING, ERROR, FINDINGS, NUMBERS, RULES, How, checked, made_of
from cleantext.corpus.records.values import values_of
from cleantext.errors import CleantextError
from cleantext.options import Options

_LONG = pa.int64()
# The fields of Finding, of the same names: Finding(**row) is the finding.
FINDING = {
    "rule": pa.string(),
    "start": _LONG,
    "end": _LONG,
    "found": pa.string(),
    "cure": pa.string(),
    "confidence": pa.float64(),
    "note": pa.string(),
    "step": _LONG,
    "source_start": _LONG,
    "source_end": _LONG,
}
TYPES = {
    ENCODING: pa.string(),
    FINDINGS: pa.list_(pa.struct(FINDING)),
    RULES: pa.list_(pa.struct({"rule": pa.string(), "count": _LONG})),
    ERROR: pa.string(),
    "speech_confidence": pa.float64(),
    "speech_evidence": pa.list_(pa.string()),
    **dict.fromkeys(NUMBERS, _LONG),
}
# Notes that libraries keep in a schema, of columns as they were; they would refuse a table that has others.
_NOTES = (b"huggingface", b"pandas")


def cleaned_schema(schema: pa.Schema, *, column: str = "text", split: bool = False, findings: bool = True) -> pa.Schema:
    """The schema of what ``clean_batch`` makes of a table with ``schema``, for those who need it before the first row.

    Raises CleantextError when such a table cannot be cleaned.
    """
    how = How(column, split, findings)
    checked(schema.names, how)
    at = schema.get_field_index(how.column)
    schema = schema.set(at, pa.field(how.column, _text_type(schema.field(at), how), True, schema.field(at).metadata))
    for name in how.added():
        schema = schema.append(pa.field(name, TYPES.get(name, pa.string())))
    notes = {key: value for key, value in (schema.metadata or {}).items() if key not in _NOTES}
    return schema.with_metadata(notes or None)


def _text_type(field: pa.Field, how: How) -> pa.DataType:
    """What the cleaned text is kept in: the same for text, its sister for bytes, plain for a dictionary."""
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if pa.types.is_large_string(kind) or pa.types.is_large_binary(kind):
        return pa.large_string()
    if getattr(pa.types, "is_string_view", lambda _: False)(kind):
        return kind
    views = getattr(pa.types, "is_binary_view", lambda _: False)
    if views(kind) or any(test(kind) for test in (pa.types.is_string, pa.types.is_binary, pa.types.is_null)):
        return pa.string()
    raise CleantextError(f"the column {how.column!r} holds {kind}, not text; name another one with column=")


def clean_arrow(batch: Any, options: Options, how: How) -> Any:
    """A RecordBatch or a Table for one; see ``clean_batch``."""
    if not isinstance(batch, (pa.RecordBatch, pa.Table)):
        raise TypeError(f"the batch is pyarrow.{type(batch).__name__}; give a RecordBatch or a Table")
    schema = cleaned_schema(batch.schema, **how._asdict())
    if isinstance(batch, pa.RecordBatch):
        return _cleaned(batch, options, how, schema)
    return pa.Table.from_batches([_cleaned(each, options, how, schema) for each in batch.to_batches()], schema)


def _cleaned(batch: pa.RecordBatch, options: Options, how: How, schema: pa.Schema) -> pa.RecordBatch:
    at = batch.schema.get_field_index(how.column)
    made = made_of(values_of(batch.column(at)), options, how)
    if made.taken != list(range(batch.num_rows)):
        batch = batch.take(pa.array(made.taken, _LONG))
    columns = list(batch.columns)
    columns[at] = _array(made.columns[how.column], schema.field(at))
    columns += [_array(made.columns[name], schema.field(name)) for name in how.added()]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _array(values: list[Any], field: pa.Field) -> pa.Array:
    try:
        made = pa.array(values, field.type)
    except UnicodeEncodeError:
        made = pa.array(spelled(values), field.type)
    if isinstance(made, pa.ChunkedArray):
        raise CleantextError(f"the column {field.name!r} gets over 2 GB in one batch; give batches of fewer rows")
    return made


def spelled(value: Any) -> Any:
    """Half a character (a lone surrogate) is in no UTF-8; the escape that held one is spelled out again."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: spelled(each) for key, each in value.items()}
    return [spelled(each) for each in value] if isinstance(value, (list, tuple)) else value
