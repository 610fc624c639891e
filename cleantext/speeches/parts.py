"""The values that flow through the cutting, and the one way to look at a line without walking all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

INDENT = " \t\u3000\xa0"
# All that str.strip() takes, and markdown's marks, which stand around a heading as blanks do.
_BLANKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
DECOR = INDENT + _BLANKS + "\ufeff*#_"
MARGIN = r"[ \t\u3000\xa0*#_]"  # the same as one class of a pattern
# The words that name a speech, in both scripts; a title that holds one is a speech's title.
SPEECH_WORD = (
    "[讲講][话話稿]|[发發]言|致[辞辭词詞]|演[讲講说說]|[报報]告|[汇匯彙][报報]|主持[词詞稿]|[开開闭閉]幕[词詞辭辞]"
    "|[贺賀祝][词詞辞辭]|[倡议議]{2}[书書]|[动動][员員]|表[态態]|[总總][结結]|心得|党课|黨課|感言"
    "|[悼欢歡感答祭誓][迎谢謝]?[词詞辞辭]|述[职職]|[竞競][选選聘]|承[诺諾][书書]|[贺賀][信电電]|[寄赠贈]语|[寄贈]語"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech. start, end: characters of the cleaned text; ``text`` is exactly that stretch. index: from 1.

    title: from its heading, else from the title line before it, else from its first words; heading and title line
    are not part of ``text``. heading: the line that opens it. salutation, speaker, date, place: as the text states
    them. Each of these is "" where there is none. kind: what the text is. confidence: 0 to 1, of the cut before it (1.0
    at the document's beginning); evidence: for that cut, in words. source_start, source_end: characters of the source
    text; -1 where only the cleaned text is known.
    """

    title: str
    text: str
    start: int
    end: int
    index: int
    heading: str = ""
    salutation: str = ""
    speaker: str = ""
    date: str = ""
    place: str = ""
    kind: Literal["speech", "news", "law", "text"] = "speech"
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    source_start: int = -1
    source_end: int = -1


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
