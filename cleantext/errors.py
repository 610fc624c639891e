"""The errors cleantext raises; each message names what is wrong and the next step."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error raised on purpose; the command line prints its message and goes on."""


class UsageError(CleantextError):
    """The command as it was given (an option, a configuration, a place to write) cannot be carried out: nothing was.

    The command line ends with status 2, as for an option that it does not know.
    """
