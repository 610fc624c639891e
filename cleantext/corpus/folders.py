"""Folders however deep they are: the walk and the making of folders in the standard library recurse, and run out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

Folder = tuple[str, list[str], list[str]]  # path, names of the folders to go into (may be changed), names of files


def walk(top: str, refused: Callable[[OSError], None]) -> Iterator[Folder]:
    """Every folder from ``top`` down, in sorted order; links are not followed, they may lead back up.

    refused: called with the error of a folder that cannot be listed; the others go on.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        inner: list[str] = []
        names: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        names.append(entry.name)
                    elif not entry.is_symlink():
                        inner.append(entry.name)
        except OSError as error:
            refused(error)
            continue
        inner.sort()
        names.sort()
        yield folder, inner, names
        waiting += [os.path.join(folder, name) for name in reversed(inner)]


def files(root: str) -> Iterator[str]:
    """Every file under ``root``, relative, with ``/``. What cannot be listed is passed over."""
    for folder, _, names in walk(root, lambda error: None):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that goes round
        return False


def make(path: str) -> None:
    """Make a folder and what is missing above it. Raises OSError."""
    missing: list[str] = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        try:
            os.mkdir(folder)
        except FileExistsError:
            if not os.path.isdir(folder):
                raise


def above(path: str) -> Iterator[str]:
    """``path`` and all that it lies in, going up: folders, and the archive of a member (``a.zip!b/c.txt``)."""
    yield path
    for at in range(len(path) - 1, -1, -1):
        if path[at] in (os.sep, "/", "!"):
            yield path[:at] or path[: at + 1]


def identity(path: str) -> tuple[int, int] | None:
    """What tells a folder from every other, under whatever name."""
    try:
        info = os.stat(path)
    except OSError:
        return None
    return info.st_dev, info.st_ino


def is_within(path: str, folder: str) -> bool:
    """True for ``folder`` and all in it; both are real paths."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def leaves(path: str, top: str) -> bool:
    """True for a link out of ``top``: what it leads to was not given."""
    return os.path.islink(path) and not os.path.realpath(path).startswith(os.path.join(os.path.realpath(top), ""))
