"""What the bytes of damaged text can do to an unfinished character: the moves of the search, worked out once each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleantext.language import SCALE
from cleantext.misread.true import Byte, Choice, Codes, Pending, True_
from cleantext.misread.wrong import SIGN, Losses, Rectangle, Silent, wrong

_GONE = 2 * SCALE  # bytes lost without a sign
_A0 = 2 * SCALE  # a space that was A0
_SWALLOWS = SCALE  # an ASCII character lost with the byte before it
_DANGLING = round(1.5 * SCALE)  # a byte before the end of a line that is no longer there; the next line's indent is
_LAST = 10 * SCALE  # a byte before text that was not misread
_INDENT = 0xE3  # first byte of the ideographic space in UTF-8
_ANY = frozenset(range(0x80, 0xFF))
_UNFINISHED = 2  # bytes that are supposed for the unfinished character at the end
# Bytes that a sign stands for where two make no character: the first, and the second is read again; both; both, but
# ASCII is read again; both, a sign for each.
SIGNS = ("one", "both", "ascii", "each")
# What each is less likely for a sign. Question marks are old Windows', which takes both bytes; U+FFFD is what younger
# software shows, which does not.
SIGN_COSTS = {
    "?": {"one": SCALE // 2, "both": 0, "ascii": SCALE // 2, "each": SCALE},
    "\ufffd": {"one": 0, "both": 2 * SCALE, "ascii": 0, "each": 2 * SCALE},
}


class Move(NamedTuple):
    """Characters that become whole (known, or one of those that the bytes allow), and what is pending then."""

    extra: int
    chars: tuple[Choice | Pending | Codes, ...]
    pending: Pending


class Moves:
    """losses: what a sign may stand for. signs: how many bytes it is, one of SIGNS. silent: what may be gone."""

    def __init__(self, true: True_, losses: Losses, signs: str, silent: Silent) -> None:
        self.true = true
        self.losses = losses
        self.signs = signs
        self.silent = silent
        self.ambiguous = wrong(losses.family).ambiguous
        self._known: dict[tuple[object, ...], tuple[Move, ...]] = {}

    def past_item(
        self, pending: Pending, code: bytes, shown: str, behind: int | None, after_sign: bool
    ) -> tuple[Move, ...]:
        """The moves past a byte or sign. shown: what stands for it, if that tells more. behind: the byte after it."""
        is_sign = code == SIGN
        key = (pending, code, shown, behind, after_sign) if is_sign else (pending, code, shown)
        moves = self._known.get(key)
        if moves is None:
            moves = self._known[key] = tuple(self._past_item(pending, code, shown, behind, after_sign))
        return moves

    def past_gone(self, pending: Pending, behind: int | None, after_sign: bool) -> tuple[Move, ...]:
        """The moves past bytes that are gone before the byte ``behind``."""
        key = (pending, behind, after_sign)
        moves = self._known.get(key)
        if moves is None:
            moves = self._known[key] = tuple(self._past_gone(pending, behind, after_sign))
        return moves

    def past_end(self, pending: Pending) -> Iterator[Move]:
        """The moves by which the unfinished character got the bytes that were lost at the end."""
        for count in range(1, _UNFINISHED + 1):
            yield from (move for move in self._fed(pending, (_ANY,) * count) if not move.pending)

    def _past_item(
        self, pending: Pending, code: bytes, shown: str, behind: int | None, after_sign: bool
    ) -> Iterator[Move]:
        if code != SIGN:
            yield from self._fed(pending, code)
            if shown and shown in " \xa0" and not self.losses.wide:
                yield from self._fed(pending, b"\xa0", _A0)
        elif shown:
            for code in self.ambiguous[shown]:
                yield from self._fed(pending, code)
        else:
            yield from self._lost(pending, behind, after_sign, 0)

    def _past_gone(self, pending: Pending, behind: int | None, after_sign: bool) -> Iterator[Move]:
        alone, pairs = self.silent
        if alone is None:
            yield from self._lost(pending, behind, after_sign, _GONE)
        elif alone:
            yield from self._fed(pending, (alone,), _GONE)
        for first, second in pairs:
            yield from self._fed(pending, (first, second), _GONE)

    def _lost(self, pending: Pending, behind: int | None, after_sign: bool, extra: int) -> Iterator[Move]:
        losses = self.losses
        if not losses.wide:
            yield from self._fed(pending, (losses.never,), extra)
            return
        if self.signs == "one":
            yield from self._fed(pending, (losses.alone(behind),), extra)
        elif losses.lone:
            yield from self._fed(pending, (losses.lone,), extra)
        if self.signs in ("both", "ascii"):
            yield from self._pair(pending, losses.pairs, losses.codes, extra)
        if behind == _INDENT:
            yield from self._fed(pending, (losses.dangling,), extra + _DANGLING)
        elif self.signs == "each" or (self.signs == "ascii" and (behind is None or behind < 0x80)):
            yield from self._fed(pending, (losses.dangling,), extra)
        else:  # the end of what was misread, with good text behind it
            yield from self._fed(pending, (losses.dangling,), extra + (SCALE if behind is None else _LAST))
        if self.signs == "each" and after_sign:
            yield from self._fed(pending, (losses.seconds,), extra)
            if not pending:
                yield Move(extra, (losses.swallowed,), ())
        if self.signs == "both":
            for move in self._fed(pending, (losses.dangling,), extra + _SWALLOWS):
                if not move.pending:
                    yield move._replace(chars=(*move.chars, losses.swallowed))

    def _pair(self, pending: Pending, pairs: tuple[Rectangle, ...], codes: Codes | None, extra: int) -> Iterator[Move]:
        """The moves past two bytes that are lost. codes: the pairs one by one."""
        if codes and not pending and self.true.length == 2:
            yield Move(extra, (codes,), ())
            return
        for first, second in pairs:
            yield from self._fed(pending, (first, second), extra)

    def _fed(self, pending: Pending, code: bytes | tuple[Byte, ...], extra: int = 0) -> Iterator[Move]:
        """The one move past some bytes, none where the codec has no such bytes."""
        chars: list[Choice | Pending | Codes] = []
        now: Pending | None = pending
        for byte in code:
            now = self.true.feed(now or (), byte)
            if now is None:
                return
            if self.true.is_whole(now):
                known = self.true.known(now)
                if known and not known.char:
                    return
                chars.append(known or now)
                now = ()
        yield Move(extra, tuple(chars), now or ())


@lru_cache(maxsize=128)
def moves(true: True_, losses: Losses, signs: str, silent: Silent) -> Moves:
    """The moves of one kind of search, worked out once for all texts. Arguments as those of Moves."""
    return Moves(true, losses, signs, silent)
