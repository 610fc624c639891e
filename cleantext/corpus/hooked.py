"""Which of the files that a git hook is given are texts: the others are left alone, and nothing is said of them.

A hook is given whatever is committed, pictures too, and must not fail because of them. What git calls binary may be
text all the same: it means that there is a zero byte near the beginning, which is in every text in UTF-16.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from cleantext.corpus.binary import binary_kind, is_marked, is_wide
from cleantext.corpus.packed import kinds
from cleantext.corpus.records import is_parquet, is_records

_HEAD = 8000  # bytes; git looks for a zero byte in so many


def texts(paths: Iterable[str], records: bool) -> list[str]:
    """The paths of texts, and with ``records`` of JSON lines. What cannot be read is kept, so that it is told."""
    return [path for path in paths if not _is_other(path, records)]


def _is_other(path: str, records: bool) -> bool:
    if kinds(path) or is_parquet(path) or (is_records(path) and not records):
        return True
    try:
        info = os.stat(path)
        if not stat.S_ISREG(info.st_mode):
            return False
        if not info.st_size:
            return True  # nothing to say of it either
        with open(path, "rb") as file:
            return is_binary(file.read(_HEAD))
    except (OSError, ValueError):
        return False


def is_binary(head: bytes) -> bool:
    """True for the beginning of a file that is no text: as git has it, but for Unicode of wide units."""
    if b"\0" in head and not is_marked(head) and not is_wide(head):
        return True
    return binary_kind(head) is not None
