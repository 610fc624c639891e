"""What the logs of an output folder say of files of records, read with distrust, a batch at a time."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.finished import source_of
from cleantext.corpus.logs import FINDINGS, MANIFEST, path_of, record_of
from cleantext.corpus.read import explain
from cleantext.corpus.recorded import Output, Recorded, finding_of, lines_of
from cleantext.corpus.records import PACKED, is_parquet, is_records
from cleantext.errors import CleantextError
from cleantext.finding import Finding, rewind

_LAYOUT = b'{"record":"lines"'
_KEEP = "which restore cannot make it again; keep the source"


class Tabled(NamedTuple):
    """A file of records that was cleaned. source: where it goes, and where its records stand in the log of findings.

    about: its line of the manifest.
    """

    source: Recorded
    output: Output
    about: dict[str, Any]


@dataclass(slots=True)
class Row:
    """A record in which something was found. spans: of its speeches in the cleaned text. gaps: what is between them."""

    spans: list[tuple[int, int]]
    gaps: list[tuple[int, str]]
    findings: list[Finding] = field(default_factory=list)

    def text(self, texts: list[str]) -> str:
        """The text of the source. texts: of the speeches. Raises CleantextError when the log does not lead there."""
        pieces = [*self.gaps, *((f.start, f.found) for f in self.findings if f.rule == OUTSIDE)]
        pieces += [(start, text) for (start, _), text in zip(self.spans, texts, strict=True)]
        return rewind("".join(text for _, text in sorted(pieces)), self.findings)


class Batch(NamedTuple):
    """layout: what was logged of the whole of it. rows: by line (row) of the source."""

    layout: dict[str, Any]
    rows: dict[int, Row]


def tabled(root: str, texts: Collection[str] = ()) -> tuple[list[Tabled], list[str]]:
    """The files of records of an output folder, and what to say of those that do not come back.

    texts: the sources that are none, whatever their names. Raises CleantextError when the logs cannot be read.
    """
    offsets: dict[str, tuple[str, int]] = {}
    for path, offset, raw in lines_of(root, FINDINGS):
        if raw.startswith(_LAYOUT):
            offsets.setdefault(source_of(raw), (path, offset))
    found: dict[str, Tabled] = {}
    problems: dict[str, str] = {}
    for _, _, raw in lines_of(root, MANIFEST):
        try:
            record = record_of(raw)
            source = path_of(record)
            if source in found or source in texts or not _is_table(record, source):
                continue
            if problem := _problem(record, source):
                problems.setdefault(source, f"{source}: {problem}")
                continue
            output = Output(f"{record['output']}", f"{record['output_sha256']}", 0, "")
            log, offset = offsets.get(source, ("", 0))
            place = _unpacked(path_of(record, "name"))
            digest = f"{record['rows_sha256' if is_parquet(source) else 'content_sha256']}"
            size = int(record["bytes"])
        except (ValueError, KeyError, TypeError):
            continue
        found[source] = Tabled(Recorded(log, offset, source, place, digest, size), output, record)
    return list(found.values()), list(problems.values())


def tables(root: str, texts: Collection[str] = ()) -> list[str]:
    """The sources that are files of records, whatever became of them. texts: as in ``tabled``.

    Raises CleantextError.
    """
    found: dict[str, None] = {}
    for _, _, raw in lines_of(root, MANIFEST):
        try:
            record = record_of(raw)
            source = path_of(record)
        except ValueError:
            continue
        if source not in texts and _is_table(record, source):
            found[source] = None
    return list(found)


def _is_table(record: dict[str, Any], source: str) -> bool:
    return "format" in record or is_records(source)  # as files, they are like texts in the manifest


def _problem(record: dict[str, Any], source: str) -> str:
    """Why a file cannot come back; "" when it can."""
    made = record.get("format", "files")
    if made != ("parquet" if is_parquet(source) else "jsonl"):
        wording = {"files": "text files, which have no other columns", "parquet": "Parquet", "jsonl": "JSON lines"}
        return f"was written as {wording.get(made, made)}, from {_KEEP}"
    if "name" not in record or not ("content_sha256" in record or "rows_sha256" in record):
        return f"was cleaned by an earlier version, whose logs are not enough; {_KEEP.partition('; ')[2]}"
    return ""


def _unpacked(name: str) -> str:
    return os.path.splitext(name)[0] if name.lower().endswith(PACKED) else name


def batches_of(source: Recorded) -> Iterator[Batch]:
    """The records of one file in the log. Raises CleantextError, ValueError, KeyError or TypeError where it is not as
    it was written."""
    if not source.log:
        return
    try:
        with open(source.log, "rb") as file:
            file.seek(source.offset)
            batch: Batch | None = None
            for raw in file:
                record = record_of(raw)
                if path_of(record) != source.source:
                    break
                if record["record"] == "lines":
                    if batch is not None:
                        yield batch
                    batch = Batch(record, {})
                elif batch is not None:
                    _take(record, batch.rows)
            if batch is not None:
                yield batch
    except OSError as error:
        raise CleantextError(explain(source.log, error)) from error


def _take(record: dict[str, Any], rows: dict[int, Row]) -> None:
    if record["record"] == "row":
        rows[record["line"]] = Row(record["spans"], [(start, text) for start, text in record["gaps"]])
    else:
        rows[record["line"]].findings.append(finding_of(record))
