"""Bytes to text, the numbers of issue 5: ``python -m benchmarks.encodings [--documents N] [--only WORD] [--check]``.

Files and short texts whose codec is known (benchmarks.coded), mixed files (benchmarks.mixed_codecs), files cut or
damaged (benchmarks.cut_codecs), and time. An answer is right when the text is the truth: ours as decode gives it, a
peer's when the bytes decoded with the one codec that it names are. A byte order mark is no part of the text. Of mixed and
of damaged files a peer's text is what its codec makes of them with ``errors="replace"``; of a damaged file all must be
right but the damaged character and four on each side. Other languages: "not Chinese" is the share that is right, or at
least not given as Chinese. ``--wrong N`` prints so many of our wrong answers of each row. ``--check`` fails when a figure
is under its floor in floors.json.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks import coded, cut_codecs, mixed_codecs
from benchmarks.answers import OURS, PEERS, TOOLS, Answer, Measure, language, lines, near, whole
from benchmarks.coded import CHINESE, FOREIGN, TAIWAN, WIDE, Sample
from benchmarks.cut_codecs import ACCIDENTS
from benchmarks.quality import check
from benchmarks.scoring import CORPUS
from cleantext.decoding import decode

HEAD = """| row | of | ours | wanted | chardet | charset-normalizer | cchardet | samples |
| --- | --- | --: | --: | --: | --: | --: | --: |"""
_ROUNDS = 7


class Row(NamedTuple):
    """wanted: figure -> the issue's number. samples: number -> samples."""

    name: str
    kind: str
    measure: Measure
    wanted: dict[str, float]
    samples: Callable[[int], Iterator[Sample]]


def rows(number: int) -> Iterator[Row]:
    """The rows of the issue in its order; each is asked for ``number`` samples of each kind, or a multiple."""
    for codec in CHINESE:
        yield Row("one codec, 2-20 KB", codec, whole, {"": 1.0}, partial(coded.files, codec))
    for size, wanted in ((200, 1.0), (60, 0.998), (20, 0.985), (8, 0.93)):
        for codec in CHINESE:
            samples = partial(_more, 3, partial(coded.snippets, codec, size=size))
            yield Row(f"one codec, {size} characters", codec, whole, {"": wanted}, samples)
    for name in FOREIGN:
        wanted_both = {"": 0.98, "not Chinese": 1.0}
        yield Row("other languages, 200 characters", name, language, wanted_both, partial(coded.foreign, name))
    for name in mixed_codecs.MIXTURES:
        wanted_both = {"lines right": 0.998, "files wholly right": 0.97}
        yield Row("mixed", name, lines, wanted_both, partial(mixed_codecs.mixed, name))
    for codec in ("utf-8", "gb18030", *TAIWAN):
        for accident in ACCIDENTS:
            yield Row("cut anywhere", f"{codec}, {accident}", near, {"": 1.0}, partial(cut_codecs.cut, accident, codec))
    for codec in (WIDE[0], WIDE[2]):
        for accident in ACCIDENTS[codec == WIDE[0] :]:  # without its first byte the mark is no mark
            samples = partial(cut_codecs.cut, accident, codec)
            yield Row("cut anywhere, UTF-16", f"{codec}, {accident}", near, {"": 1.0}, samples)


def _more(times: int, samples: Callable[[int], Iterator[Sample]], number: int) -> Iterator[Sample]:
    return samples(times * number)


@dataclass
class Score:
    """figure -> tool -> [right, of how many]; wrong: our wrong answers."""

    figures: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    wrong: list[tuple[Sample, Answer]] = field(default_factory=list)

    def add(self, figure: str, tool: str, right: int, total: int) -> None:
        sums = self.figures.setdefault(figure, {}).setdefault(tool, [0, 0])
        sums[0] += right
        sums[1] += total

    def share(self, figure: str, tool: str = OURS) -> float:
        right, total = self.figures[figure][tool]
        return right / max(1, total)


def scored(row: Row, number: int) -> Score:
    """What all tools make of a row."""
    score = Score()
    errors = "replace" if row.measure in (lines, near) else "strict"
    for sample in row.samples(number):
        for name, tool in TOOLS.items():
            answer = tool(sample.data, errors)
            found = row.measure(sample, answer)
            for figure, (right, total) in found.items():
                score.add(figure, name, right, total)
            if name == OURS and any(right < total for right, total in found.values()):
                score.wrong.append((sample, answer))
    return score


