"""Words of a command line or a configuration file as values; what is no value gets a line that says what would be."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.errors import CleantextError


def rule(text: str) -> str:
    """The name of a rule. Raises CleantextError that gives the nearest."""
    from cleantext import passes

    names = (*passes.rule_names(), *passes.REPORTS)
    if text not in names:
        raise CleantextError(f"no rule is called {text!r}; {nearest(text, names, 'the rules are')}")
    return text


def nearest(text: str, names: Iterable[str], otherwise: str) -> str:
    """Advice for a name that nobody knows: the one that was meant, or else all there are."""
    from difflib import get_close_matches

    names = tuple(names)
    near = get_close_matches(text, names, 1)
    return f"did you mean {near[0]}?" if near else f"{otherwise} {', '.join(names)}"


def fraction(text: str) -> float:
    """A number from 0 to 1. Raises CleantextError."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise CleantextError(f"{text!r} is no number from 0 to 1")
    return value


def count(text: str) -> int:
    """A whole number from 1 up. Raises CleantextError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise CleantextError(f"{text!r} is no number from 1 up")
    return int(text)


def seconds(text: str) -> float:
    """A time above 0. Raises CleantextError."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < float("inf"):
        raise CleantextError(f"{text!r} is no number of seconds above 0")
    return value


def folder(text: str) -> str:
    """A folder's path. Raises CleantextError for an empty one, which would be the current folder by mistake."""
    if not text:
        raise CleantextError("'' names no folder; write a folder's path, or . for the current one")
    return text


def rules(text: str) -> list[str]:
    """Names of rules, with commas between them. Raises CleantextError."""
    return [rule(part.strip()) for part in text.split(",") if part.strip()]


def codecs(text: str) -> list[str]:
    """A codec, or files and theirs: none or one. Raises CleantextError."""
    if text:
        from cleantext.decoding.names import choice

        choice(text)
    return [text] if text else []


def globs(text: str) -> list[str]:
    """A glob for files: none or one. Raises CleantextError."""
    if text:
        from cleantext.decoding.names import check

        check(text)
    return [text] if text else []
