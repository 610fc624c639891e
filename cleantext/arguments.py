"""What the command line takes, and the options it means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from cleantext import log, terminal

if TYPE_CHECKING:
    from cleantext.options import Options

COMMANDS = (  # in the order of the help
    *("clean", "check", "diff", "split", "encodings", "stats", "restore", "rules", "config"),
)
_COMMAND = "COMMAND"
_EPILOG = (
    "To begin: cleantext diff FILE shows what would change, and changes nothing. cleantext COMMAND --help has more."
)
_ELSEWHERE = {"explain": "rules"}  # a command that shares the module of another


class _Parser(argparse.ArgumentParser):
    """Shows an argument it does not know without its control characters, and says so when nobody takes the help."""

    def error(self, message: str) -> NoReturn:
        # Who gave no command at all wants to know what there is.
        is_lost = message.endswith(f"required: {_COMMAND}")
        terminal.tell((self.format_help() if is_lost else self.format_usage()).rstrip())
        terminal.tell(terminal.printable(f"{self.prog}: error: {message}"))
        raise SystemExit(2)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What is not given is asked of the configuration. Raises CleantextError when that cannot be used."""
        given = super().parse_args(args, namespace)
        log.listen(given.verbose)
        if hasattr(given, "settings"):
            from cleantext.configuration import settle

            settle(given)
        return given

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)  # argparse would hide that it was not taken

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        terminal.flush()
        super().exit(status, message)


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser; ``command`` of what it returns is the name of a command, ``module`` of its module in ``commands``.

    arguments: what it is going to read; when they begin with a command it loads that one alone, else all of them.
    """
    whole = _Parser(prog="cleantext", description="Repair damaged Chinese text, strip web junk.", epilog=_EPILOG)
    whole.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = whole.add_subparsers(required=True, metavar=_COMMAND, dest="command")
    for name in _needed(arguments):
        known = set(commands.choices)
        import_module(f"cleantext.commands.{name}").add(commands)
        for command in set(commands.choices) - known:
            each = commands.choices[command]
            each.set_defaults(module=name)
            each.add_argument("-v", "--verbose", action="store_true", help="say on stderr what is being done")
    return whole


def _needed(arguments: Sequence[str]) -> Sequence[str]:
    """The modules that these arguments need: all where it is not plain which (a call for help, a slip)."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        return ()
    name = _ELSEWHERE.get(first, first)
    return (name,) if name in COMMANDS else COMMANDS


def add_options(command: argparse.ArgumentParser) -> None:
    from cleantext import settings

    settings.add(command, *settings.RULE_SETTINGS)


def add_encoding(command: argparse.ArgumentParser) -> None:
    from cleantext import settings

    settings.add(command, "encoding")


class _Version(argparse.Action):
    """Looked up only when asked for: importlib.metadata costs more than a check."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"cleantext {version('cleantext-corpus')}")
        except PackageNotFoundError:
            print("cleantext (run from its sources, not installed)")
        parser.exit()


def options(given: argparse.Namespace) -> Options:
    """The options that were given to a command or stand in the configuration, for every file or for some.

    Raises CleantextError for a list that cannot be used.
    """
    from cleantext import settings
    from cleantext.options import Options
    from cleantext.overrides import PathOptions, option_fields

    known = {each.name for each in given.settings}
    values = {name: getattr(given, name.replace("-", "_")) for name in settings.RULE_SETTINGS if name in known}
    if not given.overrides:
        return Options(**option_fields(values))
    chosen = PathOptions(**option_fields(values), overrides=given.overrides)
    for each in given.overrides:
        chosen.changed(dict(each.values))  # what cannot be used is told once, not for every file
    return chosen
