"""datatrove: the step over documents in memory, and its executor with one task that reads and writes JSON lines."""

from __future__ import annotations

import shutil
from collections import deque
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from datatrove.data import Document  # type: ignore[import-not-found,unused-ignore]
from datatrove.executor import LocalPipelineExecutor  # type: ignore[import-not-found,unused-ignore]
from datatrove.pipeline.readers import JsonlReader  # type: ignore[import-not-found,unused-ignore]
from datatrove.pipeline.writers import JsonlWriter  # type: ignore[import-not-found,unused-ignore]

from benchmarks.scale import overhead, read_texts, write_lines
from cleantext.adapters.datatrove import CleantextFormatter


def measure(root: Path, megabytes: float) -> None:
    source = root / "in"
    source.mkdir()
    path = source / "a.jsonl"
    write_lines(path, megabytes)
    found = read_texts(path)

    def step() -> None:
        deque(CleantextFormatter().run(Document(text, f"{number}") for number, text in enumerate(found)), maxlen=0)

    def pipeline(**how: bool) -> None:
        shutil.rmtree(root / "out", ignore_errors=True)
        writer = JsonlWriter(f"{root / 'out'}", compression=None)  # packing is not the adapter's
        steps = [JsonlReader(f"{source}"), CleantextFormatter(**how), writer]
        with redirect_stderr(StringIO()):  # it tells of every step
            LocalPipelineExecutor(steps, logging_dir=f"{root / 'logs'}", skip_completed=False).run()

    overhead("datatrove, the step alone", path, step, 0.1)
    overhead("datatrove, JSON lines", path, pipeline, 0.1)
    overhead("datatrove, split, with findings", path, lambda: pipeline(split=True, findings=True), 0.1)
