"""Is this text? A file that is none is named for what it is, so that its owner knows what to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DOCUMENT = "save it as plain text (.txt) and give that"
_ARCHIVE = "unpack it and give the files in it"
_PICTURE = "its words need a text recognition program first"
_TABLE = "export its text to .txt files and give those"
_OTHER = "leave it out"

# (place, bytes there, kind, advice). Only signatures that no text in any codec has.
_STRONG = (
    (0, b"%PDF-", "a PDF document", _DOCUMENT),
    (0, b"{\\rtf", "an RTF document", _DOCUMENT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt, .wps)", _DOCUMENT),
    (0, b"%!PS-Adobe-", "a PostScript document", _DOCUMENT),
    (0, b"ITSF\x03\x00", "a compiled help file (.chm)", _DOCUMENT),
    (0, b"bplist00", "a binary property list", _OTHER),
    (0, b"PK\x05\x06", "an empty zip archive", _ARCHIVE),
    (0, b"\x1f\x8b\x08", "a gzip archive", _ARCHIVE),
    (0, b"\xfd7zXZ\x00", "an xz archive", _ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _ARCHIVE),
    (0, b"Rar!\x1a\x07", "a rar archive", _ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive", _ARCHIVE),
    (0, b"\x04\x22\x4d\x18", "an lz4 archive", _ARCHIVE),
    (0, b"MSCF\x00\x00\x00\x00", "a cabinet archive", _ARCHIVE),
    (0x8001, b"CD001", "a disc image (.iso)", _ARCHIVE),
    (6, b"\0\0\0\0\x36\0\0\0\x28\0\0\0", "a BMP image", _PICTURE),  # with a palette:
    (6, b"\0\0\0\0\x36\4\0\0\x28\0\0\0", "a BMP image", _PICTURE),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "a JPEG 2000 image", _PICTURE),
    (0, b"II*\x00", "a TIFF image", _PICTURE),
    (0, b"MM\x00*", "a TIFF image", _PICTURE),
    (0, b"8BPS\x00\x01", "a Photoshop image", _PICTURE),
    (0, b"\x00\x00\x01\x00\x01\x00", "an icon", _PICTURE),
    (0, b"\x7fELF", "a program", _OTHER),
    (0, b"\xca\xfe\xba\xbe\x00\x00", "a Java class or a program", _OTHER),
    (0, b"\x00asm\x01\x00\x00\x00", "a program (WebAssembly)", _OTHER),
    (0, b"\x00\x01\x00\x00\x00", "a TrueType font", _OTHER),
    (0, b"OTTO\x00", "an OpenType font", _OTHER),
    (0, b"ttcf\x00", "a font collection", _OTHER),
    (0, b"wOFF\x00\x01\x00\x00", "a web font", _OTHER),
    (0, b"wOFFOTTO", "a web font", _OTHER),
    (0, b"wOF2\x00\x01\x00\x00", "a web font", _OTHER),
    (0, b"wOF2OTTO", "a web font", _OTHER),
    (0, b"fLaC\x00\x00\x00", "a FLAC sound file", _OTHER),
    (0, b"OggS\x00", "an Ogg sound file", _OTHER),
    (0, b"MThd\x00\x00\x00\x06", "a MIDI file", _OTHER),
    (0, b"#!AMR\n", "an AMR sound file", _OTHER),
    (0, b"FLV\x01", "a Flash film", _OTHER),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM film", _OTHER),
    (0, b"0&\xb2u\x8ef\xcf\x11", "a Windows Media sound or film", _OTHER),
    (0, b"SQLite format 3\x00", "an SQLite database", _TABLE),
    (4, b"Standard Jet DB\x00", "an Access database", _TABLE),
    (4, b"Standard ACE DB\x00", "an Access database", _TABLE),
    (0, b"ARROW1\x00\x00", "an Arrow table", _TABLE),
    (0, b"Obj\x01", "an Avro table", _TABLE),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", _TABLE),
    (0, b"\x93NUMPY", "a NumPy array", _OTHER),
)
# A text about such a file can begin like it; what has not one control byte is that text.
_PRINTABLE = (
    (0, b"AT&TFORM", "a DjVu document", _DOCUMENT),
    (60, b"BOOKMOBI", "a Kindle book", _DOCUMENT),
    (257, b"ustar", "a tar archive", _ARCHIVE),
    (0, b"GIF87a", "a GIF image", _PICTURE),
    (0, b"GIF89a", "a GIF image", _PICTURE),
    (0, b"PAR1", "a parquet table", _TABLE),
)
# A text may well begin with these: believed only when the bytes are not text either.
_WEAK = (
    (0, b"!<arch>\n", "a library or Debian package", _ARCHIVE),
    (0, b"\xed\xab\xee\xdb", "an RPM package", _ARCHIVE),
    (0, b"\xcf\xfa\xed\xfe", "a program", _OTHER),
    (0, b"\xce\xfa\xed\xfe", "a program", _OTHER),
    (0, b"\x00\x00\x01\xba", "an MPEG film", _OTHER),
    (0, b"\x00\x00\x01\xb3", "an MPEG film", _OTHER),
    (0, b"BZh", "a bzip2 archive", _ARCHIVE),
    (0, b"\x1f\x9d", "a compress archive (.Z)", _ARCHIVE),
    (0, b"\x5d\x00\x00", "an lzma archive", _ARCHIVE),
    (0, b"BM", "a BMP image", _PICTURE),
    (8, b"WEBP", "a WEBP image", _PICTURE),
    (8, b"WAVE", "a WAV sound file", _OTHER),
    (8, b"AVI ", "an AVI film", _OTHER),
    (0, b"RIFF", "a sound or film (RIFF)", _OTHER),
    (8, b"AIFF", "an AIFF sound file", _OTHER),
    (4, b"ftypavif", "an AVIF image", _PICTURE),
    (4, b"ftyphei", "a HEIC image", _PICTURE),
    (4, b"ftypM4A", "an M4A sound file", _OTHER),
    (4, b"ftyp", "a film or sound file (MP4)", _OTHER),
    (0, b"ID3", "an MP3 sound file", _OTHER),
    (0, b"\xff\xfb", "an MP3 sound file", _OTHER),
    (0, b"\xff\xf3", "an MP3 sound file", _OTHER),
    (0, b"FWS", "a Flash film", _OTHER),
    (0, b"CWS", "a Flash film", _OTHER),
    (0, b"MZ", "a program", _OTHER),
    (0, b"\x80\x04\x95", "a Python pickle", _OTHER),
)
_ZIPPED = (
    (b"word/document.xml", "a Word document (.docx)", _DOCUMENT),
    (b"xl/workbook.xml", "an Excel workbook (.xlsx)", _DOCUMENT),
    (b"xl/workbook.bin", "an Excel workbook (.xlsb)", _DOCUMENT),
    (b"ppt/presentation.xml", "a PowerPoint file (.pptx)", _DOCUMENT),
    (b"mimetypeapplication/epub+zip", "an EPUB book", _DOCUMENT),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", _DOCUMENT),
    (b"META-INF/MANIFEST.MF", "a Java archive", _OTHER),
    (b"AndroidManifest.xml", "an Android program", _OTHER),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\x0b\f\r\x1b")))
# Share of control bytes: damaged text in the seeds has none, a compressed stream 26/256 = 10%, program files more.
_TOO_MANY = 0.05
_SAMPLE = 65536
_USUAL = "[ -~\t\r\n\u2010-\u2030\u3000-\u9fff\uff00-\uffef]+"  # compiled when needed, which is seldom


def binary_kind(data: bytes, sure: bool = False) -> tuple[str, str] | None:
    """(what it is, what to do about it) when ``data`` is not text, else None. UTF-16 is text, marked or not.

    sure: somebody knows that it is text, so that only a signature speaks against it.
    """
    if data.startswith(b"PK\x03\x04"):
        zipped = ((kind, advice) for inside, kind, advice in _ZIPPED if inside in data)
        return next(zipped, ("a zip archive", _ARCHIVE))
    strong = _signed(data, _STRONG)
    if not strong and (printable := _signed(data, _PRINTABLE)) and _controls(data):
        strong = printable
    if strong or sure or is_marked(data) or not _is_dense(data) or is_wide(data):
        return strong
    return _signed(data, _WEAK) or ("binary data", _OTHER)


def _signed(data: bytes, signatures: Iterable[tuple[int, bytes, str, str]]) -> tuple[str, str] | None:
    return next(((kind, advice) for at, sign, kind, advice in signatures if data.startswith(sign, at)), None)


def _is_dense(data: bytes) -> bool:
    """More control bytes than text has, in the head, middle and tail (a good head says nothing about the rest)."""
    if len(data) > 3 * _SAMPLE:
        middle = len(data) // 2
        data = data[:_SAMPLE] + data[middle : middle + _SAMPLE] + data[-_SAMPLE:]
    return _controls(data) > _TOO_MANY * len(data)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def is_marked(data: bytes) -> bool:
    """True for what begins with a mark of Unicode."""
    return data.startswith(_MARKS)


def is_wide(data: bytes) -> bool:
    """Unmarked UTF-16 and UTF-32 are full of control bytes, and so is what shifts in and out of its character sets."""
    sample = data[: min(_SAMPLE, len(data)) & ~3] or data[:2]
    if any(_reads(sample, codec) for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")):
        return True
    if b"\x0e" not in sample:
        return False
    from cleantext.decoding.seven_bit import read

    return read(data) is not None


def _reads(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, "replace")
    unusual = len(re.sub(_USUAL, "", text))
    # Random units fall into these ranges 44% of the time.
    return unusual < 0.1 * len(text)
