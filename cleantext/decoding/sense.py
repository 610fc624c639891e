"""How well a few words read as Chinese, in their order: the second opinion, for what single characters cannot tell.

The trigrams of ``cleantext.language`` tell a damaged or foreign stretch from a name twice as well as the table of
``judge``. They take 50 ms to load, so only a stretch that is suspect, or a line of a few characters in a file that
one codec does not read, is brought here.
"""

from __future__ import annotations

import math

from cleantext.patterns import lazy

_UNREADABLE = 26.0  # bits for each unreadable byte, as on the path
_PRIVATE = 10.0  # bits more than an unknown character: a sound file hardly has any
_WORD = 26.0  # bits a foreign word costs, however long, and
_LETTER = 8.0  # each of its letters; else a Russian name in a Chinese line is dearer than the GBK its bytes make
_KANA = 14.0  # bits

_BAD = lazy("[\ud800-\udfff]")
_OWN_USE = lazy("[\ue000-\uf8ff]")
_ACCENTS = lazy("(?<=[A-Za-z])[\xc0-\u024f]|[\xc0-\u024f](?=[A-Za-z])")
_WORDS = lazy(
    "[\u0386-\u03ce]{3,}|[\u0401\u0410-\u044f\u0451]{3,}|[\u05d0-\u05ea]{3,}|[\u0621-\u064a]{3,}|[\u0e01-\u0e4e]{3,}"
)
_SYLLABLES = lazy("[\u3041-\u3096\u30a1-\u30fe\uac00-\ud7a3]+")


def bits(text: str, before: str = "\n") -> float:
    """Bits ``text`` costs as Chinese after ``before`` (of which two characters count): lower reads better. Linear.

    Lone surrogates stand for unreadable bytes.
    """
    from cleantext.language import SCALE, chinese  # 50 ms

    cost = _UNREADABLE * len(_BAD.findall(text)) + _PRIVATE * len(_OWN_USE.findall(text))
    text = _BAD.sub("", text)
    for found, first, each in ((_ACCENTS, 0.0, _LETTER), (_WORDS, _WORD, _LETTER), (_SYLLABLES, 0.0, _KANA)):
        runs = found.findall(text)
        cost += sum(first + each * len(run) for run in runs)
        text = found.sub("x", text) if runs else text
    return cost + chinese().cost(before, text) / (SCALE * math.log(2))
