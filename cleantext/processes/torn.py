"""GBK cut and torn by software that worked on its bytes: the moves of the search for damage-model sections 1 and 2."""

from __future__ import annotations

import re

from cleantext.language import FOLD, SCALE
from cleantext.processes.codes import ANY_LEAD, ANY_TRAIL, Candidate, gbk
from cleantext.processes.hypothesis import Edit, Pending, State, leads_of
from cleantext.processes.lattice import LOST, Lattice
from cleantext.processes.neighbourhood import NEW
from cleantext.processes.pinyin import LETTERS, TORN_GLOSS, read_as, read_exactly

MARKS = ",!?;:，！？；：、。"
_YEAR = re.compile(r"[0-9]{3}年")
_USER_BEAM = 6
_FEW = 4  # lead bytes that may be pending: with more of them nothing is known
_UNLIKELY = 5 * SCALE
# How much dearer than the best a hypothesis may be. Where pairs may be gone without a trace the true one spells two
# more characters at one place, and pays for them at once. Measured: nothing is gained
# above 10; four lines in 600 above 13.
_DELTA, _DELTA_GONE = 10 * SCALE, 13 * SCALE
_ACCIDENT = 4 * SCALE  # an accident where the text could go on as it stands
# A pair in the user-defined rows, gone without a trace, or shown as one "?". Both give back part of what the two
# characters on its sides pay for being guessed (NEW, NEW_PAIR); a character whose bytes are known does not pay it.
_USER, _LOST_PAIR = -SCALE // 2, 0
_RARE_GLOSS = 2 * SCALE  # a gloss on a rare form where a usual one fits as well
_TAIL_LOST = 5 * SCALE  # the last byte of a run lost where nothing explains it
_ALONE = frozenset({0x80})  # a byte that cannot begin a pair
_PAIRED = ANY_TRAIL - _ALONE


class Torn(Lattice):
    """The search over one text that was torn. keeps_user_rows: the text has characters of the user-defined rows."""

    def __init__(self, text: str, script: str, keeps_user_rows: bool) -> None:
        super().__init__(text, script, gbk(), _DELTA if keeps_user_rows else _DELTA_GONE)
        # Decoders differ: an invalid pair costs both bytes ("?shù)"), or its second one is read again ("?(shù)").
        self.swallows = not re.search(rf"[?？][(（][{LETTERS}]{{1,7}} ?[)）]", text)
        self.keeps_user_rows = keeps_user_rows
        self._rare: dict[frozenset[str], list[tuple[int, Candidate]]] = {}
        self.user_leads = frozenset(lead for lead, trails in self.codes.unmapped.items() if trails)

    def _arrive(self, start: int) -> None:
        super()._arrive(start)
        near = self.around.near
        if near not in self._rare:
            self._rare[near] = self.candidates.rare(near)
        self.rare = self._rare[near]

    def _go_on(self, state: State, at: int, trusted: bool) -> None:
        c = self.text[at]
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

    def _fall_out(self, state: State, at: int) -> None:
        """In step, at a "?": the lead byte that stood here was cut off by a mark or a gloss that is not there."""
        text = self.text
        if text[at] not in LOST:
            return
        mark = text[at + 1 : at + 2]
        if mark and mark in MARKS:
            pair = self._pair(mark)
            assert pair
            lead, trail = pair
            self._put_all(state, self._by_trail(lead, ANY_LEAD), (at, at + 2), trail, _ACCIDENT)
        torn = TORN_GLOSS.match(text, at)
        pair = self._pair(state.last)
        if torn and pair:
            tears = self._torn_leads(pair[1], torn[1])
            edit = Edit(state.edits, at, torn.end(), "")
            for leads, extra in tears:
                self._push(torn.end(), state._replace(cost=state.cost + extra, pending=leads, edits=edit))
            if not tears:  # none that we know: the listed character itself is gone
                glossed = read_exactly(torn[1]) & self.candidates.usual
                converted = {chr(FOLD[ord(c)]) for c in glossed if chr(FOLD[ord(c)]) != c} - self.around.near
                for c in glossed - converted:  # the software converts to traditional characters first
                    extra = _ACCIDENT + self.around.close.get(c, NEW) + self.candidates.extra.get(c, 0)
                    self._put(state, (at, torn.end()), c, None, extra)

    def _torn_leads(self, trail: int, reading: str) -> list[tuple[Pending, int]]:
        """The lead bytes that follow ``trail`` when the two look like a glossed character; unlikely ones cost more."""
        row = range(trail << 8 | 0x81, trail << 8 | 0xFF) if trail > 0x80 else ()
        glossed, exactly = read_as(reading), read_exactly(reading)
        groups: dict[int, set[int]] = {}
        for c in map(self.codes.char.get, row):
            if c and c in glossed:
                extra = _RARE_GLOSS * ((c in self.candidates.extra) + (c not in exactly))
                groups.setdefault(extra, set()).add(self.codes.pair[c][1])
        least = min(groups, default=0)
        found = [(extra - least, frozenset(leads)) for extra, leads in sorted(groups.items())]
        return [(min(leads) if len(leads) == 1 else leads, extra) for extra, leads in found]

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
            other = 0 if c in read_exactly(torn[1]) else _RARE_GLOSS
            self._put(state, (at, torn.end()), c, None, self.candidates.extra.get(c, 0) + other)
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