def shown(name: str, kind: str, wanted: dict[str, float], score: Score) -> str:
    """The lines of the table for one row."""
    table = []
    for figure, tools in score.figures.items():
        mine, *others = (f"{score.share(figure, tool):.4f}" for tool in tools)
        title, total = f"{name}, {figure}" if figure else name, tools[OURS][1]
        table.append(f"| {title} | {kind} | {mine} | {wanted[figure]:.3f} | {' | '.join(others)} | {total} |")
    return "\n".join(table)


def example(sample: Sample, answer: Answer) -> str:
    """Where we were wrong first."""
    text, truth = answer.text or "", sample.truth
    at = next((i for i, (a, b) in enumerate(zip(text, truth, strict=False)) if a != b), min(len(text), len(truth)))
    start = max(0, at - 12)
    segments = answer.decoded.segments if answer.decoded else ()
    spans = ", ".join(f"{s.codec} {s.end - s.start} B {s.confidence:.2f}" for s in segments[:6])
    place = f" damage at {sample.place}" if sample.place else ""
    return (
        f"  {sample.codec}, {len(truth)} characters, differs at {at}{place}; [{spans}]\n"
        f"    truth  {truth[start : at + 30]!r}\n    answer {text[start : at + 30]!r}"
    )


def seconds(work: Callable[[bytes], object], files: list[bytes]) -> float:
    start = time.perf_counter()
    for data in files:
        work(data)
    return time.perf_counter() - start


def speeds(number: int, only: str) -> dict[str, float]:
    """Times, in turn and round by round: how many times as fast as the other we are."""
    found: dict[str, float] = {}
    jobs: tuple[tuple[str, str, str, Callable[[bytes], object], float], ...] = (
        ("speed, UTF-8 over bytes.decode", "files of 2-20 KB", "utf-8", bytes.decode, 0.5),
        ("speed, UTF-8 over bytes.decode", "files of 1 MB", "utf-8", bytes.decode, 0.5),
        *(("speed, gb18030 over " + name, "files of 2-20 KB", "gb18030", peer, 3.0) for name, peer in PEERS.items()),
    )
    for name, kind, codec, other, wanted in jobs:
        if only not in f"{name}, {kind}":
            continue
        data = [sample.data for sample in coded.files(codec, number)]
        if "MB" in kind:
            data = [b"".join(data)] * 3
        seconds(decode, data), seconds(other, data)
        rounds = [(seconds(decode, data), seconds(other, data)) for _ in range(_ROUNDS)]
        found[f"{name}, {kind}"] = ratio = median(theirs / mine for mine, theirs in rounds)
        each = 1000 * median(mine for mine, _ in rounds) / len(data)
        print(f"| {name} | {kind} | {ratio:.2f} | {wanted} | {each:.2f} ms a file |", flush=True)
    return found


def accuracy(number: int, only: str, wrong: int) -> dict[str, float]:
    """Print the rows with ``only`` in them and the sum of those of one name; figure -> ours."""
    found: dict[str, float] = {}
    totals: dict[str, Score] = {}
    chosen = [row for row in rows(number) if only in f"{row.name}, {row.kind}"]
    for row, after in zip(chosen, [*chosen, None][1:], strict=True):
        score = scored(row, number)
        print(shown(row.name, row.kind, row.wanted, score), flush=True)
        for each in score.wrong[:wrong]:
            print(example(*each))
        total = totals.setdefault(row.name, Score())
        for figure, tools in score.figures.items():
            for tool, (right, of) in tools.items():
                total.add(figure, tool, right, of)
        if after is None or after.name != row.name:
            print(shown(f"**{row.name}**", "all", row.wanted, total), flush=True)
            found |= {f"{row.name}, {figure}".removesuffix(", "): total.share(figure) for figure in total.figures}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=int, default=100, help="samples of each kind; three times as many short ones"
    )
    parser.add_argument("--only", default="", help="rows that have this in them")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong answers of ours of each row")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the truth comes from it")
        return 0
    print(HEAD)
    figures = accuracy(args.documents, args.only, args.wrong)
    print("\n| row | of | times as fast | wanted | ours |\n| --- | --- | --: | --: | --: |")
    figures |= speeds(args.documents, args.only)
    if not args.check:
        return 0
    # A sum over some of its kinds says nothing about the floor of the whole.
    return check({f"encodings, {name}": figure for name, figure in figures.items() if args.only in name})


if __name__ == "__main__":
    sys.exit(main())
