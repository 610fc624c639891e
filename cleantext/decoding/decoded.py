"""What decoding answers: text, the codec of every run of bytes, and the bytes again on request."""

from __future__ import annotations

from dataclasses import dataclass

from cleantext.finding import Finding


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of bytes in one codec.

    start, end: bytes of the file. text_start, text_end: characters of the decoded text.
    codec: a Python codec name, "iso2022_cn" (which Python lacks, so that such a segment has ``raw``), or "undecodable".
    confidence: 0 to 1.
    raw: the bytes themselves where ``text.encode(codec)`` does not give them back, else None.
    """

    start: int
    end: int
    codec: str
    confidence: float
    text_start: int
    text_end: int
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file's bytes say.

    encoding: the one codec, or "mixed". segments: they cover all bytes in order. findings: what could not be read.
    """

    text: str
    encoding: str
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...] = ()

    def encode_as(self, text: str) -> bytes:
        """The file's bytes, exactly, made from ``text``, which must be the text that was decoded.

        Raises UnicodeEncodeError when ``text`` holds characters that a segment's codec does not have.
        """
        if len(self.segments) == 1 and self.segments[0].raw is None:
            return text.encode(self.segments[0].codec)
        return b"".join(
            text[s.text_start : s.text_end].encode(s.codec) if s.raw is None else s.raw for s in self.segments
        )
