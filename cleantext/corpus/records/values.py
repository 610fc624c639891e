"""The values of a column of Arrow, also of one that calls itself text and is no UTF-8."""

from __future__ import annotations

from typing import Any


def values_of(column: Any) -> list[Any]:
    """The values of an Array. What is no UTF-8 stays bytes: whoever wrote such text did not look, nor does Parquet."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        pass
    value = getattr(scalar, "value", None)  # of a dictionary, the scalar that its number stands for
    if hasattr(value, "as_py"):
        return _value(value)
    if hasattr(scalar, "as_buffer"):
        return scalar.as_buffer().to_pybytes()
    if hasattr(scalar, "items"):  # a struct
        return {name: _value(scalar[name]) for name in scalar}
    return values_of(scalar.values)  # a list


def rows_of(batch: Any) -> list[dict[str, Any]]:
    """The rows of a batch, each a dictionary."""
    try:
        return list(batch.to_pylist())
    except UnicodeDecodeError:
        columns = [values_of(column) for column in batch.columns]
        return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]
