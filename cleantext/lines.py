"""Lines of a text, as spans: what the junk rules share. All positions count characters, ends exclusive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cleantext.finding import Finding, apply, backward, settle
from cleantext.patterns import lazy

BLANK = r"[ \t\xa0\u3000]"  # what may stand before and after a line's text
_FAR = 400  # a stretch of blanks longer than this is no indent; also keeps a 200 MB line linear
_MOST = 100  # lines
_EDGE = 8  # lines at the top and the bottom of a text that rules may ask for
_SHORT = 100_000  # characters of a text whose edges are kept
_FEW = 2000  # characters of a text whose lines are all read
_BLANK_LINES = lazy(rf"(?:{BLANK}{{0,{_FAR}}}+\r?\n)+")
_Lines = list[tuple[int, int]]
Anchors = tuple[tuple[str, tuple[tuple[int, int, frozenset[str]], ...]], ...]


def bounds(text: str, at: int) -> tuple[int, int]:
    """The line that holds position ``at``, without its newline; reads the whole line, so never ask it once a hit."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def near_bounds(text: str, at: int, reach: int) -> tuple[int, int] | None:
    """The line that holds position ``at`` when it begins and ends within ``reach`` characters of it, else None."""
    start = text.rfind("\n", max(at - reach, 0), at)
    end = text.find("\n", at, at + reach)
    if (start < 0 and at > reach) or (end < 0 and len(text) > at + reach):
        return None
    return start + 1, len(text) if end < 0 else end


def anchored(anchors: Mapping[str, Sequence[str]]) -> Anchors:
    """Anchors for ``windows``: the words to look for, by the rarest part they hold.

    ``find`` of a rare character costs 0.05-0.1 ms a megabyte, of two characters 0.3, a regex class 1.8: anchors are
    the cheapest way to say that a text has nothing to look at. Words of one shape are asked for in one look-up.
    """
    made = []
    for rare, words in anchors.items():
        shapes: dict[tuple[int, int], set[str]] = {}
        for word in words:
            before = word.index(rare)
            shapes.setdefault((before, len(word) - before), set()).add(word)
        made.append((rare, tuple((*shape, frozenset(found)) for shape, found in shapes.items())))
    return tuple(made)


def windows(text: str, anchors: Anchors, reach: int) -> list[tuple[int, int]]:
    """Spans of one line each, ``reach`` characters to either side of the anchors in it, merged, in order."""
    places: list[int] = []
    for rare, shapes in anchors:
        at = text.find(rare)
        while at >= 0:
            for before, after, words in shapes:
                if text[at - before : at + after] in words:
                    places.append(at)
                    break
            at = text.find(rare, at + 1)
    return _merged(text, sorted(places), reach) if places else []


def _merged(text: str, places: Sequence[int], reach: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    low = high = -1
    closed = False
    for at in places:
        if closed and at < high:  # the window reaches the line's end already
            continue
        start = max(text.rfind("\n", max(at - reach, 0), at) + 1, at - reach)
        end = text.find("\n", at, at + reach)
        if low >= 0 and start > high:
            found.append((low, high))
            low = -1
        low = start if low < 0 else low
        closed = end >= 0
        high = end if closed else min(at + reach, len(text))
    found.append((low, high))
    return found


_seen: tuple[str, _Lines, _Lines] = ("", [], [])


def edge_lines(text: str) -> tuple[_Lines, _Lines]:
    """The first lines that are not blank, from the top, and the last, from the bottom: 8 each at most, of any length.

    In a short text a line is in both. Of many blank lines only the first and last few are looked at. Three rules ask
    this of each text, so the last answer is kept: by identity, so that it is never the answer of another text, and of
    short texts only, because in a long one it costs nothing and would hold the text in memory.
    """
    global _seen
    last, head, foot = _seen
    if last is text:
        return head, foot
    if len(text) > _SHORT:
        return _head(text), _foot(text)
    if len(text) < _FEW and text.count("\n") < _MOST:
        lines = _all(text)
        head, foot = lines[:_EDGE], lines[: -_EDGE - 1 : -1]
    else:
        head, foot = _head(text), _foot(text)
    _seen = (text, head, foot)
    return head, foot


def _all(text: str) -> _Lines:
    found: _Lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            found.append((start, end))
        start = end + 1
    return found


def _head(text: str) -> _Lines:
    found: _Lines = []
    start = 0
    for _ in range(_MOST):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        if end > start and not text[start:end].isspace():
            found.append((start, end))
        start = end + 1
        if len(found) == _EDGE or start >= len(text):
            break
    return found


def _foot(text: str) -> _Lines:
    found: _Lines = []
    end = len(text)
    for _ in range(_MOST):
        start = text.rfind("\n", 0, end) + 1
        if end > start and not text[start:end].isspace():
            found.append((start, end))
        end = start - 1
        if len(found) == _EDGE or end <= 0:
            break
    return found


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


def spared(text: str, found: Iterable[Finding]) -> list[Finding]:
    """The findings; reported only, and not cured, when nothing of the text would be left.

    A document that is one line is not the navigation around another one, whatever its line looks like.
    """
    cures = list(found)
    if not cures:
        return cures
    done = 0
    for start, end in sorted((each.start, each.end) for each in cures if each.cure is not None):
        if start > done and not text[done:start].isspace():
            return cures
        done = max(done, end)
    if text[done:] and not text[done:].isspace():
        return cures
    return [
        each._replace(cure=None, confidence=0.4, note=f"{each.note}; but the text holds nothing else") for each in cures
    ]


def until_quiet(text: str, find: Callable[[str], Sequence[Finding]], most: int) -> list[Finding]:
    """The findings of all rounds that ``find`` needs until it finds nothing, as findings in ``text``.

    A cut may bring together what the next round finds (``<p<p id="a"> id="a">``): the later finding takes the place
    of those inside it. Nothing is found in a text that is not quiet after ``most`` rounds: no page was made like that,
    and a part of the cures would leave a text that is found in again the next time.
    """
    found: list[Finding] = []
    now = text
    maps: list[Callable[[int, bool], int]] = []
    for _ in range(most):
        done = apply(now, find(now))
        if not done.findings:
            return found
        news = []
        for each in done.findings:
            start, end = each.start, each.end
            for back in reversed(maps):
                start, end = back(start, False), back(end, True)
            news.append(each._replace(start=start, end=end, found=text[start:end]))
        found = settle([*found, *news]) if found else news
        now = done.text
        maps.append(backward(done.findings))
    return [] if find(now) else found
