"""How much of the damage is undone: ``python -m benchmarks.quality [--documents N] [--check]``.

Takes the documents of ../shared/corpus that the judge's tables have not seen, damages them with the forward processes
of benchmarks.damage, cleans them, and compares with the truth. ``restored`` is the share of the edit distance that
is gone, ``exact`` the share of damaged lines that are right to the letter, wide and narrow marks counted as equal.
``false`` is characters changed per million of undamaged text, all of the corpus and the other languages.
``--check`` fails when a figure is under its floor in floors.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.damage.torn import Site, random_site, tear
from cleantext import Options, clean
from cleantext.language.train import held_out

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FLOORS = Path(__file__).with_name("floors.json")
GENRES = ("reports", "law", "wiki", "fiction")
_NARROW = str.maketrans("，？！；：（）", ",?!;:()")
_OUTSIDE = re.compile("[^\x00-\xff\u4e00-\u9fa5，。、；：？！“”‘’《》（）—…·「」]")
_GLOSS = re.compile(r"[(（] ?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹɡɑ]{1,7} ?[)）]")
_KEEP = Options(script="keep", junk=False)


@dataclass
class Score:
    """Sums over lines."""

    damage: int = 0
    left: int = 0
    lines: int = 0
    exact: int = 0
    size: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def restored(self) -> float:
        return 1 - self.left / max(1, self.damage)

    @property
    def exactly(self) -> float:
        return self.exact / max(1, self.lines)


def documents(genre: str, folder: str = "train") -> Iterator[tuple[str, str]]:
    for line in (CORPUS / folder / f"{genre}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], record["text"]


def unseen(genre: str, most: int) -> list[str]:
    """Up to ``most`` texts that the judge has not seen, as GBK has them: without what the codec lacks."""
    found = [text[:6000] for name, text in documents(genre) if held_out(name)]
    Random(1).shuffle(found)
    return [_OUTSIDE.sub("", text).replace("?", "？") for text in found[:most]]


def toned() -> dict[str, str]:
    """Character -> its first reading, from pypinyin (a dependency of the benchmark only)."""
    from pypinyin.constants import PINYIN_DICT

    found = {}
    for code, value in PINYIN_DICT.items():
        reading = value.split(",")[0]
        try:
            chr(code).encode("gbk"), reading.encode("gbk")
        except UnicodeEncodeError:
            continue
        found[chr(code)] = reading
    return found


def compare(score: Score, damaged: str, cleaned: str, truth: str) -> None:
    """Add the damaged lines of one document."""
    from rapidfuzz.distance import Levenshtein

    for was, now, true in zip(damaged.split("\n"), cleaned.split("\n"), truth.split("\n"), strict=True):
        was, now, true = (line.translate(_NARROW) for line in (was, now, true))
        if was == true:
            continue
        score.damage += Levenshtein.distance(was, true)
        score.left += Levenshtein.distance(now, true)
        score.lines += 1
        score.exact += now == true
        if now != true:
            score.wrong.append((now, true))


def torn(rows: str, most: int, genres: tuple[str, ...] = GENRES) -> dict[str, Score]:
    """Torn GBK with glosses on traditional text; the glosses alone are no part of the damage counted."""
    from opencc import OpenCC

    to_traditional, readings = OpenCC("s2t"), toned()
    scores = {}
    for genre in genres:
        score, rng = Score(), Random(f"{genre} {rows}")
        for text in unseen(genre, most):
            truth = to_traditional.convert(text).encode("gbk", "ignore").decode("gbk")
            site = random_site(rng, truth, rows, readings)
            run(score, tear(truth, site), truth, site)
        scores[genre] = score
    return scores


def run(score: Score, damaged: str, truth: str, site: Site) -> None:
    start = time.perf_counter()
    cleaned = clean(damaged, _KEEP).text
    score.seconds += time.perf_counter() - start
    score.size += len(damaged.encode())
    compare(score, _GLOSS.sub("", damaged), cleaned, truth)


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


PROCESSES: dict[str, Callable[[int], dict[str, Score]]] = {
    "torn, user-defined rows kept": lambda most: torn("keep", most),
    "torn, user-defined rows dropped": lambda most: torn("drop", most),
    "torn, user-defined rows as ?": lambda most: torn("mark", most),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="most documents of each genre")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong lines of each genre")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the truth comes from it")
        return 0
    figures: dict[str, float] = {}
    print("| process | genre | restored | lines exact | damaged lines | MB/s |\n| --- | --- | --: | --: | --: | --: |")
    for name, process in PROCESSES.items():
        for genre, score in process(args.documents).items():
            speed = score.size / 1e6 / max(score.seconds, 1e-9)
            print(
                f"| {name} | {genre} | {score.restored:.4f} | {score.exactly:.4f} | {score.lines} | {speed:.2f} |",
                flush=True,
            )
            figures[f"{name}, {genre}"] = score.restored
            for now, true in score.wrong[: args.wrong]:
                print(f"  {now[:300]!r}\n  {true[:300]!r}")
    changed, total = false_repairs(Options())
    figures["false repairs"] = 1e6 * changed / total
    print(f"\nundamaged text: {changed} of {total} characters changed, {figures['false repairs']:.2f} per million")
    return check(figures) if args.check else 0


def check(figures: dict[str, float]) -> int:
    """1 when a figure is worse than its floor."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    bad = [name for name, floor in floors.items() if name != "false repairs" and figures[name] < floor]
    bad += ["false repairs"] if figures["false repairs"] > floors["false repairs"] else []
    for name in bad:
        print(f"under its floor: {name}: {figures[name]:.4f}, floor {floors[name]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
