"""Leftover HTML: ``<legend id="ppnor"></legend>``, ``</p>``, comments, style and script, with or without their tags.

Looks like: tags on lines of their own, with the list numbers that stood before them (``1.`` alone on a line),
a closing tag glued to the end of a paragraph, a pair of tags around one, half a tag, lines of script or style
(``var _hmt = …``, ``.nr{font-size:14px}``), fields of a template (``{dede:field.title/}``).
Made by: link spam injected as empty elements (one random id, a dozen kinds of element), extractors that take a page
apart with string operations or know the tags and not what stood between them, word processors.
The cure takes out the tag and keeps the words between tags, but for those nobody saw (``display:none``); lines that
hold nothing else go. ``<br>`` and ``</p><p>`` between words become a line break, ``<br>`` only in a text that has other
debris.
Left alone: whole HTML documents (reported, not changed: they want an extractor), Markdown and code, texts that
talk about tags, and whatever only looks like a tag: ``a<b``, ``<1>``, ``<<通知>>``, ``<a@b.c>``, ``<Title>`` of a
song, texts in another language, ``<b>`` and ``</b>`` around a word in a text of a line or two, ``<sub>`` and ``<sup>``
around a figure, ``</div>`` or ``<br>`` as the only tags of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleantext.finding import Finding
from cleantext.lines import BLANK, bounds, cut, spared, until_quiet
from cleantext.options import Options
from cleantext.page.code import code_spans, templates
from cleantext.patterns import lazy
from cleantext.tags import Tag, by_line, masked, pairs, tags

_START = lazy(r"<[/!A-Za-z]")
_PAGE = lazy(r"<(?:!doctype|html|body)[\s>]", re.IGNORECASE)
_MARKDOWN = lazy(r"^(?:```|~~~|\.\. |#!|import |from \S+ import )|`<|\]\((?:https?:|\.?/)", re.MULTILINE)
_ABOUT = lazy(r"HTML|XML|CSS|JavaScript|Markdown|[浏瀏][览覽]器", re.IGNORECASE)
_CALLED = lazy(r"[标標][签籤]|元素|[属屬]性|[代源][码碼]")  # so close to a tag, in a sentence: it is spoken of
_NUMBER = lazy(rf"{BLANK}*(?:\d{{1,3}}[.．、)]|[•·●*+-]){BLANK}*\r?")
_TYPED = frozenset(("br", "hr", "wbr", "sub", "sup", "ruby"))  # people type these themselves
# What stands on a line of its own on a page; in a text it may have lost that line's end.
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dd", "dt", "tr", "table", "center", "section", "article", "blockquote")
) | {f"h{level}" for level in range(1, 7)}
_HAN = lazy(r"[㐀-鿿]")
_LATIN = lazy(r"[A-Za-z]")
_SAMPLE = 10000  # characters
_TYPED_NAME = lazy(r"</?[a-z][a-z0-9]+\s?/?>")
_MANY = 100
_PROSE = 100  # Chinese characters
_NEAR = 20  # characters before a tag in which another may be open
_DEEPEST = 8  # tags inside tags
_FAR = 3  # blank lines between a tag and its list number


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every tag, and for every stretch of lines that only tags stood on."""
    found = [*_code(text)]
    if not _START.search(text) and '">' not in text and '="' not in text and "='" not in text:
        return spared(text, found)
    if page := _PAGE.search(text):
        note = "this is a whole HTML document: take the text out of it with an extractor such as trafilatura first"
        return (Finding("html_debris", *page.span(), page[0], None, 1.0, note),)
    if any(tag.name not in _TYPED for tag in tags(text)) and not _MARKDOWN.search(text):
        found += until_quiet(text, _round, _DEEPEST)
    return spared(text, found)


def _code(text: str) -> Iterator[Finding]:
    for span in code_spans(text):
        yield cut("html_debris", text, span, "script or style of the page")
    for span in templates(text):
        yield cut("html_debris", text, span, "a field of the site's template")


def _round(text: str) -> Sequence[Finding]:
    found = tags(text)
    if not found:
        return ()
    words = masked(text, found)
    sample = words[:_SAMPLE]
    if 4 * len(_HAN.findall(sample)) < len(_LATIN.findall(sample)) or not _HAN.search(words):
        return ()  # a text in another language, whose author may have written the tags
    return list(_cures(text, words, found))


