"""What hinders one source is told in one line, with its path and the next step; the others go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cleantext import log
from cleantext.corpus.read import Source, for_source, load
from cleantext.errors import CleantextError, missing, unexpected
from cleantext.options import Options

T = TypeVar("T")


def looked_at(source: Source, options: Options, look: Callable[[bytes, Options], T]) -> T:
    """What ``look`` makes of the bytes of one source, with the options of its path.

    Raises CleantextError when it cannot be read, or ``look`` fails.
    """
    options = for_source(options, source)
    data = load(source, options)
    try:
        return look(data, options)
    except Exception as error:
        raise broken(source, error) from error


def broken(source: Source, error: Exception) -> CleantextError:
    """A fault of ours, or no memory: the other files go on, and the message says which file to send us."""
    if isinstance(error, MemoryError):
        return CleantextError(f"{source.path}: is too large for this machine's memory; split it and give the parts")
    if isinstance(error, CleantextError):
        return CleantextError(f"{source.path}: {error}")
    if isinstance(error, ImportError):
        return CleantextError(f"{source.path}: {missing(error)}")
    log.fault(error)
    return CleantextError(
        f"{source.path}: could not be cleaned ({unexpected(error)}); please report this, with the file"
    )


def stopped(source: Source, reason: str) -> CleantextError:
    """The process that cleaned it died, or was stopped for its time."""
    advice = "give it more time (--timeout) or memory, or leave it out"
    return CleantextError(f"{source.path}: could not be cleaned: {reason}; {advice}")
