"""Files in which an earlier run of a hook found nothing, known by the hash of their bytes: they need no second look.

A hook is given the same thousands of files again and again (``pre-commit run --all-files``), nearly all of them clean.
Kept in the user's cache folder, 16 bytes a file; what our own files, the options and the lists they name were counts
as well. Nothing here may stop the work: without a cache that can be read or written, every file is looked through.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b

from cleantext.corpus.records import is_records
from cleantext.options import Options

_SIZE = 16  # bytes of a hash
_MOST = 2**20 * _SIZE  # bytes of a cache; a fuller one begins anew
_LARGE = 16 * 2**20  # bytes; reading a larger file twice is no gain


class Passed:
    """The files that passed. Bound to what a command looks for and to its options."""

    def __init__(self, command: str, options: Options) -> None:
        self._command, self._options = command, options
        self._path = os.path.join(_folder(), f"{command}.passed")
        self._known: frozenset[bytes] = frozenset()
        self._seen: dict[str, bytes] = {}
        self._new: list[bytes] = []
        self._is_broken = False
        with suppress(OSError), open(self._path, "rb") as file:
            data = file.read(_MOST)
            self._is_broken = bool(len(data) % _SIZE)  # a full disk, most likely
            self._known = frozenset(data[at : at + _SIZE] for at in range(0, len(data) - _SIZE + 1, _SIZE))

    def unknown(self, paths: list[str]) -> list[str]:
        """The paths of files that have to be looked through."""
        return [path for path in paths if not self._has(path)]

    def _has(self, path: str) -> bool:
        name = self._name(path)
        if name:
            self._seen[path] = name
        return name in self._known

    def add(self, path: str) -> None:
        """Nothing was found in a file of ``unknown``."""
        name = self._seen.get(path)
        # Whoever changed it meanwhile may have done so before it was read.
        if name and name == self._name(path):
            self._new.append(name)

    def save(self) -> None:
        """Keep what was added."""
        if not self._new:
            return
        with suppress(OSError):
            os.makedirs(os.path.dirname(self._path), exist_ok=True)
            anew = self._is_broken or len(self._known) + len(self._new) > _MOST // _SIZE
            # One write: hooks run several at a time, and each appends whole hashes.
            with open(self._path, "wb" if anew else "ab", buffering=0) as file:
                file.write(b"".join(self._new))

    def _name(self, path: str) -> bytes:
        """The hash of a file's bytes, and of all that the result depends on; b"" for what is not to be kept."""
        if is_records(path):  # on their columns, too
            return b""
        try:
            if os.path.getsize(path) > _LARGE:
                return b""
            with open(path, "rb") as file:
                data = file.read()
        except (OSError, ValueError):
            return b""
        options = self._options.for_path(path)
        said = repr((options, options.codec_for(path)))
        return blake2b(data, digest_size=_SIZE, key=_key(said, tuple(self._options.lists()))).digest()


@cache
def _key(said: str, lists: tuple[str, ...]) -> bytes:
    digest = blake2b(f"{said}\n{sys.version}".encode("utf-8", "backslashreplace"), digest_size=32)
    for line in _ours():
        digest.update(line)
    for path in lists:
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.digest()


@cache
def _ours() -> tuple[bytes, ...]:
    """Our own files, by time and size: another version, or a working copy that was edited, has others."""
    return tuple(_states(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def _states(top: str) -> Iterator[bytes]:
    with os.scandir(top) as found:
        for each in sorted(found, key=lambda entry: entry.name):
            if each.is_dir():
                yield from _states(each.path) if each.name != "__pycache__" else ()
            else:
                info = each.stat()
                yield os.fsencode(f"{each.path} {info.st_mtime_ns} {info.st_size}\n")


def _folder() -> str:
    usual = os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or usual, "cleantext")
