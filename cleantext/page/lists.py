"""Lists of links to other articles: under a heading (相关阅读), or by their dates alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from cleantext.lexicons import entries, source
from cleantext.page.labels import LIKELY, SURE
from cleantext.page.lines import Short, is_heading
from cleantext.patterns import lazy

_OPEN, _CLOSE = r"[【\[(（<《『「■◆●▶★·•#|>»\s_*=—-]{0,6}", r"[】\])）>》』」:：|»…\s_*=—-]{0,6}"
_MORE = r"(?:更多|more|[换換]一[换換批]|查看更多|全部)?[>»\s.…]{0,4}"
_MORE_ALONE = lazy(_MORE + _CLOSE, re.IGNORECASE)
_BULLET = lazy(
    r"[·•●○◆◇■□▪▫★☆►▶>»*+\-–—][\s\u3000]*|\d{1,2}(?:[.、)）．][\s\u3000]*|[\s\u3000]+(?=\S))|"
    r"[\[【(（〔][^\]】)）〕\n]{1,10}[\]】)）〕][\s\u3000]*"
)
_ISO = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?![\d.])(?:[ T\xa0\u3000]*\d{1,2}:\d\d(?::\d\d)?)?"
_DATE = rf"(?:[\[(（【]?{_ISO}[\])）】]?|[\[(（【]\d{{1,2}}[-/月]\d{{1,2}}日?[\])）】])"
_DATE_ONLY = lazy(rf"(?:(?:[发發]布|更新)?(?:日期|[时時][间間])[:：]?\s*)?{_DATE}\Z")
_DATED = lazy(rf"(?:{_BULLET.pattern})?(?P<head>{_DATE})[\s\xa0\u3000·|:：-]*(?=\S)|(?P<tail>{_DATE})\Z")
DATE = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d|[\[(（【]\d\d?[-/月]\d\d?日?[\])）】]"
_STOP = lazy(r"[。；！!;]|[:：]\Z|[，,].*[，,]")
_HAN = lazy(r"[\u3400-\u9fff]")
_TEXTS = lazy(r"[讲講][话話]|[发發]言|[范範]文|稿|[报報]告|[总總][结結]|心得|通知|致[辞辭]|[会會][议議]|[一-十\d]篇")
_PROSE = lazy(r"[。！？；：:”」]\Z|[\u3400-\u9fff]{2}[，,]")
_MOST = 60


@cache
def _headers(kinds: str) -> re.Pattern[str]:
    found = sorted(
        (source(each[2:]) for each in entries("navigation_header") if each[0] in kinds), key=len, reverse=True
    )
    return re.compile(
        f"{_OPEN}(?:更多)?(?:{'|'.join(found)})(?:推[荐薦]|列表)?(?:{_CLOSE}{_MORE}\\Z|(?P<inline>\\s*[:：】]))",
        re.IGNORECASE,
    )


def header(line: str) -> str:
    """Whether a line heads a list of links: s for surely, o for perhaps, i when a link stands behind it, or nothing."""
    for kind in "so":
        found = _headers(kind).match(line)
        if found and not found["inline"]:
            return kind
        if found and kind == "s" and is_title(line[found.end() :].strip()):
            return "i"
    return ""


def is_title(line: str) -> bool:
    """True for a line that may be the title of an article in a list, with its bullet and its date."""
    bullet = _BULLET.match(line)
    bare = line[bullet.end() :] if bullet else line
    bare = _DATED.sub("", bare).strip() or bare
    if bare and _MORE_ALONE.fullmatch(bare):
        return True
    return 4 <= len(bare) <= 60 and len(_HAN.findall(bare)) >= 3 and not _STOP.search(bare)


def is_book(line: str) -> bool:
    """True for the title of a book, which a speaker may recommend, and not of a text for others to copy."""
    return line[0] in "《〈" and not _TEXTS.search(line)


def _shape(line: str) -> str:
    """What the lines of one list have in common: bullets, numbers, brackets, dates; nothing for bare titles."""
    bullet = _BULLET.match(line)
    shape = ("1" if bullet[0][0].isdigit() else bullet[0][0]) if bullet else ""
    dated = _DATED.search(line)
    shape = shape or line[0] * (line[0] in "《〈")
    return shape + (dated.lastgroup or "" if dated else "")


def block(text: str, short: Short, index: int, is_junk: Callable[[int], bool]) -> tuple[list[int], bool]:
    """The titles below a heading, and whether their shape or their place shows that they are a list of links."""
    items: list[int] = []
    at, below = index, short.beside(index, 1)
    while below is not None and len(items) < _MOST and not is_junk(below):
        line = short.texts[below]
        if not is_title(line) or is_heading(line) or header(line) in ("s", "o"):
            break
        items.append(below)
        at, below = below, short.beside(below, 1)
    if not items or all(is_book(short.texts[each]) for each in items):
        return [], False
    shapes = [_shape(short.texts[each]) for each in items]
    if shapes[0]:
        # One line of another shape may be the last link: 更多.
        same = next((n for n, shape in enumerate(shapes) if shape != shapes[0]), len(shapes))
        if same >= 2 or same == len(items):
            return items[:same], True
    if short.lines[at][2] == short.count - 1 or (
        below is not None
        and (is_junk(below) or is_heading(short.texts[below]) or not _PROSE.search(short.texts[below]))
    ):
        return items, len(items) >= 2
    return _before_gap(text, short, items), False


def _before_gap(text: str, short: Short, items: Sequence[int]) -> list[int]:
    """The titles up to a wider gap; without one the last of them may be the title of the prose below."""
    gaps = [text.count("\n", short.lines[a][1], short.lines[b][0]) for a, b in pairwise(items)]
    for n, gap in enumerate(gaps):
        if gap > gaps[0]:
            return list(items[: n + 1])
    after = short.lines[items[-1]][1]
    blank = re.match(r"[ \t\r\xa0\u3000]*\n[ \t\r\xa0\u3000]*\n", text[after : after + 200])
    return list(items) if blank and all(gap == 1 for gap in gaps) else list(items[:-1])


def dated(short: Short, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines of lists of dates and titles, with their strength. places: the lines that hold a date, in order."""
    run: list[int] = []
    for index in places:
        if _is_row(short.texts[index]):
            if run and short.lines[index][2] - short.lines[run[-1]][2] > 2:
                yield from _weighed(short, run)
                run = []
            run.append(index)
    yield from _weighed(short, run)


