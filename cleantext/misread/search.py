"""The search: which text was it, when some of its bytes were lost by the codec that it was read with?

A hypothesis walks along the bytes of a damaged stretch. A sign (U+FFFD, ``?``) stands for bytes that the wrong codec has
no character for, which are few; where decoders drop them they may be missing anywhere. Each character of the true text
costs what the judge says. Hypotheses that agree on the bytes of the unfinished character and on the last two characters
have the same future, so only the cheapest lives on (Viterbi), and the beam keeps the best few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleantext.language import FOLD, SCALE, Model, chinese
from cleantext.misread.true import Byte, Choice, Choices, Pending, True_
from cleantext.misread.wrong import NOTHING, SIGN, Losses, Rectangle, Silent

BEAM, _DELTA = 16, 7 * SCALE  # hypotheses that live on, and how much dearer than the best they may be
_MOST = 10  # characters that are tried in one place behind the same two
_REMEMBERED = 50000  # rankings
_BURSTY, _BURSTIEST = round(0.5 * SCALE), 2 * SCALE  # for each doubling; at most
# Bytes that a sign stands for where two make no character: the first, and the second is read again; both; both, but
# ASCII is read again; both, a sign for each.
SIGNS = ("one", "both", "ascii", "each")
_KEPT = 6 * SCALE  # a character that stands as it is in the middle of misread text
_UNREAD = 14 * SCALE  # a sign that stays
_GONE = 2 * SCALE  # bytes lost without a sign
_EURO = SCALE  # the euro of GB18030, not Windows'
_A0 = 2 * SCALE  # a space that was A0
_BLANK = 2 * SCALE  # white space behind white space
_SWALLOWS = SCALE  # an ASCII character lost with the byte before it
_DANGLING = round(1.5 * SCALE)  # a byte before the end of a line that is no longer there; the next line's indent is
_INDENT = 0xE3  # first byte of the ideographic space in UTF-8
_MARGIN = round(0.6 * SCALE)  # nats that the next best reading must be dearer
_UNFINISHED = 2  # bytes that are supposed for the unfinished character at the end
_ANY = frozenset(range(0x80, 0xFF))


class Item(NamedTuple):
    """What stands in the text: a byte of it in the wrong codec, and the character if it begins here."""

    code: bytes
    shown: str


class Read(NamedTuple):
    """The best reading, and what it costs (1/16 nats).

    doubts: places in it where another reading that is as good has another character. left: how many bytes at the end
    begin a character that goes on behind what was read.
    """

    text: str
    cost: int
    doubts: tuple[int, ...]
    left: int


class _State(NamedTuple):
    cost: int
    pending: Pending
    past: str
    text: str
    doubts: tuple[int, ...]


class Search:
    """Readings of damaged stretches; one true and one wrong codec.

    losses: what a sign may stand for. signs: how many bytes it is, one of SIGNS. silent: what may be gone without one.
    """

    def __init__(self, true: True_, losses: Losses, signs: str, silent: Silent) -> None:
        self.true = true
        self.losses = losses
        self.signs = signs
        self.silent = silent
        self.model: Model = chinese()
        self.seen: Counter[str] = Counter()

    def remember(self, text: str) -> None:
        """Characters that a text has are likelier in it again: where all that is known of them is the same bytes."""
        self.seen.update(c for c in text if not c.isascii())

    def read(self, items: list[Item], before: str, behind: str | None, next_byte: int | None) -> Read | None:
        """The best reading of ``items`` between two pieces of text that are known, None if there is none.

        behind: None when what follows is not known, so that a character may go on there. next_byte: the byte behind
        them; None at the end of what was misread, where the last character may be unfinished.
        """
        past = ("\n\n" + before[-2:]).translate(FOLD)[-2:]
        states = [_State(0, (), past, "", ())]
        after_sign = False
        for number, item in enumerate(items):
            following = items[number + 1].code[0] if number + 1 < len(items) else next_byte
            if self.silent != NOTHING:
                first = item.code[0] if item.code != SIGN else None
                states = [*states, *self._with_lost(states, first, after_sign)]
            states = _best_of(new for state in states for new in self._past_item(state, item, following, after_sign))
            after_sign = item.code == SIGN
        if self.silent != NOTHING:
            states = [*states, *self._with_lost(states, next_byte, after_sign)]
        if next_byte is None:
            states += [new for state in states if state.pending for new in self._finished(state)]
        return self._best(states, behind)

    def _best(self, states: list[_State], behind: str | None) -> Read | None:
        found: list[_State] = []
        for state in states:
            if state.pending and (behind is not None or not isinstance(state.pending[0], int)):
                continue
            cost = state.cost + (self.model.cost(state.past, behind[:3]) if behind else 0)
            found.append(state._replace(cost=cost))
        if not found:
            return None
        found.sort(key=_cost_of)
        best = found[0]
        for other in found[1:]:
            best = _doubtful(best, other)
        return Read(best.text, best.cost, best.doubts, len(best.pending))

    def _past_item(self, state: _State, item: Item, behind: int | None, after_sign: bool) -> Iterator[_State]:
        """The states behind an item; behind: the first byte of the next one."""
        if item.code != SIGN:
            yield from self._fed(state, item.code)
        if item.shown and not state.pending:
            yield self._as_it_is(state, item.shown)
        if item.shown == "€" and item.code == SIGN:
            yield from self._fed(state, b"\x80")
            yield from self._fed(state, b"\xa2\xe3", _EURO)
        elif item.code == SIGN:
            yield from self._lost(state, behind, after_sign, 0)
        elif item.shown and item.shown in " \xa0" and not self.losses.wide:
            yield from self._fed(state, b"\xa0", _A0)

    def _as_it_is(self, state: _State, c: str) -> _State:
        folded = chr(FOLD[ord(c)])
        if c == "\ufffd":
            return _State(state.cost + _UNREAD, (), state.past[1] + folded, state.text + c, state.doubts)
        return self._written(state, Choice(c, folded, 0 if c.isascii() else _KEPT))

    def _lost(self, state: _State, behind: int | None, after_sign: bool, extra: int) -> Iterator[_State]:
        """The states behind a sign. behind: the byte after it."""
        losses = self.losses
        if not losses.wide:
            yield from self._fed(state, (losses.never,), extra)
            return
        if self.signs == "one":
            yield from self._fed(state, (losses.alone(behind),), extra)
        elif losses.never:
            yield from self._fed(state, (losses.never,), extra)
        if self.signs in ("both", "ascii"):
            yield from self._pair(state, losses.pairs, losses.codes, extra)
        if behind == _INDENT or (self.signs == "ascii" and (behind is None or behind < 0x80)):
            yield from self._fed(state, (losses.dangling,), extra + (_DANGLING if behind == _INDENT else 0))
        if self.signs == "each":
            yield from self._fed(state, (losses.dangling,), extra)
            if after_sign:
                yield from self._fed(state, (losses.seconds,), extra)
                if not state.pending:
                    yield from self._ascii(state)
        if self.signs == "both":
            if behind is None:
                yield from self._fed(state, (losses.dangling,), extra + SCALE)
            for new in self._fed(state, (losses.dangling,), extra + _SWALLOWS):
                if not new.pending:
                    yield from self._ascii(new)

    def _with_lost(self, states: list[_State], first: int | None, after_sign: bool) -> list[_State]:
        """States in which bytes before the byte ``first`` are gone."""
        best = min((state.cost for state in states), default=0)
        near = [state for state in states if state.cost <= best + 2 * _GONE]
        once = _best_of(new for state in near for new in self._gone(state, first, after_sign))
        if self.losses.wide:
            return once
        return [*once, *_best_of(new for state in once for new in self._gone(state, first, after_sign))]

    def _gone(self, state: _State, behind: int | None, after_sign: bool) -> Iterator[_State]:
        alone, pairs = self.silent
        if alone is None:
            yield from self._lost(state, behind, after_sign, _GONE)
        elif alone:
            yield from self._fed(state, (alone,), _GONE)
        yield from self._pair(state, pairs, None, _GONE)

    def _pair(
        self, state: _State, pairs: tuple[Rectangle, ...], codes: frozenset[bytes] | None, extra: int
    ) -> Iterator[_State]:
        """The states in which two bytes are lost. codes: the pairs one by one."""
        if codes and not state.pending and self.true.length == 2:
            yield from self._several(state._replace(cost=state.cost + extra), codes)
            return
        for first, second in pairs:
            yield from self._fed(state, (first, second), extra)

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
        return _State(cost, (), past, state.text + choice.char, state.doubts)

    def _several(self, state: _State, spec: Pending | frozenset[bytes]) -> list[_State]:
        cost, past, text, doubts = state.cost, state.past, state.text, state.doubts
        ranked = self.true.ranked
        found = ranked.get((past, spec))
        if found is None:
            if len(ranked) > _REMEMBERED:
                ranked.clear()
            found = ranked[past, spec] = self._ranking(past, self.true.choices(spec) if isinstance(spec, tuple) else self.true.double(spec))
        seen = self.seen
        return [
            _State(cost + step - (_bonus(seen[c]) if c in seen else 0), (), new_past, text + c, doubts)
            for step, c, new_past in found
        ]

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
        if other is None:
            found[key] = new
        elif new.cost < other.cost:
            found[key] = _doubtful(new, other)
        elif new.cost < other.cost + _MARGIN:
            found[key] = _doubtful(other, new)
    ranked = sorted(found.values(), key=_cost_of)[:BEAM]
    return [state for state in ranked if state.cost <= ranked[0].cost + _DELTA + (0 if state.pending else _DELTA)]


def _doubtful(state: _State, other: _State) -> _State:
    """``state`` with the places that are doubtful because ``other``, which has the same future, is as good."""
    if other.cost >= state.cost + _MARGIN or other.text == state.text or len(other.text) != len(state.text):
        return state
    places = {i for i, (a, b) in enumerate(zip(state.text, other.text, strict=True)) if a != b}
    return state._replace(doubts=tuple(sorted(places.union(state.doubts))))


def _bonus(times: int) -> int:
    """What a character is cheaper that the text had so many times."""
    return min(_BURSTY * times.bit_length(), _BURSTIEST)
