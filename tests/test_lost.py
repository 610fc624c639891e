"""What is left of lost text stays as it is: what one rule has called beyond repair, no other one guesses at."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import Options, clean
from cleantext.detectors import byte_slip

LINES = (Path(__file__).parents[1] / "fixtures" / "lost.txt").read_text(encoding="utf-8").splitlines()
KEEP = Options(script="keep")


@pytest.mark.parametrize("line", LINES)
def test_lost_text_is_reported_and_left(line: str) -> None:
    for text in (
        line,
        f"下面这一行是从别处抄来的。\n{line}\n抄完以后，老馆长又念了一遍。",
        f"他念道：{line}大家都笑了。",
    ):
        cleaned = clean(text, KEEP)
        assert cleaned.text == text
        assert any(f.rule == "beyond_repair" for f in cleaned.findings)


def test_the_lines_would_tempt_another_rule() -> None:
    """Else the lines prove nothing."""
    tempted = [line for line in LINES if any(f.cure is not None for f in byte_slip.find(line, KEEP))]
    assert len(tempted) >= 5


def test_what_stands_beside_is_repaired() -> None:
    text = f"{LINES[0]}\n今年&#30340;水渠修好了。\n{LINES[1]}\n發(fā)展經(jīng)濟(jì)，會(huì)議開始。\n{LINES[2]}\n"
    cleaned = clean(text, Options(script="keep", ignore=("gbk_torn",)))
    assert [line for line in cleaned.text.split("\n") if line in LINES] == LINES[:3]
    assert "今年的水渠修好了。\n" in cleaned.text and "發展經濟，會議開始。\n" in cleaned.text
    assert cleaned.rewind() == text


def test_without_the_rule_nothing_is_spared() -> None:
    line = next(line for line in LINES if any(f.cure is not None for f in byte_slip.find(line, KEEP)))
    assert clean(line, Options(script="keep", ignore=("beyond_repair",))).text != line
