"""One source after another through the chain: outputs, and the records that lead back to the source.

The records of a source are enough to make its bytes again: the speeches, the findings of rule ``outside_speech`` and
the gaps (white space between them) hold the cleaned text, the other findings lead from it to the decoded text, the
segments from that to the bytes.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus.check import OUTSIDE, broken
from cleantext.corpus.names import named, output_name
from cleantext.corpus.read import Source, for_source, load
from cleantext.corpus.write import Store
from cleantext.decoding import Decoded, decode
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.speeches import Speech

_STATED = ("heading", "salutation", "speaker", "date", "place")  # of these only what the text states


class Result(NamedTuple):
    """What became of one source. outside: characters outside speeches. findings: how many of each rule."""

    speeches: int
    outside: int
    findings: Counter[str]


class How(NamedTuple):
    """split: one file a speech, not one a source. titles: the names of the files have the speeches' titles in them."""

    split: bool = True
    titles: bool = False


def clean_source(source: Source, target: str, options: Options, how: How, store: Store) -> Result:
    """Clean one source into ``store``. target: what its output names begin with. Raises CleantextError."""
    options = for_source(options, source)
    data = load(source, options)
    try:
        cleaned = chain.clean(data, options)
        speeches, findings = _parts(cleaned, how.split)
        records = _Records(source, data, cleaned, findings)
        files = [(output_name(target, speech, how.titles), speech.text.encode()) for speech in speeches]
        lines = [records.speech(*each) for each in zip(speeches, files, strict=True)]
        log = [records.source(len(speeches), gaps(cleaned.text, speeches, findings)), *records.findings()]
    except Exception as error:
        raise broken(source, error) from error
    store.put(files, jsonl(lines), jsonl(log), source.path)
    rules = Counter(finding.rule for finding in findings if finding.rule != OUTSIDE)
    return Result(len(speeches), sum(len(f.found) for f in findings if f.rule == OUTSIDE), rules)


def _parts(cleaned: Cleaned, split: bool) -> tuple[tuple[Speech, ...], tuple[Finding, ...]]:
    """The speeches to write and the findings to log."""
    if split:
        return cleaned.speeches, cleaned.findings
    title = cleaned.speeches[0].title if len(cleaned.speeches) == 1 else ""
    size = len(cleaned.decoded.text if cleaned.decoded else cleaned.text)
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

    def speech(self, speech: Speech, file: tuple[str, bytes]) -> dict[str, Any]:
        low = bisect_left(self._places, (speech.source_start, ""))
        high = bisect_left(self._places, (speech.source_end, ""))
        return {
            **self._name,
            "source_sha256": self._digest,
            "encoding": self._decoded.encoding,
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
            "findings": counted(rule for _, rule in self._places[low:high]),
            "output": file[0],
            "output_sha256": hashlib.sha256(file[1]).hexdigest(),
        }

    def source(self, speeches: int, gaps: list[tuple[int, str]]) -> dict[str, Any]:
        segments = [
            [s.start, s.end, s.codec, s.confidence, s.text_start, s.text_end, None if s.raw is None else s.raw.hex()]
            for s in self._decoded.segments
        ]
        return {
            "record": "source",
            **self._name,
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
