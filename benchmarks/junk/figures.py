"""The figures of issue 6 by name: what ``python -m benchmarks.quality --junk`` and its like print."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.junk import broken, fast, harmless, marks, score, scripts

PAGES = {"dev": 180, "test": 330}


def junk(most: int) -> dict[str, float]:
    """Labelled pages, undamaged text, the seed."""
    figures: dict[str, float] = {}
    for part, count in PAGES.items():
        figures |= score.show(part, score.measure(part, count), most)
    return figures | harmless.corpus(most) | harmless.seed(most)


ASKED: dict[str, Callable[[int], dict[str, float]]] = {
    "junk": junk,
    "lines": broken.figures,
    "marks": marks.figures,
    "script": scripts.figures,
    "fast": fast.figures,
}
