"""How much of the damage is undone: ``python -m benchmarks.quality [--documents N] [--only WORD] [--check]``.

Takes the documents of ../shared/corpus that the judge's tables have not seen, damages them with the forward processes
of benchmarks.damage, cleans them, and compares with the truth. ``restored`` is the share of the edit distance that
is gone, ``exact`` the share of damaged lines that are right to the letter, wide and narrow marks counted as equal.
``false`` is characters changed per million of undamaged text, all of the corpus and the other languages.
``--check`` fails when a figure is under its floor in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from multiprocessing import Pool
from pathlib import Path

from benchmarks.processes import PROCESSES
from benchmarks.scoring import CORPUS, GENRES, Score, documents
from cleantext import Options, clean

FLOORS = Path(__file__).with_name("floors.json")
Job = tuple[str, str, int]


def one(job: Job) -> tuple[str, str, Score]:
    """The score of one process on one genre."""
    name, genre, most = job
    return name, genre, PROCESSES[name](genre, most)


def false_repairs(options: Options) -> tuple[int, int]:
    """(characters changed, characters) over all undamaged text."""
    changed = total = 0
    for path in sorted(CORPUS.glob("*/*.jsonl")):
        for name, text in documents(path.stem, path.parent.name):
            total += len(text)
            cures = [f for f in clean(text, options).findings if f.cure is not None]
            changed += sum(max(len(f.found), len(f.cure or "")) for f in cures)
            for f in cures[:2]:
                print(f"  false: {path.stem} {name}: {f.rule}: {f.found[:40]!r} -> {(f.cure or '')[:40]!r}")
    return changed, total


def row(name: str, genre: str, score: Score) -> str:
    speed = score.size / 1e6 / max(score.seconds, 1e-9)
    return f"| {name} | {genre} | {score.restored:.4f} | {score.exactly:.4f} | {score.lines} | {speed:.2f} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="most documents of each genre")
    parser.add_argument("--only", default="", help="processes whose name has this in it, and no undamaged text")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong lines of each genre")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the truth comes from it")
        return 0
    jobs = [(name, genre, args.documents) for name in PROCESSES if args.only in name for genre in GENRES]
    figures: dict[str, float] = {}
    totals: dict[str, Score] = {}
    print("| process | genre | restored | lines exact | damaged lines | MB/s |\n| --- | --- | --: | --: | --: | --: |")
    with Pool() as pool:
        for name, genre, score in pool.imap(one, jobs):
            print(row(name, genre, score), flush=True)
            for now, true in score.wrong[: args.wrong]:
                print(f"  {now[:300]!r}\n  {true[:300]!r}")
            totals.setdefault(name, Score()).add(score)
            if genre == GENRES[-1]:
                print(row(f"**{name}**", "all", totals[name]), flush=True)
                figures[name] = totals[name].restored
                figures[f"{name}, lines"] = totals[name].exactly
    if not args.only:
        changed, total = false_repairs(Options())
        figures["false repairs"] = 1e6 * changed / total
        print(f"\nundamaged text: {changed} of {total} characters changed, {figures['false repairs']:.2f} per million")
    return check(figures) if args.check else 0


def check(figures: dict[str, float]) -> int:
    """1 when a figure is worse than its floor."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    worse = {name: name == "false repairs" for name in floors}
    bad = [n for n, floor in floors.items() if (figures[n] > floor if worse[n] else figures[n] < floor)]
    for name in bad:
        print(f"under its floor: {name}: {figures[name]:.4f}, floor {floors[name]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
