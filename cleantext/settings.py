"""The options that the command line and a configuration file have in common: each is written once, here.

A command takes some of them (``add``), a configuration file may hold any of them under the same name without the dashes
(``configuration``), and ``cleantext config`` lists them. One more option is one more row of ``SETTINGS``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from cleantext import words
from cleantext.corpus import records
from cleantext.errors import CleantextError
from cleantext.options import Options, Punctuation, Repeats, Script

_USUAL = Options()
_COLUMNS = records.Columns()
_GLOB = "'*.log', 'drafts/' (repeat; fits the end of a path, ** goes into folders)"


class Kind(NamedTuple):
    """How a value is written.

    types: what TOML may have. read: a word of the command line as a value (of a list: as the list of values in it);
    raises CleantextError. many: a list, for which the option is repeated.
    """

    types: tuple[type, ...]
    read: Callable[[str], Any]
    many: bool = False


class Setting(NamedTuple):
    """One option. name: without its dashes. usual: its value when nobody says anything. help: None hides it.

    choices: the words it may be. opposite: of a flag, the option that takes it back. per_path: may differ from file to
    file. is_path: of a file; in a configuration file it is relative to that. command: the only one that has it, where
    another has one of the same name that takes other words.
    """

    name: str
    kind: Kind
    usual: Any
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    opposite: str = ""
    per_path: bool = False
    is_path: bool = False
    command: str = ""

    @property
    def dest(self) -> str:
        """Its name in what argparse returns."""
        return self.name.replace("-", "_")


FLAG = Kind((bool,), bool)
WORD = Kind((str,), str)
WORDS = Kind((str, list), lambda text: [text] if text else [], many=True)
RULES = Kind((str, list), words.rules, many=True)
CODECS = Kind((str, list), words.codecs, many=True)
GLOBS = Kind((str, list), words.globs, many=True)
FRACTION = Kind((int, float), words.fraction)
COUNT = Kind((int,), words.count)
SECONDS = Kind((int, float), words.seconds)

FORMATS = ("text", "json", "jsonl", "github", "sarif")

SETTINGS = (
    Setting("script", WORD, _USUAL.script, f"default: {_USUAL.script}", choices=get_args(Script), per_path=True),
    Setting(
        "punctuation",
        WORD,
        _USUAL.punctuation,
        f"default: {_USUAL.punctuation}",
        choices=get_args(Punctuation),
        per_path=True,
    ),
    Setting(
        "repeats",
        WORD,
        _USUAL.repeats,
        f"text that stands twice; {_USUAL.repeats}",
        choices=get_args(Repeats),
        per_path=True,
    ),
    Setting(
        "no-junk",
        FLAG,
        False,
        "repair only: every line stays a line; implies --no-split",
        opposite="junk",
        per_path=True,
    ),
    Setting("select", RULES, (), "use only these rules (repeat, or a comma)", "RULE", per_path=True),
    Setting("ignore", RULES, (), "leave these rules out (repeat, or a comma)", "RULE", per_path=True),
    Setting(
        "min-confidence",
        FRACTION,
        _USUAL.min_confidence,
        f"0 to 1; repairs that are less sure are reported, cuts not made; default: {_USUAL.min_confidence}",
        "F",
        per_path=True,
    ),
    Setting(
        "lexicon",
        WORDS,
        (),
        "a list of your own: phrases that are junk, or that no rule takes (repeat)",
        "FILE",
        per_path=True,
        is_path=True,
    ),
    Setting(
        "encoding",
        CODECS,
        (),
        "read the files in this codec, or some of them: 'old/*.txt=big5' (repeat; the last that fits counts)",
        "CODEC",
        per_path=True,
    ),
    Setting("no-split", FLAG, False, "one file a source, not one a speech", opposite="split", per_path=True),
    Setting(
        "titles",
        FLAG,
        False,
        "put the titles of speeches into the names of their files",
        opposite="no-titles",
        per_path=True,
    ),
    Setting("include", GLOBS, (), f"take only files that fit, whatever their ending: {_GLOB}", "GLOB"),
    Setting("exclude", GLOBS, (), f"leave out: {_GLOB}", "GLOB"),
    Setting("gitignore", FLAG, False, "leave out what git ignores in the folders", opposite="no-gitignore"),
    Setting("jobs", COUNT, 0, "processes; default: as many as pay", "N"),
    Setting("timeout", SECONDS, 0.0, "set a file aside that takes longer; default: never", "S"),
    Setting("engine", WORD, "local", "who does the work; default: this machine", choices=("local", "ray")),
    Setting("ray-address", WORD, "", "the cluster of --engine ray: auto, HOST:PORT; default: this machine", "ADDRESS"),
    Setting(
        "text-column",
        WORD,
        _COLUMNS.text,
        f"of JSON lines and Parquet, the column to look at; default: {_COLUMNS.text} (meta.body: inside another)",
        "NAME",
    ),
    Setting("id-column", WORD, _COLUMNS.id, "the column that names a record in the logs", "NAME"),
    Setting(
        "format",
        WORD,
        _COLUMNS.format,
        "what to write; default: texts as files, records as they came",
        choices=records.FORMATS,
        command="clean",
    ),
    Setting(
        "compress",
        WORD,
        _COLUMNS.compress,
        "of records that are written; default: as the input",
        choices=records.COMPRESS,
    ),
    Setting("format", WORD, "text", "how findings are written; default: text", choices=FORMATS, command="check"),
    Setting("baseline", WORD, "", "report only what this file does not hold yet", "FILE", is_path=True),
)
RULE_SETTINGS = (
    *("script", "punctuation", "repeats", "no-junk", "select", "ignore", "min-confidence", "lexicon"),
    "encoding",
)


def find(name: str, command: str = "") -> Setting | None:
    """The setting of this name that ``command`` has; without a command, one that has not to be told apart."""
    return next((each for each in SETTINGS if each.name == name and each.command in ("", command)), None)


def add(command: argparse.ArgumentParser, *names: str) -> None:
    """Have a command take these settings: what is not given on the command line is asked of the configuration."""
    who = command.prog.rpartition(" ")[2]
    chosen = [setting for name in names if (setting := find(name, who)) is not None]
    if len(chosen) != len(names):
        raise LookupError(f"{who}: no such settings: {names}")
    if not command.get_default("settings"):
        command.add_argument("--no-config", action="store_true", help="leave out cleantext.toml and pyproject.toml")
    command.set_defaults(settings=(*(command.get_default("settings") or ()), *chosen))
    for each in chosen:
        _add(command, each)


def _add(command: argparse.ArgumentParser, setting: Setting) -> None:
    # No defaults here: None is what was not given.
    option: dict[str, Any] = {"dest": setting.dest, "default": None, "help": setting.help}
    if setting.kind is FLAG:
        command.add_argument(f"--{setting.name}", action="store_true", **option)
        if setting.opposite:
            hidden = {**option, "help": argparse.SUPPRESS}
            command.add_argument(f"--{setting.opposite}", action="store_false", **hidden)
        return
    if setting.choices:
        option["choices"] = setting.choices
    elif setting.kind is not WORD:
        option["type"] = typed(setting.kind.read)
    command.add_argument(
        f"--{setting.name}", action="extend" if setting.kind.many else "store", metavar=setting.metavar, **option
    )


def typed(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """``read`` for argparse, which says only of an error of its own what was wrong."""

    def parse(text: str) -> Any:
        try:
            return read(text)
        except CleantextError as error:
            raise argparse.ArgumentTypeError(f"{error}") from error

    return parse


def value_of(setting: Setting, value: object) -> Any:
    """A value as TOML has it, checked: a list for what can be many. Raises CleantextError."""
    kind = setting.kind
    items: list[Any] = value if isinstance(value, list) else [value]
    is_number = isinstance(value, bool) and bool not in kind.types  # True is an int
    if not isinstance(value, kind.types) or is_number or (kind.many and not all(isinstance(v, str) for v in items)):
        raise CleantextError(f"{value!r} is no {' or '.join(each.__name__ for each in kind.types)}")
    if kind is FLAG:
        return value
    if setting.choices and value not in setting.choices:
        raise CleantextError(f"{value!r} is not known; {words.nearest(str(value), setting.choices, 'use one of')}")
    if not kind.many:
        return kind.read(str(value))
    return [word for item in items for word in kind.read(item)]
