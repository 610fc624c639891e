"""What a line is in a speech, by its wording: a salutation, the first or last words, a host's between two speakers.

The patterns of ``salutations`` and ``evidence`` know the usual forms; people find others. A logistic regression over
runs of one to four characters (benchmarks/train_said.py, which has the sources) knows lines like those it has read.
"""

from __future__ import annotations

from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from cleantext.columns import unpacked
from cleantext.page.judged import folded, grams

SCALE = 16  # units of a weight in the table per logit
CLASSES = ("salutation", "closing", "host", "opening", "byline")
LONGEST, SHORTEST = 70, 4  # characters of a line that is weighed
OPENING = 40  # characters by which the first line of a speech is weighed
_NEVER = -9.0
_KEPT = 1024  # lines whose answers are kept: a line is asked about from several sides


class _Table(NamedTuple):
    biases: tuple[float, ...]
    weights: tuple[dict[str, int], ...]
    signs: tuple[frozenset[str], ...]


@cache
def _table() -> _Table:
    """Head: the biases, then for each class the pairs of characters it has oftener than other lines."""
    (biases, *pairs), all_grams, columns = unpacked(Path(__file__).with_name("said.bin").read_bytes())
    weights = tuple({gram: n for gram, n in zip(all_grams, each, strict=True) if n} for each in columns)
    signs = tuple(frozenset(map(add, each[::2], each[1::2])) for each in pairs)
    return _Table(tuple(map(float, biases.split())), weights, signs)


def may_be(line: str, kind: str) -> bool:
    """False for a line without any pair of characters that its kind has oftener than others."""
    return not _table().signs[CLASSES.index(kind)].isdisjoint(map(add, line, line[1:]))


@lru_cache(_KEPT)
def logit(line: str, kind: str) -> float:
    """How much likelier a line is of a kind than any other line, as the logarithm of the odds.

    Far below 0 for a line without any pair of characters that its kind has.
    """
    if not SHORTEST <= len(line) <= LONGEST:
        return _NEVER
    known = _table()
    which = CLASSES.index(kind)
    if not may_be(line, kind):
        return _NEVER
    return known.biases[which] + sum(filter(None, map(known.weights[which].get, grams(folded(line))))) / SCALE
