"""``cleantext config``: what is in force, and where it comes from."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from cleantext.configuration import Configuration, configured
from cleantext.formats import encoded
from cleantext.settings import SETTINGS, find
from cleantext.terminal import printable

_WIDEST = 40  # columns of a value; what is longer pushes the rest of its line


class _Row(NamedTuple):
    """An option. file: "" when it has its usual value. paths: the globs of the per-path table that says it."""

    name: str
    value: Any
    file: str
    paths: tuple[str, ...] = ()

    def origin(self) -> str:
        file = os.path.relpath(self.file) if self.file else "default"
        return f"{file}, per-path {' '.join(self.paths)}" if self.paths else file

    def record(self) -> dict[str, Any]:
        said = {"value": self.value, "from": self.file or "default"}
        return {**said, "paths": self.paths} if self.paths else said


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "config",
        help="show the options in force, and where they come from",
        description="A line an option: its name (command.name for one command alone), its value, where it comes from.",
    )
    command.add_argument("path", nargs="?", metavar="PATH", help="a file: what holds for it, with what per-path says")
    command.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(given: argparse.Namespace) -> int:
    """Print a table; raises CleantextError when a configuration cannot be used."""
    found = configured()
    rows = list(_rows(found, given.path))
    apart = list(_apart(found)) if given.path is None else []
    if given.json:
        record = {"file": found.path or None, "path": given.path}
        options = {row.name: row.record() for row in rows}
        tables = [{"paths": each.paths, "options": dict(each.values)} for each in found.overrides]
        print(encoded({**record, "options": options, "per_path": tables}))
        return 0
    shown = [(row.name, encoded_value(row.value), row.origin()) for row in rows + apart]
    first, second = (max(len(row[at]) for row in shown) for at in (0, 1))
    for name, value, origin in shown:
        print(printable(f"{name:<{first}}  {value:<{min(second, _WIDEST)}}  {origin}"))
    return 0


def encoded_value(value: Any) -> str:
    """As TOML has it, with its letters as they are."""
    import json

    return json.dumps(value, ensure_ascii=False)


def _rows(found: Configuration, path: str | None) -> Iterator[_Row]:
    """What holds for every file, or for the one at ``path``."""
    for setting in SETTINGS:
        said = found.said(setting.command)
        row = _Row(setting.name, said.get(setting.name, setting.usual), found.path if setting.name in said else "")
        for each in found.overrides if path is not None else ():
            values = dict(each.values) if each.fits(path or "") else {}
            if setting.name in values:
                row = _Row(setting.name, values[setting.name], found.path, each.paths)
        yield row._replace(name=f"{setting.command}.{setting.name}".lstrip("."))
    for command, table in found.tables.items():
        shared = [name for name in table if find(name) is not None]  # the others have their row already
        yield from (_Row(f"{command}.{name}", table[name], found.path) for name in shared)


def _apart(found: Configuration) -> Iterator[_Row]:
    """What holds for some files."""
    for each in found.overrides:
        yield from (_Row(name, value, found.path, each.paths) for name, value in each.values)
