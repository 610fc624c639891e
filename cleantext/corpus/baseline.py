"""What is known already: what each rule found in each file, so that only what is new is told.

A baseline is a JSON file to keep under version control: sorted, a line a finding, its paths relative to its own folder.
A finding is known by its file, its rule and the hash of the text that was found, and how often there is such a one; not
by its place: text that moves within its file is not new. Behind the hash stands the text, for people. Baselines of
version 1 hold no texts, only how much of each rule there is; they are read as what they are.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from cleantext.corpus.disk import append, remove
from cleantext.errors import CleantextError, UsageError, brief
from cleantext.finding import Finding
from cleantext.terminal import printable, shortened

_VERSION, _COUNTS_ONLY = 2, 1
_SIZE = 6  # bytes of a hash
_ANY = ""  # the hash of whatever was found, in a baseline that only counts
Counts = Mapping[str, Counter[tuple[str, str]]]  # by path as the file has it: how many of each rule and hash


class Baseline:
    """A baseline that was read: ``fresh`` tells what it does not hold."""

    def __init__(self, path: str, counts: Counts) -> None:
        self._path = path
        self._counts = counts
        self._left: dict[str, Counter[tuple[str, str]]] = {}
        self.known = 0  # findings that it holds, of the files that were asked for

    def fresh(self, path: str, findings: Iterable[Finding]) -> list[bool]:
        """For each finding of a file, in order: whether it is not known, or beyond the number that is.

        Of the same text found several times those that come last are taken for new. A file may come in parts.
        """
        key = _key(self._path, path)
        left = self._left.setdefault(key, Counter(self._counts.get(key)))
        told = []
        for finding in findings:
            names = ((finding.rule, _hash(finding.found)), (finding.rule, _ANY))
            name = next((name for name in names if left[name] > 0), None)
            told.append(name is None)
            if name is not None:
                left[name] -= 1
                self.known += 1
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
        raise UsageError(
            f"{path}: is no baseline of cleantext ({brief(error, 150)}); write it again with --write-baseline"
        ) from error
    return Baseline(path, counts)


def _checked(record: Any) -> Counts:
    """Raises ValueError."""
    if not isinstance(record, dict) or not isinstance(record.get("files"), dict):
        raise ValueError("it has no files")
    version = record.get("version")
    if version not in (_VERSION, _COUNTS_ONLY):
        raise ValueError(f"its version is {version!r}, not {_VERSION}")
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for path, rules in record["files"].items():
        found = counts[path] = Counter()
        for rule, texts in (rules if isinstance(rules, dict) else {"": None}).items():
            for text, count in ({_ANY: texts} if version == _COUNTS_ONLY else _items(texts)).items():
                if type(count) is not int or count < 0:
                    raise ValueError(f"{path!r} has no counts")
                found[rule, text.partition(" ")[0]] += count
    return counts


def _items(texts: Any) -> dict[str, Any]:
    return texts if isinstance(texts, dict) else {"": None}


class Writer:
    """A baseline in the making: ``add`` for each file, then ``write``."""

    def __init__(self, path: str) -> None:
        """Raises CleantextError when it could not be written later: the work is not done for nothing."""
        self.path = path
        self._files: dict[str, dict[str, Counter[str]]] = {}  # by path and rule
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

    def add(self, path: str, findings: Iterable[Finding]) -> None:
        """Count the findings of a file, or of a part of one."""
        for finding in findings:
            rules = self._files.setdefault(_key(self.path, path), {})
            rules.setdefault(finding.rule, Counter())[_text(finding.found)] += 1

    def total(self) -> int:
        """How many findings it holds."""
        return sum(texts.total() for rules in self._files.values() for texts in rules.values())

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


def _hash(found: str) -> str:
    return hashlib.blake2b(found.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def _text(found: str) -> str:
    """What a finding is known by, and behind it what people can read."""
    return f"{_hash(found)} {printable(shortened(found))}"
