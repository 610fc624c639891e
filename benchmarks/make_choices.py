"""Compute cleantext/language/choices.txt and shapes.txt: ``python -m benchmarks.make_choices``

Weights of wrong choices: -ln of how much rarer natural traditional text writes one character where OpenCC's standards
have another than text of a table of single characters does, in tenths, a pair a line. Weights of shapes: the same for a
character alone, of those pairs or of OpenCC's own standard, whatever stands there. From ../shared/corpus/train.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

from benchmarks.damage.script import TABLES, by_phrases
from cleantext.processes.conversion import MOST_WEIGHT, TYPICAL, is_simplified, written

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "train"
OUT = Path(__file__).parents[1] / "cleantext" / "language" / "choices.txt"
SHAPES = OUT.with_name("shapes.txt")
LEAST = 2.0  # weight of a shape
SIZE, DOCUMENTS = 4000, 120  # characters of a document, documents of a genre


def texts(name: str) -> list[str]:
    """The documents of a file of the corpus."""
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["text"]) for line in lines]


def count(documents: list[str]) -> tuple[Counter[str], int]:
    """Wrong choices, and the characters that were read."""
    counts: Counter[str] = Counter()
    for text in documents:
        counts.update(char.old + char.standard for char in written(text) if char.wrong and not is_simplified(char))
    return counts, sum(map(len, documents))


def shapes(chosen: set[str], sources: list[str]) -> None:
    """Write the weights of single characters."""
    natural = Counter("".join(texts("traditional")))
    for text in sources[::2]:
        chosen |= {char.old for char in written(by_phrases(text)) if char.own}
    rows = {}
    for made in (by_phrases, *TABLES.values()):
        counts = Counter("".join(map(made, sources)))
        size = counts.total()
        for char in chosen:
            weight = math.log(max(counts[char], 1) / size * natural.total() / (natural[char] + 0.7))
            if weight >= LEAST and char < "\uf900":  # compatibility forms are no converter's
                rows[char] = max(rows.get(char, 0), round(10 * min(weight, MOST_WEIGHT)))
    lines = [f"{char}{weight}" for char, weight in sorted(rows.items())]
    head = "# a character that machines write and people seldom do, weight in tenths"
    SHAPES.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(f"{SHAPES}: {len(lines)} characters")


def main() -> None:
    """The command line."""
    natural, size = count(texts("traditional"))
    sources = []
    for name in ("reports", "law", "wiki", "fiction"):
        whole = texts(name)
        step = max(1, len(whole) // DOCUMENTS)
        sources += [text[:SIZE] for text in whole[::step]]
    rates: dict[str, float] = dict.fromkeys(natural, TYPICAL)
    for made in TABLES.values():
        counts, read = count([made(text) for text in sources])
        for pair, n in counts.items():
            rates[pair] = max(rates.get(pair, TYPICAL), n / read)
    usual = math.log(TYPICAL * size / 0.7)
    rows = []
    for pair, rate in sorted(rates.items()):
        weight = min(MOST_WEIGHT, max(0.0, math.log(rate * size / (natural[pair] + 0.7))))
        if abs(weight - usual) >= 0.2:
            rows.append(f"{pair}{round(weight * 10)}")
    shapes({row[0] for row in rows}, sources)
    head = "# a wrong choice, what OpenCC's standard has there, weight in tenths; first the weight of all others"
    OUT.write_text("\n".join([head, str(round(usual * 10)), *rows]) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(rows)} pairs, others {usual:.1f}")


if __name__ == "__main__":
    main()
