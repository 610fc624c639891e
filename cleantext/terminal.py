"""What a terminal is shown: never a control character from a document, a table, a bar when there is time to pass."""

from __future__ import annotations

import errno
import os
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from io import BufferedIOBase, TextIOWrapper
from typing import Any, TextIO

from cleantext import log
from cleantext.finding import Finding
from cleantext.patterns import lazy

# Printable by Unicode's account, and yet nothing is seen: Hangul fillers, variation selectors.
_UNSEEN = lazy("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_WIDEST = 80  # columns of a name in a table; longer names push the rest of their line
_SHORT = 40  # characters of a found text that are shown
_WORTH_A_BAR = 2**20  # bytes; less than that is done before a bar could be read
_POSSIBLE = 0.5  # confidence; what is reported below it may well be no damage


class _Closed(BufferedIOBase):
    """What stands for a stream that was closed: it takes nothing, and says so."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Raises OSError."""
        raise OSError(errno.EBADF, "it is closed")


def prepare() -> None:
    """Make the standard streams safe to use."""
    # Where one of them was closed (>&-) the next file opened would take its number, and be written into.
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    if sys.stdout is None:  # print would drop all in silence
        sys.stdout = TextIOWrapper(_Closed(), "utf-8", write_through=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show Chinese gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")


def flush() -> None:
    """Have what was printed taken. Raises OSError when it is not."""
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up(stream: TextIO | None) -> None:
    """Nothing more goes to ``stream``: what is still buffered must not be tried again when Python ends."""
    with suppress(OSError, ValueError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(text: str) -> None:
    """Lines on stderr. That nobody can read them is no reason to stop the work."""
    if sys.stderr is None:  # print would take stdout
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        give_up(sys.stderr)


def is_heard(stream: TextIO | None) -> bool:
    """False for a stream that was closed before we began."""
    return stream is not None and not isinstance(getattr(stream, "buffer", None), _Closed)


def is_terminal(stream: TextIO | None) -> bool:
    """False for a stream that was closed, too."""
    return stream is not None and not stream.closed and stream.isatty()


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


def is_possible(finding: Finding) -> bool:
    """True when it is merely possible that this is damage: reported, not cured, and unsure."""
    return finding.cure is None and finding.confidence < _POSSIBLE


def message(finding: Finding) -> str:
    """One line: the note, what was found, what it becomes."""
    found = f"“{shortened(finding.found)}”"
    if finding.cure is None:
        change = found
    elif not finding.cure:
        change = f"{found} taken out"
    else:
        change = f"{found} → “{shortened(finding.cure)}”"
    text = f"{finding.note}: {change}" if finding.note else change
    return printable(f"perhaps {text}" if is_possible(finding) else text)


def places(text: str) -> Callable[[int], tuple[int, int]]:
    """Return a function from a position in ``text`` to its line and column, both from 1."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def place(position: int) -> tuple[int, int]:
        at = max(position, 0)
        line = bisect_right(starts, at)
        return line, at - starts[line - 1] + 1

    return place


def table(counts: Mapping[str, int], rules: Mapping[str, int], units: Mapping[str, str]) -> str:
    """The summary: counts in the order given, each with its unit if it has one, then findings by rule, most first."""
    rows = [(name, number) for name, number in counts.items()]
    rows += [(f"  {rule}", number) for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0]))]
    wide = max(len(name) for name, _ in rows)
    digits = max(len(f"{number:,}") for _, number in rows)
    return "\n".join(f"{name:<{wide}}  {number:>{digits},} {units.get(name, '')}".rstrip() for name, number in rows)


def width(paths: Iterable[str]) -> int:
    """Columns that a table needs for file names."""
    return min(_WIDEST, max((_columns(printable(path)) for path in paths), default=0))


def codec_row(cells: tuple[str, str, str, str], wide: int) -> str:
    """A line of the table of codecs: file, codec, share, confidence; the file's name in ``wide`` columns."""
    path, codec, share, sure = map(printable, cells)
    return f"{path}{' ' * max(0, wide - _columns(path))}  {codec:<12}  {share:>6}  {sure}".rstrip()


def percent(share: float) -> str:
    """A share of 0 to 1 that never says all or nothing of what is not."""
    shown = f"{100 * share:.1f}%"
    return {"100.0%": "100%" if share == 1 else ">99.9%", "0.0%": "<0.1%"}.get(shown, shown)


def _columns(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") - (unicodedata.combining(c) > 0) for c in text)


class Progress:
    """Messages on stderr, and a bar under them when stderr is a terminal and there is something to wait for."""

    def __init__(self, sizes: Iterable[int], quiet: bool = False) -> None:
        sizes = list(sizes)
        self._bar: Any = None
        if log.is_heard():  # its lines would run through the bar
            return
        if not quiet and len(sizes) > 1 and sum(sizes) >= _WORTH_A_BAR and is_terminal(sys.stderr):
            try:
                from tqdm import tqdm
            except ImportError:  # the work can be done without a bar
                return
            self._bar = tqdm(total=sum(sizes), unit="B", unit_scale=True, delay=0.5, leave=False, file=sys.stderr)

    def say(self, text: str) -> None:
        """One line on stderr."""
        line = printable(f"cleantext: {text}")
        if self._bar is None:
            tell(line)
            return
        try:
            self._bar.write(line, file=sys.stderr)
        except OSError:
            self._lose()

    def advance(self, size: int) -> None:
        """A source of ``size`` bytes is done."""
        if self._bar is not None:
            try:
                self._bar.update(size)
            except OSError:
                self._lose()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            try:
                self._bar.close()
            except OSError:
                self._lose()

    def _lose(self) -> None:
        """The terminal has gone away; the work goes on."""
        self._bar.disable = True
        self._bar = None
        give_up(sys.stderr)
