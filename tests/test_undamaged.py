"""Undamaged text of many languages, rare characters, symbols and code passes byte for byte: no rule repairs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import Options, clean
from cleantext.finding import Finding
from cleantext.passes import PASSES

FOLDER = Path(__file__).parents[1] / "fixtures" / "undamaged"
FILES = sorted(FOLDER.glob("*.txt"))
REPAIRS = tuple(rule for each in PASSES if each.kind == "repair" for rule in each.rules)
ASKED = Options(script="keep", select=REPAIRS)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _repairs(source: str | bytes) -> list[Finding]:
    return [f for f in clean(source, ASKED).findings if f.cure is not None]


def test_there_are_files() -> None:
    assert len(FILES) >= 14
    assert all(len(_lines(path)) >= 20 for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_whole_file_is_left_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _repairs(text) == []
    assert _repairs(text.replace("\n", "")) == []  # one long line
    assert _repairs(path.read_bytes()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_alone_is_left_alone(path: Path) -> None:
    for line in _lines(path):
        assert _repairs(line) == [], line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_between_chinese_ones_is_left_alone(path: Path) -> None:
    for line in _lines(path):
        text = f"下面这一行是从别处抄来的，请原样保留。\n{line}\n抄完以后，老馆长又把它念了一遍。"
        assert _repairs(text) == [], line
