"""A line a finding: ``path:line:column: rule: message`` for people, workflow commands for GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleantext.formats import Spot, relative
from cleantext.terminal import is_possible, message, printable


class Silent:
    """No report."""

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Nothing."""

    def failed(self, path: str, problem: str) -> None:
        """Nothing: stderr has it."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """Nothing: stderr has the summary."""


class Text(Silent):
    """For people, and for editors that jump to ``path:line:column``."""

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Print them."""
        for finding, (line, column), _ in found:
            print(f"{printable(path)}:{line}:{column}: {finding.rule}: {message(finding)}")


class GitHub(Silent):
    """Annotations of a pull request: warnings, notices of what is merely possible, errors of files that failed."""

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Print them."""
        file = _property(relative(path))
        for finding, (line, column), _ in found:
            level = "notice" if is_possible(finding) else "warning"
            where = f"file={file},line={line},col={column},title={_property(finding.rule)}"
            print(f"::{level} {where}::{_data(message(finding))}")

    def failed(self, path: str, problem: str) -> None:
        """Print it."""
        print(f"::error file={_property(relative(path))},title=cleantext::{_data(printable(problem))}")


def _data(text: str) -> str:
    # The sign of the escapes itself comes first.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return printable(_data(text)).replace(":", "%3A").replace(",", "%2C")
