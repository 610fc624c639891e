"""One accident taken back in one stretch of text, and how much better that reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.misread import pairs, utf8
from cleantext.misread.accidents import Accident, run_of
from cleantext.misread.pieces import Piece
from cleantext.misread.search import Item, Search
from cleantext.misread.true import true
from cleantext.misread.wrong import SIGN, Wrong, losses, wrong

_SAMPLE = 48  # characters of a stretch that the judge reads
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Undone(NamedTuple):
    """A stretch of the text (characters) and what it was.

    gain: nats by which it reads better; each: nats a character of what it was; open: characters not known.
    """

    start: int
    end: int
    cure: str
    gain: float
    each: float
    notes: tuple[str, ...]
    accident: Accident


class Undo:
    """One accident in one text. script: "s", "t" or "" (of the true text, as far as it is known)."""

    def __init__(self, text: str, accident: Accident, script: str) -> None:
        self.text = text
        self.accident = accident
        self.table: Wrong = wrong(accident.wrong)
        rows_kept = self.table.wide and bool(_PRIVATE.search(text))
        has_signs = "\ufffd" in text
        self.search = Search(
            true(accident.true, script), losses(accident.wrong, rows_kept), dropped=not has_signs and not rows_kept
        )

    def runs(self, start: int, end: int) -> Iterator[Undone]:
        """What the accident made of the runs of its characters between ``start`` and ``end``."""
        for m in run_of(self.accident).finditer(self.text, start, end):
            yield from self.stretch(m.start(), m.end())

    def stretch(self, start: int, end: int) -> Iterator[Undone]:
        """What was misread between ``start`` and ``end``, in one or several parts."""
        text, table = self.text, self.table
        codes = [table[c] for c in text[start:end]]
        items = [
            Item(code[i : i + 1], c if i == 0 else "") for c, code in zip(text[start:end], codes, strict=True) for i in range(len(code))
        ]
        around = text[max(0, start - 2) : start], text[end : end + 3]
        take = utf8.pieces if self.accident.true == "utf-8" else pairs.pieces
        found = take(b"".join(codes), items, self.search, around)
        starts = [0, *accumulate(map(len, codes))]
        for group in _groups(found):
            undone = self._undone(group, start, starts)
            if undone:
                yield undone

    def _undone(self, group: list[Piece], start: int, starts: list[int]) -> Undone | None:
        """The pieces of a group as one stretch of the text, without what stands in it already at both ends."""
        first, last = _at_or_before(starts, group[0].start), _at_or_after(starts, group[-1].end)
        cure = "".join(piece.text for piece in group)
        if starts[first] < group[0].start:
            cure = "\ufffd" + cure
        if starts[last] > group[-1].end:
            cure += "\ufffd"
        a, b = start + first, start + last
        found = self.text[a:b]
        head = _shared(found, cure)
        tail = _shared(found[head:][::-1], cure[head:][::-1])
        a, b, cure = a + head, b - tail, cure[head : len(cure) - tail]
        if not cure:
            return None
        gain, each = self._weighed(a, b, cure)
        notes = tuple(
            f"perhaps {piece.read.text!r}, perhaps {piece.read.rival!r}"
            for piece in group
            if piece.read and piece.text != piece.read.text
        )
        return Undone(a, b, cure, gain, each, notes, self.accident)

    def _weighed(self, start: int, end: int, cure: str) -> tuple[float, float]:
        """How much better the text reads with ``cure`` from ``start`` to ``end``; what a character of it costs."""
        text, cost = self.text, chinese().cost
        before, found = text[max(0, start - 2) : start], text[start:end]
        now, then = found[:_SAMPLE], cure[:_SAMPLE]
        behind = text[end : end + 2] if len(found) <= _SAMPLE and len(cure) <= _SAMPLE else ""
        shown = cost(before, now.replace("\ufffd", "") + behind) / max(1, len(now)) * len(found)
        each = cost(before, then + behind) / max(1, len(then))
        return (shown - each * len(cure)) / SCALE, each / SCALE


def _groups(found: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces without a gap between them; those of ASCII alone are no part of a group's ends."""
    group: list[Piece] = []
    for piece in found:
        if group and group[-1].end != piece.start:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _at_or_before(starts: list[int], place: int) -> int:
    from bisect import bisect_right

    return bisect_right(starts, place) - 1


def _at_or_after(starts: list[int], place: int) -> int:
    from bisect import bisect_left

    return bisect_left(starts, place)


def _shared(a: str, b: str) -> int:
    """Length of what two strings have in common at their start."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
