"""addslashes and stripslashes of PHP, forward: byte-wise, so that the second byte 5C of a character counts as a backslash.

Both take and return bytes in any codec; ``times`` is how often they are run (form, database layer, template ...).
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(rb"[\\'\"\0]")
_ESCAPED = re.compile(rb"\\(.?)", re.DOTALL)


def addslashes(data: bytes, times: int = 1) -> bytes:
    """``data`` with a backslash before every 5C, 22 and 27, and ``\\0`` for NUL; A55C (功) becomes A55C 5C."""
    for _ in range(times):
        data = _SPECIAL.sub(lambda m: b"\\0" if m[0] == b"\0" else b"\\" + m[0], data)
    return data


def stripslashes(data: bytes, times: int = 1) -> bytes:
    """``data`` with one backslash taken from each ``\\x``, NUL for ``\\0``; A55C AFE0 (功能) becomes A5 AFE0.

    The inverse of addslashes where it was run; elsewhere it eats second bytes and the line falls out of step.
    """
    for _ in range(times):
        data = _ESCAPED.sub(lambda m: b"\0" if m[1] == b"0" else m[1], data)
    return data
