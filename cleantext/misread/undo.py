"""One accident taken back in one stretch of text, and how much better that reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.misread.accidents import Accident, run_of
from cleantext.misread.cuts import Piece, cuts
from cleantext.misread.reader import Reader
from cleantext.misread.wrong import SIGN

_CODECS = {"utf-8": "utf-8", "gbk": "gb18030", "big5": "cp950"}
_ASCII = re.compile(r"[\x00-\x7f]")
# Characters of a part that is taken back whole, and those that are read at both ends of it; what each must cost.
_ENOUGH, _WINDOW, _BAD, _GOOD = 8, 8, 8 * SCALE, 7 * SCALE
_FEWEST = 2  # whole characters of a stretch that may have been misread before
_LOOKED_AT = 12  # of a piece that may be deeper
# What a character costs at most as it stands. Accents have no place between Chinese characters, rare characters may.
_WIDE_SHOWN, _NARROW_SHOWN = 10 * SCALE, 16 * SCALE
_SAMPLE = 48  # characters of a stretch that the judge reads


class Undone(NamedTuple):
    """A stretch of the text (characters) and what it was.

    gain: nats by which it reads better; each: nats a character of what it was; whole: how many characters beyond ASCII
    are there with all of their bytes; part: the share of them among those that were misread.
    """

    start: int
    end: int
    cure: str
    gain: float
    each: float
    whole: int
    part: float
    notes: tuple[str, ...]
    accident: Accident


Again = Callable[[Undone], Undone]


class Undo:
    """One accident in one text."""

    def __init__(self, text: str, accident: Accident, spans: list[tuple[int, int]]) -> None:
        """spans: parts of the text that it happened to, which tell how bytes were lost."""
        self.text = text
        self.accident = accident
        self.reader = Reader(text, accident, spans)
        self.table = self.reader.table

    def runs(self, start: int, end: int, again: Again) -> Iterator[Undone]:
        """What the accident made of the runs of its characters between ``start`` and ``end``."""
        for m in run_of(self.accident).finditer(self.text, start, end):
            yield from self.stretch(m.start(), m.end(), again)

    def stretch(self, start: int, end: int, again: Again) -> Iterator[Undone]:
        """What was misread between ``start`` and ``end``, in one or several parts.

        Characters that the wrong codec does not show are no part of it. again: takes back what had happened before.
        """
        table, first = self.table, start
        for at in range(start, end):
            if not table[self.text[at]]:
                yield from self._part(first, at, again)
                first = at + 1
        yield from self._part(first, end, again)

    def _part(self, start: int, end: int, again: Again) -> Iterator[Undone]:
        if start == end:
            return
        plain = self._plain(start, end, again)
        if plain:
            yield plain
            return
        found = self.reader.pieces(start, end)
        for piece in found:
            if not piece.read or not piece.read.doubts:
                self.reader.search.remember(piece.text)
        text = self.text[start:end]
        sizes = [len(self.table[c]) for c in text]
        whole = self._whole(start, end, sum(sizes), found)
        if whole:
            yield whole
            return
        for piece in _joined(found) if self.accident.true == "utf-8" else ():
            deeper = self._deeper(start, sizes, piece, again)
            if deeper:
                yield deeper
                return
        before, most = self.text[max(0, start - 2) : start], _WIDE_SHOWN if self.table.wide else _NARROW_SHOWN
        for cut in cuts(text, sizes, found, before, self.accident.true == "utf-8", most):
            length = max(1, len(cut.cure))
            notes = tuple(f"perhaps {each!r}" for each in cut.doubtful)
            part = cut.whole / max(1, cut.whole + cut.guessed)
            gain, each = cut.gain / SCALE, cut.cost / SCALE / length
            a, b = start + cut.start, start + cut.end
            undone = Undone(a, b, cut.cure, gain, each, cut.whole, part, notes, self.accident)
            yield again(undone) if each * SCALE > _GOOD and cut.whole > _FEWEST and part > 0.5 else undone

    def _plain(self, start: int, end: int, again: Again) -> Undone | None:
        """A part of which no byte is lost, and that reads badly as it stands, but well taken back, at both ends."""
        found = self.text[start:end]
        for data in self._codes(found):
            try:
                cure = data.decode(_CODECS[self.accident.true])
            except UnicodeDecodeError:
                continue
            if len(cure) < _ENOUGH or len(_ASCII.findall(cure)) != len(_ASCII.findall(found)):
                continue
            plain = self._at_both_ends(start, end, cure)
            if plain:
                return plain
            gain, each = self._weighed(start, end, cure)
            undone = Undone(start, end, cure, gain, each, len(cure), 1.0, (), self.accident)
            deeper = again(undone) if each * SCALE > _GOOD else undone
            if deeper.cure != cure:
                return deeper
        return None

    def _codes(self, found: str) -> Iterator[bytes]:
        """The bytes of a part if none is lost; of characters with more than one code the first, then the last."""
        data = self.table.bytes_of(found)
        if SIGN not in data:
            if not (self.reader.questions and "?" in found):
                yield data
        elif "\ufffd" not in found and len(self.table.ambiguous) == 1:
            for number in (0, -1):
                codes = {c: codes[number] for c, codes in self.table.ambiguous.items()}
                yield b"".join(codes.get(c) or self.table[c] for c in found)

    def _whole(self, start: int, end: int, size: int, pieces: list[Piece]) -> Undone | None:
        """A part all of whose bytes are explained, and that reads badly as it stands, but well taken back."""
        if (
            not pieces
            or pieces[0].start
            or any(a.end != b.start for a, b in pairwise(pieces))
            or pieces[-1].end != size
        ):
            return None
        cure = "".join(piece.text for piece in pieces)
        found = self._at_both_ends(start, end, cure) if len(cure) >= _ENOUGH else None
        if not found:
            return None
        guessed = sum(len(piece.text) for piece in pieces if piece.read)
        notes = tuple(f"perhaps {piece.read.text!r}" for piece in pieces if piece.read and piece.read.doubts)
        return found._replace(whole=len(cure) - guessed, part=1 - guessed / len(cure), notes=notes)

    def _at_both_ends(self, start: int, end: int, cure: str) -> Undone | None:
        cost, found = chinese().cost, self.text[start:end]
        now = min(cost("", found[:_WINDOW]), cost("", found[-_WINDOW:])) / _WINDOW
        then = max(cost("", cure[:_WINDOW]), cost("", cure[-_WINDOW:])) / _WINDOW
        if now < _BAD or then > _GOOD:
            return None
        gain = (now * len(found) - then * len(cure)) / SCALE
        return Undone(start, end, cure, gain, then / SCALE, len(cure), 1.0, (), self.accident)

    def _deeper(self, start: int, sizes: list[int], piece: Piece, again: Again) -> Undone | None:
        """A piece that decodes to what was misread before, with that undone; None if it does not."""
        sample = piece.text[:_LOOKED_AT]
        if piece.read or len(sample) <= _FEWEST or chinese().cost("", sample) < _BAD * len(sample):
            return None
        starts = {byte: start + i for i, byte in enumerate(accumulate(sizes, initial=0))}
        ends = list(accumulate((len(c.encode()) for c in piece.text), initial=piece.start))
        places = [i for i, byte in enumerate(ends) if byte in starts]
        if len(places) < 2:
            return None
        first, last = places[0], places[-1]
        a, b, cure = starts[ends[first]], starts[ends[last]], piece.text[first:last]
        gain, each = self._weighed(a, b, cure)
        undone = Undone(a, b, cure, gain, each, len(cure), 1.0, (), self.accident)
        deeper = again(undone)
        return deeper if deeper.cure != cure else None

    def reweighed(self, each: Undone, cure: str, before: Accident) -> Undone:
        """A stretch with another cure, because ``before`` had happened to it first."""
        gain, cost = self._weighed(each.start, each.end, cure)
        notes = (*each.notes, f"after {before.true.upper()} read as {before.wrong}")
        return each._replace(cure=cure, gain=gain, each=cost, notes=notes)

    def _weighed(self, start: int, end: int, cure: str) -> tuple[float, float]:
        """How much better the text reads with ``cure`` from ``start`` to ``end``; what a character of it costs."""
        text, cost = self.text, chinese().cost
        before, found = text[max(0, start - 2) : start], text[start:end]
        now, then = found[:_SAMPLE], cure[:_SAMPLE]
        behind = text[end : end + 2] if len(found) <= _SAMPLE and len(cure) <= _SAMPLE else ""
        shown = cost(before, now.replace("\ufffd", "") + behind) / max(1, len(now)) * len(found)
        each = cost(before, then + behind) / max(1, len(then))
        return (shown - each * len(cure)) / SCALE, each / SCALE


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces next to each other as one, if they have all of their bytes; the others are left out."""
    last: Piece | None = None
    for piece in pieces:
        if len(piece.text.encode()) != piece.end - piece.start:
            continue
        if last and last.end == piece.start:
            last = Piece(last.start, piece.end, last.text + piece.text, None)
            continue
        if last:
            yield last
        last = piece._replace(read=None)
    if last:
        yield last
