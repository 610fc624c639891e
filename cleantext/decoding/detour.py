"""Stretches of a line that its codec reads badly: a damaged character, or a few words in another codec.

A suspect place and a few characters around it are laid before ``path``; the reading found there is taken when its
words make better Chinese (``sense``) than what the line's codec reads. Where both have read the same for some
characters the detour is over. So a line costs as much as its suspect places, not as its length.
"""

from __future__ import annotations

from typing import NamedTuple

from cleantext.decoding.judge import bits_of, odd
from cleantext.decoding.path import best_path
from cleantext.decoding.pieces import Piece, lenient
from cleantext.decoding.sense import bits

_BEFORE = 12  # characters before the suspect place; damage shows after a few characters at the latest
_AFTER = 32  # characters after it that are looked at first
_IN_STEP = 6  # characters beyond ASCII among the last, which both readings share: the detour is over
_LAST = 16
_EAGER = 6  # bits of a change on a second path, for a few characters in another codec; the words decide
_SWITCH = 14.0  # bits a change of the codec costs when words are read
_WIN = 8.0  # bits a detour must win by
_MOVES = (-4, -3, -2, 2, 3, 4)  # bytes; a character of UTF-8, one or two of the others
_UNLIKELY = 12.0  # bits a character, single ones; then
_WORDS = 8  # characters are read as words, and
_GARBLED = 12.5  # bits a character are garbled. Of 580 + 75 detours that were right one was below 14.5


class Reading(NamedTuple):
    """A line or a block as a codec reads it: ``member`` of the family of ``codec`` reads ``block`` as ``text``."""

    block: bytes
    codec: str
    text: str
    member: str


def detours(line: Reading, start: int) -> list[Piece]:
    """The pieces of a line that begins at byte ``start`` of the file; [] when its codec reads it best. Linear."""
    found: list[Piece] = []
    done = at = 0  # bytes, characters
    while (place := _garbled(line.text, at)) >= 0:
        first = max(at, place - _BEFORE)
        begin, end, last, pieces = _explored(line, first, place, done)
        own, before = line.text[first:last], line.text[max(0, first - 2) : first]
        paths = (pieces, best_path(line.block[begin:end], line.codec, begin, _EAGER))
        cost, pieces = min((_bits(line, pieces, before), pieces) for pieces in paths)
        if cost + _WIN < bits(own, before):
            pieces = _refined(line, pieces)
            if done < begin:
                found.append(Piece(start + done, start + begin, line.codec, 0.9))
            found += [piece._replace(start=start + piece.start, end=start + piece.end) for piece in pieces]
            done = end
        at = last
    if found and done < len(line.block):
        found.append(Piece(start + done, start + len(line.block), line.codec, 0.9))
    return found


def _garbled(text: str, at: int) -> int:
    """The next odd character with which neither the characters nor the words are likely, or -1."""
    table = bits_of("chinese")
    for match in odd().finditer(text, at):
        place = match.start()
        words = text[place : place + _WORDS]
        high = [table[c] for c in words if c > "\x7f"]
        if _is_bad(match[0]):
            return place
        if sum(high) >= _UNLIKELY * len(high) and bits(words, text[max(0, place - 2) : place]) >= _GARBLED * len(high):
            return place
    return -1


def _is_bad(character: str) -> bool:
    """Unreadable, or private use."""
    return "\ud800" <= character <= "\uf8ff"


def _explored(line: Reading, first: int, place: int, done: int) -> tuple[int, int, int, list[Piece]]:
    """(begin, end, last, pieces): the best path from character ``first`` until it is in step with the line again.

    begin, end: bytes of the block. last: the character at ``end``.
    """
    begin = _offset(line, first)
    begin = done if begin is None else begin
    width = _AFTER
    while True:
        last = min(len(line.text), place + width)
        end = _offset(line, last)
        if end is None:
            last, end = len(line.text), len(line.block)
        pieces = best_path(line.block[begin:end], line.codec, begin)
        if last == len(line.text) or _is_in_step(line, pieces[-1], last):
            return begin, end, last, pieces
        width *= 2


def _offset(line: Reading, character: int) -> int | None:
    """The byte a character begins at, None where the codec does not give its own bytes back."""
    if character == len(line.text):
        return len(line.block)
    try:
        before = line.text[:character].encode(line.member, "surrogateescape")
    except UnicodeEncodeError:
        return None
    return len(before) if line.block.startswith(before) else None


def _is_in_step(line: Reading, piece: Piece, last: int) -> bool:
    if piece.lost or piece.codec != line.codec:
        return False
    tail = lenient(line.block[piece.start : piece.end], piece.codec)[0][-_LAST:]
    return sum(c > "\x7f" for c in tail) >= _IN_STEP and line.text.endswith(tail, 0, last)


def _refined(line: Reading, pieces: list[Piece]) -> list[Piece]:
    """The pieces with each change of codec moved by a character where the words like that better. Linear.

    On the path a rare character at the border is dearer than a wrong one that is common.
    """
    pieces = pieces.copy()
    for index in range(1, len(pieces)):
        left, right = pieces[index - 1 : index + 1]
        if left.lost or right.lost:
            continue
        borders = [at for move in (0, *_MOVES) if left.start < (at := right.start + move) < right.end]
        # Of equals the one on the path.
        border = min(borders, key=lambda at: _bits(line, [left._replace(end=at), right._replace(start=at)], ""))
        pieces[index - 1 : index + 1] = left._replace(end=border), right._replace(start=border)
    return pieces


def _bits(line: Reading, pieces: list[Piece], before: str) -> float:
    """What the pieces cost together."""
    text, cost, codec = "", 0.0, line.codec
    for piece in pieces:
        raw = line.block[piece.start : piece.end]
        if piece.lost:
            text += "\udcff" * (len(raw) if piece.codec != "utf-8" else (len(raw) + 1) // 2)  # two may be one accident
        else:
            text += lenient(raw, piece.codec)[0]
            cost += _SWITCH * (piece.codec != codec)
            codec = piece.codec
    return cost + bits(text, before)
