"""``cleantext split``: where speeches are cut, and why; changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleantext.arguments import add_options, options
from cleantext.commands.columns import add_columns, is_table, view_given
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.terminal import is_terminal, places, printable

if TYPE_CHECKING:
    from cleantext.corpus.read import Source
    from cleantext.options import Options
    from cleantext.speeches import Speech


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "split",
        help="show where speeches are cut, and why",
        description="A line a speech: path:line:column: number. title [kind, confidence: evidence]; what it states.",
    )
    add_inputs(command)
    command.add_argument("--titles-only", action="store_true", help="nothing but the titles, one a line")
    command.add_argument("--json", action="store_true", help="one JSON object a file and line, for programs")
    add_columns(command)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print the cuts; 1 when a file failed."""
    chosen = options(given)
    gathered = gather_given(given, records=True)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.told.get("encoding"))

    def show(source: Source) -> None:
        if is_table(source):
            _records(given, source, tally)
        else:
            _file(given, source, chosen)

    with tally:
        tally.each(gathered.sources, show)
    return 1 if tally.failed or tally.quarantined else 0


def _file(given: argparse.Namespace, source: Source, chosen: Options) -> None:
    """Raises CleantextError."""
    from cleantext.corpus.cuts import cuts_of

    found = cuts_of(source, chosen)
    if given.json:
        print(json.dumps(found.record()))
        return
    place = places(found.text)
    _show(given, source, [(place(speech.source_start), speech) for speech in found.speeches])


def _records(given: argparse.Namespace, source: Source, tally: Tally) -> None:
    """A file of records, of which each has speeches. Raises CleantextError."""
    from cleantext.corpus.cuts import speech_records, speeches_of
    from cleantext.corpus.names import named

    for (number, name), speeches, columns in view_given(given, speeches_of, source, tally):
        if given.json:
            where = {"line": number} if name is None else {"line": number, "id": name}
            print(json.dumps({**named(source.path), **where, "speeches": speech_records(speeches)}, default=str))
            continue
        at = columns([speech.source_start for speech in speeches]) if speeches else []
        _show(given, source, [((number, column), speech) for column, speech in zip(at, speeches, strict=True)])


def _show(given: argparse.Namespace, source: Source, speeches: Sequence[tuple[tuple[int, int], Speech]]) -> None:
    from cleantext.corpus.cuts import line

    for at, speech in speeches:
        if given.titles_only:
            print(printable(speech.title))
        else:
            print(f"{printable(source.path)}:{at[0]}:{at[1]}: {printable(line(speech))}")
