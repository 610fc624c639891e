"""The wrong codec: which bytes a character shown stands for, and which bytes it has no character for.

Decoders of the same codec differ in what they show: user-defined rows as private-use characters, bytes without a
character as C1 controls (browsers do so for the single-byte codecs of Windows), the euro for 80. All of it leads back
to the same bytes, so a character that any decoder of the codec shows is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache, partial
from itertools import product
from typing import NamedTuple

SIGN = b"\xff"  # stands for a character that shows that bytes are lost; no true codec has the byte
# The first that can encode a character wins; every one shows some characters that the others do not have.
_FAMILIES = {
    "gbk": ("gbk", "gb18030"),
    "big5": ("cp950", "big5", "big5hkscs"),
    "shift_jis": ("cp932", "shift_jis"),
    "euc_kr": ("cp949", "euc_kr"),
    "cp1252": ("cp1252", "latin-1"),
    "latin-1": ("latin-1",),
    "cp1250": ("cp1250",),
    "cp1251": ("cp1251",),
    "mac_roman": ("mac_roman",),
}
WIDE = frozenset({"gbk", "big5", "shift_jis", "euc_kr"})
# Windows shows the user-defined rows of Big5 so: first lead byte, last lead byte, private-use character of its byte 40.
_EUDC = ((0x81, 0x8D, 0xEEB8), (0x8E, 0xA0, 0xE311), (0xC6, 0xC8, 0xF672), (0xFA, 0xFE, 0xE000))
_KOREAN = ((0xC9, 0xE000), (0xFE, 0xE05E))  # and those of cp949: lead byte, private-use character of its byte A1
_TWICE = (0x87, 0xED, 0xEE, 0xFA, 0xFB, 0xFC)  # lead bytes of the rows that cp932 has from NEC and again from IBM
_HIGH = range(0x80, 0x100)


class Wrong(dict[str, bytes]):
    """Character -> its bytes, filled as it is asked; ``b""`` for a character that the codec does not show."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.wide = family in WIDE
        self["\ufffd"] = SIGN
        self.ambiguous = _ambiguous(family)
        self.update(dict.fromkeys(self.ambiguous, SIGN))

    def __missing__(self, c: str) -> bytes:
        self[c] = code = self._code(c)
        return code

    def bytes_of(self, text: str) -> bytes:
        """The bytes that ``text`` was read from; a sign stands for what is lost."""
        return b"".join(map(self.__getitem__, text))

    def _code(self, c: str) -> bytes:
        for codec in _FAMILIES[self.family]:
            try:
                code = c.encode(codec)
            except UnicodeEncodeError:
                continue
            return code if len(code) <= 2 else b""
        if self.family in ("big5", "euc_kr"):
            return (_eudc if self.family == "big5" else _korean)(ord(c))
        if self.family == "gbk":
            return b""
        return bytes((ord(c),)) if not self.wide and "\x80" <= c <= "\x9f" else b""


def _ambiguous(family: str) -> dict[str, tuple[bytes, ...]]:
    """Characters that the codec shows for more than one code; a sign stands for them, and the search decides."""
    if family == "gbk":
        return {"€": (b"\x80", b"\xa2\xe3")}  # Windows', GB18030's
    if family != "shift_jis":
        return {}
    found: dict[str, set[bytes]] = {}
    for code in map(bytes, product(_TWICE, range(0x40, 0xFD))):
        shown = code.decode("cp932", "replace")
        if len(shown) == 1 and shown != "\ufffd":
            found.setdefault(shown, {shown.encode("cp932", "ignore")}).add(code)
    return {c: tuple(sorted(codes)) for c, codes in found.items() if len(codes) > 1}


def _eudc(code: int) -> bytes:
    for first, last, start in _EUDC:
        row, place = divmod(code - start, 157)
        if code >= start and first + row <= last:
            return bytes((first + row, 0x40 + place if place < 63 else 0xA1 + place - 63))
    return b""


def _korean(code: int) -> bytes:
    for lead, start in _KOREAN:
        if start <= code < start + 94:
            return bytes((lead, 0xA1 + code - start))
    return b""


@cache
def wrong(family: str) -> Wrong:
    """The table of one family of codecs, made once."""
    return Wrong(family)


_SWALLOWED = b" %()*+,-./0123456789:;<=>?"  # ASCII that may be the second half of an invalid pair


Rectangle = tuple[frozenset[int], frozenset[int]]  # first bytes, second bytes


# User-defined rows, which some decoders leave out.
_SECOND = frozenset(range(0xA1, 0xFF))
_LIKELY_SECOND = (0x41, 0x61, *range(0xA1, 0xFF, 8), *range(0x81, 0xA0, 4))
# First bytes of a pair by the codec's plan, whether or not any pair with them is a character.
_LEADS = dict.fromkeys(("gbk", "big5", "euc_kr"), frozenset(range(0x81, 0xFF)))
_LEADS["shift_jis"] = frozenset((*range(0x81, 0xA0), *range(0xE0, 0xFD)))
_ODD = 2  # first bytes that are invalid with some second bytes of their own
USER_ROWS: dict[str, tuple[Rectangle, ...]] = {
    "gbk": (
        (frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF))), _SECOND),
        (frozenset(range(0xA1, 0xA8)), frozenset(range(0x80, 0xA1))),
    ),
    "big5": tuple((frozenset(range(first, last + 1)), _SECOND) for first, last, _ in _EUDC),
}


