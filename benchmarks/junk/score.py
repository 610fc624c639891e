"""The score of the labelled pages: recall of each family of junk, precision of each rule, by characters.

Recall: of the labelled characters that are not blank, the share that is gone, whichever rule took it. Precision: of the
characters that a junk rule took, the share that is labelled as junk of any family; blanks beside junk are right, and
all blanks that ``layout`` takes. A trap's characters are good ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from multiprocessing import Pool

from benchmarks.junk.pages import Page, pages
from benchmarks.junk.survivors import fates
from cleantext import clean
from cleantext.passes import STRIPS

TIDY = frozenset({"layout"})  # blanks anywhere are its business
FAMILIES = ("spam", "hidden", "nag", "watermark", "rights", "editor", "navigation", "pagination", "contact", "markup")
_AROUND = 15  # characters of context that are printed


@dataclass
class Family:
    """Sums over the pieces of a family. whole: pieces of which nothing is left."""

    pieces: int = 0
    whole: int = 0
    characters: int = 0
    gone: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass
class Rule:
    """Sums over the characters that a rule took."""

    taken: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Result:
    families: dict[str, Family] = field(default_factory=lambda: defaultdict(Family))
    rules: dict[str, Rule] = field(default_factory=lambda: defaultdict(Rule))
    good: int = 0  # characters of good text
    lost: int = 0  # of these

    def add(self, other: Result) -> None:
        for name, family in other.families.items():
            mine = self.families[name]
            for key in ("pieces", "whole", "characters", "gone", "missed"):
                setattr(mine, key, getattr(mine, key) + getattr(family, key))
        for name, rule in other.rules.items():
            ours = self.rules[name]
            for key in ("taken", "right", "wrong"):
                setattr(ours, key, getattr(ours, key) + getattr(rule, key))
        self.good += other.good
        self.lost += other.lost

    @property
    def precision(self) -> float:
        """Of all junk rules; a rule that only tidies takes nothing but blanks, and would hide what the others do."""
        rules = [rule for name, rule in self.rules.items() if name not in TIDY]
        return sum(rule.right for rule in rules) / max(1, sum(rule.taken for rule in rules))


def measure(part: str, count: int) -> Result:
    """Clean and score ``count`` pages."""
    total = Result()
    with Pool() as pool:
        for each in pool.imap(one, pages(part, count), chunksize=8):
            total.add(each)
    return total


def one(page: Page) -> Result:
    """Clean and score one page."""
    now, by = _after(page)
    gone = [not char for char in now]
    result = Result()
    labels = [""] * len(page.text)
    for start, end, label in page.spans:
        labels[start:end] = [label] * (end - start)
        family = result.families[label]
        seen = [at for at in range(start, end) if not page.text[at].isspace()]
        left = [at for at in seen if not gone[at]]
        family.pieces += 1
        family.whole += not left
        family.characters += len(seen)
        family.gone += len(seen) - len(left)
        if left and label != "trap":
            family.missed.append(f"{page.name}: {page.text[start:end]!r}, left {''.join(page.text[i] for i in left)!r}")
    _rules(page, labels, gone, by, result)
    return result


def _after(page: Page) -> tuple[list[str], list[str]]:
    found = fates(page.text, clean(page.text).findings)
    return found.now, found.by


def _rules(page: Page, labels: list[str], gone: list[bool], by: list[str], result: Result) -> None:
    junk = [label not in ("", "trap") for label in labels]
    beside = _with_blanks(page.text, junk)
    wrong = [False] * len(gone)
    for at, char in enumerate(page.text):
        if not junk[at] and not char.isspace():
            result.good += 1
            result.lost += gone[at]
        if not gone[at] or by[at] not in STRIPS:
            continue
        right = beside[at] or (by[at] in TIDY and char.isspace())
        result.rules[by[at]].taken += 1
        result.rules[by[at]].right += right
        wrong[at] = not right
    for rule, start, end in _runs(wrong, by):
        context = (
            f"{page.text[max(0, start - _AROUND) : start]}⟦{page.text[start:end]}⟧{page.text[end : end + _AROUND]}"
        )
        result.rules[rule].wrong.append(f"{page.name}: {context!r}")


def _with_blanks(text: str, junk: list[bool]) -> list[bool]:
    """The junk and the blanks that touch it."""
    beside = list(junk)
    for order in (range(1, len(text)), range(len(text) - 2, -1, -1)):
        step = order.step
        for at in order:
            beside[at] = beside[at] or (text[at].isspace() and beside[at - step])
    return beside


def _runs(wrong: list[bool], by: list[str]) -> Iterator[tuple[str, int, int]]:
    at = 0
    for (bad, rule), group in groupby(zip(wrong, by, strict=True)):
        size = len(list(group))
        if bad:
            yield rule, at, at + size
        at += size


def show(part: str, result: Result, most: int) -> dict[str, float]:
    """Print the tables of a part; its figures. most: of wrong removals and of missed pieces of each kind."""
    figures = {f"junk, {part}, precision": result.precision}
    print(f"\n| {part}: family | pieces | characters | recall | pieces gone |\n| --- | --: | --: | --: | --: |")
    for name in FAMILIES:
        family = result.families[name]
        recall = family.gone / max(1, family.characters)
        figures[f"junk, {part}, recall, {name}"] = recall
        print(f"| {name} | {family.pieces} | {family.characters} | {recall:.4f} | {family.whole} |")
    print(f"\n| {part}: rule | taken | right | precision |\n| --- | --: | --: | --: |")
    for name, rule in sorted(result.rules.items()):
        figures[f"junk, {part}, precision, {name}"] = precision = rule.right / max(1, rule.taken)
        print(f"| {name} | {rule.taken} | {rule.right} | {precision:.4f} |")
    print(f"| **all** | | | {result.precision:.4f} |")
    trap = result.families["trap"]
    print(f"\n{part}: {result.lost} of {result.good} good characters lost, {trap.gone} of {trap.characters} in traps")
    for kind, lists in (("wrong", result.rules), ("missed", result.families)):
        for name in sorted(lists):
            for each in getattr(lists[name], kind)[:most]:
                print(f"  {kind}: {name}: {each}")
    return figures
