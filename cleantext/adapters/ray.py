"""Ray Data: whole datasets cleaned, a function for ``map_batches``, and the findings as a dataset of their own.

Arrow in, Arrow out: what passes through is not guessed at. What a row becomes depends on this row alone, so that a task
that Ray tries again gives what it would have given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import ray.data  # noqa: F401 (that it is missing is to be told here)
except ImportError as error:
    raise ImportError("this needs Ray Data; pip install 'cleantext-corpus[ray]'") from error

from cleantext.adapters.batch import FINDINGS, check_options, clean_batch
from cleantext.errors import CleantextError
from cleantext.options import Options

_ROWS = 100  # of a batch: a thousand are a lot of memory where a row is a book


@dataclass(frozen=True)
class Clean:
    """What to do with a dataset. options, column, split, findings: as for ``clean_batch``, which tells the new columns.

    It is a function for ``map_batches`` too, for those who map by themselves::

        ds.map_batches(Clean(split=True), batch_format="pyarrow", batch_size=100)

    Raises TypeError when it is made with what are no options.
    """

    options: Options = field(default_factory=Options)
    column: str = "text"
    split: bool = False
    findings: bool = True

    def __post_init__(self) -> None:
        check_options(self.options)  # here, and not inside an error of a node

    def dataset(self, dataset: Any, **mapping: Any) -> Any:
        """Clean a ``ray.data.Dataset``; gives one, lazily, whose rows are in the order of the source.

        mapping: for ``map_batches`` (``batch_size`` in rows, ``concurrency``, ``num_cpus``, …). A wrong column or rule
        raises CleantextError (inside Ray's own error) when the dataset is read.
        """
        cleaned = dataset.map_batches(self, **{"batch_size": _ROWS, "batch_format": "pyarrow", **mapping})
        cleaned.context.execution_options.preserve_order = True  # of this dataset and of what is made of it
        return cleaned

    def __call__(self, batch: Any) -> Any:
        """A batch for one: pyarrow, pandas. Raises CleantextError as ``clean_batch`` does."""
        if isinstance(batch, dict):
            raise CleantextError('the batch is a dictionary of NumPy arrays; map_batches(…, batch_format="pyarrow")')
        return clean_batch(batch, self.options, column=self.column, split=self.split, findings=self.findings)


def findings(cleaned: Any, *keep: str) -> Any:
    """The findings of a cleaned dataset as one of their own: a row a finding, with the fields of ``Finding``.

    cleaned: what ``Clean().dataset`` gave; ``materialize()`` it, or write and read it, or it is cleaned once more.
    keep: columns that say which document it is (``"id"``; with ``split``, ``"speech_index"``).
    """
    found = cleaned.map_batches(_found, fn_args=(keep,), batch_format="pyarrow")
    found.context.execution_options.preserve_order = True
    return found


def _found(batch: pa.Table, keep: tuple[str, ...]) -> pa.Table:
    missing = [name for name in (FINDINGS, *keep) if name not in batch.column_names]
    if missing:
        advice = "clean it with findings=True" if missing[0] == FINDINGS else f"it has {', '.join(batch.column_names)}"
        raise CleantextError(f"has no column {missing[0]!r}; {advice}")
    lists = batch.column(FINDINGS).combine_chunks()
    rows = pc.list_flatten(lists)
    about = batch.select(list(keep)).take(pc.list_parent_indices(lists))
    for at in range(rows.type.num_fields):
        name = rows.type.field(at).name
        if name in keep:
            raise CleantextError(f"a finding has a field {name!r} of its own; rename the column")
        about = about.append_column(rows.type.field(at), rows.field(at))
    return about
