"""What ``diff``, ``split`` and ``stats`` show of files of records: each record is a document of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleantext.cli import main
from tests.test_records import GOOD, TWO, lines

HURT = GOOD.replace("，", "，\u200b", 1)
pytest.importorskip("pyarrow")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [GOOD, HURT, TWO]
    made = [{"n": n, "meta": {"body": text}} for n, text in enumerate(texts)]
    (folder / "a.jsonl").write_bytes(lines(*made[:2]) + b"nonsense\n" + lines(made[2]))
    pq.write_table(pa.Table.from_pylist(made), folder / "b.parquet")
    (folder / "c.txt").write_text(HURT + "\n", "utf-8")
    return folder


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--text-column", "meta.body", "--id-column", "n", "--no-config"])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_diff_has_a_header_for_each_record(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "diff", "in", "--select", "invisible")
    first, last = HURT.split("\n")
    assert code == 1
    wanted = []
    for name in ("in/a.jsonl:2 (1)", "in/b.parquet:2 (1)"):
        wanted += [f"--- {name}", f"+++ {name} (cleaned)", "@@ -1,2 +1,2 @@"]
        wanted += [f"-{first}".replace("\u200b", "\\u200b"), f"+{GOOD.splitlines()[0]}", f" {last}"]
        wanted += ["\\ No newline at end of file"]
    assert out.splitlines()[: len(wanted)] == wanted
    assert "--- in/c.txt" in out
    assert "in/a.jsonl:3: is not JSON" in err and "not looked through" in err
    counts = dict(line.rsplit(None, 1) for line in err.splitlines() if not line.startswith("cleantext:"))
    assert [counts[name] for name in ("files", "changed", "records", "records changed")] == ["3", "3", "6", "2"]
    assert counts["quarantined"] == "1"
    assert run(capfd, "diff", "in/b.parquet", "--select", "slashes")[:2] == (0, "")


def test_a_split_names_the_line_and_the_column(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "split", "in/a.jsonl", "in/b.parquet")
    shown = [line.partition(" [")[0] for line in out.splitlines()]
    assert code == 1  # a line is bad
    line = (here / "a.jsonl").read_text("utf-8").splitlines()[3]
    columns = [int(each.split(":")[2]) for each in shown if each.startswith("in/a.jsonl:4:")]
    assert len(columns) == 2 and all(line[column - 1 :].startswith("同志们") for column in columns)
    rows = [int(each.split(":")[2]) for each in shown if each.startswith("in/b.parquet:3:")]
    assert len(rows) == 2 and all(TWO[column - 1 :].startswith("同志们") for column in rows)
    _, out, _ = run(capfd, "split", "in/a.jsonl", "in/b.parquet", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert [(each["source"], each["line"], each["id"]) for each in found] == [
        *(("in/a.jsonl", line, n) for n, line in enumerate((1, 2, 4))),
        *(("in/b.parquet", row, row - 1) for row in (1, 2, 3)),
    ]
    assert len(found[2]["speeches"]) == len(found[5]["speeches"]) == 2
    assert run(capfd, "split", "in/b.parquet", "--titles-only")[1].count("春耕动员讲话") == 2


def test_figures_count_records(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "stats", "in", "--json", "--select", "invisible")
    found = json.loads(out)
    assert code == 1 and (found["files"], found["records"], found["quarantined"]) == (3, 6, 1)
    assert found["bytes"] == sum(path.stat().st_size for path in here.iterdir())
    assert found["characters"] == 2 * len(GOOD + HURT + TWO) + len(HURT) + 1
    assert found["cleaned_characters"] == found["characters"] - 3
    assert (found["findings"]["invisible"]["places"], found["findings"]["invisible"]["files"]) == (3, 3)
    assert [each["share"] for each in found["codecs"].values()] == [1.0]
    shown = run(capfd, "stats", "in")[1]
    assert "records" in shown.splitlines()[1]


def test_a_file_that_fails_has_no_figures(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "b.parquet").write_bytes(b"PAR1")
    (here / "d.jsonl").write_bytes(lines({"text": GOOD}))
    code, out, err = run(capfd, "stats", "in", "--json")
    assert code == 1 and "in/b.parquet: is no Parquet" in err and "in/d.jsonl:1: has no column 'meta.body'" in err
    assert json.loads(out)["files"] == 2
    for command in ("diff", "split"):
        code, _, err = run(capfd, command, "in")
        assert code == 1 and "in/b.parquet: is no Parquet" in err and "Traceback" not in err


def test_a_crash_costs_one_record(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from cleantext import chain

    clean = chain.clean

    def crashing(text: str, *rest: object) -> object:
        if text == HURT:
            raise ZeroDivisionError("boom")
        return clean(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(chain, "clean", crashing)
    for command in ("diff", "split", "stats"):
        code, _, err = run(capfd, command, "in/b.parquet")
        assert code == 1 and "in/b.parquet:2: could not be looked through (ZeroDivisionError: boom)" in err


def test_the_logs_of_records_give_no_figures_and_it_is_said(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "in/b.parquet", "--text-column", "meta.body", "--out", "out", "--no-config"]) == 0
    assert main(["stats", "out"]) == 1
    assert "in/b.parquet: is a file of records, of which out has no figures; give it itself" in capfd.readouterr().err
