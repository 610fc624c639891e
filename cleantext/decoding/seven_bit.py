"""Codecs in seven bits, HZ and ISO-2022, whose files are valid ASCII: read by hand, because a byte may be missing.

HZ: GB2312 between ``~{`` and ``~}``. ISO-2022-JP, -KR and -CN: an escape sequence (or shift out, shift in) changes the
character set. Believed only where the structure is right from end to end and what comes out reads as the language.
Stretches of HZ inside other text are no codec of the file: the rule ``escapes`` undoes those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from cleantext.decoding import seven_bit_sets as sets
from cleantext.decoding.decoded import Decoded
from cleantext.decoding.judge import plausibility
from cleantext.decoding.pieces import Builder, Piece, encoded
from cleantext.decoding.survey import certainty
from cleantext.language import SCALE, chinese


class Run(NamedTuple):
    """Bytes start to end and what they say; lost: nothing. A change of character set is a run of no characters."""

    start: int
    end: int
    text: str
    lost: bool = False


class _Reading(NamedTuple):
    codec: str
    runs: list[Run]
    odd: int  # marks that stand where none belongs


CODECS = ("hz", "iso2022_jp", "iso2022_kr", "iso2022_cn")
_LANGUAGES = {"hz": "chinese", "iso2022_jp": "japanese", "iso2022_kr": "korean", "iso2022_cn": "chinese"}
# Python splits ISO-2022-JP by the sets it may name; the first that gives the bytes back is the file's.
_JAPANESE = ("iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004", "iso2022_jp_ext")

_HZ = re.compile(rb"~\{|~\}|~~|~\r?\n|[^~]+|~")
_HZ_PAIRS = re.compile(rb"(?:[\x21-\x77][\x21-\x7e])+|~\}|~\r?\n|\r?\n|[\t ]|.", re.DOTALL)
_ISO = re.compile(rb"\x1b[ -/]{1,3}[0-~]|\x1b[NO]|\x1b[ -/]{0,3}\Z|\x0e|\x0f|[^\x1b\x0e\x0f]+|\x1b", re.DOTALL)
_ISO_PAIRS = re.compile(rb"(?:[\x21-\x7e]{2})+|[\x00-\x20\x7f]+|.", re.DOTALL)
_DESIGNATIONS: dict[bytes, tuple[int, str]] = {  # sequence -> register, set
    **{b"(B": (0, "ascii"), b"(J": (0, "roman"), b"(H": (0, "roman"), b"(I": (0, "kana"), b")I": (1, "kana")},
    **{b"$@": (0, "jis"), b"$B": (0, "jis"), b"$(B": (0, "jis"), b"$(D": (0, "jis0212"), b"$A": (0, "gb")},
    **{b"$(Q": (0, "jis2004"), b"$(O": (0, "jis2004"), b"$(P": (0, "jis2004-2"), b"$(A": (0, "gb"), b"$(C": (0, "ks")},
    **{b"$)C": (1, "ks"), b"$)A": (1, "gb"), b"$)G": (1, "cns1"), b"$)E": (1, "gb"), b"$*H": (2, "cns2")},
    **{b".A": (2, "latin"), b".F": (2, "greek")},
}
_MOST_LOST = 50  # characters for one that is lost, beyond the two that the ends of a file may be cut through
_HIGH = bytes(range(0x80, 0x100))
# Bits a character. Of letters and signs that happen to stand between ~{ and ~} hardly any have less, where they are
# many; where they are few, the model of Chinese has to agree. An escape sequence is proof by itself.
_HZ_BITS = 13.0
_HZ_RAREST = 8.0, 9.0  # nats a character, of one or two and of more
_ISO_BITS = 17.0
# Where no set is named, for the head of the file is cut off: characters, and bits for each.
_UNNAMED = 4
_UNNAMED_BITS = 13.0
_SURE = 0.99
_LOST = 22  # bits
_HZ_FEW = 12  # characters; with fewer of them a file is HZ only if it is hardly anything else
_SHARES = (2, 0.4), (_HZ_FEW - 1, 0.25), (1 << 62, 0.1)  # (up to so many characters, their least share of the letters)
_QUOTED = 0.5  # the share where one stands after a grave accent: in HZ that is a quotation mark, else HZ is spoken of


def read(data: bytes) -> Decoded | None:
    """What bytes in a seven-bit codec say; None when they are no such thing. Linear; never raises."""
    if len(data.translate(None, _HIGH)) < len(data) * (1 - 1 / _MOST_LOST) - 2:
        return None
    if data.count(b"\x0e") > len(data) // 4 + 1:  # the upper byte of Thai in UTF-16
        return None
    believed = [(confidence, each) for each in _readings(data) if (confidence := _believed(data, each))]
    if not believed:
        return None
    confidence, best = max(believed, key=lambda pair: _bits(pair[1]))
    return _decoded(data, best, confidence)


def read_as(data: bytes, codec: str) -> Decoded:
    """The same where the codec is given: whatever is not in it is lost. Never raises."""
    runs = list(_hz(data) if codec == "hz" else _iso(data, "gb" if codec == "iso2022_cn" else "ks"))
    return _decoded(data, _Reading(codec, runs, 0), 1.0)


def _readings(data: bytes) -> Iterator[_Reading]:
    if b"\x1b$" in data or b"\x0e" in data:
        designated = {m[0][1:] for m in re.finditer(rb"\x1b\$[()*]?[@-Z]", data)}
        codec = _named(designated)
        for shifted in ("ks", "gb") if not codec else ("gb" if codec == "iso2022_cn" else "ks",):
            runs = list(_iso(data, shifted))
            name = codec or ("iso2022_kr" if shifted == "ks" else "iso2022_cn")
            yield _Reading(name, runs, sum(run.text.startswith("\x1b") for run in runs))
    if b"~{" in data or b"~}" in data:
        for runs in (list(_hz(data, head)) for head in _heads(data)):
            yield _Reading("hz", runs, sum(run.text == "~}" for run in runs))


def _named(designated: set[bytes]) -> str:
    """The codec that names these sets, "" when the head of the file, which did, is cut off."""
    if designated & {b"$)A", b"$)G", b"$*H", b"$)E"}:
        return "iso2022_cn"
    if b"$)C" in designated:
        return "iso2022_kr"
    return "iso2022_jp" if designated else ""


def _heads(data: bytes) -> Iterator[int]:
    """How the file may begin: -1 in ASCII; cut in Chinese, 0 or 1 bytes of half a character before the rest."""
    opening, closing = data.find(b"~{"), data.find(b"~}")
    if opening < 0 or 0 <= closing < opening:
        yield from (0, 1)
    yield -1


def _hz(data: bytes, head: int = -1) -> Iterator[Run]:
    """The runs of HZ. head: see ``_heads``."""
    at = max(head, 0)
    if at:
        yield Run(0, at, "", True)
    chinese = head >= 0
    while at < len(data):
        m = (_HZ_PAIRS if chinese else _HZ).match(data, at)
        if m is None:  # cannot be: both take any byte
            break
        taken, at = m[0], m.end()
        if taken == b"~{":
            chinese = True
            yield Run(m.start(), at, "")
        elif taken == b"~}" and chinese:
            chinese = False
            yield Run(m.start(), at, "")
        elif taken[:1] == b"~" and taken.endswith(b"\n"):
            yield Run(m.start(), at, "")
        elif taken == b"~~":
            yield Run(m.start(), at, "~")
        elif chinese and len(taken) > 1 and taken != b"\r\n":
            yield from _pairs(taken, m.start(), "gb")
        elif taken in (b"\n", b"\r\n", b"\t", b" "):
            chinese = chinese and taken in (b"\t", b" ")  # a line's end ends Chinese, whether it says so or not
            yield Run(m.start(), at, taken.decode())
        elif chinese or (taken == b"~" and at == len(data)):
            yield Run(m.start(), at, "", True)
        else:
            yield from _plain(taken, m.start(), "ascii")


def _iso(data: bytes, shifted: str) -> Iterator[Run]:
    """The runs of ISO-2022. shifted: the set behind shift out where the file names none."""
    registers = ["ascii", shifted, "cns2"]
    out = single = False
    for m in _ISO.finditer(data):
        taken, at = m[0], m.start()
        named = _DESIGNATIONS.get(taken[1:]) if taken[:1] == b"\x1b" else None
        if named:
            registers[named[0]] = named[1]
            yield Run(at, m.end(), "")
        elif taken in (b"\x0e", b"\x0f"):
            out = taken == b"\x0e"
            yield Run(at, m.end(), "")
        elif taken == b"\x1bN":
            single = True
            yield Run(at, m.end(), "")
        elif taken[:1] == b"\x1b":  # not ours, or cut
            cut = m.end() == len(data) and taken[-1:] <= b"/"
            yield Run(at, m.end(), "" if cut else taken.decode(), cut)
        else:
            if single:
                size = 1 if sets.is_single(registers[2]) else 2
                yield from _set(taken[:size], at, registers[2])
                taken, at, single = taken[size:], at + size, False
            for line in re.finditer(rb"[^\n]*\n|[^\n]+", taken):
                yield from _set(line[0], at + line.start(), registers[out])
                out = out and not line[0].endswith(b"\n")  # shift out does not last beyond a line


def _set(taken: bytes, at: int, name: str) -> Iterator[Run]:
    if sets.is_single(name):
        yield from _plain(taken, at, name)
        return
    for m in _ISO_PAIRS.finditer(taken):
        if m[0][0] <= 0x20 or m[0][0] == 0x7F:
            yield Run(at + m.start(), at + m.end(), m[0].decode())
        elif len(m[0]) > 1:
            yield from _pairs(m[0], at + m.start(), name)
        else:
            yield Run(at + m.start(), at + m.end(), "", True)


def _pairs(taken: bytes, at: int, name: str) -> Iterator[Run]:
    text = sets.pairs(name, taken)
    if text:
        yield Run(at, at + len(taken), text)
        return
    for i in range(0, len(taken), 2):
        character = sets.pair(name, taken[i : i + 2])
        yield Run(at + i, at + i + 2, character, not character)


def _plain(taken: bytes, at: int, name: str) -> Iterator[Run]:
    """Bytes of a set of single characters; what has the top bit is in none."""
    for m in re.finditer(rb"[\x00-\x7f]+|[\x80-\xff]+", taken):
        start, end = at + m.start(), at + m.end()
        if m[0][0] >= 0x80:
            yield Run(start, end, "", True)
        elif name == "ascii":
            yield Run(start, end, m[0].decode())
        else:
            for i, code in enumerate(m[0]):
                character = chr(code) if code < 0x20 else sets.one(name, code)
                yield Run(start + i, start + i + 1, character, not character)


def _believed(data: bytes, reading: _Reading) -> float:
    """How sure it is that the bytes are in this codec, 0 when they are not."""
    text = "".join(run.text for run in reading.runs)
    high = "".join(c for c in text if c > "\x7f")
    lost = sum(run.lost for run in reading.runs)
    if reading.odd or not high or lost > 2 + len(high) // _MOST_LOST or lost > len(high):
        return 0.0
    bits = -plausibility(high, _LANGUAGES[reading.codec])
    if reading.codec != "hz":
        if b"\x1b$" not in data and (lost > 2 or len(high) < _UNNAMED):
            return 0.0
        return _SURE if bits <= (_ISO_BITS if b"\x1b$" in data else _UNNAMED_BITS) * len(high) else 0.0
    share = _QUOTED if b"`~{" in data else next(least for most, least in _SHARES if len(high) <= most)
    letters = sum(c > "\x7f" or c.isalpha() for c in text)
    if (b"`~{" in data and len(high) < _HZ_FEW) or len(high) < share * letters or bits > _HZ_BITS * len(high):
        return 0.0
    if len(high) < _HZ_FEW and chinese().cost("", high) > _HZ_RAREST[len(high) > 2] * SCALE * len(high):
        return 0.0
    ascii_bits = plausibility(data.decode("ascii", "ignore"), "latin")
    return min(_SURE, certainty({"hz": plausibility(text), "utf-8": ascii_bits}, "hz"))


def _bits(reading: _Reading) -> float:
    """How likely the reading is, beside others of the same bytes."""
    text = "".join(run.text for run in reading.runs)
    return plausibility(text, _LANGUAGES[reading.codec]) - _LOST * sum(run.lost for run in reading.runs)


def _decoded(data: bytes, reading: _Reading, confidence: float) -> Decoded:
    builder = Builder(data)
    text = "".join(run.text for run in reading.runs)
    if data and not any(run.lost for run in reading.runs):
        for codec in _JAPANESE if reading.codec == "iso2022_jp" else (reading.codec,):
            if codec != "iso2022_cn" and encoded(text, codec) == data:  # Python has no codec for that
                builder.add(Piece(0, len(data), codec, confidence), text, None)
                return builder.decoded()
    for lost, group in groupby(reading.runs, key=lambda run: run.lost):
        runs = list(group)
        piece = Piece(runs[0].start, runs[-1].end, reading.codec, confidence)
        if lost:
            builder.lose(piece)
        else:
            builder.add(piece, "".join(run.text for run in runs), data[piece.start : piece.end])
    return builder.decoded()
