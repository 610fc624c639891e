"""The HTML tags in a text, as spans: what html_debris reads. Positions count characters, ends exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.lexicons import entries
from cleantext.lines import BLANK, bounds
from cleantext.patterns import lazy

_TAG = lazy(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,15})(\s[^<>]{0,400})?/?>")
_BLOCK = lazy(r"<(!--|script\b|style\b|noscript\b|iframe\b)", re.IGNORECASE)
# An element that no reader of the page saw: what stands in it goes with it.
_HIDDEN = lazy(
    r"<(?P<name>[a-z][a-z0-9]{0,15})\s[^<>]{0,200}?(?:display\s*:\s*none|visibility\s*:\s*hidden|"
    r"font-size\s*:\s*0(?![.\d]*[1-9])|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}px|"
    r"(?<= )hidden(?=[ =>])|opacity\s*:\s*0(?!\.))"
    r"[^<>]{0,200}>[^\n]{0,400}?</(?P=name)\s*>",
    re.IGNORECASE,
)
# A tag whose end is missing, at the end of its line.
_OPEN_END = lazy(
    r"""<[a-z][a-z0-9]{0,11}(?:\s+[a-z:-]{2,20}\s*=\s*(?:"[^"\n<>]{0,200}"?|'[^'\n<>]{0,200}'?))+\s*$|</[a-z]{1,10}$""",
    re.MULTILINE | re.IGNORECASE,
)
_NAMES = (
    "class|style|id|href|src|target|align|width|height|border|alt|title|name|type|color|face|size|rel|valign|bgcolor|"
    "cellpadding|cellspacing|colspan|rowspan|onclick|onload|onerror|onmouseover|data-[a-z-]{1,20}|value|lang|role"
)
_PAIR = rf'(?:{_NAMES}|[a-z-]{{2,20}})="[^"\n<>]{{0,200}}" ?'
_HALF = lazy(rf'^{BLANK}*(?:/?[a-z]{{0,12}}[ "]{{0,2}}(?:{_PAIR}){{1,9}}/?>)', re.MULTILINE)
# Attributes inside a line with the end of their tag, and on a line of their own without it.
_INSIDE = lazy(rf'(?<![A-Za-z0-9_"=<-])(?:(?:{_NAMES})="[^"\n<>]{{0,200}}" ?){{1,9}}/?>')
_ALONE = lazy(
    rf'^{BLANK}*(?:(?:{_NAMES})\s?=\s?(?:"[^"\n<>]{{0,200}}"|\'[^\'\n<>]{{0,200}}\')[ ;]?){{1,9}}/?{BLANK}*\r?$',
    re.MULTILINE,
)
_ATTRIBUTE = lazy(r"\s+[A-Za-z:-]{1,30}\s*=")


_INLINE = frozenset(
    [
        "b",
        "i",
        "u",
        "s",
        "q",
        "em",
        "strong",
        "small",
        "big",
        "code",
        "kbd",
        "mark",
        "del",
        "ins",
        "tt",
        "cite",
        "dfn",
        "var",
        "samp",
        "strike",
    ]
)
_FAR = 1000  # characters between the tags of an empty pair; keeps nested pairs linear


class Tag(NamedTuple):
    """name: in lower case, "block" for a comment, script or style with its text, "half" for a tag without its start.

    sure: it has attributes, or is a block or half a tag; nobody types that into prose.
    """

    start: int
    end: int
    name: str
    closes: bool
    sure: bool


def tags(text: str) -> list[Tag]:
    """Every tag of a known name, every block and half tag, in order, without overlaps."""
    known = frozenset(entries("html_tags"))
    found = list(_blocks(text))
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in known:
            found.append(Tag(*tag.span(), name, bool(tag[1]), bool(_ATTRIBUTE.match(tag[3] or ""))))
    found += [Tag(*m.span(), "block", False, True) for m in _HIDDEN.finditer(text)]
    found += [Tag(*m.span(), "half", False, True) for m in _OPEN_END.finditer(text) if _name(m[0]) in known]
    if '">' in text:
        found += [Tag(*half.span(), "half", False, True) for half in _HALF.finditer(text)]
        found += [Tag(*m.span(), "half", False, True) for m in _INSIDE.finditer(text) if not _is_open(text, m.start())]
    if '="' in text or "='" in text:
        found += [Tag(*half.span(), "half", False, True) for half in _ALONE.finditer(text)]
    kept: list[Tag] = []
    for each in sorted(found, key=lambda tag: (tag.start, -tag.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _is_open(text: str, at: int) -> bool:
    """True where a tag has begun on this line that has not ended."""
    low = max(at - _FAR, text.rfind("\n", max(at - _FAR, 0), at), 0)
    return text.count("<", low, at) > text.count(">", low, at)


def _name(tag: str) -> str:
    return re.split(r"[^a-z0-9]", tag.lower().lstrip("</"), maxsplit=1)[0]


def _blocks(text: str) -> Iterator[Tag]:
    done = 0
    missing: set[str] = set()  # closings that do not occur any more: never search the text for them again
    for opening in _BLOCK.finditer(text):
        closing = "-->" if opening[1] == "!--" else f"</{opening[1]}>"
        if opening.start() < done or closing in missing:
            continue
        end = text.find(closing, opening.end())
        if end < 0:
            missing.add(closing)
            continue
        done = end + len(closing)
        yield Tag(opening.start(), done, "block", False, True)


def pairs(found: Sequence[Tag], words: str) -> dict[int, bool]:
    """The tags (by their start) that open and close each other, and whether nobody types such a pair.

    words: the text with blanks for its tags. People type ``<b>`` and ``</b>`` around a word, but not around nothing.
    """
    paired: dict[int, bool] = {}
    waiting: dict[str, list[Tag]] = {}
    for tag in found:
        if not tag.closes:
            waiting.setdefault(tag.name, []).append(tag)
        elif waiting.get(tag.name):
            opening = waiting[tag.name].pop()
            empty = (
                not words[opening.end : min(tag.start, opening.end + _FAR)].strip() and tag.start < opening.end + _FAR
            )
            paired[opening.start] = paired[tag.start] = tag.name not in _INLINE or empty
    return paired


def by_line(text: str, found: Sequence[Tag]) -> dict[tuple[int, int], list[Tag]]:
    """The tags of each line (start, end); the "line" of a block is all of its lines."""
    lines: dict[tuple[int, int], list[Tag]] = {}
    line = (0, -1)
    for tag in found:
        if tag.end > line[1]:
            line = (bounds(text, tag.start)[0], bounds(text, tag.end)[1])
        lines.setdefault(line, []).append(tag)
    return lines


def masked(text: str, found: Sequence[Tag]) -> str:
    """The text with blanks for tags, character for character."""
    pieces, done = [], 0
    for tag in found:
        pieces += [text[done : tag.start], re.sub(r"[^\n]", " ", text[tag.start : tag.end])]
        done = tag.end
    return "".join([*pieces, text[done:]])
