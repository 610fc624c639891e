"""Reading, naming and writing folders of files. Nothing is lost: not a source, not a byte of it, not another's file."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus import read
from cleantext.corpus.binary import binary_kind
from cleantext.corpus.check import check_source
from cleantext.corpus.names import safe_name, targets
from cleantext.corpus.read import Source, gather, load
from cleantext.corpus.run import clean_source
from cleantext.corpus.write import Store
from cleantext.decoding import Decoded, Segment
from cleantext.errors import CleantextError
from cleantext.finding import Finding, apply, rewind
from cleantext.options import Options
from cleantext.speeches import Speech

LINE = "春天的河岸上，孩子们放起了风筝。老人坐在石阶上，慢慢说起从前的渡船。\n"


def stub_clean(source: str | bytes, options: Options = Options()) -> Cleaned:  # noqa: B008
    """A chain in small: takes ``XX`` out, cuts at ``## title`` lines, reads UTF-8 with one undecodable tail."""
    assert isinstance(source, bytes)
    good = source.decode("utf-8", "ignore")
    cut = len(good.encode())
    tail = source[cut:]
    text = good + "\ufffd" * bool(tail)
    segments = [Segment(0, cut, "utf-8", 1.0, 0, len(good))]
    segments += [Segment(cut, len(source), "undecodable", 0.0, len(good), len(text), tail)] if tail else []
    found = [
        Finding("watermark", at, at + 2, "XX", "", 0.9, "a stamp", 0, at, at + 2)
        for at in range(len(text) - 1)
        if text[at : at + 2] == "XX"
    ]
    cleaned = apply(text, found).text
    speeches: list[Speech] = []
    outside: list[Finding] = []
    at = 0
    for line in cleaned.splitlines(keepends=True):
        end = at + len(line.rstrip("\n"))
        if line.startswith("## "):
            outside.append(Finding("outside_speech", at, end, cleaned[at:end], None, 1.0, "", 1, -1, -1))
        elif at < end:
            speeches.append(Speech(line[:4], cleaned[at:end], at, end, len(speeches) + 1))
        at += len(line)
    return Cleaned(cleaned, tuple(speeches), (*found, *outside), Decoded(text, "utf-8", tuple(segments)))


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "clean", stub_clean, raising=False)
    monkeypatch.setattr(chain, "detect", lambda source, options: stub_clean(source).findings, raising=False)


def source_of(path: Path) -> Source:
    return Source(str(path), path.name, path.stat().st_size)


def written(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# --- reading


def test_a_folder_gives_its_text_files_in_order_each_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TEXT", "sub/d.html", ".git/x.txt", ".hidden.txt", "e"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LINE, "utf-8")
    gathered = gather([str(tmp_path), str(tmp_path / "b.txt"), str(tmp_path / "e")])
    assert [source.name for source in gathered.sources] == ["a.md", "b.txt", os.path.join("sub", "c.TEXT"), "e"]
    assert gathered.skipped == 3
    assert gathered.problems == ()


def test_the_output_folder_is_left_out_of_the_walk(tmp_path: Path) -> None:
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / "a.001.txt").write_text(LINE, "utf-8")
    (tmp_path / "a.txt").write_text(LINE, "utf-8")
    gathered = gather([str(tmp_path)], str(tmp_path / "." / "out"))
    assert [source.name for source in gathered.sources] == ["a.txt"]
    assert "output folder itself" in gather([str(tmp_path / "out")], str(tmp_path / "out")).problems[0]


def test_paths_that_hold_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.csv").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    missing, empty, other, pipe = gather([str(tmp_path / n) for n in ("missing", "empty", "other", "pipe")]).problems
    assert "missing: does not exist" in missing
    assert "no file here ends in .txt" in empty
    assert "1 other files in it" in other
    assert "neither a file nor a folder" in pipe


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(LINE, "utf-8")
    assert gather([str(tmp_path)]).skipped == 1


def test_a_link_back_up_does_not_go_round(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINE, "utf-8")
    (tmp_path / "up").symlink_to(tmp_path)
    assert len(gather([str(tmp_path)]).sources) == 1


