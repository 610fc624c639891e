"""A line a finding: ``path:line:column: rule: message`` for people, workflow commands for GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleantext.finding import Finding
from cleantext.formats import Place, relative
from cleantext.terminal import is_possible, message, printable


class Text:
    """For people, and for editors that jump to ``path:line:column``."""

    def found(self, path: str, findings: Sequence[Finding], place: Place) -> None:
        """Print them."""
        for finding in findings:
            line, column = place(finding.source_start)
            print(f"{printable(path)}:{line}:{column}: {finding.rule}: {message(finding)}")

    def failed(self, path: str, problem: str) -> None:
        """Nothing: stderr has it."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """Nothing: stderr has the summary."""


class GitHub:
    """Annotations of a pull request: warnings, notices of what is merely possible, errors of files that failed."""

    def found(self, path: str, findings: Sequence[Finding], place: Place) -> None:
        """Print them."""
        file = _property(relative(path))
        for finding in findings:
            line, column = place(finding.source_start)
            level = "notice" if is_possible(finding) else "warning"
            where = f"file={file},line={line},col={column},title={_property(finding.rule)}"
            print(f"::{level} {where}::{_data(message(finding))}")

    def failed(self, path: str, problem: str) -> None:
        """Print it."""
        print(f"::error file={_property(relative(path))},title=cleantext::{_data(printable(problem))}")

    def end(self, summary: Mapping[str, Any]) -> None:
        """Nothing: GitHub would show it as it is."""


def _data(text: str) -> str:
    # The sign of the escapes itself comes first.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return printable(_data(text)).replace(":", "%3A").replace(",", "%2C")
