"""The search: what bytes were there before GBK or Big5 text was edited without looking where characters begin?

The damaged text is read as a row of bytes, some of them lost. A hypothesis walks along it. It is *in step* while it
takes the text as it stands, or *out of step* by one byte with a lead byte pending: then every character shown gives
the trail byte of the true character and the lead byte of the next. Each true character costs what the judge says.
Hypotheses that agree on the pending byte and on the last two characters have the same future, so only the cheapest
lives on (Viterbi); the beam keeps the best few. The text as it stands is one of the hypotheses, and the search ends
when all of them have fallen back into step and agree: linear in the length of the damage.

How text falls out of step and back in is the business of the accidents (torn.py, slipped.py).
"""

from __future__ import annotations

from cleantext.language import FOLD, SCALE, Model, chinese
from cleantext.language.model import UNKNOWN
from cleantext.processes.codes import ANY_TRAIL, Candidate, Codes, candidates
from cleantext.processes.hypothesis import (
    BEAM,
    SURE,
    Edit,
    Pending,
    Repaired,
    State,
    beam,
    cost_of,
    leads_of,
    repairs,
    stands,
)
from cleantext.processes.neighbourhood import NEW, NEW_PAIR, QUOTES, SHORT, Neighbourhood
from cleantext.processes.pinyin import GLOSS, read_as

LOST = "?？\ufffd"
_NARROW = ",!?;:()"
_LONGEST = 2000  # characters in a region: runs are 2 to 30, at most a line; text made of triggers must end somewhere
_TRUSTED = 5  # the best of the beam, which may suppose that something is gone
_NARROWED = SCALE // 2  # a mark whose wide form was narrowed later
_WRONG_GLOSS = 8 * SCALE  # a gloss that is not a reading of the two bytes before it


