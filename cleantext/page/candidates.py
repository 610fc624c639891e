"""Which lines are worth weighing: by their first two characters, which says no to nearly all prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleantext.lexicons import entries, variants
from cleantext.page.lines import Short
from cleantext.patterns import lazy

_LISTS = ("page_label", "navigation_button", "navigation_header", "navigation_menu")
_DRESS = " \t\xa0\u3000【】[]()（）《》〈〉<>«»『』「」|丨｜·•●○◆◇■□▪▫★☆►▶→←↑↓#*_=—–-…:：/"
_MORE = frozenset(
    (
        *(
            *(f"第{d}" for d in "123456789 "),
            "上一",
            "下一",
            "前一",
            "后一",
            "後一",
            "上篇",
            "下篇",
            "上条",
            *(f"{a}{b}" for a in "上下前后後" for b in "篇章回主文"),
            "下条",
            "上則",
            "版权",
            "版權",
            "转载",
            "轉載",
            "本文",
        ),
        *(
            "互联",
            "互聯",
            "增值",
            "网络",
            "網絡",
            "广播",
            "廣播",
            "信息",
            "违法",
            "違法",
            "不良",
            "有害",
            "网站",
            "網站",
            "主办",
            "主辦",
            "技术",
            "技術",
            "涉未",
        ),
        *("ww", "WW", "ht"),
        *("(c", "(C", "© ", "©2", "Pr", "pr", "PR", "Ne", "ne", "NE"),
        *("Co", "co", "CO", "Po", "po", "PO", "Al", "AL", "Pa", "pa", "« ", "‹ ", "← "),
    )
)
_FIGURES = lazy(
    r"\d\d[-/]\d\d[\])）】]|"
    r"(?:19|20)\d\d[-/.年]\d|\d[\d.,]*\s*[万萬wWkK]?\+?\s*[次人条條个個位]?[已参參]?[浏瀏阅閱点點评評看收转轉回下赞讚喜跟]"
)
_DATE_LAST = lazy(r"\d[-/]\d{1,2}(?: \d{1,2}:\d\d(?::\d\d)?)?[\])）】]?\Z")
_PAIRS = 60  # characters of a line that may be names behind labels nobody has listed
_PATH_MARKS = frozenset(">＞»›→")
_ENDS = frozenset("0123456789)]）】")


def _starts(tokens: list[str], at: int) -> tuple[set[str], int]:
    """The first two characters of what the tokens from ``at`` on may be, to a closing bracket or the end."""
    every: set[str] = set()
    now = {""}  # what is shorter than that yet
    while at < len(tokens) and tokens[at] not in ")]":
        token = tokens[at]
        if token == "/":
            every |= now
            now = {""}
        elif not now:
            at = _behind(tokens, at)
            continue
        else:
            if token in "([":
                forms, at = _starts(tokens, at + 1)
                forms = forms | ({""} if tokens[at] == "]" else set())
            else:
                forms = set(variants().get(token) or (token, token.upper()))
            grown = {(a + b)[:2] for a in now for b in forms}
            now = {start for start in grown if len(start) < 2}
            every |= grown - now
        at += 1
    return every | now, at


def _behind(tokens: list[str], at: int) -> int:
    """The place of the token behind the one at ``at``, or behind the bracket that it opens."""
    depth = 0
    while True:
        depth += (tokens[at] in "([") - (tokens[at] in ")]")
        at += 1
        if not depth:
            return at


@cache
def _all_starts() -> frozenset[str]:
    found = set(_MORE)
    for name in _LISTS:
        for entry in entries(name):
            text = entry if name == "navigation_menu" else entry[2:]
            found |= _starts(re.findall(r"\{n\}|.", text), 0)[0]
    # A word of one character begins a line with whatever stands behind it: a mark or a blank.
    singles = {each for each in found if len(each) == 1}
    return frozenset(found | {each + mark for each in singles for mark in _DRESS + "丨"} | singles)


def candidates(text: str, short: Short) -> Iterator[int]:
    """The short lines that may be a page's, in order."""
    starts = _all_starts()
    marked = any(mark in text for mark in _PATH_MARKS)
    for index, line in enumerate(short.texts):
        if (
            line[:2] in starts
            or (line[-1] in _ENDS and _DATE_LAST.search(line))
            or (marked and not _PATH_MARKS.isdisjoint(line))
        ):
            yield index
        elif line[0] in _DRESS:
            if line.lstrip(_DRESS)[:2] in starts or _FIGURES.match(line.lstrip(_DRESS)):
                yield index
        elif (line[0].isdigit() and _FIGURES.match(line)) or (
            len(line) <= _PAIRS and line.count(":") + line.count("：") >= 2
        ):
            yield index
