"""Which odd characters a text holds: the one look at it that all rules of Unicode share.

A class of characters costs 1.7 ms for a megabyte of UTF-8, whatever is in it, as long as all are of the first plane;
the other planes would double that, and are asked for only where the text has any.
"""

from __future__ import annotations

import sys

from cleantext.patterns import lazy

CONTROLS = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u2028\u2029"
SPACES = "\\xa0\u1680\u2000-\u200a\u202f\u205f"
TONES = "\u0300\u0301\u0304\u0308\u030c"
COPIES = "\u2329\u232a\u0387\u037e"
UNSEEN = "\\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
RADICALS = "\u2e80-\u2ef3\u2f00-\u2fd5"
IDEOGRAPHS = "\uf900-\ufad9"
PRIVATE = "\ue000-\uf8ff"
HALF = "\uff61-\uff9f"
FAR_UNSEEN = "\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
FAR_IDEOGRAPHS = "\U0002f800-\U0002fa1d"
FAR_PRIVATE = "\U000f0000-\U0010fffd"
_NEAR = lazy(f"[{CONTROLS}{SPACES}{TONES}{COPIES}{UNSEEN}{RADICALS}{IDEOGRAPHS}{PRIVATE}{HALF}]")
_FAR = lazy(f"[{FAR_UNSEEN}{FAR_IDEOGRAPHS}{FAR_PRIVATE}]")
_NONE: frozenset[str] = frozenset()

_KEPT = 100_000  # characters of a text that is kept itself
_last: tuple[str, int, int, frozenset[str]] = ("", 0, 0, _NONE)


def odd(text: str) -> frozenset[str]:
    """The odd characters of ``text``. Six rules ask in turn, so the last answer is kept.

    A short text is known by identity, which costs nothing. A long one is known by length and hash, which Python keeps
    with the string: to keep the text itself would hold it in memory.
    """
    global _last
    same, length, known, found = _last
    if same is text:
        return found
    if len(text) <= _KEPT:
        found = _odd(text)
        _last = text, 0, 0, found
    elif length != len(text) or known != hash(text):
        found = _odd(text)
        _last = "", len(text), hash(text), found
    return found


def _odd(text: str) -> frozenset[str]:
    found = frozenset(_NEAR.findall(text))
    # CPython keeps four bytes a character as soon as one is of another plane, two or one otherwise, and says so at
    # once. Where it says more than it needs (a kept encoding is counted), the text is searched in vain.
    if sys.getsizeof(text) >= 4 * len(text):
        found |= frozenset(_FAR.findall(text))
    return found


def has(text: str, low: str, high: str) -> bool:
    """True when an odd character of ``text`` lies between two characters, both counted."""
    seen = odd(text)
    return bool(seen) and any(low <= c <= high for c in seen)
