"""GBK or Big5 with a byte lost or added: the moves of the search for damage-model section 3.

From there on every character shown is made of the trail byte of one character and the lead byte of the next, until an
ASCII byte or the end of the line. ``stripslashes`` is such an accident: the byte it eats is 5C.
"""

from __future__ import annotations

from functools import cache

from cleantext.language import FOLD, SCALE
from cleantext.processes.codes import ANY_LEAD, ANY_TRAIL, Candidate, Candidates, Codes, is_prose
from cleantext.processes.hypothesis import Edit, Repaired, State, leads_of
from cleantext.processes.lattice import Lattice

_DELTA = 12 * SCALE
_SLIP = 7 * SCALE  # a byte lost
_ADDED = 15 * SCALE  # a byte added, which may be any of 256
_EATEN = SCALE  # a 5C lost where all of a text are
_BACKSLASH = 0x5C
_VANISHED = 2 * SCALE  # the run's last byte gone without a sign
_SIGN = SCALE  # a sign in the midst of a run: the decoder took one byte for an invalid pair, or both
_QUESTION = 5 * SCALE  # the same for "?", which mostly is a question mark
_SIGNS = "?\ufffd"
_BOTH = 3 * SCALE
_ODD, _ODD_EATEN = 11 * SCALE, 6 * SCALE  # two characters that cost more than this may have been one byte off


class Slipped(Lattice):
    """The search over one text (its last character is a line feed) for places where a byte is missing or too many.

    eaten: the byte is 5C, and it is missing wherever it was a trail byte.
    """

    def __init__(self, text: str, script: str, codes: Codes, eaten: bool) -> None:
        super().__init__(text, script, codes, _DELTA)
        self.eaten = eaten
        self._known: dict[tuple[int, int], tuple[list[Repaired], int]] = {}

    def repair(self, start: int, until: int = 0) -> tuple[list[Repaired], int]:
        """As in ``Lattice``; the same search is made once."""
        found = self._known.get((start, until))
        if found is None:
            found = self._known[start, until] = super().repair(start, until)
        return found

    def _by_trail(self, trail: int, leads: frozenset[int]) -> list[Candidate]:
        return _prose_by_trail(self.candidates, trail, leads)

    def _by_lead(self, lead: int, trails: frozenset[int]) -> list[Candidate]:
        return _prose_by_lead(self.candidates, lead, trails)

    def _fall_out(self, state: State, at: int) -> None:
        c = self.text[at]
        code = self.codes.pair.get(c)
        if self.eaten:
            signs = self.text[at - 1 : at + 2].count("\ufffd")
            if c == "\ufffd" and signs == 1:  # its lead byte alone, before an ASCII character or the end of the line
                self._put_all(state, self._by_trail(_BACKSLASH, ANY_LEAD), (at, at + 1), None, _EATEN)
            elif code and self._odd(state, at, _ODD_EATEN):
                self._put_backslashed(state, (at, at + 1), code[0], code[1])
            return
        if state.edits and state.edits.end > at - 4:  # one accident at a time
            return
        if code is None:
            # A character lost its lead byte, and the trail byte is an ASCII character: nothing else is out of step.
            if "@" < c <= "~" and not self.text[at - 1 : at].isascii():
                self._put_all(state, self._by_trail(ord(c), ANY_LEAD), (at, at + 1), None, _SLIP)
        elif self._odd(state, at, _ODD):
            self._slip(state, at, c, code)

    def _put_backslashed(self, state: State, span: tuple[int, int], lead: int, byte: int | None) -> None:
        """The character of ``lead`` and the 5C that was eaten, if there is a usual one."""
        c = self.codes.char.get(lead << 8 | _BACKSLASH, "")
        if c in self.candidates.usual:
            self._put(state, span, c, byte, _EATEN + self.candidates.extra.get(c, 0))

    def _slip(self, state: State, at: int, c: str, code: tuple[int, int]) -> None:
        """A byte lost or added somewhere in the bytes of ``c``."""
        lead, trail = code
        # Its trail byte lost, or its lead byte. The text has ``c`` near by because it is shown here: no evidence.
        for choices in (self._by_lead(lead, ANY_TRAIL), self._by_trail(lead, ANY_LEAD)):
            self._put_all(state, [choice for choice in choices if choice.char != c], (at, at + 1), trail, _SLIP)
        gone = Edit(state.edits, at, at + 1, "")
        for pending in (lead, trail) if trail > 0x80 else (lead,):  # a byte added within a character, or before it
            self._push(at + 1, state._replace(cost=state.cost + _ADDED, pending=pending, edits=gone))

    def _odd(self, state: State, at: int, least: int) -> bool:
        """True when the next two characters are unlikely ones."""
        step, past = self.model.step, state.past
        first, second = (chr(FOLD[ord(c)]) for c in (self.text[at : at + 2] + "\n")[:2])
        return step(past, first) + step(past[1] + first, second) > least

    def _go_on(self, state: State, at: int, trusted: bool) -> None:
        c = self.text[at]
        if self.eaten and isinstance(state.pending, int):
            self._put_backslashed(state, (at, at), state.pending, None)
        if c in _SIGNS and trusted:
            self._lost(state, at)
        if c == "\n" and trusted:
            self._end_of_line(state, at)
        if c != "\ufffd":
            self._shown(state, at, at + 1, c)

    def _lost(self, state: State, at: int) -> None:
        """A sign: the trail byte that ends the run, or one that does not go with the lead byte behind it."""
        extra = 0 if self.text[at + 1].isascii() else _SIGN if self.text[at] == "\ufffd" else _QUESTION
        for lead in leads_of(state.pending):
            choices = self._by_lead(lead, ANY_TRAIL)
            for cost, (_, c, folded, _) in self._choose(state, choices, at + 1, extra):
                edit = Edit(state.edits, at, at + 1, c)
                self._push(at + 1, state.then(cost, None, folded, edit))
                if extra:
                    self._push(at + 1, state.then(cost + _BOTH, ANY_LEAD, folded, edit))

    def _end_of_line(self, state: State, at: int) -> None:
        if isinstance(state.pending, int):
            self._put_all(state, self._by_lead(state.pending, ANY_TRAIL), (at, at), None, _VANISHED)


@cache
def _prose_by_trail(candidates: Candidates, trail: int, leads: frozenset[int]) -> list[Candidate]:
    return [choice for choice in candidates.by_trail(trail, leads) if is_prose(choice.char)]


@cache
def _prose_by_lead(candidates: Candidates, lead: int, trails: frozenset[int]) -> list[Candidate]:
    return [choice for choice in candidates.by_lead(lead, trails) if is_prose(choice.char)]
