"""Which of the candidates are cuts: the set with the most evidence, in which speeches are not too short.

A shortest path (Viterbi): each cut is worth its points less what a cut needs, and loses some where the speech before it
is very short.
"""

from __future__ import annotations

from typing import NamedTuple

from cleantext.speeches.candidates import Candidate
from cleantext.speeches.evidence import NEEDED, Cut, Points, weigh
from cleantext.speeches.titles import Block

_LIKELY = 1.5  # points of evidence that make a candidate
_USUAL = 2.0  # points for the way in which the document sets its speeches apart
_MANY = 2000  # candidates of no document that speeches are in
_ROOM, _TINY = 160, 50  # characters: a speech is longer; the last exhortation is not
_SHORT, _NONE = 2.5, 6.0  # points that a short one, a tiny one costs
_SURE = NEEDED + 4.5  # points of a cut at which the last speech may be short: a file ends anywhere


class Weighed(NamedTuple):
    """called: with a salutation."""

    block: Block
    evidence: list[Points]
    points: float
    called: bool


def weighed(text: str, known: list[Candidate]) -> list[Weighed]:
    """The candidates that have evidence; a site's title and its navigation have little."""
    found = []
    for each in known:
        evidence = weigh(text, each.block, each.call, len(known) > _MANY)
        if each.usual:
            evidence.append((_USUAL, "as its other speeches"))
        points = sum(points for points, _ in evidence)
        if points >= _LIKELY:
            found.append(Weighed(each.block, evidence, points, each.call is not None))
    return found


def chosen(known: list[Weighed], since: int, end: int, least: float) -> list[Cut]:
    """The cuts between two places, in order. least: cuts that are less sure are not made."""
    cuts = [_cut(each) for each in known]
    places = [i for i, cut in enumerate(cuts) if cut.confidence >= least]
    worth = {-1: 0.0}
    came: dict[int, int] = {}
    safe, safe_at, waiting = 0.0, -1, [-1]  # the best that ends far enough before; those that do not
    bodies = {-1: since}
    for i in places:
        cut = cuts[i]
        while waiting and cut.start - bodies[waiting[0]] >= _ROOM:
            done = waiting.pop(0)
            if done == -1 or worth[done] > safe:
                safe, safe_at = worth[done], done
        options = [(worth[j] - _price(cut.start - bodies[j]), j) for j in waiting]
        if -1 not in waiting:
            options.append((safe, safe_at))
        best, came[i] = max(options)
        worth[i] = best + cut.points - NEEDED
        bodies[i] = cut.body
        waiting.append(i)
    last = max(worth, key=lambda i: worth[i] - (_price(end - bodies[i]) if i >= 0 and cuts[i].points < _SURE else 0.0))
    found = []
    while last >= 0:
        found.append(cuts[last])
        last = came[last]
    return found[::-1]


def _price(size: int) -> float:
    """What a speech of so many characters costs."""
    return _NONE if size < _TINY else _SHORT if size < _ROOM else 0.0


def _cut(each: Weighed) -> Cut:
    block = each.block
    reasons = tuple(why for points, why in each.evidence if points > 0)
    return Cut(block.start, block.body, block.title, "", each.points, reasons, block.called)
