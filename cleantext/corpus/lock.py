"""One run at a time in an output folder. The system lets go of the lock when its process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import BinaryIO
from weakref import WeakSet

from cleantext.errors import CleantextError

NAME = ".cleantext-lock"
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from its making to ``release``."""

    def __init__(self, root: str) -> None:
        """root: a folder that is there. Raises CleantextError when another run holds it, OSError."""
        self._path = os.path.join(root, NAME)
        while True:
            self._file = _opened(self._path)
            try:
                _lock(self._file.fileno())
            except OSError as error:
                if error.errno in _HELD:
                    raise _busy(root, self._file) from error
                break  # a file system that knows no locks: nothing can be promised there, and the work is done
            if _is_still(self._path, self._file):  # its last holder may have taken it away while we came
                break
            self._file.close()
        _ours.add(self)
        with suppress(OSError):  # a help for people only
            self._file.truncate(0)
            self._file.write(b"%d\n" % os.getpid())

    def release(self) -> None:
        """Let another run in."""
        if self._file.closed:
            return
        with suppress(OSError):  # where a file in use cannot be removed it stays, and does no harm
            os.remove(self._path)
        self._file.close()

    def leave(self) -> None:
        """In a forked process: let the lock be its parent's alone, or it would outlive a parent that was killed."""
        self._file.close()


_ours: WeakSet[Lock] = WeakSet()


def _leave() -> None:
    for lock in _ours:
        lock.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave)


def _opened(path: str) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "r+b", 0)


def _is_still(path: str, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _busy(root: str, file: BinaryIO) -> CleantextError:
    try:
        number = file.read(20).decode("ascii").strip()
    except (OSError, ValueError):
        number = ""
    finally:
        file.close()
    who = f" (process {number})" if number.isdigit() else ""
    return CleantextError(
        f"{root}: another cleantext{who} is writing there; wait until it is done, or choose another --out"
    )
