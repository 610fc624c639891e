"""Torn GBK, forward: copy-protection software glues pinyin in byte-wise and cuts the stream at full-width marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from cleantext.language import script_table
from cleantext.processes.codes import gbk

_FIRST = re.compile(b"\xa3[\xac\xbf\xa1\xbb\xba]")  # ，？！；：
_SECOND = re.compile(b"\xa1[\xa2\xa3]")  # 、。
_NARROW = str.maketrans("，？！；：（）", ",?!;:()")


@dataclass(frozen=True)
class Site:
    """How one site does it. glosses: listed character -> pinyin. user_rows: keep | drop | mark."""

    glosses: dict[str, str]
    user_rows: str = "keep"
    narrow: bool = True
    cuts_stops: bool = True
    swallows: bool = True


def random_site(rng: Random, text: str, user_rows: str, readings: dict[str, str]) -> Site:
    """A site with 24 to 200 listed characters drawn from ``text``; readings: character -> pinyin."""
    common = sorted({c for c in text if c in readings and c in script_table()}) or sorted(
        {c for c in text if c in readings}
    )
    listed = rng.sample(common, min(len(common), rng.randint(24, 200)))
    return Site({c: readings[c] for c in listed}, user_rows, rng.random() < 0.7, rng.random() < 0.7, rng.random() < 0.8)


def tear(text: str, site: Site) -> str:
    """``text`` (all of it in GBK) after the software and a decoder have been at it."""
    return "\n".join(_tear_line(line, site) for line in text.split("\n"))


def _tear_line(line: str, site: Site) -> str:
    data = line.encode("gbk")
    if site.glosses:
        table = {c.encode("gbk"): f"({p})".encode("gbk") for c, p in site.glosses.items()}
        pattern = re.compile(b"|".join(map(re.escape, sorted(table))), re.DOTALL)
        data = pattern.sub(lambda m: m[0] + table[m[0]], data)
    out: list[str] = []
    for piece in _cut(data, _FIRST):
        for part in _cut(piece, _SECOND) if site.cuts_stops else (piece,):
            out.append(_decode(part, site))
    shown = "".join(out)
    return shown.translate(_NARROW) if site.narrow else shown


def _cut(data: bytes, marks: re.Pattern[bytes]) -> list[bytes]:
    pieces: list[bytes] = []
    at = 0
    for m in marks.finditer(data):
        pieces += data[at : m.start()], m[0]
        at = m.end()
    return [*pieces, data[at:]]


def _decode(data: bytes, site: Site) -> str:
    out: list[str] = []
    at = 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
            at += 1
        elif at + 1 == len(data) or lead in (0x80, 0xFF):
            out.append("?")
            at += 1
        else:
            trail = data[at + 1]
            if trail < 0x40 or trail in (0x7F, 0xFF):
                out.append("?")
                at += 2 if site.swallows else 1
            else:
                c = data[at : at + 2].decode("gb18030")
                if trail in gbk().unmapped[lead]:
                    c = {"keep": c, "drop": "", "mark": "?"}[site.user_rows]
                out.append(c)
                at += 2
    return "".join(out)
