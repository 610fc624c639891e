"""A run goes on where it stopped: killed at any moment and started again, it ends as if it had not been disturbed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cleantext.cli import main
from tests.test_corpus import written

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "fixtures" / "demo"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        shutil.copytree(DEMO, tmp_path / "in" / str(number))
    return tmp_path / "in"


def clean(out: str, *options: str) -> int:
    return main(["clean", "in", "--out", out, *options])


def test_a_killed_run_goes_on_and_ends_the_same(corpus: Path) -> None:
    assert clean("calm") == 0
    command = [sys.executable, "-m", "cleantext", "clean", "in", "--out", "out", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for wanted in (1, 5, 20, 21, 50, 70, 90):
        run = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(list(Path("out").rglob("*.txt"))) < wanted:
            os.sched_yield()
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert clean("out", "--jobs", "2") == 0
    assert written(Path("out")) == written(Path("calm"))


def test_what_is_done_is_not_done_again(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("out") == 0
    first = written(Path("out"))
    capfd.readouterr()
    assert clean("out") == 0
    assert "unchanged since the last run" in capfd.readouterr().err
    assert written(Path("out")) == first


def test_a_changed_source_and_a_lost_output_are_done_again(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("out") == 0
    first = written(Path("out"))
    (corpus / "0" / "07-nothing-wrong.txt").write_text("我们今天开会。\n", "utf-8")
    Path("out/1/07-nothing-wrong.001.txt").unlink()
    capfd.readouterr()
    assert clean("out") == 0
    total = len(list(corpus.rglob("*.txt")))
    assert f"unchanged since the last run {total - 2}" in " ".join(capfd.readouterr().err.split())
    second = written(Path("out"))
    assert second["0/07-nothing-wrong.001.txt"] == "我们今天开会。\n".encode()
    assert second["1/07-nothing-wrong.001.txt"] == first["1/07-nothing-wrong.001.txt"]


def test_a_changed_option_does_all_again(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("out") == 0
    capfd.readouterr()
    assert clean("out", "--script", "keep") == 0
    assert "unchanged" not in capfd.readouterr().err


def test_workers_make_the_same_output(corpus: Path) -> None:
    assert clean("one", "--jobs", "1") == 0
    assert clean("three", "--jobs", "3") == 0
    assert written(Path("one")) == written(Path("three"))


def test_a_file_that_takes_too_long_is_named(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("out", "--timeout", "0.000001") == 1
    assert "0/01-torn-and-glossed.txt: could not be cleaned: took longer than 1e-06 seconds;" in capfd.readouterr().err
