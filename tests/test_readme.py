"""The README says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import clean
from cleantext.cli import main
from cleantext.passes import detector, rule_names

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table() -> str:
    """The rules' table as the README should have it."""
    rows = [f"| `{rule}` | {(detector(rule).__doc__ or '').strip().splitlines()[0]} |" for rule in rule_names()]
    return "\n".join(["| rule | what it finds |", "| --- | --- |", *(row.replace("``", "`") for row in rows)])


def test_the_table_of_rules_is_that_of_the_code() -> None:
    assert f"\n{table()}\n<!-- end of rules -->" in README


def test_the_before_and_after_is_real() -> None:
    path = ROOT / "fixtures" / "demo" / "01-torn-and-glossed.txt"
    before, after = path.read_text(encoding="utf-8"), clean(path.read_bytes()).text
    block = README.split("comes out:\n\n```\n")[1].split("\n```")[0].split("\n")
    pairs = [(block[0], block[1]), (block[3], block[4])]
    assert len(block) == 5
    for damaged, cleaned in pairs:
        assert damaged.replace("可以說", "??梢哉f(shuō)").split("。??")[0] in before
        assert cleaned in after


def test_the_other_before_and_after_is_real() -> None:
    path = ROOT / "fixtures" / "demo" / "09-slashes-and-lost-bytes.txt"
    before, after = path.read_text(encoding="utf-8"), clean(path.read_bytes()).text
    block = README.split("`addslashes` ran over:\n\n```\n")[1].split("\n```")[0].split("\n")
    assert len(block) == 5
    for damaged, cleaned in ((block[0], block[1]), (block[3], block[4])):
        assert damaged in before and damaged not in after
        assert cleaned in after


def test_the_escapes_and_the_mojibake_are_real() -> None:
    block = README.split("for nobody can repair it:\n\n```\n")[1].split("\n```")[0].split("\n")
    assert len(block) == 8
    for damaged, cleaned in (block[0:2], block[3:5], block[6:8]):
        done = clean(damaged)
        assert done.text == cleaned
        assert done.rewind() == damaged
    notes = [f.note for f in clean(block[6]).findings if f.rule == "beyond_repair"]
    said = README.split("of the last line: `beyond_repair: ")[1].split(" …`")[0].replace("\n", " ")
    assert notes and all(note.startswith(said) for note in notes)


def test_the_text_read_with_the_wrong_codec_is_real() -> None:
    path = ROOT / "fixtures" / "demo" / "11-wrong-codec.txt"
    before, after = path.read_text(encoding="utf-8"), clean(path.read_bytes()).text
    block = README.split("one byte is lost (the U+FFFD):\n\n```\n")[1].split("\n```")[0].split("\n")
    assert len(block) == 5
    for damaged, cleaned in (block[0:2], block[3:5]):
        assert damaged in before and damaged not in after
        assert cleaned in after


def test_the_table_of_codecs_is_real(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    block = README.split("```\nfile ")[1].split("```")[0]
    assert main(["encodings", "fixtures/demo/03-taiwan-big5.txt", "fixtures/demo/04-mixed-codecs.txt"]) == 0
    assert capsys.readouterr().out == f"file {block}"


def test_every_option_of_the_table_exists(capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        cell for line in README.splitlines() if line.startswith("| `--") for cell in line.split("`") if "--" in cell
    ]
    with pytest.raises(SystemExit):
        main(["clean", "--help"])
    helped = capsys.readouterr().out
    assert options
    assert all(option.split()[0] in helped for option in options)
