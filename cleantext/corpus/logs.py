"""The two logs of an output folder, as an earlier run left them. Read with distrust: anyone may have edited them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from typing import Any, NamedTuple

from cleantext.errors import CleantextError

MANIFEST = "manifest.jsonl"
FINDINGS = "findings.jsonl"
PART = ".part"  # while a run goes on
NAMES = (MANIFEST, FINDINGS, MANIFEST + PART, FINDINGS + PART)


class Line(NamedTuple):
    """A line of a manifest. raw: as it stands, with its end. source: the path, as it was given to that run."""

    raw: bytes
    output: str
    digest: str
    source: str


class Earlier(NamedTuple):
    """What is known of one output. digests: of all it may hold. source: the path it was made from."""

    digests: set[str]
    source: str


def earlier(root: str) -> dict[str, Earlier]:
    """The outputs in a folder by name, those of a run that was killed among them. Raises CleantextError."""
    outputs: dict[str, Earlier] = {}
    for name in NAMES:
        _require_file(os.path.join(root, name))
    for name in (MANIFEST, MANIFEST + PART):
        for line in manifest(root, name):
            outputs.setdefault(line.output, Earlier(set(), line.source)).digests.add(line.digest)
    return outputs


def manifest(root: str, name: str = MANIFEST) -> Iterator[Line]:
    """The lines of a manifest; none when there is none. Raises CleantextError when it is not of cleantext's making.

    A ``.part`` may end in a torn line: it is read as far as it is whole.
    """
    path = os.path.join(root, name)
    for raw in _lines(path):
        try:
            record = _record(raw)
            line = Line(raw, f"{record['output']}", f"{record['output_sha256']}", _source(record))
        except (ValueError, KeyError) as error:
            if name != MANIFEST:
                return
            raise CleantextError(
                f"{path}: was not written by cleantext, or was damaged since; move it elsewhere or choose another --out"
            ) from error
        if name != MANIFEST and not raw.endswith(b"\n"):
            return
        yield line


def findings(root: str) -> Iterator[tuple[bytes, str]]:
    """(line, source) of the findings; what cannot be read is passed over, for nothing depends on it."""
    for raw in _lines(os.path.join(root, FINDINGS)):
        try:
            yield raw, _source(_record(raw))
        except ValueError:
            continue


def _require_file(path: str) -> None:
    """Raises CleantextError for a pipe, which would be waited for without end, a device or a folder."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return  # there is none, or the reading says why not
    if not regular:
        raise CleantextError(f"{path}: is no regular file; move it elsewhere or choose another --out")


def _lines(path: str) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            yield from file
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or error
        raise CleantextError(f"{path}: cannot be read ({reason}); make it readable or choose another --out") from error


def _record(raw: bytes) -> dict[str, Any]:
    """Raises ValueError for anything but an object."""
    try:
        record = json.loads(raw)
    except RecursionError as error:  # brackets in brackets
        raise ValueError("nested too deep") from error
    if not isinstance(record, dict):
        raise ValueError("no object")
    return record


def _source(record: dict[str, Any]) -> str:
    raw = record.get("source_bytes")
    return os.fsdecode(bytes.fromhex(raw)) if isinstance(raw, str) else f"{record.get('source', '')}"
