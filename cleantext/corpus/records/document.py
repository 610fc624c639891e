"""One text of a record through the chain: what it becomes, and the lines of the logs that lead back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.names import named, output_name, safe_name
from cleantext.corpus.records import Plan
from cleantext.corpus.run import counted, gaps, line_end, told, uncut
from cleantext.finding import Finding
from cleantext.speeches import Speech


class Place(NamedTuple):
    """Where a record stands: a line of its file, or a row, from 1. id: what its id column says, None without one."""

    line: int
    id: Any = None


class Document(NamedTuple):
    """What became of a text. texts: the speeches, or the whole. is_same: nothing was changed, and it is one text."""

    texts: tuple[str, ...]
    speeches: tuple[Speech, ...]
    findings: tuple[Finding, ...]
    cleaned: Cleaned
    is_same: bool

    @property
    def outside(self) -> int:
        """Characters outside speeches."""
        return sum(len(f.found) for f in self.findings if f.rule == OUTSIDE)

    @property
    def rules(self) -> Counter[str]:
        """How many findings of each rule."""
        return Counter(f.rule for f in self.findings if f.rule != OUTSIDE)


def cleaned(text: str, plan: Plan) -> Document:
    """Clean a text. A text without a speech is one that is not cut: of a record nothing gets lost."""
    made = chain.clean(text, plan.options)
    speeches, findings = made.speeches, made.findings
    if not plan.columns.split or not speeches:
        speeches, findings = uncut(made, len(text))
    texts = tuple(speech.text for speech in speeches)
    return Document(texts, speeches, findings, made, texts == (text,))


def log(document: Document, plan: Plan, place: Place) -> list[dict[str, Any]]:
    """The lines of findings.jsonl for one record; none for a record in which nothing was found."""
    if document.is_same and not document.findings:
        return []
    where = _where(plan, place)
    row = {
        "record": "row",
        **where,
        "characters": len(document.cleaned.text),
        "speeches": len(document.speeches),
        "findings": counted(f.rule for f in document.findings),
        "titles": [speech.title for speech in document.speeches],
        "spans": [(speech.start, speech.end) for speech in document.speeches],
        "gaps": gaps(document.cleaned.text, document.speeches, document.findings),
    }
    return [row, *({"record": "finding", **where, **finding._asdict()} for finding in document.findings)]


def files(document: Document, plan: Plan, place: Place) -> tuple[list[tuple[str, bytes]], list[dict[str, Any]]]:
    """A file a speech, and its lines of the manifest."""
    written: list[tuple[str, bytes]] = []
    lines: list[dict[str, Any]] = []
    for speech in document.speeches:
        data = (speech.text + line_end(document.cleaned.text, speech)).encode()
        written.append((output_name(_target(plan, place), speech, plan.columns.titles), data))
        low, high = speech.source_start, speech.source_end
        inside = (f.rule for f in document.findings if f.rule != OUTSIDE and low <= f.source_start < high)
        about = told(speech, inside, written[-1])
        lines.append({**_where(plan, place), "source_sha256": plan.digest, **about})
    return written, lines


def _target(plan: Plan, place: Place) -> str:
    """``a/000012``: the number keeps names apart, whatever the ids are."""
    name = "" if place.id is None else "." + safe_name(str(place.id)[:60])
    return f"{plan.target}/{place.line:06d}{name}"


def _where(plan: Plan, place: Place) -> dict[str, Any]:
    where = {**named(plan.path), "line": place.line}
    return where if place.id is None else {**where, "id": place.id}


def aside(plan: Plan, places: Iterable[tuple[Place, str, Any]]) -> list[dict[str, Any]]:
    """The lines of quarantine.jsonl: (where, why, what it held)."""
    return [{**_where(plan, place), "reason": reason, "record": held} for place, reason, held in places]
