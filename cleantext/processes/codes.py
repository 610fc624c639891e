"""GBK and Big5 as software of the time saw them: a lead byte 81-FE and a trail byte 40-7E or 80-FE a character.

GBK is computed from Python's gb18030 codec, whose two-byte part holds it and shows its user-defined rows as
private-use characters (U+E000-U+E765), so that their bytes are known; Big5 from cp950 and big5hkscs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cleantext.language import SCALE, chinese, script_table, variants
from cleantext.language.fold import FOLD

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
ANY_LEAD, ANY_TRAIL = frozenset(LEADS), frozenset(TRAILS)
_MARKS = frozenset("，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕—…·～％×℃\u3000")
_RAREST = 13 * SCALE  # of all characters, those rarer than 1 in 400,000 are not looked for
VARIANT = SCALE  # a rare form of a character where the usual one would do
WRONG_SCRIPT = 3 * SCALE  # a simplified form in traditional text, or the reverse


class Codes:
    """A table both ways. pair: character -> (lead, trail). char: lead << 8 | trail -> character.

    unmapped: for a lead byte of GBK, the trail bytes with which it has no character: the user-defined rows (AAA1-AFFE,
    F8A1-FEFE, A240-A7A0) and the holes. Converters show them as private-use characters, as "?", or as nothing at all.
    narrows: a wide mark has the byte of the narrow one in its own (A3xx), so that it can be known when narrowed.
    """

    def __init__(self, pair: dict[str, tuple[int, int]], unmapped: dict[int, frozenset[int]], narrows: bool) -> None:
        self.pair = pair
        self.char = {lead << 8 | trail: c for c, (lead, trail) in pair.items()}
        self.unmapped = unmapped
        self.narrows = narrows

    def is_character(self, lead: int, trail: int) -> bool:
        """True when the two bytes are a character, and none of the user-defined rows."""
        return lead << 8 | trail in self.char and trail not in self.unmapped.get(lead, ())


def _gbk() -> Codes:
    codes = [(lead, trail) for lead in LEADS for trail in TRAILS]
    letters = bytes(byte for code in codes for byte in code).decode("gb18030")
    shown = dict(zip(codes, letters, strict=True))
    unmapped = {lead: frozenset(t for t in TRAILS if _private(shown[lead, t], lead)) for lead in LEADS}
    found = Codes(dict(zip(letters, codes, strict=True)), unmapped, narrows=True)
    # Before GB18030-2005 gave these pairs away they were private-use as well.
    found.pair.update({chr(0xE7E7 + i): (0xA9, 0x89 + i) for i in range(13)})
    # cp936 and gb2312 read some marks in another way.
    alike = {"―": "—", "・": "·", "〜": "～", "∥": "‖"}
    found.pair.update({other: found.pair[usual] for other, usual in alike.items()})
    return found


def _big5() -> Codes:
    pair: dict[str, tuple[int, int]] = {}
    for codec in ("big5hkscs", "big5", "cp950"):  # the last one wins
        for lead in LEADS:
            for trail in TRAILS:
                c = bytes((lead, trail)).decode(codec, "ignore")
                if len(c) == 1 and not c.isascii():
                    pair[c] = (lead, trail)
    found = Codes(pair, {}, narrows=False)
    for c, (lead, trail) in pair.items():
        if "\u4e00" <= c <= "\u9fff":
            found.char[lead << 8 | trail] = c
    return found


def _private(c: str, lead: int) -> bool:
    return "\ue000" <= c <= "\uf8ff" or lead == 0xFE or "⿰" <= c <= "⿻" or c == "〾"


class Candidate(NamedTuple):
    """A character that text may hold. other: its other byte. extra: what it costs beside the judge's answer."""

    other: int
    char: str
    folded: str
    extra: int


