"""Frames of pandas and polars; what is asked for of them is their own, so that neither is imported here."""

from __future__ import annotations

from typing import Any

from cleantext.adapters.batch import NUMBERS, How, checked, made_of
from cleantext.errors import CleantextError
from cleantext.options import Options

_TEXT = ("str", "string", "large_string")  # what the names of types of text begin with
_KINDS_OF_NUMBERS = "iufcbmM"  # kinds of numbers, yes and no, and times; a column without a value is one of floats
# Which can be missing.
_KINDS = dict.fromkeys(NUMBERS, "Int64") | {"speech_confidence": "Float64"}


def clean_pandas(frame: Any, options: Options, how: How) -> Any:
    """A pandas DataFrame for one; a row that is cut keeps its index label in all its speeches. See ``clean_batch``."""
    checked([name if isinstance(name, str) else repr(name) for name in frame.columns], how)
    column = frame[how.column]
    if getattr(column.dtype, "kind", "O") in _KINDS_OF_NUMBERS and column.notna().any():
        raise CleantextError(f"the column {how.column!r} holds {column.dtype}, not text; name another one with column=")
    sources = [None if is_null else value for value, is_null in zip(column, column.isna(), strict=True)]
    made = made_of(sources, options, how)
    same = made.taken == list(range(len(sources)))
    cleaned = frame.copy(deep=False) if same else frame.iloc[made.taken]
    kinds = {**_KINDS, how.column: column.dtype if str(column.dtype).startswith(_TEXT) else None}
    columns = {
        name: _series(type(column), values, cleaned.index, kinds.get(name, object))
        for name, values in made.columns.items()
    }
    return cleaned.assign(**columns)


def _series(series: Any, values: list[Any], index: Any, kind: Any) -> Any:
    try:
        return series(values, index=index, dtype=kind)
    except UnicodeEncodeError:  # half a character, which text of Arrow's cannot hold
        return series(values, index=index, dtype=object)


def clean_polars(frame: Any, options: Options, how: How) -> Any:
    """A polars DataFrame for one, by way of Arrow. See ``clean_batch``."""
    from cleantext.adapters.arrow import clean_arrow

    return type(frame)(clean_arrow(frame.to_arrow(), options, how))
