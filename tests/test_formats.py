"""``check`` for programs: whole and true, in every format, whatever the files and their names hold."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from cleantext import chain, passes
from cleantext.cli import main
from cleantext.finding import Finding
from cleantext.formats.sarif import location
from cleantext.settings import FORMATS

TEXT = "今天开会。\n正\u200b文，大家都来了，50%&ldquo;好&rdquo;。\n谢谢大家。\n"
MACHINE = [name for name in FORMATS if name != "text"]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "a b").mkdir(parents=True)
    (tmp_path / "in" / "a b" / "讲,话:1%.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "fine.txt").write_text("今天开会，谢谢大家。\n", "utf-8")
    return tmp_path


def check(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", *arguments])
    return code, capfd.readouterr().out


def test_all_formats_tell_the_same(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = "in/a b/讲,话:1%.txt"
    code, text = check(capfd, "in")
    lines = text.splitlines()
    assert code == 1 and len(lines) > 1
    wanted = [line.removeprefix(f"{path}:").split(": ", 2) for line in lines]
    code, out = check(capfd, "in", "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 1 and {record["path"] for record in records} == {path}
    assert [[f"{r['line']}:{r['column']}", r["rule"], r["message"]] for r in records] == wanted
    assert set(records[0]) >= {"found", "cure", "confidence", "note", "end_line", "end_column"}
    _, out = check(capfd, "in", "--format", "json")
    whole = json.loads(out)
    assert [{"path": path, **each} for file in whole["files"] for each in file["findings"]] == records
    assert whole["summary"]["files"] == 2 and whole["summary"]["findings"] == len(records)
    assert sum(whole["summary"]["rules"].values()) == len(records)
    _, out = check(capfd, "in", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["region"] for result in results]
    assert [[f"{p['startLine']}:{p['startColumn']}"] for p in places] == [each[:1] for each in wanted]
    _, out = check(capfd, "in", "--format", "github")
    assert len(out.splitlines()) == len(wanted)
    place, rule, message = wanted[0]
    line, column = place.split(":")
    assert out.splitlines()[0] == (
        f"::warning file=in/a b/讲%2C话%3A1%25.txt,line={line},col={column},title={rule}::{message.replace('%', '%25')}"
    )


def test_sarif_is_well_formed(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out = check(capfd, "in", "nowhere", "--format", "sarif")
    log = json.loads(out)
    assert code == 1 and log["version"] == "2.1.0" and "sarif-2.1.0" in log["$schema"] and len(log["runs"]) == 1
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == len(passes.rule_names()) + len(passes.REPORTS) - 1
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("warning", "note") and result["message"]["text"]
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"] == {
            "uri": "in/a%20b/%E8%AE%B2%2C%E8%AF%9D%3A1%25.txt",
            "uriBaseId": "%SRCROOT%",
        }
        region = where["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert (1, 1) <= (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    done = run["invocations"][0]
    assert done["executionSuccessful"] is False
    assert [each["message"]["text"] for each in done["toolExecutionNotifications"]] == [
        "nowhere: does not exist; check the path"
    ]


def test_where_a_file_is(corpus: Path) -> None:
    assert (
        location("./in/x.txt")
        == location(str(corpus / "in" / "x.txt"))
        == {"uri": "in/x.txt", "uriBaseId": "%SRCROOT%"}
    )
    outside = location("../不.txt")
    assert set(outside) == {"uri"} and outside["uri"].startswith("file:///")
    assert unquote_to_bytes(outside["uri"].removeprefix("file://")) == os.fsencode(corpus.parent / "不.txt")
    assert location("..a.txt")["uri"] == "..a.txt"


@pytest.mark.parametrize("form", MACHINE)
def test_nothing_else_is_on_stdout(form: str, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (corpus / "in" / "z.txt").write_bytes(b"%PDF-1.7\n")
    (corpus / "in" / "y.txt").touch()
    assert main(["check", "in", "nowhere", "--format", form]) == 1
    out, err = capfd.readouterr()
    assert "is a PDF document" in err and "in/y.txt: is empty; skipped" in err and "findings" in err
    lines = out.splitlines()
    if form == "github":
        assert all(line.startswith(("::warning file=", "::error file=")) for line in lines)
        assert sum(line.startswith("::error file=") for line in lines) == 2
    elif form == "jsonl":
        assert all(json.loads(line)["rule"] for line in lines)
    else:
        whole = json.loads(out)
        if form == "json":
            assert [file["path"] for file in whole["files"] if "error" in file] == ["nowhere", "in/z.txt"]
            assert whole["summary"]["failed"] == 2
    assert main(["check", "in", "--format", form, "--quiet"]) == 1
    again, err = capfd.readouterr()
    assert again and "findings" not in err


@pytest.mark.parametrize("form", MACHINE)
def test_no_finding_is_a_whole_report(form: str, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out = check(capfd, "in/fine.txt", "--format", form)
    assert code == 0
    if form in ("jsonl", "github"):
        assert out == ""
        return
    record: Any = json.loads(out)
    assert (record["files"] if form == "json" else record["runs"][0]["results"]) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_cannot_speak_to_the_terminal(
    form: str, corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    nasty = "\x1b[2J\x7f\x9b\u202e\r\n::error::x,%0A"
    found = Finding("layout", 0, len(nasty), nasty, None, 0.9, nasty)
    monkeypatch.setattr(chain, "detect", lambda source, options: (found,))
    (corpus / "in" / "x\x1b\n::error::\u202e.txt").write_text(nasty + TEXT, "utf-8", newline="")
    assert main(["check", "in", "--format", form]) == 1
    out = capfd.readouterr().out
    assert out.replace("\n", "").isprintable()
    if form == "github":
        assert all(line.startswith("::warning file=") and line.count("::") >= 2 for line in out.splitlines())
        assert "%2C" not in out.split("title=layout::")[1] and "%250A" in out


@pytest.mark.skipif(os.name != "posix", reason="names that are bytes")
def test_a_name_that_is_not_utf_8(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = os.fsencode(corpus) + b"/in/\xbd\xb2.txt"
    try:
        Path(os.fsdecode(raw)).write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("a file system that takes UTF-8 only")
    _, out = check(capfd, os.fsdecode(b"in/\xbd\xb2.txt"), "--format", "jsonl")
    first = json.loads(out.splitlines()[0])
    assert (first["path"], bytes.fromhex(first["path_bytes"])) == ("in/\\xbd\\xb2.txt", b"in/\xbd\xb2.txt")
    _, out = check(capfd, os.fsdecode(b"in/\xbd\xb2.txt"), "--format", "sarif")
    assert '"uri": "in/%BD%B2.txt"' in out


def test_what_is_possible_is_a_note(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chain, "detect", lambda source, options: (Finding("layout", 0, 2, "今天", None, 0.3),))
    code, out = check(capfd, "in/fine.txt", "--format", "github")
    assert code == 0 and out.startswith("::notice file=in/fine.txt,line=1,col=1,title=layout::perhaps")
    _, out = check(capfd, "in/fine.txt", "--format", "sarif")
    assert json.loads(out)["runs"][0]["results"][0]["level"] == "note"


def test_records_are_told_by_their_lines_in_every_format(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"text": TEXT}, ensure_ascii=False), "{bad", json.dumps({"text": "今天开会。"})]
    (corpus / "r.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    code, text = check(capfd, "r.jsonl")
    wanted = [line.split(": ")[:2] for line in text.splitlines()]
    assert code == 1 and wanted and all(place.startswith("r.jsonl:1:") for place, _ in wanted)
    _, out = check(capfd, "r.jsonl", "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert [[f"{r['path']}:{r['line']}:{r['column']}", r["rule"]] for r in records] == wanted
    _, out = check(capfd, "r.jsonl", "--format", "json")
    whole = json.loads(out)
    assert [file["path"] for file in whole["files"]] == ["r.jsonl"]
    assert (whole["summary"]["records"], whole["summary"]["quarantined"]) == (2, 1)
    assert main(["check", "r.jsonl", "--write-baseline", "known.json", "--quiet"]) == 1  # a line is bad
    assert json.loads(Path("known.json").read_text("utf-8"))["files"]["r.jsonl"]
    assert check(capfd, "r.jsonl", "--baseline", "known.json")[1] == ""
