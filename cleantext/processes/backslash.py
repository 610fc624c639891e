"""Characters whose second byte is a backslash (5C), and what addslashes makes of them and of quotes.

PHP's ``addslashes`` puts a backslash before every byte 5C, 22 (``"``) and 27 (``'``). In Big5 and GBK 5C is also the
second byte of characters (功 A55C, 誠 D55C): they are shown with a backslash behind them. Run again it doubles what
is there, so that 1, 3, 7 ... backslashes tell how often it was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleantext.language import script_table
from cleantext.patterns import lazy

_RUN = lazy(r"\\\\*")  # begins with a literal: searched ten times faster than "one or more"
_OPEN = {quote: lazy(rf"{quote}(?<!\\{quote})") for quote in "\"'"}
# A backslash before one of these may be an escape, a path or a face (``\\n``, ``\\1``, ``\\(^o^)/``): no evidence.
_BEHIND_NO_EVIDENCE = lazy(r"[A-Za-z0-9(\[{*_^/$#&|~`+=@%]")

# Decoders of each family; their lists differ in a few rows.
_DECODERS = {"Big5": ("big5", "cp950", "big5hkscs"), "GBK": ("gbk", "gb18030")}
# Where Windows shows Big5's user-defined rows: first lead byte, last lead byte, place of the first one's byte 40.
_BIG5_USER_ROWS = ((0x81, 0x8D, 0xEEB8), (0x8E, 0xA0, 0xE311), (0xC7, 0xC8, 0xF6B1 + 94), (0xFA, 0xFE, 0xE000))
_TRAILS = 157  # of a Big5 row: 40-7E, A1-FE


class Spelling(NamedTuple):
    """The characters of one codec that addslashes doubles.

    always: a backslash follows each of them. perhaps: only some, since the text was converted to simplified later
    and they stand for several characters of the codec (``么`` for 麼 and 么).
    """

    codec: str
    always: frozenset[str]
    perhaps: frozenset[str]


@cache
def spellings() -> tuple[Spelling, ...]:
    """Big5 and GBK as they are, then each with its traditional characters made simplified after the damage."""
    plain = [(family, frozenset(_trail_5c(family))) for family in _DECODERS]
    return (
        *(Spelling(family, chars, frozenset()) for family, chars in plain),
        *(_simplified(family, chars) for family, chars in plain),
    )


def _trail_5c(family: str) -> Iterator[str]:
    for lead in range(0x81, 0xFF):
        for codec in _DECODERS[family]:
            char = bytes((lead, 0x5C)).decode(codec, "ignore")
            if len(char) == 1 and not char.isascii():  # not the lone "\" behind a lead byte that was left out
                yield char
    for first, last, start in _BIG5_USER_ROWS if family == "Big5" else ():
        yield from (chr(start + (lead - first) * _TRAILS + 0x5C - 0x40) for lead in range(first, last + 1))


def _simplified(family: str, chars: frozenset[str]) -> Spelling:
    table = script_table()
    # Big5 holds what traditional text is written with; GBK has the simplified characters as well.
    rivals = {table.get(c, c) for c in table.keys() | table.values() if c not in chars and _in_big5(c)}
    made = frozenset(table.get(c, c) for c in chars)
    return Spelling(f"{family}, simplified later", made - rivals, made & rivals)


def _in_big5(char: str) -> bool:
    return len(char.encode("big5", "ignore")) == 2


def times(count: int, own: bool, quoted: bool) -> int:
    """How often addslashes may have been run to leave ``count`` backslashes; 0 when it cannot have been.

    own: they stand behind a character with a 5C of its own. quoted: a quote follows them. ``功\\`` and ``\\"``: 1;
    ``功\\\\\\`` and ``\\\\\\"``: 2; ``功\\\\"``: 1. Without either, ``\\\\`` may be one ``\\`` doubled.
    """
    total, found = count + own + quoted, 0
    while total and total % 2 == 0 and total // 2 >= own + quoted:
        total, found = total // 2, found + 1
    return found


def before(count: int, own: bool, quoted: bool, runs: int) -> int:
    """How many of ``count`` backslashes were there before addslashes was run ``runs`` times (at most ``times``)."""
    return ((count + own + quoted) >> runs) - own - quoted


class Run(NamedTuple):
    """A run of backslashes. own: behind a character with 5C. quoted: before a quote. times: addslashes, at most.

    firm: it is evidence.
    """

    start: int
    end: int
    own: bool
    quoted: bool
    times: int
    firm: bool


class Explained(NamedTuple):
    """A document as addslashes in one codec explains it, and the places of what contradicts.

    bare: characters that should have a backslash. stray: backslashes that should not be. open: quotes that should
    have a backslash. slashed: the number of characters that have one.
    """

    codec: str
    runs: list[Run]
    bare: list[int]
    stray: list[int]
    open: list[int]
    slashed: int


def explained(text: str) -> Explained:
    """The document in the codec that explains most of its backslashes; ``slashed`` is 0 when none does."""
    spans = [m.span() for m in _RUN.finditer(text)]
    shown = {text[start - 1 : start] for start, _ in spans}
    found = _explained(text, spans, Spelling("quotes", frozenset(), frozenset()))
    if not all(c.isascii() for c in shown):
        fitting = (each for each in spellings() if not shown.isdisjoint(each.always | each.perhaps))
        codecs = [_explained(text, spans, each) for each in fitting]
        best = max(codecs, key=lambda each: each.slashed - len(each.bare) - len(each.stray), default=found)
        found = best if best.slashed else found
    return found


def _explained(text: str, spans: list[tuple[int, int]], spelling: Spelling) -> Explained:
    chars = spelling.always | spelling.perhaps
    runs = []
    for start, end in spans:
        own, quoted = text[start - 1 : start] in chars, text[end : end + 1] in ("'", '"')
        found = times(end - start, own, quoted)
        firm = found > 0 and (quoted or (own and not _BEHIND_NO_EVIDENCE.match(text, end)))
        runs.append(Run(start, end, own, quoted, found, firm))
    stray = [run.start for run in runs if not run.times]
    slashed = sum(run.own and run.firm for run in runs)
    if not any(run.firm for run in runs):
        return Explained(spelling.codec, runs, [], stray, [], 0)
    bare = re.finditer(f"[{''.join(spelling.always)}](?!\\\\)", text) if slashed else ()
    opened = [m.start() for quote, pattern in _OPEN.items() if quote in text for m in pattern.finditer(text)]
    return Explained(spelling.codec, runs, [m.start() for m in bare], stray, opened, slashed)
