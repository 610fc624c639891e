"""The speeches benchmark: its documents are the same every time, its labels hold, and its score counts as it says."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from benchmarks.speech_documents import Document, compose
from benchmarks.speech_headings import FORMS, write
from benchmarks.speech_scoring import _Source, compare, is_field
from benchmarks.speech_singles import INVENTED, single
from benchmarks.speech_words import Part, words
from cleantext import Cleaned, Speech, clean

PARTS: tuple[Part, ...] = ("dev", "test")


def documents(part: Part) -> list[Document]:
    """The first documents of a part, and later ones without torn text (which takes pypinyin)."""
    return [compose(part, number) for number in range(40) if number % 9 != 8]


def cut_at(document: Document, lines: list[int]) -> Cleaned:
    """A splitter's answer that begins a speech at each of these lines."""
    starts = [sum(len(line) + 1 for line in document.text.split("\n")[:at]) for at in lines]
    ends = [*starts[1:], len(document.text)]
    speeches = [
        Speech("", document.text[a:b], a, b, i) for i, (a, b) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    return Cleaned(document.text, tuple(speeches), ())


@pytest.mark.parametrize("part", PARTS)
def test_the_same_every_time(part: Part) -> None:
    for number in (0, 1, 2, 5):
        first, again = compose(part, number), compose(part, number)
        assert (first.text, first.labels, first.site) == (again.text, again.labels, again.site)
    for genre in INVENTED:
        assert single(part, genre, 3) == single(part, genre, 3) != single(part, genre, 4)


@pytest.mark.parametrize("part", PARTS)
def test_labels_hold(part: Part) -> None:
    for document in documents(part):
        shown = document.text.split("\n")
        assert len(shown) == len(document.lines)
        assert 2 <= len(document.labels) <= 25
        for label in document.labels:
            assert label.first <= label.body <= label.last < len(shown)
            assert shown[label.body].strip() and shown[label.last].strip()
            assert bool(label.heading) == document.headed
        assert all(a.last < b.first for a, b in pairwise(document.labels))
        assert not any(label.first <= at <= label.last for label in document.labels for at in document.site)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_stated_stands_there(part: Part) -> None:
    seen = 0
    for document in (compose(part, number) for number in range(60)):
        if document.traditional or document.damage:
            continue
        for label in document.labels:
            stretch = "\n".join(document.lines[label.first : label.last + 1])
            seen += bool(label.date and label.place and label.speaker)
            for stated in (label.heading, label.salutation, label.speaker, label.place):
                assert stated in stretch
    assert seen


@pytest.mark.parametrize("part", PARTS)
def test_the_score_of_the_truth_is_one(part: Part) -> None:
    for document in documents(part):
        for lines in ([e.body for e in document.labels], [_filled(document, e.first) for e in document.labels]):
            tally = compare("", document, cut_at(document, lines))
            assert tally.whole and tally.precision == tally.recall == 1, tally.wrong
            assert tally.true == len(document.labels) - 1 + document.has_front


def _filled(document: Document, line: int) -> int:
    return next(i for i in range(line, len(document.lines)) if document.lines[i])


def test_what_is_wrong_counts() -> None:
    document = next(d for d in documents("dev") if len(d.labels) > 4 and not d.site)
    bodies = [e.body for e in document.labels]
    joined = compare("", document, cut_at(document, [bodies[0], *bodies[2:]]))
    assert (joined.whole, joined.right, joined.found) == (0, len(bodies) - 2, len(bodies) - 2)
    assert joined.recall < 1 == joined.precision
    extra = compare("", document, cut_at(document, sorted([*bodies, document.labels[1].last])))
    assert (extra.whole, extra.right, extra.found) == (0, len(bodies) - 1, len(bodies))
    late = [bodies[0], document.labels[1].last, *bodies[2:]]
    assert compare("", document, cut_at(document, late)).right == len(bodies) - 2
    twice = replace(document, labels=document.labels[:1])
    assert compare("", twice, cut_at(twice, bodies[:1])).whole == 1


def test_positions_lead_back_to_lines() -> None:
    for number in (0, 1, 5):  # none of them is in traditional characters, which the chain converts
        document = compose("dev", number)
        cleaned = clean(document.text)
        source = _Source(document.text, cleaned)
        checked = 0
        for line, text in enumerate(document.text.split("\n")):
            words = text.strip()[:60]
            if len(words) > 20 and cleaned.text.count(words) == 1 and document.text.count(words) == 1:
                assert source.line(cleaned.text.index(words)) == (line, True)
                assert not source.line(cleaned.text.index(words) + 5)[1]
                checked += 1
        assert checked > 5


def test_numbers() -> None:
    forms = ("han", "arabic", "padded", "wide", "circled", "roman", "upper", "places", "old")
    assert [write(12, form) for form in forms] == ["十二", "12", "12", "１２", "⑫", "XII", "拾贰", "一二", "十二"]
    assert [write(n, "han") for n in (1, 10, 20, 25)] == ["一", "十", "二十", "二十五"]
    assert write(25, "old") == "廿五"


def test_fields() -> None:
    assert is_field("date", "2023年5月13日", "2023-05-13") and is_field("date", "二〇二三年五月十三日", "2023-05-13")
    assert not is_field("date", "", "2023-05-13") and not is_field("date", "2023-05-03", "2023-05-13")
    assert is_field("salutation", "同志們:", "同志们：") and is_field("speaker", "市长 李明", "李明")
    assert not is_field("speaker", "", "李明")


def test_the_parts_differ() -> None:
    dev, test = (words(part) for part in PARTS)
    for of in ("call", "open", "body", "close", "title"):
        mine, theirs = ({line for kind in each.kinds for line in kind.lines[of]} for each in (dev, test))
        assert len(mine & theirs) <= 1, mine & theirs
    assert len(dev.kinds) + len(test.kinds) >= 40
    assert len(set(FORMS["dev"]) & set(FORMS["test"])) <= 5
