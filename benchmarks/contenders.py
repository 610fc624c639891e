"""The judges that benchmarks.judges compares, all trained on the same figures.

These are the documents of ../shared/corpus/train that are not held out, and jieba's dictionary, counted by
cleantext.language.train. Sources: Ney, Essen & Kneser 1994 (absolute discounting), Kneser & Ney 1995, Chen & Goodman
1998 (interpolation); jieba's dictionary and way of cutting, the cheapest path over word frequencies, by Viterbi.
"""

from __future__ import annotations

import math
import re
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.scoring import CORPUS
from cleantext.language import SCALE, fold, train
from cleantext.language.model import Model

WINDOW = 8  # characters before and behind a candidate that a judge sees
TABLES = Path(train.__file__).with_name("chinese.bin")
BIGRAMS, DISCOUNTED = "bigrams, Kneser-Ney", "trigrams, absolute discounting, all"
SHIPPED, FULL = "trigrams, Kneser-Ney, pruned: ships", "trigrams, Kneser-Ney, all"
FOUR, WORDS = "4-grams, Kneser-Ney, all", "words"
_REMEMBERED = 1_000_000
_UNKNOWN = 4.0  # nats on top, for a character that is no word: 22 of 275,000 held-out ones, so that it hardly matters


class Judge(Protocol):
    """reach: how many characters behind a candidate feel it. cost: nats, of folded text."""

    reach: int

    def cost(self, before: str, text: str) -> float: ...


class Shipped:
    """The tables of the package, as its users have them."""

    reach = 2

    def __init__(self) -> None:
        self.model = Model(TABLES.read_bytes())

    def cost(self, before: str, text: str) -> float:
        return self.model.cost(before, text) / SCALE


Probability = Callable[[str], float]  # of a gram's last character behind the others


