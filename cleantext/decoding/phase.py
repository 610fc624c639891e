"""UTF-16 that lost its step: a byte lost or too many, and every character after it is made of two halves.

Nothing in the bytes says so: what comes out are characters, but of every script there is. Where they are, the cheapest
way over the bytes is looked for (Viterbi): from every byte one can read a character, at the price the judge gives it,
or take the byte for lost. Sound text is only decoded in slices and searched.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleantext.decoding.judge import bits_of
from cleantext.decoding.letters import RARITY
from cleantext.decoding.pieces import Piece, lenient
from cleantext.patterns import lazy

_LOST = 28  # bits for a byte given up; two of them are dearer than any character
_NO_CHARACTER = 4 * _LOST  # bits for half a surrogate pair: it is never read as a character
_BEYOND = 22  # bits for a surrogate pair
_FIRST, _MOST = 1 << 11, 1 << 16  # bytes decoded and searched at once, doubled as long as nothing is found
_BEFORE = 48  # bytes looked at before the first sign, which comes soon: half of the characters out of step are odd
_WINDOW = 512  # bytes that a way is looked for over, and
_AFTER = 32  # those at its end that are read again, for there it is less sure
# Blocks that text does not mix: of Chinese, Japanese and Korean out of step two characters in five are in them, of
# European every space (U+2000). Clean text in one of them is searched in vain, which takes time and changes nothing.
_BLOCKS = "\u0500-\u058f\u0700-\u08ff\u0a00-\u0aff\u0d00-\u0dff\u1000-\u10ff\u1100-\u1dff\u2000-\u200a\u2700-\u2fff"
_BLOCKS += "\u3100-\u31ff\u3400-\u4dbf\ua000-\uabff\ue000-\uf8ff\ufb00-\ufdff\ufe50-\ufefe\ufff0-\ufffb\ufffe\uffff"
_SIGN = lazy(f"[\udc00-\udcff]|[{_BLOCKS}][\\s\\S]{{0,11}}?[{_BLOCKS}]")


class _Way(NamedTuple):
    """bits: what it costs. ends: where each step ends; a step of one byte is a lost one."""

    bits: int
    ends: list[int]


def in_step(data: bytes, codec: str, confidence: float) -> list[Piece]:
    """Pieces that cover ``data`` in order, each in step, and the lost bytes between them. Linear; never raises."""
    pieces: list[Piece] = []
    at, size = 0, _FIRST
    while at < len(data) and codec.startswith("utf-16"):
        end = _end(data, at, size, codec)
        text = lenient(data[at:end], codec)[0]
        sign = _SIGN.search(text)
        if not sign:
            _add(pieces, Piece(at, end, codec, confidence))
            at, size = end, min(2 * size, _MOST)
            continue
        start = at + max(0, len(text[: sign.start()].encode(codec)) - _BEFORE)
        start -= 2 * (start > at and _unit(data, start, codec) & 0xFC00 == 0xDC00)
        _add(pieces, Piece(at, start, codec, confidence))
        at, size = start, _FIRST
        for step in _way(data[start : start + _WINDOW], codec, start + _WINDOW >= len(data)).ends:
            if start + step > at:
                _add(pieces, Piece(at, start + step, codec, confidence, start + step - at == 1))
                at = start + step
    return pieces or [Piece(0, len(data), codec, confidence)]


def is_odd(text: str) -> bool:
    """True for text, read in UTF-16, that mixes scripts as none does."""
    return bool(_SIGN.search(text))


def bits(sample: bytes, codec: str) -> float:
    """What the cheapest way over a few bytes costs, to choose the codec by."""
    return _way(sample, codec, whole=False).bits


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


def _way(block: bytes, codec: str, whole: bool) -> _Way:
    """The cheapest way over ``block``; if it is not the whole rest, to somewhere near its end."""
    size, prices = len(block), _prices()
    first, second = (256, 1) if codec.endswith("be") else (1, 256)
    units = [a * first + b * second for a, b in zip(block, block[1:], strict=False)] + [0] * 3
    cost = [0, *(1 << 40,) * (size + 4)]
    came = [0] * (size + 5)
    for at in range(size):
        here = cost[at]
        if here + _LOST < cost[at + 1]:
            cost[at + 1], came[at + 1] = here + _LOST, at
        if at + 1 < size and here + prices[units[at]] < cost[at + 2]:
            cost[at + 2], came[at + 2] = here + prices[units[at]], at
        if units[at] & 0xFC00 == 0xD800 and units[at + 2] & 0xFC00 == 0xDC00 and here + _BEYOND < cost[at + 4]:
            cost[at + 4], came[at + 4] = here + _BEYOND, at
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
        half = 0xD800 <= unit <= 0xDFFF
        self[unit] = price = (
            _NO_CHARACTER if half else min(bits_of(each)[chr(unit)] for each in RARITY if each != "ascii")
        )
        return price


@cache
def _prices() -> _Prices:
    return _Prices()
