"""From "these bytes are in this codec" to text, segments and findings, keeping every byte accounted for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cleantext.decoding.decoded import Decoded, Segment
from cleantext.decoding.judge import plausibility
from cleantext.finding import Finding
from cleantext.patterns import lazy

# Codecs that differ in a few characters; the first that reads a run without a gap is the run's codec.
FAMILIES = {
    "big5": ("big5", "cp950", "big5hkscs"),
    "shift_jis": ("shift_jis", "cp932"),
    "euc_kr": ("euc_kr", "cp949"),
}
ESCAPED = re.compile("[\udc00-\udcff]+")
_WINDOWS = 1.5  # bits; most Big5 files were written on Windows
_ON_WINDOWS = ("cp950", "cp932", "cp949")
_WINDOWS_AHEAD = 4.0  # bits, where every member has gaps
_KANA = 6.0  # bits; one character alone says too little
_ETEN = lazy("[①-⑩⑴-⑽ぁ-んァ-ヶЁА-яё]")
_OFFSET = lazy("(?<=at byte offset )[0-9]+")  # in the note of a finding
_UNITS = "cleantext_escape_unit"
_SLICE = 1 << 16  # characters; a stretch that does not encode back to its bytes is kept raw in slices of this size
_SECONDS = "\u02e5\u02e9\u0300\u0301\u0304\u030c\u309a"  # of Big5-HKSCS and JIS X 0213
_NO_RAW = ("utf-8", "utf-8-sig")  # strict both ways: need not be encoded to be checked


class Piece(NamedTuple):
    """Bytes start to end are in ``codec``; lost: they are known to be unreadable in it."""

    start: int
    end: int
    codec: str
    confidence: float
    lost: bool = False


def lenient(data: bytes, codec: str) -> tuple[str, str]:
    """(text, codec within the family); each unreadable byte b becomes the lone surrogate U+DC00 + b. Linear."""
    readings: dict[str, str] = {}  # text -> the first member that reads it
    for each in FAMILIES.get(codec, (codec,)):
        text = data.decode(each, _UNITS if each.startswith(("utf-16", "utf-32")) else "surrogateescape")
        if not ESCAPED.search(text):
            return _sorted_out(data, text) if each == "big5" else (text, each)
        readings.setdefault(text, each)
    # Where each has gaps there is damage: the member that reads best, for a wrong one garbles the rest of the line.
    best = max(readings, key=lambda text: _rank(text, readings[text])) if len(readings) > 1 else next(iter(readings))
    return best, readings[best]


def _rank(text: str, member: str) -> float:
    ahead = _WINDOWS_AHEAD * (member in _ON_WINDOWS)
    return plausibility(text, "chinese" if member in FAMILIES["big5"] else "any") + ahead


Reader = Callable[[bytes, str], tuple[str, str]]


def _sorted_out(data: bytes, text: str) -> tuple[str, str]:
    """Python's big5 has kana and Cyrillic in an order of its own; ETEN's, which big5hkscs has, is of most files."""
    if _ETEN.search(text) and (usual := _strict(data, "big5hkscs")):
        pairs = [(one, other) for one, other in zip(usual, text, strict=False) if one != other]
        one, other = (plausibility("".join(each), "japanese") for each in zip(*pairs, strict=True)) if pairs else (0, 0)
        if one > other + _KANA:
            return usual, "big5hkscs"
    return _windows(data, text)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _windows(data: bytes, text: str) -> tuple[str, str]:
    """Big5 and cp950 differ in a few marks (A1E3, A1FE): the one whose own characters are the commoner is right."""
    on_windows = _strict(data, "cp950")
    if on_windows in (text, ""):
        return text, "big5"
    own, others = set(text), set(on_windows)
    rarity, rarity_on_windows = (_mean_bits(own - others), _mean_bits(others - own))
    return (text, "big5") if rarity < rarity_on_windows - _WINDOWS else (on_windows, "cp950")


def _mean_bits(characters: set[str]) -> float:
    return -plausibility("".join(characters)) / max(1, len(characters))


def strict(data: bytes, codec: str) -> tuple[str, str]:
    """The same in this codec alone, whatever else would read more."""
    return data.decode(codec, _UNITS), codec


def _escape_unit(error: UnicodeError) -> tuple[str, int]:
    """Like "surrogateescape", which refuses bytes below 0x80: in UTF-16 and UTF-32 those can be damaged too."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_UNITS, _escape_unit)


