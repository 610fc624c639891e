"""One accident taken back in one stretch of text, and how much better that reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.misread import pairs, utf8
from cleantext.misread.accidents import Accident, run_of
from cleantext.misread.pieces import Piece
from cleantext.misread.search import Item, Search, search_of
from cleantext.misread.true import true
from cleantext.misread.wrong import SIGN, Wrong, losses, wrong
from cleantext.processes.codes import script_marks

_SAMPLE = 48  # characters of a stretch that the judge reads
_LOOKED_AT = 20000  # characters that tell the script
_QUESTIONS = re.compile(r"(?<=[^\x00-\x7f])\?|\?(?=[^\x00-\x7f])")  # as signs they stand among what was misread
_MARKS = re.compile(r"\?")
_CONTROLS = re.compile("[\x81\x8d\x8f\x90\x9d]")
_CP1252 = re.compile("[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Undone(NamedTuple):
    """A stretch of the text (characters) and what it was.

    gain: nats by which it reads better; each: nats a character of what it was; whole: how many characters beyond ASCII
    are there with all of their bytes; part: the share of them among those that were misread.
    """

    start: int
    end: int
    cure: str
    gain: float
    each: float
    whole: int
    part: float
    notes: tuple[str, ...]
    accident: Accident


class Undo:
    """One accident in one text."""

    def __init__(self, text: str, accident: Accident) -> None:
        self.text = text
        self.accident = accident
        self.table: Wrong = wrong(accident.wrong)
        script = _script(self.table.bytes_of(text[:_LOOKED_AT]), accident.true)
        self.search = self._search(text, script)

    def _search(self, text: str, script: str) -> Search:
        """The search with what this text shows of the way in which bytes were lost."""
        table = self.table
        self.questions = "\ufffd" not in text and 2 * len(_QUESTIONS.findall(text)) > len(_MARKS.findall(text))
        signs = self.questions or "\ufffd" in text
        if table.wide:
            kept = bool(_PRIVATE.search(text))
            return search_of(true(self.accident.true, script), losses(table.family, kept), not signs and not kept, frozenset())
        controls = bool(_CONTROLS.search(text))
        gone = frozenset() if "\xa0" in text else frozenset((0xA0,))
        latin = table.family == "cp1252" and not _CP1252.search(text)
        return search_of(true(self.accident.true, script), losses(table.family, latin), not signs and not controls, gone)

    def runs(self, start: int, end: int) -> Iterator[Undone]:
        """What the accident made of the runs of its characters between ``start`` and ``end``."""
        for m in run_of(self.accident).finditer(self.text, start, end):
            yield from self.stretch(m.start(), m.end())

    def stretch(self, start: int, end: int) -> Iterator[Undone]:
        """What was misread between ``start`` and ``end``, in one or several parts.

        Characters that the wrong codec does not show are no part of it.
        """
        table, first = self.table, start
        for at in range(start, end):
            if not table[self.text[at]]:
                yield from self._part(first, at)
                first = at + 1
        yield from self._part(first, end)

    def _part(self, start: int, end: int) -> Iterator[Undone]:
        text, table = self.text, self.table
        if start == end:
            return
        codes = [table[c] for c in text[start:end]]
        if self.questions:
            codes = [SIGN if code == b"?" else code for code in codes]
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
        known = sum(not c.isascii() for piece in group if not piece.read for c in piece.text)
        misread = known + sum(not c.isascii() for piece in group if piece.read for c in piece.text)
        notes = tuple(
            f"perhaps {piece.read.text!r}, perhaps {piece.read.rival!r}"
            for piece in group
            if piece.read and piece.text != piece.read.text
        )
        return Undone(a, b, cure, gain, each, known, known / max(1, misread), notes, self.accident)

    def reweighed(self, each: Undone, cure: str, before: Accident) -> Undone:
        """A stretch with another cure, because ``before`` had happened to it first."""
        gain, cost = self._weighed(each.start, each.end, cure)
        notes = (*each.notes, f"after {before.true.upper()} read as {before.wrong}")
        return each._replace(cure=cure, gain=gain, each=cost, notes=notes)

    def _weighed(self, start: int, end: int, cure: str) -> tuple[float, float]:
        """How much better the text reads with ``cure`` from ``start`` to ``end``; what a character of it costs."""
        text, cost = self.text, chinese().cost
        before, found = text[max(0, start - 2) : start], text[start:end]
        now, then = found[:_SAMPLE], cure[:_SAMPLE]
        behind = text[end : end + 2] if len(found) <= _SAMPLE and len(cure) <= _SAMPLE else ""
        shown = cost(before, now.replace("\ufffd", "") + behind) / max(1, len(now)) * len(found)
        each = cost(before, then + behind) / max(1, len(then))
        return (shown - each * len(cure)) / SCALE, each / SCALE


def _script(data: bytes, codec: str) -> str:
    """ "s" or "t" by the characters of the two that the whole ones among the bytes make, "" if there are as many."""
    if codec == "big5":
        return "t"
    simplified, traditional = script_marks()
    text = data.replace(SIGN, b"").decode("utf-8" if codec == "utf-8" else "gb18030", "ignore")
    s, t = sum(map(simplified.__contains__, text)), sum(map(traditional.__contains__, text))
    return "s" if s > 3 * t else "t" if t > 3 * s else ""


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
    return bisect_right(starts, place) - 1


def _at_or_after(starts: list[int], place: int) -> int:
    return bisect_left(starts, place)


def _shared(a: str, b: str) -> int:
    """Length of what two strings have in common at their start."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
