"""Injected advertising in the text itself: adult sites, gambling, grey loans, forged papers.

Looks like: a line, a sentence, or a few words in the middle of one (``加快建设澳门葡京娱乐城步伐``), made of search
words and telephone numbers, without a verb.
Made by: link spam that was put into a page's text (hidden by its style), so that it comes out with it.
The cure takes the line, the sentence with its stop, or the run of words and nothing else.
Evidence: the words (spam_words): two different ones that stand in no speech, and none of a sentence (是, 了, 他, 案件).
Inside a sentence they must be words that nobody says (z), or the sentence must go on behind them as if they were not.
Left alone: whoever speaks against it (打击网络赌博、虚开发票), tells of it (他在澳门葡京赌场输光了家产) or lists it
(金沙、银河、永利等), what stands in quotation marks, one such word alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.appeals import Weight, appeals, dropped_in
from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.patterns import lazy

_NOTE = "advertising of no honest trade, put into the text"
# What a sentence says that speaks of such things, up to its stop.
_SPEAKS = lazy(
    r"打[击擊]|整[治顿頓]|[严嚴][厉厲禁打查]|查[处處获獲]|依法|犯罪|[违違]法|防范|防範|禁止|[举舉][报報]|取[缔締]|[诈詐][骗騙]|集[资資]|治理|非法|警惕|拒[绝絕]|"
    r"[远遠][离離]|[危为為]害|受[骗騙]|[扫掃]黄|[监監]管|[专專][项項]|[发發]布|小[广廣]告|[传傳]播|[网網]站|[电電]影|作品|描[写寫述]|[发發]行|公司|短信|[骗騙]|所[谓謂]|[声聲宣自][称稱]|[广廣]告|[沉毒]|[窝窩][点點]|[团團]伙|嫌疑|[“”「」《》]"
)
_AROUND = 40
_STOP = lazy(r"[。！？!?；;\n]")


def _glance(kinds: str) -> bool:
    """True when a word is there that stands in no speech, and something to it."""
    sure = kinds.count("s") + kinds.count("z")
    return sure > 0 and (sure > 1 or "z" in kinds or not set("mocPUN").isdisjoint(kinds))


def _fits(text: str, found: Weight) -> bool:
    """True when a stretch is made of the words of spam."""
    sure, hard = found.count("sz"), found.count("z")
    if (
        found.count("x")
        or not sure
        or not 3 <= found.size <= 160
        or found.gap > 8
        or "、" in text[found.start : found.end]
    ):
        return False
    given = bool(found.count("PU")) or bool(found.count("c") and found.count("NI"))
    points = 2 * sure + found.count("mo") + given + hard
    if found.place == "run":
        return _fits_run(text, found, points, given)
    if found.size < 4 or found.floor < 0.6 or found.gap > 6:
        return False
    if found.place == "next":
        return found.cover > 0.85 and not _spoken(text, found)
    sold = hard and points >= 5  # what nobody says, in brackets inside a sentence about something else
    if found.cover < 0.8 or (found.place != "line" and not sold and _spoken(text, found)):
        return False
    if points == 3 and hard and found.cover > 0.95 and text[max(found.start - 1, 0) : found.start] in tuple("【[（("):
        return True
    return (points >= 4 and (sure >= 2 or found.cover > 0.9)) or (
        points >= 3 and found.cover > 0.95 and found.size >= 6
    )


def _fits_run(text: str, found: Weight, points: int, given: bool) -> bool:
    """True for words inside a sentence that are none of its words: nobody says them, or it goes on behind them."""
    if _spoken(text, found):
        return False
    if found.count("z") >= 2 or (points >= 3 and given) or (points >= 6 and found.count("z")):
        return True
    enough = points >= 4 or (points >= 3 and found.size >= 3)
    return enough and dropped_in(text, found.start, found.end)


def _spoken(text: str, found: Weight) -> bool:
    """True when the sentence around a stretch speaks of such things, or it stands in a list or in quotation marks."""
    start, end = found.start, found.end
    before = _STOP.split(text[max(start - _AROUND, 0) : start])[-1]
    behind = _STOP.split(text[end : end + _AROUND])[0]
    return before.endswith("、") or behind.startswith(("、", "等")) or bool(_SPEAKS.search(before + " " + behind))


def _find(text: str) -> Iterable[Finding]:
    return spared(
        text, [cut("spam_text", text, span, _NOTE) for span in appeals(text, "spam_words", "p", _glance, _fits)]
    )


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every stretch of advertising."""
    return through_glosses(text, _find)
