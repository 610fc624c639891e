"""No-break and other odd spaces in Chinese text: ``今天<U+00A0>我们``, four of them for an indent, U+2003 for U+3000.

Looks like a space; no pattern that asks for one finds it, and it is never broken at a line's end.
Made by: ``&nbsp;``, which editors put in for every blank and two or four times for an indent, ``&emsp;`` and
``&ensp;``; desktop publishing, which has a space for every width (U+2000-U+200A, U+202F, U+205F).
The cure: an odd space beside a Chinese character or mark becomes the ordinary one, an em space the ideographic one. In
an indent two no-break spaces become one ideographic space, which is how Chinese indents; at a line's end they go.
Evidence is that the page is full of them: one for every 120 characters, three and one for every 300, five and one for
every 2000. It runs after ``layout``, which takes the indents of the web away.
Left alone: French, units and numbers (``150 °C``), lines of other languages, a name set apart from its office by two of
them in a long report, ideographic spaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.odd import odd
from cleantext.processes.surroundings import Surroundings, is_chinese_mark, is_han

_ODD = "\xa0\u1680\u2000-\u200a\u202f\u205f"
_RUN = lazy(f"[ \\t\u3000]{{0,40}}+[{_ODD}][ \\t\u3000{_ODD}]*")
_ONE = lazy(f"[{_ODD}]")
_EM = "\u2001\u2003"
# So many places are enough, when there is one for so many characters. Of 1,844 undamaged texts nine have any, and of
# those the one with the most has two in 553 characters.
_ENOUGH = ((1, 120), (3, 300), (5, 2000))


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield the ordinary space for odd ones; reports where there are only a few."""
    seen = odd(text)
    if not seen or not any(map(_ONE.match, seen)):
        return
    around = Surroundings(text)
    places = [(m.start(), m.end()) for m in _RUN.finditer(text) if _is_chinese(text, *m.span(), around)]
    much = len(places)
    often = any(much >= least and much * apart >= len(text) for least, apart in _ENOUGH)
    if often:  # then those between Latin words come from the same blanks
        known = set(places)
        spans = (m.span() for m in _RUN.finditer(text))
        places = [span for span in spans if span in known or _is_between_words(text, *span, around)]
    for start, end in places:
        found = text[start:end]
        cure = _cure(text, start, end)
        note = "odd spaces: " + " ".join(f"U+{ord(c):04X}" for c in sorted(set(_ONE.findall(found))))
        if often:
            yield Finding("spaces", start, end, found, cure, 0.9, note)
        else:
            yield Finding("spaces", start, end, found, None, 0.4, f"{note}; too few to be an accident")


def _is_chinese(text: str, start: int, end: int, around: Surroundings) -> bool:
    """True beside a Chinese character or mark on a Chinese line, and on a line that holds nothing else."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if before == "\n" and after in "\r\n":
        return around.of_chinese_document()
    near = before + after
    return any(is_han(c) or is_chinese_mark(c) for c in near) and around.is_chinese(start)


def _is_between_words(text: str, start: int, end: int, around: Surroundings) -> bool:
    """True between words on a Chinese line; behind a number it may be typed before a unit."""
    return not text[start - 1 : start].isdigit() and around.is_chinese(start)


def _cure(text: str, start: int, end: int) -> str:
    found = text[start:end]
    if end == len(text) or text[end] in "\r\n":
        return ""
    if start == 0 or text[start - 1] == "\n":
        wide = sum(2 if c in _EM or c == "\u3000" else 1 for c in found if c not in " \t")
        return "\u3000" * (wide // 2)
    return "".join("\u3000" if c in _EM else " " if _ONE.match(c) else c for c in found)
