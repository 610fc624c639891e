"""Paywall and hidden-content markers: ``当前隐藏内容免费查看``, ``剩余40%未读``, ``展开全文``.

Looks like: a few words about logging in, paying, unfolding or downloading, on a line of their own, glued to a
line's first or last word, or in the middle of a sentence (``加快建设当前隐藏内容免费查看步伐``).
Made by: pages that hide part of the text and put a label where they cut it; whoever copies the page copies
the label with the prose.
The cure takes out the marker with the brackets and arrows that dress it; a line that holds nothing else goes.
Evidence: known wordings (hidden_content: anywhere; hidden_content_inside: anywhere but in a speaker's company;
hidden_content_line: a line of their own, or a line's end behind a full stop), and, for all others, the words
(hidden_content_words): a line or a sentence of nothing but words of condition, act, state and thing is a label, and
inside a sentence so is a run of three kinds of them. Pinyin glued into a marker does not hide it.
Left alone: a speaker's own words (点击率, 下载量, 会员大会, 请登录平台填报, 隐藏的问题), markers in quotation marks
(a speech may talk about a “登录后查看全文” button), and markers a sentence leads up to (页面提示登录后查看全文).
Reported only: markers a text names (展开全文的按钮, “展开全文”), and a marker that is all of a document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from cleantext.appeals import Weight, appeals, dropped_in, surroundings
from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.labels import mentioned, spoken
from cleantext.lexicons import pattern
from cleantext.lines import cut, own_line, spared
from cleantext.options import Options
from cleantext.patterns import lazy

_REACH = 40
_NOTE = "a page's marker for text it hid"
_STOPS = ("。", "！", "？", "”", "…", "!", "?", ";", "；")
_LISTS = ("hidden_content", "hidden_content_inside", "hidden_content_line")
# A marker goes with the arrows, dots and brackets that dress it as a link; dots and marks only when it is alone.
_DRESS = r"[ \t\xa0\u3000>》»＞<《→↓▼∨▽*…\.·|\-—【】\[\]（）()!！~～]"
_ALONE = lazy(rf"{_DRESS}*\Z")
_BEHIND = lazy(r"[ \t\xa0\u3000>»＞→【\[]*\Z")
_AFTER = lazy(rf"{_DRESS}{{0,200}}+(?:。{_DRESS}{{0,200}}+)?(?=\r?\n|\Z)")
_STATES = frozenset(
    ("隐藏", "已隐藏", "被隐藏", "折叠", "展开", "收起", "未读", "试读")
)  # without an act enough for a run
_APPS = frozenset(("打开app", "下载app", "打开客户端", "下载客户端"))
_BRACKETS = {"【": "】", "[": "]", "（": "）", "(": ")"}


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


def _known(text: str) -> Iterator[Finding]:
    """Cuts and reports of the markers whose wording is known."""
    for low, high in surroundings(text, "h", _REACH):
        for start, end, name in _markers(text, low, high):
            dressed = _dressed(text, start, end)
            if not dressed and name == "hidden_content_line":
                continue
            if not dressed and mentioned(text, start, end):
                note = f"{_NOTE}, or the words for one"
                yield Finding("hidden_content", start, end, text[start:end], None, 0.4, note)
            elif not spoken(text, start, end, strict=name == "hidden_content_inside" and not dressed) or (
                name == "hidden_content_inside" and dropped_in(text, start, end)
            ):
                yield cut("hidden_content", text, dressed or _bracketed(text, start, end), _NOTE)


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the brackets right around it, or with its full stop when it is a sentence."""
    if start and _BRACKETS.get(text[start - 1]) == text[end : end + 1] != "":
        return start - 1, end + 1
    is_sentence = (
        text[max(start - 1, 0) : start] in ("", "\n", "\u3000", "\xa0", *_STOPS) and text[end : end + 1] in _STOPS
    )
    return start, end + (1 if is_sentence and end < len(text) else 0)


def _glance(kinds: str) -> bool:
    """True when words of two kinds are there."""
    return len(set(kinds) & set("acboe")) >= 2 or kinds.count("b") + kinds.count("c") >= 2


def _fits(text: str, found: Weight) -> bool:
    """True when a stretch is made of the words of such labels."""
    if found.count("x") or not 4 <= found.size <= 90 or found.cover < 0.7 or found.gap > 4 or found.floor < 0.65:
        return False
    if "附件" in found.words and not found.count("b"):
        return False  # 请登录后下载附件。 is an office's
    acts, terms, states, things = map(found.count, "acbo")
    names = sum(map(bool, (acts, terms, states, things)))
    points = acts + terms + states + things
    if found.place == "next":
        return found.cover > 0.95 and points >= 1
    if found.place == "run":
        return _is_run(text, found, names, points)
    whole = found.cover > 0.95 or (found.cover > 0.85 and points >= 4) or (found.cover > 0.8 and names >= 3)
    sure = names >= 3 or (names == 2 and points >= 2) or states >= 2 or (states and found.count("e"))
    sure = sure or terms >= 3 or (terms >= 2 and found.count("l"))
    return whole and bool(sure) and (found.place != "piece" or points >= 3 or _is_short(found, states))


def _is_short(found: Weight, states: int) -> bool:
    """True for a sentence of a few words that tells of a state (展开全文。) or sends to an app (全文请打开APP。)."""
    return found.size <= 8 and (states > 0 or not found.words.isdisjoint(_APPS))


def _is_run(text: str, found: Weight, names: int, points: int) -> bool:
    """True for words inside a sentence that no sentence leads up to."""
    start, end = found.start, found.end
    names += bool(found.count("N") and found.count("b"))
    sure = names >= 3 or (found.count("b") >= 2 and names >= 2) or (found.count("c") >= 2 and names >= 2)
    if (
        not (sure and found.count("bo") and (found.count("a") or found.words & _STATES))
        or found.size < 6
        or mentioned(text, start, end)
    ):
        return False
    if text[end : end + 1] in "。；！,，" and text[start - 1 : start] in ("，", ",") and not found.count("b"):
        return False  # a clause of its own (…，请登录后查看。) is a speaker's
    begins = not start or text[start - 1] in "\n\u3000\xa0"
    if begins and text[end : end + 1] in ("，", ","):
        return False  # 登录即可查看全文，这是…: a sentence begins with it
    lenient = not spoken(text, start, end, strict=not begins and names < 4 and points < 5)
    return lenient or dropped_in(text, start, end)


def _find(text: str) -> Iterable[Finding]:
    wide = [
        cut("hidden_content", text, span, _NOTE) for span in appeals(text, "hidden_content_words", "h", _glance, _fits)
    ]
    starts = [each.start for each in wide]
    found = list(wide)
    for each in _known(text):
        i = bisect_right(starts, each.start) - 1
        if i < 0 or each.end > wide[i].end:
            found.append(each)
    return spared(text, found)


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every marker."""
    return through_glosses(text, _find)
