"""A datatrove pipeline, from text files in any codec to JSON lines, a line a speech: ``python examples/trove.py``.

Needs ``pip install 'cleantext-corpus[datatrove]'``. (As ``datatrove.py`` it would hide the library.)
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import LambdaFilter
from datatrove.pipeline.writers import JsonlWriter

from cleantext.adapters.datatrove import CleantextFormatter, TextFileReader

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"


def main(folder: Path) -> None:
    pipeline = [
        TextFileReader(f"{DEMO}", glob_pattern="*.txt"),
        CleantextFormatter(split=True, exclusion_writer=JsonlWriter(f"{folder / 'quarantine'}", compression=None)),
        LambdaFilter(lambda doc: len(doc.text) >= 50),
        JsonlWriter(f"{folder / 'out'}", compression=None),
    ]
    LocalPipelineExecutor(pipeline, logging_dir=f"{folder / 'logs'}").run()

    for line in (folder / "out" / "00000.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        about = record["metadata"]
        print(record["id"], about["cleantext_encoding"], about["speech_title"], len(record["text"]))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as there:
        main(Path(there))
