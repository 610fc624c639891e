"""Paywall and hidden-content markers: ``当前隐藏内容免费查看``, ``剩余40%未读``, ``展开全文``.

Looks like: a few words about logging in, paying, unfolding or downloading, on a line of their own, glued to a
line's first word, or in the middle of a sentence (``加快建设当前隐藏内容免费查看步伐``).
Made by: pages that hide part of the text and put a label where they cut it; whoever copies the page copies
the label with the prose.
The cure takes out the marker and nothing else; a line that holds nothing else goes.
Left alone: a speaker's own words (点击率, 下载量, 会员大会, 请登录平台填报, 隐藏的问题), markers in quotation marks
(a speech may talk about a “登录后查看全文” button), and markers a sentence leads up to (页面提示登录后查看全文).
Reported only: markers a text names (展开全文的按钮, “展开全文”), and a marker that is all of a document.
The lists: hidden_content (cut anywhere), hidden_content_inside (anywhere but in a speaker's company),
hidden_content_line (a line of their own, or the end of a line behind a full stop), hidden_content_words (a short
line made of nothing else).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.labels import is_paywall_line, mentioned, spoken
from cleantext.lexicons import pattern
from cleantext.lines import anchored, cut, own_line, spared, windows
from cleantext.options import Options
from cleantext.patterns import lazy

# Every marker holds one of these words.
_ANCHORS = anchored(
    {
        "藏": ("隐藏", "隱藏", "收藏"),
        "读": ("阅读", "未读", "试读"),
        "讀": ("閱讀", "閲讀", "未讀", "試讀"),
        "览": ("浏览", "预览"),
        "覽": ("瀏覽", "預覽"),
        "载": ("下载", "加载"),
        "載": ("下載", "加載"),
        "查": ("查看",),
        "全文": ("展开全文", "展開全文"),
        "见": tuple(f"{before}可见" for before in "后员费录陆册复论"),
        "見": tuple(f"{before}可見" for before in "後后員費錄陸冊復論"),
        "章": ("章未完",),
    }
)
_REACH = 40
_NOTE = "a page's marker for text it hid"
_STOPS = ("。", "！", "？", "”", "…", "!", "?", ";", "；")
_LISTS = ("hidden_content", "hidden_content_inside", "hidden_content_line")
# A marker goes with the arrows, dots and brackets that dress it as a link; dots and marks only when it is alone.
_DRESS = r"[ \t\xa0\u3000>》»＞<《→↓▼∨▽*…\.·|\-—【】\[\]（）()!！~～]"
_ALONE = lazy(rf"{_DRESS}*\Z")
_BEHIND = lazy(r"[ \t\xa0\u3000>»＞→【\[]*\Z")
_AFTER = lazy(rf"{_DRESS}{{0,200}}+(?:。{_DRESS}{{0,200}}+)?(?=\r?\n|\Z)")


def _dressed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span with its dress when it ends its line, on its own or behind a full stop; else None."""
    tail = _AFTER.match(text, end)
    if not tail:
        return None
    low = max(start - 12, 0)
    for dress in (_ALONE, _BEHIND):
        begin = low + dress.search(text[low:start]).start()  # type: ignore[union-attr]  # a star always matches
        if own_line(text, begin, tail.end()) if dress is _ALONE else text[max(begin - 1, 0) : begin] in _STOPS:
            return begin, tail.end()
    return None


def _markers(text: str, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, list) of the markers in a window; neighbours that only blanks part are one."""
    found = [(*m.span(), name) for name in _LISTS for m in pattern(name).finditer(text, low, high)]
    start = end = -1
    name = ""
    for first, last, listed in sorted(found, key=lambda each: (each[0], -each[1])):
        if first < end:
            continue
        if start >= 0 and not text[end:first].strip(" \t\xa0\u3000,，"):
            end = last
            continue
        if start >= 0:
            yield start, end, name
        start, end, name = first, last, listed
    if start >= 0:
        yield start, end, name


def _found(text: str) -> Iterator[Finding]:
    for low, high in windows(text, _ANCHORS, _REACH):
        if own_line(text, low, high) and is_paywall_line(text[low:high]):
            yield cut("hidden_content", text, (low, high), _NOTE)
            continue
        for start, end, name in _markers(text, low, high):
            dressed = _dressed(text, start, end)
            if not dressed and name == "hidden_content_line":
                continue
            if not dressed and mentioned(text, start, end):
                note = f"{_NOTE}, or the words for one"
                yield Finding("hidden_content", start, end, text[start:end], None, 0.4, note)
            elif not spoken(text, start, end, strict=name == "hidden_content_inside" and not dressed):
                yield cut("hidden_content", text, dressed or (start, end), _NOTE)


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every marker."""
    return spared(text, _found(text))
