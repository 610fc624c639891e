"""Radicals in the place of characters: ``⼀⼈⼀票`` for ``一人一票``, ``⻓江`` for ``长江``.

Looks like the right text, and no search finds it: the Kangxi radicals (U+2F00-U+2FD5) and some of the CJK radicals
supplement (U+2E80-U+2EF3) are drawn like characters, but are symbols of a dictionary's index.
Made by: text taken out of PDF. A font draws 一 and ⼀ with one glyph, and the extractor picks the lower code point.
The cure is the character of the same shape: for Kangxi radicals that of Unicode's own decomposition, for the
supplement that of its list of equivalent ideographs. Simplified text gets the form that it uses (``⽤⼾`` is 用户).
Evidence is a Chinese character among the six to either side.
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
from cleantext.processes.surroundings import is_han

_RADICALS = lazy("[\u2e80-\u2ef3\u2f00-\u2fd5]+")
_SPOKEN_OF = lazy("部首|偏旁|部件|字根|[笔筆][画畫顺順]|康熙|[Rr]adical|U\\+2[EF]")
_FAR = 60  # characters to either side in which radicals may be spoken of
_HERE = str.maketrans("戶靑黃", "户青黄")  # what a simplified text has instead
_NEAR = 6  # characters to either side: (⼆)居住, ⼋⽉15⽇, ⼀、2017年
_OPENS, _CLOSES = "“‘「『《〈【\"'", "”’」』》〉】\"'"


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
    """True when a character stands near, on the line; a quoted radical is spoken of."""
    before = text[max(start - _NEAR, 0) : start].rpartition("\n")[2]
    after = text[end : end + _NEAR].partition("\n")[0]
    if before and after and before[-1] in _OPENS and after[0] in _CLOSES and end - start == 1:
        return False
    return any(map(is_han, before)) or any(map(is_han, after))


def _is_simplified(text: str) -> bool:
    from cleantext.processes.codes import script_of

    # A page may have nothing but radicals where the script shows (⻓ ⻔ ⻅).
    return script_of(text) == "s" or any(c in text for c in "⻅⻉⻋⻓⻔⻙⻚⻛⻜⻢⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳")
