"""``pre-commit run --all-files`` over clean files of 5 KB: the first time, and when they have passed before.

The hooks are those of ``.pre-commit-hooks.yaml``, run by the interpreter that runs this instead of one that pre-commit
installs, with nothing else about them changed. Of the corpus, only pieces are taken in which no rule finds anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pre_commit.main  # noqa: F401 (benchmarks.scale says that it is missing)
import yaml  # comes with it

import benchmarks.corpus
from cleantext.chain import detect
from cleantext.options import Options

_SIZE = 5000  # bytes
_WANTED = 3.0  # seconds
_ROUNDS = 3
_MANIFEST = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"


def measure(root: Path, megabytes: float) -> None:
    folder = root / "repository"
    count = _fill(folder, int(megabytes * 1e6 / _SIZE))
    for hook in yaml.safe_load(_MANIFEST.read_text("utf-8")):
        name = hook["id"]
        _configure(folder, hook)
        first, again = [], []
        for number in range(_ROUNDS):
            cache = root / f"{name}-{number}"
            first.append(_run(folder, cache))
            again.append(_run(folder, cache))
        print(f"hook {name}: {count} clean files of {_SIZE / 1000:.0f} KB: {min(first):.1f} to {max(first):.1f} s the first "
              f"time, {min(again):.1f} to {max(again):.1f} s again (wanted: under {_WANTED:.0f})", flush=True)  # fmt: skip


def _fill(folder: Path, count: int) -> int:
    """Make a repository; how many files it has."""
    made = 0
    for made, piece in enumerate(islice(_pieces(), count), 1):
        path = folder / f"{made // 100:02}" / f"{made}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(piece, "utf-8")
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    return made


def _pieces() -> Iterator[str]:
    options = Options(ignore=("outside_speech",))
    for text in benchmarks.corpus.texts(100, 0.0):
        data = text.encode()
        for at in range(0, len(data) - _SIZE, _SIZE):
            piece = data[at : at + _SIZE].decode("utf-8", "ignore").strip() + "\n"
            if not detect(piece.encode(), options):
                yield piece


def _configure(folder: Path, hook: dict[str, Any]) -> None:
    entry = f"{sys.executable} -m {hook['entry']}"
    local = {"repo": "local", "hooks": [{**hook, "entry": entry, "language": "system", "files": r"\.txt$"}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}), "utf-8")
    _git(folder, "add", "-A")


def _run(folder: Path, cache: Path) -> float:
    environment = {**os.environ, "XDG_CACHE_HOME": f"{cache}"}
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"hook: not clean\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return seconds


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