class Builder:
    """Collects runs in order; neighbours in one codec become one segment, unreadable neighbours one U+FFFD."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.texts: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.lost: list[tuple[int, str]] = []  # index of the segment, codec that could not read it

    def add(self, run: Piece, text: str, raw: bytes | None) -> None:
        last = self.segments[-1] if self.segments else None
        if last and last.codec == run.codec and last.raw is None and raw is None:
            confidence = min(last.confidence, run.confidence)
            end = last.text_end + len(text)
            self.segments[-1] = Segment(last.start, run.end, last.codec, confidence, last.text_start, end)
        else:
            at = self.length
            self.segments.append(Segment(run.start, run.end, run.codec, run.confidence, at, at + len(text), raw))
        self.texts.append(text)
        self.length += len(text)

    def lose(self, run: Piece) -> None:
        last = self.segments[-1] if self.segments else None
        if last and last.codec == "undecodable":
            self.segments[-1] = replace(last, end=run.end)  # its bytes are cut out once, at the end: linear
            return
        self.lost.append((len(self.segments), run.codec))
        self.add(run._replace(codec="undecodable", confidence=1.0), "\ufffd", b"")

    def decoded(self) -> Decoded:
        for index, _ in self.lost:
            segment = self.segments[index]
            self.segments[index] = replace(segment, raw=self.data[segment.start : segment.end])
        return Decoded("".join(self.texts), _name(self.segments), tuple(self.segments), tuple(self._findings()))

    def _findings(self) -> Iterator[Finding]:
        for index, codec in self.lost:
            segment = self.segments[index]
            raw = segment.raw or b""
            shown = raw[:16].hex(" ") + (f" … ({len(raw)} bytes)" if len(raw) > 16 else "")
            note = f"byte{'s' * (len(raw) > 1)} {shown} at byte offset {segment.start} cannot be read as {codec}"
            yield Finding("undecodable", segment.text_start, segment.text_end, "\ufffd", None, 1.0, note)


def _name(segments: Iterable[Segment]) -> str:
    names = {segment.codec for segment in segments} - {"undecodable", "cp936"}
    if names == {"utf-8", "utf-8-sig"}:
        return "utf-8-sig"
    if len(names) > 1:
        return "mixed"
    return names.pop() if names else "undecodable"


def assemble(data: bytes, pieces: Iterable[Piece], reader: Reader = lenient) -> Decoded:
    """Decode every piece (they cover ``data`` in order). Never raises; linear."""
    builder = Builder(data)
    for piece in pieces:
        if piece.lost:
            builder.lose(piece)
        elif piece.start < piece.end:
            _read(data, piece, builder, reader)
    return builder.decoded()


def marked(mark: bytes, codec: str, rest: Decoded) -> Decoded:
    """Put a byte order mark, which is no part of the text, before what was decoded from the bytes after it."""
    shift = len(mark)
    first = Segment(0, shift, codec, 1.0, 0, 0, None if codec == "utf-8-sig" else mark)
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in rest.segments)
    segments = (first, *moved)
    findings = tuple(f._replace(note=_OFFSET.sub(lambda m: f"{int(m[0]) + shift}", f.note)) for f in rest.findings)
    return Decoded(rest.text, _name(segments), segments, findings)


def _read(data: bytes, piece: Piece, builder: Builder, reader: Reader) -> None:
    block = data if (piece.start, piece.end) == (0, len(data)) else data[piece.start : piece.end]
    text, codec = reader(block, piece.codec)
    piece = piece._replace(codec=codec)
    at = done = 0
    for gap in ESCAPED.finditer(text):
        at = _keep(block, at, text[done : gap.start()], piece, builder)
        raw = bytes(ord(c) - 0xDC00 for c in gap[0])
        run = piece._replace(start=piece.start + at, end=piece.start + at + len(raw))
        if raw == b"\x80" and codec == "gb18030" and _beside_number(text, gap.start()):
            builder.add(run._replace(codec="cp936"), "€", raw)
        else:
            builder.lose(run)
        at += len(raw)
        done = gap.end()
    _keep(block, at, text[done:] if done else text, piece, builder)


def _beside_number(text: str, at: int) -> bool:
    """Windows' cp936 has the euro sign at 80; anywhere but at a sum of money that byte is damage."""
    around = text[max(0, at - 2) : at] + text[at + 1 : at + 3]
    return any(c.isdecimal() for c in around)


def _keep(block: bytes, at: int, text: str, piece: Piece, builder: Builder) -> int:
    """Add the readable ``text``, which begins at byte ``at`` of ``block``; return where its bytes end."""
    if not text:
        return at
    if piece.codec in _NO_RAW and not at and len(text.encode(piece.codec)) == len(block):
        builder.add(piece, text, None)
        return len(block)
    back = encoded(text, piece.codec)
    if back is not None and block.startswith(back, at):
        builder.add(piece._replace(start=piece.start + at, end=piece.start + at + len(back)), text, None)
        return at + len(back)
    for part in _slices(text):
        back = encoded(part, piece.codec)
        exact = back is not None and block.startswith(back, at)
        size = len(back) if back is not None and exact else _size(block, at, len(part), piece.codec)
        run = piece._replace(start=piece.start + at, end=piece.start + at + size)
        builder.add(run, part, None if exact else block[at : at + size])
        at += size
    return at


def _slices(text: str) -> Iterator[str]:
    """Never cut before the second of two characters that some codec writes as one."""
    start = 0
    while start < len(text):
        end = start + _SLICE
        while text[end : end + 1] in _SECONDS and end < len(text):
            end += 1
        yield text[start:end]
        start = end


def encoded(text: str, codec: str) -> bytes | None:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def _size(block: bytes, at: int, characters: int, codec: str) -> int:
    """How many bytes from ``at`` hold that many characters: asked only where encoding does not give them back."""
    reader = codecs.getincrementaldecoder(codec)("surrogateescape")
    got = 0
    for size in range(1, len(block) - at + 1):
        got += len(reader.decode(block[at + size - 1 : at + size]))
        if got >= characters:
            return size
    return len(block) - at
