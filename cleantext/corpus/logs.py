"""The two logs of an output folder: those an earlier run left, and those that this one writes.

What was left is read with distrust: anyone may have edited it.
"""

from __future__ import annotations

import errno
import io
import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from cleantext.corpus.disk import append, cannot
from cleantext.errors import CleantextError

MANIFEST = "manifest.jsonl"
FINDINGS = "findings.jsonl"
PART = ".part"  # while a run goes on
_OF_A_SOURCE = b'{"record":"source"'
_BLOCK = 2**20  # bytes of lines that are written at once
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
            record = record_of(raw)
            line = Line(raw, f"{record['output']}", f"{record['output_sha256']}", path_of(record))
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
            yield raw, path_of(record_of(raw))
        except ValueError:
            continue


class Finished(NamedTuple):
    """What is known of a source that an earlier run has done. digest: of its bytes. record: its line in the findings.

    outputs: (name, digest). findings, manifest: the lines about it in the logs.
    """

    digest: str
    record: dict[str, Any]
    outputs: list[tuple[str, str]]
    findings: tuple[int, int]
    manifest: tuple[int, int]


def finished(root: str, run: str) -> dict[str, Finished]:
    """Absolute path -> what is known of it, for the sources that the run of this name has done."""
    found: dict[str, Finished] = {}
    at = 0
    last = ""
    for raw in _lines(os.path.join(root, FINDINGS)):
        if raw.startswith(_OF_A_SOURCE):
            last = ""
            with suppress(ValueError):
                record = _record(raw)
                if record.get("run") == run:
                    last = os.path.abspath(_source(record))
                    found[last] = Finished(f"{record.get('source_sha256')}", record, [], (at, at), (0, 0))
        at += len(raw)
        if last:
            found[last] = found[last]._replace(findings=(found[last].findings[0], at))
    at = 0
    for line in manifest(root):
        known = found.get(os.path.abspath(line.source))
        if known is not None:
            begin = known.manifest[0] if known.outputs else at
            known.outputs.append((line.output, line.digest))
            found[os.path.abspath(line.source)] = known._replace(manifest=(begin, at + len(line.raw)))
        at += len(line.raw)
    return found


def read(root: str, name: str, span: tuple[int, int]) -> bytes:
    """A stretch of one of the logs. Raises OSError."""
    with open(os.path.join(root, name), "rb") as file:
        file.seek(span[0])
        return file.read(span[1] - span[0])


def whole(path: str) -> int:
    """The bytes of a log's whole lines: a run that was killed may have torn the last one."""
    return sum(len(line) for line in _lines(path) if line.endswith(b"\n"))


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
        if error.errno == errno.ENAMETOOLONG:  # then nothing can be written there either
            raise cannot(path, error) from error
        reason = error.strerror or error
        raise CleantextError(f"{path}: cannot be read ({reason}); make it readable or choose another --out") from error


def record_of(raw: bytes) -> dict[str, Any]:
    """A line as data. Raises ValueError for anything but an object."""
    try:
        record = json.loads(raw)
    except RecursionError as error:  # brackets in brackets
        raise ValueError("nested too deep") from error
    if not isinstance(record, dict):
        raise ValueError("no object")
    return record


def path_of(record: dict[str, Any], key: str = "source") -> str:
    """A path that ``names.named`` wrote; "" when there is none. Raises ValueError."""
    raw = record.get(f"{key}_bytes")
    return os.fsdecode(bytes.fromhex(raw)) if isinstance(raw, str) else f"{record.get(key, '')}"


class Writer:
    """The logs of a run: open as long as it has not ended."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: dict[str, io.FileIO] = {}
        self._ending = False

    def begin(self) -> None:
        """Open both under ``.part``, whether a killed run left some there or not. Raises OSError."""
        for name in (FINDINGS, MANIFEST):
            self._files[name] = io.FileIO(os.path.join(self._root, name + PART), "ab")
        self._ending = False

    def is_open(self) -> bool:
        """True from ``begin`` until ``end`` has started: it is not to be started twice."""
        return bool(self._files) and not self._ending

    def put(self, findings: bytes, manifest: bytes) -> None:
        """Append to both. Raises OSError; then ``cut`` takes away what was written."""
        append(self._files[FINDINGS], findings)
        append(self._files[MANIFEST], manifest)

    def lengths(self) -> dict[str, int]:
        """Where both end, for ``cut``."""
        return {name: file.seek(0, os.SEEK_END) for name, file in self._files.items()}

    def cut(self, lengths: dict[str, int]) -> None:
        """Take away what stands behind."""
        for name, length in lengths.items():
            with suppress(OSError):  # the disk is out of order, and that is being said already
                self._files[name].truncate(length)

    def end(self, kept: Collection[str]) -> None:
        """Take over the lines of the outputs in ``kept`` from the earlier logs, then take their place.

        Raises CleantextError, OSError.
        """
        self._ending = True
        if kept:
            lines = [line for line in manifest(self._root) if line.output in kept]
            self._copy(MANIFEST, (line.raw for line in lines))
            sources = {line.source for line in lines}
            self._copy(FINDINGS, (raw for raw, source in findings(self._root) if source in sources))
        for name in (FINDINGS, MANIFEST):
            file = self._files.pop(name)
            os.fsync(file.fileno())
            file.close()
            os.replace(os.path.join(self._root, name + PART), os.path.join(self._root, name))

    def _copy(self, name: str, lines: Iterable[bytes]) -> None:
        block = bytearray()
        for line in lines:
            block += line if line.endswith(b"\n") else line + b"\n"
            if len(block) >= _BLOCK:
                append(self._files[name], bytes(block))
                block.clear()
        append(self._files[name], bytes(block))

    def close(self) -> None:
        """Leave them as they are, under ``.part``."""
        for file in self._files.values():
            file.close()
        self._files.clear()
