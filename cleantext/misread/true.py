"""The true codec: how its bytes make characters, when some of the bytes are known only to be one of several."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from cleantext.language import FOLD, SCALE, chinese, variants
from cleantext.processes.codes import VARIANT, WRONG_SCRIPT, big5, gbk, script_marks

Byte = int | frozenset[int]  # a byte, or those it may be
Pending = tuple[Byte, ...]  # the first bytes of a character
Codes = frozenset[bytes]  # of a character that is wholly unknown
Known = tuple[int, str, str, int]  # cost by itself, character, folded, extra
# Marks that Chinese text of the codecs before Unicode does not have, and wide letters.
_MARKS = map(chr, (*range(0x2000, 0x2070), *range(0x3000, 0x3040), *range(0xFF00, 0xFF61)))
_ODD = {c for c in _MARKS if not c.encode("gb2312", "ignore")} - {"—"} | {"―"}
_WIDE_LETTERS = frozenset(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_NONE = frozenset(map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030))))  # spaces of printers, and controls
_WIDE_LETTER = 5 * SCALE
_FEW, _MOST = 500, 400  # combinations of bytes that are tried one by one; characters for one place

_CONTINUES = frozenset(range(0x80, 0xC0))
_UTF8_LEADS = frozenset((*range(0xE2, 0xEA), 0xEF))  # of the characters that Chinese text has
_RAREST = 13 * SCALE  # of all characters, those rarer than 1 in 400,000 are not looked for


class Choice(NamedTuple):
    """A character that the bytes may make; extra: what it costs beside the judge's answer."""

    char: str
    folded: str
    extra: int


class Choices(NamedTuple):
    """Those that fit: (cost, character, folded, extra), frequent ones first; the same by what they fold to."""

    ranked: list[Known]
    of: dict[str, tuple[int, str]]


_NO_CHOICE = Choice("", "", 0)


class True_:
    """One true codec and the script of the text ("s", "t" or ""), which makes the other script's characters dear."""

    def __init__(self, codec: str, script: str) -> None:
        self.codec = codec
        self.length = 3 if codec == "utf-8" else 2
        simplified, traditional = script_marks()
        foreign = traditional if script == "s" else simplified if script == "t" else frozenset()
        self._extra = (
            dict.fromkeys(_ODD, VARIANT) | dict.fromkeys(variants(), VARIANT) | dict.fromkeys(foreign, WRONG_SCRIPT)
        )
        self._extra |= dict.fromkeys(_WIDE_LETTERS, _WIDE_LETTER)
        if script == "s":
            self._extra |= dict.fromkeys("「」『』", WRONG_SCRIPT)
        self.ranked: dict[tuple[str, Pending | Codes], list[tuple[int, str, str]]] = {}  # the search's
        self.double = lru_cache(maxsize=64)(self._double)
        self.choices = lru_cache(maxsize=20000)(self._choices)
        self._known = lru_cache(maxsize=20000)(self._of)

    def feed(self, pending: Pending, byte: Byte) -> Pending | None:
        """``pending`` with one byte more, None where the codec has no such bytes."""
        if self.codec == "utf-8":
            if pending:
                fits = byte & _CONTINUES if isinstance(byte, frozenset) else byte if byte in _CONTINUES else None
            else:
                fits = byte & _UTF8_LEADS if isinstance(byte, frozenset) else byte if _starts(byte) else None
        elif pending:
            fits = byte
        else:
            fits = byte - {0x80, 0xFF} if isinstance(byte, frozenset) else byte if byte not in (0x80, 0xFF) else None
        if isinstance(fits, frozenset):
            return (*pending, fits if len(fits) > 1 else next(iter(fits))) if fits else None
        return None if fits is None else (*pending, fits)

    def is_whole(self, pending: Pending) -> bool:
        """True when the bytes are a character."""
        first = pending[0]
        if isinstance(first, int) and first < 0x80:
            return True
        if self.codec != "utf-8":
            return len(pending) == 2
        return len(pending) == (2 if isinstance(first, int) and first < 0xE0 else 4 if first in (0xF0, 0xF3) else 3)

    def known(self, spec: Pending) -> Choice | None:
        """The character of bytes that are all known; None if they are not. Its ``char`` is empty if there is none."""
        try:
            code = bytes(spec)  # type: ignore[arg-type]
        except TypeError:
            return None
        return self._known(code)

    def _choices(self, spec: Pending) -> Choices:
        sets = [byte if isinstance(byte, frozenset) else frozenset((byte,)) for byte in spec]
        if prod(map(len, sets)) <= _FEW:
            found = sorted(map(self.table.__getitem__, self.table.keys() & set(map(bytes, product(*sets)))))
        else:
            found = self._fitting(*sets)[:_MOST]
        return _choices_of(found)

    def _fitting(self, first: frozenset[int], *rest: frozenset[int]) -> list[Known]:
        if len(rest) == 1:
            (second,) = rest
            return [each for each, (a, b) in self.ordered if b in second and a in first]
        if len(rest) > 2:
            return []  # characters of four bytes are too rare to be looked for
        second, third = rest
        return [each for each, (a, b, c) in self.ordered if c in third and b in second and a in first]

    def _double(self, codes: Codes) -> Choices:
        """The characters whose bytes are one of ``codes``; of ASCII all."""
        single = sorted((0, chr(code[0]), chr(FOLD[code[0]]), 0) for code in codes if len(code) == 1)
        return _choices_of(single or [each for each, code in self.ordered if code in codes][:_MOST])

    @cached_property
    def table(self) -> dict[bytes, Known]:
        """Bytes of every character that is looked for -> it."""
        singles, found = chinese().singles, {}
        for c in gbk().pair.keys() | big5().pair.keys():
            folded = chr(FOLD[ord(c)])
            code = self._encoded(c)
            # Of two with the same bytes (— and ―) the one they are read as: the order of a set is no choice.
            if code and singles.get(folded, _RAREST + 1) <= _RAREST and _decoded(code, self.codec) == c:
                found[code] = (singles[folded], c, folded, self._extra.get(c, 0))
        return found

    @cached_property
    def ordered(self) -> list[tuple[Known, bytes]]:
        """The same, frequent ones first."""
        return sorted((known, code) for code, known in self.table.items() if len(code) == self.length)

    def _encoded(self, c: str) -> bytes:
        if self.codec == "utf-8":
            return c.encode()
        code = (gbk if self.codec == "gbk" else big5)().pair.get(c)
        return bytes(code) if code else b""

    def _of(self, code: bytes) -> Choice:
        c = _decoded(code, self.codec)
        return self._choice(c, VARIANT if c in _ODD else 0) if c and c not in _NONE else _NO_CHOICE

    def _choice(self, c: str, extra: int) -> Choice:
        return Choice(c, chr(FOLD[ord(c)]), extra)


def _choices_of(found: list[Known]) -> Choices:
    of: dict[str, tuple[int, str]] = {}
    for _, c, folded, extra in found:
        of[folded] = min((extra, c), of.get(folded, (extra, c)))
    return Choices(found, of)


def _starts(byte: int) -> bool:
    return byte < 0x80 or 0xC2 <= byte <= 0xF4


def _decoded(code: bytes, codec: str) -> str:
    if codec == "utf-8":
        c = code.decode("utf-8", "ignore")
    elif len(code) == 1:
        c = code.decode("ascii", "ignore")
    else:
        c = (gbk if codec == "gbk" else big5)().char.get(code[0] << 8 | code[1], "")
    return c if len(c) == 1 else ""


@cache
def true(codec: str, script: str) -> True_:
    """One codec with its tables, made once."""
    return True_(codec, script)
