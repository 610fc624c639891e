"""Reading, naming and writing folders of files. Nothing is lost: not a source, not a byte of it, not another's file."""

from __future__ import annotations

import bz2
import errno
import gzip
import hashlib
import io
import json
import lzma
import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus import folders, read
from cleantext.corpus.binary import binary_kind
from cleantext.corpus.check import check_source
from cleantext.corpus.interrupts import held_back
from cleantext.corpus.names import safe_name, targets
from cleantext.corpus.read import Source, gather, load
from cleantext.corpus.run import How, Task, clean_source, line_end
from cleantext.corpus.write import Failed, Store
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
            before = sum(f.start <= at + 2 * n for n, f in enumerate(found))  # a stamp is two characters of the source
            inside = sum(f.start < end + 2 * n for n, f in enumerate(found))
            span = at + 2 * before, end + 2 * inside
            speech = Speech(line[:4], cleaned[at:end], at, end, len(speeches) + 1)
            speeches.append(replace(speech, source_start=span[0], source_end=span[1]))
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
    for name in ("b.txt", "a.md", "sub/c.TEXT", "sub/d.csv", ".git/x.txt", ".hidden.txt", "e"):
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
        (b"BM\xee\x0b\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + b"\xd0\xd8" * 1500, "BMP"),
        (b"\x7fELF\x02", "program"),
        (b"{\\rtf1\\ansi", "RTF"),
        (zipped("xl/workbook.xml"), "Excel"),
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (zipped("META-INF/MANIFEST.MF"), "Java"),
        (lzma.compress(b"x"), "an xz archive"),
        (bz2.compress(bytes(range(256)) * 4), "bzip2"),
        (gzip.compress(b"x"), "gzip"),
        (b"\x28\xb5\x2f\xfd\x04\x00", "zstd"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"II*\x00\x08\x00", "TIFF"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(range(64)), "WEBP"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(64)), "WAV"),
        (b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(range(64)), "AVI"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(range(64)), "HEIC"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(range(64)), "film"),
        (b"ID3\x04\x00" + bytes(range(64)), "MP3"),
        (b"OggS\x00\x02", "Ogg"),
        (b"fLaC\x00\x00\x00\x22", "FLAC"),
        (b"\x1aE\xdf\xa3\x9f", "Matroska"),
        (b"MZ\x90\x00\x03\x00\x00\x00" * 9, "program"),
        (b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" * 9, "program"),
        (b"\x00\x01\x00\x00\x00\x0f\x00\x80", "TrueType"),
        (b"OTTO\x00\x0b", "OpenType"),
        (b"wOF2\x00\x01\x00\x00", "web font"),
        (b"SQLite format 3\x00\x10\x00", "SQLite"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00", "Access"),
        (b"PAR1\x15\x04", "parquet"),
        (bytes(range(256)) * 40, "binary data"),
        (b"\x00" * 100, "binary data"),
        (hashlib.shake_256(b"noise").digest(100_000), "binary data"),
    ],
)
def test_binary_data_is_named(data: bytes, kind: str) -> None:
    found = binary_kind(data)
    assert found is not None and kind in found[0] and found[1]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", zipped("word/document.xml"), b"SQLite format 3\x00"])
def test_a_codec_makes_no_text_of_a_file_that_is_signed(data: bytes) -> None:
    assert binary_kind(data, sure=True) == binary_kind(data)
    assert binary_kind(bytes(range(256)), sure=True) is None


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"],
)
@pytest.mark.parametrize("text", [LINE.replace("们", "").replace("风筝", "船"), "BM ID3 MZ ok\n", "河\n" * 50])
def test_text_in_any_codec_is_text(text: str, codec: str) -> None:
    assert binary_kind(text.encode(codec, "ignore")) is None


@pytest.mark.parametrize(("text", "codec"), [("내일 다리를 고친다\n", "iso2022_kr"), ("春の橋\n", "iso2022_jp")])
def test_shifts_are_text(text: str, codec: str) -> None:
    assert binary_kind(text.encode(codec) * 3) is None


@pytest.mark.parametrize(
    "start",
    [
        "BM 公司的",
        "MZ 一行",
        "RIFF 是",
        "ID3 标签",
        "II*注",
        "GIF 图片",
        "PK 赛",
        "OTTO 说",
        "Obj 一",
        "GIF89a 是",
        "PAR1 上",
    ],
)
def test_text_that_begins_like_a_signature_is_text(start: str) -> None:
    for codec in ("utf-8", "gb18030", "utf-16-le"):
        assert binary_kind((start + LINE).encode(codec)) is None


