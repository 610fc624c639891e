"""Texts that become records: a few outputs for many sources, the same after any interruption, and a way back."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli import main
from cleantext.corpus import parts as parts_module
from cleantext.corpus.part_files import Texts
from cleantext.corpus.parts import parts
from cleantext.corpus.read import Source
from cleantext.corpus.records import Columns
from cleantext.errors import CleantextError
from tests.test_corpus import LINE, written

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "fixtures" / "demo"
LOGS = {"findings.jsonl", "manifest.jsonl"}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("east", "west"):
        shutil.copytree(DEMO, tmp_path / "in" / name / "sub")
    (tmp_path / "in" / "loose.txt").write_text(LINE, "utf-8")
    return tmp_path / "in"


def clean(*options: str, out: str = "out", form: str = "jsonl") -> int:
    return main(["clean", "in", "--out", out, "--format", form, "--no-config", *options])


def read(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def test_a_file_for_each_folder_at_the_top_and_a_record_a_speech(corpus: Path) -> None:
    assert main(["clean", "in", "--out", "files", "--no-config"]) == 0
    assert clean() == 0
    assert set(written(Path("out"))) == LOGS | {"east.jsonl", "west.jsonl", "speeches.jsonl"}
    listed = {(each["source"], each["index"]): each for each in read("files/manifest.jsonl")}
    found = [each for name in ("east", "west", "speeches") for each in read(f"out/{name}.jsonl")]
    assert len(found) == len(listed)
    for record in found:
        wanted = listed[record["source"], record["index"]]
        text = Path("files", wanted.pop("output")).read_text("utf-8")
        del wanted["output_sha256"]
        assert list(record) == ["text", *wanted]
        assert record == {"text": text[: len(record["text"])], **wanted} and not text[len(record["text"]) :].strip()


def test_the_manifest_has_a_line_a_speech_that_says_where_it_is(corpus: Path) -> None:
    assert clean("--compress", "gz") == 0
    for row in read("out/manifest.jsonl"):
        lines = gzip.decompress(Path("out", row["output"]).read_bytes()).splitlines()
        record = json.loads(lines[row["output_line"] - 1])
        assert (record["source"], record["index"]) == (row["source"], row["index"])


def test_findings_are_those_of_files(corpus: Path) -> None:
    assert main(["clean", "in", "--out", "files", "--no-config"]) == 0
    assert clean() == 0

    def found(out: str) -> list[dict[str, Any]]:
        rows = [{**each, "run": ""} for each in read(f"{out}/findings.jsonl")]
        return sorted(rows, key=lambda each: (each["source"], each["record"], json.dumps(each)))

    assert found("out") == found("files")


def test_a_table(corpus: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="the extra [parquet] is not installed")
    assert clean() == 0
    assert clean(out="table", form="parquet") == 0
    assert set(written(Path("table"))) == LOGS | {"east.parquet", "west.parquet", "speeches.parquet"}
    tables = [pq.read_table(f"table/{name}.parquet") for name in ("east", "speeches")]
    assert tables[0].schema.equals(tables[1].schema)
    for row, record in zip(tables[0].to_pylist(), read("out/east.jsonl"), strict=True):
        row["findings"] = dict(row["findings"])
        assert {name: value for name, value in row.items() if value is not None} == record


def test_options_are_those_of_files(corpus: Path) -> None:
    assert clean("--no-split") == 0
    assert {each["index"] for each in read("out/east.jsonl")} == {1}
    assert len(read("out/east.jsonl")) == len(list(DEMO.glob("*.txt")))


@pytest.mark.parametrize("options", [("jsonl",), ("jsonl", "--compress", "gz"), ("jsonl", "--jobs", "3"), ("parquet",)])
def test_sources_come_back(corpus: Path, options: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    if "parquet" in options:
        pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    assert clean(*options[1:], form=options[0]) == 0
    before = written(corpus)
    shutil.rmtree(corpus)
    assert main(["restore", "out", "--to", "back"]) == 0
    assert written(Path("back")) == before
    name = next(name for name in written(Path("out")) if name.startswith("east"))
    Path("out", name).write_bytes(Path("out", name).read_bytes() + b"\n")
    capfd.readouterr()
    assert main(["restore", "out", "--to", "again"]) == 1
    assert f"out/{name}: was edited since cleantext wrote it, and in/east/" in capfd.readouterr().err
    assert {path.split("/")[0] for path in written(Path("again"))} == {"west", "loose.txt"}


def test_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    with zipfile.ZipFile("in/a.zip", "w") as archive:
        archive.writestr("b/c.txt", LINE.encode("gb18030"))
    Path("in/d.txt.gz").write_bytes(gzip.compress(LINE.encode()))
    assert clean() == 0
    assert set(written(Path("out"))) == LOGS | {"a.zip.jsonl", "speeches.jsonl"}
    assert read("out/a.zip.jsonl")[0]["source"] == "in/a.zip!b/c.txt"
    kept = written(Path("out"))
    assert clean() == 0
    assert written(Path("out")) == kept


def sources(*given: tuple[str, int]) -> list[Source]:
    return [Source(f"in/{name}", name, size) for name, size in given]


def test_parts_are_bounded_and_names_are_never_shared() -> None:
    made = parts(sources(("a/1.txt", 6), ("a/2.txt", 4), ("a/x/3.txt", 1), ("b.txt", 99), ("c.txt", 1)), Columns(), 10)
    assert [(part.name, len(part.sources)) for part in made] == [
        ("a.jsonl", 2),
        ("a.002.jsonl", 1),
        ("speeches.jsonl", 1),
        ("speeches.002.jsonl", 1),
    ]
    made = parts(sources(("A/1", 1), ("a/2", 1), ("manifest/1", 1), ("speeches/1", 1), ("x", 1)), Columns())
    assert [(part.name, len(part.sources)) for part in made] == [
        ("A.jsonl", 2),
        ("manifest~2.jsonl", 1),
        ("speeches.jsonl", 2),
    ]
    made = parts(sources(("a/1", 9), ("a/2", 9), ("a.002/1", 1)), Columns(format="parquet"), 10)
    assert [part.name for part in made] == ["a.parquet", "a.002.parquet", "a.002~2.parquet"]
    assert parts(sources(("a", 1)), Columns(compress="zst"))[0].name == "speeches.jsonl.zst"


def test_records_beside_texts(corpus: Path) -> None:
    (corpus / "east.jsonl").write_text(json.dumps({"text": LINE}) + "\n")
    assert clean() == 0
    assert set(written(Path("out"))) == LOGS | {"east.jsonl", "east~2.jsonl", "west.jsonl", "speeches.jsonl"}
    assert list(read("out/east~2.jsonl")[0]) == ["text"]


def test_what_is_done_is_taken_over(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean() == 0
    first = written(Path("out"))
    total = len(list(corpus.rglob("*.txt")))
    capfd.readouterr()
    assert clean("--jobs", "2") == 0
    assert f"unchanged since the last run {total}" in " ".join(capfd.readouterr().err.split())
    assert written(Path("out")) == first
    (corpus / "west" / "sub" / "07-nothing-wrong.txt").write_text("我们今天开会。\n", "utf-8")
    assert clean() == 0
    assert f"unchanged since the last run {total // 2 + 1}" in " ".join(capfd.readouterr().err.split())
    assert any(each["text"].startswith("我们今天开会。") for each in read("out/west.jsonl"))
    assert clean(out="fresh") == 0
    assert written(Path("fresh")) == written(Path("out"))


@pytest.mark.parametrize("change", ["lost", "removed", "added"])
def test_a_part_is_made_anew(corpus: Path, change: str) -> None:
    assert clean() == 0
    if change == "lost":
        Path("out/east.jsonl").unlink()
    elif change == "removed":
        (corpus / "east" / "sub" / "01-torn-and-glossed.txt").unlink()
    else:
        (corpus / "east" / "new.txt").write_text(LINE, "utf-8")
    assert clean() == 0
    assert clean(out="fresh") == 0
    assert written(Path("out")) == written(Path("fresh"))


def test_a_changed_option_or_form_does_all_again(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean() == 0
    capfd.readouterr()
    assert clean("--script", "keep") == 0
    assert clean("--compress", "gz") == 0
    assert "unchanged" not in capfd.readouterr().err
    assert set(written(Path("out"))) == LOGS | {"east.jsonl.gz", "west.jsonl.gz", "speeches.jsonl.gz"}
    assert main(["clean", "in", "--out", "out", "--no-config"]) == 0
    assert not list(Path("out").glob("*.gz"))


def test_an_edited_output_is_refused_and_the_others_go_on(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean() == 0
    Path("out/east.jsonl").write_text("mine")
    assert clean("--script", "keep") == 1
    err = capfd.readouterr().err
    assert err.count("out/east.jsonl: was edited since cleantext wrote it") == 1
    assert Path("out/east.jsonl").read_text() == "mine"
    assert clean("--script", "keep", out="fresh") == 0
    assert written(Path("out"))["west.jsonl"] == written(Path("fresh"))["west.jsonl"]
    assert clean("--script", "keep", "--force") == 0
    assert written(Path("out")) == written(Path("fresh"))


def test_a_source_that_fails_is_named_and_the_rest_of_its_part_goes_on(
    corpus: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (corpus / "east" / "sub" / "05.txt").write_bytes(b"\x00\x01\x02" * 2000)
    assert clean() == 1
    assert "in/east/sub/05.txt: " in capfd.readouterr().err
    assert {each["source"] for each in read("out/east.jsonl")} == {
        f"in/east/sub/{path.name}" for path in DEMO.iterdir()
    }


def test_a_killed_run_goes_on_and_ends_the_same(corpus: Path) -> None:
    for number in range(6):
        shutil.copytree(DEMO, corpus / f"more{number}")
    assert clean(out="calm") == 0
    command = [sys.executable, "-m", "cleantext", "clean", "in", "--out", "out", "--no-config", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for wanted in (1, 2, 4, 7):
        run = subprocess.Popen([*command, "--format", "jsonl"], env=environment, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(list(Path("out").glob("[!fm]*.jsonl"))) < wanted:
            os.sched_yield()
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert clean("--jobs", "2") == 0
    assert written(Path("out")) == written(Path("calm"))


def test_a_run_with_small_parts_is_the_same_with_more_processes(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module.parts, "__defaults__", (2000,))
    assert clean() == 0
    assert Path("out/east.003.jsonl").exists()
    assert clean("--jobs", "3", out="three") == 0
    assert written(Path("out")) == written(Path("three"))


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}\n')
    texts = Texts(str(path))
    assert [texts.text(number) for number in (2, 1, 1, 2)] == ["b", "a", "a", "b"]
    with pytest.raises(CleantextError, match="has no record 3"):
        texts.text(3)
