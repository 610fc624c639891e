"""The lines around a speech that are not its own: datelines, bylines, hosts' words, a site's introduction and lists."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from benchmarks.speech_headings import Form, write
from benchmarks.speech_pieces import Piece
from benchmarks.speech_words import Part, words

# In these {y} {m} {d} are Arabic, {Y} {M} {D} Chinese numbers, {Z} {T} two digits, {地} a place.
_DATES: dict[Part, tuple[str, ...]] = {
    "dev": (
        "（{y}年{m}月{d}日）",
        "({y}年{m}月{d}日)",
        "{y}年{m}月{d}日",
        "（{Y}年{M}月{D}日）",
        "（{y}年{m}月{d}日　{地}）",
        "时间：{y}年{m}月{d}日 地点：{地}",
        "{y}年{m}月{d}日，{地}",
    ),
    "test": (
        "{y}-{Z}-{T}",
        "[{y}年{m}月{d}日]",
        "〔{Y}年{M}月{D}日〕",
        "——{y}年{m}月{d}日于{地}",
        "（{地}，{y}年{m}月{d}日）",
        "日期：{y}.{m}.{d}　会场：{地}",
        "{Y}年{M}月{D}日",
    ),
}
_BYLINES: dict[Part, tuple[str, ...]] = {
    "dev": ("{职} {人}", "{地}{职} {人}", "{职}　{人}", "{人}", "讲话人：{人}"),
    "test": ("{人}（{职}）", "发言人：{职}{人}", "演讲者 {人}", "{地}{职}　{人}", "主讲：{人}"),
}
_SIGNED: dict[Part, tuple[str, ...]] = {"dev": ("{职}：{人}", "{人}"), "test": ("致辞人：{人}", "{职} {人} 敬上")}


class Dated(NamedTuple):
    """A dateline, with what it states: an ISO date and a place or ""."""

    line: str
    date: str
    place: str


def dateline(part: Part, rng: Random, style: int | None = None) -> Dated:
    """A dateline in one of the part's forms."""
    lexicon = words(part)
    form = _DATES[part][style % len(_DATES[part])] if style is not None else rng.choice(_DATES[part][:4])
    year, month, day = int(rng.choice(lexicon.slots["年"])), rng.randint(1, 12), rng.randint(1, 28)
    place = rng.choice(lexicon.slots["地"])
    numbers = {"y": str(year), "m": str(month), "d": str(day), "Z": f"{month:02}", "T": f"{day:02}"}
    chinese = {
        "Y": "".join(write(int(c), "places") for c in str(year)),
        "M": write(month, "han"),
        "D": write(day, "han"),
    }
    line = form.format(**numbers, **chinese, 地=place)
    return Dated(line, f"{year}-{month:02}-{day:02}", place if "{地}" in form else "")


def byline(part: Part, rng: Random, piece: Piece, style: int) -> str:
    """The line with the speaker's name above a speech."""
    form = _BYLINES[part][style % len(_BYLINES[part])]
    return form.format(职=piece.role, 人=piece.speaker, 地=rng.choice(words(part).slots["地"]))


def signature(part: Part, rng: Random, piece: Piece) -> str:
    """The line with the speaker's name below a speech, which belongs to it."""
    return rng.choice(_SIGNED[part]).format(职=piece.role, 人=piece.speaker)


def host(part: Part, rng: Random, piece: Piece) -> list[str]:
    """What a host says before the next speaker."""
    line = words(part).fill(rng.choice(words(part).lists["host"]), rng, 位=piece.role, 人=piece.speaker)
    return ["（热烈鼓掌）", line] if rng.random() < 0.2 else [line]


def source(part: Part, rng: Random, style: int) -> str:
    """A source line below an article."""
    forms = words(part).lists["source"]
    return words(part).fill(forms[style % len(forms)], rng, 日期=dateline(part, rng, 0).line)


def front(part: Part, rng: Random, title: str, pieces: list[Piece], form: Form | None) -> list[str]:
    """A site's own title and introduction, and sometimes a list of contents."""
    lexicon, total = words(part), str(len(pieces))
    lines = [f"{title}（{total}篇）" if rng.random() < 0.5 else f"最新{title}精选{total}篇"] * (rng.random() < 0.7)
    lines.append(lexicon.fill(rng.choice(lexicon.lists["intro"]), rng, 题=title, 总=total))
    if rng.random() < 0.3:
        lines.append("目录")
        if form:
            lines += [form.line(number, title, piece.title) for number, piece in enumerate(pieces, 1)]
        else:
            lines += [f"{number}. {piece.title}" for number, piece in enumerate(pieces, 1)]
    return lines


def back(part: Part, rng: Random, total: int) -> list[str]:
    """A site's list of other articles."""
    lexicon = words(part)
    more = lexicon.lists["more"]
    shown = [more[0], *rng.sample(more[1:], rng.randint(2, len(more) - 1))]
    return [lexicon.fill(line, rng, 总=str(total)) for line in shown]
