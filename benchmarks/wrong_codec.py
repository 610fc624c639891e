"""Section 4 of the damage model, run over unseen documents and undone again: text that was read with the wrong codec.

Each process takes a genre and a number of documents and answers with a Score, which holds the score of ftfy's
``fix_encoding`` on the same damage. Half of the documents are simplified and half traditional, all traditional where the
text was in Big5. The whole chain is run, with the script and the marks left alone. Documents are cut at 3,000 characters.
"""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from random import Random

from benchmarks.damage.misread import (
    IGNORE,
    LOSSES,
    NONE,
    OLD,
    PYTHON,
    ROWS,
    SINGLE,
    SINGLE_LOSSES,
    Accident,
    Loss,
    Row,
    misread,
    twice,
)
from benchmarks.damage.scopes import in_lines, in_stretches, pieces
from benchmarks.processes import KEEP, Process, run
from benchmarks.scoring import CORPUS, GENRES, NARROW, Score, compare, traditional, unseen
from cleantext import clean

_LONGEST = 3000  # characters of a document
_WILD = CORPUS.parent / "wild" / "reports-utf8-read-as-gbk.jsonl"
_SENTENCE = re.compile("[^。！？；]*[。！？；]*")
Damage = Callable[[str, Random], str]  # a document -> the document after the accident


@cache
def _texts(genre: str, most: int) -> list[str]:
    return [text[:_LONGEST] for text in unseen(genre, most)]


def _truths(genre: str, most: int, true: str) -> Iterator[str]:
    """Documents in codec ``true``: every second one, or all for Big5, in traditional characters."""
    for number, text in enumerate(_texts(genre, most)):
        truth = traditional(text) if true == "big5" or number % 2 else text
        yield truth.encode(true, "ignore").decode(true)


def scored(score: Score, damaged: str, truth: str) -> None:
    """Add what cleantext and ftfy make of one damaged document."""
    run(score, damaged, damaged, truth)
    score.peer = score.peer or Score()
    compare(score.peer, damaged, by_ftfy(damaged), truth)


def by_ftfy(text: str) -> str:
    """Its repair of encodings alone, line by line as its ``fix_text`` does it."""
    from ftfy import fix_encoding

    return "\n".join(fix_encoding(line) for line in text.split("\n"))


def damaged(true: str, damage: Damage, name: str, genre: str, most: int) -> Score:
    """Every document of a genre damaged. name: seeds the accident."""
    score, rng = Score(), Random(f"{genre} {name}")
    for truth in _truths(genre, most, true):
        scored(score, damage(truth, rng), truth)
    return score


def safe(true: str, accident: Accident, size: tuple[int, int], name: str, genre: str, most: int) -> Score:
    """Pieces of documents that the accident takes without loss, each on a line of its own."""
    score, rng = Score(), Random(f"{genre} {name}")
    for truth in _truths(genre, most, true):
        lines = list(pieces(truth, accident, rng, size))
        scored(score, "\n".join(map(accident, lines)), "\n".join(lines))
    return score


def wild(genre: str, most: int) -> Score:
    """Real reports, counted once, under the first genre. White space was not kept between the two versions.

    A report is one line in both; its sentences are the lines of the score.
    """
    score = Score()
    if genre != GENRES[0] or not _WILD.exists():
        return score
    for line in _WILD.read_text(encoding="utf-8").splitlines()[:most]:
        record = json.loads(line)
        scored_by_sentences(score, record["dirty"], record["clean"])
    return score


def scored_by_sentences(score: Score, dirty: str, truth: str) -> None:
    """Add one document whose lines are too long to be right to the letter, and in which white space says nothing."""
    start = time.perf_counter()
    cleaned = clean(dirty, KEEP).text
    score.seconds += time.perf_counter() - start
    score.size += len(dirty.encode())
    score.peer = score.peer or Score()
    before, true = _solid(dirty), _solid(truth)
    damage, hit = _differences(before, true)
    for each, text in ((score, cleaned), (score.peer, by_ftfy(dirty))):
        left, missed = _differences(_solid(text), true)
        each.damage += damage
        each.left += left
        each.lines += len(hit)
        each.exact += len(hit - missed)


def _solid(text: str) -> str:
    return "".join(text.split()).translate(NARROW)


def _differences(text: str, truth: str) -> tuple[int, set[int]]:
    """(edit distance, the sentences of ``truth`` that differ, by number)."""
    from rapidfuzz.distance import Levenshtein

    ends = [m.end() for m in _SENTENCE.finditer(truth)]
    different: set[int] = set()
    for op in Levenshtein.opcodes(text, truth):
        if op.tag != "equal":
            last = max(op.dest_start, op.dest_end - 1)
            different.update(range(bisect_right(ends, op.dest_start), bisect_right(ends, last) + 1))
    return Levenshtein.distance(text, truth), different


# The damages


def by_lot(true: str, wrong: tuple[str, ...], losses: tuple[Loss, ...]) -> Damage:
    """A whole document read wrongly, by one of ``wrong`` with one of ``losses``."""

    def damage(text: str, rng: Random) -> str:
        return misread(text, true, rng.choice(wrong), rng.choice(losses))

    return damage


def stretches(rows: tuple[Row, ...]) -> Damage:
    """Stretches inside good lines, the same accident all over the document."""
    return lambda text, rng: in_stretches(text, rng.choice(rows).accident(rng), rng)


def lines(rows: tuple[Row, ...]) -> Damage:
    """Some of the lines, the same accident all over the document."""
    return lambda text, rng: in_lines(text, rng.choice(rows).accident(rng), rng, rng.choice((0.1, 0.3, 0.6)))


