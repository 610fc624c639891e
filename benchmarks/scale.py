"""cleantext where others use it: ``python -m benchmarks.scale [--only PART] [--megabytes N]``. Needs ../shared/corpus.

datatrove, datasets: the adapter over JSON lines against ``clean`` in a loop over the same documents, in turn.
ray: the same on two workers. hook: pre-commit over clean files. flat: throughput from 10 MB to --megabytes (2000).
estimate: machines and hours for 1 TB and 100 TB, from rates measured here. Each part is a module ``scale_<part>``.

Adapters are compared by the processors' time, of all processes, for the clock of a shared machine tells little about ten
per cent; the clock stands beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.corpus import GENRES
from benchmarks.damage.misread import PYTHON, misread
from benchmarks.scoring import documents

PARTS = {  # megabytes of text, unless --megabytes says otherwise
    "datatrove": 5.0,
    "datasets": 5.0,
    "ray": 1000.0,
    "hook": 10.0,
    "flat": 2000.0,
    "estimate": 10.0,
}
_STOCK = 2.5e6  # bytes of different texts: every size has the same mixture, again and again
_DAMAGED = 0.1  # of the documents


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of the processors: this process and all that it has waited for."""

    clock: float
    processors: float


def spent_by(work: Callable[[], object]) -> Spent:
    began, used = time.perf_counter(), _processors()
    work()
    return Spent(time.perf_counter() - began, _processors() - used)


def _processors() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def stock(damaged: float = _DAMAGED) -> list[str]:
    """The documents of which every corpus here is made; a share of them misread, by lot."""
    rng = Random(9)
    found = [text for genre in GENRES for _, text in documents(genre)]
    rng.shuffle(found)
    size, chosen = 0, []
    for text in found:
        chosen.append(misread(text, "utf-8", "gbk", PYTHON) if rng.random() < damaged else text)
        if (size := size + len(text.encode())) >= _STOCK:
            break
    return chosen


def texts(megabytes: float, damaged: float = _DAMAGED) -> Iterator[str]:
    """The stock again and again, each document with its number, up to a size in UTF-8."""
    size = 0
    for number, text in enumerate(cycle(stock(damaged))):
        if size >= megabytes * 1e6:
            return
        text = f"{text}\n{number}"
        size += len(text.encode())
        yield text


def write_lines(path: Path, megabytes: float, damaged: float = _DAMAGED) -> float:
    """JSON lines with ``id``, ``text`` and ``year``. Returns the megabytes of text in them."""
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(megabytes, damaged)):
            size += len(text.encode())
            record = {"id": f"{number}", "text": text, "year": 2000 + number % 20}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return size / 1e6


def read_texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def loop(found: list[str]) -> None:
    """What an adapter is measured against: nothing but ``clean``."""
    from cleantext import clean

    for text in found:
        clean(text)


def overhead(name: str, path: Path, work: Callable[[], object], wanted: float, rounds: int = 3) -> None:
    """Print what ``work`` takes over a loop over the same documents; the middle of some rounds, in turn."""
    found = read_texts(path)
    loop(found[:50])  # tables load once
    pairs = [(spent_by(lambda: loop(found)), spent_by(work)) for _ in range(rounds)]
    size = sum(len(text.encode()) for text in found) / 1e6
    used = median(mine.processors / bare.processors for bare, mine in pairs) - 1
    clock = median(mine.clock / bare.clock for bare, mine in pairs) - 1
    best = min(bare.clock for bare, _ in pairs), min(mine.clock for _, mine in pairs)
    print(f"{name}: {len(found)} documents, {size:.1f} MB; {100 * used:+.1f} % processor time, {100 * clock:+.1f} % by the"
          f" clock (wanted: at most {100 * wanted:.0f} %); a loop {size / best[0]:.2f} MB/s, {name} {size / best[1]:.2f}",
          flush=True)  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--only", choices=PARTS, default="")
    given.add_argument("--megabytes", type=float, default=0.0, help="of text; default: what the part wants")
    chosen = given.parse_args()
    os.environ["PYTHONPATH"] = os.getcwd()  # for the processes that are started
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    for part, usual in PARTS.items():
        if chosen.only not in ("", part):
            continue
        try:
            module = import_module(f"benchmarks.scale_{part}")
        except ImportError as error:
            print(f"{part}: not measured ({error})")
            continue
        with tempfile.TemporaryDirectory() as folder:
            module.measure(Path(folder), chosen.megabytes or usual)


if __name__ == "__main__":
    main()
