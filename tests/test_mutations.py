"""A short run of the mutated inputs, the same ones every time, and proof that it sees what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
pytest.importorskip("zstandard", reason="zstandard is an optional extra")
from benchmarks import mutation_runs
from benchmarks.mutations import BATCH, Batch, inputs, run_batch


@pytest.mark.parametrize("way", [0, 1, 3])
def test_bad_input_is_told_and_stops_nothing_else(way: int) -> None:
    report = run_batch(Batch(8, way * BATCH, 25))
    assert report.inputs == 25 and report.moves.total() >= 25
    assert not any(report.wrong().values()), report.wrong()


def test_inputs_are_the_same_in_every_run() -> None:
    assert list(inputs(Batch(8, 3, 5))) == list(inputs(Batch(8, 0, 8)))[3:]


@pytest.mark.parametrize(
    ("place", "kind"),
    [("cleantext.chain.clean", "tracebacks"), ("cleantext.corpus.write.Store.begin", "tracebacks")],
)
def test_it_sees_what_is_wrong(place: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("spoilt")

    monkeypatch.setattr(place, broken)
    assert getattr(run_batch(Batch(8, 0, 5)), kind)


def test_it_sees_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = mutation_runs.command_line
    monkeypatch.setattr(
        mutation_runs,
        "command_line",
        lambda given: real([*given, "--exclude", "*00003*"]) if given[0] == "clean" else 0,
    )
    report = run_batch(Batch(8, 0, 5))
    assert [line[1:6] for line in report.missing] == ["00003"]
