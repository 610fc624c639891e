"""Lists of one's own and ``[tool.cleantext]``: what they change, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import CleantextError, Options, clean
from cleantext.arguments import options, parser
from cleantext.cli import main
from cleantext.configuration import configured

PAGE = (
    "同志们：\n今天开会。\n来源：河畔读书会\n责任编辑：河畔\n责任编辑：张三\n更多精彩文章尽在河畔读书网\n谢谢大家。\n"
)
LIST = "fixtures/lexicons/riverside.txt"


def test_a_list_takes_and_keeps() -> None:
    text = clean(PAGE, Options(lexicon=LIST)).text
    assert "更多精彩" not in text and "张三" not in text
    assert "责任编辑：河畔" in text and "来源：河畔读书会" in text


def test_a_kept_line_is_junk_without_the_list() -> None:
    assert "责任编辑：河畔" not in clean(PAGE).text


def test_the_note_names_list_and_entry() -> None:
    (finding,) = (f for f in clean(PAGE, Options(lexicon=LIST)).findings if f.rule == "own_lexicon")
    assert finding.note == "riverside: 更多(精彩/好)(文章/内容),尽在河畔读书[网]"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[words]\n", ":1: [words] is no heading"),
        (b"good\n(bad\n", ":2: '(bad' cannot be understood"),
        (b"bad]\n", ":1: 'bad]' cannot be understood"),
        (b"[a/b]c\n[maybe/]\n", ":2: '[maybe/]' would match everywhere"),
        (b",\n", ":1: ',' would match everywhere"),
        ("更多".encode("gbk"), "is not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "site.txt"
    path.write_bytes(content)
    with pytest.raises(CleantextError) as error:
        Options(lexicon=str(path))
    assert str(path) in str(error.value) and said in str(error.value)


def test_a_list_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lexicon", "nowhere.txt", LIST]) == 1
    assert "nowhere.txt: the list cannot be read" in capsys.readouterr().err


def _given(folder: Path, table: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.cleantext]\n{table}\n", "utf-8")


def test_the_nearest_table_counts_and_the_command_line_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "site.txt").write_text("某某网\n", "utf-8")
    _given(tmp_path, 'script = "keep"\nmin-confidence = 0.8\nno-junk = true\nignore = "layout"\nlexicon = ["site.txt"]')
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "tool.cleantext"\n', "utf-8")
    monkeypatch.chdir(inner)
    chosen = options(parser().parse_args(["check", "x", "--min-confidence", "0.9"]))
    assert chosen == Options(
        script="keep", junk=False, min_confidence=0.9, ignore=("layout",), lexicon=(str(tmp_path / "site.txt"),)
    )
    assert options(parser().parse_args(["check", "x", "--no-config"])) == Options()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("scrpt = 1", "[tool.cleantext] has no 'scrpt'; did you mean script?"),
        ("xyz = 1", "has no 'xyz'; it knows script, "),
        ("no-junk = 1", "no-junk = 1 is no bool"),
        ("min-confidence = true", "is no int or float"),
        ("select = [1]", "is no str or list"),
        ("script = ", "cannot be read as TOML"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, table: str, said: str) -> None:
    _given(tmp_path, table)
    with pytest.raises(CleantextError) as error:
        configured(str(tmp_path))
    assert str(tmp_path / "pyproject.toml") in str(error.value) and said in str(error.value)


def test_a_rule_that_does_not_exist_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(tmp_path, 'ignore = ["nope"]')
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("今天开会。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "a.txt", "b.txt"]) == 1
    assert capsys.readouterr().err.count("no rule is called 'nope'") == 1
