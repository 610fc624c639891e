"""The command line: messages, exit codes, and that one bad file never stops the others."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleantext import chain, passes, terminal
from cleantext.cli import main
from cleantext.corpus.lock import Lock
from cleantext.finding import Finding
from tests.test_corpus import LINE, stub_clean, written

ROOT = Path(__file__).parents[1]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two good files, a stand-in for the chain, and the folder above it as the working folder."""
    monkeypatch.setattr(chain, "clean", stub_clean, raising=False)
    monkeypatch.setattr(chain, "detect", lambda source, options: stub_clean(source, options).findings, raising=False)
    monkeypatch.setattr("cleantext.corpus.check.decode", lambda data, codec="": stub_clean(data).decoded)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(LINE + LINE[:5] + "XX" + LINE[5:], "utf-8")
    (folder / "sub" / "b.md").write_text("## 头\n" + LINE, "utf-8")
    return folder


def clean(*arguments: str) -> int:
    return main(["clean", *arguments, "--out", "out"])


def test_clean_writes_a_file_a_speech_and_a_summary(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = written(corpus)
    assert clean("in") == 0
    assert list(written(Path("out"))) == [
        "a.001.txt",
        "a.002.txt",
        "findings.jsonl",
        "manifest.jsonl",
        "sub/b.001.txt",
    ]
    out, err = capfd.readouterr()
    assert out == ""
    assert re.findall(r"^(\S.*?|  \w+) +(\d+)$", err, re.M) == [
        ("files", "2"),
        ("speeches", "3"),
        ("findings", "1"),
        ("  watermark", "1"),
    ]
    assert written(corpus) == before


def test_the_same_input_gives_the_same_bytes(corpus: Path) -> None:
    assert clean("in") == 0
    first = written(Path("out"))
    assert clean("in") == 0  # over its own earlier output
    assert written(Path("out")) == first


def test_quiet_says_only_what_goes_wrong(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in", "--quiet") == 0
    assert capfd.readouterr() == ("", "")
    assert clean("in", "nowhere", "--quiet") == 1
    assert capfd.readouterr().err == ("cleantext: nowhere: does not exist; check the path\n")


def test_no_split(corpus: Path) -> None:
    assert clean("in", "--no-split") == 0
    assert Path("out/sub/b.001.txt").read_text("utf-8") == "## 头\n" + LINE


def test_output_inside_the_input(corpus: Path) -> None:
    for _ in range(2):
        assert main(["clean", "in", "--out", "in/out"]) == 0
    assert len(list(corpus.rglob("*.001.txt"))) == 2


def test_an_earlier_output_as_input_is_refused(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in") == 0
    kept = written(Path("out"))
    assert clean("in", "out/a.001.txt", "out/manifest.jsonl") == 2
    assert capfd.readouterr().err.count("is an output of an earlier run; choose another --out") == 2
    assert written(Path("out")) == kept


def test_a_file_given_as_a_source_is_never_removed(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in") == 0
    kept = written(Path("out"))["a.001.txt"]
    assert clean("out/a.001.txt", "in/sub/b.md") == 1
    assert Path("out/a.001.txt").read_bytes() == kept
    assert clean("in") == 0  # the folder is still known for ours


def test_a_source_that_fails_keeps_its_last_output(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in") == 0
    before = written(Path("out"))
    (corpus / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert clean("in", "nowhere") == 1
    after = written(Path("out"))
    assert {name: data for name, data in after.items() if name.endswith(".txt")} == {
        name: data for name, data in before.items() if name.endswith(".txt")
    }
    for name in ("manifest.jsonl", "findings.jsonl"):
        assert sorted(after[name].splitlines()) == sorted(before[name].splitlines())
    assert "out: outputs of an earlier run that stay, for their sources failed: 2" in capfd.readouterr().err
    (corpus / "a.txt").unlink()
    assert clean("in") == 0  # it is gone, so its outputs go
    assert list(written(Path("out"))) == ["findings.jsonl", "manifest.jsonl", "sub/b.001.txt"]


def test_an_edited_output_is_kept_and_the_others_go_on(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in") == 0
    Path("out/a.001.txt").write_text("mine")
    (corpus / "sub" / "b.md").write_text("XX" + LINE[::-1], "utf-8")
    assert clean("in") == 1
    assert "out/a.001.txt: was edited since cleantext wrote it; move it elsewhere" in capfd.readouterr().err
    assert Path("out/a.001.txt").read_text() == "mine"
    assert Path("out/sub/b.001.txt").read_text("utf-8") == LINE[::-1].strip()
    assert clean("in", "--force") == 0
    assert Path("out/a.001.txt").read_text("utf-8") == LINE


def test_output_that_cannot_be_used(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("out").write_text("a file")
    assert clean("in") == 2
    assert main(["clean", "in", "--out", "in"]) == 2
    err = capfd.readouterr().err
    assert "out: is a file" in err and "in: already holds files" in err
    assert main(["clean", "in", "--out", "in", "--force"]) == 1
    assert "is the output folder itself" in capfd.readouterr().err


def test_bad_files_are_named_and_the_others_go_on(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (corpus / "0empty.txt").touch()
    (corpus / "1picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (corpus / "2.csv").write_text("1")
    assert clean("in", "nowhere") == 1
    err = capfd.readouterr().err
    assert "in/0empty.txt: is empty; skipped" in err
    assert "in/1picture.txt: is a PNG image, not text" in err
    assert "nowhere: does not exist" in err
    assert re.search(r"^files +2$", err, re.M) and re.search(r"^failed +2$", err, re.M)
    assert re.search(r"^empty +1$", err, re.M) and re.search(r"^skipped +1$", err, re.M)


def test_nothing_to_do_makes_no_folder_and_keeps_an_earlier_one(corpus: Path) -> None:
    assert clean("nowhere") == 1
    assert not Path("out").exists()
    assert clean("in") == 0
    kept = written(Path("out"))
    assert clean("nowhere") == 1
    assert written(Path("out")) == kept


def test_one_stem_twice(corpus: Path) -> None:
    (corpus / "a.md").write_text(LINE, "utf-8")
    assert clean("in") == 0
    assert {"a.txt.001.txt", "a.txt.002.txt", "a.md.001.txt"} < set(written(Path("out")))


def test_a_name_that_is_not_utf8(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = os.fsencode(corpus) + b"/\xd6\xd0\x1b[2J.txt"
    with open(raw, "wb") as file:
        file.write(("XX" + LINE).encode())
    assert clean("in") == 0
    assert "%D6%D0_[2J.001.txt" in written(Path("out"))
    records = [json.loads(line) for line in Path("out/manifest.jsonl").read_bytes().decode().splitlines()]
    record = next(record for record in records if "source_bytes" in record)
    assert record["source"] == "in/\\xd6\\xd0\x1b[2J.txt"
    assert bytes.fromhex(record["source_bytes"]) == b"in/\xd6\xd0\x1b[2J.txt"
    assert main(["check", "in"]) == 1
    out = capfd.readouterr().out
    assert "in/\\xd6\\xd0\\x1b[2J.txt:1:1: watermark" in out and "\x1b" not in out


def test_a_full_disk(corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    real = io.FileIO

    class Full(real):  # type: ignore[misc, valid-type]
        def __init__(self, path: str, mode: str) -> None:
            super().__init__(path, mode)
            self.full = "sub" not in path and path.endswith("tmp")

        def write(self, data: bytes) -> int:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return int(super().write(data))

    monkeypatch.setattr(io, "FileIO", Full)
    assert clean("in") == 1
    err = capfd.readouterr().err
    assert "cannot be written (No space left on device); free some space and run again" in err
    assert list(written(Path("out"))) == ["findings.jsonl", "manifest.jsonl", "sub/b.001.txt"]


def test_interrupt(corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def interrupted(source: bytes, options: object) -> object:
        if b"##" in source:
            raise KeyboardInterrupt
        return stub_clean(source)

    monkeypatch.setattr(chain, "clean", interrupted)
    assert clean("in") == 130
    assert "1 files were done before this" in capfd.readouterr().err
    assert list(written(Path("out"))) == ["a.001.txt", "a.002.txt", "findings.jsonl", "manifest.jsonl"]


def test_check_prints_places(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "in"]) == 1
    out, err = capfd.readouterr()
    assert out == "in/a.txt:2:6: watermark: a stamp: “XX” taken out\n"
    assert re.search(r"^  watermark +1$", err, re.M)
    assert main(["check", "in", "--quiet"]) == 1
    assert capfd.readouterr().out == ""
    assert main(["check", "in/sub"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["clean", "in"],
        ["check"],
        ["check", "in", "--select", "no_such_rule"],
        ["check", "in", "--min-confidence", "2"],
        ["check", "in", "--min-confidence", "nan"],
        ["check", "in", "--script", "latin"],
        ["check", "in", "--encoding", "klingon"],
        ["check", "in", "--encoding", "*.txt="],
        ["encodings"],
        ["encodings", "in", "--encoding", "\x1b[2J=big5=x"],
        ["explain", "no_such_rule"],
        ["check", "in", "--\x1b[31m\u202e"],
        ["explain", "\x9b"],
        ["\x1b[2J"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    err = capfd.readouterr().err
    assert "error:" in err
    assert err.replace("\n", "").isprintable()


def test_what_is_merely_possible_is_no_damage(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    found = [Finding("watermark", 0, 2, LINE[:2], None, 0.4, "a stamp"), Finding("layout", 2, 3, LINE[2], "", 0.4)]
    monkeypatch.setattr(chain, "detect", lambda source, options: found[:1])
    assert main(["check", "in/a.txt"]) == 0
    out, err = capfd.readouterr()
    assert out == "in/a.txt:1:1: watermark: perhaps a stamp: “春天”\n"
    assert re.search(r"^findings +1\nonly possible +1$", err, re.M)
    for finding in (found[1], found[0]._replace(confidence=0.5)):
        monkeypatch.setattr(chain, "detect", lambda source, options, each=finding: [found[0], each])
        assert main(["check", "in/a.txt"]) == 1


def test_characters_outside_speeches_are_counted(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert clean("in") == 0
    assert re.search(r"^outside speeches +4 characters$", capfd.readouterr().err, re.M)
    assert clean("in", "--no-split") == 0
    assert "outside" not in capfd.readouterr().err


def test_no_junk_splits_nothing(corpus: Path) -> None:
    assert clean("in", "--no-junk") == 0
    assert Path("out/sub/b.001.txt").read_text("utf-8") == "## 头\n" + LINE
    assert not Path("out/a.002.txt").exists()


def test_a_library_that_is_missing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'opencc'", name="opencc")

    monkeypatch.setattr(chain, "clean", refuse)
    assert clean("in/a.txt") == 1
    monkeypatch.setattr(passes, "detector", refuse)
    assert main(["rules"]) == 1
    err = capfd.readouterr().err
    assert err.count("opencc is not installed; run python3 -m pip install cleantext-corpus again") == 2


def test_two_runs_into_one_folder(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    other = Lock("out")
    assert clean("in") == 1
    assert "is writing there; wait until it is done, or choose another --out" in capfd.readouterr().err
    other.release()
    assert clean("in") == 0
    assert not Path("out/.cleantext-lock").exists()


def test_options_reach_the_chain(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(chain, "detect", lambda source, options: seen.append(options) or ())
    rules = passes.rule_names()
    chosen = ["--select", f"{rules[0]}, {rules[1]}", "--select", rules[2], "--ignore", rules[1]]
    assert main(["check", "in/a.txt", "--no-junk", "--script", "keep", "--min-confidence", "0.9", *chosen]) == 0
    assert seen == [chain.Options("keep", False, "keep", rules[:3], (rules[1], "outside_speech"), 0.9)]


def test_version_and_explain(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capfd.readouterr().out.startswith("cleantext")


def test_every_rule_has_its_manual(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = capfd.readouterr().out.splitlines()
    rules = [*passes.rule_names(), *passes.REPORTS]
    assert [line.split()[0] for line in listed] == rules
    assert [line.split()[0] for line in listed if line.endswith(" (reports only)")] == list(passes.REPORTS)
    for rule in rules:
        assert main(["explain", rule]) == 0
        assert len(capfd.readouterr().out) > 20


# --- codecs


MIXED = LINE.encode("gb18030") * 8 + (LINE * 2).encode()


@pytest.fixture
def codecs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files in several codecs, the folder above them as the working folder."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    (folder / "old").mkdir(parents=True)
    (folder / "gbk.txt").write_bytes(LINE.encode("gb18030"))
    (folder / "mixed.txt").write_bytes(MIXED)
    (folder / "old" / "讲.txt").write_bytes(LINE.encode("hz"))
    return folder


def test_encodings_is_a_table(codecs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["encodings", "in"]) == 0
    out, err = capfd.readouterr()
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["file", "codec", "share", "confidence"]
    assert [row[:3] for row in rows[1:]] == [
        ["in/gbk.txt", "gb18030", "100%"],
        ["in/mixed.txt", "gb18030", "72.8%"],
        ["in/mixed.txt", "utf-8", "27.2%"],
        ["in/old/讲.txt", "hz", "100%"],
    ]
    assert all(0.9 <= float(row[3]) <= 1 for row in rows[1:])
    assert err == ""


def test_encodings_as_json(codecs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (codecs / "z\x1b[2J\u202e.txt").write_bytes(LINE.encode() + b"\xff\xff")
    assert main(["encodings", "--json", "in"]) == 1  # some bytes are in no codec
    out, _ = capfd.readouterr()
    assert out.replace("\n", "").isprintable() and out.isascii()
    records = {record["source"]: record for record in map(json.loads, out.splitlines())}
    mixed = records["in/mixed.txt"]
    assert (mixed["encoding"], [part["codec"] for part in mixed["parts"]]) == ("mixed", ["gb18030", "utf-8"])
    assert sum(part["bytes"] for part in mixed["parts"]) == len(MIXED)
    assert sum(part["share"] for part in mixed["parts"]) == pytest.approx(1)
    last = records["in/z\x1b[2J\u202e.txt"]
    assert [(part["codec"], part["bytes"]) for part in last["parts"]][1:] == [("undecodable", 2)]


def test_encodings_goes_on_after_a_file_that_fails(codecs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (codecs / "a\x1b[2J.txt").write_bytes(b"%PDF-1.7\n")
    (codecs / "b.txt").touch()
    assert main(["encodings", "in", "nowhere"]) == 1
    out, err = capfd.readouterr()
    assert "is a PDF document, not text; save it as plain text (.txt) and give that" in err
    assert "in/b.txt: is empty; skipped" in err and "nowhere: does not exist" in err
    assert (out + err).replace("\n", "").isprintable()
    assert len(out.splitlines()) == 5


def test_a_codec_may_be_given(codecs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (codecs / "big5.txt").write_bytes("明年修橋，謝謝大家。\n".encode("big5"))
    assert main(["encodings", "in/big5.txt", "--encoding", "big5"]) == 0
    assert capfd.readouterr().out.splitlines()[1].split() == ["in/big5.txt", "big5", "100%", "1.000"]
    for given in (["big5"], ["latin-1", "in/big*=big5"]):
        several = [word for each in given for word in ("--encoding", each)]
        assert main(["clean", "in/big5.txt", "--out", "out", "--script", "keep", *several]) == 0
        assert Path("out/big5.001.txt").read_text("utf-8").strip() == "明年修橋，謝謝大家。"
    assert main(["check", "in/big5.txt", "--encoding", "big*.txt=ascii", "--select", "undecodable"]) == 1
    out = capfd.readouterr().out
    assert "in/big5.txt:1:1: undecodable: bytes a9 fa a6 7e" in out or "undecodable: bytes a9 fa" in out
    with pytest.raises(SystemExit):
        main(["check", "in", "--encoding", "old/*=gb18300"])
    assert "no codec is called 'gb18300'; did you mean gb18030?" in capfd.readouterr().err


@pytest.mark.parametrize("command", [["encodings", "in"], ["check", "in"], ["clean", "in", "--out", "out"]])
def test_a_codec_meant_for_files_that_are_not_there(
    command: list[str], codecs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (codecs / "big5.txt").write_bytes("明年修橋，謝謝大家。\n".encode("big5"))
    main([*command, "--encoding", "new/*.txt=big5", "--encoding", "big*.txt=big5", "--encoding", "utf-8"])
    said = [line for line in capfd.readouterr().err.splitlines() if "--encoding" in line]
    assert said == ["cleantext: --encoding new/*.txt=big5: fits none of the files, and changes nothing"]


# --- the terminal


def test_a_terminal_never_gets_a_control_character() -> None:
    nasty = "".join(map(chr, range(0x3100))) + "\ue000\ufeff\ufe0f\ufff9\ud800\udc80\U000e0001\U000e0100\U0010fffe"
    shown = terminal.printable(nasty)
    assert shown.isprintable()
    assert not set("\u202e\u200b\u200d\u2066\ufe0f\u3164") & set(shown)
    assert terminal.printable("正常的文字，没有问题。") == "正常的文字，没有问题。"


def test_messages_are_short() -> None:
    found = Finding("x", 0, 9000, "很" * 9000, "少\n", 1.0, "long")
    assert terminal.message(found) == f"long: “{'很' * 29}…{'很' * 10}” → “少\\n”"


def test_places_count_every_kind_of_line_end() -> None:
    place = terminal.places("a\r\nb\rc\nd")
    assert [place(at) for at in (0, 3, 5, 7, 8, -1)] == [(1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (1, 1)]


def refuse(*_: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_a_bar_only_for_a_terminal_and_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(terminal, "give_up", lambda stream: None)
    for sizes, quiet, wanted in (([9], False, False), ([9e6], False, False), ([9e6, 9], False, True)):
        progress = terminal.Progress(map(int, sizes), quiet)
        assert (progress._bar is not None) is wanted
        progress.say("a message")
        progress.advance(9)
        progress.close()
    assert terminal.Progress([9_000_000, 9], quiet=True)._bar is None
    progress = terminal.Progress([9_000_000, 9])
    monkeypatch.setattr(progress._bar, "update", refuse)
    progress.advance(9)  # the terminal has gone
    assert progress._bar is None
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert terminal.Progress([9_000_000, 9])._bar is None


# --- the process: real chain, real streams


def command(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    run = [sys.executable, "-m", "cleantext", *arguments]
    return subprocess.run(run, capture_output=True, cwd=ROOT, timeout=300, check=False, **more)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_goes_away_is_met_with_silence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("（王&#20013;国）&nbsp;<b>好</b>\n" * 20_000, "utf-8")
    run = [sys.executable, "-m", "cleantext", "check", str(tmp_path)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        err = process.stderr.read()
    assert b"Traceback" not in err and b"BrokenPipe" not in err


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """``line`` in a shell, where ``cleantext`` is ours."""
    script = f'cleantext() {{ "{sys.executable}" -m cleantext "$@"; }}; {line}'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(["sh", "-c", script], capture_output=True, cwd=folder, timeout=300, check=False, env=env)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full")
@pytest.mark.parametrize("arguments", ["check a.txt", "rules", "explain layout", "--version", "--help"])
def test_an_output_that_takes_nothing(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "a.txt").write_bytes(LINE.encode() + b"\xff\n" + LINE.encode())
    done = shell(f"cleantext {arguments} > /dev/full", tmp_path)
    assert done.stderr.decode().splitlines()[-1:] == [
        "cleantext: standard output: cannot be written (No space left on device); free some space or send it elsewhere"
    ]
    assert b"Traceback" not in done.stderr and done.returncode == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full")
@pytest.mark.parametrize("where", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full"])
def test_work_that_is_done_is_done_though_nobody_hears(tmp_path: Path, where: str) -> None:
    (tmp_path / "a.txt").write_text(LINE, "utf-8")
    done = shell(f"cleantext clean a.txt --out out {where}", tmp_path)
    assert b"Traceback" not in done.stderr and done.returncode == 0
    assert done.stdout == b""
    assert (tmp_path / "out" / "a.001.txt").read_bytes() == LINE.encode()
    assert shell(f"cleantext check nowhere {where}", tmp_path).returncode == 1
    assert shell(f"cleantext nothing {where}", tmp_path).returncode == 2


def test_a_result_that_cannot_be_printed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LINE.encode() + b"&nbsp;\n" + LINE.encode())
    said = "standard output: cannot be written (it is closed)"
    for command in ("check a.txt", "stats a.txt", "clean - <a.txt", "rules", "--version"):
        done = shell(f"cleantext {command} >&-", tmp_path)
        assert done.returncode == 1 and said in done.stderr.decode(), command
        assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr
    (tmp_path / "a.txt").write_bytes(LINE.encode() + b"&nbsp;\n" + LINE.encode())
    done = shell("cleantext clean a.txt --in-place >&-", tmp_path)
    assert said not in done.stderr.decode() and b"rewritten   1" in done.stderr


def test_standard_input_that_is_closed_is_an_error(tmp_path: Path) -> None:
    done = shell("cleantext check - <&-", tmp_path)
    assert done.returncode == 1 and b"<stdin>: is closed; pipe a text into it, or give a file\n" in done.stderr
    assert b"is empty" not in done.stderr


def test_ctrl_c_while_loading_is_met_with_silence(tmp_path: Path) -> None:
    code = (
        "import sys, cleantext\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'cleantext.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "import runpy; runpy.run_module('cleantext', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_terminal_that_cannot_show_chinese(tmp_path: Path) -> None:
    (tmp_path / "讲.txt").write_text("正文<b>好</b>\n", "utf-8")
    done = command("check", str(tmp_path), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_a_clean_file_costs_no_heavy_import(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("".join(f"{n}、{LINE}" for n in range(100)), "utf-8")
    code = (
        "import sys; before = set(sys.modules); from cleantext.cli import main; code = main(['check', sys.argv[1]]);"
        "heavy = {'tqdm', 'numpy', 'opencc', 'ftfy', 'chardet', 'hashlib', 'tempfile'} & (set(sys.modules) - before);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_no_partial_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(LINE * 2000, "utf-8")
    out = tmp_path / "out"
    run = [sys.executable, "-m", "cleantext", "clean", str(folder), "--out", str(out)]
    with subprocess.Popen(run, stderr=subprocess.PIPE, cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not list(out.glob("*.txt")) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        err = process.stderr.read().decode()
    assert list(out.glob("*.txt")), f"nothing was written in a minute: {err}"
    assert process.returncode in (0, 130) and "Traceback" not in err  # 0: it was done before the signal came
    listed = [json.loads(line)["output"] for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]
    assert sorted([*listed, "manifest.jsonl", "findings.jsonl"]) == sorted(written(out))


def test_no_command_shows_what_there_is(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    told = capfd.readouterr()
    assert stopped.value.code == 2 and not told.out
    assert "cleantext diff FILE" in told.err and told.err.endswith("are required: COMMAND\n")


@pytest.mark.parametrize("arguments", [["clean", "in", "--out", ""], ["restore", "in", "--to", ""]])
def test_an_empty_folder_is_wrong_usage(corpus: Path, capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    before = written(corpus)
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "'' names no folder" in capfd.readouterr().err
    assert written(corpus) == before and os.listdir() == ["in"]
