"""UTF-16 that lost its step: a byte lost or too many, and every character after it is made of two halves.

Nothing in the bytes says so: what comes out are characters, but of every script there is. Where they are, the cheapest
way over the bytes is looked for (Viterbi): from every byte one can read a character, at the price the judge gives it,
or take the byte for lost. Sound text is only decoded in slices and searched.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleantext.decoding.judge import bits_of
from cleantext.decoding.letters import RARITY
from cleantext.decoding.pieces import Piece, lenient
from cleantext.patterns import lazy

_LOST = 28  # bits for a byte given up; two of them are dearer than any character
_NO_CHARACTER = 4 * _LOST  # bits for half a surrogate pair: it is never read as a character
_BEYOND = 22  # bits for a surrogate pair
_SAME_ROW = 9  # bits, at most, for a character whose upper byte is that of the one before: out of step that is rare
_FIRST, _MOST = 1 << 11, 1 << 16  # bytes decoded and searched at once, doubled as long as nothing is found
_BEFORE = 48  # bytes looked at before the first sign, which comes soon: half of the characters out of step are odd
_WINDOW = 512  # bytes that a way is looked for over, and
_AFTER = 32  # those at its end that are read again, for there it is less sure
# Blocks that text does not mix: of Chinese, Japanese and Korean out of step two characters in five are in them, of
# European every space (U+2000). Clean text in one of them is searched in vain, which takes time and changes nothing.
_BLOCKS = (
    *((0x0500, 0x058F), (0x0700, 0x08FF), (0x0A00, 0x0AFF), (0x0D00, 0x0DFF), (0x1000, 0x1DFF), (0x2000, 0x200A)),
    *((0x2700, 0x2FFF), (0x3100, 0x31FF), (0x3400, 0x4DBF), (0xA000, 0xABFF), (0xE000, 0xF8FF), (0xFB00, 0xFDFF)),
    *((0xFE50, 0xFEFE), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF)),
)
_USUAL = (0x20, 0xFE, 0xFF)  # rows with such a block and with marks that all text has
_ROWS = {row for first, last in (*_BLOCKS, (0xD800, 0xDFFF)) for row in range(first >> 8, (last >> 8) + 1)}
_CALM_ROWS = bytes(row for row in range(256) if row not in _ROWS or row in _USUAL)
_OF_BLOCKS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _BLOCKS)
_SIGN = lazy(f"[\udc00-\udcff]|[{_OF_BLOCKS}][^\ud800-\udfff]{{0,11}}?[{_OF_BLOCKS}]")
_ALPHABET = 128  # characters that are taken for one script


class _Way(NamedTuple):
    """bits: what it costs. ends: where each step ends; a step of one byte is a lost one."""

    bits: int
    ends: list[int]


def in_step(data: bytes, codec: str, confidence: float) -> list[Piece]:
    """Pieces that cover ``data`` in order, each in step, and the lost bytes between them. Linear; never raises."""
    pieces: list[Piece] = []
    at, size = 0, _FIRST
    native: set[int] = set()
    while at < len(data) and codec.startswith("utf-16"):
        end = _end(data, at, size, codec)
        sign = end if _is_calm(data, at, end, codec) else _sign(data, at, end, codec, native)
        _add(pieces, Piece(at, sign, codec, confidence))
        at, size = sign, min(2 * size, _MOST)
        if sign < end:
            at, size = _step_back(pieces, at, data), _FIRST
            start, window = at, data[at : at + _WINDOW]
            for step in _way(window, codec, whole=start + _WINDOW >= len(data)).ends:
                _add(pieces, Piece(at, start + step, codec, confidence, lost=start + step - at == 1))
                at = start + step
            if not pieces[-1].lost and pieces[-1].start <= start:  # whatever is in there is a script of this text
                native |= {ord(c) // _ALPHABET for c in lenient(window, codec)[0] if not "\ud800" <= c <= "\udfff"}
    return pieces or [Piece(0, len(data), codec, confidence)]


def _step_back(pieces: list[Piece], at: int, data: bytes) -> int:
    """Where to begin so that what led to a sign at ``at`` is in view; what was taken from there on is given back."""
    if not pieces or pieces[-1].lost or pieces[-1].end != at:
        return at
    last = pieces.pop()
    start = max(last.start, at - _BEFORE)
    start -= 2 * (start > last.start and _unit(data, start, last.codec) & 0xFC00 == 0xDC00)
    _add(pieces, last._replace(end=start))
    return start


def _is_calm(data: bytes, at: int, end: int, codec: str) -> bool:
    """True when hardly any unit from ``at`` to ``end`` is in a row of an odd block: needs no decoding, and is fast."""
    return end - at > _FIRST and len(data[at + (not codec.endswith("be")) : end : 2].translate(None, _CALM_ROWS)) < 2


def _sign(data: bytes, at: int, end: int, codec: str, native: set[int]) -> int:
    """Where scripts mix as in no text, ``end`` when nowhere. native: blocks of odd characters that belong here."""
    text = lenient(data[at:end], codec)[0]
    for sign in _SIGN.finditer(text):
        if {ord(sign[0][0]) // _ALPHABET, ord(sign[0][-1]) // _ALPHABET} - native:
            return at + len(text[: sign.start()].encode(codec))
    return end


def is_odd(text: str) -> bool:
    """True for text, read in UTF-16, that mixes scripts as none does."""
    return bool(_SIGN.search(text))


def bits(sample: bytes, codec: str) -> float:
    """What the cheapest way over a few bytes costs, to choose the codec by."""
    return _way(sample, codec, whole=False, same_row=_NO_CHARACTER).bits  # else GBK would be Yi, in one row


def _end(data: bytes, at: int, size: int, codec: str) -> int:
    """Where a slice ends: not within a surrogate pair."""
    end = min(len(data), at + size)
    return end - 2 * (end < len(data) and end - at > 2 and _unit(data, end - 2, codec) & 0xFC00 == 0xD800)


def _unit(data: bytes, at: int, codec: str) -> int:
    return int.from_bytes(data[at : at + 2], "big" if codec.endswith("be") else "little")


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Append, or lengthen the last one."""
    if piece.start == piece.end:
        return
    if pieces and pieces[-1].lost == piece.lost:
        pieces[-1] = pieces[-1]._replace(end=piece.end)
    else:
        pieces.append(piece)


