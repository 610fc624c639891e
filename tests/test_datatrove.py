"""The step for datatrove, in real pipelines: what it writes, what it counts, and that no document stops the others."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datatrove", reason="datatrove is not installed: pip install 'cleantext-corpus[datatrove]'")
pytest.importorskip("orjson", reason="datatrove reads and writes JSON lines with orjson")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleantext import Finding, Options, chain, clean
from cleantext.adapters import datatrove
from cleantext.adapters.batch import Row
from cleantext.adapters.datatrove import CleantextFormatter, TextFileReader
from cleantext.errors import CleantextError
from cleantext.finding import rewind
from tests.test_corpus import LINE

GOOD = "春天的河岸上，孩子们放起了风筝。\n老人坐在石阶上，慢慢说起从前的渡船。"
GLOSSED = "磨坊的水车转(zhuàn)了整整一个冬天，磨出的面粉分(fēn)给了每一户人家，谁也没有多拿(ná)一斤。"
MORE = LINE[:20] + "我们要抓紧时间，把地种好。\n"
TWO = f"春耕动员讲话篇一\n同志们：\n{LINE * 4}春耕动员讲话篇二\n同志们：\n{MORE * 4}"


def given(folder: Path, *records: dict[str, Any]) -> str:
    folder.mkdir()
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return f"{folder}"


def records(folder: Path) -> list[dict[str, Any]]:
    files = (gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.jsonl.gz")))
    return [json.loads(line) for file in files for line in file.splitlines()]


def run(here: Path, *steps: PipelineStep | list[Document], tasks: int = 1) -> list[dict[str, Any]]:
    """What a pipeline of these steps writes; quarantined documents are in ``here / "bad"``, statistics in ``stats``."""
    pipeline = [*steps, JsonlWriter(f"{here / 'out'}")]
    LocalPipelineExecutor(pipeline, tasks=tasks, logging_dir=f"{here / 'logs'}").run()
    return records(here / "out")


def stats(here: Path) -> dict[str, Any]:
    steps = json.loads((here / "logs" / "stats.json").read_text("utf-8"))
    return next(step["stats"] for step in steps if "cleantext" in step["name"])


def test_text_is_cleaned_and_told_of_in_the_metadata(tmp_path: Path) -> None:
    source = given(
        tmp_path / "in", {"id": "g", "text": GLOSSED, "year": 2019}, {"id": "ok", "text": GOOD, "year": 2020}
    )
    glossed, good = run(tmp_path, JsonlReader(source), CleantextFormatter())
    assert glossed["text"] == re.sub(r"\(.*?\)", "", GLOSSED) == clean(GLOSSED).text
    assert glossed["id"] == "g"
    about = glossed["metadata"]
    assert about["year"] == 2019
    assert about["cleantext_rules"] == [{"rule": "pinyin_gloss", "count": 3}]
    assert about["cleantext_encoding"] is None
    assert [(speech["index"], speech["start"]) for speech in about["cleantext_speeches"]] == [(1, 0)]
    assert "cleantext_findings" not in about
    assert good["text"] == GOOD
    assert good["metadata"]["cleantext_rules"] == []
    assert {name: stats(tmp_path)[name] for name in ("total", "forwarded", "changed", "rule_pinyin_gloss")} == {
        "total": 2,
        "forwarded": 2,
        "changed": 1,
        "rule_pinyin_gloss": {"total": 3, "mean": 3},
    }


def test_findings_lead_back_to_the_source(tmp_path: Path) -> None:
    (made,) = run(tmp_path, [Document(GLOSSED, "g")], CleantextFormatter(findings=True))
    assert rewind(made["text"], [Finding(**each) for each in made["metadata"]["cleantext_findings"]]) == GLOSSED


def test_options_are_taken(tmp_path: Path) -> None:
    (made,) = run(tmp_path, [Document(GLOSSED, "g")], CleantextFormatter(Options(ignore=("pinyin_gloss",))))
    assert made["text"] == GLOSSED


def test_split_makes_a_document_a_speech(tmp_path: Path) -> None:
    first, second = clean(TWO).speeches
    source = given(
        tmp_path / "in", {"id": "two", "text": TWO, "site": "a"}, {"id": "one", "text": GLOSSED, "site": "b"}
    )
    made = run(tmp_path, JsonlReader(source), CleantextFormatter(split=True))
    assert [(each["id"], each["text"]) for each in made] == [
        ("two.001", first.text),
        ("two.002", second.text),
        ("one", clean(GLOSSED).text),
    ]
    assert [each["metadata"]["site"] for each in made] == ["a", "a", "b"]
    assert [each["metadata"]["speech_index"] for each in made] == [1, 2, 1]
    assert [each["metadata"]["speech_title"] for each in made[:2]] == [first.title, second.title]
    assert {frozenset(each["metadata"]) for each in made} == {frozenset(made[0]["metadata"])}
    assert stats(tmp_path)["forwarded"] == 3


def test_findings_of_a_speech_are_counted_with_it(tmp_path: Path) -> None:
    glossed = f"{GLOSSED}\n"
    text = f"春耕动员讲话篇一\n同志们：\n{LINE * 4}春耕动员讲话篇二\n同志们：\n{MORE * 3}{glossed}"
    first, second = run(tmp_path, [Document(text, "a")], CleantextFormatter(split=True))
    counts = [{each["rule"]: each["count"] for each in made["metadata"]["cleantext_rules"]} for made in (first, second)]
    assert [count.get("pinyin_gloss", 0) for count in counts] == [0, 3]


def test_a_text_without_speeches_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.speeches.split", lambda text, least: ())
    (made,) = run(tmp_path, [Document(GOOD, "a")], CleantextFormatter(split=True))
    assert (made["id"], made["text"], made["metadata"]["speech_kind"]) == ("a", GOOD, "text")


def test_without_junk_nothing_is_split(tmp_path: Path) -> None:
    (made,) = run(tmp_path, [Document(TWO, "a")], CleantextFormatter(Options(junk=False), split=True))
    assert made["text"] == TWO


def broken_batch(batch: list[Any], options: Options, split: bool) -> list[Row]:
    (text,) = batch
    if text == "hang":
        threading.Event().wait()
    if text == "die":
        os._exit(9)
    if text == "fault":
        return [Row(text, None, (), (), "could not be cleaned (a fault)")]
    made = chain.clean(text, options)
    return [Row(made.text, None, made.speeches, made.findings, None)]


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cleaning that hangs, dies or fails on some texts."""
    monkeypatch.setattr(datatrove, "clean_batch", broken_batch)
    return


