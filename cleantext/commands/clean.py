"""``cleantext clean``: speeches as clean UTF-8, a manifest, and a log of every change."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cleantext import settings, words
from cleantext.arguments import add_options, options
from cleantext.commands import cluster, direct
from cleantext.commands.columns import add_columns, columns, is_table
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.read import Gathered, Source
from cleantext.corpus.records import Columns
from cleantext.errors import CleantextError
from cleantext.options import Options

if TYPE_CHECKING:
    from cleantext.corpus.run import How, Made, Same, Task
    from cleantext.corpus.write import Failed, Store


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("clean", help="write clean UTF-8 text, one file a speech, and what was changed")
    add_inputs(command, git=True)
    command.add_argument(
        "--out",
        metavar="DIR",
        type=settings.typed(words.folder),
        help="folder for the output (with --engine ray an address, too); sources are never touched",
    )
    command.add_argument(
        "--in-place", action="store_true", help="rewrite the text files themselves, whole; 1 when one was changed"
    )
    command.add_argument(
        "--force", action="store_true", help="write into a folder that holds other files, and over edited outputs"
    )
    command.add_argument("--quiet", action="store_true", help="only what goes wrong; no bar, no summary")
    settings.add(command, "no-split", "titles", "jobs", "timeout", "engine", "ray-address")
    add_columns(command, is_written=True)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Clean into ``--out``; 1 when a file failed."""
    if cluster.is_cluster(given):
        return cluster.run(given)
    if direct.is_direct(given):
        return direct.run(given)
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store

    chosen = options(given)
    store = Store(given.out, given.force)
    gathered = gather_given(given, given.out, records=True)
    tally = Tally(gathered, quiet=given.quiet, encoding=given.told.get("encoding"))
    how = How(not given.no_split, given.titles, given.overrides)
    try:
        if gathered.sources:
            _Run(store, chosen, how, tally).all(gathered, columns(given))
    except KeyboardInterrupt:
        store.stop()
        tally.progress.say(f"{given.out}: {tally.files} files were done before this; run again to go on")
        raise
    finally:
        store.close()
        tally.progress.close()
    counts = {"files": tally.files, "unchanged since the last run": tally.carried}
    counts |= {"speeches": tally.speeches, "outside speeches": tally.outside}
    always = ("files", "speeches")
    if not given.quiet:
        tally.summary({name: number for name, number in counts.items() if number or name in always})
    return 1 if tally.failed or tally.quarantined else 0


class _Run:
    """One run over all sources: what an earlier one has done is taken over, the rest is cleaned by workers."""

    def __init__(self, store: Store, options: Options, how: How, tally: Tally) -> None:
        from cleantext.corpus.run import run_name

        self._store, self._options, self._how, self._tally = store, options, how, tally
        self._name = run_name(options, how)
        self._failed: list[Failed] = []

    def all(self, gathered: Gathered, columns: Columns) -> None:
        """Clean every source that may be, files first, then files of records."""
        from cleantext.corpus.names import targets
        from cleantext.corpus.records.names import names
        from cleantext.corpus.workers import usual
        from cleantext.corpus.write import Failed

        self._failed = [Failed(path) for path in gathered.failed]
        sources = self._allowed(gathered.sources)
        if not sources:
            return
        self._store.begin([source.path for source in gathered.sources])
        sources = [source for source in sources if not self._tally.skips_empty(source)]
        columns = columns._replace(jobs=columns.jobs or usual(sum(source.size for source in sources)))
        texts = [source for source in sources if not is_table(source)]
        tables = [source for source in sources if is_table(source)]
        if columns.format in ("jsonl", "parquet"):
            places = self._as_records(texts, columns)
        else:
            self._texts(list(zip(texts, places := targets(texts), strict=True)), columns)
        for source, name in zip(tables, names(tables, columns, places) if tables else (), strict=True):
            self._records(source, name, columns)
        for notice in self._store.finish(self._failed):
            self._tally.progress.say(notice)

    def _texts(self, found: list[tuple[Source, str]], columns: Columns) -> None:
        from cleantext.corpus.run import Same, Task, clean_source
        from cleantext.corpus.workers import in_order

        tasks = [Task(source, target, self._store.known(source.path, self._name)) for source, target in found]
        work = partial(clean_source, options=self._options, how=self._how, run=self._name)
        for task, made in in_order(work, tasks, min(columns.jobs, len(tasks)), columns.timeout):
            self._take(task, self._again(task, work) if isinstance(made, Same) else made)

    def _as_records(self, texts: Sequence[Source], columns: Columns) -> list[str]:
        """Clean texts into records; the names of the outputs."""
        if not texts:
            return []
        from cleantext.commands.parts import PartRun
        from cleantext.corpus.parts import parts

        planned = parts(texts, columns)
        run = PartRun(self._store, self._tally, (self._options, self._how, columns))
        run.all(planned)
        self._failed += run.failed
        return [part.name for part in planned]

    def _records(self, source: Source, name: str, columns: Columns) -> None:
        from cleantext.corpus.records.run import clean_records
        from cleantext.corpus.run import run_name
        from cleantext.corpus.write import Failed

        tally = self._tally
        how = self._how.for_path(source.path)
        is_split = how.split and self._options.for_path(source.path).junk
        columns = columns._replace(split=is_split, titles=how.titles)
        try:
            run = run_name(self._options, self._how, columns.outcome())
            result = clean_records(source, name, (self._options, columns, run), self._store, tally.progress)
        except CleantextError as error:
            tally.fail(error)
            self._failed.append(Failed(source.path))
            return
        if isinstance(result, dict):
            tally.carry(result, source)
            return
        tally.files += 1
        tally.records += result.records
        tally.speeches += result.speeches
        tally.outside += result.outside
        tally.quarantined += result.aside
        tally.rules.update(result.rules)

    def _allowed(self, sources: Sequence[Source]) -> list[Source]:
        allowed = []
        for source in sources:
            if self._store.is_output(source.path):
                self._tally.fail(f"{source.path}: is an output of an earlier run; choose another --out", source.size)
            else:
                allowed.append(source)
        return allowed

    def _again(self, task: Task, work: Callable[[Task], Made | Same | CleantextError]) -> Any:
        """What an earlier run has done; done anew when its outputs are not as they were."""
        record = self._store.carry(task.source.path, self._name)
        return record if record is not None else work(task._replace(known=""))

    def _take(self, task: Task, made: Any) -> None:
        from cleantext.corpus.faults import stopped
        from cleantext.corpus.run import Made
        from cleantext.corpus.workers import Failure
        from cleantext.corpus.write import Failed

        source, tally = task.source, self._tally
        try:
            if isinstance(made, Failure):
                raise stopped(source, made.reason)
            if isinstance(made, CleantextError):
                raise made
            if isinstance(made, Made):
                self._store.put(made.files, made.manifest, made.findings, source.path)
                result = made.result
            else:
                tally.carry(made, source)
                return
        except CleantextError as error:
            tally.fail(error, source.size)
            self._failed.append(Failed(source.path, task.target))
            return
        tally.add(result, source.size)
