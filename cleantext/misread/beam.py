"""The hypotheses of the search that live on: of those with the same future the cheapest, and of these the best few."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import NamedTuple

from cleantext.language import SCALE
from cleantext.misread.true import Pending

# Hypotheses that live on; how much dearer than the best one they may be when a character is whole, and before.
BEAM, DELTA, _DELTA_PENDING = 12, 7 * SCALE, 14 * SCALE
_MARGIN = round(0.6 * SCALE)  # nats that the next best reading must be dearer
FAR = 1 << 30


class State(NamedTuple):
    """A hypothesis: its cost (1/16 nats), the unfinished character, the last two characters, what was read."""

    cost: int
    pending: Pending
    past: str
    text: str
    doubts: tuple[int, ...]
    kept: tuple[tuple[int, int, int], ...]


class Beam:
    """Takes in hypotheses in any order; what is dearer than ``most`` need not be asked for."""

    def __init__(self) -> None:
        self.found: dict[tuple[Pending, str], State] = {}
        self.limit = FAR  # a hypothesis with a whole character may not be dearer
        self.most = FAR  # a hypothesis that is dearer changes nothing: the beam is full without it
        self._costs: list[int] = []

    def add(self, new: State) -> None:
        """Take in a hypothesis."""
        cost, pending, past = new.cost, new.pending, new.past
        if cost > self.most:
            return
        if not pending and cost + DELTA < self.limit:
            self.limit = cost + DELTA
        other = self.found.get((pending, past))
        if other is None:
            self.found[pending, past] = new
        elif cost < other.cost:
            self.found[pending, past] = doubtful(new, other)
            del self._costs[bisect_left(self._costs, other.cost)]
        else:
            if cost < other.cost + _MARGIN:
                self.found[pending, past] = doubtful(other, new)
            return
        insort(self._costs, cost)
        if len(self._costs) >= BEAM:
            self.most = self._costs[BEAM - 1] + _MARGIN

    def best(self) -> list[State]:
        """Those that live on."""
        ranked = sorted(self.found.values(), key=cost_of)[:BEAM]
        if not ranked:
            return ranked
        limit = ranked[0].cost + _DELTA_PENDING
        return [state for state in ranked if state.cost <= (limit if state.pending else min(limit, self.limit))]


def cost_of(state: State) -> int:
    """What it costs, 1/16 nats."""
    return state.cost


def doubtful(state: State, other: State) -> State:
    """``state`` with the places that are doubtful because ``other``, which has the same future, is as good."""
    if other.cost >= state.cost + _MARGIN or other.text == state.text or len(other.text) != len(state.text):
        return state
    places = {i for i, (a, b) in enumerate(zip(state.text, other.text, strict=True)) if a != b}
    return state._replace(doubts=tuple(sorted(places.union(state.doubts))))
