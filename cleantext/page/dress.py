"""The marks a site sets around its words: brackets, dashes, stars."""

from __future__ import annotations

from cleantext.patterns import lazy

_BEFORE = lazy(
    r"(?:(?<=[\n。！？!?…；;])|\A)[ \t\xa0\u3000]*[-—–*＊·•=~～_★☆※◆●▲【〖\[(（{<《〈「“\"|丨 \t\xa0\u3000]+\Z"
)
_BEHIND = lazy(r"[-—–*＊·•=~～_★☆※◆●▲】〗\])）}>》〉」”\"|丨 \t\xa0\u3000\r]*(?=\n|\Z)")
_FAR = 30


def dressed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks around it, where they lie between it and a full stop or the ends of its line."""
    low = max(start - _FAR, 0)
    line = text.rfind("\n", low, start)
    before = _BEFORE.search(text, max(low, line), start) if start else None
    behind = _BEHIND.match(text, end, end + _FAR)
    first = before.start() if before else start
    if before and text[first : first + 1] == "\n":
        first += 1
    last = end + len(text[end : behind.end()].rstrip("\r \t")) if behind else end
    return first, last