class Lattice:
    """The search over one text. script: "s", "t" or "" (what undamaged parts of it are written in)."""

    def __init__(self, text: str, script: str, codes: Codes, delta: int) -> None:
        self.text = text
        self.delta = delta
        self.codes = codes
        self.model: Model = chinese()
        self.candidates = candidates(codes, script)
        self.agenda: dict[int, dict[tuple[object, str], State]] = {}
        self.best: dict[int, int] = {}
        self.start = 0
        self.around = Neighbourhood(text)
        self.rare: list[tuple[int, Candidate]] = []  # lead byte, candidate that only this text makes likely

    # -- one region -------------------------------------------------------------------------------------------

    def repair(self, start: int, until: int = 0) -> tuple[list[Repaired], int]:
        """Search from ``start``, at least to ``until``; return the repairs and where all hypotheses agreed again."""
        past, last = self._past(start)
        agenda = self.agenda = {}
        self.best = {}
        self.start = start
        self._arrive(start)
        self._push(start, State(0, None, past, last, None))
        while True:
            at = min(agenda)
            states = sorted(agenda.pop(at).values(), key=cost_of)
            if len(states) == 1 and not agenda and states[0].pending is None and at > max(start, until):
                return repairs(self.text, states[0]), at
            if at >= min(len(self.text), start + _LONGEST) and any(state.pending is None for state in states):
                return repairs(self.text, self._winner(states)), at
            for rank, state in enumerate(beam(states, self.delta)):
                self._advance(state, at, rank < _TRUSTED)

    def _arrive(self, start: int) -> None:
        """Look at what is around the region."""
        self.around.move(start)

    def _push(self, at: int, state: State) -> None:
        best = self.best.get(at)
        if best is None or state.cost < best:
            self.best[at] = state.cost
        row = self.agenda.setdefault(at, {})
        key = (state.pending, state.past)
        other = row.get(key)
        if other is not None:
            better, worse = (state, other) if state.cost < other.cost else (other, state)
            state = self._over(better, worse, at)
        row[key] = state

    def _winner(self, states: list[State]) -> State:
        """Where the search ends: the cheapest state that is in step, with its margin over the others."""
        best, *others = [state for state in states if state.pending is None]
        for other in others:
            best = self._over(best, other, len(self.text))
        return best

    def _over(self, better: State, worse: State, at: int) -> State:
        """``better``, with what it has over ``worse`` at ``at`` noted."""
        gap = worse.cost - better.cost
        if gap < better.damage and stands(worse.edits, better.edits):
            return better._replace(damage=gap)
        if gap >= better.margin or better.written == worse.written:  # two ways to the same text are no ambiguity
            return better
        return better._replace(margin=gap, rival=(worse.edits, at))

    def _past(self, at: int) -> tuple[str, str]:
        """The two characters before ``at`` that are no gloss, folded, and the last of them as it is."""
        before = GLOSS.sub("", self.text[max(0, at - 60) : at])[-2:]
        return ("\n\n" + before.translate(FOLD))[-2:], before[-1:]

    def _by_trail(self, trail: int, leads: frozenset[int]) -> list[Candidate]:
        """Characters with this trail byte: the usual ones, and rare ones that the text has elsewhere."""
        rare = [each._replace(other=lead) for lead, each in self.rare if each.other == trail and lead in leads]
        return self.candidates.by_trail(trail, leads) + rare

    def _by_lead(self, lead: int, trails: frozenset[int]) -> list[Candidate]:
        """Characters with this lead byte: the usual ones, and rare ones that the text has elsewhere."""
        return self.candidates.by_lead(lead, trails) + [
            each for first, each in self.rare if first == lead and each.other in trails
        ]

    # -- moves ------------------------------------------------------------------------------------------------

    def _advance(self, state: State, at: int, trusted: bool) -> None:
        """Follow a hypothesis from ``at``. trusted: one of the best, which may suppose what is dear to follow."""
        c = self.text[at]
        if c in "(（":
            gloss = GLOSS.match(self.text, at)
            if gloss and read_as(gloss[1]):
                self._over_gloss(state, at, gloss.end(), gloss[1])
                return
        if state.pending is None:
            self._keep(state, at, c)
            self._fall_out(state, at)
        else:
            self._go_on(state, at, trusted)

    def _fall_out(self, state: State, at: int) -> None:
        """In step: push the hypotheses of an accident at ``at``."""
        raise NotImplementedError

    def _go_on(self, state: State, at: int, trusted: bool) -> None:
        """Out of step: push what the text at ``at`` can be."""
        raise NotImplementedError

    def _keep(self, state: State, at: int, c: str) -> None:
        """In step: the character stands as it is."""
        folded = chr(FOLD[ord(c)])
        cost, past, written = state.cost, state.past, hash((state.written, c))
        if folded != "\n" or past[1] != "\n":
            cost, past = cost + self.model.step(past, folded), past[1] + folded
        self._push(at + 1, state._replace(cost=cost, past=past, last=c, written=written))

    def _write(self, state: State, span: tuple[int, int], c: str, pending: Pending, extra: int = 0) -> State | None:
        """The state after the true character ``c`` for the shown span; None when it is too dear to follow."""
        folded = chr(FOLD[ord(c)])
        start, end = span
        cost = state.cost + extra + self.model.step(state.past, folded)
        if cost > self.best.get(end, SURE) + self.delta:
            return None
        return state.then(cost, pending, folded, Edit(state.edits, start, end, c))

    def _put(self, state: State, span: tuple[int, int], c: str, byte: int | None, extra: int = 0) -> None:
        """Write ``c`` and go on with ``byte`` pending: None, a lead byte, or an ASCII character of the true text."""
        new = self._write(state, span, c, byte, extra)
        if new and byte is not None and byte <= 0x80:
            new = self._write(new, (span[1], span[1]), chr(byte), None) if byte < 0x80 else None
        if new:
            self._push(span[1], new)

    def _choose(self, state: State, choices: list[Candidate], end: int, extra: int = 0) -> list[tuple[int, Candidate]]:
        """The candidates worth following, with the cost of the text up to them."""
        back, row = self.model.triples[state.past]
        back1, row1 = self.model.pairs[state.past[1]]
        singles, within = self.model.singles, self.around.close.get
        pairs = self.around.followers(state.past[1])
        triples = self.around.followers(state.past) if pairs else pairs
        base, dear = state.cost + extra, False
        limit = self.best.get(end, SURE) + self.delta
        found: list[tuple[int, Candidate]] = []
        of_three, of_two = row.get, row1.get
        for choice in choices:
            _, c, folded, penalty = choice
            cost, seen = of_three(folded), pairs.get(folded)
            if cost is None:
                cost = of_two(folded)
                if cost is not None:
                    cost += back
                elif dear and seen is None:  # the candidates come in the order of their own costs: the rest is dearer
                    continue
                else:
                    cost = back + back1 + singles.get(folded, UNKNOWN)
                    dear = cost + base > limit
            cost = cost + NEW_PAIR if seen is None else min(cost, seen, triples.get(folded, seen))
            cost += base + penalty + within(c, NEW)
            if c == "。" and "“" in state.past:
                cost += SHORT
            if cost <= limit and c in QUOTES:
                cost += self.around.balance(c, end, state.written_back(self.start))
            if cost <= limit:
                found.append((cost, choice))
                limit = min(limit, cost + self.delta)
        return sorted(pair for pair in found if pair[0] <= limit)[:BEAM]

    def _put_all(
        self, state: State, choices: list[Candidate], span: tuple[int, int], byte: int | None, extra: int = 0
    ) -> None:
        """``_put`` for every candidate worth it; ``byte`` is not below 0x40."""
        if byte is not None and byte <= 0x80:
            for choice in choices:
                self._put(state, span, choice.char, byte, extra + choice.extra)
            return
        start, end = span
        for cost, (_, c, folded, _) in self._choose(state, choices, end, extra):
            self._push(end, state.then(cost, byte, folded, Edit(state.edits, start, end, c)))

    def _pair(self, c: str) -> tuple[int, int] | None:
        """The bytes of a character that stands in the text; a narrow mark was a wide one."""
        return (0xA3, ord(c) + 0x80) if c and c in _NARROW and self.codes.narrows else self.codes.pair.get(c)

    def _over_gloss(self, state: State, start: int, end: int, reading: str) -> None:
        """A gloss between characters. Out of step it belongs to the bytes on both sides, which it then confirms."""
        pending = state.pending
        if pending is None:
            repaired = state.edits is not None and state.edits.end == start
            wrong = (repaired or self.text[start - 1 : start].isascii()) and state.last not in read_as(reading)
            self._push(end, state._replace(cost=state.cost + _WRONG_GLOSS) if wrong else state)
            return
        pair = self._pair(state.last)
        glossed = read_as(reading)
        leads = leads_of(pending)
        fitting = frozenset(u for u in leads if pair and self.codes.char.get(pair[1] << 8 | u) in glossed)
        if fitting and not isinstance(pending, int):
            pending = fitting
        cost = state.cost + (0 if fitting else _WRONG_GLOSS)
        self._push(end, state._replace(cost=cost, pending=pending, edits=Edit(state.edits, start, end, "")))

    def _shown(self, state: State, start: int, end: int, c: str) -> None:
        """Out of step, at a character: its first byte ends the pending one, its second is pending."""
        code = self.codes.pair.get(c)
        if code:
            self._end(state, code[0], (start, end), code[1])
        if c == "€" and self.codes.narrows:  # 0x80 in cp936
            self._end(state, 0x80, (start, end), None)
        if "!" <= c <= "~":
            if self.codes.narrows:
                self._end(state, 0xA3, (start, end), ord(c) + 0x80, _NARROWED)
            if c >= "@":
                self._end(state, ord(c), (start, end), None)

    def _end(self, state: State, trail: int, span: tuple[int, int], byte: int | None, extra: int = 0) -> None:
        """Write the characters that the pending lead byte makes with ``trail``."""
        pending = state.pending
        if isinstance(pending, int):
            c = self.codes.char.get(pending << 8 | trail)
            if c and self.codes.is_character(pending, trail):
                self._put(state, span, c, byte, extra)
        elif pending is not None and trail in ANY_TRAIL:
            self._put_all(state, self._by_trail(trail, pending), span, byte, extra)
