"""Simplified text made traditional by a machine, forward: OpenCC by phrases, and tables of single characters.

Programs and sites that copy a page convert its script character by character. Their tables differ in what they do with a
simplified character that stands for several: the usual one always, the first of a dictionary, or none of them when the
simplified shape is a traditional character as well (tables made from the codes of GBK and Big5).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from opencc import OpenCC

from cleantext.language import script_table

# Characters that stand for several, which converters of copied pages leave as they are.
_LEFT = "后于么并采筑愿干范扎斗余里系升核布占征准制周只松卷"


def by_phrases(text: str) -> str:
    """What OpenCC makes of it by its own standard."""
    return str(_converter("s2t").convert(text))


def by_first(text: str) -> str:
    """The first traditional form of each character: ``製度``, ``方麪``, ``傢庭``."""
    return text.translate(_table("first"))


def by_big5(text: str) -> str:
    """Only characters that Big5 does not have: ``体制机构``, ``干部``, ``對于`` beside ``發展``."""
    return text.translate(_table("big5"))


def by_single(text: str) -> str:
    """OpenCC, one character at a time: ``制造``, ``徵地``, ``復雜``."""
    return text.translate(_table("single"))


def by_gbk(text: str) -> str:
    """The shapes of Taiwan for what has one, the rest as it is: ``干部``, ``今后``, ``對于``, ``采取``."""
    return text.translate(_table("gbk"))


TABLES: dict[str, Callable[[str], str]] = {
    "first": by_first,
    "big5": by_big5,
    "single": by_single,
    "gbk": by_gbk,
}


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def _table(kind: str) -> dict[int, str]:
    first: dict[str, str] = {}
    for variant, simplified in script_table().items():
        first.setdefault(simplified, variant)
    if kind == "single":
        return {ord(c): by_phrases(c) for c in first}
    if kind == "gbk":
        return {ord(c): str(_converter("s2tw").convert(c)) for c in first if c not in _LEFT}
    return {ord(c): v for c, v in first.items() if kind == "first" or not c.encode("big5", "ignore")}
