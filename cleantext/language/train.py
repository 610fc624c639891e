"""Compute the tables of the judge from a folder of text: ``python -m cleantext.language.train FOLDER [--words FILE]``.

FOLDER holds ``.txt`` files or ``.jsonl`` files with a ``text`` field. One document in ten (by the CRC of its id) is
left out, so that the benchmarks have text the judge has not seen. ``--words`` adds a dictionary, a word and its
frequency a line, whose words count as text in proportion to their frequency.

Model: character trigrams with interpolated Kneser-Ney smoothing (Kneser & Ney 1995, Chen & Goodman 1998) on folded
text: a pair or a character that must stand in for an unseen triple counts by how many different characters come before
it, not by how often it occurs. Costs are -ln P in sixteenths, one byte each.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from re import sub

from cleantext.language.fold import fold
from cleantext.language.model import FLOOR, SCALE

_ADDED, _DISCOUNT, _PRIOR = 0.5, 0.9, 1.0
_WORD_SHARE = 0.8  # how much of the counts the dictionary makes, next to the running text
_MIN_BIGRAM, _MIN_TRIGRAM = 0.5, 0.9
_BYTE = 255  # their number behind a pair is kept in a byte


def held_out(identifier: str) -> bool:
    """True for the one document in ten that the tables must not have seen."""
    return zlib.crc32(identifier.encode()) % 10 == 0


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of every document under ``folder``, in a stable order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                yield record["id"], record["text"]
        elif path.suffix == ".txt":
            yield path.stem, path.read_text(encoding="utf-8")


Counts = tuple["Counter[str]", "Counter[str]", "Counter[str]"]


def count_text(folder: Path) -> Counts:
    """Counts of one, two and three characters in the documents that are not held out."""
    one: Counter[str] = Counter()
    two: Counter[str] = Counter()
    three: Counter[str] = Counter()
    for identifier, text in documents(folder):
        if held_out(identifier):
            continue
        line = "\n" + sub("\n+", "\n", fold(text)) + "\n"
        one.update(line)
        two.update(map("".join, pairwise(line)))
        three.update(map("".join, zip(line, line[1:], line[2:], strict=False)))
    return one, two, three


def add_words(counts: Counts, words: Path) -> None:
    """Let the words of a dictionary count as text."""
    entries = [line.split() for line in words.read_text(encoding="utf-8").splitlines()]
    pairs = [(fold(entry[0]), float(entry[1])) for entry in entries if len(entry) > 1 and entry[0][0] > "\u2fff"]
    weight = _WORD_SHARE * counts[0].total() / sum(len(word) * freq for word, freq in pairs)
    for word, freq in pairs:
        for size, counter in enumerate(counts, 1):
            for at in range(len(word) - size + 1):
                counter[word[at : at + size]] += freq * weight  # type: ignore[assignment]


def _different(counter: Counter[str]) -> Counter[str]:
    """Behind how many different first characters the rest of each gram stands."""
    found: Counter[str] = Counter()
    for gram, n in counter.items():
        found[gram[1:]] += min(1.0, n)  # type: ignore[assignment]
    return found


class _Probabilities:
    """Interpolated Kneser-Ney; an order's mass for unseen characters is what its discounts free.

    Counts are fractions where they come from the dictionary; of those, one counts as its own size.
    """

    def __init__(self, counts: Counts) -> None:
        one, two, self.three = counts
        self.two = _different(self.three)
        for gram, n in two.items():
            if gram not in self.two:  # only at a text's very start
                self.two[gram] = min(1.0, n) / 2  # type: ignore[assignment]
        self.one = _different(self.two)
        for c, n in one.items():
            self.one[c] += min(1.0, n) / 2  # type: ignore[assignment]
        self.total = sum(self.one.values()) + _ADDED * len(self.one)
        self.left: Counter[str] = Counter()
        self.freed: Counter[str] = Counter()
        for counter in (self.two, self.three):
            for gram, n in counter.items():
                self.left[gram[:-1]] += n
                self.freed[gram[:-1]] += min(n, _DISCOUNT)  # type: ignore[assignment]

    def unigram(self, c: str) -> float:
        return (self.one[c] + _ADDED) / self.total

    def backing_off(self, context: str) -> float:
        return (self.freed[context] + _PRIOR) / (self.left[context] + _PRIOR)

    def bigram(self, bc: str) -> float:
        seen = max(0.0, self.two[bc] - _DISCOUNT) / (self.left[bc[0]] + _PRIOR)
        return seen + self.backing_off(bc[0]) * self.unigram(bc[1])

    def trigram(self, abc: str) -> float:
        seen = max(0.0, self.three[abc] - _DISCOUNT) / (self.left[abc[:2]] + _PRIOR)
        return seen + self.backing_off(abc[:2]) * self.bigram(abc[1:])


def _cost(probability: float) -> int:
    return min(FLOOR, round(-math.log(probability) * SCALE))


def _pairs(p: _Probabilities, known: dict[str, int]) -> dict[str, list[str]]:
    """What stands behind each character often enough; known: the number of each, by which they are sorted."""
    rows: dict[str, list[str]] = {c: [] for c in known}
    for gram, n in p.two.items():
        if n >= _MIN_BIGRAM and gram[0] in known and gram[1] in known:
            rows[gram[0]].append(gram[1])
    return {c: sorted(row, key=known.__getitem__) for c, row in rows.items()}


def _triples(p: _Probabilities, known: dict[str, int], most: int) -> dict[str, list[str]]:
    """What stands behind each pair, of the triples that say most beyond their pairs; sorted as the pairs are."""
    rows: dict[str, list[tuple[float, str]]] = {}
    for gram, n in p.three.items():
        if n >= _MIN_TRIGRAM and all(c in known for c in gram) and p.two[gram[:2]] >= _MIN_BIGRAM:
            gain = n * abs(math.log(p.trigram(gram) / (p.backing_off(gram[:2]) * p.bigram(gram[1:]))))
            rows.setdefault(gram[:2], []).append((gain, gram[2]))
    ranked = sorted((gain for row in rows.values() for gain, _ in row), reverse=True)
    least = ranked[most] if len(ranked) > most else 0.0
    best = {ab: sorted((each for each in row if each[0] > least), reverse=True)[:_BYTE] for ab, row in rows.items()}
    return {ab: sorted((c for _, c in row), key=known.__getitem__) for ab, row in best.items()}


def build(counts: Counts, most_trigrams: int) -> bytes:
    """The tables as bytes; the layout is read by cleantext.language.model."""
    p = _Probabilities(counts)
    often = counts[0]  # the order of the letters is their rank by frequency
    vocabulary = sorted((c for c, n in p.one.items() if n >= 0.5 and ord(c) < 0x10000), key=lambda c: (-often[c], c))
    known = {c: i for i, c in enumerate(vocabulary)}
    pairs, triples = _pairs(p, known), _triples(p, known, most_trigrams)
    sizes, right, cost2, back2, counts3 = array("H"), array("H"), bytearray(), bytearray(), bytearray()
    third, cost3, totals = array("H"), bytearray(), array("I")
    for a in vocabulary:
        before = len(third)
        sizes.append(len(pairs[a]))
        right.extend(_steps([known[b] for b in pairs[a]]))
        for b in pairs[a]:
            ab = a + b
            cost2.append(_cost(p.bigram(ab)))
            back2.append(_cost(p.backing_off(ab)))
            tails = triples.get(ab, [])
            counts3.append(len(tails))
            third.extend(_steps([known[c] for c in tails]))
            cost3.extend(_coarse(_cost(p.trigram(ab + c))) for c in tails)
        totals.append(len(third) - before)
    letters = "".join(vocabulary).encode("utf-16-le")
    one = bytes(_cost(p.unigram(c)) for c in vocabulary)
    back1 = bytes(_cost(p.backing_off(c)) for c in vocabulary)
    head = array("I", [len(vocabulary), len(right), len(third)]).tobytes()
    parts = (
        letters,
        one,
        back1,
        sizes.tobytes(),
        planes(right),
        cost2,
        back2,
        counts3,
        totals.tobytes(),
        planes(third),
        cost3,
    )
    return head + zlib.compress(b"".join(map(bytes, parts)), 9)


def _steps(numbers: list[int]) -> Iterator[int]:
    """From each number to the next: they rise, and small ones compress well."""
    return (n - m for m, n in zip([0, *numbers], numbers, strict=False))


def planes(numbers: array[int]) -> bytes:
    """The low bytes of all numbers, then the high ones, which are mostly alike and compress well."""
    data = numbers.tobytes()
    return data[0::2] + data[1::2]


def _coarse(cost: int) -> int:
    """To a quarter of a nat: a triple's cost weighs little and should take little room."""
    return min(FLOOR, (cost + 2) // 4 * 4)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--most-trigrams", type=int, default=1_400_000)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("chinese.bin"))
    args = parser.parse_args()
    counts = count_text(args.folder)
    if args.words:
        add_words(counts, args.words)
    data = build(counts, args.most_trigrams)
    args.out.write_bytes(data)
    sizes = array("I", data[:12])
    print(f"{args.out}: {len(data):,} bytes, {sizes[0]:,} characters, {sizes[1]:,} pairs, {sizes[2]:,} triples")


if __name__ == "__main__":
    main()
