"""``cleantext restore``: every source byte for byte, from an output folder alone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from cleantext import settings, terminal, words
from cleantext.errors import CleantextError

if TYPE_CHECKING:
    from cleantext.corpus.recorded import Recorded
    from cleantext.corpus.records.logged import Tabled
    from cleantext.corpus.restore import Place, Target

_COUNTS = ("restored", "bytes")  # shown even when they are 0


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "restore",
        help="write the sources again, byte for byte, from a folder that clean has written",
        description="Make every source again from the outputs and the logs of clean, and check its SHA-256. "
        "Packed sources (.gz, members of archives) come back unpacked. Of Parquet the rows, the schema and the row "
        "groups come back and are checked, not the bytes of the file. Records that were written in another form than "
        "they had do not come back, and are named.",
    )
    command.add_argument("out", metavar="OUT", help="a folder that clean has written; nothing in it is changed")
    to = settings.typed(words.folder)
    command.add_argument(
        "--to", required=True, metavar="DIR", type=to, help="folder for the sources, in the tree they were in"
    )
    command.add_argument("--force", action="store_true", help="replace files in DIR that differ")


def run(given: argparse.Namespace) -> int:
    """Restore into ``--to``; 1 when a source could not be restored."""
    from cleantext.corpus.recorded import broken_off, recorded
    from cleantext.corpus.records.logged import tabled
    from cleantext.corpus.restore import Target, places

    texts = list(recorded(given.out))
    tables, lost = tabled(given.out, {each.source for each in texts})
    target = Target(given.to, given.out, given.force)
    sources = [*texts, *(each.source for each in tables)]
    count = {"restored": 0, "bytes": 0, "there already": 0, "failed": 0}
    progress = terminal.Progress(each.size for each in sources)
    try:
        for notice in broken_off(given.out):
            progress.say(notice)
        for problem in (*_problems(given.out, texts, tables, lost), *lost):
            progress.say(problem)
            count["failed"] += 1
        renamed = 0
        tasks = _tasks(given.out, texts, tables)
        for each, place, write in zip(sources, places(sources), tasks, strict=True):
            try:
                size, is_new = write(target, place)
            except CleantextError as error:
                progress.say(str(error))
                count["failed"] += 1
                continue
            finally:
                progress.advance(each.size)
            count["restored" if is_new else "there already"] += 1
            count["bytes"] += size
            renamed += place.is_renamed
        if renamed:
            progress.say(f"{given.to}: files that share a name stand under their whole paths: {renamed}")
    finally:
        progress.close()
    terminal.tell(terminal.table({k: n for k, n in count.items() if n or k in _COUNTS}, {}, {}))
    return 1 if count["failed"] else 0


Write = Callable[["Target", "Place"], tuple[int, bool]]  # bytes, whether the source was not there yet


def _tasks(root: str, texts: list[Recorded], tables: list[Tabled]) -> Iterator[Write]:
    """What writes each source. Raises CleantextError when it cannot."""
    from cleantext.corpus.recorded import outputs
    from cleantext.corpus.records.again import write_again
    from cleantext.corpus.restore import rebuild
    from cleantext.corpus.written import Written

    listed, files = outputs(root), Written(root)
    for each in texts:

        def text(target: Target, place: Place, each: Recorded = each) -> tuple[int, bool]:
            data = rebuild(files, each, listed.get((each.source, each.digest), ()))
            return len(data), target.put(place, data)

        yield text
    for one in tables:

        def table(target: Target, place: Place, one: Tabled = one) -> tuple[int, bool]:
            file = target.grow(place)
            try:
                write_again(files, one, file)
                return file.tell(), target.take(place, file)
            finally:
                file.discard()

        yield table


def _problems(root: str, texts: list[Recorded], tables: list[Tabled], lost: list[str]) -> list[str]:
    """Sources that the manifest lists and the log of findings has no record of; lines that cannot be used."""
    from cleantext.corpus.logs import FINDINGS
    from cleantext.corpus.recorded import outputs, unusable
    from cleantext.corpus.records import is_records

    known = {each.source for each in texts} | {each.source.source for each in tables}
    listed = {source for source, _ in outputs(root)}
    lacking = sorted(source for source in listed - known if not is_records(source))
    unknown = [f"{path}: has no record in {root}/{FINDINGS}, which was edited; clean it again" for path in lacking]
    return [*unknown, *unusable(root)]
