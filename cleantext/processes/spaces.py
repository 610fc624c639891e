"""What was there before the bytes A1A1 were deleted: ``常`` (B3A3) may be ``场。`` (B3A1 A1A3).

A site is a place in a text where this may have happened; its score says, in nats, how much better the text reads with
the two characters than with the one. Figures only, the same for every document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.patterns import lazy

# The marks of GBK's first row that prose has. ○ ※ № and the like stand beside a character now and then, but a text in
# which they came behind one of ours is rarer than a text in which the judge has never seen the character.
MARKS = "。、“”‘’《》「」『』【】〈〉—…·"
# Only these prove that a text did not go through the process: the others were often written &ldquo; or &mdash;.
_PROOF = "。、《》「」『』"
_OPENS = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "】": "【", "〉": "〈"}
_CLOSES = {opening: closing for closing, opening in _OPENS.items()}
# In nats, measured on held-out documents.
_GLANCE_LEFT, _GLANCE = -10 * SCALE, -4 * SCALE  # by the nearest neighbours alone, in the judge's units
_NEVER, _RAREST, _HALF = 18.0, -10.5, 4.0  # out of context: a character; how much rarer the two may be than the one
_REMEMBERED = 1 << 17  # pairs of neighbours; what they cost is the same in every document
_PAIRED, _HALF_PAIRED, _UNPAIRED = 3.0, -2.0, -5.0
_SHORT, _LONG = -2.5, 0.7  # a full stop two characters from another mark, one in the midst of fifteen and more
_LISTED = 0.8  # an enumeration comma with another, or with none, in its sentence
_DOUBLED = 3.0  # the other half of —— or …… stands behind it, or does not
_NAME = -3.0
_NUMBER, _LONE_WIDE = -30.0, 2.0  # a full-width digit beside another, one alone
_LINE, _CLAUSE, _FAR = 400, 40, 5000  # characters: what is farther away is no pair, no neighbour, not looked at
_WIDE_ONES = frozenset("０１６７８９／－＊")  # of those that ！ leaves: ：；？ are marks of their own
_WIDE = lazy("[０-９Ａ-Ｚａ-ｚ．]")
_MARK = lazy("[，。；：！？、,;:!?“”「」‘’《》\n]")
_STOP = lazy("[。！？；：\n]")


class Site(NamedTuple):
    """The character at ``at`` may be ``cure``. score in nats, above 0 where the cure reads better."""

    at: int
    cure: str
    score: float


@cache
def before_marks() -> str:
    """The characters of prose whose second byte is A1: 啊, 病, 小, 敗, ！ ... (about 100)."""
    rows = [row for row in range(0x81, 0xFF) if row == 0xA3 or not 0xA1 <= row <= 0xA9]
    return "".join(bytes((row, 0xA1)).decode("gbk", "ignore") for row in rows)


@cache
def proofs() -> tuple[re.Pattern[str], ...]:
    """One pattern for each mark, because a pattern that begins with a literal is searched ten times faster."""
    return tuple(re.compile(f"{mark}(?<=[{before_marks()}].)") for mark in _PROOF)


def untouched(text: str) -> list[int]:
    """Positions, in order, where a pair stands that the process would have joined: it was not run there."""
    found = [
        m.start() for mark, proof in zip(_PROOF, proofs(), strict=True) if mark in text for m in proof.finditer(text)
    ]
    return sorted(found)


@cache
def joined() -> dict[str, str]:
    """Character -> the two that it may have been; without those that no context would ever decide for."""
    cost, table = chinese().cost, {}
    usual = [first for first in before_marks() if cost("，", first) <= _NEVER * SCALE]
    for first, mark in product(usual, MARKS):
        one = (first.encode("gbk")[:1] + mark.encode("gbk")[1:]).decode("gbk", "ignore")
        if one and (one in _WIDE_ONES if first == "！" else _may_be(one, first + mark)):
            table[one] = first + mark
    return table


def _may_be(one: str, two: str) -> bool:
    # The other half of —— and …… is still there, and where it is the first half is far from rare.
    rarest = _RAREST - _HALF if two[1] in "—…" else _RAREST
    return chinese().cost("，", one) - chinese().cost("，", two) >= rarest * SCALE


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile(f"[{''.join(joined())}]")


class _Gains(dict[str, int]):
    """Two neighbours, one of them a candidate -> how much dearer it is than what it may have been, by the other."""

    def __init__(self, gain: Callable[[str], int]) -> None:
        self.gain = gain

    def __missing__(self, pair: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[pair] = gain = self.gain(pair)
        return gain


def _left(pair: str) -> int:
    cost = chinese().cost
    return cost("\x00" + pair[0], pair[1]) - cost("\x00" + pair[0], joined()[pair[1]])


def _right(pair: str) -> int:
    cost = chinese().cost
    return cost("\x00" + pair[0], pair[1]) - cost("\x00" + joined()[pair[0]][1], pair[1])


_LEFT, _RIGHT = _Gains(_left), _Gains(_right)


def sites(text: str, start: int, end: int, least: float) -> Iterator[Site]:
    """The sites from ``start`` to ``end`` that score ``least`` nats or more."""
    left, right, table = _LEFT, _RIGHT, joined()
    line = f"\n{text[start:end]}\n" if end - start < len(text) else f"\n{text}\n"
    for m in _candidates().finditer(line):
        at = m.start()
        by_left = left[line[at - 1 : at + 1]]
        if by_left > _GLANCE_LEFT and by_left + right[line[at : at + 2]] > _GLANCE:
            at += start - 1
            score = _score(text, at, table[m[0]])
            if score >= least:
                yield Site(at, table[m[0]], score)


def _score(text: str, at: int, cure: str) -> float:
    before, behind = text[max(0, at - 2) : at], (text[at + 1 : at + 4] + "\n")[:3]
    cost, mark = chinese().cost, cure[1]
    score = (cost(before, text[at] + behind) - cost(before, cure + behind)) / SCALE
    if cure[0] == "！":
        score += _NUMBER if _WIDE.search(before[-1:] + behind[:1]) else _LONE_WIDE
    if mark in _OPENS or mark in _CLOSES:
        return score + _pairing(text, at, mark)
    return score + _setting(text, at, mark) + _named(text, at)


def _named(text: str, at: int) -> float:
    """Less where the character comes again with the same two behind it, and something else before it: a name."""
    word, start = text[at : at + 3], max(0, at - _FAR)
    if len(word) < 3 or _MARK.search(word):
        return 0.0
    same = text[max(0, at - 2) : at] + word  # a sentence that comes twice is no name
    return _NAME if text.count(word, start, at + _FAR) > text.count(same, start, at + _FAR) else 0.0


def _setting(text: str, at: int, mark: str) -> float:
    """How well a mark that is no bracket goes with the marks before and behind it."""
    left, right = text[max(0, at - _CLAUSE) : at], text[at + 1 : at + 1 + _CLAUSE]
    if mark == "、":
        return _LISTED if "、" in _STOP.split(left)[-1] + _STOP.split(right)[0] else -_LISTED
    if mark in "—…":
        return _DOUBLED if (len(right) - len(right.lstrip(mark))) % 2 else -_DOUBLED
    if mark != "。":
        return 0.0
    before, behind = len(_MARK.split(left)[-1]), len(_MARK.split(right)[0])
    if before <= 2 or 0 < behind <= 2:
        return _SHORT
    return _LONG if before + behind >= 15 else 0.0


def _pairing(text: str, at: int, mark: str) -> float:
    """How well a quotation mark or bracket at ``at`` goes with those before and behind it in its line."""
    opening, closing = _OPENS.get(mark, mark), _CLOSES.get(mark, mark)
    start = max(text.rfind("\n", max(0, at - _LINE), at) + 1, at - _LINE, 0)
    end = text.find("\n", at, at + _LINE)
    left, right = text[start:at], text[at + 1 : end if end >= 0 else at + _LINE]
    is_open = left.rfind(opening) > left.rfind(closing)
    first_open, first_closed = right.find(opening), right.find(closing)
    will_close = first_closed >= 0 and (first_open < 0 or first_closed < first_open)
    fits = (not is_open) + will_close if mark == opening else is_open + (not will_close)
    return (_UNPAIRED, _HALF_PAIRED, _PAIRED)[fits]
