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
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.processes.spaces import Stretch

_CHINESE = "。，的"  # each is searched in no time, and Chinese prose has one of them
_KANA_OR_HANGUL = lazy("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]+")
_FOREIGN = 0.1  # so much kana or hangul: the judge reads Chinese only
# Characters without an untouched pair. Undamaged text has a pair every 1,500 to 4,000 characters.
_BETWEEN, _BESIDE, _BRIEF = 8000, 3000, 600
# By the neighbours alone, in nats: what a place must show to be weighed, and what is added to it and must come together
# before anything is weighed, for which the judge is loaded. One clean file of 10 KB in ten has a place of 0.
_WEIGHED, _ADDED, _STRANGE = -2.5, 2.0, 2.0
# In nats. What the places of a stretch must show together, more for each side on which an untouched pair stands; what
# a place must show to count; what is deducted from each. Judged by tables that had not seen the document, the best
# place in 4.8 million undamaged characters showed 3.0.
_TOGETHER, _SIDE, _LEAST, _DEDUCTED = 3.0, 2.0, 1.5, 1.0
_MANY, _AMONG_MANY = 3.0, 0.0  # times what is needed, and what is enough for a place in such a stretch
_LONG = 5000  # characters; what must be shown grows beyond it
_REPORTED = 3.0  # by a place alone that is not cured


class _Weighed(NamedTuple):
    """The character at ``at`` may be ``cure``; score in nats, above 0 where the cure reads better."""

    at: int
    cure: str
    score: float


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for characters that were joined; cure None where it is probable but not sure."""
    if text.isascii() or not any(mark in text for mark in _CHINESE):
        return
    from cleantext.processes.spaces import Stretch, stretches, untouched

    if len(text) < _BRIEF and not _strange(text, Stretch(0, len(text), 0)):
        return
    long = [*stretches(text, _BESIDE, _BETWEEN)]
    found = [f for each in long for f in _parted(text, each)]
    if any(f.cure is not None for f in found):  # a part of the file was damaged: so may others be, and shorter ones
        starts = {each.start for each in long}
        ends = [0, *(at + 1 for at in untouched(text)), len(text)]
        last = len(ends) - 2
        rest = [Stretch(ends[i], ends[i + 1], (i > 0) + (i < last)) for i in range(last + 1) if ends[i] not in starts]
        found += [f for each in rest for f in _parted(text, each)]
    yield from found


def _parted(text: str, stretch: Stretch) -> Iterator[Finding]:
    """The findings of one stretch."""
    found = _strange(text, stretch)
    if not found:
        return
    from cleantext.processes.spaces_weighed import by_judge

    weighed = [w._replace(score=by_judge(text, w.at, w.cure) + w.score) for w in found]
    shown, needed = _shown((text[w.at], w.score - _DEDUCTED) for w in weighed if w.score >= _LEAST), _needed(stretch)
    least = _LEAST if shown < _MANY * needed else _AMONG_MANY
    for at, cure, score in weighed:
        if shown >= needed and score >= least:
            confidence = 1 / (1 + math.exp(_LEAST - 1.0 - score))
            yield Finding("ideographic_space", at, at + 1, text[at], cure, confidence, "bytes A1A1 were deleted")
        elif score >= _REPORTED and not stretch.sides:
            note = f"perhaps {cure!r}, if the bytes A1A1 were deleted"
            yield Finding("ideographic_space", at, at + 1, text[at], None, 0.4, note)


def _strange(text: str, stretch: Stretch) -> list[_Weighed]:
    """The places to be weighed, with what their sentence says of them; none where together they are not strange."""
    from cleantext.processes.spaces import places

    if _is_foreign(text[stretch.start : stretch.start + 500]):
        return []
    found = places(text, stretch.start, stretch.end)
    if not found:
        return []
    from cleantext.processes.spaces_weighed import by_sentence

    said = [(p, by_sentence(text, p.at, p.cure)) for p in found]
    said = [(p, score) for p, score in said if p.glance + score >= _WEIGHED]
    if sum(max(0.0, p.glance + score + _ADDED) for p, score in said) < _STRANGE:
        return []
    return [_Weighed(p.at, p.cure, score) for p, score in said]


def _shown(scores: Iterable[tuple[str, float]]) -> float:
    """What places show together; the best of each character, because one that comes often may be a name."""
    best: dict[str, float] = {}
    for char, score in scores:
        best[char] = max(best.get(char, 0.0), score)
    return sum(best.values())


def _needed(stretch: Stretch) -> float:
    """What a stretch must show: more in a long one, where there is more to be mistaken about."""
    return _TOGETHER + _SIDE * stretch.sides + math.log(max(1.0, (stretch.end - stretch.start) / _LONG))


def _is_foreign(sample: str) -> bool:
    likely = any(c in sample for c in "の는이")
    return likely and sum(map(len, _KANA_OR_HANGUL.findall(sample))) > _FOREIGN * len(sample)
