"""Page counters and page links: ``共 2 页,当前第 1 页 1 2``, ``第1页/共3页``, ``上一页 下一页``, ``上一篇:…``.

Looks like: a counter with the page numbers behind it, on one line or one token a line (``共`` / ``2`` /
``页,当前第。`` / ``1`` / ``页`` / ``1`` / ``2``), a row of links, the title of the next article behind ``下一篇:``.
Made by: sites that spread an article over pages, and extractors that put each link on a line of its own (and a full
stop behind it).
The cure takes the counter with its numbers, or the row of links.
Left alone: figures in a sentence (报告共20页), page numbers of a document (``- 3 -``, ``第3页`` alone on a line),
a row of numbers without a counter. A document that is nothing but such lines is reported, not emptied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cleantext.finding import Finding
from cleantext.lines import cut, near_bounds, spared
from cleantext.options import Options
from cleantext.patterns import lazy

_GAP = r"[ \t\xa0\u3000\r\n]{0,40}+"  # tokens may stand on lines of their own; never given back, or two gaps are cubic
_PAGE = "[页頁]"
_N = rf"{_GAP}\d{{1,4}}+{_GAP}"
_NOW = "(?:[当當]前|[现現]在)?(?:是|[为為])?"
_COUNTER = lazy(
    rf"(?:(?:[本全]文)?[共总總]{_N}{_PAGE}{_GAP}[,，、/;；]?{_GAP}{_NOW}{_GAP}第{_GAP}[。.]?{_N}{_PAGE}"
    rf"|(?:[当當]前)?第{_N}{_PAGE}{_GAP}[,，、/|(（]{{0,2}}{_GAP}[共总總]{_N}{_PAGE}[)）]?"
    rf"|(?:[页頁][码碼次]|第)[:：]?{_N}/{_N}{_PAGE})"
)
_STEP = rf"[上下前后後首尾末]一?{_PAGE}|最[后後]一{_PAGE}"
_TAIL = lazy(rf"(?:{_GAP}(?:[\[【]?\d{{1,3}}[\]】]?(?![^\s\[\]【】])|{_STEP}|[.…·]{{2,6}}|>>?|»))*")
_LINK = (
    rf"(?:{_STEP}|[共总總]\d{{1,3}}{_PAGE}[:：]?|第\d{{1,3}}{_PAGE}|第一{_PAGE}|返回目[录錄]|[转轉跳][到至]第?|[确確]定|GO|…|\.\.\."
    r"|\d{1,3}(?!\d))"
)
_ROW = lazy(rf"[ \t\xa0\u3000\[【(（<«|]*(?:{_LINK}[ \t\xa0\u3000|/·>»<«\]】)）\[【(（]*)+。?\r?")
_NEIGHBOUR = lazy(r"[ \t\xa0\u3000【\[<«]*(?:上|下|前|后|後)一篇[:：][^。！？\n]{0,60}\r?")
_TOTAL = lazy(r"[共总總/]")
_STOPS = "。！？!?…”）)"


_LONGEST = 120  # characters of a row of links, or of a neighbour's title with its label
_BELOW = 400  # characters below a row where the rest of it may stand


def _hits(text: str, chars: str) -> list[int]:
    found = []
    for char in chars:
        at = text.find(char)
        while at >= 0:
            found.append(at)
            at = text.find(char, at + 1)
    return sorted(found)


def _counters(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The counters around the 页 of a text, with the numbers and links behind them."""
    for low, high in _around(text, pages):
        for match in _COUNTER.finditer(text, low, high):
            before = text[max(match.start() - 200, 0) : match.start()].rstrip(" \t\xa0\u3000(（【[")
            if before and before[-1] not in "\n" + _STOPS:
                continue
            tail = _TAIL.match(text, match.end())
            end = tail.end() if tail else match.end()
            if not text[end : end + 40].split("\n")[0].strip(" \t\xa0\u3000\r)）】]。"):
                yield match.start(), end


def _around(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches where counters may be, merged, so that each is read once."""
    low = high = -1
    for at in pages:
        if not _TOTAL.search(text, max(at - 60, 0), at + 60):
            continue
        if at - 60 > high:
            if high >= 0:
                yield low, high
            low = max(at - 60, 0)
        high = at + 120
    if high >= 0:
        yield low, high


def _rows(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines that are rows of page links; with the numbers and links on the lines below."""
    done = 0
    for at in pages:
        line = near_bounds(text, at, _LONGEST) if at >= done else None
        if not line:
            continue
        start, done = line
        if done - start > _LONGEST or not _ROW.fullmatch(text, start, done):
            continue
        links = len(re.findall(_LINK, text[start:done]))
        if links < 2 and not re.search(rf"[上下]一{_PAGE}", text[start:done]):
            continue
        below = _TAIL.match(text, done, done + _BELOW)
        if below and below[0].endswith(("页", "頁")) and text[below.end() : below.end() + 1] in ("", "\r", "\n"):
            done = below.end()
        yield start, done


def _found(text: str) -> Iterator[Finding]:
    pages = _hits(text, "页頁")
    done = 0
    spans = (
        sorted([*_counters(text, pages), *_rows(text, pages)], key=lambda span: (span[0], -span[1])) if pages else ()
    )
    for span in spans:
        if span[0] >= done:
            done = span[1]
            yield cut("pagination", text, span, "a page counter or links to other pages")
    for at in _hits(text, "篇"):
        if text[at - 1 : at] == "一" and text[at + 1 : at + 2] in (":", "："):
            line = near_bounds(text, at, _LONGEST)
            if line and _NEIGHBOUR.fullmatch(text, *line):
                yield cut("pagination", text, line, "the title of a neighbouring article")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every counter, row of links and neighbour's title."""
    if "页" not in text and "頁" not in text and "篇" not in text:
        return ()
    return spared(text, _found(text))
