"""One file of records after another: batches through the chain, in memory as many as are worked on."""

from __future__ import annotations

import hashlib
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from cleantext.corpus import disk
from cleantext.corpus.faults import broken
from cleantext.corpus.names import named
from cleantext.corpus.read import Source, explain, for_source
from cleantext.corpus.records import Columns, Plan, is_parquet
from cleantext.corpus.records.batch import Done, Kept, Rows, clean_lines, clean_rows, set_aside
from cleantext.corpus.records.look import Seen, View, check_batch, view_batch
from cleantext.corpus.records.names import form
from cleantext.corpus.records.packing import kind
from cleantext.corpus.records.reading import Lines, batches
from cleantext.corpus.records.sinks import Rowed, sink_of
from cleantext.corpus.records.table import Table, arrow, damaged
from cleantext.corpus.records.told import Told, Watch
from cleantext.corpus.run import counted, jsonl
from cleantext.corpus.workers import Failure, in_order
from cleantext.corpus.write import Store
from cleantext.errors import CleantextError
from cleantext.options import Options

T = TypeVar("T", Lines, Rows)


@dataclass(slots=True)
class Totals:
    """What became of a file. files: written at once. aside: records that went to quarantine.jsonl.

    outside: characters outside speeches.
    """

    records: int = 0
    changed: int = 0
    speeches: int = 0
    outside: int = 0
    aside: int = 0
    files: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        """One batch more."""
        self.records += done.records
        self.changed += done.changed
        self.speeches += done.speeches
        self.outside += done.outside
        self.aside += len(done.bad)
        self.files += len(done.files)
        self.rules.update(done.rules)


class Opened(NamedTuple):
    """The records of a file. aside: where bad ones go, to be told. goes_on: it is no file's beginning.

    content: of a compressed file, what is told of all its bytes as they are read.
    """

    records: Table | Iterator[Lines]
    aside: str
    goes_on: bool = False
    content: hashlib._Hash | None = None


def clean_records(
    source: Source, name: str, how: tuple[Options, Columns, str], store: Store, watch: Watch
) -> Totals | dict[str, Any]:
    """Clean one file into ``store``. name: of its output (``names.names``). Raises CleantextError.

    The third of ``how`` names the run: what that has done before is taken over, and what the manifest says returned.
    A record that cannot be used goes to quarantine.jsonl and is told to ``watch``.
    """
    plan, run = _plan(source, how[:2], name), how[2]
    if store.known(source.path, run) == plan.digest and (record := store.carry(source.path, run)) is not None:
        return record
    table = _table(source.path, plan.columns) if is_parquet(source.path) else None
    content = hashlib.sha256() if kind(plan.path) != "none" and not table else None
    opened = Opened(table or batches(plan.path, content), f"{store.root}/quarantine.jsonl", content=content)
    return clean_opened(source, (plan, run), opened, store, watch)


def clean_opened(source: Source, how: tuple[Plan, str], opened: Opened, store: Any, watch: Watch) -> Totals:
    """Clean what is open already, a file or a part of one. store: a ``Store``, or its ``grow`` and ``put`` alone.

    Raises CleantextError.
    """
    plan, run = how
    told = Told(source, watch, f"set aside in {opened.aside}", opened.goes_on)
    table = opened.records if isinstance(opened.records, Table) else None
    totals = Totals()
    growing: list[Any] = []
    try:
        growing.append(findings := store.grow())
        growing.append(quarantine := store.grow())
        growing.append(sink := sink_of(plan, table, store))
        if isinstance(sink, Rowed):
            results = _worked(clean_rows, plan, sink.rows(source.size))
        else:
            results = _worked(clean_lines, plan, cast(Iterator[Lines], opened.records))
        for done in told.through(results):
            sink.take(done)
            findings.write(done.findings)
            quarantine.write(done.quarantine)
            totals.add(done)
        files = sink.end()
        about = {**_about(plan, source, totals), "outputs": len(files), "run": run}
        back = _way_back(plan, source, sink, opened.content)
        manifest = jsonl({**about, **back, "output": made, "output_sha256": each.digest()} for made, each in files)
        if not files:  # the speeches have their lines; that the file is done stands in the log
            findings.write(jsonl([{"record": "table", **about, "outputs": totals.files}]))
        store.put(files, manifest, findings, source.path, quarantine)
    except (CleantextError, ImportError):
        raise
    except Exception as error:
        raise broken(source, error) from error
    finally:
        for each in growing:
            each.discard()
    return totals


