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
from functools import lru_cache
from itertools import takewhile

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.pinyin import GLOSS, LETTERS, read_as

_RUN = lazy(rf"(?:{GLOSS.pattern})+")
_NARROW_RUN = lazy(rf"\( ?([{LETTERS}]{{1,7}}) ?[)）](?:[(（] ?[{LETTERS}]{{1,7}} ?[)）])*")
# A pattern that begins with a literal is searched ten times faster than one with a class.
_OPENINGS = tuple(lazy(rf"{bracket} ?[{LETTERS}]{{1,7}} ?[)）]") for bracket in (r"\(", "（"))
_TONE = lazy("[^ -~]")
_LATIN = lazy(rf"[{LETTERS}]+")
_HAN = lazy("[\u3400-\u9fff\uf900-\ufaff]")
_HAN_RUN = lazy(f"{_HAN.pattern}+")
_TAG = lazy(r"<[^<>\n]{1,200}>")  # a page's Latin letters, not a lesson's
_SAMPLE = 20000  # characters
_COMMON, _RARE = 2500, 3500  # ranks of characters by frequency
_GLOSSED = 0.6  # share of a listed character's occurrences; the seeds have 0.95 and more, real glosses under 0.3
_LISTED = 3  # different characters that make a list
_CONVERTED = 3  # different traditional ones that make it a converter's


_Gloss = tuple[int, int, str, bool]  # start, end, the character before it, whether it is a reading of that character


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for glued-in pinyin; cure "" where the document shows a list, None where a gloss may be real."""
    narrow, wide = (opening.search(text) for opening in _OPENINGS)
    if not narrow and not wide:
        return
    glosses = list(_glosses(text, _runs(text) if wide else _NARROW_RUN.finditer(text)))
    if not glosses:
        return
    listed = _listed(text, glosses)
    # A list of traditional forms comes from the converter; nobody teaches reading like that.
    lesson = sum(map(_traditional, listed)) < _CONVERTED and _lesson(text, glosses)
    machine = len(listed) >= _LISTED and not lesson
    sure = 0.99 if len(listed) >= 10 else 0.9
    for start, end, char, right in glosses:
        found = text[start:end]
        if machine and (char in listed or _glued(found, char, right)):
            yield Finding("pinyin_gloss", start, end, found, "", sure, f"pinyin glued to {char}")
        elif char in listed and _traditional(char) and not lesson:
            yield Finding("pinyin_gloss", start, end, found, "", 0.75, f"pinyin glued to {char}")
        elif right and char in listed and len(listed) > 1:
            yield Finding("pinyin_gloss", start, end, found, None, 0.4, f"a reading behind {char}, perhaps meant")


def _glued(found: str, char: str, right: bool) -> bool:
    """True for a gloss that only a machine can have put where machine glosses are, behind a character not listed."""
    return not _rare(char) if right else _TONE.search(found, 1, len(found) - 1) is not None


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Every run of glosses, in order: two searches for a literal each beat one for a class."""
    end = 0
    for at in sorted(m.start() for opening in _OPENINGS for m in opening.finditer(text)):
        run = _RUN.match(text, at) if at >= end else None
        if run:
            end = run.end()
            yield run


def _glosses(text: str, runs: Iterator[re.Match[str]]) -> Iterator[_Gloss]:
    """Every gloss that stands behind a Chinese character, with a symbol between if there is one."""
    for m in runs:
        start, end = m.span()
        char = text[start - 1 : start]
        if "←" <= char <= "⯿":  # a symbol thrown in
            start -= 1
            char = text[start - 1 : start]
        if not _HAN.match(char):
            continue
        if m[0].count(")") != 1:  # of a run of several, what comes before the first that is no syllable
            each = list(takewhile(_is_syllable, GLOSS.finditer(text, m.start(), end)))
            end = each[-1].end() if each else end
            right = _read(char, tuple(g[1] for g in each))
        else:
            right = _read(char, (m[1],))
        if right is not None:
            yield start, end, char, right


def _is_syllable(gloss: re.Match[str]) -> bool:
    return bool(read_as(gloss[1]))


@lru_cache(maxsize=4096)
def _read(char: str, found: tuple[str, ...]) -> bool | None:
    """True when all are readings of the character, None when one is no syllable."""
    readings = [read_as(each) for each in found]
    return all(char in reading for reading in readings) if readings and all(readings) else None


def _listed(text: str, glosses: list[_Gloss]) -> frozenset[str]:
    """The common characters that are glossed nearly every time they occur; in a long text, in its beginning."""
    counts = Counter(char for start, _, char, right in glosses if right and start < _SAMPLE)
    later = Counter(char for start, _, char, right in glosses if right and start >= _SAMPLE and char not in counts)
    occurring = Counter(text[:_SAMPLE]) if len(counts) > 30 else {c: text.count(c, 0, _SAMPLE) for c in counts}
    if later:
        counts.update(later)
        all_of = Counter(text) if len(later) > 30 else {c: text.count(c) for c in later}
        occurring.update({char: all_of[char] for char in later})
    return frozenset(
        char for char, n in counts.items() if n >= _GLOSSED * occurring[char] and (_rank(char) < _COMMON or n > 2)
    )


def _lesson(text: str, glosses: list[_Gloss]) -> bool:
    """True for language teaching: most characters glossed in short lines, or much Latin text beside the glosses."""
    sample = _TAG.sub("", text[:_SAMPLE])
    han = sum(map(len, _HAN_RUN.findall(sample)))
    latin = sum(map(len, _LATIN.findall(_RUN.sub("", sample))))
    glossed = sum(gloss[0] < _SAMPLE for gloss in glosses)
    return latin > 0.3 * han or (glossed > 0.5 * han and not any(mark in sample for mark in "。，,"))


def _rank(char: str) -> int:
    from cleantext.language import chinese, fold

    return chinese().known.get(fold(char), 99999)


def _rare(char: str) -> bool:
    return _rank(char) > _RARE and not _traditional(char)


def _traditional(char: str) -> bool:
    from cleantext.language import script_table

    return char in script_table()
