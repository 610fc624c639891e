"""The short lines of a text. Junk lines are short, prose is not: most of a text need not be read for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleantext.patterns import lazy

LONGEST = 120  # characters of a line that may be junk as a whole
KEPT = 1_000_000  # characters of a text whose answer is kept
_STRIP = " \t\r\xa0\u3000"


# Start, end (without the newline), and the number among the lines that are not blank; of a line that is not blank.
# A plain tuple: every short line of every text is one.
Line = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Short:
    """texts: the short lines, stripped; lines: where they are; count: the number of all lines that are not blank."""

    texts: list[str]
    lines: list[Line]
    count: int

    def beside(self, index: int, step: int) -> int | None:
        """The line above (-1) or below (1) when it is short too; blank lines do not count."""
        other = index + step
        if 0 <= other < len(self.lines) and self.lines[other][2] == self.lines[index][2] + step:
            return other
        return None


_EMPTY = Short([], [], 0)
_seen: tuple[str, Short] = ("", _EMPTY)


def short_lines(text: str) -> Short:
    """The short lines of a text. The last answer is kept, by identity: several rules ask it of each text."""
    global _seen
    last, found = _seen
    if last is not text:
        found = _read(text)
        _seen = (text, found) if len(text) <= KEPT else ("", _EMPTY)
    return found


def _read(text: str) -> Short:
    texts: list[str] = []
    lines: list[Line] = []
    start = number = 0
    for line in text.split("\n"):
        size = len(line)
        if size > LONGEST:
            number += 1
        elif size and (bare := line.strip(_STRIP)):
            texts.append(bare)
            lines.append((start, start + size, number))
            number += 1
        start += size + 1
    return Short(texts, lines, number)


_EDGE = 8  # lines at the top and the bottom of a text


def at_head(short: Short, index: int) -> bool:
    """True for one of the first lines of a text."""
    return short.lines[index][2] < _EDGE


def at_foot(short: Short, index: int) -> bool:
    """True for one of the last lines of a text, in its lower half."""
    number = short.lines[index][2]
    return number >= short.count - _EDGE and 2 * number >= short.count


_HEADING = lazy(
    r"(?:[篇文话話稿]|第)[一二三四五六七八九十百\d]{1,4}篇?[】)）]?[:：]?\Z|\A[【\[(（]?(?:第[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})"
)
_TITLE = lazy(r"\A[^。！？；，,]{4,40}[的上](?:[讲講][话話]|[发發]言|致[辞辭]|[报報]告|演[讲講])稿?\Z")


def is_heading(line: str) -> bool:
    """True for a line that opens one of several texts: 讲话篇二, 范文三, 【篇一】."""
    return bool(_HEADING.search(line))


def is_title(line: str) -> bool:
    """True for the title of a speech: ……会议上的讲话."""
    return bool(_TITLE.search(line))


def neighbours(short: Short, index: int) -> Iterator[int]:
    """The short lines above and below."""
    for step in (-1, 1):
        other = short.beside(index, step)
        if other is not None:
            yield other
