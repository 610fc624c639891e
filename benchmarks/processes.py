"""Every accident of sections 1 to 3 of the damage model, run over unseen documents and undone again.

Each process takes a genre and a number of documents and answers with a Score. The whole chain is run, with the script
and the marks left alone.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache, partial
from random import Random

from benchmarks.damage.bytes_lost import ASCII, HIGH, add_byte, cut_edge, lose_byte
from benchmarks.damage.shown import Codec, decoders
from benchmarks.damage.slashes import addslashes, stripslashes
from benchmarks.damage.spaces import lose_spaces
from benchmarks.damage.torn import random_site, tear
from benchmarks.scoring import Score, compare, traditional, unseen
from cleantext import Options, clean

Process = Callable[[str, int], Score]
KEEP = Options(script="keep", junk=False)
_GLOSS = re.compile(r"[(（] ?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹɡɑ]{1,7} ?[)）]")


@cache
def toned() -> dict[str, str]:
    """Character -> its first reading, from pypinyin (a dependency of the benchmark only)."""
    from pypinyin.constants import PINYIN_DICT

    found = {}
    for code, value in PINYIN_DICT.items():
        reading = value.split(",")[0]
        try:
            chr(code).encode("gbk"), reading.encode("gbk")
        except UnicodeEncodeError:
            continue
        found[chr(code)] = reading
    return found


def run(score: Score, damaged: str | bytes, shown: str, truth: str) -> None:
    """Clean ``damaged`` and add what became of it. shown: the damage as text, which the score starts from."""
    start = time.perf_counter()
    cleaned = clean(damaged, KEEP).text
    score.seconds += time.perf_counter() - start
    score.size += len(shown.encode())
    compare(score, shown, cleaned, truth)


def torn(rows: str, glosses: bool, genre: str, most: int) -> Score:
    """Torn GBK on traditional text. glosses: the glosses count as damage; else only what was torn does."""
    score, rng = Score(), Random(f"{genre} {rows}")
    for text in unseen(genre, most):
        truth = traditional(text)
        damaged = tear(truth, random_site(rng, truth, rows, toned()))
        run(score, damaged, damaged if glosses else _GLOSS.sub("", damaged), truth)
    return score


def spaces(convert: Callable[[str], str], genre: str, most: int) -> Score:
    """Ideographic spaces deleted byte-wise; lines that lost nothing else."""
    score = Score()
    for text in unseen(genre, most):
        truth = convert(text)
        damaged = lose_spaces(truth)
        run(score, damaged, damaged, truth)
    return score


def slashed(codec: Codec, strip: bool, genre: str, most: int) -> Score:
    """addslashes or stripslashes on traditional text, shown by Python's decoder."""
    score = Score()
    for text in unseen(genre, most):
        truth = traditional(text).encode(codec, "ignore").decode(codec)
        data = (stripslashes if strip else addslashes)(truth.encode(codec))
        shown = data.decode({"gbk": "gb18030"}.get(codec, codec), "replace")
        run(score, shown, shown, truth)
    return score


def byte_edited(codec: Codec, edit: str, as_file: bool, genre: str, most: int) -> Score:
    """One byte lost from, or added to, half of the lines. as_file: the bytes are given; else a decoder's text."""
    score, rng = Score(), Random(f"{genre} {codec} {edit}")
    for text in unseen(genre, most):
        truth = text if codec == "gbk" and rng.random() < 0.5 else traditional(text)
        truth = truth.encode(codec, "ignore").decode(codec)
        data = truth.encode(codec)
        if edit == "lost":
            data = lose_byte(data, rng, codec=codec, chance=0.5)
        else:
            data = add_byte(data, rng, rng.choice((HIGH, ASCII)), codec=codec, chance=0.5)
        ways = decoders(codec)
        shown = ways[rng.choice(sorted(ways))](data) if not as_file else data.decode(codec, "replace")
        run(score, data if as_file else shown, shown, truth)
    return score


def cut(codec: Codec, genre: str, most: int) -> Score:
    """A file cut in the middle of its first and of its last character."""
    score = Score()
    for text in unseen(genre, most):
        truth = traditional(text).strip().encode(codec, "ignore").decode(codec)
        data = cut_edge(cut_edge(truth.encode(codec), "start", codec), "end", codec)
        run(score, data, data.decode(codec, "replace"), truth)
    return score


PROCESSES: dict[str, Process] = {
    **{f"torn + glosses, user rows {rows}": partial(torn, rows, True) for rows in ("keep", "drop", "mark")},
    **{f"the tears alone, user rows {rows}": partial(torn, rows, False) for rows in ("keep", "drop", "mark")},
    "ideographic space lost, simplified": partial(spaces, str),
    "ideographic space lost, traditional": partial(spaces, traditional),
    "addslashes, Big5": partial(slashed, "big5", False),
    "addslashes, GBK": partial(slashed, "gbk", False),
    "stripslashes, Big5": partial(slashed, "big5", True),
    "stripslashes, GBK": partial(slashed, "gbk", True),
    "byte lost, GBK file": partial(byte_edited, "gbk", "lost", True),
    "byte lost, GBK as any decoder shows it": partial(byte_edited, "gbk", "lost", False),
    "byte lost, Big5 file": partial(byte_edited, "big5", "lost", True),
    "byte lost, Big5 as any decoder shows it": partial(byte_edited, "big5", "lost", False),
    "byte added, GBK file": partial(byte_edited, "gbk", "added", True),
    "byte added, Big5 file": partial(byte_edited, "big5", "added", True),
    "cut at both edges, GBK file": partial(cut, "gbk"),
}
