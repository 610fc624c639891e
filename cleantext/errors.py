"""The errors cleantext raises; each message names what is wrong and the next step."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error raised on purpose; the command line prints its message and goes on."""
