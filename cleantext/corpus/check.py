"""One source looked through, nothing changed. Apart from ``run``: a check writes nothing and starts in a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from cleantext import chain, log
from cleantext.corpus.read import Source, for_source, load
from cleantext.decoding import decode
from cleantext.errors import CleantextError, brief, unexpected
from cleantext.finding import Finding
from cleantext.options import Options

OUTSIDE = "outside_speech"  # not damage: the text that stands between the speeches


class Damage(NamedTuple):
    """The findings of one source, in order of place, and the text they count in; no text when there are none."""

    findings: tuple[Finding, ...]
    text: str


def check_source(source: Source, options: Options) -> Damage:
    """Find the damage in one source, change nothing. Raises CleantextError when it cannot be read or looked through."""
    options = for_source(options, source)
    data = load(source, options)
    try:
        findings = tuple(sorted(map(placed, _damage(data, options)), key=lambda f: (f.source_start, f.step)))
        log.info("%s: %s findings", source.path, len(findings))
        # Decoding once more is cheap, and most files have no findings to place.
        return Damage(findings, decode(data, options.codec_for()).text if findings else "")
    except Exception as error:
        raise broken(source, error) from error


def _damage(data: bytes, options: Options) -> Iterator[Finding]:
    # Not asking for it spares the chain from looking for speeches.
    asked = replace(options, ignore=(*options.ignore, OUTSIDE))
    return (finding for finding in chain.detect(data, asked) if finding.rule != OUTSIDE)


def placed(finding: Finding) -> Finding:
    """What the chain has not placed was found in the source itself."""
    if finding.source_start >= 0:
        return finding
    return finding._replace(source_start=finding.start, source_end=finding.end)


def broken(source: Source, error: Exception) -> CleantextError:
    """A fault of ours, or no memory: the other files go on, and the message says which file to send us."""
    if isinstance(error, MemoryError):
        return CleantextError(f"{source.path}: is too large for this machine's memory; split it and give the parts")
    if isinstance(error, CleantextError):
        return CleantextError(f"{source.path}: {error}")
    if isinstance(error, ImportError):
        return CleantextError(f"{source.path}: {missing(error)}")
    log.fault(error)
    return CleantextError(
        f"{source.path}: could not be cleaned ({unexpected(error)}); please report this, with the file"
    )


def stopped(source: Source, reason: str) -> CleantextError:
    """The process that cleaned it died, or was stopped for its time."""
    advice = "give it more time (--timeout) or memory, or leave it out"
    return CleantextError(f"{source.path}: could not be cleaned: {reason}; {advice}")


def missing(error: ImportError) -> str:
    """What to do about a library that is not there, or does not load."""
    name = (error.name or "a library").partition(".")[0]
    if isinstance(error, ModuleNotFoundError):
        return f"{name} is not installed; run python3 -m pip install cleantext-corpus again"
    return f"{name} cannot be loaded ({brief(error)}); run python3 -m pip install --force-reinstall cleantext-corpus"