class Candidates:
    """For a codec and a text in one script ("s", "t" or ""): the characters that have a given lead or trail byte.

    Only those the judge knows, and none of the user-defined rows. Lists are made when first asked for.
    """

    def __init__(self, codes: Codes, script: str) -> None:
        self.codes = codes
        simplified, traditional = script_marks()
        foreign = traditional if script == "s" else simplified if script == "t" else frozenset()
        self.extra = dict.fromkeys(variants(), VARIANT) | dict.fromkeys(foreign, WRONG_SCRIPT)
        singles = chinese().singles
        self.usual = frozenset(c for c in codes.pair if singles.get(chr(FOLD[ord(c)]), _RAREST + 1) <= _RAREST)
        self.by_trail = cache(self._by_trail)
        self.by_lead = cache(self._by_lead)

    def _by_trail(self, trail: int, leads: frozenset[int]) -> list[Candidate]:
        return _likely_first(each for lead in leads for each in self._candidate(lead, trail, lead))

    def _by_lead(self, lead: int, trails: frozenset[int]) -> list[Candidate]:
        return _likely_first(each for trail in trails for each in self._candidate(lead, trail, trail))

    def rare(self, near: frozenset[str]) -> list[tuple[int, Candidate]]:
        """(lead byte, candidate) for the characters of ``near`` that are too rare to be looked for everywhere."""
        found = []
        for c in sorted(near - self.usual):
            lead, trail = self.codes.pair.get(c, (0, 0))
            if "\u4e00" <= c <= "\u9fa5" and self.codes.is_character(lead, trail):
                found.append((lead, Candidate(trail, c, chr(FOLD[ord(c)]), self.extra.get(c, 0))))
        return found

    def _candidate(self, lead: int, trail: int, other: int) -> Iterator[Candidate]:
        c = self.codes.char.get(lead << 8 | trail)
        if c and c != "\u3000" and self.codes.is_character(lead, trail):
            folded = chr(FOLD[ord(c)])
            if chinese().singles.get(folded, _RAREST + 1) <= _RAREST:
                yield Candidate(other, c, folded, self.extra.get(c, 0))


def _likely_first(choices: Iterable[Candidate]) -> list[Candidate]:
    """Sorted by how common they are: the dear ones are then dropped at a glance."""
    singles = chinese().singles
    return sorted(choices, key=lambda choice: (singles[choice.folded], choice))


@cache
def gbk() -> Codes:
    """The tables of GBK, made once (about 20 ms)."""
    return _gbk()


@cache
def big5() -> Codes:
    """The tables of Big5, made once (about 40 ms)."""
    return _big5()


def is_prose(text: str) -> bool:
    """True when ``text`` has nothing but Chinese characters, marks and ASCII: no pinyin letters, kana or lines."""
    return all(c < "\x80" or "\u3400" <= c <= "\u4dbf" or "\u4e00" <= c <= "\u9fff" or c in _MARKS for c in text)


@cache
def backslashed(codes: Codes) -> tuple[str, ...]:
    """The Chinese characters whose trail byte is 5C, the backslash; the usual ones first."""
    singles = chinese().singles
    found = [c for c, (_, trail) in codes.pair.items() if trail == 0x5C and "\u4e00" <= c <= "\u9fa5"]
    return tuple(sorted(found, key=lambda c: singles.get(chr(FOLD[ord(c)]), _RAREST + 1)))


@cache
def candidates(codes: Codes, script: str) -> Candidates:
    """The candidates for a text in ``script``; figures only, the same for every document."""
    return Candidates(codes, script)


@cache
def script_marks() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified text has, and those that only traditional text has."""
    table = script_table()
    traditional = frozenset(table)
    simplified = frozenset(c for c in table.values() if c not in table and not _in_big5(c))
    return simplified, traditional


def script_of(text: str) -> str:
    """ "s", "t" or "" by the characters that only one script has, on a sample."""
    return _script_of(text[:6000])


@lru_cache(maxsize=8)  # several searches ask for the same text
def _script_of(text: str) -> str:
    sample = set(text)
    simplified, traditional = script_marks()
    s, t = len(sample & simplified), len(sample & traditional)
    return "s" if s > 3 * t else "t" if t > 3 * s else ""


def _in_big5(c: str) -> bool:
    try:
        c.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
