"""Private-use characters that have a code point of their own today, by the published mappings.

GBK (Windows 936) had no code points for 95 of its characters and showed them from U+E766 on, in the order of their
bytes; GB18030 gave most of them away in 2000, the rest in 2005 and 2022. Windows 950 shows the bytes that Hong Kong's
supplement HKSCS uses as U+E000-U+F848, in rows of 157. So a code point is its bytes, and a codec of today reads them.
"""

from __future__ import annotations

from functools import cache

# Python's gb18030 is that of 2000. What it still shows as private-use was given away in 2005 (FE59 …) and 2022.
# All 25 are what glibc 2.36 reads of their bytes. The web's standard (Node 20) has 19 of them alike; FE51-FE53, FE6C,
# FE76 and FE91 it keeps, and GB18030 has written their characters with four bytes since 2022.
_LATER = dict(zip(
    "\ue7c7\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832"
    "\ue83b\ue843\ue854\ue855\ue864",
    "\u1e3f\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7"
    "\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
    strict=True,
))  # fmt: skip
IDEOGRAPHIC_SPACE = "\ue5e5"  # A3A0: the web's standard for decoders reads it as U+3000
_HK_ROWS = ((0xE000, 0xFA), (0xE311, 0x8E), (0xEEB8, 0x81))  # first code point, lead byte
_HK_SIGNS = 0xF6B1  # of C6A1-C8FE
_ROW = 157
_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


@cache
def gbk_standard() -> dict[str, str]:
    """Private-use character of GBK or GB18030 -> the character of today."""
    pairs = {chr(0xE815 + i): (0xFE, trail) for i, trail in enumerate((*range(0x50, 0x7F), *range(0x80, 0xA1)))}
    pairs |= {chr(0xE7E7 + i): (0xA9, 0x89 + i) for i in range(13)}
    pairs |= {"\ue7c7": (0xA8, 0xBC), "\ue7c8": (0xA8, 0xBF), "\ue76c": (0xA2, 0xE3)}
    shown = {c: bytes(pair).decode("gb18030", "ignore") for c, pair in pairs.items()}
    return {c: now for c, now in shown.items() if len(now) == 1 and not is_private(now)} | _LATER


@cache
def hong_kong(c: str) -> str:
    """The character of HKSCS that Windows 950 shows as the private-use character ``c``, "" when there is none."""
    code = ord(c)
    if _HK_SIGNS <= code <= 0xF848:
        at = code - _HK_SIGNS + _ROW * 0xC6 + 63
        lead, trail = at // _ROW, _TRAILS[at % _ROW]
    else:
        first, lead = max((row for row in _HK_ROWS if row[0] <= code), default=(0, 0))
        if not first or code >= _HK_SIGNS:
            return ""
        lead, trail = lead + (code - first) // _ROW, _TRAILS[(code - first) % _ROW]
    try:
        now = bytes((lead, trail)).decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    return now if not any(map(is_private, now)) else ""


def is_private(c: str) -> bool:
    """True for a private-use character of any plane; False for ""."""
    return "\ue000" <= c <= "\uf8ff" or c >= "\U000f0000"
