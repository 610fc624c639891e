"""Bytes in a codec that a person has named."""

from __future__ import annotations

from cleantext.decoding.decode import MARKS
from cleantext.decoding.decoded import Decoded
from cleantext.decoding.names import canonical
from cleantext.decoding.pieces import Piece, assemble, marked, strict

_EITHER = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # a mark decides; without one the order of most machines
_FAMILY = {"utf-8-sig": "utf-8"}


def decode_as(data: bytes, codec: str) -> Decoded:
    """Text of any bytes in one codec. What it cannot read becomes U+FFFD; no byte is lost.

    Raises CleantextError when there is no such codec.
    """
    codec = canonical(codec)
    mark, name = next((each for each in MARKS if data.startswith(each[0]) and _fits(each[1], codec)), (b"", codec))
    name = _EITHER.get(name, name)
    rest = data[len(mark) :]
    if name.startswith(("hz", "iso2022")):
        from cleantext.decoding.seven_bit import read_as

        return read_as(data, name)
    plain = _FAMILY.get(name, name)
    decoded = assemble(rest, [Piece(0, len(rest), plain, 1.0)], strict)
    return marked(mark, name, decoded) if mark else decoded


def _fits(name: str, codec: str) -> bool:
    """True when a mark of codec ``name`` belongs to ``codec``, in which its bytes would be no text."""
    return name == codec or name.startswith(f"{codec}-")