def _is_row(line: str) -> bool:
    if _DATE_ONLY.fullmatch(line):
        return True
    found = _DATED.search(line)
    return bool(found and (found.lastgroup == "tail" or found.start() == 0) and is_title(line))


def _weighed(short: Short, run: Sequence[int]) -> Iterator[tuple[int, int]]:
    alone = [index for index in run if _DATE_ONLY.fullmatch(short.texts[index])]
    rows = _with_titles(short, run, alone)
    if len(alone) >= 2:
        yield from ((row, SURE) for row in rows)
        return
    close = all(short.lines[b][2] - short.lines[a][2] == 1 for a, b in pairwise(run))
    dates = [found[0] for index in run if index not in alone and (found := _DATED.search(short.texts[index]))]
    # Links stand newest first, a chronicle oldest first.
    sorted_down = all(_key(a) >= _key(b) for a, b in pairwise(dates))
    if close and len(run) >= 2 and sorted_down and not alone:
        edge = short.lines[run[-1]][2] == short.count - 1 or short.lines[run[0]][2] == 0
        yield from ((row, SURE if len(run) >= 3 else LIKELY if edge else 1) for row in run)


def _key(date: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", date)][:3]


def _with_titles(short: Short, run: Sequence[int], alone: Sequence[int]) -> list[int]:
    """The run with the bare titles between its dates: each date belongs to the title above it."""
    rows = set(run)
    if len(alone) < 2:
        return sorted(rows)
    dates = set(alone)
    for a, b in pairwise(run):
        between = short.beside(a, 1)
        if between is not None and between != b and is_title(short.texts[between]):
            rows.add(between)
    above = short.beside(run[0], -1)
    # The title above the first date goes when the dates alternate with titles and it is not the text's own.
    alternate = run[0] in dates and all(short.lines[b][2] - short.lines[a][2] == 2 for a, b in pairwise(run))
    if (
        above is not None
        and alternate
        and len(short.texts[above]) <= 60
        and short.lines[above][2] > 0
        and is_title(short.texts[above])
    ):
        rows.add(above)
    elif alternate and (below := short.beside(run[-1], 1)) is not None and is_title(short.texts[below]):
        rows.add(below)
    return sorted(rows)
