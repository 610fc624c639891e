"""JSON for programs: one object, or one a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleantext.corpus.names import named
from cleantext.formats import Spot, encoded, located
from cleantext.formats.lines import Silent


class Lines(Silent):
    """JSON lines: an object a finding. A file that failed is no finding, and stderr has it."""

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Print them."""
        for spot in found:
            print(encoded({**_path(path), **located(spot)}))


class Whole:
    """One object: ``files`` (each with ``path`` and ``findings``, and ``error`` when it failed) and ``summary``.

    A file without findings is not among them. Printed as it grows: a corpus need not fit in memory.
    """

    def __init__(self) -> None:
        self._path: str | None = None  # of the file that is open
        print('{"files": [', end="")
        self._between = "\n"

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Print them."""
        for spot in found:
            self._open(path)
            print(self._between + encoded(located(spot)), end="")
            self._between = ",\n"

    def failed(self, path: str, problem: str) -> None:
        """Print it."""
        self._open(path)
        self._close(f', "error": {encoded(problem)}')

    def end(self, summary: Mapping[str, Any]) -> None:
        """Close the object."""
        self._close("")
        print(f'\n], "summary": {encoded(dict(summary))}}}')

    def _open(self, path: str) -> None:
        if path == self._path:
            return
        self._close("")
        print(f'{self._between}{encoded(_path(path))[:-1]}, "findings": [', end="")
        self._path, self._between = path, "\n"

    def _close(self, rest: str) -> None:
        if self._path is not None:
            print(f"]{rest}}}", end="")
            self._path, self._between = None, ",\n"


def _path(path: str) -> dict[str, str]:
    return {name.replace("source", "path"): value for name, value in named(path).items()}
