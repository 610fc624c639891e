"""Counts of a run, its bar and its summary: what the commands over files share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cleantext import terminal
from cleantext.commands.columns import is_table
from cleantext.corpus.read import Gathered, Source
from cleantext.errors import CleantextError
from cleantext.terminal import Progress, table

if TYPE_CHECKING:
    from cleantext.corpus.run import Result

_UNITS = {"outside speeches": "characters"}


class Tally:
    """Counts of a run and its bar. Left by an exception or not, it takes the bar away."""

    def __init__(self, gathered: Gathered, quiet: bool, encoding: Sequence[str] | None) -> None:
        self.files = self.carried = self.speeches = self.outside = self.silent = 0
        self.empty = self.failed = self.possible = self.records = self.quarantined = 0
        self.skipped = gathered.skipped
        self.rules: Counter[str] = Counter()
        self.progress = Progress((source.size for source in gathered.sources), quiet)
        for problem in gathered.problems:
            self.fail(problem)
        if encoding and gathered.sources:
            from cleantext.decoding.names import idle

            for choice in idle(encoding, [source.path for source in gathered.sources]):
                self.progress.say(f"--encoding {choice}: fits none of the files, and changes nothing")

    def __enter__(self) -> Tally:
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.close()

    def each(self, sources: Iterable[Source], work: Callable[[Source], None]) -> None:
        """Do the work on every source. One that is empty or fails is told of, and the others go on.

        Of a file of records the work tells the progress itself, batch by batch.
        """
        for source in sources:
            if self.skips_empty(source):
                continue
            size = 0 if is_table(source) else source.size
            try:
                work(source)
            except CleantextError as error:
                self.fail(error, size)
                continue
            self.files += 1
            self.progress.advance(size)

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

    def carry(self, record: dict[str, Any], source: Source) -> None:
        """Count a source that an earlier run has done. record: what the logs say of it."""
        from cleantext.corpus.check import OUTSIDE  # loads the chain, which not every command needs

        self.files += 1
        self.carried += 1
        self.outside += record.get("outside", 0)
        self.records += record.get("records", 0)
        self.speeches += record["speeches"]
        self.rules.update({rule: n for rule, n in record["findings"].items() if rule != OUTSIDE})
        self.progress.advance(source.size)

    def add(self, result: Result, size: int) -> None:
        """Count a source of so many bytes that was cleaned."""
        self.files += 1
        self.speeches += result.speeches
        self.outside += result.outside
        self.silent += not result.speeches
        self.rules.update(result.findings)
        self.progress.advance(size)

    def record(self) -> dict[str, Any]:
        """The counts as data, for programs."""
        counts = {"files": self.files, "findings": self.rules.total(), "possible": self.possible, "empty": self.empty}
        counts |= {"skipped": self.skipped, "failed": self.failed}
        counts |= {"records": self.records, "quarantined": self.quarantined}
        return {**counts, "rules": dict(sorted(self.rules.items()))}

    def summary(self, first: dict[str, int]) -> None:
        self.progress.close()
        known = {"records": self.records} if self.records else {}
        counts = {**first, **known, "findings": self.rules.total()}
        rest = {"only possible": self.possible, "without a speech": self.silent, "empty": self.empty}
        rest |= {"skipped": self.skipped, "quarantined": self.quarantined, "failed": self.failed}
        terminal.tell(table({**counts, **{name: n for name, n in rest.items() if n}}, self.rules, _UNITS))
