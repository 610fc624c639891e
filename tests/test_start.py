"""What a start loads: a hook starts often, and nearly always for nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import cleantext
from cleantext.arguments import COMMANDS, parser

ROOT = Path(__file__).parents[1]
HEAVY = ("opencc", "ftfy", "chardet", "tqdm", "pyarrow", "pathspec", "logging", "multiprocessing", "subprocess", "json")
LATE = ("cleantext.chain", "cleantext.passes", "cleantext.decoding", "cleantext.speeches", "cleantext.commands.clean")


def loaded(code: str, tmp_path: Path) -> set[str]:
    """The modules that are loaded by a piece of code, run in an empty folder by a Python that loads nothing of its own."""
    shown = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nbefore = set(sys.modules)\n{code}\n"
    shown += "print('\\nmodules', *(set(sys.modules) - before))"
    environment = {**os.environ, "XDG_CACHE_HOME": f"{tmp_path / 'cache'}"}
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


def ran(arguments: list[str], tmp_path: Path) -> set[str]:
    return loaded(f"from cleantext.cli import main\ntry:\n    main({arguments})\nexcept SystemExit: pass", tmp_path)


def test_the_names_are_there_and_load_nothing_before_they_are_used(tmp_path: Path) -> None:
    assert not {*HEAVY, *LATE, "dataclasses"} & loaded("import cleantext", tmp_path)
    assert "cleantext.chain" in loaded("from cleantext import *\nclean('')", tmp_path)
    assert set(cleantext.__all__) <= set(dir(cleantext))
    assert all(getattr(cleantext, name) is not None for name in cleantext.__all__)
    with pytest.raises(AttributeError, match="no attribute 'cleen'"):
        _ = cleantext.cleen  # type: ignore[attr-defined]


def test_the_version_is_told_without_the_library(tmp_path: Path) -> None:
    assert not {*LATE, "cleantext.settings", "dataclasses"} & ran(["--version"], tmp_path)


def test_a_command_loads_no_other(tmp_path: Path) -> None:
    there = {name for name in ran(["encodings", "--help"], tmp_path) if name.startswith("cleantext.commands.")}
    assert there & {f"cleantext.commands.{name}" for name in COMMANDS} == {"cleantext.commands.encodings"}


@pytest.mark.parametrize("command", [["check"], ["check", "--hook"], ["clean", "--in-place", "--hook"]])
def test_a_clean_file_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("渡口的老人说起从前的船，每天早上都有人过河。\n", "utf-8")
    assert not set(HEAVY) & ran([*command, "a.txt"], tmp_path)
    again = ran([*command, "a.txt"], tmp_path)
    assert not {"cleantext.detectors.wrong_codec"} & again or "--hook" not in command


def test_the_entries_of_the_hooks_are_commands() -> None:
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = [line.partition("entry: cleantext ")[2].split() for line in manifest.splitlines() if "entry:" in line]
    assert len(entries) == 2
    for entry in entries:
        assert parser().parse_args([*entry, "a.txt"]).hook
        assert " ".join(["cleantext", *entry]) in (ROOT / "docs" / "pre-commit.md").read_text("utf-8")


_PRESSED = """
import signal, sys
class Pressed:
    def find_spec(self, name, *_):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressed())
sys.argv = ["cleantext", "check", "a.txt"]
from cleantext.__main__ import run
sys.exit(run())
"""
_LOADED = ["cleantext.cli", "cleantext.terminal", "argparse", "cleantext.settings", "cleantext.commands.check"]


@pytest.mark.parametrize("name", [*_LOADED, "cleantext.chain", "cleantext.detectors.escapes", "cleantext.decoding"])
def test_an_interrupt_while_it_loads_leaves_no_traceback(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("渡口的老人说起从前的船，&hellip;每天早上都有人过河。\n", "utf-8")
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{_PRESSED.format(name=name)}"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and done.returncode in (130, -signal.SIGINT), done.stderr
