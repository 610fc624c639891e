"""Options about files of records: what ``clean`` and ``check`` share."""

from __future__ import annotations

import argparse

from cleantext.corpus.records import COMPRESS, FORMATS, Columns


def add_columns(command: argparse.ArgumentParser, is_written: bool = False) -> None:
    """Add them to a command. is_written: it writes, so that there is a form to choose."""
    usual = Columns()
    command.add_argument(
        "--text-column",
        metavar="NAME",
        help=f"of JSON lines and Parquet, the column to look at; default: {usual.text} (meta.body: inside another)",
    )
    command.add_argument("--id-column", metavar="NAME", help="the column that names a record in the logs")
    if is_written:
        command.add_argument("--format", choices=FORMATS, help="what to make of records; default: that of the input")
        command.add_argument("--compress", choices=COMPRESS, help="of the output of records; default: as the input")


def columns(given: argparse.Namespace, split: bool = True, titles: bool = False) -> Columns:
    """What was given."""
    names = {"text": "text_column", "id": "id_column", "format": "format", "compress": "compress"}
    chosen = {name: value for name, option in names.items() if (value := getattr(given, option, None)) is not None}
    more = {name: value for name in ("jobs", "timeout") if (value := getattr(given, name, None)) is not None}
    return Columns(split=split, titles=titles, **chosen, **more)
