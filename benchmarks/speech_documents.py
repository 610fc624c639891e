"""Composed documents with the truth about them: where each speech begins, and what is stated about it.

Half of them have headings (benchmarks.speech_headings); in the others the speeches are told apart by one of LAYOUTS.
A third is damaged after the labels are made; no damage changes the number of lines, and labels count lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from benchmarks.damage.torn import random_site, tear
from benchmarks.scoring import NARROW
from benchmarks.speech_headings import FORMS, Form
from benchmarks.speech_heads import back, byline, dateline, front, host, signature, source
from benchmarks.speech_pieces import Piece, Wanted, invented, report
from benchmarks.speech_words import Part, words

# What tells the speeches of a document without headings apart, and how many of twenty such documents have it.
LAYOUTS = {"salutation": 5, "title": 4, "host": 3, "closing": 2, "byline": 2, "dateline": 2, "source": 1, "subject": 1}
DAMAGE = ("narrow", "indents", "torn")
_CALLED = {"salutation": 1.0, "title": 0.6, "host": 0.7, "byline": 0.5, "dateline": 0.5, "source": 0.6}
_CLOSED = {"salutation": 0.7, "title": 0.5, "host": 0.8, "closing": 1.0, "byline": 0.7, "dateline": 0.7, "source": 0.7}


@dataclass
class Label:
    """The truth about one speech; lines are counted from 0 in the source.

    first: the first line behind the speech before it, from which on a cut is right (headings, datelines, a host's
    words stand there). body, last: its own first and last line. titles: what may be given as its title. date: ISO. What
    is stated is in simplified characters, also where the document is not.
    """

    first: int
    body: int = 0
    last: int = 0
    heading: str = ""
    titles: tuple[str, ...] = ()
    salutation: str = ""
    speaker: str = ""
    date: str = ""
    place: str = ""


@dataclass
class Document:
    """A composed document. site: lines that belong to no speech (introduction, contents, other articles)."""

    layout: str
    damage: str = ""
    traditional: bool = False
    lines: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    site: list[int] = field(default_factory=list)
    text: str = ""

    @property
    def headed(self) -> bool:
        return self.layout == "heading"

    @property
    def has_front(self) -> bool:
        return bool(self.site) and self.site[0] < self.labels[0].first


@dataclass(frozen=True)
class Plan:
    """What all speeches of one document share."""

    part: Part
    layout: str
    title: str
    form: Form | None
    call: float
    closed: float
    titled: bool
    dated: bool
    by: bool
    style: int
    blank: str  # all | parts | none


def compose(part: Part, number: int) -> Document:
    """Document ``number`` of a part, the same one every time."""
    rng = Random(f"{part} {number}")
    plan = _plan(part, number, rng)
    total = rng.randint(2, 4) if plan.layout == "subject" else round(rng.triangular(2, 25, 4))
    pieces = _pieces(plan, total, rng)
    sheet = Document(plan.layout)
    if rng.random() < (0.5 if plan.form else 0.25):
        _site(sheet, front(part, rng, plan.title, pieces, plan.form), plan)
    numbers = _numbers(total, rng)
    for at, piece in enumerate(pieces):
        _add(sheet, plan, piece, numbers[at], rng)
    if rng.random() < 0.3:
        _site(sheet, back(part, rng, total), plan)
    if rng.random() < 0.2:
        _to_traditional(sheet)
    _finish(sheet, number, rng)
    return sheet


def _plan(part: Part, number: int, rng: Random) -> Plan:
    style = rng.randrange(1000)
    blank = rng.choice(("all", "parts", "none", "none"))
    title = rng.choice(words(part).lists["common"])
    if number % 2 == 0:
        form = FORMS[part][number // 2 % len(FORMS[part])]
        call = rng.choice((1.0, 1.0, 0.0, 0.6))
        titled = "{p}" not in form.template and rng.random() < 0.25
        return Plan(
            part, "heading", title, form, call, 0.6, titled, rng.random() < 0.3, rng.random() < 0.25, style, blank
        )
    bag = [name for name, share in LAYOUTS.items() for _ in range(share)]
    layout = bag[(number // 2 * 7 + 3) % len(bag)]
    titled = layout == "title"
    dated = layout == "dateline" or (titled and rng.random() < 0.4)
    by = layout == "byline" or (titled and rng.random() < 0.4)
    return Plan(
        part, layout, title, None, _CALLED.get(layout, 0), _CLOSED.get(layout, 0), titled, dated, by, style, blank
    )


def _pieces(plan: Plan, total: int, rng: Random) -> list[Piece]:
    """The speeches, one in four a report; with nothing to tell them but the subject, no two neighbours of one group."""
    found: list[Piece] = []
    reports = rng.choice((0, 0.25, 0.5))
    while len(found) < total:
        call = rng.random() < plan.call
        opening = plan.layout in ("closing", "subject") or rng.random() < 0.85
        thanks = plan.layout == "closing" and rng.random() < 0.7
        wanted = Wanted(call, opening, rng.random() < plan.closed, thanks=thanks)
        piece = (report if rng.random() < reports else invented)(plan.part, rng, wanted)
        if plan.layout != "subject" or not found or found[-1].group != piece.group:
            found.append(piece)
    return found


def _numbers(total: int, rng: Random) -> list[int]:
    """1 to ``total``; one site in ten numbers wrongly: one number twice, or one left out."""
    numbers = list(range(1, total + 1))
    if rng.random() < 0.1 and total > 3:
        at = rng.randrange(2, total)
        shift = rng.choice((-1, 1))
        numbers[at:] = [number + shift for number in numbers[at:]]
    return numbers


def _add(sheet: Document, plan: Plan, piece: Piece, number: int, rng: Random) -> None:
    """One speech with the lines above and below it."""
    label = Label(len(sheet.lines), salutation=piece.salutation)
    head, titles = _head(label, plan, piece, number, rng)
    label.titles = tuple(titles)
    if plan.layout == "host" and sheet.labels:
        head = host(plan.part, rng, piece)
        label.speaker = piece.speaker
    for line in head:
        _line(sheet, line, plan)
    if re.search(f"我(?:叫|是[^，。]*){piece.speaker}", "".join(piece.lines[:3])):
        label.speaker = piece.speaker
    label.body = len(sheet.lines)
    foot = []
    if rng.random() < 0.12:
        foot.append(signature(plan.part, rng, piece))
        label.speaker = piece.speaker
    for line in (*piece.lines, *foot):
        label.last = len(sheet.lines)
        _line(sheet, line, plan)
    if plan.layout == "source":
        _line(sheet, source(plan.part, rng, plan.style), plan)
    if plan.blank == "parts":
        sheet.lines.append("")
    sheet.labels.append(label)


def _head(label: Label, plan: Plan, piece: Piece, number: int, rng: Random) -> tuple[list[str], list[str]]:
    """The lines above a speech, and the titles that they give it."""
    head, titles = [], []
    if plan.form:
        label.heading = plan.form.line(number, plan.title, piece.title)
        head.append(label.heading)
        if plan.form.names:
            titles += [label.heading, piece.title if "{p}" in plan.form.template else plan.title]
    if plan.titled:
        head.append(piece.title)
        titles.append(piece.title)
    if plan.dated:
        dated = dateline(plan.part, rng, plan.style)
        label.date, label.place = dated.date, dated.place
        head.append(dated.line)
    if plan.by:
        head.append(byline(plan.part, rng, piece, plan.style))
        label.speaker = piece.speaker
    return head, titles


def _line(sheet: Document, line: str, plan: Plan) -> None:
    sheet.lines.append(line)
    if plan.blank == "all":
        sheet.lines.append("")


def _site(sheet: Document, lines: list[str], plan: Plan) -> None:
    for line in lines:
        sheet.site.append(len(sheet.lines))
        _line(sheet, line, plan)


def _to_traditional(sheet: Document) -> None:
    sheet.traditional = True
    sheet.lines = [converter("s2t").convert(line) for line in sheet.lines]


@cache
def converter(name: str) -> Any:
    """OpenCC's converter of that name."""
    from opencc import OpenCC

    return OpenCC(name)


def _finish(sheet: Document, number: int, rng: Random) -> None:
    """Make the text, damaged in every third document."""
    text = "\n".join(sheet.lines)
    if number % 3 == 2:
        sheet.damage = DAMAGE[number // 3 % len(DAMAGE)]
        if sheet.damage == "torn" and not _may_tear(text):
            sheet.damage = "narrow"
        text = damaged(text, sheet.damage, rng)
    sheet.text = text


def _may_tear(text: str) -> bool:
    """Whether a text has only what GBK has, and is short enough not to keep us waiting."""
    return len(text) < 20_000 and text.encode("gbk", "ignore").decode("gbk") == text


def damaged(text: str, kind: str, rng: Random) -> str:
    """``text`` after one accident, line by line."""
    if kind == "narrow":
        return text.translate(NARROW)
    if kind == "indents":
        indent = rng.choice(("\u3000\u3000", "    ", "\xa0\xa0\xa0\xa0", "\t"))
        return "\n".join(indent + line if line else line for line in text.split("\n"))
    from benchmarks.processes import toned

    return tear(text, random_site(rng, text, "keep", toned()))
