"""Work on one task after another. In this process only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Failure(NamedTuple):
    """A task that crashed its process or outran its time."""

    reason: str


def in_order(
    work: Callable[[T], R], tasks: Iterable[T], jobs: int, timeout: float = 0
) -> Iterator[tuple[T, R | Failure]]:
    """Each task with its result, in the order of the tasks."""
    for task in tasks:
        yield task, work(task)
