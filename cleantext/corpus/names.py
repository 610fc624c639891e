"""Names for output files: inside the output folder, safe on every system, never the same for two sources."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence

from cleantext.corpus.read import Source
from cleantext.patterns import lazy
from cleantext.speeches import Speech

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = lazy(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LIKE_OUTPUT = lazy(r"(?i:\.\d{3,}(?:\..*)?\.txt|^(?:manifest|findings)\.jsonl(?:\.part)?)$")
_LONGEST = 120  # bytes; file systems stop at 255, and an index, a number, a title and a suffix come after it
_TITLE = 30  # characters, of four bytes at most


def safe_name(name: str) -> str:
    """One part of a path, made of characters that every system takes; never empty, hidden, ``..`` or a device.

    A byte that is not UTF-8 becomes ``%`` and two hex digits.
    """
    safe = "".join(map(_safe_char, name)).encode()[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    if safe.startswith("."):
        safe = "_" + safe[1:]
    return "_" + safe if not safe or _RESERVED.match(safe) else safe


def _safe_char(ch: str) -> str:
    if "\udc80" <= ch <= "\udcff":  # how Python shows a byte of a file name that is not UTF-8
        return f"%{ord(ch) - 0xDC00:02X}"
    return ch if ch.isprintable() and ch not in _FORBIDDEN else "_"


def targets(sources: Sequence[Source]) -> list[str]:
    """For each source the start of its output names, relative, with ``/``: ``a/b.txt`` gives ``a/b``.

    Sources that would share one keep their suffix (``a.txt``, ``a.md``); what is still the same gets ``~2``, ``~3``.
    """
    plain = [target(source.name, os.path.splitext(source.name)[0]) for source in sources]
    shared = Counter(map(folded, plain))
    taken: Counter[str] = Counter()
    names: list[str] = []
    for source, stem in zip(sources, plain, strict=True):
        first = stem if shared[folded(stem)] == 1 else target(source.name, source.name)
        name = first
        while taken[folded(name)]:
            taken[folded(first)] += 1
            name = f"{first}~{taken[folded(first)]}"
        taken[folded(name)] += 1
        names.append(name)
    return names


def output_name(target: str, speech: Speech, titles: bool) -> str:
    """The name of a speech's file, relative: ``a/b.001.txt``, with its title ``a/b.001.春耕动员.txt``."""
    title = safe_name(" ".join(speech.title.split())[:_TITLE]).strip("_") if titles else ""
    return f"{target}.{speech.index:03d}{title and '.'}{title}.txt"


def target(name: str, stem: str) -> str:
    """A source's name with ``stem`` for its last part. ``..`` cannot come in: every part goes through ``safe_name``."""
    folders = [_folder(part) for part in os.path.dirname(name).split(os.sep) if part]
    return "/".join([*folders, safe_name(os.path.basename(stem))])


def _folder(part: str) -> str:
    safe = safe_name(part)
    # A folder called b.001.txt would stand where the first speech of b.txt goes.
    return safe + "_" if _LIKE_OUTPUT.search(safe) else safe


def folded(name: str) -> str:
    """The name, as a system sees it that does not tell capitals or composed letters apart."""
    return unicodedata.normalize("NFC", name).casefold()


def free(stem: str, ending: str, taken: set[str]) -> str:
    """A name that is not taken, and is from now on: ``a.jsonl``, ``a~2.jsonl``. taken: folded names."""
    name, number = stem + ending, 1
    while folded(name) in taken:
        number += 1
        name = f"{stem}~{number}{ending}"
    taken.add(folded(name))
    return name


def named(path: str, key: str = "source") -> dict[str, str]:
    """The path as valid text; a name that is not UTF-8 shows its bytes as ``\\xff`` and comes with them in hex."""
    raw = os.fsencode(path)
    text = raw.decode("utf-8", "backslashreplace")
    return {key: text} if text == path else {key: text, f"{key}_bytes": raw.hex()}
