"""The errors cleantext raises; each message names what is wrong and the next step."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error raised on purpose; the command line prints its message and goes on."""


class UsageError(CleantextError):
    """The command as it was given (an option, a configuration, a place to write) cannot be carried out: nothing was.

    The command line ends with status 2, as for an option that it does not know.
    """


def brief(error: BaseException, most: int | None = 200) -> str:
    """What an error says, on one line of at most so many characters; its type where it says nothing."""
    return " ".join(str(error).split())[:most] or type(error).__name__


def unexpected(error: BaseException) -> str:
    """Of a fault that nobody expected: its type and what it says, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def missing(error: ImportError) -> str:
    """What to do about a library that is not there, or does not load."""
    name = (error.name or "a library").partition(".")[0]
    if isinstance(error, ModuleNotFoundError):
        return f"{name} is not installed; run python3 -m pip install cleantext-corpus again"
    return f"{name} cannot be loaded ({brief(error)}); run python3 -m pip install --force-reinstall cleantext-corpus"
