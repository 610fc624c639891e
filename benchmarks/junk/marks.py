"""Widened marks: the marks of good text made narrow, and how many places ``punctuation="chinese"`` makes equal again.

Places are compared by what stands between them, so a mark may change its length (``……`` to ``...``). A place counts when
narrowing changed it; another that was changed should have been left alone, unless the text had narrow marks beside
Chinese there itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import Pool

from benchmarks.scoring import documents
from cleantext import Options, clean

GENRES = ("reports", "law", "wiki", "fiction", "traditional")
ASKED = Options(punctuation="chinese", junk=False, script="keep")
_SIZE = 6000  # characters of a text
_SIGNS = frozenset("，；：？！（）,;:?!()“”\"‘’'…—.-–。、")
_POINTS = str.maketrans("，；：？！（）", ",;:?!()")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def points(text: str) -> str:
    return text.translate(_POINTS)


def quotes(text: str) -> str:
    return text.translate(_QUOTES)


def long_signs(text: str) -> str:
    return text.replace("……", "...").replace("——", "--")


def everything(text: str) -> str:
    return long_signs(quotes(points(text)))


PROCESSES: dict[str, Callable[[str], str]] = {
    "，；：？！（）": points,
    "quotes": quotes,
    "…… and ——": long_signs,
    "all of these": everything,
}


@dataclass
class Places:
    """Sums. narrowed: places that narrowing changed; equal: of these, those that are as they were; others: places left
    alone by narrowing; changed: of these, those changed.
    """

    narrowed: int = 0
    equal: int = 0
    others: int = 0
    changed: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Places) -> None:
        for key in ("narrowed", "equal", "others", "changed", "wrong"):
            setattr(self, key, getattr(self, key) + getattr(other, key))


def gaps(text: str) -> tuple[str, list[str]]:
    """The text without its signs, and the signs before each of its characters and behind the last."""
    bare: list[str] = []
    found, signs = [], ""
    for char in text:
        if char in _SIGNS:
            signs += char
        else:
            found.append(signs)
            bare.append(char)
            signs = ""
    return "".join(bare), [*found, signs]


def _own_narrow(bare: str, at: int, signs: str) -> bool:
    """True for narrow marks beside Chinese that the text had itself: to widen them is as right as not to."""
    return any(sign.isascii() for sign in signs) and any(
        "\u3400" <= char <= "\u9fff" for char in bare[max(0, at - 1) : at + 1]
    )


def _is_equal(bare: str, at: int, one: str, three: str) -> bool:
    """True when the signs are what they were, or narrow ones that the text had itself beside Chinese are wide now:
    of ``“走罢?"`` with a wide mark and a straight quote, ``“走罢？”`` is as right as the text.
    """
    if one == three:
        return True
    pairs = list(zip(one, three, strict=False)) if len(one) == len(three) and _own_narrow(bare, at, one) else []
    return bool(pairs) and all(a == b or (a.isascii() and quotes(points(b)) == a) for a, b in pairs)


def compare(job: tuple[str, str]) -> Places:
    """Narrow, clean and score one text, without what the other rules take out of it narrowed or not."""
    name, text = job
    text = clean(text, replace(ASKED, punctuation="keep")).text
    narrow = PROCESSES[name](text)
    (bare, true), (_, was) = gaps(text), gaps(narrow)
    after, now = gaps(clean(narrow, ASKED).text)
    result = Places()
    if after != bare:
        result.wrong.append("another character than a mark was changed")
        now = [""] * len(true)
    for at, (one, two, three) in enumerate(zip(true, was, now, strict=True)):
        if one != two:
            result.narrowed += 1
            result.equal += _is_equal(bare, at, one, three)
        elif one and not _own_narrow(bare, at, one):
            result.others += 1
            result.changed += one != three
        if one != three and not (_is_equal(bare, at, one, three) if one != two else _own_narrow(bare, at, one)):
            result.wrong.append(f"{bare[max(0, at - 12) : at]}⟦{one} → {two} → {three}⟧{bare[at : at + 12]}")
    return result


def _jobs(genre: str, name: str) -> Iterator[tuple[str, str]]:
    for _, text in documents(genre):
        yield name, text[:_SIZE]


def figures(most: int) -> dict[str, float]:
    """Print and return the share of places that are equal."""
    print(
        "\n| marks | genre | places narrowed | equal again | other places | of these changed |\n| --- | --- | --: | --: | --: | --: |"
    )
    found: dict[str, float] = {}
    with Pool() as pool:
        for name in PROCESSES:
            total = Places()
            for genre in GENRES:
                each = Places()
                for one in pool.imap(compare, _jobs(genre, name), chunksize=8):
                    each.add(one)
                total.add(each)
                _row(name, genre, each, most)
            _row(f"**{name}**", "all", total, 0)
            found[f"marks, {name}"] = total.equal / max(1, total.narrowed)
            found[f"false marks, {name}, per million"] = 1e6 * total.changed / max(1, total.others)
    return found


def _row(name: str, genre: str, places: Places, most: int) -> None:
    share = places.equal / max(1, places.narrowed)
    print(f"| {name} | {genre} | {places.narrowed} | {share:.4f} | {places.others} | {places.changed} |", flush=True)
    for each in places.wrong[:most]:
        print(f"  wrong: {each!r}")
