"""Leftover HTML: ``<legend id="ppnor"></legend>``, ``</p>``, comments, style and script blocks.

Looks like: tags on lines of their own, with the list numbers that stood before them (``1.`` alone on a line),
a closing tag glued to the end of a paragraph, a pair of tags around one, half a tag.
Made by: link spam injected as empty elements (one random id, a dozen kinds of element), and extractors that
take a page apart with string operations.
The cure takes out the tag and keeps the words between tags; lines that hold nothing else go. ``<br>`` between
words becomes a line break, but only in a text that has other debris.
Left alone: whole HTML documents (reported, not changed: they want an extractor), Markdown and code, texts that
talk about tags, and whatever only looks like a tag: ``a<b``, ``<1>``, ``<<通知>>``, ``<a@b.c>``, ``<Title>`` of a
song, ``<sub>`` and ``<sup>`` around a figure, ``</div>`` or ``<br>`` as the only tags of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.finding import Finding
from cleantext.lexicons import entries
from cleantext.lines import BLANK, bounds, cut
from cleantext.options import Options

_START = re.compile(r"<[/!A-Za-z]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,15})(\s[^<>]{0,400})?/?>")
_BLOCK = re.compile(r"<(!--|script\b|style\b)", re.IGNORECASE)
_HALF = re.compile(rf'(?m)^{BLANK}*(?:/?[a-z]{{0,12}}[ "]{{0,2}}(?:[a-z-]{{2,20}}="[^"\n<>]{{0,200}}" ?)*[a-z-]{{2,20}}="[^"\n<>]{{0,200}}" ?/?>)')
_PAGE = re.compile(r"<(?:!doctype|html|body)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:```|~~~|\.\. |#!|import |from \S+ import )|`<|\]\((?:https?:|\.?/)", re.MULTILINE)
_ABOUT = re.compile(r"HTML|XML|CSS|JavaScript|Markdown|[浏瀏][览覽]器", re.IGNORECASE)
_CALLED = re.compile(r"[标標][签籤]|元素|[属屬]性|[代源][码碼]")  # so close to a tag, in a sentence: it is spoken of
_ATTRIBUTE = re.compile(r"\s+[A-Za-z:-]{1,30}\s*=")
_NUMBER = re.compile(rf"{BLANK}*(?:\d{{1,3}}[.．、)]|[•·●*+-]){BLANK}*\r?")
_LINE_MARKUP = frozenset(("br", "hr", "wbr", "sub", "sup", "ruby"))  # people type these themselves
_FAR = 3  # blank lines between a tag and its list number


class _Tag(NamedTuple):
    start: int
    end: int
    name: str
    closes: bool
    sure: bool  # has attributes, or is a block or half a tag: nobody types that into prose


def _tags(text: str) -> list[_Tag]:
    """Every tag of a known name, comment, script and half tag, in order, without overlaps."""
    known = frozenset(entries("html_tags"))
    found: list[_Tag] = []
    done = 0
    for opening in _BLOCK.finditer(text):
        closing = "-->" if opening[1] == "!--" else f"</{opening[1]}>"
        end = text.find(closing, max(opening.end(), done))
        if opening.start() >= done and end >= 0:
            done = end + len(closing)
            found.append(_Tag(opening.start(), done, "script", False, True))
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in known:
            found.append(_Tag(*tag.span(), name, bool(tag[1]), bool(_ATTRIBUTE.match(tag[3] or ""))))
    if '">' in text:
        found += [_Tag(*half.span(), "half", False, True) for half in _HALF.finditer(text)]
    found.sort(key=lambda tag: (tag.start, -tag.end))
    return [tag for before, tag in zip([_Tag(0, 0, "", False, False), *found], found) if tag.start >= before.end]


def _pairs(tags: list[_Tag]) -> set[_Tag]:
    """The tags that open and close each other."""
    paired: set[_Tag] = set()
    waiting: dict[str, list[_Tag]] = {}
    for tag in tags:
        if not tag.closes:
            waiting.setdefault(tag.name, []).append(tag)
        elif waiting.get(tag.name):
            paired |= {tag, waiting[tag.name].pop()}
    return paired


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines above and below a debris line (start, end) that hold only the number of a list item."""
    for step in (-1, 1):
        at, blanks = (start, end)[step > 0], 0
        while 0 < at < len(text) and blanks <= _FAR:
            line = bounds(text, at + step)
            if _NUMBER.fullmatch(text, *line):
                yield line
            elif text[slice(*line)].strip():
                break
            blanks += 1
            at = line[step > 0]


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cut for every tag, and for every line that only tags stood on."""
    if not _START.search(text) and '">' not in text:
        return
    if page := _PAGE.search(text):
        note = "this is a whole HTML document: take the text out of it with an extractor such as trafilatura first"
        yield Finding("html_debris", *page.span(), page[0], None, 1.0, note)
        return
    tags = _tags(text)
    if not tags or _MARKDOWN.search(text):
        return
    yield from _cures(text, tags)


def _lines(text: str, tags: list[_Tag]) -> dict[tuple[int, int], list[_Tag]]:
    """The tags of each line (start, end); a block's "line" is all of its lines."""
    lines: dict[tuple[int, int], list[_Tag]] = {}
    line = (0, -1)
    for tag in tags:
        if tag.end > line[1]:
            line = (bounds(text, tag.start)[0], bounds(text, tag.end)[1])
        lines.setdefault(line, []).append(tag)
    return lines


def _spoken_of(masked: str, tag: _Tag, inside: bool) -> bool:
    near = masked[max(tag.start - 40, 0) : tag.end + 40]
    close = masked[max(tag.start - 6, 0) : tag.start] + "\n" + masked[tag.end : tag.end + 6]
    return bool(_ABOUT.search(near) or (inside and _CALLED.search(close)))


def _cures(text: str, tags: list[_Tag]) -> Iterator[Finding]:
    masked = _masked(text, tags)
    paired = _pairs(tags)
    sure = any(tag.name not in _LINE_MARKUP and (tag.sure or tag in paired) for tag in tags)
    cures: list[Finding] = []
    gone: set[tuple[int, int]] = set()
    for (first, last), inside in _lines(text, tags).items():
        rest = masked[first:last]
        debris = sure or any(len(tag.name) > 1 and tag.name not in _LINE_MARKUP for tag in inside)
        if debris and (not rest.strip() or _NUMBER.fullmatch(rest)):
            gone |= {(first, last), *_numbers(text, first, last)}
            continue
        low, high = last - len(rest.lstrip()), first + len(rest.rstrip())
        for tag in inside:
            at_edge = tag.start < low or tag.end > high
            if _spoken_of(masked, tag, not at_edge):
                return
            span = tag[:2]
            if tag.name in _LINE_MARKUP:
                if tag.name == "br" and sure:
                    found, cure = text[slice(*span)], "" if at_edge else "\n"
                    cures.append(Finding("html_debris", *span, found, cure, 0.8, "a line break of a web page"))
            elif tag.sure or tag in paired or (at_edge and (sure or tag.name == "p")):
                cures.append(cut("html_debris", text, span, "a tag left over from a web page"))
    yield from cures
    for line in sorted(gone):
        yield cut("html_debris", text, line, "a line of tags left over from a web page")


def _masked(text: str, tags: list[_Tag]) -> str:
    """The text with blanks for tags, character for character."""
    pieces, done = [], 0
    for tag in tags:
        pieces += [text[done : tag.start], re.sub(r"[^\n]", " ", text[tag.start : tag.end])]
        done = tag.end
    return "".join([*pieces, text[done:]])
