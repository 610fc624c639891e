"""Whole runs of the command line over a corpus made from ../shared/corpus: ``python -m benchmarks.corpus [--megabytes N]``.

JSON lines and small files, undamaged, damaged in a tenth and in all of the documents; one process and two; ftfy in a
loop over the same JSON lines, and datatrove's FTFYFormatter where it is installed. Then what must not go wrong: kills,
a full disk, an output that cannot be written. Everything is made under one temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random

import ftfy

from benchmarks.damage.misread import PYTHON, misread
from benchmarks.scoring import documents

GENRES = ("reports", "law", "wiki", "fiction", "traditional")
SMALL = 3000  # characters of a small file, at most
CLEANTEXT = [sys.executable, "-m", "cleantext"]


def texts(megabytes: float, share: float) -> Iterator[str]:
    """Documents of the corpus again and again, up to a size in UTF-8; a share of them misread, by lot."""
    rng = Random(8)
    stock = [text for genre in GENRES for _, text in documents(genre)]
    rng.shuffle(stock)
    size = 0
    for number, text in enumerate(cycle(stock)):
        if size >= megabytes * 1e6:
            return
        size += len(text.encode())
        yield misread(text, "utf-8", "gbk", PYTHON) if rng.random() < share else f"{text}\n{number}"


def lines(path: Path, megabytes: float, share: float) -> float:
    """Write JSON lines; megabytes of text in it."""
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(megabytes, share)):
            size += len(text.encode())
            file.write(
                json.dumps({"id": f"{number}", "text": text, "year": 2000 + number % 20}, ensure_ascii=False) + "\n"
            )
    return size / 1e6


def small_files(folder: Path, megabytes: float) -> int:
    count = 0
    for text in texts(megabytes, 0.0):
        for at in range(0, len(text), SMALL):
            (folder / f"{count // 1000:03}").mkdir(parents=True, exist_ok=True)
            (folder / f"{count // 1000:03}" / f"{count}.txt").write_text(text[at : at + SMALL] + "\n", "utf-8")
            count += 1
    return count


def timed(command: list[str]) -> tuple[float, float]:
    """(seconds, most megabytes of memory of one process). Raises when the command fails."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def speed(root: Path, megabytes: float) -> None:
    print("| what | MB/s, one process | two | times | most memory of a process, MB |\n| --- | --: | --: | --: | --: |")
    for name, share in (("JSON lines, undamaged", 0.0), ("a tenth damaged", 0.1), ("all damaged", 1.0)):
        path = root / "in.jsonl"
        size = lines(path, megabytes if share < 1 else megabytes / 10, share)
        spent = []
        for jobs in ("1", "2"):
            shutil.rmtree(root / "out", ignore_errors=True)
            seconds, memory = timed([*CLEANTEXT, "clean", f"{path}", "--out", f"{root / 'out'}", "--jobs", jobs])
            spent.append(seconds)
        print(
            f"| {name} | {size / spent[0]:.2f} | {size / spent[1]:.2f} | {spent[0] / spent[1]:.2f} | {memory:.0f} |",
            flush=True,
        )
        if not share:
            peers(path, size)
    count = small_files(root / "files", megabytes / 4)
    spent = []
    for jobs in ("1", "2"):
        shutil.rmtree(root / "out", ignore_errors=True)
        seconds, memory = timed([*CLEANTEXT, "clean", f"{root / 'files'}", "--out", f"{root / 'out'}", "--jobs", jobs])
        spent.append(seconds)
    rates = [f"{60 * count / each:,.0f} a minute" for each in spent]
    print(f"| {count:,} small files | {rates[0]} | {rates[1]} | {spent[0] / spent[1]:.2f} | {memory:.0f} |", flush=True)


