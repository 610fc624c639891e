"""Names for what comes of files of records: those of the inputs, never the same for two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleantext.corpus import logs
from cleantext.corpus.names import folded, free, target
from cleantext.corpus.read import Source
from cleantext.corpus.records import JSON_LINES, PACKED, PARQUET, Columns, is_parquet
from cleantext.corpus.records.packing import kind


def form(path: str, columns: Columns) -> str:
    """What is made of a file: ``files``, ``jsonl`` or ``parquet``."""
    return columns.format or ("parquet" if is_parquet(path) else "jsonl")


def packing(path: str, columns: Columns) -> str:
    """How the JSON lines that are made of a file are compressed."""
    return columns.compress or ("none" if is_parquet(path) else kind(path))


def names(sources: Sequence[Source], columns: Columns, others: Iterable[str] = ()) -> list[str]:
    """For each source the name of its output, relative, with ``/``; for ``files`` that of the folder they go into.

    others: names (or what names begin with) that are taken by other outputs.
    """
    taken = {folded(name) for name in logs.NAMES}
    for other in others:
        parts = other.split("/")
        taken.update(folded("/".join(parts[:n])) for n in range(1, len(parts) + 1))
    return [free(*_parted(source, columns), taken) for source in sources]


def _parted(source: Source, columns: Columns) -> tuple[str, str]:
    plain, own = source.name, ""
    for endings in (PACKED, (*JSON_LINES, PARQUET)):
        for ending in endings:
            if plain.lower().endswith(ending):
                plain, own = plain[: -len(ending)], ending
                break
    stem = target(source.name, plain)
    made = form(source.path, columns)
    if made == "files":
        return stem, ""
    if made == "parquet":
        return stem, PARQUET
    packed = packing(source.path, columns)
    return stem, (own if own in JSON_LINES else JSON_LINES[0]) + ("" if packed == "none" else f".{packed}")
