"""CJK compatibility ideographs and letters in pieces: ``樂`` (U+F914) for ``樂``, ``mǎ`` in two code points.

Looks like the right text, and no search finds it. The compatibility ideographs (U+F900-U+FAFF, U+2F800-U+2FA1F) are
second copies of characters that other character sets had twice; a tone mark may be a character of its own behind its
letter; ``〈`` (U+2329), the Greek ``·`` (U+0387) and ``;`` (U+037E) are second copies of marks.
Made by: conversion from KS X 1001 and CNS 11643, fonts in PDF, file names of macOS, input methods.
The cure is the canonical composition of those characters (NFC), which Unicode holds to be the same text; never NFKC,
which would turn ，： ① ㎡ into something else.
Left alone: Korean and Japanese text, where the copies are how names and readings are written; the twelve ideographs of
the block that are no copies (﨑 塚's neighbour 﨏); Vietnamese, Yi, Hangul and kana in pieces; Å and Ω as units.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.odd import odd
from cleantext.processes.surroundings import Surroundings, is_han

_IDEOGRAPHS = lazy("[\uf900-\ufad9\U0002f800-\U0002fa1d]+")
# A letter of pinyin with its marks, the letters of its syllable beside it.
_IN_PIECES = lazy("[A-Za-z\u00c0-\u01dc][\u0300\u0301\u0304\u0308\u030c]{1,2}")
_MARKS = lazy("[\u2329\u232a\u0387\u037e]")
_TONES = lazy("[\u0300\u0301\u0304\u0308\u030c]")
_FEWEST = 4  # characters of a text that is Chinese and not one Japanese name
_VIETNAMESE = lazy("[\u0303\u0309\u031b\u0323đĐơƠưƯăĂ]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield the canonical form of every copy that stands in Chinese text."""
    seen = odd(text)
    if not seen:
        return
    around = Surroundings(text)
    if any(_IDEOGRAPHS.match(c) for c in seen):
        yield from _ideographs(text, around)
    if any(_MARKS.match(c) for c in seen):
        for m in _MARKS.finditer(text):
            if around.is_chinese(m.start()) and _beside_han(text, m.start()):
                cure = normalize("NFC", m[0])
                yield Finding("compatibility", *m.span(), m[0], cure, 0.9, "a copy of a mark; NFC has the same")
    if any(_TONES.match(c) for c in seen):
        yield from _letters(text, around)


def _ideographs(text: str, around: Surroundings) -> Iterator[Finding]:
    for m in _IDEOGRAPHS.finditer(text):
        cure = normalize("NFC", m[0])
        if cure == m[0]:
            continue
        if around.of_chinese_document() and around.is_chinese(m.start()) and _is_prose(text, *m.span()):
            yield Finding("compatibility", *m.span(), m[0], cure, 0.97, "compatibility ideographs; NFC has the same")


def _letters(text: str, around: Surroundings) -> Iterator[Finding]:
    for m in _IN_PIECES.finditer(text):
        cure = normalize("NFC", m[0])
        if len(cure) > 1 or not is_normalized("NFC", cure) or not around.of_chinese_document():
            continue
        near = text[max(m.start() - 12, 0) : m.end() + 12]
        if around.is_chinese(m.start()) and not _VIETNAMESE.search(near):
            yield Finding("compatibility", *m.span(), m[0], cure, 0.95, "a letter and its mark; NFC has one character")


def _is_prose(text: str, start: int, end: int) -> bool:
    """True when there is more Chinese near than a name of a few characters."""
    near = text[max(start - 20, 0) : start] + text[end : end + 20]
    return sum(map(is_han, near)) >= _FEWEST


def _beside_han(text: str, at: int) -> bool:
    return is_han(text[at - 1 : at]) or is_han(text[at + 1 : at + 2])
