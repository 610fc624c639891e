"""The judge: how likely a stretch of text is as Chinese, simplified and traditional alike.

Costs are -ln P in sixteenths (``SCALE``) and add up; lower reads better. The tables (see train.py) are read in one
piece and their rows unpacked the first time a character is asked for, so that loading costs milliseconds.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from pathlib import Path

from cleantext.language.fold import fold

SCALE = 16
FLOOR = 255  # the dearest cost of a character that is in the tables
UNKNOWN = 280  # of a character that is not

Row = tuple[int, dict[str, int]]  # cost of backing off, cost of each next character
_EMPTY: Row = (0, {})


class _Rows(dict[str, Row]):
    """One or two characters -> the row behind them; unpacked when first asked for."""

    def __init__(self, unpack: Callable[[str], Row]) -> None:
        self.unpack = unpack

    def __missing__(self, context: str) -> Row:
        self[context] = row = self.unpack(context)
        return row


class Model:
    """The tables. ``cost(before, text)`` is all that other rooms need."""

    def __init__(self, data: bytes) -> None:
        """data: what train.build made."""
        n1, n2, n3 = array("I", data[:12])
        view, at = memoryview(zlib.decompress(data[12:])), 0
        parts: list[memoryview] = []
        for size in (2 * n1, n1, n1, 2 * n1, 2 * n2, n2, n2, n2, 4 * n1, 2 * n3, n3):
            parts.append(view[at : at + size])
            at += size
        # Numbers of characters stand as differences within their row, low bytes before high bytes.
        letters, one, self._back1, sizes, right, self._cost2, self._back2 = parts[:7]
        self._counts3, totals, third, self._cost3 = parts[7:]
        self._right, self._third = _joined(right), _joined(third)
        self.letters = str(letters, "utf-16-le")
        self.known = {c: i for i, c in enumerate(self.letters)}
        self.singles = dict(zip(self.letters, one, strict=True))
        self._starts2 = [0, *accumulate(_numbers(sizes))]
        self._starts3 = [0, *accumulate(array("I", bytes(totals)))]
        self._places: dict[int, tuple[dict[int, int], array[int]]] = {}
        self.pairs = _Rows(self.unpack_pairs)
        self.triples = _Rows(self.unpack_triples)

    def unpack_pairs(self, a: str) -> Row:
        """The row of one character."""
        i = self.known.get(a)
        if i is None:
            return _EMPTY
        start, end = self._starts2[i], self._starts2[i + 1]
        nexts = map(self.letters.__getitem__, accumulate(_numbers(self._right[2 * start : 2 * end])))
        return self._back1[i], dict(zip(nexts, self._cost2[start:end], strict=True))

    def _row_places(self, a: int) -> tuple[dict[int, int], array[int]]:
        """For a left character: right character -> which pair of its row; where the triples of each pair begin.

        Places are counted within the row: small numbers are shared, which saves a process 50 MB.
        """
        places = self._places.get(a)
        if places is None:
            first, last = self._starts2[a], self._starts2[a + 1]
            row = accumulate(_numbers(self._right[2 * first : 2 * last]))
            begins = array("I", accumulate(self._counts3[first:last], initial=self._starts3[a]))
            places = self._places[a] = dict(zip(row, range(last - first), strict=True)), begins
        return places

    def unpack_triples(self, ab: str) -> Row:
        """The row of two characters."""
        a, b = self.known.get(ab[0]), self.known.get(ab[1])
        if a is None or b is None:
            return _EMPTY
        row, begins = self._row_places(a)
        place = row.get(b)
        if place is None:
            return _EMPTY
        start, end = begins[place], begins[place + 1]
        nexts = map(self.letters.__getitem__, accumulate(_numbers(self._third[2 * start : 2 * end])))
        return self._back2[self._starts2[a] + place], dict(zip(nexts, self._cost3[start:end], strict=True))

    def step(self, ab: str, c: str) -> int:
        """Cost of the folded character ``c`` after the two folded characters ``ab``."""
        back, row = self.triples[ab]
        cost = row.get(c)
        if cost is not None:
            return cost
        back1, row = self.pairs[ab[1]]
        cost = row.get(c)
        if cost is None:
            cost = back1 + self.singles.get(c, UNKNOWN)
        return back + cost

    def cost(self, before: str, text: str) -> int:
        """Cost of ``text`` (not folded) after ``before``, of which the last two characters count."""
        line = "\n\n" + before[-2:]
        line = fold(line[-2:] + text)
        step = self.step
        return sum(step(line[i - 2 : i], line[i]) for i in range(2, len(line)))


def _joined(planes: memoryview) -> memoryview:
    """Sixteen-bit numbers from their low bytes and, behind them, their high bytes."""
    data = bytearray(len(planes))
    data[0::2], data[1::2] = planes[: len(data) // 2], planes[len(data) // 2 :]
    return memoryview(data)


def _numbers(view: memoryview) -> array[int]:
    return array("H", bytes(view))


@cache
def chinese() -> Model:
    """The model that ships, loaded once."""
    return Model(Path(__file__).with_name("chinese.bin").read_bytes())
