"""The search: what bytes were there before GBK text was cut and joined without looking where characters begin?

The damaged text is read as a row of bytes, some of them lost. A hypothesis walks along it. It is *in step* while it
takes the text as it stands, or *out of step* by one byte with a lead byte pending: then every character shown gives
the trail byte of the true character and the lead byte of the next. Each true character costs what the judge says.
Hypotheses that agree on the pending byte and on the last two characters have the same future, so only the cheapest
lives on (Viterbi); the beam keeps the best few. The text as it stands is one of the hypotheses, and the search ends
when all of them have fallen back into step and agree: linear in the length of the damage.
"""

from __future__ import annotations

import re

from cleantext.language import FOLD, SCALE, Model, chinese
from cleantext.language.model import UNKNOWN
from cleantext.processes.codes import ANY_LEAD, ANY_TRAIL, Candidate, candidates, gbk
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
    spans,
    stands,
)
from cleantext.processes.neighbourhood import NEW, NEW_PAIR, QUOTES, SHORT, Neighbourhood
from cleantext.processes.pinyin import GLOSS, LETTERS, TORN_GLOSS, read_as

LOST = "?？\ufffd"
_NARROW = ",!?;:()"
MARKS = ",!?;:，！？；：、。"
_YEAR = re.compile(r"[0-9]{3}年")
_USER_BEAM = 6
_LONGEST = 2000  # characters in a region: runs are 2 to 30, at most a line; text made of triggers must end somewhere
_TRUSTED = 5  # the best of the beam, which may suppose that something is gone
_FEW = 4  # lead bytes that may be pending: with more of them nothing is known
_UNLIKELY = 5 * SCALE
# How much dearer than the best a hypothesis may be. Where pairs may be gone without a trace the true one spells two
# more characters at one place, and pays for them at once. Measured: nothing is gained
# above 10; four lines in 600 above 13.
_DELTA, _DELTA_GONE = 10 * SCALE, 13 * SCALE
_ACCIDENT = 4 * SCALE  # an accident where the text could go on as it stands
# A pair in the user-defined rows, gone without a trace, or shown as one "?". Both give back part of what the two
# characters on its sides pay for being guessed (_NEW, _NEW_PAIR); a character whose bytes are known does not pay it.
_USER, _LOST_PAIR = -SCALE // 2, 0
_NARROWED = SCALE // 2  # a mark whose wide form was narrowed later
_RARE_GLOSS = 2 * SCALE  # a gloss on a rare form where a usual one fits as well
_WRONG_GLOSS = 8 * SCALE  # a gloss that is not a reading of the two bytes before it
_TAIL_LOST = 5 * SCALE  # the last byte of a run lost where nothing explains it
_ALONE = frozenset({0x80})  # a byte that cannot begin a pair
_PAIRED = ANY_TRAIL - _ALONE


