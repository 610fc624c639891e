"""Batches of lines out of a file of any size: as much of it is in memory as a batch is long."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any, NamedTuple, Protocol

from cleantext.corpus.read import explain
from cleantext.corpus.records.packing import faults, kind, unpacked
from cleantext.errors import CleantextError, brief

BATCH = 2**20  # bytes; a worker has it back in a moment, and the way there and back costs little
LONGEST = 64 * 2**20  # bytes of a line; a document takes up to ten times its size in memory while it is cleaned
_SHOWN = 200  # bytes of a longer one that its record in a log begins with
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MARK = b"\xef\xbb\xbf"


class Skipped(NamedTuple):
    """What is known of a line that is too long to be read. size: bytes. sha256: of them, in hex. begins: the first."""

    size: int
    sha256: str
    begins: bytes

    def reason(self) -> str:
        """Why it was not read, and what can be done."""
        return f"is longer than {LONGEST // 2**20} MiB; are there line ends in it? Split the document, or take it out"

    def record(self) -> dict[str, Any]:
        """What is left of it in a log."""
        return {"bytes": self.size, "sha256": self.sha256, "begins": self.begins.decode("utf-8", "backslashreplace")}


class Lines(NamedTuple):
    """Whole lines. first: the number of the first, from 1. end: how far into the file (as it is stored) they reach.

    mark: a byte order mark stood before them, and is not in ``data``. skipped: for one line that is too long, which is
    not in ``data``; then nothing else is.
    """

    first: int
    data: bytes
    end: int
    mark: bool = False
    skipped: Skipped | None = None


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
            raise CleantextError(f"{path}: is damaged or torn ({brief(error, None)}); get or make it anew") from error
        raise CleantextError(explain(path, error)) from error


def _batches(path: str, file: IO[bytes], stream: IO[bytes], how: tuple[int, Digest | None]) -> Iterator[Lines]:
    number, content = how
    held: list[bytes] = []  # the beginning of a line that the last block broke
    size = 0
    mark = False
    blocks = _blocks(stream, content)
    if number == 1:
        begin = next(blocks, b"")
        mark = begin.startswith(_MARK)
        blocks = chain((_begun(path, begin),), blocks)
    for block in blocks:
        end = block.find(b"\n")
        if size + (len(block) if end < 0 else end) > LONGEST:  # wherever blocks begin, the same lines are too long
            skipped, block = _skipped([*held, block], blocks)
            yield Lines(number, b"", file.tell(), mark and number == 1, skipped)
            number += 1
            held, size = [], 0
        at = block.rfind(b"\n") + 1
        if at:
            data = b"".join((*held, block[:at]))
            yield Lines(number, data, file.tell(), mark and number == 1)
            number += data.count(b"\n")
            held, size = [], 0
        held.append(block[at:])
        size += len(block) - at
    if last := b"".join(held):
        yield Lines(number, last, file.tell(), mark and number == 1)


def _blocks(stream: IO[bytes], content: Digest | None) -> Iterator[bytes]:
    while block := stream.read(BATCH):
        if content is not None:
            content.update(block)
        yield block


def _skipped(begun: list[bytes], blocks: Iterator[bytes]) -> tuple[Skipped, bytes]:
    """A line that is too long, to its end: what is known of it, and what was read behind it."""
    begins = b"".join(begun).partition(b"\n")[0][:_SHOWN]
    digest, size = hashlib.sha256(), 0
    rest = b""
    for block in chain(begun, blocks):
        line, end, rest = block.partition(b"\n")
        digest.update(line)
        size += len(line)
        if end:
            break
    return Skipped(size, digest.hexdigest(), begins), rest


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