def test_damaged_text_is_text() -> None:
    assert binary_kind((LINE * 3).encode() + b"\x00\x01\xff\x1b[0m") is None
    assert binary_kind((LINE * 3).encode("gb18030").decode("latin-1").encode()) is None


@pytest.fixture
def deep_path(tmp_path: Path) -> Iterator[Path]:
    """A folder that is emptied afterwards: pytest cannot remove what is so deep."""
    yield tmp_path
    for folder, _, names in reversed(list(folders.walk(str(tmp_path), lambda error: None))):
        for name in names:
            os.remove(os.path.join(folder, name))
        if folder != str(tmp_path):
            os.rmdir(folder)


def test_folders_however_deep(deep_path: Path) -> None:
    deep = os.path.join(str(deep_path), *["d"] * 1500)
    folders.make(deep)
    (Path(deep) / "a.txt").write_text(LINE, "utf-8")
    (source,) = gather([str(deep_path)]).sources
    assert source.name == os.path.relpath(deep, deep_path) + os.sep + "a.txt"
    assert [path.count("/") for path in folders.files(str(deep_path))] == [1500]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path)

    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(LINE, "utf-8")
    monkeypatch.setattr(os, "scandir", refuse)
    gathered = gather([str(tmp_path)])
    assert [source.name for source in gathered.sources] == [os.path.join("open", "a.txt")]
    assert "closed: may not be read" in gathered.problems[0]
    assert gathered.failed == (str(tmp_path / "closed"),)


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
    assert safe_name("讲" * 300) == "讲" * 40


def names_of(*names: str) -> list[str]:
    return targets([Source(name, name, 1) for name in names])


def test_targets_are_never_shared() -> None:
    assert names_of("a.txt", "b/a.txt") == ["a", "b/a"]
    assert names_of("a.md", "a.txt") == ["a.md", "a.txt"]
    assert names_of("a.md", "a.txt", "a.txt.txt") == ["a.md", "a.txt", "a.txt~2"]
    assert names_of("A.txt", "a.txt", "a.txt") == ["A.txt", "a.txt~2", "a.txt~3"]
    assert names_of("caf\u00e9.txt", "cafe\u0301.md") == ["caf\u00e9.txt", "cafe\u0301.md"]
    assert names_of("b.001.txt/x.txt", "manifest.jsonl/y.txt") == ["b.001.txt_/x", "manifest.jsonl_/y"]
    assert names_of("Manifest.jsonl.part/x.txt", "findings.jsonl.part/y.txt") == [
        "Manifest.jsonl.part_/x",
        "findings.jsonl.part_/y",
    ]
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


