"""Lines of a text, as spans: what the junk rules share. All positions count characters, ends exclusive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleantext.finding import Finding
from cleantext.patterns import lazy

BLANK = r"[ \t\xa0\u3000]"  # what may stand before and after a line's text
_FAR = 400  # a stretch of blanks longer than this is no indent; also keeps a 200 MB line linear
_MOST = 100  # lines
_BLANK_LINES = lazy(rf"(?:{BLANK}{{0,{_FAR}}}\r?\n)+")


def bounds(text: str, at: int) -> tuple[int, int]:
    """The line that holds position ``at``, without its newline."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def windows(text: str, anchors: Mapping[str, Sequence[str]], reach: int) -> Iterator[tuple[int, int]]:
    """Spans of one line each, ``reach`` characters to either side of the anchors in it, merged, in order.

    anchors: words by the rarest character they hold. Anchors are the cheapest way to say that a text has
    nothing to look at: ``find`` of a rare character costs 0.05-0.2 ms a megabyte, of a word 0.4, a regex
    class 1.8.
    """
    places: list[int] = []
    for rare, words in anchors.items():
        at = text.find(rare)
        if at < 0:
            continue
        places += _places(text, at, rare, words)
    low = high = -1
    for at in sorted(places):
        start = max(text.rfind("\n", max(at - reach, 0), at) + 1, at - reach)
        end = text.find("\n", at, at + reach)
        if low >= 0 and start > high:
            yield low, high
            low = -1
        low = start if low < 0 else low
        high = min(at + reach, len(text)) if end < 0 else end
    if low >= 0:
        yield low, high


def _places(text: str, at: int, rare: str, words: Sequence[str]) -> Iterator[int]:
    parts = [(word.index(rare), len(word) - word.index(rare), word) for word in words]
    while at >= 0:
        for before, after, word in parts:
            if text[at - before : at + after] == word:
                yield at
                break
        at = text.find(rare, at + 1)


def edge_lines(text: str, count: int, longest: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The first ``count`` lines that are not blank, and the last; those longer than ``longest`` are left out.

    In a short text a line is in both. Of many blank lines only the first and last few are looked at.
    """
    head: list[tuple[int, int]] = []
    start = seen = steps = 0
    while start < len(text) and seen < count and steps < _MOST:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > longest:
            seen += 1
        elif end > start and not text[start:end].isspace():
            seen += 1
            head.append((start, end))
        start = end + 1
        steps += 1
    foot: list[tuple[int, int]] = []
    end = len(text)
    seen = steps = 0
    while end > 0 and seen < count and steps < _MOST:
        start = text.rfind("\n", 0, end) + 1
        if end - start > longest:
            seen += 1
        elif end > start and not text[start:end].isspace():
            seen += 1
            foot.append((start, end))
        end = start - 1
        steps += 1
    return head, foot


def _blank(text: str, start: int, end: int) -> bool:
    return end - start < _FAR and (start >= end or text[start:end].isspace())


def own_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The line around a span (newline included) when nothing else is on it, else None."""
    first = text.rfind("\n", max(start - _FAR, 0), start) + 1
    last = text.find("\n", end, end + _FAR)
    if (not first and start > _FAR) or (last < 0 and len(text) > end + _FAR):
        return None
    last = len(text) if last < 0 else last
    if not (_blank(text, first, start) and _blank(text, end, last)):
        return None
    return first, min(last + 1, len(text))


def cut(rule: str, text: str, span: tuple[int, int], note: str, confidence: float = 0.95) -> Finding:
    """The finding that takes a span out; when nothing else is on its line, the line goes with its newline.

    A line that goes takes along one blank line if it stood between two, and every blank line below it at the
    top of the text: they set the junk apart, not the prose.
    """
    start, end = own_line(text, *span) or span
    if (start, end) != span or text[end - 1 : end] == "\n":
        below = _BLANK_LINES.match(text, end)
        if below and start == 0:
            end = below.end()
        elif below and start > 1 and _blank(text, text.rfind("\n", max(start - 1 - _FAR, 0), start - 1) + 1, start - 1):
            end = text.index("\n", end) + 1
    return Finding(rule, start, end, text[start:end], "", confidence, note)
