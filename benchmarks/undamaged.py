"""Undamaged text: what a rule changes in it is a false repair. ``python -m benchmarks.undamaged [--only WORD]``.

All of ../shared/corpus with the other languages, the invented lines of fixtures/undamaged (languages, rare characters,
symbols, code), and files of this machine that are UTF-8: source code, documentation, data. Those differ from machine to
machine, so their figure stands apart. The corpus goes through the whole chain; the rest through the repairing rules,
since web junk in Markdown and code is markup there.
"""

from __future__ import annotations

import argparse
import sysconfig
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.scoring import CORPUS, documents
from cleantext import Options, clean

FIXTURES = Path(__file__).parents[1] / "fixtures" / "undamaged"
KINDS = {
    "source code": (".py", ".pyi", ".c", ".h", ".js", ".ts", ".mjs", ".pl", ".pm", ".sh", ".vim", ".css"),
    "documentation": (".md", ".rst", ".txt", ".html", ".pod", ".cmake", ".adoc", ".1"),
    "data": (".json", ".xml", ".yaml", ".yml", ".toml", ".po", ".csv", ".svg", ".ini", ".cfg", ".desktop"),
}
_FOLDERS = (
    Path(sysconfig.get_path("stdlib")),
    *map(Path, ("/usr/share/doc", "/usr/lib/python3/dist-packages", "/usr/share/i18n", "/usr/share/perl")),
    *map(Path, ("/usr/share/vim", "/usr/lib/node_modules", "/usr/share/applications", "/usr/share/mime")),
)
_SUBJECT = {
    "ftfy",
    "cleantext",
    "test_codecs.py",
    "fontTools",
}  # holds damaged text on purpose; fontTools: codec tables
_BYTES = 3_400_000  # of a kind, half of them from files that have more than ASCII
# The corpus holds 24 novels that are hard-wrapped themselves and two paragraphs with zero-width spaces: no false repairs.
# How often these rules are wrong is measured by benchmarks.quality --lines and the fixtures.
_REALLY_THERE = frozenset({"hard_wrap", "invisible"})
_LONGEST = 60_000  # bytes of a file that are read
_LOOKED_AT = 20_000  # files of a kind, at most


class Changed(NamedTuple):
    """What the rules did to one text. characters: how many the findings touch. examples: the first cures."""

    source: str
    characters: int
    total: int
    examples: tuple[str, ...]


def changed(source: str, text: str, options: Options) -> Changed:
    """Clean one undamaged text."""
    cures = [f for f in clean(text, options).findings if f.cure is not None and f.rule not in _REALLY_THERE]
    touched = sum(max(len(f.found), len(f.cure or "")) for f in cures)
    examples = tuple(f"{f.rule}: {f.found[:40]!r} -> {(f.cure or '')[:40]!r}" for f in cures[:2])
    return Changed(source, touched, len(text), examples)


def corpus() -> Iterator[tuple[str, str]]:
    """(where from, text) of every document of the corpus."""
    for path in sorted(CORPUS.glob("*/*.jsonl")):
        for name, text in documents(path.stem, path.parent.name):
            yield f"{path.stem} {name}", text


def fixtures() -> Iterator[tuple[str, str]]:
    """The invented texts, whole and line by line."""
    for path in sorted(FIXTURES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield path.stem, text
        yield from ((path.stem, line) for line in text.splitlines())


def files(kind: str) -> Iterator[tuple[str, str]]:
    """Files of one of KINDS on this machine, the same ones every time as long as they are there."""
    left = {True: _BYTES // 2, False: _BYTES // 2}  # by whether a file is ASCII
    for path in _sample(KINDS[kind]):
        if max(left.values()) <= 0:
            break
        text = _utf8(path)
        if text and left[text.isascii()] > 0:
            left[text.isascii()] -= len(text.encode())
            yield str(path), text


def _sample(endings: tuple[str, ...]) -> list[Path]:
    found = [p for folder in _FOLDERS if folder.exists() for p in sorted(folder.rglob("*")) if p.suffix in endings]
    kept = [p for p in found if not _SUBJECT & set(p.parts) and p.is_file()]
    return Random(1).sample(kept, min(len(kept), _LOOKED_AT))


def _utf8(path: Path) -> str:
    """The beginning of a file up to a line's end, ``""`` where it is not UTF-8."""
    with path.open("rb") as file:
        data = file.read(_LONGEST)
    if len(data) == _LONGEST:
        data = data[: data.rfind(b"\n") + 1]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def false_repairs(only: str = "") -> dict[str, tuple[int, int]]:
    """Group -> (characters changed, characters), of the groups with ``only`` in their name; prints what was changed."""
    groups = {"corpus": corpus(), "fixtures": fixtures(), **{kind: files(kind) for kind in KINDS}}
    found: dict[str, tuple[int, int]] = {}
    with Pool() as pool:
        for group, texts in groups.items():
            if only not in group:
                continue
            options = Options() if group == "corpus" else Options(script="keep", junk=False)
            touched = total = 0
            jobs = ((source, text, options) for source, text in texts)
            for each in pool.imap(_changed, jobs, chunksize=8):
                touched += each.characters
                total += each.total
                for example in each.examples:
                    print(f"  false: {each.source}: {example}")
            found[group] = touched, total
            print(
                f"undamaged {group}: {touched} of {total} characters changed, {1e6 * touched / max(1, total):.2f} per million"
            )
    return found


def _changed(job: tuple[str, str, Options]) -> Changed:
    return changed(*job)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="corpus, fixtures, source code, documentation or data")
    false_repairs(parser.parse_args().only)


if __name__ == "__main__":
    main()
