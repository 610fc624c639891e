"""One source looked through, nothing changed. Apart from ``run``: a check writes nothing and starts in a moment."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from cleantext import chain, log
from cleantext.corpus.faults import looked_at
from cleantext.corpus.read import Source
from cleantext.decoding import decode
from cleantext.finding import Finding
from cleantext.options import Options

OUTSIDE = "outside_speech"  # not damage: the text that stands between the speeches


class Damage(NamedTuple):
    """The findings of one source, in order of place, and the text they count in; no text when there are none."""

    findings: tuple[Finding, ...]
    text: str


def check_source(source: Source, options: Options) -> Damage:
    """Find the damage in one source, change nothing. Raises CleantextError when it cannot be read or looked through."""
    found = looked_at(source, options, _damage)
    log.info("%s: %s findings", source.path, len(found.findings))
    return found


def _damage(data: bytes, options: Options) -> Damage:
    # Not asking for it spares the chain from looking for speeches.
    asked = replace(options, ignore=(*options.ignore, OUTSIDE))
    found = (finding for finding in chain.detect(data, asked) if finding.rule != OUTSIDE)
    findings = tuple(sorted(map(placed, found), key=lambda f: (f.source_start, f.step)))
    # Decoding once more is cheap, and most files have no findings to place.
    return Damage(findings, decode(data, options.codec_for()).text if findings else "")


def placed(finding: Finding) -> Finding:
    """What the chain has not placed was found in the source itself."""
    if finding.source_start >= 0:
        return finding
    return finding._replace(source_start=finding.start, source_end=finding.end)
