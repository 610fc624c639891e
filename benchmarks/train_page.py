"""The weights of cleantext.page.judged: ``python -m benchmarks.train_page [--check]``.

Logistic regression with an L2 penalty over the n-grams of pieces. Junk: benchmarks/junk/pieces/*.tsv, pieces of our own
in the manner of ten sorts of sites, each file written without sight of the others, and the dev part of the labelled
pages. Good: their ``good`` pieces, every short line and sentence of ../shared/corpus, the traps and cleaned texts of
fixtures/. ``--check`` leaves out one file and half of the corpus at a time and prints what is found in them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.junk.pages import Span, pages
from benchmarks.regression import Grams
from benchmarks.scoring import CORPUS, documents
from benchmarks.speech_documents import compose
from cleantext.columns import packed
from cleantext.page.judged import FAMILIES, LONGEST, SCALE, SHORT, SHORTEST, folded, grams
from cleantext.page.pieces import STOP

HERE = Path(__file__).parent
TARGET = HERE.parent / "cleantext" / "page" / "judged.bin"
ANCHORS = HERE.parent / "cleantext" / "lexicons" / "page_anchors.txt"
FIXTURES = HERE.parent / "fixtures"
GENRES = ("reports", "law", "wiki", "fiction", "traditional")
GOOD_WEIGHT = 5.0  # of one good piece that was written to be hard
_PAIR = re.compile("[\u3400-\u9fff]{2}")
# Microseconds over all of the corpus: one anchor more, a place where the classes meet, a hit, a piece nobody looks at.
_NEW, _PLACE, _HIT, _PIECE = 15.0, 1.0, 60.0, 800.0


class Piece(NamedTuple):
    """text, its family ("good" for what must stay), how much it counts."""

    text: str
    family: str
    weight: float = 1.0


def written(names: Iterable[str] | None = None) -> dict[str, list[Piece]]:
    """File -> its pieces."""
    found: dict[str, list[Piece]] = {}
    for path in sorted((HERE / "junk" / "pieces").glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        found[path.stem] = [Piece(r[2], r[0], GOOD_WEIGHT if r[0] == "good" else 1.0) for r in rows if len(r) == 3]
    return found


def labelled() -> list[Piece]:
    """The junk, the titles and the traps of the pages of the dev part."""
    found: dict[str, str] = {}
    for page in pages("dev", 600, {}):
        done = 0
        for span in (*page.spans, Span(len(page.text), len(page.text), "")):
            found |= dict.fromkeys(units(page.text[done : span.start]), "trap")
            done = span.end
        for span in page.spans:
            for line in page.text[span.start : span.end].split("\n"):
                if line.strip():
                    found[line.strip()] = span.label
    return [
        Piece(text, "good" if label == "trap" else label, GOOD_WEIGHT if label == "trap" else 1.0)
        for text, label in found.items()
    ]


def units(text: str) -> Iterator[str]:
    """The short lines of a text and the pieces of all lines."""
    for line in text.split("\n"):
        bare = line.strip()
        if SHORTEST <= len(bare) <= LONGEST:
            yield bare
        for piece in STOP.split(bare):
            if SHORTEST <= len(piece) <= LONGEST and piece != bare:
                yield piece


def corpus() -> list[list[str]]:
    """The units of each document of ../shared/corpus and of the project's own undamaged texts."""
    found = [list(units(text)) for genre in GENRES for _, text in documents(genre)]
    for path in sorted(CORPUS.glob("negative/*.jsonl")):
        found += [list(units(text)) for _, text in documents(path.stem, "negative")]
    return found


def own() -> list[Piece]:
    """What stays in fixtures/, and the speeches of the benchmarks' dev part with their headings and titles."""
    texts = [path.read_text("utf-8") for path in sorted((FIXTURES / "clean").glob("*.txt"))]
    texts += [(HERE / "speech_texts" / "dev.txt").read_text("utf-8")]
    for number in range(300):
        sheet = compose("dev", number)
        texts.append("\n".join(line for i, line in enumerate(sheet.lines) if i not in sheet.site))
    for path in sorted((FIXTURES / "rules").glob("*.jsonl")):
        texts += [json.loads(line)["clean"] for line in path.read_text("utf-8").splitlines()]
    return [Piece(unit, "good") for unit in sorted({unit for text in texts for unit in units(text)})]


