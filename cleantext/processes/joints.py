"""Joints: the places where one line ends and the next begins, and whether a sentence goes on across them.

A page that breaks a sentence puts a line feed, often with a full stop before it, where there was nothing. The judge of
Chinese reads both: the end and the beginning of the two lines as they stand, and joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.language import chinese
from cleantext.lines import near_bounds
from cleantext.patterns import lazy

STOP = "。"
BLANKS = " \t\xa0\u3000\r"
_FAR = 400  # blanks and blank lines between two lines; more are no joint
_BACK = 12  # characters of a line that are read; the judge looks at four
_GOES_ON = frozenset("，、,“‘《〈（(「『【〔-－—·")  # no line of a page ends in them by itself
_MARKUP = frozenset("<>#*|`\\{}[]=_~+^&$@")  # a line that begins with them is no prose
_HEADS = frozenset("，、；：”’》〉）」』】〕,;:)%％")  # no line of a page begins with them


_STOPPED = lazy(r"。[ \t\xa0\u3000\r]*+\n")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"))
_REACH = 400  # characters of a line in which an open mark is looked for
_PER_STOP, _PER_BOND = 3, 2


class Joint(NamedTuple):
    """A gap between two lines: what goes when they are joined, and what the judge thinks of it."""

    start: int
    end: int
    gain: int  # cost joined less cost as it stands: below nothing where the joined text reads better
    stop: int  # cost of what ends the first line, its full stop or the line feed: how badly it may end there
    bond: int  # cost of the second line's beginning behind the first less its cost behind a comma or a stop
    lines: int  # line feeds in it
    stopped: bool  # a full stop stands before it

    @property
    def score(self) -> int:
        """How badly the first line ends and how well the second goes on."""
        return _PER_STOP * self.stop - _PER_BOND * self.bond


def closes(text: str, end: int) -> bool:
    """True when the line that ends at ``end`` ends as lines of prose do, so that nothing may be joined to it."""
    last = text[end - 1]
    return last != STOP and last not in _GOES_ON and not last.isalnum() and last not in "”’》〉）」』】〕)"


def before(text: str, start: int) -> Joint | None:
    """The joint between the line that begins at ``start`` (its first character) and the line with text before it."""
    return _joint(text, _end_before(text, start), start)


def after(text: str, end: int) -> Joint | None:
    """The joint between the line that ends at ``end`` (behind its last character) and the next line with text."""
    return _joint(text, end, _start_after(text, end))


def _end_before(text: str, start: int) -> int:
    low = max(start - _FAR, 0)
    return low + len(text[low:start].rstrip(BLANKS + "\n"))


def _start_after(text: str, end: int) -> int:
    piece = text[end : end + _FAR]
    return end + len(piece) - len(piece.lstrip(BLANKS + "\n"))


def _joint(text: str, end: int, start: int) -> Joint | None:
    if not (0 < end < start < len(text)) or start - end >= _FAR - 1 or "\n" not in text[end:start] or closes(text, end):
        return None
    if text[start] in _MARKUP:
        return None
    stopped = text[end - 1] == STOP
    at = end - stopped
    line = near_bounds(text, end - 1, _BACK)
    left = text[max(at - _BACK, line[0] if line else 0) : at].rpartition("\n")[2].lstrip(BLANKS)
    if not left:
        return None
    right = text[start : start + 2].partition("\n")[0]
    cost = chinese().cost
    end_cost = cost(left, STOP if stopped else "\n")
    beginning = cost(STOP + "\n", right)
    joined = cost(left, right)
    stays = end_cost + beginning + (cost(left + STOP, "\n") if stopped else 0)
    bond = joined - min(beginning, cost(STOP, right), cost("，", right))
    return Joint(at, start, joined - stays, end_cost, bond, text.count("\n", end, start), stopped)


def is_torn(text: str, joint: Joint) -> bool:
    """True where the marks alone show it: an opening mark or a comma at the end, a closing mark or one at the start."""
    return text[joint.start - 1] in _GOES_ON or text[joint.end] in _HEADS


def stopped(text: str) -> Iterator[Joint]:
    """All joints behind a full stop."""
    for m in _STOPPED.finditer(text):
        joint = after(text, m.start() + 1)
        if joint:
            yield joint


def is_open(text: str, joint: Joint) -> bool:
    """True where a mark of a pair is open at the end of the first line and the next line closes it."""
    left = text[max(joint.start - _REACH, 0) : joint.start].rpartition("\n")[2]
    right = text[joint.end : joint.end + _REACH].partition("\n")[0]
    for opens, closes_it in _PAIRS:
        if left.count(opens) > left.count(closes_it):
            at = right.find(closes_it)
            return at >= 0 and opens not in right[:at]
    return False
