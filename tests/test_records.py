"""Files of records: the text is cleaned, everything else stays, and what cannot be used stops nothing."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import pickle
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

import pytest

from cleantext.adapters.parts import Part, Span, count_lines, cut
from cleantext.cli import main
from cleantext.corpus.read import Source
from cleantext.corpus.records import Columns, Plan, run
from cleantext.corpus.records.batch import clean_lines, numbered
from cleantext.corpus.records.line import column, columns_of, literal, parsed, text_of, with_text
from cleantext.corpus.records.names import names
from cleantext.corpus.records.reading import Lines, batches, lines_of
from cleantext.corpus.workers import Failure
from cleantext.errors import CleantextError
from cleantext.finding import Finding, rewind
from cleantext.options import Options
from tests.test_corpus import LINE, written

GOOD = "春天的河岸上，孩子们放起了风筝。\n老人坐在石阶上，慢慢说起从前的渡船。"
MORE = LINE[:20] + "我们要抓紧时间，把地种好。\n"
TWO = f"春耕动员讲话篇一\n同志们：\n{LINE * 4}春耕动员讲话篇二\n同志们：\n{MORE * 4}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def read(path: str | Path) -> list[Any]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def clean(*arguments: str) -> int:
    return main(["clean", *arguments, "--out", "out", "--no-config"])


def test_the_text_is_cleaned_and_the_rest_stays_as_it_was_written(here: Path) -> None:
    good = f'{{"n": 1.10, "text": "{LINE.strip()}", "big":12345678901234567890.123456789012345678901}}'
    bad = good.replace(LINE.strip(), f"{GOOD[:16]}\\u0041\\ufeff{GOOD[17:]}")
    (here / "a.jsonl").write_text(f"\ufeff{good}\r\n\n{bad}\n{good}", "utf-8")
    assert clean("in") == 0
    out = Path("out/a.jsonl").read_text("utf-8").split("\n")
    assert (out[0], out[2], out[3:]) == (good, good, [""])
    assert out[1] == good.replace(LINE.strip(), f"{GOOD[:16]}A{GOOD[17:]}")
    assert list(written(Path("out"))) == ["a.jsonl", "findings.jsonl", "manifest.jsonl"]


def test_the_logs_lead_back(here: Path) -> None:
    text = "\ufeff".join(GOOD.split("。"))
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}, {"text": text, "id": "x7"}))
    assert clean("in", "--id-column", "id") == 0
    layout, row, *findings = read("out/findings.jsonl")
    assert (layout["record"], layout["first"], layout["count"]) == ("lines", 1, 2)
    assert (row["record"], row["source"], row["line"], row["id"]) == ("row", "in/a.jsonl", 2, "x7")
    made = read("out/a.jsonl")[1]["text"]
    assert made != text
    assert rewind(made, [Finding(**{name: f[name] for name in Finding._fields}) for f in findings]) == text
    (manifest,) = read("out/manifest.jsonl")
    assert manifest["records"] == 2 and manifest["changed"] == 1 and manifest["output"] == "a.jsonl"


def test_a_record_a_speech(here: Path) -> None:
    (here / "a.jsonl").write_bytes(lines({"id": 1, "text": TWO, "x": [1]}, {"id": 2, "text": GOOD}, {"text": ""}))
    assert clean("in") == 0
    first, second, other, empty = read("out/a.jsonl")
    assert (first["id"], first["cleantext_index"], second["id"], second["cleantext_index"]) == (1, 1, 1, 2)
    assert first["x"] == second["x"] == [1]
    assert LINE in first["text"] and MORE in second["text"] and "篇" not in first["text"]
    assert other == {"id": 2, "text": GOOD} and empty == {"text": ""}
    assert clean("in", "--no-split") == 0
    assert len(read("out/a.jsonl")) == 3


def test_bad_records_are_told_and_set_aside(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bad = [b"nonsense", b'{"no": 1}', b'{"text": null}', b"[1]", b'"x"', b"[" * 100000, b'{"text": "\xff\xff\xff"}']
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}) + b"\n".join(bad) + b"\n" + lines({"text": GOOD}))
    assert clean("in") == 1
    assert read("out/a.jsonl") == [{"text": GOOD}] * 2
    aside = read("out/quarantine.jsonl")
    assert [each["line"] for each in aside] == [2, 3, 4, 5, 6, 7, 8]
    assert [each["record"] for each in aside[:2]] == ["nonsense", '{"no": 1}']
    assert bytes.fromhex(aside[-1]["record"]["hex"]) == bad[-1]
    err = capfd.readouterr().err
    assert "in/a.jsonl:2: is not JSON (Expecting value, column 1); set aside in out/quarantine.jsonl" in err
    assert "in/a.jsonl:3: has no column 'text'" in err and "in/a.jsonl:4: has no text in 'text' but null" in err
    assert "in/a.jsonl: 2 more records set aside" in err
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 0
    assert not Path("out/quarantine.jsonl").exists()


def test_a_file_without_the_column_is_named_with_its_columns(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_bytes(lines({"id": 1, "body": GOOD}) * 20)
    (here / "b.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 1
    err = capfd.readouterr().err
    assert "in/a.jsonl:1: has no column 'text'" in err and "--text-column (it has id, body)" in err
    assert list(written(Path("out"))) == ["b.jsonl", "findings.jsonl", "manifest.jsonl"]
    assert clean("in/a.jsonl", "--text-column", "body") == 0


def test_a_file_that_fails_leaves_nothing_and_keeps_what_was(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    noise = random.Random(1)
    many = lines(*({"text": GOOD, "x": noise.randbytes(300_000).hex()} for _ in range(9)))
    (here / "a.jsonl.gz").write_bytes(gzip.compress(many))
    assert clean("in", "--select", "invisible") == 0
    before = written(Path("out"))
    (here / "a.jsonl.gz").write_bytes(gzip.compress(many)[:-1000])
    (here / "b.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in", "--select", "invisible") == 1
    assert "in/a.jsonl.gz: is damaged or torn" in capfd.readouterr().err
    after = written(Path("out"))
    assert after["a.jsonl.gz"] == before["a.jsonl.gz"]
    assert set(after) == {"a.jsonl.gz", "b.jsonl", "findings.jsonl", "manifest.jsonl"}


@pytest.mark.parametrize(
    ("ending", "pack", "unpack"),
    [
        ("gz", gzip.compress, gzip.decompress),
        ("bz2", bz2.compress, bz2.decompress),
        ("xz", lzma.compress, lzma.decompress),
    ],
)
def test_compressed_like_the_input(here: Path, ending: str, pack: Callable[[bytes], bytes], unpack: Any) -> None:
    data = lines({"text": GOOD})
    (here / f"a.ndjson.{ending}").write_bytes(pack(data) + pack(data))  # two members are one file
    assert clean("in") == 0
    first = Path(f"out/a.ndjson.{ending}").read_bytes()
    assert unpack(first) == data * 2
    assert clean("in") == 0
    assert Path(f"out/a.ndjson.{ending}").read_bytes() == first
    assert clean("in", "--compress", "none") == 0
    assert Path("out/a.ndjson").read_bytes() == data * 2


def test_zstandard(here: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="the extra [zstd] is not installed")
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in", "--compress", "zst") == 0
    packed = Path("out/a.jsonl.zst").read_bytes()
    (here / "a.jsonl").unlink()
    (here / "b.jsonl.zst").write_bytes(packed + packed)
    assert clean("in", "--compress", "none") == 0
    assert Path("out/b.jsonl").read_bytes() == lines({"text": GOOD}) * 2
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed) == lines({"text": GOOD})


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("lost", [1, 5, 100])
def test_a_torn_file_is_never_taken_for_whole(tmp_path: Path, ending: str, lost: int) -> None:
    if ending == "zst":
        zstandard = pytest.importorskip("zstandard", reason="the extra [zstd] is not installed")
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}.get(
        ending
    ) or zstandard.ZstdCompressor().compress
    data = lines({"text": GOOD, "x": random.Random(1).randbytes(2000).hex()}) * 3
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(pack(data) + pack(data))
    assert b"".join(each.data for each in batches(str(path))) == data * 2
    path.write_bytes((pack(data) + pack(data))[:-lost])
    with pytest.raises(CleantextError, match="is damaged or torn"):
        list(batches(str(path)))
    path.write_bytes(pack(data)[:40] + b"damaged" * 5 + pack(data)[75:])
    with pytest.raises(CleantextError, match="is damaged or torn"):
        list(batches(str(path)))


def test_a_file_a_speech(here: Path) -> None:
    (here / "a.jsonl").write_bytes(lines({"id": "x/../1", "text": TWO}, {"id": None, "text": GOOD}))
    (here / "a.txt").write_text(GOOD, "utf-8")
    assert clean("in", "--format", "files", "--id-column", "id") == 0
    assert [name for name in written(Path("out")) if name.endswith(".txt")] == [
        "a.001.txt",
        "a~2/000001.x_.._1.001.txt",
        "a~2/000001.x_.._1.002.txt",
        "a~2/000002.001.txt",
    ]
    assert {"line", "index", "title", "output_sha256"} <= set(read("out/manifest.jsonl")[-1])
    kept = written(Path("out"))
    assert clean("in", "--format", "files", "--id-column", "id") == 0
    assert written(Path("out")) == kept


def test_check_prints_where_it_stands_in_the_line(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = GOOD[:16] + "\n\ufeff" + GOOD[17:]
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}, {"text": text}) + b"{\n" + b'{"text": "\\ud83d\\ude00"}\n')
    assert main(["check", "in", "--no-config"]) == 1
    out, err = capfd.readouterr()
    line = lines({"text": text}).decode()
    assert out.startswith(f"in/a.jsonl:2:{line.index(chr(0xFEFF)) + 1}: invisible: ")
    assert "in/a.jsonl:3: is not JSON" in err and "quarantined  1" in err.replace("   ", " ").replace("   ", " ")


def test_an_edited_output_and_a_source_in_the_way_are_refused(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 0
    Path("out/a.jsonl").write_text("mine")
    (here / "a.jsonl").write_bytes(lines({"text": GOOD + "。"}))
    assert clean("in") == 1
    assert "out/a.jsonl: was edited since cleantext wrote it" in capfd.readouterr().err
    assert Path("out/a.jsonl").read_text() == "mine"
    assert not [name for name in written(Path("out")) if "tmp" in name]


def test_utf_16_is_named(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}).decode().encode("utf-16"))
    assert clean("in") == 1
    assert "in/a.jsonl: is in UTF-16 or UTF-32; JSON lines are in UTF-8" in capfd.readouterr().err


def test_lines_in_another_codec(here: Path) -> None:
    line = json.dumps({"text": GOOD, "name": "渡船"}, ensure_ascii=False) + "\n"
    (here / "a.jsonl").write_bytes(line.encode() + line.encode("gb18030"))
    assert clean("in") == 0
    assert Path("out/a.jsonl").read_text("utf-8") == line * 2


def test_a_crash_costs_one_record(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(work: Any, tasks: Iterator[Any], jobs: int, timeout: float = 0) -> Iterator[Any]:
        for task in tasks:
            yield task, Failure("took longer than 1 s") if b"boom" in task.data else work(task)

    monkeypatch.setattr(run, "in_order", crashing)
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}, {"text": "boom"}, {"text": GOOD[::-1]}))
    assert clean("in") == 1
    assert read("out/a.jsonl") == [{"text": GOOD}, {"text": GOOD[::-1]}]
    (aside,) = read("out/quarantine.jsonl")
    assert (aside["line"], aside["reason"], aside["record"]) == (2, "took longer than 1 s", '{"text": "boom"}')


def test_batches_are_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    data = b"".join(b"x" * (n * 7 % 23) + b"\n" for n in range(200)) + b"end"
    path.write_bytes(data)
    for size in (1, 5, 64, 10000):
        monkeypatch.setattr("cleantext.corpus.records.reading.BATCH", size)
        found = list(batches(str(path)))
        assert b"".join(each.data for each in found) == data
        assert all(each.data.endswith(b"\n") for each in found[:-1])
        assert all(data[: data.find(each.data)].count(b"\n") <= each.first for each in found)
        assert [each.first for each in found[1:]] == [
            found[n].first + found[n].data.count(b"\n") for n in range(len(found) - 1)
        ]
    monkeypatch.setattr("cleantext.corpus.records.reading.LONGEST", 10)
    monkeypatch.setattr("cleantext.corpus.records.reading.BATCH", 4)
    found = list(batches(str(path)))
    assert all(len(each.data) <= 10 + 2 * 4 for each in found)
    whole = [line for each in found for line in ([None] if each.skipped else each.data.splitlines())]
    assert [line for line in whole if line is not None] == [
        line for n, line in enumerate(data.split(b"\n")) if whole[n] is not None
    ]
    for each in found:
        if each.skipped:
            line = data.split(b"\n")[each.first - 1]
            assert (len(line), hashlib.sha256(line).hexdigest()) == (each.skipped.size, each.skipped.sha256)
            assert line.startswith(each.skipped.begins) and each.skipped.begins
            assert len(line) > 10


@pytest.mark.parametrize("size", [40, 100, 1000])
@pytest.mark.parametrize("block", [4, 64])
def test_parts_of_a_file_find_the_same_lines(
    here: Path, monkeypatch: pytest.MonkeyPatch, size: int, block: int
) -> None:
    path = str(here / "a.jsonl")
    data = b"\xef\xbb\xbf" + b"".join(b"x" * (n * 37 % 190) + b"\n" for n in range(40)) + b"end"
    Path(path).write_bytes(data)
    monkeypatch.setattr("cleantext.corpus.records.reading.LONGEST", 100)
    monkeypatch.setattr("cleantext.corpus.records.reading.BATCH", block)
    monkeypatch.setattr(Span._block, "__defaults__", (block,))
    source = Source(path, "a.jsonl", Path(path).stat().st_size)
    part = Part(source, str(here), "a.jsonl", Plan(path, Options(), Columns()), "")
    found, number = [], 1
    for each in cut(part, size):
        span = cast(IO[bytes], Span(io.BytesIO(data), each))
        found += numbers(lines_of(path, lambda: span, number))  # noqa: B023
        number += count_lines(each)
    whole = numbers(batches(path))
    assert [n for n, _ in whole] == list(range(1, 42))
    assert found == whole
    assert sum(len(line) == 64 for _, line in whole) > 10


def numbers(found: Iterable[Lines]) -> list[tuple[int, bytes]]:
    """(number, line) of all lines; of one that is too long its hash."""
    return [(n, each.skipped.sha256.encode() if each.skipped else line) for each in found for n, line in numbered(each)]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("packing", ["", ".gz"])
def test_a_line_that_is_too_long_costs_itself(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: int, packing: str
) -> None:
    monkeypatch.setattr("cleantext.corpus.records.reading.LONGEST", 2**20)
    monkeypatch.setattr("cleantext.corpus.records.reading.BATCH", 2**16)
    long = lines({"text": GOOD * 20000})
    records = [lines({"text": GOOD, "n": n}) for n in range(2)]
    records.insert(place, long)
    data = b"".join(records)
    (here / f"a.jsonl{packing}").write_bytes(gzip.compress(data) if packing else data)
    assert clean("in", "--compress", "none") == 1
    assert [each["n"] for each in read("out/a.jsonl")] == [0, 1]
    (aside,) = read("out/quarantine.jsonl")
    held = aside["record"]
    assert (
        aside["line"] == place + 1 and held["bytes"] == len(long) - 1 and long.decode().startswith(held["begins"][:50])
    )
    assert held["sha256"] == hashlib.sha256(long[:-1]).hexdigest()
    assert f"a.jsonl{packing}:{place + 1}: is longer than 1 MiB; are there line ends in it?" in capfd.readouterr().err
    assert main(["check", "in", "--no-config"]) == 1
    assert f"a.jsonl{packing}:{place + 1}: is longer than" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{"text":"a"}', "text"),
        ('  { "x" : {"text": "no"} , "text" : "a\\n\\ud83d\\ude00\\"" }  ', "text"),
        ('{"text": "first", "text": "last"}', "text"),
        ('{"meta": {"x": [1, {"body": 2}], "body": "b"}, "z": 1e999}', "meta.body"),
        ('{"meta.body": "dot", "meta": {"body": "b"}}', "meta.body"),
        ('{"a\\u0041": "x"}', "aA"),
    ],
)
def test_only_the_literal_is_replaced(line: str, name: str) -> None:
    record = parsed(line)
    path, text = text_of(record, name)
    start, end = literal(line, path)
    assert json.loads(line[start:end]) == text
    made = with_text(line, path, "neu", 3)
    assert column(json.loads(made), name).value == "neu" and json.loads(made)["cleantext_index"] == 3
    assert with_text(made, path, text, 4).count("cleantext_index") == 1


def test_a_place_in_the_text_has_its_column_in_the_line() -> None:
    line = '{"x": 1, "text": "a\\n\\u4e2d\\ud83d\\ude00b\\"c"}'
    assert json.loads(line)["text"] == 'a\n中😀b"c'
    found = columns_of(line, ("text",), list(range(8)))
    assert [line[at - 1 :][:2] for at in found] == ["a\\", "\\n", "\\u", "\\u", "b\\", '\\"', 'c"', '"}']


def test_names_are_never_shared() -> None:
    given = ["a.jsonl", "a.JSONL.gz", "a.ndjson", "a.parquet", "manifest.jsonl", "../x.jsonl", "s/con.jsonl", "A.jsonl"]
    sources = [Source(name, name, 1) for name in given]
    for columns in (Columns(), Columns(format="files"), Columns(format="parquet"), Columns(compress="none")):
        found = names(sources, columns, ["a", "s/t"])
        assert len({name.casefold() for name in found}) == len(given)
        assert not any(".." in name.split("/") for name in found)
        assert "manifest.jsonl" not in found
    assert names(sources[:5], Columns()) == ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.parquet", "manifest~2.jsonl"]


def test_no_record_makes_a_traceback() -> None:
    noise = random.Random(7)
    plan = Plan("a.jsonl", Options(select=("invisible",)), Columns(format="jsonl"))
    whole = lines({"id": 1, "text": "春\ufeff天", "meta": {"a": [1, None, "x"]}})
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(noise.randint(1, 4)):
            data[noise.randrange(len(data))] = noise.choice(b'{}[]",:\\\n\xff 0aeu')
        done = clean_lines(plan, Lines(1, bytes(data), 0))
        assert done.records + len(done.bad) == sum(not part.isspace() for part in bytes(data).split(b"\n") if part)
        for line in done.output.splitlines():
            json.loads(line)


def test_without_zstandard_the_next_step_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (here / "a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd")
    (here / "b.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 1
    assert "in/a.jsonl.zst: needs zstandard; pip install 'cleantext-corpus[zstd]'" in capfd.readouterr().err
    assert Path("out/b.jsonl").exists()
    assert clean("in/b.jsonl", "--compress", "zst") == 1


def test_a_run_that_is_stopped_leaves_no_part_of_a_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(work: Any, tasks: Iterator[Any], jobs: int, timeout: float = 0) -> Iterator[Any]:
        for task in tasks:
            yield task, work(task)
            if stop:
                raise KeyboardInterrupt

    monkeypatch.setattr(run, "in_order", stopped)
    stop = False
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}))
    assert clean("in") == 0
    before = written(Path("out"))
    stop = True
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}, {"no": 1}))
    assert clean("in") == 130
    assert written(Path("out")) == before
    stop = False
    assert clean("in") == 1
    assert len(read("out/quarantine.jsonl")) == 1


def test_files_of_records_that_are_done_are_not_done_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        (here / f"{name}.jsonl").write_bytes(lines({"text": TWO}, {"text": name + GOOD}, {"text": GOOD + "\u200b"}))
    (here / "d.jsonl").write_bytes(lines({"text": " "}))  # nothing comes of it but a file of white space
    (here / "x.txt").write_text(GOOD, "utf-8")

    def again(*options: str) -> str:
        assert clean("in", "--format", "files", *options) == 0
        return " ".join(capfd.readouterr().err.split())

    assert "unchanged" not in again()
    calm = written(Path("out"))
    assert "unchanged since the last run 5" in again() and written(Path("out")) == calm
    (here / "b.jsonl").write_bytes(lines({"text": "b" + GOOD}))
    assert "unchanged since the last run 4" in again()
    assert not Path("out/b/000001.002.txt").exists() and Path("out/b/000001.001.txt").exists()
    Path("out/c/000001.001.txt").unlink()
    assert "unchanged since the last run 4" in again()
    assert Path("out/c/000001.001.txt").exists()
    assert "unchanged" not in again("--select", "invisible")
    calm = written(Path("out"))
    work = run.in_order

    def stopped(*arguments: Any) -> Iterator[Any]:
        yield from work(*arguments)
        if len(list(Path("out").glob("[abc]"))) == 2:
            raise KeyboardInterrupt

    shutil.rmtree("out")
    monkeypatch.setattr(run, "in_order", stopped)
    assert clean("in", "--format", "files", "--select", "invisible") == 130
    monkeypatch.undo()
    monkeypatch.chdir(here.parent)
    assert Path("out/b").exists() and not Path("out/c").exists()
    assert "unchanged since the last run 2" in again("--select", "invisible")
    assert written(Path("out")) == calm


def test_an_output_folder_is_looked_through_without_its_logs(here: Path) -> None:
    (here / "a.jsonl").write_bytes(lines({"text": GOOD}, {"no": 1}))
    assert clean("in") == 1
    assert main(["check", "out", "--no-config"]) == 0
    (here / "manifest.jsonl").write_bytes(lines({"text": "\ufeff".join(GOOD)}))
    assert main(["check", "in/manifest.jsonl", "--no-config"]) == 1


def test_texts_become_records_when_asked(here: Path) -> None:
    (here / "a.txt").write_text(GOOD, "utf-8")
    assert clean("in", "--format", "jsonl") == 0
    assert [record["text"] for record in read("out/speeches.jsonl")] == [GOOD]


def test_the_work_goes_to_another_process_and_back() -> None:
    plan = Plan("a.jsonl", Options(select=("invisible",)), Columns(format="jsonl"))
    work, batch = pickle.loads(pickle.dumps((partial(clean_lines, plan), Lines(1, lines({"text": "春\ufeff天"}), 9))))
    done = pickle.loads(pickle.dumps(work(batch)))
    assert done.output == lines({"text": "春天"}) and done.rules == {"invisible": 1}


def test_a_command_for_text_refuses_files_of_records(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command = "encodings"
    (here / "x.jsonl").write_bytes(lines({"text": GOOD}))
    (here / "y.parquet").write_bytes(b"PAR1")
    (here / "a.txt").write_text(GOOD, "utf-8")
    assert main([command, "in/x.jsonl", "in/y.parquet", "in/a.txt", "--no-config"]) == 1
    told = capfd.readouterr()
    for name in ("x.jsonl", "y.parquet"):
        assert f"in/{name}: holds records, which {command} does not read; use clean or check\n" in told.err
    assert "x.jsonl" not in told.out
    assert main([command, "in", "--no-config"]) == 0
