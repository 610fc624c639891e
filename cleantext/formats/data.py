"""JSON for programs: one object, or one a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleantext.corpus.names import named
from cleantext.finding import Finding
from cleantext.formats import Place, encoded, located


class Lines:
    """JSON lines: an object a finding."""

    def found(self, path: str, findings: Sequence[Finding], place: Place) -> None:
        """Print them."""
        for finding in findings:
            print(encoded({**_path(path), **located(finding, place)}))

    def failed(self, path: str, problem: str) -> None:
        """Nothing: it is no finding, and stderr has it."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """Nothing."""


class Whole:
    """One object: ``files`` (each with ``path`` and ``findings``, or ``error`` when it failed) and ``summary``.

    A file without findings is not among them. Printed as it grows, a line a file: a corpus need not fit in memory.
    """

    def __init__(self) -> None:
        self._between = '{"files": [\n'

    def found(self, path: str, findings: Sequence[Finding], place: Place) -> None:
        """Print them."""
        if findings:
            self._add({**_path(path), "findings": [located(finding, place) for finding in findings]})

    def failed(self, path: str, problem: str) -> None:
        """Print it."""
        self._add({**_path(path), "error": problem})

    def end(self, summary: Mapping[str, Any]) -> None:
        """Close the object."""
        begin = self._between if self._between != ",\n" else "\n"
        print(f'{begin}], "summary": {encoded(dict(summary))}}}')

    def _add(self, record: dict[str, Any]) -> None:
        print(self._between + encoded(record), end="")
        self._between = ",\n"


def _path(path: str) -> dict[str, str]:
    return {name.replace("source", "path"): value for name, value in named(path).items()}
