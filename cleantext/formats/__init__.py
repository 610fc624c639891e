"""How ``cleantext check`` writes what it finds: for people, for programs, for GitHub. Each writes as it goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from cleantext.finding import Finding
from cleantext.terminal import message

Place = Callable[[int], tuple[int, int]]


class Report(Protocol):
    """A report on stdout: any number of ``found`` and ``failed``, then ``end``."""

    def found(self, path: str, findings: Sequence[Finding], place: Place) -> None:
        """The findings of one file, in order. place: from a position in its text to line and column, from 1."""

    def failed(self, path: str, problem: str) -> None:
        """A file that could not be looked through, and why."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """All is done."""


def report(name: str) -> Report:
    """The report in a format of ``settings.FORMATS``. Only its own module is loaded: a hook starts often."""
    if name in ("text", "github"):
        from cleantext.formats import lines

        return lines.Text() if name == "text" else lines.GitHub()
    if name == "sarif":
        from cleantext.formats.sarif import Sarif

        return Sarif()
    from cleantext.formats import data

    return data.Whole() if name == "json" else data.Lines()


def encoded(value: object) -> str:
    """JSON on one line in visible ASCII: whatever a document holds, a terminal gets no control character."""
    import json  # lines for people need none

    return json.dumps(value).replace("\x7f", "\\u007f")


def located(finding: Finding, place: Place) -> dict[str, Any]:
    """A finding as data: where it is in the source (line and column from 1, the end exclusive), and what it is."""
    (line, column), (end_line, end_column) = place(finding.source_start), place(finding.source_end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
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
