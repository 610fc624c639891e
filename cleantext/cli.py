"""The command line: a thin skin over ``corpus``. Exit codes: 0 done, 1 damage found or a file failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cleantext import chain, terminal
from cleantext.arguments import options, parser
from cleantext.corpus.check import check_source, missing
from cleantext.corpus.read import Gathered, Source, gather
from cleantext.errors import CleantextError
from cleantext.options import Options
from cleantext.terminal import Progress, is_possible, is_terminal, message, places, printable, table

if TYPE_CHECKING:
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store

_INTERRUPTED = 130
_MAKE_ROOM = "free some space or send it elsewhere"
_UNITS = {"outside speeches": "characters"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no exception but SystemExit (usage) leaves it."""
    terminal.prepare()
    try:
        given = parser().parse_args(arguments)
        code = _COMMANDS[given.command](given)
        terminal.flush()
        return code
    except CleantextError as error:
        terminal.tell(terminal.printable(f"cleantext: {error}"))
        return 1
    except ImportError as error:
        terminal.tell(f"cleantext: {missing(error)}")
        return 1
    except KeyboardInterrupt:
        terminal.tell("cleantext: stopped")
        return _INTERRUPTED
    except OSError as error:
        terminal.give_up(sys.stdout)
        if not isinstance(error, BrokenPipeError):  # the reader has gone (head), and wants no more
            where = error.filename or "standard output"
            reason = error.strerror or error
            terminal.tell(terminal.printable(f"cleantext: {where}: cannot be written ({reason}); {_MAKE_ROOM}"))
        return 1


class _Tally:
    """Counts of a run and its bar. Left by an exception or not, it takes the bar away."""

    def __init__(self, gathered: Gathered, quiet: bool, encoding: Sequence[str] | None) -> None:
        self.files = self.speeches = self.outside = self.silent = self.empty = self.failed = self.possible = 0
        self.skipped = gathered.skipped
        self.rules: Counter[str] = Counter()
        self.progress = Progress((source.size for source in gathered.sources), quiet)
        for problem in gathered.problems:
            self.fail(problem)
        if encoding and gathered.sources:
            from cleantext.decoding.names import idle

            for choice in idle(encoding, [source.path for source in gathered.sources]):
                self.progress.say(f"--encoding {choice}: fits none of the files, and changes nothing")

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
        rest = {"only possible": self.possible, "without a speech": self.silent, "empty": self.empty}
        rest |= {"skipped": self.skipped, "failed": self.failed}
        terminal.tell(table({**counts, **{name: n for name, n in rest.items() if n}}, self.rules, _UNITS))


def _check(given: argparse.Namespace) -> int:
    chosen = options(given)
    gathered = gather(given.paths)
    tally = _Tally(gathered, quiet=is_terminal(sys.stdout) and not given.quiet, encoding=given.encoding)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                damage = check_source(source, chosen)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            tally.files += 1
            tally.rules.update(finding.rule for finding in damage.findings)
            tally.possible += sum(map(is_possible, damage.findings))
            place = places(damage.text)
            for finding in () if given.quiet else damage.findings:
                line, column = place(finding.source_start)
                print(f"{printable(source.path)}:{line}:{column}: {finding.rule}: {message(finding)}")
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    terminal.flush()  # so that the summary comes last when both go to one place
    tally.summary({"files": tally.files})
    return 1 if tally.rules.total() > tally.possible or tally.failed else 0


def _split(given: argparse.Namespace) -> int:
    from cleantext.corpus.cuts import cuts_of, line

    chosen = options(given)
    gathered = gather(given.paths)
    tally = _Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.encoding)
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                found = cuts_of(source, chosen)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            place = places(found.text)
            if given.json:
                print(json.dumps(found.record()))
            for speech in () if given.json else found.speeches:
                if given.titles_only:
                    print(printable(speech.title))
                    continue
                at = ":".join(map(str, place(speech.source_start)))
                print(f"{printable(source.path)}:{at}: {printable(line(speech))}")
            tally.files += 1
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    return 1 if tally.failed else 0


