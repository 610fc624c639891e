"""Batches of lines out of a file of any size: as much of it is in memory as a batch is long."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple, Protocol

from cleantext.corpus.read import explain
from cleantext.corpus.records.packing import faults, kind, unpacked
from cleantext.errors import CleantextError

BATCH = 2**20  # bytes; a worker has it back in a moment, and the way there and back costs little
LONGEST = 64 * 2**20  # bytes of a line; a document takes up to ten times its size in memory while it is cleaned
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MARK = b"\xef\xbb\xbf"


class Lines(NamedTuple):
    """Whole lines. first: the number of the first, from 1. end: how far into the file (as it is stored) they reach.

    mark: a byte order mark stood before them, and is not in ``data``.
    """

    first: int
    data: bytes
    end: int
    mark: bool = False


class Digest(Protocol):
    """Takes all bytes that are read, unpacked."""

    def update(self, data: bytes, /) -> None:
        """The next of them."""


def batches(path: str, content: Digest | None = None) -> Iterator[Lines]:
    """The lines of a file, a batch at a time. Raises CleantextError, with the path and the next step."""
    return lines_of(path, lambda: open(path, "rb"), content=content)


def lines_of(
    path: str, opened: Callable[[], IO[bytes]], number: int = 1, content: Digest | None = None
) -> Iterator[Lines]:
    """The lines of what ``opened`` gives, which is the file at ``path`` or, from line ``number`` on, a part of it.

    Raises CleantextError, with the path and the next step.
    """
    known = faults()
    packing = kind(path)
    try:
        with opened() as file:
            yield from _batches(path, file, unpacked(file, packing), (number, content))
    except known as error:
        if packing != "none" and not (isinstance(error, OSError) and error.errno):
            reason = " ".join(str(error).split()) or type(error).__name__
            raise CleantextError(f"{path}: is damaged or torn ({reason}); get or make it anew") from error
        raise CleantextError(explain(path, error)) from error


def _batches(path: str, file: IO[bytes], stream: IO[bytes], how: tuple[int, Digest | None]) -> Iterator[Lines]:
    number, content = how
    held: list[bytes] = []  # the beginning of a line that the last block broke
    size = 0
    first, mark = number == 1, False
    while block := stream.read(BATCH):
        if content is not None:
            content.update(block)
        if first:
            first, mark = False, block.startswith(_MARK)
            block = _begun(path, block)
        at = block.rfind(b"\n") + 1
        if not at:
            held.append(block)
            size += len(block)
            if size > LONGEST:
                raise CleantextError(
                    f"{path}:{number}: is longer than {LONGEST // 2**20} MiB; are there line ends in it? Split the "
                    "document, or take it out"
                )
            continue
        data = b"".join((*held, block[:at]))
        held, size = [block[at:]], len(block) - at
        yield Lines(number, data, file.tell(), mark and number == 1)
        number += data.count(b"\n")
    if rest := b"".join(held):
        yield Lines(number, rest, file.tell(), mark and number == 1)


def _begun(path: str, block: bytes) -> bytes:
    if block.startswith(_WIDE):
        raise CleantextError(f"{path}: is in UTF-16 or UTF-32; JSON lines are in UTF-8 (iconv -f UTF-16 -t UTF-8)")
    return block.removeprefix(_MARK)


def size(path: str) -> int:
    """Bytes of a file; 0 when nobody knows."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
