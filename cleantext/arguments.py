"""What the command line takes, and the options it means."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, NoReturn, get_args

from cleantext import chain, terminal
from cleantext.errors import CleantextError
from cleantext.options import Options, Punctuation, Repeats, Script

COMMANDS = ("clean", "check", "diff", "split", "encodings", "stats", "restore", "rules")  # in the order of the help


class _Parser(argparse.ArgumentParser):
    """Shows an argument it does not know without its control characters, and says so when nobody takes the help."""

    def error(self, message: str) -> NoReturn:
        terminal.tell(self.format_usage().rstrip())
        terminal.tell(terminal.printable(f"{self.prog}: error: {message}"))
        raise SystemExit(2)

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)  # argparse would hide that it was not taken

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        terminal.flush()
        super().exit(status, message)


def parser() -> argparse.ArgumentParser:
    """The parser; ``command`` of what it returns is the name of a command, ``module`` of its module in ``commands``."""
    whole = _Parser(prog="cleantext", description="Repair damaged Chinese text, strip web junk.")
    whole.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name in COMMANDS:
        known = set(commands.choices)
        import_module(f"cleantext.commands.{name}").add(commands)
        for command in set(commands.choices) - known:
            commands.choices[command].set_defaults(module=name)
    return whole


def add_options(command: argparse.ArgumentParser) -> None:
    # No defaults here: what is not given is asked of pyproject.toml.
    usual = Options()
    command.add_argument("--script", choices=get_args(Script), help=f"default: {usual.script}")
    command.add_argument("--punctuation", choices=get_args(Punctuation), help=f"default: {usual.punctuation}")
    command.add_argument("--repeats", choices=get_args(Repeats), help=f"text that stands twice; {usual.repeats}")
    command.add_argument(
        "--no-junk",
        action="store_true",
        default=None,
        help="repair only: every line stays a line; implies --no-split",
    )
    for name, doing in (("--select", "use only these rules"), ("--ignore", "leave these rules out")):
        command.add_argument(
            name, metavar="RULE", action="extend", type=_rule_list, help=f"{doing} (repeat, or a comma)"
        )
    command.add_argument(
        "--min-confidence",
        metavar="F",
        type=fraction,
        help=f"0 to 1; repairs that are less sure are reported, cuts not made; default: {usual.min_confidence}",
    )
    command.add_argument(
        "--lexicon",
        metavar="FILE",
        action="append",
        help="a list of your own: phrases that are junk, or that no rule takes (repeat)",
    )
    command.add_argument("--no-config", action="store_true", help="leave out [tool.cleantext] of pyproject.toml")
    add_encoding(command)


def add_encoding(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--encoding",
        metavar="CODEC",
        action="append",
        type=_encoding,
        help="read the files in this codec, or some of them: 'old/*.txt=big5' (repeat; the last that fits counts)",
    )


class _Version(argparse.Action):
    """Looked up only when asked for: importlib.metadata costs more than a check."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"cleantext {version('cleantext-corpus')}")
        except PackageNotFoundError:
            print("cleantext (run from its sources, not installed)")
        parser.exit()


def rule(text: str) -> str:
    names = (*chain.rule_names(), *chain.REPORTS)
    if text not in names:
        raise argparse.ArgumentTypeError(f"no rule is called {text!r}; the rules are {', '.join(names)}")
    return text


def _rule_list(text: str) -> list[str]:
    return [rule(part.strip()) for part in text.split(",") if part.strip()]


def _encoding(text: str) -> str:
    from cleantext.decoding.names import choice

    try:
        choice(text)
    except CleantextError as error:
        raise argparse.ArgumentTypeError(f"{error}") from error
    return text


def fraction(text: str) -> float:  # argparse says "invalid fraction value" when float() refuses
    """A number from 0 to 1."""
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value


def whole_number(text: str) -> int:
    """A number of processes, from 1."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return value


def seconds(text: str) -> float:
    """A time above 0."""
    value = float(text)
    if not 0.0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return value


def options(given: argparse.Namespace) -> Options:
    """The options that were given to ``clean`` or ``check``, and for the rest those of pyproject.toml.

    Raises CleantextError for a pyproject.toml or a list that cannot be used.
    """
    from cleantext.configuration import configured

    values: dict[str, Any] = {} if given.no_config else configured()
    names = ("script", "punctuation", "repeats", "no_junk", "select", "ignore", "min_confidence", "encoding", "lexicon")
    values |= {name: value for name in names if (value := getattr(given, name)) is not None}
    junk = not values.pop("no_junk", False)
    rest: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    chosen = Options(junk=junk, **rest)
    for rule in (*chosen.select, *chosen.ignore):
        if rule not in chain.REPORTS:
            chain.detector(rule)  # a rule of pyproject.toml that does not exist is told once, not for every file
    return chosen
