"""The weights of cleantext.speeches.said: ``python -m benchmarks.train_said [--check]``.

Lines of our own (benchmarks/speech_texts/lines), each class against the others, against lines from the middle of
speeches and against lines of ../shared/corpus. ``--check`` trains on one file and three quarters of the other.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Sequence
from operator import add
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
# Pairs are signs of a kind that it has so many times as often as the corpus. Of unseen lines that are found .99 and more
# hold one, of the corpus's .03 to .12.
_OFTENER = {"salutation": 1.0, "closing": 0.6, "host": 1.5}


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


def signs(rows: Sequence[tuple[str, str]], kind: str, others: Sequence[str]) -> list[str]:
    """Pairs of characters, in every script, that lines of a kind have oftener than lines of the corpus."""
    own = Counter(pair for each, line in rows if each == kind for pair in _pairs(line))
    often = Counter(pair for line in others for pair in _pairs(line))
    chosen = {pair for pair, n in own.items() if n > _OFTENER[kind] * (often[pair] + 1)}
    share = sum(not chosen.isdisjoint(_pairs(line)) for line in others) / len(others)
    print(f"{kind}: {len(chosen)} pairs, in {share:.3f} of the corpus's lines")
    forms = variants()
    written = {a + b for pair in chosen for a in forms.get(pair[0], pair[0]) for b in forms.get(pair[1], pair[1])}
    return sorted(pair for pair in written if "\n" not in pair)


def _pairs(line: str) -> set[str]:
    bare = folded(line)[1:-1]
    return set(map(add, bare, bare[1:]))


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
    pairs = ["".join(signs(rows, kind, others[:_OTHERS])) for kind in CLASSES]
    lines = []
    for gram, weights in sorted(model.weights.items()):
        rounded = [round(weight * SCALE) for weight in weights]
        if any(rounded) and "\n" not in gram and "\t" not in gram:
            lines.append("\t".join([gram, *map(str, rounded)]))
    TARGET.write_bytes(zlib.compress("\n".join([head, *pairs, *lines]).encode("utf-8"), 9))
    print(len(lines), "weights,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
