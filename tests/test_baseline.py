"""Baselines: what is known is not told again, and a file that is no baseline is said to be none."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from cleantext.cli import main
from cleantext.corpus import baseline
from cleantext.errors import CleantextError
from cleantext.finding import Finding

BAD = "同志们：大\u200b家都来了，&ldquo;好&rdquo;。\n"
LINE = "今天开会，谢谢大家。\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "讲.txt").write_text(LINE + BAD, "utf-8")
    (tmp_path / "in" / "b.txt").write_text(BAD, "utf-8")
    return tmp_path


def check(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    code = main(["check", *arguments])
    out, err = capfd.readouterr()
    return code, out.splitlines(), err


def test_only_what_is_new_is_told(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, before, _ = check(capfd, "in")
    code, out, err = check(capfd, "in", "--write-baseline", "known.json")
    assert (code, out) == (0, []) and f"known.json: written; {len(before)} findings are known from now on" in err
    code, out, err = check(capfd, "in", "--baseline", "known.json")
    assert (code, out) == (0, []) and re.search(rf"^in the baseline +{len(before)}$", err, re.M)
    path = corpus / "in" / "讲.txt"
    path.write_text(LINE * 9 + BAD, "utf-8")  # it has moved
    assert check(capfd, "in", "--baseline", "known.json")[:2] == (0, [])
    path.write_text(LINE + BAD + LINE + BAD, "utf-8")
    (corpus / "in" / "c.txt").write_text(BAD, "utf-8")
    code, out, _ = check(capfd, "in", "--baseline", "known.json")
    assert code == 1
    assert {line.split(":")[0] for line in out} == {"in/c.txt", "in/讲.txt"}
    assert all(line.startswith(("in/c.txt:1:", "in/讲.txt:4:")) for line in out)
    path.write_text(LINE, "utf-8")
    code, _, err = check(capfd, "in/讲.txt", "--baseline", "known.json")
    assert code == 0 and "gone since" in err


def test_a_baseline_is_stable_and_relative_to_its_folder(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "lists").mkdir()
    assert main(["check", "in", "--write-baseline", "lists/known.json"]) == 0
    first = (corpus / "lists" / "known.json").read_bytes()
    record = json.loads(first)
    assert list(record["files"]) == ["../in/b.txt", "../in/讲.txt"]
    assert all(list(rules) == sorted(rules) for rules in record["files"].values())
    assert "讲" in first.decode() and first.endswith(b"}\n") and not first.count(str(corpus).encode())
    monkeypatch.chdir(corpus / "in")
    assert main(["check", "讲.txt", "b.txt", "--write-baseline", "../lists/known.json"]) == 0
    assert (corpus / "lists" / "known.json").read_bytes() == first
    assert main(["check", str(corpus / "in"), "--baseline", str(corpus / "lists" / "known.json")]) == 0
    assert not [name for name in os.listdir(corpus / "lists") if name != "known.json"]


def test_both_at_once_and_one_of_the_configuration(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (corpus / "cleantext.toml").write_text('[check]\nbaseline = "known.json"\n', "utf-8")
    assert check(capfd, "in")[0] == 2  # it is not there yet
    assert check(capfd, "in", "--write-baseline", "known.json")[:2] == (0, [])
    assert check(capfd, "in")[:2] == (0, [])
    assert check(capfd, "in", "--baseline", "")[0] == 1
    (corpus / "in" / "b.txt").write_text(BAD * 2, "utf-8")
    code, out, _ = check(capfd, "in", "--baseline", "known.json", "--write-baseline", "known.json")
    assert code == 1 and out and all(line.startswith("in/b.txt:2:") for line in out)
    assert check(capfd, "in")[:2] == (0, [])


def test_another_text_is_new_though_there_is_no_more_of_it(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = corpus / "in" / "b.txt"
    path.write_text(LINE + "他说:&ldquo;好\n", "utf-8")
    assert check(capfd, "in/b.txt", "--write-baseline", "known.json")[:2] == (0, [])
    known = json.loads((corpus / "known.json").read_text("utf-8"))
    ((name, count),) = known["files"]["in/b.txt"]["escapes"].items()
    assert (known["version"], count) == (2, 1) and re.fullmatch("[0-9a-f]{12} &ldquo;", name)
    path.write_text(LINE + "他说:好&hellip;\n", "utf-8")
    code, out, err = check(capfd, "in/b.txt", "--baseline", "known.json")
    assert code == 1 and len(out) == 1 and "&hellip;" in out[0]
    assert re.search(r"^gone since +1$", err, re.M) and "in the baseline" not in err


def test_texts_are_shown_without_their_control_characters(corpus: Path) -> None:
    (corpus / "in" / "b.txt").write_text(f"{LINE}大\u200b家<span style='{'x' * 99}\x1b'>好</span>\n", "utf-8")
    assert main(["check", "in", "--write-baseline", "known.json"]) == 0
    shown = (corpus / "known.json").read_text("utf-8")
    assert "\\\\u200b" in shown and "x" * 50 not in shown and "\x1b" not in shown


def test_a_baseline_that_only_counts(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rules = {"invisible": 1, "escapes": 1}
    (corpus / "old.json").write_text(json.dumps({"version": 1, "files": {"in/b.txt": rules}}), "utf-8")
    assert check(capfd, "in/b.txt", "--baseline", "old.json")[:2] == (0, [])
    (corpus / "in" / "b.txt").write_text(BAD + "&hellip;\n", "utf-8")
    code, out, _ = check(capfd, "in/b.txt", "--baseline", "old.json", "--write-baseline", "old.json")
    assert code == 1 and len(out) == 1 and "&hellip;" in out[0]
    assert json.loads((corpus / "old.json").read_text("utf-8"))["version"] == 2
    assert check(capfd, "in/b.txt", "--baseline", "old.json")[:2] == (0, [])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"version":9,"files":{}}',
        '{"version":1,"files":{"a":{"x":true}}}',
        "[" * 99999,
        '{"version":2,"files":{"a":{"x":1}}}',
        '{"version":2,"files":{"a":{"x":{"0123 a":"1"}}}}',
        '{"version":[],"files":{}}',
        '{"version":1,"files":{"a":3}}',
        "\xff",
    ],
)
def test_what_is_no_baseline(content: str, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (corpus / "x.json").write_bytes(content.encode("latin-1"))
    code, out, err = check(capfd, "in", "--baseline", "x.json")
    assert code == 2 and out == []
    assert "x.json: is no baseline of cleantext (" in err and "write it again with --write-baseline" in err


def test_what_cannot_be_written_is_told_before_the_work(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (corpus / "notes.txt").write_text("mine", "utf-8")
    for path, said in (
        ("no/x.json", "is no folder; make it"),
        ("in", "is no regular file"),
        ("notes.txt", "is there, and no baseline"),
    ):
        code, out, err = check(capfd, "in", "--write-baseline", path)
        assert code == 2 and out == [] and said in err and "findings" not in err
    assert (corpus / "notes.txt").read_text("utf-8") == "mine"
    code, _, err = check(capfd, "in", "--baseline", "x.json")
    assert code == 2 and "x.json: does not exist; make it with --write-baseline x.json" in err


def test_a_disk_that_fills_up_leaves_the_old_one(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = baseline.Writer("known.json")
    writer.add("in/b.txt", [Finding("layout", 0, 1, " ", "", 1.0, "")])
    writer.write()
    before = Path("known.json").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(baseline, "append", refuse)
    with pytest.raises(CleantextError, match=r"known.json: cannot be written .*free some space and run again"):
        writer.write()
    assert Path("known.json").read_bytes() == before
    assert sorted(os.listdir()) == ["in", "known.json"]


def test_a_file_that_fails_is_not_hidden(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert check(capfd, "in", "nowhere", "--write-baseline", "known.json")[0] == 1
    assert list(json.loads(Path("known.json").read_text("utf-8"))["files"]) == ["in/b.txt", "in/讲.txt"]
