"""The weights of cleantext.speeches.said: ``python -m benchmarks.train_said [--check]``.

Lines of our own (benchmarks/speech_texts/lines), each class against the others, against lines from the middle of
speeches and against lines of ../shared/corpus. ``--check`` trains on one file and three quarters of the other.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.regression import Grams
from benchmarks.scoring import documents
from benchmarks.speech_documents import compose
from cleantext.columns import packed
from cleantext.lexicons import variants
from cleantext.page.judged import folded, grams
from cleantext.speeches.said import CLASSES, LONGEST, OPENING, SCALE, SHORTEST

HERE = Path(__file__).parent
TARGET = HERE.parent / "cleantext" / "speeches" / "said.bin"
_SHEETS = 300  # composed documents of the dev part whose titles count
_OTHERS = 12_000  # lines of the corpus
# Pairs are signs of a kind that it has so many times as often as the corpus. Of unseen lines that are found .99 and more
# hold one, of the corpus's .03 to .12.
_OFTENER = {"salutation": 1.0, "closing": 0.6, "host": 1.5, "opening": 1.0, "byline": 1.0}


def written() -> list[tuple[str, str]]:
    """(class, line), in a fixed disorder."""
    rows = []
    for path in sorted((HERE / "speech_texts" / "lines").glob("*.tsv")):
        rows += [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines() if line.count("\t") == 1]
    # A title stands where a byline does, and names an occasion as an opening does.
    titles = {title for number in range(_SHEETS) for label in compose("dev", number).labels for title in label.titles}
    rows += [("title", title) for title in sorted(titles)]
    Random(2).shuffle(rows)
    return rows  # type: ignore[return-value]


def corpus() -> list[str]:
    """Lines, in a fixed disorder."""
    texts = (text for genre in ("reports", "law", "wiki", "fiction", "traditional") for _, text in documents(genre))
    lines = sorted({line.strip() for text in texts for line in text.split("\n")})
    Random(3).shuffle(lines)
    return lines


def shown(lines: Iterable[str], kind: str) -> list[str]:
    """The lines as the class sees them: an opening is weighed by its first characters, other lines as a whole."""
    cut = [line[:OPENING] for line in lines] if kind == "opening" else list(lines)
    return [line for line in cut if SHORTEST <= len(line) <= LONGEST]


class Model:
    """Bias and weights of each class, in logits."""

    def __init__(self, rows: Sequence[tuple[str, str]], others: Sequence[str]) -> None:
        self.fits = {kind: self._fitted(rows, others, kind) for kind in CLASSES}

    @staticmethod
    def _fitted(rows: Sequence[tuple[str, str]], others: Sequence[str], kind: str) -> tuple[float, dict[str, float]]:
        own = [grams(folded(line)) for line in shown((line for each, line in rows if each == kind), kind)]
        rest = [grams(folded(line)) for line in shown((line for each, line in rows if each != kind), kind)]
        prose = [grams(folded(line)) for line in shown(others, kind)[:_OTHERS]]
        counts = Counter(gram for found in (*own, *rest) for gram in found)
        sets = [*own, *rest, *prose]
        sides = np.array([1.0] * len(own) + [-1.0] * (len(sets) - len(own)))
        return Grams(sets, sorted(gram for gram, n in counts.items() if n >= 2)).fit(sides, np.ones(len(sets)))

    def logit(self, line: str, kind: str) -> float:
        bias, weights = self.fits[kind]
        return bias + sum(weights.get(gram, 0.0) for gram in grams(folded(line)))


def signs(rows: Sequence[tuple[str, str]], kind: str, others: Sequence[str]) -> list[str]:
    """Pairs of characters, in every script, that lines of a kind have oftener than lines of the corpus."""
    own = Counter(pair for line in shown((line for each, line in rows if each == kind), kind) for pair in _pairs(line))
    others = shown(others, kind)[:_OTHERS]
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
    model = Model(rows[:cut], others)
    for name in CLASSES:
        for title, lines in (
            ("found", [line for kind, line in rows[cut:] if kind == name]),
            ("of the middle", [line for kind, line in rows[cut:] if kind == "body"]),
            ("of the corpus", others[-20_000:]),
        ):
            values = [model.logit(line, name) for line in shown(lines, name)]
            print(name, title, *(f"{sum(v > least for v in values) / len(values):.4f}" for least in (0, 1, 2, 3)))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--check", action="store_true")
    if given.parse_args().check:
        check()
        return
    rows, others = written(), corpus()
    model = Model(rows, others)
    head = " ".join(f"{model.fits[kind][0]:.4f}" for kind in CLASSES)
    pairs = ["".join(signs(rows, kind, others)) for kind in CLASSES]
    rows = []
    for gram in sorted(set().union(*(weights for _, weights in model.fits.values()))):
        rounded = [round(model.fits[kind][1].get(gram, 0.0) * SCALE) for kind in CLASSES]
        if any(rounded) and "\n" not in gram:
            rows.append((gram, *rounded))
    names, *columns = zip(*rows, strict=True)
    TARGET.write_bytes(packed([head, *pairs], names, columns))
    print(len(rows), "weights,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
