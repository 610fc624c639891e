"""``cleantext diff``: what clean would change, as a unified diff; changes nothing."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cleantext import terminal
from cleantext.arguments import add_options, options
from cleantext.commands.columns import add_columns, is_table, view_given
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.terminal import is_terminal, printable

if TYPE_CHECKING:
    from cleantext.corpus.compare import Compared, Row
    from cleantext.corpus.read import Source
    from cleantext.options import Options

_CONTEXT = 3
_COLORS = {"+": "32", "-": "31", "@": "36", "f": "1"}
_MOST = 0.7  # of a line; where more of it differs than that, no part of it stands out


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "diff",
        help="show what clean would change, as a unified diff",
        description="A unified diff of the decoded source text and the cleaned text, before it is cut into speeches, "
        "of records one each, with the number of the line. "
        "Control characters are shown as escapes.",
    )
    add_inputs(command)
    command.add_argument("--quiet", action="store_true", help="only the summary")
    command.add_argument(
        "--color",
        "--colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: auto, on a terminal where NO_COLOR is not set",
    )
    command.add_argument(
        "-U", "--unified", metavar="N", type=_lines, default=_CONTEXT, help=f"lines of context; default: {_CONTEXT}"
    )
    add_columns(command)
    add_options(command)


def _lines(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines")
    return min(int(text[:9]), sys.maxsize)


def run(given: argparse.Namespace) -> int:
    """Print what differs; 1 when something does, or a file failed."""
    chosen = options(given)
    gathered = gather_given(given, records=True)
    paint = _Paint(_is_colored(given.color))
    tally = Tally(gathered, quiet=is_terminal(sys.stdout) and not given.quiet, encoding=given.told.get("encoding"))
    differing: set[str] = set()
    records = 0

    def show(source: Source) -> None:
        nonlocal records
        for name, compared in _compared(given, source, chosen, tally):
            tally.rules.update(finding.rule for finding in compared.findings if finding.cure is not None)
            if not compared.changes:
                continue
            differing.add(source.path)
            records += is_table(source)
            if not given.quiet:
                for line in _diff(name, compared, given.unified, paint):
                    print(line)

    with tally:
        tally.each(gathered.sources, show)
    terminal.flush()  # so that the summary comes last when both go to one place
    counts = {"files": tally.files, "changed": len(differing)}
    tally.summary({**counts, "records changed": records} if records else counts)
    return 1 if differing or tally.failed or tally.quarantined else 0


def _compared(
    given: argparse.Namespace, source: Source, chosen: Options, tally: Tally
) -> Iterator[tuple[str, Compared]]:
    """What a file, or each record of it, is called, and what it becomes. Raises CleantextError."""
    from cleantext.corpus.compare import compare, compare_text

    if not is_table(source):
        yield source.path, compare(source, chosen)
        return
    for seen in view_given(given, compare_text, source, tally):
        name = "" if seen.place.id is None else f" ({seen.place.id})"
        yield f"{source.path}:{seen.place.line}{name}", seen.made


def _is_colored(choice: str) -> bool:
    if choice == "auto":
        return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return choice == "always"


def _diff(path: str, compared: Compared, context: int, paint: _Paint) -> Iterator[str]:
    from cleantext.corpus.compare import hunks

    yield paint.whole("f", f"--- {printable(path)}")
    yield paint.whole("f", f"+++ {printable(path)} (cleaned)")
    for hunk in hunks(compared, context):
        yield paint.whole("@", f"@@ -{_range(*hunk.before)} +{_range(*hunk.after)} @@")
        for row in hunk.rows:
            yield paint.row(row)
            if row.is_open:
                yield "\\ No newline at end of file"


def _range(first: int, count: int) -> str:
    """As diff writes it: lines count from 1, and of no lines the one before is named."""
    start = first + 1 if count else first
    return f"{start}" if count == 1 else f"{start},{count}"


class _Paint:
    """Lines for a terminal, in colours or not."""

    def __init__(self, is_on: bool) -> None:
        self._is_on = is_on

    def whole(self, kind: str, text: str) -> str:
        return f"\x1b[{_COLORS[kind]}m{text}\x1b[0m" if self._is_on and kind in _COLORS else text

    def row(self, row: Row) -> str:
        """A line of a hunk; what differs in it stands out where colours are."""
        differs = sum(b - a for a, b in row.spans)
        if not self._is_on or not 0 < differs <= _MOST * len(row.text):
            return self.whole(row.sign, row.sign + _shown(row.text))
        pieces: list[str] = []
        done = 0
        for a, b in row.spans:
            pieces += _shown(row.text[done:a]), f"\x1b[7m{_shown(row.text[a:b])}\x1b[27m"
            done = b
        return self.whole(row.sign, row.sign + "".join(pieces) + _shown(row.text[done:]))


def _shown(text: str) -> str:
    """A tab and an ideographic space, which indent every paragraph of a page, are harmless and stay."""
    if text.isprintable():
        return printable(text)
    return "\u3000".join("\t".join(map(printable, part.split("\t"))) for part in text.split("\u3000"))
