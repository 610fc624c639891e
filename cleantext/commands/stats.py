"""``cleantext stats``: figures over all files; changes nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleantext import terminal
from cleantext.arguments import add_options, options
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.errors import CleantextError
from cleantext.terminal import percent, printable

if TYPE_CHECKING:
    from cleantext.corpus.stats import Stats

_COLUMNS = ("places", "files", "reported", "removed", "changed", "added")


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "stats",
        help="figures over all files: codecs, findings, speeches",
        description="A table of what clean would do to all files together. Of a folder that clean has written, the "
        "logs in it are read, and nothing is cleaned again; options then change nothing.",
    )
    add_inputs(command)
    command.add_argument("--json", action="store_true", help="one JSON object, for programs")
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print the figures; 1 when a file failed."""
    from cleantext.corpus.recorded import is_output
    from cleantext.corpus.stats import Stats

    chosen = options(given)
    written = [path for path in dict.fromkeys(given.paths) if is_output(path)]
    given.paths = [path for path in given.paths if path not in written]
    gathered = gather_given(given)
    tally = Tally(gathered, quiet=False, encoding=given.told.get("encoding"))
    stats = Stats()
    try:
        for root in written:
            _read(root, stats, tally)
        _clean(gathered.sources, chosen, stats, tally)
    finally:
        tally.progress.close()
    rest = {"empty": tally.empty, "skipped": tally.skipped, "failed": tally.failed}
    if given.json:
        print(json.dumps({**stats.record(), **rest, "from_logs": written}))
    else:
        print("\n\n".join(filter(None, _tables(stats.record(), rest))))
    return 1 if tally.failed else 0


def _clean(sources: Sequence[Any], chosen: Any, stats: Stats, tally: Tally) -> None:
    from cleantext.corpus.stats import of_source

    for source in sources:
        if tally.skips_empty(source):
            continue
        try:
            stats.add(of_source(source, chosen))
        except CleantextError as error:
            tally.fail(error, source.size)
            continue
        tally.progress.advance(source.size)


def _read(root: str, stats: Stats, tally: Tally) -> None:
    """What a run has logged in an output folder."""
    from cleantext.corpus.recorded import broken_off, outputs, recorded
    from cleantext.corpus.stats import of_log

    tally.progress.say(f"{root}: was written by clean; its logs are read, and nothing is cleaned again")
    for notice in broken_off(root):
        tally.progress.say(notice)
    try:
        manifest = outputs(root)
        for each in recorded(root):
            try:
                stats.add(of_log(each, manifest.get((each.source, each.digest), ())))
            except CleantextError as error:
                tally.fail(error)
    except CleantextError as error:
        tally.fail(error)


def _tables(record: dict[str, Any], rest: dict[str, int]) -> list[str]:
    counts = {name: record[name] for name in ("files", "bytes", "characters")}
    counts |= {"cleaned": record["cleaned_characters"], "speeches": record["speeches"]}
    counts |= {f"  {printable(kind)}": number for kind, number in record["kinds"].items()}
    counts |= {"outside speeches": record["outside_characters"]}
    counts |= {name: number for name, number in rest.items() if number}
    units = {"cleaned": "characters", "outside speeches": "characters"}
    codecs = [
        (codec, f"{row['files']:,}", f"{row['bytes']:,}", percent(row["share"]))
        for codec, row in record["codecs"].items()
    ]
    rules = [(rule, *(f"{row[name]:,}" for name in _COLUMNS)) for rule, row in record["findings"].items()]
    total = [("all", *(f"{sum(row[name] for row in record['findings'].values()):,}" for name in _COLUMNS))]
    touched = _COLUMNS.index("files") + 1
    total = [(*total[0][:touched], "", *total[0][touched + 1 :])]  # a file may count for several rules
    return [
        terminal.table(counts, {}, units),
        _aligned([("codec", "files", "bytes", "share"), *codecs]) if codecs else "",
        _aligned([("rule", *_COLUMNS), *rules, *total]) if rules else "",
    ]


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """The first column to the left, numbers to the right."""
    rows = [tuple(map(printable, row)) for row in rows]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join([f"{row[0]:<{wide[0]}}", *(f"{cell:>{n}}" for cell, n in zip(row[1:], wide[1:], strict=True))])
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
