"""Finding, the one currency: every change and every report is one, and text changes only here.

A document is cleaned in steps. Step 0 is the source text; each application of findings makes the text of
the next step. A finding's ``start``/``end``/``found`` speak of the text of its own step (what the rule saw);
``source_start``/``source_end`` say where that lies in the source text. Applying the steps in order gives the
output (replay), undoing them in reverse order gives the source (rewind), both without loss.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cleantext.errors import CleantextError


class Finding(NamedTuple):
    """One piece of damage. Immutable. All positions count characters (code points), ends exclusive.

    rule: the name of the detector.
    start, end: the span in the text the rule saw.
    found: that text, exactly.
    cure: the replacement, ``""`` to take it out, None when the damage is only reported.
    confidence: 0 to 1.
    note: what is known, for a person.
    step: number of the text the rule saw; 0 is the source.
    source_start, source_end: the span in the source text; -1 until the chain has placed it.
    """

    rule: str
    start: int
    end: int
    found: str
    cure: str | None
    confidence: float
    note: str = ""
    step: int = 0
    source_start: int = -1
    source_end: int = -1


class Applied(NamedTuple):
    """What ``apply`` made: the new text and the findings, in order of position."""

    text: str
    findings: tuple[Finding, ...]


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Drop cures that overlap an earlier one (earliest start wins, then the longest); reports are all kept."""
    kept: list[Finding] = []
    reach = -1
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if finding.cure is not None:
            # An insertion (empty span) at the very end of the last cure is no overlap.
            if finding.start < reach or (finding.start == finding.end == reach):
                continue
            reach = finding.end
        kept.append(finding)
    return kept


def apply(text: str, findings: Iterable[Finding]) -> Applied:
    """Return ``text`` with every cure made, and the findings that were kept.

    Raises CleantextError when a span does not hold what its finding says, so that a log can never be
    replayed over the wrong text.
    """
    kept = settle(findings)
    pieces: list[str] = []
    done = 0
    for _, start, end, found, cure, *_ in kept:
        if text[start:end] != found:
            raise CleantextError(f"the text at {start}-{end} is not what the finding holds; is this the right source?")
        if cure is not None:
            pieces += text[done:start], cure
            done = end
    pieces.append(text[done:])
    return Applied("".join(pieces), tuple(kept))


def undo(text: str, findings: Sequence[Finding]) -> str:
    """Return the text before the cures of ONE step (in order of position) were made.

    Raises CleantextError when ``text`` does not hold the cures.
    """
    pieces: list[str] = []
    done = shift = 0
    for _, start, end, found, cure, *_ in findings:
        if cure is None:
            continue
        at = start + shift
        if not text.startswith(cure, at):
            raise CleantextError(f"the text at {at} does not hold the cure of the finding; was it edited?")
        pieces += text[done:at], found
        done = at + len(cure)
        shift += len(cure) - (end - start)
    pieces.append(text[done:])
    return "".join(pieces)


def steps(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Group findings by their step, in order; the inner lists keep their order."""
    groups: dict[int, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.step, []).append(finding)
    return [groups[step] for step in sorted(groups)]


def replay(source: str, findings: Iterable[Finding]) -> str:
    """Source text + findings = cleaned text."""
    for group in steps(findings):
        source = apply(source, group).text
    return source


def rewind(text: str, findings: Iterable[Finding]) -> str:
    """Cleaned text + findings = source text."""
    for group in reversed(steps(findings)):
        text = undo(text, group)
    return text


def backward(findings: Sequence[Finding]) -> Callable[[int, bool], int]:
    """Return a function from a position after one step's cures to the position before them.

    Inside a replaced stretch the answer is its start, or its end when the second argument (``is_end``) is True.
    """
    cures = [f for f in findings if f.cure is not None]
    starts: list[int] = []  # of each cure, in the new text
    ends: list[int] = []
    back: list[int] = []  # from behind the cure to behind what was found
    shift = 0
    for _, start, end, _, cure, *_ in cures:
        assert cure is not None
        starts.append(start + shift)
        shift += len(cure) - (end - start)
        ends.append(end + shift)
        back.append(-shift)

    def position(at: int, is_end: bool) -> int:
        # An end that touches a cure's start lies before it; a start that touches it lies in it.
        i = (bisect_left if is_end else bisect_right)(starts, at) - 1
        if i < 0:
            return at
        if at < ends[i]:
            return cures[i].end if is_end else cures[i].start
        return at + back[i]

    return position
