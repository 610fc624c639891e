"""``clean`` without an output folder: files rewritten in place, or standard input to standard output."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from cleantext.arguments import options
from cleantext.commands.inputs import gather_given, refuse
from cleantext.commands.tally import Tally
from cleantext.errors import CleantextError
from cleantext.terminal import is_heard, is_terminal, printable

if TYPE_CHECKING:
    from cleantext.corpus.in_place import Rewritten
    from cleantext.corpus.read import Source

_MOST_SHOWN = 20  # findings of a file


def is_direct(given: argparse.Namespace) -> bool:
    """True for ``--in-place``, and for ``-`` without ``--out``. Wrong usage ends here, with status 2."""
    if given.in_place and given.out is not None:
        refuse("clean", "--in-place and --out: give one of them")
    if given.staged and not given.in_place:
        refuse("clean", "--staged: is for --in-place")
    if given.in_place or (given.out is None and given.paths == ["-"]):
        return True
    if given.out is None:
        refuse("clean", "the following arguments are required: --out DIR (or --in-place)")
    return False


def run(given: argparse.Namespace) -> int:
    """1 when a file was rewritten or failed: a hook has to stop, so that the change is looked at."""
    return _in_place(given) if given.in_place else _through(given)


def _in_place(given: argparse.Namespace) -> int:
    from cleantext.corpus.in_place import rewrite

    chosen = options(given)
    gathered = gather_given(given, packed=False)
    tally = Tally(gathered, quiet=is_terminal(sys.stdout), encoding=given.told.get("encoding"))
    changed = 0

    def take(source: Source) -> None:
        nonlocal changed
        done = rewrite(source, chosen)
        tally.rules.update(done.rules + done.reports)
        if given.passed and not done.changed:
            given.passed.add(source.path)
        if done.changed:
            changed += 1
            if is_heard(sys.stdout):  # else the work goes on without
                print(f"{printable(source.path)}: rewritten: {done.line()}", flush=True)
                if given.hook:
                    _show(source.path, done)

    try:
        with tally:
            tally.each(gathered.sources, take)
    finally:
        if given.passed:
            given.passed.save()
    if not given.quiet:
        tally.summary({"files": tally.files, "rewritten": changed})
    return 1 if changed or tally.failed else 0


def _show(path: str, done: Rewritten) -> None:
    """What a hook has changed, and where: as it stood before, for whoever is about to commit it."""
    from cleantext.formats import report, spots

    findings = sorted(done.findings, key=lambda f: (f.source_start, f.step))
    report("text").found(path, spots(findings[:_MOST_SHOWN], done.text))
    if len(findings) > _MOST_SHOWN:
        print(f"{printable(path)}: and {len(findings) - _MOST_SHOWN} more; git diff shows them")


def _through(given: argparse.Namespace) -> int:
    from cleantext.corpus.in_place import whole

    chosen = options(given)
    gathered = gather_given(given)
    tally = Tally(gathered, quiet=True, encoding=given.told.get("encoding"))
    for source in gathered.sources:
        if not source.size:
            continue  # nothing in, nothing out
        try:
            _, cleaned = whole(source, chosen)
        except CleantextError as error:
            tally.fail(error, source.size)
            continue
        _write(cleaned.text)
    return 1 if tally.failed else 0


def _write(text: str) -> None:
    """UTF-8, as it is; but to a terminal nothing that it would obey. Raises OSError when it is not taken."""
    if is_terminal(sys.stdout):
        for line in text.splitlines():
            print(printable(line))
    elif sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
