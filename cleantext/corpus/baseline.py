"""What is known already: how often each rule found something in each file, so that only what is new is told.

A baseline is a JSON file to keep under version control: sorted, a line a rule, its paths relative to its own folder.
Counts, and not places: text that moves within its file is not new.
"""

from __future__ import annotations

import errno
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from cleantext.corpus.disk import append, remove
from cleantext.errors import CleantextError, UsageError

_VERSION = 1
Counts = Mapping[str, Mapping[str, int]]  # by path as the file has it, and rule


class Baseline:
    """A baseline that was read: ``fresh`` tells what it does not hold."""

    def __init__(self, path: str, counts: Counts) -> None:
        self._path = path
        self._counts = counts
        self._left: dict[str, Counter[str]] = {}
        self.known = 0  # findings that it holds, of the files that were asked for

    def fresh(self, path: str, rules: Iterable[str]) -> list[bool]:
        """For each finding of a file, by its rule and in order: whether it is beyond the number that is known.

        Counts do not tell which ones are new: those that come last are taken for it. A file may come in parts.
        """
        key = _key(self._path, path)
        left = self._left.setdefault(key, Counter(self._counts.get(key, {})))
        told = []
        for rule in rules:
            told.append(left[rule] <= 0)
            left[rule] -= not told[-1]
            self.known += not told[-1]
        return told

    def gone(self) -> int:
        """How much it holds, of the files that were asked for, beyond what was found."""
        return sum(counts.total() for counts in self._left.values())


def read(path: str) -> Baseline:
    """The baseline in a file. Raises CleantextError that names it and the next step."""
    try:
        with open(path, "rb") as file:
            record = json.loads(file.read())
        counts = _checked(record)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: does not exist; make it with --write-baseline {path}") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error
    except (ValueError, RecursionError) as error:
        reason = " ".join(f"{error}".split())[:150]
        raise UsageError(
            f"{path}: is no baseline of cleantext ({reason}); write it again with --write-baseline"
        ) from error
    return Baseline(path, counts)


def _checked(record: Any) -> Counts:
    """Raises ValueError."""
    if not isinstance(record, dict) or not isinstance(record.get("files"), dict):
        raise ValueError("it has no files")
    if record.get("version") != _VERSION:
        raise ValueError(f"its version is {record.get('version')!r}, not {_VERSION}")
    for path, rules in record["files"].items():
        counts = rules.values() if isinstance(rules, dict) else [None]
        if not all(type(count) is int and count >= 0 for count in counts):
            raise ValueError(f"{path!r} has no counts")
    return record["files"]  # type: ignore[no-any-return]


class Writer:
    """A baseline in the making: ``add`` for each file, then ``write``."""

    def __init__(self, path: str) -> None:
        """Raises CleantextError when it could not be written later: the work is not done for nothing."""
        self.path = path
        self._files: dict[str, Counter[str]] = {}
        folder = os.path.dirname(os.path.realpath(path))
        if not os.path.isdir(folder):
            raise UsageError(f"{path}: {folder} is no folder; make it, or choose another --write-baseline")
        if os.path.exists(path) and not os.path.isfile(path):
            raise UsageError(f"{path}: is no regular file; choose another --write-baseline")
        with suppress(CleantextError):
            read(path)
            return
        if os.path.isfile(path) and os.path.getsize(path):
            raise UsageError(f"{path}: is there, and no baseline; remove it, or choose another --write-baseline")

    def add(self, path: str, rules: Iterable[str]) -> None:
        """Count the findings of a file, or of a part of one, by their rules."""
        counts = Counter(rules)
        if counts:
            self._files.setdefault(_key(self.path, path), Counter()).update(counts)

    def total(self) -> int:
        """How many findings it holds."""
        return sum(sum(counts.values()) for counts in self._files.values())

    def write(self) -> None:
        """All of it, or nothing and a CleantextError."""
        record = {"version": _VERSION, "files": self._files}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        real = os.path.realpath(self.path)
        hidden = os.path.join(os.path.dirname(real), f".{os.getpid()}.cleantext-tmp")
        try:
            with open(hidden, "xb", buffering=0) as file:
                # Half a surrogate (of a name that is not UTF-8) is no UTF-8; JSON has its own way to write it.
                append(file, text.encode("utf-8", "backslashreplace"))
                os.fsync(file.fileno())
            os.replace(hidden, real)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            advice = "free some space and run again" if full else "choose another --write-baseline"
            raise CleantextError(f"{self.path}: cannot be written ({error.strerror or error}); {advice}") from error
        finally:
            remove(hidden)


def _key(baseline: str, path: str) -> str:
    """A path as the baseline has it: from its folder on, with ``/``."""
    try:
        relative = os.path.relpath(os.path.abspath(path), os.path.dirname(os.path.abspath(baseline)))
    except ValueError:  # on another drive
        relative = os.path.abspath(path)
    return relative.replace(os.sep, "/")
