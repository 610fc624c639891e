"""Parts of files over a Ray cluster, as a dataset of parts whose results come in order.

Ray tries a part again when its process or its machine goes. One that goes every time is tried in a process of its own,
where the record it dies of is found and set aside.
"""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pyarrow as pa

try:
    import ray
    import ray.data
except ImportError as error:
    raise ImportError("this needs Ray Data; pip install 'cleantext-corpus[ray]'") from error

from cleantext.adapters.parts import Part
from cleantext.errors import CleantextError

_TRIES = 3  # more, when the process that works on a part goes
_WAVE = 5000  # parts that one dataset has: what is known of each is in the memory of this process
Work = Callable[[Part], Any]


@contextmanager
def cluster(address: str = "", processes: int = 0) -> Iterator[None]:
    """A cluster to work on, left alone at the end when it was there before.

    address: ``auto`` or ``host:port``; "" is what RAY_ADDRESS says, or one on this machine alone, which ends with us.
    processes: of one on this machine; 0 is one a processor. Raises CleantextError when there is none at the address.
    """
    if ray.is_initialized():
        yield
        return
    try:
        if address or _named():
            ray.init(address or None, log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init("local", num_cpus=processes or None, include_dashboard=False, log_to_driver=False,
                     logging_level=logging.ERROR)  # fmt: skip
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        advice = "start one with 'ray start --head', or leave --ray-address out to use this machine alone"
        raise CleantextError(
            f"--ray-address {address or _named()}: no Ray cluster there ({reason}); {advice}"
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _named() -> str:
    import os

    return os.environ.get("RAY_ADDRESS", "")


def in_order(work: Work, parts: Sequence[Part], jobs: int = 0) -> Iterator[tuple[Part, Any]]:
    """(part, result) in the order of the parts; the result is None when its process went whatever was tried.

    work: picklable; gives what JSON can hold, and may be done more than once. jobs: at most so many at once, 0 for as
    many as the cluster has processors.
    """
    left = iter(parts)
    while wave := list(islice(left, _WAVE)):
        found: dict[int, Any] = {}
        turn = 0
        for at, made in _results(work, wave, jobs):
            found[at] = made
            while turn in found:
                yield wave[turn], found.pop(turn)
                turn += 1
        lost = [at for at in range(turn, len(wave)) if at not in found]
        careful = [wave[at]._replace(careful=True) for at in lost]
        again = dict(_results(work, careful, jobs)) if careful else {}
        found |= {lost[n]: made for n, made in again.items()}
        for at in range(turn, len(wave)):
            yield wave[at], found.get(at)


class _Batch:
    """``work`` over rows of parts, for ``map_batches``."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, batch: pa.Table) -> pa.Table:
        made = [json.dumps(self._work(pickle.loads(part.as_py()))) for part in batch.column("part")]
        return pa.table({"at": batch.column("at"), "made": pa.array(made, pa.large_string())})


def _results(work: Work, parts: list[Part], jobs: int) -> Iterator[tuple[int, Any]]:
    """(number of the part, result), in order. Of those whose processes went there is none."""
    with _quiet():
        rows = [{"at": at, "part": pickle.dumps(part)} for at, part in enumerate(parts)]
        dataset = ray.data.from_items(rows, override_num_blocks=len(rows))
        dataset = dataset.map_batches(
            _Batch(work), batch_size=1, batch_format="pyarrow", num_cpus=1, concurrency=jobs or None, max_retries=_TRIES
        )
        context = dataset.context
        context.execution_options.preserve_order = True
        context.max_errored_blocks = -1  # they are tried again below
        for row in dataset.iter_rows():
            yield row["at"], json.loads(row["made"])


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Ray's bars and reports: there are ours."""
    context = ray.data.DataContext.get_current()
    logger = logging.getLogger("ray.data")
    before = context.enable_progress_bars, logger.level
    context.enable_progress_bars = False
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        context.enable_progress_bars = before[0]
        logger.setLevel(before[1])
