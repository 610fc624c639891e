"""Files of records cut into parts: how depends on the files alone, so that every try and every run finds the same."""

from __future__ import annotations

import re
from typing import IO, NamedTuple

from cleantext.adapters.places import place
from cleantext.corpus.read import Source, explain
from cleantext.corpus.records import Plan, is_parquet
from cleantext.corpus.records.packing import kind
from cleantext.corpus.records.table import arrow, damaged
from cleantext.errors import CleantextError

SIZE = 64 * 2**20  # bytes of a part: seconds of work, so that little is done again when a machine goes
_ENDING = re.compile(r"(?:\.(?:jsonl|ndjson)(?:\.(?:gz|bz2|xz|zst))?|\.parquet)$", re.I)
_BLOCK = 2**20


class Part(NamedTuple):
    """A stretch of a file. top: the place that it is in, and ``at`` where there. start, end: bytes, of which the lines
    that begin there are meant; of Parquet, row groups; an end of 0 is that of the file. first: number of its first
    record, from 1; 0 when it has to be counted. careful: in a process of its own, for it may die of it."""

    source: Source
    top: str
    at: str
    plan: Plan
    stamp: str
    number: int = 0
    start: int = 0
    end: int = 0
    first: int = 1
    careful: bool = False

    @property
    def name(self) -> str:
        """``sub/a-00000.jsonl``, what all that is made of it is called."""
        stem, ending = _halves(self.plan.target)
        return f"{stem}-{self.number:05d}{ending}"


def _halves(name: str) -> tuple[str, str]:
    found = _ENDING.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def cut(part: Part, size: int = SIZE) -> list[Part]:
    """A file as parts of about ``size`` bytes, where its form allows. Raises CleantextError when it cannot be read."""
    whole = part.source.size
    if whole <= size or kind(part.source.path) != "none":
        return [part]
    if not is_parquet(part.source.path):
        spans = [(at, min(at + size, whole)) for at in range(0, whole, size)]
        return [part._replace(number=n, start=a, end=b, first=int(not n)) for n, (a, b) in enumerate(spans)]
    parts: list[Part] = []
    start, first, held = 0, 1, 0.0
    rows = groups(part)
    share = whole / max(1, sum(each for _, each in rows))
    for at, (_, bytes_) in enumerate(rows, 1):
        held += bytes_ * share
        if held >= size or at == len(rows):
            parts.append(part._replace(number=len(parts), start=start, end=at, first=first))
            first += sum(count for count, _ in rows[start:at])
            start, held = at, 0.0
    return parts or [part]


def groups(part: Part) -> list[tuple[int, int]]:
    """(rows, bytes unpacked) of each row group."""
    pa = arrow()
    try:
        with place(part.top).open(part.at) as file:
            about = pa.parquet.ParquetFile(file).metadata
    except pa.ArrowException as error:
        raise CleantextError(damaged(part.source.path, error)) from error
    except OSError as error:
        raise CleantextError(explain(part.source.path, error)) from error
    found = map(about.row_group, range(about.num_row_groups))
    return [(group.num_rows, group.total_byte_size) for group in found]


class Span:
    """The lines of a file that begin in a stretch of it, to be read like a file."""

    def __init__(self, file: IO[bytes], part: Part) -> None:
        self._file = file
        self._at = max(0, part.start - 1)  # the line end before it, or what is left of the line it stands in, goes
        self._end = part.end
        self._ready = b""
        self.name = part.source.path
        self._file.seek(self._at)
        self._is_done = bool(part.start) and not self._skip()

    def _skip(self) -> bool:
        while block := self._block():
            if at := block.find(b"\n") + 1:
                self._ready = block[at:]
                return not self._is_past(self._at - len(self._ready))
        return False

    def _is_past(self, at: int) -> bool:
        return bool(self._end) and at >= self._end

    def _block(self, size: int = _BLOCK) -> bytes:
        block = self._file.read(size)
        self._at += len(block)
        return block

    def read(self, size: int = _BLOCK) -> bytes:
        """The next block; empty at the end."""
        if self._is_done:
            return b""
        block, self._ready = self._ready or self._block(size), b""
        if self._is_past(self._at):
            at = block.find(b"\n", max(0, self._end - 1 - (self._at - len(block)))) + 1
            if at:
                block, self._is_done = block[:at], True
        return block

    def tell(self) -> int:
        return self._at

    def __enter__(self) -> Span:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def count_lines(part: Part) -> int:
    """How many lines begin in it. Raises CleantextError."""
    try:
        with Span(place(part.top).open(part.at), part) as span:
            return sum(block.count(b"\n") for block in iter(span.read, b""))
    except OSError as error:
        raise CleantextError(explain(part.source.path, error)) from error
