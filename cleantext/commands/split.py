"""``cleantext split``: where speeches are cut, and why; changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from cleantext.arguments import add_options, options
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.errors import CleantextError
from cleantext.terminal import is_terminal, places, printable


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
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print the cuts; 1 when a file failed."""
    from cleantext.corpus.cuts import cuts_of, line

    chosen = options(given)
    gathered = gather_given(given)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.told.get("encoding"))
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                found = cuts_of(source, chosen)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            place = places(found.text)
            if given.json:
                print(json.dumps(found.record()))
            for speech in () if given.json else found.speeches:
                if given.titles_only:
                    print(printable(speech.title))
                    continue
                at = ":".join(map(str, place(speech.source_start)))
                print(f"{printable(source.path)}:{at}: {printable(line(speech))}")
            tally.files += 1
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    return 1 if tally.failed else 0
