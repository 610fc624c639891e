"""Word lists of one's own: what one site puts into its pages, kept in a file (``--lexicon FILE``).

    # anything behind a number sign
    [line]      a line that is one of these goes as a whole (also what stands before the first heading)
    [span]      these go wherever they stand
    [keep]      no junk rule takes these

The entries are written as in the lists of this package; a backslash takes the meaning from the mark behind it, so that
``a\\/b`` is ``a/b``. The file's name without its ending is the name of the list in the findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.errors import UsageError
from cleantext.lexicons import compiled, source
from cleantext.lines import BLANK

SECTIONS = ("line", "span", "keep")
_LARGEST = 1 << 22  # bytes of a file


class Entry(NamedTuple):
    """list: the name of the list it is from."""

    list: str
    section: str
    entry: str


class Lists(NamedTuple):
    """The patterns of all lists together, None where no list has entries of the kind."""

    line: re.Pattern[str] | None
    span: re.Pattern[str] | None
    keep: re.Pattern[str] | None
    entries: tuple[Entry, ...]

    def origin(self, section: str, found: str) -> Entry:
        """The entry that matched ``found``."""
        fitting = (each for each in self.entries if each.section == section and _one(each.entry).fullmatch(found))
        return next(fitting, Entry("", section, found))


@cache
def lists(paths: tuple[str, ...]) -> Lists:
    """The lists of these files, each read once a process. Raises CleantextError that names the file and the line."""
    entries = tuple(entry for path in paths for entry in _entries(path))
    line, span, keep = (_together([e.entry for e in entries if e.section == section]) for section in SECTIONS)
    whole = re.compile(rf"^{BLANK}{{0,400}}+({line.pattern}){BLANK}{{0,400}}+$", re.MULTILINE) if line else None
    return Lists(whole, span, keep, entries)


def _together(entries: Sequence[str]) -> re.Pattern[str] | None:
    return compiled(entries) if entries else None


@cache
def _one(entry: str) -> re.Pattern[str]:
    return re.compile(source(entry))


def _entries(path: str) -> Iterator[Entry]:
    section = "line"
    for number, line in enumerate(_read(path).splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        heading = re.fullmatch(r"\[(\w+)\]", entry)
        if heading and heading[1].isascii():
            section = heading[1]
            if section not in SECTIONS:
                raise UsageError(f"{path}:{number}: [{section}] is no heading; use {', '.join(_HEADINGS)}")
            continue
        _check(entry, f"{path}:{number}")
        yield Entry(Path(path).stem, section, entry)


_HEADINGS = tuple(f"[{each}]" for each in SECTIONS)


def _check(entry: str, place: str) -> None:
    try:
        pattern = _one(entry)
    except re.error:
        hint = r"close every ( and [, or write \( for the mark itself"
        raise UsageError(f"{place}: {entry!r} cannot be understood; {hint}") from None
    if pattern.fullmatch(""):
        raise UsageError(f"{place}: {entry!r} would match everywhere; leave a word in it that must be there")


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise UsageError(f"{path}: has more than {_LARGEST >> 20} MB; give a list of phrases, one a line")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (byte {error.start}); save the list as UTF-8") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: the list cannot be read ({reason}); check the path of --lexicon") from error
