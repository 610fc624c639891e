"""``cleantext stats``: figures over all files; changes nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cleantext import terminal
from cleantext.arguments import add_options, options
from cleantext.commands.columns import add_columns, is_table, view_given
from cleantext.commands.inputs import add_inputs, gather_given
from cleantext.commands.tally import Tally
from cleantext.corpus.read import Gathered
from cleantext.errors import CleantextError
from cleantext.terminal import percent, printable

if TYPE_CHECKING:
    from cleantext.corpus.read import Source
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
    add_columns(command)
    add_options(command)


def run(given: argparse.Namespace) -> int:
    """Print the figures; 1 when a file failed."""
    from cleantext.corpus.recorded import is_output
    from cleantext.corpus.stats import Stats, of_source

    chosen = options(given)
    written = [path for path in dict.fromkeys(given.paths) if is_output(path)]
    given.paths = [path for path in given.paths if path not in written]
    gathered = gather_given(given, records=True) if given.paths else Gathered((), 0, ())
    tally = Tally(gathered, quiet=False, encoding=given.told.get("encoding"))
    stats = Stats()

    def take(source: Source) -> None:
        if is_table(source):
            stats.add_file(_records(given, source, tally), source.size)
        else:
            stats.add(of_source(source, chosen))

    with tally:
        for root in written:
            _read(root, stats, tally)
        tally.each(gathered.sources, take)
    rest = {"empty": tally.empty, "skipped": tally.skipped, "failed": tally.failed}
    rest |= {"quarantined": tally.quarantined} if tally.quarantined else {}
    if given.json:
        print(json.dumps({**stats.record(), **rest, "from_logs": written}))
    else:
        print("\n\n".join(filter(None, _tables(stats.record(), rest))))
    return 1 if tally.failed or tally.quarantined else 0


def _records(given: argparse.Namespace, source: Source, tally: Tally) -> Stats:
    """The figures of one file of records. Raises CleantextError."""
    from cleantext.corpus.stats import Stats, of_text

    stats = Stats()
    for seen in view_given(given, of_text, source, tally):
        stats.add_record(seen.made)
    return stats


def _read(root: str, stats: Stats, tally: Tally) -> None:
    """What a run has logged in an output folder."""
    from cleantext.corpus.recorded import broken_off, outputs, recorded
    from cleantext.corpus.records.logged import tables
    from cleantext.corpus.stats import of_log

    tally.progress.say(f"{root}: was written by clean; its logs are read, and nothing is cleaned again")
    for notice in broken_off(root):
        tally.progress.say(notice)
    try:
        manifest = outputs(root)
        texts = list(recorded(root))
        for path in tables(root, {each.source for each in texts}):
            tally.fail(f"{path}: is a file of records, of which {root} has no figures; give it itself")
        for each in texts:
            try:
                stats.add(of_log(each, manifest.get((each.source, each.digest), ())))
            except CleantextError as error:
                tally.fail(error)
    except CleantextError as error:
        tally.fail(error)


def _tables(record: dict[str, Any], rest: dict[str, int]) -> list[str]:
    counts = {
        name: record[name] for name in ("files", "records", "bytes", "characters") if record[name] or name != "records"
    }
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
