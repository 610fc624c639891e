"""What leads from the lines that were written back to the lines of the source, byte for byte.

Most lines need nothing: they are written as they were read. What is logged of a batch is how many lines it has, and
whatever else the output and the findings do not tell: blank lines and those that were set aside, white space around a
record, how a text was escaped.
"""

from __future__ import annotations

import json
from typing import Any

from cleantext.corpus.names import named
from cleantext.corpus.records import INDEX
from cleantext.corpus.records.line import literal
from cleantext.corpus.records.reading import Lines

_CODECS = ("gb18030", "big5")  # of lines that are not UTF-8: those that lead back are not logged a second time
_BLANKS = b" \t\r"


class Layout:
    """The lines of one batch, told of in any order."""

    def __init__(self, batch: Lines) -> None:
        self._batch = batch
        self._end = b"\r" if batch.data.partition(b"\n")[0].endswith(b"\r") else b""
        self._apart: dict[int, Any] = {}

    def gone(self, number: int, raw: bytes) -> None:
        """A line of which nothing was written."""
        how = _raw(raw)
        self._apart[number] = how.get("raw", {**how, "gone": True})

    def kept(self, number: int, raw: bytes, line: str, out: bytes) -> None:
        """A line that was written as it is, but for its ends and its codec."""
        if raw != out + self._end:
            self._apart[number] = self._how(raw, line.strip(" \t\r"), {})

    def changed(self, number: int, raw: bytes, found: tuple[str, tuple[str, ...], str], out: list[bytes]) -> None:
        """A line with another text. found: the line, the keys that lead to its text, that text."""
        line, path, text = found
        style = style_of(line[slice(*literal(line, path))], text)
        again = line_again(out[0].decode(), path, literal_of(style, text), len(out) > 1)
        self._apart[number] = self._how(raw, again, {"text": style})

    def _how(self, raw: bytes, again: str, how: dict[str, Any]) -> dict[str, Any]:
        """The way to ``raw`` from the line that can be made again; ``raw`` itself where there is none."""
        lead, trail = raw[: len(raw) - len(raw.lstrip(_BLANKS))], raw[len(raw.rstrip(_BLANKS)) :]
        if (lead, trail) != (b"", self._end):
            how = {**how, "around": [lead.decode(), trail.decode()]}
        core = raw.strip(_BLANKS)
        if again.encode("utf-8", "backslashreplace") == core:
            return how
        for codec in _CODECS:
            if again.encode(codec, "ignore") == core:
                return {**how, "codec": codec}
        return _raw(raw)

    def record(self, path: str) -> dict[str, Any]:
        """The line for the log, which comes before those about the records of the batch."""
        data = self._batch.data
        ended = data.endswith(b"\n")
        about: dict[str, Any] = {
            "record": "lines",
            **named(path),
            "first": self._batch.first,
            "count": data.count(b"\n") + (not ended),
        }
        told = {"end": self._end.decode(), "mark": self._batch.mark, "open": not ended, "apart": self._apart}
        told["lost"] = self._batch.skipped is not None  # a line too long to be read: nothing leads back to it
        return about | {name: value for name, value in told.items() if value}


def _raw(raw: bytes) -> dict[str, str]:
    try:
        return {"raw": raw.decode()}
    except UnicodeDecodeError:
        return {"hex": raw.hex()}


def style_of(written: str, text: str) -> int | str:
    """How a text was written: 0 with as few escapes as can be, 1 in ASCII, else the very words."""
    return next((style for style in (0, 1) if literal_of(style, text) == written), written)


def literal_of(style: int | str, text: str) -> str:
    """The text as a literal of JSON, in the style that ``style_of`` found."""
    return style if isinstance(style, str) else json.dumps(text, ensure_ascii=bool(style))


def line_again(line: str, path: tuple[str, ...], written: str, is_numbered: bool) -> str:
    """A line of the output with the literal of the source for its text, and without the number of the speech."""
    if is_numbered:
        start, _ = literal(line, (INDEX,))
        line = line[: line.rfind(",", 0, start)] + "}"
    start, end = literal(line, path)
    return line[:start] + written + line[end:]
