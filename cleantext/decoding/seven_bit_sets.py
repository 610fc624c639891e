"""The character sets of seven-bit codecs: what two bytes (or one) stand for in each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cleantext.decoding import cns

_HIGH = bytes(code | 0x80 for code in range(256))
_PRIVATE = ("\ue000", "\uf8ff")
# Set -> codecs whose two bytes, each with its top bit set, are the set; the first that knows a pair counts. What JIS
# left free NEC and later JIS filled alike (①, ㈱), and Windows wrote it under the name of JIS.
_CODECS = {
    "jis": ("euc_jp", "euc_jis_2004"),
    "jis2004": ("euc_jis_2004",),
    "gb": ("gb2312", "gb18030"),
    "ks": ("euc_kr",),
}
# Python reads two signs of GB2312 as Japan writes them; Chinese text has the dash and the dot that GBK has there.
_CHINESE = {0x2015: "\u2014", 0x30FB: "\u00b7"}
_THREE = {"jis0212": "euc_jp", "jis2004-2": "euc_jis_2004"}  # the same, after the byte 8F
_CNS = {"cns1": 1, "cns2": 2}
_ROMAN = {0x5C: "¥", 0x7E: "‾"}
_SINGLE: dict[str, Callable[[int], str]] = {
    "ascii": chr,
    "roman": lambda code: _ROMAN.get(code, chr(code)),
    "kana": lambda code: chr(code + 0xFF40) if code <= 0x5F else "",
    "latin": lambda code: chr(code | 0x80),
    "greek": lambda code: bytes((code | 0x80,)).decode("iso8859-7", "ignore"),
}


def is_single(name: str) -> bool:
    """True for a set of one byte a character."""
    return name in _SINGLE


def one(name: str, code: int) -> str:
    """The character of one byte 0x20 to 0x7F; "" where there is none."""
    return chr(code) if code in (0x20, 0x7F) else _SINGLE[name](code)


def pairs(name: str, taken: bytes) -> str:
    """All characters of an even number of bytes 0x21 to 0x7E; "" when one of them is not in the set."""
    codec = _CODECS.get(name, ("",))[0]
    if codec:
        try:
            return _written(taken.translate(_HIGH).decode(codec), name)
        except UnicodeDecodeError:
            pass
    characters = [pair(name, taken[at : at + 2]) for at in range(0, len(taken), 2)]
    return "".join(characters) if all(characters) else ""


@cache
def pair(name: str, taken: bytes) -> str:
    """The character of two bytes 0x21 to 0x7E; "" where there is none."""
    if name in _CNS:
        return cns.character(_CNS[name], taken)
    high = taken.translate(_HIGH)
    readings = [(b"\x8f" + high, _THREE[name])] if name in _THREE else [(high, each) for each in _CODECS.get(name, ())]
    for code, codec in readings:
        character = code.decode(codec, "ignore")
        if len(character) in (1, 2) and not _PRIVATE[0] <= character <= _PRIVATE[1]:
            return _written(character, name)
    return ""


def _written(text: str, name: str) -> str:
    return text.translate(_CHINESE) if name == "gb" and ("\u2015" in text or "\u30fb" in text) else text
