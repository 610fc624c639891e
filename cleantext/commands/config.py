"""``cleantext config``: what is in force, and where it comes from."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from cleantext.configuration import configured
from cleantext.overrides import merged
from cleantext.settings import SETTINGS, Setting, find
from cleantext.terminal import printable


def add(commands: Any) -> None:
    """Add the command to the parser's."""
    command = commands.add_parser(
        "config",
        help="show the options in force, and where they come from",
        description="A line an option: its name (of one command alone: command.name), its value, where it comes from.",
    )
    command.add_argument("path", nargs="?", metavar="PATH", help="a file: what holds for it, with what per-path says")
    command.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(given: argparse.Namespace) -> int:
    """Print a table; raises CleantextError when a configuration cannot be used."""
    found = configured()
    rows = []
    for setting in SETTINGS:
        said = found.said(setting.command)
        value, origin = said.get(setting.name, setting.usual), found.path if setting.name in said else "default"
        for each in found.overrides if given.path is not None and setting.per_path else ():
            special = merged([each], given.path)
            if setting.name in special:
                value, origin = special[setting.name], f"{found.path} per-path {', '.join(each.paths)}"
        rows.append((_name(setting), list(value) if isinstance(value, (tuple, list)) else value, origin))
    for command, table in found.tables.items():
        shared = [name for name in table if find(name) is not None]  # the others have their line already
        rows += [(f"{command}.{name}", table[name], found.path) for name in shared]
    if given.json:
        options = {name: {"value": value, "from": origin} for name, value, origin in rows}
        print(json.dumps({"file": found.path or None, "path": given.path, "options": options}))
        return 0
    _show(rows, found.path)
    if given.path is None and found.overrides:
        where = printable(os.path.relpath(found.path))
        print(f"per-path: {len(found.overrides)} in {where}; give a PATH to see what holds for it")
    return 0


def _name(setting: Setting) -> str:
    return ".".join(filter(None, (setting.command, setting.name)))


def _show(rows: list[tuple[str, Any, str]], path: str) -> None:
    shown = [(name, json.dumps(value, ensure_ascii=False), origin) for name, value, origin in rows]
    first, second = (max(len(row[at]) for row in shown) for at in (0, 1))
    for name, value, origin in shown:
        where = origin.replace(path, os.path.relpath(path), 1) if path else origin
        print(printable(f"{name:<{first}}  {value:<{min(second, 40)}}  {where}"))
