"""Texts that do not lie open: compressed, in archives, on standard input. Nothing explodes, nothing gets out."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext import chain
from cleantext.cli import main
from cleantext.corpus import archives, packed, read
from cleantext.corpus.archives import Member
from cleantext.corpus.member_names import member_names
from cleantext.corpus.packed import Packed, bare, kinds
from cleantext.corpus.read import gather, load
from cleantext.errors import CleantextError
from tests.test_corpus import LINE, stub_clean, written

TEXT = (LINE * 3).encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    archives.forget()


def zstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is an optional extra")
    return bytes(zstandard.ZstdCompressor(write_checksum=True).compress(data))


def pack(kind: str, data: bytes) -> bytes:
    return {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd}[kind](data)


def make_zip(path: str, members: dict[str, bytes], codec: str = "") -> None:
    """codec: that of the names, as Windows writes them: without the flag for UTF-8."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = _Raw(name)
            info.codec = codec
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


class _Raw(zipfile.ZipInfo):
    codec: str = ""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        if self.codec:
            return self.filename.encode(self.codec), self.flag_bits & ~0x800
        return super()._encodeFilenameFlags()  # type: ignore[misc, no-any-return]


def make_tar(path: str, members: dict[str, bytes], mode: str = "w", links: dict[str, bytes] | None = None) -> None:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)


def loaded(*paths: str) -> dict[str, bytes]:
    gathered = gather(paths)
    assert gathered.problems == ()
    return {source.path: load(source) for source in gathered.sources}


