"""A file that is written piece by piece under a hidden name, and gets its own when it is whole."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from itertools import count
from typing import Any

from cleantext.corpus import disk

_BLOCK = 2**20
_NUMBERS = count(10**9)  # far from those of outputs that are written at once


class Growing:
    """Takes bytes like a file. ``Store.put`` gives it its name; ``discard`` takes it away."""

    def __init__(self, folder: str, option: str = "--out") -> None:
        """option: what the folder was given with. Raises CleantextError."""
        self._option = option
        self.path = os.path.join(folder, f".{os.getpid()}-{next(_NUMBERS)}.cleantext-tmp")
        self._hash = hashlib.sha256()
        self._size = 0
        try:
            self._file = io.FileIO(self.path, "xb")
        except OSError as error:
            raise disk.cannot(folder, error, option) from error

    def write(self, data: Any) -> int:
        """All of it. Raises CleantextError."""
        data = memoryview(data).cast("B")
        if self.closed:  # a compressor that is let go writes its last bytes, which nobody wants any more
            return len(data)
        try:
            disk.append(self._file, data)
        except OSError as error:
            raise disk.cannot(self.path, error, self._option) from error
        self._hash.update(data)
        self._size += len(data)
        return len(data)

    def digest(self) -> str:
        """The SHA-256 of all of it, in hex."""
        return self._hash.hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """What it holds, a piece at a time."""
        with open(self.path, "rb") as file:
            while block := file.read(_BLOCK):
                yield block

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        """Nothing waits."""

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def writable(self) -> bool:
        return not self.closed

    @property
    def closed(self) -> bool:
        return self._file.closed

    def close(self) -> None:
        """Nothing more is written."""
        self._file.close()

    def discard(self) -> None:
        """Close it and remove it, if it has not got its name."""
        self.close()
        disk.remove(self.path)
