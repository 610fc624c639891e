"""Hard wraps: at which width a text was cut into lines, and which line feeds are no ends of paragraphs.

A wrapper fills each line up to a width, in columns (two for a wide character) or in characters, and breaks it there:
one mark may hang over the edge, one character go to the next line with the mark that must not begin it, a word of
ASCII go there whole. Only the last line of a paragraph is shorter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.processes.joints import BLANKS, after

_NARROWEST, _WIDEST = 30, 140  # columns; verse is narrower, and what is wider was not wrapped to be read
_LEAST, _SHORT = 4, 8  # open lines that are full; a text of three is proven when nothing speaks against it
_OPEN_SHARE, _PEAK = 0.75, 0.5  # of the open lines are full; of the full ones are within a character of the edge
_UNDER, _OVER = 3, 2  # columns a full line may miss, or hang over
_SAMPLE, _READS = 24, -10  # joints the judge reads; their mean gain: -50 in wrapped novels, +45 in other texts
_TAIL, _MANY = 0.85, 8  # share of the edge a last line may have; full lines of a text that may break off
_ENDS = frozenset("。！？；：!?;:.．…”’」』）)】》|>")
_WORD = lazy(r"[!-~]+")
_TAIL_WORD = lazy(r"[（《〈「『“‘(]{0,2}+[!-~]*+[，。、；：？！）》〉」』”’…—～]{0,4}+$")
_LONGEST = 40  # characters of a word that hangs over
_ITEM = lazy(
    r"[（(【\[]?[一二三四五六七八九十百\d]{1,4}[、.．)）】\]]|第[一二三四五六七八九十百\d]{1,4}[章节条篇]|[-—*#•·◆●■★|>`+]|\d+\s"
)
_MARKED = 0.2  # of the paragraphs' first lines are indented, or stand behind a blank line


class Line(NamedTuple):
    """A line of text: where its text begins and ends, the blanks before it, its width and what stands around it."""

    start: int
    end: int
    indent: int  # columns
    width: int  # columns, or characters
    open: bool  # it ends in the middle of a sentence
    last: bool  # a blank line or nothing follows


def wrapped(text: str) -> list[tuple[int, int]]:
    """The line feeds, with the blanks around them, that a wrapper put in; nothing if the text was not wrapped."""
    for columns in (True, False):
        lines = list(_lines(text, columns))
        full = _full(text, lines, 1 if columns else 2)
        if full:
            joints = [(lines[i].end, lines[i + 1].start) for i in _inside(text, lines, full)]
            foreign = sum(text[start - 1].isascii() and text[end].isascii() for start, end in joints)
            if 2 * foreign < len(joints) and _reads_on(text, joints):
                return joints
    return []


def _lines(text: str, columns: bool) -> Iterator[Line]:
    start = 0
    rows = text.split("\n")
    for row, following in zip(rows, [*rows[1:], ""], strict=True):
        body = row.strip(BLANKS)
        if body:
            first = start + row.index(body[0])
            used = row.rstrip(BLANKS)
            indent = len(used) - len(body) and len(used[: first - start].encode("gb18030", "replace"))
            width = len(used.encode("gb18030", "replace")) if columns else len(used)
            last = not following or following.isspace()
            yield Line(first, start + len(used), indent, width, body[-1] not in _ENDS, last)
        start += len(row) + 1


def _full(text: str, lines: Sequence[Line], unit: int) -> set[int]:
    """Numbers of the lines that reach the edge; nothing where the open lines end anywhere."""
    going = [i for i, line in enumerate(lines) if line.open and not line.last and line.width * unit >= _NARROWEST // 2]
    if len(going) < _LEAST - 1:
        return set()
    edge = Counter(lines[i].width for i in going).most_common(1)[0][0]
    if not _NARROWEST <= edge * unit <= _WIDEST:
        return set()
    full = {i for i, line in enumerate(lines) if not line.last and _is_full(text, line, lines[i + 1], edge, unit)}
    open_full = [i for i in going if i in full]
    near = sum(abs(lines[i].width - edge) * unit <= 2 for i in open_full)
    least = _LEAST if len(lines) >= _SHORT else _LEAST - 1
    enough = len(open_full) >= max(least, _OPEN_SHARE * len(going)) and near >= _PEAK * len(open_full)
    return full if enough and _paragraphs_end(lines, full) else set()


def _paragraphs_end(lines: Sequence[Line], full: set[int]) -> bool:
    """True where what stands below full lines ends as paragraphs do; verse, titles and rows of a table do not."""
    edge = max(lines[i].width for i in full)
    tails = [line for i, line in enumerate(lines) if i - 1 in full and i not in full]
    closed = sum(not line.open for line in tails)
    broken_off = sum(line.open and line.width < _TAIL * edge for line in tails)
    return closed > broken_off or (len(tails) == 1 and len(full) >= _MANY)


def _is_full(text: str, line: Line, following: Line, edge: int, unit: int) -> bool:
    if (following.width - edge) * unit > _OVER and not _hangs(text, following, edge, unit):
        return False  # a heading above a paragraph that was not wrapped
    short = edge - line.width
    if -_OVER <= short * unit <= _UNDER or (short < 0 and _hangs(text, line, edge, unit)):
        return True
    word = _WORD.match(text, following.start, following.end)
    return bool(word and 0 < short <= word.end() - word.start())


def _hangs(text: str, line: Line, edge: int, unit: int) -> bool:
    """True for a line that reaches over the edge with what is not parted: a word of ASCII, its marks."""
    tail = _TAIL_WORD.search(text, max(line.start, line.end - _LONGEST), line.end)
    word = tail[0] if tail else ""
    width = len(word) if unit > 1 else len(word.encode("gb18030", "replace"))
    return line.width - width <= edge + _OVER // unit


def _inside(text: str, lines: Sequence[Line], full: set[int]) -> Iterator[int]:
    """Full lines whose sentence, or paragraph, goes on in the next line."""
    base = Counter(lines[i + 1].indent for i in full).most_common(1)[0][0]
    firsts = [line for before, line in pairwise(lines) if before.last or not before.open]
    marked = sum(before.last or line.indent > base for before, line in pairwise(lines))
    known = marked >= max(1, _MARKED * len(firsts))
    for i in sorted(full):
        line, following = lines[i], lines[i + 1]
        if following.indent > base or (_ITEM.match(text, following.start) and not line.open):
            continue
        if line.open or known:
            yield i


def _reads_on(text: str, joints: Sequence[tuple[int, int]]) -> bool:
    """True when the judge finds that the lines belong together."""
    step = max(1, len(joints) // _SAMPLE)
    gains = [joint.gain for end, _ in joints[::step] if (joint := after(text, end))]
    return bool(gains) and sum(gains) <= _READS * len(gains)