# --- compressed texts


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_a_compressed_text_is_read(kind: str) -> None:
    Path(f"a.txt.{kind}").write_bytes(pack(kind, TEXT) + pack(kind, TEXT))  # two in a row are one
    Path("b.csv.gz").write_bytes(gzip.compress(TEXT))
    gathered = gather(["."])
    assert [(source.path, source.name) for source in gathered.sources] == [(f"./a.txt.{kind}", "a.txt")]
    assert gathered.skipped == 1
    assert load(gathered.sources[0]) == TEXT * 2
    assert loaded("b.csv.gz") == {"b.csv.gz": TEXT}  # named: no ending is asked for


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_a_compressed_text_that_is_cut_off_or_damaged_is_named(kind: str) -> None:
    whole = pack(kind, os.urandom(0) + bytes(random.Random(1).randbytes(3000)))
    for number, data in enumerate((whole[:-9], whole[: len(whole) // 2], whole[:6], b"no such thing" * 9)):
        path = f"{number}.txt.{kind}"
        Path(path).write_bytes(data)
        with pytest.raises(CleantextError, match=rf"{path}: is damaged or cut off \(.+\); get it anew"):
            load(gather([path]).sources[0])


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_a_compressed_text_that_holds_nothing_is_empty(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path(f"a.txt.{kind}").write_bytes(pack(kind, b""))
    assert main(["check", f"a.txt.{kind}"]) == 0
    assert f"a.txt.{kind}: is empty; skipped" in capfd.readouterr().err


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_a_bomb_is_refused_before_it_is_large(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "FREE", 2**20)
    Path(f"a.txt.{kind}").write_bytes(pack(kind, b"a" * 2**22))
    with pytest.raises(CleantextError, match=r"a\.txt\.\w+: unpacks to more than 200 times its size"):
        load(gather([f"a.txt.{kind}"]).sources[0])


def test_more_than_a_document_may_have_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LIMIT", 2**20)
    Path("a.txt.gz").write_bytes(gzip.compress(b"a" * 2**20 + b"b"))
    with pytest.raises(CleantextError, match="larger than 1 MiB; split it"):
        load(gather(["a.txt.gz"]).sources[0])


def test_zstd_without_its_library(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    Path("a.txt.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(200))
    assert main(["check", "a.txt.zst"]) == 1
    assert "a.txt.zst: needs zstandard; run pip install 'cleantext-corpus[zstd]'" in capfd.readouterr().err


def test_endings() -> None:
    assert [
        kinds(name) for name in ("a.TXT.GZ", "a.tgz", "a.tar.zst", "a.zip", "a.tar", "a.txt", "gz", "a.tar.txt")
    ] == [
        *(("gz",), ("gz", "tar"), ("zst", "tar"), ("zip",), ("tar",), (), (), ()),
    ]
    assert [bare(name) for name in ("a.txt.gz", "a.tgz", "a.zip", "a.txt")] == ["a.txt", "a.tgz", "a.zip", "a.txt"]


# --- archives


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.txz", "a.tar.zst"])
def test_the_texts_of_an_archive(name: str) -> None:
    members = {"./b/c.txt": TEXT, "d.md": b"d", "e.txt.gz": gzip.compress(TEXT), "f.jpg": b"", "__MACOSX/._d.md": b"x"}
    if name.endswith("zip"):
        make_zip(name, members)
    elif name.endswith("zst"):
        make_tar("a.tar", members)
        Path(name).write_bytes(zstd(Path("a.tar").read_bytes()))
    else:
        make_tar(
            name, members, {"r": "w", "z": "w:gz", "2": "w:bz2"}.get(name[-1], "w:gz") if "x" not in name else "w:xz"
        )
    gathered = gather([name])
    assert gathered.problems == () and gathered.skipped == 2
    assert [source.name for source in gathered.sources] == [f"{name}/b/c.txt", f"{name}/d.md", f"{name}/e.txt"]
    wanted = {f"{name}!b/c.txt": TEXT, f"{name}!d.md": b"d", f"{name}!e.txt.gz": TEXT}
    assert {source.path: load(source) for source in gathered.sources} == wanted
    assert {source.path: load(source) for source in reversed(gathered.sources)} == wanted  # in any order
    assert gather(["."]).skipped >= 2


def test_clean_mirrors_an_archive_and_stays_in_its_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chain, "clean", stub_clean)
    Path("in").mkdir()
    names = ["../../up.txt", "/etc/root.txt", "C:\\dos\\x.txt", "same.txt", "a/../../b.txt", "con.txt", "x\x1b[2J.txt"]
    make_zip("in/a.zip", {name: ("XX" + LINE).encode() for name in names})
    make_tar("in/b.tar", dict.fromkeys(names, LINE.encode()))
    before = set(folder.rglob("*"))
    assert main(["clean", "in", "--out", "out"]) == 0
    made = sorted(written(Path("out")))
    assert [name for name in made if name.startswith("a.zip/")] == [
        "a.zip/C_/dos/x.001.txt",
        "a.zip/_/_/up.001.txt",
        "a.zip/_con.001.txt",
        "a.zip/a/_/_/b.001.txt",
        "a.zip/etc/root.001.txt",
        "a.zip/same.001.txt",
        "a.zip/x_[2J.001.txt",
    ]
    assert len(made) == 16
    assert {path for path in folder.rglob("*") if folder / "out" not in (path, *path.parents)} == before
    sources = [json.loads(line)["source"] for line in Path("out/manifest.jsonl").read_text("utf-8").splitlines()]
    assert "in/a.zip!same.txt" in sources and "in/b.tar!etc/root.txt" in sources
    assert main(["check", "in/a.zip"]) in (0, 1)
    assert "\x1b" not in capfd.readouterr().out


def test_links_and_devices_in_an_archive_are_told_and_not_followed() -> None:
    links = {"a.txt": tarfile.SYMTYPE, "b.txt": tarfile.LNKTYPE, "c.txt": tarfile.CHRTYPE, "latest": tarfile.SYMTYPE}
    make_tar("a.tar.gz", {"d.txt": TEXT}, "w:gz", links)
    gathered = gather(["a.tar.gz"])
    assert [source.path for source in gathered.sources] == ["a.tar.gz!d.txt"]
    assert gathered.problems == (
        "a.tar.gz: 3 of its texts (a.txt, for one) are links or devices, which are not followed; unpack it and give "
        "what they lead to",
    )
    with zipfile.ZipFile("a.zip", "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert gather(["a.zip"]).sources == ()
    assert "are links or devices" in gather(["a.zip"]).problems[0]


def test_a_locked_zip_is_told() -> None:
    make_zip("a.zip", {"a.txt": TEXT})
    data = bytearray(Path("a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    Path("a.zip").write_bytes(data)
    assert "are locked with a password; unpack it with the password" in gather(["a.zip"]).problems[0]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_an_archive_that_explodes_is_refused_as_a_whole(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for module in (packed, archives):
        monkeypatch.setattr(module, "FREE", 2**20)
    members = {f"{n}.txt": b"a" * 2**19 for n in range(9)}
    if name == "a.zip":
        make_zip(name, members)
    else:
        make_tar(name, members, "w:gz")
    gathered = gather([name])
    assert gathered.sources == ()
    assert f"{name}: unpacks to more than 200 times its size" in gathered.problems[0]
    monkeypatch.setattr(archives, "FREE", 2**30)
    monkeypatch.setattr(packed, "FREE", 2**30)
    monkeypatch.setattr(archives, "MEMBERS", 8)
    assert gather([name]).problems == (f"{name}: holds more than 8 files; unpack it and give the folder",)


def test_a_tar_that_claims_a_long_name_is_refused() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type = tarfile.GNUTYPE_LONGNAME
    info.size = 2**30
    Path("a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(10240))
    assert "a.tar: has a name of 1,073,741,824 bytes" in gather(["a.tar"]).problems[0]


def test_a_tar_that_is_damaged_in_the_middle_gives_what_came_before() -> None:
    make_tar("a.tar", {"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    data = bytearray(Path("a.tar").read_bytes())
    data[1024 + 100 : 1024 + 120] = b"\xff" * 20
    Path("a.tar").write_bytes(data)
    gathered = gather(["a.tar"])
    assert [source.path for source in gathered.sources] == ["a.tar!a.txt"]
    assert "a.tar: is damaged or no tar archive" in gathered.problems[0]


def test_what_stands_behind_the_end_of_a_tar_is_told() -> None:
    make_tar("a.tar", {"a.txt": TEXT})
    whole = Path("a.tar").read_bytes()
    for name, data, members in (("begin.tar", bytes(1024) + whole, 0), ("two.tar", whole + whole, 1)):
        Path(name).write_bytes(data)
        gathered = gather([name])
        assert len(gathered.sources) == members
        assert f"{name}: has more behind its end, which is not read" in gathered.problems[0]
    assert not gather(["a.tar"]).problems


def test_records_in_an_archive_are_a_text_to_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    make_zip("a.zip", {"x.jsonl": LINE.encode(), "y.txt": LINE.encode()})
    for command in (["check"], ["stats"], ["diff"], ["split"], ["clean", "--out", "out"]):
        assert main([*command, "a.zip", "--include", "*.jsonl"]) == 0
        assert "x.jsonl: " not in capfd.readouterr().err
    assert main(["check", "a.zip"]) == 0


def test_an_archive_that_changes_between_listing_and_reading() -> None:
    make_zip("a.zip", {"a.txt": TEXT})
    source = gather(["a.zip"]).sources[0]
    make_zip("a.zip", {"b.txt": b"other", "a.txt": TEXT})
    os.utime("a.zip", ns=(1, 1))
    with pytest.raises(CleantextError, match=r"a\.zip!a\.txt: the archive was changed since it was listed; run again"):
        load(source)


def test_an_archive_without_text_is_told_when_it_was_named() -> None:
    make_zip("a.zip", {"a.jpg": b"x"})
    assert gather(["a.zip"]).problems[0].startswith("a.zip: no file here ends in .txt")
    Path("b.txt").write_bytes(TEXT)
    assert gather(["."]).problems == ()


def test_outputs_of_an_archive_that_is_broken_now_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "clean", stub_clean)
    Path("in").mkdir()
    Path("in/b.txt").write_bytes(TEXT)
    make_zip("in/a.zip", {"x/a.txt": TEXT})
    assert main(["clean", "in", "--out", "out"]) == 0
    before = written(Path("out"))
    Path("in/a.zip").write_bytes(b"PK")
    assert main(["clean", "in", "--out", "out"]) == 1
    assert written(Path("out")).keys() == before.keys()


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "txt.gz", "txt.bz2", "txt.xz", "txt.zst"])
def test_damaged_bytes_give_one_line_and_no_other_error(kind: str) -> None:
    dice = random.Random(8)
    if kind == "zip":
        make_zip("good", {"a.txt": TEXT, "中.txt": TEXT}, "gbk")
    elif kind.startswith("tar"):
        make_tar("good", {"a.txt": TEXT, "中" * 60 + ".txt": TEXT}, "w:gz" if kind == "tar.gz" else "w")
    else:
        Path("good").write_bytes(pack(kind[4:], TEXT))
    good = Path("good").read_bytes()
    for number in range(150):
        data = bytearray(good)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path = f"{number}.{kind}"
        Path(path).write_bytes(data[: dice.randint(1, len(data))] if dice.random() < 0.3 else data)
        gathered = gather([path])
        assert all(problem.startswith(f"{path}: ") and "\n" not in problem for problem in gathered.problems)
        for source in gathered.sources:
            try:
                load(source)
            except CleantextError as error:
                assert str(error).startswith(source.path) and "\n" not in str(error)


# --- names in archives


def named(names: list[str], codec: str) -> list[str]:
    return member_names([Member(name.encode(codec), "", number, 1, "file") for number, name in enumerate(names)])


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("gbk", ["新建文本文档.txt"]),
        ("gbk", ["第一章.txt", "第二章.txt", "附录/说明.txt", "readme.txt"]),
        ("gbk", ["讲话/一九七八年.txt"]),
        ("big5", ["第一章.txt"]),
        ("big5", ["國文/第一課.txt", "讀我.txt"]),
        ("big5", ["功課/許功蓋.txt", "演講稿.txt"]),  # their second byte is a backslash
        ("gb18030", ["诚/誠實.txt", "目录.txt"]),
        ("utf-8", ["新建文本文档.txt"]),  # what a Mac writes, without the flag
        ("gbk", ["目录.txt"]),  # valid as UTF-8, too
        ("utf-8", ["目录/café.txt", "目录/第一章.txt"]),
        ("shift_jis", ["日本語の文章.txt"]),
        ("ascii", ["a.txt", "b/c.txt"]),
    ],
)
def test_names_in_the_codec_of_the_machine_that_packed_them(codec: str, names: list[str]) -> None:
    assert named(names, codec) == names
    if codec not in ("ascii", "utf-8"):
        make_zip("a.zip", dict.fromkeys(names, b"x"), codec)
        assert [source.path for source in gather(["a.zip"]).sources] == [f"a.zip!{name}" for name in names]


def test_names_in_two_codecs_and_in_none() -> None:
    both = [Member("第一章.txt".encode("gbk"), "", 0, 1, "file"), Member(b"x", "第二章.txt", 1, 1, "file")]
    assert member_names(both) == ["第一章.txt", "第二章.txt"]
    mixed = [Member(name, "", 0, 1, "file") for name in ("第一章.txt".encode("gbk"), "第二章的目录.txt".encode())]
    assert member_names(mixed) == ["第一章.txt", "第二章的目录.txt"]
    odd = member_names([Member(b"\xff\xff\x81.txt", "", 0, 1, "file")])[0]
    assert odd.endswith(".txt") and os.fsencode(odd)
    assert named(["a\x1b.txt", "\x00.txt"], "ascii") == ["a\x1b.txt", "_.txt"]


def test_one_name_twice() -> None:
    make_tar("a.tar", {"a.txt": b"first", "./a.txt": b"second", "b/n": b"", "b//n": b""})
    assert loaded("a.tar") == {"a.tar!a.txt": b"first", "a.tar!a~2.txt": b"second"}
    assert named(["b/n", "b//n"], "ascii") == ["b/n", "b/n~2"]
    assert named(["a.txt", "a.txt", "a~2.txt", "a.txt", "//"], "ascii") == [
        *("a.txt", "a~2.txt", "a~2~2.txt", "a~3.txt", "_"),
    ]


def test_the_name_in_the_field_that_info_zip_has_for_it() -> None:
    field = b"\x75\x70" + (5 + 10).to_bytes(2, "little") + b"\x01" + bytes(4) + "中文.txt".encode()
    with zipfile.ZipFile("a.zip", "w") as archive:
        info = zipfile.ZipInfo("____.txt")
        info.extra = field
        archive.writestr(info, b"x")
    assert loaded("a.zip") == {"a.zip!中文.txt": b"x"}


def test_a_codec_may_be_given_for_a_member() -> None:
    make_zip("a.zip", {"old/x.txt": "明年修橋，謝謝大家。\n".encode("big5")})
    for glob in ("old/*.txt", "a.zip!old/x.txt", "x.txt"):
        assert main(["check", "a.zip", "--encoding", f"{glob}=big5", "--select", "undecodable"]) == 0
        assert main(["check", "a.zip", "--encoding", f"{glob}=ascii", "--select", "undecodable"]) == 1


# --- standard input


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(TEXT))
    (source,) = gather(["-", "-"]).sources
    assert (source.path, source.name, source.size) == ("<stdin>", "stdin", len(TEXT))
    assert source.packed == Packed("", data=TEXT)
    assert load(source) == TEXT


@pytest.mark.parametrize("command", [["check"], ["split"], ["encodings"]])
def test_commands_read_standard_input(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(LINE.encode("gbk") + b"&nbsp;" + LINE.encode("gbk")))
    main([*command, "-"])
    assert "<stdin>" in capfd.readouterr().out


def test_clean_from_standard_input_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "（王&#20013;国）\r\n" + LINE
    monkeypatch.setattr(sys, "stdin", _Stdin(text.encode("gbk")))
    assert main(["clean", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode() == "（王中国）\r\n" + LINE
    assert err == b""
    monkeypatch.setattr(sys, "stdin", _Stdin(b""))
    assert main(["clean", "-"]) == 0
    monkeypatch.setattr(sys, "stdin", _Stdin(b"%PDF-1.7\n"))
    assert main(["clean", "-"]) == 1
    out, err = capfdbinary.readouterr()
    assert out == b"" and b"<stdin>: is a PDF document" in err


def test_clean_from_standard_input_to_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(TEXT))
    assert main(["clean", "-", "--out", "out", "--no-split"]) == 0
    assert "stdin.001.txt" in written(Path("out"))


def test_a_terminal_is_shown_no_control_character(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chain, "clean", stub_clean)
    monkeypatch.setattr(sys, "stdin", _Stdin("好\x1b[2J\n好".encode()))
    monkeypatch.setattr("cleantext.commands.direct.is_terminal", lambda stream: True)
    assert main(["clean", "-"]) == 0
    assert capfd.readouterr().out == "好\\x1b[2J\n好\n"
