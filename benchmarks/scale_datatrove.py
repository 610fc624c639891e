"""datatrove's executor, one task in this process: read JSON lines, clean, write JSON lines."""

from __future__ import annotations

import shutil
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor  # type: ignore[import-not-found,unused-ignore]
from datatrove.pipeline.readers import JsonlReader  # type: ignore[import-not-found,unused-ignore]
from datatrove.pipeline.writers import JsonlWriter  # type: ignore[import-not-found,unused-ignore]
from datatrove.utils.logging import logger  # type: ignore[import-not-found,unused-ignore]

from benchmarks.scale import overhead, write_lines
from cleantext.adapters.datatrove import CleantextFormatter


def measure(root: Path, megabytes: float) -> None:
    logger.remove()  # it tells of every step
    source = root / "in"
    source.mkdir()
    write_lines(source / "a.jsonl", megabytes)

    def run(**how: bool) -> None:
        shutil.rmtree(root / "out", ignore_errors=True)
        steps = [JsonlReader(f"{source}"), CleantextFormatter(**how), JsonlWriter(f"{root / 'out'}")]
        LocalPipelineExecutor(steps, logging_dir=f"{root / 'logs'}", skip_completed=False).run()

    overhead("datatrove", source / "a.jsonl", run, 0.1)
    overhead("datatrove, split", source / "a.jsonl", lambda: run(split=True, findings=True), 0.1)
