"""The true codec: how its bytes make characters, when some of the bytes are known only to be one of several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from cleantext.language import FOLD, SCALE, chinese
from cleantext.processes.codes import VARIANT, WRONG_SCRIPT, big5, gbk, script_marks
from cleantext.language import variants

Byte = int | frozenset[int]  # a byte, or those it may be
Pending = tuple[Byte, ...]  # the first bytes of a character
_CONTINUES = frozenset(range(0x80, 0xC0))
_UTF8_LEADS = frozenset((*range(0xE2, 0xEA), 0xEF))  # of the characters that Chinese text has
_RAREST = 13 * SCALE  # of all characters, those rarer than 1 in 400,000 are not looked for
_LOOKED_AT = 4096  # combinations of unknown bytes


class Choice(NamedTuple):
    """A character that the bytes may make; extra: what it costs beside the judge's answer."""

    char: str
    folded: str
    extra: int


class True_:
    """One true codec and the script of the text ("s", "t" or ""), which makes the other script's characters dear."""

    def __init__(self, codec: str, script: str) -> None:
        self.codec = codec
        simplified, traditional = script_marks()
        foreign = traditional if script == "s" else simplified if script == "t" else frozenset()
        self._extra = dict.fromkeys(variants(), VARIANT) | dict.fromkeys(foreign, WRONG_SCRIPT)
        if script == "s":
            self._extra |= dict.fromkeys("「」『』", WRONG_SCRIPT)
        self.choices = lru_cache(maxsize=20000)(self._choices)

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
        return None if fits is None or fits == frozenset() else (*pending, fits)

    def is_whole(self, pending: Pending) -> bool:
        """True when the bytes are a character."""
        first = pending[0]
        if isinstance(first, int) and first < 0x80:
            return True
        if self.codec != "utf-8":
            return len(pending) == 2
        return len(pending) == (2 if isinstance(first, int) and first < 0xE0 else 4 if first in (0xF0, 0xF3) else 3)

    def _choices(self, spec: Pending) -> tuple[Choice, ...]:
        if all(isinstance(byte, int) for byte in spec):
            c = _decoded(bytes(byte for byte in spec if isinstance(byte, int)), self.codec)
            return (self._choice(c, 0),) if c else ()
        sets = [sorted(byte) if isinstance(byte, frozenset) else [byte] for byte in spec]
        singles = chinese().singles
        found = [
            choice
            for codes in product(*sets)
            for choice in self._known(bytes(codes))
            if singles.get(choice.folded, _RAREST + 1) <= _RAREST
        ]
        return tuple(sorted(found, key=lambda each: (singles[each.folded], each)))

    def _known(self, code: bytes) -> Iterator[Choice]:
        c = _decoded(code, self.codec)
        if c and (c in gbk().pair or c in big5().pair):
            yield self._choice(c, self._extra.get(c, 0))

    def _choice(self, c: str, extra: int) -> Choice:
        return Choice(c, chr(FOLD[ord(c)]), extra)


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
