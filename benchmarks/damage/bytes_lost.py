"""A byte lost or added, forward: at a buffer's edge, on a noisy line, or where a file was cut.

All functions take and return bytes. ``codec`` says where characters begin: ``"gbk"`` (gb18030 with its four-byte
characters), ``"big5"`` or ``"utf-8"``. Lines end in 0A, which is no part of a multi-byte character in any of them. The same
``rng`` gives the same damage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Literal

Half = Literal["lead", "trail", "either"]
_GB = rb"[\x81-\xfe](?:[0-9][\x81-\xfe][0-9]|[\x40-\x7e\x80-\xfe])"
_WIDE = {
    "gbk": re.compile(_GB + rb"|[\x00-\x7f]"),
    "big5": re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]|[\x00-\x7f]"),
    "utf-8": re.compile(rb"[\xc2-\xf4][\x80-\xbf]+|[\x00-\x7f]"),
}
HIGH, ASCII = range(0x80, 0xFF), range(0x20, 0x7F)  # stray bytes


def lose_byte(data: bytes, rng: Random, half: Half = "either", codec: str = "gbk", chance: float = 1.0) -> bytes:
    """One byte dropped from one multi-byte character of a line, in each line with probability ``chance``.

    half: ``"lead"`` its first byte, ``"trail"`` its last, ``"either"`` by lot. Lines without such a character stay.
    """

    def lose(line: bytes) -> bytes:
        start, end = rng.choice(wide(line, codec))
        lead = half == "lead" or (half == "either" and rng.random() < 0.5)
        at = start if lead else end - 1
        return line[:at] + line[at + 1 :]

    return _in_lines(data, rng, lambda line: lose(line) if wide(line, codec) else line, chance)


def add_byte(data: bytes, rng: Random, stray: range = HIGH, codec: str = "gbk", chance: float = 1.0) -> bytes:
    """One stray byte of ``stray`` (HIGH or ASCII) put in by a multi-byte character of a line, in a line with ``chance``.

    It lands before, within or behind the character with equal chances.
    """

    def add(line: bytes) -> bytes:
        start, end = rng.choice(wide(line, codec))
        at = rng.randint(start, end)
        return line[:at] + bytes((rng.choice(stray),)) + line[at:]

    return _in_lines(data, rng, lambda line: add(line) if wide(line, codec) else line, chance)


def cut_edge(data: bytes, at: Literal["start", "end"], codec: str = "gbk") -> bytes:
    """``data`` cut in the middle of its first or last multi-byte character: the file begins with its trail byte(s), or
    ends with its lead byte. Text outside that character falls away; data without one stays.
    """
    places = wide(data, codec)
    if not places:
        return data
    return data[places[0][0] + 1 :] if at == "start" else data[: places[-1][0] + 1]


def wide(data: bytes, codec: str) -> list[tuple[int, int]]:
    """Start and end of every multi-byte character; bytes that are none are passed over one by one."""
    return [m.span() for m in _WIDE[codec].finditer(data) if m.end() - m.start() > 1]


def _in_lines(data: bytes, rng: Random, accident: Callable[[bytes], bytes], chance: float) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join(accident(line) if rng.random() < chance else line for line in lines)
