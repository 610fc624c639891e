"""What was there before the bytes A1A1 were deleted: ``常`` (B3A3) may be ``场。`` (B3A1 A1A3).

The first look at a text, which needs no judge: where nothing can have been deleted, because a pair that would have been
joined still stands, and which characters are strange enough among their neighbours to be weighed (see spaces_weighed).
The table of neighbours, spaces.txt, is made by benchmarks/make_spaces.py from the figures of the judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
_LEFT, _GLANCE = -12.0, -5.0  # nats, by the nearest neighbours: below them no surroundings make up for it
_REMEMBERED = 1 << 16  # pairs of neighbours; what they say is the same in every document
_DENSE, _FEW = 8, 50  # more strange characters than one in so many, and so many: not prose, and not worth the time


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
def _proofs() -> tuple[re.Pattern[str], ...]:
    """One pattern for each mark, because a pattern that begins with a literal is searched ten times faster."""
    return tuple(re.compile(f"{mark}(?<=[{before_marks()}].)") for mark in _PROOF)


def _searches(text: str) -> list[re.Pattern[str]]:
    return [proof for mark, proof in zip(_PROOF, _proofs(), strict=True) if mark in text]


def untouched(text: str) -> list[int]:
    """Positions, in order, where a pair stands that the process would have joined: it was not run there."""
    return sorted(m.start() for proof in _searches(text) for m in proof.finditer(text))


def stretches(text: str, beside: int, between: int) -> Iterator[Stretch]:
    """The stretches without an untouched pair that are long enough, without looking at every pair.

    beside, between: characters that a stretch must have with a pair at one of its ends, and at both.
    """
    searches, start, length = _searches(text), 0, len(text)
    while True:
        least = between if start else beside
        if length - start < (beside if start else 1):
            return
        half = (start + least // 2, start + least)
        near = _first(searches, text, *half) if length > half[0] else -1
        if near < 0:
            near = _last(searches, text, start, min(half[0], length))
        if near < 0:
            end = _first(searches, text, *half, length)
            yield Stretch(start, length if end < 0 else end, (start > 0) + (end >= 0))
            near = end
        if near < 0:
            return
        start = near + 1


def _first(searches: list[re.Pattern[str]], text: str, *ends: int) -> int:
    """Some pair between the first two positions, the first one between the last two; -1 where there is none."""
    for start, end in zip(ends[:-1], ends[1:], strict=True):
        found = -1
        for search in searches:
            m = search.search(text, start, end)
            if m:
                found, end = m.start(), m.start()
                if len(ends) == 2:
                    break
        if found >= 0:
            return found
    return -1


def _last(searches: list[re.Pattern[str]], text: str, start: int, end: int) -> int:
    return max((m.start() for search in searches for m in search.finditer(text, start, end)), default=-1)


class _Table(NamedTuple):
    joined: dict[str, str]  # character -> the two that it may have been
    odds: dict[str, float]  # character -> nats by which the two are the likelier, whatever the neighbours
    left: dict[
        str, str
    ]  # character -> who stands before it more often than chance has it, behind a letter for how much
    right: dict[str, str]


@cache
def table() -> _Table:
    """The table that ships; a few ms."""
    made = _Table({}, {}, {}, {})
    for line in Path(__file__).with_name("spaces.txt").read_text(encoding="utf-8").split("\n"):
        kind, char, rest = line[:1], line[1:2], line[2:]
        if kind == "=":
            odds, chars = line[1:].split(" ")
            for one in chars:
                made.joined[one], made.odds[one] = _parted(one), int(odds) / 2
        elif kind in "<>" and kind:
            (made.left if kind == "<" else made.right)[char] = rest
    return made


def _parted(one: str) -> str:
    lead, trail = one.encode("gbk")
    return bytes((lead, 0xA1, 0xA1, trail)).decode("gbk")


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile(f"[{''.join(table().joined)}]")


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
    rows, cure, (char, one) = table().left, table().joined[pair[1]], fold(pair)
    return table().odds[pair[1]] + _nats(rows.get(fold(cure[0])), char) - _nats(rows.get(one), char)


def _by_right(pair: str) -> float:
    rows, cure, (one, char) = table().right, table().joined[pair[0]], fold(pair)
    return _nats(rows.get(fold(cure[1])), char) - _nats(rows.get(one), char)


_LEFTS, _RIGHTS = _Remembered(_by_left), _Remembered(_by_right)


def places(text: str, start: int, end: int) -> list[Place]:
    """The strange characters from ``start`` to ``end``; none where there are more than prose can have."""
    left, right, joined, found = _LEFTS, _RIGHTS, table().joined, []
    line = f"\n{text[start:end]}\n" if end - start < len(text) else f"\n{text}\n"
    most = _FEW + (end - start) // _DENSE
    for m in _candidates().finditer(line):
        at = m.start()
        glance = left[line[at - 1 : at + 1]]
        if glance > _LEFT:
            glance += right[line[at : at + 2]]
            if glance > _GLANCE:
                found.append(Place(at + start - 1, joined[m[0]], glance))
                if len(found) > most:
                    return []
    return found
