"""Which judge of Chinese? ``python -m benchmarks.judges [--documents N] [--places N]``.

The judges of benchmarks.contenders repair GBK text of the held-out documents: at seeded random places a character has
lost its lead byte, its trail byte, or two neighbours have lost the two bytes between them. All characters with the
bytes that are left are candidates (of two neighbours the 40 most frequent each), and the judge takes the one with
which the eight characters before and behind read cheapest. Right is right up to folding. It is one damage at a time
with sound text around it: easier than torn text, and the same for every judge.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from random import Random
from statistics import fmean, median
from typing import NamedTuple

from benchmarks.contenders import MIXTURES, SHIPPED, WINDOW, Judge, Mixture, trained
from benchmarks.scoring import CORPUS, GENRES, unseen
from cleantext.language import SCALE, fold, variants
from cleantext.processes.codes import LEADS, TRAILS, VARIANT, WRONG_SCRIPT, script_marks

TASKS = ("lead", "trail", "both")
_LIKELIEST = 40  # candidates for each of two torn neighbours
_PAIRS_SHARE = 0.3  # of the places; each has 1,600 candidates
_ENTROPY_SIZE = 20_000  # characters of each genre
_WHOLE = "[\u4e00-\u9fa5，。、；：？！“”‘’《》（）—…·「」]"


Choice = tuple[str, float]  # folded, nats for a form that the script of the text would not have


class Place(NamedTuple):
    """A damaged place, all folded. true: what stood there, one character or two."""

    before: str
    after: str
    true: str
    choices: list[Choice]


@cache
def characters() -> dict[str, bytes]:
    """The characters of GBK, without the user-defined rows, the wide space, and wide letters and digits.

    Folding makes those last ones letters and digits of the narrow kind, which are frequent where they are not.
    """
    codes = [bytes((lead, trail)) for lead in LEADS for trail in TRAILS]
    found = {code.decode("gbk", "ignore"): code for code in codes}
    return {c: code for c, code in found.items() if len(c) == 1 and c > "\x7f" and fold(c) not in "0x\n"}


def choices(script: str, common: Counter[str], byte: int) -> dict[int, list[Choice]]:
    """Lead (``byte`` 0) or trail byte (1) -> the characters that have it, the common ones first."""
    found: dict[int, dict[str, float]] = defaultdict(dict)
    foreign = script_marks()[script == "s"]
    for c, code in characters().items():
        row, folded = found[code[byte]], fold(c)
        nats = (WRONG_SCRIPT if c in foreign else VARIANT if c in variants() else 0) / SCALE
        row[folded] = min(nats, row.get(folded, nats))
    return {key: sorted(row.items(), key=lambda each: (-common.get(each[0], 0), each)) for key, row in found.items()}


def places(genre: str, text: str, common: Counter[str], most: int) -> Iterator[tuple[str, Place]]:
    """(task, place): ``most`` places of each task, fewer of the last."""
    script = "t" if genre == "traditional" else "s"
    by_lead, by_trail = choices(script, common, 0), choices(script, common, 1)
    sound = [m.start() for m in re.finditer(f"{_WHOLE}(?={_WHOLE})", text)]
    sound = [at for at in sound if WINDOW <= at < len(text) - WINDOW - 1]
    for task in TASKS:
        size, count = (2, round(most * _PAIRS_SHARE)) if task == "both" else (1, most)
        for at in sorted(Random(f"{genre} {task}").sample(sound, min(count, len(sound)))):
            true, before, after = text[at : at + size], text[at - WINDOW : at], text[at + size : at + size + WINDOW]
            left, right = by_lead[characters()[true[0]][0]], by_trail[characters()[true[-1]][1]]
            offered = _neighbours(left, right) if task == "both" else right if task == "lead" else left
            yield task, Place(fold(before), fold(after), fold(true), offered)


def _neighbours(left: list[Choice], right: list[Choice]) -> list[Choice]:
    return [(a + b, x + y) for (a, x), (b, y) in product(left[:_LIKELIEST], right[:_LIKELIEST])]


def repaired(judges: dict[str, Judge], place: Place) -> dict[str, bool]:
    """Judge -> whether its cheapest candidate is the true one; the mixtures too."""
    nats: dict[str, list[float]] = {}
    for name, judge in judges.items():
        cost, after = judge.cost, place.after[: judge.reach]
        nats[name] = [cost(place.before, text + after) for text, _ in place.choices]
    for name, (first, second, weight) in MIXTURES.items():
        nats[name] = [a + weight * b for a, b in zip(nats[first], nats[second], strict=True)]
    return {name: _cheapest(each, place.choices) == place.true for name, each in nats.items()}


def _cheapest(nats: list[float], offered: list[Choice]) -> str:
    return min(zip(nats, offered, strict=True), key=lambda pair: pair[0] + pair[1][1])[1][0]


def microseconds(judge: Judge, texts: dict[str, str]) -> tuple[float, float]:
    """For a candidate of 20 characters: the first time round, tables being unpacked, and the second.

    Processor time, here and below: what else the machine does is left out.
    """
    rng, lines = Random(20), []
    for text in texts.values():
        for at in (rng.randrange(12, len(text) - 10) for _ in range(100)):
            tail = text[at + 1 : at + 10]
            lines += [(text[at - 12 : at - 10], text[at - 10 : at] + c + tail) for c in rng.choices(text, k=20)]
    passes = []
    for _ in range(2):
        start = time.process_time()
        for before, line in lines:
            judge.cost(before, line)
        passes.append(1e6 * (time.process_time() - start) / len(lines))
    return passes[0], passes[1]


def load_milliseconds() -> float:
    """Import, tables and a first answer in a fresh process; the median of five."""
    code = (
        "import time; start = time.process_time(); from cleantext.language import chinese;"
        "chinese().cost('我们', '的'); print(1000 * (time.process_time() - start))"
    )
    run = [sys.executable, "-c", code]
    return median(float(subprocess.run(run, check=True, capture_output=True, text=True).stdout) for _ in range(5))


Results = dict[str, dict[tuple[str, str], list[bool]]]  # judge -> (genre, task) -> right or not, in the same order


def shares(results: dict[tuple[str, str], list[bool]], genres: Iterable[str]) -> str:
    """Right in 100 for the three tasks, genres weighing the same."""
    by_task = (fmean(fmean(results[genre, task]) for genre in genres) for task in TASKS)
    return " / ".join(f"{100 * share:.1f}" for share in by_task)


def against(ours: dict[tuple[str, str], list[bool]], theirs: dict[tuple[str, str], list[bool]]) -> str:
    """How many places only the one has right, how many only the other."""
    both = [pair for key in theirs for pair in zip(ours[key], theirs[key], strict=True)]
    return f"+{both.count((True, False))} −{both.count((False, True))}"


class Figures(NamedTuple):
    """What a judge costs. size: bytes. first, second: microseconds for a candidate, then with warm tables."""

    size: int
    estimate: bool
    entropy: float
    first: float
    second: float

    def row(self) -> str:
        entropy = f"{self.entropy:.2f}" if self.entropy else "–"
        return f"{entropy} | {'about ' * self.estimate}{self.size / 1e6:.1f} | {self.second:.0f}"


def mixed(mixture: Mixture, figures: dict[str, Figures]) -> Figures:
    a, b = figures[mixture.first], figures[mixture.second]
    return Figures(a.size + b.size, a.estimate or b.estimate, 0.0, a.first + b.first, a.second + b.second)


def held_out_texts(most: int) -> dict[str, str]:
    return {genre: re.sub(r"\s+", "\n", "\n".join(unseen(genre, most))) for genre in (*GENRES, "traditional")}


def table(results: Results, figures: dict[str, Figures], texts: dict[str, str]) -> Iterator[str]:
    """The lines of the Markdown table."""
    genres = [*texts]
    yield f"| judge | all genres | {' | '.join(genres)} | against what ships | nats a character | MB | µs |"
    yield "| --- |" + " --: |" * (len(genres) + 5)
    for name, figure in figures.items():
        cells = [shares(results[name], each) for each in (genres, *([genre] for genre in genres))]
        yield f"| {name} | {' | '.join(cells)} | {against(results[name], results[SHIPPED])} | {figure.row()} |"


def measured(judges: dict[str, Judge], sizes: dict[str, tuple[int, bool]], texts: dict[str, str]) -> dict[str, Figures]:
    """What each judge costs, on folded texts; the mixtures too."""
    figures = {}
    for name, judge in judges.items():
        first, second = microseconds(judge, texts)
        samples = [text[:_ENTROPY_SIZE] for text in texts.values()]
        entropy = fmean(judge.cost("", sample) / len(sample) for sample in samples)
        figures[name] = Figures(*sizes[name], entropy, first, second)
    return figures | {name: mixed(mixture, figures) for name, mixture in MIXTURES.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="most documents of each genre")
    parser.add_argument("--places", type=int, default=300, help="damaged places for each genre and task")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the text comes from it")
        return 0
    texts = held_out_texts(args.documents)
    judges, sizes, common = trained()
    figures = measured(judges, sizes, {genre: fold(text) for genre, text in texts.items()})
    results: Results = {name: defaultdict(list) for name in figures}
    offered: dict[str, list[bool]] = defaultdict(list)
    for genre, text in texts.items():
        for task, place in places(genre, text, common, args.places):
            offered[task].append(any(text == place.true for text, _ in place.choices))
            for name, right in repaired(judges, place).items():
                results[name][genre, task].append(right)
    print("\n".join(table(results, figures, texts)))
    parts = (f"{task} {100 * fmean(found):.1f} of {len(found):,}" for task, found in offered.items())
    print(f"\nPlaces whose true character is among the candidates, in 100: {', '.join(parts)}.")
    print(f"What ships loads in {load_milliseconds():.0f} ms (fresh process, with a first answer); a candidate of 20")
    print(f"characters takes it {figures[SHIPPED].first:.0f} µs while rows are still being unpacked.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
