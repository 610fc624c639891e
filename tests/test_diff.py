"""The diff: applied to the source text it gives the cleaned text, and a terminal can show it."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Options, clean
from cleantext.cli import main
from cleantext.corpus.compare import Compared, changes, hunks
from cleantext.finding import Finding, apply
from tests.test_corpus import LINE
from tests.test_laws import ALL_ON, DEMO, FIXTURES, OPTIONS, TEXTS


def lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def patched(compared: Compared, context: int) -> str:
    """The source text with the hunks applied, every line and number of which must fit."""
    before = lines_of(compared.before)
    after: list[str] = []
    done = 0
    for hunk in hunks(compared, context):
        first, count = hunk.before
        assert first >= done
        after += before[done:first]
        assert hunk.after == (len(after), sum(row.sign != "-" for row in hunk.rows))
        old = [row.text + "\n" * (not row.is_open) for row in hunk.rows if row.sign != "+"]
        assert old == before[first : first + count] and len(old) == count
        for row in hunk.rows:
            assert all(0 <= a < b <= len(row.text) for a, b in row.spans)
            after += [row.text + "\n" * (not row.is_open)] if row.sign != "-" else []
        done = first + count
    return "".join(after + before[done:])


def compared_by(text: str, findings: tuple[Finding, ...], after: str) -> Compared:
    found = changes(text, after, findings)
    assert all(change.b < following.a or change.d < following.c for change, following in pairwise(found))
    return Compared(text, after, found, findings)


@given(TEXTS, OPTIONS, st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_applied_it_gives_the_cleaned_text(text: str, options: Options, context: int) -> None:
    cleaned = clean(text, options)
    compared = compared_by(text, cleaned.findings, cleaned.text)
    assert patched(compared, context) == cleaned.text
    assert bool(compared.changes) == (cleaned.text != text)


@given(
    st.text("ab\n", max_size=30),
    st.lists(
        st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text("ab\n", max_size=3)), max_size=5), max_size=3
    ),
)
@settings(max_examples=500, deadline=None)
def test_whatever_is_changed_in_steps(text: str, edits: list[list[tuple[int, int, str]]]) -> None:
    now, log = text, []
    for step, group in enumerate(edits):
        spans = [(min(at, len(now)), min(at + size, len(now)), cure) for at, size, cure in group]
        now, kept = apply(now, [Finding("x", a, b, now[a:b], cure, 1.0, "", step) for a, b, cure in spans])
        log += kept
    for context in (0, 1, 3):
        assert patched(compared_by(text, tuple(log), now), context) == now


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_the_demo(path: Path) -> None:
    cleaned = clean(path.read_bytes(), ALL_ON)
    assert cleaned.decoded
    compared = compared_by(cleaned.decoded.text, cleaned.findings, cleaned.text)
    assert patched(compared, 3) == cleaned.text


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with two places that are changed, and lines that stay."""
    monkeypatch.chdir(tmp_path)
    path = Path("a.txt")
    rest = "".join(f"{n}、{LINE}" for n in "一二三四五六七八")
    path.write_text(f"展开全文\n{rest}春天来了，河岸上长出了青草，在&#26449;口的渡船又开了\x1b[2J", "utf-8")
    return path


def test_a_diff_is_printed_and_is_1(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "a.txt", "-U", "1"]) == 1
    out, err = capfd.readouterr()
    line = LINE.strip()
    assert out.splitlines() == [
        "--- a.txt",
        "+++ a.txt (cleaned)",
        "@@ -1,2 +1 @@",
        "-展开全文",
        f" 一、{line}",
        "@@ -9,2 +8,2 @@",
        f" 八、{line}",
        "-春天来了，河岸上长出了青草，在&#26449;口的渡船又开了\\x1b[2J",
        "\\ No newline at end of file",
        "+春天来了，河岸上长出了青草，在村口的渡船又开了\\x1b[2J",
        "\\ No newline at end of file",
    ]
    assert "changed" in err
    assert main(["diff", "a.txt", "--quiet"]) == 1
    assert capfd.readouterr().out == ""


def test_no_difference_is_0(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(LINE, "utf-8")
    (tmp_path / "b.txt").touch()
    assert main(["diff", str(tmp_path)]) == 0
    assert capfd.readouterr().out == ""


def test_a_file_that_fails_is_1_and_the_others_go_on(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("b.txt").write_bytes(b"%PDF-1.7\n")
    assert main(["diff", "nowhere", "b.txt", "a.txt", "--select", "escapes"]) == 1
    out, err = capfd.readouterr()
    assert "nowhere: does not exist" in err and "b.txt: is a PDF document" in err
    assert out.startswith("--- a.txt\n")


def test_options_count(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "a.txt", "--ignore", "escapes", "--no-junk"]) == 0
    assert main(["diff", "a.txt", "--select", "hidden_content", "-U0"]) == 1
    assert capfd.readouterr().out.splitlines()[2:] == ["@@ -1 +0,0 @@", "-展开全文"]
    for bad in (["-U", "x"], ["-U", "-1"], ["--color", "blue"]):
        with pytest.raises(SystemExit) as left:
            main(["diff", "a.txt", *bad])
        assert left.value.code == 2


def test_colours_show_what_differs_in_a_line(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "a.txt", "--color", "always"]) == 1
    out = capfd.readouterr().out
    assert "在\x1b[7m&#26449;\x1b[27m口的渡船" in out and "\\x1b" in out
    assert "\x1b[31m-展开全文\x1b[0m\n" in out
    assert "\x1b[2J" not in out


@pytest.mark.parametrize(
    ("choice", "variables", "is_colored"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {}, False),
    ],
)
def test_when_there_are_colours(
    page: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    choice: str,
    variables: dict[str, str],
    is_colored: bool,
) -> None:  # fmt: skip
    for name, value in {"NO_COLOR": "", "TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["diff", "a.txt", "--color", choice]) == 1
    assert ("\x1b[" in capfd.readouterr().out) is is_colored


def test_no_control_character_is_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    nasty = "\x1b[2J\x07\r\x7f\x9b2J\u202e\u200b\ufeff"
    path = tmp_path / "\x1b[31m.txt"
    path.write_bytes(f"{LINE * 9}展开全文\r\n{nasty}{LINE}\t\u3000河\r\n{LINE * 9}".encode())
    assert main(["diff", str(path), "--select", "hidden_content"]) == 1
    out, err = capfd.readouterr()
    assert (out + err).replace("\n", "").replace("\t", "").replace("\u3000", "").isprintable()
    assert "\t\u3000河\\r\n" in out


def test_many_changes_take_no_time_to_compare() -> None:
    text = "河(hé)岸\n\n" * 20_000  # eight characters
    found = tuple(Finding("x", 8 * n + 1, 8 * n + 5, "(hé)", "", 1.0) for n in range(20_000))
    after = apply(text, found).text
    compared = Compared(text, after, changes(text, after, found), found)
    assert sum(len(hunk.rows) for hunk in hunks(compared)) == 20_000 * 3


def test_the_fixtures_that_are_clean_have_no_diff() -> None:
    assert main(["diff", str(FIXTURES / "clean"), "--no-config"]) == 0