def _encodings(given: argparse.Namespace) -> int:
    from cleantext.corpus.encodings import codecs_of

    chosen = Options(encoding=tuple(given.encoding or ()))
    gathered = gather(given.paths)
    tally = _Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.encoding)
    lost = False
    wide = terminal.width([source.path for source in gathered.sources])
    try:
        for source in gathered.sources:
            if tally.skips_empty(source):
                continue
            try:
                found = codecs_of(source, chosen)
            except CleantextError as error:
                tally.fail(error, source.size)
                continue
            if given.json:
                print(json.dumps(found.record()))
            elif not tally.files:
                print(terminal.codec_row(("file", "codec", "share", "confidence"), wide))
            for part in () if given.json else found.parts:
                sure = "" if part.codec == "undecodable" else f"{part.confidence:.3f}"
                print(terminal.codec_row((source.path, part.codec, terminal.percent(part.share), sure), wide))
            lost = lost or found.parts[-1].codec == "undecodable"
            tally.files += 1
            tally.progress.advance(source.size)
    finally:
        tally.progress.close()
    return 1 if lost or tally.failed else 0


def _clean(given: argparse.Namespace) -> int:
    from cleantext.corpus.run import How
    from cleantext.corpus.write import Store

    chosen = options(given)
    store = Store(given.out, given.force)
    gathered = gather(given.paths, given.out)
    tally = _Tally(gathered, quiet=False, encoding=given.encoding)
    try:
        if gathered.sources:
            _clean_all(gathered, store, (chosen, How(chosen.junk and not given.no_split, given.titles)), tally)
    except KeyboardInterrupt:
        store.stop()
        tally.progress.say(f"{given.out}: {tally.files} files were done before this; run again to do them all")
        raise
    finally:
        store.close()
        tally.progress.close()
    counts = {"files": tally.files, "speeches": tally.speeches, "outside speeches": tally.outside}
    tally.summary({name: number for name, number in counts.items() if number or name != "outside speeches"})
    return 1 if tally.failed else 0


def _clean_all(gathered: Gathered, store: Store, how: tuple[Options, How], tally: _Tally) -> None:
    from cleantext.corpus.names import targets
    from cleantext.corpus.write import Failed

    failed = [Failed(path) for path in gathered.failed]
    refused = {source for source in gathered.sources if store.is_output(source.path)}
    for source in gathered.sources:
        if source in refused:
            tally.fail(f"{source.path}: is an output of an earlier run; choose another --out", source.size)
    sources = [source for source in gathered.sources if source not in refused]
    if not sources:
        return
    store.begin([source.path for source in gathered.sources])
    for source, target in zip(sources, targets(sources), strict=True):
        if not tally.skips_empty(source) and not _clean_one(source, target, store, how, tally):
            failed.append(Failed(source.path, target))
    for notice in store.finish(failed):
        tally.progress.say(notice)


def _clean_one(source: Source, target: str, store: Store, how: tuple[Options, How], tally: _Tally) -> bool:
    """False when it failed."""
    from cleantext.corpus.run import clean_source

    try:
        result = clean_source(source, target, *how, store)
    except CleantextError as error:
        tally.fail(error, source.size)
        return False
    tally.files += 1
    tally.speeches += result.speeches
    tally.outside += result.outside
    tally.silent += not result.speeches
    tally.rules.update(result.findings)
    tally.progress.advance(source.size)
    return True


def _rules(given: argparse.Namespace) -> int:
    rules = [(rule, _first_line(chain.detector(rule).__doc__)) for rule in chain.rule_names()]
    rules += [(rule, f"{_first_line(manual)} (reports only)") for rule, manual in chain.REPORTS.items()]
    wide = max(len(rule) for rule, _ in rules)
    for rule, line in rules:
        print(f"{rule:<{wide}}  {line}")
    return 0


def _first_line(manual: str | None) -> str:
    return (manual or "").strip().partition("\n")[0]


def _explain(given: argparse.Namespace) -> int:
    manual = chain.REPORTS[given.rule] if given.rule in chain.REPORTS else chain.detector(given.rule).__doc__
    print((manual or "no manual yet").strip())
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "clean": _clean,
    "check": _check,
    "split": _split,
    "encodings": _encodings,
    "rules": _rules,
    "explain": _explain,
}
