"""The records of an output folder, read again source by source: what ``run`` wrote, for ``restore`` and ``stats``.

They are read with distrust, as anyone may have edited them; and of a run that was killed, as far as they are whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from cleantext.corpus.logs import FINDINGS, MANIFEST, PART, path_of, record_of
from cleantext.corpus.read import explain
from cleantext.decoding import Decoded, Segment
from cleantext.errors import CleantextError, UsageError
from cleantext.finding import Finding

# Only these lines are parsed while a log is walked; a log may have a hundred findings for one of them.
_SOURCE = re.compile(rb'\s*\{\s*"record"\s*:\s*"source"')

_LACKING = "what it was about may be missing"
_TOO_MANY = 2**63  # of anything


class Recorded(NamedTuple):
    """A source that was cleaned. log, offset: where its record stands. source: its path as it was given.

    name: relative to the folder that was given, with ``/``; "" where the log does not have it. size: bytes.
    """

    log: str
    offset: int
    source: str
    name: str
    digest: str
    size: int


class Output(NamedTuple):
    """A line of the manifest: the file, its SHA-256, where its text begins in the cleaned text, what kind it is.

    characters: of the speech, which in a file of its own may have a line end behind it. number: of the record in the
    file, from 1; 0 where the file is the text.
    """

    name: str
    digest: str
    start: int
    kind: str
    characters: int = 0
    number: int = 0


class Log(NamedTuple):
    """All that ``findings.jsonl`` says of one source.

    decoded: without its text, which has ``characters``. gaps: (start, text) of white space between its speeches.
    """

    decoded: Decoded
    findings: tuple[Finding, ...]
    gaps: tuple[tuple[int, str], ...]
    speeches: int
    characters: int


def is_output(root: str) -> bool:
    """True for a folder that ``clean`` has written, be it that it was killed."""
    return any(os.path.isfile(os.path.join(root, FINDINGS + end)) for end in ("", PART)) and any(
        os.path.isfile(os.path.join(root, MANIFEST + end)) for end in ("", PART)
    )


def broken_off(root: str) -> list[str]:
    """What to say of a folder in which a run was killed; nothing otherwise."""
    if not os.path.lexists(os.path.join(root, FINDINGS + PART)):
        return []
    return [f"{root}: a run was broken off there, and what it had not come to is not in it; run it again to the end"]


def recorded(root: str) -> Iterator[Recorded]:
    """The sources of an output folder, each once. Raises CleantextError: it is none, or cannot be read."""
    if not is_output(root):
        where = "does not exist" if not os.path.lexists(root) else f"holds no {MANIFEST} and {FINDINGS}"
        raise UsageError(f"{root}: {where}; give a folder that cleantext clean has written with --out")
    seen: set[str] = set()
    for path, offset, raw in lines_of(root, FINDINGS):
        if not _SOURCE.match(raw):
            continue
        try:
            record = record_of(raw)
            name = path_of(record, "name")
            size = _number(record["bytes"])
            each = Recorded(path, offset, path_of(record), name, f"{record['source_sha256']}", size)
        except (ValueError, KeyError, TypeError):
            continue  # a torn line; the manifest still knows its source
        # Of two the first is newer: logs grow at their end only by what an earlier run left.
        if each.source not in seen:
            seen.add(each.source)
            yield each


def outputs(root: str) -> dict[tuple[str, str], list[Output]]:
    """The manifest: the outputs of each (source, SHA-256), in their order. Raises CleantextError."""
    found: dict[tuple[str, str], list[Output]] = {}
    for _, _, raw in lines_of(root, MANIFEST):
        try:
            record = record_of(raw)
            key = path_of(record), f"{record['source_sha256']}"
            start, kind = _number(record["start"]), f"{record.get('kind', '')}"
            output = Output(
                f"{record['output']}",
                f"{record['output_sha256']}",
                start,
                kind,
                _number(record["characters"]),
                _number(record.get("output_line", 0)),
            )
        except (ValueError, KeyError, TypeError):
            continue  # then a source lacks it, and says so
        found.setdefault(key, []).append(output)
    return found


def unusable(root: str) -> Iterator[str]:
    """What to say of each line of the logs that cannot be used. Raises CleantextError.

    A run that was killed may have torn the last one: that is told by ``broken_off``.
    """
    for name in (MANIFEST, FINDINGS):
        number, last = 0, ""
        for path, _, raw in lines_of(root, name):
            number, last = (number + 1 if path == last else 1), path
            is_torn = path.endswith(PART) and not raw.endswith(b"\n")
            if not is_torn and not _is_usable(raw, name):
                yield f"{path}:{number}: cannot be used, it was damaged since cleantext wrote it; {_LACKING}"


def _is_usable(raw: bytes, name: str) -> bool:
    try:
        record = record_of(raw)
        path_of(record, "name")
        if not path_of(record):
            return False
        if name == FINDINGS:
            return "segments" not in record or bool(_SOURCE.match(raw) and _number(record["bytes"]) >= 0)
        if "format" not in record:
            _number(record["start"])
        return {"source_sha256", "output", "output_sha256"} <= record.keys()
    except (ValueError, KeyError, TypeError):
        return False


def log_of(each: Recorded) -> Log:
    """What the log says of one source. Raises CleantextError."""
    try:
        with open(each.log, "rb") as file:
            file.seek(each.offset)
            head = record_of(file.readline())
            found = tuple(_findings(file, each.source))
        segments = tuple(map(_segment, head["segments"]))
        gaps = tuple((_number(start), _text(text)) for start, text in head["gaps"])
        decoded = Decoded("", _text(head["encoding"]), segments)
        return Log(decoded, found, gaps, _number(head["speeches"]), _number(head["characters"]))
    except OSError as error:
        raise CleantextError(explain(each.log, error)) from error
    except (ValueError, LookupError, TypeError) as error:
        raise CleantextError(
            f"{each.source}: its records in {each.log} were damaged since cleantext wrote them; clean it again"
        ) from error


def _segment(row: list[Any]) -> Segment:
    start, end, codec, sure, text_start, text_end, raw = row
    for value in (start, end, text_start, text_end):
        _number(value)
    if not isinstance(sure, int | float) or not 0 <= sure <= 1:
        raise TypeError("no confidence")
    return Segment(start, end, _text(codec), sure, text_start, text_end, None if raw is None else bytes.fromhex(raw))


def _number(value: object) -> int:
    """Raises TypeError for what is no number of bytes, characters or speeches."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _TOO_MANY:
        raise TypeError("no number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _findings(file: BinaryIO, source: str) -> Iterator[Finding]:
    for raw in file:
        if _SOURCE.match(raw):
            return
        record: dict[str, Any] = record_of(raw)
        if path_of(record) == source:
            yield finding_of(record)


def finding_of(record: dict[str, Any]) -> Finding:
    """Raises KeyError, TypeError for what is no finding."""
    finding = Finding(**{name: record[name] for name in Finding._fields})
    for place in (finding.start, finding.end, finding.step):
        _number(place)
    for text in (finding.rule, finding.found, "" if finding.cure is None else finding.cure):
        _text(text)
    return finding


def lines_of(root: str, name: str) -> Iterator[tuple[str, int, bytes]]:
    """(path, offset, line) of a log: first of a run that was killed, which is the newer one."""
    for path in (os.path.join(root, name + PART), os.path.join(root, name)):
        if not os.path.isfile(path):  # a pipe would be waited for without end
            continue
        offset = 0
        try:
            with open(path, "rb") as file:
                for raw in file:
                    yield path, offset, raw
                    offset += len(raw)
        except OSError as error:
            raise CleantextError(explain(path, error)) from error
