"""Readings: which characters a pinyin syllable can stand for, and what a glued-in gloss looks like.

The table is generated (pypinyin's readings of every GBK character); a gloss may carry tones or not.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from cleantext.patterns import lazy

LETTERS = "a-zA-Züɑɡāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿêế"
GLOSS = lazy(rf"[(（] ?([{LETTERS}]{{1,7}}) ?[)）]")
# A torn gloss: the lost lead byte shows as "?" and has mostly swallowed the bracket.
TORN_GLOSS = lazy(rf"[?？�][(（]?([{LETTERS}]{{1,7}}) ?[)）]")


@cache
def toned() -> dict[str, frozenset[str]]:
    """Syllable with its tone -> the characters that can be read so."""
    lines = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines if not line.startswith("#"))
    return {syllable: frozenset(characters) for syllable, characters in pairs}


@cache
def readings() -> dict[str, frozenset[str]]:
    """Syllable without tone (v for ü) -> the characters that can be read so."""
    found: dict[str, set[str]] = {}
    for syllable, characters in toned().items():
        found.setdefault(plain(syllable), set()).update(characters)
    return {syllable: frozenset(characters) for syllable, characters in found.items()}


@cache
def plain(syllable: str) -> str:
    """The syllable without tones, in lower case, with v for ü (``lǜ`` -> ``lv``)."""
    text = unicodedata.normalize("NFD", syllable.lower().replace("ɑ", "a").replace("ɡ", "g"))
    text = text.replace("u\u0308", "v")
    return "".join(c for c in text if c.isascii())


def read_as(syllable: str) -> frozenset[str]:
    """The characters that a gloss ``syllable`` (tones optional) can belong to; empty when it is no syllable."""
    table = readings()
    key = plain(syllable)
    found = table.get(key)
    if found is None and "u" in key:  # lue, nue, lu for lüe, nüe, lü
        found = table.get(key.replace("u", "v", 1))
    return found or frozenset()


def read_exactly(syllable: str) -> frozenset[str]:
    """The same, with just this tone; all tones when the gloss has none or one that no character has."""
    found = toned().get(unicodedata.normalize("NFC", syllable.replace("ɑ", "a").replace("ɡ", "g")))
    return read_as(syllable) if found is None or syllable.isascii() else found
