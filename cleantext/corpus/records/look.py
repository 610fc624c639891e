"""A batch looked through, nothing changed: functions of a plan and data, as in ``batch``."""

from __future__ import annotations

from cleantext import chain
from cleantext.corpus.check import OUTSIDE, placed
from cleantext.corpus.records import Plan
from cleantext.corpus.records.batch import Done, Rows, checked_text, decoded_line, record_of
from cleantext.corpus.records.line import Bad, columns_of, text_of
from cleantext.corpus.records.reading import Lines
from cleantext.errors import CleantextError
from cleantext.finding import Finding


def check_lines(plan: Plan, batch: Lines) -> Done:
    """Look through lines of JSON; ``found`` has the column of each finding in its line."""
    done = Done()
    if batch.skipped:
        done.bad.append((batch.first, batch.skipped.reason()))
    codec = plan.options.codec_for()
    for number, raw in enumerate(batch.data.split(b"\n"), batch.first):
        if not raw or raw.isspace():
            continue
        try:
            line, _ = decoded_line(raw, codec)
            record = record_of(line, done)
            path, text = text_of(record, plan.columns.text)
        except Bad as error:
            done.unread += 1
            done.bad.append((number, f"{error}"))
            continue
        try:
            findings = _damage(text, plan)
        except Bad as error:
            done.bad.append((number, f"{error}"))
            continue
        done.records += 1
        if findings:
            columns = columns_of(line, path, [finding.source_start for finding in findings])
            done.found += [(number, at, finding) for at, finding in zip(columns, findings, strict=True)]
    return done


def check_rows(plan: Plan, batch: Rows) -> Done:
    """Look through rows of a table; the column of a finding is its place in the text, from 1."""
    done = Done()
    for number, text in enumerate(batch.texts, batch.first):
        try:
            findings = _damage(checked_text(text, plan), plan)
        except Bad as error:
            done.bad.append((number, f"{error}"))
            continue
        done.records += 1
        done.found += [(number, finding.source_start + 1, finding) for finding in findings]
    return done


def _damage(text: str, plan: Plan) -> list[Finding]:
    try:
        found = [placed(each) for each in chain.detect(text, plan.options) if each.rule != OUTSIDE]
    except (CleantextError, ImportError):
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise Bad(f"could not be looked through ({reason})") from error
    return sorted(found, key=lambda f: (f.source_start, f.step))
