"""The bytes of what one accident happened to, read with the search that reads parts of it best."""

from __future__ import annotations

import re

from cleantext.language import SCALE, chinese
from cleantext.misread import pairs, utf8
from cleantext.misread.accidents import Accident
from cleantext.misread.beam import FAR
from cleantext.misread.cuts import IsEnough, Piece, never
from cleantext.misread.items import Items
from cleantext.misread.moves import SIGN_COSTS, SIGNS
from cleantext.misread.script import script_of
from cleantext.misread.search import Search
from cleantext.misread.true import true
from cleantext.misread.wrong import NOTHING, USER_ROWS, Silent, Wrong, losses, wrong

_QUESTIONS = re.compile(r"(?<=[^\x00-\x7f])\?+|\?+(?=[^\x00-\x7f])")  # as signs they stand among what was misread
_CONTROLS = re.compile("[\x81\x8d\x8f\x90\x9d]")
_DROPS = 4 * SCALE  # what a sample must gain by bytes that are gone without a sign
_NOT_READ = 8 * SCALE  # for each byte
_PRIVATE = re.compile("[\ue000-\uf8ef]")  # behind them cp932 and cp936 show single bytes


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


class Reader:
    """What one accident did to one text, taken back; parts of it show which bytes can have been lost."""

    def __init__(self, text: str, accident: Accident, spans: list[tuple[int, int]]) -> None:
        """spans: those parts."""
        self.text = text
        self.accident = accident
        self.table: Wrong = wrong(accident.wrong)
        self.spans = spans
        sample = "\n".join(text[start:end] for start, end in spans)
        self.questions = "\ufffd" not in sample and 2 * sum(map(len, _QUESTIONS.findall(sample))) > sample.count("?")
        self.codec = true(accident.true, script_of(self.table.bytes_of(sample), accident.true))
        self.search = self._wide(sample) if self.table.wide else self._narrow(sample)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """What was misread between two places."""
        return self._read(start, end, self.search)

    def _read(self, start: int, end: int, search: Search, is_enough: IsEnough = never) -> list[Piece]:
        items = Items(self.text[start:end], self.table, self.questions)
        around = self.text[max(0, start - 2) : start], self.text[end : end + 3].partition("\n")[0] or "\n"
        take = utf8.pieces if self.accident.true == "utf-8" else pairs.pieces
        return take(items, search, around, is_enough)

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
            found = self._read(start, end, search, total.is_enough)
            unread = sum(len(self.table[c]) for c in self.text[start:end]) - sum(p.end - p.start for p in found)
            cost += unread * _NOT_READ + total.of(found)
        return cost
