"""Parts of files over a Ray cluster, with the results in the order of the parts.

Ray tries a part again when its process or its machine goes. One that goes every time is tried in a process of its own,
where the record it dies of is found and set aside. (These are tasks of Ray's core: Ray Data, which ``ray`` here is
for, would give up the whole corpus, or try for ever.)
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

try:
    import ray
except ImportError as error:
    raise ImportError("this needs Ray; pip install 'cleantext-corpus[ray]'") from error

from cleantext.adapters.parts import Part
from cleantext.errors import CleantextError, UsageError, brief

_TRIES = 3  # more, when the process that works on a part goes
_PATIENCE = 10.0  # seconds for a cluster to answer
_AHEAD = 1000  # parts that are given out or wait for their turn: enough to make a cluster grow
Work = Callable[[Part], Any]


@contextmanager
def cluster(address: str = "", processes: int = 0) -> Iterator[None]:
    """A cluster to work on, left alone at the end when it was there before.

    address: ``auto`` or ``host:port``; "" is what RAY_ADDRESS says, or one on this machine alone, which ends with us.
    processes: of one on this machine; 0 is one a processor. Raises UsageError when there is none at the address.
    """
    if ray.is_initialized():
        yield
        return
    address = address or os.environ.get("RAY_ADDRESS", "") or "local"
    mine: dict[str, Any] = {"num_cpus": processes or None, "include_dashboard": False} if address == "local" else {}
    try:
        _knock(address)
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **mine)
    except (OSError, ValueError, RuntimeError) as error:
        advice = "start one with 'ray start --head', or leave --ray-address out to use this machine alone"
        raise UsageError(f"--ray-address {address}: no Ray cluster there ({brief(error)}); {advice}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises OSError where nobody answers: Ray would wait for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()


def in_order(work: Work, parts: Sequence[Part], jobs: int = 0) -> Iterator[tuple[Part, Any]]:
    """(part, result) in the order of the parts; the result is None when its process went whatever was tried.

    work: picklable; may be done more than once. jobs: at most so many at once, 0 for as many as the cluster has
    processors. Leaving the iteration stops them all.
    """
    task = ray.remote(num_cpus=1, max_retries=_TRIES)(_do)
    shared = ray.put(work)
    running: dict[Any, tuple[int, Part]] = {}
    done: dict[int, Any] = {}
    given = turn = 0
    try:
        while turn < len(parts):
            while given < len(parts) and given - turn < _AHEAD and (not jobs or len(running) < jobs):
                running[task.remote(shared, parts[given])] = given, parts[given]
                given += 1
            for ref in ray.wait(list(running))[0]:
                at, part = running.pop(ref)
                done[at] = _result(ref)
                if done[at] is None and not part.careful:
                    careful = part._replace(careful=True)
                    running[task.remote(shared, careful)] = at, careful
                    del done[at]
            while turn in done:
                yield parts[turn], done.pop(turn)
                turn += 1
    finally:
        for ref in running:
            ray.cancel(ref, force=True)


def _do(work: Work, part: Part) -> Any:
    return work(part)


def _result(ref: Any) -> Any:
    """What a task gave; None when it was lost. Raises CleantextError when it cannot be done on this cluster."""
    try:
        return ray.get(ref)
    except ray.exceptions.RayTaskError as error:
        reason = brief(error.cause or error, None)[-300:]
        raise CleantextError(f"the work failed on a node ({reason}); is cleantext installed there?") from error
    except ray.exceptions.RuntimeEnvSetupError as error:
        raise CleantextError(f"a node cannot be set up ({brief(error, 300)})") from error
    except ray.exceptions.RayError:
        return None
