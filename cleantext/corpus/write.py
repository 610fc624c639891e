"""The output folder: every file appears whole or not at all, nothing of others is touched, nothing leaves the folder.

While a run goes on the two logs grow under ``<name>.part``; they get their names when all is done. A run that was
killed leaves them behind, so that the next one knows which files in the folder are ours.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

from cleantext.errors import CleantextError

MANIFEST = "manifest.jsonl"
FINDINGS = "findings.jsonl"
_PART = ".part"
_TEMPORARY = ".cleantext-tmp"


class Store:
    """An output folder for one run: ``begin``, ``put`` for each source, then ``finish`` or ``stop``."""

    def __init__(self, root: str, force: bool = False) -> None:
        """Look at the folder and change nothing. Raises CleantextError when it is not ours to write in."""
        if os.path.lexists(root) and not os.path.isdir(root):
            raise CleantextError(f"{root}: is a file, the output needs a folder; choose another --out")
        self.root = root
        self._real = os.path.realpath(root)
        self._before = self._earlier()  # output -> the digests it was written with
        self._written: set[str] = set()
        self._sources: frozenset[str] = frozenset()
        self._folders: set[str] = set()
        self._logs: dict[str, io.FileIO] = {}
        if not force:
            self._refuse_others()

    def _earlier(self) -> dict[str, set[str]]:
        outputs: dict[str, set[str]] = {}
        for name in (MANIFEST, MANIFEST + _PART):
            path = os.path.join(self.root, name)
            try:
                with open(path, "rb") as file:
                    for line in file:
                        record = json.loads(line)
                        outputs.setdefault(f"{record['output']}", set()).add(f"{record['output_sha256']}")
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _cannot(path, error) from error
            except (ValueError, KeyError, TypeError) as error:
                if name == MANIFEST:  # the last line of a .part may be torn
                    raise CleantextError(f"{path}: was not written by cleantext; choose another --out") from error
        return outputs

    def _refuse_others(self) -> None:
        others = (path for path in _files(self.root) if not self._is_ours(path))
        first = next(others, None)
        if first is not None:
            raise CleantextError(
                f"{self.root}: already holds files that are not an earlier output ({first}, for one); choose another "
                "--out, or write among them with --force (those of the same name are replaced)"
            )

    def _is_ours(self, path: str) -> bool:
        logs = (MANIFEST, FINDINGS, MANIFEST + _PART, FINDINGS + _PART)
        # Hidden files are a system's or a tool's; ours are temporary. No output has a hidden name.
        return path in self._before or path in logs or os.path.basename(path).startswith(".")

    def is_output(self, path: str) -> bool:
        """True when a source is a file this folder holds or will hold: cleaning it would overwrite it."""
        relative = os.path.relpath(os.path.realpath(path), self._real).replace(os.sep, "/")
        return relative in self._before or relative in (MANIFEST, FINDINGS)

    def begin(self, sources: Sequence[str]) -> None:
        """Make the folder and open the logs. sources: paths that no output may replace. Raises CleantextError."""
        self._sources = frozenset(map(os.path.realpath, sources))
        try:
            os.makedirs(self.root, exist_ok=True)
            for path in _files(self.root):
                if path.endswith(_TEMPORARY):  # of a run that was killed
                    os.remove(os.path.join(self.root, path))
            for name in (FINDINGS, MANIFEST):
                path = os.path.join(self.root, name + _PART)
                if os.path.lexists(path):
                    os.remove(path)
                self._logs[name] = io.FileIO(path, "xb")
        except OSError as error:
            raise _cannot(error.filename or self.root, error) from error

    def put(self, files: Sequence[tuple[str, bytes]], manifest: bytes, findings: bytes) -> None:
        """Write the outputs of one source and its lines in the logs: all of them, or none and a CleantextError."""
        lengths = {name: log.seek(0, os.SEEK_END) for name, log in self._logs.items()}
        done: list[str] = []
        try:
            self._write(files, done)
            _append(self._logs[FINDINGS], findings)
            _append(self._logs[MANIFEST], manifest)
        except BaseException as error:
            for path in done:
                _remove(path)
            for name, length in lengths.items():
                self._logs[name].truncate(length)
            if isinstance(error, OSError):
                raise _cannot(error.filename or self.root, error) from error
            raise
        self._written.update(name for name, _ in files)

    def _write(self, files: Sequence[tuple[str, bytes]], done: list[str]) -> None:
        temporary: list[tuple[str, str]] = []
        try:
            for number, (name, data) in enumerate(files):
                path = self._path(name)
                # In the same folder, so that the move is a renaming; short, so that it fits wherever the name does.
                temporary.append((os.path.join(os.path.dirname(path), f".{os.getpid()}-{number}{_TEMPORARY}"), path))
                with io.FileIO(temporary[-1][0], "xb") as file:
                    _append(file, data)
            for hidden, path in temporary:
                os.replace(hidden, path)
                done.append(path)
        except BaseException:
            for hidden, _ in temporary:
                _remove(hidden)
            raise

    def _path(self, name: str) -> str:
        """The path of an output, its folder made. Raises CleantextError when it lies outside or is a source."""
        path = os.path.join(self.root, *name.split("/"))
        folder = os.path.dirname(path)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            if not self._is_inside(folder):  # a link in the folder leads out of it
                raise CleantextError(f"{folder}: leads out of the output folder; remove the link or change --out")
            self._folders.add(folder)
        if os.path.realpath(path) in self._sources:
            raise CleantextError(f"{path}: is a source and would be overwritten; choose another --out")
        return path

    def _is_inside(self, folder: str) -> bool:
        real = os.path.realpath(folder)
        return real == self._real or real.startswith(os.path.join(self._real, ""))

    def finish(self) -> list[str]:
        """Give the logs their names and take away outputs of an earlier run that this one has not made again.

        Returns messages about those that were left because they had been edited. Raises CleantextError.
        """
        try:
            for name in tuple(self._logs):
                log = self._logs.pop(name)
                os.fsync(log.fileno())
                log.close()
                os.replace(os.path.join(self.root, name + _PART), os.path.join(self.root, name))
        except OSError as error:
            raise _cannot(error.filename or os.path.join(self.root, MANIFEST), error) from error
        stale = sorted(name for name in self._before if name not in self._written)
        return [message for name in stale if (message := self._discard(name))]

    def stop(self) -> None:
        """End a run that was broken off. A first run keeps what is done; an earlier output keeps its own logs."""
        if self._logs and not self._before:
            self.finish()
        for log in self._logs.values():
            log.close()

    def _discard(self, name: str) -> str:
        """Remove one output of an earlier run; a message when it stays."""
        path = os.path.join(self.root, *name.split("/"))
        # The manifest may have been edited: nothing is removed that is not, by place and content, what we wrote.
        if not os.path.isfile(path) or os.path.islink(path) or not self._is_inside(os.path.dirname(path)):
            return ""
        if os.path.realpath(path) in self._sources:
            return ""
        try:
            with open(path, "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() not in self._before[name]:
                    return f"{path}: is no longer made, but was edited since; it was left, move it elsewhere"
            os.remove(path)
            folder = os.path.dirname(path)
            while os.path.realpath(folder) != self._real and not os.listdir(folder):
                os.rmdir(folder)
                folder = os.path.dirname(folder)
        except OSError as error:
            return f"{path}: is no longer made and could not be removed ({error.strerror}); remove it"
        return ""


def _files(root: str) -> Iterator[str]:
    """Every file under ``root``, relative, with ``/``."""
    for folder, inner, names in os.walk(root):
        inner.sort()
        for name in sorted(names):
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def _append(file: io.FileIO, data: bytes) -> None:
    """Write it all: an unbuffered file takes less than it is given when the disk fills up."""
    view = memoryview(data)
    while view:
        try:
            view = view[file.write(view) :]
        except OSError as error:
            error.filename = error.filename or file.name
            raise


def _remove(path: str) -> None:
    with suppress(OSError):  # it was never made, or has been moved to its name
        os.remove(path)


def _cannot(path: str, error: OSError) -> CleantextError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = "free some space and run again"
    elif isinstance(error, PermissionError):
        advice = "choose an --out that you may write in"
    else:
        advice = "check the disk and --out, then run again"
    return CleantextError(f"{path}: cannot be written ({error.strerror or error}); {advice}")
