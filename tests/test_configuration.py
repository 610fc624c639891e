"""Lists of one's own and ``[tool.cleantext]``: what they change, and what is said of those that cannot be used."""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cleantext import CleantextError, Options, clean
from cleantext.arguments import options, parser
from cleantext.cli import main
from cleantext.configuration import configured
from cleantext.corpus.run import How
from cleantext.overrides import Override
from cleantext.settings import SETTINGS, value_of
from cleantext.words import count, seconds

PAGE = (
    "同志们：\n今天开会。\n来源：河畔读书会\n责任编辑：河畔\n责任编辑：张三\n更多精彩文章尽在河畔读书网\n谢谢大家。\n"
)
LIST = "fixtures/lexicons/riverside.txt"


def test_a_list_takes_and_keeps() -> None:
    text = clean(PAGE, Options(lexicon=LIST)).text
    assert "更多精彩" not in text and "张三" not in text
    assert "责任编辑：河畔" in text and "来源：河畔读书会" in text


def test_a_kept_line_is_junk_without_the_list() -> None:
    assert "责任编辑：河畔" not in clean(PAGE).text


def test_the_note_names_list_and_entry() -> None:
    (finding,) = (f for f in clean(PAGE, Options(lexicon=LIST)).findings if f.rule == "own_lexicon")
    assert finding.note == "riverside: 更多(精彩/好)(文章/内容),尽在河畔读书[网]"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[words]\n", ":1: [words] is no heading"),
        (b"good\n(bad\n", ":2: '(bad' cannot be understood"),
        (b"bad]\n", ":1: 'bad]' cannot be understood"),
        (b"[a/b]c\n[maybe/]\n", ":2: '[maybe/]' would match everywhere"),
        (b",\n", ":1: ',' would match everywhere"),
        ("更多".encode("gbk"), "is not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "site.txt"
    path.write_bytes(content)
    with pytest.raises(CleantextError) as error:
        Options(lexicon=str(path))
    assert str(path) in str(error.value) and said in str(error.value)


def test_a_list_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lexicon", "nowhere.txt", LIST]) == 2
    assert "nowhere.txt: the list cannot be read" in capsys.readouterr().err


def _given(folder: Path, table: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.cleantext]\n{table}\n", "utf-8")


def test_the_nearest_table_counts_and_the_command_line_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "site.txt").write_text("某某网\n", "utf-8")
    _given(tmp_path, 'script = "keep"\nmin-confidence = 0.8\nno-junk = true\nignore = "layout"\nlexicon = ["site.txt"]')
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "tool.cleantext"\n', "utf-8")
    monkeypatch.chdir(inner)
    chosen = options(parser().parse_args(["check", "x", "--min-confidence", "0.9"]))
    assert chosen == Options(
        script="keep", junk=False, min_confidence=0.9, ignore=("layout",), lexicon=(str(tmp_path / "site.txt"),)
    )
    assert options(parser().parse_args(["check", "x", "--no-config"])) == Options()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("scrpt = 1", "[tool.cleantext] has no 'scrpt'; did you mean script?"),
        ("xyz = 1", "has no 'xyz'; it knows script, "),
        ("no-junk = 1", "no-junk = 1 is no bool"),
        ("min-confidence = true", "is no int or float"),
        ("select = [1]", "is no str or list"),
        ("script = ", "cannot be read as TOML"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, table: str, said: str) -> None:
    _given(tmp_path, table)
    with pytest.raises(CleantextError) as error:
        configured(str(tmp_path))
    assert str(tmp_path / "pyproject.toml") in str(error.value) and said in str(error.value)


def test_a_rule_that_does_not_exist_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _given(tmp_path, 'ignore = ["nope"]')
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("今天开会。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "a.txt", "b.txt"]) == 2
    assert capsys.readouterr().err.count("no rule is called 'nope'") == 1


# --- cleantext.toml, tables of commands, per-path


BAD = "同志们：大\u200b家都来了，&ldquo;好&rdquo;。\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("old/deep/a.txt", "new/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BAD, "utf-8")
    return tmp_path


