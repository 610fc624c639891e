"""``cleantext check``: the damage, a line each; changes nothing."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from cleantext import terminal
from cleantext.arguments import add_options, options
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.check import check_source
from cleantext.errors import CleantextError
from cleantext.terminal import is_possible, is_terminal, message, places, printable


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    add_inputs(command)
    command.add_argument("--quiet", action="store_true", help="only the summary")
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print what is found; 1 when something surely is damage, or a file failed."""
    chosen = options(given)
    gathered = gather_given(given)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout) and not given.quiet, encoding=given.encoding)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                damage = check_source(source, chosen)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            tally.files += 1
            tally.rules.update(finding.rule for finding in damage.findings)
            tally.possible += sum(map(is_possible, damage.findings))
            place = places(damage.text)
            for finding in () if given.quiet else damage.findings:
                line, column = place(finding.source_start)
                print(f"{printable(source.path)}:{line}:{column}: {finding.rule}: {message(finding)}")
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    terminal.flush()  # so that the summary comes last when both go to one place
    tally.summary({"files": tally.files})
    return 1 if tally.rules.total() > tally.possible or tally.failed else 0
