"""What was there before the bytes A1A1 were deleted: ``常`` (B3A3) may be ``场。`` (B3A1 A1A3).

The first look at a text, which needs no judge: where nothing can have been deleted, because a pair that would have been
joined still stands, and which characters are strange enough among their neighbours to be weighed (see spaces_weighed).
The table of neighbours, spaces.txt, is made by benchmarks/make_spaces.py from the figures of the judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.language import fold

# The marks of GBK's first row that prose has. ○ ※ № and the like stand beside a character now and then, but a text in
# which they came behind one of ours is rarer than a text in which the judge has never seen the character.
MARKS = "。、“”‘’《》「」『』【】〈〉—…·"
# Only these prove that a text did not go through the process: the others were often written &ldquo; or &mdash;.
_PROOF = "。、《》「」『』"
ZERO = "D"  # of the letters that stand for nats in the table: A is -3, M is 9
LINE_END = "¶"
_HEAD, _WINDOW = 4000, 4000  # characters
_LEFT, _GLANCE = -12.0, -5.0  # nats, by the nearest neighbours: below them no surroundings make up for it
_REMEMBERED = 1 << 16  # pairs of neighbours; what they say is the same in every document
_DENSE, _FEW = 15, 50  # more strange characters than one in so many, and so many: not prose, and not worth the time


class Stretch(NamedTuple):
    """Text without an untouched pair. sides: how many of its ends are such pairs, not the text's own."""

    start: int
    end: int
    sides: int


class Place(NamedTuple):
    """The character at ``at`` may be ``cure``. glance: by how many nats its nearest neighbours prefer that."""

    at: int
    cure: str
    glance: float


@cache
def before_marks() -> str:
    """The characters of prose whose second byte is A1: 啊, 病, 小, 敗, ！ ... (about 100)."""
    rows = [row for row in range(0x81, 0xFF) if row == 0xA3 or not 0xA1 <= row <= 0xA9]
    return "".join(bytes((row, 0xA1)).decode("gbk", "ignore") for row in rows)


@cache
def _proof(mark: str) -> re.Pattern[str]:
    """For one mark, because a pattern that begins with a literal is searched ten times faster."""
    return re.compile(f"{mark}(?<=[{before_marks()}].)")


def _searches(text: str) -> Iterator[re.Pattern[str]]:
    head = text[:_HEAD]  # brackets that do not come in it are not the ones that the text uses
    return (_proof(mark) for mark in _PROOF if mark in "。、" or mark in head)


def untouched(text: str) -> list[int]:
    """Positions, in order, where a pair stands that the process would have joined: it was not run there."""
    return sorted(m.start() for proof in _searches(text) for m in proof.finditer(text))


def is_untouched(text: str) -> bool:
    """True where the text has an untouched pair."""
    return _any(_searches(text), text, 0, len(text)) >= 0


def stretches(text: str, least: int) -> Iterator[Stretch]:
    """The stretches without an untouched pair of ``least`` characters or more, without looking at every pair."""
    searches, start, length = [*_searches(text)], 0, len(text)
    while length - start >= least:
        end = start + least
        middle = (start + end) // 2
        # Mostly there is a pair in the second half, and the first need not be looked at.
        near = _any(searches, text, middle, end)
        if near < 0:
            near = max((m.start() for each in searches for m in each.finditer(text, start, middle)), default=-1)
        if near < 0:
            near = _next(searches, text, end)
            yield Stretch(start, near, (start > 0) + (near < length))
        start = near + 1


def _next(searches: list[re.Pattern[str]], text: str, start: int) -> int:
    """The place of the first untouched pair from ``start`` on, or the text's end.

    Window by window: a bracket that is never untouched would be searched to the text's end for every stretch.
    """
    for at in range(start, len(text), _WINDOW):
        found = [m.start() for each in searches if (m := each.search(text, at, at + _WINDOW))]
        if found:
            return min(found)
    return len(text)


def _any(searches: Iterable[re.Pattern[str]], text: str, start: int, end: int) -> int:
    """The place of some untouched pair, -1 where there is none."""
    for search in searches:
        if m := search.search(text, start, end):
            return m.start()
    return -1


class _Table(NamedTuple):
    odds: dict[str, float]  # character -> nats by which two are likelier than it, whatever the neighbours
    left: dict[
        str, str
    ]  # character -> who stands before it more often than chance has it, behind a letter for how much
    right: dict[str, str]


@cache
def table() -> _Table:
    """The table that ships."""
    made = _Table({}, {}, {})
    for line in Path(__file__).with_name("spaces.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("="):
            nats, chars = line[1:].split(" ")
            made.odds.update(dict.fromkeys(chars, int(nats) / 2))
        elif line.startswith("<"):
            made.left[line[1]] = line[2:]
        elif line.startswith(">"):
            made.right[line[1]] = line[2:]
    return made


@cache
def parted(one: str) -> str:
    """The two characters that ``one`` may have been."""
    lead, trail = one.encode("gbk")
    return bytes((lead, 0xA1, 0xA1, trail)).decode("gbk")


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile(f"[{''.join(table().odds)}]")


class _Remembered(dict[str, float]):
    """Two neighbours -> what they say."""

    def __init__(self, work_out: Callable[[str], float]) -> None:
        self.work_out = work_out

    def __missing__(self, pair: str) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[pair] = answer = self.work_out(pair)
        return answer


def _nats(row: str | None, char: str) -> int:
    at = row.find(LINE_END if char == "\n" else char) if row else -1
    if at < 0 or row is None:
        return 0
    while not "A" <= row[at] <= "M":
        at -= 1
    return ord(row[at]) - ord(ZERO)


def _by_left(pair: str) -> float:
    rows, cure, simple = table().left, parted(pair[1]), fold(pair)
    return table().odds[pair[1]] + _nats(rows.get(fold(cure[0])), simple[0]) - _nats(rows.get(simple[1]), simple[0])


def _by_right(pair: str) -> float:
    if len(pair) < 2:  # the text's end says nothing
        return 0.0
    rows, cure, simple = table().right, parted(pair[0]), fold(pair)
    return _nats(rows.get(fold(cure[1])), simple[1]) - _nats(rows.get(simple[0]), simple[1])


_LEFTS, _RIGHTS = _Remembered(_by_left), _Remembered(_by_right)


def places(text: str, start: int, end: int) -> list[Place]:
    """The strange characters from ``start`` to ``end``; none where there are more than prose can have."""
    left, right, found = _LEFTS, _RIGHTS, []
    most = _FEW + (end - start) // _DENSE
    for m in _candidates().finditer(text, max(1, start), end):  # nothing can be said of a text's first character
        at = m.start()
        glance = left[text[at - 1 : at + 1]]
        if glance > _LEFT:
            glance += right[text[at : at + 2]]
            if glance > _GLANCE:
                found.append(Place(at, parted(text[at]), glance))
                if len(found) > most:
                    return []
    return found
