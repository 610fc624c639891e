"""Text whose characters are gone: is it reported, and left alone? ``python -m benchmarks.beyond_repair [--documents N]``.

GBK or Big5 read as UTF-8, with U+FFFD for what is none; the same saved and read as GBK (锟斤拷); memory that was filled with
CC or CD and never written (烫烫烫, 屯屯屯), between good lines. Shares are of the characters beyond ASCII that the accident
left. Anything changed is a guess.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from random import Random

from benchmarks.damage.misread import OLD, PYTHON, Accident, misread, twice
from benchmarks.damage.scopes import in_lines
from benchmarks.scoring import CORPUS, GENRES, traditional, unseen
from cleantext import Options, clean

_LONGEST = 3000  # characters of a document
_SAVED = partial(misread, true="utf-8", wrong="gbk", loss=OLD)


def _filled(text: str, byte: int) -> str:
    return bytes([byte] * (2 * len(text))).decode("gbk")


ACCIDENTS: dict[str, tuple[Accident, Callable[[str], str]]] = {
    "GBK as UTF-8": (partial(misread, true="gbk", wrong="utf-8", loss=PYTHON), str),
    "Big5 as UTF-8": (partial(misread, true="big5", wrong="utf-8", loss=PYTHON), traditional),
    "GBK as UTF-8, saved, as GBK": (twice(partial(misread, true="gbk", wrong="utf-8"), _SAVED), str),
    "memory filled with CC": (partial(_filled, byte=0xCC), str),
    "memory filled with CD": (partial(_filled, byte=0xCD), str),
}


def reported(accident: Accident, truth: str, rng: Random) -> tuple[int, int, int]:
    """(characters reported, changed, damaged) when some of the lines of a document met with ``accident``."""
    before, shown = truth.split("\n"), in_lines(truth, accident, rng, 0.4)
    hit: set[int] = set()
    at = 0
    for was, now in zip(before, shown.split("\n"), strict=True):
        if was != now:
            hit.update(i for i, c in enumerate(now, at) if not c.isascii())
        at += len(now) + 1
    findings = clean(shown, Options(script="keep", junk=False)).findings
    spans = {True: set[int](), False: set[int]()}  # by whether it was changed
    for each in findings:
        spans[each.cure is not None].update(range(each.source_start, each.source_end))
    return len(hit & spans[False]), len(spans[True]), len(hit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10, help="most documents of each genre")
    most = parser.parse_args().documents
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the text comes from it")
        return
    print("| accident | characters | reported | changed |\n| --- | --: | --: | --: |")
    for name, (accident, script) in ACCIDENTS.items():
        rng, sums = Random(name), (0, 0, 0)
        for text in (text for genre in GENRES for text in unseen(genre, most)):
            truth = script(text[:_LONGEST]).encode("big5" if "Big5" in name else "gbk", "ignore")
            found = reported(accident, truth.decode("big5" if "Big5" in name else "gbk"), rng)
            sums = sums[0] + found[0], sums[1] + found[1], sums[2] + found[2]
        seen, changed, total = sums
        print(f"| {name} | {total} | {seen / max(1, total):.4f} | {changed / max(1, total):.4f} |", flush=True)


if __name__ == "__main__":
    main()
