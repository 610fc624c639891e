"""The members of zip and tar archives, read where they are.

A name in an archive is only a name: nothing is ever written to it, links and devices are told and not followed.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, NamedTuple, Protocol, cast

from cleantext.corpus import packed
from cleantext.corpus.packed import FREE, RATIO, Packed, Refused, explained, stream, too_much
from cleantext.corpus.which import Which
from cleantext.errors import CleantextError

MEMBERS = 1_000_000  # a source each is kept in memory
_LONGEST = 2**20  # bytes of a header that only holds a name; a forged one says any size
_REFUSALS = {
    "link": "are links or devices, which are not followed; unpack it and give what they lead to",
    "locked": "are locked with a password; unpack it with the password and give the files",
}
_LONG = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)


class Member(NamedTuple):
    """raw: the name as it stands, bytes; text: the name when the archive says that it is UTF-8, else "".

    number: place in the archive, from 0. size: bytes when unpacked. kind: "file", "link" (devices too) or "locked".
    """

    raw: bytes
    text: str
    number: int
    size: int
    kind: str


class _Reader(Protocol):
    def members(self) -> Iterator[Member]: ...
    def open(self, number: int) -> tuple[IO[bytes], int]: ...
    def close(self) -> None: ...


def listed(path: str, kinds: tuple[str, ...]) -> tuple[list[Member], str]:
    """The members that are no folders, in the archive's order, and what went wrong, "" for nothing.

    Of an archive that is cut off, what came before is there; of one that unpacks to too much, nothing.
    """
    found: list[Member] = []
    reader: _Reader | None = None
    try:
        with explained(path):
            reader = _opened(path, kinds)
            left = max(FREE, RATIO * os.path.getsize(path))
            for member in reader.members():
                left -= member.size
                if left < 0:
                    raise too_much()
                if len(found) == MEMBERS:
                    raise Refused(f"holds more than {MEMBERS:,} files; unpack it and give the folder")
                found.append(member)
    except CleantextError as error:
        return ([] if isinstance(error, Refused) else found), f"{error}"
    finally:
        if reader is not None:
            reader.close()
    return found, ""


class Found(NamedTuple):
    """members: (name with ``/``, place, bytes when unpacked) of the texts; the rest of what was met is counted."""

    members: list[tuple[str, Packed, int]]
    skipped: int
    problems: list[str]


def sources_in(path: str, stamp: int, which: Which, top: str) -> Found:
    """The texts of an archive that was met under ``top``.

    Problems: one message for each kind of member that is text by its name and is not read.
    """
    from cleantext.corpus.member_names import member_names

    kinds = packed.kinds(path)
    met, problem = listed(path, kinds)
    found = Found([], 0, [problem] * bool(problem))
    refused: dict[str, list[str]] = {}
    for member, name in zip(met, member_names(met), strict=True):
        hidden = any(part.startswith(".") for part in name.split("/"))  # __MACOSX/._a.txt
        if hidden or not which.takes(f"{path}!{name}", top, member=True):
            found = found._replace(skipped=found.skipped + 1)
        elif member.kind != "file":
            refused.setdefault(member.kind, []).append(name)
        else:
            inner = packed.kinds(name)
            found.members.append((name, Packed(path, kinds + inner, member.number, stamp), member.size))
    for kind, names in refused.items():
        found.problems.append(f"{path}: {len(names)} of its texts ({names[0]}, for one) {_REFUSALS[kind]}")
    return found


# The archive that was read last stays open: its table of contents may have a hundred thousand entries, and a tar that
# is compressed can only be read from its beginning.
_last: tuple[tuple[int, str, int], _Reader] | None = None


@contextmanager
def member(place: Packed) -> Iterator[tuple[IO[bytes], int]]:
    """A member as a stream, and its size. Raises whatever the libraries do: use it within ``explained``."""
    reader = _kept(place)
    try:
        inner, size = reader.open(place.member)
        with inner:
            yield inner, size
    except BaseException:
        forget()  # after an error nobody knows where it stands
        raise


def forget() -> None:
    """Close the archive that was read last."""
    global _last
    if _last is not None:
        with suppress(Exception):
            _last[1].close()
    _last = None


def _kept(place: Packed) -> _Reader:
    global _last
    # A process that was forked shares the place in the file with its parent, and must open its own.
    key = os.getpid(), place.file, place.stamp
    if _last is None or _last[0] != key:
        forget()
        if os.stat(place.file).st_mtime_ns != place.stamp:
            raise CleantextError("the archive was changed since it was listed; run again")
        _last = key, _opened(place.file, place.kinds)
    return _last[1]


def _opened(path: str, kinds: tuple[str, ...]) -> _Reader:
    return _Zip(path) if kinds[0] == "zip" else _Tar(path, kinds[0])


class _Zip:
    """A zip archive."""

    def __init__(self, path: str) -> None:
        self._zip = zipfile.ZipFile(path)
        self._infos = self._zip.infolist()

    def members(self) -> Iterator[Member]:
        for number, info in enumerate(self._infos):
            if info.orig_filename.endswith(("/", "\\")):
                continue
            flagged = bool(info.flag_bits & 0x800)
            raw = info.orig_filename.encode("utf-8" if flagged else "cp437")  # as zipfile has decoded it
            text = info.orig_filename if flagged else _unicode_name(info.extra)
            mode = info.external_attr >> 16
            plain = info.create_system != 3 or not stat.S_IFMT(mode) or stat.S_ISREG(mode)
            kind = "locked" if info.flag_bits & 1 else "file" if plain else "link"
            yield Member(raw, text, number, info.file_size, kind)

    def open(self, number: int) -> tuple[IO[bytes], int]:
        info = self._infos[number]
        return self._zip.open(info), info.file_size

    def close(self) -> None:
        self._zip.close()


def _unicode_name(extra: bytes) -> str:
    """The name in Info-ZIP's field for it (0x7075): version, checksum, UTF-8; "" when there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == 0x7075:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""