def peers(path: Path, size: float) -> None:
    begin = time.perf_counter()
    with path.open(encoding="utf-8") as file, path.with_suffix(".ftfy").open("w", encoding="utf-8") as out:
        for line in file:
            record = json.loads(line)
            record["text"] = ftfy.fix_text(record["text"])
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"| ftfy.fix_text, the same file | {size / (time.perf_counter() - begin):.2f} | | | |", flush=True)
    try:
        from datatrove.executor import LocalPipelineExecutor  # type: ignore[import-not-found,unused-ignore]
        from datatrove.pipeline.formatters import FTFYFormatter  # type: ignore[import-not-found,unused-ignore]
        from datatrove.pipeline.readers import JsonlReader  # type: ignore[import-not-found,unused-ignore]
        from datatrove.pipeline.writers import JsonlWriter  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        print("| datatrove's FTFYFormatter | not installed | | | |")
        return
    folder = path.parent / "trove"
    pipeline = [
        JsonlReader(f"{path.parent}", glob_pattern=path.name),
        FTFYFormatter(),
        JsonlWriter(f"{folder}", compression=None),
    ]
    begin = time.perf_counter()
    LocalPipelineExecutor(pipeline, logging_dir=f"{folder / 'logs'}", skip_completed=False).run()
    print(
        f"| datatrove's FTFYFormatter, the same file | {size / (time.perf_counter() - begin):.2f} | | | |", flush=True
    )


def kills(root: Path, rng: Random) -> None:
    """Killed ten times at random moments and started again: the result is that of a run that nobody disturbed."""
    folder = root / "killed"
    small_files(folder, 3)
    lines(folder / "records.jsonl", 1, 0.1)
    began = time.perf_counter()
    subprocess.run([*CLEANTEXT, "clean", f"{folder}", "--out", f"{root / 'calm'}", "--jobs", "2"], capture_output=True)
    whole = time.perf_counter() - began
    command = [*CLEANTEXT, "clean", f"{folder}", "--out", f"{root / 'again'}", "--jobs", "2"]
    for _ in range(10):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(rng.uniform(0.2, whole / 2))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
    subprocess.run(command, capture_output=True)
    print(f"\nkilled ten times and resumed, identical: {held(root / 'calm') == held(root / 'again')}")


def held(root: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(root)}": path.read_bytes() for path in root.rglob("*") if path.is_file()}


def trouble(root: Path) -> None:
    """A full disk (a tmpfs of 1 MB, for which one has to be root) and an output that may not be written in."""
    small = root / "small"
    small.mkdir()
    small_files(root / "disk", 3)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", f"{small}"], capture_output=True).returncode:
        print("full disk: not measured, a tmpfs cannot be mounted")
    else:
        done = subprocess.run(
            [*CLEANTEXT, "clean", f"{root / 'disk'}", "--out", f"{small / 'out'}"], capture_output=True, text=True
        )
        partial = [path for path in small.rglob("*.txt") if path.name.startswith(".") or not path.stat().st_size]
        print(f"full disk: status {done.returncode}, {'no' if not partial else len(partial)} partial file, "
              f"{'a traceback' if 'Traceback' in done.stderr else 'no traceback'}, last line: {last(done.stderr)}")  # fmt: skip
        subprocess.run(["umount", f"{small}"], check=False)
    done = subprocess.run(
        [*CLEANTEXT, "clean", f"{root / 'disk'}", "--out", "/proc/nowhere"], capture_output=True, text=True
    )
    print(f"output that cannot be written: status {done.returncode}, {last(done.stderr)}")


def last(text: str) -> str:
    said = [line for line in text.splitlines() if line.startswith("cleantext:")]
    return said[-1][:160] if said else text[-160:]


def start() -> None:
    """Seconds over bare Python, the best of ten, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text("我们今天在这里开会。\n" * 100, "utf-8")
        commands = {
            "python": [sys.executable, "-c", ""],
            "--version": [*CLEANTEXT, "--version"],
            "check": [*CLEANTEXT, "check", f"{path}"],
        }
        best = dict.fromkeys(commands, 9.0)
        for _ in range(10):
            for name, command in commands.items():
                best[name] = min(best[name], timed(command)[0])
    for name in ("--version", "check"):
        print(f"{name}: {1000 * (best[name] - best['python']):.0f} ms over bare Python")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--megabytes", type=float, default=1000)
    given.add_argument("--only", choices=("speed", "kills", "trouble", "start"), default="")
    chosen = given.parse_args()
    os.environ["PYTHONPATH"] = os.getcwd()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    rng = Random(88)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        parts = {
            "speed": lambda: speed(root, chosen.megabytes),
            "kills": lambda: kills(root, rng),
            "trouble": lambda: trouble(root),
            "start": start,
        }
        for name, part in parts.items():
            if chosen.only in ("", name):
                part()


if __name__ == "__main__":
    main()
