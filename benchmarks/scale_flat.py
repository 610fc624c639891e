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
    print(
        "| MB | chain | MB/s | ms/MB in the chain | outside | most memory, MB |\n| --: | --- | --: | --: | --: | --: |"
    )
    path = root / "in.jsonl"
    kinds = (("whole", min(megabytes, SIZES[-1]), SIZES[0]), ("nothing", SIZES[-1], SIZES[0]))
    for kind, most, least in kinds:
        rates = []
        for asked in (size for size in SIZES if size <= max(most, least)):
            size = write_lines(path, asked)
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.scale_flat", kind, f"{path}"], check=True, stdout=subprocess.PIPE
            )
            seconds, spent, memory = json.loads(done.stdout)
            rates.append(size / seconds)
            out = 1000 * (seconds - spent) / size
            print(
                f"| {size:.0f} | {kind} | {rates[-1]:.2f} | {1000 * spent / size:.1f} | {out:.1f} | {memory:.0f} |",
                flush=True,
            )
        print(f"{kind}: least over most {min(rates) / max(rates):.2f} (wanted: at least 0.90)", flush=True)


def nothing(source: str | bytes, options: Options = Options()) -> Cleaned:  # noqa: B008 (frozen)
    assert isinstance(source, str)
    return Cleaned(source, (Speech("", source, 0, len(source), 1, source_start=0, source_end=len(source)),), ())


def one(kind: str, path: str) -> None:
    """One run in this process; prints [seconds, seconds in the chain, megabytes of memory]."""
    if kind == "nothing":
        chain.clean = nothing
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as out, inside() as spent:
        began = time.perf_counter()
        if cleantext(["clean", path, "--out", out, "--jobs", "1", "--quiet", "--no-config"]):
            raise SystemExit(f"{path}: was not cleaned")
        seconds = time.perf_counter() - began
    print(json.dumps([seconds, spent.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    one(*sys.argv[1:])
