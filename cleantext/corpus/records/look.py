"""A batch looked through, nothing changed: functions of a plan and data, as in ``batch``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from cleantext import chain
from cleantext.corpus.check import OUTSIDE, placed
from cleantext.corpus.records import Plan
from cleantext.corpus.records.batch import Done, Rows, checked_text, id_of, record_of
from cleantext.corpus.records.document import Place
from cleantext.corpus.records.line import Bad, columns_of, decoded_line, text_of
from cleantext.corpus.records.reading import Lines
from cleantext.errors import CleantextError, unexpected
from cleantext.finding import Finding
from cleantext.options import Options

View = Callable[[str, Options], Any]  # what is made of one text


class Text(NamedTuple):
    """The text of a record. columns: for places in the text, from 0, the columns in the record's line, from 1."""

    place: Place
    text: str
    columns: Callable[[Sequence[int]], list[int]]


class Seen(NamedTuple):
    """A record that was looked at. made: what the view makes of its text. columns: as in ``Text``."""

    place: Place
    made: Any
    columns: Callable[[Sequence[int]], list[int]]


def check_batch(plan: Plan, batch: Lines | Rows) -> Done:
    """Look for damage; ``found`` has the line (row) and the column of each finding."""
    done = Done()
    for place, findings, columns in _seen(_damage, plan, batch, done):
        at = columns([finding.source_start for finding in findings]) if findings else ()
        done.found += [(place.line, column, finding) for column, finding in zip(at, findings, strict=True)]
    return done


def view_batch(plan: Plan, batch: Lines | Rows, view: View) -> Done:
    """Look at each text in one way or another; ``seen`` has a ``Seen`` for each."""
    done = Done()
    done.seen = list(_seen(view, plan, batch, done))
    return done


def _seen(view: View, plan: Plan, batch: Lines | Rows, done: Done) -> Iterator[Seen]:
    for place, text, columns in _rows(plan, batch, done) if isinstance(batch, Rows) else _lines(plan, batch, done):
        try:
            made = view(text, plan.options)
        except (CleantextError, ImportError):
            raise
        except MemoryError:
            done.bad.append((place.line, "is too large for this machine's memory"))
        except Exception as error:
            done.bad.append((place.line, f"could not be looked through ({unexpected(error)})"))
        else:
            done.records += 1
            yield Seen(place, made, columns)


def _lines(plan: Plan, batch: Lines, done: Done) -> Iterator[Text]:
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
        yield Text(Place(number, id_of(record, plan)), text, partial(columns_of, line, path))


def _rows(plan: Plan, batch: Rows, done: Done) -> Iterator[Text]:
    for row, value in enumerate(batch.texts):
        place = Place(batch.first + row, batch.ids[row] if batch.ids else None)
        try:
            yield Text(place, checked_text(value, plan), _in_text)
        except Bad as error:
            done.bad.append((place.line, f"{error}"))


def _in_text(places: Sequence[int]) -> list[int]:
    """A row of a table has no line that one could look at."""
    return [place + 1 for place in places]


def _damage(text: str, options: Options) -> list[Finding]:
    found = [placed(each) for each in chain.detect(text, options) if each.rule != OUTSIDE]
    return sorted(found, key=lambda f: (f.source_start, f.step))