class CtrlC:
    """A Ctrl-C at the n-th line of the code that writes."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __enter__(self) -> None:
        sys.settrace(self.trace)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def trace(self, frame: FrameType, event: str, _: object) -> Any:
        if Path(frame.f_code.co_filename).stem not in ("write", "outputs", "disk", "logs", "interrupts"):
            return None
        self.left -= event == "line"
        if event == "line" and not self.left:
            signal.raise_signal(signal.SIGINT)
        return self.trace


def test_ctrl_c_at_any_moment_leaves_files_and_logs_that_agree(tmp_path: Path) -> None:
    for at in count(1):
        out = tmp_path / f"{at}"
        first_run(out)
        store = Store(str(out))
        try:
            with CtrlC(at):
                store.begin([])
                put(store, "b.001.txt", b"new", "in/b.txt")
                put(store, "d.001.txt", b"d", "in/d.txt")
                store.finish()
            stopped = False
        except KeyboardInterrupt:
            store.stop()
            stopped = True
        logged = lines(out / "manifest.jsonl")
        digests = {line["output"]: line["output_sha256"] for line in logged}
        files = {name: data for name, data in written(out).items() if name not in ("manifest.jsonl", "findings.jsonl")}
        assert len(digests) == len(logged), at
        assert digests == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}, at
        assert [line["source"] for line in lines(out / "findings.jsonl")] == [line["source"] for line in logged], at
        if not stopped:
            break
    assert at > 100


def test_a_second_ctrl_c_is_not_held_back() -> None:
    reached = []
    with pytest.raises(KeyboardInterrupt), held_back():
        signal.raise_signal(signal.SIGINT)
        reached.append(1)
        signal.raise_signal(signal.SIGINT)
        reached.append(2)
    assert reached == [1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_a_killed_run_left_is_ours(tmp_path: Path) -> None:
    data = b"1"
    (tmp_path / "a.001.txt").write_bytes(data)
    (tmp_path / "manifest.jsonl.part").write_bytes(line_for("a.001.txt", data) + b'{"outp')
    (tmp_path / ".77-0.cleantext-tmp").write_bytes(b"half")
    run(tmp_path, {})
    assert list(written(tmp_path)) == ["findings.jsonl", "manifest.jsonl"]


def record(name: str, data: bytes, source: str) -> bytes:
    found = {"output": name, "output_sha256": hashlib.sha256(data).hexdigest(), "source": source}
    return json.dumps(found).encode() + b"\n"


def put(store: Store, name: str, data: bytes, source: str) -> None:
    store.put([(name, data)], record(name, data, source), json.dumps({"source": source}).encode() + b"\n", source)


def first_run(out: Path) -> None:
    store = opened(out)
    for letter in "abc":
        put(store, f"{letter}.001.txt", letter.encode(), f"in/{letter}.txt")
    store.finish()


@pytest.mark.parametrize("failed", [Failed("in/b.txt", "b"), Failed("elsewhere/b.txt", "b"), Failed("in/b.txt", "~2")])
def test_the_outputs_of_what_failed_stay_with_their_lines(tmp_path: Path, failed: Failed) -> None:
    first_run(tmp_path)
    store = opened(tmp_path)
    put(store, "a.001.txt", b"new", "in/a.txt")
    stay, gone = store.finish([failed])
    assert "outputs of an earlier run that stay, for their sources failed: 1" in stay
    assert "removed, for their sources were not given this time: 1 outputs" in gone
    assert (tmp_path / "b.001.txt").read_bytes() == b"b" and not (tmp_path / "c.001.txt").exists()
    assert [line["output"] for line in lines(tmp_path / "manifest.jsonl")] == ["a.001.txt", "b.001.txt"]
    assert [line["source"] for line in lines(tmp_path / "findings.jsonl")] == ["in/a.txt", "in/b.txt"]
    assert Store(str(tmp_path)).finish is not None  # nothing here is another's


def test_a_folder_that_failed_keeps_all_its_outputs(tmp_path: Path) -> None:
    first_run(tmp_path)
    before = written(tmp_path)
    store = opened(tmp_path)
    store.finish([Failed("in")])
    assert written(tmp_path) == before


def test_a_target_that_another_source_has_now_is_not_kept(tmp_path: Path) -> None:
    first_run(tmp_path)
    store = opened(tmp_path)
    put(store, "a.txt.001.txt", b"a", "in/a.txt")
    store.finish([Failed("in/a.md", "a")])
    assert "a.001.txt" not in written(tmp_path)


def test_an_output_that_is_a_source_stays_ours(tmp_path: Path) -> None:
    first_run(tmp_path)
    opened(tmp_path, tmp_path / "b.001.txt").finish()
    assert list(written(tmp_path)) == ["b.001.txt", "findings.jsonl", "manifest.jsonl"]
    Store(str(tmp_path))


def test_an_edited_output_is_not_replaced_without_force(tmp_path: Path) -> None:
    first_run(tmp_path)
    (tmp_path / "a.001.txt").write_bytes(b"edited")
    store = opened(tmp_path)
    with pytest.raises(CleantextError, match=r"a\.001\.txt: was edited since cleantext wrote it; move .* --force"):
        put(store, "a.001.txt", b"new", "in/a.txt")
    put(store, "b.001.txt", b"new", "in/b.txt")
    store.finish([Failed("in/a.txt", "a")])
    assert (tmp_path / "a.001.txt").read_bytes() == b"edited" and (tmp_path / "b.001.txt").read_bytes() == b"new"
    store = opened(tmp_path, force=True)
    put(store, "a.001.txt", b"new", "in/a.txt")
    store.finish()
    assert (tmp_path / "a.001.txt").read_bytes() == b"new"


def test_an_edit_that_is_what_would_be_written_is_no_edit(tmp_path: Path) -> None:
    first_run(tmp_path)
    (tmp_path / "a.001.txt").write_bytes(b"new")
    store = opened(tmp_path, tmp_path / "a.001.txt")
    put(store, "a.001.txt", b"new", "in/a.txt")
    store.close()


def test_a_folder_in_the_way_of_an_output(tmp_path: Path) -> None:
    (tmp_path / "a.001.txt").mkdir()
    store = opened(tmp_path)
    with pytest.raises(CleantextError, match="is in the way, and no file"):
        put(store, "a.001.txt", b"new", "in/a.txt")


def test_a_log_that_is_a_source_is_not_replaced(tmp_path: Path) -> None:
    first_run(tmp_path)
    (tmp_path / "findings.jsonl.part").write_bytes(b"mine")
    before = written(tmp_path)
    for name in ("manifest.jsonl", "findings.jsonl.part"):
        with pytest.raises(CleantextError, match=rf"{name}: is a source"):
            opened(tmp_path, tmp_path / name)
    assert written(tmp_path) == before


def test_only_our_own_temporary_files_go(tmp_path: Path) -> None:
    for name in (".1-0.cleantext-tmp", ".2-0.cleantext-tmp", "my.cleantext-tmp"):
        (tmp_path / name).write_bytes(b"x")
    opened(tmp_path, tmp_path / ".2-0.cleantext-tmp", force=True).close()
    assert {".2-0.cleantext-tmp", "my.cleantext-tmp"} == {n for n in written(tmp_path) if n.endswith("tmp")}


def test_a_run_killed_after_another_loses_no_record(tmp_path: Path) -> None:
    first_run(tmp_path)
    (tmp_path / "a.001.txt").write_bytes(b"new")
    (tmp_path / "manifest.jsonl.part").write_bytes(record("a.001.txt", b"new", "in/a.txt") + b'{"output": "b.0')
    (tmp_path / "findings.jsonl.part").write_bytes(b'{"source":"in/a.txt","new":1}\n{"sour')
    opened(tmp_path).stop()
    assert [line["output"] for line in lines(tmp_path / "manifest.jsonl")] == ["a.001.txt", "b.001.txt", "c.001.txt"]
    found = lines(tmp_path / "findings.jsonl")
    assert [line["source"] for line in found] == ["in/a.txt", "in/b.txt", "in/c.txt"] and found[0]["new"]
    assert not list(tmp_path.glob("*.part"))


def test_a_run_broken_off_takes_away_only_what_it_made_anew(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for number in (1, 2):
        put(store, f"a.00{number}.txt", b"old", "in/a.txt")
    put(store, "b.001.txt", b"old", "in/b.txt")
    store.finish()
    store = opened(tmp_path)
    put(store, "a.001.txt", b"new", "in/a.txt")
    store.stop()
    assert [line["output"] for line in lines(tmp_path / "manifest.jsonl")] == ["a.001.txt", "b.001.txt"]
    assert list(written(tmp_path)) == ["a.001.txt", "b.001.txt", "findings.jsonl", "manifest.jsonl"]


def test_two_runs_at_once(tmp_path: Path) -> None:
    first, second = Store(str(tmp_path)), Store(str(tmp_path))
    first.begin([])
    with pytest.raises(CleantextError, match=rf"another cleantext \(process {os.getpid()}\) is writing there"):
        second.begin([])
    second.close()
    put(first, "a.001.txt", b"1", "in/a.txt")
    first.finish()
    second.begin([])  # and knows what the first one wrote
    put(second, "a.001.txt", b"2", "in/a.txt")
    second.finish()
    assert list(written(tmp_path)) == ["a.001.txt", "findings.jsonl", "manifest.jsonl"]


def test_a_lock_that_a_killed_run_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / ".cleantext-lock").write_text("1")
    run(tmp_path, {})
    assert list(written(tmp_path)) == ["findings.jsonl", "manifest.jsonl"]


@pytest.mark.parametrize("name", ["manifest.jsonl", "findings.jsonl", "manifest.jsonl.part", "findings.jsonl.part"])
def test_a_pipe_for_a_log_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(CleantextError, match=rf"{name}: is no regular file"):
        Store(str(tmp_path))


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b"[]", b"7", b"\xff", b'{"output":"a","output_sha256":"b","source_bytes":"x"}']
)
def test_a_manifest_of_nonsense_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(content)
    with pytest.raises(CleantextError, match=r"manifest\.jsonl: was not written by cleantext"):
        Store(str(tmp_path))


def test_a_deep_output_folder(deep_path: Path) -> None:
    out = deep_path.joinpath(*["o"] * 1200)
    run(out, {"a.001.txt": b"1"})
    run(out, {"a.001.txt": b"2"})
    assert (out / "a.001.txt").read_bytes() == b"2"
    with pytest.raises(CleantextError, match=r"cannot be written \(File name too long\); choose a shorter --out"):
        opened(Path(os.path.join(str(deep_path), *["o"] * 3000)))


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
            text = (out / record["output"]).read_bytes().decode()
            pieces.append((record["start"], text[: record["characters"]]))
    text = rewind("".join(text for _, text in sorted(pieces)), findings)
    return b"".join(
        text[first:last].encode(codec) if raw is None else bytes.fromhex(raw)
        for _, _, codec, _, first, last, raw in head["segments"]
    )


def clean_into(out: Path, path: Path, split: bool = True) -> Any:
    store = opened(out)
    try:
        made = clean_source(Task(source_of(path), "a"), Options(), How(split))
        if isinstance(made, CleantextError):
            raise made
        store.put(made.files, made.manifest, made.findings, str(path))
        store.finish()
    finally:
        store.close()
    return made.result


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
    assert second["characters"] == len(data.decode()) - 1 and data.endswith(b"\n")
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
    ids=lambda data: f"{len(data)} bytes" if isinstance(data, bytes) else str(data),
)
def test_the_real_chain_loses_no_byte_either(tmp_path: Path, data: bytes, split: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    clean_into(tmp_path / "out", path, split)
    assert rebuilt(tmp_path / "out", str(path)) == data


@pytest.mark.usefixtures("stubbed")
@pytest.mark.parametrize(
    ("source", "ends"),
    [
        (f"{LINE}## 二\n{LINE}", ("\n", "\n")),
        (f"{LINE}## 二\n{LINE.strip()}", ("\n", "。")),  # as the source ends, so does what is cut from its end
    ],
)
def test_a_file_of_text_ends_with_a_line_end_where_its_source_did(
    tmp_path: Path, source: str, ends: tuple[str, str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(source.encode())
    clean_into(tmp_path / "out", path)
    made = [(tmp_path / "out" / f"a.00{n}.txt").read_bytes().decode() for n in (1, 2)]
    assert all(text.endswith(end) for text, end in zip(made, ends, strict=True))
    assert [len(text.rstrip()) for text in made] == [len(LINE.strip())] * 2
    assert rebuilt(tmp_path / "out", str(path)) == path.read_bytes()


@pytest.mark.parametrize(
    ("text", "end", "wanted"),
    [
        ("好。\r\n\r\n下", 2, "\r\n"),
        ("好。 \u3000\n下", 2, "\n"),
        ("好。\r下", 2, "\r"),
        ("好。下", 2, "\n"),  # two that stand in one line
        ("好。", 2, ""),
        ("好。\n", 3, ""),
    ],
)
def test_the_line_end_is_that_of_the_text(text: str, end: int, wanted: str) -> None:
    assert line_end(text, Speech("", text[:end], 0, end, 1)) == wanted


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


@pytest.mark.parametrize("error", [ModuleNotFoundError("x", name="opencc.core"), ImportError("bad .so", name="opencc")])
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: ImportError
) -> None:
    def broken(*_: object) -> None:
        raise error

    path = tmp_path / "a.txt"
    path.write_text(LINE, "utf-8")
    monkeypatch.setattr(chain, "detect", broken)
    with pytest.raises(
        CleantextError, match=r"a\.txt: opencc (is not installed|cannot be loaded \(bad).*cleantext-corpus"
    ):
        check_source(source_of(path), Options())


@pytest.mark.parametrize(
    "text",
    [LINE, LINE * 40, "同志们：\n" + LINE * 30, "A plain page.\nNo Chinese.\n", "河\r\n"],
    ids=["line", "lines", "speech", "English", "carriage return"],
)
def test_an_undamaged_file_comes_out_byte_for_byte(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    clean_into(tmp_path / "out", path)
    assert (tmp_path / "out" / "a.001.txt").read_bytes() == text.encode()
