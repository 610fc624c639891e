"""What a person hears of a file of records while it is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cleantext.corpus.read import Source
from cleantext.corpus.records.batch import Done
from cleantext.errors import CleantextError

_SHOWN = 5  # bad records of a file that are told one by one


class Watch(Protocol):
    """Who is told of the progress."""

    def say(self, text: str) -> None:
        """A message."""

    def advance(self, size: int) -> None:
        """So many bytes more of the file are done."""


class Told:
    """Tells of the progress and of bad records; a file in which nothing fits is none of records."""

    def __init__(self, source: Source, watch: Watch, fate: str, goes_on: bool = False) -> None:
        self._source = source
        self._watch = watch
        self._fate = fate
        self._seen = goes_on
        self._bad = 0
        self._done = 0

    def through(self, results: Iterator[tuple[int, Done]]) -> Iterator[Done]:
        """The results. Raises CleantextError when no record of the first batch can be used."""
        seen = self._seen
        for end, done in results:
            if not seen and done.unread and done.unread == len(done.bad) and not done.records:
                raise CleantextError(self._nothing(done))
            seen = seen or bool(done.records)
            for line, reason in done.bad:
                self._bad += 1
                if self._bad <= _SHOWN:
                    self._watch.say(f"{self._source.path}:{line}: {reason}; {self._fate}")
            yield done
            self._watch.advance(min(end, self._source.size) - self._done)
            self._done = min(end, self._source.size)
        if self._bad > _SHOWN:
            self._watch.say(f"{self._source.path}: {self._bad - _SHOWN} more records {self._fate}")
        self._watch.advance(self._source.size - self._done)

    def _nothing(self, done: Done) -> str:
        line, reason = done.bad[0]
        names = ", ".join(done.columns[:20])
        advice = f"name another column with --text-column (it has {names})" if names else "leave it out"
        return f"{self._source.path}:{line}: {reason}, nor is any other record of use; {advice}"
