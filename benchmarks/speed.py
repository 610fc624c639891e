"""Whole chain against ftfy, in one process: ``python -m benchmarks.speed``.

Undamaged simplified UTF-8 (../shared/corpus/train reports and law, as bytes) and the seeds; MB of UTF-8 per second,
medians of the rounds, both tools in turn. Cold start: ``cleantext check`` of a clean 10 KB file over bare Python.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median

import ftfy

from cleantext import Options, clean
from cleantext.finding import Finding, apply

REPAIRS = ("slashes", "gbk_torn", "byte_slip", "pinyin_gloss", "ideographic_space")
SHARED = Path(__file__).parents[2] / "shared"
_ROUNDS = 5


def undamaged() -> list[bytes]:
    texts = []
    for genre in ("reports", "law"):
        lines = (SHARED / "corpus" / "train" / f"{genre}.jsonl").read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"].encode() for line in lines]
    return texts


def seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted((SHARED / "seeds").glob("*.txt"))]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, data: list[bytes], options: Options) -> None:
    size = sum(map(len, data)) / 1e6

    def ours() -> None:
        for each in data:
            clean(each, options)

    def theirs() -> None:
        for each in data:
            ftfy.fix_text(each.decode())

    timed(ours), timed(theirs)
    rounds = [(timed(ours), timed(theirs)) for _ in range(_ROUNDS)]
    us, them = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(b / a for a, b in rounds)
    print(f"| {name} | {size:.2f} | {size / us:.1f} | {size / them:.1f} | {ratio:.1f} |", flush=True)


def cold() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.txt"
        path.write_text("我们把每一件小事办好，群众就会信任我们。\n" * 180, encoding="utf-8")
        bare = [sys.executable, "-c", "pass"]
        ours = [sys.executable, "-m", "cleantext", "check", str(path)]
        rounds = [(timed(lambda: run(ours)), timed(lambda: run(bare))) for _ in range(11)]
    over = median(a - b for a, b in rounds)
    print(f"\ncold `cleantext check` of one clean {path.name} of 10 KB: {over * 1000:.0f} ms over bare Python")


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _all_findings(find: Callable[[str, Options], Iterable[Finding]], texts: list[str]) -> int:
    return sum(1 for text in texts for _ in find(text, Options()))


def passes() -> None:
    """Each repairing rule alone, warm: seed 001 repeated to a megabyte, and all undamaged text; milliseconds a MB."""
    seed = next(path for path in sorted((SHARED / "seeds").glob("*.txt")) if path.name.startswith("001"))
    text = seed.read_text(encoding="utf-8") + "\n"
    torn = [text * round(1e6 / len(text.encode()))]
    clean_texts = [
        json.loads(line)["text"]
        for path in sorted((SHARED / "corpus" / "train").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    print("\n| rule | seed 001 repeated, ms/MB | undamaged, ms/MB |\n| --- | --: | --: |")
    for rule in REPAIRS:
        find = import_module(f"cleantext.detectors.{rule}").find
        figures = []
        for texts in (torn, clean_texts):
            size = sum(len(each.encode()) for each in texts) / 1e6
            work = partial(_all_findings, find, texts)
            figures.append(min(timed(work) for _ in range(3)) * 1000 / size)
        print(f"| {rule} | {figures[0]:.0f} | {figures[1]:.1f} |", flush=True)
        torn = [apply(each, find(each, Options())).text for each in torn]


def main() -> None:
    if not SHARED.exists():
        print(f"skipped: {SHARED} is not here, and the texts come from it")
        return
    print("| text | MB | cleantext MB/s | ftfy.fix_text MB/s | times ftfy |\n| --- | --: | --: | --: | --: |")
    compare("undamaged simplified UTF-8, script auto", undamaged(), Options())
    compare("seeds, script simplified", seeds(), Options(script="simplified"))
    passes()
    cold()


if __name__ == "__main__":
    main()
