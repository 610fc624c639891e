"""Hugging Face datasets: whole datasets, streamed or not, and a function for ``dataset.map``.

``Clean().dataset(dataset)`` is all that most need. It hands the batches over as Arrow, so that what passes through (an
image, a nested list) is neither decoded nor guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

try:
    import datasets
except ImportError as error:
    raise ImportError("this needs datasets; pip install 'cleantext-corpus[datasets]'") from error

from cleantext.adapters.arrow import cleaned_schema
from cleantext.adapters.batch import How, check_options, checked, clean_batch, made_of
from cleantext.corpus.run import run_name
from cleantext.options import Options

_ROWS = 100  # of a batch; their 1000 are a lot of memory where a row is a book


@dataclass(frozen=True)
class Clean:
    """What to do with a dataset. options, column, split, findings: as for ``clean_batch``, which tells the new columns.

    It is a function for ``dataset.map`` too, for those who map by themselves::

        clean = Clean(split=True)
        dataset.map(clean, batched=True, features=clean.features(dataset.features))

    Without ``features`` the types are guessed from the first rows, in which a column may be empty.

    Raises TypeError when it is made with what are no options.
    """

    options: Options = field(default_factory=Options)
    column: str = "text"
    split: bool = False
    findings: bool = True
    # datasets keeps what a function made, and knows the function by what it holds: this differs with every version.
    _run: str = field(default="", init=False, repr=False)

    def __post_init__(self) -> None:
        check_options(self.options)
        object.__setattr__(self, "_run", run_name(self.options))

    @property
    def _how(self) -> How:
        return How(self.column, self.split, self.findings)

    def dataset(self, dataset: Any, **mapping: Any) -> Any:
        """Clean a ``Dataset``, an ``IterableDataset``, or a dictionary of them; gives the same.

        mapping: for ``dataset.map`` (``num_proc``, ``batch_size``, …). A ``Dataset`` keeps its format, an
        ``IterableDataset`` gives Python values: it does not tell the one it has. Raises CleantextError as
        ``clean_batch`` does; of an ``IterableDataset`` when its first batch is read.
        """
        if not isinstance(dataset, (dict, datasets.Dataset, datasets.IterableDataset)):
            raise TypeError(f"{type(dataset).__name__} is no Dataset; give what load_dataset gives, or use clean_batch")
        if isinstance(dataset, dict):
            return type(dataset)({name: self.dataset(each, **mapping) for name, each in dataset.items()})
        features = None if dataset.features is None else self.features(dataset.features)
        mapping = {"batch_size": _ROWS, "features": features, **mapping}
        if not isinstance(dataset, datasets.Dataset):
            if features is None:  # each batch would be an Arrow table of the types that it happens to have
                return dataset.map(self, batched=True, **mapping)
            return dataset.with_format("arrow").map(self, batched=True, **mapping).with_format(None)
        if len(dataset):
            cleaned = dataset.with_format("arrow").map(self, batched=True, **mapping)
        else:  # which they do not map, and it would lack the new columns
            cleaned = datasets.Dataset.from_dict({name: [] for name in features or ()}, features, split=dataset.split)
        return cleaned.with_format(dataset.format["type"], **dataset.format["format_kwargs"])

    def __call__(self, batch: Any) -> Any:
        """A batch for one: a table, or columns as lists, of which only new ones are given where no row was cut.

        Raises CleantextError as ``clean_batch`` does.
        """
        if not isinstance(batch, Mapping):
            made = clean_batch(batch, self.options, **self._how._asdict())
            # An index with a label twice would become a column of theirs.
            return made.reset_index(drop=True) if hasattr(made, "reset_index") else made
        checked(list(batch), self._how)
        sources = list(batch[self.column])
        taken, columns = made_of(sources, self.options, self._how)
        if taken == list(range(len(sources))):
            return columns
        repeated = {}
        for name in batch:
            if name != self.column:
                values = batch[name]  # which may be decoded anew each time it is asked for
                repeated[name] = [values[row] for row in taken]
        return {**repeated, **columns}

    def features(self, features: Any) -> Any:
        """The ``Features`` of what becomes of a dataset with ``features``. Raises CleantextError as ``clean_batch``."""
        made = datasets.Features.from_arrow_schema(cleaned_schema(features.arrow_schema, **self._how._asdict()))
        # Arrow knows no images and no names of classes: what passes through stays what it is.
        same = {name: kind for name, kind in features.items() if name != self.column}
        return datasets.Features({name: same.get(name, kind) for name, kind in made.items()})
