"""Hugging Face datasets: JSON lines read, cleaned and written by ``datasets``, in this process."""

from __future__ import annotations

import shutil
from pathlib import Path

import datasets  # type: ignore[import-not-found,unused-ignore]
from cleantext.adapters.datasets import Clean

from benchmarks.scale import overhead, write_lines


def measure(root: Path, megabytes: float) -> None:
    datasets.disable_progress_bars()
    source = root / "a.jsonl"
    write_lines(source, megabytes)
    number = 0

    def run(is_stream: bool = False) -> None:
        nonlocal number
        number += 1  # a folder of its own, so that nothing is found in the cache
        given = datasets.load_dataset(
            "json", data_files=f"{source}", split="train", streaming=is_stream, cache_dir=f"{root / f'{number}'}"
        )
        cleaned = Clean().dataset(given)
        if is_stream:
            for _ in cleaned:
                pass
        else:
            cleaned.to_json(f"{root / 'out.jsonl'}", force_ascii=False)
        shutil.rmtree(root / f"{number}", ignore_errors=True)

    overhead("datasets", source, run, 0.1)
    overhead("datasets, streamed", source, lambda: run(True), 0.1)