class Model:
    """Weights by gram; bias; both in logits."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        sets = [(grams(folded(each.text)), each) for each in pieces]
        junk: Counter[str] = Counter()
        good: Counter[str] = Counter()
        for found, each in sets:
            (good if each.family == "good" else junk).update(found)
        names = [gram for gram, n in junk.items() if n >= 2]
        names += [gram for gram, n in good.items() if n >= 8 and len(gram) < 3 and junk[gram] < 2]
        names.sort()  # the same weights whatever the order of sets
        signs = np.array([-1.0 if each.family == "good" else 1.0 for each in pieces])
        counts = np.array([each.weight for each in pieces])
        self.bias, self.weights = Grams([found for found, _ in sets], names).fit(signs, counts)
        self.junk = junk

    def logit(self, text: str) -> float:
        return self.bias + sum(self.weights.get(each, 0.0) for each in grams(folded(text)))


def kinds(pieces: Sequence[Piece]) -> dict[str, tuple[int, int]]:
    """Gram -> the family it speaks for most and how loudly, 1 to 9."""
    totals = Counter(each.family for each in pieces if each.family != "good")
    seen: dict[str, Counter[str]] = {}
    for each in pieces:
        if each.family != "good":
            for gram in grams(folded(each.text)):
                seen.setdefault(gram, Counter())[each.family] += 1
    found = {}
    for gram, counts in seen.items():
        rates = {family: (counts[family] + 0.2) / (totals[family] + 0.2 * len(FAMILIES)) for family in FAMILIES}
        best = max(rates, key=rates.__getitem__)
        rest = sum(rate for family, rate in rates.items() if family != best) / (len(FAMILIES) - 1)
        sure = min(round(2 * np.log(rates[best] / rest)), 9)
        if sure > 0:
            found[gram] = FAMILIES.index(best), int(sure)
    return found


def anchors(model: Model, pieces: Sequence[Piece], prose: Iterable[str]) -> list[str]:
    """Pairs of which nearly every piece of junk that the model finds holds one, the cheapest in prose.

    They are looked for as any first character before any second one: what costs is how often those meet.
    """
    pairs: Counter[str] = Counter()
    for text in prose:
        text = folded(text)[1:-1]
        pairs.update(map("".join, itertools.pairwise(text)))
    meets = _Meets(pairs)
    holders = _holders(model, pieces)
    left = set().union(*holders.values()) if holders else set()
    print(len(left), "pieces with an anchor to choose")
    queue = [(-len(held) / meets.least(pair), pair) for pair, held in holders.items()]
    heapify(queue)
    chosen = []
    while queue:
        _, pair = heappop(queue)
        held = holders[pair] & left
        cost = meets.cost(pair)
        if not held or len(held) * _PIECE < cost:
            continue
        if queue and -len(held) / cost > queue[0][0]:  # others may be better by now
            heappush(queue, (-len(held) / cost, pair))
            continue
        left -= held
        meets.take(pair)
        chosen.append(pair)
    print(len(chosen), "anchors,", len(left), "pieces without one;", meets.places, "places")
    return chosen


def _holders(model: Model, pieces: Sequence[Piece]) -> dict[str, set[int]]:
    """Pair of Chinese characters -> the pieces that hold it, of those that the model finds."""
    found: dict[str, set[int]] = {}
    for i, each in enumerate(pieces):
        if each.family != "good" and model.logit(each.text) > 0:
            text = folded(each.text)[1:-1]
            for pair in set(map("".join, itertools.pairwise(text))):
                if _PAIR.fullmatch(pair) and model.weights.get(pair, 0) > 0:
                    found.setdefault(pair, set()).add(i)
    return found


class _Meets:
    """What it costs, in microseconds over all of the corpus, to look for pairs by two classes of characters."""

    def __init__(self, pairs: Counter[str]) -> None:
        self.pairs = pairs
        self.firsts: set[str] = set()
        self.seconds: set[str] = set()
        self.places = 0
        self._after: dict[str, dict[str, int]] = {}
        self._before: dict[str, dict[str, int]] = {}
        for pair, n in pairs.items():
            self._after.setdefault(pair[0], {})[pair[1]] = n
            self._before.setdefault(pair[1], {})[pair[0]] = n

    def least(self, pair: str) -> float:
        return _NEW + self.pairs[pair] * (_HIT + _PLACE)

    def cost(self, pair: str) -> float:
        return _NEW + self._more(pair) * _PLACE + self.pairs[pair] * _HIT

    def take(self, pair: str) -> None:
        self.places += self._more(pair)
        self.firsts.add(pair[0])
        self.seconds.add(pair[1])

    def _more(self, pair: str) -> int:
        first, second = pair
        new_first, new_second = first not in self.firsts, second not in self.seconds
        more = self.pairs[pair] if new_first and new_second else 0
        if new_first:
            more += sum(n for char, n in self._after.get(first, {}).items() if char in self.seconds)
        if new_second:
            more += sum(n for char, n in self._before.get(second, {}).items() if char in self.firsts)
        return more


def save(model: Model, families: dict[str, tuple[int, int]], chosen: Sequence[str]) -> None:
    rows = []
    for gram in sorted(model.weights.keys() | families.keys(), key=lambda gram: (len(gram) > SHORT, gram)):
        weight = round(model.weights.get(gram, 0.0) * SCALE)
        family, sure = families.get(gram, (0, 0))
        if weight or (sure and gram in model.weights):
            rows.append((gram, weight, family, sure))
    grams, *columns = zip(*rows, strict=True)
    short = sum(len(gram) <= SHORT for gram in grams)
    head = "# Pairs of characters that junk has and prose rarely: where cleantext/page/judged.py looks. benchmarks/train_page.py chose them."
    ANCHORS.write_text("\n".join([head, *sorted(chosen)]) + "\n", "utf-8")
    TARGET.write_bytes(packed([f"{model.bias:.4f}", f"{short}"], grams, columns))
    print(len(rows), "weights,", TARGET.stat().st_size, "bytes")


def _pieces_of(files: Iterable[list[Piece]], prose: Iterable[str]) -> list[Piece]:
    found = [piece for pieces in files for piece in pieces]
    hard = {folded(each.text) for each in found if each.family != "good"}
    return found + [Piece(unit, "good") for unit in sorted(set(prose)) if folded(unit) not in hard]


def check() -> None:
    """What a model finds of a file it has not seen, and of documents it has not seen."""
    files, texts = written(), corpus()
    fixed = [labelled(), own()]
    for name in files:
        model = Model(
            _pieces_of(
                [*fixed, *(pieces for other, pieces in files.items() if other != name)],
                (unit for text in texts[::2] for unit in text),
            )
        )
        unseen = sorted(
            {unit for text in texts[1::2] for unit in text} - {unit for text in texts[::2] for unit in text}
        )
        wrong = sorted((model.logit(unit) for unit in unseen), reverse=True)
        print(f"\n{name}: of {len(unseen)} units of unseen documents above 0, 1, 2, 3:",
              *(sum(value > least for value in wrong) for least in (0, 1, 2, 3)))  # fmt: skip
        for family in (*FAMILIES, "good"):
            values = [model.logit(each.text) for each in files[name] if each.family == family]
            shares = (sum(value > least for value in values) / len(values) for least in (0, 1, 2, 3))
            print(f"  {family:<10}", *(f"{share:.3f}" for share in shares), flush=True)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--check", action="store_true")
    if given.parse_args().check:
        check()
        return
    prose = [unit for text in corpus() for unit in text]
    pieces = _pieces_of([*written().values(), labelled(), own()], prose)
    model = Model(pieces)
    junk = [each for each in pieces if each.family != "good"]
    print(len(junk), "pieces of junk,", len(pieces) - len(junk), "good ones")
    save(model, kinds(pieces), anchors(model, junk, prose))


if __name__ == "__main__":
    main()