def two(rows: tuple[Row, ...]) -> Damage:
    """Half of the lines, or of the sentences of a single line, by one accident, a quarter by another, the rest good."""

    def damage(text: str, rng: Random) -> str:
        first, second = (row.accident(rng) for row in rng.sample(rows, 2))
        parts = text.split("\n") if "\n" in text else _SENTENCE.findall(text)
        ways = rng.choices((first, second, str), (2, 1, 1), k=len(parts))
        return ("\n" if "\n" in text else "").join(way(part) for way, part in zip(ways, parts, strict=True))

    return damage


def _process(name: str, true: str, damage: Damage) -> dict[str, Process]:
    return {name: partial(damaged, true, damage, name)}


def _safe(name: str, true: str, accident: Accident, size: tuple[int, int] = (6, 60)) -> dict[str, Process]:
    return {name: partial(safe, true, accident, size, name)}


def _lossless(true: str, wrong: str) -> Accident:
    return partial(misread, true=true, wrong=wrong, loss=NONE)


_GB = ("gbk", "cp936", "gb18030")
_QUESTION = tuple(each for each in LOSSES if each.sign == "?" and each.user_rows != "drop")
_REPLACED = tuple(each for each in LOSSES if each.sign == "\ufffd")
_DROPPED = tuple(replace(each, user_rows="drop") for each in (OLD, PYTHON, IGNORE))
_LOST = tuple(each for each in SINGLE_LOSSES if each.controls != "keep")
_UNICODE = tuple(row for row in ROWS if row.true == "utf-8")
_NATIONAL = tuple(row for row in ROWS if row.true in ("gbk", "gb18030"))
_TAIWAN = tuple(row for row in ROWS if row.true == "big5")
_AS_BIG5, _AS_JAPANESE, _AS_KOREAN = ("big5", "cp950"), ("cp932", "shift_jis"), ("cp949", "euc_kr")
_GB18030, _CP1252 = _lossless("utf-8", "gb18030"), _lossless("utf-8", "cp1252")

WRONG_CODEC: dict[str, Process] = {
    **_safe("lossless: UTF-8 as GB18030", "utf-8", _GB18030),
    **_process("lossless: UTF-8 as cp1252 (sloppy)", "utf-8", by_lot("utf-8", ("cp1252",), (NONE,))),
    **_process("lossless: UTF-8 as Latin-1", "utf-8", by_lot("utf-8", ("latin-1",), (NONE,))),
    **_safe("lossless: UTF-8 as Big5-safe", "utf-8", _lossless("utf-8", "cp950"), (4, 60)),
    **_process("lossless: GBK as Latin-1", "gbk", by_lot("gbk", ("latin-1",), (NONE,))),
    **_process("lossless: GBK as cp1252", "gbk", by_lot("gbk", ("cp1252",), (NONE,))),
    **_process("lossless: Big5 as Latin-1 / cp1252", "big5", by_lot("big5", ("latin-1", "cp1252"), (NONE,))),
    **_process("twice: UTF-8 as cp1252 twice", "utf-8", lambda text, _: _CP1252(_CP1252(text))),
    **_safe("twice: UTF-8 as GB18030 twice", "utf-8", twice(_GB18030, _GB18030)),
    **_process("lossy: UTF-8 as GBK, ?", "utf-8", by_lot("utf-8", _GB[:2], _QUESTION)),
    **_process("lossy: UTF-8 as GBK, U+FFFD", "utf-8", by_lot("utf-8", _GB, _REPLACED)),
    **_process("lossy: UTF-8 as GBK, user-defined rows dropped", "utf-8", by_lot("utf-8", _GB[:2], _DROPPED)),
    **_process("lossy: UTF-8 as cp1252, C1 lost", "utf-8", by_lot("utf-8", ("cp1252",), _LOST)),
    **_process("lossy: UTF-8 as Latin-1, C1 lost", "utf-8", by_lot("utf-8", ("latin-1",), _LOST)),
    **_process("lossy: UTF-8 as cp1250 / cp1251 / mac_roman", "utf-8", by_lot("utf-8", SINGLE[2:], SINGLE_LOSSES)),
    **_process("lossy: GBK as cp1250 / cp1251", "gbk", by_lot("gbk", SINGLE[2:4], SINGLE_LOSSES)),
    **_process("lossy: Big5 as GBK", "big5", by_lot("big5", _GB, LOSSES)),
    **_process("lossy: GBK as Big5", "gbk", by_lot("gbk", _AS_BIG5, LOSSES)),
    **_process("lossy: UTF-8 as Big5", "utf-8", by_lot("utf-8", _AS_BIG5, LOSSES)),
    **_process("lossy: UTF-8 as Shift_JIS", "utf-8", by_lot("utf-8", _AS_JAPANESE, LOSSES)),
    **_process("lossy: UTF-8 as EUC-KR", "utf-8", by_lot("utf-8", _AS_KOREAN, LOSSES)),
    **_process("lossy: GBK as Shift_JIS / EUC-KR", "gbk", by_lot("gbk", _AS_JAPANESE + _AS_KOREAN, LOSSES)),
    **_process("stretches inside good lines, UTF-8 was", "utf-8", stretches(_UNICODE)),
    **_process("stretches inside good lines, GBK was", "gbk", stretches(_NATIONAL)),
    **_process("stretches inside good lines, Big5 was", "big5", stretches(_TAIWAN)),
    **_process("single lines by lot, UTF-8 was", "utf-8", lines(_UNICODE)),
    **_process("single lines by lot, GBK was", "gbk", lines(_NATIONAL)),
    **_process("single lines by lot, Big5 was", "big5", lines(_TAIWAN)),
    **_process("two accidents in one document", "gbk", two(_UNICODE + _NATIONAL)),
    "the wild reports": wild,
}
