"""``clean --in-place``: whole or not at all, and only what has to change."""

from __future__ import annotations

import errno
import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from cleantext.cli import main
from cleantext.corpus import in_place
from tests.test_corpus import LINE
from tests.test_packed import _Stdin, make_zip

DAMAGED = "（王&#20013;国）" + LINE
GOOD = "（王中国）" + LINE
OTHER = "第二天早上下了一场小雨，渡口没有人。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rewritten(data: bytes, *more: str) -> tuple[int, bytes]:
    Path("a.txt").write_bytes(data)
    code = main(["clean", "--in-place", "a.txt", *more])
    assert os.listdir(".") == ["a.txt"]  # nothing is left lying about
    return code, Path("a.txt").read_bytes()


def test_what_was_changed_is_said_and_stops_a_hook(capfd: pytest.CaptureFixture[str]) -> None:
    Path("b.txt").write_text(LINE, "utf-8")
    Path("a.txt").write_text(DAMAGED, "utf-8")
    assert main(["clean", "--in-place", "."]) == 1
    out, err = capfd.readouterr()
    assert out == "./a.txt: rewritten: escapes 1\n"
    assert "files      2" in err and "rewritten  1" in err
    assert Path("a.txt").read_text("utf-8") == GOOD
    assert main(["clean", "--in-place", "."]) == 0  # clean once is clean
    assert capfd.readouterr().out == ""


def test_an_undamaged_file_is_not_touched() -> None:
    Path("a.txt").write_text(LINE, "utf-8")
    os.utime("a.txt", ns=(10**9, 10**9))
    before = os.stat("a.txt")
    assert main(["clean", "--in-place", "a.txt"]) == 0
    assert (os.stat("a.txt").st_mtime_ns, os.stat("a.txt").st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_the_mode_stays(mode: int) -> None:
    Path("a.txt").write_text(DAMAGED, "utf-8")
    os.chmod("a.txt", mode)
    assert main(["clean", "--in-place", "a.txt"]) == 1
    assert os.stat("a.txt").st_mode & 0o7777 == mode


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_line_ends_codec_and_mark_stay(end: str, codec: str) -> None:
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    before, after = ((text + OTHER).replace("\n", end) for text in (DAMAGED, GOOD))
    assert rewritten(mark + before.encode(codec)) == (1, mark + after.encode(codec))
    assert rewritten(mark + after.encode(codec)) == (0, mark + after.encode(codec))


@pytest.mark.parametrize("codec", ["gb18030", "big5"])
def test_a_codec_of_a_country_becomes_utf8(codec: str, capfd: pytest.CaptureFixture[str]) -> None:
    text = LINE + OTHER if codec == "gb18030" else "明年修橋，謝謝大家。河岸上的老人說起從前的渡船。\n"
    assert rewritten(text.encode(codec), "--script", "keep") == (1, text.encode())
    assert capfd.readouterr().out == f"a.txt: rewritten: {codec} to utf-8\n"


def test_nothing_is_cut_into_speeches() -> None:
    text = "第一篇 春天\n" + LINE * 2 + "第二篇 秋天\n" + OTHER
    assert rewritten(text.encode(), "--ignore", "repeated")[1] == text.encode()


def test_bytes_that_would_be_lost(capfd: pytest.CaptureFixture[str]) -> None:
    data = (DAMAGED + OTHER).encode() + b"\xff\xfe\n"
    assert rewritten(data) == (1, data)
    assert "a.txt: has bytes in no codec, which a rewriting would lose; name its --encoding" in capfd.readouterr().err


def test_a_text_that_would_vanish(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_place, "_with_ends", lambda text, source: "\n")
    assert rewritten(DAMAGED.encode()) == (1, DAMAGED.encode())
    assert "a.txt: nothing of it would be left; look at it with check" in capfd.readouterr().err


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real" / "a.txt").write_text(DAMAGED, "utf-8")
    os.symlink("real/a.txt", "link.txt")
    assert main(["clean", "--in-place", "link.txt"]) == 1
    assert os.path.islink("link.txt") and Path("real/a.txt").read_text("utf-8") == GOOD
    assert os.listdir("real") == ["a.txt"]


def test_a_full_disk_leaves_the_file(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    class Full(io.FileIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(io, "FileIO", Full)
    assert rewritten(DAMAGED.encode()) == (1, DAMAGED.encode())
    assert "a.txt: cannot be rewritten (No space left on device)" in capfd.readouterr().err


def test_a_file_that_is_not_to_be_written(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert rewritten(DAMAGED.encode()) == (1, DAMAGED.encode())
    assert "a.txt: may not be written; make it writable" in capfd.readouterr().err


def test_a_file_that_somebody_changes_meanwhile(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = in_place.whole

    def slow(*given: object) -> object:
        done = real(*given)  # type: ignore[arg-type]
        Path("a.txt").write_text("mine", "utf-8")
        return done

    monkeypatch.setattr(in_place, "whole", slow)
    assert rewritten(DAMAGED.encode()) == (1, b"mine")
    assert "a.txt: was changed by somebody else while it was cleaned; run again" in capfd.readouterr().err


def test_what_is_no_plain_file_is_refused(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.txt.gz").write_bytes(gzip.compress(DAMAGED.encode()))
    make_zip("b.zip", {"c.txt": DAMAGED.encode()})
    Path("d.txt").write_text(DAMAGED, "utf-8")
    before = Path("a.txt.gz").read_bytes(), Path("b.zip").read_bytes()
    monkeypatch.setattr(sys, "stdin", _Stdin(DAMAGED.encode()))
    assert main(["clean", "--in-place", "a.txt.gz", "b.zip", "-", "d.txt"]) == 1
    err = capfd.readouterr().err
    assert "a.txt.gz: is packed, which --in-place cannot rewrite; unpack it, or use --out" in err
    assert "b.zip: is packed" in err and "<stdin>: is no file to rewrite" in err
    assert Path("d.txt").read_text("utf-8") == GOOD
    assert main(["clean", "--in-place", "."]) == 0  # in a folder they are left out
    assert "skipped    2" in capfd.readouterr().err
    assert (Path("a.txt.gz").read_bytes(), Path("b.zip").read_bytes()) == before


@pytest.mark.parametrize("arguments", [["--in-place", "a.txt", "--out", "out"], ["a.txt"], ["-", "a.txt"]])
def test_one_place_for_the_output(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["clean", *arguments])
    assert left.value.code == 2
    assert "--out" in capfd.readouterr().err
