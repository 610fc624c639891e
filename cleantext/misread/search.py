"""The search: which text was it, when some of its bytes were lost by the codec that it was read with?

A hypothesis walks along the bytes of a damaged stretch. A sign (U+FFFD, ``?``) stands for bytes that the wrong codec has
no character for, which are few; where decoders drop them they may be missing anywhere. Each character of the true text
costs what the judge says. Hypotheses that agree on the bytes of the unfinished character and on the last two characters
have the same future, so only the cheapest lives on (Viterbi), and the beam keeps the best few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cleantext.language import FOLD, SCALE, Model, chinese
from cleantext.misread.true import Byte, Choice, Choices, Pending, True_
from cleantext.misread.wrong import SIGN, Losses

BEAM, _DELTA = 16, 7 * SCALE  # hypotheses that live on, and how much dearer than the best they may be
_MOST = 10  # characters that are tried in one place behind the same two
_REMEMBERED = 50000  # rankings
_KEPT = 6 * SCALE  # a character that stands as it is in the middle of misread text
_UNREAD = 14 * SCALE  # a sign that stays
_GONE = 4 * SCALE  # bytes lost without a sign
_TWO = SCALE  # two bytes lost for one sign, or one of them for each
_QUESTION = SCALE  # a question mark that is a sign
_A0 = 2 * SCALE  # a space that was A0
_BLANK = 2 * SCALE  # white space behind white space
_SWALLOWS = 3 * SCALE  # an ASCII character lost with the byte before it
_DANGLING = round(1.5 * SCALE)  # a byte before the end of a line that is no longer there; the next line's indent is
_INDENT = 0xE3  # first byte of the ideographic space in UTF-8
_UNFINISHED = 2  # bytes that are supposed for the unfinished character at the end
_ANY = frozenset(range(0x80, 0xFF))


class Item(NamedTuple):
    """What stands in the text: a byte of it in the wrong codec, and the character if it begins here."""

    code: bytes
    shown: str


class Read(NamedTuple):
    """The best reading, what it costs (1/16 nats), the next best other one with what that costs more.

    left: how many bytes at the end begin a character that goes on behind what was read.
    """

    text: str
    cost: int
    rival: str
    margin: int
    left: int


class _State(NamedTuple):
    cost: int
    pending: Pending
    past: str
    text: str


class Search:
    """Readings of damaged stretches; one true and one wrong codec.

    dropped: what the wrong codec does not show may be gone without a sign. gone: bytes it shows that may be gone as well.
    """

    def __init__(self, true: True_, losses: Losses, dropped: bool, gone: frozenset[int]) -> None:
        self.true = true
        self.losses = losses
        self.dropped = dropped
        self.gone = gone
        self.model: Model = chinese()
        self._ranked: dict[tuple[str, Pending], list[tuple[int, str, str]]] = {}

    def read(self, items: list[Item], before: str, behind: str | None, next_byte: int | None) -> Read | None:
        """The best reading of ``items`` between two pieces of text that are known, None if there is none.

        behind: None when what follows is not known, so that a character may go on there. next_byte: the byte behind
        them; None at the end of what was misread, where the last character may be unfinished.
        """
        past = ("\n\n" + before[-2:]).translate(FOLD)[-2:]
        states = [_State(0, (), past, "")]
        after_sign = False
        for number, item in enumerate(items):
            following = items[number + 1].code[0] if number + 1 < len(items) else next_byte
            if self.dropped or self.gone:
                first = item.code[0] if item.code != SIGN else None
                states = [*states, *self._with_lost(states, first, after_sign)]
            states = _best_of(new for state in states for new in self._past_item(state, item, following, after_sign))
            after_sign = item.code == SIGN
        if self.dropped or self.gone:
            states = [*states, *self._with_lost(states, next_byte, after_sign)]
        if next_byte is None:
            states += [new for state in states if state.pending for new in self._finished(state)]
        return self._best(states, behind)

    def _best(self, states: list[_State], behind: str | None) -> Read | None:
        costs: dict[tuple[str, int], int] = {}
        for state in states:
            left = len(state.pending)
            if left and (behind is not None or not isinstance(state.pending[0], int)):
                continue
            cost = state.cost + (self.model.cost(state.past, behind[:3]) if behind else 0)
            costs[state.text, left] = min(cost, costs.get((state.text, left), cost))
        ranked = sorted((cost, text, left) for (text, left), cost in costs.items())
        if not ranked:
            return None
        cost, text, left = ranked[0]
        dearer, rival = next(((c, t) for c, t, _ in ranked if t != text), (cost + 99 * SCALE, ""))
        return Read(text, cost, rival, dearer - cost, left)

    def _past_item(self, state: _State, item: Item, behind: int | None, after_sign: bool) -> Iterator[_State]:
        """The states behind an item; behind: the first byte of the next one."""
        if item.code != SIGN:
            yield from self._fed(state, item.code)
        if item.shown and not state.pending:
            yield self._as_it_is(state, item.shown)
        if item.shown == "€" and item.code == SIGN:
            yield from self._fed(state, b"\x80")
            yield from self._fed(state, b"\xa2\xe3", _TWO)
        elif item.code == SIGN:
            yield from self._lost(state, behind, after_sign, _QUESTION if item.shown == "?" else 0)
        elif item.shown and item.shown in " \xa0" and not self.losses.wide:
            yield from self._fed(state, b"\xa0", _A0)

    def _as_it_is(self, state: _State, c: str) -> _State:
        folded = chr(FOLD[ord(c)])
        if c == "\ufffd":
            return _State(state.cost + _UNREAD, (), state.past[1] + folded, state.text + c)
        return self._written(state, Choice(c, folded, 0 if c.isascii() else _KEPT))

    def _lost(self, state: _State, behind: int | None, after_sign: bool, extra: int) -> Iterator[_State]:
        losses = self.losses
        yield from self._fed(state, (losses.alone(behind),), extra)
        if losses.wide:
            if behind == _INDENT:
                yield from self._fed(state, (losses.dangling,), extra + _DANGLING)
            if after_sign and losses.seconds:
                yield from self._fed(state, (losses.seconds,), extra + _TWO)
            for new in self._fed(state, (losses.dangling,), extra + _SWALLOWS):
                if not new.pending:
                    yield from self._ascii(new)
        for first, second in losses.pairs:
            yield from self._fed(state, (first, second), extra + _TWO)

    def _with_lost(self, states: list[_State], first: int | None, after_sign: bool) -> list[_State]:
        """States in which bytes before the byte ``first`` are gone."""
        best = min((state.cost for state in states), default=0)
        near = (state for state in states if state.cost <= best + 2 * _GONE)
        if not self.losses.wide:
            alone = self.gone | self.losses.alone(None) if self.dropped else self.gone
            return _best_of(new for state in near for new in self._fed(state, (alone,), _GONE))
        return _best_of(new for state in near for new in self._lost(state, first, after_sign, _GONE))

    def _ascii(self, state: _State) -> Iterator[_State]:
        """The states in which a character of ASCII was lost with the byte before it."""
        for byte in self.losses.swallowed:
            c = chr(byte)
            yield self._written(state, Choice(c, chr(FOLD[byte]), 0))

    def _finished(self, state: _State) -> Iterator[_State]:
        """States in which the unfinished character got the bytes that were lost at the end."""
        states = [state]
        for _ in range(_UNFINISHED):
            states = [new for each in states for new in self._fed(each, (_ANY,))]
            yield from (new for new in states if not new.pending)
            states = [new for new in states if new.pending]

    def _fed(self, state: _State, code: bytes | tuple[Byte, ...], extra: int = 0) -> list[_State]:
        """The states after some bytes."""
        states = [state._replace(cost=state.cost + extra)]
        for byte in code:
            states = [new for each in states for new in self._one(each, byte)]
        return states

    def _one(self, state: _State, byte: Byte) -> list[_State]:
        pending = self.true.feed(state.pending, byte)
        if pending is None:
            return []
        if not self.true.is_whole(pending):
            return [state._replace(pending=pending)]
        known = self.true.known(pending)
        if known is None:
            return self._several(state, pending)
        return [self._written(state, known)] if known.char else []

    def _written(self, state: _State, choice: Choice) -> _State:
        cost, past, folded = state.cost + choice.extra, state.past, choice.folded
        if folded != "\n" or past[1] != "\n":  # the judge knows one line feed for any white space
            cost, past = cost + self.model.step(past, folded), past[1] + folded
        else:
            cost += _BLANK
        return _State(cost, (), past, state.text + choice.char)

    def _several(self, state: _State, spec: Pending) -> list[_State]:
        cost, past, text = state.cost, state.past, state.text
        found = self._ranked.get((past, spec))
        if found is None:
            if len(self._ranked) > _REMEMBERED:
                self._ranked.clear()
            found = self._ranked[past, spec] = self._ranking(past, self.true.choices(spec))
        return [_State(cost + step, (), new_past, text + c) for step, c, new_past in found]

    def _ranking(self, past: str, choices: Choices) -> list[tuple[int, str, str]]:
        """The likeliest of many choices behind ``past``: (cost, character, what is past then).

        The judge's rows behind two characters and behind one are shorter than the choices, and those that stand in
        neither come in the order of their own costs: few are looked at.
        """
        back, row = self.model.triples[past]
        back1, row1 = self.model.pairs[past[1]]
        of = choices.of
        found = [(row[each] + of[each][0], of[each][1], each) for each in of.keys() & row.keys()]
        if len(found) < _MOST:
            found += [(back + row1[each] + of[each][0], of[each][1], each) for each in (of.keys() & row1.keys()) - row.keys()]
        found.sort()
        limit = found[0][0] + _DELTA if found else 1 << 20
        found = found[:_MOST]
        for single, c, folded, extra in choices.ranked[: 3 * _MOST]:
            step = back + back1 + single
            if step > limit:
                break
            if folded not in row and folded not in row1:
                found.append((step + extra, c, folded))
        found.sort()
        kept = found[:_MOST]
        return [(step, c, past[1] + folded) for step, c, folded in kept if step <= kept[0][0] + _DELTA]


def _cost_of(state: _State) -> int:
    return state.cost


def _best_of(states: Iterable[_State]) -> list[_State]:
    """The cheapest of those with the same future, and of these the best few."""
    found: dict[tuple[Pending, str], _State] = {}
    for new in states:
        key = new.pending, new.past
        other = found.get(key)
        if other is None or new.cost < other.cost:
            found[key] = new
    ranked = sorted(found.values(), key=_cost_of)[:BEAM]
    return [state for state in ranked if state.cost <= ranked[0].cost + _DELTA + (0 if state.pending else _DELTA)]


@cache
def search_of(true: True_, losses: Losses, dropped: bool, gone: frozenset[int]) -> Search:
    """One search, made once: what it has worked out serves every text."""
    return Search(true, losses, dropped, gone)
