"""Which part of a document an accident befalls: single lines, stretches inside good lines, pieces that survive it.

An accident takes text and returns what became of it. The same ``rng`` gives the same damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

Accident = Callable[[str], str]


def in_lines(text: str, accident: Accident, rng: Random, share: float) -> str:
    """Single lines, each with probability ``share``; at least one that has anything beyond ASCII."""
    lines = text.split("\n")
    able = [i for i, line in enumerate(lines) if not line.isascii()]
    hit = {i for i in able if rng.random() < share} or set(able[:1])
    return "\n".join(accident(line) if i in hit else line for i, line in enumerate(lines))


def in_stretches(text: str, accident: Accident, rng: Random, gap: tuple[int, int] = (10, 150)) -> str:
    """Stretches of 3 to 60 characters inside good lines, ``gap`` good characters apart, both by lot.

    A stretch never goes over a line's end, is cut where the true characters begin and end, and is read by itself.
    """
    return "\n".join(_some_stretches(line, accident, rng, gap) for line in text.split("\n"))


def _some_stretches(line: str, accident: Accident, rng: Random, gap: tuple[int, int]) -> str:
    out: list[str] = []
    at = 0
    while True:
        start = at + rng.randint(0 if not at else gap[0], gap[1])
        end = start + rng.randint(3, 60)
        if end > len(line):
            return "".join((*out, line[at:]))
        out += line[at:start], accident(line[start:end])
        at = end


def pieces(text: str, accident: Accident, rng: Random, size: tuple[int, int] = (6, 60)) -> Iterator[str]:
    """Stretches of ``text`` that the accident takes without loss, ``size`` characters long, none over a line's end.

    For codecs in which most bytes of another are invalid, so that hardly a line survives as a whole.
    """
    for line in text.split("\n"):
        at = 0
        while at < len(line):
            wanted = min(rng.randint(*size), len(line) - at)
            end = next((at + n for n in range(wanted, size[0] - 1, -1) if _is_lossless(line[at : at + n], accident)), 0)
            if end:
                yield line[at:end]
            at = end or at + 1


def _is_lossless(text: str, accident: Accident) -> bool:
    try:
        return accident(text) != text
    except UnicodeError:
        return False
