"""Sources made again, byte for byte, from the outputs and the logs; no source has to be there any more.

The outputs are checked against the manifest before, the bytes against the log afterwards: what comes out is the source,
or nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cleantext.corpus import disk, folders
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.grow import Growing
from cleantext.corpus.logs import MANIFEST
from cleantext.corpus.read import explain
from cleantext.corpus.recorded import Log, Output, Recorded, log_of
from cleantext.corpus.written import AGAIN, Written, is_plain
from cleantext.errors import CleantextError, UsageError
from cleantext.finding import rewind


class Place(NamedTuple):
    """Where a source goes. parts: its path under the folder. is_renamed: not by its name alone, which others have."""

    parts: tuple[str, ...]
    is_renamed: bool = False


def places(sources: Sequence[Recorded]) -> list[Place]:
    """Each source's place, as in the folder that was given to ``clean``; of one name, by the whole path as given."""
    shared = Counter(each.name for each in sources)
    taken: set[tuple[str, ...]] = {tuple(each.name.split("/")) for each in sources if shared[each.name] == 1}
    found = []
    for each in sources:
        if each.name and shared[each.name] == 1:
            found.append(Place(tuple(each.name.split("/"))))
            continue
        path = os.path.splitdrive(each.source)[1].replace(os.sep, "/")
        parts = tuple(part for part in path.split("/") if part not in ("", ".", "..")) or ("_",)
        place, number = parts, 1
        while place in taken:
            number += 1
            stem, suffix = os.path.splitext(parts[-1])
            place = (*parts[:-1], f"{stem}~{number}{suffix}")
        taken.add(place)
        found.append(Place(place, bool(each.name)))
    return found


def rebuild(written: Written, each: Recorded, outputs: Sequence[Output]) -> bytes:
    """The bytes of a source. Raises CleantextError when an output or the logs lack any."""
    log = log_of(each)
    if len(outputs) < log.speeches:
        raise CleantextError(f"{each.source}: {MANIFEST} lacks {log.speeches - len(outputs)} of its outputs; {AGAIN}")
    pieces = [*log.gaps, *((f.start, f.found) for f in log.findings if f.rule == OUTSIDE)]
    pieces += [(output.start, written.text(output, each.source)) for output in outputs[: log.speeches]]
    try:
        data = _bytes(pieces, log)
    except MemoryError as error:
        raise CleantextError(f"{each.source}: is too large for this machine's memory; restore it elsewhere") from error
    except (CleantextError, ValueError, LookupError, TypeError):
        data = None
    if data is None or hashlib.sha256(data).hexdigest() != each.digest:
        raise CleantextError(f"{each.source}: the logs in {written.root} were edited and do not lead back; {AGAIN}")
    return data


def _bytes(pieces: list[tuple[int, str]], log: Log) -> bytes:
    return log.decoded.encode_as(rewind("".join(text for _, text in sorted(pieces)), log.findings))


class Target:
    """The folder that sources are restored to: each appears whole or not at all, and nothing stands outside of it."""

    def __init__(self, folder: str, barred: str, force: bool = False) -> None:
        """barred: the output folder, which is not written into. Raises CleantextError."""
        if os.path.lexists(folder) and not os.path.isdir(folder):
            raise UsageError(f"{folder}: is a file, the sources need a folder; choose another --to")
        self._folder = folder
        self._barred = os.path.realpath(barred)
        self._force = force
        if folders.is_within(os.path.realpath(folder), self._barred):
            raise UsageError(f"{folder}: is in the output folder itself; choose another --to")

    def put(self, place: Place, data: bytes) -> bool:
        """Write one source. False when it is there already, the same. Raises CleantextError."""
        path = self._path(place)
        if self._holds(path, hashlib.sha256(data).hexdigest()):
            return False
        try:
            self._write(path, data)
        except OSError as error:
            raise disk.cannot(error.filename or path, error, "--to") from error
        return True

    def grow(self, place: Place) -> Growing:
        """A file for a source that may not fit into memory, for ``take``. Raises CleantextError."""
        path = self._path(place)
        try:
            folders.make(os.path.dirname(path))
        except OSError as error:
            raise disk.cannot(error.filename or path, error, "--to") from error
        return Growing(os.path.dirname(path), "--to")

    def take(self, place: Place, file: Growing) -> bool:
        """Give a source its name when it is whole. False when it is there already, the same. Raises CleantextError."""
        path = self._path(place)
        file.close()
        if self._holds(path, file.digest()):
            return False
        try:
            os.replace(file.path, path)
        except OSError as error:
            raise disk.cannot(error.filename or path, error, "--to") from error
        return True

    def _path(self, place: Place) -> str:
        """Where a source goes. Raises CleantextError when that is not in the folder."""
        path = os.path.join(self._folder, *place.parts)
        if not all(map(is_plain, place.parts)):
            raise CleantextError(f"{path}: lies outside of {self._folder}; the log was edited, get it again")
        above = os.path.realpath(os.path.dirname(path))
        if not folders.is_within(above, os.path.realpath(self._folder)):  # a link in the folder leads out of it
            raise CleantextError(f"{path}: leads out of {self._folder}; remove the link or choose another --to")
        if folders.is_within(above, self._barred):
            raise CleantextError(f"{path}: is in the output folder itself; choose another --to")
        return path

    def _holds(self, path: str, digest: str) -> bool:
        """True when the file is there, the same. Raises CleantextError when it may not be replaced."""
        if not os.path.lexists(path):
            return False
        if os.path.isdir(path):
            raise CleantextError(f"{path}: is in the way, and no file; move it elsewhere or choose another --to")
        try:
            if os.path.isfile(path) and disk.digest(path) == digest:
                return True
        except OSError as error:
            raise CleantextError(explain(path, error)) from error
        if not self._force:
            raise CleantextError(f"{path}: is there and differs; choose another --to, or have it replaced with --force")
        return False

    def _write(self, path: str, data: bytes) -> None:
        folders.make(os.path.dirname(path))
        # In the same folder, so that the move is a renaming; short, so that it fits wherever the name does.
        hidden = os.path.join(os.path.dirname(path), f".{os.getpid()}-0.cleantext-tmp")
        try:
            with io.FileIO(hidden, "xb") as file:
                disk.append(file, data)
            os.replace(hidden, path)
        except BaseException:
            disk.remove(hidden)
            raise