def _way(block: bytes, codec: str, whole: bool, same_row: int = _SAME_ROW) -> _Way:
    """The cheapest way over ``block``; if it is not the whole rest, to somewhere near its end."""
    size, prices = len(block), _prices()
    first, second = (256, 1) if codec.endswith("be") else (1, 256)
    units = [a * first + b * second for a, b in pairwise(block)] + [0] * 3
    cost = [0, *(1 << 40,) * (size + 4)]
    came = [0] * (size + 5)
    row = [-1] * (size + 5)  # of the character that ends here, on the cheapest way
    for at in range(size):
        here, unit = cost[at], units[at]
        if here + _LOST < cost[at + 1]:
            cost[at + 1], came[at + 1], row[at + 1] = here + _LOST, at, row[at]
        price = here + (min(prices[unit], same_row) if unit >> 8 == row[at] else prices[unit])
        if at + 1 < size and price < cost[at + 2]:
            cost[at + 2], came[at + 2], row[at + 2] = price, at, unit >> 8
        if unit & 0xFC00 == 0xD800 and units[at + 2] & 0xFC00 == 0xDC00 and here + _BEYOND < cost[at + 4]:
            cost[at + 4], came[at + 4], row[at + 4] = here + _BEYOND, at, -1
    at = size if whole else min(range(max(0, size - 3), size + 1), key=cost.__getitem__)
    last, ends = cost[at], []
    while at:
        if whole or at <= size - _AFTER:
            ends.append(at)
        at = came[at]
    return _Way(last, ends[::-1])


class _Prices(dict[int, int]):
    """Unit -> bits in the language that uses it most; there are 65,536 units at most."""

    def __missing__(self, unit: int) -> int:
        tables = [bits_of(each) for each in RARITY if each != "ascii"]
        half = 0xD800 <= unit <= 0xDFFF
        self[unit] = price = _NO_CHARACTER if half else min(table[chr(unit)] for table in tables)
        return price


@cache
def _prices() -> _Prices:
    prices = _Prices()
    prices[0x3000] = prices[0x30]  # a line of either is the other out of step: neither may win by its length
    return prices
