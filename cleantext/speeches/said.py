"""What a line is in a speech, by its wording: a salutation, the last words, a host's words between two speakers.

The patterns of ``salutations`` and ``evidence`` know the usual forms; people find others. A logistic regression over
runs of one to four characters (benchmarks/train_said.py, which has the sources) knows lines like those it has read.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.page.judged import folded, grams

SCALE = 16  # units of a weight in the table per logit
CLASSES = ("salutation", "closing", "host")
LONGEST, SHORTEST = 70, 4  # characters of a line that is weighed


class _Table(NamedTuple):
    biases: tuple[float, ...]
    weights: dict[str, tuple[int, ...]]
    signs: tuple[frozenset[str], ...]


@cache
def _table() -> _Table:
    raw = zlib.decompress(Path(__file__).with_name("said.bin").read_bytes()).decode("utf-8")
    biases, signs, *lines = raw.split("\n")
    weights = {}
    for line in lines:
        gram, *numbers = line.rsplit("\t", len(CLASSES))
        weights[gram] = tuple(map(int, numbers))
    return _Table(tuple(map(float, biases.split())), weights, tuple(frozenset(each) for each in signs.split("\t")))


def signs(kind: str) -> frozenset[str]:
    """Characters of which nearly every line of a kind holds one, in all scripts: to say no early."""
    return _table().signs[CLASSES.index(kind)]


def logit(line: str, kind: str) -> float:
    """How much likelier a line is of a kind than any other line, as the logarithm of the odds."""
    if not SHORTEST <= len(line) <= LONGEST:
        return -9.0
    known = _table()
    which = CLASSES.index(kind)
    if known.signs[which].isdisjoint(line):
        return -9.0
    found = filter(None, map(known.weights.get, grams(folded(line))))
    return known.biases[which] + sum(each[which] for each in found) / SCALE
