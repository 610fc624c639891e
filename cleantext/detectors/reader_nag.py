"""What sites of novels and essays say to their readers: ``求收藏``, ``本章未完,点击下一页``, ``喜欢本文请分享``.

Looks like: a line, or a sentence put behind the last of a paragraph, that asks for votes, likes and shares, tells
where to read on, praises the site (``一秒记住某某小说网…无弹窗免费阅读``), or is the buttons of a chapter's page.
Made by: templates that put the same few sentences around each chapter or article, and authors under their chapters.
The cure takes the line, or the sentence with its brackets and its stop; never a part of a sentence.
Evidence: the words (reader_nag_words): how many different ones of such sites, and how much of the sentence they cover.
Left alone: sentences of a speech (我们要支持正版、鼓励阅读, 请大家把经验分享给身边的人), 未完待续 inside a sentence,
whatever stands in quotation marks. A document that is nothing but such lines is reported, not emptied.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.appeals import Weight, appeals
from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.lines import cut, spared
from cleantext.options import Options

_CALLS = ("：", ":", "！", "!")
_NOTE = "a site speaks to the reader of a novel or an essay"


def _glance(kinds: str) -> bool:
    """True when a site's words are there."""
    return "s" in kinds or "t" in kinds or kinds.count("m") >= 3


def _fits(text: str, found: Weight) -> bool:
    """True when a stretch asks something of its reader."""
    if text[found.start : found.end + 1].strip()[-1:] in _CALLS and found.place == "line":
        return False  # 各位书友： is a speaker's
    if text[found.end : found.end + 2].lstrip("）)】]”").startswith("的"):
        return False  # （未完待续）的小说
    if found.count("x") or not 3 <= found.size <= 120 or found.place == "run" or found.gap > 10 or found.floor < 0.55:
        return False
    sure, maybe = found.count("st"), found.count("mUVw")
    points = 2 * sure + maybe
    if found.place == "next":
        return (found.cover > 0.85 and (points >= 1 or found.size <= 12)) or (bool(sure) and found.cover > 0.55)
    if found.place == "piece":
        enough = found.cover > 0.9 and (points >= 3 or found.count("s"))
        return bool(sure and (enough or (points >= 4 and found.cover > 0.75))) or (maybe >= 4 and found.cover > 0.95)
    if sure:
        alone = found.count("s") or points > 2 or found.cover > 0.95
        return bool(alone) and found.cover > (0.6 if points > 3 else 0.75)
    return found.cover > 0.9 and points >= 3 and bool(found.count("lUw"))


def _find(text: str) -> Iterable[Finding]:
    return spared(
        text, [cut("reader_nag", text, span, _NOTE) for span in appeals(text, "reader_nag_words", "n", _glance, _fits)]
    )


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every request."""
    return through_glosses(text, _find)
