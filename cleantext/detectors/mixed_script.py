"""Two scripts in one document: simplified paragraphs or characters in traditional text, or the other way round.

Looks like: a paragraph in the other script than the rest; single characters of it in most sentences (``這个問题``).
Made by: pages put together from several sites, converters that stopped half-way, tables with holes.
The cure: none; ``script="simplified"`` or ``"traditional"`` makes one script of it, and which is meant only a reader
knows. One finding a line, from its first character of the rarer script to its last.
Evidence: characters that only one of the two scripts has, at least three different ones of the rarer script in three
sentences, or a paragraph of it. Shapes that both scripts share (``后``, ``干``, ``里``) are none.
Left alone: Japanese and Korean lines, a quotation or a name or two in the other script, dictionaries of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cleantext.finding import Finding
from cleantext.lines import bounds
from cleantext.options import Options
from cleantext.patterns import lazy

# Kinds of characters of the rarer script, their share in those that only one script has, sentences with them; or
# characters on one line that is all in that script, and how far apart they are.
_KINDS, _SHARE, _PLACES, _WHOLE, _LONG = 3, 0.005, 3, 6, 16
# A glance: the commonest characters that only one of the scripts has; a text of both has some of each.
_SIMPLIFIED, _TRADITIONAL = "国个来这会时为学开长发对进动东现", "國個來這會時為學開長發對進動東現於"
_GLANCE = 2000  # characters that tell which script is the rarer one
_JAPANESE = 0.01
_STOP = lazy("[。！？!?；;]")
_OTHER_LANGUAGE = lazy("[ぁ-ゖァ-ヺ가-힣]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a report for every line with characters of the rarer script."""
    if not any(char in text for char in _TRADITIONAL) or not any(char in text for char in _SIMPLIFIED):
        return
    if text.count("の") > _JAPANESE * len(text):
        return
    simplified, traditional = _classes()
    rare, usual, label = simplified, traditional, "simplified"
    if len(simplified.findall(text, 0, _GLANCE)) > len(traditional.findall(text, 0, _GLANCE)):
        rare, usual, label = traditional, simplified, "traditional"
    if len(set(rare.findall(text))) < _KINDS:
        return
    marked = len(simplified.findall(text)), len(traditional.findall(text))
    rare, usual, label = simplified, traditional, "simplified"
    if marked[0] > marked[1]:
        rare, usual, label = traditional, simplified, "traditional"
    found = [*_lines(text, rare)]
    chars = [text[at] for held in found for at in held]
    if len(set(chars)) < _KINDS or len(chars) < _SHARE * sum(marked):
        return
    places = sum(_STOP.search(text, a, b) is not None for held in found for a, b in pairwise(held)) + len(found)
    if places < _PLACES and not any(_is_whole(text, held, usual) for held in found):
        return
    for held in found:
        note = f"{len(held)} {label} characters: {''.join(dict.fromkeys(text[at] for at in held))[:10]}"
        yield Finding("mixed_script", held[0], held[-1] + 1, text[held[0] : held[-1] + 1], None, 0.7, note)


def _lines(text: str, rare: re.Pattern[str]) -> Iterator[list[int]]:
    """Where the characters of the rarer script stand, line by line."""
    at = 0
    for line in text.split("\n"):
        held = [at + m.start() for m in rare.finditer(line)]
        if held and not _OTHER_LANGUAGE.search(line):
            yield held
        at += len(line) + 1


def _is_whole(text: str, held: list[int], usual: re.Pattern[str]) -> bool:
    """True for a line, but not a name in brackets, that is in the rarer script."""
    start, end = bounds(text, held[0])
    return len(held) >= _WHOLE and held[-1] - held[0] > _LONG and not usual.search(text, start, end)


@cache
def _classes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that simplified text alone has, and those that traditional text alone has."""
    from cleantext.language import script_table

    table = {old: new for old, new in script_table().items() if old != new}
    simplified = {c for c in table.values() if c not in table and c.encode("gb2312", "ignore") and not _big5(c)}
    traditional = {c for c in table if _big5(c) and not c.encode("gb2312", "ignore")}
    return re.compile(f"[{''.join(sorted(simplified))}]"), re.compile(f"[{''.join(sorted(traditional))}]")


def _big5(char: str) -> bytes:
    return char.encode("big5", "ignore")
