"""What the benchmarks share: the corpus, the documents that the judge has not seen, and the score of a process."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from cleantext.language.train import held_out

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
GENRES = ("reports", "law", "wiki", "fiction")
NARROW = str.maketrans("，？！；：（）", ",?!;:()")
_OUTSIDE = re.compile("[^\x00-\xff\u4e00-\u9fa5，。、；：？！“”‘’《》（）—…·「」]")


@dataclass
class Score:
    """Sums over damaged lines. damage, left: edit distance to the truth before and after (characters).

    peer: what another program made of the same damage, where one was asked.
    """

    damage: int = 0
    left: int = 0
    lines: int = 0
    exact: int = 0
    size: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    peer: Score | None = None

    @property
    def restored(self) -> float:
        return 1 - self.left / max(1, self.damage)

    @property
    def exactly(self) -> float:
        return self.exact / max(1, self.lines)

    def add(self, other: Score) -> None:
        for name in ("damage", "left", "lines", "exact", "size", "seconds", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        if other.peer:
            self.peer = self.peer or Score()
            self.peer.add(other.peer)


def documents(genre: str, folder: str = "train") -> Iterator[tuple[str, str]]:
    """(id, text) of every document of a genre."""
    for line in (CORPUS / folder / f"{genre}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], record["text"]


def unseen(genre: str, most: int) -> list[str]:
    """Up to ``most`` texts that the judge has not seen, as GBK has them: without what the codec lacks."""
    found = [text[:6000] for name, text in documents(genre) if held_out(name)]
    Random(1).shuffle(found)
    return [_OUTSIDE.sub("", text).replace("?", "？").encode("gbk", "ignore").decode("gbk") for text in found[:most]]


@cache
def traditional(text: str) -> str:
    """``text`` in traditional characters, those that GBK has."""
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(text)).encode("gbk", "ignore").decode("gbk")


def compare(score: Score, damaged: str, cleaned: str, truth: str) -> None:
    """Add the damaged lines of one document; wide and narrow marks are equal."""
    from rapidfuzz.distance import Levenshtein

    if cleaned.count("\n") != truth.count("\n"):  # a line break lost or made: nothing can be said line by line
        damaged, cleaned, truth = (text.replace("\n", " ") for text in (damaged, cleaned, truth))
    for was, now, true in zip(damaged.split("\n"), cleaned.split("\n"), truth.split("\n"), strict=True):
        was, now, true = (line.translate(NARROW) for line in (was, now, true))
        if was == true:
            continue
        score.damage += Levenshtein.distance(was, true)
        score.left += Levenshtein.distance(now, true)
        score.lines += 1
        score.exact += now == true
        if now != true:
            score.wrong.append((now, true))
