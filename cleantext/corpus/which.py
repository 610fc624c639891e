"""Which files of folders and archives are taken: by their endings, or by globs that a person gave."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.corpus import folders
from cleantext.corpus.packed import bare, is_archive
from cleantext.corpus.records import JSON_LINES, PARQUET, is_records

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm")
MAGIC = frozenset("*?[")


class Which(NamedTuple):
    """include, exclude: globs like those of ``--encoding``; what fits both is left out. A folder means all under it.

    include: instead of the usual endings; of a folder that fits, the files with the usual endings.
    gitignore: leave out what git ignores. packed: read compressed files and archives, too.
    records: files of records (JSON lines, Parquet), too.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    gitignore: bool = False
    packed: bool = True
    records: bool = False

    def takes(self, path: str, top: str = "", member: bool = False) -> bool:
        """True for a file to be read that was met under ``top``. member: of an archive, under its path and ``!``."""
        if self.excludes(path, top):
            return False
        plain = bare(path)
        if plain != path and not self.packed:
            return False
        usual = plain.lower().endswith(SUFFIXES) or (not member and self.is_records(path))
        if not self.include:
            return usual
        return _fit(self.include, (path, plain)) or (usual and _fit(self.include, _above(path, top), folder=True))

    def is_records(self, path: str) -> bool:
        """True for a file of records that lies open: of an archive they are not looked for."""
        return self.records and is_records(path)

    def opens(self, path: str, top: str = "") -> bool:
        """True for an archive whose members are to be looked at."""
        return self.packed and is_archive(path) and not self.excludes(path, top)

    def takes_named(self, path: str) -> bool:
        """True unless it was left out: a path that a person has given needs no ending, and is not asked of git."""
        top = above_named(path)
        return not self.excludes(path, top) and (not self.include or self.opens(path, top) or self.takes(path, top))

    def excludes(self, path: str, top: str = "", folder: bool = False) -> bool:
        """True for a file or folder that ``exclude`` names, or that lies in a folder that it names."""
        if not self.exclude:
            return False
        itself = (path,) if folder else (path, bare(path))
        return _fit(self.exclude, itself, folder) or _fit(self.exclude, _above(path, top), folder=True)

    def _endings(self) -> tuple[str, ...]:
        return (*SUFFIXES, *JSON_LINES, PARQUET) if self.records else SUFFIXES

    def nothing(self, others: int = 0) -> str:
        """What to say of a folder or archive of which nothing is taken. others: the files in it."""
        aside = f" ({others} other files in it; name them one by one if they are text)" if others else ""
        return (
            f"no file here {'fits' if self.include else 'ends in'} {', '.join(self.include or self._endings())}{aside}"
        )


def above_named(path: str) -> str:
    """How far up globs are asked for a path that a person has given: what lies above an absolute one was not meant."""
    return os.path.dirname(path) if os.path.isabs(path) else ""


def _fit(globs: Sequence[str], paths: Sequence[str] | Iterator[str], folder: bool = False) -> bool:
    from cleantext.decoding.names import fits

    # "old/" is a folder and no file, as it is to git.
    known = [each.rstrip("/") for each in globs if folder or not each.endswith("/")]
    return any(fits(each, path) for path in paths for each in known)


def _above(path: str, top: str) -> Iterator[str]:
    """The folders and the archive that ``path`` lies in, as far up as ``top`` and without it."""
    return (above for above in folders.above(path) if len(top) < len(above) < len(path))


def expanded(pattern: str) -> list[str]:
    """The paths that fit a glob that the shell has not expanded, in sorted order. ``**`` is any folders, or none.

    As for the shell, no hidden file fits a star. Links to folders are not followed by ``**``. Raises CleantextError for
    what is no glob.
    """
    if "**" not in pattern:
        import glob

        return sorted(glob.glob(pattern))
    from cleantext.decoding.names import check, fits

    check(pattern)
    head = pattern[: min(pattern.index(sign) for sign in MAGIC if sign in pattern)]
    top = head[: head.rfind("/") + 1]
    rest = "/" + pattern[len(top) :]
    found = []
    for folder, inner, names in folders.walk(top or ".", lambda error: None):
        inner[:] = [name for name in inner if not name.startswith(".")]
        relative = os.path.relpath(folder, top or ".")
        under = "" if relative == "." else relative + os.sep
        shown = [under + name for name in names if not name.startswith(".")]
        found += [top + name for name in shown if fits(rest, "/" + name)]
    return sorted(found)