def _cures(text: str, words: str, found: Sequence[Tag]) -> Iterator[Finding]:
    paired = pairs(found, words)
    # Where there are many tags it is cheaper to ask once for all: most texts have no such word.
    spoken = len(found) < _MANY or bool(_ABOUT.search(words) or _CALLED.search(words))
    sure = any(tag.name not in _TYPED and (tag.sure or paired.get(tag.start, False)) for tag in found)
    sure = sure or (not _ABOUT.search(words) and not _CALLED.search(words) and _is_set(text, found, paired, words))
    cures: list[Finding] = []
    gone: set[tuple[int, int]] = set()
    for (first, last), inside in by_line(text, found).items():
        rest = words[first:last]
        debris = sure or any(len(tag.name) > 1 and tag.name not in _TYPED for tag in inside)
        if debris and (not rest.strip() or _NUMBER.fullmatch(rest)):
            gone |= {(first, last), *_numbers(text, first, last)}
            continue
        low, high = last - len(rest.lstrip()), first + len(rest.rstrip())
        for tag in inside:
            at_edge = tag.start < low or tag.end > high
            if spoken and _spoken_of(words, tag, not at_edge):
                return
            if tag.name == "br" and sure:
                cures.append(_broken(text, tag, "a line break of a web page", "" if at_edge else "\n"))
            elif tag.name not in _TYPED and _is_debris(tag, paired, sure, at_edge):
                if not at_edge and tag.name in _BLOCKS and _parts(text, words, tag, cures):
                    cures.append(_broken(text, tag, "the end of a paragraph of a web page"))
                    continue
                cures.append(cut("html_debris", text, (tag.start, tag.end), "a tag left over from a web page"))
    yield from cures
    for block in _blocks(text, sorted(gone)):
        yield cut("html_debris", text, block, "tags left over from a web page, and nothing else on their lines")


def _broken(text: str, tag: Tag, note: str, cure: str = "\n") -> Finding:
    return Finding("html_debris", tag.start, tag.end, text[tag.start : tag.end], cure, 0.8, note)


def _parts(text: str, words: str, tag: Tag, cures: Sequence[Finding]) -> bool:
    """True for the tag that parts two paragraphs: of ``</p><p>`` the first, and none inside another (``<p<p>``)."""
    near = words[max(tag.start - _NEAR, 0) : tag.start]
    if near.rfind("<") > near.rfind(">"):
        return False
    at = tag.start
    for last in reversed(cures):
        if text[last.end : at].strip():
            break
        if last.cure == "\n":
            return False
        at = last.start
    return True


def _is_set(text: str, found: Sequence[Tag], paired: Mapping[int, bool], words: str) -> bool:
    """True for a pair around Chinese, or a longer name, in a text of some length.

    In a line or two somebody may have typed it, and a name with a capital is the title of something.
    """
    set_ = any(
        tag.name not in _TYPED
        and (
            (tag.start in paired and _HAN.match(words, tag.end))
            or (
                _TYPED_NAME.match(text, tag.start)
                and not (tag.closes and text[tag.end : tag.end + 1] in ("", "\r", "\n"))
            )
        )
        for tag in found
    )
    return set_ and len(_HAN.findall(words[:_SAMPLE])) >= _PROSE


def _is_debris(tag: Tag, paired: Mapping[int, bool], sure: bool, at_edge: bool) -> bool:
    """True for a tag among words that nobody typed; a pair around a word may be typed, unless the text has debris."""
    if tag.sure or paired.get(tag.start, False):
        return True
    return (sure and (at_edge or tag.start in paired)) or (at_edge and tag.name == "p")


def _spoken_of(words: str, tag: Tag, inside: bool) -> bool:
    """True for a tag that the text talks about; ``inside``: there are words on both sides of it."""
    near = words[max(tag.start - 40, 0) : tag.end + 40]
    close = words[max(tag.start - 6, 0) : tag.start] + "\n" + words[tag.end : tag.end + 6]
    return bool(_ABOUT.search(near) or (inside and _CALLED.search(close)))


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


def _blocks(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines as one stretch, with the blank lines between them."""
    block: tuple[int, int] | None = None
    for line in lines:
        if block and not text[block[1] : line[0]].strip():
            line = (block[0], max(block[1], line[1]))
        elif block:
            yield block
        block = line
    if block:
        yield block
