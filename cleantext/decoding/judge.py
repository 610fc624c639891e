"""How likely is this text? The one judge of decoding: of two readings of the same bytes the likelier one is right.

The unit is the bit: a text of ``-90`` bits is a thousand times (10 bits) less likely than one of ``-80``. Characters
are judged one by one (tables in ``letters.py``); one that no table holds is priced by its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from math import log2

from cleantext.decoding.alphabets import LETTERS
from cleantext.decoding.letters import RARITY
from cleantext.decoding.scripts import strangeness

_UNREADABLE = 22  # a byte that its codec cannot read; dearer than any assigned character
_COMMON = 16  # bits: counted at all. At 16 the last fifth has 7 odd characters in 1000, at 15 24, at 13 72; of
# lines of 4 characters read with the wrong codec (GB18030 or Big5) 0.4% have none, of 8 characters 0%.
_SCRIPTS = {"japanese": "[ぁ-ヾ]", "korean": "[가-힣]", "cyrillic": "[Ѐ-ӿ]", "greek": "[Ͱ-Ͽ]"}
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_CAPITAL = 13  # bits, at most
_WINDOW = 8  # characters
_BAD = "[\ud800-\udfff\ue000-\uf8ff]"  # an unreadable byte, or private use
_UNLIKELY = 13.5  # bits a character in the window; 魑魅魍魉 with four common neighbours: 13
_LANGUAGES = {
    "shift_jis": "japanese",
    "cp932": "japanese",
    "euc_jp": "japanese",
    "euc_kr": "korean",
    "cp949": "korean",
    "cp1251": "cyrillic",
    "koi8-r": "cyrillic",
    "koi8-u": "cyrillic",
    "cp866": "cyrillic",
    "iso8859-5": "cyrillic",
    "mac-cyrillic": "cyrillic",
    "cp1253": "greek",
    "iso8859-7": "greek",
    "cp1258": "vietnamese",
    "utf-8": "chinese",
    "gb18030": "chinese",
    "big5": "chinese",
    "cp950": "chinese",
    "big5hkscs": "chinese",
}
# (first, last, bits) of what no table holds; the first that fits counts.
_KINDS = (
    (0x20, 0x7E, 12),
    (0x00, 0x1F, 18),
    (0x7F, 0x9F, 22),
    (0xD800, 0xDFFF, _UNREADABLE),
    (0xE000, 0xF8FF, 21),
    (0x4E00, 0x9FFF, 19),
    (0x2215, 0x2215, 19),  # what Big5 or cp950 has for the full-width slash, and
    (0x223C, 0x223C, 19),  # tilde
    (0x3041, 0x30FE, 13),
    (0x3400, 0x4DBF, 21),
    (0xAC00, 0xD7A3, 19),
    (0xF900, 0xFAFF, 21),
    (0xFF61, 0xFF9F, 18),
    (0xFEFF, 0xFEFF, 10),
    (0xFF00, 0xFFEF, 15),
    (0xFFFD, 0xFFFD, 20),
    (0x00A0, 0x00BF, 14),
    (0x00C0, 0x024F, 14),
    (0x0250, 0x036F, 14),
    (0x0370, 0x0451, 14),  # Greek and Cyrillic, in which GBK has rows; the alphabets after them are in no Chinese codec
    (0x0452, 0x1CFF, 10),
    (0x20000, 0x10FFFF, 22),
)


class _Bits(dict[str, int]):
    """Character -> bits. What is missing is priced by its kind once; beyond the BMP not stored, so it stays small."""

    def __missing__(self, character: str) -> int:
        bits = _by_kind(character)
        if character <= "\uffff":
            self[character] = bits
        return bits


def _by_kind(character: str) -> int:
    code = ord(character)
    for first, last, bits in _KINDS:
        if first <= code <= last:
            return bits
    return 24 if unicodedata.category(character) == "Cn" else 16


def language_of(codec: str) -> str:
    """The language a legacy codec was made for; "latin" for the many single-byte codecs not listed."""
    return _LANGUAGES.get(codec, "latin")


def plausibility(text: str, language: str = "chinese") -> float:
    """log2 of the probability of ``text``: 0 for "", else negative, in bits. Linear.

    language: a table's name, or "any" for the likeliest of all. Lone surrogates stand for unreadable bytes.
    """
    if language == "any":
        others = [each for each, script in _SCRIPTS.items() if re.search(script, text)]
        return max(plausibility(text, each) for each in ("chinese", "latin", *others))
    letters = _latin(text) if language == "latin" else sum(map(bits_of(language).__getitem__, text))
    return -letters - strangeness(text, language)


def _latin(text: str) -> float:
    """The bits of ``text`` in the language whose letters it has: one document is in one language."""
    whole = sum(map(bits_of("latin").__getitem__, text))
    letters = Counter(_ACCENTED.findall(text))
    if not letters:
        return whole
    return whole + min(sum(more[c] * n for c, n in letters.items()) + dense * len(text) for more, dense in _alphabets())


@cache
def _alphabets() -> tuple[tuple[dict[str, int], float], ...]:
    """For each language in Latin letters, and for none: bits of each letter beyond the table "latin", and of all text.

    Where one letter in eight has an accent those that have none are rarer by so much: a Czech sentence is full of them.
    """
    latin = bits_of("latin")
    every = {c: latin[c] for c in map(chr, range(0x80, 0x250)) if _ACCENTED.match(c)}
    found: list[tuple[dict[str, int], float]] = [(dict.fromkeys(every, 0), 0.0)]
    for name, letters in LETTERS.items():
        share = sum(len(each) / 2**bits for bits, each in letters.items())
        own = _alphabet(name)
        found.append(({c: own.get(c, _by_kind(c)) - bits for c, bits in every.items()}, -log2(1 - share)))
    return tuple(found)


def _alphabet(name: str) -> dict[str, int]:
    capitals = ((c.upper(), bits + 5) for bits, letters in LETTERS[name].items() for c in letters)
    table = {c: min(_CAPITAL, bits) for c, bits in capitals if len(c) == 1}
    for bits, letters in LETTERS[name].items():
        table.update(dict.fromkeys(letters, bits))
    return table


@cache
def bits_of(language: str) -> dict[str, int]:
    """The table of a language: character -> bits (see the module). Do not change it."""
    return _Bits(_counted(language))


@cache
def _counted(language: str) -> dict[str, int]:
    """The characters of a language that need no price by kind: the same whatever has been read before."""
    table: dict[str, int] = {}
    by_hand = (("\n\r\t", 5), ("\f\v\x1a\x1b", 12), (" ", 3), (map(chr, range(0xFF01, 0xFF5F)), 13))
    for characters, bits in ((_level_one(language), 17), *by_hand):
        table.update(dict.fromkeys(characters, bits))
    for name in ("ascii", language):
        for bits, characters in RARITY[name].items():
            table.update(dict.fromkeys(characters, bits))
    return table


def _level_one(language: str) -> str:
    """The characters a standard thought worth its first rows: rarer than the counted ones, likelier than the rest."""
    if language == "japanese":
        return _rows("euc_jp", 0xB0, 0xCF) + _rows("euc_jp", 0xA4, 0xA5)
    if language == "korean":
        return _rows("euc_kr", 0xB0, 0xC8)
    if language == "chinese":
        return _rows("gb2312", 0xB0, 0xF7) + _rows("big5", 0xA4, 0xC6)
    return ""


def _rows(codec: str, first: int, last: int) -> str:
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)] if codec == "big5" else range(0xA1, 0xFF)
    pairs = bytes(byte for lead in range(first, last + 1) for trail in trails for byte in (lead, trail))
    return pairs.decode(codec, "ignore")


@cache
def odd() -> re.Pattern[str]:
    """Finds a character that Chinese text seldom holds. A page without one was read with the right codec."""
    table = _counted("chinese")
    common = "".join(sorted(c for c, bits in table.items() if bits <= _COMMON or c < "\x7f"))
    return re.compile(f"[^\t\n\r\f -~{re.escape(common)}]")  # "*", too, which no table holds


@cache
def _doubtful() -> re.Pattern[str]:
    return re.compile(f"{odd().pattern}.{{0,4}}{odd().pattern}|{_BAD}")


def suspect(text: str) -> bool:
    """True when some stretch of ``text`` is unlikely Chinese: another codec, or bytes that lost their step.

    Two odd characters close together are looked at with what follows them. Names and rare words have common
    neighbours: of clean text 1 character in 650 begins such a pair, and hardly one stays. An unreadable byte or a
    private-use character, which a sound file hardly has, needs no neighbour.
    """
    table = bits_of("chinese")
    for match in _doubtful().finditer(text):
        # Without ASCII, which after a word of two characters would make up for them.
        window = [table[c] for c in text[match.start() : match.start() + _WINDOW] if c > "\x7f"]
        if sum(window) >= _UNLIKELY * max(1, len(window)) or re.search(_BAD, match[0]):
            return True
    return False
