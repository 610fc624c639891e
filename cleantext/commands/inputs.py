"""What the commands over files take: paths, and which of the files under them."""

from __future__ import annotations

import argparse

from cleantext import settings
from cleantext.corpus.read import Gathered, gather
from cleantext.corpus.which import SUFFIXES, Which


def add_inputs(command: argparse.ArgumentParser) -> None:
    """Add the paths and the options that choose among what is under them."""
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=f"a file, compressed or not; a folder, .zip or .tar with {', '.join(SUFFIXES)} files in it; "
        "a glob ('old/**/*.txt'); - for standard input",
    )
    settings.add(command, "include", "exclude", "gitignore")


def gather_given(
    given: argparse.Namespace, barred: str | None = None, packed: bool = True, records: bool = False
) -> Gathered:
    """What is to be read. barred: as in ``gather``. packed: False for plain files only.

    records: files of them, too. Raises CleantextError.
    """
    which = Which(tuple(given.include), tuple(given.exclude), given.gitignore, packed, records)
    return gather(given.paths, barred, which)
