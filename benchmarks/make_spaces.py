"""Write cleantext/processes/spaces.txt anew from the judge and a folder of text: ``python -m benchmarks.make_spaces FOLDER``.

Lines: ``=ODDS CHARACTERS`` (half nats by which the two are likelier than the one, before its neighbours are known),
``<C`` and ``>C``, who stands before and behind C more often (in nats, as letters: D is 0) than chance has it.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from cleantext.language import SCALE, chinese, fold
from cleantext.language.model import UNKNOWN, Model
from cleantext.language.train import documents
from cleantext.processes.spaces import LINE_END, MARKS, ZERO, before_marks

OUT = Path(__file__).parents[1] / "cleantext" / "processes" / "spaces.txt"
HEAD = "# characters that the deletion of A1A1 may leave, and neighbours, in nats; benchmarks/make_spaces.py"
# The characters that ！ leaves and prose has beside text; ：；？ are marks of their own.
_WIDE_ONES = frozenset("０１６７８９／－＊")
# Nats: how much rarer than the one character the two may be in running text, and by the judge, who counts neighbours;
# of —— and …… the other half is still there, and where it is the first half is far from rare.
_RAREST, _STRANGEST, _HALF = -4.8, -9.5, 1.5
_NEVER = 20  # times in the folder: what is rarer is not looked for
_EXPECTED = 0.05  # of the pairs that the judge expects, beside those that were counted
_FIRST, _MARKED = 1.5, 1.0  # nats: what neighbours must say to be worth a place
_LEFT, _RIGHT, _MARK_RIGHT = 5000, 4200, 250  # pairs kept: those that come most often and say most

Pair = tuple[float, str, str, int]  # how much it matters, the character, its neighbour, nats


def joined(model: Model, counts: Counter[str]) -> dict[str, str]:
    """Character -> the two that it may have been; without those that no context would ever decide for."""
    table = {}
    for first, mark in product(before_marks(), MARKS):
        one = (first.encode("gbk")[:1] + mark.encode("gbk")[1:]).decode("gbk", "ignore")
        if not one or counts[fold(first)] < _NEVER:
            continue
        if first == "！":
            if one in _WIDE_ONES:
                table[one] = first + mark
            continue
        expected = counts[fold(first)] * math.exp(-model.cost("\x00" + first, mark) / SCALE)
        usual = math.log((counts[first + mark] + _EXPECTED * expected + 0.1) / (counts[one] + 0.5))
        half = _HALF if mark in "—…" else 0.0
        if usual > _RAREST - half and odds(model, one, first + mark) > 2 * (_STRANGEST - half):
            table[one] = first + mark
    return table


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each character comes, each folded one, and each pair that the process would join."""
    counts: Counter[str] = Counter()
    pairs = re.compile(f"[{before_marks()}][{MARKS}]")
    for text in texts:
        counts.update(text)
        counts.update(simple for c, simple in zip(text, fold(text), strict=True) if c != simple)
        counts.update(pairs.findall(text))
    return counts


def odds(model: Model, one: str, two: str) -> int:
    """In half nats."""
    alone = _alone(model, fold(one)) - _alone(model, fold(two[0])) - model.cost("\x00" + two[0], two[1])
    return round(2 * alone / SCALE)


def _alone(model: Model, char: str) -> int:
    return model.singles.get(char, UNKNOWN)


def pairs(model: Model, lefts: Iterable[str], wanted: set[str]) -> Iterable[Pair]:
    """The pairs (left, right) whose right character is wanted, as (weight, left, right, nats)."""
    for left in lefts:
        for right, cost in model.pairs[left][1].items():
            if right in wanted:
                nats = (_alone(model, right) - cost) / SCALE
                weight = math.exp(-(_alone(model, left) + cost) / SCALE) * abs(nats)
                yield weight, left, right, max(-3, min(9, round(nats)))


def rows(kind: str, found: Iterable[tuple[str, str, int]]) -> Iterable[str]:
    """Lines of (character, neighbour, nats)."""
    grouped: dict[str, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for char, neighbour, nats in found:
        grouped[char][nats] += LINE_END if neighbour == "\n" else neighbour
    for char in sorted(grouped):
        levels = (chr(ord(ZERO) + nats) + "".join(sorted(chars)) for nats, chars in sorted(grouped[char].items()))
        yield f"{kind}{char}{''.join(levels)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    text = make(chinese(), parser.parse_args().folder)
    OUT.write_text(text, encoding="utf-8")
    print(f"{OUT}: {len(text.encode()):,} bytes")


def make(model: Model, folder: Path) -> str:
    """The file's text."""
    table = joined(model, counted(text for _, text in documents(folder)))
    ones, firsts = {fold(one) for one in table}, {fold(two[0]) for two in table.values()}
    marks, letters = {fold(two[1]) for two in table.values()}, set(model.letters)
    left = [p for p in pairs(model, letters, ones | firsts) if p[3] >= _FIRST]
    right = [p for p in pairs(model, ones & letters, letters) if p[3] >= _MARKED]
    marked = [p for p in pairs(model, marks & letters, letters) if p[3]]
    best = [sorted(part, reverse=True)[:most] for part, most in ((left, _LEFT), (right, _RIGHT), (marked, _MARK_RIGHT))]
    by_odds: dict[int, str] = defaultdict(str)
    for one in sorted(table):
        by_odds[odds(model, one, table[one])] += one
    lines = [HEAD, *(f"={n} {by_odds[n]}" for n in sorted(by_odds))]
    lines += rows("<", ((b, a, nats) for _, a, b, nats in best[0]))
    lines += rows(">", ((a, b, nats) for part in best[1:] for _, a, b, nats in part))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
