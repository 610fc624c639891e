"""Figures over many sources: what ``cleantext stats`` shows, of sources or of the logs of a run over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from operator import ne
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.encodings import Part, described
from cleantext.corpus.faults import looked_at
from cleantext.corpus.read import Source
from cleantext.corpus.recorded import Output, Recorded, log_of
from cleantext.decoding import decode
from cleantext.finding import Finding
from cleantext.options import Options


class Document(NamedTuple):
    """One source. size: bytes. characters: of its text as it was decoded. kinds: of its speeches."""

    size: int
    characters: int
    parts: tuple[Part, ...]
    findings: Sequence[Finding]
    kinds: Sequence[str]


@dataclass(slots=True)
class Rule:
    """What a rule did. places: its findings. reported: those without a cure. files: in which it found anything.

    removed, changed, added: characters that went, that others stand in the place of, and that came; of the text each
    pass saw, so that the characters of all sources, less those removed, and those added, are those of the cleaned text.
    """

    places: int = 0
    files: int = 0
    reported: int = 0
    removed: int = 0
    changed: int = 0
    added: int = 0

    def count(self, finding: Finding) -> None:
        """Take one finding in."""
        self.places += 1
        if finding.cure is None:
            self.reported += 1
            return
        found, cure = len(finding.found), len(finding.cure)
        self.removed += max(0, found - cure)
        self.added += max(0, cure - found)
        # Of equal length are conversions of the script, in which most characters stay what they are.
        self.changed += sum(map(ne, finding.found, finding.cure)) if found == cure else min(found, cure)


@dataclass(slots=True)
class Stats:
    """The figures of all documents that were added. outside: characters in no speech."""

    files: int = 0
    records: int = 0
    bytes: int = 0
    characters: int = 0
    outside: int = 0
    codecs: dict[str, tuple[int, int]] = field(default_factory=dict)  # files, bytes
    rules: dict[str, Rule] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, document: Document) -> None:
        """Take one document in."""
        self.files += 1
        self.bytes += document.size
        self._count(document)
        for rule in {finding.rule for finding in document.findings if finding.rule != OUTSIDE}:
            self.rules[rule].files += 1

    def add_record(self, document: Document) -> None:
        """Take in one record of a file, which is a ``Stats`` of its own until it is whole: then ``add_file``."""
        self.records += 1
        self._count(document)

    def add_file(self, records: Stats, size: int) -> None:
        """Take in the records of a file of so many bytes."""
        self.files += 1
        self.records += records.records
        self.bytes += size
        self.characters += records.characters
        self.outside += records.outside
        self.kinds.update(records.kinds)
        for rule, found in records.rules.items():
            mine = self.rules.setdefault(rule, Rule())
            for name, number in asdict(found).items():
                setattr(mine, name, getattr(mine, name) + number)
            mine.files += 1

    def _count(self, document: Document) -> None:
        self.characters += document.characters
        for part in document.parts:
            files, size = self.codecs.get(part.codec, (0, 0))
            self.codecs[part.codec] = files + 1, size + part.bytes
        self.kinds.update(document.kinds)
        found = [finding for finding in document.findings if finding.rule != OUTSIDE]
        self.outside += sum(len(each.found) for each in document.findings if each.rule == OUTSIDE)
        for finding in found:
            self.rules.setdefault(finding.rule, Rule()).count(finding)

    def cleaned(self) -> int:
        """The characters of the cleaned text."""
        return self.characters + sum(rule.added - rule.removed for rule in self.rules.values())

    def record(self) -> dict[str, Any]:
        """The same as data; what there is most of comes first."""
        whole = max(1, sum(size for _, size in self.codecs.values()))  # of records nobody asks for the codec
        return {
            "files": self.files,
            "records": self.records,
            "bytes": self.bytes,
            "characters": self.characters,
            "cleaned_characters": self.cleaned(),
            "speeches": self.kinds.total(),
            "kinds": dict(_most(self.kinds.items())),
            "outside_characters": self.outside,
            "codecs": {
                codec: {"files": files, "bytes": size, "share": round(size / whole, 6)}
                for codec, (files, size) in sorted(self.codecs.items(), key=lambda item: (-item[1][1], item[0]))
            },
            "findings": {
                rule: asdict(self.rules[rule]) for rule, _ in _most((r, n.places) for r, n in self.rules.items())
            },
        }


def _most(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda item: (-item[1], item[0]))


def of_source(source: Source, options: Options) -> Document:
    """Clean one source, write nothing. Raises CleantextError when it cannot be read or cleaned."""

    def look(data: bytes, options: Options) -> Document:
        cleaned = chain.clean(data, options)
        decoded = cleaned.decoded or decode(data)
        kinds = [speech.kind for speech in cleaned.speeches]
        return Document(len(data), len(decoded.text), described(source, decoded).parts, cleaned.findings, kinds)

    return looked_at(source, options, look)


def of_text(text: str, options: Options) -> Document:
    """The same of a text, as a record holds it."""
    cleaned = chain.clean(text, options)
    return Document(0, len(text), (), cleaned.findings, [speech.kind for speech in cleaned.speeches])


def of_log(each: Recorded, outputs: Sequence[Output]) -> Document:
    """The same from the logs of an output folder. Raises CleantextError when they were damaged."""
    log = log_of(each)
    source = Source(each.source, each.name, each.size)
    kinds = [output.kind or "text" for output in outputs[: log.speeches]]
    return Document(each.size, log.characters, described(source, log.decoded).parts, log.findings, kinds)
