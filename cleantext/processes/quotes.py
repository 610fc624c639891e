"""Which straight quotes open and which close: the cheapest reading of each paragraph.

A quote costs where its neighbours speak against it (nothing opens before a full stop), and where it opens inside an
open one or closes nothing. A speech of several paragraphs opens each of them and closes the last; a paragraph whose
lines are hard-wrapped is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.patterns import lazy
from cleantext.processes.protected import Protected
from cleantext.processes.surroundings import is_chinese_mark, is_han

_QUOTE = lazy('["“”\n]')
_SINGLE = lazy("(?<![A-Za-z])['‘’]|['‘’](?![A-Za-z])|\n")
_QUOTES = "\"'“”‘’"
_FOREIGN = frozenset(" =+*/<>→")  # beside a quoted letter: a formula
_MOST = 2000  # quotes in a paragraph
_AGAIN, _OPEN_END, _OPEN_START = 3.0, 1.0, 1.0
_NESTED = 2.0  # in old novels whose quotations hold others with the same marks
_SURE = 99.0
# What the neighbours cost, by the logarithm of how often each stands beside an opening and a closing quote in texts of
# all genres, rounded and cut at 4; only marks and the words of grammar, for nouns are of the text that was counted.
_BEFORE_OPENING = {"：": 4, "∶": 4, ":": 4, "、": 3, "“": 2.5, "‘": 2.5, "（": 3, "(": 3, "《": 3, "；": 2, ";": 2}
_BEFORE_OPENING |= dict.fromkeys("，,—〕的了到得有在照", 1.5) | dict.fromkeys("与把称叫谓等和是以为现施持获", 2.0)
_BEFORE_CLOSING = {"。": 0.5, "！": 1.0, "!": 1.0, "？": 1.0, "?": 1.0, "…": 1.0, ".": 0.5, "．": 0.5}
_BEFORE_CLOSING |= dict.fromkeys("、，,的和", 0.0)
_AFTER_CLOSING = dict.fromkeys("，,、。：:；;！!？?）)》」〔[”’.．", 3.0) | dict.fromkeys("的字之等", 2.0)
_AFTER_CLOSING |= dict.fromkeys("工行改规时和成于众一指即", 0.5)
_AFTER_OPENING = dict.fromkeys("吾汝你我若既莫谁怎兄哥", 1.5) | dict.fromkeys("可如此今无非最且不没何这", 1.0)
_AFTER_OPENING |= dict.fromkeys("一三四五六七八九十百千万两双", 0.7)
_GOES_ON = frozenset("，、,")  # at a line's end, or a Chinese character: the next line goes on


def widened(text: str, kept: Protected) -> dict[int, str]:
    """Place -> ``“`` or ``”`` (``‘`` or ``’``) for the straight quotes of Chinese sentences."""
    found: dict[int, str] = {}
    if '"' in text:
        for places in _paragraphs(text, _QUOTE):
            found |= _chinese(text, *_read(text, _asked(text, places, '"', kept), '"'))
    if "'" in text:
        for places in _paragraphs(text, _SINGLE):
            found |= _paired(text, *_read(text, _asked(text, places, "'", kept), "'"))
    return found


def _paragraphs(text: str, pattern: re.Pattern[str]) -> Iterator[list[int]]:
    """The places of the quotes of each paragraph that has any."""
    places: list[int] = []
    for m in pattern.finditer(text):
        if m[0] != "\n":
            places.append(m.start())
        elif places and not _is_soft(text, m.start()):
            yield places
            places = []
    if places:
        yield places


def _is_soft(text: str, at: int) -> bool:
    """True for a line's end within a sentence."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (is_han(before) or before in _GOES_ON) and bool(after) and not after.isspace()


def _asked(text: str, places: list[int], quote: str, kept: Protected) -> list[int]:
    if all(text[at] != quote for at in places):
        return []
    return [at for at in places[:_MOST] if text[at] != quote or kept.is_prose(at)]