def _own(folder: Path, text: str) -> None:
    (folder / "cleantext.toml").write_text(text, "utf-8")


def test_a_file_of_its_own_counts_before_the_shared_one(corpus: Path) -> None:
    _given(corpus, 'script = "keep"\nignore = "layout"')
    _own(corpus, '\ufeffscript = "simplified"\r\n')
    assert options(parser().parse_args(["check", "x"])) == Options(script="simplified")
    _given(corpus / "new", 'script = "traditional"')
    assert configured("new").values == {"script": "traditional"}
    assert configured("old/deep").values == {"script": "simplified"}


def test_a_table_for_one_command(corpus: Path) -> None:
    _own(corpus, 'ignore = ["layout"]\ntitles = true\n[check]\nignore = []\nformat = "jsonl"\n[clean]\nno-split = true')
    given = parser().parse_args(["check", "x"])
    assert (given.format, given.ignore) == ("jsonl", [])
    given = parser().parse_args(["clean", "x", "--out", "y"])
    assert (given.no_split, given.titles, given.ignore) == (True, True, ["layout"])
    given = parser().parse_args(["clean", "x", "--out", "y", "--split", "--no-titles", "--ignore", "", "--junk"])
    assert (given.no_split, given.titles, options(given)) == (False, False, Options())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.cleantext]\n", "has no 'tool'; in cleantext.toml the options stand at the top"),
        ('format = "json"', "has no 'format'; it stands in [clean] or [check]"),
        ('[check]\nformat = "jsn"', "[check] format = 'jsn' is not known; did you mean json"),
        ("[check]\nignroe = []", "[check] has no 'ignroe'; did you mean ignore?"),
        ('script = "kep"', "script = 'kep' is not known; did you mean keep?"),
        ('ignore = "layuot"', "no rule is called 'layuot'; did you mean layout?"),
        ('encoding = "gb18300"', "no codec is called 'gb18300'; did you mean gb18030?"),
        ("min-confidence = 2", "'2' is no number from 0 to 1"),
        ("[per-path]\nno-junk = true", "[per-path] is no list of tables; write [[per-path]]"),
        ("[[per-path]]\nno-junk = true", '[per-path] needs the files it is for; write paths = ["old/**"]'),
        ('[[per-path]]\npaths = "[b-a]"', "paths: '[b-a]' is no pattern for files"),
        ('[[per-path]]\npaths = "x"\nbaseline = "y"', "baseline cannot differ from file to file"),
        ('[[per-path]]\npaths = "x"\nno-jnk = true', "[per-path] has no 'no-jnk'; did you mean no-junk?"),
    ],
)
def test_a_file_that_cannot_be_used(text: str, said: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _own(corpus, text)
    assert main(["check", "new"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and str(corpus / "cleantext.toml") in err and said in err
    assert main(["config"]) == 2
    assert main(["check", "new", "--no-config", "--select", "layout"]) == 0


def test_somebody_elses_broken_file_is_not_ours_to_mend(corpus: Path) -> None:
    (corpus / "pyproject.toml").write_text('dependencies = ["cleantext-corpus"\ntool', "utf-8")
    assert configured().values == {}


def test_check_and_split_take_per_path(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = '["invisible", "escapes"]'
    _own(corpus, f'[[per-path]]\npaths = ["old/**"]\nselect = {rules}\nignore = {rules}\n')
    main(["check", "."])
    out = capsys.readouterr().out
    assert "new/a.txt:1:6: invisible" in out and "old" not in out
    main(["check", "old", "--ignore", "escapes"])  # the command line counts more
    assert "old/deep/a.txt:1:6: invisible" in capsys.readouterr().out
    _own(corpus, '[[per-path]]\npaths = "old/"\nencoding = "ascii"\n')
    assert main(["split", "."]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("./new/a.txt") and "\ufffd" not in first and "\ufffd" in second
    main(["encodings", "old"])
    assert capsys.readouterr().out.splitlines()[1].split()[1] == "ascii"


def test_clean_takes_per_path(corpus: Path) -> None:
    junk = "扫码关注公众号“河畔读书”，回复关键词领取电子书。\n"
    for name in ("old/deep/a.txt", "new/a.txt"):
        (corpus / name).write_text("今天开会。\n" + junk, "utf-8")
    tables = (
        'paths = ["old/**"]\nno-junk = true',
        'paths = ["/old/deep/"]\ntitles = true',
        'paths = ["x/"]\nscript = "keep"',
    )
    _own(corpus, "".join(f"[[per-path]]\n{table}\n" for table in tables))
    assert main(["clean", ".", "--out", "out"]) == 0
    assert junk not in (corpus / "out" / "new" / "a.001.txt").read_text("utf-8")
    (kept,) = (corpus / "out" / "old" / "deep").iterdir()
    assert junk in kept.read_text("utf-8")


def test_titles_and_splits_differ_from_file_to_file() -> None:
    tables = ((("titles", True),), (("no-split", True), ("titles", False)))
    globs = (("old/",), ("old/*.md",))
    how = How(True, False, tuple(map(Override, globs, ("/b", "/b"), tables)))
    assert [tuple(how.for_path(f"/b/{path}"))[:2] for path in ("x.txt", "old/x.txt", "old/x.md")] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_a_glob_of_per_path() -> None:
    def fits(glob: str, path: str) -> bool:
        return Override((glob,), "/base", ()).fits(path)

    assert fits("old/**", "/base/old/x/a.txt") and fits("old/", "/base/x/old/a.txt") and fits("*.md", "/base/x/a.md")
    assert fits("/old/*", "/base/old/a.txt") and not fits("/old/*", "/base/x/old/a.txt")
    assert not fits("old/*", "/base/old/x/a.txt") and not fits("old", "/base/old/a.txt")


def test_options_of_one_file_are_plain(corpus: Path) -> None:
    _own(corpus, 'script = "keep"\n[[per-path]]\npaths = ["old/"]\nno-junk = true\nmin-confidence = 1\n')
    chosen = options(parser().parse_args(["check", "x", "--min-confidence", "0.7"]))
    assert pickle.loads(pickle.dumps(chosen)) == chosen
    assert chosen.for_path("old/x.txt") == Options(script="keep", junk=False, min_confidence=0.7)
    assert chosen.for_path("new/x.txt") == Options(script="keep", min_confidence=0.7)


def test_config_shows_what_is_in_force(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _own(
        corpus,
        'ignore = ["layout"]\n[check]\nformat = "json"\nrepeats = "remove"\n[[per-path]]\npaths = ["old/"]\nno-junk = true',
    )
    assert main(["config"]) == 0
    rows = [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()]
    assert ["ignore", '["layout"]', "cleantext.toml"] in rows and ["script", '"auto"', "default"] in rows
    assert ["check.format", '"json"', "cleantext.toml"] in rows
    assert ["no-junk", "false", "default"] in rows and rows[-1] == ["no-junk", "true", "cleantext.toml, per-path old/"]
    for path, junk in (("old/x.txt", True), ("new/x.txt", False)):
        assert main(["config", path, "--json"]) == 0
        record = json.loads(capsys.readouterr().out)
        assert record["file"] == str(corpus / "cleantext.toml")
        assert record["options"]["no-junk"]["value"] is junk
        assert record["options"]["check.repeats"] == {"value": "remove", "from": record["file"]}
        assert set(record["options"]) >= {setting.name for setting in SETTINGS if not setting.command}


def test_every_setting_is_an_option_of_some_command() -> None:
    taken = set()
    for words in (["clean", "x", "--out", "y"], ["check", "x"]):
        taken |= set(parser().parse_args([*words, "--no-config"]).settings)
    assert taken == set(SETTINGS)
    assert all(each.usual == value_of(each, each.usual) for each in SETTINGS if each.usual)


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [(count, ("1", "12"), ("0", "-1", "1.5", "", "x")), (seconds, ("1", "2.5"), ("0", "-1", "nan", "inf", "x"))],
)
def test_numbers(read: Callable[[str], float], good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert [read(text) for text in good] == [float(text) for text in good]
    for text in bad:
        with pytest.raises(CleantextError):
            read(text)


def test_verbose_goes_through_logging(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _own(corpus, "")
    (corpus / "new" / "x\x1b.txt").write_text(BAD, "utf-8")
    main(["check", "new", "--verbose", "--quiet"])
    err = capsys.readouterr().err
    assert re.search(r"cleantext: \[\d+\.\d{3} s\] new/a.txt: \d+ bytes\n", err) and "cleantext.toml: options" in err
    assert "\\x1b.txt: " in err and err.replace("\n", "").isprintable()
    main(["check", "new", "--quiet"])
    assert " bytes" not in capsys.readouterr().err


def test_verbose_says_where_a_fault_is(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr("cleantext.chain.detect", fail)
    assert main(["check", "new"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert main(["check", "new", "-v"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_inputs_records_and_workers_take_their_options_from_the_file(corpus: Path) -> None:
    _own(
        corpus,
        'exclude = "old/"\ngitignore = true\njobs = 1\ntimeout = 60\ntext-column = "body"\n'
        '[[per-path]]\npaths = ["r.jsonl"]\nno-split = true\n',
    )
    given = parser().parse_args(["clean", "x", "--out", "y", "--no-gitignore", "--jobs", "2"])
    assert (given.gitignore, given.jobs, given.timeout, given.text_column) == (False, 2, 60.0, "body")
    speeches = "".join(f"领导讲话篇{n}\n同志们：\n今天开会，我讲三点意见。\n谢谢大家。\n" for n in "一二三")
    (corpus / "r.jsonl").write_text(json.dumps({"body": speeches}) + "\n", "utf-8")
    (corpus / "s.jsonl").write_text(json.dumps({"body": speeches}) + "\n", "utf-8")
    assert main(["clean", ".", "--out", "out", "--no-gitignore"]) == 0
    assert (corpus / "out" / "new").exists() and not (corpus / "out" / "old").exists()
    assert len((corpus / "out" / "r.jsonl").read_text("utf-8").splitlines()) == 1
    assert len((corpus / "out" / "s.jsonl").read_text("utf-8").splitlines()) > 1


def test_a_run_is_made_again_when_what_holds_for_a_path_changes(corpus: Path) -> None:
    (corpus / "list.txt").write_text("[span]\n大家都来了\n", "utf-8")
    before = (corpus / "new" / "a.txt").read_text("utf-8")
    for table, kept in (("", True), ('[[per-path]]\npaths = "new/"\nlexicon = "list.txt"\n', False), ("", True)):
        _own(corpus, table)
        assert main(["clean", "new", "--out", "out"]) == 0
        (made,) = (corpus / "out").glob("*.001.txt")
        assert ("大家都来了" in made.read_text("utf-8")) is kept
    assert (corpus / "new" / "a.txt").read_text("utf-8") == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
@pytest.mark.parametrize("name", ["cleantext.toml", "pyproject.toml"])
def test_only_files_are_read(name: str, corpus: Path) -> None:
    path = corpus / name
    os.mkfifo(path)
    said = f"{path}: is no regular file"
    with pytest.raises(CleantextError, match=re.escape(said)):
        configured()
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(CleantextError, match=re.escape(said)):
        configured()
    path.unlink()
    path.write_bytes(b"#" * (4 * 2**20 + 1))
    with pytest.raises(CleantextError, match=re.escape(f"{path}: is larger than 4 MiB")):
        configured()


def test_what_is_no_file_is_named(corpus: Path) -> None:
    path = corpus / "cleantext.toml"
    path.mkdir()
    with pytest.raises(CleantextError, match=re.escape(f"{path}: is no regular file")):
        configured()
    path.rmdir()
    for target in ("nowhere", "cleantext.toml"):
        path.symlink_to(target)
        with pytest.raises(CleantextError, match=re.escape(f"{path}: cannot be read")):
            configured()
        path.unlink()
    (corpus / "pyproject.toml").mkdir()  # somebody else's
    assert configured().values == {}


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000])
def test_a_number_without_end(number: str, corpus: Path) -> None:
    _own(corpus, f"jobs = {number}")
    with pytest.raises(CleantextError, match=re.escape(f"{corpus / 'cleantext.toml'}: ")):
        configured()
