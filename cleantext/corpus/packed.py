"""Texts that do not lie open: compressed, in an archive, or on standard input.

Nothing is unpacked to the disk. What one document and one archive may unpack to is limited, for a few kilobytes can be
made to unpack to any size.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple, Protocol

from cleantext.errors import CleantextError, brief

PACKINGS = (".gz", ".bz2", ".xz", ".zst")
ARCHIVES = (".zip", ".tar")
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
STDIN = "<stdin>"
# Texts compress to a third, pages that are nearly the same to a hundredth; deflate ends at 1032, the others far later.
RATIO = 200
FREE = 16 * 2**20  # bytes that may come of anything: a short text of one sign compresses a thousandfold
_CHUNK = 4096  # bytes of zstd at once: the worst that they unpack to is 128 MiB


class Packed(NamedTuple):
    """Where the bytes of a source are. file: the compressed file or archive; "" when ``data`` holds them (stdin).

    kinds: what has to be taken off, from outside in: ``("gz",)``, ``("gz", "tar")``, ``("zip", "gz")``.
    member: number in the archive, from 0; -1 for none. stamp: of the file, when it was listed, in ns.
    """

    file: str
    kinds: tuple[str, ...] = ()
    member: int = -1
    stamp: int = 0
    data: bytes = b""


class Refused(CleantextError):
    """An archive that no good purpose explains: nothing of it is taken, not even what came before."""


class _Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def kinds(path: str) -> tuple[str, ...]:
    """What a path's endings say that it is, from outside in: ``a.tgz`` gives ``("gz", "tar")``, ``a.txt`` gives ()."""
    stem, ending = os.path.splitext(path.lower())
    if ending in _SHORT:
        stem, ending = os.path.splitext(stem + _SHORT[ending])
    if ending in ARCHIVES:
        return (ending[1:],)
    if ending not in PACKINGS:
        return ()
    return (ending[1:], "tar") if stem.endswith(".tar") else (ending[1:],)


def is_archive(path: str) -> bool:
    """True for what holds several files, by its name."""
    return bool({"zip", "tar"} & set(kinds(path)))


def bare(path: str) -> str:
    """The name of what is in a compressed file: ``a.txt`` for ``a.txt.gz``; of all else, the path as it is."""
    return os.path.splitext(path)[0] if len(kinds(path)) == 1 and not is_archive(path) else path


def read(packed: Packed, path: str, limit: int) -> bytes:
    """The bytes of a source, but no more than ``limit`` + 1. Raises CleantextError that names ``path``."""
    if not packed.file:
        return packed.data
    with explained(path):
        if packed.member < 0:
            with open(packed.file, "rb") as file:
                return stream(file, packed.kinds[0], os.fstat(file.fileno()).st_size).read(limit + 1)
        from cleantext.corpus import archives

        with archives.member(packed) as (inner, size):
            if packed.kinds[-1] in ("zip", "tar"):
                return inner.read(limit + 1)
            return stream(inner, packed.kinds[-1], size).read(limit + 1)


def is_empty(packed: Packed, path: str) -> bool:
    """True when there is nothing in a compressed file. One that cannot be read is not empty."""
    try:
        return not read(packed, path, 0)
    except CleantextError:
        return False


def stream(file: IO[bytes], kind: str, size: int) -> Bounded:
    """What is in a compressed stream of ``size`` bytes; read within ``explained``."""
    inner: Any
    if kind == "gz":
        import gzip

        inner = gzip.GzipFile(fileobj=file, mode="rb")
    elif kind == "bz2":
        import bz2

        inner = bz2.BZ2File(file)
    elif kind == "xz":
        import lzma

        inner = lzma.LZMAFile(file)  # noqa: SIM115 (whoever opened the file closes it)
    else:
        inner = _Zstd(file)
    return Bounded(inner, size)


class Bounded:
    """A stream that unpacks to a text's size at most: to FREE bytes, or RATIO times as many as were packed."""

    def __init__(self, inner: _Stream, size: int) -> None:
        self._inner = inner
        self._left = max(FREE, RATIO * size)

    def read(self, size: int) -> bytes:
        """``size`` bytes, less at the end only. Raises Refused."""
        parts = []
        while size > 0 and (part := self._inner.read(min(size, 2**20))):
            self._left -= len(part)
            if self._left < 0:
                raise too_much()
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class _Zstd:
    """Frames one after the other. Of its own: the library's streams take a file that is cut off for a whole one."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise CleantextError("needs zstandard; run pip install 'cleantext-corpus[zstd]'") from error
        self._file = file
        self._frames = zstandard.ZstdDecompressor()
        self._frame: Any = None
        self._ahead = b""
        self._ready = b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._ready:
            packed = self._ahead or self._file.read(_CHUNK)
            if not packed:
                if self._frame is not None:
                    raise EOFError("it ends too early")
                return b""
            self._frame = self._frame or self._frames.decompressobj()
            self._ready = self._frame.decompress(packed)
            self._ahead = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        part, self._ready = self._ready[:size], self._ready[size:]
        return part


def too_much() -> Refused:
    return Refused(
        f"unpacks to more than {RATIO} times its size, which texts do not; unpack it yourself, if you know that it is "
        "good, and give the files"
    )


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Have what goes wrong with a packed file said in one line that names ``path``: CleantextError is all it raises.

    The libraries raise whatever a damaged byte leads them to.
    """
    try:
        yield
    except CleantextError as error:
        raise type(error)(f"{path}: {error}") from error
    except MemoryError as error:
        raise CleantextError(f"{path}: takes more memory than there is; unpack it and give the files in it") from error
    except OSError as error:
        if error.errno is not None:
            from cleantext.corpus.read import explain

            raise CleantextError(explain(path, error)) from error
        raise _damaged(path, error) from error
    except NotImplementedError as error:
        raise CleantextError(f"{path}: is packed in a way that is not known; unpack it and give the files") from error
    except Exception as error:
        raise _damaged(path, error) from error


def _damaged(path: str, error: Exception) -> CleantextError:
    return CleantextError(
        f"{path}: is damaged or cut off ({brief(error, 100)}); get it anew, or unpack what can be and give that"
    )
