"""The accidents that are known: a true codec and the wrong one it was read with, and what gives each of them away."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cleantext.misread.wrong import WIDE, shown_by, wrong


class Accident(NamedTuple):
    """Text in codec ``true`` that was read with a codec of the family ``wrong``."""

    true: str
    wrong: str


_SINGLE = ("cp1252", "cp1250", "cp1251", "mac_roman")
NARROW = (
    *(Accident("utf-8", family) for family in _SINGLE),
    *(Accident("gbk", family) for family in _SINGLE[:3]),
    Accident("big5", "cp1252"),
)
# cp1252 and Latin-1 differ in the bytes 80-9F; where none of them is shown it was Latin-1, and they are lost.
LATIN_1 = {Accident(true, "cp1252"): Accident(true, "latin-1") for true in ("utf-8", "gbk", "big5")}
C1 = re.compile("(?<=[\xa0-\xff])[\x80-\x9f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Signs of single-byte codecs: C1 controls, and what European text has only here and there.
_TELLING = (
    "".join(map(chr, range(0x80, 0xA0))) + "¡¢£¤¥¦¨ª¬\xad®¯²³´µ¶¸¹º¼½¾¿ÐÞðþƒ†‡ˆ˜‰‹›ˇ˘˛˝ŒŸ≠∞≤≥∂∑∏π∫ΩЂЃѓљњќџЎўЈҐґЅѕј№"
)
_CONTINUES, _LEADS = range(0x80, 0xC0), range(0xC2, 0xF0)
_ASCII_TRAILS = range(0x40, 0x7F)
_PRIVATE = [chr(code) for code in range(0xE000, 0xF900)]
_SHORT = 20000  # characters
_ESCAPED = re.compile(r"[\\\]^-]")


@cache
def typical() -> dict[str, tuple[Accident, ...]]:
    """Character -> the accidents of wide codecs that it is typical of."""
    found: dict[str, tuple[Accident, ...]] = {}
    for line in Path(__file__).with_name("typical.txt").read_text(encoding="utf-8").splitlines():
        true, family, chars = line.split(" ")
        for c in chars:
            found[c] = (*found.get(c, ()), Accident(true, family))
    wide = tuple(dict.fromkeys(accident for each in found.values() for accident in each))
    return found | dict.fromkeys(_PRIVATE, wide)


def first_sign(text: str) -> int:
    """Where the first character stands that misread text has and other text hardly ever; -1 if there is none."""
    # The pattern takes 20 ms to compile, and is three times faster then: not for a few short texts.
    if not _few.seen(len(text)) or not _signs().isdisjoint(text):
        m = signs().search(text)
        return m.start() if m else -1
    return -1


class _Few:
    """Counts the characters that were looked at, which decides how; never what is found."""

    def __init__(self, most: int) -> None:
        self.left = most

    def seen(self, size: int) -> bool:
        """True as long as there were few."""
        self.left -= size
        return self.left > 0


_few = _Few(_SHORT)


@cache
def _signs() -> frozenset[str]:
    return frozenset(typical()) | set(_TELLING)


@cache
def signs() -> re.Pattern[str]:
    """Those characters: one search for all accidents."""
    return re.compile(f"[{''.join(sorted(_signs() - set(_PRIVATE)))}\ue000-\uf8ff]")


@cache
def run_of(accident: Accident) -> re.Pattern[str]:
    """A run of characters that the accident can have made, ASCII between them."""
    chars = _ESCAPED.sub(r"\\\g<0>", _shown(accident))
    return re.compile(f"[{chars}\ufffd][{chars}\ufffd -~]*")


def _shown(accident: Accident) -> str:
    if accident.true != "utf-8":
        return shown_by(accident.wrong, (bytes((byte,)) for byte in range(0x80, 0xFF)))
    high = (*_CONTINUES, *_LEADS)
    singles = [bytes((byte,)) for byte in high]
    if accident.wrong not in WIDE:
        return shown_by(accident.wrong, singles)
    pairs = {bytes(pair) for pair in product(high, high) if not (pair[0] in _LEADS and pair[1] in _LEADS)}
    pairs |= {bytes(pair) for pair in product(_CONTINUES, _ASCII_TRAILS)}
    private = "".join(c for c in _PRIVATE if wrong(accident.wrong)[c] in pairs)
    return shown_by(accident.wrong, [*singles, *pairs]) + private + ("€" if accident.wrong == "gbk" else "")
