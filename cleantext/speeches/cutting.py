"""split: text -> Speech…, and outside: what belongs to none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleantext.patterns import lazy
from cleantext.speeches.headings import headings
from cleantext.speeches.parts import Part, Speech
from cleantext.speeches.salutations import Call, calls, is_enough, weight
from cleantext.speeches.titles import names_speech, own_title, title_lines

_PROSE = lazy(r"[^\r\n]{40,}")
# Paragraphs times their characters. The site introductions we have are one paragraph of about 95 characters; three
# paragraphs of 134 or five of 48 are taken for a speech that lost its opening. Chosen by reasoning, not measured.
# A numbered 篇一 says that nothing came before it, so there it takes much more.
_BODY = 1200
_BODY_BEFORE_ONE = 6000


def split(text: str) -> tuple[Speech, ...]:
    """Cut cleaned text into speeches, in order. Whitespace only: none. Never raises.

    ``Speech.text`` is exactly ``text[start:end]``, free of surrounding whitespace where the text was cut; a document
    that is one speech and nothing else is left as it is.
    """
    parts, first = headings(text)
    if parts:
        parts = [*_leading(text, parts[0], _BODY_BEFORE_ONE if first == 1 else _BODY), *parts]
    else:
        parts = _by_salutation(text) or [Part(0, 0, "")]
    ends = [*(part.start for part in parts[1:]), len(text)]
    spans = ((part.title, *_strip(text, part.body, end)) for part, end in zip(parts, ends, strict=True))
    filled = [span for span in spans if span[1] < span[2]]
    if len(filled) == 1 and filled[0][1:] == _strip(text, 0, len(text)):
        filled = [(filled[0][0], 0, len(text))]
    return tuple(
        Speech(title or own_title(text[start:end].lstrip()[:400]), text[start:end], start, end, index)
        for index, (title, start, end) in enumerate(filled, 1)
    )


def outside(text: str, speeches: tuple[Speech, ...]) -> Iterator[tuple[int, int]]:
    """The spans (start, end), in order, that belong to no speech: headings, title lines, introductions."""
    done = 0
    for start, end in (*((s.start, s.end) for s in speeches), (len(text), len(text))):
        gap = _strip(text, done, start)
        if gap[0] < gap[1]:
            yield gap
        done = end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without surrounding whitespace."""
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return start + lead, start + max(lead, len(inner.rstrip()))


def _by_salutation(text: str) -> list[Part]:
    """The parts that salutations open, with the speech that stands before the first one if there is one."""
    stop = Call(len(text), len(text), 0)
    parts: list[Part] = []
    leading: list[Part] | None = None
    for call, following in pairwise([*calls(text), stop]):
        start, title = title_lines(text, call.start)
        part = Part(start, call.start, title)
        if leading is None and not (leading := _leading(text, part, _BODY)):
            parts.append(part)  # nothing but title lines and site text before it
            continue
        since = call.start - (parts or leading)[-1].body
        points = bool(title) + names_speech(title) + weight(text, call, since, following.start - call.end)
        if is_enough(points):
            parts += [part] if parts else [*leading, part]
    return parts


def _leading(text: str, first: Part, enough: int) -> list[Part]:
    """The speech before the first cut, if what stands there is prose enough to be one; else nothing."""
    count = total = 0
    body = -1
    for match in _PROSE.finditer(text, 0, first.start):
        if "。" in match[0] or "！" in match[0] or "!" in match[0]:
            body = match.start() if body < 0 else body
            count += 1
            total += len(match[0])
            if count * total >= enough:
                return [Part(*_titled(text, body))]
    return []


def _titled(text: str, body: int) -> tuple[int, int, str]:
    start, title = title_lines(text, body)
    return start, body, title
