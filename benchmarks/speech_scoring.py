"""What the splitter made of a document, compared with its labels.

A cut is right when its speech begins in a line from behind the speech before it (headings, datelines, a host's words)
to the first line of the speech itself, at that line's beginning. A second cut at the same place is wrong. Where a
document begins with a speech, its beginning is no cut.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.speech_documents import Document, Label, converter
from cleantext import Cleaned, Speech, clean
from cleantext.finding import backward, steps

FIELDS = ("heading", "salutation", "speaker", "date", "place")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMBER = re.compile("[0-9]+|[〇○零一二三四五六七八九十]+")
_WORD = re.compile(r"[^\W_]")


@dataclass
class Tally:
    """Sums over documents. site: lines that belong to no speech, and those of them that are in none."""

    documents: int = 0
    whole: int = 0
    right: int = 0
    found: int = 0
    true: int = 0
    titles: int = 0
    titled: int = 0
    site: int = 0
    kept_out: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(self.true == 0)

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)

    def add(self, other: Tally) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score(name: str, document: Document) -> Tally:
    """Clean and split one document."""
    return compare(name, document, clean(document.text))


def compare(name: str, document: Document, cleaned: Cleaned) -> Tally:
    """Compare the speeches of a cleaned document with its labels."""
    source = _Source(document.text, cleaned)
    tally = Tally(documents=1)
    taken: dict[int, Speech] = {}
    false: list[int] = []
    for speech in cleaned.speeches:
        line, clear = source.line(speech.start)
        label = next((i for i, each in enumerate(document.labels) if _is_in(each, line, clear)), None)
        if label is None or label in taken:
            false.append(line)
        else:
            taken[label] = speech
    given = 0 if document.has_front else 1  # the first speech begins where the document does
    tally.true = len(document.labels) - given
    tally.right = sum(label >= given for label in taken)
    tally.found = tally.right + len(false)
    missed = [each for i, each in enumerate(document.labels) if i not in taken]
    tally.whole = not false and not missed
    _add_fields(tally, document, taken)
    ends = [(source.line(s.start)[0], source.line(s.end - 1)[0]) for s in cleaned.speeches if s.end > s.start]
    tally.site = len(document.site)
    tally.kept_out = sum(not any(a <= line <= b for a, b in ends) for line in document.site)
    tally.wrong = [f"{name} {document.layout} {document.damage}: false: {_shown(document, i)}" for i in false]
    tally.wrong += [f"{name} {document.layout} {document.damage}: missed: {_shown(document, e.body)}" for e in missed]
    return tally


def _is_in(label: Label, line: int, clear: bool) -> bool:
    return label.first <= line < label.body or (line == label.body and clear)


def _shown(document: Document, line: int) -> str:
    """A line between its neighbours."""
    filled = [i for i, text in enumerate(document.lines) if text]
    at = bisect_right(filled, line) - 1
    near = filled[max(0, at - 2) : at + 2]
    return f"line {line} " + " | ".join((">> " if i == line else "") + document.lines[i][:40] for i in near)


class _Source:
    """From positions in the cleaned text to lines of the source."""

    def __init__(self, text: str, cleaned: Cleaned) -> None:
        self.text = text
        self.breaks = [i for i, c in enumerate(text) if c == "\n"]
        self.back: list[Callable[[int, bool], int]] = [backward(each) for each in reversed(steps(cleaned.findings))]

    def line(self, at: int) -> tuple[int, bool]:
        """(the line in which a position lies, whether nothing but marks and blanks stands before it there)."""
        for step in self.back:
            at = step(at, False)
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        number = bisect_right(self.breaks, at - 1) if at else 0
        start = self.breaks[number - 1] + 1 if number else 0
        return number, not _WORD.search(self.text[start:at])


def _add_fields(tally: Tally, document: Document, taken: dict[int, Speech]) -> None:
    """Titles and, where ``Speech`` has them, the other things that are stated; of the speeches found only."""
    for i, speech in taken.items():
        label = document.labels[i]
        if label.titles:
            tally.titled += 1
            tally.titles += _is_title(speech.title, label.titles)
        for name in FIELDS:
            stated = getattr(label, name)
            if stated and hasattr(speech, name):
                tally.stated[name] += 1
                tally.fields[name] += is_field(name, str(getattr(speech, name) or ""), stated)


def _plain(text: str) -> str:
    """The letters and digits of a text alone, simplified and narrow."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", str(converter("t2s").convert(text)))))


def _is_title(found: str, allowed: tuple[str, ...]) -> bool:
    """Whether a title is one of those allowed, or the beginning of one."""
    plain = _plain(found)
    return any(plain == each or (len(plain) >= 10 and each.startswith(plain)) for each in map(_plain, allowed))


def is_field(name: str, found: str, stated: str) -> bool:
    """Whether what was found is what is stated; a speaker may have an office, a place a building."""
    if name == "date":
        return bool(found) and _date(found) == _date(stated)
    plain, true = _plain(found), _plain(stated)
    return true in plain if name in ("speaker", "place") else plain == true


def _date(text: str) -> tuple[int, ...]:
    """The first three numbers of a date: 二〇二三年五月十三日 -> (2023, 5, 13)."""
    return tuple(_value(each) for each in _NUMBER.findall(unicodedata.normalize("NFKC", text))[:3])


def _value(digits: str) -> int:
    if "十" not in digits:
        return int(digits.translate(_HAN_DIGITS))
    tens, _, ones = digits.partition("十")
    return 10 * (_value(tens) if tens else 1) + (_value(ones) if ones else 0)
