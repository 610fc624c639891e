"""The front door: any bytes in, text out, and nothing lost on the way.

Tried in this order: a byte order mark; UTF-8, which most files are and which hardly anything is by accident, unless it
is ASCII that seven-bit codecs write; UTF-16 and UTF-32 without a mark; the codec the whole document reads best in; and
line by line, where one codec does not do. A codec that is given is used, and nothing else is tried.
"""

from __future__ import annotations

from dataclasses import replace

from cleantext.decoding.decoded import Decoded, Segment
from cleantext.finding import Finding

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SHORT = 64  # bytes; so short a text can be valid UTF-8 by accident
_LOOKED_AT = 4096  # characters of a segment
_DOUBT = 0.5
_SEVEN_BIT = (b"~{", b"~}", b"\x1b$", b"\x0e")  # one of them is in every file of a seven-bit codec
_CONTROLS = tuple(map(chr, range(1, 9)))  # no text has them; UTF-16 of Chinese punctuation does


def decode(data: bytes, codec: str = "") -> Decoded:
    """Text of any bytes, each run in its codec; ``decode(b).encode_as(decode(b).text) == b`` always.

    codec: the codec of the whole; what it cannot read becomes U+FFFD. Never raises without it; with one that does not
    exist CleantextError.
    """
    if codec:
        from cleantext.decoding.forced import decode_as

        return decode_as(data, codec)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _after_mark(data, mark, name)
    return _without_mark(data)


def _after_mark(data: bytes, mark: bytes, codec: str) -> Decoded:
    from cleantext.decoding.phase import in_step
    from cleantext.decoding.pieces import assemble, marked

    if codec == "utf-8-sig":
        try:
            return _single(data, data.decode(codec), codec)
        except UnicodeDecodeError:
            pass
    rest = data[len(mark) :]
    if codec in ("utf-8-sig", "gb18030"):  # such a file can still be mixed
        return marked(mark, codec, _without_mark(rest))
    return marked(mark, codec, assemble(rest, in_step(rest, codec, 1.0)))


def _without_mark(data: bytes) -> Decoded:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _seven_bit(data) or _legacy(data)
    if len(text) == len(data) and (found := _seven_bit(data)):
        return found
    if b"\x00" in data or (len(data) < _SHORT and (len(text) < len(data) or any(c in text for c in _CONTROLS))):
        return _legacy(data, text)
    return _single(data, text, "utf-8")


def _seven_bit(data: bytes) -> Decoded | None:
    if not any(mark[:1] in data and mark in data for mark in _SEVEN_BIT):  # one byte is found ten times as fast as two
        return None
    from cleantext.decoding.seven_bit import read

    return read(data)


def _single(data: bytes, text: str, codec: str) -> Decoded:
    segments = (Segment(0, len(data), codec, 1.0, 0, len(text)),) if data else ()
    return Decoded(text, codec, segments)


def _legacy(data: bytes, utf8: str | None = None) -> Decoded:
    """Not UTF-8, or (``utf8``: the text) UTF-8 that has to be doubted."""
    from cleantext.decoding.mixed import read_lines  # a hook that only sees UTF-8 need not load the judge
    from cleantext.decoding.phase import in_step
    from cleantext.decoding.pieces import Piece, assemble
    from cleantext.decoding.survey import Verdict, ceiling, short, survey, wide
    from cleantext.decoding.whole import whole

    if utf8 is None and (found := whole(data)):
        verdict, is_sound = found
        pieces = [Piece(0, len(data), verdict.codec, 1.0)] if is_sound else read_lines(data, verdict)
        return assemble(data, pieces)
    codec, confidence = wide(data) if utf8 is None or any(c in utf8 for c in ("\0", *_CONTROLS)) else Verdict("", 0.0)
    if codec:
        return assemble(data, in_step(data, codec, confidence))
    if utf8 is not None:
        if len(data) >= _SHORT:
            return _single(data, utf8, "utf-8")
        verdict = short(data, utf8)
    else:
        verdict = survey(data)
        if not verdict.codec:
            return _noise(data)
    decoded = assemble(data, read_lines(data, verdict))
    if len(data) >= _SHORT:
        return _doubted(decoded)
    return _at_most(decoded, min(verdict.confidence, ceiling(data, decoded.text)))


def _at_most(decoded: Decoded, confidence: float) -> Decoded:
    segments = (replace(each, confidence=min(each.confidence, confidence)) for each in decoded.segments)
    return replace(decoded, segments=tuple(segments))


def _doubted(decoded: Decoded) -> Decoded:
    """What reads as no language, like the points of a picture, is nothing to be sure of."""
    from cleantext.decoding.survey import is_gibberish

    texts = (decoded.text[s.text_start : min(s.text_end, s.text_start + _LOOKED_AT)] for s in decoded.segments)
    proven = ("undecodable", "utf-8")  # no accident makes so much of it
    doubts = [s.codec not in proven and is_gibberish(text) for s, text in zip(decoded.segments, texts, strict=True)]
    if not any(doubts):
        return decoded
    pairs = zip(decoded.segments, doubts, strict=True)
    segments = (replace(s, confidence=min(s.confidence, _DOUBT)) if doubt else s for s, doubt in pairs)
    return replace(decoded, segments=tuple(segments))


def _noise(data: bytes) -> Decoded:
    note = f"{len(data)} bytes that are no text in any codec; is this a binary file?"
    finding = Finding("undecodable", 0, 1, "\ufffd", None, 1.0, note)
    return Decoded("\ufffd", "undecodable", (Segment(0, len(data), "undecodable", 1.0, 0, 1, data),), (finding,))
