"""Which stretches of a text were misread, and by which accident: the best explanation of every line that has signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleantext.language import SCALE, chinese, fold
from cleantext.misread.accidents import NARROW, Accident, signs, typical
from cleantext.misread.undo import Undo, Undone
from cleantext.processes.codes import script_of

_NEAR = 12  # characters from one sign to the next that belongs to it
_TRIED = 3  # accidents that are tried for a line, the likeliest first
_LONGEST = 20000  # characters of a line that are looked at together
# In nats: what a stretch must gain, and what a character of it may cost. Chinese that the judge has not seen costs 3 to
# 6 a character, text read wrongly 9 and more. UTF-8 has a form of its own, so that its bytes speak for themselves.
_GAIN, _EACH, _EACH_UTF8 = 8.0, 7.5, 9.0
_SHOWN = round(7.5 * SCALE)  # what a character of good text may cost on average where only the judge can tell
_SWITCH = 10 * SCALE
_TWICE = 2  # so many times more a stretch may have been misread


def misread(text: str) -> Iterator[Undone]:
    """The stretches that were misread, in order."""
    done = 0
    undos: dict[Accident, Undo] = {}
    last: list[Accident] = []
    while m := signs().search(text, done):
        start = text.rfind("\n", max(done, m.start() - _LONGEST), m.start()) + 1 or max(done, m.start() - _LONGEST)
        end = text.find("\n", m.start(), m.start() + _LONGEST)
        end = min(len(text), m.start() + _LONGEST) if end < 0 else end
        done = end + 1
        places = [m.start() for m in signs().finditer(text, m.start(), end)]
        if not any(b - a <= _NEAR for a, b in zip(places, places[1:], strict=False)) and end - start > 2 * _NEAR:
            continue
        found = _best(text, (start, end), places, undos, last)
        if found:
            last = [found[0].accident]
        yield from found


def _best(
    text: str, span: tuple[int, int], places: list[int], undos: dict[Accident, Undo], last: list[Accident]
) -> list[Undone]:
    """The stretches of one line by the accident that explains them best."""
    best: list[Undone] = []
    for accident in _likely(text, places, last):
        if accident not in undos:
            undos[accident] = Undo(text, accident, "")
        undo = undos[accident]
        if accident in NARROW or accident.true == "utf-8":
            found = [each for each in undo.runs(*span) if _is_better(each)]
        else:
            found = [each for a, b in _bad(text, *span) for each in undo.stretch(a, b) if _is_better(each)]
        best = max(best, found, key=lambda each: sum(one.gain for one in each))
    return best


def _likely(text: str, places: list[int], last: list[Accident]) -> list[Accident]:
    """The accidents that the signs speak for, the likeliest first."""
    votes: Counter[Accident] = Counter()
    table = typical()
    for at in places[:200]:
        votes.update(table.get(text[at], NARROW))
    likely = [accident for accident, _ in votes.most_common(_TRIED)]
    if any(text[at] not in table for at in places[:200]):
        likely += [accident for accident in NARROW if accident not in likely]
    return likely


def _is_better(each: Undone) -> bool:
    limit = _EACH_UTF8 if each.accident.true == "utf-8" else _EACH
    return each.gain >= _GAIN and each.each <= limit


def _bad(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that read badly: two states, one of which costs what each character costs, the other a flat sum."""
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
