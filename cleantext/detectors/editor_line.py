"""A site editor's words around an article: ``下面是小编为大家整理的,供大家参考。``, ``责任编辑:某某``, ``字号:``.

Looks like: a sentence that offers the article to its readers, on a line of its own or put behind the last sentence
of a paragraph (``…落实责任,下面是某某网小编给大家带来的讲话,希望大家喜欢。``); short lines with a label and a name, a
date, a count, or the buttons of the page.
Made by: sites that collect texts, which wrap each in the same few sentences, and templates that print the data of
the page around the article.
The cure takes the sentence from its first word to its full stop, and not one character of the prose before it; a
label takes its whole line.
Left alone: the word 小编 in a speaker's sentence (新媒体小编的辛勤付出), what a speaker hands out
(下面是办公室整理的材料), labels with a sentence behind them (来源:一是财政,二是社会), an author's name at the head
of a text, 字体 in a style guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.lexicons import pattern
from cleantext.lines import anchored, cut, spared, windows
from cleantext.options import Options
from cleantext.page.sort import EDITOR, page_lines
from cleantext.patterns import lazy

_ANCHORS = anchored(
    {
        "编": ("小编",),
        "編": ("小編",),
        "欢": ("欢迎", "喜欢"),
        "歡": ("歡迎", "喜歡"),
        "参": ("供参考", "家参考", "您参考", "位参考"),
        "參": ("供參考", "家參考", "您參考", "位參考"),
        "帮": ("所帮助", "帮助到", "帮到"),
        "幫": ("所幫助", "幫助到", "幫到"),
    }
)
_REACH = 150
# Every opening holds one of these; asked before the lists, which cost a hundred times more.
_HINT = lazy(r"小编|小編|整理|收集|搜集|带来|帶來|推荐|推薦|精选|精選|汇总|匯總|彙總|分享|准备|準備")
_STOP = lazy(r"[。！!？?]|(?=\n)")
_LONGEST = 300  # characters of such a sentence
_OPENS = frozenset("。！？!?；;,，、:：\n”）) \t\xa0\u3000")  # what a junk sentence may begin behind


def _sentence_end(text: str, at: int) -> int:
    """Behind the next full stop, or at the line's end; 0 when there is neither in reach."""
    stop = _STOP.search(text, at, at + _LONGEST)
    return stop.end() if stop else len(text) * (len(text) <= at + _LONGEST)


def _offers(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences that offer an article."""
    done = 0
    for low, high in windows(text, _ANCHORS, _REACH):
        if not _HINT.search(text, low, high):
            continue
        formula = pattern("editor_formula")
        for name in ("editor_line", "editor_line_formula"):
            for opening in pattern(name).finditer(text, max(low, done), high):
                start = opening.start()
                end = _sentence_end(text, opening.end())
                if start < done or not end or (start and text[start - 1] not in _OPENS):
                    continue
                closes = name == "editor_line" or formula.search(text, opening.end() - 2, end)
                if not closes:
                    continue
                while formula.match(text, end) and (more := _sentence_end(text, end)):
                    end = more
                done = end
                yield start, end


def _found(text: str) -> Iterator[Finding]:
    for span in _offers(text):
        yield cut("editor_line", text, span, "a site's editor offers the text to its readers")
    for start, end, family in page_lines(text):
        if family == EDITOR:
            yield cut("editor_line", text, (start, end), "data of the page around the article")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every sentence and every labelled line of an editor."""
    return spared(text, _found(text))
