"""One accident taken back in one stretch of text, and how much better that reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.misread import pairs, utf8
from cleantext.misread.accidents import Accident, run_of
from cleantext.misread.beam import FAR
from cleantext.misread.cuts import IsEnough, Piece, cuts, never
from cleantext.misread.items import Items
from cleantext.misread.moves import SIGN_COSTS, SIGNS
from cleantext.misread.script import script_of
from cleantext.misread.search import Search
from cleantext.misread.true import true
from cleantext.misread.wrong import NOTHING, SIGN, USER_ROWS, Silent, Wrong, losses, wrong

_CODECS = {"utf-8": "utf-8", "gbk": "gb18030", "big5": "cp950"}
_ASCII = re.compile(r"[\x00-\x7f]")
# Characters of a part that is taken back whole, and those that are read at both ends of it; what each must cost.
_ENOUGH, _WINDOW, _BAD, _GOOD = 8, 8, 8 * SCALE, 7 * SCALE
_FEWEST = 2  # whole characters of a stretch that may have been misread before
_LOOKED_AT = 12  # of a piece that may be deeper
# What a character costs at most as it stands. Accents have no place between Chinese characters, rare characters may.
_WIDE_SHOWN, _NARROW_SHOWN = 10 * SCALE, 16 * SCALE
_SAMPLE = 48  # characters of a stretch that the judge reads
_QUESTIONS = re.compile(r"(?<=[^\x00-\x7f])\?+|\?+(?=[^\x00-\x7f])")  # as signs they stand among what was misread
_CONTROLS = re.compile("[\x81\x8d\x8f\x90\x9d]")
_DROPS = 4 * SCALE  # what a sample must gain by bytes that are gone without a sign
_NOT_READ = 8 * SCALE  # for each byte
_PRIVATE = re.compile("[\ue000-\uf8ef]")  # behind them cp932 and cp936 show single bytes


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


class _Sum:
    """What pieces cost, added up as they come."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.cost = self.count = 0

    def of(self, pieces: list[Piece]) -> int:
        """The cost of all of the pieces."""
        for piece in pieces[self.count :]:
            self.cost += piece.read.cost if piece.read else chinese().cost("", piece.text)
        self.count = max(self.count, len(pieces))
        return self.cost

    def is_enough(self, pieces: list[Piece]) -> bool:
        """True when the pieces cost too much; the last two of them may still change."""
        return self.of(pieces[:-2]) > self.most


class Undo:
    """One accident in one text."""

    def __init__(self, text: str, accident: Accident, spans: list[tuple[int, int]]) -> None:
        """spans: parts of the text that it happened to, which tell how bytes were lost."""
        self.text = text
        self.accident = accident
        self.table: Wrong = wrong(accident.wrong)
        self.spans = spans
        sample = "\n".join(text[start:end] for start, end in spans)
        self.questions = "\ufffd" not in sample and 2 * sum(map(len, _QUESTIONS.findall(sample))) > sample.count("?")
        self.codec = true(accident.true, script_of(self.table.bytes_of(sample), accident.true))
        self.search = self._wide(sample) if self.table.wide else self._narrow(sample)

    def _wide(self, sample: str) -> Search:
        """The search that reads the sample best, of those with the ways in which bytes can be lost."""
        family = self.table.family
        rows_kept = bool(_PRIVATE.search(sample))
        has_signs = self.questions or "\ufffd" in sample
        lost = losses(family, rows_kept)
        found = [Search(self.codec, lost, signs, NOTHING) for signs in (SIGNS if has_signs else SIGNS[:1])]
        cost, number = FAR, 0
        for i, search in enumerate(found):
            cost, number = min((cost, number), (self._tried(search, cost), i))
        if rows_kept:
            return found[number]
        rows = Silent(frozenset(), USER_ROWS.get(family, ())) if has_signs else Silent(None, ())
        dropping = Search(self.codec, lost, SIGNS[number], rows)
        return dropping if self._drops(dropping, cost) else found[number]

    def _narrow(self, sample: str) -> Search:
        """The search with what the sample shows of the way in which bytes were lost."""
        lost = losses(self.table.family, False)
        signs = self.questions or "\ufffd" in sample or _CONTROLS.search(sample)
        gone = (frozenset() if signs else lost.never) | (frozenset() if "\xa0" in sample else {0xA0})
        plain, dropping = (Search(self.codec, lost, "one", silent) for silent in (NOTHING, Silent(gone, ())))
        return dropping if gone and self._drops(dropping, self._tried(plain)) else plain

    def _drops(self, search: Search, cost: int) -> bool:
        """True if the sample, which costs ``cost`` with all of its bytes, shows that some are gone.

        One byte that is gone makes garbage of GBK and Big5 up to the next mark: much is gained by it.
        """
        least = _DROPS if self.accident.true == "utf-8" else max(_DROPS, cost // 8)
        return self._tried(search, cost - least) + least < cost

    def _tried(self, search: Search, most: int = FAR) -> int:
        """What the sample costs that is read by a search; more than ``most`` as soon as it is known to be more."""
        cost = 0
        for start, end in self.spans:
            sign = "?" if self.questions else "\ufffd"
            cost += self.text.count(sign, start, end) * SIGN_COSTS[sign][search.moves.signs]
            if cost > most:
                break
            total = _Sum(most - cost)
            found = self._pieces(start, end, search, total.is_enough)
            unread = sum(len(self.table[c]) for c in self.text[start:end]) - sum(p.end - p.start for p in found)
            cost += unread * _NOT_READ + total.of(found)
        return cost

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
        found = self._pieces(start, end, self.search)
        for piece in found:
            if not piece.read or not piece.read.doubts:
                self.search.remember(piece.text)
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
            if not (self.questions and "?" in found):
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

    def _pieces(self, start: int, end: int, search: Search, is_enough: IsEnough = never) -> list[Piece]:
        items = Items(self.text[start:end], self.table, self.questions)
        around = self.text[max(0, start - 2) : start], self.text[end : end + 3].partition("\n")[0] or "\n"
        take = utf8.pieces if self.accident.true == "utf-8" else pairs.pieces
        return take(items, search, around, is_enough)

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
