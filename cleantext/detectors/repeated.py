"""Repeated text: a speech pasted twice into one file, a paragraph or a sentence doubled back to back.

Looks like: a long paragraph, or several in a row, that stands in the text a second time; a paragraph of at least 20
characters directly behind its twin; a sentence of at least 16 directly behind its own.
Made by: pages put together from parts, editors that paste twice, extractors that read an article and its print view.
The cure: none unless ``repeats="remove"`` asks for it; then the later copy goes.
Evidence: the same characters, but for blanks at the ends of the line. A repeated paragraph somewhere else in the text
counts from 40 characters on, and needs a second one beside it, or 120 characters.
Left alone: refrains, chants, verse, headings and formulas of address, which are short; articles that say the same for
another case with one word changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.processes.repeats import sentences, stretches


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a finding for every copy; its cure takes the copy out where ``options.repeats`` asks for that."""
    remove = options.repeats == "remove"
    reach = 0
    for start, end, first in sorted([*stretches(text), *sentences(text)], key=lambda each: (each[0], -each[1])):
        if start >= reach:
            reach = end
            note = f"{end - start} characters that stand at {first} already"
            yield Finding("repeated", start, end, text[start:end], "" if remove else None, 0.9, note)
