"""Characters that nobody sees: which of them belongs where it stands, and which does not.

Joiners make emoji and shape Persian and Indic words, selectors choose a form of the character before them, marks of
direction keep Hebrew and Arabic in order: there they stay, in every text.
"""

from __future__ import annotations

from unicodedata import category

from cleantext.patterns import lazy
from cleantext.processes.surroundings import is_chinese_mark, is_han

JOINERS = "\u200c\u200d"
SELECTORS = "\ufe00-\ufe0f"
IDEOGRAPHIC = "\U000e0100-\U000e01ef"
TAGS = "\U000e0001\U000e0020-\U000e007f"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
EMPTY = "\u00ad\u034f\u200b\u2060-\u2064\u206a-\u206f\ufeff"
LINES = "\u2028\u2029\u000b\u000c"
C0 = "\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f"
C1 = "\u0080-\u009f"
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_REACH = 200  # characters in which right-to-left letters count
_EMOJI_BASES = "#*0123456789©®"
_BLACK_FLAG = "\U0001f3f4"


def is_symbol(c: str) -> bool:
    """True for emoji, their colours of skin and other signs; False for ""."""
    return bool(c) and (category(c) in ("So", "Sk", "Sm") or c in ("‼", "⁉", "〰", "〽", "ℹ"))


def is_plain(c: str) -> bool:
    """True for what needs no joiner beside it: Chinese, ASCII, blanks, the edge of the text."""
    return c <= "\x7f" or is_han(c) or is_chinese_mark(c) or c.isspace()


def belongs(run: str, before: str, after: str) -> bool:
    """True when a run of invisible characters has its use between its neighbours ("" at an edge)."""
    first = run[0]
    if "\ufe00" <= first <= "\ufe0f":
        rest = run[1:]
        fits = is_symbol(before) or (first == "\ufe0f" and before in _EMOJI_BASES and before != "")
        # FE00-FE02 choose forms of Chinese characters and marks.
        fits = fits or (first <= "\ufe02" and (is_han(before) or is_chinese_mark(before)))
        return fits and (not rest or (rest == "\u200d" and is_symbol(after)))
    if "\U000e0100" <= first <= "\U000e01ef":
        return is_han(before) and len(run) == 1
    if first in JOINERS:
        if is_symbol(before) and is_symbol(after):
            return True
        return not (is_plain(before) and is_plain(after)) and not is_symbol(before) and not is_symbol(after)
    if "\U000e0020" <= first <= "\U000e007f":
        return before == _BLACK_FLAG
    return not (is_plain(before) or is_symbol(before)) and not (is_plain(after) or is_symbol(after))


def near_right_to_left(text: str, start: int, end: int) -> bool:
    """True when a Hebrew or Arabic letter is near, so that marks of direction have their use."""
    return bool(_RIGHT_TO_LEFT.search(text, max(start - _REACH, 0), end + _REACH))
