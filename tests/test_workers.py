"""Workers: order, failures, time limits; and that nobody is left behind."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext.corpus.lock import Lock
from cleantext.corpus.workers import Failure, in_order
from cleantext.errors import CleantextError


def _square(number: int) -> int:
    return number * number


def _uneven(number: int) -> int:
    sum(range(200_000 if number % 3 == 0 else 10))
    return number


def _bad(number: int) -> int:
    faulthandler.disable()
    if number == 3:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 5:
        os._exit(7)
    if number == 6:
        raise ValueError("six")
    while number == 8:
        pass
    return number


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert list(in_order(_uneven, range(50), jobs)) == [(n, n) for n in range(50)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_task_that_kills_its_worker_fails_alone(jobs: int) -> None:
    found = dict(in_order(_bad, range(12), jobs, 1.0))
    failed = {number: each.reason for number, each in found.items() if isinstance(each, Failure)}
    assert failed == {
        3: "its process died of SIGSEGV",
        5: "its process ended with status 7",
        6: "ValueError: six",
        8: "took longer than 1 seconds",
    }
    assert [number for number, each in found.items() if number == each] == [0, 1, 2, 4, 7, 9, 10, 11]


@pytest.mark.parametrize("timeout", [1e7, 1e300])
def test_a_time_limit_may_be_longer_than_systems_can_wait(timeout: float) -> None:
    assert list(in_order(_square, range(3), 2, timeout)) == [(0, 0), (1, 1), (2, 4)]


def test_few_tasks_are_taken_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = in_order(_square, tasks(), 2)
    assert next(results) == (0, 0)
    assert taken <= 10
    results.close()  # type: ignore[attr-defined]


def test_a_worker_does_not_outlive_its_parent() -> None:
    read, write = os.pipe()
    parent = os.fork()
    if not parent:
        for _, worker in in_order(_pid, range(4), 2):
            os.write(write, f"{worker}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(parent, 0)
    worker = int(os.read(read, 100).split()[0])
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _lives(worker):
        os.sched_yield()
    assert not _lives(worker)


def _pid(_: int) -> int:
    return os.getpid()


def _lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forked workers")
def test_a_worker_does_not_hold_the_lock_of_a_parent_that_was_killed(tmp_path: Path) -> None:
    lock = Lock(str(tmp_path))
    results = in_order(_pid, range(2), 1, 60.0)
    next(results)
    with pytest.raises(CleantextError):
        Lock(str(tmp_path))
    lock._file.close()  # as the system does it when the parent is killed
    Lock(str(tmp_path)).release()
    results.close()  # type: ignore[attr-defined]
