"""Ideographic spaces deleted byte by byte from GBK: ``现常`` for ``现场。``, ``是埃`` for ``是啊。``.

Software deletes the ideographic space, bytes A1A1, without looking where characters begin. 啊。 is B0A1 A1A3, so that
B0A3, 埃, is left; in the same way every character whose second byte is A1 (病 场 取 省 小 选 ！) is joined with a mark
behind it (。、“”《》「」 —— ……) into another character, anywhere in a line.

The rule looks for characters that read far worse than the two they may have been, quotation marks that must go with
their partners included. Where the process was run no such pair is left: one ``场。`` or ``小、`` shows that the text
around it did not go through it. A file may be several documents, so a long stretch without such pairs is looked at all
the same, and must then show more. One doubtful place alone is reported or left, several support each other; a real
埃及, 正常, 学校 or 玻璃 reads well and stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.processes.spaces import Site

_CHINESE = "。，的、一是不"  # each is searched in no time, and Chinese prose has one of them
_KANA_OR_HANGUL = lazy("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]+")
_FOREIGN = 0.1  # so much kana or hangul: the judge reads Chinese only
# Characters without an untouched pair. Undamaged text has a pair every 1,500 to 4,000 characters.
_BETWEEN, _BESIDE = 8000, 3000
# In nats, measured on held-out documents. What the places of a stretch must show together, more for each side on which
# an untouched pair stands; what a place must show to count; what is deducted from each. Judged by tables that had not
# seen the document, the best place in 4.8 million undamaged characters showed 4.8, of true places 85 in 100 more.
_TOGETHER, _SIDE, _LEAST, _DEDUCTED = 4.0, 2.0, 2.0, 1.0
_MANY, _AMONG_MANY = 3.0, 0.5  # times what is needed, and what is enough for a place in such a stretch
_LONG = 5000  # characters; what must be shown grows beyond it
_REPORTED = 4.0  # by a place alone that is not cured


class _Stretch(NamedTuple):
    """Text without an untouched pair. sides: how many of its ends are such pairs, not the text's own."""

    start: int
    end: int
    sides: int


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for characters that were joined; cure None where it is probable but not sure."""
    if text.isascii() or not any(mark in text for mark in _CHINESE):
        return
    from cleantext.processes.spaces import untouched

    ends = [0, *untouched(text), len(text)]
    last = len(ends) - 2
    stretches = [_Stretch(ends[i], ends[i + 1], (i > 0) + (i < last)) for i in range(last + 1)]
    long = {s for s in stretches if s.end - s.start >= (0, _BESIDE, _BETWEEN)[s.sides]}
    found = [f for each in sorted(long) for f in _parted(text, each)]
    if any(f.cure is not None for f in found):  # a part of the file was damaged: so may others be, and shorter ones
        found += [f for each in stretches if each not in long for f in _parted(text, each)]
    yield from found


def _parted(text: str, stretch: _Stretch) -> Iterator[Finding]:
    """The findings of one stretch."""
    from cleantext.processes.spaces import sites

    if _is_foreign(text[stretch.start : stretch.start + 500]):
        return
    found = list(sites(text, stretch.start, stretch.end, _AMONG_MANY))
    shown, needed = _shown(text, found), _needed(stretch)
    least = _LEAST if shown < _MANY * needed else _AMONG_MANY
    for at, cure, score in found:
        if shown >= needed and score >= least:
            confidence = 1 / (1 + math.exp(_LEAST - 1.0 - score))
            yield Finding("ideographic_space", at, at + 1, text[at], cure, confidence, "bytes A1A1 were deleted")
        elif score >= _REPORTED and not stretch.sides:
            note = f"perhaps {cure!r}, if the bytes A1A1 were deleted"
            yield Finding("ideographic_space", at, at + 1, text[at], None, 0.4, note)


def _shown(text: str, found: list[Site]) -> float:
    """What the sites show together; the best of each character, because one that comes often may be a name."""
    best: dict[str, float] = {}
    for at, _, score in found:
        if score >= _LEAST:
            best[text[at]] = max(best.get(text[at], 0.0), score - _DEDUCTED)
    return sum(best.values())


def _needed(stretch: _Stretch) -> float:
    """What a stretch must show: more in a long one, where there is more to be mistaken about."""
    return _TOGETHER + _SIDE * stretch.sides + math.log(max(1.0, (stretch.end - stretch.start) / _LONG))


def _is_foreign(sample: str) -> bool:
    likely = any(c in sample for c in "の는이")
    return likely and sum(map(len, _KANA_OR_HANGUL.findall(sample))) > _FOREIGN * len(sample)
