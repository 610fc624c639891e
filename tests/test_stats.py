"""The figures: they add up, and the logs of a run give the same as its sources."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from cleantext import clean, decode
from cleantext.cli import main
from cleantext.corpus.stats import Document, Rule, Stats
from cleantext.finding import Finding
from tests.test_corpus import LINE, written
from tests.test_laws import DEMO, FIXTURES

FOLDER = str(FIXTURES / "demo")


def figures(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    capfd.readouterr()
    assert main(["stats", "--json", *arguments]) == code
    found: dict[str, Any] = json.loads(capfd.readouterr().out)
    return found


def test_the_figures_of_the_demo_add_up(capfd: pytest.CaptureFixture[str]) -> None:
    found = figures(capfd, FOLDER)
    results = [clean(path.read_bytes()) for path in DEMO]
    assert found["files"] == len(DEMO)
    assert found["bytes"] == sum(path.stat().st_size for path in DEMO)
    assert found["bytes"] == sum(codec["bytes"] for codec in found["codecs"].values())
    assert found["characters"] == sum(len(decode(path.read_bytes()).text) for path in DEMO)
    assert found["cleaned_characters"] == sum(len(cleaned.text) for cleaned in results)
    assert found["speeches"] == sum(found["kinds"].values()) == sum(len(cleaned.speeches) for cleaned in results)
    for rule, row in found["findings"].items():
        of_it = [[finding for finding in cleaned.findings if finding.rule == rule] for cleaned in results]
        assert row["places"] == sum(map(len, of_it))
        assert row["files"] == sum(map(bool, of_it))
    assert "outside_speech" not in found["findings"] and found["outside_characters"] > 0


@pytest.mark.parametrize("options", [[], ["--script", "traditional", "--min-confidence", "0.9", "--ignore", "layout"]])
def test_the_logs_of_a_run_give_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str], options: list[str]) -> None:
    out = str(tmp_path / "out")
    assert main(["clean", FOLDER, "--out", out, *options]) == 0
    before = written(tmp_path)
    logged = figures(capfd, out)
    assert logged.pop("from_logs") == [out]
    fresh = figures(capfd, FOLDER, *options)
    assert fresh.pop("from_logs") == []
    assert logged == fresh
    assert written(tmp_path) == before


def test_it_says_that_logs_are_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    (tmp_path / "a.txt").write_text("展开全文\n" + LINE, "utf-8")
    assert main(["clean", str(tmp_path / "a.txt"), "--out", str(out)]) == 0
    assert main(["stats", str(out), str(tmp_path / "a.txt")]) == 0
    shown, err = capfd.readouterr()
    assert f"{out}: was written by clean; its logs are read, and nothing is cleaned again" in err
    assert re.search(r"^files +2$", shown, re.M) and re.search(r"^hidden_content +2 +2 +0 +10 +0 +0$", shown, re.M)
    os.rename(out / "findings.jsonl", out / "findings.jsonl.part")
    assert main(["stats", str(out)]) == 0
    assert "a run was broken off there" in capfd.readouterr().err


def test_the_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes("".join(f"{n}、{LINE}" for n in "一二三四五").encode("gb18030"))
    (tmp_path / "b.txt").write_text("展开全文\n" + LINE, "utf-8")
    (tmp_path / "c.txt").touch()
    (tmp_path / "d.txt").write_bytes(b"%PDF-1.7\n")
    assert main(["stats", str(tmp_path), "nowhere"]) == 1
    out, err = capfd.readouterr()
    head, codecs, rules = out.split("\n\n")
    assert re.search(r"^files +2$", head, re.M) and re.search(r"^failed +2$", head, re.M)
    assert re.search(r"^empty +1$", head, re.M) and re.search(r"^speeches +2$", head, re.M)
    assert [line.split()[:2] for line in codecs.splitlines()] == [["codec", "files"], ["gb18030", "1"], ["utf-8", "1"]]
    assert rules.splitlines()[0].split() == ["rule", "places", "files", "reported", "removed", "changed", "added"]
    assert rules.splitlines()[-1].split() == ["all", "1", "0", "5", "0", "0"]
    assert "nowhere: does not exist" in err and "d.txt: is a PDF document" in err


def test_nothing_to_count(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert figures(capfd, str(tmp_path / "nowhere"), code=1)["files"] == 0
    assert main(["stats", str(tmp_path / "nowhere")]) == 1


def test_damaged_logs_are_named_and_shown_without_control_characters(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("展开全文\n" + LINE, "utf-8")
    assert main(["clean", str(tmp_path), "--out", str(out)]) == 0
    log = out / "findings.jsonl"
    lines = log.read_text("utf-8").splitlines(keepends=True)
    first = json.loads(lines[0])
    first["segments"] = [[1, 2]]
    lines[0] = json.dumps(first) + "\n"
    log.write_text("".join(lines).replace("hidden_content", "\\u001b[2J"), "utf-8")
    manifest = out / "manifest.jsonl"
    manifest.write_text(manifest.read_text("utf-8").replace('"kind":"', '"kind":"\\u009b'), "utf-8")
    assert main(["stats", str(out)]) == 1
    shown, err = capfd.readouterr()
    assert f"a.txt: its records in {log} were damaged since" in err
    assert re.search(r"^files +1$", shown, re.M)
    assert (shown + err).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("found", "cure", "row"),
    [
        ("展开全文", "", Rule(1, 0, 0, 4, 0, 0)),
        ("書店", "书店", Rule(1, 0, 0, 0, 1, 0)),
        ("&#26449;", "村", Rule(1, 0, 0, 7, 1, 0)),
        ("埃", "啊。", Rule(1, 0, 0, 0, 1, 1)),
        ("", "\n", Rule(1, 0, 0, 0, 0, 1)),
        ("××", None, Rule(1, 0, 1, 0, 0, 0)),
    ],
)
def test_what_is_removed_changed_added(found: str, cure: str | None, row: Rule) -> None:
    rule = Rule()
    rule.count(Finding("x", 0, len(found), found, cure, 1.0))
    assert rule == row


def test_a_file_counts_once_for_a_rule() -> None:
    stats = Stats()
    finding = Finding("x", 0, 1, "a", "", 1.0)
    for findings in ([finding, finding], [finding], []):
        stats.add(Document(9, 3, (), findings, ["speech"]))
    assert (stats.rules["x"].files, stats.rules["x"].places, stats.cleaned()) == (2, 3, 6)


def test_options_count(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("展开全文\n" + LINE, "utf-8")
    assert figures(capfd, str(tmp_path), "--no-junk")["findings"] == {}
    assert list(figures(capfd, str(tmp_path), "--select", "hidden_content")["findings"]) == ["hidden_content"]


@pytest.mark.parametrize(
    "change",
    [
        {"characters": float("inf")},
        {"characters": -1},
        {"speeches": 1.5},
        {"encoding": 7},
        {"segments": [[0, 1, 7, 1.0, 0, 1, None]]},
        {"segments": [[0, 1, "utf-8", [], 0, 1, None]]},
        {"cure": 0},
        {"rule": []},
        {"start": True},
    ],
    ids=str,
)
def test_a_log_that_says_nonsense(tmp_path: Path, capfd: pytest.CaptureFixture[str], change: dict[str, Any]) -> None:
    out = tmp_path / "out"
    (tmp_path / "a.txt").write_text("展开全文\n" + LINE, "utf-8")
    assert main(["clean", str(tmp_path / "a.txt"), "--out", str(out)]) == 0
    log = out / "findings.jsonl"
    records = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    log.write_text("".join(json.dumps({**record, **change}) + "\n" for record in records), "utf-8")
    for command in (["stats", str(out)], ["restore", str(out), "--to", str(tmp_path / "back")]):
        assert main(command) == 1
        assert "were damaged since cleantext wrote them; clean it again" in capfd.readouterr().err
