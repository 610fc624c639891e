"""What taking misread text back makes of its bytes, piece by piece."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.misread.search import Read


class Piece(NamedTuple):
    """Bytes of a run from ``start`` to ``end`` and what they were; read: how a damaged stretch was read."""

    start: int
    end: int
    text: str
    read: Read | None


def sure_of(read: Read) -> str:
    """The reading, with U+FFFD where another one is as good."""
    doubts = frozenset(read.doubts)
    return "".join("\ufffd" if i in doubts else c for i, c in enumerate(read.text))
