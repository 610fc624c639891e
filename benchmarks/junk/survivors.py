"""What became of each character of a source: the log of a cleaning, followed character by character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleantext.finding import Finding, steps


@dataclass(frozen=True)
class Fates:
    """now: what each character of the source is in the cleaned text, ``""`` where it is gone. by: the rule that took or
    changed it, ``""`` where none did.
    """

    now: list[str]
    by: list[str]


def fates(source: str, findings: Sequence[Finding]) -> Fates:
    """Follow all characters of ``source`` through its findings."""
    now, by = list(source), [""] * len(source)
    origin = list(range(len(source)))  # of each character of the text of this step; -1 for a new one
    for group in steps(findings):
        text: list[int] = []
        done = 0
        for each in group:
            if each.cure is None:
                continue
            text += origin[done : each.start]
            text += _cured(each, origin[each.start : each.end], now, by)
            done = each.end
        origin = text + origin[done:]
    return Fates(now, by)


def _cured(finding: Finding, came_from: Sequence[int], now: list[str], by: list[str]) -> list[int]:
    """The origins of the characters of a cure; notes what happened to those of the stretch it replaces."""
    found, cure = finding.found, finding.cure or ""
    kept = _alignment(found, cure)
    for at, source in enumerate(came_from):
        if source >= 0 and (char := cure[kept[at]] if at in kept else "") != found[at]:
            now[source], by[source] = char, finding.rule
    back = {new: old for old, new in kept.items()}
    return [came_from[back[at]] if at in back else -1 for at in range(len(cure))]


def _alignment(found: str, cure: str) -> dict[int, int]:
    """Places of ``found`` -> of ``cure``: what was left after cuts, else character by character."""
    if len(found) == len(cure):
        return {at: at for at in range(len(cure))}
    kept: dict[int, int] = {}
    at = 0
    for new, char in enumerate(cure):
        at = found.find(char, at)
        if at < 0:
            break
        kept[at] = new
        at += 1
    if len(kept) == len(cure):
        return kept
    if not cure.strip():  # a line break for a tag
        return {}
    return {at: at for at in range(min(len(found), len(cure)))}
