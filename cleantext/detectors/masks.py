"""Names and numbers that an author left out: ``***``, ``×市``, ``20xx年``, ``习******``, ``某某县``. Reported only.

Looks like stars, crosses, letters x, circles or empty boxes in the place of a name, a number or a few characters, or
the word 某某.
Made by: authors and sites that publish a speech as a pattern for others, and filters for names.
There is no cure: what was there is not in the text, and nobody may fill it in. A report tells the reader of a corpus
that the sentence is not whole.
Left alone: Markdown (``**重点**``, ``***`` on a line of its own, lists), multiplication (3×5, 长×宽), ×-pairs of names,
unknowns of mathematics (设为x元), X光 and XX染色体, footnote stars (化学*、), passwords (密码：******), code, frames of
stars around a title, circles in years (二○○八年), boxes to tick.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.processes import masked


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a report (cure None) for every mask."""
    if text.isascii():
        return
    for start, end in masked.found(text):
        yield Finding("masks", start, end, text[start:end], None, 0.4, "left out by the author; nothing is filled in")
