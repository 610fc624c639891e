"""cleantext where others use it: ``python -m benchmarks.scale [--only PART] [--megabytes N]``. Needs ../shared/corpus.

datatrove, datasets: all that the adapter and its framework take, over the same documents' time in ``clean``.
ray: the same on two workers. hook: pre-commit over clean files. flat: throughput from 10 MB to --megabytes (2000).
estimate: machines and hours for 1 TB and 100 TB, from rates measured here. Each part is a module ``scale_<part>``.

Both times are of one run: on a shared machine two runs of the same loop differ by more than what is to be seen.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.corpus import GENRES
from benchmarks.damage.misread import PYTHON, misread
from benchmarks.scoring import documents
from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.options import Options

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


def overhead(name: str, path: Path, work: Callable[[], object], wanted: float, rounds: int = 3) -> None:
    """Print what ``work``, in this process, takes over the calls of ``clean`` that it makes; the middle of some rounds."""
    found = read_texts(path)
    for text in found[:50]:  # tables load once
        chain.clean(text)
    shares, rates = [], []
    size = sum(len(text.encode()) for text in found) / 1e6
    for _ in range(rounds):
        with inside() as spent:
            began = time.perf_counter()
            work()
            whole = time.perf_counter() - began
        if spent.calls < len(found):
            raise SystemExit(f"{name}: cleaned {spent.calls} of {len(found)} documents in this process")
        shares.append(whole / spent.seconds - 1)
        rates.append(size / whole)
    print(f"{name}: {len(found)} documents, {size:.1f} MB; {100 * median(shares):+.1f} % over clean() "
          f"({100 * min(shares):.1f} to {100 * max(shares):.1f}; wanted: at most {100 * wanted:.0f}); "
          f"{median(rates):.2f} MB/s", flush=True)  # fmt: skip


@dataclass
class Inside:
    """Seconds in ``clean``, and how often it was called."""

    seconds: float = 0.0
    calls: int = 0


@contextmanager
def inside(now: Callable[[], float] = time.perf_counter) -> Iterator[Inside]:
    """Count what is spent in ``clean`` in this process."""
    spent, real = Inside(), chain.clean

    def timed(source: str | bytes, options: Options = Options()) -> Cleaned:  # noqa: B008 (frozen)
        began = now()
        try:
            return real(source, options)
        finally:
            spent.seconds += now() - began
            spent.calls += 1

    chain.clean = timed
    try:
        yield spent
    finally:
        chain.clean = real


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
