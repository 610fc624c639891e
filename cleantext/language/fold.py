"""Folding: the spellings that do not change how well a text reads, mapped to one.

Traditional forms go to simplified, wide marks to narrow, digits to ``0``, letters and masks (``x``, ``×``, ``*``)
to ``x``, white space to a line feed. Each character maps to exactly one, so positions are kept.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", '"': "”", "〝": "“", "〞": "”"}
_DASHES = {"—": "-", "―": "-", "─": "-", "－": "-", "–": "-", "~": "~", "～": "~", "〜": "~", "・": "·", "•": "·"}
_MASKS = dict.fromkeys("×＊*○●△□ＸX", "x")


@cache
def script_table() -> dict[str, str]:
    """Traditional character -> simplified character, for every character that OpenCC changes on its own."""
    lines = Path(__file__).with_name("script.txt").read_text(encoding="utf-8").splitlines()
    return {variant: line[0] for line in lines if not line.startswith("#") for variant in line[1:]}


@cache
def variants() -> frozenset[str]:
    """The traditional forms that are not the usual one of their character (``鎭`` beside ``鎮``)."""
    usual: set[str] = set()
    for variant, simplified in script_table().items():
        if simplified not in usual:
            usual.add(simplified)
            usual.add(variant)
    return frozenset(script_table()) - usual


class _Fold(dict[int, int]):
    """A table for ``str.translate`` that fills itself: only characters that occur are ever worked out."""

    def __missing__(self, code: int) -> int:
        self[code] = answer = ord(_folded(chr(code)))
        return answer


def _folded(char: str) -> str:
    if char.isspace():
        return "\n"
    if "！" <= char <= "～":
        char = chr(ord(char) - 0xFEE0)
    char = _MASKS.get(char) or _QUOTES.get(char) or _DASHES.get(char) or char
    if char.isascii():
        return "0" if char.isdigit() else "x" if char.isalpha() else char
    return script_table().get(char, char)


FOLD = _Fold()


def fold(text: str) -> str:
    """``text`` folded, of the same length in characters."""
    return text.translate(FOLD)
