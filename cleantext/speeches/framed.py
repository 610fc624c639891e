"""Headings of any form, by their frame: lines alike but for a number that rises, and for a title.

``【篇三】``, ``Part 3``, ``（三）述职报告``, ``范本③``, ``稿件之三``: whatever stands around the number, it is the same
in each of them. Sections of one speech are like that too, so that a run of them counts only where speeches end before
its lines, or open behind them.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches.parts import DECOR

_CHINESE = "〇一二三四五六七八九十百零壹贰貳叁參肆伍陆陸柒捌玖拾"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_NUMERALS = f"0-9０-９{_CHINESE}{_CIRCLED}{_ROMAN}"
_LONGEST = 60  # characters of such a line
_FRAME = 6  # characters around a number at most
# The number near the line's beginning, or near its end; letters and digits that go on beside it make another number.
_LETTER = rf"(?:(?![{_NUMERALS}])[^\W\d_])"
_NUMBER = rf"(?P<number>[{_NUMERALS}]{{1,4}}|[{_STEMS}])"
_HEAD = lazy(
    rf"(?P<before>[^\w\s]{{0,3}}{_LETTER}{{0,4}}[^\w\n]{{0,2}}){_NUMBER}(?P<after>[^\w\n]{{0,3}}|{_LETTER})(?P<title>.{{0,50}})"
)
_TAIL = lazy(
    rf"(?P<title>.{{0,50}}?)(?P<before>[^\w\n]{{0,2}}{_LETTER}{{0,2}}[^\w\n]{{0,2}}){_NUMBER}"
    r"(?P<after>[^\w\n]{0,3}|[篇则則稿号號回][^\w\n]{0,2})"
)
_FIRST, _LAST = 10, 4  # characters of a line in which its number begins, or ends
_ANY = frozenset(f"0123456789０１２３４５６７８９{_CHINESE}{_CIRCLED}{_ROMAN}{_STEMS}")
_ENDS = frozenset("。！!？?；;…，,、")
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾零", "一二二三三四五六六七八九十〇")
_MOST = 60
_FEWEST, _LINES = 3, 20000


class Framed(NamedTuple):
    """A line with a number in a frame. start, end: of the line without its break (characters of the text)."""

    start: int
    end: int
    number: int
    title: str
    line: str


def runs(text: str) -> list[list[Framed]]:
    """The runs of lines of one frame whose numbers rise from 1 or 2, the longest first."""
    groups: dict[tuple[str, ...], list[Framed]] = {}
    at = seen = 0
    for raw in text.split("\n"):
        if 0 < len(raw) <= _LONGEST and raw[-1] not in _ENDS and not _ANY.isdisjoint(raw):
            line = raw.strip(DECOR)
            for frame, number, title in _framed(line):
                groups.setdefault(frame, []).append(Framed(at, at + len(raw), number, title, line))
                seen += 1
            if seen > _LINES:
                return []  # a text of nothing else
        at += len(raw) + 1
    found = (run for group in groups.values() if len(group) >= _FEWEST for run in _rising(group))
    return sorted((run for run in found if len(run) >= _FEWEST), key=len, reverse=True)


def _framed(line: str) -> list[tuple[tuple[str, ...], int, str]]:
    found: list[tuple[tuple[str, ...], int, str]] = []
    # A pattern is asked where its number can stand.
    for where, pattern, part in (("head", _HEAD, line[:_FIRST]), ("tail", _TAIL, line[-_LAST:])):
        match = None if _ANY.isdisjoint(part) else pattern.fullmatch(line)
        if match:
            number = value(match["number"])
            kind = _kind(match["number"][0])
            if 0 < number <= _MOST:
                frame = (where, match["before"], kind, match["after"].strip(), "" if match["title"] else "bare")
                found.append((frame, number, match["title"].strip()))
    return found


def _kind(numeral: str) -> str:
    return next((each[0] for each in (_CHINESE, _CIRCLED, _ROMAN, _STEMS) if numeral in each), "1")


def _rising(group: list[Framed]) -> list[list[Framed]]:
    """The parts of a group whose numbers rise by one or two, from 1 or 2 on: a list of contents, and the headings."""
    found: list[list[Framed]] = []
    waiting: dict[int, list[int]] = {}  # last number -> the runs that end with it, the newest first (a heap)
    for each in group:
        heaps = [heap for number in (each.number - 1, each.number - 2) if (heap := waiting.get(number))]
        if heaps:
            newest = -heappop(min(heaps))
            found[newest].append(each)
        elif each.number <= 2:
            newest = len(found)
            found.append([each])
        else:
            continue
        heappush(waiting.setdefault(each.number, []), -newest)
    return found


def value(numeral: str) -> int:
    """``十九`` -> 19, ``二〇`` -> 20, ``４`` -> 4, ``③`` -> 3, ``Ⅳ`` -> 4, ``丙`` -> 3."""
    if numeral.isdecimal():
        return int(numeral)
    for signs in (_CIRCLED, _ROMAN, _STEMS):
        if len(numeral) == 1 and numeral in signs:
            return signs.index(numeral) + 1
    total = last = 0
    for sign in numeral.translate(_FORMAL):
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            digit = int(sign) if sign.isdecimal() else "〇一二三四五六七八九".find(sign)
            last = max(last * 10 + digit, 0)
    return total + last
