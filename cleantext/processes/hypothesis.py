"""A hypothesis of the search (cleantext.processes.lattice): what it has written so far, and what it has over others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.language import SCALE

BEAM = 16  # hypotheses that live on at a place
SURE = 1 << 20  # a cost that nothing reaches


Pending = int | frozenset[int] | None  # None: in step; a number: the lead byte; a set: one of these


class Repaired(NamedTuple):
    """A stretch of the text and what it was.

    margin: how much dearer the best other repair is, in nats. damage: how much dearer the text as it stands is.
    rival: that other repair.
    """

    start: int
    end: int
    cure: str
    margin: float
    damage: float
    rival: str


class Edit(NamedTuple):
    """A linked list, last edit first."""

    before: Edit | None
    start: int
    end: int
    text: str


class State(NamedTuple):
    cost: int
    pending: Pending
    past: str  # the last two characters, folded
    last: str  # the last character
    edits: Edit | None
    margin: int = SURE
    written: int = 0  # a hash of all true characters so far
    damage: int = SURE
    rival: tuple[Edit | None, int] = (None, 0)  # the edits of the closest other reading, and how far they go

    def then(self, cost: int, pending: Pending, folded: str, edit: Edit) -> State:
        """The state after the true character ``folded`` (as it is: the edit's first character)."""
        c = edit.text[0]
        past, written = self.past[1] + folded, hash((self.written, c))
        return State(cost, pending, past, c, edit, self.margin, written, self.damage, self.rival)

    def written_back(self, start: int) -> Iterator[str]:
        """The characters of the edits, the last first, as far back as ``start``."""
        edit = self.edits
        while edit and edit.start >= start:
            yield from reversed(edit.text)
            edit = edit.before


def leads_of(pending: Pending) -> frozenset[int]:
    """The lead bytes that may be pending."""
    return frozenset((pending,)) if isinstance(pending, int) else pending or frozenset()


def stands(fewer: Edit | None, more: Edit | None) -> bool:
    """True when ``fewer`` is ``more`` without its last edits."""
    if fewer is None:
        return more is not None
    while more and more.start >= fewer.start:
        more = more.before
        if more is fewer:
            return True
    return False


def cost_of(state: State) -> int:
    return state.cost


def _spans(edit: Edit | None) -> list[tuple[int, int]]:
    """Where the edits stand, neighbours joined, in order."""
    joined: list[tuple[int, int]] = []
    while edit:
        if joined and joined[-1][0] == edit.end:
            joined[-1] = (edit.start, joined[-1][1])
        else:
            joined.append((edit.start, edit.end))
        edit = edit.before
    return joined[::-1]


def repairs(text: str, state: State) -> list[Repaired]:
    """What a hypothesis makes of the text: its edits, neighbours joined."""
    margin, damage = state.margin / SCALE, state.damage / SCALE
    found: list[Repaired] = []
    for start, end in _spans(state.edits):
        edits, reach = state.rival
        middle = min(max(start, reach), end)
        cure = _edited(text, state.edits, start, end)
        rival = _edited(text, edits, start, middle) + _edited(text, state.edits, middle, end)
        found.append(Repaired(start, end, cure, margin, damage, rival))
    return found


def _edited(text: str, edit: Edit | None, start: int, end: int) -> str:
    """What the edits make of the text between ``start`` and ``end``."""
    pieces: list[str] = []
    while edit and (edit.end > start or edit.start == start):
        if edit.end <= end:
            pieces += text[edit.end : end], edit.text
            end = edit.start
        edit = edit.before
    pieces.append(text[start:end])
    return "".join(reversed(pieces))


def beam(states: list[State], delta: int) -> list[State]:
    """The best few of the states, cheapest first, and always one that is in step: it can go on whatever comes."""
    limit = states[0].cost + delta
    best = [state for state in states[:BEAM] if state.cost <= limit]
    if all(state.pending is not None for state in best):
        best += [state for state in states if state.pending is None][:1]
    return best
