"""``cleantext encodings``: the codecs of files; changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from cleantext import terminal
from cleantext.arguments import add_encoding, options
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.terminal import is_terminal

if TYPE_CHECKING:
    from cleantext.corpus.read import Source


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "encodings",
        help="a table of the codecs that files are in",
        description="A line for each codec of each file: file, codec, share of its bytes, confidence (0 to 1).",
    )
    add_inputs(command)
    command.add_argument("--json", action="store_true", help="one JSON object a file and line, for programs")
    add_encoding(command)


def run(given: argparse.Namespace) -> int:
    """Print a table; 1 when bytes are in no codec, or a file failed."""
    from cleantext.corpus.encodings import codecs_of

    chosen = options(given)
    gathered = gather_given(given)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.told.get("encoding"))
    lost = False
    wide = terminal.width([source.path for source in gathered.sources])

    def show(source: Source) -> None:
        nonlocal lost
        found = codecs_of(source, chosen)
        if given.json:
            print(json.dumps(found.record()))
        elif not tally.files:
            print(terminal.codec_row(("file", "codec", "share", "confidence"), wide))
        for part in () if given.json else found.parts:
            sure = "" if part.codec == "undecodable" else f"{part.confidence:.3f}"
            print(terminal.codec_row((source.path, part.codec, terminal.percent(part.share), sure), wide))
        lost = lost or found.parts[-1].codec == "undecodable"

    with tally:
        tally.each(gathered.sources, show)
    return 1 if lost or tally.failed else 0
