"""Mutated inputs through the command line: ``python -m benchmarks.mutations [--count 10000] [--seed 8] [--jobs 1]``.

Valid files of every kind that is read (benchmarks.mutation_inputs) are changed as bad disks, bad programs and people
change them (benchmarks.mutation_moves), and the commands run over folders of them. Of every run: no traceback and no
fault of ours that was caught; the status that is documented; every file in the outputs or named on stderr, every line of
JSON lines among the records or in quarantine; ``restore`` gives the same bytes again. Of every input the time: those of
about 1 MB (``--large``) may take 2 s a MB. Exit code 1 when one of these does not hold. ``--only N`` runs the batch of
input N again, ``--keep DIR`` leaves the batches there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.mutation_inputs import Input, large, valid
from benchmarks.mutation_moves import moved
from benchmarks.mutation_runs import Ran, ran
from cleantext.corpus.workers import Failure, in_order

BATCH = 200
_SECONDS = 2.0  # for a megabyte
_HANG = 900.0  # seconds for a batch
_SHOWN = 40
_LINES = (".jsonl", ".ndjson")
_TEXTS = (".txt", ".md", ".html")
# (arguments of clean, whether restore gives everything back)
_WAYS: tuple[tuple[tuple[str, ...], bool], ...] = (
    ((), True),
    (("--format", "jsonl"), False),
    (("--no-split", "--script", "simplified", "--punctuation", "chinese", "--repeats", "remove"), True),
    (("--format", "parquet"), False),
    (("--titles", "--no-junk", "--id-column", "id"), True),
)
_LOOKS = (("check",), ("diff",), ("split",), ("stats",), ("encodings",), ("check", "--format", "sarif"))
_FAULT = re.compile(r"Traceback|please report|could not be cleaned \(")
_FAILED = re.compile(r"^(?:failed|quarantined) +([1-9])", re.M)
_NAMES = (
    "",
    "",
    "",
    "",
    "",
    "",
    " ",
    "渡口",
    "a'b\"",
    "!x",
    "%2e",
    "[1]",
    "\n",
    "\x1b[31m",
    "\udcff",
    "{}",
    "~1",
    "é\u0301",
)


class Batch(NamedTuple):
    """first: the number of its first input. is_large: one input of about a megabyte."""

    seed: int
    first: int
    count: int
    is_large: bool = False
    keep: str = ""


@dataclass
class Report:
    """What came of some inputs. Each list has a line for each thing that is wrong."""

    inputs: int = 0
    tracebacks: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    seconds: list[tuple[float, str]] = field(default_factory=list)  # of the slowest
    moves: Counter[str] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        self.inputs += other.inputs
        for name in ("tracebacks", "statuses", "missing", "unlike", "slow"):
            getattr(self, name).extend(getattr(other, name))
        self.seconds = sorted([*self.seconds, *other.seconds], reverse=True)[:5]
        self.moves.update(other.moves)

    def wrong(self) -> dict[str, list[str]]:
        return {
            "tracebacks and faults of ours": self.tracebacks,
            "statuses that are not documented": self.statuses,
            "inputs missing from the result": self.missing,
            "inputs that restore does not give back": self.unlike,
            f"inputs over {_SECONDS:g} s for 1 MB": self.slow,
        }


_stock = cache(valid)
_large = cache(lambda seed: list(large(seed)))


def inputs(batch: Batch) -> Iterator[tuple[str, str, bytes]]:
    """(name, moves, bytes) of every input of a batch; the same in every run."""
    small = _stock(batch.seed)
    for number in range(batch.first, batch.first + batch.count):
        rng = Random(f"{batch.seed} {number} {batch.is_large}")
        chosen: Input = _large(batch.seed)[number % len(_large(batch.seed))] if batch.is_large else rng.choice(small)
        names, data = moved(chosen.data, rng.choice(small).data, rng)
        if batch.is_large and len(data) < len(chosen.data) // 2:
            data = chosen.data[: -len(data) - 1] + data  # a cut that leaves little of it tells nothing of time
        ending = rng.choice(small).ending if rng.random() < 0.1 else chosen.ending
        yield f"{number:05d}-{names}{rng.choice(_NAMES)}{ending}", names, data


def run_batch(batch: Batch) -> Report:
    """Write a batch into a folder of its own and run the commands over it."""
    if batch.keep:
        return _run_in(batch, Path(tempfile.mkdtemp(f"-{batch.first}", dir=batch.keep)))
    with tempfile.TemporaryDirectory() as folder:
        return _run_in(batch, Path(folder))


def _run_in(batch: Batch, folder: Path) -> Report:
    report = Report(batch.count)
    source, out = folder / "in", folder / "out"
    source.mkdir()
    held: dict[str, bytes] = {}
    for name, moves, data in inputs(batch):
        report.moves.update(moves.split("+"))
        held[name] = data
        (source / name).write_bytes(data)
    number = batch.first // BATCH
    arguments, goes_back = _WAYS[0 if batch.is_large else number % len(_WAYS)]
    began = time.monotonic()
    made = ran("clean", f"{source}", "--out", f"{out}", "--no-config", "--jobs", "1", *arguments)
    _time(report, batch, made, time.monotonic() - began, held)
    runs = {"clean": made}
    if not batch.is_large:
        look = _LOOKS[(number + number // len(_WAYS)) % len(_LOOKS)]
        runs[" ".join(look)] = ran(look[0], f"{source}", "--no-config", *look[1:])
    _account(report, out, made, held)
    if goes_back and (out / "findings.jsonl").exists():
        runs["restore"] = ran("restore", f"{out}", "--to", f"{folder / 'back'}")
        _compare(report, folder / "back", out, held)
    for name, run in runs.items():
        _judge(report, name, run, batch)
    return report


def _time(report: Report, batch: Batch, made: Ran, seconds: float, held: dict[str, bytes]) -> None:
    if not batch.is_large:
        spent = [(spent, name.rpartition("/")[2]) for name, spent in made.clock.items()]
        report.seconds = sorted(spent, reverse=True)[:5]
        return
    ((name, data),) = held.items()
    each = seconds / max(1.0, len(data) / 1e6)
    report.seconds = [(each, f"{name}, a MB")]
    if each > _SECONDS:
        report.slow.append(f"{name}: {each:.1f} s a MB")


def _judge(report: Report, name: str, run: Ran, batch: Batch) -> None:
    """Faults in what a command said, and its status."""
    where = f"batch of {batch.first}, {name}"
    report.tracebacks += [f"{where}: {line[:300]}" for line in run.said.splitlines() if _FAULT.search(line)]
    failed = bool(_FAILED.search(run.said))
    wanted = {int(failed)} if name == "clean" else {0} if name == "restore" else {1} if failed else {0, 1}
    if run.status not in wanted:
        last = " / ".join(run.said.splitlines()[:3])
        report.statuses.append(f"{where}: {run.status}, not {min(wanted)}: {last[:300]}")
    if "sarif" in name:
        json.loads(run.out)


def _account(report: Report, out: Path, made: Ran, held: dict[str, bytes]) -> None:
    """Is every input told of, and every line of JSON lines?"""
    logs = [_read(out / name) for name in ("manifest.jsonl", "findings.jsonl", "quarantine.jsonl")]
    report.tracebacks += [f"quarantine: {line[:300]}" for line in logs[2].splitlines() if _FAULT.search(line)]
    known = set(re.findall(r"/(\d{5})-", "\n".join([*logs[:2], made.said])))
    about = [json.loads(line) for log in logs[:2] for line in log.splitlines() if '"quarantined":' in line]
    counts = {each["source"].rpartition("/")[2][:5]: each["records"] + each["quarantined"] for each in about}
    for name, data in held.items():
        if name[:5] not in known and data.strip(b"\0"):  # of NULs alone it may be an archive with nothing in it
            report.missing.append(f"{name!r}: {data[:60]!r}")
        lines = sum(bool(line.strip()) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
        if name.endswith(_LINES) and counts.get(name[:5], lines) != lines:
            report.missing.append(f"{name!r}: {counts[name[:5]]} of {lines} lines")


def _compare(report: Report, back: Path, out: Path, held: dict[str, bytes]) -> None:
    log = _read(out / "findings.jsonl") + _read(out / "manifest.jsonl")
    known = set(re.findall(r'"source":"[^"]*/(\d{5})-', log))
    for name, data in held.items():
        path = back / name
        is_there = os.path.lexists(path)
        if name.endswith((*_TEXTS, *_LINES)) and name[:5] in known and (not is_there or path.read_bytes() != data):
            report.unlike.append(f"{name!r}: {'differs' if is_there else 'is not there'}")


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def all_batches(args: argparse.Namespace) -> list[Batch]:
    if args.only >= 0:
        first = args.only // BATCH * BATCH
        return [Batch(args.seed, first, BATCH, False, args.keep)]
    firsts = range(0, args.count, BATCH)
    small = [Batch(args.seed, at, min(BATCH, args.count - at), False, args.keep) for at in firsts]
    return small + [Batch(args.seed, at, 1, True, args.keep) for at in range(args.large)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=12, help="inputs of about a megabyte")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, default=-1)
    parser.add_argument("--keep", default="")
    args = parser.parse_args()
    whole, began = Report(), time.monotonic()
    for batch, made in in_order(run_batch, all_batches(args), args.jobs, _HANG):
        if isinstance(made, Failure):
            made = Report(batch.count, tracebacks=[f"batch of {batch.first}, large: {batch.is_large}: {made.reason}"])
        whole.add(made)
        for name, lines in made.wrong().items():
            for line in lines:
                print(f"{name}: {line}", flush=True)
    print(f"inputs {whole.inputs:,} ({', '.join(f'{n} {name}' for name, n in whole.moves.most_common())})")
    print("\n".join(f"{name}: {len(lines)}" for name, lines in whole.wrong().items()))
    print("slowest: " + "; ".join(f"{seconds:.2f} s {name!r}" for seconds, name in whole.seconds))
    print(f"{time.monotonic() - began:.0f} s")
    return int(any(whole.wrong().values()))


if __name__ == "__main__":
    sys.exit(main())
