"""The work on one batch: functions of a plan and data that go to another process and come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleantext.corpus.records import Plan, is_parquet
from cleantext.corpus.records.document import Document, Place, aside, cleaned, files, log
from cleantext.corpus.records.layout import Layout
from cleantext.corpus.records.line import Bad, column, decoded_line, encoded, parsed, shown, text_of, with_text
from cleantext.corpus.records.reading import Lines
from cleantext.corpus.run import jsonl
from cleantext.errors import CleantextError, unexpected
from cleantext.finding import Finding


class Rows(NamedTuple):
    """Rows of a table. first: the number of the first, from 1. texts, ids: a value a row; no ids: ()."""

    first: int
    texts: list[Any]
    ids: list[Any]
    end: int = 0


class Kept(NamedTuple):
    """A row of the output. row: of the batch, from 0. text: None where it stays as it is. number: of the speech."""

    row: int
    text: str | None
    number: int


@dataclass(slots=True)
class Done:
    """What became of a batch.

    output: JSON lines. kept: the rows, for a table. files: with their names. bad: (line, reason, what it held).
    columns: of the first record that was bad for want of its column.
    """

    output: bytes = b""
    kept: list[Kept] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    manifest: bytes = b""
    findings: bytes = b""
    quarantine: bytes = b""
    bad: list[tuple[int, str]] = field(default_factory=list)
    unread: int = 0  # of the bad, those without a text
    columns: tuple[str, ...] = ()
    found: list[tuple[int, int, Finding]] = field(default_factory=list)  # line, column
    seen: list[Any] = field(default_factory=list)  # of ``look.Seen``
    records: int = 0
    changed: int = 0
    speeches: int = 0
    outside: int = 0
    rules: Counter[str] = field(default_factory=Counter)


class _Work:
    """A batch under way."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.done = Done()
        self._files = plan.columns.format == "files"
        self.is_table = is_parquet(plan.path)
        self._log: list[dict[str, Any]] = []
        self._manifest: list[dict[str, Any]] = []
        self._aside: list[tuple[Place, str, Any]] = []

    def clean(self, text: str, place: Place) -> Document:
        """Raises Bad: no document stops the others."""
        try:
            document = cleaned(text, self.plan)
            lines = log(document, self.plan, place)
            written, manifest = files(document, self.plan, place) if self._files else ([], [])
            if self.is_table and not document.is_same:
                "".join(document.texts).encode()  # an escape may have become what no table holds
        except UnicodeEncodeError as error:
            raise Bad("holds half a character (a lone surrogate), which no UTF-8 file can") from error
        except MemoryError as error:
            raise Bad("is too large for this machine's memory") from error
        except (CleantextError, ImportError):
            raise
        except Exception as error:
            raise Bad(f"could not be cleaned ({unexpected(error)})") from error
        done = self.done
        done.records += 1
        done.changed += not document.is_same
        done.speeches += len(document.speeches)
        self._log += lines
        if document.findings:
            done.outside += document.outside
            done.rules.update(document.rules)
        done.files += written
        self._manifest += manifest
        return document

    def refuse(self, place: Place, error: Bad, held: Any) -> None:
        self.done.bad.append((place.line, f"{error}"))
        self._aside.append((place, f"{error}", held))

    def end(self, layout: Layout | None = None) -> Done:
        """layout: of lines; it is of use where lines are written."""
        lines = [layout.record(self.plan.path)] if layout and self.plan.columns.format == "jsonl" else []
        self.done.findings = jsonl([*lines, *self._log])
        self.done.manifest = jsonl(self._manifest)
        self.done.quarantine = jsonl(aside(self.plan, self._aside))
        return self.done


def clean_lines(plan: Plan, batch: Lines) -> Done:
    """Clean lines of JSON."""
    work = _Work(plan)
    layout = Layout(batch)
    if batch.skipped:
        work.refuse(Place(batch.first), Bad(batch.skipped.reason()), batch.skipped.record())
        return work.end(layout)
    out: list[bytes] = []
    for number, raw in numbered(batch):
        if not raw or raw.isspace():
            layout.gone(number, raw)
            continue
        try:
            out += _clean_line(work, layout, number, raw)
        except _Aside as error:
            work.refuse(error.place, error.reason, shown(raw))
            layout.gone(number, raw)
    if plan.columns.format != "files":
        work.done.output = b"".join(line + b"\n" for line in out)
    return work.end(layout)