class Losses:
    """What a sign can stand for, or nothing at all: bytes that the wrong codec has no character for.

    never: bytes that begin no character. lone: those that no decoder takes for the first of a pair.
    alone(next): the bytes that are lost alone when the byte behind them is ``next`` (None at the end of a line).
    pairs: (set of first bytes, set of second bytes), each pair of which is invalid. codes: the same one by one.
    firsts, seconds: all of the first bytes, all of the second bytes of pairs.
    swallowed: ASCII that is lost with a lead byte before it. dangling: the bytes that may be such a lead byte.
    """

    def __init__(self, family: str, rows_kept: bool) -> None:
        codec = _FAMILIES[family][-1 if rows_kept and family != "big5" else 0]
        rows = USER_ROWS.get(family, ()) if rows_kept else ()
        shown = partial(_shows, codec=codec, rows=rows)
        self.family = family
        self.wide = family in WIDE
        self.never = frozenset(b for b in _HIGH if not shown(bytes((b,))))
        self._single = self.never
        self._invalid: dict[int, frozenset[int]] = {}
        if self.wide:
            leads = {b for b in _HIGH if any(shown(bytes((b, n))) for n in _LIKELY_SECOND)}
            self._invalid = {b: frozenset(n for n in range(0x40, 0x100) if not shown(bytes((b, n)))) for b in _HIGH}
            self.never = self.never - leads
        elif family == "latin-1":  # shows all of its bytes, but C1 controls are easily lost
            self.never = self._single = frozenset(range(0x80, 0xA0))
        formal = _LEADS.get(family, frozenset())
        self.lone = self.never - formal
        self.pairs = _rectangles({b: bad for b, bad in self._invalid.items() if b not in self.lone})
        self.codes = frozenset(bytes(code) for firsts, seconds in self.pairs for code in product(firsts, seconds))
        self.firsts = frozenset(b for firsts, _ in self.pairs for b in firsts)
        self.seconds = frozenset(b for _, second in self.pairs for b in second)
        self.swallowed = frozenset(bytes((b,)) for b in _SWALLOWED if not shown(bytes((0xB0, b))))
        self.dangling = formal | (frozenset(_HIGH) - self.never)
        self.alone = lru_cache(maxsize=None)(self._alone)

    def _alone(self, behind: int | None) -> frozenset[int]:
        if not self.wide:
            return self._single
        if behind is None or behind < 0x40:
            return self._single
        if behind == SIGN[0]:  # what stands behind is lost as well
            return self.never | self.firsts
        return self.never | frozenset(b for b, bad in self._invalid.items() if behind in bad)


class Silent(NamedTuple):
    """What may be lost without a sign: single bytes, None if those that ``Losses`` says; pairs as there."""

    alone: frozenset[int] | None
    pairs: tuple[Rectangle, ...]


NOTHING = Silent(frozenset(), ())


def _shows(code: bytes, codec: str, rows: tuple[Rectangle, ...]) -> bool:
    if len(code) == 2 and any(code[0] in firsts and code[1] in seconds for firsts, seconds in rows):
        return True
    shown = code.decode(codec, "ignore")
    return len(shown) == 1 and not shown.isascii() and not ("\ue000" <= shown <= "\uf8ff" and len(code) == 1)


def _rectangles(invalid: dict[int, frozenset[int]]) -> tuple[Rectangle, ...]:
    """First bytes with the same invalid second bytes together, and odd first bytes with each other: few searches."""
    same: dict[frozenset[int], set[int]] = {}
    for first, bad in invalid.items():
        seconds = frozenset(n for n in bad if 0x80 <= n < 0xFF)
        if seconds:
            same.setdefault(seconds, set()).add(first)
    odd: dict[bool, tuple[set[int], set[int]]] = {}
    found = []
    for seconds, firsts in same.items():
        if len(firsts) > _ODD:
            found.append((frozenset(firsts), seconds))
            continue
        left, right = odd.setdefault(min(firsts) < 0xAA, (set(), set()))
        left |= firsts
        right |= seconds
    return (*found, *((frozenset(left), frozenset(right)) for left, right in odd.values()))


@cache
def losses(family: str, rows_kept: bool) -> Losses:
    """What is lost by one family of codecs, worked out once (16,000 pairs, 40 ms).

    rows_kept: user-defined rows are shown as private-use characters, and so not lost.
    """
    return Losses(family, rows_kept)


def shown_by(family: str, codes: Iterable[bytes]) -> str:
    """Every character that the codecs of a family show for one of ``codes``."""
    chars: set[str] = set()
    for code in codes:
        for codec in _FAMILIES[family]:
            shown = code.decode(codec, "ignore")
            if len(shown) == 1 and not shown.isascii():
                chars.add(shown)
        if len(code) == 1 and family not in WIDE:
            chars.add(chr(code[0]))
    return "".join(sorted(chars))
