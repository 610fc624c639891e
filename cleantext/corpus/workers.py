"""Work in processes: results in the order of the tasks, memory bounded; what hangs or dies does not stop the rest."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

from cleantext.errors import unexpected

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 4  # tasks a worker that may be done before the one whose turn it is: bounds what is held back
_LONGEST = 3600.0  # seconds to wait at once; systems cannot wait for any time
_ENOUGH = 4 * 2**20  # bytes to read for which processes are worth their start


class Failure(NamedTuple):
    """Why a task has no result."""

    reason: str


def usual(size: int) -> int:
    """How many workers ``size`` bytes are worth: one for each processor this process may use."""
    if size < _ENOUGH:
        return 1
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def in_order(
    work: Callable[[T], R], tasks: Iterable[T], jobs: int = 1, timeout: float = 0.0
) -> Iterator[tuple[T, R | Failure]]:
    """(task, result) in the order of the tasks.

    work: what is done with a task; picklable where processes are not forked. jobs: processes; with 1 and no timeout
    everything is done in this one. timeout: seconds for one task, 0 for no limit. A worker that dies, or is stopped
    for its time, makes a ``Failure`` of its task, and another takes its place. Leaving the iteration stops them all.
    """
    if jobs <= 1 and not timeout:
        for task in tasks:
            yield task, _tried(work, task)
        return
    team = _Team(work, max(jobs, 1), timeout)
    try:
        yield from team.run(tasks)
    finally:
        team.close()


def _tried(work: Callable[[T], R], task: T) -> R | Failure:
    try:
        return work(task)
    except Exception as error:  # work tells its own failures; this is a fault of ours
        return Failure(unexpected(error))


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


class _Team(Generic[T, R]):
    """The processes of one iteration. A worker has one task at a time, so that what it dies of is known."""

    def __init__(self, work: Callable[[T], R], jobs: int, timeout: float) -> None:
        # Forked workers have all tables that are loaded; other systems cannot fork, or not safely.
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._work = work
        self._timeout = timeout
        self._workers: list[_Worker] = []
        self._busy: dict[int, tuple[int, float]] = {}  # worker -> number of its task, when it has to be done
        self._waiting: dict[int, R | Failure] = {}
        for _ in range(jobs):
            self._workers.append(self._hired())

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        others = [worker.pipe for worker in self._workers] + [ours]
        process = self._context.Process(target=_serve, args=(self._work, theirs, others), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[T, R | Failure]]:
        left = enumerate(tasks)
        held: dict[int, T] = {}
        turn = 0
        more = True
        while more or held:
            for i in range(len(self._workers)):
                if more and i not in self._busy and len(held) < _AHEAD * len(self._workers):
                    number, task = next(left, (-1, None))
                    more = number >= 0
                    if more:
                        held[number] = task  # type: ignore[assignment]
                        self._give(i, number, held[number])
            if self._busy:
                self._collect()
            while turn in self._waiting:
                yield held.pop(turn), self._waiting.pop(turn)
                turn += 1

    def _give(self, i: int, number: int, task: T) -> None:
        self._busy[i] = number, time.monotonic() + self._timeout
        try:
            self._workers[i].pipe.send(task)
        except OSError:  # it died while it had nothing to do
            self._replace(i)
            self._workers[i].pipe.send(task)

    def _collect(self) -> None:
        """Wait for one result, or for the first task that has had its time."""
        until = min(end for _, end in self._busy.values()) - time.monotonic() if self._timeout else None
        pipes = {self._workers[i].pipe: i for i in self._busy}
        # Whoever called asks again as long as nothing has come.
        for pipe in wait(list(pipes), None if until is None else min(max(until, 0), _LONGEST)):
            i = pipes[pipe]  # type: ignore[index]
            number, _ = self._busy.pop(i)
            try:
                self._waiting[number] = self._workers[i].pipe.recv()
            except (EOFError, OSError):
                self._waiting[number] = Failure(self._death(i))
                self._replace(i)
        now = time.monotonic()
        for i in [i for i, (_, end) in self._busy.items() if self._timeout and end <= now]:
            number, _ = self._busy.pop(i)
            self._waiting[number] = Failure(f"took longer than {self._timeout:g} seconds")
            self._replace(i)

    def _death(self, i: int) -> str:
        process = self._workers[i].process
        process.join(1)
        code = process.exitcode or 0
        if code == -signal.SIGKILL:
            return "its process was killed, as systems do when memory runs out"
        if code < 0:
            return f"its process died of {signal.Signals(-code).name}"
        return f"its process ended with status {code}"

    def _replace(self, i: int) -> None:
        _end(self._workers[i])
        self._workers[i] = self._hired()

    def close(self) -> None:
        for worker in self._workers:
            _end(worker)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(work: Callable[[Any], Any], pipe: Connection, others: list[Connection]) -> None:
    """A worker's life. It ends when nobody is left who could send a task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the parent's to handle
    if sys.platform == "linux":
        for each in others:  # forked with them: held open here, they would hide the parent's death from the others
            with suppress(OSError):
                each.close()
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            pipe.send(_tried(work, task))