def _clean_line(work: _Work, layout: Layout, number: int, raw: bytes) -> list[bytes]:
    """The lines that a line becomes. Raises _Aside."""
    place = Place(number)
    try:
        line, is_utf8 = decoded_line(raw, work.plan.options.codec_for())
        record = record_of(line, work.done)
        path, text = text_of(record, work.plan.columns.text)
    except Bad as error:
        work.done.unread += 1
        raise _Aside(place, error) from error
    place = Place(number, id_of(record, work.plan))
    try:
        document = work.clean(text, place)
    except Bad as error:
        raise _Aside(place, error) from error
    if work.plan.columns.format == "files":
        return []
    if document.is_same:
        out = [(raw if is_utf8 else encoded(line)).strip(b" \t\r")]
        layout.kept(number, raw, line, out[0])
    else:
        out = _lines(line, path, document.texts)
        layout.changed(number, raw, (line, path, text), out)
    return out


class _Aside(Exception):
    """A line that is set aside."""

    def __init__(self, place: Place, reason: Bad) -> None:
        super().__init__(place, reason)
        self.place, self.reason = place, reason


def numbered(batch: Lines) -> Iterator[tuple[int, bytes]]:
    """(number, line without its end) of the lines of a batch."""
    data = batch.data[:-1] if batch.data.endswith(b"\n") else batch.data
    return enumerate(data.split(b"\n"), batch.first)


def _lines(line: str, path: tuple[str, ...], texts: tuple[str, ...]) -> list[bytes]:
    several = len(texts) > 1
    made = (with_text(line, path, text, several and number) for number, text in enumerate(texts, 1))
    return [encoded(each) for each in made]


def record_of(line: str, done: Done) -> dict[str, Any]:
    """The record of a line. Raises Bad."""
    record = parsed(line)
    if not done.columns:
        done.columns = tuple(record)
    return record


def id_of(record: dict[str, Any], plan: Plan) -> Any:
    """What the id column says, None without one."""
    if not plan.columns.id:
        return None
    try:
        return column(record, plan.columns.id).value
    except Bad:
        return None  # it is a help to find the record, and the line number does that too


def clean_rows(plan: Plan, batch: Rows) -> Done:
    """Clean rows of a table; ``kept`` says what they become."""
    work = _Work(plan)
    kept = work.done.kept
    for row, text in enumerate(batch.texts):
        place = Place(batch.first + row, batch.ids[row] if batch.ids else None)
        try:
            document = work.clean(checked_text(text, plan), place)
        except Bad as error:
            work.done.bad.append((place.line, f"{error}"))  # its other columns are where the table is
            continue
        if document.is_same:
            kept.append(Kept(row, None, 1))
        else:
            kept += [Kept(row, made, number) for number, made in enumerate(document.texts, 1)]
    return work.end()


def set_aside(plan: Plan, task: Lines | Rows, reason: str) -> Done:
    """What becomes of a record that brought its process down, or outran its time."""
    work = _Work(plan)
    if isinstance(task, Rows):  # its other columns are where the table is
        work.done.bad.append((task.first, reason))
        return work.end()
    layout = Layout(task)
    if task.skipped:
        work.refuse(Place(task.first), Bad(task.skipped.reason()), task.skipped.record())
        return work.end(layout)
    layout.gone(task.first, task.data.removesuffix(b"\n"))
    if task.data.strip():
        work.refuse(Place(task.first), Bad(reason), shown(task.data))
    return work.end(layout)


def checked_text(value: Any, plan: Plan) -> str:
    """A value that is text. Raises Bad."""
    if isinstance(value, bytes):
        raise Bad(f"has bytes in {plan.columns.text!r} that are no UTF-8, though the table says that it holds text")
    if not isinstance(value, str):
        raise Bad(f"has no text in {plan.columns.text!r} but {'null' if value is None else type(value).__name__}")
    return value
