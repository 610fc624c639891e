"""``cleantext check``: the damage, a line each; changes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from cleantext import terminal
from cleantext.arguments import add_options, options
from cleantext.commands.columns import add_columns, columns
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.check import check_source
from cleantext.corpus.read import Source
from cleantext.corpus.records import Columns, is_records
from cleantext.errors import CleantextError
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.terminal import is_possible, is_terminal, message, places, printable


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    add_inputs(command)
    command.add_argument("--quiet", action="store_true", help="only the summary")
    add_columns(command)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print what is found; 1 when something surely is damage, or a file failed."""
    chosen = options(given)
    gathered = gather_given(given, records=True)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout) and not given.quiet, encoding=given.encoding)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                for line, column, finding in _found(source, chosen, columns(given), tally):
                    tally.rules[finding.rule] += 1
                    tally.possible += is_possible(finding)
                    if not given.quiet:
                        print(f"{printable(source.path)}:{line}:{column}: {finding.rule}: {message(finding)}")
            except CleantextError as error:
                tally.fail(error, 0 if is_records(source.path) else source.size)
                continue
            tally.files += 1
    finally:
        tally.progress.close()
    terminal.flush()  # so that the summary comes last when both go to one place
    tally.summary({"files": tally.files})
    return 1 if tally.rules.total() > tally.possible or tally.failed or tally.quarantined else 0


def _found(source: Source, chosen: Options, columns: Columns, tally: Tally) -> Iterator[tuple[int, int, Finding]]:
    """(line, column, finding), of a table (row, place in the text, finding). Raises CleantextError."""
    if is_records(source.path):
        from cleantext.corpus.records.run import check_records

        for done in check_records(source, chosen, columns, tally.progress):
            tally.records += done.records
            tally.quarantined += len(done.bad)
            yield from done.found
        return
    damage = check_source(source, chosen)
    place = places(damage.text)
    for finding in damage.findings:
        yield (*place(finding.source_start), finding)
    tally.progress.advance(source.size)
