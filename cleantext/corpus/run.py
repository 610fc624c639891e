"""One source after another through the chain: outputs, and the records that lead back to the source.

The records of a source are enough to make its bytes again: the speeches, the findings of rule ``outside_speech`` and
the gaps (white space between them) hold the cleaned text, the other findings lead from it to the decoded text, the
segments from that to the bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.faults import broken
from cleantext.corpus.names import named, output_name
from cleantext.corpus.read import Source, for_source, load
from cleantext.decoding import Decoded, decode
from cleantext.errors import CleantextError
from cleantext.finding import Finding
from cleantext.log import info
from cleantext.options import Options
from cleantext.overrides import Override, merged
from cleantext.patterns import lazy
from cleantext.speeches import Speech

_STATED = ("heading", "salutation", "speaker", "date", "place")  # of these only what the text states
_LINE_END = lazy(r"[^\S\r\n]*(\r\n|\n|\r)")


class Result(NamedTuple):
    """What became of one source. outside: characters outside speeches. findings: how many of each rule."""

    speeches: int
    outside: int
    findings: Counter[str]


class How(NamedTuple):
    """split: one file a speech, not one a source. titles: the names of the files have the speeches' titles in them.

    overrides: what differs for some files.
    """

    split: bool = True
    titles: bool = False
    overrides: tuple[Override, ...] = ()

    def for_path(self, path: str) -> How:
        """How it is for one file."""
        said = merged(self.overrides, path)
        return How(not said.get("no-split", not self.split), said.get("titles", self.titles))


class Made(NamedTuple):
    """What one source becomes. files: (name, bytes). manifest, findings: their lines. outside: characters that no
    speech holds."""

    files: list[tuple[str, bytes]]
    manifest: bytes
    findings: bytes
    result: Result


class Task(NamedTuple):
    """target: what the names of the outputs begin with. known: the SHA-256 of what an earlier run has done, or ""."""

    source: Source
    target: str
    known: str = ""


class Same(NamedTuple):
    """The source is as the earlier run found it."""

    digest: str


def clean_source(task: Task, options: Options, how: How, run: str = "") -> Made | Same | CleantextError:
    """Clean one source, unless it is known; nothing is written.

    run: what its records name as the run they are of. Returns the error when it cannot be read or cleaned, for it goes
    from one process to another.
    """
    try:
        chosen = for_source(options, task.source)
        data = load(task.source, chosen)
        if task.known and hashlib.sha256(data).hexdigest() == task.known:
            return Same(task.known)
        return _made(task, data, (chosen, how.for_path(task.source.path), run))
    except CleantextError as error:
        return error


def _made(task: Task, data: bytes, chosen: tuple[Options, How, str]) -> Made:
    source, target, _ = task
    options, how, run = chosen
    try:
        cleaned = chain.clean(data, options)
        speeches, findings = _parts(cleaned, how.split and options.junk)
        records = _Records(source, data, cleaned, findings)
        files = [
            (output_name(target, speech, how.titles), (speech.text + line_end(cleaned.text, speech)).encode())
            for speech in speeches
        ]
        lines = [records.speech(*each) for each in zip(speeches, files, strict=True)]
        outside = sum(len(f.found) for f in findings if f.rule == OUTSIDE)
        about = {
            **records.source(len(speeches), gaps(cleaned.text, speeches, findings)),
            "outside": outside,
            "run": run,
        }
        log = [about, *records.findings()]
    except Exception as error:
        raise broken(source, error) from error
    info("%s: %s speeches, %s findings", source.path, len(speeches), len(findings))
    rules = Counter(finding.rule for finding in findings if finding.rule != OUTSIDE)
    return Made(files, jsonl(lines), jsonl(log), Result(len(speeches), outside, rules))


def run_name(options: Options, *how: NamedTuple) -> str:
    """Names what the outputs of a source depend on besides its bytes: our own files, the options, the lists they name.

    A version number would not do: two states of a working copy have the same.
    """
    digest = hashlib.sha256(repr((options, how)).encode())
    digest.update(_own())
    for path in options.lists():
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]


@cache
def _own() -> bytes:
    """The digest of our own files, read once: a run of many record files asks for each."""
    digest = hashlib.sha256()
    ours = Path(__file__).parents[1]
    for path in sorted(path for path in ours.rglob("*") if path.suffix in (".py", ".txt", ".bin")):
        digest.update(path.relative_to(ours).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _parts(cleaned: Cleaned, split: bool) -> tuple[tuple[Speech, ...], tuple[Finding, ...]]:
    """The speeches to write and the findings to log."""
    if split:
        return cleaned.speeches, cleaned.findings
    return uncut(cleaned, len(cleaned.decoded.text if cleaned.decoded else cleaned.text))


def uncut(cleaned: Cleaned, size: int) -> tuple[tuple[Speech, ...], tuple[Finding, ...]]:
    """The whole text as one speech, with the findings to log. size: characters of the source."""
    title = cleaned.speeches[0].title if len(cleaned.speeches) == 1 else ""
    whole = Speech(title, cleaned.text, 0, len(cleaned.text), 1, source_start=0, source_end=size)
    return (whole,), tuple(finding for finding in cleaned.findings if finding.rule != OUTSIDE)


class _Records:
    """Makes the lines of ``manifest.jsonl`` and ``findings.jsonl`` for one source."""

    def __init__(self, source: Source, data: bytes, cleaned: Cleaned, findings: tuple[Finding, ...]) -> None:
        self._data = data
        self._found = findings
        self._places = sorted((f.source_start, f.rule) for f in findings if f.rule != OUTSIDE)
        self._decoded: Decoded = cleaned.decoded or decode(data)
        self._digest = hashlib.sha256(data).hexdigest()
        self._name = named(source.path)
        self._place = named(source.name.replace(os.sep, "/"), "name")  # where ``restore`` puts it

    def speech(self, speech: Speech, file: tuple[str, bytes]) -> dict[str, Any]:
        low = bisect_left(self._places, (speech.source_start, ""))
        high = bisect_left(self._places, (speech.source_end, ""))
        return {
            **self._name,
            "source_sha256": self._digest,
            "encoding": self._decoded.encoding,
            **told(speech, (rule for _, rule in self._places[low:high]), file),
        }

    def source(self, speeches: int, gaps: list[tuple[int, str]]) -> dict[str, Any]:
        segments = [
            [s.start, s.end, s.codec, s.confidence, s.text_start, s.text_end, None if s.raw is None else s.raw.hex()]
            for s in self._decoded.segments
        ]
        return {
            "record": "source",
            **self._name,
            **self._place,
            "source_sha256": self._digest,
            "bytes": len(self._data),
            "encoding": self._decoded.encoding,
            "characters": len(self._decoded.text),
            "speeches": speeches,
            "findings": counted(finding.rule for finding in self._found),
            "segments": segments,
            "gaps": gaps,
        }

    def findings(self) -> Iterator[dict[str, Any]]:
        for finding in self._found:
            yield {"record": "finding", **self._name, **finding._asdict()}


def told(speech: Speech, rules: Iterable[str], file: tuple[str, bytes]) -> dict[str, Any]:
    """What the manifest tells of a speech itself. rules: of the findings in it. file: its output's name and bytes."""
    return {
        "index": speech.index,
        "title": speech.title,
        **{name: value for name in _STATED if (value := getattr(speech, name))},
        "kind": speech.kind,
        "confidence": speech.confidence,
        "evidence": speech.evidence,
        "characters": len(speech.text),
        "start": speech.start,
        "end": speech.end,
        "source_start": speech.source_start,
        "source_end": speech.source_end,
        "findings": counted(rules),
        "output": file[0],
        "output_sha256": hashlib.sha256(file[1]).hexdigest(),
    }


