"""Radicals in the place of characters: ``⼀⼈⼀票`` for ``一人一票``, ``⻓江`` for ``长江``.

Looks like the right text, and no search finds it: the Kangxi radicals (U+2F00-U+2FD5) and some of the CJK radicals
supplement (U+2E80-U+2EF3) are drawn like characters, but are symbols of a dictionary's index.
Made by: text taken out of PDF. A font draws 一 and ⼀ with one glyph, and the extractor picks the lower code point.
The cure is the character of the same shape: for Kangxi radicals that of Unicode's own decomposition, for the
supplement that of its list of equivalent ideographs. Simplified text gets the form that it uses (``⽤⼾`` is 用户).
Evidence is Chinese characters right beside it, or behind one mark.
Left alone: a radical that is spoken of (``部首⼈``, ``“⼈”``, a list of radicals), and the parts of characters that
are no words (⺡, ⺾, ⻌): these are reported beside Chinese characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.odd import has
from cleantext.processes.surroundings import is_chinese_mark, is_han

_RADICALS = lazy("[\u2e80-\u2ef3\u2f00-\u2fd5]+")
_SPOKEN_OF = lazy("部首|偏旁|部件|字根|[笔筆][画畫顺順]|康熙|[Rr]adical|U\\+2[EF]")
_FAR = 60  # characters to either side in which radicals may be spoken of
_HERE = str.maketrans("戶靑黃", "户青黄")  # what a simplified text has instead
_OPENS, _CLOSES = "“‘「『《〈（([【\"'", "”’」』》〉）)]】\"'"


@cache
def _characters() -> dict[int, str]:
    lines = (Path(__file__).parents[1] / "processes" / "radicals.txt").read_text(encoding="utf-8").splitlines()
    supplement = {ord(line[0]): line[1] for line in lines if not line.startswith("#")}
    return supplement | {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield the characters for every run of radicals that stands in text."""
    if not has(text, "\u2e80", "\u2fd5"):
        return
    simplified: bool | None = None
    for m in _RADICALS.finditer(text):
        start, end = m.span()
        if not _in_text(text, start, end):
            continue
        near = text[max(start - _FAR, text.rfind("\n", max(start - _FAR, 0), start) + 1) : end + _FAR].split("\n")[0]
        if _SPOKEN_OF.search(near):
            yield Finding("radicals", start, end, m[0], None, 0.3, "radicals, where radicals are spoken of")
            continue
        if simplified is None:
            simplified = _is_simplified(text)
        cure = m[0].translate(_characters())
        cure = cure.translate(_HERE) if simplified else cure
        if cure == m[0]:
            yield Finding("radicals", start, end, m[0], None, 0.5, "parts of characters in the place of characters")
        else:
            yield Finding("radicals", start, end, m[0], cure, 0.97, "radicals, drawn like the characters")


def _in_text(text: str, start: int, end: int) -> bool:
    """True when a character stands beside the span, or one mark away; a quoted radical is spoken of."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before[-1:] and after[:1] and before[-1] in _OPENS and after[0] in _CLOSES and end - start == 1:
        return False
    if is_han(before[-1:]) or is_han(after[:1]) or _behind_mark(before[::-1]) or _behind_mark(after):
        return True
    # ⼋⽉15⽇: what counts is behind the number.
    digit = before[-1:].isdigit() or after[:1].isdigit()
    return digit and any(map(is_han, text[max(start - 6, 0) : start] + text[end : end + 6]))


def _behind_mark(two: str) -> bool:
    return is_chinese_mark(two[:1]) and is_han(two[1:])


def _is_simplified(text: str) -> bool:
    from cleantext.processes.codes import script_of

    # A page may have nothing but radicals where the script shows (⻓ ⻔ ⻅).
    return script_of(text) == "s" or any(c in text for c in "⻅⻉⻋⻓⻔⻙⻚⻛⻜⻢⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳")
