"""Options about files of records: what ``clean`` and ``check`` share."""

from __future__ import annotations

import argparse

from cleantext import settings
from cleantext.corpus.records import Columns


def add_columns(command: argparse.ArgumentParser, is_written: bool = False) -> None:
    """Add them to a command. is_written: it writes, so that there is a form to choose."""
    settings.add(command, "text-column", "id-column", *(("format", "compress") if is_written else ()))


def columns(given: argparse.Namespace) -> Columns:
    """What was given."""
    text, name = given.text_column, given.id_column
    if given.command != "clean":
        return Columns(text, name)
    return Columns(text, name, given.format, given.compress, jobs=given.jobs, timeout=given.timeout)