@pytest.mark.usefixtures("fragile")
def test_what_fails_hangs_or_dies_is_quarantined(tmp_path: Path) -> None:
    source = [Document(text, text[:5], metadata={"year": 1}) for text in ("fault", "hang", GLOSSED, "die", GOOD)]
    step = CleantextFormatter(exclusion_writer=JsonlWriter(f"{tmp_path / 'bad'}"), timeout=1.0)
    made = run(tmp_path, source, step)
    assert [each["text"] for each in made] == [clean(GLOSSED).text, GOOD]
    aside = records(tmp_path / "bad")
    assert [(each["id"], each["text"]) for each in aside] == [("fault", "fault"), ("hang", "hang"), ("die", "die")]
    assert [each["metadata"]["filter_reason"].partition(";")[0] for each in aside] == [
        "could not be cleaned (a fault)",
        "took longer than 1 s",
        "brought its process down",
    ]
    assert all(each["metadata"]["year"] == 1 for each in aside)
    counted = stats(tmp_path)
    assert [counted[f"dropped_{kind}"] for kind in ("error", "timeout", "died")] == [1, 1, 1]
    assert (counted["total"], counted["forwarded"], counted["dropped"]) == (5, 2, 3)


@pytest.mark.usefixtures("fragile")
def test_without_a_writer_the_log_names_what_is_dropped(tmp_path: Path) -> None:
    source = [Document("fault", f"bad-{number}") for number in range(7)]
    assert run(tmp_path, [*source, Document(GOOD, "ok")], CleantextFormatter())[0]["id"] == "ok"
    log = (tmp_path / "logs" / "logs" / "task_00000.log").read_text("utf-8")
    assert re.findall(r"cleantext: (bad-\d)", log) == [f"bad-{number}" for number in range(5)]


def test_texts_that_no_writer_could_write_are_quarantined(tmp_path: Path) -> None:
    texts: list[Any] = [f"{GOOD}\ud83d", None, 7, "　　", GOOD]
    step = CleantextFormatter(exclusion_writer=JsonlWriter(f"{tmp_path / 'bad'}"))
    made = run(tmp_path, [Document(text, f"{number}") for number, text in enumerate(texts)], step)
    assert [each["id"] for each in made] == ["4"]
    aside = records(tmp_path / "bad")
    assert [each["metadata"]["filter_reason"].partition(",")[0] for each in aside] == [
        "holds half a character (a lone surrogate)",
        "its text is NoneType",
        "its text is int",
        "no text is left of it: it was blank",
    ]
    assert aside[0]["text"] == f"{GOOD}\\ud83d"


