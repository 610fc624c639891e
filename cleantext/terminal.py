"""What a terminal is shown: never a control character from a document, a table, a bar when there is time to pass."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cleantext.finding import Finding
from cleantext.patterns import lazy

# Printable by Unicode's account, and yet nothing is seen: Hangul fillers, variation selectors.
_UNSEEN = lazy("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_SHORT = 40  # characters of a found text that are shown
_WORTH_A_BAR = 2**20  # bytes; less than that is done before a bar could be read


def printable(text: str) -> str:
    """``text`` with every control, bidi, zero-width, private and exotic space character as its escape."""
    if text.isprintable() and not _UNSEEN.search(text):
        return text
    return "".join(_shown(ch) for ch in text)


def _shown(ch: str) -> str:
    if "\udc80" <= ch <= "\udcff":  # a byte of a file name that is not UTF-8
        return f"\\x{ord(ch) - 0xDC00:02x}"
    return ch if ch.isprintable() and not _UNSEEN.match(ch) else ch.encode("unicode_escape").decode()


def shortened(text: str) -> str:
    """The head and the tail of a long text."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 11]}…{text[-10:]}"


def message(finding: Finding) -> str:
    """One line: the note, what was found, what it becomes."""
    found = f"“{shortened(finding.found)}”"
    if finding.cure is None:
        change = found
    elif not finding.cure:
        change = f"{found} taken out"
    else:
        change = f"{found} → “{shortened(finding.cure)}”"
    return printable(f"{finding.note}: {change}" if finding.note else change)


def places(text: str) -> Callable[[int], tuple[int, int]]:
    """Return a function from a position in ``text`` to its line and column, both from 1."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def place(position: int) -> tuple[int, int]:
        at = max(position, 0)
        line = bisect_right(starts, at)
        return line, at - starts[line - 1] + 1

    return place


def table(counts: Mapping[str, int], rules: Mapping[str, int]) -> str:
    """The summary: counts in the order given, then findings by rule, most first."""
    rows = [(name, number) for name, number in counts.items()]
    rows += [(f"  {rule}", number) for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0]))]
    wide = max(len(name) for name, _ in rows)
    digits = max(len(f"{number:,}") for _, number in rows)
    return "\n".join(f"{name:<{wide}}  {number:>{digits},}" for name, number in rows)


class Progress:
    """Messages on stderr, and a bar under them when stderr is a terminal and there is something to wait for."""

    def __init__(self, sizes: Iterable[int], quiet: bool = False) -> None:
        sizes = list(sizes)
        self._bar: Any = None
        if not quiet and len(sizes) > 1 and sum(sizes) >= _WORTH_A_BAR and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=sum(sizes), unit="B", unit_scale=True, delay=0.5, leave=False, file=sys.stderr)

    def say(self, text: str) -> None:
        """One line on stderr."""
        line = printable(f"cleantext: {text}")
        if self._bar is None:
            print(line, file=sys.stderr)
        else:
            self._bar.write(line, file=sys.stderr)

    def advance(self, size: int) -> None:
        """A source of ``size`` bytes is done."""
        if self._bar is not None:
            self._bar.update(size)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
