"""Pinyin glued to characters: ``發(fā)展經(jīng)濟`` for ``發展經濟``.

Copy-protection software puts a reading behind every listed character: ``(fā)``, with or without tones, with a space
inside, in wide brackets, two or three times over, or with a symbol thrown in (``就☂(jiu)``). A listed character is
glossed (almost) every time it occurs, and the lists hold common characters that no reader needs help with.

Real glosses stay: a reading for a rare character or a name (``郇(xún)姓``), for one occurrence of a character with
several readings, and language lessons. What tells them apart is how common the glossed characters are, how many of
their occurrences are glossed, and how many different ones there are. Where the document gives no such evidence the
gloss is reported only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.processes.pinyin import GLOSS, LETTERS, read_as

_RUN = re.compile(rf"(?:{GLOSS.pattern})+")
# A pattern that begins with a literal is searched ten times faster than one with a class.
_OPENINGS = tuple(re.compile(rf"{bracket} ?[{LETTERS}]{{1,7}} ?[)）]") for bracket in (r"\(", "（"))
_TONE = re.compile("[^ -~]")
_LATIN = re.compile(rf"[{LETTERS}]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_COMMON, _RARE = 2500, 3500  # ranks of characters by frequency
_GLOSSED = 0.6  # share of a listed character's occurrences; the seeds have 0.95 and more, real glosses under 0.3
_LISTED = 3  # different characters that make a list


class _Gloss(NamedTuple):
    start: int
    end: int
    char: str
    right: bool  # the reading is one of the character's


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for glued-in pinyin; cure "" where the document shows a list, None where a gloss may be real."""
    if not any(opening.search(text) for opening in _OPENINGS):
        return
    glosses = list(_glosses(text))
    if not glosses:
        return
    listed = _listed(text, glosses)
    lesson = _lesson(text, glosses)
    machine = len(listed) >= _LISTED and not lesson
    sure = 0.99 if len(listed) >= 10 else 0.9
    for start, end, char, right in glosses:
        found = text[start:end]
        if machine and (char in listed or (right and not _rare(char)) or (not right and _TONE.search(found, 1, len(found) - 1))):
            yield Finding("pinyin_gloss", start, end, found, "", sure, f"pinyin glued to {char}")
        elif char in listed and _traditional(char) and not lesson:
            yield Finding("pinyin_gloss", start, end, found, "", 0.75, f"pinyin glued to {char}")
        elif right and char in listed:
            yield Finding("pinyin_gloss", start, end, found, None, 0.4, f"a reading behind {char}, perhaps meant")


def _glosses(text: str) -> Iterator[_Gloss]:
    """Every gloss that stands behind a Chinese character, with a symbol between if there is one."""
    end = 0
    for at in sorted(m.start() for opening in _OPENINGS for m in opening.finditer(text)):
        m = _RUN.match(text, at) if at >= end else None
        if not m:
            continue
        start, end = m.span()
        char = text[start - 1 : start]
        if start > 1 and "←" <= char <= "⯿" and _HAN.match(text[start - 2]):
            start -= 1
            char = text[start - 1 : start]
        if not char or not _HAN.match(char):
            continue
        readings = [read_as(each[1]) for each in GLOSS.finditer(m[0])]
        if all(readings):
            yield _Gloss(start, end, char, all(char in reading for reading in readings))


def _listed(text: str, glosses: list[_Gloss]) -> frozenset[str]:
    """The common characters that are glossed nearly every time they occur."""
    counts = Counter(gloss.char for gloss in glosses if gloss.right)
    return frozenset(
        char for char, n in counts.items() if n >= _GLOSSED * text.count(char) and (_rank(char) < _COMMON or n > 2)
    )


def _lesson(text: str, glosses: list[_Gloss]) -> bool:
    """True for language teaching: most characters glossed in short lines, or much Latin text beside the glosses."""
    han = len(_HAN.findall(text))
    latin = sum(map(len, _LATIN.findall(_RUN.sub("", text))))
    return latin > 0.3 * han or (len(glosses) > 0.5 * han and "。" not in text and "，" not in text and "," not in text)


def _rank(char: str) -> int:
    from cleantext.language import chinese, fold

    return chinese().known.get(fold(char), 99999)


def _rare(char: str) -> bool:
    return _rank(char) > _RARE and not _traditional(char)


def _traditional(char: str) -> bool:
    from cleantext.language import script_table

    return char in script_table()
