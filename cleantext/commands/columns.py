"""Options about files of records: what the commands that read them share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext import settings
from cleantext.corpus.records import Columns, is_records

if TYPE_CHECKING:
    from cleantext.commands.tally import Tally
    from cleantext.corpus.read import Source
    from cleantext.corpus.records.look import Seen, View


def add_columns(command: argparse.ArgumentParser, is_written: bool = False) -> None:
    """Add them to a command. is_written: it writes, so that there is a form to choose."""
    settings.add(command, "text-column", "id-column", *(("format", "compress") if is_written else ()))


def columns(given: argparse.Namespace) -> Columns:
    """What was given."""
    text, name = given.text_column, given.id_column
    if given.command != "clean":
        return Columns(text, name)
    return Columns(text, name, given.format, given.compress, jobs=given.jobs, timeout=given.timeout)


def view_given(given: argparse.Namespace, view: View, source: Source, tally: Tally) -> Iterator[Seen]:
    """What ``view`` makes of each record of a file; bad ones are told and counted. Raises CleantextError."""
    from cleantext.arguments import options
    from cleantext.corpus.records.run import view_records

    for seen in view_records(view, source, (options(given), columns(given)), tally.progress):
        if isinstance(seen, int):
            tally.quarantined += seen
        else:
            tally.records += 1
            yield seen


def is_table(source: Source) -> bool:
    """True for a file of records, and not for a packed text that is only called so."""
    return is_records(source.path) and source.packed is None
