"""How likely a place is where the bytes A1A1 were deleted (see spaces): by its sentence, and by the judge.

Figures in nats, measured on documents that the judge had not seen, the same for every document.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.patterns import lazy
from cleantext.processes.spaces import Place, places

_OPENS = {"”": "“", "’": "‘", "》": "《", "」": "「", "』": "『", "】": "【", "〉": "〈"}
_CLOSES = {opening: closing for closing, opening in _OPENS.items()}
_NUMBER, _LONE_WIDE, _SHOUT = -30.0, 5.0, 0.65  # a full-width digit beside another, one alone; times the bracket's
_BRACKET, _PAIRED, _HALF_PAIRED, _UNPAIRED = -2.0, 6.0, -4.0, -10.0
_DOUBLED = 4.0  # the other half of —— or …… stands behind it, or does not
_COMMA, _LISTED = -3.0, 1.5  # an enumeration comma; with another, or with none, in its sentence
_STOP, _LONG, _USUAL, _LONGEST = 1.0, 0.1, 12, 40  # a full stop; for each character that its clause is too long
_SHORT = -2.0  # a full stop at once behind another mark, or two characters before one
_BEGUN = -1.0  # a sentence of four characters
_KNOWN, _MOST_KNOWN = 2.5, 3.75  # times the logarithm of how often the text has the word that the cure completes
_LINE, _CLAUSE, _FAR = 400, 40, 3000  # characters: what is farther away is no pair, no neighbour, not looked at
# By the neighbours alone: what a place must show to be looked at first; with its sentence, to be weighed; what is added
# then, and must come together before anything is weighed, for which the judge is loaded: one undamaged text of 10 KB in
# thirty shows as much.
_GLANCED, _WEIGHED, _ADDED, _STRANGE = -4.0, -4.0, 2.0, 1.0
_WIDE = lazy("[０-９Ａ-Ｚａ-ｚ．]")
_MARK = lazy("[，。；：！？、,;:!?“”「」‘’《》\n]")
_SENTENCE = lazy("[。！？；：\n]")


class Weighed(NamedTuple):
    """The character at ``at`` may be ``cure``. score: what its sentence says for that."""

    at: int
    cure: str
    score: float


def strange(text: str, start: int, end: int) -> list[Weighed]:
    """The places from ``start`` to ``end`` that the judge should weigh; none where together they are not strange."""
    found = places(text, start, end)
    if not found:
        return []
    first = _said(text, (p for p in found if p.glance >= _GLANCED))
    if sum(max(0.0, shown + _ADDED) for _, shown in first) < _STRANGE:
        return []
    return [each for each, _ in sorted(first + _said(text, (p for p in found if p.glance < _GLANCED)))]


def _said(text: str, found: Iterable[Place]) -> list[tuple[Weighed, float]]:
    """What their sentences say of those places that may be worth to be weighed, alone and with the glance."""
    said = []
    for at, cure, glance in found:
        score = by_sentence(text, at, cure)
        if glance + score + _MOST_KNOWN >= _WEIGHED:
            score += by_words(text, at, cure)
            if glance + score >= _WEIGHED:
                said.append((Weighed(at, cure, score), glance + score))
    return said


def by_judge(text: str, at: int, cure: str) -> float:
    """How much better the text reads with ``cure`` for the character at ``at``."""
    # A line's end speaks for a mark before it; the text's end does not, for many a text stops in the middle of a word.
    before, behind = text[max(0, at - 2) : at], text[at + 1 : at + 4]
    cost = chinese().cost
    return (cost(before, text[at] + behind) - cost(before, cure + behind)) / SCALE


def by_sentence(text: str, at: int, cure: str) -> float:
    """How well ``cure`` goes with the marks around it; without the judge."""
    mark = cure[1]
    bracket = mark in _OPENS or mark in _CLOSES
    if cure[0] == "！":
        if _WIDE.search(text[max(0, at - 1) : at] + text[at + 1 : at + 2]):
            return _NUMBER
        return _LONE_WIDE + (_SHOUT * _pairing(text, at, mark) if bracket else _doubling(text, at, mark))
    if bracket:
        return _BRACKET + _pairing(text, at, mark)
    if mark in "—…":
        return _doubling(text, at, mark)
    return _listing(text, at) if mark == "、" else _ending(text, at) if mark == "。" else 0.0


def by_words(text: str, at: int, cure: str) -> float:
    """More where the text has the word elsewhere: 广场 for 广常."""
    word = text[max(0, at - 1) : at] + cure[0]
    if not word.isalpha():
        return 0.0
    return min(_MOST_KNOWN, _KNOWN * math.log1p(text.count(word, max(0, at - _FAR), at + _FAR)))


def _around(text: str, at: int) -> tuple[str, str]:
    return text[max(0, at - _CLAUSE) : at], text[at + 1 : at + 1 + _CLAUSE]


def _clause(left: str, right: str) -> tuple[int, int]:
    """Characters to the mark before and to the mark behind."""
    return len(_MARK.split(left)[-1]), len(_MARK.split(right, maxsplit=1)[0])


def _listing(text: str, at: int) -> float:
    left, right = _around(text, at)
    listed = "、" in _SENTENCE.split(left)[-1] + _SENTENCE.split(right, maxsplit=1)[0]
    before, behind = _clause(left, right)
    lengths = math.log1p(min(before, 15)) + 0.5 * math.log1p(min(behind, 15))
    return _COMMA + (_LISTED if listed else -_LISTED) + lengths


def _ending(text: str, at: int) -> float:
    left, right = _around(text, at)
    before, behind = _clause(left, right)
    score = _STOP + _LONG * max(0, min(before + behind, _LONGEST) - _USUAL)
    score += _SHORT * ((before <= 1) + (0 < behind <= 2))
    return score + (_BEGUN if len(_SENTENCE.split(left)[-1]) <= 4 else 0.0)


def _doubling(text: str, at: int, mark: str) -> float:
    right = text[at + 1 : at + 1 + _CLAUSE]
    return _DOUBLED if (len(right) - len(right.lstrip(mark))) % 2 else -_DOUBLED


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
