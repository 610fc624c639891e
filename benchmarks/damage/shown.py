"""How damaged GBK or Big5 bytes are shown: decoders differ in what an invalid pair costs and in the user-defined rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import product
from typing import Literal

Codec = Literal["gbk", "big5"]
UserRows = Literal["keep", "drop", "mark", "replace"]
_PYTHON = {"gbk": ("gbk", "gb18030"), "big5": ("big5", "cp950", "big5hkscs")}
_TRAILS = {"gbk": (*range(0x40, 0x7F), *range(0x80, 0xFF)), "big5": (*range(0x40, 0x7F), *range(0xA1, 0xFF))}
# Big5's user-defined rows on Windows: first lead byte, last lead byte, private-use character of the first one's byte 40.
_EUDC = ((0x81, 0x8D, 0xEEB8), (0x8E, 0xA0, 0xE311), (0xC6, 0xC8, 0xF6B1 - 63), (0xFA, 0xFE, 0xE000))
_KINDS: tuple[UserRows, ...] = ("keep", "drop", "mark", "replace")


def decode_as_shown(data: bytes, codec: Codec, user_rows: UserRows, swallows: bool, sign: str = "?") -> str:
    """``data`` as a lenient decoder shows it.

    user_rows: pairs that the codec has no character for are kept as private-use characters (gb18030's, Windows'),
    dropped, marked with one ``sign``, or replaced as an invalid pair is (which is what Python does).
    swallows: an invalid pair costs both bytes; otherwise only the lead, and the second byte is read again. The end of a
    line and of the data is never swallowed. sign: ``"?"`` or U+FFFD.
    """
    table, out, at = _table(codec), [], 0
    while at < len(data):
        lead, pair = data[at], data[at : at + 2]
        shown = chr(lead) if lead < 0x80 else None
        size = 1
        if shown is None and pair in table:
            char, is_user = table[pair]
            if not is_user or user_rows != "replace":
                shown = {"keep": char, "drop": "", "mark": sign}[user_rows] if is_user else char
                size = 2
        if shown is None:
            shown = sign
            size = 2 if swallows and len(pair) == 2 and lead not in (0x80, 0xFF) and pair[1] not in b"\r\n" else 1
        out.append(shown)
        at += size
    return "".join(out)


def decoders(codec: Codec) -> dict[str, Callable[[bytes], str]]:
    """Every way to show ``codec`` that is modelled, by name: Python's own with ``replace``, then those of the time."""

    def python(name: str, data: bytes) -> str:
        return data.decode(name, "replace")

    ways: dict[str, Callable[[bytes], str]] = {f"python {name}": partial(python, name) for name in _PYTHON[codec]}
    for rows, swallows, sign in product(_KINDS, (True, False), ("?", "\ufffd")):
        name = f"{codec}, user rows {rows}, {'two bytes' if swallows else 'one byte'} a {sign}"
        ways[name] = partial(decode_as_shown, codec=codec, user_rows=rows, swallows=swallows, sign=sign)
    return ways


@cache
def _table(codec: Codec) -> dict[bytes, tuple[str, bool]]:
    """Pair of bytes -> its character, and whether it lies in the user-defined rows (or a hole) of the codec."""
    name = "gbk" if codec == "gbk" else "cp950"
    table = {}
    for lead, trail in product(range(0x81, 0xFF), _TRAILS[codec]):
        pair = bytes((lead, trail))
        char = pair.decode(name, "ignore")
        is_char = len(char) == 1 and not char.isascii()  # not what is left of an invalid pair
        user = char if is_char else pair.decode("gb18030") if codec == "gbk" else _eudc(lead, trail)
        if user:
            table[pair] = (user, not is_char)
    return table


def _eudc(lead: int, trail: int) -> str:
    """The private-use character of a Big5 pair on Windows, ``""`` when it has none."""
    place = trail - 0x40 if trail < 0x80 else trail - 0xA1 + 63
    for first, last, start in _EUDC:
        if first <= lead <= last:  # C640-C67E are characters, so that nobody asks for them
            return chr(start + (lead - first) * 157 + place)
    return ""
