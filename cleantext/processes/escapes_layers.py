"""Escapes within escapes: each round undoes one layer; what comes out is one set of changes to the first text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleantext.finding import Finding, apply, backward, settle


class _Part(NamedTuple):
    """Where a cure of the first round stands in the text it made, or what a cure of the second finds there."""

    start: int
    end: int
    finding: Finding
    is_second: bool


def until_plain(text: str, find: Callable[[str], Sequence[Finding]], most: int) -> list[Finding]:
    """The findings of ``find``, run again on what its cures leave until it has none, as findings in ``text``.

    A later cure that touches an earlier one takes it in, so that each finding undoes all layers. Reports are those of
    the first round. At most ``most`` rounds.
    """
    found = settle(find(text))
    reports = [f for f in found if f.cure is None]
    done = [f for f in found if f.cure is not None]
    for _ in range(most - 1):
        if not done:
            break
        now = apply(text, done).text
        again = [f for f in settle(find(now)) if f.cure is not None]
        if not again:
            break
        done = _joined(text, now, done, again)
    return [*done, *reports]


def _joined(text: str, now: str, first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding]:
    """The findings in ``text`` that do what ``first`` does in it and then ``second`` in ``now``."""
    shifts = accumulate((len(f.cure or "") - (f.end - f.start) for f in first), initial=0)
    parts = [
        _Part(f.start + by, f.start + by + len(f.cure or ""), f, False) for f, by in zip(first, shifts, strict=False)
    ]
    parts += [_Part(f.start, f.end, f, True) for f in second]
    groups: list[list[_Part]] = []
    reach = -1
    for part in sorted(parts, key=lambda part: part[:2]):
        if part.start < reach:
            groups[-1].append(part)
        else:
            groups.append([part])
        reach = max(reach, part.end)
    back = backward(first)
    return [_one(text, now, group, back) for group in groups]


def _one(text: str, now: str, group: Sequence[_Part], back: Callable[[int, bool], int]) -> Finding:
    if len(group) == 1 and not group[0].is_second:
        return group[0].finding
    low, high = group[0].start, max(part.end for part in group)
    inner = [f._replace(start=f.start - low, end=f.end - low) for _, _, f, is_second in group if is_second]
    firsts = [part.finding for part in group if not part.is_second]
    start = min([back(low, False), *(f.start for f in firsts)])
    end = max([back(high, True), *(f.end for f in firsts)])
    note = "; ".join(dict.fromkeys(part.finding.note for part in group))
    sure = min(part.finding.confidence for part in group)
    return Finding(inner[0].rule, start, end, text[start:end], apply(now[low:high], inner).text, sure, note)
