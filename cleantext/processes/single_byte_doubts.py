"""What speaks against a repair of single-byte mojibake: letters that are meant, tables, remains of another accident.

GBK or Big5 read with a single-byte codec holds pairs that are UTF-8 by chance (``ÖÐ¹ú`` has ``Ð¹``): there the rest of
the run stays as it is, and what comes out is one letter of some alphabet, where text has many of one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.processes.single_byte_pieces import FAR_EAST

SURE = 0.97
MARKS = frozenset("“”‘’‚„–—…«»€™•\xa0 ")  # stand beside words in undamaged text, and behind capitals
_SINGLE = 0.85
_RUN = lazy(f"[^\x00-\x7f{FAR_EAST}]{{1,60}}")
_TABLE = 8  # characters beyond ASCII in a row, most of which are no mojibake: a table of a codec, in source code
_CHINESE = 3  # Chinese characters in a row are no chance, whatever stands beside them
_LETTERS = 3  # of an alphabet that is not Latin, in a document
# Letters of European languages, Vietnamese and pinyin; the other Latin ones come out by chance only.
_LATIN = lazy("[A-Za-z\xaa\xb5\xba\xc0-\u017fƒƠơƯưǍ-ǜȘ-țʻʼ\u1e00-\u1eff]+")
_GREEK = lazy("[Α-Ωα-ω]")  # alone in formulas
_ALPHABETS = frozenset(
    ("GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI", "DEVANAGARI", "HIRAGANA", "KATAKANA", "CJK", "HANGUL")
)


class Repair(NamedTuple):
    """What ``text[start:end]`` was before it was misread."""

    start: int
    end: int
    cure: str
    confidence: float
    note: str


def is_text(c: str) -> bool:
    """False for control, private-use and unassigned characters, which no repair may make."""
    return unicodedata.category(c) not in ("Cc", "Cn", "Co", "Cs")


def is_part(text: str, start: int, end: int, cure: str) -> bool:
    """True within a run of characters beyond ASCII of which the rest stays: a table, or another accident."""
    if sum("\u3400" <= c <= "\u9fff" for c in cure) >= _CHINESE:
        return False
    before = _RUN.match(text[max(0, start - 60) : start][::-1])
    behind = _RUN.match(text, end)
    rest = (before[0] if before else "") + (behind[0] if behind else "")
    joined = any(run[0][:1] not in MARKS for run in (before, behind) if run)
    return joined or len(rest) > max(_TABLE, end - start) or _is_mostly_kept(end - start, len(cure))


def _is_mostly_kept(found: int, cure: int) -> bool:
    """True for a long piece that hardly becomes shorter, where two and more characters should become one."""
    return found > _TABLE and 4 * (found - cure) < found


def without_doubtful(text: str, found: list[Repair]) -> list[Repair]:
    """The repairs without what may be letters (``IRMÃ–``), or be chance; less sure of one that stands alone."""
    letters = Counter(_alphabet(c) for repair in found for c in repair.cure if c.isalpha())
    found = [repair for repair in found if _is_plausible(text, repair, letters)]
    clear = [repair for repair in found if not _may_be_letters(text, repair)]
    if not any(repair.confidence == SURE for repair in clear):
        found = clear
    if len(found) == 1 and len(found[0].cure) == 1:
        near = _near(text, found[0]).strip("".join(MARKS - {" "}))
        if near and min(near) > "\x7f":  # among Chinese, or among signs that nothing explains
            return []
        return [found[0]._replace(confidence=min(found[0].confidence, _SINGLE))]
    return found


def _near(text: str, repair: Repair) -> str:
    """The characters on both sides."""
    return text[max(0, repair.start - 1) : repair.start] + text[repair.end : repair.end + 1]


def _alphabet(c: str) -> str:
    """The alphabet of a letter or its sign, "?" for a rare one; empty for Latin letters and general signs."""
    if _LATIN.match(c) or c < "\u0100" or (c >= "\u2000" and not c.isalpha()):
        return ""
    name = unicodedata.name(c, "?").split(" ", 1)[0].split("-", 1)[0]
    return name if name in _ALPHABETS else "?"


def _is_plausible(text: str, repair: Repair, letters: Counter[str]) -> bool:
    """True for Latin letters and signs, and for letters of an alphabet of which there are more in the document."""
    near = _near(text, repair)
    if len(repair.cure) == 1 and _GREEK.match(repair.cure) and near.isascii() and near.strip():
        return True
    alphabets = {*map(_alphabet, repair.cure)} - {""}
    return all(alphabet != "?" and letters[alphabet] >= _LETTERS for alphabet in alphabets)


def _may_be_letters(text: str, repair: Repair) -> bool:
    """True for a capital with a mark behind it that ends a word, and for Ã, Â or Å that ends no word."""
    before, shown = text[max(0, repair.start - 1) : repair.start], text[repair.start : repair.end]
    if shown.rstrip(" ").isalpha() and len(shown.rstrip(" ")) == 1:
        return not before.islower()
    ends = not text[repair.end : repair.end + 1].isalpha()
    return len(shown) == 2 and shown[1] in MARKS and before.isupper() and ends
