"""A site's name and address set into the text: ``【本文地址:http://…】``, ``【某某.com--演讲稿】``, ``某某范文网整理``.

Looks like: an address or the name of a site that hands out texts, in brackets or between dashes, on a line of its
own, behind the last sentence of a paragraph, or in the middle of a sentence, also disguised (``wWw.aBc.cOm``,
``w w w . a b c . c o m``, wide letters, ``www。abc。com``).
Made by: sites that stamp what they publish, so that a copy advertises them.
The cure takes the bracket, or the mark from its first word to the end of its line when it stands at the line's
start or behind a full stop; of an address within a sentence only the address, and only where the words around it
read as if it had never been there. A line that holds nothing else goes.
Left alone: addresses a speaker or a notice gives (登录网站 www.某某.gov.cn 举报, 网址: …, 邮箱), addresses under a line
that announces them, a site that is spoken of (亚马逊网站amazon.com的股价), lists of references, links of Markdown,
government and school addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from cleantext.addresses import DOMAIN, OFFICIAL, is_address, is_given
from cleantext.finding import Finding
from cleantext.language.model import SCALE, chinese
from cleantext.lexicons import pattern
from cleantext.lines import anchored, cut, edge_lines, own_line, spared, windows
from cleantext.options import Options
from cleantext.page.dress import dressed
from cleantext.page.sites import GIVEN_BEFORE, GIVEN_BEHIND, addresses, is_mark
from cleantext.page.stamps import FRAMED, is_put, is_stamp, left
from cleantext.patterns import lazy


def _cases(word: str) -> tuple[str, ...]:
    return tuple("".join(each) for each in product(*((c, c.upper()) if c.isalpha() else (c,) for c in word)))


def _pairs(first: str, second: str) -> tuple[str, ...]:
    return tuple(a + b for a in first for b in second)


# What the names of sites that hand out texts end in before 网, and the first character of what such a site did.
_ENDS = "文书書料育档檔讲講话話结結说說读讀试試习習稿秘祕作学學范範库庫笔筆诗詩告板题題案得载載"
_DOES = "*★☆_~|)）首整收搜提原独獨编編-—_"
_ANCHORS = anchored(
    {
        ".": (
            *_cases(".com"),
            *_cases(".cn"),
            *_cases(".net"),
            *_cases(".org"),
            *(
                f".{each}"
                for each in ("cc", "top", "vip", "info", "xyz", "la", "tv", "me", "site", "club", "co", "hk", "tw")
            ),
            ". c o m",
            ". c n",
            ". n e t",
        ),
        "］": _pairs("网網库庫", "］"),
        "︼": _pairs("网網库庫", "︼"),
        "．": ("．com", "．cn", "．net"),
        "ｃ": (".ｃ",),
        "】": _pairs("网網库庫坛壇吧档檔说說屋馆館院", "】"),
        "〗": _pairs("网網库庫坛壇吧档檔说說屋馆館院", "〗"),
        "w": ("www", "w w", "w.w"),
        "W": ("WWW", "Www", "W W"),
        "c": (
            "点com",
            "點com",
            "，com",
            "。com",
            "、com",
            "·com",
            "点cn",
            "點cn",
            "。cn",
            "c0m",
            ".cｏ",
            "w com",
            "e com",
        ),
        "n": ("点net", "。net"),
        "/": ("://",),
        "ｗ": ("ｗｗ",),
        "Ｗ": ("ＷＷ",),
        "址": (
            "文地址",
            "章地址",
            "页地址",
            "面地址",
            "本网址",
            "页网址",
            "章网址",
            "文网址",
            "頁地址",
            "版网址",
            "机网址",
        ),
        "链": ("文链接", "章链接", "页链接", "面链接"),
        "鏈": ("文鏈接", "頁鏈接"),
        "尽": ("尽在",),
        "盡": ("盡在",),
        "访": ("请访问", "迎访问"),
        "訪": ("請訪問", "迎訪問"),
        "网": (*_pairs(_ENDS, "网"), *_pairs("网", _DOES)),
        "網": (*_pairs(_ENDS, "網"), *_pairs("網", _DOES)),
        "库": ("文库",),
        "庫": ("文庫",),
    }
)
_REACH = 100
_BRACKET = lazy(
    r"【[^【】\n]{2,120}】|〖[^〖〗\n]{2,120}〗|\[[^\[\]\n]{2,120}\](?![(:\[])|（[^（）\n]{2,120}）|"
    r"［[^［］\n]{2,120}］|︻[^︻︼\n]{2,120}︼|«[^«»\n]{2,80}»|\[\[[^\[\]\n]{2,120}\]\]|"
    r"【【[^【】\n]{2,120}】】|\([^()\n]{2,120}\)|\{[^{}\n]{2,80}\}|<[^<>\n]{2,80}>"
)
_NAMED = lazy(r"[网網站司台店所会會社团團平吧A-Za-z\])）”」》]\Z")
_NAME_ONLY = lazy(
    r"[@—–_ -]*(?!(?:人民|新[华華]|央[视視]|中[国國]|光明|互|物|[电電]|路|管|水|河|法|天|蛛|官|[内內外]"
    r"|局域|校[园園]|情[报報]|[关關][系係]|服[务務]|公路|[铁鐵]路))[一-鿿A-Za-z0-9·]{1,8}"
    r"(?:[网網](?:站|校)?|文[库庫档檔]|[论論][坛壇]|[贴貼]吧|小[说說]|[书書]屋|[图圖][书書][馆館]|中文"
    r"|[阅閱][读讀]|[书書]院|[书書][库庫])[—–_ -]*"
)
_EDGE = 2
_HINT = lazy(r"网|網|站|库|庫|地址|链接|鏈接|\.[a-z]|．|ＷＷ|ｗｗ")
# A piece ends with its stop or its bracket; the dot of an address is none.
_PIECE = lazy(
    r"[ \t\xa0\u3000]*(?:（[^（）\n]{4,120}）|\([^()\n]{4,120}\)|【[^【】\n]{4,120}】|\[[^\[\]\n]{4,120}\])[。！!]?"
    r"|[^。！？!?\n]+[。！？!?]*[”’」』]*"
)
_GLUED = lazy(
    r"(?<=[\u3400-\u9fff])(?:更多[\u3400-\u9fff]{2,6}[请請]|本文(?:[来來转轉摘]|地址|[链鏈]接)|(?:[转轉][载載]|摘)自|[来來]源[:：])"
)
_AROUND = "”’」』 \t\r\xa0\u3000()（）【】[]〖〗{}。！!-—*_~"
_DECOR = "-—–*＊·•=~～_★☆※◆●▲<>[]{}"
_READS, _READS_BARE = (
    10 * SCALE,
    8 * SCALE,
)  # of a character: most true joints cost 1-5, those of words that stood around an address 6-8
_OFTEN = 3  # times an address stands in a text that nobody gives


def _bracket(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end - 1].strip("[]【】")
    if text[start] == "<" and (inside.startswith("http") or text[end : end + 1] in ("`", "_")):
        return False  # a link of Markdown or reStructuredText
    opening = pattern("watermark").match(text, start + 1, end - 1)
    if opening:
        return bool(DOMAIN.search(inside)) or not re.search(r"[。！？；]\s*\S", inside)
    if text[start] in "(（" and _NAMED.search(text[max(start - 1, 0) : start]) and DOMAIN.search(inside):
        return False  # 腾讯网(www.qq.com): whose address it is
    if text[start] in "【〖[{［︻" and _NAME_ONLY.fullmatch(inside) and _is_apart(text, start, end):
        return True
    if is_mark(inside):
        return not GIVEN_BEFORE.search(text[max(start - 12, 0) : start]) or text[start] in "【〖［︻«"
    return (
        text[start] in "【〖［︻«" and bool(DOMAIN.search(inside)) and not (OFFICIAL.search(inside) or "：" in inside)
    )


def _is_apart(text: str, start: int, end: int) -> bool:
    """True for a bracket on a line of its own, or behind other words; one that opens a line heads what follows."""
    behind = text[end : end + 2]
    opens = not text[max(start - 1, 0) : start].strip(" \t\xa0\u3000\n")
    return not re.match(r"[讯訊电電消][\s:：息]?", behind) and (not opens or not behind.strip() or behind[0] in "\r\n")


def _glued(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The end of a sentence that is a mark, where the sentence before it was cut off."""
    found = _GLUED.search(text, start, end)
    if found and DOMAIN.search(text, found.start(), end) and is_stamp(text[found.start() : end].strip(_AROUND), False):
        return found.start(), end
    return None


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
        sentence = rest.rstrip().endswith("。")
        if (
            not spoken
            and not is_given(opening[0], rest, domain)
            and (domain or not (sentence or opening[0][0] in "来來出"))
        ):
            yield dressed(text, start, end)
            return


