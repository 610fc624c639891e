"""Paths to sources, sources to bytes; what cannot be read becomes a message, never an exception that stops the rest."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cleantext.corpus import folders
from cleantext.corpus.binary import binary_kind
from cleantext.corpus.records import SUFFIXES as RECORDS
from cleantext.errors import CleantextError
from cleantext.options import Options

SUFFIXES = (".txt", ".text", ".md")
LIMIT = 512 * 2**20  # bytes; a document takes up to ten times its size in memory while it is cleaned

_LOGS = ("manifest.jsonl", "findings.jsonl", "quarantine.jsonl")


class Source(NamedTuple):
    """path: as given, or joined to the folder given. name: relative to that folder, for the output. size: bytes."""

    path: str
    name: str
    size: int


class Gathered(NamedTuple):
    """sources: in a fixed order. skipped: files in folders that are hidden or of another suffix. problems: messages.

    failed: the path that each problem is about.
    """

    sources: tuple[Source, ...]
    skipped: int
    problems: tuple[str, ...]
    failed: tuple[str, ...] = ()


def gather(paths: Iterable[str], barred: str | None = None, records: bool = False) -> Gathered:
    """Every text file under ``paths``, each once: files as given, folders all the way down, in sorted order.

    barred: a folder that is left out wherever the walk meets it (where the output goes).
    records: files of records in folders are taken, too.
    """
    walk = _Walk(barred, (*SUFFIXES, *RECORDS) if records else SUFFIXES)
    for path in paths:
        walk.take(path)
    return Gathered(tuple(walk.sources), walk.skipped, tuple(walk.problems), tuple(walk.failed))


class _Walk:
    """One gathering under way."""

    def __init__(self, barred: str | None, endings: tuple[str, ...]) -> None:
        self.sources: list[Source] = []
        self.skipped = 0
        self.problems: list[str] = []
        self.failed: list[str] = []
        self._seen: set[str] = set()
        self._endings = endings
        self._barred = _identity(barred) if barred is not None else None

    def take(self, path: str) -> None:
        try:
            info = os.stat(path)
        except (OSError, ValueError) as error:
            self._fail(path, explain(path, error))
            return
        if stat.S_ISDIR(info.st_mode):
            if self._barred == (info.st_dev, info.st_ino):
                self._fail(path, f"{path}: is the output folder itself; choose another --out")
            else:
                self._folder(path)
        elif stat.S_ISREG(info.st_mode):
            self._add(Source(path, os.path.basename(path), info.st_size))
        else:
            self._fail(path, f"{path}: is neither a file nor a folder; copy its text into a file and give that")

    def _folder(self, top: str) -> None:
        before, skipped, complaints = len(self.sources), self.skipped, len(self.problems)
        found = False
        for path in self._files(top):
            name = os.path.basename(path)
            if not name.lower().endswith(self._endings) or name.startswith(".") or _is_log(path):
                self.skipped += 1
                continue
            try:
                info = os.stat(path)
            except OSError as error:
                self._fail(path, explain(path, error))
                continue
            if not stat.S_ISREG(info.st_mode):  # reading a pipe or a device would wait for ever
                self.skipped += 1
                continue
            found = True
            self._add(Source(path, os.path.relpath(path, top), info.st_size))
        if not found and len(self.sources) == before and len(self.problems) == complaints:
            others = self.skipped - skipped
            aside = f" ({others} other files in it; name them one by one if they are text)" if others else ""
            self._fail(top, f"{top}: no file here ends in {', '.join(self._endings)}{aside}")

    def _files(self, top: str) -> Iterator[str]:
        def refused(error: OSError) -> None:
            self._fail(str(error.filename), explain(str(error.filename), error))

        for folder, inner, names in folders.walk(top, refused):
            # Hidden folders hold a tool's own files (.git).
            inner[:] = [name for name in inner if not name.startswith(".") and not self._is_barred(folder, name)]
            for name in names:
                yield os.path.join(folder, name)

    def _fail(self, path: str, problem: str) -> None:
        self.failed.append(path)
        self.problems.append(problem)

    def _is_barred(self, folder: str, name: str) -> bool:
        return self._barred is not None and self._barred == _identity(os.path.join(folder, name))

    def _add(self, source: Source) -> None:
        key = os.path.abspath(source.path)
        if key not in self._seen:
            self._seen.add(key)
            self.sources.append(source)


def _is_log(path: str) -> bool:
    """True for the logs of an output folder, which are JSON lines and no corpus."""
    folder, name = os.path.split(path)
    return name in _LOGS and all(os.path.isfile(os.path.join(folder, each)) for each in _LOGS[:2])


def _identity(path: str) -> tuple[int, int] | None:
    """What tells a folder from every other, under whatever name."""
    try:
        info = os.stat(path)
    except OSError:
        return None
    return info.st_dev, info.st_ino


def for_source(options: Options, source: Source) -> Options:
    """The options with the codec that is meant for this source, and no other."""
    codec = options.codec_for(source.path)
    return replace(options, encoding=codec) if options.encoding else options


def load(source: Source, options: Options = Options()) -> bytes:  # noqa: B008 (frozen)
    """The bytes of a source.

    Raises CleantextError, with the path and the next step, when it cannot be read, is too large or is no text.
    """
    if source.size > LIMIT:
        raise _too_large(source.path)
    try:
        with open(source.path, "rb") as file:
            data = file.read(LIMIT + 1)  # it may have grown since it was measured
    except OSError as error:
        raise CleantextError(explain(source.path, error)) from error
    if len(data) > LIMIT:
        raise _too_large(source.path)
    binary = binary_kind(data, sure=bool(options.codec_for(source.path)))
    if binary is not None:
        raise CleantextError(f"{source.path}: is {binary[0]}, not text; {binary[1]}")
    return data


def _too_large(path: str) -> CleantextError:
    return CleantextError(f"{path}: is larger than {LIMIT // 2**20} MiB; split it at a line's end and give the parts")


def explain(path: str, error: Exception) -> str:
    """One line for a person: the file, what the system said, the next step."""
    if isinstance(error, FileNotFoundError):
        return f"{path}: does not exist; check the path"
    if isinstance(error, PermissionError):
        return f"{path}: may not be read (permission denied); make it readable (chmod u+r) or leave it out"
    if getattr(error, "errno", None) == errno.ENAMETOOLONG:
        return f"{path[:150]}…: cannot be read (its path is too long); go into a folder above it and run there"
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{path}: cannot be read ({reason}); check the disk and the path, then run again"
