"""Text that was escaped for HTML, JSON, an address, a mail or a spreadsheet, and never unescaped.

Each process takes text and gives text; they may be run after one another. ``scattered`` runs one over some lines or
stretches of a text only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.entities import codepoint2name
from random import Random
from typing import Literal
from urllib.parse import quote

Entities = Literal["decimal", "hexadecimal", "named", "bare", "markup", "mixed"]
Units = Literal["json", "plain", "percent"]
Breaks = Literal["x0dx0a", "_x000D_", "_x000D__x000A_"]
_STRETCH = re.compile(r"[\u3400-\u9fff，。、；：？！“”]{4,}")
_WIDTH = 73  # of a line of quoted-printable, in characters


def entities(text: str, rng: Random, kind: Entities = "decimal", times: int = 1) -> str:
    """``text`` with every character that is not ASCII, and ``& < > "``, as an entity.

    kind: named uses names where HTML4 has one and leaves the rest; bare leaves out the semicolons of numbers where no
    digit follows; markup escapes ``& < > "`` alone; mixed draws for each character. times: how often the ``&`` is
    escaped again after that.
    """
    special = '&<>"'

    def one(c: str, behind: str) -> str:
        if c.isascii() and c not in special:
            return c
        way = rng.choice(("decimal", "hexadecimal", "named")) if kind == "mixed" else kind
        name = codepoint2name.get(ord(c))
        if way in ("named", "markup") and name and (c in special or way == "named"):
            return f"&{name};"
        if way == "markup" or (way == "named" and kind == "named"):
            return c
        if way == "hexadecimal":
            return f"&#x{ord(c):x};"
        return f"&#{ord(c)}" + ("" if way == "bare" and not c.isascii() and not behind.isdigit() else ";")

    shown = "".join(map(one, text, text[1:] + "\n"))
    for _ in range(times - 1):
        shown = shown.replace("&", "&amp;")
    return shown


def unicode_escapes(text: str, kind: Units = "json", times: int = 1) -> str:
    r"""``text`` as the body of a JSON string (line by line), with only ``\uXXXX`` of it, or as JavaScript's ``escape()``.

    times: how often; a JSON string within a JSON string has its backslashes doubled.
    """
    for _ in range(times):
        if kind == "json":
            text = "\n".join(json.dumps(line)[1:-1] for line in text.split("\n"))
        elif kind == "plain":
            text = re.sub(r"[^\x00-\x7f]", lambda m: json.dumps(m[0])[1:-1], text)
        else:
            text = "".join(map(_js_escape, text))
    return text


def _js_escape(c: str) -> str:
    if c.isascii() and (c.isalnum() or c in "@*_+-./\n"):
        return c
    units = c.encode("utf-16-be")
    if ord(c) < 256:
        return f"%{ord(c):02X}"
    return "".join(f"%u{units[i]:02X}{units[i + 1]:02X}" for i in range(0, len(units), 2))


def percent(text: str, codec: str = "utf-8", safe: str = "\n", times: int = 1) -> str:
    """``text`` percent-encoded; ``safe`` characters and letters, digits and ``_.-~`` stay. Raises UnicodeEncodeError."""
    for _ in range(times):
        text = quote(text, safe=safe, encoding=codec, errors="strict")
        codec = "ascii"
    return text


def quoted_printable(text: str, codec: str = "utf-8", soft: bool = True) -> str:
    """``text`` in quoted-printable. soft: lines are broken at 76 characters. Raises UnicodeEncodeError."""
    return "\n".join(_quoted_line(line.encode(codec), soft) for line in text.split("\n"))


def _quoted_line(data: bytes, soft: bool) -> str:
    shown: list[str] = []
    width = 0
    for at, byte in enumerate(data):
        blank_at_end = byte in b" \t" and at == len(data) - 1
        piece = chr(byte) if (32 <= byte < 127 or byte == 9) and byte != 61 and not blank_at_end else f"={byte:02X}"
        if soft and width + len(piece) > _WIDTH:
            shown.append("=\n")
            width = 0
        shown.append(piece)
        width += len(piece)
    return "".join(shown)


def hz(text: str) -> str:
    """``text`` in HZ, line by line; raises UnicodeEncodeError for what GB2312 lacks."""
    lines = text.split("\n")
    made = []
    for line in lines:
        shown = line.encode("hz").decode("ascii")
        made.append(shown + "~}" if shown.rfind("~{") > shown.rfind("~}") else shown)
    return "\n".join(made)


def crlf_x(text: str, kind: Breaks = "x0dx0a") -> str:
    """``text`` with what is left of its escaped line breaks."""
    return text.replace("\n", {"_x000D_": "_x000D_\n"}.get(kind, kind))


def scattered(text: str, rng: Random, escape: Callable[[str], str], share: float, by: str = "lines") -> str:
    """``escape`` run over a ``share`` (0 to 1) of the lines, or of the stretches of Chinese characters, of a text."""
    if by == "lines":
        return "\n".join(escape(line) if rng.random() < share else line for line in text.split("\n"))
    return _STRETCH.sub(lambda m: escape(m[0]) if rng.random() < share else m[0], text)
