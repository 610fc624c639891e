"""Section 5 of the damage model, run over unseen documents and undone again: escapes that were never undone.

Each process takes a genre and a number of documents and answers with a Score. ftfy is the peer where it has a function
for the escape: ``unescape_html`` for entities, ``decode_escapes`` for code units; neither knows percent-encoding,
quoted-printable, HZ or the broken line breaks. Every second document is in traditional characters (none for HZ, which has
GB2312 alone). The whole chain is run, with the script and the marks left alone. Documents are cut at 3,000 characters.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from random import Random
from typing import get_args

from benchmarks.damage.escapes import (
    Breaks,
    Entities,
    Units,
    crlf_x,
    entities,
    hz,
    percent,
    quoted_printable,
    scattered,
    unicode_escapes,
)
from benchmarks.processes import Process, run
from benchmarks.scoring import Score, compare, traditional, unseen

_LONGEST = 3000  # characters of a document
Damage = Callable[[str, Random], str]  # a document -> the document escaped
Peer = Callable[[str], str]


@cache
def _truths(genre: str, most: int, gb2312: bool) -> list[str]:
    """Documents; every second one in traditional characters, or as GB2312 has them."""
    texts = [text[:_LONGEST] for text in unseen(genre, most)]
    if gb2312:
        return [text.encode("gb2312", "ignore").decode("gb2312") for text in texts]
    return [traditional(text) if number % 2 else text for number, text in enumerate(texts)]


def escaped(damage: Damage, shown: Damage | None, peer: Peer | None, name: str, genre: str, most: int) -> Score:
    """Every document of a genre escaped.

    shown: the same damage with the line breaks of the truth, where ``damage`` makes or takes out some. name: seeds.
    """
    score, rng = Score(), Random(f"{genre} {name}")
    for truth in _truths(genre, most, name == "HZ"):
        damaged = damage(truth, rng)
        lines = shown(truth, rng) if shown else damaged
        run(score, damaged, lines, truth)
        if peer:
            score.peer = score.peer or Score()
            compare(score.peer, lines, "\n".join(map(peer, damaged.split("\n"))), truth)
    return score


def _unescaped(line: str) -> str:
    """ftfy's answer to entities, called until nothing changes, as its ``fix_text`` does."""
    from ftfy.fixes import unescape_html

    return _until_quiet(unescape_html, line)


def _decoded(line: str) -> str:
    r"""ftfy's answer to ``\u4e2d``; an optional function, which ``fix_text`` does not call."""
    from ftfy.fixes import decode_escapes

    return _until_quiet(decode_escapes, line)


def _until_quiet(undo: Peer, line: str) -> str:
    for _ in range(4):
        before, line = line, undo(line)
        if line == before:
            break
    return line


def _process(name: str, damage: Damage, peer: Peer | None = None, shown: Damage | None = None) -> dict[str, Process]:
    return {name: partial(escaped, damage, shown, peer, name)}


def _entities(kind: Entities, times: int = 1) -> Damage:
    return lambda text, rng: entities(text, rng, kind, times)


def _units(kind: Units, times: int = 1) -> Damage:
    return lambda text, _: unicode_escapes(text, kind, times)


def _percent(codec: str, safe: str = "\n", times: int = 1) -> Damage:
    return lambda text, _: percent(text, codec, safe, times)


def _quoted(codec: str, soft: bool) -> Damage:
    return lambda text, _: quoted_printable(text, codec, soft)


def _breaks(kind: Breaks) -> Damage:
    return lambda text, _: crlf_x(text, kind)


def _marked(kind: Breaks) -> Damage:
    """What ``crlf_x`` writes, before the line break that it stands for."""
    return lambda text, _: text.replace("\n", f"{kind}\n")


def _parts(damage: Damage, by: str) -> Damage:
    """A half of the lines, or of the stretches between marks, by lot."""
    return lambda text, rng: scattered(text, rng, lambda part: damage(part, rng), 0.5, by)


_PARTS: tuple[tuple[str, Damage, Peer | None], ...] = (
    ("entities", _entities("mixed"), _unescaped),
    ("entities twice", _entities("decimal", 2), _unescaped),
    ("\\u", _units("json"), _decoded),
    ("%u", _units("percent"), None),
    ("percent, UTF-8", _percent("utf-8"), None),
    ("percent, GBK", _percent("gbk"), None),
    ("quoted-printable, UTF-8", _quoted("utf-8", False), None),
)

ESCAPED: dict[str, Process] = {
    **{
        k: v
        for kind in get_args(Entities)
        for k, v in _process(f"entities, {kind}", _entities(kind), _unescaped).items()
    },
    **_process("entities, decimal, twice", _entities("decimal", 2), _unescaped),
    **_process("entities, mixed, three times", _entities("mixed", 3), _unescaped),
    **_process("\\u, JSON", _units("json"), _decoded),
    **_process("\\u, JSON within JSON", _units("json", 2), _decoded),
    **_process("\\u, characters alone", _units("plain"), _decoded),
    **_process("%u", _units("percent")),
    **_process("percent, UTF-8", _percent("utf-8")),
    **_process("percent, UTF-8, twice", _percent("utf-8", times=2)),
    **_process("percent, UTF-8, encodeURI", _percent("utf-8", "\n;,/?:@&=+$-_.!~*'()#")),
    **_process("percent, GBK", _percent("gbk")),
    **_process("quoted-printable, UTF-8, lines kept", _quoted("utf-8", False)),
    **_process("quoted-printable, UTF-8, lines folded", _quoted("utf-8", True), shown=_quoted("utf-8", False)),
    **_process("quoted-printable, GBK, lines folded", _quoted("gbk", True), shown=_quoted("gbk", False)),
    **_process("HZ", lambda text, _: hz(text)),
    **{k: v for kind in get_args(Breaks) for k, v in _process(kind, _breaks(kind), shown=_marked(kind)).items()},
    **{
        k: v
        for by in ("lines", "stretches")
        for name, damage, peer in _PARTS
        for k, v in _process(f"some {by}: {name}", _parts(damage, by), peer).items()
    },
}
