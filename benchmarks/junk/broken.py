"""Line joins: how many of the breaks that ``breaks`` made are taken back, and how many line breaks of the text's own.

A joiner is right where all that a break put in is gone (a break that replaced a blank: where the blank is back), and
wrong where a line break of the text's own is gone and no blank line was tidied. Breaks between sentences count in
neither, and texts that were wrapped before (most of their lines end in the middle of a sentence) are left out: to join
them is right, and how they were before nobody knows. Undamaged texts go through it too: each line break that is lost there is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pool
from random import Random

from benchmarks.junk.breaks import Broken, break_links, links, own_breaks, wrap
from benchmarks.junk.score import TIDY
from benchmarks.junk.survivors import fates
from benchmarks.scoring import documents
from cleantext import clean

GENRES = ("reports", "law", "wiki", "fiction", "traditional")
_SIZE = 5000  # characters of a text
_FEW, _LONG = 8, 20  # lines, characters of one
_LINKS = cache(links)
_BLANK = " \t\xa0\u3000"


@dataclass
class Joins:
    """Sums. made: breaks put in; back: of these, those taken back; lost: line breaks of the text's own that are gone."""

    texts: int = 0
    made: int = 0
    back: int = 0
    lost: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Joins) -> None:
        for key in ("texts", "made", "back", "lost", "missed", "wrong"):
            setattr(self, key, getattr(self, key) + getattr(other, key))


def linked(text: str, lots: Random) -> Broken:
    return break_links(text, lots, _LINKS())


def untouched(text: str, lots: Random) -> Broken:
    return Broken(text, ())


PROCESSES: dict[str, Callable[[str, Random], Broken]] = {
    "links broken out": linked,
    "wrapped": wrap,
    "undamaged": untouched,
}


def joins(broken: Broken) -> Joins:
    """Clean and score one text."""
    after = fates(broken.text, clean(broken.text).findings)
    result = Joins(texts=1, made=len(broken.made))
    for start, end, stood in broken.made:
        right = "".join(after.now[start:end]) == stood
        result.back += right
        if not right:
            result.missed.append(_context(broken.text, start, end))
    last = -1  # two line breaks with nothing between are one break, as those put in are
    for at in sorted(own_breaks(broken) - _free(broken)):
        if not after.now[at] and after.by[at] not in TIDY and _parts_text(broken.text, after.now, at):
            same, last = last >= 0 and broken.text[last:at].isspace(), at
            if same:
                continue
            result.lost += 1
            result.wrong.append(f"{after.by[at]}: {_context(broken.text, at, at + 1)}")
    return result


def _free(broken: Broken) -> frozenset[int]:
    return frozenset(at for start in broken.free for at in range(start, start + 3))


def _parts_text(text: str, now: list[str], at: int) -> bool:
    """True when no line break is left between what stands before and behind this one."""
    low = at
    while low > 0 and text[low - 1] in _BLANK + "\n":
        low -= 1
    high = at
    while high < len(text) and text[high] in _BLANK + "\n":
        high += 1
    return "\n" not in "".join(now[low:high]) and high < len(text) and low > 0


def _context(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - 20) : start]}⟦{text[start:end]}⟧{text[end : end + 20]}")


def is_wrapped(text: str) -> bool:
    """True for a text whose lines are of one width and end in the middle of a sentence, most of them but short ones."""
    lines = [line.strip(_BLANK) for line in text.split("\n") if len(line.strip(_BLANK)) > _LONG]
    going = [len(line) for line in lines if "\u3400" <= line[-1] <= "\u9fff" or line[-1] in "，、"]
    if len(lines) < _FEW or 2 * len(going) < len(lines):
        return False
    usual = max(set(going), key=going.count)
    return sum(abs(size - usual) <= 2 for size in going) > len(going) // 2


def _texts(genre: str, name: str) -> Iterator[Broken]:
    for number, (_, text) in enumerate(documents(genre)):
        if is_wrapped(text[:_SIZE]):
            continue
        yield PROCESSES[name](text[:_SIZE], Random(f"{name} {genre} {number}"))


def figures(most: int) -> dict[str, float]:
    """Print and return precision and recall of joins."""
    print(
        "\n| lines | genre | texts | breaks | precision | recall | own breaks lost |\n| --- | --- | --: | --: | --: | --: | --: |"
    )
    found: dict[str, float] = {}
    with Pool() as pool:
        for name in PROCESSES:
            total = Joins()
            for genre in GENRES:
                each = Joins()
                for one in pool.imap(joins, _texts(genre, name), chunksize=8):
                    each.add(one)
                total.add(each)
                _row(name, genre, each, most)
            precision, recall = _row(f"**{name}**", "all", total, 0)
            if total.made:
                found |= {f"lines, {name}, precision": precision, f"lines, {name}, recall": recall}
            else:
                found["false joins, undamaged text"] = float(total.lost)
    return found


def _row(name: str, genre: str, joins: Joins, most: int) -> tuple[float, float]:
    precision, recall = joins.back / max(1, joins.back + joins.lost), joins.back / max(1, joins.made)
    shown = f"{precision:.4f} | {recall:.4f}" if joins.made else "– | –"
    print(f"| {name} | {genre} | {joins.texts} | {joins.made} | {shown} | {joins.lost} |", flush=True)
    for kind in ("missed", "wrong"):
        for each in getattr(joins, kind)[:most]:
            print(f"  {kind}: {each}")
    return precision, recall