def test_text_files_in_any_codec(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.txt").write_bytes((GOOD * 3).encode("gbk"))
    (folder / "乙.txt.gz").write_bytes(gzip.compress((GOOD * 3).encode()))
    (folder / "丙.txt").write_bytes(b"")
    (folder / "丁.txt.gz").write_bytes(b"no gzip")
    made = run(tmp_path, TextFileReader(f"{folder}"), CleantextFormatter())
    assert {each["id"]: each["text"] for each in made} == {"甲.txt": GOOD * 3, "乙.txt.gz": GOOD * 3}
    assert {each["id"]: each["metadata"]["cleantext_encoding"] for each in made} == {
        "甲.txt": "gb18030",
        "乙.txt.gz": "utf-8",
    }
    assert all(Path(each["metadata"]["file_path"]).is_file() for each in made)


def test_tasks_in_processes_make_what_one_makes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        lines = (json.dumps({"id": f"{number}-{i}", "text": text}) for i, text in enumerate((GLOSSED, TWO, GOOD)))
        (folder / f"{number}.jsonl").write_text("\n".join(lines), "utf-8")
    made = []
    for tasks in (1, 2):
        here = tmp_path / f"{tasks}"
        made.append(run(here, JsonlReader(f"{folder}"), CleantextFormatter(split=True), tasks=tasks))
    key = "id"
    assert sorted(made[0], key=lambda each: each[key]) == sorted(made[1], key=lambda each: each[key])
    assert stats(tmp_path / "2")["total"] == 12


def test_wrong_options_are_told_before_the_first_document() -> None:
    with pytest.raises(CleantextError, match="no rule is called 'watermarks'"):
        CleantextFormatter(Options(ignore=("watermarks",)))
    with pytest.raises(TypeError, match=r"the options are NoneType; give cleantext.Options"):
        CleantextFormatter(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("timeout", [-1, float("nan"), float("inf")])
def test_a_time_that_is_none_is_told(timeout: float) -> None:
    with pytest.raises(CleantextError, match=rf"timeout={timeout} is no number from 0 up; give seconds"):
        CleantextFormatter(timeout=timeout)
    with pytest.raises(TypeError, match="the timeout is str; give a number of seconds"):
        CleantextFormatter(timeout=f"{timeout}")  # type: ignore[arg-type]


def manual(number: int, here: Path) -> str:
    """A block of code of the manual, with its folders in ``here``: datatrove keeps where a relative one once was."""
    text = (Path(__file__).parents[1] / "docs" / "datatrove.md").read_text("utf-8")
    block: str = re.findall(r"```python\n(.*?)```", text, re.S)[number]
    return re.sub(r'"(in|out|quarantine)"', lambda name: repr(f"{here / name[1]}"), block)


def test_the_manual_starts_with_what_runs(tmp_path: Path) -> None:
    given(tmp_path / "in", {"id": "g", "text": GLOSSED})
    exec(manual(0, tmp_path).replace("tasks=8", f"logging_dir={str(tmp_path / 'logs')!r}"), {})
    assert [each["text"] for each in records(tmp_path / "out")] == [clean(GLOSSED).text]


def test_the_manual_is_right_about_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the manual's Parquet needs pyarrow")
    said: dict[str, Any] = {}
    exec(manual(1, tmp_path), said)
    source = [Document(text, f"{number}", metadata={"year": 2000}) for number, text in enumerate((GOOD, GLOSSED, TWO))]
    run(tmp_path, source, CleantextFormatter(split=True), said["writer"])
    (path,) = (tmp_path / "out").glob("*.parquet")
    rows = parquet.read_table(path).to_pylist()
    assert [row["id"] for row in rows] == ["0", "1", "2.001", "2.002"]
    assert [row["year"] for row in rows] == [2000] * 4
    assert rows[1]["cleantext_rules"] == [{"rule": "pinyin_gloss", "count": 3}]
    assert [row["speech_index"] for row in rows] == [1, 1, 1, 2]


def test_without_datatrove_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datatrove.data", None)
    monkeypatch.delitem(sys.modules, "cleantext.adapters.datatrove")
    with pytest.raises(ImportError, match=re.escape("pip install 'cleantext-corpus[datatrove]'")):
        importlib.import_module("cleantext.adapters.datatrove")
