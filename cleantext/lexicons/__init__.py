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
_PARTS = re.compile(r"[^/()\[\]]+|[/()\[\]]")
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


def _expanded(parts: list[str], at: int = 0) -> tuple[set[str], int]:
    """Every word that brackets, alternatives and what is between them stand for, up to the bracket that closes them."""
    done: set[str] = set()
    now = {""}
    while at < len(parts) and parts[at] not in ")]":
        part = parts[at]
        if part == "/":
            done |= now
            now = {""}
        elif part in "([":
            inside, at = _expanded(parts, at + 1)
            if parts[at] == "]":
                inside.add("")
            now = {begun + each for begun in now for each in inside}
        else:
            now = {begun + part for begun in now}
        at += 1
    return done | now, at


@cache
def words(name: str) -> dict[str, str]:
    """Word -> its kind, of a list whose entries begin with a kind; of brackets and alternatives only, in lower case.

    For lists of hundreds of words that are looked up character by character in text that ``plain`` has folded.
    """
    found: dict[str, str] = {}
    for entry in entries(name):
        kind, _, rest = entry.partition(" ")
        found.update(dict.fromkeys(_expanded(_PARTS.findall(rest))[0], kind))
    found.pop("", None)
    return found


@cache
def _folding() -> dict[int, str]:
    table = {other: each for each, forms in variants().items() for other in forms[1:]}
    for simple in variants():  # a character that is both is left as the simplified words have it
        table.pop(simple, None)
    wide = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    upper = {chr(code): chr(code).lower() for code in range(0x41, 0x5B)}
    return {ord(each): to for each, to in (table | wide | upper).items()}


def plain(text: str) -> str:
    """A short text in simplified characters, lower case and narrow letters, character for character."""
    return text.translate(_folding())
