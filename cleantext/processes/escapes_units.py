r"""UTF-16 code units in hexadecimal: ``\u4e2d`` (JSON, Java; doubled ``\\u4e2d``) and ``%u4E2D`` (JavaScript's escape).

A line that was the body of a JSON string is read as one, with its ``\n``, ``\"``, ``\/`` and ``\\``; elsewhere those
are undone between two code units that stand close together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cleantext.lines import bounds
from cleantext.patterns import lazy
from cleantext.processes.escapes_page import Escaped, Page, is_text

_CODE = r"(?<!\\)\\++u[0-9a-fA-F]{4}"
_GAP = r"(?:[^\\\n\"'`<>{}\[\]=;|]|(?<!\\)\\++[\"/nrt]){0,8}?"
_SLASHED = lazy(rf"{_CODE}(?:{_GAP}{_CODE})*")
_SLASHED_RUN = lazy(rf"((?:{_CODE})++)|(?<!\\)\\++[\"/nrt]")
_SINGLE = lazy(r"(?<!\\)\\u")
_SINGLE_RUN = lazy(r"((?:\\u[0-9a-fA-F]{4})++)|\\[\"/nrt]")
_PERCENT = lazy(r"%(?:u[0-9a-fA-F]{4}|[0-9A-Fa-f]{2})(?:[A-Za-z0-9@*_+./-]{0,60}%(?:u[0-9a-fA-F]{4}|[0-9A-Fa-f]{2}))*")
_PERCENT_RUN = lazy("((?:%u[0-9a-fA-F]{4})++)|%[0-9A-Fa-f]{2}")
_UNITS = lazy(r"(?:\\++|%)u([0-9a-fA-F]{4})")
_DEEP = "\\" * 8  # backslashes, which are undone all at once
_HALF = lazy("[\ud800-\udfff]")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "/": "/"}
_CLASS = lazy(r"[\[^|-]$")  # of characters, in a regular expression
_CLASS_ON = lazy(r"[\]|*+{-]")
_PATH = lazy(r"[A-Za-z]:[\\/]|\\[A-Za-z0-9_.-]{1,40}$|\\[A-Za-z]{2,}\\")
_SETTING = lazy(r"[A-Za-z_][A-Za-z0-9_.-]*[=:][A-Za-z0-9_.:=-]*")
_FEW = 3  # characters that show that a text was escaped so
_LONGEST = 5_000_000  # characters of a line that is read as JSON


def slashed(text: str, page: Page) -> Iterator[Escaped]:
    r"""Stretches of ``\uXXXX``; whole lines where they are JSON."""
    done = line = 0  # line: the end of the last one that was looked at
    for m in _SLASHED.finditer(text):
        if m.start() < done:
            continue
        if m.start() >= line:
            start, line = bounds(text, m.start())
            whole = _as_json(text, start, line)
            if whole:
                done = whole.end
                yield whole
                continue
        # Beside single ones, a second backslash is one that the text has.
        decoded = _joined(m[0], _SINGLE_RUN if _SINGLE.search(m[0]) else _SLASHED_RUN)
        if decoded != m[0] and is_text(decoded) and not _is_source(page, m.start(), m.end(), decoded):
            yield Escaped(*m.span(), decoded, "\\u")


def percent(text: str, page: Page) -> Iterator[Escaped]:
    """Stretches of ``%uXXXX``, with the ``%XX`` of Latin-1 that ``escape()`` writes beside them."""
    found: list[Escaped] = []
    rest: list[Escaped] = []
    for m in _PERCENT.finditer(text):
        each = Escaped(*m.span(), _joined(m[0], _PERCENT_RUN), "%u")
        if is_text(each.text) and not page.is_address(m.start()) and (page.is_percent or not page.is_path(m.start())):
            (found if "%u" in m[0] else rest).append(each)
    if sum(len(each.text) for each in found) >= _FEW:
        found += [each for each in rest if all(map(str.isascii, page.around(each.start, each.end)))]
    yield from found


def _as_json(text: str, start: int, end: int) -> Escaped | None:
    """The line from its first backslash to its last, if all of it can be the body of a JSON string."""
    first, last = text.find("\\", start, end), text.rfind("\\", start, end)
    if end - start > _LONGEST or not text[start:end].isascii() or text.find(_DEEP, start, end) >= 0:
        return None
    stop = min(last + (6 if text[last + 1 : last + 2] == "u" else 2), end)
    try:
        decoded = str(json.loads(f'"{text[first:stop]}"', strict=False))
    except ValueError:
        return None
    if _HALF.search(decoded) or not is_text(decoded):
        return None
    return Escaped(first, stop, decoded, "\\u")


def _joined(found: str, runs: re.Pattern[str]) -> str:
    """The stretch with its escapes undone, and its halves of surrogate pairs as they were written."""
    return runs.sub(_undone, found)


def _undone(run: re.Match[str]) -> str:
    r"""What one control (``\n``), one byte of Latin-1 (``%E9``) or a run of code units stands for."""
    if not run[1]:
        return _CONTROLS.get(run[0][-1]) or chr(int(run[0][1:], 16))
    shown = _UNITS.sub(lambda m: m[1], run[1]) if "\\\\" in run[1] else run[1].replace("\\u", "").replace("%u", "")
    data = bytes.fromhex(shown)
    try:
        return data.decode("utf-16-be")
    except UnicodeDecodeError:
        chars = data.decode("utf-16-be", "surrogatepass")
    units = [m[0] for m in _UNITS.finditer(run[1])]
    pieces: list[str] = []
    at = 0
    for c in chars:
        pieces.append(units[at] if _HALF.match(c) else c)
        at += 1 + (c > "\uffff")
    return "".join(pieces)


def _is_source(page: Page, start: int, end: int, decoded: str) -> bool:
    """True within a class of characters, a path, or an assignment."""
    left, right = page.around(start, end)
    if _CLASS.search(left) and _CLASS_ON.match(right):
        return True
    if len(decoded) < 3 and (_CLASS.search(left) or _CLASS_ON.match(right)):
        return True
    before = page.address(start)
    return bool(_PATH.search(before) or _SETTING.fullmatch(before))
