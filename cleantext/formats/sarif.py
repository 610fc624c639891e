"""SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from cleantext import passes
from cleantext.corpus.check import OUTSIDE
from cleantext.formats import Spot, encoded, located, relative
from cleantext.terminal import is_possible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"  # the name by which code scanning knows the top of a repository


class Sarif:
    """A log of one run. Printed as it grows, a line a result: a corpus need not fit in memory."""

    def __init__(self) -> None:
        rules = [name for name in (*passes.rule_names(), *passes.REPORTS) if name != OUTSIDE]
        self._index = {name: number for number, name in enumerate(rules)}
        self._failed: list[dict[str, Any]] = []
        driver = {"name": "cleantext", **_version(), "rules": list(map(_rule, rules))}
        base = {_ROOT: {"description": {"text": "The folder that cleantext ran in."}}}
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "originalUriBaseIds": base}
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        print(f'{encoded(head)[:-1]}, "runs": [{encoded(run)[:-1]}, "results": [', end="")
        self._between = "\n"

    def found(self, path: str, found: Sequence[Spot]) -> None:
        """Print them."""
        for spot in found:
            print(self._between + encoded(self._result(path, spot)), end="")
            self._between = ",\n"

    def failed(self, path: str, problem: str) -> None:
        """Keep it for the end: it is no result."""
        where = [{"physicalLocation": {"artifactLocation": location(path)}}]
        self._failed.append({"level": "error", "message": {"text": problem}, "locations": where})

    def end(self, summary: Mapping[str, Any]) -> None:
        """Close the run and the log."""
        done = {"executionSuccessful": not self._failed, "toolExecutionNotifications": self._failed}
        print(f'\n], "invocations": [{encoded(done)}]}}]}}')

    def _result(self, path: str, spot: Spot) -> dict[str, Any]:
        finding, found = spot.finding, located(spot)
        names = {"line": "startLine", "column": "startColumn", "end_line": "endLine", "end_column": "endColumn"}
        region = {theirs: found[ours] for ours, theirs in names.items()}
        return {
            "ruleId": finding.rule,
            **({"ruleIndex": self._index[finding.rule]} if finding.rule in self._index else {}),
            "level": "note" if is_possible(finding) else "warning",
            "message": {"text": found["message"]},
            "locations": [{"physicalLocation": {"artifactLocation": location(path), "region": region}}],
            "properties": {name: found[name] for name in ("found", "cure", "confidence")},
        }


def location(path: str) -> dict[str, str]:
    """Where a file is: relative to the folder cleantext ran in, and the whole URI for what is not under it."""
    short = relative(path)
    # Bytes, so that a name that is not UTF-8 keeps its own.
    uri = quote(os.fsencode(short), safe="/")
    if os.path.isabs(short):
        return {"uri": f"file://{'' if uri.startswith('/') else '/'}{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _rule(name: str) -> dict[str, Any]:
    manual = (passes.REPORTS[name] if name in passes.REPORTS else passes.detector(name).__doc__ or name).strip()
    return {
        "id": name,
        "shortDescription": {"text": manual.partition("\n")[0]},
        "fullDescription": {"text": manual},
        "help": {"text": manual},
        "defaultConfiguration": {"level": "warning"},
    }


def _version() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"version": version("cleantext-corpus")}
    except PackageNotFoundError:  # run from its sources
        return {}
