"""What the command line takes, and the options it means."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn, get_args

from cleantext import chain, terminal
from cleantext.corpus.read import SUFFIXES
from cleantext.errors import CleantextError
from cleantext.options import Options, Punctuation, Repeats, Script


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
    """The parser; ``command`` of what it returns is clean, check, split, encodings, rules or explain."""
    whole = _Parser(prog="cleantext", description="Repair damaged Chinese text, strip web junk.")
    whole.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    endings = ", ".join(SUFFIXES)

    clean = commands.add_parser("clean", help="write clean UTF-8 text, one file a speech, and what was changed")
    clean.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    clean.add_argument("--out", required=True, metavar="DIR", help="folder for the output; sources are never touched")
    clean.add_argument("--no-split", action="store_true", help="one file a source, not one a speech")
    clean.add_argument("--titles", action="store_true", help="put the titles of speeches into the names of their files")
    clean.add_argument(
        "--force", action="store_true", help="write into a folder that holds other files, and over edited outputs"
    )

    check = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    check.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    check.add_argument("--quiet", action="store_true", help="only the summary")

    split = commands.add_parser(
        "split",
        help="show where speeches are cut, and why",
        description="A line a speech: path:line:column: number. title [kind, confidence: evidence]; what it states.",
    )
    split.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    split.add_argument("--titles-only", action="store_true", help="nothing but the titles, one a line")
    split.add_argument("--json", action="store_true", help="one JSON object a file and line, for programs")
    for command in (clean, check, split):
        _add_options(command)

    encodings = commands.add_parser(
        "encodings",
        help="a table of the codecs that files are in",
        description="A line for each codec of each file: file, codec, share of its bytes, confidence (0 to 1).",
    )
    encodings.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    encodings.add_argument("--json", action="store_true", help="one JSON object a file and line, for programs")
    _add_encoding(encodings)

    commands.add_parser("rules", help="list the rules")
    explain = commands.add_parser("explain", help="print the manual of a rule")
    explain.add_argument("rule", metavar="RULE", type=_rule)
    return whole


def _add_options(command: argparse.ArgumentParser) -> None:
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
    _add_encoding(command)


def _add_encoding(command: argparse.ArgumentParser) -> None:
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


def _rule(text: str) -> str:
    names = (*chain.rule_names(), *chain.REPORTS)
    if text not in names:
        raise argparse.ArgumentTypeError(f"no rule is called {text!r}; the rules are {', '.join(names)}")
    return text


def _rule_list(text: str) -> list[str]:
    return [_rule(part.strip()) for part in text.split(",") if part.strip()]


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
