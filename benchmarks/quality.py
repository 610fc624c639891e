"""How much of the damage is undone: ``python -m benchmarks.quality [--documents N] [--only WORD] [--without WORD]
[--check]``.

Takes the documents of ../shared/corpus that the judge's tables have not seen, damages them with the forward processes
of benchmarks.damage, cleans them, and compares with the truth. ``restored`` is the share of the edit distance that
is gone, ``exact`` the share of damaged lines that are right to the letter, wide and narrow marks counted as equal.
Last, characters changed per million of undamaged text (benchmarks.undamaged).
``--junk``, ``--lines``, ``--marks``, ``--script`` and ``--fast`` measure web junk, line joins, widened marks, restored
script and the time of those rules instead (benchmarks.junk).
``--check`` fails when a figure is under its floor in floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from multiprocessing import Pool
from pathlib import Path

from benchmarks.escaped import ESCAPED
from benchmarks.junk.figures import ASKED
from benchmarks.processes import PROCESSES
from benchmarks.scoring import CORPUS, GENRES, Score
from benchmarks.undamaged import false_repairs
from benchmarks.wrong_codec import WRONG_CODEC

FLOORS = Path(__file__).with_name("floors.json")
HEAD = """| process | genre | restored | lines exact | damaged lines | MB/s | ftfy restored | ftfy lines exact |
| --- | --- | --: | --: | --: | --: | --: | --: |"""
Job = tuple[str, str, int]
ALL = {
    **PROCESSES,
    **{f"misread, {name}": process for name, process in WRONG_CODEC.items()},
    **{f"escapes, {name}": process for name, process in ESCAPED.items()},
}


def one(job: Job) -> tuple[str, str, Score]:
    """The score of one process on one genre."""
    name, genre, most = job
    return name, genre, ALL[name](genre, most)


def row(name: str, genre: str, score: Score) -> str:
    speed = score.size / 1e6 / max(score.seconds, 1e-9)
    peer = f"{score.peer.restored:.4f} | {score.peer.exactly:.4f}" if score.peer else "– | –"
    return f"| {name} | {genre} | {score.restored:.4f} | {score.exactly:.4f} | {score.lines} | {speed:.2f} | {peer} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="most documents of each genre")
    parser.add_argument("--only", default="", help="processes whose name has this in it, and no undamaged text")
    parser.add_argument("--without", default="\0", help="no processes whose name has this in it")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong lines of each genre")
    for name in ASKED:
        parser.add_argument(f"--{name}", action="store_true", help="see benchmarks.junk")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the truth comes from it")
        return 0
    if asked := [ASKED[name] for name in ASKED if getattr(args, name)]:
        found = {name: value for each in asked for name, value in each(args.wrong).items()}
        return check(found) if args.check else 0
    names = [name for name in ALL if args.only in name and args.without not in name]
    jobs = [(name, genre, args.documents) for name in names for genre in GENRES]
    figures: dict[str, float] = {}
    totals: dict[str, Score] = {}
    print(HEAD)
    with Pool() as pool:
        for name, genre, score in pool.imap(one, jobs):
            if score.lines:
                print(row(name, genre, score), flush=True)
            for now, true in score.wrong[: args.wrong]:
                print(f"  {now[:300]!r}\n  {true[:300]!r}")
            totals.setdefault(name, Score()).add(score)
            if genre == GENRES[-1] and totals[name].lines:
                print(row(f"**{name}**", "all", totals[name]), flush=True)
                figures[name] = totals[name].restored
                figures[f"{name}, lines"] = totals[name].exactly
    if not args.only:
        print()
        for group, (changed, total) in false_repairs().items():
            figures[f"false repairs, {group}"] = 1e6 * changed / max(1, total)
    return check(figures) if args.check else 0


def check(figures: dict[str, float]) -> int:
    """1 when a figure is worse than its floor."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    worse = {name: name.startswith("false ") for name in floors}
    floors = {name: floor for name, floor in floors.items() if name in figures}  # fewer with --only
    bad = [n for n, floor in floors.items() if (figures[n] > floor if worse[n] else figures[n] < floor)]
    for name in bad:
        print(f"under its floor: {name}: {figures[name]:.4f}, floor {floors[name]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
