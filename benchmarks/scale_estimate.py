"""Machines and hours for 1 TB and 100 TB, from what is measured in this run; the assumptions are printed with it."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scale import write_lines

CORES = 64  # of a machine that one can rent
OVERHEAD = 1.25  # at most, of what hands out the work (Ray; datatrove takes less)
SPARE = 1.10  # for what fails, is started again, or ends last
SHARES = (0.0, 0.1, 1.0)  # of the documents that are damaged


def measure(root: Path, megabytes: float) -> None:
    path = root / "in.jsonl"
    print("| documents damaged | MB/s by the clock, one process | two | MB a second of a processor, one | two |"
          " hours of a core for 1 TB |\n| --: | --: | --: | --: | --: | --: |")  # fmt: skip
    needed = {}
    for share in SHARES:
        size = write_lines(path, megabytes if share < 1 else megabytes / 4, share)
        (clock, used), (clock_two, used_two) = _seconds(path, 1), _seconds(path, 2)
        hours = needed[share] = 1e6 * used_two / size / 3600
        rates = " | ".join(f"{size / each:.2f}" for each in (clock, clock_two, used, used_two))
        print(f"| {share:.0%} | {rates} | {hours:,.0f} |", flush=True)
    print(f"\n| corpus | hours of a core | hours, one machine of {CORES} cores | machines for a day | for a week |")
    print("| --- | --: | --: | --: | --: |")
    for name, terabytes in (("1 TB", 1), ("100 TB", 100)):
        hours = terabytes * needed[0.1] * OVERHEAD * SPARE
        machines = [-(-hours // (CORES * span)) for span in (24, 7 * 24)]
        print(f"| {name} | {hours:,.0f} | {hours / CORES:,.1f} | {machines[0]:,.0f} | {machines[1]:,.0f} |")
    print(f"""
Text in UTF-8, a tenth of the documents damaged, by the processor time when two processes work at once; {OVERHEAD - 1:.0%} for what
hands out the work and {SPARE - 1:.0%} for what fails or ends last. Not measured: more than two processes on a machine, and
the storage, which has to give {CORES * 1e6 / needed[0.1] / 3600:.0f} MB/s a machine of text, and take as much.""")


def _seconds(path: Path, jobs: int) -> tuple[float, float]:
    """By the clock, and of the processors."""
    command = [sys.executable, "-m", "cleantext", "clean", f"{path}", "--jobs", f"{jobs}", "--no-config", "--out"]
    with tempfile.TemporaryDirectory(dir=path.parent) as out:
        began, used = time.perf_counter(), _used()
        subprocess.run([*command, out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - began, _used() - used


def _used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
