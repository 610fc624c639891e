"""``cleantext check``: the damage, a line each; changes nothing."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from cleantext import settings, terminal
from cleantext.arguments import ENDINGS, add_options, options
from cleantext.commands.tally import Tally
from cleantext.corpus.check import Damage, check_source
from cleantext.corpus.read import gather
from cleantext.errors import CleantextError
from cleantext.formats import report
from cleantext.terminal import is_terminal, places

if TYPE_CHECKING:
    from cleantext.corpus.baseline import Baseline, Writer


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    command.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {ENDINGS} files in it")
    command.add_argument("--quiet", action="store_true", help="only the summary; of other formats only the report")
    settings.add(command, "format", "baseline")
    command.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="count what there is in this file, for --baseline, and do not report it",
    )
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print what is found; 1 when something surely is damage, or a file failed."""
    chosen = options(given)
    known = _known(given)
    gathered = gather(given.paths)
    is_text = given.format == "text"
    tally = Tally(gathered, is_terminal(sys.stdout) and not given.quiet, given.told.get("encoding"))
    shown = report(given.format)
    for path, problem in zip(gathered.failed, gathered.problems, strict=True):
        shown.failed(path, problem)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                damage = known.rest(source.path, check_source(source, chosen))
            except CleantextError as error:
                tally.fail(error, source.size)
                shown.failed(source.path, str(error))
                continue
            tally.take(damage.findings)
            if not (is_text and given.quiet):
                shown.found(source.path, damage.findings, places(damage.text))
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    shown.end(tally.record())
    terminal.flush()  # so that the summary comes last when both go to one place
    known.write(tally)
    if is_text or not given.quiet:
        tally.summary({"files": tally.files, **known.counts()})
    return 1 if tally.rules.total() > tally.possible or tally.failed else 0


class _Known(NamedTuple):
    """What is not to be reported: what ``baseline`` has, and without one what goes into ``writer``."""

    baseline: Baseline | None
    writer: Writer | None

    def rest(self, path: str, damage: Damage) -> Damage:
        """What is to be reported."""
        if self.writer is not None:
            self.writer.add(path, damage.findings)
        if self.baseline is not None:
            return damage._replace(findings=self.baseline.new(path, damage.findings))
        return damage if self.writer is None else damage._replace(findings=())

    def write(self, tally: Tally) -> None:
        """Raises CleantextError."""
        if self.writer is not None:
            self.writer.write()
            tally.progress.say(f"{self.writer.path}: written; {self.writer.total()} findings are known from now on")

    def counts(self) -> dict[str, int]:
        """For the summary."""
        if self.baseline is None:
            return {}
        numbers = {"in the baseline": self.baseline.known, "gone since": self.baseline.gone}
        return {name: number for name, number in numbers.items() if number}


def _known(given: argparse.Namespace) -> _Known:
    if not (given.baseline or given.write_baseline):
        return _Known(None, None)
    from cleantext.corpus import baseline

    writer = baseline.Writer(given.write_baseline) if given.write_baseline else None
    # A baseline of the configuration is the one that is being made again.
    read = given.baseline if writer is None else given.told.get("baseline")
    return _Known(baseline.read(read) if read else None, writer)
