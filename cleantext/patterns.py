"""Regular expressions that are compiled when first used: most text has no damage, and a cold start should not pay.

``re`` looks for the first character of alternatives at the speed of memory if each of them begins with a literal, and
tries all of them at every place if one begins with a class or a group (measured: 5 µs and 0.7 for 40 characters and 40
alternatives). ``leading`` writes such classes out.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Becomes the compiled pattern, attribute by attribute."""

    def __init__(self, pattern: str, flags: int, spread: bool) -> None:
        self._source = (pattern, flags)
        self._spread = spread

    def __getattr__(self, name: str) -> Any:
        pattern, flags = self._source
        value = getattr(re.compile(leading(pattern) if self._spread else pattern, flags), name)
        self.__dict__[name] = value
        return value


def lazy(pattern: str, flags: int = 0, spread: bool = False) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, put off until the pattern is used. spread: with ``leading``."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags, spread))


def leading(pattern: str) -> str:
    """The same pattern with the classes that its alternatives begin with written out: ``[讲講]话`` as ``讲话|講话``.

    So are plain groups at their beginning. What cannot be (a range, a class that is negated or repeated without a
    fixed count, a group that captures) stays as it is; a pattern that needs its groups should not be given.
    """
    return "|".join(form for each in _alternatives(pattern) for form in _spread(each))


def _spread(pattern: str) -> list[str]:
    """One alternative as those that begin with a literal."""
    if group := _GROUP.match(pattern):
        end = _end_of_group(pattern)
        if pattern[end : end + 1] not in ("?", "*", "+", "{"):
            inner = _alternatives(pattern[group.end() : end - 1])
            return [form for each in inner for form in _spread(each + pattern[end:])] if all(inner) else [pattern]
    match = _CLASS.match(pattern)
    if not match:
        return [pattern]
    signs, more = match[1], int(match[2] or 1) - 1
    rest = (f"[{signs}]{{{more}}}" if more else "") + pattern[match.end() :]
    return [re.escape(sign) + rest for sign in signs]


_GROUP = re.compile(r"\(\?:")
_CLASS = re.compile(r"\[([^\]\[\\^-]+)\](?:\{([1-9])\})?(?![?*+{])")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def _alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between the bars outside of all groups."""
    found, depth = [""], 0
    for token in _TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and not depth:
            found.append("")
        else:
            found[-1] += token
    return found


def _end_of_group(pattern: str) -> int:
    """Behind the bracket that closes the group that a pattern begins with."""
    depth = 0
    for token in _TOKEN.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if not depth:
            return token.end()
    return len(pattern)
