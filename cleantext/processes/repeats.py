"""Copies: paragraphs and sentences that a text holds twice, found by their hashes in linear time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleantext.patterns import lazy

_BLANKS = " \t\xa0\u3000\r"
_BESIDE, _ELSEWHERE, _ONE, _SENTENCE = 20, 40, 120, 16  # characters
_HAN = lazy("[\u3400-\u9fff]")
_HAN_SHARE = 0.6  # of a copy; rows of a table and code repeat
_STOP = "。"
# A sentence and its copy behind what may stand before a sentence. Literal first: faster than to split the text.
_TWICE = r"([^。]{16,400}+)。\1。"
_DOUBLED = (*map(lazy, (mark + _TWICE for mark in "。！？")), lazy(r"\n(?!\n)[ \t\xa0\u3000\r]*+" + _TWICE))
_FIRST = lazy(r"[ \t\xa0\u3000\r]*+" + _TWICE)
Copy = tuple[int, int, int]  # start and end of the copy, start of what it copies


def stretches(text: str) -> Iterator[Copy]:
    """Paragraphs that stand in the text before, those in a row as one stretch, newline included."""
    rows = text.split("\n")
    long = [row for row in rows if len(row) >= _BESIDE]
    if len(set(long)) == len(long):  # as they are: the rule of the layout has run, and stripping costs five times more
        return
    lines = list(_lines(rows))
    for first, last, original in _runs(lines):
        if _counts(lines, first, last, original):
            # With the line feed behind it, or, at the end of the text, with the one before it.
            start, end = lines[first][0], lines[last][1] + 1
            if last + 1 < len(lines) and text[start - 2 : start] == "\n\n":
                end = lines[last + 1][0]  # and the blank line that set it apart
            elif end > len(text):
                start, end = lines[first - 1][1], len(text)
            yield start, end, lines[original][0]


def _lines(rows: list[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of the lines that are not blank."""
    at = 0
    for row in rows:
        body = row.strip(_BLANKS)
        if body:
            yield at, at + len(row), body
        at += len(row) + 1


def _runs(lines: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, int]]:
    """First and last line of every run of lines that copies an earlier run, and the first line of that."""
    seen: dict[str, int] = {}
    i = 0
    while i < len(lines):
        body = lines[i][2]
        original = seen.get(body) if len(body) >= _BESIDE else None
        if original is None:
            seen.setdefault(body, i)
            i += 1
            continue
        # Headings and salutations between the copied paragraphs belong to the run; one may not reach into itself.
        size = 1
        while i + size < len(lines) and original + size < i and lines[i + size][2] == lines[original + size][2]:
            size += 1
        back = 0
        while i - back > original and original > back and lines[i - back - 1][2] == lines[original - back - 1][2]:
            back += 1
        back = 0 if original - back < 0 or i - back <= original else back
        yield i - back, i + size - 1, original - back
        i += size


def _counts(lines: list[tuple[int, int, str]], first: int, last: int, original: int) -> bool:
    bodies = [body for _, _, body in lines[first : last + 1]]
    whole = "".join(bodies)
    if whole[0] in "|#`" or len(_HAN.findall(whole)) < _HAN_SHARE * len(whole):
        return False
    if first == original + (last - first + 1):  # back to back
        return len(whole) >= _BESIDE
    long = [body for body in bodies if len(body) >= _ELSEWHERE]
    return len(long) > 1 or sum(map(len, long)) >= _ONE


def sentences(text: str) -> Iterator[Copy]:
    """Sentences of one line that stand directly behind their own copy."""
    if not any(look.search(text) for look in _DOUBLED) and not _FIRST.match(text):
        return
    parts = text.split(_STOP)
    at = 0
    for before, part in pairwise(parts):
        start = at + len(before) + 1
        if len(part) >= _SENTENCE and start + len(part) < len(text) and _is_doubled(before, part):
            yield start, start + len(part) + 1, start - len(part) - 1
        at = start


def _is_doubled(before: str, part: str) -> bool:
    if not before.endswith(part):
        return False
    left = before[: len(before) - len(part)].rstrip(_BLANKS)
    whole = not left or left[-1] in "\n！？"
    return whole and "\n" not in part and len(_HAN.findall(part)) >= _HAN_SHARE * len(part)
