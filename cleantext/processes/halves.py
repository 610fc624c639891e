"""A byte that stands alone and is known: which character near it lost its other half?

A decoder puts its sign where the bytes fit again, which may be some characters behind the accident. So the lost byte
is supposed in each of the last characters before the sign, and a byte too many as well; the judge reads all of them
with the text on both sides.
"""

from __future__ import annotations

from itertools import takewhile

from cleantext.language import SCALE
from cleantext.processes.codes import ANY_LEAD, ANY_TRAIL, Codes, backslashed
from cleantext.processes.hypothesis import SURE, Repaired, State
from cleantext.processes.lattice import Lattice

_WINDOW = 6  # characters before the sign in which the accident may have been
_AFTER = 4  # characters behind it that have a say
_ADDED = 11 * SCALE  # a byte too many next to one too few: it may be any of 256
_BEST = 16  # candidates for one place that are read to the end
_EATEN = 5 * SCALE  # for a character whose second byte is a backslash, where those are missing
_BACKSLASH = 0x5C
_FAR = SCALE  # an accident before the sign next to one right at it


class Halves(Lattice):
    """One text (its last character is a line feed) in one codec."""

    def __init__(self, text: str, script: str, codes: Codes) -> None:
        super().__init__(text, script, codes, SURE)
        # A text with several such bytes and no 5C in any of its characters: ``stripslashes`` took them all.
        eaten = script != "s" and text.count("\ufffd") > 1 and not any(map(text.__contains__, backslashed(codes)))
        self.eaten = _EATEN if eaten else 0

    def mend(self, at: int, stray: int) -> Repaired | None:
        """The U+FFFD at ``at`` is the byte ``stray``: the best reading of it and of what is before it, None if none."""
        pair, text = self.codes.pair, self.text
        start = at
        while start > max(0, at - _WINDOW) and text[start - 1] in pair:
            start -= 1
        data = bytes(byte for c in text[start:at] for byte in pair[c]) + bytes((stray,))
        self.around.move(at)
        readings: dict[str, int] = {}
        for place in range(start, at + 1):
            head, rest = text[start:place], data[2 * (place - start) :]
            for reading, cost in self._readings(start, place, at, rest):
                readings[head + reading] = min(cost, readings.get(head + reading, SURE))
        if not readings:
            return None
        (best, cost), *others = sorted(readings.items(), key=lambda item: item[1])
        rival, dearer = others[0] if others else ("", SURE)
        shared = sum(1 for _ in takewhile(_alike, zip(best, rival, text[start:at], strict=False)))
        return Repaired(start + shared, at + 1, best[shared:], (dearer - cost) / SCALE, SURE / SCALE, rival[shared:])

    def _readings(self, start: int, place: int, at: int, rest: bytes) -> list[tuple[str, int]]:
        """The readings from ``place`` on with the accident in the character there; rest: its bytes to the sign's."""
        tail = self._decoded(rest[1:])
        if tail is None:
            return []
        text, model, pair = self.text, self.model, self.codes.pair
        before, behind = text[max(0, place - 2) : place], text[at + 1 : at + 1 + _AFTER]
        base = model.cost(text[max(0, start - 2) : start], text[start:place]) + (_FAR if place < at else 0)
        past, last = self._past(place)
        choices = self._by_lead(rest[0], ANY_TRAIL) + self._by_trail(rest[0], ANY_LEAD)
        state = State(0, None, past, last, None)
        self.best = {}
        chosen = [(cost, each, 0) for cost, each in self._choose(state, choices, at + 1)[:_BEST]]
        if self.eaten:
            slashed = [each for each in choices if pair[each.char][1] == _BACKSLASH]
            chosen += [(cost, each, self.eaten) for cost, each in self._choose(state, slashed, at + 1)]
        found = [
            (each.char + tail, base + cost + model.cost(before + each.char, tail + behind) - eaten)
            for cost, each, eaten in chosen
        ]
        return [*found, (tail, base + _ADDED + model.cost(before, tail + behind))]

    def _decoded(self, data: bytes) -> str | None:
        """The characters of ``data``, None when a pair of it is none."""
        chars = [self.codes.char.get(a << 8 | b) for a, b in zip(data[::2], data[1::2], strict=True)]
        return "".join(c for c in chars if c) if all(chars) else None


def _alike(chars: tuple[str, ...]) -> bool:
    return len(set(chars)) == 1
