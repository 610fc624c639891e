"""The command line: a thin skin over ``corpus``. Exit codes: 0 done, 1 damage found or a file failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, get_args

from cleantext import chain
from cleantext.corpus.read import SUFFIXES, Gathered, Source, gather
from cleantext.errors import CleantextError
from cleantext.options import Options, Punctuation, Script
from cleantext.terminal import Progress, message, places, printable, table

if TYPE_CHECKING:
    from cleantext.corpus.write import Store

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no exception but SystemExit (usage) leaves it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show Chinese gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    try:
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except CleantextError as error:
        print(printable(f"cleantext: {error}"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cleantext: stopped", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (head); what is still buffered must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cleantext", description="Repair damaged Chinese text, strip web junk.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    endings = ", ".join(SUFFIXES)

    clean = commands.add_parser("clean", help="write clean UTF-8 text, one file a speech, and what was changed")
    clean.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    clean.add_argument("--out", required=True, metavar="DIR", help="folder for the output; sources are never touched")
    clean.add_argument("--no-split", action="store_true", help="one file a source, not one a speech")
    clean.add_argument("--force", action="store_true", help="write into a folder that holds other files")
    clean.set_defaults(run=_clean)

    check = commands.add_parser("check", help="list the damage as path:line:column: rule: message")
    check.add_argument("paths", nargs="+", metavar="PATH", help=f"a file, or a folder with {endings} files in it")
    check.add_argument("--quiet", action="store_true", help="only the summary")
    check.set_defaults(run=_check)
    for command in (clean, check):
        _add_options(command)

    commands.add_parser("rules", help="list the rules").set_defaults(run=_rules)
    explain = commands.add_parser("explain", help="print the manual of a rule")
    explain.add_argument("rule", metavar="RULE", type=_rule)
    explain.set_defaults(run=_explain)
    return parser


def _add_options(command: argparse.ArgumentParser) -> None:
    usual = Options()
    command.add_argument("--script", choices=get_args(Script), default=usual.script, help="default: %(default)s")
    command.add_argument(
        "--punctuation", choices=get_args(Punctuation), default=usual.punctuation, help="default: %(default)s"
    )
    command.add_argument("--no-junk", action="store_true", help="repair only: every line stays a line; implies --no-split")
    for name, doing in (("--select", "use only these rules"), ("--ignore", "leave these rules out")):
        command.add_argument(
            name, metavar="RULE", action="extend", type=_rule_list, default=[], help=f"{doing} (repeat, or a comma)"
        )
    command.add_argument(
        "--min-confidence", metavar="F", type=fraction, default=usual.min_confidence, help="0 to 1; %(default)s"
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
    if text not in chain.rule_names():
        raise argparse.ArgumentTypeError(f"no rule is called {text!r}; the rules are {', '.join(chain.rule_names())}")
    return text


def _rule_list(text: str) -> list[str]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    return [name if name in chain.REPORTS else _rule(name) for name in names]


def fraction(text: str) -> float:  # argparse says "invalid fraction value" when float() refuses
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value


def _options(given: argparse.Namespace) -> Options:
    return Options(
        script=given.script,
        junk=not given.no_junk,
        punctuation=given.punctuation,
        select=tuple(given.select),
        ignore=tuple(given.ignore),
        min_confidence=given.min_confidence,
    )


class _Tally:
    """Counts of a run and its bar. Left by an exception or not, it takes the bar away."""

    def __init__(self, gathered: Gathered, quiet: bool) -> None:
        self.files = self.speeches = self.silent = self.empty = self.failed = 0
        self.skipped = gathered.skipped
        self.rules: Counter[str] = Counter()
        self.progress = Progress((source.size for source in gathered.sources), quiet)
        for problem in gathered.problems:
            self.fail(problem)

    def fail(self, problem: object, size: int = 0) -> None:
        self.failed += 1
        self.progress.say(str(problem))
        self.progress.advance(size)

    def skips_empty(self, source: Source) -> bool:
        if source.size:
            return False
        self.empty += 1
        self.progress.say(f"{source.path}: is empty; skipped")
        return True

    def summary(self, first: dict[str, int]) -> None:
        self.progress.close()
        counts = {**first, "findings": self.rules.total()}
        rest = {"without a speech": self.silent, "empty": self.empty, "skipped": self.skipped, "failed": self.failed}
        print(table({**counts, **{name: n for name, n in rest.items() if n}}, self.rules), file=sys.stderr)


def _check(given: argparse.Namespace) -> int:
    from cleantext.corpus.check import check_source

    options = _options(given)
    gathered = gather(given.paths)
    tally = _Tally(gathered, quiet=sys.stdout.isatty() and not given.quiet)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                damage = check_source(source, options)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            tally.files += 1
            tally.rules.update(finding.rule for finding in damage.findings)
            place = places(damage.text)
            for finding in () if given.quiet else damage.findings:
                line, column = place(finding.source_start)
                print(f"{printable(source.path)}:{line}:{column}: {finding.rule}: {message(finding)}")
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    sys.stdout.flush()  # so that the summary comes last when both go to one place
    tally.summary({"files": tally.files})
    return 1 if tally.rules or tally.failed else 0


def _clean(given: argparse.Namespace) -> int:
    from cleantext.corpus.write import Store

    options = _options(given)
    store = Store(given.out, given.force)
    gathered = gather(given.paths, given.out)
    tally = _Tally(gathered, quiet=False)
    try:
        if gathered.sources:
            _clean_all(gathered.sources, store, options, options.junk and not given.no_split, tally)
    except KeyboardInterrupt:
        store.stop()
        tally.progress.say(f"{given.out}: {tally.files} files were done before this; run again to do them all")
        raise
    finally:
        tally.progress.close()
    tally.summary({"files": tally.files, "speeches": tally.speeches})
    return 1 if tally.failed else 0


def _clean_all(sources: Sequence[Source], store: Store, options: Options, split: bool, tally: _Tally) -> None:
    from cleantext.corpus.names import targets
    from cleantext.corpus.run import clean_source

    refused = [source for source in sources if store.is_output(source.path)]
    for source in refused:
        tally.fail(f"{source.path}: is an output of an earlier run; choose another --out")
    sources = [source for source in sources if source not in refused]
    if not sources:
        return
    store.begin([source.path for source in sources])
    for source, target in zip(sources, targets(sources), strict=True):
        if tally.skips_empty(source):
            continue
        try:
            result = clean_source(source, target, options, split, store)
        except CleantextError as error:
            tally.fail(error, source.size)
            continue
        tally.files += 1
        tally.speeches += result.speeches
        tally.silent += not result.speeches
        tally.rules.update(result.findings)
        tally.progress.advance(source.size)
    for notice in store.finish():
        tally.progress.say(notice)


def _rules(given: argparse.Namespace) -> int:
    wide = max(map(len, chain.rule_names()))
    for rule in chain.rule_names():
        print(f"{rule:<{wide}}  {(chain.detector(rule).__doc__ or '').strip().partition(chr(10))[0]}")
    return 0


def _explain(given: argparse.Namespace) -> int:
    print((chain.detector(given.rule).__doc__ or "no manual yet").strip())
    return 0
