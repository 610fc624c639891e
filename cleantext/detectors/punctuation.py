"""Narrow marks between Chinese characters, widened again: ``同志们,大家好!`` to ``同志们，大家好！``.

Looks like Chinese text with the marks of English: ``,;:?!()``, straight quotes, ``...`` and ``--``.
Made by: most corpora, which narrowed the marks ``，？！；：（）`` of their texts; people who type without switching.
The cure, with ``punctuation="chinese"`` only: a narrow mark behind a Chinese character, a closing mark, a percentage,
a bold word or a note's number, or before a Chinese character, is widened, also through a hard wrap and alone in
brackets; brackets in pairs, where Chinese is in them or stands before them; straight quotes, ``“”`` and ``‘’``, by the
cheapest reading of the paragraph, quotations in quotations too; three dots and ``。。。`` to ``……``; two hyphens
between Chinese, or before a date or a sentence that they open, to ``——``; a dot at a sentence's end to ``。``.
Evidence is the line: its letters are Chinese near the place.
Left alone: numbers (1,000 3.5), times (18:00), ratios (3:2), numbers of lists (``1.`` ``一.``), Latin text and names,
addresses, e-mail, code in lines, back quotes and fences, tags, JSON, Markdown's links and rulers, leaders of dots,
apostrophes, feet and inches, options (``--force``), comments of queries.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes import brackets, marks, quotes
from cleantext.processes.protected import Protected

_HAN = lazy("[\u3400-\u9fff]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings that widen marks; none unless ``options.punctuation`` is "chinese"."""
    if options.punctuation != "chinese" or not _HAN.search(text):
        return
    kept = Protected(text)
    pairs = brackets.widened(text, kept) | quotes.widened(text, kept)
    cures = [(at, at + 1, wide) for at, wide in pairs.items()]
    cures += marks.widened(text, kept, pairs)
    cures += marks.stops(text, kept)
    cures += marks.dots_and_dashes(text, kept)
    for start, end, wide in sorted(cures):
        yield Finding("punctuation", start, end, text[start:end], wide, 0.95, "narrow marks widened")