class Discounted:
    """Absolute discounting of one order of n-grams, to be interpolated with an order below."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.left: dict[str, float] = defaultdict(lambda: train._PRIOR)
        freed: dict[str, float] = defaultdict(lambda: train._PRIOR)
        for gram, n in counts.items():
            context = gram[:-1]
            self.left[context] += n
            freed[context] += min(n, train._DISCOUNT)
        self.back = {context: n / self.left[context] for context, n in freed.items()}

    def over(self, below: Probability) -> Probability:
        """The figures of train._Probabilities, with the fewest look-ups: most candidates were never seen."""
        counts, left, back = self.counts.get, self.left, self.back.get

        def probability(gram: str) -> float:
            context, lower = gram[:-1], below(gram[1:])
            weight = back(context)
            if weight is None:
                return lower
            return max(0.0, counts(gram, 0) - train._DISCOUNT) / left[context] + weight * lower

        return probability


class Grams(dict[str, float]):
    """A judge of n-grams: gram -> nats, worked out when first asked for."""

    def __init__(self, size: int, probability: Probability) -> None:
        self.size, self.reach, self.probability = size, size - 1, probability

    def __missing__(self, gram: str) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[gram] = nats = -math.log(self.probability(gram))
        return nats

    def cost(self, before: str, text: str) -> float:
        line = ("\n" * self.reach + before)[-self.reach :] + text
        return sum([self[line[at : at + self.size]] for at in range(len(text))])


class Words:
    """A judge of words: the cheapest way to cut the line into words of the dictionary and single characters."""

    reach = WINDOW

    def __init__(self, dictionary: Path, running: Counter[str]) -> None:
        """running: characters of running text, for those that the dictionary has not, marks above all."""
        found: Counter[str] = Counter()
        for line in dictionary.read_text(encoding="utf-8").splitlines():
            word, number, *_ = line.split()
            found[fold(word)] += int(number)
        # As many words as the running text would have if its words were as long as the dictionary's.
        scale = sum(len(word) * n for word, n in found.items()) / running.total()
        others = {c: n * scale for c, n in running.items() if c not in found}
        total = found.total() + sum(others.values())
        self.nats = {word: math.log(total / n) for word, n in found.items()}
        self.nats |= {c: math.log(total / n) + _penalty(c) for c, n in others.items()}
        self.words = [*self.nats]
        self.unseen = math.log(total) + _UNKNOWN
        for word in self.words:
            for end in range(1, len(word)):
                self.nats.setdefault(word[:end], math.inf)  # the way to a longer word

    def cost(self, before: str, text: str) -> float:
        """``before`` is cut as well: words reach over its end. Its cost is the same whatever follows."""
        line, nats = before + text, self.nats
        best = [0.0] + [math.inf] * len(line)
        for start, c in enumerate(line):
            here, end, step = best[start], start + 1, min(nats.get(c, math.inf), self.unseen)
            best[end] = min(best[end], here + step)
            while end < len(line):
                end += 1
                longer = nats.get(line[start:end])
                if longer is None:
                    break
                if here + longer < best[end]:
                    best[end] = here + longer
        return best[-1]


def _penalty(c: str) -> float:
    return _UNKNOWN if "\u3400" <= c <= "\u9fff" else 0.0


class Mixture(NamedTuple):
    """The cost of one judge and, with a weight, of another (a product of probabilities, not normalised)."""

    first: str
    second: str
    weight: float


MIXTURES = {f"what ships + {weight} words": Mixture(SHIPPED, WORDS, weight) for weight in (0.2, 0.4, 0.8)}


def four_grams() -> Counter[str]:
    """Counts of four characters in the documents that are not held out; train.count_text goes up to three."""
    found: Counter[str] = Counter()
    for name, text in train.documents(CORPUS / "train"):
        if not train.held_out(name):
            line = "\n" + re.sub("\n+", "\n", fold(text)) + "\n"
            found.update(map("".join, zip(line, line[1:], line[2:], line[3:], strict=False)))
    return found


class Trained(NamedTuple):
    """judges: by name. sizes: bytes that the tables take, and whether that is an estimate. common: characters."""

    judges: dict[str, Judge]
    sizes: dict[str, tuple[int, bool]]
    common: Counter[str]


def trained() -> Trained:
    """Count, and make all judges; about a minute."""
    dictionary = Path(str((find_spec("jieba") or sys.exit("needs jieba")).origin)).with_name("dict.txt")
    one, two, three = counts = train.count_text(CORPUS / "train")
    running, four = one.copy(), four_grams()
    train.add_words((one, two, three, four), dictionary)  # type: ignore[arg-type]  # it takes any number of orders
    kneser_ney = train._Probabilities(counts)
    bigram = lru_cache(_REMEMBERED)(kneser_ney.bigram)
    total = one.total() + train._ADDED * len(one)
    pairs, triples = Discounted(two), Discounted(three)
    raw = pairs.over(lambda c: (one.get(c, 0) + train._ADDED) / total)
    fours = Discounted(four).over(Discounted(train._different(four)).over(bigram))
    words = Words(dictionary, running)
    judges: dict[str, Judge] = {
        BIGRAMS: Grams(2, pairs.over(kneser_ney.unigram)),
        DISCOUNTED: Grams(3, triples.over(raw)),
        FULL: Grams(3, triples.over(bigram)),
        SHIPPED: Shipped(),
        FOUR: Grams(4, fours),
        WORDS: words,
    }
    return Trained(judges, sizes(len(three), len(four), words), one)


def sizes(triples: int, fours: int, words: Words) -> dict[str, tuple[int, bool]]:
    """Bytes on disk. Where there is no table on disk: as much for an n-gram as the table that ships takes."""
    data = TABLES.read_bytes()
    n1, n2, n3 = array("I", data[:12])
    pairs = len(zlib.compress(zlib.decompress(data[12:])[: 6 * n1 + 3 * n2], 9))  # the parts that bigrams need
    rate = (len(data) - pairs) / n3
    listed = sorted(words.words)
    costs = bytes(min(255, round(words.nats[word] * SCALE / 2)) for word in listed)
    every = pairs + round(rate * triples)
    return {
        BIGRAMS: (pairs, False),
        DISCOUNTED: (every, True),
        FULL: (every, True),
        SHIPPED: (len(data), False),
        FOUR: (every + round(rate * fours), True),
        WORDS: (len(zlib.compress("\n".join(listed).encode("utf-16-le") + costs, 9)), False),
    }
