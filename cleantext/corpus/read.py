"""Paths to sources, sources to bytes; what cannot be read becomes a message, never an exception that stops the rest."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cleantext import log
from cleantext.corpus import folders, packed
from cleantext.corpus.binary import binary_kind
from cleantext.corpus.packed import Packed
from cleantext.corpus.records import is_records
from cleantext.corpus.which import MAGIC, Which, above_named
from cleantext.corpus.which import SUFFIXES as SUFFIXES
from cleantext.errors import CleantextError
from cleantext.options import Options

LIMIT = 512 * 2**20  # bytes; a document takes up to ten times its size in memory while it is cleaned

_LOGS = ("manifest.jsonl", "findings.jsonl", "quarantine.jsonl")


class Source(NamedTuple):
    """path: as given, or joined to the folder given. name: relative to that folder, for the output. size: bytes.

    packed: where its bytes are when they do not lie open in a file at ``path``, which then is only a name (a member of
    an archive is ``a.zip!b/c.txt``); size is that of the file where only unpacking would tell another.
    """

    path: str
    name: str
    size: int
    packed: Packed | None = None


class Gathered(NamedTuple):
    """sources: in a fixed order. skipped: files in folders that are hidden or of another suffix. problems: messages.

    failed: the path that each problem is about.
    """

    sources: tuple[Source, ...]
    skipped: int
    problems: tuple[str, ...]
    failed: tuple[str, ...] = ()


def gather(paths: Iterable[str], barred: str | None = None, which: Which = Which()) -> Gathered:  # noqa: B008 (frozen)
    """Every text file under ``paths``, each once: files as given, folders all the way down, in sorted order.

    paths: ``-`` is standard input; a glob that the shell has left is expanded; archives are taken like folders.
    barred: a folder that is left out wherever the walk meets it (where the output goes).
    """
    walk = _Walk(barred, which)
    for path in paths:
        walk.take(path)
    return Gathered(tuple(walk.sources), walk.skipped, tuple(walk.problems), tuple(walk.failed))


class _Walk:
    """One gathering under way."""

    def __init__(self, barred: str | None, which: Which) -> None:
        self.sources: list[Source] = []
        self.skipped = 0
        self.problems: list[str] = []
        self.failed: list[str] = []
        self._seen: set[str] = set()
        self._barred = folders.identity(barred) if barred is not None else None
        self._which = which

    def take(self, path: str) -> None:
        if path == "-":
            return self._stdin()
        try:
            info = os.stat(path)
        except (OSError, ValueError) as error:
            return self._glob(path, error)
        if stat.S_ISDIR(info.st_mode):
            if self._barred == (info.st_dev, info.st_ino):
                self._fail(path, f"{path}: is the output folder itself; choose another --out")
            else:
                self._folder(path)
        elif not stat.S_ISREG(info.st_mode):
            self._fail(path, f"{path}: is neither a file nor a folder; copy its text into a file and give that")
        elif not self._which.takes_named(path):
            self.skipped += 1
        elif packed.kinds(path) and not self._which.packed:
            self._fail(path, f"{path}: is packed, which --in-place cannot rewrite; unpack it, or use --out")
        elif not self._which.packed and is_records(path):
            self._fail(path, f"{path}: holds records, which --in-place cannot rewrite; use --out")
        elif not packed.is_archive(path):
            self._file(path, os.path.basename(path), info)
        elif not self._archive(path, os.path.basename(path), info.st_mtime_ns, above_named(path)):
            self._fail(path, f"{path}: {self._which.nothing()}")

    def _glob(self, path: str, error: Exception) -> None:
        if not isinstance(error, FileNotFoundError) or not MAGIC & set(path):
            self._fail(path, explain(path, error))
            return
        from cleantext.corpus.which import expanded

        try:
            found = expanded(path)
        except CleantextError as wrong:
            self._fail(path, f"{wrong}")
            return
        for each in found:
            self.take(each)
        if not found:
            self._fail(path, f"{path}: fits no file; check the pattern (** goes into folders)")

    def _stdin(self) -> None:
        if not self._which.packed:
            self._fail(packed.STDIN, f"{packed.STDIN}: is no file to rewrite; leave it out, or --in-place")
            return
        if sys.stdin is None:
            self._fail(packed.STDIN, f"{packed.STDIN}: is closed; pipe a text into it, or give a file")
            return
        try:
            data = sys.stdin.buffer.read(LIMIT + 1) if packed.STDIN not in self._seen else b""
        except (OSError, ValueError) as error:
            self._fail(packed.STDIN, explain(packed.STDIN, error))
            return
        self._add(Source(packed.STDIN, "stdin", len(data), Packed("", data=data)), packed.STDIN)

    def _folder(self, top: str) -> None:
        taken, complaints, skipped = len(self._seen), len(self.problems), self.skipped
        found = False
        for path, ignored in self._files(top):
            opens = self._which.opens(path, top)
            hidden = os.path.basename(path).startswith(".") or _is_log(path)
            if ignored or hidden or not (opens or self._which.takes(path, top)) or folders.leaves(path, top):
                self.skipped += 1
                continue
            try:
                info = os.stat(path)
            except OSError as error:
                self._fail(path, explain(path, error))
                continue
            name = os.path.relpath(path, top)
            if not stat.S_ISREG(info.st_mode):  # reading a pipe or a device would wait for ever
                self.skipped += 1
            elif not opens:
                self._file(path, name, info)
                found = True
            else:
                found = self._archive(path, name, info.st_mtime_ns, top) or found
        if not found and len(self._seen) == taken and len(self.problems) == complaints:
            self._fail(top, f"{top}: {self._which.nothing(self.skipped - skipped)}")

    def _files(self, top: str) -> Iterator[tuple[str, bool]]:
        """Every path, and whether git ignores it."""

        def refused(error: OSError) -> None:
            self._fail(str(error.filename), explain(str(error.filename), error))

        ignored = self._ignored(top)
        for folder, inner, names in folders.walk(top, refused):
            # Hidden folders hold a tool's own files (.git).
            inner[:] = [
                name
                for name in inner
                if not name.startswith(".")
                and not self._is_barred(folder, name)
                and not self._which.excludes(os.path.join(folder, name), top, folder=True)
                and not ignored(folder, name, True)
            ]
            for name in names:
                yield os.path.join(folder, name), ignored(folder, name, False)

    def _ignored(self, top: str) -> Callable[[str, str, bool], bool]:
        if not self._which.gitignore:
            return lambda folder, name, is_folder: False
        from cleantext.corpus.gitignore import Ignored

        return Ignored(top).has

    def _file(self, path: str, name: str, info: os.stat_result) -> None:
        around = packed.kinds(path)
        if not around or self._which.is_records(path):  # those unpack themselves, as they go
            self._add(Source(path, name, info.st_size))
            return
        inside = Packed(path, around, stamp=info.st_mtime_ns)
        # Few bytes may hold none: to know costs little then.
        size = 0 if info.st_size < 128 and packed.is_empty(inside, path) else info.st_size
        self._add(Source(path, packed.bare(name), size, inside))

    def _archive(self, path: str, name: str, stamp: int, top: str) -> bool:
        """False when nothing in it is text."""
        from cleantext.corpus.archives import sources_in

        found = sources_in(path, stamp, self._which, top)
        # An archive with nothing in it counts like a file that is left out.
        self.skipped += found.skipped or not (found.members or found.problems)
        for problem in found.problems:
            self._fail(path, problem)
        for member, inside, size in found.members:
            self._add(Source(f"{path}!{member}", os.path.join(name, packed.bare(member)), size, inside))
        return bool(found.members or found.problems)

    def _fail(self, path: str, problem: str) -> None:
        self.failed.append(path)
        self.problems.append(problem)

    def _is_barred(self, folder: str, name: str) -> bool:
        return self._barred is not None and self._barred == folders.identity(os.path.join(folder, name))

    def _add(self, source: Source, key: str = "") -> None:
        key = key or os.path.abspath(source.path)
        if key not in self._seen:
            self._seen.add(key)
            self.sources.append(source)


def _is_log(path: str) -> bool:
    """True for the logs of an output folder, which are JSON lines and no corpus."""
    folder, name = os.path.split(path)
    return name in _LOGS and all(os.path.isfile(os.path.join(folder, each)) for each in _LOGS[:2])


def for_source(options: Options, source: Source) -> Options:
    """The options that are meant for this source, with the codec for it and no other."""
    options = options.for_path(source.path)
    codec = options.codec_for(source.path)
    return replace(options, encoding=codec) if options.encoding else options


def load(source: Source, options: Options = Options()) -> bytes:  # noqa: B008 (frozen)
    """The bytes of a source.

    Raises CleantextError, with the path and the next step, when it cannot be read, is too large or is no text.
    """
    log.info("%s: %s bytes", source.path, source.size)
    if source.size > LIMIT:
        raise _too_large(source.path)
    try:
        if source.packed is not None:
            data = packed.read(source.packed, source.path, LIMIT)
        else:
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
