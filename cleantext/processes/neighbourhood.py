"""What the text around a place says about a lost character: a text repeats itself, the more the nearer.

A cache language model (Kuhn & De Mori 1990) that decays (Clarkson & Robinson 1997): a character that the neighbourhood
has, and a pair that it has, are likelier than the tables of all text say. Glosses are taken out first, so that
``解(jiě)珍`` is the pair ``解珍``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from cleantext.language import FOLD, SCALE, fold
from cleantext.processes.pinyin import GLOSS

# What a lost character costs when the text has it only within so many characters, or not at all in the neighbourhood.
_RINGS = ((12, 0), (50, round(0.6 * SCALE)))
_FAR, NEW = round(1.1 * SCALE), round(1.5 * SCALE)
_MARKS = "。，、；：？！“”‘’「」『』《》（）"  # never new
_BLOCK = 500  # characters; the neighbourhood is the block with half of the ones before and after it
_WIDE = 4000  # for pairs it is the part of so many characters with the one before and the one behind it
# A pair that the neighbourhood has costs what its share there says, and this, if that is less than the judge's answer;
# one that it does not have costs a little.
_PAIR, NEW_PAIR = round(0.7 * SCALE), SCALE // 2
_CLOSERS = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", "】": "【", "〕": "〔"}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}
QUOTES = frozenset(_CLOSERS) | frozenset(_OPENERS)
# A quotation mark that the line lacks, one that it has already, and one of a new pair.
_MISSING, _DOUBLE, _ANOTHER = -SCALE, 3 * SCALE, SCALE
_WRITTEN = 100  # characters written that are looked through for quotation marks
SHORT = 3 * SCALE  # a full stop one or two characters behind an opening quotation mark


class Neighbourhood:
    """Figures about the text around one place after another; asked for by the search."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.near: frozenset[str] = frozenset()
        self.close: dict[str, int] = {}
        self._near: dict[int, frozenset[str]] = {}
        self._chunks: dict[int, str] = {}
        self._chunk = -1
        self._folded = ""
        self._followers: dict[str, dict[str, int]] = {}
        self._forms: dict[str, list[str]] | None = None

    def move(self, place: int) -> None:
        """Look at the text around ``place`` (characters)."""
        self.place, self._forms = place, None
        text, number = self.text, place // _BLOCK
        if number not in self._near:
            start = number * _BLOCK
            self._near[number] = frozenset(text[max(0, start - _BLOCK // 2) : start + _BLOCK + _BLOCK // 2])
        self.near = self._near[number]
        self.close = dict.fromkeys(self.near, _FAR)
        for reach, cost in reversed(_RINGS):
            self.close.update(dict.fromkeys(text[max(0, place - reach) : place + reach], cost))
        self.close.update(dict.fromkeys(_MARKS, 0))
        if place // _WIDE != self._chunk:
            self._chunk = place // _WIDE
            self._folded = "".join(self._chunk_of(self._chunk + i) for i in (-1, 0, 1))
            self._followers = {}

    def _chunk_of(self, number: int) -> str:
        """A part of the text, folded and without its glosses; made once."""
        if number not in self._chunks:
            part = self.text[number * _WIDE : (number + 1) * _WIDE] if number >= 0 else ""
            self._chunks[number] = fold(GLOSS.sub("", part))
        return self._chunks[number]

    def followers(self, context: str) -> dict[str, int]:
        """What the folded characters behind ``context`` (folded, one or two) cost by what the neighbourhood has."""
        row = self._followers.get(context)
        if row is None:
            text, size = self._folded, len(context)
            found: Counter[str] = Counter()
            at = text.find(context)
            while at >= 0:
                found[text[at + size : at + size + 1]] += 1
                at = text.find(context, at + 1)
            total = found.total()
            row = {c: _PAIR + round(SCALE * math.log((total + 1) / n)) for c, n in found.items()}
            self._followers[context] = row
        return row

    def forms(self, folded: str) -> list[str]:
        """The characters near by that fold to ``folded``."""
        if self._forms is None:
            self._forms = {}
            for c in self.near:
                self._forms.setdefault(chr(FOLD[ord(c)]), []).append(c)
        return self._forms.get(folded, [])

    def balance(self, c: str, end: int, written: Iterable[str]) -> int:
        """What the quotation mark ``c``, written for the text up to ``end``, costs by the others of its line.

        written: what has been written since ``move``, the last first.
        """
        opener, closer = (c, _OPENERS[c]) if c in _OPENERS else (_CLOSERS[c], c)
        text, start = self.text, self.place
        line = text.rfind("\n", 0, start) + 1
        marks = [each for each in islice(written, _WRITTEN) if each in (opener, closer)]
        opened = text.count(opener, line, start) + marks.count(opener) > text.count(closer, line, start) + marks.count(
            closer
        )
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        next_closer, next_opener = text.find(closer, end, stop), text.find(opener, end, stop)
        closed_later = next_closer >= 0 and not 0 <= next_opener < next_closer
        if c == closer:
            if not opened:
                return _DOUBLE if opener in text else 2 * _DOUBLE
            return _ANOTHER if closed_later else _MISSING
        return _DOUBLE if opened else _MISSING if closed_later else _ANOTHER
