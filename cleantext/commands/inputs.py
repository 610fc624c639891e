"""What the commands over files take: paths, and which of the files under them."""

from __future__ import annotations

import argparse

from cleantext.corpus.read import Gathered, gather
from cleantext.corpus.which import SUFFIXES, Which
from cleantext.errors import CleantextError


def add_inputs(command: argparse.ArgumentParser) -> None:
    """Add the paths and the options that choose among what is under them."""
    command.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=f"a file, compressed or not; a folder, .zip or .tar with {', '.join(SUFFIXES)} files in it; "
        "a glob ('old/**/*.txt'); - for standard input",
    )
    for name, doing in (("--include", "take only files that fit, whatever their ending"), ("--exclude", "leave out")):
        command.add_argument(
            name,
            metavar="GLOB",
            action="append",
            type=_glob,
            help=f"{doing}: '*.log', 'drafts/' (repeat; fits the end of a path, ** goes into folders)",
        )
    command.add_argument(
        "--gitignore", action="store_true", default=None, help="leave out what git ignores in the folders"
    )


def gather_given(
    given: argparse.Namespace, barred: str | None = None, packed: bool = True, records: bool = False
) -> Gathered:
    """What is to be read. barred: as in ``gather``. packed: False for plain files only.

    records: files of them, too. Raises CleantextError.
    """
    which = Which(tuple(given.include or ()), tuple(given.exclude or ()), bool(given.gitignore), packed, records)
    return gather(given.paths, barred, which)


def _glob(text: str) -> str:
    from cleantext.decoding.names import check

    try:
        check(text)
    except CleantextError as error:
        raise argparse.ArgumentTypeError(f"{error}") from error
    return text