def test_no_permission_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LINE, "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(CleantextError, match=r"a\.txt: may not be read \(permission denied\); make it readable"):
        load(source_of(path))


def test_too_large_is_said_before_and_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * (2**20 + 1))
    monkeypatch.setattr(read, "LIMIT", 2**20)
    for source in (source_of(path), Source(str(path), "a.txt", 10)):
        with pytest.raises(CleantextError, match="larger than 1 MiB; split it"):
            load(source)


def zipped(name: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (zipped("word/document.xml"), "Word"),
        (zipped("mimetype", b"application/epub+zip"), "EPUB"),
        (zipped("a.txt"), "zip archive"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"x" * 257 + b"ustar\x00", "tar"),
        (b"BM" + bytes(range(256)) * 4, "BMP"),
        (b"\x7fELF\x02", "program"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\x00" * 100, "binary data"),
        (hashlib.shake_256(b"noise").digest(100_000), "binary data"),
    ],
)
def test_binary_data_is_named(data: bytes, kind: str) -> None:
    found = binary_kind(data)
    assert found is not None and kind in found[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [LINE.replace("们", "").replace("风筝", "船"), "BM ID3 MZ ok\n", "河\n" * 50])
def test_text_in_any_codec_is_text(text: str, codec: str) -> None:
    assert binary_kind(text.encode(codec, "ignore")) is None


def test_damaged_text_is_text() -> None:
    assert binary_kind((LINE * 3).encode() + b"\x00\x01\xff\x1b[0m") is None
    assert binary_kind((LINE * 3).encode("gb18030").decode("latin-1").encode()) is None


# --- names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("讲话", "讲话"),
        ("..", "_"),
        (".rc", "_rc"),
        ("", "_"),
        ("a/b\\c:d", "a_b_c_d"),
        ("con", "_con"),
        ("Aux.x", "_Aux.x"),
        ("end. .", "end"),
        ("\udcff\udc80", "%FF%80"),
        ("a\n\x1b\u202e\u200bb", "a____b"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_between_characters() -> None:
    assert safe_name("讲" * 300) == "讲" * 60


def names_of(*names: str) -> list[str]:
    return targets([Source(name, name, 1) for name in names])


def test_targets_are_never_shared() -> None:
    assert names_of("a.txt", "b/a.txt") == ["a", "b/a"]
    assert names_of("a.md", "a.txt") == ["a.md", "a.txt"]
    assert names_of("a.md", "a.txt", "a.txt.txt") == ["a.md", "a.txt", "a.txt~2"]
    assert names_of("A.txt", "a.txt", "a.txt") == ["A.txt", "a.txt~2", "a.txt~3"]
    assert names_of("caf\u00e9.txt", "cafe\u0301.md") == ["caf\u00e9.txt", "cafe\u0301.md"]
    assert names_of("b.001.txt/x.txt", "manifest.jsonl/y.txt") == ["b.001.txt_/x", "manifest.jsonl_/y"]
    assert names_of("../../x.txt", "/etc/x.md") == ["_/_/x", "etc/x"]


# --- writing


def opened(root: Path, *sources: Path, force: bool = False) -> Store:
    store = Store(str(root), force)
    store.begin([str(source) for source in sources])
    return store


def line_for(name: str, data: bytes) -> bytes:
    return json.dumps({"output": name, "output_sha256": hashlib.sha256(data).hexdigest()}).encode() + b"\n"


def run(root: Path, files: dict[str, bytes]) -> list[str]:
    store = opened(root)
    for name, data in files.items():
        store.put([(name, data)], line_for(name, data), b"{}\n")
    return store.finish()


def test_outputs_of_an_earlier_run_that_are_not_made_again_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, {"a.001.txt": b"1", "deep/er/b.001.txt": b"2", "c.001.txt": b"3"})
    (out / "c.001.txt").write_bytes(b"edited")
    left = run(out, {"a.001.txt": b"new"})
    assert list(written(out)) == ["a.001.txt", "c.001.txt", "findings.jsonl", "manifest.jsonl"]
    assert "c.001.txt: is no longer made, but was edited" in left[0]
    assert not (out / "deep").exists()


