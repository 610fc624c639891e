"""Texts cleaned into records: part by part, in order, each taken over or made anew as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cleantext.corpus.faults import stopped
from cleantext.corpus.finished import Finished
from cleantext.corpus.part_files import PartFile
from cleantext.corpus.parts import Part, Spoken, carry, digest_of, known, listed, shares, spoken
from cleantext.corpus.read import Source
from cleantext.corpus.records import Columns
from cleantext.corpus.run import How, Task, run_name
from cleantext.corpus.workers import Failure, in_order
from cleantext.corpus.write import Failed, Store
from cleantext.errors import CleantextError
from cleantext.options import Options

if TYPE_CHECKING:
    from cleantext.commands.tally import Tally

Results = Iterator[tuple[Task, Any]]


class PartRun:
    """The parts of one run. ``failed`` grows by the sources that could not be cleaned."""

    def __init__(self, store: Store, tally: Tally, how: tuple[Options, How, Columns]) -> None:
        self.failed: list[Failed] = []
        self._store, self._tally = store, tally
        self._options, self._how, self._columns = how
        self._known: dict[str, list[Finished]] = {}  # by the names of the parts
        self._run = run_name(self._options, self._how, self._columns.outcome())

    def all(self, planned: Sequence[Part]) -> None:
        """Clean every source into its part. Raises CleantextError when nothing can be written."""
        same = self._unchanged(planned)
        anew = [part for part in planned if part.name not in same]
        work = partial(spoken, options=self._options, how=self._how, run=self._run)
        results = self._worked(work, anew)
        for part in planned:
            try:
                if part.name not in same:
                    self._make(part, results)
                elif not self._carried(part):
                    self._make(part, self._worked(work, [part]))
            except CleantextError as error:
                self._tally.fail(error)
                self.failed += [Failed(source.path) for source in part.sources]

    def _worked(self, work: Any, chosen: Sequence[Part]) -> Results:
        tasks = [Task(source, "") for part in chosen for source in part.sources]
        return in_order(work, tasks, min(self._columns.jobs, len(tasks)), self._columns.timeout)

    def _unchanged(self, planned: Sequence[Part]) -> set[str]:
        """The parts of which an earlier run has made all there is to make, by their names."""
        finished = self._store.finished(self._run)
        shared = shares(finished)
        self._known = {part.name: known(part, finished, shared) for part in planned}
        maybe = [part for part in planned if self._known[part.name]]
        found = self._worked(partial(digest_of, options=self._options), maybe)
        same = set()
        for part in maybe:
            digests = [next(found)[1] for _ in part.sources]
            if digests == [each.digest for each in self._known[part.name]]:
                same.add(part.name)
        return same

    def _carried(self, part: Part) -> bool:
        whole = self._known[part.name]
        if not carry(part, whole, self._store):
            return False
        for source, each in zip(part.sources, whole, strict=True):
            self._tally.carry(each.record, source)
        return True

    def _make(self, part: Part, results: Results) -> None:
        """Raises CleantextError; the results of the part are used up in any case."""
        mine = ((source, next(results)[1]) for source in part.sources)
        try:
            self._write(part, mine)
        finally:
            for source, _ in mine:
                self._tally.progress.advance(source.size)

    def _write(self, part: Part, mine: Iterator[tuple[Source, Any]]) -> None:
        file = PartFile(self._store, part.name, self._columns.compress)
        findings = None
        done: list[tuple[Source, Spoken]] = []
        try:
            findings = self._store.grow()
            for source, made in mine:
                self._tally.progress.advance(source.size)
                if not isinstance(made, Spoken):
                    self._refuse(source, made)
                    continue
                file.put(made.records)
                findings.write(made.made.findings)
                done.append((source, made._replace(records=b"", made=made.made._replace(findings=b""))))
            made_file = file.end()
            lines = [line for _, each in done for line in each.manifest]
            manifest = listed(lines, part.name, made_file.digest())
            files = [(part.name, made_file)] if lines else []
            self._store.put(files, manifest, findings, [source.path for source, _ in done])
        finally:
            for growing in (file.file, findings):
                if growing is not None:
                    growing.discard()
        for _, each in done:
            self._tally.add(each.made.result, 0)  # the bar has gone on before

    def _refuse(self, source: Source, made: object) -> None:
        self._tally.fail(stopped(source, made.reason) if isinstance(made, Failure) else made)
        self.failed.append(Failed(source.path))