class _Header(tarfile.TarInfo):
    """A header that says when it is damaged: tarfile would take it for the end, and the rest would be lost unheard."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> _Header:
        try:
            info = super().frombuf(buf, encoding, errors)
        except (tarfile.TruncatedHeaderError, tarfile.InvalidHeaderError) as error:  # type: ignore[attr-defined]
            raise CleantextError(f"is damaged or no tar archive ({error}); get it anew") from error
        if info.type in _LONG and info.size > _LONGEST:
            raise Refused(f"has a name of {info.size:,} bytes; unpack it yourself, if you know that it is good")
        return info


class _Tar:
    """A tar archive, compressed or not, read from its beginning to its end, and again where one goes back."""

    def __init__(self, path: str, kind: str) -> None:
        self._kind = kind
        self._file = open(path, "rb")  # noqa: SIM115 (closed in close)
        self._begin()

    def _begin(self) -> None:
        self._file.seek(0)
        plain = self._file if self._kind == "tar" else stream(self._file, self._kind, self._size())
        self._tar = tarfile.open(  # noqa: SIM115 (holds nothing that needs closing)
            fileobj=cast(IO[bytes], plain), mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape"
        )
        self._number = -1

    def _size(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def _next(self) -> tarfile.TarInfo | None:
        info = self._tar.next()
        self._tar.members = []  # type: ignore[attr-defined]  # tarfile keeps them all
        self._number += 1
        return info

    def members(self) -> Iterator[Member]:
        while (info := self._next()) is not None:
            if info.isdir():
                continue
            kind = "file" if info.isreg() and not info.issparse() else "link"
            raw = info.name.encode("utf-8", "surrogateescape")
            yield Member(raw, "", self._number, info.size if info.isreg() else 0, kind)
        while rest := self._tar.fileobj.read(2**16):  # an empty block is the end to every program
            if rest.strip(b"\0"):
                raise CleantextError("has more behind its end, which is not read; get it anew, or split it there")

    def open(self, number: int) -> tuple[IO[bytes], int]:
        if number <= self._number:
            self._begin()
        info = None
        while self._number < number:
            info = self._next()
        inner = self._tar.extractfile(info) if info is not None else None
        if info is None or inner is None:
            raise CleantextError("the archive was changed since it was listed; run again")
        return inner, info.size

    def close(self) -> None:
        self._file.close()