def test_a_folder_of_others_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CleantextError, match=r"thesis\.txt.*--force"):
        Store(str(tmp_path))
    store = opened(tmp_path, force=True)
    store.put([("a.001.txt", b"1")], line_for("a.001.txt", b"1"), b"")
    store.finish()
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_foreign_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"name": "theirs"}\n')
    with pytest.raises(CleantextError, match="not written by cleantext"):
        Store(str(tmp_path), force=True)


def test_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(CleantextError, match="is a file, the output needs a folder"):
        Store(str(tmp_path / "out"))


def test_a_manifest_cannot_make_us_remove_what_is_elsewhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "link").parent.mkdir()
    (out / "link").symlink_to(tmp_path)
    (tmp_path / "dear.txt").write_bytes(b"dear")
    names = ("../dear.txt", "link/dear.txt", str(tmp_path / "dear.txt"))
    (out / "manifest.jsonl").write_bytes(b"".join(line_for(name, b"dear") for name in names))
    run(out, {})
    assert (tmp_path / "dear.txt").read_bytes() == b"dear"


def test_no_output_leaves_the_folder_through_a_link(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (out / "sub").symlink_to(tmp_path / "elsewhere")
    store = opened(out, force=True)
    with pytest.raises(CleantextError, match="leads out of the output folder"):
        store.put([("sub/a.001.txt", b"1")], b"", b"")
    assert written(tmp_path / "elsewhere") == {}


def test_no_output_replaces_a_source(tmp_path: Path) -> None:
    source = tmp_path / "a.001.txt"
    source.write_bytes(b"source")
    store = opened(tmp_path, source, force=True)
    with pytest.raises(CleantextError, match="is a source"):
        store.put([("a.001.txt", b"1")], b"", b"")
    assert source.read_bytes() == b"source"


class Full(io.FileIO):
    """A disk that is full after ``room`` bytes."""

    room = 0

    def write(self, data: Any) -> int:
        if not len(data):
            return 0
        if Full.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        took = super().write(bytes(data)[: Full.room])
        Full.room -= took
        return took


@pytest.mark.parametrize("room", range(0, 60, 5))
def test_a_full_disk_leaves_whole_sources_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(io, "FileIO", Full)
    Full.room = 10_000
    store = opened(tmp_path)
    store.put([("a.001.txt", b"first")], line_for("a.001.txt", b"first"), b"{}\n")
    before = written(tmp_path)
    Full.room = room
    with pytest.raises(CleantextError, match=r"cannot be written \(No space left on device\); free some space"):
        store.put([("b.001.txt", b"x" * 20), ("b.002.txt", b"y" * 20)], line_for("b.001.txt", b""), b"{}\n")
    assert written(tmp_path) == before
    Full.room = 10_000
    store.put([("c.001.txt", b"third")], line_for("c.001.txt", b"third"), b"{}\n")
    store.finish()
    assert [line["output"] for line in lines(tmp_path / "manifest.jsonl")] == ["a.001.txt", "c.001.txt"]


def test_a_first_run_broken_off_keeps_what_is_done(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.put([("a.001.txt", b"1")], line_for("a.001.txt", b"1"), b"{}\n")
    store.stop()
    assert list(written(tmp_path)) == ["a.001.txt", "findings.jsonl", "manifest.jsonl"]
    store.stop()


def test_a_later_run_broken_off_takes_nothing_away(tmp_path: Path) -> None:
    run(tmp_path, {"a.001.txt": b"1", "b.001.txt": b"2"})
    store = opened(tmp_path)
    store.put([("a.001.txt", b"new")], line_for("a.001.txt", b"new"), b"{}\n")
    store.stop()
    assert len(lines(tmp_path / "manifest.jsonl")) == 2
    run(tmp_path, {"c.001.txt": b"3"})  # knows both runs' files as ours
    assert list(written(tmp_path)) == ["c.001.txt", "findings.jsonl", "manifest.jsonl"]


def test_what_a_killed_run_left_is_ours(tmp_path: Path) -> None:
    data = b"1"
    (tmp_path / "a.001.txt").write_bytes(data)
    (tmp_path / "manifest.jsonl.part").write_bytes(line_for("a.001.txt", data) + b'{"outp')
    (tmp_path / ".77-0.cleantext-tmp").write_bytes(b"half")
    run(tmp_path, {})
    assert list(written(tmp_path)) == ["findings.jsonl", "manifest.jsonl"]


# --- one source through the chain


def rebuilt(out: Path, source: str) -> bytes:
    """A source's bytes, from nothing but the output folder."""
    log = [record for record in lines(out / "findings.jsonl") if record["source"] == source]
    head = log[0]
    findings = [Finding(**{name: record[name] for name in Finding._fields}) for record in log[1:]]
    pieces = [(start, text) for start, text in head["gaps"]]
    pieces += [(f.start, f.found) for f in findings if f.rule == "outside_speech"]
    for record in lines(out / "manifest.jsonl"):
        if record["source"] == source:
            pieces.append((record["start"], (out / record["output"]).read_bytes().decode()))
    text = rewind("".join(text for _, text in sorted(pieces)), findings)
    return b"".join(
        text[first:last].encode(codec) if raw is None else bytes.fromhex(raw)
        for _, _, codec, _, first, last, raw in head["segments"]
    )


def clean_into(out: Path, path: Path, split: bool = True) -> Any:
    store = opened(out)
    result = clean_source(source_of(path), "a", Options(), split, store)
    store.finish()
    return result


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.usefixtures("stubbed")
def test_the_output_holds_every_byte_of_the_source(tmp_path: Path, split: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("\n## 头\n\n" + "XX" + LINE + "  \n## 二\n" + LINE[:9] + "XX" + LINE[9:]).encode() + b"\xff\xfe")
    result = clean_into(tmp_path / "out", path, split)
    assert rebuilt(tmp_path / "out", str(path)) == path.read_bytes()
    assert result.findings == {"watermark": 2}
    assert result.speeches == (4 if split else 1)


@pytest.mark.usefixtures("stubbed")
def test_the_manifest_has_a_line_a_speech(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("XX" + LINE + "## 二\n" + LINE[:9] + "XX" + LINE[9:], "utf-8", newline="")
    clean_into(tmp_path / "out", path)
    first, second = lines(tmp_path / "out" / "manifest.jsonl")
    assert first["source_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (first["index"], second["index"]) == (1, 2)
    assert first["findings"] == {} and second["findings"] == {"watermark": 1}
    assert second["output"] == "a.002.txt"
    data = (tmp_path / "out" / "a.002.txt").read_bytes()
    assert second["output_sha256"] == hashlib.sha256(data).hexdigest()
    assert second["characters"] == len(data.decode())
    assert path.read_text("utf-8")[second["source_start"] : second["source_end"]] == LINE[:9] + "XX" + LINE[9:-1]


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize(
    "data",
    [
        LINE.encode("gb18030") + b"\xff\xff\n" + LINE.encode("gb18030"),
        ("\ufeff" + LINE + "<p>河&nbsp;岸</p>\r\n展开全文\r\n\r\n" + LINE).encode(),
        LINE.encode("utf-16-le"),
        LINE.encode() + LINE.encode("gb18030") + LINE.replace("们", "").encode("big5", "ignore"),
        ("\u3000\u3000渡船(chuán)讲话篇一\n同志们:\n" + LINE * 9 + "\n渡船讲话篇二\n" + LINE * 9).encode()[:-1],
        b" \n\t\n",
    ],
)
def test_the_real_chain_loses_no_byte_either(tmp_path: Path, data: bytes, split: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    clean_into(tmp_path / "out", path, split)
    assert rebuilt(tmp_path / "out", str(path)) == data


def test_a_fault_in_the_chain_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("no\nsuch thing")

    path = tmp_path / "a.txt"
    path.write_text(LINE, "utf-8")
    monkeypatch.setattr(chain, "clean", broken, raising=False)
    monkeypatch.setattr(chain, "detect", broken, raising=False)
    calls: list[Callable[[], object]] = [
        lambda: check_source(source_of(path), Options()),
        lambda: clean_into(tmp_path / "out", path),
    ]
    for call in calls:
        with pytest.raises(CleantextError, match=r"a\.txt: could not be cleaned \(IndexError: no such thing\)"):
            call()
    assert [name for name in written(tmp_path / "out") if not name.endswith(".part")] == []
