"""The signs of text that was lost: what U+FFFD, and memory that was never written, show as in each codec."""

from __future__ import annotations

from functools import cache
from re import Pattern, compile
from typing import NamedTuple

_LOST = "\ufffd"
_WIDE = (("拷", "gbk", "GBK"), ("嚙", "big5", "Big5"), ("쏙", "euc_kr", "EUC-KR"), ("鐃", "euc_jp", "EUC-JP"))
_NARROW = (("ï", "cp1252"), ("ď", "cp1250"), ("ї", "cp1251"), ("Ω", "mac_roman"))
_FILLS = {"烫": 0xCC, "昍": 0xCC, "屯": 0xCD, "迋": 0xCD, "葺": 0xDD, "楥": 0xDD}  # read as GBK, as Big5
_AGAIN = "get the source file again and read it as GBK, or the Chinese codec it is in"
_REPLACED = f"every byte that is no UTF-8 was replaced by the same sign, so the text cannot be rebuilt; {_AGAIN}"


class Kind(NamedTuple):
    """A sign of what happened: what the text must have, what belongs to an extent, what proves one, what to say.

    near: the most characters between two parts that belong together.
    """

    needs: str
    part: Pattern[str]
    proof: Pattern[str]
    what: str
    near: int = 3


@cache
def kinds() -> dict[str, Kind]:
    """What each sign stands for, made with the codecs that did it."""
    lost = compile(f"{_LOST}(?:ｿｽ)?")
    kinds = {_LOST: Kind(_LOST, lost, lost, f"GBK, most likely, read as UTF-8: {_REPLACED}")}
    for sign, codec, name in _WIDE:
        a, b, c = [*(_LOST * 2).encode().decode(codec)]
        part = compile(f"{a}{b}{c}?|{b}{c}|[{a}{c}]{_LOST}?")
        proof = compile(f"{a}{b}|{b}{c}|{c}{a}|{a}{_astride(codec)}{c}")
        kinds[sign] = kinds[a] = Kind(a, part, proof, f"U+FFFD read as {name}; before that, {_REPLACED}")
    for sign, codec in _NARROW:
        chain = _LOST.encode().decode(codec)
        note = f"U+FFFD read as {codec}; before that, {_REPLACED}"
        kinds[sign] = Kind(chain, compile(chain), compile(chain), note, near=9)  # three characters for each one
    for sign, byte in _FILLS.items():
        three, others = sign * 3, f"[{''.join(_FILLS)}]"
        # Begins with a literal, and not within what another fill has begun. Three are speech in 烫烫烫！
        fill = compile(f"{three}(?<!{others}{{3}}{three})(?:{others}+|(?![！!~～，,]))")
        kinds[sign] = Kind(sign, fill, fill, f"memory filled with the byte {byte:02X}, not text; {_AGAIN}")
    return kinds


def _astride(codec: str) -> str:
    """Pattern of the two characters in 锟叫癸拷: two bytes that were UTF-8 by chance, each with one of a U+FFFD."""
    starts = (bytes((0xBD, other)).decode(codec, "ignore") for other in range(0xA1, 0xFF))
    ends = (bytes((other, 0xEF)).decode(codec, "ignore") for other in range(0xA1, 0xFF))
    return f"[{''.join(starts)}][{''.join(ends)}]"
