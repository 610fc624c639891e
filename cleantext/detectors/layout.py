"""Indents, blank lines and trailing blanks that the web left: eight spaces and four ``&nbsp;`` before every paragraph.

Looks like: runs of no-break spaces, or three ideographic spaces and more, at the start of most lines, alone or behind
ordinary blanks; eight blanks or more before most paragraphs; lines of nothing but blanks between them; three blank
lines and more between most paragraphs.
Made by: editors that indent with ``&nbsp;&nbsp;&nbsp;&nbsp;``, and extractors that keep the indents of the HTML
source.
The cure takes the blanks at the start and the end of lines, what stands on blank lines, and all but one of a run
of blank lines; where the blank lines are all the evidence, only these. No line with text in it is lost, joined or
parted.
Left alone: every text without that evidence on most of its lines: two ideographic spaces before a paragraph, four
spaces in a novel, poems, code, tables, Markdown, a single line with an indent of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

# Two no-break spaces or more in an indent, or three ideographic ones.
_HARD = lazy(r"^[ \t]*+(?:\u3000*+\xa0[ \t\xa0\u3000]*\xa0|\u3000[ \t]*+\u3000[ \t]*+\u3000)", re.MULTILINE)
_DEEP = lazy(r"^ {8,}[^\s]", re.MULTILINE)
_HAN = lazy(r"[㐀-鿿]")
_STOP = lazy(r"[。！？；：!?;:]")
_GAP = lazy(r"\n(?:[ \t\xa0\u3000]*+\r?\n)+")
_APART, _GAPS = 4, 3  # line feeds between two paragraphs, gaps of that size
_SHARE = 0.5  # of the lines with text; the one real page we know has 0.99, undamaged texts have under 0.05
_CODE = lazy(r"[{}=][ \t]*$|^[ \t]*+(?:[#/*|]|def |class |if |for |return |import )", re.MULTILINE)
# Blanks at a line's start; blanks at its end; a run of blank lines, of which the first two newlines are kept.
_INDENT = lazy(r"^[ \t\xa0\u3000]+", re.MULTILINE)
_TRAIL = lazy(r"(?<=[^ \t\xa0\u3000\r\n])[ \t\xa0\u3000]+(?=\r?$)", re.MULTILINE)
_BLANK_RUN = lazy(r"(?<=\n)(?:[ \t\xa0\u3000]*\r?\n){2,}")


def _is_prose(line: str) -> bool:
    """True for a line with a Chinese character and, behind it, the end of a sentence."""
    first = _HAN.search(line)
    return bool(first and _STOP.search(line, first.end()))


def _from_the_web(text: str) -> bool:
    """True when most lines carry an indent that nobody types, before lines of Chinese prose."""
    soft = "\u3000\u3000\u3000" in text
    hard = len(_HARD.findall(text)) if soft or "\xa0\xa0" in text or "\xa0\u3000" in text else 0
    deep = " " * 8 in text and [m.start() for m in _DEEP.finditer(text)]
    if not hard and not deep:
        return False
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    if hard and hard >= max(2, _SHARE * len(lines)):
        if soft and "\xa0" not in text:  # signatures and verse stand in the middle of the page
            lines = [line for line in lines if _HARD.match(line)]
            return sum(map(_is_prose, lines)) * 2 >= len(lines)
        return sum(_is_prose(line) for line in lines) * 2 >= len(lines) * _SHARE
    if not deep or len(deep) < max(3, _SHARE * len(lines)) or len(_CODE.findall(text)) > 0.1 * len(lines):
        return False
    prose = sum(len(line) > 40 and _is_prose(line) for line in lines)
    return prose >= _SHARE * len(deep)


def _has_gaps(text: str) -> bool:
    """True when most paragraphs of Chinese prose are three blank lines or more apart."""
    if not any(gap in text for gap in ("\n\n\n\n", "\n \n \n")):
        return False
    gaps = [m[0].count("\n") for m in _GAP.finditer(text)]
    wide = sum(lines >= _APART for lines in gaps)
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    if wide < _GAPS or wide < _SHARE * (len(lines) - 1):
        return False
    return sum(_is_prose(line) for line in lines) >= _SHARE * len(lines)


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cut for every indent, trailing blank and spare blank line of a text that came from a web page."""
    web = _from_the_web(text)
    if not web and not _has_gaps(text):
        return
    done = 0
    spans = [(m.span(), "blank lines") for m in _BLANK_RUN.finditer(text)]
    if web:
        spans += [(m.span(), "an indent left from a web page") for m in _INDENT.finditer(text)]
        spans += [(m.span(), "blanks at a line's end") for m in _TRAIL.finditer(text)]
    for (start, end), note in sorted(spans, key=lambda each: (each[0][0], -each[0][1])):
        if start >= done:
            done = end
            cure = "\n" if note == "blank lines" else ""
            if text[start:end] != cure:
                yield Finding("layout", start, end, text[start:end], cure, 0.9, note)
