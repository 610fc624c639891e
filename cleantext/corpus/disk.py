"""Bytes to the disk, and what to say when it does not take them."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Sequence
from contextlib import suppress

from cleantext.errors import CleantextError


def append(file: io.FileIO, data: bytes) -> None:
    """Write it all: an unbuffered file takes less than it is given when the disk fills up."""
    view = memoryview(data)
    while view:
        try:
            view = view[file.write(view) :]
        except OSError as error:
            error.filename = error.filename or file.name
            raise


def move(pairs: Sequence[tuple[str, str]]) -> None:
    """Give each hidden file its name: all of them or, with an OSError, none."""
    done = []
    try:
        for hidden, path in pairs:
            os.replace(hidden, path)
            done.append(path)
    except BaseException:
        for path in done:
            remove(path)
        raise


def remove(path: str) -> None:
    """Remove a file that may be there."""
    with suppress(OSError):  # it was never made, or has been moved to its name
        os.remove(path)


def digest(path: str) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cannot(path: str, error: OSError, option: str = "--out") -> CleantextError:
    """What to say: the file, what the system said, the next step. option: what the folder was given with."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = "free some space and run again"
    elif error.errno == errno.ENAMETOOLONG:
        advice = f"choose a shorter {option}"
    elif isinstance(error, PermissionError):
        advice = f"choose a folder for {option} that you may write in"
    else:
        advice = f"check the disk and {option}, then run again"
    shown = path if len(path) <= 300 else f"{path[:150]}…{path[-149:]}"
    return CleantextError(f"{shown}: cannot be written ({error.strerror or error}); {advice}")
