"""A page's words about its own rights: ``转载请注明出处``, ``版权所有``, ``本文来自网络,如有侵权请联系我们删除。``

Looks like: a line or the last sentences of a paragraph in which a site says who may copy the page, who owns it, who
answers for it, and its number in the register of sites.
Made by: the footer of a site's template, and copyists who copied the text with it.
The cure takes the sentences, from the first to the last; a line that holds nothing else goes.
Evidence: an opening that only a page has, or a sentence in which a page speaks of itself (本站, 本文, 原作者) and of
several of such things (rights, copying, removal, liability, views, sources).
Left alone: what speakers, laws and courts say of rights (要严厉打击侵权盗版, 版权所有者的权益),
a newspaper that reprinted something, sources of figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.lines import anchored, cut, spared, windows
from cleantext.options import Options
from cleantext.page.dress import dressed
from cleantext.page.judged import logit
from cleantext.page.notices import follows, is_heading, is_notice
from cleantext.page.rights import goes_on, is_opening
from cleantext.page.sort import REPRINT, page_lines
from cleantext.patterns import lazy

# Single characters: the search for a rare one costs a quarter of that for a word. Copyright lines are among the short
# lines that are sorted anyway.
_ANCHORS = anchored(
    {
        "载": ("转载", "登载"),
        "載": ("轉載", "登載"),
        "版": ("版权", "版權"),
        "著": ("著作权", "著作權"),
        "担": ("不承担",),
        "擔": ("不承擔",),
        "负": ("自负",),
        "負": ("自負",),
        "递": ("传递更",),
        "遞": ("傳遞更",),
        "侵": ("侵权", "侵權", "侵犯", "侵删", "侵刪", "侵必"),
        "删": ("删除", "删稿"),
        "刪": ("刪除",),
        "免": ("免责声", "免責聲"),
        "站": ("本站", "我站"),
        "©": ("©",),
        "备": ("P备", "p备", "安备"),
        "備": ("P備", "p備", "安備"),
        "声": ("声明",),
        "聲": ("聲明",),
        "友": ("网友", "網友"),
        "注": ("注明",),
        "註": ("註明",),
        "标": ("标明", "标注出"),
        "標": ("標明", "標註出"),
        "授": (
            "权授权",
            "作者授权",
            "授权发",
            "授权不",
            "授权禁",
            "授权请",
            "经授权",
            "授权转",
            "經授權",
            "授權不",
            "授權禁",
        ),
        "归": ("归原", "文归", "归作", "权归", "归本"),
        "歸": ("歸原", "文歸", "歸作", "權歸", "歸本"),
        "留": ("保留本", "保留原", "保留出", "保留地", "保留链", "保留作", "保留來", "保留来", "保留鏈", "保留此"),
        "互": ("自互联网", "于互联网", "源互联网", "自互聯網", "於互聯網", "源互聯網", "：互联网", ":互联网"),
        "络": ("自网络", "于网络", "源网络", "：网络", ":网络", "均网络", "网络收", "网络整", "网络，", "网络,侵"),
        "絡": ("自網絡", "於網絡", "源網絡", "：網絡", ":網絡"),
        "代": ("不代表", "仅代表", "僅代表"),
        "搬": ("搬运",),
        "抄": ("抄袭", "抄襲"),
        "盗": ("盗链", "盗图", "盗文"),
        "盜": ("盜鏈", "盜圖", "盜文"),
        "路": ("自網路", "於網路"),
        "贴": ("转贴",),
        "观": ("人观点", "者观点"),
        "觀": ("人觀點", "者觀點"),
    }
)
# Asked of each sentence before anything dearer.
_WORDS = lazy(
    r"[载載]|自[负負]|不承|更多|所有[权權]|著作|[备備]注[:：]|提示[:：]|版[权權]|侵|[删刪]|[声聲]明|本[站网網]|我站|©|[备備]\s?(?:案|\d)|[网網]安"
    r"|[网網]友|[自于於源:：均][网網互]|转贴|[观觀][点點]|[授][权權]|[许許]可|本平[台臺]|公[众眾][号號]|[注註标標]明|出[处處]|[归歸]原|文[归歸]"
    r"|抄[袭襲]|[盗盜]|[不仅僅只]代表|保留|搬[运運]|[Cc]opy|COPY|[Rr]ights|[Pp]ower|[网網][络絡](?:收集|整理|[，,])",
    spread=True,
)
_REACH = 400
_LONGEST = 2000  # characters of a sentence that may be a notice
_NOTE = "what a page says of its own rights"
# A bracket that opens a sentence ends it as well.
_SENTENCE = lazy(
    r"[ \t\xa0\u3000]*(?:（[^（）\n]{2,120}）|\([^()\n]{2,120}\)|【[^【】\n]{2,120}】|\[[^\[\]\n]{2,120}\])[。！!]?|"
    r"[^。！？!?．\n]*[。！？!?．]?[”’」』）)】\]]*"
)
_QUOTED = lazy(r"\s*[“‘「『\"][^”’」』\"\n]{2,60}[”’」』\"][^\s。！!]")
_OWNED = lazy("(?:[国國]家|集[体體]|全民|人民)(?:所有|享有)")  # that is a law's
_PROSE = 0.0  # logits; of 940 notices of sites in benchmarks/junk/pieces none is below
_PAIRS = {"(": ")", "（": "）", "【": "】", "[": "]", "〖": "〗"}
_DRESS = '【】[]()（）<>《》*＊·•※★☆▲●■◆#|丨-—–_=~～:：、,， \t\r\xa0\u3000"“”'


def _sentences(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    at = low
    while at < high:
        found = _SENTENCE.match(text, at, high)
        end = found.end() if found else high
        if end == at:
            end = at + 1
        if text[at:end].strip():
            yield at, end
        at = end


def _lines(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while low < high:
        end = text.find("\n", low, high)
        end = high if end < 0 else end
        yield low, end
        low = end + 1


def _found(text: str) -> Iterator[Finding]:
    for window in windows(text, _ANCHORS, _REACH):
        for low, high in _lines(text, *window):
            for span in _spans(text, low, high):
                yield cut("reprint", text, dressed(text, *span), _NOTE)
    for start, end, family in page_lines(text):
        if family == REPRINT:
            yield cut("reprint", text, (start, end), _NOTE)


def _spans(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The stretches of sentences about rights in a line."""
    begin = end = -1
    closed = False  # the notice stands in brackets, and ends with them
    for start, stop in _sentences(text, low, high):
        sentence = text[start:stop].strip(_DRESS)
        if closed:
            yield begin, end
            begin, closed = -1, False
        if begin < 0:
            if len(sentence) <= _LONGEST and _WORDS.search(sentence) and _opens(text, (start, stop), (low, high)):
                begin, end = start, stop
                closed = _PAIRS.get(text[start:stop].lstrip()[:1]) == text[stop - 1]
        elif goes_on(sentence) or is_opening(sentence, False) or is_notice(sentence, False) or follows(sentence):
            end = stop
        else:
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, len(text[:end].rstrip("\r")) if text[end - 1 : end] == "\r" else end


def _opens(text: str, span: tuple[int, int], line: tuple[int, int]) -> bool:
    sentence = text[slice(*span)].strip(_DRESS)
    if _QUOTED.match(text, *span):
        return False
    last = not text[span[1] : line[1]].strip()
    alone = (last and not text[line[0] : span[0]].strip()) or text[slice(*span)].lstrip()[:1] in _PAIRS
    return is_opening(sentence, last) or is_notice(sentence, alone) or is_heading(text[slice(*span)])


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every stretch of such sentences."""
    return spared(text, (each for each in _found(text) if not _OWNED.search(each.found) and not _is_prose(each.found)))


def _is_prose(found: str) -> bool:
    """True for a sentence of a law or a judgement about rights: no site speaks like that."""
    return logit(found.strip()) < _PROSE
