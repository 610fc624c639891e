"""Invisible characters in Chinese text: zero-width spaces, joiners, marks of direction, selectors, controls, BOMs.

Looks like nothing, and no phrase matches across it: ``展<U+200B>开<U+200B>全文``, ``工<U+00AD>作``, ``讲话<U+0000>稿``.
Made by: sites that mark their text against copying, editors that leave a caret's place, files joined together (U+FEFF
in the middle), entities decoded without their table (``&#147;`` as U+0093), emoji whose picture was dropped.
The cure takes them out; a line's end of Word (U+000B, U+2028, U+000C) behind the end of a sentence becomes a newline,
and a C1 control that Windows-1252 has as a quotation mark or dots becomes that mark.
Evidence is the line: its letters are Chinese near the place, or, for NUL and other controls, the document is Chinese.
Left alone: emoji sequences, selectors behind ideographs, Persian, Indic and Thai words, lines with Hebrew or Arabic,
soft hyphens and zero-width spaces in lines of other languages, coloured output of terminals, form feeds of code. What
may be bytes of misread text (a C1 control beside a letter such as ``Ã``) is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes import unseen
from cleantext.processes.odd import odd
from cleantext.processes.surroundings import Surroundings, is_chinese_mark, is_han

_ZERO = unseen.JOINERS + unseen.SELECTORS + unseen.IDEOGRAPHIC + unseen.TAGS + unseen.DIRECTIONS + unseen.EMPTY
_CONTROL = unseen.C0 + unseen.C1 + unseen.LINES
_RUN = lazy(f"[{_ZERO}]+|[{_CONTROL}]+")
_ENDS = "。！？；：.!?;:”’」』）)"
_SEEN = dict(zip("\x85\x91\x92\x93\x94\x96\x97", "…‘’“”–—", strict=True))
_DIRECTION = lazy(f"[{unseen.DIRECTIONS}]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cut for what nobody sees and nothing needs, in Chinese lines."""
    seen = odd(text)
    if not seen or not any(map(_RUN.match, seen)):
        return
    around = Surroundings(text)
    for m in _RUN.finditer(text):
        start, end = m.span()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if m[0][0] < "\xa0" or m[0][0] in "\u2028\u2029":
            yield from _control(text, start, m[0], around)
        elif _is_free(text, start, end, around) and not unseen.belongs(m[0], before, after):
            yield Finding("invisible", start, end, m[0], "", 0.95, f"invisible: {_names(m[0])}")


def _is_free(text: str, start: int, end: int, around: Surroundings) -> bool:
    """True where no other language may need them: in Chinese, and for a BOM that begins a line."""
    run = text[start:end]
    if not around.is_chinese(start) and not (run[0] == "\ufeff" and text[max(start - 1, 0) : start] == "\n"):
        return False
    within = is_han(text[start - 1 : start]) and is_han(text[end : end + 1])
    return within or not (_DIRECTION.search(run) and unseen.near_right_to_left(text, start, end))


def _control(text: str, start: int, run: str, around: Surroundings) -> Iterator[Finding]:
    if not around.of_chinese_document():
        return
    end = start + len(run)
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if set(run) <= {"\u2028", "\u2029", "\x0b", "\x0c"}:
        yield from _line_end(start, run, before, after)
    elif run == "\x1b" and after in ("[", "(", "$"):  # colours of a terminal, what is left of ISO-2022
        return
    elif any(c >= "\x80" for c in run):
        cure = "".join(_SEEN.get(c, "") for c in run)
        if all(_is_usual(c) for c in (before, after)) and around.is_chinese(start) and len(run) == 1:
            yield Finding("invisible", start, end, run, cure, 0.85, f"a C1 control: {_names(run)}")
        else:
            note = "C1 controls: bytes that a single-byte codec read, and that nothing explains"
            yield Finding("invisible", start, end, run, None, 0.6, note)
    else:
        yield Finding("invisible", start, end, run, "", 0.95, f"controls: {_names(run)}")


def _line_end(start: int, run: str, before: str, after: str) -> Iterator[Finding]:
    end = start + len(run)
    if before in ("", "\n", "\r") or after in ("", "\n", "\r"):
        yield Finding("invisible", start, end, run, "", 0.9, f"a line's end beside another one: {_names(run)}")
    elif before in _ENDS:
        yield Finding("invisible", start, end, run, "\n", 0.85, f"a line's end: {_names(run)}")
    elif run[0] in "\x0b\x0c" and is_han(before) and is_han(after):
        yield Finding("invisible", start, end, run, "", 0.7, f"a control within a sentence: {_names(run)}")
    else:
        yield Finding("invisible", start, end, run, None, 0.6, f"a line's end within a line: {_names(run)}")


def _is_usual(c: str) -> bool:
    return c < "\x80" or is_han(c) or is_chinese_mark(c)


def _names(run: str) -> str:
    return " ".join(f"U+{ord(c):04X}" for c in run[:4]) + (" …" if len(run) > 4 else "")
