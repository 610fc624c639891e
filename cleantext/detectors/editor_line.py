"""A site editor's words around an article: ``下面是小编为大家整理的,供大家参考。``, ``责任编辑:某某``, ``来源:某某网``.

Looks like: a sentence that offers the article to its readers, on a line of its own or put behind the last sentence
of a paragraph (``…落实责任,下面是某某网小编给大家带来的讲话,希望大家喜欢。``); short lines with a label and a name, a
date or a count.
Made by: sites that collect texts, which wrap each in the same few sentences, and templates that print the data of
the page around the article.
The cure takes the sentence from its first word to its full stop, and not one character of the prose before it; a
label takes its whole line. Evidence of a sentence is what it speaks of: an editor or a site, readers, 整理/收集/分享,
texts, a closing formula (see cleantext/page/offers.py); of a label its value and its place (cleantext/page/labels.py).
Left alone: the word 小编 in a speaker's sentence (新媒体小编的辛勤付出), what a speaker hands out
(下面是办公室整理的材料), labels with a sentence behind them (来源:一是财政,二是社会), an author's name at the head
of a text, 字体 in a style guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.lines import anchored, cut, spared, windows
from cleantext.options import Options
from cleantext.page.dress import dressed
from cleantext.page.offers import ENOUGH, begins, is_formula, is_lead, mentions, weight
from cleantext.page.sort import EDITOR, page_lines
from cleantext.patterns import lazy

_ANCHORS = anchored(
    {
        "编": ("小编",),
        "編": ("小編",),
        "整": ("整理",),
        "带": ("您带来", "家带来", "你带来"),
        "帶": ("您帶來", "家帶來", "你帶來"),
        "吧": ("看看吧", "看一看吧", "一下吧", "学习吧", "看吧"),
        "续": ("继续关",),
        "續": ("繼續關",),
        "容": ("全部内容", "全部內容"),
        "者": ("飨读者", "編者为", "编者为", "编者给", "笔者为"),
        "享": ("享的是", "享到这", "享到這", "享到此", "分享给", "家分享", "您分享", "你分享", "站分享"),
        "荐": ("家推荐", "您推荐", "你推荐"),
        "薦": ("家推薦", "您推薦", "你推薦"),
        "供": (
            "您提供",
            "家提供",
            "你提供",
            "供大家",
            "供参考",
            "供您参",
            "供你参",
            "供各位",
            "供各位",
            "供学习",
            "供學習",
        ),
        "欢": ("家喜欢", "您喜欢", "你喜欢"),
        "歡": ("家喜歡", "您喜歡"),
        "集": ("收集的", "收集了", "搜集的", "搜集了", "家收集", "您收集"),
        "选": ("精选的", "精选了"),
        "選": ("精選的", "精選了"),
        "帮": ("所帮助", "帮助到", "帮到", "有帮助"),
        "幫": ("所幫助", "幫助到", "幫到"),
        "阅": ("的阅读", "谢阅读", "迎阅读", "家阅读"),
        "閱": ("的閱讀", "謝閱讀", "迎閱讀", "家閱讀"),
        "站": ("注本站", "问本站", "藏本站", "览本站"),
        "浏": ("在浏览",),
        "瀏": ("在瀏覽",),
    }
)
_REACH = 300
_SENTENCE = lazy(r"[^。！？!?;；~～\n]*[。！？!?;；~～]*[”’」』）)】\]]*")
_READERS = lazy(r"[阅閱][读讀览覽]|[浏瀏][览覽]|[参參]?[查参參][阅閱]|下[载載]|借[鉴鑒鑑]")
_DRESS = ' \t\r\xa0\u3000【[（(《“"》)）】]'


def _sentences(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for line in text[low:high].split("\n"):
        at = 0
        while at < len(line):
            found = _SENTENCE.match(line, at)
            end = found.end() if found and found.end() > at else at + 1
            yield low + at, low + end
            at = end
        low += len(line) + 1


def _offers(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences that offer an article, with the question before and the formulas behind."""
    for window in windows(text, _ANCHORS, _REACH):
        begin = end = -1
        before = (-1, -1)  # the sentence before
        for start, stop in _sentences(text, *window):
            sentence = text[start:stop].strip(_DRESS)
            joins = end == start or (end >= 0 and not text[end:start].strip())
            if mentions(sentence) and weight(sentence) >= ENOUGH:
                first = start + begins(text[start:stop])
                if begin < 0 or not joins or first > start or text[end:start].strip(" \t"):
                    if begin >= 0:
                        yield begin, end
                    begin = _with_lead(text, before, start) if first == start else first
                end = stop
            elif begin >= 0 and end == start and is_formula(sentence):
                end = stop
            elif _thanks(text, start, stop, sentence):
                yield start, stop
            before = (start, stop)
        if begin >= 0:
            yield begin, end


def _with_lead(text: str, before: tuple[int, int], start: int) -> int:
    """Where an offer begins: at the question before it, if it leads to it."""
    if before[1] == start and is_lead(text[slice(*before)].strip(_DRESS)):
        return before[0]
    return start


def _thanks(text: str, start: int, stop: int, sentence: str) -> bool:
    """True for a formula about reading that is all of its line, at the top or the bottom of a text."""
    if not _READERS.search(sentence) or not is_formula(sentence) or (start and text[start - 1] != "\n"):
        return False
    end = text.find("\n", stop - 1)
    return not text[stop : end if end >= 0 else len(text)].strip() and (start < 200 or stop + 200 > len(text))


def _found(text: str) -> Iterator[Finding]:
    for span in _offers(text):
        yield cut("editor_line", text, dressed(text, *span), "a site's editor offers the text to its readers")
    for start, end, family in page_lines(text):
        if family == EDITOR:
            yield cut("editor_line", text, (start, end), "data of the page around the article")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every sentence and every labelled line of an editor."""
    return spared(text, _found(text))
