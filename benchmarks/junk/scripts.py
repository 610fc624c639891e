"""Script: simplified text that a machine converted, restored by ``script="auto"``; natural traditional text, left alone.

Machines: OpenCC by phrases; one character for one, the table that OpenCC gives each alone; the same with the shapes kept
that both scripts have (后, 于, 干), as converters on the web do; with what GBK has of that. A document is restored when .999 of its characters are those of the original.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.scoring import documents
from cleantext import Options, clean

if TYPE_CHECKING:
    from opencc import OpenCC

GENRES = ("reports", "law", "wiki", "fiction")
ASKED = Options(script="auto", junk=False)
ENOUGH = 0.999
_SIZE = 6000  # characters of a text
_SHORT = 300
_FIXTURES = Path(__file__).parents[2] / "fixtures"
# Shapes that the scripts share, which the converter behind ../shared/seeds never changed.
_KEPT = frozenset("后么筑于干愿采并系扎游托斗余里占征范")
_MESSAGES = Path("/usr/share")


@cache
def _opencc() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")


@cache
def _one(char: str) -> str:
    return str(_opencc().convert(char))


def by_phrase(text: str) -> str:
    return str(_opencc().convert(text))


def by_character(text: str) -> str:
    return text.translate({ord(char): each for char in set(text) if len(each := _one(char)) == 1})


def with_shared_shapes(text: str) -> str:
    return text.translate({ord(char): _one(char) for char in set(text) - _KEPT if len(_one(char)) == 1})


def in_gbk(text: str) -> str:
    return text.encode("gbk", "ignore").decode("gbk")


MACHINES: dict[str, Callable[[str], str]] = {
    "by phrase": by_phrase,
    "by character": by_character,
    "by character, shared shapes kept": with_shared_shapes,
    "by phrase, GBK": lambda text: in_gbk(by_phrase(text)),
    "by character, shared shapes kept, GBK": lambda text: in_gbk(with_shared_shapes(text)),
}


class Restored(NamedTuple):
    characters: int
    equal: int
    converted: bool
    context: str


def restored(job: tuple[str, str, int]) -> Restored:
    """Convert, clean and compare one text."""
    from rapidfuzz.distance import Indel

    machine, text, size = job
    text = text[:size]
    text = in_gbk(text) if "GBK" in machine else text
    done = clean(MACHINES[machine](text), ASKED)
    converted = any(f.rule == "script" and f.cure is not None for f in done.findings)
    if len(done.text) != len(text):
        equal = len(text) - Indel.distance(done.text, text) // 2
        return Restored(len(text), equal, converted, f"{len(text)} characters became {len(done.text)}")
    off = [at for at, (one, two) in enumerate(zip(text, done.text, strict=True)) if one != two]
    at = off[0] if off else 0
    context = f"{text[max(0, at - 8) : at + 8]!r}, now {done.text[max(0, at - 8) : at + 8]!r}"
    return Restored(len(text), len(text) - len(off), converted, context)


def natural() -> Iterator[tuple[str, str]]:
    """(where from, text) of traditional text that people wrote: documents, many as one, and halves of one."""
    texts = [text for _, text in documents("traditional")]
    yield from (("traditional.jsonl", text) for text in texts)
    yield from (("ten as one", "\n".join(texts[at : at + 10])) for at in range(0, len(texts), 10))
    yield from (("300 characters", text[at : at + 300]) for text in texts for at in range(0, len(text), 300))
    for path in (_FIXTURES / "undamaged" / "chinese-traditional.txt", _FIXTURES / "clean" / "taiwan.txt"):
        yield "fixtures", path.read_text(encoding="utf-8")
    for path in sorted(
        p for place in ("zh_TW", "zh_HK", "zh_TW.UTF-8") for p in _MESSAGES.rglob(f"{place}/LC_MESSAGES/*.mo")
    ):
        with path.open("rb") as file:
            said = gettext.GNUTranslations(file)._catalog.values()  # type: ignore[attr-defined]
        yield "messages of this machine", "\n".join(each for each in said if isinstance(each, str))[:20000]


def _left_alone(job: tuple[str, str]) -> tuple[str, int, str]:
    where, text = job
    cures = [f for f in clean(text, ASKED).findings if f.rule == "script" and f.cure is not None]
    return where, len(text), cures[0].found[:40] if cures else ""


def figures(most: int) -> dict[str, float]:
    """Print and return what is restored and what is left alone."""
    found: dict[str, float] = {}
    print(
        "\n| converted | size | genre | texts | converted back | restored | characters equal |\n| --- | --: | --- | --: | --: | --: | --: |"
    )
    with Pool() as pool:
        for machine in MACHINES:
            for size in (_SIZE,) if "GBK" in machine else (_SIZE, _SHORT):
                total: list[Restored] = []
                for genre in GENRES:
                    jobs = ((machine, text, size) for _, text in documents(genre))
                    total += (each := pool.map(restored, jobs, chunksize=8))
                    _row(machine, size, genre, each, most)
                docs, equal = _row(f"**{machine}**", size, "all", total, 0)
                kind = "" if size == _SIZE else f", {size} characters"
                found |= {f"script, {machine}{kind}, texts": docs, f"script, {machine}{kind}, characters": equal}
        return found | _natural(list(pool.imap(_left_alone, natural(), chunksize=8)), most)


def _row(machine: str, size: int, genre: str, each: list[Restored], most: int) -> tuple[float, float]:
    back = sum(one.converted for one in each)
    good = sum(one.equal >= ENOUGH * one.characters for one in each)
    equal = sum(one.equal for one in each) / sum(one.characters for one in each)
    print(f"| {machine} | {size} | {genre} | {len(each)} | {back} | {good} | {equal:.5f} |", flush=True)
    for one in [one for one in each if one.equal < ENOUGH * one.characters][:most]:
        print(f"  wrong: {'converted' if one.converted else 'left'}: {one.context}")
    return good / len(each), equal


def _natural(results: list[tuple[str, int, str]], most: int) -> dict[str, float]:
    print("\n| natural traditional text | texts | converted |\n| --- | --: | --: |")
    found: dict[str, float] = {}
    for where in dict.fromkeys(where for where, _, _ in results):
        here = [(size, example) for place, size, example in results if place == where]
        bad = [example for _, example in here if example]
        print(f"| {where} | {len(here)} | {len(bad)} |")
        for each in bad[:most]:
            print(f"  wrong: {each!r}")
        if where != "messages of this machine":
            found[f"false conversions, {where}"] = float(len(bad))
    return found
