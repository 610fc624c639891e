"""One line of JSON: the text in it, where that stands, and the line with another text in its place.

Only the text's own literal is replaced. Everything else stays as it was written: numbers of any length, the order of
keys and keys that stand twice go through no parser and come out the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from cleantext.corpus.records import INDEX

_BLANK = re.compile(r"[ \t\r\n]*")
# Each match is one character of the text; two escapes may make one between them.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_VALUE = json.JSONDecoder()


class Bad(ValueError):
    """A record that cannot be used; the message says why."""


class Found(NamedTuple):
    """A value of a record. path: the keys that lead to it."""

    path: tuple[str, ...]
    value: Any


def parsed(line: str) -> dict[str, Any]:
    """The record of a line. Raises Bad."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise Bad(f"is not JSON ({error.msg}, column {error.colno})") from error
    except RecursionError as error:
        raise Bad("is not usable JSON (brackets in brackets without end)") from error
    except ValueError as error:  # a number of thousands of digits
        raise Bad(f"is not usable JSON ({error})") from error
    if not isinstance(record, dict):
        raise Bad("is JSON, but no object with columns")
    return record


def text_of(record: dict[str, Any], name: str) -> tuple[tuple[str, ...], str]:
    """The keys that lead to the text, and the text. Raises Bad."""
    path, value = column(record, name)
    if not isinstance(value, str):
        kind = "null" if value is None else type(value).__name__
        raise Bad(f"has no text in {name!r} but {kind}")
    return path, value


def column(record: dict[str, Any], name: str) -> Found:
    """A column, by its name; with dots it may be one inside another. Raises Bad."""
    if name in record:
        return Found((name,), record[name])
    value: Any = record
    path = tuple(name.split("."))
    for key in path:
        if not isinstance(value, dict) or key not in value:
            raise Bad(f"has no column {name!r}")
        value = value[key]
    return Found(path, value)


def literal(line: str, path: tuple[str, ...]) -> tuple[int, int]:
    """Where the value stands in a line that was parsed: of a key that stands twice the last, as for every reader."""
    start, end = _skip(line, 0), len(line)
    for key in path:
        start, end = _member(line, start, key)
    return start, end


def _member(line: str, at: int, wanted: str) -> tuple[int, int]:
    """The span of one value of the object that begins at ``at``."""
    span = (-1, -1)
    at = _skip(line, at + 1)
    while line[at] != "}":
        key, at = scanstring(line, at + 1, True)
        start = _skip(line, _skip(line, at) + 1)
        _, end = _VALUE.raw_decode(line, start)
        if key == wanted:
            span = (start, end)
        at = _skip(line, end)
        if line[at] == ",":
            at = _skip(line, at + 1)
    return span


def _skip(line: str, at: int) -> int:
    match = _BLANK.match(line, at)
    return match.end() if match else at


def with_text(line: str, path: tuple[str, ...], text: str, index: int = 0) -> str:
    """The line with another text; with a number in the column ``cleantext_index`` if ``index`` is not 0."""
    line = line.strip(" \t\r\n")
    start, end = literal(line, path)
    line = line[:start] + json.dumps(text, ensure_ascii=False) + line[end:]
    if not index:
        return line
    start, end = literal(line, (INDEX,))
    if start >= 0:
        return f"{line[:start]}{index}{line[end:]}"
    return f'{line[:-1].rstrip()}, "{INDEX}": {index}}}'


def columns_of(line: str, path: tuple[str, ...], places: Sequence[int]) -> list[int]:
    """The columns, from 1, at which characters of the text stand in its line."""
    start, end = literal(line, path)
    starts = [match.start() for match in _CHARACTER.finditer(line, start + 1, end - 1)]
    return [(starts[place] if place < len(starts) else end - 1) + 1 for place in places]


def decoded_line(raw: bytes, codec: str) -> tuple[str, bool]:
    """A line as text; True when it is in UTF-8. Bytes of other codecs are read like those of any text. Raises Bad."""
    if not codec:
        try:
            return raw.decode(), True
        except UnicodeDecodeError:
            pass
    from cleantext.decoding import decode

    decoded = decode(raw, codec)
    if decoded.findings:
        raise Bad("holds bytes of no codec")
    return decoded.text, False


def encoded(line: str) -> bytes:
    """A line as it is written."""
    # Half a surrogate pair is no UTF-8; JSON has its own way to write it, which is Python's.
    return line.encode("utf-8", "backslashreplace")


def shown(raw: bytes) -> str | dict[str, str]:
    """A line for the quarantine: as it stands, in hex where it is no UTF-8."""
    try:
        return raw.strip(b"\r\n").decode()
    except UnicodeDecodeError:
        return {"hex": raw.hex()}
