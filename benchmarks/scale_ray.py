"""What Ray takes over ``clean``: the time of two processors, over that which they spent in ``clean``; start-up apart."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import ray

from benchmarks.scale import inside, write_lines
from cleantext import chain
from cleantext.adapters import engine, ray_run
from cleantext.adapters.part_work import Job, clean_part
from cleantext.adapters.parts import SIZE, Part, cut
from cleantext.adapters.ray import Clean
from cleantext.corpus.read import gather
from cleantext.corpus.records import Columns
from cleantext.corpus.run import How, run_name
from cleantext.corpus.which import Which
from cleantext.options import Options

_WORKERS = 2
_WANTED = 0.25


def _timed(part: Part, job: Job) -> float:
    for text in ("各位同事：大家好。", "锟斤拷"):  # tables load once
        chain.clean(text)
    with inside() as spent:
        clean_part(part, job)
    return spent.seconds


class _Timed(Clean):
    """The same, with the seconds in ``clean`` in the first row of each batch."""

    def __call__(self, batch: Any) -> Any:
        with inside() as spent:
            made = super().__call__(batch)
        return made.append_column("seconds", [[spent.seconds, *[0.0] * (made.num_rows - 1)]])


def measure(folder: Path, megabytes: float) -> None:
    path = folder / "in.jsonl"
    size = write_lines(path, megabytes)
    inputs = engine.Inputs()
    inputs.take_local(gather([f"{path}"], None, Which(records=True)))
    how = (Options(), How(), Columns())
    job = Job(f"{folder / 'out'}", run_name(how[0], *how[1:]), how)
    whole, _ = engine.planned(inputs, job, print)
    least = min(SIZE, path.stat().st_size // 16)
    parts = [each for part in whole for each in cut(part._replace(number=0, start=0, end=0, first=1), least)]
    with ray_run.cluster("local", _WORKERS):
        ray.data.DataContext.get_current().enable_progress_bars = False
        for warm in (Job(f"{folder / 'warm'}", job.run, how), job):
            chosen = parts if warm is job else parts[:_WORKERS]
            began = time.perf_counter()
            spread = partial(ray_run.in_order, jobs=_WORKERS)
            counted = engine.counted(chosen, spread)
            spent = sum(made for _, made in spread(partial(_timed, job=warm), counted))
            elapsed = time.perf_counter() - began
        _tell("clean --engine ray", size, elapsed, spent)
        began = time.perf_counter()
        dataset = _Timed().dataset(ray.data.read_json(f"{path}", override_num_blocks=16), num_cpus=1)
        dataset.write_parquet(f"{folder / 'data'}")
        elapsed = time.perf_counter() - began
        _tell(
            "Ray Data, JSON lines to Parquet", size, elapsed, ray.data.read_parquet(f"{folder / 'data'}").sum("seconds")
        )


def _tell(name: str, size: float, elapsed: float, spent: float) -> None:
    print(f"{name}: {size:.0f} MB, {_WORKERS} workers; {100 * (_WORKERS * elapsed / spent - 1):+.1f} % over clean() "
          f"(wanted: at most {100 * _WANTED:.0f}); {size / elapsed:.2f} MB/s", flush=True)  # fmt: skip
