"""Folders of this machine and of object stores under one face: ``s3://…``, ``gs://…``, what pyarrow or fsspec knows.

A file appears whole or not at all, and writing it once more replaces it: stores do that by themselves, here it is a
renaming. What is shown of an address has neither its keys nor its query.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import IO, Any, NamedTuple, cast
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from cleantext.corpus import disk, folders
from cleantext.corpus.records.table import arrow
from cleantext.errors import CleantextError, brief

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
_HIDDEN = ".cleantext-tmp"
_BLOCK = 8 * 2**20


class Seen(NamedTuple):
    """A file under a place. name: relative, with ``/``. stamp: its size in bytes and its time, as text."""

    name: str
    size: int
    stamp: str


def is_address(path: str) -> bool:
    """True for an address with a scheme, which is no path of this machine."""
    return bool(_SCHEME.match(path)) and not path.lower().startswith("file://")


def plain(path: str) -> str:
    """``file:///a/b`` as ``/a/b``; everything else as it is."""
    return unquote(urlsplit(path).path) if path.lower().startswith("file://") else path


@lru_cache(maxsize=64)
def place(top: str) -> Here | There:
    """The folder (or file) at a path or address. Raises CleantextError when nobody knows its scheme."""
    return There(top) if is_address(top) else Here(plain(top))


class Here:
    """A folder of this machine, or one that is mounted."""

    def __init__(self, top: str) -> None:
        self.shown = top
        self.root = os.path.abspath(top)

    def _at(self, name: str) -> str:
        return os.path.join(self.root, *name.split("/")) if name else self.root

    def open(self, name: str) -> IO[bytes]:
        """Raises OSError."""
        return open(self._at(name), "rb")

    def stamp(self, name: str) -> Seen | None:
        """What is known of a file; None when it is not there."""
        try:
            info = os.stat(self._at(name))
        except OSError:
            return None
        return Seen(name, info.st_size, f"{info.st_size}-{info.st_mtime_ns}")

    def list(self) -> Iterator[Seen]:
        """Every file, hidden ones too."""
        for name in folders.files(self.root):
            if seen := self.stamp(name):
                yield seen

    def put(self, name: str, path: str) -> None:
        """Give a copy of the local file at ``path`` a name. Raises CleantextError."""
        target = self._at(name)
        hidden = os.path.join(os.path.dirname(target), f".{uuid4().hex}{_HIDDEN}")
        try:
            folders.make(os.path.dirname(target))
            shutil.copyfile(path, hidden)
            os.replace(hidden, target)
        except OSError as error:
            disk.remove(hidden)
            raise disk.cannot(target, error) from error

    def remove(self, name: str) -> None:
        """Take a file away that may be there, and folders that are empty then."""
        disk.remove(self._at(name))
        folder = os.path.dirname(self._at(name))
        with suppress(OSError):  # the first that is not empty ends it
            while len(folder) > len(self.root):
                os.rmdir(folder)
                folder = os.path.dirname(folder)

    def sweep(self) -> None:
        """Take away what writers that were killed have left."""
        for name in list(folders.files(self.root)):
            if name.endswith(_HIDDEN):
                self.remove(name)


class There:
    """A folder of an object store."""

    def __init__(self, top: str) -> None:
        """Raises CleantextError."""
        arrow()
        scheme = top.partition("://")[0]
        try:
            self._fs, self._root = _filesystem(top)
        except ImportError as error:
            raise CleantextError(f"{scheme}://…: {brief(error, None)}; pip install it on every node") from error
        except (ValueError, OSError) as error:
            shown = f"{scheme}://{_bare(top)}"
            raise CleantextError(f"{shown}: is no address that can be used ({_reason(error)}); check it") from error
        self._root = self._root.rstrip("/")
        self.shown = f"{scheme}://{self._root}"

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def open(self, name: str) -> IO[bytes]:
        """Raises OSError."""
        return cast(IO[bytes], self._fs.open_input_file(self._at(name)))

    def stamp(self, name: str) -> Seen | None:
        """What is known of a file; None when it is not there. Raises OSError."""
        info = self._fs.get_file_info(self._at(name))
        return _seen(info, name) if info.is_file else None

    def list(self) -> Iterator[Seen]:
        """Every file, hidden ones too. Raises OSError."""
        import pyarrow.fs

        selector = pyarrow.fs.FileSelector(self._root, recursive=True, allow_not_found=True)
        for info in sorted(self._fs.get_file_info(selector), key=lambda each: str(each.path)):
            if info.is_file:
                yield _seen(info, info.path[len(self._root) + 1 :])

    def put(self, name: str, path: str) -> None:
        """Give a copy of the local file at ``path`` a name. Raises CleantextError."""
        try:
            if not self._fs.type_name.startswith(("s3", "gcs", "abfs")):  # where a folder is no mere part of a name
                self._fs.create_dir(self._at(name).rpartition("/")[0], recursive=True)
            with open(path, "rb") as file, self._fs.open_output_stream(self._at(name)) as stream:
                shutil.copyfileobj(file, stream, _BLOCK)
        except OSError as error:
            raise CleantextError(
                f"{self.shown}/{name}: cannot be written ({_reason(error)}); check the rights and --out, then run again"
            ) from error

    def remove(self, name: str) -> None:
        """Take a file away that may be there."""
        with suppress(OSError):
            self._fs.delete_file(self._at(name))

    def sweep(self) -> None:
        """Nothing half written has a name here."""


def _filesystem(top: str) -> tuple[Any, str]:
    import pyarrow.fs

    if top.startswith("s3://") and "allow_delayed_open" not in top:
        # What is small goes up with one request, not three.
        with suppress(pyarrow.ArrowInvalid):  # an older pyarrow does not know it
            quick = f"{top}{'&' if '?' in top else '?'}allow_delayed_open=true"
            return cast(tuple[Any, str], pyarrow.fs.FileSystem.from_uri(quick))
    try:
        return cast(tuple[Any, str], pyarrow.fs.FileSystem.from_uri(top))
    except pyarrow.ArrowInvalid as error:
        if "nrecognized filesystem" not in str(error):
            raise
    try:
        import fsspec
    except ImportError as error:
        raise ImportError("fsspec is not installed") from error
    found, root = fsspec.core.url_to_fs(top)
    return pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(found)), root


def _seen(info: Any, name: str) -> Seen:
    return Seen(name, info.size or 0, f"{info.size or 0}-{info.mtime_ns or 0}")


def _bare(top: str) -> str:
    return top.partition("://")[2].partition("?")[0].rpartition("@")[2]


def _reason(error: Exception) -> str:
    # A message of a store may quote the whole address, keys and all.
    return re.sub(r"\S+://\S+", "…", brief(error, None))[:300]
