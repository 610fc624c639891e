"""How ``cleantext check`` writes what it finds: for people, for programs, for GitHub. Each writes as it goes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from cleantext.finding import Finding
from cleantext.terminal import message, places


class Spot(NamedTuple):
    """A finding in its file. start, end: line and column from 1, the end exclusive."""

    finding: Finding
    start: tuple[int, int]
    end: tuple[int, int]


def spots(findings: Sequence[Finding], text: str) -> list[Spot]:
    """The findings of a source where they are in its text."""
    place = places(text)
    return [Spot(each, place(each.source_start), place(each.source_end)) for each in findings]


class Report(Protocol):
    """A report on stdout: any number of ``found`` and ``failed``, then ``end``."""

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """The findings of one file, in order, or of a part of it."""

    def failed(self, path: str, problem: str) -> None:
        """A file that could not be looked through, and why."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """All is done."""


def report(name: str) -> Report:
    """The report in a format of ``settings.FORMATS``, or ``none``. Loads only its own module: hooks start often."""
    if name in ("none", "text", "github"):
        from cleantext.formats import lines

        return {"none": lines.Silent, "text": lines.Text, "github": lines.GitHub}[name]()
    if name == "sarif":
        from cleantext.formats.sarif import Sarif

        return Sarif()
    from cleantext.formats import data

    return data.Whole() if name == "json" else data.Lines()


def encoded(value: object) -> str:
    """JSON on one line in visible ASCII: whatever a document holds, a terminal gets no control character."""
    import json  # lines for people need none

    return json.dumps(value).replace("\x7f", "\\u007f")


def located(spot: Spot) -> dict[str, Any]:
    """A finding as data: where it is in the source (line and column from 1, the end exclusive), and what it is."""
    finding = spot.finding
    return {
        "line": spot.start[0],
        "column": spot.start[1],
        "end_line": spot.end[0],
        "end_column": spot.end[1],
        "rule": finding.rule,
        "message": message(finding),
        "found": finding.found,
        "cure": finding.cure,
        "confidence": finding.confidence,
        "note": finding.note,
    }


def relative(path: str) -> str:
    """A path from the working folder on, with ``/``; what is not under it keeps its whole path."""
    whole = os.path.abspath(path)
    try:
        short = os.path.relpath(whole)
    except ValueError:  # on another drive
        short = whole
    outside = short == os.pardir or short.startswith(os.pardir + os.sep)
    return (whole if outside else short).replace(os.sep, "/")
