"""The weights of cleantext.speeches.said: ``python -m benchmarks.train_said [--check]``.

Lines of our own (benchmarks/speech_texts/lines), each class against the others, against lines from the middle of
speeches and against lines of ../shared/corpus. ``--check`` trains on one file and three quarters of the other.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import scipy.sparse as sparse

from benchmarks.scoring import documents
from benchmarks.train_page import LEAST, _fitted
from cleantext.lexicons import variants
from cleantext.page.judged import folded, grams
from cleantext.speeches.said import CLASSES, LONGEST, SCALE, SHORTEST

HERE = Path(__file__).parent
TARGET = HERE.parent / "cleantext" / "speeches" / "said.bin"
_OTHERS = 12_000  # lines of the corpus
_COVER = 0.985  # of the lines of a kind that hold one of its signs


def written() -> list[tuple[str, str]]:
    """(class, line), in a fixed disorder."""
    rows = []
    for path in sorted((HERE / "speech_texts" / "lines").glob("*.tsv")):
        rows += [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines() if line.count("\t") == 1]
    Random(2).shuffle(rows)
    return rows  # type: ignore[return-value]


def corpus() -> list[str]:
    """Lines of a length that is weighed, in a fixed disorder."""
    texts = (text for genre in ("reports", "law", "wiki", "fiction", "traditional") for _, text in documents(genre))
    lines = sorted({line.strip() for text in texts for line in text.split("\n")})
    lines = [line for line in lines if SHORTEST <= len(line) <= LONGEST]
    Random(3).shuffle(lines)
    return lines


class Model:
    """Weights of each class by gram, in logits."""

    def __init__(self, rows: Sequence[tuple[str, str]], others: Sequence[str]) -> None:
        sets = [(kind, grams(folded(line))) for kind, line in [*rows, *(("other", line) for line in others)]]
        counts = Counter(gram for kind, found in sets for gram in found if kind != "other")
        names = sorted(gram for gram, n in counts.items() if n >= 2)
        index = {gram: i for i, gram in enumerate(names)}
        flat, ends = [], [0]
        for _, found in sets:
            flat.extend(sorted(index[gram] for gram in found if gram in index))
            ends.append(len(flat))
        table = sparse.csr_matrix(
            (np.ones(len(flat)), np.array(flat, np.int32), np.array(ends)), (len(sets), len(names))
        )
        self.weights: dict[str, list[float]] = {gram: [0.0] * len(CLASSES) for gram in names}
        self.biases = []
        for which, name in enumerate(CLASSES):
            side = np.array([1.0 if kind == name else -1.0 for kind, _ in sets])
            solved = _fitted(table, side, np.ones(len(sets)))
            self.biases.append(float(solved[-1]))
            for gram, weight in zip(names, solved, strict=False):
                if abs(weight) >= LEAST:
                    self.weights[gram][which] = float(weight)

    def logit(self, line: str, which: int) -> float:
        found = (self.weights[gram][which] for gram in grams(folded(line)) if gram in self.weights)
        return self.biases[which] + sum(found)


def signs(rows: Sequence[tuple[str, str]], kind: str, others: Sequence[str]) -> set[str]:
    """Characters, the rarest in the corpus for what they hold, that nearly every line of a kind has one of."""
    lines = [set(folded(line)[1:-1]) for each, line in rows if each == kind]
    often = Counter(char for line in others for char in set(folded(line)))
    chosen: set[str] = set()
    left = list(lines)
    while len(left) > (1 - _COVER) * len(lines):
        held = Counter(char for line in left for char in line if char >= "\u3400")
        if not held:
            break
        best = max(held, key=lambda char: (held[char] / (often[char] + 20), char))
        chosen.add(best)
        left = [line for line in left if best not in line]
    share = sum(not chosen.isdisjoint(folded(line)) for line in others) / len(others)
    print(f"{kind}: {len(chosen)} signs, in {share:.3f} of the corpus's lines")
    return {form for char in chosen for form in variants().get(char, char)}


def check() -> None:
    rows, others = written(), corpus()
    cut = len(rows) * 3 // 4
    model = Model(rows[:cut], others[:_OTHERS])
    for which, name in enumerate(CLASSES):
        for title, lines in (
            ("found", [line for kind, line in rows[cut:] if kind == name]),
            ("of the middle", [line for kind, line in rows[cut:] if kind == "body"]),
            ("of the corpus", others[_OTHERS : _OTHERS + 20_000]),
        ):
            values = [model.logit(line, which) for line in lines]
            print(name, title, *(f"{sum(v > least for v in values) / len(values):.4f}" for least in (0, 1, 2)))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--check", action="store_true")
    if given.parse_args().check:
        check()
        return
    rows, others = written(), corpus()
    model = Model(rows, others[:_OTHERS])
    head = " ".join(f"{bias:.4f}" for bias in model.biases)
    chars = "\t".join("".join(sorted(signs(rows, kind, others[:_OTHERS]))) for kind in CLASSES)
    lines = []
    for gram, weights in sorted(model.weights.items()):
        rounded = [round(weight * SCALE) for weight in weights]
        if any(rounded) and "\n" not in gram and "\t" not in gram:
            lines.append("\t".join([gram, *map(str, rounded)]))
    TARGET.write_bytes(zlib.compress("\n".join([head, chars, *lines]).encode("utf-8"), 9))
    print(len(lines), "weights,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
