"""Paywall and hidden-content markers: ``当前隐藏内容免费查看``, ``剩余40%未读``, ``展开全文``.

Looks like: a few words about logging in, paying, unfolding or downloading, on a line of their own, glued to a
line's first word, or in the middle of a sentence (``加快建设当前隐藏内容免费查看步伐``).
Made by: pages that hide part of the text and put a label where they cut it; whoever copies the page copies
the label with the prose.
The cure takes out the marker and nothing else; a line that holds nothing else goes.
Left alone: a speaker's own words (点击率, 下载量, 会员大会, 请登录平台填报, 隐藏的问题), markers in quotation marks
(a speech may talk about a “登录后查看全文” button), and markers a sentence leads up to (页面提示登录后查看全文).
The lists: hidden_content (cut anywhere), hidden_content_inside (anywhere but in a speaker's company),
hidden_content_line (a line of their own, or the end of a line behind a full stop), hidden_content_words (a short
line made of nothing else).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.labels import is_paywall_line
from cleantext.lexicons import pattern
from cleantext.lines import cut, own_line, windows
from cleantext.options import Options
from cleantext.patterns import lazy

# Every marker holds one of these words.
_ANCHORS = {
    "藏": ("隐藏", "隱藏", "收藏"),
    "读": ("阅读", "未读", "试读"),
    "讀": ("閱讀", "閲讀", "未讀", "試讀"),
    "览": ("浏览", "预览"),
    "覽": ("瀏覽", "預覽"),
    "载": ("下载", "加载"),
    "載": ("下載", "加載"),
    "查": ("查看",),
    "展开全文": ("展开全文",),
    "開": ("展開全文",),
    "可见": tuple(f"{before}可见" for before in "后员费录陆册复论"),
    "見": tuple(f"{before}可見" for before in "後后員費錄陸冊復論"),
    "章未完": ("章未完",),
}
_REACH = 40
_NOTE = "a page's marker for text it hid"
_STOPS = ("。", "！", "？", "”", "…", "!", "?", ";", "；")
_LISTS = ("hidden_content", "hidden_content_inside", "hidden_content_line")
# A marker goes with the arrows, dots and brackets that dress it as a link; dots and marks only when it is alone.
_DRESS = r"[ \t\xa0\u3000>》»＞<《→↓▼∨▽*…\.·|\-—【】\[\]（）()!！~～]"
_ALONE = lazy(rf"{_DRESS}*\Z")
_BEHIND = lazy(r"[ \t\xa0\u3000>»＞→【\[]*\Z")
_AFTER = lazy(rf"{_DRESS}*。?{_DRESS}*(?=\r?\n|\Z)")
_QUOTE = "“‘「『\"'`《"
# What a speaker says before and after such words; both scripts.
_SPEAKER_BEFORE = lazy(
    r"(?:提示|[显顯]示|[设設]置|必[须須]|不得|要求|可以?|[应應]该?|才能|需要|[将將把]|的|者|[户戶]|[众眾]|民|位|[员員]|[时時]|再|台|[统統]|[站网網端]|"
    r"[号號]|[标標][为為]|写着|寫著|[钮鈕]|[会會]|全面|真|[细細]|心|[请請]|家|[织織]|[来來去]|[进進]行)\Z"
)
_SPEAKER_AFTER = lazy(
    r"[明化书書艺藝的了过過并並即则則等和与與“‘「『《率量后後者]|[办辦]理|[进進]度|[结結]果|相[关關]|有[关關]|自己|本人|[个個]人|通知|公告|附件|[详詳][细細情]|具[体體]|最新|"
    r"信息|[数數][据據]|情[况況]|各|[资資]料|材料|文件|[课課]程|成[绩績]|[账帳]|政策|精神|[内內]容|按[钮鈕]|功能|[链鏈]接|[权權]限"
)


def _spoken(text: str, start: int, end: int, strict: bool) -> bool:
    before = text[max(start - 2, 0) : start]
    if before[-1:] and before[-1] in _QUOTE:
        return True
    if re.search(r"提示|[显顯]示|[写寫][着著]|[设設]置", before):
        return True
    return strict and bool(_SPEAKER_BEFORE.search(before) or _SPEAKER_AFTER.match(text, end))


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


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cut for every marker."""
    for low, high in windows(text, _ANCHORS, _REACH):
        if own_line(text, low, high) and is_paywall_line(text[low:high]):
            yield cut("hidden_content", text, (low, high), _NOTE)
            continue
        for start, end, name in _markers(text, low, high):
            dressed = _dressed(text, start, end)
            if _spoken(text, start, end, strict=name == "hidden_content_inside" and not dressed):
                continue
            if dressed or name != "hidden_content_line":
                yield cut("hidden_content", text, dressed or (start, end), _NOTE)
