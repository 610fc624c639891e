"""The source text beside the cleaned text: which stretches differ, and from these a unified diff.

The findings know what was changed, so nothing has to be searched for: the time is that of walking over both texts,
however many changes there are, where a search for the shortest diff takes the square of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.faults import looked_at
from cleantext.corpus.read import Source
from cleantext.finding import Finding, steps
from cleantext.options import Options


class Change(NamedTuple):
    """A stretch of the source text (a, b) and what stands in its place in the cleaned text (c, d). Ends exclusive."""

    a: int
    b: int
    c: int
    d: int


class Compared(NamedTuple):
    """before: the source's text. after: the cleaned one, uncut. changes: in order. findings: without what was kept."""

    before: str
    after: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


class Row(NamedTuple):
    """A line of a diff: ``" "``, ``"-"`` or ``"+"``, the line without its end, and the spans in it that differ.

    is_open: True when the text ends there without a line end.
    """

    sign: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    is_open: bool = False


class Hunk(NamedTuple):
    """Lines that belong together. before, after: the first line, from 0, and the number of lines."""

    before: tuple[int, int]
    after: tuple[int, int]
    rows: tuple[Row, ...]


def compare(source: Source, options: Options) -> Compared:
    """Clean one source, write nothing. Raises CleantextError when it cannot be read or cleaned."""
    return looked_at(source, options, _of_bytes)


def compare_text(text: str, options: Options) -> Compared:
    """The same of a text, as a record holds it."""
    return _compared(text, chain.clean(text, options))


def _of_bytes(data: bytes, options: Options) -> Compared:
    cleaned = chain.clean(data, options)
    return _compared(cleaned.decoded.text if cleaned.decoded else cleaned.text, cleaned)


def _compared(before: str, cleaned: Cleaned) -> Compared:
    found = tuple(finding for finding in cleaned.findings if finding.rule != OUTSIDE)
    return Compared(before, cleaned.text, changes(before, cleaned.text, found), found)


def changes(before: str, after: str, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """Where the two differ, each stretch without what both have at its ends; what was changed back is left out."""
    whole: list[Change] = []
    for group in steps(findings):
        whole = _composed(whole, [finding for finding in group if finding.cure is not None])
    return tuple(each for change in whole if (each := _trimmed(before, after, change)) is not None)


def _composed(known: list[Change], cures: Sequence[Finding]) -> list[Change]:
    """The changes of all steps so far, and those of the next one, whose places are those of the text between them."""
    result: list[Change] = []
    old = shift = i = j = 0  # old: source place less the middle place; shift: new place less the middle place
    while i < len(known) or j < len(cures):
        # A group: a change or a cure, and whatever overlaps or touches it on either side.
        at = min(known[i].c if i < len(known) else cures[j].start, cures[j].start if j < len(cures) else known[i].c)
        a, c, reach = at + old, at + shift, at
        while True:
            if i < len(known) and known[i].c <= reach:
                reach = max(reach, known[i].d)
                old = known[i].b - known[i].d
                i += 1
            elif j < len(cures) and cures[j].start <= reach:
                reach = max(reach, cures[j].end)
                shift += len(cures[j].cure or "") - (cures[j].end - cures[j].start)
                j += 1
            else:
                break
        result.append(Change(a, reach + old, c, reach + shift))
    return result


def _trimmed(before: str, after: str, change: Change) -> Change | None:
    a, b, c, d = change
    while a < b and c < d and before[a] == after[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and before[b - 1] == after[d - 1]:
        b, d = b - 1, d - 1
    return Change(a, b, c, d) if (a, c) != (b, d) else None


class _Lines:
    """A text by its lines; they end with ``\\n``, as other programs count them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        at = text.find("\n")
        while at >= 0:
            self.starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.count = len(self.starts) - (self.starts[-1] == len(text))
        self.starts.append(len(text) + 1)

    def of(self, at: int) -> int:
        """The line, from 0, of a place."""
        return bisect_right(self.starts, at, 0, len(self.starts) - 1) - 1

    def row(self, sign: str, line: int, spans: Sequence[tuple[int, int]] = ()) -> Row:
        start, end = self.starts[line], self.starts[line + 1] - 1
        cut = ((max(a, start) - start, min(b, end) - start) for a, b in spans)
        inside = tuple((a, b) for a, b in cut if a < b)
        return Row(sign, self.text[start:end], inside, end == len(self.text))


class _Block(NamedTuple):
    """Whole lines that differ: from a to b of the source text, c to d of the cleaned one; and what differs in them."""

    a: int
    b: int
    c: int
    d: int
    changes: tuple[Change, ...]


def hunks(compared: Compared, context: int = 3) -> Iterator[Hunk]:
    """The hunks of a unified diff, with ``context`` lines around what differs."""
    before, after = _Lines(compared.before), _Lines(compared.after)
    group: list[_Block] = []
    for block in _blocks(before, after, compared.changes):
        if group and block.a - group[-1].b > 2 * context:
            yield _hunk(before, after, group, context)
            group = []
        group.append(block)
    if group:
        yield _hunk(before, after, group, context)


def _blocks(before: _Lines, after: _Lines, changes: Sequence[Change]) -> Iterator[_Block]:
    held: list[Change] = []
    edges = 0, 0, 0, 0
    for change in changes:
        lines = _touched(before, after, change)
        if held and (lines[0] < edges[1] or lines[2] < edges[3]):
            edges = (edges[0], max(edges[1], lines[1]), edges[2], max(edges[3], lines[3]))
        else:
            if held:
                yield _block(before, after, edges, held)
                held = []
            edges = lines
        held.append(change)
    if held:
        yield _block(before, after, edges, held)


def _touched(before: _Lines, after: _Lines, change: Change) -> tuple[int, int, int, int]:
    b = min(before.of(change.b) + 1, before.count)
    return before.of(change.a), b, after.of(change.c), min(after.of(change.d) + 1, after.count)


def _block(before: _Lines, after: _Lines, lines: tuple[int, int, int, int], changes: Sequence[Change]) -> _Block:
    """Without the lines at its ends that are the same: where a whole line went, the one behind it is touched."""
    a, b, c, d = lines
    while a < b and c < d and before.row("", a) == after.row("", c):
        a, c = a + 1, c + 1
    while a < b and c < d and before.row("", b - 1) == after.row("", d - 1):
        b, d = b - 1, d - 1
    return _Block(a, b, c, d, tuple(changes))


def _hunk(before: _Lines, after: _Lines, group: Sequence[_Block], context: int) -> Hunk:
    first = max(0, group[0].a - context)
    last = min(before.count, group[-1].b + context)
    rows: list[Row] = []
    at = first
    for block in group:
        rows += (before.row(" ", line) for line in range(at, block.a))
        rows += (before.row("-", line, [each[:2] for each in block.changes]) for line in range(block.a, block.b))
        rows += (after.row("+", line, [each[2:] for each in block.changes]) for line in range(block.c, block.d))
        at = block.b
    rows += (before.row(" ", line) for line in range(at, last))
    lines = sum(row.sign != "-" for row in rows)
    return Hunk((first, last - first), (first + group[0].c - group[0].a, lines), tuple(rows))
