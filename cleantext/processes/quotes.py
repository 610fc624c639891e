"""Which straight quotes open and which close: the cheapest reading of each line.

A quote costs where its neighbours speak against it (nothing opens before a full stop), and where it opens inside an
open one or closes nothing. A speech of several paragraphs opens each of them and closes the last.
"""

from __future__ import annotations

from cleantext.patterns import lazy
from cleantext.processes.protected import Protected
from cleantext.processes.surroundings import is_chinese_mark, is_han

_QUOTE = lazy('["“”\n]')
_SINGLE = lazy("'([^'\"\n]{1,80})'")
_MOST = 2000  # quotes in a line
_STOPS = "。！？!?…，,；;、）)》」.”"
_BEFORE = "：:，,（(、；;。！？!?—《「“"
_AGAIN, _OPEN_END, _OPEN_START = 3.0, 1.0, 2.0
_SURE = 99.0


def widened(text: str, kept: Protected) -> dict[int, str]:
    """Place -> ``“`` or ``”`` (``‘`` or ``’``) for the straight quotes of Chinese sentences."""
    found: dict[int, str] = {}
    if '"' in text:
        line: list[int] = []
        for m in _QUOTE.finditer(text):
            if m[0] != "\n":
                line.append(m.start())
            elif line:
                found |= _read(text, line, kept)
                line = []
        found |= _read(text, line, kept)
    for m in _SINGLE.finditer(text) if "'" in text else ():
        before = text[m.start() - 1 : m.start()] if m.start() else ""
        after = text[m.end() : m.end() + 1]
        outside = not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
        if outside and any(map(is_han, m[1])) and kept.is_prose(m.start()):
            found[m.start()], found[m.end() - 1] = "‘", "’"
    return found


def _read(text: str, places: list[int], kept: Protected) -> dict[int, str]:
    if all(text[at] != '"' for at in places):
        return {}
    places = [at for at in places[:_MOST] if text[at] != '"' or kept.is_prose(at)]
    # The cheapest way to be outside (0) or inside (1) a quotation behind each quote.
    ways: list[tuple[float, str]] = [(0.0, ""), (_OPEN_START, "")]
    steps: list[tuple[tuple[float, int], tuple[float, int]]] = []
    costs = [ways[0][0], ways[1][0]]
    for at in places:
        opens, closes = _costs(text, at)
        inside = min((costs[0] + opens, 0), (costs[1] + opens + _AGAIN, 1))
        outside = min((costs[1] + closes, 1), (costs[0] + closes + _AGAIN, 0))
        steps.append((outside, inside))
        costs = [outside[0], inside[0]]
    state = 0 if costs[0] <= costs[1] + _OPEN_END else 1
    shown: list[str] = []
    for outside, inside in reversed(steps):
        shown.append("“" if state else "”")
        state = (inside if state else outside)[1]
    shown.reverse()
    return _chinese(text, places, shown)


def _costs(text: str, at: int) -> tuple[float, float]:
    """What it costs that the quote opens, and that it closes."""
    if text[at] != '"':  # a wide one beside the straight ones
        return (0.0, _SURE) if text[at] == "“" else (_SURE, 0.0)
    before, after = text[at - 1 : at] if at else "\n", text[at + 1 : at + 2] or "\n"
    opens = closes = 0.0
    if after == "\n":
        opens += 3
    elif after in _STOPS:
        opens += 2
    if before == "\n" or (before.isspace() and not after.isspace()):
        closes += 3
    elif before in "：:（(《「“":
        closes += 2.5
    elif before in _BEFORE:
        closes += 0.5 if before in "。！？!?—…" else 1.5
    if before in "。！？!?…" and after in "\n":
        opens += 2
    return opens, closes


def _chinese(text: str, places: list[int], shown: list[str]) -> dict[int, str]:
    """Without the quotes around Latin words, which stay straight unless Chinese stands right beside both."""
    found: dict[int, str] = {}
    i = 0
    while i < len(places):
        at, mark = places[i], shown[i]
        paired = mark == "“" and i + 1 < len(places) and shown[i + 1] == "”"
        if not paired:
            near = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
            if any(is_han(c) or is_chinese_mark(c) for c in near):
                found[at] = mark
            i += 1
            continue
        end = places[i + 1]
        inner = text[at + 1 : end]
        beside = text[at - 1 : at] if at else "", text[end + 1 : end + 2]
        if any(is_han(c) or is_chinese_mark(c) for c in inner) or (inner and any(map(is_han, beside))):
            found[at], found[end] = "“", "”"
        i += 2
    return {at: mark for at, mark in found.items() if text[at] == '"'}
