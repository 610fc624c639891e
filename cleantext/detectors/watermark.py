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
from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.lexicons import pattern
from cleantext.lines import bounds, cut, edges, own_line, windows
from cleantext.options import Options

_ANCHORS = {
    ".c": (".com", ".cn", ".cc"),
    "://": ("://",),
    "载": ("转载",),
    "載": ("轉載",),
    "版": ("版权所", "版权归", "版权声", "版權所", "版權歸", "版權聲", "版权信", "版權信"),
    "址": ("文地址", "章地址"),
    "链": ("文链接",),
    "鏈": ("文鏈接",),
    "本文来": ("本文来",),
    "本文來": ("本文來",),
    "尽": ("尽在",),
    "盡": ("盡在",),
    "©": ("©",),
    "访": ("请访问", "迎访问"),
    "訪": ("請訪問", "迎訪問"),
}
_REACH = 100
_BRACKET = re.compile(r"【[^【】\n]{2,120}】|〖[^〖〗\n]{2,120}〗|\[[^\[\]\n]{2,120}\](?![(:\[])|（[^（）\n]{2,120}）|\([^()\n]{2,120}\)")
_DOMAIN = re.compile(
    r"(?<![@A-Za-z0-9_.-])(?:https?://)?(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|cc|top|vip|info|xyz|la|co|tv|me|site|club|hk|tw)(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"\.(?:gov|edu|mil|ac)\b", re.IGNORECASE)
_SITE = re.compile(r"[网網站]|范文|文[档檔库庫]|演[讲講]|作文|公文|[学學][习習]|[资資]料")
# An address (\0) with the name of its site: parted from it, or ending in a word for a site.
_ONLY_SITE = re.compile(
    r"[\s\-—_|·•*=~【\[(（]*(?:[㐀-鿿]{2,10}(?:[\s\-—_|·(（]+|(?<=[网網站库庫])))?\0"
    r"(?:[\s\-—_|·]+[㐀-鿿]{2,10}|[㐀-鿿]{0,8}(?:[网網站库庫稿文理集供]))?[\s\-—_|·•*=~】\])）]*"
)
_SPOKEN = re.compile(r"[请請访訪登或致邮郵见見址]")
# Asked of the lines at the edges before anything dearer.
_HINT = re.compile(r"[网網站库庫]|[转轉][载載]|版[权權]|地址|[链鏈]接|\.[a-z]|©|[Cc]opyright|ICP")
_PATH = re.compile(r"[/?#]\S*")
_LABEL = re.compile(r"[:：]\s*\Z")
_HAN = re.compile(r"[㐀-鿿]")
_EDGE = 2


def _mark(text: str, start: int, end: int) -> bool:
    """True when a bracket's or a line's inside is a site's mark."""
    inside = text[start:end]
    opening = pattern("watermark").match(text, start, end)
    domain = _DOMAIN.search(inside)
    if opening:
        return bool(domain) or not re.search(r"[。！？；]\s*\S", inside)
    return bool(domain) and not _OFFICIAL.search(inside) and bool(_SITE.search(inside)) and not re.search(r"[:：](?!//)", inside)


def _bracket(text: str, start: int, end: int) -> bool:
    if _mark(text, start + 1, end - 1):
        return True
    inside = text[start + 1 : end - 1]
    return text[start] in "【〖" and bool(_DOMAIN.search(inside)) and not (_OFFICIAL.search(inside) or "：" in inside)


def _tail(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Marks that run to the end of their line, from its start or from behind a full stop."""
    for opening in pattern("watermark").finditer(text, low, high):
        start, end = opening.start(), bounds(text, opening.end())[1]
        before = text[max(start - 12, 0) : start].rstrip(" \t\xa0\u3000-—*·(（【[")
        if end - start > _REACH or (before and before[-1] not in "\n。！？!?…"):
            continue
        rest = text[opening.end() : end]
        domain = _DOMAIN.search(rest)
        spoken = re.match(r"[者权權人的]", rest) or re.search(r"[。！？；]\s*[^\s】\])）]", rest)
        # A sentence with a full stop, or a bare 来源:, is a mark only with an address in it.
        sentence = rest.rstrip().endswith("。") and opening[0][0] not in "转轉未禁谢謝严嚴如"
        if not spoken and (domain or not (sentence or opening[0][0] in "来來出")):
            yield start, end
            return


def _address(text: str, start: int, end: int, at_edge: bool) -> bool:
    """True for a line that is an address and at most the name of its site."""
    line = text[start:end]
    domain = _DOMAIN.search(line)
    if not domain or len(line) > 120 or _OFFICIAL.search(line):
        return False
    path = _PATH.match(line, domain.end())
    around = line[: domain.start()] + "\0" + line[path.end() if path else domain.end() :]
    if not _ONLY_SITE.fullmatch(around) or _SPOKEN.search(around):
        return False
    if path and len(path[0]) > 1 and not at_edge:
        return False
    return not _LABEL.search(text[max(start - 40, 0) : start]) and len(_HAN.findall(text[max(start - 200, 0) : end + 200])) > 10


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cut for every mark."""
    head, foot = edges(text, _EDGE)
    places = [*windows(text, _ANCHORS, _REACH), *_short_lines(text, 0, head), *_short_lines(text, foot, len(text))]
    done = 0
    for low, high in sorted(set(places)):
        spans = [m.span() for m in _BRACKET.finditer(text, low, high) if _bracket(text, *m.span())]
        line = None if spans else own_line(text, low, high)
        if line and _address(text, line[0], high, line[0] < head or line[0] >= foot):
            spans = [(low, high)]
        for span in spans or _tail(text, low, high):
            if span[0] >= done:
                done = span[1]
                yield cut("watermark", text, span, "the mark of the site the text was copied from")


def _short_lines(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while low < high:
        start, end = bounds(text, low)
        if end - start < _REACH and _HINT.search(text, start, end):
            yield start, end
        low = end + 1
