"""Lines broken, forward: words put on a line of their own, and paragraphs cut at a width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

_ENDS, _MARKS = "。！？；：!?;:…", "，。、；：！？”’）》】,.;:!?)"


def break_out(paragraph: str, words: Sequence[str], indent: str = "") -> str:
    """Each of ``words``, at its first place, on a line of its own; what has no mark at its end gets a ``。``."""
    cuts: list[int] = []
    for word in words:
        at = paragraph.find(word, cuts[-1] if cuts else 0)
        if at > 0:
            cuts += [at, at + len(word)]
    pieces = [paragraph[a:b] for a, b in zip([0, *cuts], [*cuts, len(paragraph)], strict=True) if a < b]
    closed = [piece if piece[-1] in _ENDS else piece + "。" for piece in pieces[:-1]]
    return f"\n{indent}".join([*closed, *pieces[-1:]])


def wrap(paragraph: str, width: int, marks: Literal["keep", "hang", "pull"] = "keep") -> str:
    """``paragraph`` in lines of ``width`` columns, of which a wide character takes two.

    marks: a mark at the edge begins the next line, hangs over, or pulls the character before it along.
    """
    lines, line, used = [], "", 0
    for char in paragraph:
        columns = 1 if char.isascii() else 2
        if used + columns > width:
            if char in _MARKS and marks == "hang":
                lines.append(line + char)
                line, used = "", 0
                continue
            carried = line[-1] if char in _MARKS and marks == "pull" else ""
            lines.append(line[: len(line) - len(carried)])
            line, used = carried, 2 * len(carried)
        line, used = line + char, used + columns
    return "\n".join([*lines, line])
