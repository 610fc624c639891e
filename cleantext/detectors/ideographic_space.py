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
from typing import TYPE_CHECKING

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.processes.spaces import Stretch

_KANA_OR_HANGUL = lazy("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]+")
_FOREIGN, _SAMPLE = 0.1, 150  # characters of it, and so much kana or hangul: the judge reads Chinese only
# Characters: a stretch that is looked at though there are untouched pairs elsewhere (undamaged text has one every 1,500
# to 4,000 characters); a text in which they take longer to look for than strange characters.
_LONG, _BRIEF = 8000, 600
# In nats. What the places of a stretch must show together, more for each side on which an untouched pair stands; what
# a place must show to count; what is deducted from each, so that one alone must show 4.0. By tables that have not seen
# the document the best place in 5.7 million undamaged characters, whole and cut into pieces of 12 to 7,900, shows 3.4,
# but the figures were chosen with that text in view. Tried: 2.5 restores a hundredth more in encyclopedias.
_TOGETHER, _SIDE, _LEAST, _DEDUCTED = 3.0, 2.0, 1.5, 1.0
_MANY, _AMONG_MANY = 3.0, 0.0  # times what is needed, and what is enough for a place in such a stretch
_GROWS = 5000  # characters; what must be shown grows beyond it
_REPORTED = 3.0  # by a place alone that is not cured


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for characters that were joined; cure None where it is probable but not sure."""
    if text.isascii() or not ("。" in text or "，" in text or "的" in text):  # Chinese prose has one of them
        return
    if _is_foreign(text[:_SAMPLE]) and _is_foreign(text[len(text) // 2 :][:_SAMPLE]):
        return
    from cleantext.processes.spaces import Stretch, is_untouched, stretches, untouched
    from cleantext.processes.spaces_weighed import strange

    if len(text) < _LONG:
        if (len(text) >= _BRIEF or strange(text, 0, len(text))) and not is_untouched(text):
            yield from _parted(text, Stretch(0, len(text), 0))
        return
    long = [*stretches(text, _LONG)]
    found = [f for each in long for f in _parted(text, each)]
    if any(f.cure is not None for f in found):  # a part of the file was damaged: so may others be, and shorter ones
        starts = {each.start for each in long}
        ends = [0, *(at + 1 for at in untouched(text)), len(text)]
        rest = map(Stretch, ends, ends[1:], [(i > 0) + (i < len(ends) - 2) for i in range(len(ends) - 1)])
        found += [f for each in rest if each.start not in starts for f in _parted(text, each)]
    yield from found


def _parted(text: str, stretch: Stretch) -> Iterator[Finding]:
    """The findings of one stretch."""
    from cleantext.processes.spaces_weighed import by_judge, strange

    start, end, sides = stretch
    if _is_foreign(text[start : start + 3 * _SAMPLE]):
        return
    weighed = [(at, cure, score + by_judge(text, at, cure)) for at, cure, score in strange(text, start, end)]
    shown, needed = _shown(text, weighed), _needed(stretch)
    least = _LEAST if shown < _MANY * needed else _AMONG_MANY
    for at, cure, score in weighed:
        if shown >= needed and score >= least:
            confidence = 1 / (1 + math.exp(_LEAST - 1.0 - score))
            yield Finding("ideographic_space", at, at + 1, text[at], cure, confidence, "bytes A1A1 were deleted")
        elif score >= _REPORTED and not sides:
            note = f"perhaps {cure!r}, if the bytes A1A1 were deleted"
            yield Finding("ideographic_space", at, at + 1, text[at], None, 0.4, note)


def _shown(text: str, weighed: list[tuple[int, str, float]]) -> float:
    """What the places show together; the best of each character, because one that comes often may be a name."""
    best: dict[str, float] = {}
    for at, _, score in weighed:
        if score >= _LEAST:
            best[text[at]] = max(best.get(text[at], 0.0), score - _DEDUCTED)
    return sum(best.values())


def _needed(stretch: Stretch) -> float:
    """What a stretch must show: more in a long one, where there is more to be mistaken about."""
    return _TOGETHER + _SIDE * stretch.sides + math.log(max(1.0, (stretch.end - stretch.start) / _GROWS))


def _is_foreign(sample: str) -> bool:
    likely = "の" in sample or "는" in sample or "이" in sample
    return likely and sum(map(len, _KANA_OR_HANGUL.findall(sample))) > _FOREIGN * len(sample)
