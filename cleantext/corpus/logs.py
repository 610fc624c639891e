"""The logs of an output folder: those an earlier run left, and those that this one writes.

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
QUARANTINE = "quarantine.jsonl"  # only where there is something in it
PART = ".part"  # while a run goes on
_BLOCK = 2**20  # bytes of lines that are written at once
SIDE = (FINDINGS, QUARANTINE)  # what was done to the sources of the manifest, and what could not be
_ALL = (*SIDE, MANIFEST)  # the manifest comes last: what it names is in the others
NAMES = (*_ALL, *(name + PART for name in _ALL))


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
    for raw in lines(path):
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


def side(root: str, name: str) -> Iterator[tuple[bytes, str]]:
    """(line, source) of a log of SIDE; what cannot be read is passed over, for nothing depends on it."""
    for raw in lines(os.path.join(root, name)):
        try:
            yield raw, path_of(record_of(raw))
        except ValueError:
            continue


def whole(path: str) -> int:
    """The bytes of a log's whole lines: a run that was killed may have torn the last one."""
    return sum(len(line) for line in lines(path) if line.endswith(b"\n"))


def _require_file(path: str) -> None:
    """Raises CleantextError for a pipe, which would be waited for without end, a device or a folder."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return  # there is none, or the reading says why not
    if not regular:
        raise CleantextError(f"{path}: is no regular file; move it elsewhere or choose another --out")


def lines(path: str) -> Iterator[bytes]:
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
        """Open all under ``.part``, whether a killed run left some there or not. Raises OSError."""
        for name in _ALL:
            self._files[name] = io.FileIO(os.path.join(self._root, name + PART), "ab")
        self._ending = False

    def is_open(self) -> bool:
        """True from ``begin`` until ``end`` has started: it is not to be started twice."""
        return bool(self._files) and not self._ending

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """Append to one. Raises OSError; then ``cut`` takes away what was written."""
        for block in blocks:
            append(self._files[name], block)

    def lengths(self) -> dict[str, int]:
        """Where each ends, for ``cut``."""
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
            for name in SIDE:
                self._copy(name, (raw for raw, source in side(self._root, name) if source in sources))
        ours = os.path.lexists(os.path.join(self._root, MANIFEST))
        for name in _ALL:
            file = self._files.pop(name)
            is_empty = not file.seek(0, os.SEEK_END)
            os.fsync(file.fileno())
            file.close()
            path = os.path.join(self._root, name)
            if name == QUARANTINE and is_empty:
                os.remove(path + PART)
                if ours and os.path.isfile(path):
                    os.remove(path)
            else:
                os.replace(path + PART, path)

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
