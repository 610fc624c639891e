"""Parts of a text that read badly: the judge's costs, cut in two states."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.language import SCALE, chinese, fold

_SHOWN = round(7.5 * SCALE)  # what a character of good text may cost on average where only the judge can tell
_SWITCH = 10 * SCALE


def bad_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between ``start`` and ``end`` that read badly, the last one first.

    Two states, in one of which each character costs what the judge says, in the other a flat sum (Viterbi).
    """
    step, folded = chinese().step, fold(text[max(0, start - 2) : start].rjust(2, "\n") + text[start:end])
    good, bad = 0, _SWITCH
    came: list[tuple[bool, bool]] = []  # for each character: was the text bad before it, if it is good, if it is bad
    for i in range(2, len(folded)):
        cost = step(folded[i - 2 : i], folded[i])
        from_bad, from_good = bad + _SWITCH < good, good + _SWITCH < bad
        came.append((from_bad, not from_good))
        good, bad = min(good, bad + _SWITCH) + cost, min(bad, good + _SWITCH) + _SHOWN
    is_bad, stop = bad < good, end
    for at in range(end - 1, start - 1, -1):
        was_bad = came[at - start][is_bad]
        if was_bad != is_bad:
            if is_bad:
                yield at, stop
            stop = at
        is_bad = was_bad
    if is_bad:
        yield start, stop
