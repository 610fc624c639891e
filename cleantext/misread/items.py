"""The bytes of a run of misread text, and what stands for each."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from cleantext.misread.search import Item
from cleantext.misread.wrong import SIGN, Wrong

_HALF = b"\xfe"


class Items:
    """The bytes of ``text`` by a table. questions: its question marks are signs as well."""

    def __init__(self, text: str, table: Wrong, questions: bool) -> None:
        self.text = text
        self.codes = [table[c] for c in text]
        if questions:
            self.codes = [SIGN if code == b"?" else code for code in self.codes]
        self.data = b"".join(self.codes)

    @cached_property
    def starts(self) -> list[int]:
        """Where the bytes of each character begin."""
        return [*accumulate(map(len, self.codes), initial=0)]

    @cached_property
    def marked(self) -> bytes:
        """The bytes, with FE for each of ASCII that is the second half of a character: the search says what it was."""
        return b"".join([code[:1] + _HALF if len(code) > 1 and code[1] < 0x80 else code for code in self.codes])

    def between(self, start: int, end: int) -> list[Item]:
        """The bytes from one to another."""
        found = []
        at = bisect_right(self.starts, start) - 1
        while self.starts[at] < end:
            code, first = self.codes[at], self.starts[at]
            for i in range(max(start - first, 0), min(len(code), end - first)):
                found.append(Item(code[i : i + 1], "" if i else self.text[at], len(code)))
            at += 1
        return found
