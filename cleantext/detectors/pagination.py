"""Page counters and page links: ``共 2 页,当前第 1 页 1 2``, ``第1页/共3页``, ``上一页 下一页``.

Looks like: a counter with the page numbers behind it, on one line or one token a line (``共`` / ``2`` /
``页,当前第。`` / ``1`` / ``页`` / ``1`` / ``2``), a row of links.
Made by: sites that spread an article over pages, and extractors that put each link on a line of its own (and a full
stop behind it).
The cure takes the counter with its numbers, or the row of links.
Left alone: figures in a sentence (报告共20页), page numbers of a document (``- 3 -``, ``第3页`` alone on a line),
a row of numbers without a counter. A document that is nothing but such lines is reported, not emptied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleantext.finding import Finding
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.page.lines import short_lines
from cleantext.page.paging import is_row, rows
from cleantext.patterns import lazy

_GAP = r"[ \t\xa0\u3000\r\n]{0,40}+"  # tokens may stand on lines of their own; never given back, or two gaps are cubic
_PAGE = "[页頁]"
_N = rf"{_GAP}\d{{1,4}}+{_GAP}"
_NOW = "(?:[当當]前|[现現]在|目前)?(?:是|[为為在])?[:：]?"
_COUNTER = lazy(
    rf"(?:(?:[本全该該此]?文)?(?:[分共总總]|[分总總]共){_N}{_PAGE}{_GAP}[,，、/;；。|]?{_GAP}{_NOW}{_GAP}第{_GAP}[。.]?{_N}{_PAGE}"
    rf"|[共总總]{_N}{_PAGE}{_GAP}[,，、/;；|]?{_GAP}(?:[当當]前|[现現]在|目前)[:：]?{_N}{_PAGE}"
    rf"|(?:(?:[当當]前|[现現]在)(?:是|[为為]|在)?)?第{_N}{_PAGE}{_GAP}[,，、/|(（]{{0,2}}{_GAP}(?:[本全]文)?[共总總]计?{_N}{_PAGE}[)）]?"
    rf"|(?:[页頁][码碼次面数數]|第|[当當]前[页頁]?){_GAP}[:：]?{_N}[/／]{_N}{_PAGE}?"
    rf"|[共总總]{_N}[条條项項篇]{_GAP}[,，/|]?{_GAP}(?:[共分]{_N}{_PAGE}|第?{_N}[/／]{_N}{_PAGE}?|"
    rf"[每]{_PAGE}{_N}[条條]){_GAP}(?:[当當]前)?(?:第?{_N}{_PAGE})?"
    rf"|(?<=\n){_N}[/／]{_N}{_PAGE})"
)
_STEP = (
    rf"(?:(?:[点點][击擊此]|[进進]入|查看|[阅閱][读讀]|[继繼][续續]|"
    rf"[请請]){{1,3}})?[上下前后後首尾末]一?{_PAGE}|[上下][张張节節]|最[后後前]一{_PAGE}|第一{_PAGE}|"
    rf"全文[阅閱]?[读讀]?|余下全文|[阅閱][读讀]全文|返回列表|[转轉跳][至到]?{_GAP}第?{_GAP}{_PAGE}|GO|"
    rf"go|Go|[确確]定|prev|next"
)
_TAIL = lazy(
    rf"(?:{_GAP}(?:[,，、]?[\[【(（]?\d{{1,3}}[\]】)）]?(?![^\s\[\]【】()（）|·。,，、])|{_STEP}|"
    rf"[.…·]{{1,6}}|[<>‹›«»]{{1,2}}|[|。]|[共总總]\d{{1,4}}{_PAGE}))*"
)
_TOTAL = lazy(r"[共总總/当當每]")
_STOP = lazy(r"[。！？!?…”\n()（）【】]")
_REACH = 80
_STOPS = "。！？!?…”）)"


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
            start, end = match.start(), match.start() + len(match[0].rstrip())
            tail = _TAIL.match(text, end)
            end = tail.end() if tail else end
            start += len(match[0]) - len(match[0].lstrip())
            rest = text[end : end + 40].split("\n")[0]
            if not rest.strip(" \t\xa0\u3000\r)）】]。"):
                yield start - (text[start - 1 : start] in tuple("(（【[")), end + len(rest.rstrip("\r"))


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


def _pieces(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows behind the last full stop of a line, and in brackets of their own."""
    done = stop = 0
    for at in pages:
        if at < done:
            continue
        if stop <= at:
            after = _STOP.search(text, at)
            stop = after.start() if after else len(text)
        if stop >= at + _REACH:  # one search for all the 页 before a far stop
            continue
        before = [m.end() for m in _STOP.finditer(text, max(at - _REACH, done), at)]
        start, end = before[-1] if before else max(at - _REACH, done), stop
        if (before or start == 0) and is_row(text[start:end].strip(" \t\r\xa0\u3000")):
            done = end
            framed = text[start - 1 : start] + text[end : end + 1]
            yield (start - 1, end + 1) if framed in ("()", "（）", "【】", "[]") else (start, end)


def _rows(text: str) -> Iterator[tuple[int, int]]:
    short = short_lines(text)
    for first, last in rows(short):
        yield short.lines[first][0], short.lines[last][1]


def _found(text: str) -> Iterator[Finding]:
    pages = _hits(text, "页頁")
    done = 0
    spans = sorted([*_counters(text, pages), *_pieces(text, pages), *_rows(text)], key=lambda span: (span[0], -span[1]))
    for span in spans:
        if span[0] >= done:
            done = span[1]
            yield cut("pagination", text, span, "a page counter or links to other pages")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every counter and row of links."""
    return spared(text, _found(text))
