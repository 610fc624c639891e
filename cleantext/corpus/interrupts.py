"""A Ctrl-C that comes while files get their names waits until they have them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Hold the first Ctrl-C back until the end of the block, where it takes effect; a second one takes effect at once.

    Python raises KeyboardInterrupt between any two steps: between a renaming and the note that it was done, too.
    """
    before = signal.getsignal(signal.SIGINT)
    came = False

    def hold(*_: object) -> None:
        nonlocal came
        if came:
            raise KeyboardInterrupt
        came = True

    if before is not None:  # None: not set by Python, which could not set it again
        try:
            signal.signal(signal.SIGINT, hold)
        except ValueError:  # not the main thread, which alone is interrupted
            before = None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)