class Lattice:
    """The search over one text. script: "s", "t" or "" (what undamaged parts of it are written in)."""

    def __init__(self, text: str, script: str, keeps_user_rows: bool) -> None:
        self.text = text
        # Decoders differ: an invalid pair costs both bytes ("?shù)"), or its second one is read again ("?(shù)").
        self.swallows = not re.search(rf"[?？][(（][{LETTERS}]{{1,7}} ?[)）]", text)
        self.keeps_user_rows = keeps_user_rows
        self.delta = _DELTA if keeps_user_rows else _DELTA_GONE
        self.codes = gbk()
        self.model: Model = chinese()
        self.candidates = candidates(script)
        self.user_leads = frozenset(lead for lead, trails in self.codes.unmapped.items() if trails)
        self.agenda: dict[int, dict[tuple[object, str], State]] = {}
        self.best: dict[int, int] = {}
        self.start = 0
        self.around = Neighbourhood(text)
        self.rare = [(self.codes.pair[each.char][0], each) for each in self.candidates.rare(text)]

    # -- one region -------------------------------------------------------------------------------------------

    def repair(self, start: int) -> tuple[list[Repaired], int]:
        """Search from the trigger at ``start``; return the repairs and where all hypotheses agreed again."""
        past, last = self._past(start)
        agenda = self.agenda = {}
        self.best = {}
        self.start = start
        self.around.move(start)
        self._push(start, State(0, None, past, last, None))
        while True:
            at = min(agenda)
            states = sorted(agenda.pop(at).values(), key=cost_of)
            if len(states) == 1 and not agenda and states[0].pending is None and at > start:
                return self._stretches(states[0]), at
            if at >= min(len(self.text), start + _LONGEST) and any(state.pending is None for state in states):
                return self._stretches(self._winner(states)), at
            for rank, state in enumerate(beam(states, self.delta)):
                self._advance(state, at, rank < _TRUSTED)

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

    def _text(self, edit: Edit | None, start: int, end: int) -> str:
        """What the edits make of the text between ``start`` and ``end``."""
        pieces: list[str] = []
        while edit and (edit.end > start or edit.start == start):
            if edit.end <= end:
                pieces += self.text[edit.end : end], edit.text
                end = edit.start
            edit = edit.before
        pieces.append(self.text[start:end])
        return "".join(reversed(pieces))

    def _stretches(self, state: State) -> list[Repaired]:
        """The edits of a hypothesis, neighbours joined."""
        margin, damage = state.margin / SCALE, state.damage / SCALE
        found: list[Repaired] = []
        for start, end in spans(state.edits):
            edits, reach = state.rival
            middle = min(max(start, reach), end)
            cure = self._text(state.edits, start, end)
            rival = self._text(edits, start, middle) + self._text(state.edits, middle, end)
            found.append(Repaired(start, end, cure, margin, damage, rival))
        return found

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
        c = self.text[at]
        if c in "(（":
            gloss = GLOSS.match(self.text, at)
            if gloss and read_as(gloss[1]):
                self._over_gloss(state, at, gloss.end(), gloss[1])
                return
        if state.pending is None:
            self._keep(state, at, c)
            if c in LOST:
                self._fall_out(state, at)
            return
        if c in LOST:
            if trusted:
                self._lost(state, at)
                if not self.keeps_user_rows and len(leads_of(state.pending)) <= _FEW:
                    for between in self._user_pair(state, at, at, _USER):
                        self._lost_whole(between, at)
            if c == "\ufffd":
                return
        self._shown(state, at, at + 1, c)
        if trusted and not self.keeps_user_rows and self._reads_badly(state, c):
            for between in self._user_pair(state, at, at, _USER):
                self._shown(between, at, at + 1, c)

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
        pairs, triples = self.around.followers(state.past[1]), self.around.followers(state.past)
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

    def _fall_out(self, state: State, at: int) -> None:
        """In step, at a "?": the lead byte that stood here was cut off by a mark or a gloss that is not there."""
        text = self.text
        mark = text[at + 1 : at + 2]
        if mark and mark in MARKS:
            pair = self._pair(mark)
            assert pair
            lead, trail = pair
            self._put_all(state, self._by_trail(lead, ANY_LEAD), (at, at + 2), trail, _ACCIDENT)
        torn = TORN_GLOSS.match(text, at)
        pair = self._pair(state.last)
        if torn and pair:
            tears = self._torn_leads(pair[1], read_as(torn[1]))
            edit = Edit(state.edits, at, torn.end(), "")
            for leads, extra in tears:
                self._push(torn.end(), state._replace(cost=state.cost + extra, pending=leads, edits=edit))
            if not tears:  # none that we know: the listed character itself is gone, and the text has it elsewhere
                for c in read_as(torn[1]) & self.around.near:
                    self._put(state, (at, torn.end()), c, None, _ACCIDENT)

    def _pair(self, c: str) -> tuple[int, int] | None:
        """The bytes of a character that stands in the text; a narrow mark was a wide one."""
        return (0xA3, ord(c) + 0x80) if c and c in _NARROW else self.codes.pair.get(c)

    def _torn_leads(self, trail: int, glossed: frozenset[str]) -> list[tuple[Pending, int]]:
        """The lead bytes that follow ``trail`` when the two look like a glossed character; rare ones cost more."""
        row = range(trail << 8 | 0x81, trail << 8 | 0xFF) if trail > 0x80 else ()
        fitting = [c for c in map(self.codes.char.get, row) if c and c in glossed]
        usual = frozenset(self.codes.pair[c][1] for c in fitting if c not in self.candidates.extra)
        rare = frozenset(self.codes.pair[c][1] for c in fitting) - usual
        groups = [(usual, 0), (rare, _RARE_GLOSS if usual else 0)]
        return [(min(leads) if len(leads) == 1 else leads, extra) for leads, extra in groups if leads]

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
        if c == "€":  # 0x80 in cp936
            self._end(state, 0x80, (start, end), None)
        if "!" <= c <= "~":
            self._end(state, 0xA3, (start, end), ord(c) + 0x80, _NARROWED)
            if c >= "@":
                self._end(state, ord(c), (start, end), None)

    def _end(self, state: State, trail: int, span: tuple[int, int], byte: int | None, extra: int = 0) -> None:
        """Write the characters that the pending lead byte makes with ``trail``."""
        pending = state.pending
        if isinstance(pending, int):
            c = self.codes.char.get(pending << 8 | trail)
            if c and trail not in self.codes.unmapped[pending]:
                self._put(state, span, c, byte, extra)
        elif pending is not None and trail in ANY_TRAIL:
            self._put_all(state, self._by_trail(trail, pending), span, byte, extra)

    def _reads_badly(self, state: State, c: str) -> bool:
        """Out of step: the true character that ``c`` ends is no likely one, so something may have gone before it."""
        leads, code = leads_of(state.pending), self.codes.pair.get(c)
        if len(leads) != 1:
            return len(leads) <= _FEW
        true = self.codes.char.get(min(leads) << 8 | code[0]) if code else None
        return true is None or self.model.step(state.past, chr(FOLD[ord(true)])) > _UNLIKELY

    def _lost(self, state: State, at: int) -> None:
        """Out of step, at a "?": the run's last byte, a glossed character's, or a pair of the user-defined rows."""
        text = self.text
        torn = TORN_GLOSS.match(text, at)
        leads = leads_of(state.pending)
        glossed = [c for c in read_as(torn[1]) if self.codes.pair[c][0] in leads] if torn else []
        for c in glossed:
            assert torn
            self._put(state, (at, torn.end()), c, None, self.candidates.extra.get(c, 0))
        if glossed or len(leads) > 4 * _FEW:
            return
        following = text[at + 1 : at + 2]
        if following == "/" and text[at + 2 : at + 3].isalpha():  # a closing tag: its "<" went with the byte
            swallowed, extra = "<", 0
        elif following in MARKS or following in "\r\n" or (following.isascii() and not self.swallows):
            swallowed, extra = "", 0
        else:  # a byte that cannot begin a pair, or an ASCII character went with it
            swallowed, extra = (self._swallowed(at + 1) if self.swallows else ""), _TAIL_LOST
        for lead in leads:
            self._put_all(state, self._by_lead(lead, _ALONE), (at, at + 1), None)
            for cost, (_, c, folded, _) in self._choose(state, self._by_lead(lead, _PAIRED), at + 1, extra):
                self._push(at + 1, state.then(cost, None, folded, Edit(state.edits, at, at + 1, c + swallowed)))
        if len(leads) <= _FEW:
            for new in self._user_pair(state, at, at + 1, _LOST_PAIR):
                self._push(at + 1, new)

    def _swallowed(self, at: int) -> str:
        """The ASCII character before ``at`` that a lost byte took along: the first digit of a year, or not known."""
        year = _YEAR.match(self.text, at)
        return "\ufffd" if not year else "2" if year[0] < "1" else "1" if year[0] > "6" else "\ufffd"

    def _lost_whole(self, state: State, at: int) -> None:
        """Out of step, at a "?", all of the last character gone: one that the text has in such a place elsewhere."""
        leads = leads_of(state.pending)
        for folded in self.around.followers(state.past[1]):
            for c in self.around.forms(folded):
                if self.codes.pair.get(c, (0, 0))[0] in leads:
                    cost = state.cost + self.around.followers(state.past[1])[folded]
                    self._push(at + 1, state.then(cost, None, folded, Edit(state.edits, at, at + 1, c)))

    def _user_pair(self, state: State, start: int, end: int, extra: int) -> list[State]:
        """Two bytes of the user-defined rows that the decoder did not show, or showed as one "?"."""
        unmapped = self.codes.unmapped
        choices = [each for lead in leads_of(state.pending) for each in self._by_lead(lead, self.user_leads)]
        found = self._choose(state, choices, end, extra)[:_USER_BEAM]
        return [
            state.then(cost, unmapped[trail], folded, Edit(state.edits, start, end, c))
            for cost, (trail, c, folded, _) in found
            if folded != state.past[1]  # a doubled character is cheap to suppose and rarely there
        ]
