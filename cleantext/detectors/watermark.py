"""A site's name and address set into the text: ``【本文地址:http://…】``, ``【某某.com--演讲稿】``, ``转载请注明出处``.

Looks like: an address in brackets, a line about the source and the rights of the page, a line that is an address.
Made by: sites that stamp what they publish, so that a copy advertises them.
The cure takes the bracket, or the mark from its first word to the end of its line when it stands at the line's
start or behind a full stop; a line that holds nothing else goes.
Left alone: addresses a speaker or a notice gives (登录网站 www.某某.gov.cn 举报, 网址: …, 邮箱), addresses under a line
that announces them, lists of references, links of Markdown, 版权所有者 in a sentence, government and school addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleantext.addresses import DOMAIN, OFFICIAL, is_address, is_given
from cleantext.finding import Finding
from cleantext.lexicons import pattern
from cleantext.lines import anchored, cut, edge_lines, own_line, spared, windows
from cleantext.options import Options
from cleantext.patterns import lazy

_ANCHORS = anchored(
    {
        ".c": (".com", ".cn", ".cc"),
        "/": ("://",),
        "载": ("转载",),
        "載": ("轉載",),
        "版": ("版权所", "版权归", "版权声", "版權所", "版權歸", "版權聲", "版权信", "版權信"),
        "址": ("文地址", "章地址"),
        "链": ("文链接",),
        "鏈": ("文鏈接",),
        "侵": ("侵权", "侵權"),
        "本文": ("本文来", "本文來", "本文由"),
        "尽": ("尽在",),
        "盡": ("盡在",),
        "©": ("©",),
        "访": ("请访问", "迎访问"),
        "訪": ("請訪問", "迎訪問"),
    }
)
_REACH = 100
_BRACKET = lazy(
    r"【[^【】\n]{2,120}】|〖[^〖〗\n]{2,120}〗|\[[^\[\]\n]{2,120}\](?![(:\[])|（[^（）\n]{2,120}）|\([^()\n]{2,120}\)"
)
_SITE = lazy(r"[网網站]|范文|文[档檔库庫]|演[讲講]|作文|公文|[学學][习習]|[资資]料")
# Asked of the lines at the edges before anything dearer.
_HINT = lazy(r"网|網|站|库|庫|转载|轉載|版权|版權|地址|链接|鏈接|\.[a-z]|©|Copyright|copyright|ICP")
_EDGE = 2


def _mark(text: str, start: int, end: int) -> bool:
    """True when a bracket's or a line's inside is a site's mark."""
    inside = text[start:end]
    opening = pattern("watermark").match(text, start, end)
    domain = DOMAIN.search(inside)
    if opening:
        return bool(domain) or not re.search(r"[。！？；]\s*\S", inside)
    if not domain or OFFICIAL.search(inside):
        return False
    return bool(_SITE.search(inside)) and not re.search(r"[:：](?!//)", inside)


def _bracket(text: str, start: int, end: int) -> bool:
    if _mark(text, start + 1, end - 1):
        return True
    inside = text[start + 1 : end - 1]
    return text[start] in "【〖" and bool(DOMAIN.search(inside)) and not (OFFICIAL.search(inside) or "：" in inside)


def _tail(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Marks that run to the end of their line, from its start or from behind a full stop."""
    end = -1
    for opening in pattern("watermark").finditer(text, low, high):
        start = opening.start()
        if end < start:  # once a line
            end = text.find("\n", opening.end())
            end = len(text) if end < 0 else end
        if end - start > _REACH:
            continue
        before = text[max(start - 12, 0) : start].rstrip(" \t\xa0\u3000-—*·(（【[")
        if before and before[-1] not in "\n。！？!?…":
            continue
        rest = text[opening.end() : end]
        domain = DOMAIN.search(rest)
        spoken = re.match(r"[者权權人的]", rest) or re.search(r"[。！？；]\s*[^\s】\])）]", rest)
        # A sentence with a full stop, or a bare 来源:, is a mark only with an address in it.
        sentence = rest.rstrip().endswith("。") and opening[0][0] not in "转轉未禁谢謝严嚴如"
        if (
            not spoken
            and not is_given(opening[0], rest, domain)
            and (domain or not (sentence or opening[0][0] in "来來出"))
        ):
            yield start, end
            return


def _near(text: str) -> set[tuple[int, int]]:
    """The lines at the edges that may hold a mark."""
    head, foot = edge_lines(text)
    short = [line for line in head[:_EDGE] + foot[:_EDGE] if line[1] - line[0] <= _REACH]
    return {line for line in short if _HINT.search(text, *line)}


def _found(text: str) -> Iterator[Finding]:
    near = _near(text)
    lines = windows(text, _ANCHORS, _REACH)
    done = 0
    for low, high in sorted(near.union(lines)) if near else lines:
        spans = [m.span() for m in _BRACKET.finditer(text, low, high) if _bracket(text, *m.span())]
        line = None if spans else own_line(text, low, high)
        if line and is_address(text, line[0], high, (low, high) in near):
            spans = [(low, high)]
        for span in spans or _tail(text, low, high):
            if span[0] >= done:
                done = span[1]
                yield cut("watermark", text, span, "the mark of the site the text was copied from")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every mark."""
    return spared(text, _found(text))
