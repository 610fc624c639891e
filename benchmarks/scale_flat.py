"""Throughput against the size of the corpus: ``cleantext clean`` over JSON lines, a process of its own for each size.

With the chain, from 10 MB up to --megabytes; then with the chain replaced by nothing, up to 2 GB whatever is asked for:
what could grow with a corpus (logs, manifest, memory) is outside of the chain, which knows one document at a time.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scale import inside, write_lines
from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.cli import main as cleantext
from cleantext.options import Options
from cleantext.speeches import Speech

SIZES = (10, 30, 100, 300, 1000, 2000)  # MB


def measure(root: Path, megabytes: float) -> None:
    print("| MB | chain | MB/s by the clock | processor, ms/MB: in the chain | outside | most memory, MB |")
    print("| --: | --- | --: | --: | --: | --: |")
    path = root / "in.jsonl"
    whole = _runs("whole", path, [size for size in SIZES if size <= megabytes] or [SIZES[0]])
    outside = _runs("nothing", path, [*SIZES])
    inside, least = min(whole), min(outside[1:])  # the first is mostly the start
    print(f"whole: least over most {inside / max(whole):.2f} (wanted: at least 0.90)")
    print(f"what is outside grows by {max(outside[1:]) - least:.1f} ms/MB up to {SIZES[-1]} MB: "
          f"{(max(outside[1:]) - least) / (least + inside):.1%} of the whole")  # fmt: skip


def _runs(kind: str, path: Path, sizes: list[int]) -> list[float]:
    """Milliseconds of the processor for a megabyte, of runs over these sizes; with the chain, or without it."""
    used = []
    for asked in sizes:
        size = write_lines(path, asked)
        command = [sys.executable, "-m", "benchmarks.scale_flat", kind, f"{path}"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        seconds, processor, spent, memory = json.loads(done.stdout)
        used.append(1000 * processor / size)
        row = f"| {size:.0f} | {kind} | {size / seconds:.2f} | {1000 * spent / size:.1f}"
        print(f"{row} | {used[-1] - 1000 * spent / size:.1f} | {memory:.0f} |", flush=True)
    return used


def nothing(source: str | bytes, options: Options = Options()) -> Cleaned:  # noqa: B008 (frozen)
    assert isinstance(source, str)
    return Cleaned(source, (Speech("", source, 0, len(source), 1, source_start=0, source_end=len(source)),), ())


def one(kind: str, path: str) -> None:
    """One run in this process; prints seconds, those of the processor, those of it in the chain, and megabytes."""
    if kind == "nothing":
        chain.clean = nothing
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as out, inside(time.process_time) as spent:
        began, used = time.perf_counter(), time.process_time()
        if cleantext(["clean", path, "--out", out, "--jobs", "1", "--quiet", "--no-config"]):
            raise SystemExit(f"{path}: was not cleaned")
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, processor, spent.seconds, memory]))


if __name__ == "__main__":
    one(*sys.argv[1:])
