"""What a line is in a speech, by its wording: a salutation, the first or last words, a host's between two speakers.

The patterns of ``salutations`` and ``evidence`` know the usual forms; people find others. A logistic regression over
runs of one to four characters (benchmarks/train_said.py, which has the sources) knows lines like those it has read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from cleantext.columns import unpacked
from cleantext.page.judged import SHORT, folded, long_grams, short_grams

SCALE = 16  # units of a weight in the table per logit
CLASSES = ("salutation", "closing", "host", "opening", "byline")
LONGEST, SHORTEST = 70, 4  # characters of a line that is weighed
OPENING = 40  # characters by which the first line of a speech is weighed
_NEVER = -9.0
_NO = -3.0  # of the short grams
_FIELD = 20  # bits of a sum of weights
_KEPT = 1024  # lines whose answers are kept: a line is asked about from several sides


class _Table(NamedTuple):
    """short, long: what grams of up to two characters, and longer ones, weigh for each class, in fields of one number.

    kinds: the classes of a pair of characters, as bits.
    """

    biases: tuple[float, ...]
    short: dict[str, int]
    long: dict[str, int]
    kinds: dict[str, int]


@cache
def _table() -> _Table:
    """Head: the biases, then for each class the pairs of characters it has oftener than other lines."""
    (biases, *pairs), all_grams, columns = unpacked(Path(__file__).with_name("said.bin").read_bytes())
    rows = zip(all_grams, zip(*columns, strict=True), strict=True)
    short: dict[str, int] = {}
    long: dict[str, int] = {}
    for gram, row in rows:
        weight = sum(n << _FIELD * i for i, n in enumerate(row) if n)
        (short if len(gram) <= SHORT else long)[gram] = weight
    kinds: dict[str, int] = {}
    for i, each in enumerate(pairs):
        for pair in map(add, each[::2], each[1::2]):
            kinds[pair] = kinds.get(pair, 0) | 1 << i
    return _Table(tuple(map(float, biases.split())), short, long, kinds)


@lru_cache(_KEPT)
def _kinds(line: str) -> int:
    """The kinds that have a pair of characters of a line oftener than others, as bits."""
    found = 0
    for kinds in {*map(_table().kinds.get, map(add, line, line[1:]))}:
        found |= kinds or 0
    return found


@lru_cache(_KEPT)
def _logits(line: str) -> tuple[float, ...]:
    """Of each class: to add up all of them at once takes no longer than one.

    Of a line whose short grams say no to every class only these are counted: they settle 97 in 100 lines of documents,
    and are wrong about 2 in 1,000 of the lines that are of a class.
    """
    known = _table()
    text = folded(line)
    total = sum(filter(None, map(known.short.get, short_grams(text))))
    found = _fields(total, known.biases)
    if max(found) < _NO:
        return found
    return _fields(total + sum(filter(None, map(known.long.get, long_grams(text)))), known.biases)


def _fields(total: int, biases: Sequence[float]) -> tuple[float, ...]:
    found = []
    for bias in biases:
        field = total & (1 << _FIELD) - 1
        field -= field >> _FIELD - 1 << _FIELD  # below 0
        found.append(bias + field / SCALE)
        total = total - field >> _FIELD
    return tuple(found)


def may_be(line: str, kind: str) -> bool:
    """False for a line without any pair of characters that its kind has oftener than others."""
    return bool(_kinds(line) >> CLASSES.index(kind) & 1)


def logit(line: str, kind: str) -> float:
    """How much likelier a line is of a kind than any other line, as the logarithm of the odds.

    Far below 0 for a line without any pair of characters that its kind has.
    """
    if not SHORTEST <= len(line) <= LONGEST or not may_be(line, kind):
        return _NEVER
    return _logits(line)[CLASSES.index(kind)]
