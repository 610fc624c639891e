"""Compressed streams, read and written piece by piece."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import IO, Any, cast

from cleantext.errors import CleantextError

_SIP = 2048  # bytes that are unpacked at once: what is packed to a 30,000th is 60 MB then


def kind(path: str) -> str:
    """``gz``, ``bz2``, ``xz``, ``zst`` or ``none``, by the name."""
    ending = path.lower().rpartition(".")[2]
    return ending if ending in ("gz", "bz2", "xz", "zst") else "none"


def unpacked(file: IO[bytes], packing: str) -> IO[bytes]:
    """What is in a compressed file. Reading raises OSError, EOFError or another of ``faults()``."""
    if packing == "gz":
        import gzip

        return cast(IO[bytes], gzip.GzipFile(fileobj=file, mode="rb"))
    if packing == "bz2":
        import bz2

        return cast(IO[bytes], bz2.BZ2File(file))
    if packing == "xz":
        import lzma

        return cast(IO[bytes], lzma.LZMAFile(file))
    if packing == "zst":
        return cast(IO[bytes], io.BufferedReader(_Zstd(file)))
    return file


def packed(file: Any, packing: str, source: str) -> Any:
    """A stream into ``file`` that compresses; closing it ends the stream and leaves ``file`` open.

    source: what it is made of, for a message.

    The same content gives the same bytes: no time of day and no name are in them.
    """
    if packing == "gz":
        import gzip

        return gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0)
    if packing == "bz2":
        import bz2

        return bz2.BZ2File(file, "wb")
    if packing == "xz":
        import lzma

        return lzma.LZMAFile(file, "wb")
    if packing == "zst":
        return _zstd(source).ZstdCompressor(level=3, write_checksum=True).stream_writer(file, closefd=False)
    return _Plain(file)


def faults() -> tuple[type[Exception], ...]:
    """What a damaged or torn file raises while it is read."""
    import lzma
    import zlib

    known: list[type[Exception]] = [OSError, EOFError, zlib.error, lzma.LZMAError]
    with suppress(ImportError):
        import zstandard

        known.append(zstandard.ZstdError)
    return tuple(known)


class _Zstd(io.RawIOBase):
    """What is in a file of Zstandard, however many frames it has. The library's own reader is silent at a torn end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._library = _zstd(f"{file.name}")
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._ready:
            packed = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            if self._frame is None or self._frame.eof:
                packed = packed or self._file.read(_SIP)
                if not packed:
                    return 0
                self._frame = self._library.ZstdDecompressor().decompressobj()
            elif not (packed := self._file.read(_SIP)):
                raise EOFError("it ends in the middle of a frame")
            self._ready = self._frame.decompress(packed)
        size = min(len(into), len(self._ready))
        into[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


class _Plain(io.RawIOBase):
    """Not compressed."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, data: Any) -> int:
        return int(self._file.write(data))


def _zstd(what: str) -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise CleantextError(f"{what}: needs zstandard; pip install 'cleantext-corpus[zstd]'") from error
    return zstandard