def _read(text: str, places: list[int], quote: str) -> tuple[list[int], list[bool]]:
    """The places, and for each whether it opens."""
    # The cheapest way to be outside (0), inside (1), and inside a quotation within one (2), behind each quote.
    steps: list[tuple[tuple[float, int, bool], ...]] = []
    costs = [0.0, _OPEN_START, _SURE]
    for at in places:
        opens, closes = _costs(text, at, quote)
        outside = min((costs[1] + closes, 1, False), (costs[0] + closes + _AGAIN, 0, False))
        inside = min((costs[0] + opens, 0, True), (costs[2] + closes, 2, False), (costs[1] + opens + _AGAIN, 1, True))
        within = (costs[1] + opens + _NESTED, 1, True)
        steps.append((outside, inside, within))
        costs = [outside[0], inside[0], within[0]]
    state = min((costs[0], 0), (costs[1] + _OPEN_END, 1), (costs[2] + 2 * _OPEN_END, 2))[1]
    shown: list[bool] = []
    for step in reversed(steps):
        _, state, opening = step[state]
        shown.append(opening)
    shown.reverse()
    return places, shown


def _costs(text: str, at: int, quote: str) -> tuple[float, float]:
    """What it costs that the quote opens, and that it closes."""
    if text[at] != quote:  # a wide one beside the straight ones
        return (0.0, _SURE) if text[at] in "“‘" else (_SURE, 0.0)
    before, after = _neighbour(text, at - 1, -1), _neighbour(text, at + 1, 1)
    opens = _AFTER_CLOSING.get(after, 0.0) + _BEFORE_CLOSING.get(before, 0.0)
    closes = _BEFORE_OPENING.get(before, 0.0) + _AFTER_OPENING.get(after, 0.0)
    if after == "\n":
        opens += 3
    if before == "\n" or (before.isspace() and not after.isspace()):
        closes += 3
    if before in "。！？!?…" and after in "\n":
        opens += 2
    latin = _is_latin(before), _is_latin(after)
    if latin == (True, False):
        opens += 1.5
    elif latin == (False, True):
        closes += 1.5
    return opens, closes


def _neighbour(text: str, at: int, step: int) -> str:
    """The character there; behind the end of a hard-wrapped line the next one."""
    if not 0 <= at < len(text):
        return "\n"
    if text[at] == "\n" and _is_soft(text, at):
        at += step
    return text[at]


def _chinese(text: str, places: list[int], shown: list[bool]) -> dict[int, str]:
    """Without the quotes around Latin words, which stay straight unless Chinese stands right beside both."""
    found: dict[int, str] = {}
    opening = dict(zip(places, shown, strict=True))
    for at, end in _couples(places, shown):
        if end < 0:
            near = text[max(at - 2, 0) : at].rstrip(_QUOTES)[-1:] + text[at + 1 : at + 3].lstrip(_QUOTES)[:1]
            inches = not opening[at] and text[at - 1 : at].isdigit()
            if not inches and any(is_han(c) or is_chinese_mark(c) for c in near):
                found[at] = "“" if opening[at] else "”"
        elif _is_chinese_pair(text, at, end):
            found[at], found[end] = "“", "”"
    return {at: mark for at, mark in found.items() if text[at] == '"'}


def _paired(text: str, places: list[int], shown: list[bool]) -> dict[int, str]:
    """The pairs only: one alone is an apostrophe, or minutes and feet."""
    found: dict[int, str] = {}
    for at, end in _couples(places, shown):
        if end >= 0 and _is_chinese_pair(text, at, end):
            found[at], found[end] = "‘", "’"
    return {at: mark for at, mark in found.items() if text[at] == "'"}


def _couples(places: list[int], shown: list[bool]) -> Iterator[tuple[int, int]]:
    """An opening and the closing quote behind it; of one alone the second is -1."""
    i = 0
    while i < len(places):
        if shown[i] and i + 1 < len(places) and not shown[i + 1]:
            yield places[i], places[i + 1]
            i += 2
        else:
            yield places[i], -1
            i += 1


def _is_chinese_pair(text: str, at: int, end: int) -> bool:
    inner = text[at + 1 : end]
    if any(is_han(c) or is_chinese_mark(c) for c in inner):
        return True
    beside = text[at - 1 : at] if at else "", text[end + 1 : end + 2]
    return bool(inner) and any(map(is_han, beside)) and not any(c in _FOREIGN or _is_latin(c) for c in beside if c)


def _is_latin(c: str) -> bool:
    return c.isascii() and c.isalnum()
