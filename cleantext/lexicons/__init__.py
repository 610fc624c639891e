"""The word lists as patterns: loaded on first use, compiled once, never at import.

An entry of a phrase list is written in simplified characters and matches every script. In an entry

    [a/b]   may be missing, is a or b          (a/b)   is a or b
    {n}     a number                           …       up to 16 characters of the same sentence
    ,       a comma or none                    a space any blanks or none
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_MARKS = {
    "(": "(?:",
    "[": "(?:",
    ")": ")",
    "]": ")?",
    "/": "|",
    "…": "[^\\n。!?！？;；]{0,16}?",
    " ": "[ \\t\\xa0\\u3000]*",
    ",": "[,，、]?",
    ":": "[:：]",
    "%": "[%％]",
}
_NUMBER = r"[ \t\xa0]*\d{1,6}(?:\.\d{1,4})?[ \t\xa0]*"


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of ``<name>.txt``, without comments and blank lines."""
    lines = (resources.files(__package__) / f"{name}.txt").read_text("utf-8").splitlines()
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
        either = forms.get(token) or token.upper() + token.lower() * (token.upper() != token.lower())
        return f"[{either}]" if len(either) > 1 else re.escape(either)

    return re.sub(r"\{n\}|.", one, entry)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All entries of a list as one pattern, the longest first; letters match in upper and lower case."""
    found = sorted(entries(name), key=len, reverse=True)
    return re.compile("|".join(map(source, found)))
