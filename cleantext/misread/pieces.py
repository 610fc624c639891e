"""What taking misread text back makes of its bytes, piece by piece."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.language import SCALE
from cleantext.misread.search import Read

_MARGIN = round(0.6 * SCALE)  # nats that the next best reading must be dearer


class Piece(NamedTuple):
    """Bytes of a run from ``start`` to ``end`` and what they were; read: how a damaged stretch was read."""

    start: int
    end: int
    text: str
    read: Read | None


def sure_of(read: Read) -> str:
    """The reading, with U+FFFD where the next best one is as good."""
    if read.margin >= _MARGIN:
        return read.text
    if len(read.text) == len(read.rival):
        return "".join(a if a == b else "\ufffd" for a, b in zip(read.text, read.rival, strict=True))
    return read.text