def _table(path: str, columns: Columns) -> Table:
    try:
        arrow()
    except CleantextError as error:
        raise CleantextError(f"{path}: {error}") from error
    try:
        return Table(path, columns)
    except CleantextError:
        raise
    except Exception as error:  # of what a damaged schema leads pyarrow to
        raise CleantextError(damaged(path, error)) from error


def _plan(source: Source, how: tuple[Options, Columns], name: str) -> Plan:
    options, columns = how
    try:
        digest = disk.digest(source.path)
    except OSError as error:
        raise CleantextError(explain(source.path, error)) from error
    return Plan(
        source.path, for_source(options, source), columns._replace(format=form(source.path, columns)), name, digest
    )


def _about(plan: Plan, source: Source, totals: Totals) -> dict[str, Any]:
    return {
        **named(source.path),
        "source_sha256": plan.digest,
        "format": plan.columns.format,
        "bytes": source.size,
        "records": totals.records,
        "changed": totals.changed,
        "speeches": totals.speeches,
        "quarantined": totals.aside,
        "findings": counted(totals.rules.elements()),
    }


def _way_back(plan: Plan, source: Source, sink: Any, content: hashlib._Hash | None) -> dict[str, Any]:
    """What ``restore`` has to know of the whole file."""
    place = named(source.name.replace(os.sep, "/"), "name")
    whole = {"content_sha256": content.hexdigest() if content else plan.digest}
    return {**place, "text_column": plan.columns.text, **(sink.about() if isinstance(sink, Rowed) else whole)}


def check_records(source: Source, options: Options, columns: Columns, watch: Watch) -> Iterator[Done]:
    """Look through one file; ``found`` of each result has line, column and finding. Raises CleantextError."""
    return _looked(check_batch, source, (options, columns), watch)


def view_records(view: View, source: Source, how: tuple[Options, Columns], watch: Watch) -> Iterator[Seen | int]:
    """What ``view`` makes of each text of one file, and the number of bad records where there are any.

    Raises CleantextError.
    """
    for done in _looked(partial(view_batch, view=view), source, how, watch):
        yield from done.seen
        if done.bad:
            yield len(done.bad)


def _looked(
    work: Callable[[Plan, Any], Done], source: Source, how: tuple[Options, Columns], watch: Watch
) -> Iterator[Done]:
    options, columns = how
    plan = Plan(source.path, for_source(options, source), columns)
    if is_parquet(source.path):
        rows = _table(source.path, columns).rows(source.size, lambda piece: None)
        results = _worked(work, plan, rows)
    else:
        results = _lines(work, plan)
    try:
        yield from Told(source, watch, "not looked through").through(results)
    except (CleantextError, ImportError):
        raise
    except Exception as error:  # a fault of ours, which must not stop the other files
        raise broken(source, error) from error


def _lines(work: Callable[[Plan, Lines], Done], plan: Plan) -> Iterator[tuple[int, Done]]:
    return _worked(work, plan, batches(plan.path))


def _worked(work: Callable[[Plan, T], Done], plan: Plan, tasks: Iterator[T]) -> Iterator[tuple[int, Done]]:
    """(how far into the file, result). What brings its process down is looked for one record at a time."""
    one = partial(work, plan)
    jobs, timeout = plan.columns.jobs, plan.columns.timeout
    for task, done in in_order(one, tasks, jobs, timeout):
        if not isinstance(done, Failure):
            yield task.end, done
            continue
        parts = [
            set_aside(plan, part, alone.reason) if isinstance(alone, Failure) else alone
            for part, alone in in_order(one, _singles(task), jobs, timeout)
        ]
        yield task.end, _joined(parts, isinstance(task, Rows))


def _singles(task: T) -> Iterator[T]:
    if isinstance(task, Lines):
        if task.skipped:
            yield task
        for number, line in enumerate(io.BytesIO(task.data), task.first):
            yield Lines(number, line, task.end, task.mark and number == task.first)
    else:
        for row, text in enumerate(task.texts):
            yield Rows(task.first + row, [text], task.ids[row : row + 1], task.end)


def _joined(parts: list[Done], is_table: bool) -> Done:
    whole = Done()
    for row, part in enumerate(parts):
        if is_table:
            part.kept = [Kept(row, each.text, each.number) for each in part.kept]
        for each in fields(Done):
            setattr(whole, each.name, getattr(whole, each.name) + getattr(part, each.name))
    return whole
