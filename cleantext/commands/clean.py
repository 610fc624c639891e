"""``cleantext clean``: speeches as clean UTF-8, a manifest, and a log of every change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cleantext.arguments import add_options, options
from cleantext.commands import direct
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.read import Gathered, Source
from cleantext.errors import CleantextError
from cleantext.options import Options

if TYPE_CHECKING:
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("clean", help="write clean UTF-8 text, one file a speech, and what was changed")
    add_inputs(command)
    command.add_argument("--out", metavar="DIR", help="folder for the output; sources are never touched")
    command.add_argument(
        "--in-place", action="store_true", help="rewrite the text files themselves, whole; 1 when one was changed"
    )
    command.add_argument("--no-split", action="store_true", help="one file a source, not one a speech")
    command.add_argument(
        "--titles", action="store_true", help="put the titles of speeches into the names of their files"
    )
    command.add_argument(
        "--force", action="store_true", help="write into a folder that holds other files, and over edited outputs"
    )
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Clean into ``--out``; 1 when a file failed."""
    if direct.is_direct(given):
        return direct.run(given)
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store

    chosen = options(given)
    store = Store(given.out, given.force)
    gathered = gather_given(given, given.out)
    tally = Tally(gathered, quiet=False, encoding=given.encoding)
    try:
        if gathered.sources:
            _clean_all(gathered, store, (chosen, How(chosen.junk and not given.no_split, given.titles)), tally)
    except KeyboardInterrupt:
        store.stop()
        tally.progress.say(f"{given.out}: {tally.files} files were done before this; run again to do them all")
        raise
    finally:
        store.close()
        tally.progress.close()
    counts = {"files": tally.files, "speeches": tally.speeches, "outside speeches": tally.outside}
    tally.summary({name: number for name, number in counts.items() if number or name != "outside speeches"})
    return 1 if tally.failed else 0


def _clean_all(gathered: Gathered, store: Store, how: tuple[Options, How], tally: Tally) -> None:
    from cleantext.corpus.names import targets
    from cleantext.corpus.write import Failed

    failed = [Failed(path) for path in gathered.failed]
    refused = {source for source in gathered.sources if store.is_output(source.path)}
    for source in gathered.sources:
        if source in refused:
            tally.fail(f"{source.path}: is an output of an earlier run; choose another --out", source.size)
    sources = [source for source in gathered.sources if source not in refused]
    if not sources:
        return
    store.begin([source.path for source in gathered.sources])
    for source, target in zip(sources, targets(sources), strict=True):
        if not tally.skips_empty(source) and not _clean_one(source, target, store, how, tally):
            failed.append(Failed(source.path, target))
    for notice in store.finish(failed):
        tally.progress.say(notice)


def _clean_one(source: Source, target: str, store: Store, how: tuple[Options, How], tally: Tally) -> bool:
    """False when it failed."""
    from cleantext.corpus.run import clean_source

    try:
        result = clean_source(source, target, *how, store)
    except CleantextError as error:
        tally.fail(error, source.size)
        return False
    tally.files += 1
    tally.speeches += result.speeches
    tally.outside += result.outside
    tally.silent += not result.speeches
    tally.rules.update(result.findings)
    tally.progress.advance(source.size)
    return True
