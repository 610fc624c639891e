"""Junk that no list has the words of: lines and sentences weighed by runs of one to four characters.

Sites say the same things in thousands of ways; a list knows those that somebody has met. So a logistic regression over
the n-grams of a piece (a short line, or a sentence of one) says how much likelier it stands on a page as junk than in
a speech, a report, a law, an article or a novel (benchmarks/train_page.py, which has the sources and the errors). It
is asked only about pieces that hold one of its anchors, pairs of characters that junk has and prose rarely. All
positions count characters, ends exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from cleantext.columns import Columns, unpacked
from cleantext.lexicons import entries, plain, variants
from cleantext.lines import edge_lines, near_bounds
from cleantext.page.lines import is_heading, is_title
from cleantext.page.pieces import pieces
from cleantext.patterns import lazy

FAMILIES = (
    *("contact", "editor", "hidden", "markup", "nag"),
    *("navigation", "pagination", "rights", "spam", "watermark"),
)
LONGEST = 120  # characters of a line that is weighed as a whole, and of a sentence
SHORTEST = 4
# Thresholds, in logits: what they cost on unknown documents is in benchmarks/RESULTS.md.
LINE = 3.6
AT_EDGE = 2.6  # of one of the first and the last lines
PIECE = 4.5
BESIDE = 0.8  # of a line beside a line that is junk, of a piece beside such a piece
PROSE = -3.0  # of a stretch within a piece that is called junk: under it lie 5 % of pure junk, 85 % of mixtures
_NO = -5.0  # of the short grams: of unseen junk that is found .002 lies below, of prose .94
SHORT = 2  # characters of a short gram
_NEVER = -99.0
SCALE = 16  # units of a weight in the table per logit
_FOLDED = lazy(
    r"(?:https?://|www\.|m\.|wap\.)[a-z0-9./?#=&_%-]{2,80}|(?:[a-z0-9-]{1,30}\.){1,3}"
    r"(?:com|cn|net|org|cc|top|vip|info|xyz|la|co|tv|me|site|club|hk|tw|app|io|gov|edu)(?![a-z0-9_])[/?#=&.a-z0-9_-]{0,80}"
    r"|[a-z0-9_.-]{2,30}@[a-z0-9_.-]{3,30}|\d{1,400}|[ \t\xa0\u3000]{1,400}"
)
_FOLDS = lazy(r"[\da-z@ \t\xa0\u3000]")  # nothing is folded where none of these stands
# A bare title is the text's own as often as a link.
_TITLED = lazy(
    r"[^，。！？；|>》›:：]{2,40}(?:[讲講][话話]|[发發]言|致[辞辭詞词]|[总總][结結]|[报報]告|[体體][会會]|方案|[讲講演]稿|演[讲講]|[计計][划劃]|倡[议議][书書]|[会會][议議])"
    r"(?:稿|词|詞|范文|範文|材料|大全|精[选選]|[汇匯][总總]|合集|模板|[书書]|[\d一二三四五六七八九十]+篇)*(?:[（(][^（()）]{1,8}[)）])?"
)
_KEPT = (
    1024  # pieces whose answers are kept: a page says the same things again and again, and neighbours are asked twice
)
_SIZES = (1, 2, 3, 4)
_DRESS = " \t\xa0\u3000"


class Judged(NamedTuple):
    """A span of junk, its family (one of ``FAMILIES``) and its logit."""

    start: int
    end: int
    family: str
    logit: float


class _Weights(NamedTuple):
    """What a gram weighs, in units of SCALE, short (up to two characters) or long."""

    bias: float
    short: dict[str, int]
    long: dict[str, int]


def folded(piece: str) -> str:
    """A piece as it is weighed: simplified, small and narrow letters, ``0`` for numbers, one sign for an address."""

    def one(match: re.Match[str]) -> str:
        found = match[0]
        if found[0].isdigit() and found.isdigit():
            return "0" * min(len(found), 3)
        return " " if found[0] in _DRESS else "\x01"

    made = plain(piece)
    if _FOLDS.search(made):
        made = _FOLDED.sub(one, made)
    return f"^{made.strip()}$"


def grams(piece: str) -> set[str]:
    """The different n-grams, one to four characters, of a folded piece, and a sign for its length in fours."""
    return short_grams(piece) | long_grams(piece)


def short_grams(piece: str) -> set[str]:
    """Those of one or two characters, and the sign."""
    return {*piece, *map(add, piece, piece[1:]), f"\x02{min(len(piece) // 4, 9)}"}


def long_grams(piece: str) -> set[str]:
    """Those of three or four."""
    triples = list(map(add, map(add, piece, piece[1:]), piece[2:]))
    return {*triples, *map(add, triples, piece[3:])}


@cache
def _columns() -> Columns:
    """Head: the bias, and how many of the grams are short; they come first. Columns: weight, family, how surely."""
    return unpacked(Path(__file__).with_name("judged.bin").read_bytes())


@cache
def _table() -> _Weights:
    (bias, short), all_grams, (weights, *_) = _columns()
    few = int(short)
    first, rest = zip(all_grams[:few], weights[:few], strict=True), zip(all_grams[few:], weights[few:], strict=True)
    return _Weights(float(bias), dict(first), dict(rest))


@cache
def _families() -> dict[str, tuple[int, int]]:
    """What family a gram speaks for, and how loudly: most texts never ask."""
    _, all_grams, (_, families, sure) = _columns()
    rows = zip(all_grams, families, sure, strict=True)
    return {gram: (family, loud) for gram, family, loud in rows if loud}


@cache
def _anchors() -> tuple[re.Pattern[str], frozenset[str]]:
    """Where an anchor may be, and the anchors in every script: apart from the weights, which most texts never need."""
    forms = variants()
    pairs = [(pair[0], pair[1]) for pair in entries("page_anchors")]
    found = {a + b for first, second in pairs for a in forms.get(first, first) for b in forms.get(second, second)}
    first, second = ("".join(sorted({each[i] for each in found})) for i in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])"), frozenset(found)


@lru_cache(_KEPT)
def logit(piece: str) -> float:
    """How much likelier a piece is junk than good text, as the logarithm of the odds.

    Of a piece whose short grams say no, only these are counted: they tell 94 in 100 pieces of prose with an anchor.
    """
    known = _table()
    text = folded(piece)
    short = known.bias + sum(filter(None, map(known.short.get, short_grams(text)))) / SCALE
    if short < _NO:
        return short
    return short + sum(filter(None, map(known.long.get, long_grams(text)))) / SCALE


@lru_cache(_KEPT)
def holds_prose(piece: str) -> bool:
    """True when some stretch of a piece is much likelier in good text: junk that stands inside a sentence."""
    known, text = _table(), folded(piece)
    by_size = [(size, (known.short if size <= SHORT else known.long).get) for size in _SIZES]
    least = now = 0
    for end in range(1, len(text) + 1):
        now = min(0, now + sum(get(text[end - size : end], 0) for size, get in by_size if size <= end))
        least = min(least, now)
    return least < PROSE * SCALE


@lru_cache(_KEPT)
def family_of(piece: str) -> str:
    """What kind of junk a piece is, when it is."""
    votes = [0] * len(FAMILIES)
    families = _families()
    for each in grams(folded(piece)):
        if each in families:
            family, sure = families[each]
            votes[family] += sure
    return FAMILIES[max(range(len(FAMILIES)), key=votes.__getitem__)]


def judged(text: str) -> list[Judged]:
    """All junk of a text, in order: lines, then what stands beside them, and pieces of the other lines."""
    found: list[Judged] = []
    maybe: list[Judged] = []
    done = -1
    places = (*_places(text), len(text))
    for i, at in enumerate(places[:-1]):
        if at < done:
            continue
        bounds = near_bounds(text, at, LONGEST)
        if bounds and bounds[1] - bounds[0] <= LONGEST:
            low, high = bounds
            line = _line(text, low, high)
            if line.logit > AT_EDGE:
                (found if line.logit > LINE else maybe).append(line)
                if line.logit > LINE:
                    done = high
                    continue
        else:
            low = max(at - LONGEST, text.rfind("\n", max(at - LONGEST, 0), at) + 1, done)
            high = text.find("\n", at, at + LONGEST)
            high = high if high >= 0 else min(at + LONGEST, len(text))
        for piece in _pieces(text, low, high, [each for each in places[i : i + LONGEST] if each < high]):
            done = piece.end
            found.append(piece)
        done = max(done, high if text[high : high + 1] == "\n" else at + 1)
    if maybe:
        edges = {start for lines in edge_lines(text) for start, _ in lines}
        found += [each for each in maybe if each.start in edges]
    lines = {each.start: each for each in found}
    for each in found:
        for step in (-1, 1):
            beside = _beside(text, each, step)
            while beside and beside.start not in lines and beside.logit > BESIDE:
                lines[beside.start] = beside
                beside = _beside(text, beside, step)
    return sorted(lines.values())


def _line(text: str, low: int, high: int) -> Judged:
    """A line as it is weighed: far below every threshold when it is a heading, a title, too short or too long."""
    line = text[low:high].strip()
    if not SHORTEST <= len(line) <= LONGEST:
        return Judged(low, high, "", _NEVER)
    worth = logit(line)
    if worth <= BESIDE:
        return Judged(low, high, "", worth)
    if is_heading(line) or is_title(line) or _TITLED.fullmatch(line) or holds_prose(line):
        return Judged(low, high, "", _NEVER)
    return Judged(low, high, family_of(line), worth)


def _beside(text: str, line: Judged, step: int) -> Judged | None:
    """The line above or below a whole line of junk; None where the junk is a part of its line."""
    if (line.start and text[line.start - 1] != "\n") or text[line.end : line.end + 1] not in ("", "\n"):
        return None
    at = line.start - 1 if step < 0 else line.end + 1
    while 0 <= at < len(text) and abs(at - line.start) < 4 * LONGEST:
        bounds = near_bounds(text, at, LONGEST)
        if bounds is None:
            return None
        if text[slice(*bounds)].strip():
            return _line(text, *bounds)
        at = bounds[0] - 1 if step < 0 else bounds[1] + 1
    return None


def _places(text: str) -> Iterator[int]:
    """Where anchors are."""
    places, anchors = _anchors()
    for match in places.finditer(text):
        at = match.start()
        if text[at : at + 2] in anchors:
            yield at


def _pieces(text: str, low: int, high: int, places: Sequence[int]) -> Iterator[Judged]:
    """The sentences and bracketed pieces of a stretch that are junk: those with an anchor, and what stands beside."""
    spans = pieces(text, low, high)
    worth: dict[int, float] = {}
    for i, (start, end) in enumerate(spans):
        if SHORTEST <= end - start <= LONGEST and any(start <= at < end for at in places):
            worth[i] = logit(text[start:end])
    junk = {i for i, each in worth.items() if each > PIECE and not holds_prose(text[slice(*spans[i])])}
    for step in (1, -1):
        for i in range(len(spans))[::step]:
            if i - step in junk and i not in junk and SHORTEST <= spans[i][1] - spans[i][0] <= LONGEST:
                if i not in worth:
                    worth[i] = logit(text[slice(*spans[i])])
                if worth[i] > BESIDE:
                    junk.add(i)
    for i in sorted(junk):
        start, end = spans[i]
        family = family_of(text[start:end])
        while end < high and text[end] in "。！!？?；;…. \t\xa0\u3000":
            end += 1
        if start > low and end < high and text[start - 1] + text[end] in ("（）", "()", "【】", "[]", "〖〗"):
            start, end = start - 1, end + 1
        yield Judged(start, end, family, worth[i])
