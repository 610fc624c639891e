"""The values that flow through the cutting, and the one way to look at a line without walking all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

INDENT = " \t\u3000\xa0"
# All that str.strip() takes, and markdown's marks, which stand around a heading as blanks do.
_BLANKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
DECOR = INDENT + _BLANKS + "\ufeff*#_"
MARGIN = r"[ \t\u3000\xa0*#_]"  # the same as one class of a pattern
# The words that name a speech, in both scripts; a title that holds one is a speech's title.
SPEECH_WORD = (
    "[讲講][话話稿]|[发發]言|致[辞辭词詞]|演[讲講说說]|[报報]告|[汇匯彙][报報]|主持[词詞稿]|[开開闭閉]幕[词詞辭辞]"
    "|[贺賀祝][词詞辞辭]|[倡议議]{2}[书書]|[动動][员員]|表[态態]|[总總][结結]|心得|党课|黨課|感言"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech. start, end: characters of the cleaned text; ``text`` is exactly that stretch. index: from 1.

    title: from its heading, else from the title line before it, else from its first words; heading and title line
    are not part of ``text``.
    """

    title: str
    text: str
    start: int
    end: int
    index: int


class Part(NamedTuple):
    """A cut. start: where the speech before it ends at the latest; body: where its own text begins (characters).

    title is empty when only the text itself can give one.
    """

    start: int
    body: int
    title: str


class Line(NamedTuple):
    """A line: its span without the line break, and its text without blanks and markdown marks."""

    start: int
    end: int
    text: str


def line_at(text: str, at: int, reach: int = 120) -> Line | None:
    """The line that holds position ``at``; None when it goes on for more than ``reach`` characters either way.

    The bound keeps a file that is one line linear: nothing we look for stands in a long line.
    """
    start = text.rfind("\n", max(0, at - reach), at) + 1
    if start == 0 and at > reach:
        return None
    end = text.find("\n", at, at + reach)
    if end < 0:
        if len(text) > at + reach:
            return None
        end = len(text)
    return Line(start, end, text[start:end].strip(DECOR))