def line_end(text: str, speech: Speech) -> str:
    """What a speech's file ends with, behind the speech: the line end that the cleaned text has there.

    Files of text end with one. Only where the source itself ends without, the file does too: what is undamaged comes
    out byte for byte.
    """
    if speech.text.endswith(("\n", "\r")) or speech.end >= len(text):
        return ""
    match = _LINE_END.match(text, speech.end)
    return match[1] if match else "\n"


def gaps(text: str, speeches: Iterable[Speech], findings: Iterable[Finding]) -> list[tuple[int, str]]:
    """(start, text) of every stretch of the cleaned text that no speech and no ``outside_speech`` finding holds."""
    held = [(speech.start, speech.end) for speech in speeches]
    held += [(f.start, f.end) for f in findings if f.rule == OUTSIDE and text[f.start : f.end] == f.found]
    found = []
    done = 0
    for start, end in (*sorted(held), (len(text), len(text))):
        if done < start:
            found.append((done, text[done:start]))
        done = max(done, end)
    return found


def counted(rules: Iterable[str]) -> dict[str, int]:
    """How many of each, by name."""
    return dict(sorted(Counter(rules).items()))


def jsonl(records: Iterable[dict[str, Any]]) -> bytes:
    """Lines of a log."""
    # Half a surrogate pair is no UTF-8; JSON has its own way to write it, which is Python's.
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
    return "".join(lines).encode("utf-8", "backslashreplace")
