"""One labelled speech, for the composed documents: invented from a grammar, or a report of ../shared/corpus.

An invented speech draws its wording from benchmarks.speech_words. A report is taken whole or cut down to its salutation,
some of its paragraphs and its end; one half of the corpus belongs to each part of the benchmark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random
from zlib import crc32

from benchmarks.scoring import CORPUS, documents
from benchmarks.speech_words import Kind, Part, Words, words

_CALL = re.compile(r"\**(?:各位代表|同志们)[:：，,！!]?\**")
_ADJECTIVE = re.compile(r"尊敬的|亲爱的|敬爱的")
_HEAD = re.compile(r"[（第]?[一二三四五六七八九十]+[、），是]")
_NUMBERS = ("{}、", "（{}）", "第{}，", "{}是")
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class Wanted:
    """What a speech is to have: its salutation, words that open it, words that close it, calls within (how likely).

    thanks: a last line that could close any speech.
    """

    call: bool = True
    opening: bool = True
    closing: bool = True
    inner: float = 0.35
    thanks: bool = False


@dataclass(frozen=True)
class Piece:
    """A speech without its heading. lines: salutation and all, each a paragraph. "" where a thing is not stated."""

    title: str
    lines: tuple[str, ...]
    salutation: str
    role: str
    speaker: str
    group: str


def invented(part: Part, rng: Random, wanted: Wanted, kind: Kind | None = None) -> Piece:
    """A speech of 8 to 25 lines; its speaker is named in it where the wording does so."""
    lexicon = words(part)
    kind = kind or rng.choice(lexicon.kinds)
    speaker = rng.choice(lexicon.slots["人"])
    call = _marked(rng.choice(kind.lines["call"]), rng) if wanted.call else ""
    lines = _paragraphs(lexicon, kind, rng)
    if wanted.opening:
        # Where the opening says one's name, it is the speaker's; elsewhere {人} is someone else.
        opening = rng.choice(kind.lines["open"])
        lines.insert(0, lexicon.fill(opening, rng, **({"人": speaker} if re.search("我叫|我是", opening) else {})))
    if rng.random() < wanted.inner:
        _call_within(lines, call or rng.choice(kind.lines["call"]), rng)
    if wanted.closing:
        lines.append(lexicon.fill(rng.choice(kind.lines["close"]), rng))
    if wanted.thanks:
        lines.append(rng.choice(lexicon.lists["thanks"]))
    if call and rng.random() < 0.08:
        lines[0] = call + lines[0]  # the salutation runs on
    elif call:
        lines.insert(0, call)
    title = lexicon.fill(rng.choice(kind.lines["title"]), rng)
    return Piece(title, tuple(lines), call, kind.role, speaker, kind.group)


def _paragraphs(lexicon: Words, kind: Kind, rng: Random) -> list[str]:
    """The middle of a speech: its own paragraphs among those of its group, some under numbered heads."""
    own = rng.sample(kind.lines["body"], rng.randint(min(3, len(kind.lines["body"])), len(kind.lines["body"])))
    pool = lexicon.lists[f"pool {kind.group}"]
    shared = rng.sample(pool, rng.randint(3, len(pool)))
    lines = [lexicon.fill(line, rng) for line in (*own, *shared)]
    rng.shuffle(lines)
    if rng.random() < 0.25:  # two sentences in one paragraph
        lines[:2] = ["".join(lines[:2])]
    heads = lexicon.lists[f"point {kind.group}"]
    if rng.random() < 0.45:
        form = rng.choice(_NUMBERS)
        places = sorted(rng.sample(range(1, len(lines)), min(len(heads), len(lines) - 1)), reverse=True)
        for number, place in zip(range(len(places), 0, -1), places, strict=True):
            head = form.format(_HAN[number - 1]) + heads[number - 1]
            if form.endswith(("、", "）")):
                lines.insert(place, head)
            else:
                lines[place] = f"{head}。{lines[place]}"
    return lines


def _marked(call: str, rng: Random) -> str:
    """A salutation with the mark that one speaker in five puts there instead of a colon."""
    lot = rng.random()
    return call if lot < 0.8 else call[:-1] + ("！" if lot < 0.92 else "，")


def _call_within(lines: list[str], call: str, rng: Random) -> None:
    """Repeat the salutation once to three times among the lines, on a line of its own or before a sentence."""
    short = _ADJECTIVE.sub("", re.split("[、，]", call.rstrip("：！，"))[-1])
    places = [i for i in range(min(2, len(lines) - 1), len(lines)) if not _HEAD.match(lines[i])]
    for place in sorted(rng.sample(places, min(len(places), rng.randint(1, 3))), reverse=True):
        mark = rng.choices(("！", "，", "：\n", "！\n"), (45, 25, 15, 15))[0]
        if mark.endswith("\n"):
            lines.insert(place, short + mark[0])
        else:
            lines[place] = short + mark + lines[place]


@cache
def reports(part: Part) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of each report of a part, from its salutation on; () where the corpus is not here."""
    if not CORPUS.exists():
        return ()
    found = []
    for name, text in documents("reports"):
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        start = next((i for i, line in enumerate(lines[:25]) if _CALL.match(line)), None)
        if start is not None and (crc32(name.encode()) % 2 == 0) == (part == "dev"):
            found.append(tuple(lines[start:]))
    return tuple(found)


def report(part: Part, rng: Random, wanted: Wanted) -> Piece:
    """A report, one in ten whole. One that may have no salutation goes without it."""
    if not reports(part):
        return invented(part, rng, wanted)
    lines = list(rng.choice(reports(part)))
    if rng.random() > 0.1:
        start = rng.randint(2, max(2, len(lines) - 20))
        lines = [*lines[:2], *lines[start : start + rng.randint(4, 16)], lines[-1]]
    match = _CALL.match(lines[0])
    call = match[0].strip("*") if match else ""
    if not wanted.call:
        lines[0] = lines[0][match.end() :] if match else lines[0]
        lines, call = [line for line in lines if line], ""
    if wanted.thanks or (wanted.closing and rng.random() < 0.5):
        lines.append(rng.choice(words(part).lists["thanks"]))
    speaker = rng.choice(words(part).slots["人"])
    return Piece("政府工作报告", tuple(lines), call, "市长", speaker, "report")
