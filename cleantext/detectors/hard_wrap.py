"""Hard-wrapped lines: paragraphs cut into lines of one width, as mail programs, boards and old text files did.

Looks like: line after line of the same width, ending in the middle of a sentence, the last of each paragraph shorter.
Made by: wrappers that count columns or characters, put a line feed at the edge, and sometimes an indent behind it.
The cure joins the lines of a paragraph: the line feed and the blanks around it go, and two words of ASCII, or what the
rest of the text writes with a blank between, get their blank back.
Evidence: most lines that end without a closing mark end at the same width, and the judge finds that they read on.
Left alone: verse, lists, tables, headings, code, addresses, and every text whose lines end anywhere. A line that
reaches the edge with the end of a sentence is joined only where indents or blank lines tell where paragraphs begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.wraps import wrapped

_NARROWEST, _WIDEST, _LEAST = 15, 140, 3  # characters of a line, lines that may be wrapped
_SHARE, _WORD = 0.5, 10
_CLOSED = frozenset("。．！？；：!?;:”」>|")
_SPACED, _TIGHT = lazy(r"[㐀-鿿] [A-Za-z0-9]|[A-Za-z0-9] [㐀-鿿]"), lazy(r"[㐀-鿿][A-Za-z0-9]|[A-Za-z0-9][㐀-鿿]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cure for every line feed that a wrapper put into a paragraph."""
    if not _may_be(text):
        return
    joints = wrapped(text)
    if not joints:
        return
    spaced = len(_SPACED.findall(text)) > len(_TIGHT.findall(text))
    for start, end in joints:
        cure = " " if _is_blank(text[start - 1], text[end], spaced) else ""
        yield Finding("hard_wrap", start, end, text[start:end], cure, 0.9, "a line of wrapped text")


def _may_be(text: str) -> bool:
    """A glance: enough lines of one width, give or take a word, without a closing mark and with a line below."""
    rows = text.split("\n")
    going = [
        len(row)
        for row, below in zip(rows, islice(rows, 1, None), strict=False)
        if _NARROWEST <= len(row) <= _WIDEST and below and row[-1] not in _CLOSED
    ]
    if len(going) < _LEAST:
        return False
    edge = Counter(going).most_common(1)[0][0]
    return sum(abs(size - edge) <= _WORD for size in going) >= _SHARE * len(going)


def _is_blank(left: str, right: str, spaced: bool) -> bool:
    """True where a blank stood at the joint: wrappers take it out."""
    if not (left.isascii() or right.isascii()) or not (left.isalnum() and right.isalnum()):
        return left.isascii() and right.isascii() and left in ",.;:!?)" and right.isalnum()
    if left.isascii() and right.isascii():
        return not (left.isdigit() and right.isdigit())
    return spaced
