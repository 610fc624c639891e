"""Is this text? A file that is none is named for what it is, so that its owner knows what to do with it."""

from __future__ import annotations

import re

_DOCUMENT = "save it as plain text (.txt) and give that"
_ARCHIVE = "unpack it and give the files in it"
_PICTURE = "its words need a text recognition program first"
_OTHER = "leave it out"

# (first bytes, kind, advice). Only signatures that no text in any codec begins with.
_STRONG = (
    (b"%PDF-", "a PDF document", _DOCUMENT),
    (b"{\\rtf", "an RTF document", _DOCUMENT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt, .wps)", _DOCUMENT),
    (b"PK\x05\x06", "an empty zip archive", _ARCHIVE),
    (b"\x1f\x8b\x08", "a gzip archive", _ARCHIVE),
    (b"\xfd7zXZ\x00", "an xz archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _ARCHIVE),
    (b"Rar!\x1a\x07", "a rar archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF87a", "a GIF image", _PICTURE),
    (b"GIF89a", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (b"\x7fELF", "a program", _OTHER),
    (b"SQLite format 3\x00", "an SQLite database", _OTHER),
    (b"PAR1", "a parquet table", "export its text column to .txt files"),
)
# A text may well begin with these letters: believed only when the bytes are not text either.
_WEAK = (
    (b"BZh", "a bzip2 archive", _ARCHIVE),
    (b"BM", "a BMP image", _PICTURE),
    (b"RIFF", "a WEBP image, sound or film (RIFF)", _OTHER),
    (b"ID3", "an MP3 sound file", _OTHER),
    (b"OggS", "an Ogg sound file", _OTHER),
    (b"MZ", "a program", _OTHER),
)
_ZIPPED = (
    (b"word/document.xml", "a Word document (.docx)", _DOCUMENT),
    (b"xl/workbook.xml", "an Excel workbook (.xlsx)", _DOCUMENT),
    (b"ppt/presentation.xml", "a PowerPoint file (.pptx)", _DOCUMENT),
    (b"mimetypeapplication/epub+zip", "an EPUB book", _DOCUMENT),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", _DOCUMENT),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\x0b\f\r\x1b")))
# Share of control bytes: damaged text in the seeds has none, a compressed stream 26/256 = 10%, program files more.
_TOO_MANY = 0.05
_SAMPLE = 65536
_USUAL = "[ -~\t\r\n\u2010-\u2030\u3000-\u9fff\uff00-\uffef]+"  # compiled when needed, which is seldom


def binary_kind(data: bytes) -> tuple[str, str] | None:
    """(what it is, what to do about it) when ``data`` is not text, else None. UTF-16 is text, marked or not."""
    for signature, kind, advice in _STRONG:
        if data.startswith(signature):
            return kind, advice
    if data.startswith(b"PK\x03\x04"):
        zipped = ((kind, advice) for inside, kind, advice in _ZIPPED if inside in data)
        return next(zipped, ("a zip archive", _ARCHIVE))
    if data[257:262] == b"ustar":
        return "a tar archive", _ARCHIVE
    if data.startswith(_MARKS) or not _is_dense(data) or _is_utf16(data):
        return None
    if data[4:8] == b"ftyp":
        return "a film or sound file (MP4)", _OTHER
    weak = ((kind, advice) for signature, kind, advice in _WEAK if data.startswith(signature))
    return next(weak, ("binary data", _OTHER))


def _is_dense(data: bytes) -> bool:
    """More control bytes than text has, in the head, middle and tail (a good head says nothing about the rest)."""
    if len(data) > 3 * _SAMPLE:
        middle = len(data) // 2
        data = data[:_SAMPLE] + data[middle : middle + _SAMPLE] + data[-_SAMPLE:]
    return len(data) - len(data.translate(None, _CONTROLS)) > _TOO_MANY * len(data)


def _is_utf16(data: bytes) -> bool:
    """Unmarked UTF-16 is full of control bytes; it is told from binary data by what its units mean."""
    sample = data[: min(_SAMPLE, len(data)) & ~1]
    return any(_reads(sample, codec) for codec in ("utf-16-le", "utf-16-be"))


def _reads(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, "replace")
    unusual = len(re.sub(_USUAL, "", text))
    # Random units fall into these ranges 44% of the time.
    return unusual < 0.1 * len(text)