def _stamps(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Names and addresses behind the last full stop of a line, and addresses within a sentence."""
    end = text.find("\n", high - 1)
    end = len(text) if end < 0 else end
    if end - high <= 1:
        stop = max(text.rfind(mark, max(low, end - _REACH), end) for mark in "。！？!?…”")
        if stop >= low and is_mark(text[stop + 1 : end].strip()) and text[stop + 1 : end].strip():
            yield stop + 1, len(text[:end].rstrip("\r"))
            return
    for start, stop in addresses(text, low, high):
        first, last = start, stop
        while first > 0 and text[first - 1] in _DECOR:
            first -= 1
        while last < len(text) and text[last] in _DECOR:
            last += 1
        if _is_stamp(text, first, last, bool(first < start and last > stop)):
            yield left(text, first), last
    for framed in FRAMED.finditer(text, low, high):
        if text[framed.end() : framed.end() + 1] not in ("", "-", "—"):
            yield framed.span()


def _is_stamp(text: str, start: int, end: int, decorated: bool) -> bool:
    """True for an address between two characters of one sentence that belong together."""
    before, behind = text[max(start - 8, 0) : start], text[end : end + 4]
    if GIVEN_BEHIND.match(behind) or not re.match(r"[\u3400-\u9fff“]", behind):
        return False
    if is_put(text, start, end) or left(text, start) < start:
        return True
    if not re.search(r"[\u3400-\u9fff，、；]\Z", before) or not re.match(r"[\u3400-\u9fff][\u3400-\u9fff\d]", behind):
        return False
    if GIVEN_BEFORE.search(before):
        return False
    address = text[start:end]
    if decorated or text.count(address) >= _OFTEN or not address.isascii() or " " in address:
        return True
    reads = _READS if address.lower().startswith(("www", "http")) else _READS_BARE
    return chinese().cost(before[-2:], behind[:2]) <= 2 * reads


def _near(text: str) -> set[tuple[int, int]]:
    """The lines at the edges that may hold a mark."""
    head, foot = edge_lines(text)
    short = [line for line in head[:_EDGE] + foot[:_EDGE] if line[1] - line[0] <= _REACH]
    return {line for line in short if _HINT.search(text, *line)}


def _spans(text: str, low: int, high: int, near: bool) -> Iterable[tuple[int, int]]:
    spans = [m.span() for m in _BRACKET.finditer(text, low, high) if _bracket(text, *m.span())]
    if spans:
        return spans
    line = own_line(text, low, high)
    if line and (is_address(text, line[0], high, near) or is_mark(text[low:high].strip())):
        announced = re.search(r"[:：]\s*\Z", text[max(low - 40, 0) : low])
        return [] if announced else [(low, high)]
    return list(_pieces(text, low, high)) or list(_tail(text, low, high)) or list(_stamps(text, low, high))


def _pieces(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Sentences that are marks as a whole."""
    begun = text[low - 1 : low] in ("", "\n")
    for found in _PIECE.finditer(text, low, high):
        start, end = found.span()
        opens = text[start - 1 : start] in tuple("。！？!?…\n)）】]”’」』") if start > low else begun
        if not opens or (end == high and high < len(text) and text[high] != "\n"):
            continue
        if _GLUED.search(text, start, end) and (glued := _glued(text, start, end)):
            yield glued
            continue
        alone = bool(own_line(text, start, end)) or found[0].lstrip()[:1] in tuple("([（【〖{")
        if is_stamp(found[0].strip(_AROUND), alone):
            yield dressed(text, start, end)


def _found(text: str) -> Iterator[Finding]:
    near = _near(text)
    lines = windows(text, _ANCHORS, _REACH)
    done = 0
    for low, high in sorted(near.union(lines)) if near else lines:
        for span in _spans(text, low, high, (low, high) in near):
            if span[0] >= done:
                done = span[1]
                yield cut("watermark", text, span, "the mark of the site the text was copied from")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every mark."""
    return spared(text, _found(text))
