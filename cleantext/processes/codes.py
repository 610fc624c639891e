"""GBK as software of the time saw it: a lead byte 81-FE and a trail byte 40-7E or 80-FE for every character.

Computed from Python's gb18030 codec, whose two-byte part holds GBK and shows its user-defined rows as
private-use characters (U+E000-U+E765), so that their bytes are known.
"""

from __future__ import annotations

from functools import cache

from cleantext.language import chinese, script_table
from cleantext.language.fold import FOLD

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
# GBK's user-defined rows; converters disagree on them: private-use characters, "?", or nothing at all.
USER_LEADS = frozenset((*range(0xA2, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF)))


def user_defined(lead: int, trail: int) -> bool:
    """True for a pair in the user-defined rows AAA1-AFFE, F8A1-FEFE, A240-A7A0."""
    return lead in USER_LEADS and (trail >= 0xA1) == (lead > 0xA7)


class Codes:
    """The tables both ways.

    pair: character -> (lead, trail). char: lead << 8 | trail -> character.
    by_trail, by_lead: the characters that text may hold (the judge knows them, no user-defined ones) with that byte,
    as (other byte, character).
    """

    def __init__(self) -> None:
        codes = [(lead, trail) for lead in LEADS for trail in TRAILS]
        letters = bytes(byte for code in codes for byte in code).decode("gb18030")
        self.pair = dict(zip(letters, codes, strict=True))
        self.char = {lead << 8 | trail: c for c, (lead, trail) in self.pair.items()}
        # cp936 and gb2312 read two marks in another way.
        self.pair.update({"―": self.pair["—"], "・": self.pair["·"], "〜": self.pair["～"], "∥": self.pair["‖"]})
        known = chinese().singles
        self.by_trail: dict[int, list[tuple[int, str]]] = {trail: [] for trail in TRAILS}
        self.by_lead: dict[int, list[tuple[int, str]]] = {lead: [] for lead in LEADS}
        for c, (lead, trail) in zip(letters, codes, strict=True):
            if not user_defined(lead, trail) and chr(FOLD[ord(c)]) in known and c != "\u3000":
                self.by_trail[trail].append((lead, c))
                self.by_lead[lead].append((trail, c))


@cache
def gbk() -> Codes:
    """The tables, made once (about 20 ms)."""
    return Codes()


@cache
def script_marks() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified text has, and those that only traditional text has."""
    table = script_table()
    traditional = frozenset(table)
    simplified = frozenset(c for c in table.values() if c not in table and not _in_big5(c))
    return simplified, traditional


def _in_big5(c: str) -> bool:
    try:
        c.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
