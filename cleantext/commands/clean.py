"""``cleantext clean``: speeches as clean UTF-8, a manifest, and a log of every change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cleantext.arguments import ENDINGS, add_options, options
from cleantext.commands.columns import add_columns, columns
from cleantext.commands.tally import Tally
from cleantext.corpus.read import Gathered, Source, gather
from cleantext.corpus.records import Columns, is_records
from cleantext.errors import CleantextError
from cleantext.options import Options

if TYPE_CHECKING:
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser("clean", help="write clean UTF-8 text, one file a speech, and what was changed")
    command.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {ENDINGS} files in it")
    command.add_argument("--out", required=True, metavar="DIR", help="folder for the output; sources are never touched")
    command.add_argument("--no-split", action="store_true", help="one file a source, not one a speech")
    command.add_argument(
        "--titles", action="store_true", help="put the titles of speeches into the names of their files"
    )
    command.add_argument(
        "--force", action="store_true", help="write into a folder that holds other files, and over edited outputs"
    )
    add_columns(command, is_written=True)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Clean into ``--out``; 1 when a file failed."""
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store

    chosen = options(given)
    store = Store(given.out, given.force)
    gathered = gather(given.paths, given.out, records=True)
    tally = Tally(gathered, quiet=False, encoding=given.encoding)
    try:
        if gathered.sources:
            how = How(chosen.junk and not given.no_split, given.titles)
            _clean_all(gathered, store, (chosen, how, columns(given, *how)), tally)
    except KeyboardInterrupt:
        store.stop()
        tally.progress.say(f"{given.out}: {tally.files} files were done before this; run again to do them all")
        raise
    finally:
        store.close()
        tally.progress.close()
    counts = {"files": tally.files, "speeches": tally.speeches, "outside speeches": tally.outside}
    tally.summary({name: number for name, number in counts.items() if number or name != "outside speeches"})
    return 1 if tally.failed or tally.quarantined else 0


def _clean_all(gathered: Gathered, store: Store, how: tuple[Options, How, Columns], tally: Tally) -> None:
    from cleantext.corpus.names import targets
    from cleantext.corpus.records.names import names
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
    tables = [source for source in sources if is_records(source.path)]
    texts = [source for source in sources if not is_records(source.path)]
    if texts and how[2].format in ("jsonl", "parquet"):
        tally.progress.say(f"--format {how[2].format}: is for JSON lines and Parquet; texts become text files")
    for source, target in zip(texts, places := targets(texts), strict=True):
        if not tally.skips_empty(source) and not _clean_one(source, target, store, how[:2], tally):
            failed.append(Failed(source.path, target))
    for source, target in zip(tables, names(tables, how[2], places) if tables else (), strict=True):
        if not tally.skips_empty(source) and not _clean_records(source, target, store, how[::2], tally):
            failed.append(Failed(source.path))
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


def _clean_records(source: Source, name: str, store: Store, how: tuple[Options, Columns], tally: Tally) -> bool:
    """False when the file failed; that of a record is told apart."""
    from cleantext.corpus.records.run import clean_records

    try:
        result = clean_records(source, name, how, store, tally.progress)
    except CleantextError as error:
        tally.fail(error)
        return False
    tally.files += 1
    tally.records += result.records
    tally.speeches += result.speeches
    tally.outside += result.outside
    tally.quarantined += result.aside
    tally.rules.update(result.rules)
    return True
