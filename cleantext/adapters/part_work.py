"""One part cleaned by itself wherever there is a processor: nothing lost, nothing twice.

A part is made under its own name, always the same one and always the same bytes, and its record (``manifest/``) comes
last: who tries again, on this machine or another, replaces what was there or finds it done. The parts of a file, one
after another, are what one process writes of it.

``data/`` has the records, ``findings/`` Parquet with a row a finding, ``log/`` what else leads back, ``quarantine/``
what could not be used. Each file there has the name of its part in ``data/`` and an ending.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple, cast

from cleantext.adapters.parts import Part, Span, groups
from cleantext.adapters.places import place
from cleantext.corpus.grow import Growing
from cleantext.corpus.read import explain
from cleantext.corpus.records import Columns, is_parquet
from cleantext.corpus.records.reading import lines_of
from cleantext.corpus.records.run import Opened, clean_opened
from cleantext.corpus.records.table import Groups, Table
from cleantext.corpus.run import How, run_name
from cleantext.errors import CleantextError
from cleantext.options import Options

DATA = "data"
ENDINGS = {"findings": ".parquet", "log": ".jsonl", "quarantine": ".jsonl", "manifest": ".json"}  # by folder
SUMMARY = "summary.json"
_FOREVER = 1e9  # seconds


class Job(NamedTuple):
    """What all parts have in common. out: a path or an address. run: names what their outputs depend on; how: that."""

    out: str
    run: str
    how: tuple[Options, How, Columns]


@lru_cache(maxsize=1)
def _run_here(how: tuple[Options, How, Columns]) -> str:
    return run_name(how[0], *how[1:])


def clean_part(part: Part, job: Job) -> dict[str, Any]:
    """Clean one part and write it, unless that is done. Returns its record; with ``error`` when it cannot be."""
    try:
        if _run_here(job.how) != job.run:
            raise CleantextError(
                f"{part.source.path}: a node has another version of cleantext, or of a list; install the same on all"
            )
        return _known(part, job) or _made(part, job)
    except CleantextError as error:
        return {"error": f"{error}"}
    except OSError as error:
        return {"error": explain(part.source.path, error)}


def _about(part: Part, job: Job) -> dict[str, Any]:
    """What a record has to say for the part to be done."""
    span = {"number": part.number, "start": part.start, "end": part.end, "first": part.first}
    return {"run": job.run, "stamp": part.stamp, "part": span}


def _known(part: Part, job: Job) -> dict[str, Any] | None:
    """The record of an earlier run or try; None when it is not done, or its outputs are not as they were."""
    out = place(job.out)
    try:
        with out.open(f"manifest/{part.name}.json") as file:
            record = json.loads(file.read())
        is_same = all(record[name] == value for name, value in _about(part, job).items())
        seen = [(name, size, out.stamp(name)) for name, size in record["sizes"].items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    whole = is_same and all(found is not None and found.size == size for _, size, found in seen)
    return {**record, "carried": True} if whole else None


class _Stage:
    """What ``clean_opened`` asks of an output folder: here the outputs wait until all of a part is there."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.record: dict[str, Any] = {}
        self.files: dict[str, str] = {}  # where they are now

    def grow(self, name: str = "") -> Growing:
        return Growing(self._folder)

    def put(self, files: Any, manifest: bytes, findings: Growing, source: str, quarantine: Growing) -> None:
        self.record = json.loads(manifest)
        for kind, each in ((DATA, files[0][1]), ("findings", findings), ("quarantine", quarantine)):
            each.close()
            self.files[kind] = os.path.join(self._folder, kind)
            os.rename(each.path, self.files[kind])  # under its own name it would be discarded


class _Said(list[str]):
    """Messages, for whoever gets the record."""

    def say(self, text: str) -> None:
        self.append(text)

    def advance(self, size: int) -> None:
        """Parts are small."""


def _made(part: Part, job: Job) -> dict[str, Any]:
    out, said = place(job.out), _Said()
    timeout = part.plan.columns.timeout or (_FOREVER if part.careful else 0.0)
    plan = part.plan._replace(columns=part.plan.columns._replace(jobs=1, timeout=timeout))
    with TemporaryDirectory() as folder:
        stage = _Stage(folder)
        with _opened(part, f"{out.shown}/quarantine/{part.name}.jsonl") as opened:
            totals = clean_opened(part.source, (plan, job.run), opened, stage, said)
        made = {f"{DATA}/{part.name}": stage.files[DATA], **_logs(part.name, stage, folder)}
        if (aside := f"quarantine/{part.name}.jsonl") not in made:
            out.remove(aside)  # of an earlier run
        for name, path in made.items():
            out.put(name, path)
        record = stage.record | {"output": f"{DATA}/{part.name}", "outside": totals.outside, "said": said}
        record |= _about(part, job) | {"sizes": {name: os.path.getsize(path) for name, path in made.items()}}
        del record["source_sha256"], record["outputs"]  # a part has no hash of its file
        marker = os.path.join(folder, "marker")
        with open(marker, "w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False)
        out.put(f"manifest/{part.name}.json", marker)
    return record


@contextmanager
def _opened(part: Part, aside: str) -> Iterator[Opened]:
    path, columns, goes_on = part.source.path, part.plan.columns, part.number > 0
    try:
        file = place(part.top).open(part.at)
    except OSError as error:
        raise CleantextError(explain(path, error)) from error
    with file:
        if not is_parquet(path):
            lines = lines_of(path, lambda: cast(IO[bytes], Span(file, part)) if part.end else file, part.first)
            yield Opened(lines, aside, goes_on)
            return
        end = part.end or len(groups(part))
        yield Opened(Table(path, columns, Groups(file, part.start, end, part.first)), aside, goes_on)


def _logs(name: str, stage: _Stage, folder: str) -> dict[str, str]:
    """The other files of a part: a name in the output folder, and where it is now."""
    from cleantext.adapters.tables import write_findings

    found, log = os.path.join(folder, "table"), os.path.join(folder, "log")
    write_findings(stage.files["findings"], found, log)
    paths = {"findings": found, "log": log, "quarantine": stage.files["quarantine"]}
    kept = {kind: path for kind, path in paths.items() if kind == "findings" or os.path.getsize(path)}
    return {f"{kind}/{name}{ENDINGS[kind]}": path for kind, path in kept.items()}
