"""What ours and other detectors say of bytes, and when an answer is right; for benchmarks.encodings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import cchardet
import chardet
import charset_normalizer

from benchmarks.coded import Sample
from cleantext.decoding import Decoded, decode

_NEAR = 4  # characters on each side of damage that may be wrong: characters fall into step again there
OURS = "ours"
_CHINESE = ("gb", "big5", "cp950", "cp936", "hz", "euc_tw", "iso2022_cn")  # beginnings of names
Detect = Callable[[bytes], str | None]
PEERS: dict[str, Detect] = {
    "chardet": lambda data: chardet.detect(data)["encoding"],
    "charset-normalizer": lambda data: getattr(charset_normalizer.from_bytes(data).best(), "encoding", None),
    "cchardet": lambda data: cchardet.detect(data)["encoding"],
}


class Answer(NamedTuple):
    """text: None where there is none. codecs: all that were named. decoded: ours."""

    text: str | None
    codecs: tuple[str, ...]
    decoded: Decoded | None = None


Tool = Callable[[bytes, str], Answer]  # bytes, how to treat errors -> answer
Measure = Callable[[Sample, Answer], dict[str, tuple[int, int]]]  # figure -> (right, of how many)


def ours(data: bytes, errors: str) -> Answer:
    decoded = decode(data)
    return Answer(decoded.text, tuple(dict.fromkeys(s.codec for s in decoded.segments)), decoded)


def named(detect: Detect, data: bytes, errors: str) -> Answer:
    codec = detect(data)
    if not codec:
        return Answer(None, ())
    try:
        return Answer(data.decode(codec, errors).removeprefix("\ufeff"), (codec,))
    except (LookupError, UnicodeError):
        return Answer(None, (codec,))


TOOLS: dict[str, Tool] = {OURS: ours, **{name: partial(named, detect) for name, detect in PEERS.items()}}


def whole(sample: Sample, answer: Answer) -> dict[str, tuple[int, int]]:
    return {"": (answer.text == sample.truth, 1)}


def language(sample: Sample, answer: Answer) -> dict[str, tuple[int, int]]:
    right = answer.text == sample.truth
    chinese = any(codec.lower().replace("-", "_").startswith(_CHINESE) for codec in answer.codecs)
    return {"": (right, 1), "not Chinese": (right or not chinese, 1)}


def lines(sample: Sample, answer: Answer) -> dict[str, tuple[int, int]]:
    """Lines with anything beyond ASCII, and files."""
    true, now = sample.truth.split("\n"), (answer.text or "").split("\n")
    if len(true) != len(now):
        now = [""] * len(true)
    right = [line == mine for line, mine in zip(true, now, strict=True) if not line.isascii()]
    return {"lines right": (sum(right), len(right)), "files wholly right": (answer.text == sample.truth, 1)}


def near(sample: Sample, answer: Answer) -> dict[str, tuple[int, int]]:
    """All but the damaged characters and a few on each side."""
    assert sample.place
    start, end = max(0, sample.place[0] - _NEAR), sample.place[1] + _NEAR
    before, after, text = sample.truth[:start], sample.truth[end:], answer.text or ""
    stayed = text.startswith(before) and text.endswith(after)
    return {"": (stayed and len(text) - len(before) - len(after) < 4 * _NEAR, 1)}
