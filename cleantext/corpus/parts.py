"""Texts that become records: which sources share an output, and what of it an earlier run has done.

A corpus of texts has many small files, and whoever wants records wants few files of them: one for each folder at the
top, cut into parts of bounded size. Which part a source goes into depends on the names and sizes of the sources alone,
so that a run that was killed, and any number of processes, come to the same parts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cleantext.corpus import disk, logs
from cleantext.corpus.finished import Finished, read
from cleantext.corpus.names import folded, free, target
from cleantext.corpus.read import Source, for_source, load
from cleantext.corpus.records import JSON_LINES, PARQUET, Columns
from cleantext.corpus.run import How, Made, Same, Task, clean_source
from cleantext.corpus.write import Store
from cleantext.errors import CleantextError
from cleantext.options import Options

BOUND = 64 * 2**20  # bytes of sources in a part: what a killed run loses at most
_LOOSE = "speeches"  # the part of the sources that are in no folder


class Part(NamedTuple):
    """Sources whose speeches are the records of one output. name: of the output, relative, with ``/``."""

    name: str
    sources: tuple[Source, ...]


class Spoken(NamedTuple):
    """What one source becomes. records: a line of JSON a speech. manifest: the same without the text, a line each."""

    records: bytes
    manifest: list[bytes]
    made: Made


def parts(sources: Iterable[Source], columns: Columns, bound: int = BOUND) -> list[Part]:
    """The outputs, each with its sources in their order."""
    groups: dict[str, tuple[str, list[Source]]] = {}
    for source in sources:
        top = os.path.normpath(source.name).split(os.sep)
        stem = target(top[0], top[0]) if len(top) > 1 else _LOOSE
        groups.setdefault(folded(stem), (stem, []))[1].append(source)
    taken = {folded(name) for name in logs.NAMES}
    found = []
    for stem, members in groups.values():
        for number, some in enumerate(_cut(members, bound), 1):
            found.append(Part(free(stem if number == 1 else f"{stem}.{number:03d}", _ending(columns), taken), some))
    return found


def _cut(sources: Sequence[Source], bound: int) -> Iterator[tuple[Source, ...]]:
    held: list[Source] = []
    size = 0
    for source in sources:
        if held and size + source.size > bound:
            yield tuple(held)
            held, size = [], 0
        held.append(source)
        size += source.size
    yield tuple(held)


def _ending(columns: Columns) -> str:
    if columns.format == "parquet":
        return PARQUET
    return JSON_LINES[0] + (f".{columns.compress}" if columns.compress not in ("", "none") else "")


def spoken(task: Task, options: Options, how: How, run: str = "") -> Spoken | Same | CleantextError:
    """Clean one source, as ``clean_source`` does; its speeches as records."""
    made = clean_source(task, options, how, run)
    if not isinstance(made, Made):
        return made
    records, manifest = [], []
    for line, (_, data) in zip(made.manifest.splitlines(), made.files, strict=True):
        row = json.loads(line)
        del row["output"], row["output_sha256"]
        # Of a file that ends in a line end of its own only the speech.
        records.append(_line({"text": data.decode()[: row["characters"]], **row}) + b"\n")
        manifest.append(_line(row))
    return Spoken(b"".join(records), manifest, made._replace(files=[], manifest=b""))


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def listed(spoken: Iterable[bytes], name: str, digest: str) -> bytes:
    """The lines of the manifest about an output. spoken: those that ``spoken`` made, in the order of the records."""
    tail = f',"output":{json.dumps(name, ensure_ascii=False)},"output_line":'.encode()
    end = f',"output_sha256":"{digest}"}}\n'.encode()
    return b"".join(b"%s%s%d%s" % (line[:-1], tail, number, end) for number, line in enumerate(spoken, 1))


def digest_of(task: Task, options: Options) -> str | CleantextError:
    """The SHA-256 of a source's bytes."""
    try:
        return hashlib.sha256(load(task.source, for_source(options, task.source))).hexdigest()
    except CleantextError as error:
        return error


def shares(finished: dict[str, Finished]) -> Counter[str]:
    """How many sources each output holds speeches of."""
    return Counter(each.outputs[0][0] for each in finished.values() if each.outputs)


def known(part: Part, finished: dict[str, Finished], shared: Counter[str]) -> list[Finished]:
    """What an earlier run knows of each source, if the output that it left may be what this one would make; else []."""
    found = [finished.get(os.path.abspath(source.path)) for source in part.sources]
    whole = [each for each in found if each is not None and each.is_whole()]
    outputs = {made for each in whole for made in each.outputs}
    places = [each.findings for each in whole]
    if len(whole) < len(found) or places != sorted(places) or len(outputs) > 1:
        return []
    # Of a source that is not of this part any more it must hold none.
    is_ours = shared[part.name] == sum(bool(each.outputs) for each in whole)
    return whole if is_ours and all(name == part.name for name, _ in outputs) else []


def carry(part: Part, whole: list[Finished], store: Store) -> bool:
    """Take over a part whose sources have not changed; False when its output has. Raises CleantextError."""
    outputs = {made for each in whole for made in each.outputs}
    try:
        if any(disk.digest(os.path.join(store.root, name)) != made for name, made in outputs):
            return False
        findings = b"".join(read(store.root, logs.FINDINGS, each.findings) for each in whole)
        manifest = b"".join(read(store.root, logs.MANIFEST, each.manifest) for each in whole)
    except OSError:  # it is gone
        return False
    store.take_over([name for name, _ in outputs], manifest, findings, [source.path for source in part.sources])
    return True
