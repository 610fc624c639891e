"""Files in one codec that one accident befell, for benchmarks.encodings: cut, a byte missing, extra or stray."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.coded import TAIWAN, Sample, coded, files, python_name, snippets
from benchmarks.damage.bytes_lost import ASCII, HIGH, wide

ACCIDENTS = ("cut at the beginning", "cut at the end", "byte missing", "byte extra", "stray 80", "stray FF")


def cut(accident: str, codec: str, number: int) -> Iterator[Sample]:
    """Files of a few sentences, or of 2 to 20 KB, that one accident befell."""
    rng = Random(f"{accident} {codec}")
    sizes = ("few", "many")
    whole = {
        "few": [s.truth for s in snippets(codec, (number + 1) // 2, 200)],
        "many": [s.truth for s in files(codec, (number + 1) // 2)],
    }
    for index in range(number):
        truth = whole[sizes[index % 2]][index // 2]
        data, place = _damaged(truth, accident, codec, rng)
        yield Sample(codec, data, truth, place)


def _damaged(truth: str, accident: str, codec: str, rng: Random) -> tuple[bytes, tuple[int, int]]:
    """(bytes, the damaged characters of ``truth``): a character of several bytes is hit."""
    data, name = coded(truth, codec), python_name(codec)
    if name.startswith("utf-16"):
        return _damaged_units(data, len(truth), accident, rng)
    spans = wide(data, {"utf-8": "utf-8", **dict.fromkeys(TAIWAN, "big5")}.get(name, "gbk"))
    start, end = rng.choice(spans[: len(spans) // 4 + 1] if accident == "cut at the beginning" else spans)
    at, inside = len(data[:start].decode(name)), rng.randrange(start + 1, end)
    if accident == "cut at the beginning":
        return data[inside:], (0, at + 1)
    if accident == "cut at the end":
        return data[:inside], (at, len(truth))
    if accident == "byte missing":
        gone = rng.randrange(start, end)
        return data[:gone] + data[gone + 1 :], (at, at + 1)
    if accident == "byte extra":
        return _put(data, inside, rng.choice(rng.choice((HIGH, ASCII)))), (at, at + 1)
    stray = int(accident[-2:], 16)
    return (_put(data, start, stray), (at, at)) if rng.random() < 0.5 else (_put(data, inside, stray), (at, at + 1))


def _put(data: bytes, at: int, byte: int) -> bytes:
    return data[:at] + bytes((byte,)) + data[at:]


def _damaged_units(data: bytes, size: int, accident: str, rng: Random) -> tuple[bytes, tuple[int, int]]:
    """UTF-16, in which all characters are hit alike."""
    if accident == "cut at the beginning":
        return data[1:], (0, 1)
    if accident == "cut at the end":
        return data[:-1], (size - 1, size)
    at = rng.randrange(size // 4, 3 * size // 4)
    inside = len(data) - 2 * size + 2 * at + 1
    if accident == "byte missing":
        return data[:inside] + data[inside + 1 :], (at, at + 1)
    stray = rng.choice(HIGH) if accident == "byte extra" else int(accident[-2:], 16)
    return _put(data, inside, stray), (at, at + 1)
