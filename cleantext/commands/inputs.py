"""What the commands over files take: paths, and which of the files under them."""

from __future__ import annotations

import argparse
from typing import NoReturn

from cleantext import settings, terminal
from cleantext.arguments import options
from cleantext.commands.columns import is_table
from cleantext.corpus.read import Gathered, gather
from cleantext.corpus.which import SUFFIXES, Which


def add_inputs(command: argparse.ArgumentParser, git: bool = False) -> None:
    """Add the paths and the options that choose among what is under them. git: those of git hooks, too."""
    command.add_argument(
        "paths",
        nargs="*" if git else "+",
        metavar="PATH",
        help=f"a file, compressed or not; a folder, .zip or .tar with {', '.join(SUFFIXES)} files in it; "
        "a glob ('old/**/*.txt'); - for standard input",
    )
    settings.add(command, "include", "exclude", "gitignore")
    command.set_defaults(staged=False, hook=False, passed=None, lacks_paths=git)
    if git:
        command.add_argument("--staged", action="store_true", help="what is staged in git, as it would be committed")
        command.add_argument("--hook", action="store_true", help="as a git hook: nothing of files that are no text")
        command.add_argument("--no-cache", action="store_true", help="of --hook: look again at what passed before")


def refuse(command: str, reason: str) -> NoReturn:
    """Wrong usage that argparse cannot tell ends as it does there, with status 2."""
    terminal.tell(f"cleantext {command}: error: {reason}")
    raise SystemExit(2)


def gather_given(
    given: argparse.Namespace, barred: str | None = None, packed: bool = True, records: bool = False
) -> Gathered:
    """What is to be read. barred: as in ``gather``. packed: False for plain files only.

    records: files of them, too; without that they are problems. Raises CleantextError.
    """
    # Of the other commands argparse has asked for paths; stats has taken out those that are folders of logs.
    if given.lacks_paths and not (given.paths or given.staged):
        refuse(given.command, "the following arguments are required: PATH (or --staged)")
    which = Which(tuple(given.include), tuple(given.exclude), given.gitignore, packed, records)
    if given.staged:
        from cleantext.corpus.staged import gather_staged

        gathered = gather_staged(given.paths, which, writes=not packed)
    elif given.hook:
        gathered = gather(_hooked(given, records), barred, which)
    else:
        gathered = gather(given.paths, barred, which)
    return gathered if records else _without_records(gathered, given.command)


def _hooked(given: argparse.Namespace, records: bool) -> list[str]:
    """The paths that a hook has to look through; ``given.passed`` is to be told of those that it finds nothing in."""
    from cleantext.corpus.hooked import texts

    paths = texts(given.paths, records)
    if given.no_cache:
        return paths
    from cleantext.corpus.passed import Passed

    given.passed = Passed(given.command, options(given))
    return list(given.passed.unknown(paths))


def _without_records(gathered: Gathered, command: str) -> Gathered:
    tables = [each.path for each in gathered.sources if is_table(each)]
    said = (f"{path}: holds records, which {command} does not read; use clean or check" for path in tables)
    return gathered._replace(
        sources=tuple(each for each in gathered.sources if each.path not in tables),
        problems=(*gathered.problems, *said),
        failed=(*gathered.failed, *tables),
    )
