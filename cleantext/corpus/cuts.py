"""Where the speeches of one source are cut, and why: what ``cleantext split`` shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.corpus.faults import looked_at
from cleantext.corpus.names import named
from cleantext.corpus.read import Source
from cleantext.options import Options
from cleantext.speeches import Speech

_STATED = ("heading", "salutation", "speaker", "date", "place")


class Cuts(NamedTuple):
    """text: the source's, in which the speeches' source spans count."""

    source: Source
    text: str
    speeches: tuple[Speech, ...]

    def record(self) -> dict[str, Any]:
        """The same as data, without the text."""
        return {**named(self.source.path), "speeches": speech_records(self.speeches)}


def speech_records(speeches: Iterable[Speech]) -> list[dict[str, Any]]:
    """Speeches as data, without their texts."""
    names = ("index", "title", *_STATED, "kind", "confidence", "evidence", "source_start", "source_end")
    return [{name: getattr(speech, name) for name in names} for speech in speeches]


def speeches_of(text: str, options: Options) -> tuple[Speech, ...]:
    """The speeches of a text, as a record holds it; cleaned first, as everywhere."""
    return chain.clean(text, options).speeches


def cuts_of(source: Source, options: Options) -> Cuts:
    """Clean one source and cut it; nothing is written. Raises CleantextError when it cannot be read or cleaned."""
    cleaned = looked_at(source, options, chain.clean)
    return Cuts(source, cleaned.decoded.text if cleaned.decoded else cleaned.text, cleaned.speeches)


def line(speech: Speech) -> str:
    """A speech in a line: number, title, kind, how sure its cut is, why, and what it states of itself."""
    stated = "".join(f"; {name} {value}" for name in _STATED[1:] if (value := getattr(speech, name)))
    why = "; ".join(speech.evidence) or ("the beginning" if speech.index == 1 else "")
    return f"{speech.index}. {speech.title} [{speech.kind}, {speech.confidence:.2f}: {why}]{stated}"
