"""The front door: any bytes in, text out, and nothing lost on the way.

Tried in this order: a byte order mark; UTF-8, which most files are and which hardly anything is by accident; UTF-16
without a mark; the codec the whole document reads best in; and line by line, where one codec does not do.
"""

from __future__ import annotations

from cleantext.decoding.decoded import Decoded, Segment
from cleantext.finding import Finding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SHORT = 64  # bytes; so short a text can be valid UTF-8 by accident
_CONTROLS = tuple(map(chr, range(1, 9)))  # no text has them; UTF-16 of Chinese punctuation does


def decode(data: bytes) -> Decoded:
    """Text of any bytes, each run in its codec. Never raises; ``decode(b).encode_as(decode(b).text) == b`` always."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _after_mark(data, mark, codec)
    return _without_mark(data)


def _after_mark(data: bytes, mark: bytes, codec: str) -> Decoded:
    from cleantext.decoding.pieces import Piece, assemble, marked

    if codec == "utf-8-sig":
        try:
            return _single(data, data.decode(codec), codec)
        except UnicodeDecodeError:
            pass
    rest = data[len(mark) :]
    if codec in ("utf-8-sig", "gb18030"):  # such a file can still be mixed
        return marked(mark, codec, _without_mark(rest))
    return marked(mark, codec, assemble(rest, [Piece(0, len(rest), codec, 1.0)]))


def _without_mark(data: bytes) -> Decoded:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _legacy(data)
    if b"\x00" in data or (len(data) < _SHORT and (len(text) < len(data) or any(c in text for c in _CONTROLS))):
        return _legacy(data, text)
    return _single(data, text, "utf-8")


def _single(data: bytes, text: str, codec: str) -> Decoded:
    segments = (Segment(0, len(data), codec, 1.0, 0, len(text)),) if data else ()
    return Decoded(text, codec, segments)


def _legacy(data: bytes, utf8: str | None = None) -> Decoded:
    """Not UTF-8, or (``utf8``: the text) UTF-8 that has to be doubted."""
    from cleantext.decoding.mixed import read_lines  # a hook that only sees UTF-8 need not load the judge
    from cleantext.decoding.pieces import Piece, assemble
    from cleantext.decoding.survey import Verdict, survey, wide

    codec = wide(data) if utf8 is None or any(c in utf8 for c in ("\0", *_CONTROLS)) else ""
    if codec:
        return assemble(data, [Piece(0, len(data), codec, 0.9)])
    if utf8 is not None:
        if len(data) < _SHORT:
            return assemble(data, read_lines(data, Verdict("utf-8", 0.9)))
        return _single(data, utf8, "utf-8")
    verdict = survey(data)
    if not verdict.codec:
        return _noise(data)
    return assemble(data, read_lines(data, verdict))


def _noise(data: bytes) -> Decoded:
    note = f"{len(data)} bytes that are no text in any codec; is this a binary file?"
    finding = Finding("undecodable", 0, 1, "\ufffd", None, 1.0, note)
    return Decoded("\ufffd", "undecodable", (Segment(0, len(data), "undecodable", 1.0, 0, 1, data),), (finding,))
