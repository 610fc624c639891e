"""Which codecs a source is in: what ``cleantext encodings`` shows."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleantext.corpus.faults import looked_at
from cleantext.corpus.names import named
from cleantext.corpus.read import Source
from cleantext.decoding import Decoded, decode
from cleantext.options import Options

_COUNTED_AS = {"cp936": "gb18030"}  # the euro sign of Windows is no codec of its own


class Part(NamedTuple):
    """What of a source is in one codec. share: of its bytes, 0 to 1. confidence: the mean over these bytes."""

    codec: str
    bytes: int
    share: float
    confidence: float


class Codecs(NamedTuple):
    """encoding: the one codec, or "mixed". parts: the codecs, the greatest first, and "undecodable" if bytes are."""

    source: Source
    encoding: str
    confidence: float
    parts: tuple[Part, ...]

    def record(self) -> dict[str, Any]:
        """The same as data."""
        parts = [part._asdict() for part in self.parts]
        return {**named(self.source.path), "encoding": self.encoding, "confidence": self.confidence, "parts": parts}


def codecs_of(source: Source, options: Options) -> Codecs:
    """Find the codecs of one source. Raises CleantextError when it cannot be read or is no text."""
    return looked_at(source, options, lambda data, asked: described(source, decode(data, asked.codec_for())))


def described(source: Source, decoded: Decoded) -> Codecs:
    """The codecs of a source that was decoded; its text is not looked at."""
    sizes: dict[str, int] = {}
    sure: dict[str, float] = {}
    for segment in decoded.segments:
        codec = _COUNTED_AS.get(segment.codec, segment.codec)
        if codec.startswith("utf-8") and decoded.encoding.startswith("utf-8"):
            codec = decoded.encoding  # a mark, and what follows it
        size = segment.end - segment.start
        sizes[codec] = sizes.get(codec, 0) + size
        sure[codec] = sure.get(codec, 0.0) + size * segment.confidence
    whole = max(1, sum(sizes.values()))
    read = [codec for codec in sizes if codec != "undecodable"]
    mean = sum(sure[codec] for codec in read) / max(1, sum(sizes[codec] for codec in read))
    parts = [
        Part(codec, size, round(size / whole, 6), round(sure[codec] / max(1, size), 3)) for codec, size in sizes.items()
    ]
    parts.sort(key=lambda part: (part.codec == "undecodable", -part.bytes, part.codec))
    return Codecs(source, decoded.encoding, round(mean, 3), tuple(parts))
