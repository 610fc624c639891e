"""The search: which text was it, when some of its bytes were lost by the codec that it was read with?

A hypothesis walks along the bytes of a damaged stretch. A sign (U+FFFD, ``?``) stands for bytes that the wrong codec
has no character for, which are few; where decoders drop them they may be missing anywhere. Each character of the true
text costs what the judge says. Hypotheses that agree on the bytes of the unfinished character and on the last two
characters have the same future, so only the cheapest lives on (Viterbi), and the beam keeps the best few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from heapq import heapify, heappop, heappush, heapreplace
from typing import NamedTuple

from cleantext.language import FOLD, SCALE, Model, chinese
from cleantext.misread.beam import DELTA, FAR, Beam, State, cost_of, doubtful
from cleantext.misread.moves import Move, Moves, moves
from cleantext.misread.true import Choice, Choices, Codes, Pending, True_
from cleantext.misread.wrong import NOTHING, SIGN, Losses, Silent

_MOST = 10  # characters that are tried in one place behind the same two
_REMEMBERED, _READINGS = 50000, 1000  # rankings, readings
_BURSTY, _BURSTIEST = round(0.5 * SCALE), 2 * SCALE  # what a character is cheaper for each doubling; at most
_KEPT = 6 * SCALE  # a character that stands as it is in the middle of misread text
_UNREAD = 14 * SCALE  # a sign that stays
_BLANK = 2 * SCALE  # white space behind white space
_REST: Pending = (-1,)  # the second byte of a character that stands as it is


class Item(NamedTuple):
    """A byte of the text in the wrong codec, and the character of ``size`` bytes if it begins here."""

    code: bytes
    shown: str
    size: int


class Read(NamedTuple):
    """The best reading, and what it costs (1/16 nats).

    doubts: places in it where another reading that is as good has another character. kept: characters that stand as
    they are: place in the text, number of the item, bytes. left: how many bytes at the end
    begin a character that goes on behind what was read.
    """

    text: str
    cost: int
    doubts: tuple[int, ...]
    kept: tuple[tuple[int, int, int], ...]
    left: int

    def sure(self) -> str:
        """The text with U+FFFD where another reading is as good."""
        doubts = frozenset(self.doubts)
        return "".join("\ufffd" if i in doubts else c for i, c in enumerate(self.text))


# The same stretch is read again for another sample, in the next round and in the next pass: all that a reading
# depends on, and it.
_Key = tuple[Moves, tuple[Item, ...], str, str | None, int | None, frozenset[tuple[str, int]]]
_read: dict[_Key, tuple[Read | None]] = {}
Ranked = list[tuple[int, str, str]]  # what a character costs, it, what is past then; the cheapest first
# Characters that wait to be taken: the least that the next one costs, a number, the state before them, its cost with
# the move's, the move's characters, what is pending behind them, the ranked ones (None as long as they are not), which
# of them is next.
_Waiting = tuple[int, int, State, int, tuple[Choice | Pending | Codes, ...], Pending, Ranked | None, int]


class Search:
    """Readings of damaged stretches; one true and one wrong codec. Arguments as those of Moves."""

    def __init__(self, true: True_, losses: Losses, signs: str, silent: Silent) -> None:
        self.true = true
        self.moves = moves(true, losses, signs, silent)
        self.wide = losses.wide
        self.may_drop = silent != NOTHING
        self.model: Model = chinese()
        self.seen: Counter[str] = Counter()
        self._seen: frozenset[tuple[str, int]] = frozenset()  # the same, made when it is asked for

    def remember(self, text: str) -> None:
        """Characters that a text has are likelier in it again: where all that is known of them is the same bytes."""
        self.seen.update(c for c in text if not c.isascii())
        self._seen = frozenset()

    def read(self, items: list[Item], before: str, behind: str | None, next_byte: int | None) -> Read | None:
        """The best reading of ``items`` between two pieces of text that are known, None if there is none.

        behind: None when what follows is not known, so that a character may go on there. next_byte: the byte behind
        them; None at the end of what was misread, where the last character may be unfinished.
        """
        past = ("\n\n" + before[-2:]).translate(FOLD)[-2:]
        if self.seen and not self._seen:
            self._seen = frozenset(self.seen.items())
        key = (self.moves, tuple(items), past, behind and behind[:3], next_byte, self._seen)
        known = _read.get(key)
        if known is None:
            if len(_read) >= _READINGS:
                _read.clear()
            known = _read[key] = (self._searched(items, past, behind, next_byte),)
        return known[0]

    def _searched(self, items: list[Item], past: str, behind: str | None, next_byte: int | None) -> Read | None:
        """As ``read``; past: the last two characters before, folded."""
        states = [State(0, (), past, "", (), ())]
        after_sign = False
        for number, item in enumerate(items):
            following = items[number + 1].code[0] if number + 1 < len(items) else next_byte
            if self.may_drop:
                states = self._with_gone(states, item.code[0] if item.code != SIGN else None, after_sign)
            states = self._past_item(states, number, item, following, after_sign)
            after_sign = item.code == SIGN
        if self.may_drop:
            states = self._with_gone(states, next_byte, after_sign)
        if next_byte is None and any(state.pending for state in states):
            beam = Beam()
            self._follow(states, lambda pending: tuple(self.moves.past_end(pending)) if pending else (), beam)
            states += beam.best()
        if after_sign and next_byte is not None:  # half of what a sign stands for can't be left
            states = [state for state in states if not state.pending]
        return self._best(states, behind)

    def _best(self, states: list[State], behind: str | None) -> Read | None:
        found: list[State] = []
        for state in states:
            if state.pending == _REST or (
                state.pending and (behind is not None or not isinstance(state.pending[0], int))
            ):
                continue
            then = self.model.cost(state.past, behind[:3]) if behind else 0
            found.append(state._replace(cost=state.cost + then))
        if not found:
            return None
        found.sort(key=cost_of)
        best = found[0]
        for other in found[1:]:
            best = doubtful(best, other)
        cost = best.cost - (self.model.cost(best.past, behind[:3]) if behind else 0)
        return Read(best.text, cost, best.doubts, best.kept, len(best.pending))

    def _past_item(
        self, states: list[State], number: int, item: Item, behind: int | None, after_sign: bool
    ) -> list[State]:
        """The states behind an item; behind: the first byte of the next one."""
        code, shown, size = item
        telling = shown if shown and (shown in " \xa0" or shown in self.moves.ambiguous) else ""
        beam, past_item = Beam(), self.moves.past_item
        self._follow(states, lambda pending: past_item(pending, code, telling, behind, after_sign), beam)
        for state in states:
            if state.pending == _REST:
                beam.add(state._replace(pending=()))
        if shown and (size == 1 or behind is not None):
            folded = chr(FOLD[ord(shown)])
            pending = _REST if size > 1 else ()
            extra = _UNREAD if shown == "\ufffd" else 0 if shown.isascii() else _KEPT
            for state in states:
                if not state.pending:
                    cost, past = self._step(state.past, folded)
                    cost = extra if shown == "\ufffd" else cost + extra
                    kept = (*state.kept, (len(state.text), number, size))
                    beam.add(State(state.cost + cost, pending, past, state.text + shown, state.doubts, kept))
        return beam.best()

    def _with_gone(self, states: list[State], behind: int | None, after_sign: bool) -> list[State]:
        """These states, and those in which bytes before the byte ``behind`` are gone."""
        last = states
        for _ in range(1 if self.wide else 2):
            beam = Beam()
            self._follow(last, lambda pending: self.moves.past_gone(pending, behind, after_sign), beam)
            last = beam.best()
            states = [*states, *last]
        return states

    def _follow(self, states: list[State], moves: Callable[[Pending], tuple[Move, ...]], beam: Beam) -> None:
        """Add what the moves make of the states to the beam.

        What is known is added at once; choices wait, and the cheapest is taken first. When the beam is full the rest is
        dearer: most of it is never ranked.
        """
        waiting: list[_Waiting] = []
        slack = _BURSTIEST if self.seen else 0
        for state in states:
            if state.pending == _REST:
                continue
            for extra, chars, pending in moves(state.pending):
                cost = state.cost + extra
                if not chars:
                    beam.add(State(cost, pending, *state[2:]))
                elif len(chars) == 1 and isinstance(choice := chars[0], Choice):
                    step, past = self._step(state.past, choice.folded)
                    cost += step + choice.extra
                    if cost <= beam.limit:
                        beam.add(State(cost, pending, past, state.text + choice.char, state.doubts, state.kept))
                elif cost <= beam.limit:
                    waiting.append((cost - slack, len(waiting), state, cost, chars, pending, None, 0))
        heapify(waiting)
        count = len(waiting)
        while waiting and waiting[0][0] <= beam.most and waiting[0][0] <= beam.limit + _BURSTIEST:
            least, number, state, cost, chars, pending, found, at = waiting[0]
            new = None
            if found is None:
                found = self._choices(state.past, chars[0])
            else:
                _, c, past = found[at]
                new = State(least, () if len(chars) > 1 else pending, past, state.text + c, state.doubts, state.kept)
                at += 1
            if at < len(found):
                heapreplace(waiting, (cost + found[at][0], number, state, cost, chars, pending, found, at))
            else:
                heappop(waiting)
            if new and len(chars) > 1:
                count += 1
                heappush(waiting, (least - slack, count, new, least, chars[1:], pending, None, 0))
            elif new:
                beam.add(new)

    def _choices(self, past: str, spec: Choice | Pending | Codes) -> Ranked:
        """The characters behind ``past``, the cheapest first: (cost, character, what is past then)."""
        if isinstance(spec, Choice):
            step, new_past = self._step(past, spec.folded)
            return [(step + spec.extra, spec.char, new_past)]
        found, seen = self._ranked(past, spec), self.seen
        if seen and len(found) > 1 and any(c in seen for _, c, _ in found):
            return sorted((step - self._burst(c), c, then) for step, c, then in found)
        return found

    def _burst(self, c: str) -> int:
        """What a character is cheaper because the text has it."""
        return min(_BURSTY * self.seen[c].bit_length(), _BURSTIEST) if c in self.seen else 0

    def _step(self, past: str, folded: str) -> tuple[int, str]:
        """Cost of a character, and what is past then. The judge knows one line feed for any white space."""
        if folded == "\n" == past[1]:
            return _BLANK, past
        return self.model.step(past, folded), past[1] + folded

    def _ranked(self, past: str, spec: Pending | Codes) -> Ranked:
        ranked = self.true.ranked
        found = ranked.get((past, spec))
        if found is None:
            if len(ranked) > _REMEMBERED:
                ranked.clear()
            choices = self.true.choices(spec) if isinstance(spec, tuple) else self.true.double(spec)
            found = ranked[past, spec] = self._ranking(past, choices)
        return found

    def _ranking(self, past: str, choices: Choices) -> Ranked:
        """The likeliest of many choices behind ``past``: (cost, character, what is past then).

        The judge's rows behind two characters and behind one are shorter than the choices, and those that stand in
        neither come in the order of their own costs: few are looked at.
        """
        back, row = self.model.triples[past]
        back1, row1 = self.model.pairs[past[1]]
        of = choices.of
        found = [(row[each] + of[each][0], of[each][1], each) for each in of.keys() & row.keys()]
        if len(found) < _MOST:
            rest = (of.keys() & row1.keys()) - row.keys()
            found += [(back + row1[each] + of[each][0], of[each][1], each) for each in rest]
        found.sort()
        limit = found[0][0] + DELTA if found else FAR
        found = found[:_MOST]
        for single, c, folded, extra in choices.ranked[: 3 * _MOST]:
            step = back + back1 + single
            if step > limit:
                break
            if folded not in row and folded not in row1:
                found.append((step + extra, c, folded))
        found.sort()
        kept = found[:_MOST]
        return [(step, c, past[1] + folded) for step, c, folded in kept if step <= kept[0][0] + DELTA]
