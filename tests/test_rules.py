"""Every case in fixtures/rules/<rule>.jsonl, through that rule's detector alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cleantext.finding import Finding, apply, undo
from cleantext.options import Options

FOLDER = Path(__file__).parents[1] / "fixtures" / "rules"
ROUNDS = 3  # as in the chain: text can be mangled twice


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}", marks=marks)


def _clean(rule: str, text: str, options: Options) -> tuple[str, list[tuple[Finding, ...]]]:
    """The text after the rule's rounds, and the findings of each."""
    find = import_module(f"cleantext.detectors.{rule}").find
    steps = []
    for _ in range(ROUNDS):
        done = apply(text, find(text, options))
        if not done.findings:
            break
        steps.append(done.findings)
        if done.text == text:
            break
        text = done.text
    return text, steps


@pytest.mark.parametrize(("rule", "case"), _cases())
def test_case(rule: str, case: dict[str, Any]) -> None:
    options = Options(**case.get("options", {}))
    text, steps = _clean(rule, case["text"], options)
    assert text == case["clean"], case["why"]
    found = {f.rule for step in steps for f in step}
    cured = {f.rule for step in steps for f in step if f.cure is not None}
    assert set(case["rules"]) & {rule} in (found, cured), case["why"]
    again, _ = _clean(rule, text, options)
    assert again == text, "clean twice = clean once"
    for step in reversed(steps):
        text = undo(text, step)
    assert text == case["text"], "rewind"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_half_of_the_cases_must_not_change(path: Path) -> None:
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({case["label"] for case in cases}) == len(cases) >= 20
    assert 2 * sum(case["text"] == case["clean"] for case in cases) >= 0.8 * len(cases)
