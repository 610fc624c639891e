r"""The word lists as patterns: loaded on first use, compiled once, never at import.

An entry of a phrase list is written in simplified characters and matches every script. In an entry

    [a/b]   may be missing, is a or b          (a/b)   is a or b
    {n}     a number                           …       up to 16 characters of the same sentence
    ,       a comma or none                    a space any blanks or none
    \       the mark behind it is meant itself
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_MARKS = {
    "(": "(?:",
    "[": "(?:",
    ")": ")",
    "]": ")?",
    "/": "|",
    "…": "[^\\n。!?！？;；]{0,16}?",
    " ": "[ \\t\\xa0\\u3000]{0,40}+",
    ",": "[,，、]?",
    ":": "[:：]",
    "%": "[%％]",
}
_NUMBER = r"[ \t\xa0]{0,40}+\d{1,6}(?:\.\d{1,4})?[ \t\xa0]{0,40}+"
_TOKEN = re.compile(r"\{n\}|\\.|.")
_EMPTY = frozenset((" ", ",", "…"))  # tokens that may be missing


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of ``<name>.txt``, without comments and blank lines."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def variants() -> dict[str, str]:
    """Simplified character -> all its written forms, itself first."""
    return {entry[0]: entry for entry in entries("variants")}


def source(entry: str) -> str:
    """The regular expression of one entry, in the notation of the module docstring."""
    forms = variants()

    def one(match: re.Match[str]) -> str:
        token = match[0]
        if token == "{n}":
            return _NUMBER
        if token in _MARKS:
            return _MARKS[token]
        if len(token) > 1:
            return re.escape(token[1])
        either = forms.get(token) or token.upper() + token.lower() * (token.upper() != token.lower())
        return f"[{either}]" if len(either) > 1 else re.escape(either)

    return _TOKEN.sub(one, entry)


def _begins(tokens: list[str], at: int) -> tuple[set[str], bool, int]:
    """Tokens that alternatives from ``at`` on may begin with, whether one may be empty, and where they end."""
    begins: set[str] = set()
    empty, first = False, True  # first: nothing of this alternative has had to be there yet
    while at < len(tokens) and tokens[at] not in ")]":
        token = tokens[at]
        if token == "/":
            empty, first = empty or first, True
        elif token in "([":
            inside, may_miss, at = _begins(tokens, at + 1)
            begins |= inside if first else set()
            first = first and (may_miss or tokens[at] == "]")
        elif first:
            begins.add(token)
            first = token in _EMPTY
        at += 1
    return begins, empty or first, at


def _first(phrases: Iterable[str]) -> str:
    """A test of the one character that an entry of a list may begin with: most places need no other."""
    chars: set[str] = set()
    for entry in phrases:
        begins, empty, _ = _begins(_TOKEN.findall(entry), 0)
        if empty or begins & {"…"} or any(each.startswith("\\") for each in begins):
            return ""
        chars |= begins
    tests = [r"[\d \t\xa0]" if each == "{n}" else source(each) for each in chars]
    singles = "".join(each.replace("[", "").split("]")[0] for each in sorted(tests))
    return f"(?=[{singles}])"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All entries of a list as one pattern, the longest first; letters match in upper and lower case."""
    return compiled(entries(name))


def compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    """The same for any entries. Raises re.error for brackets that do not match."""
    found = sorted(phrases, key=len, reverse=True)
    return re.compile(f"{_first(found)}(?:{'|'.join(map(source, found))})")
