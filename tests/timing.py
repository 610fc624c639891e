"""Seconds of CPU, as tests of linear time ask for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

TRIES = 3


def cpu_time(work: Callable[[], object]) -> float:
    """Seconds of CPU that a call takes; what it yields is read."""
    began = time.process_time()
    made = work()
    if isinstance(made, Iterator):
        for _ in made:
            pass
    return time.process_time() - began


def in_time(work: Callable[[], object], limit: float) -> bool:
    """True when one of three runs stays under the limit: what else a machine does makes a run slower, never faster."""
    return any(cpu_time(work) < limit for _ in range(TRIES))
