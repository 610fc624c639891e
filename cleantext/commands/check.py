"""``cleantext check``: the damage, a line each; changes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cleantext import settings, terminal
from cleantext.arguments import add_options, options
from cleantext.commands.columns import add_columns, columns, is_table
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.check import check_source
from cleantext.corpus.read import Source
from cleantext.corpus.records import Columns
from cleantext.errors import CleantextError
from cleantext.formats import Report, Spot, report, spots
from cleantext.options import Options
from cleantext.terminal import is_possible, is_terminal

if TYPE_CHECKING:
    from cleantext.corpus.baseline import Baseline, Writer


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    add_inputs(command, git=True)
    command.add_argument("--quiet", action="store_true", help="only the summary; of other formats only the report")
    settings.add(command, "format", "baseline")
    command.add_argument(
        "--write-baseline", metavar="FILE", help="note all that is found in this file, and call it known"
    )
    add_columns(command)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print what is found; 1 when something surely is damage, or a file failed."""
    chosen = options(given)
    known = _known(given)
    gathered = gather_given(given, records=True)
    tally = Tally(gathered, is_terminal(sys.stdout) and not given.quiet, given.told.get("encoding"))
    is_text = given.format == "text"
    shown = report("none" if is_text and given.quiet else given.format)
    for path, problem in zip(gathered.failed, gathered.problems, strict=True):
        shown.failed(path, problem)
    try:
        for source in gathered.sources:
            if not tally.skips_empty(source):
                found = _found(source, chosen, columns(given), tally)
                if _check(source, found, (known, shown), tally) and given.passed:
                    given.passed.add(source.path)
    finally:
        tally.progress.close()
        if given.passed:
            given.passed.save()
    shown.end(tally.record())
    terminal.flush()  # so that the summary comes last when both go to one place
    known.write(tally)
    if is_text or not given.quiet:
        tally.summary({"files": tally.files, **known.counts()})
    return 1 if tally.rules.total() > tally.possible or tally.failed or tally.quarantined else 0


def _check(source: Source, found: Iterator[list[Spot]], to: tuple[_Known, Report], tally: Tally) -> bool:
    """True when there is nothing in it, known or new."""
    known, shown = to
    is_clean = True
    try:
        for some in found:
            is_clean = is_clean and not some
            rest = known.rest(source.path, some)
            tally.rules.update(spot.finding.rule for spot in rest)
            tally.possible += sum(is_possible(spot.finding) for spot in rest)
            shown.found(source.path, rest)
    except CleantextError as error:
        tally.fail(error, 0 if is_table(source) else source.size)
        shown.failed(source.path, str(error))
        return False
    tally.files += 1
    return is_clean


def _found(source: Source, chosen: Options, columns: Columns, tally: Tally) -> Iterator[list[Spot]]:
    """What is found, some at a time. Raises CleantextError."""
    if is_table(source):
        from cleantext.corpus.records.run import check_records

        for done in check_records(source, chosen, columns, tally.progress):
            tally.records += done.records
            tally.quarantined += len(done.bad)
            # Of a record only the beginning is known: the line (row) and the column (of a table: in its text).
            yield [Spot(finding, (line, column), (line, column)) for line, column, finding in done.found]
        return
    damage = check_source(source, chosen)
    yield spots(damage.findings, damage.text)
    tally.progress.advance(source.size)


class _Known(NamedTuple):
    """What is not to be reported: what ``baseline`` has, and without one what goes into ``writer``."""

    baseline: Baseline | None
    writer: Writer | None

    def rest(self, path: str, found: Sequence[Spot]) -> Sequence[Spot]:
        """What is to be reported of a file, or of a part of one."""
        if self.writer is not None:
            self.writer.add(path, (spot.finding for spot in found))
        if self.baseline is not None:
            fresh = self.baseline.fresh(path, (spot.finding for spot in found))
            return [spot for spot, is_fresh in zip(found, fresh, strict=True) if is_fresh]
        return found if self.writer is None else ()

    def write(self, tally: Tally) -> None:
        """Raises CleantextError."""
        if self.writer is not None:
            self.writer.write()
            tally.progress.say(f"{self.writer.path}: written; {self.writer.total()} findings are known from now on")

    def counts(self) -> dict[str, int]:
        """For the summary."""
        if self.baseline is None:
            return {}
        numbers = {"in the baseline": self.baseline.known, "gone since": self.baseline.gone()}
        return {name: number for name, number in numbers.items() if number}


def _known(given: argparse.Namespace) -> _Known:
    if not (given.baseline or given.write_baseline):
        return _Known(None, None)
    from cleantext.corpus import baseline

    writer = baseline.Writer(given.write_baseline) if given.write_baseline else None
    # A baseline of the configuration is the one that is being made again.
    read = given.baseline if writer is None else given.told.get("baseline")
    return _Known(baseline.read(read) if read else None, writer)
