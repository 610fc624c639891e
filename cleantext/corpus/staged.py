"""What would be committed: the files that are staged in git, as they are staged.

A file that was changed again since is read from git's index, not from the folder.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence

from cleantext.corpus.packed import Packed, kinds
from cleantext.corpus.read import LIMIT, Gathered, Source, explain
from cleantext.corpus.records import is_records
from cleantext.corpus.which import Which
from cleantext.errors import CleantextError, UsageError

_LIST = ("diff", "--cached", "--raw", "--abbrev", "--no-renames", "--no-relative", "--diff-filter=AMT", "-z")
_CHANGED = ("diff", "--name-only", "--no-renames", "--no-relative", "-z")


def gather_staged(paths: Sequence[str], which: Which, writes: bool = False) -> Gathered:
    """The staged files under ``paths`` (all of the repository where none is given), in sorted order.

    which: chooses among them as among the files of a folder. writes: they are to be rewritten, which for a file that
    was changed since it was staged would mix the two. Raises CleantextError where git cannot tell.
    """
    top = os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n"))
    found = sorted(_staged(paths))
    changed = set(_names(_git(*_CHANGED, "--", *paths))) if found else set()
    sources, failed, problems, skipped = [], [], [], 0
    for name in found:
        path = os.path.relpath(os.path.join(top, name))
        if not which.takes(path) or kinds(path):
            skipped += 1
            continue
        try:
            sources.append(_changed(path, name, writes) if name in changed else _source(path))
        except CleantextError as error:
            failed.append(path)
            problems.append(f"{error}")
    return Gathered(tuple(sources), skipped, tuple(problems), tuple(failed))


def _staged(paths: Sequence[str]) -> Iterator[str]:
    """Names from the top on, of files: neither links nor submodules."""
    # Of each, git writes ":mode mode hash hash letter", and then its name.
    fields = iter(_names(_git(*_LIST, "--", *paths)))
    for about in fields:
        path = next(fields)
        if about.split()[1].startswith("100"):
            yield path


def _source(path: str) -> Source:
    try:
        return Source(path, os.path.basename(path), os.stat(path).st_size)
    except OSError as error:
        raise CleantextError(explain(path, error)) from error


def _changed(path: str, name: str, writes: bool) -> Source:
    if writes or is_records(path):
        raise CleantextError(f"{path}: has changes that are not staged; stage them, or put them aside (git stash -k)")
    size = int(_git("cat-file", "-s", f":{name}"))
    data = _git("cat-file", "blob", f":{name}") if size <= LIMIT else b""  # a larger one is refused by its size
    return Source(path, os.path.basename(path), size, Packed("", data=data))


def _names(told: bytes) -> list[str]:
    return [os.fsdecode(name) for name in told.split(b"\0")[:-1]]


def _git(*arguments: str) -> bytes:
    """What git says. Raises CleantextError, UsageError outside of a repository."""
    command = ["git", "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise CleantextError(f"--staged: git cannot be started ({error.strerror or error}); install it") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().splitlines() or ["it gives no reason"]
        raise UsageError(f"--staged: git fails ({said[0][:200]}); run it in a git repository")
    return done.stdout
