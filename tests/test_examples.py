"""The examples run, each as a user starts it, and show what they promise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What each needs to be installed, and the beginning of a line that it prints.
EXAMPLES = {
    "library.py": ((), "02-gb18030-page.txt: gb18030, "),
    "arrow_table.py": (("pyarrow",), "03-taiwan-big5.txt big5 1 "),
    "hf_datasets.py": (("datasets",), "03-taiwan-big5.txt big5 {"),
    "trove.py": (("datatrove", "orjson"), "03-taiwan-big5.txt"),
}


def test_every_example_is_run() -> None:
    assert {path.name for path in (ROOT / "examples").glob("*.py")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str, tmp_path: Path) -> None:
    needs, line = EXAMPLES[name]
    for module in needs:
        pytest.importorskip(module, reason=f"examples/{name} needs it")
    kept = {"HF_HOME": f"{tmp_path}", "HF_HUB_OFFLINE": "1", "PYTHONPATH": f"{ROOT}", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, f"{ROOT / 'examples' / name}"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | kept, capture_output=True, timeout=300)
    out = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert any(each.startswith(line) for each in out.splitlines()), out
