"""The likeliest way through a damaged line: which codec each stretch is in, and which bytes are lost.

A shortest path over the bytes (Viterbi). From every byte one can read one character in the codec one is in, at the
cost the judge gives it; take the byte for lost; or change the codec. So one lost byte in GB18030 costs one character
and not the rest of the line, and an advertisement in UTF-8 inside a line of GBK is read as what it is.
"""

from __future__ import annotations

from functools import lru_cache

from cleantext.decoding.judge import bits_of, plausibility
from cleantext.decoding.pieces import FAMILIES, Piece
from cleantext.patterns import lazy

CODECS = ("utf-8", "gb18030", "big5")
_LOST = 26  # bits for a byte given up; the two of a mistaken detour cost more than any two rare characters (2 x 21)
_SWITCH = 16  # bits for changing the codec inside a line
_FOREIGN = 26  # bits of a letter of UTF-8 with two bytes, which two bytes of GBK are by accident: 职 is ְ
_IN_WORD = 12  # the same after two letters of its alphabet, where it is no accident
_PRIVATE = 26  # bits of a private-use character, which a sound file hardly has
_ALIEN = 20  # bits of a letter of the other alphabets that GBK and Big5 have rows of
_ALIENS = lazy("[ĀāǎΑ-ωЁА-яёㄅ-ㄩ]")
_SIGNS = "·×°±÷§"  # two bytes in UTF-8, and at home in Chinese text
_LETTERS = lazy("[À-ÖØ-öø-ɏΆ-ώЁА-яёא-תء-ي]")
_ALPHABETS = {0xCE: 1, 0xCF: 1, 0xD0: 2, 0xD1: 2, 0xD7: 3, 0xD8: 4, 0xD9: 4}  # Greek, Cyrillic, Hebrew, Arabic
_NEVER = 1 << 40
_Way = tuple[int, int, bool]  # bytes taken, bits, whether the byte is given up
_Step = tuple[int, int, bool]  # the codec's number and the position one came from; whether the byte was given up


def best_path(line: bytes, codec: str, start: int, switch: int = _SWITCH) -> list[Piece]:
    """The pieces of the best reading of ``line``, which begins in ``codec`` at byte ``start`` of the file.

    switch: bits for changing the codec.
    """
    size = len(line)
    cost = [[_NEVER] * (size + 5) for _ in CODECS]
    came: list[list[_Step]] = [[(0, 0, False)] * (size + 5) for _ in CODECS]
    for number, each in enumerate(CODECS):
        cost[number][0] = 0 if each == codec else switch
        came[number][0] = (number, 0, False)
    ascii_bits = bits_of("chinese")
    for at, byte in enumerate(line):
        if at:
            _change(cost, came, at, switch)
        found = _ways(line, at) if byte > 0x7F else (((1, ascii_bits[chr(byte)], False),),) * len(CODECS)
        for number, ways in enumerate(found):
            costs, here = cost[number], cost[number][at]
            for width, bits, lost in ways:
                if here + bits < costs[at + width]:
                    costs[at + width] = here + bits
                    came[number][at + width] = (number, at, lost)
    last = min(range(len(CODECS)), key=lambda number: cost[number][size])
    return _pieces(came, last, size, start)


def _change(cost: list[list[int]], came: list[list[_Step]], at: int, switch: int) -> None:
    """Let the other codecs begin here, from the cheapest one."""
    here = [each[at] for each in cost]
    bits = min(here) + switch
    if bits < max(here):
        cheapest = here.index(bits - switch)
        for number, each in enumerate(cost):
            if bits < each[at]:
                each[at] = bits
                came[number][at] = (cheapest, at, False)


def _ways(line: bytes, at: int) -> tuple[tuple[_Way, ...], ...]:
    """The ways on from a byte that is not ASCII, of each codec.

    They are worked out from the bytes that decide, no more of them than needed: what is short is found again in the
    cache.
    """
    pair = line[at : at + 2]
    long = line[at : at + 4] if pair[1:].isdigit() else pair
    three = line[at : at + 3] if pair[0] < 0xF0 else line[at : at + 4]
    return _steps(three, "utf-8", _is_in_word(line, at)), _steps(long, "gb18030"), _steps(pair, "big5")


@lru_cache(1 << 17)
def _steps(ahead: bytes, codec: str, in_word: bool = False) -> tuple[_Way, ...]:
    """The ways on from here in one codec. in_word: two letters of UTF-8 stand before."""
    found = [(1, _LOST, True)]
    if codec == "utf-8" and _is_cut(ahead):
        found.append((2, _LOST, True))  # one accident, not two; else it is cheaper as a rare character of GB18030
    for width in (3, 2, 4) if codec == "utf-8" else (2, 4) if codec == "gb18030" else (2,):
        character = _character(ahead[:width], codec) if len(ahead) >= width else ""
        if len(character) == 1 or (character and codec == "big5"):  # HKSCS has pairs that are two characters
            foreign = codec == "utf-8" and width == 2 and character not in _SIGNS
            found.append((width, _foreign(character, in_word) if foreign else _price(character), False))
            break
    return tuple(found)


def _price(character: str) -> int:
    if "\ue000" <= character <= "\uf8ff":
        return _PRIVATE
    bits = int(-plausibility(character))
    return max(bits, _ALIEN) if _ALIENS.match(character) else bits


def _foreign(character: str, in_word: bool) -> int:
    return _IN_WORD if in_word and _LETTERS.match(character) else _FOREIGN


def _is_in_word(line: bytes, at: int) -> bool:
    """True after two letters of the alphabet that the two bytes of UTF-8 here are in; of Latin, before two as well."""
    first = line[at]
    if first < 0xCA:
        return first >= 0xC3 and (line[max(0, at - 2) : at].isalpha() or line[at + 2 : at + 4].isalpha())
    alphabet = _ALPHABETS.get(first)
    return alphabet is not None and at >= 4 and all(_ALPHABETS.get(line[at - back]) == alphabet for back in (2, 4))


def _is_cut(ahead: bytes) -> bool:
    """True for two bytes of a character of UTF-8 that has three, the last one missing."""
    cut = 0xE0 <= ahead[0] <= 0xEF and len(ahead) >= 2 and 0x80 <= ahead[1] <= 0xBF
    return cut and not (len(ahead) >= 3 and 0x80 <= ahead[2] <= 0xBF)


def _character(taken: bytes, codec: str) -> str:
    for each in FAMILIES.get(codec, (codec,)):
        try:
            return taken.decode(each)
        except UnicodeDecodeError:
            continue
    return ""


def _pieces(came: list[list[_Step]], number: int, at: int, start: int) -> list[Piece]:
    found: list[Piece] = []
    while at:
        before, position, lost = came[number][at]
        if position < at:
            piece = Piece(start + position, start + at, CODECS[number], 0.9, lost)
            same = found and found[-1].codec == piece.codec and found[-1].lost == lost
            if same:
                found[-1] = piece._replace(end=found[-1].end)
            else:
                found.append(piece)
        number, at = before, position
    return found[::-1]
