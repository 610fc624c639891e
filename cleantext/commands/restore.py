"""``cleantext restore``: every source byte for byte, from an output folder alone."""

from __future__ import annotations

import argparse
from typing import Any

from cleantext import settings, terminal, words
from cleantext.errors import CleantextError


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "restore",
        help="write the sources again, byte for byte, from a folder that clean has written",
        description="Make every source again from the outputs and the logs of clean, and check its SHA-256. "
        "Packed sources (.gz, members of archives) come back unpacked; files of records do not come back.",
    )
    command.add_argument("out", metavar="OUT", help="a folder that clean has written; nothing in it is changed")
    to = settings.typed(words.folder)
    command.add_argument(
        "--to", required=True, metavar="DIR", type=to, help="folder for the sources, in the tree they were in"
    )
    command.add_argument("--force", action="store_true", help="replace files in DIR that differ")


def run(given: argparse.Namespace) -> int:
    """Restore into ``--to``; 1 when a source could not be restored."""
    from cleantext.corpus.recorded import broken_off, outputs, recorded, tables, unusable
    from cleantext.corpus.restore import Target, places, rebuild
    from cleantext.corpus.written import Written

    sources = list(recorded(given.out))
    target = Target(given.to, given.out, given.force)
    written, files = outputs(given.out), Written(given.out)
    count = {"restored": 0, "bytes": 0, "there already": 0, "failed": 0}
    progress = terminal.Progress(each.size for each in sources)
    try:
        for notice in broken_off(given.out):
            progress.say(notice)
        known = {each.source for each in sources}
        lost = [path for path in tables(given.out) if path not in known]
        for problem in _unknown(given.out, known, {source for source, _ in written}.difference(lost)):
            progress.say(problem)
            count["failed"] += 1
        for problem in unusable(given.out):
            progress.say(problem)
            count["failed"] += 1
        for path in lost:
            progress.say(f"{path}: is a file of records, which restore cannot make again; keep the source")
            count["failed"] += 1
        renamed = 0
        for each, place in zip(sources, places(sources), strict=True):
            try:
                data = rebuild(files, each, written.get((each.source, each.digest), ()))
                is_new = target.put(place, data)
            except CleantextError as error:
                progress.say(str(error))
                count["failed"] += 1
                continue
            finally:
                progress.advance(each.size)
            count["restored" if is_new else "there already"] += 1
            count["bytes"] += len(data)
            renamed += place.is_renamed
        if renamed:
            progress.say(f"{given.to}: files that share a name stand under their whole paths: {renamed}")
    finally:
        progress.close()
    terminal.tell(terminal.table({k: n for k, n in count.items() if n or k in ("restored", "bytes")}, {}, {}))
    return 1 if count["failed"] else 0


def _unknown(root: str, known: set[str], listed: set[str]) -> list[str]:
    """Sources that the manifest lists and the log of findings has no record of."""
    from cleantext.corpus.logs import FINDINGS

    lacking = sorted(listed - known)
    return [f"{path}: has no record in {root}/{FINDINGS}, which was edited; clean it again" for path in lacking]
