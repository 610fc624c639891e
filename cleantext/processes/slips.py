"""Where text may be one byte off, and what it was: the searches of slipped.py run over the suspect lines of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.language import SCALE, chinese, fold
from cleantext.patterns import lazy
from cleantext.processes.codes import Codes, backslashed, big5, gbk, is_prose, script_of
from cleantext.processes.hypothesis import Repaired
from cleantext.processes.slipped import Slipped

_HAN, _OTHER = lazy("[\u4e00-\u9fff]"), lazy("[\u00a1-\u02ff\u0370-\u1fff\u3041-\u30fe\uac00-\ud7a3]")
_LONGEST = 5000  # characters of a line
_BEFORE = 2  # characters of search before the place that reads badly
_ENOUGH = 3  # so many repairs with one codec, and the other is not asked any more
LEAST, AMONG_OTHERS, LEAST_EATEN = 9.0, 5.0, 2.5  # nats: what a repair must be worth


class Bounds(NamedTuple):
    """In nats: what three characters in a row must cost to be suspect, and a lone ASCII character with its neighbours.

    Chinese that the judge has not seen costs 3 to 5 a character, text out of step 9 and more.
    """

    three: float
    lone: float


STRICT, LOOSE = Bounds(24, 20), Bounds(22, 15)
EATEN, EATEN_LOOSE = Bounds(20, 16), Bounds(17, 11)
# So many places may read badly without being repaired, and one more in so many characters, before the rest is left.
_IN_VAIN, _EVERY = 4, 50000
# What repairs make of one character, in nats, with what stands around it: in text that lost bytes four of five cost
# less than the first and one of eight more than the second; in what never was text (read with a wrong codec and saved
# so) one of five and three of five. So many more that read badly than well, and the rest is left.
_WELL, _BADLY, _GARBLED = 5.5, 6.5, 6
_MOST = 2000  # searches in one text: each costs some 10 ms, the rest of the text stays as it is
_KEPT = 4  # places for each character with a 5C that is there
_STILL_BAD = 15.0  # going back from a suspect place: three characters that belong to the run


def repairs(text: str, places: list[int]) -> list[Repaired]:
    """All repairs of a text that are worth it; places: where it has a sign of the damage."""
    if not _is_chinese(text[places[0] : places[0] + 200] + text[:200]):
        return []
    bad = _bad(text, places, STRICT)
    searches = [Slipped(text + "\n", script_of(text), codes, eaten=False) for codes in _codecs(text)] if bad else []
    slipped = list(_search(text, bad, searches, patient=False))
    if _was_stripped(text, places, slipped):
        # It is everywhere, then, also where there is no sign of it.
        return _eaten(text, _all_places(text), patient=True)
    if sum(repair.damage >= LEAST for repair in slipped) < _ENOUGH:
        return [repair for repair in slipped if repair.damage >= LEAST]
    found = _search(text, _bad(text, places, LOOSE), searches, patient=False)  # most of it is known by now
    return [repair for repair in found if repair.damage >= AMONG_OTHERS]


def _was_stripped(text: str, places: list[int], slipped: list[Repaired]) -> bool:
    """True where ``stripslashes`` explains the places better than single accidents do (``slipped``)."""
    eaten = _eaten(text, _bad(text, places, EATEN), patient=False)
    return _gain(text, eaten, 1) >= max(LEAST, _gain(text, slipped, 7))


def _gain(text: str, found: list[Repaired], price: float) -> float:
    """How much better a text reads with the repairs, in nats; price: of each accident."""
    cost, gain = chinese().cost, 0.0
    for start, end, cure, *_ in found:
        before, behind = text[max(0, start - 2) : start], text[end : end + 3]
        shown = text[start:end].replace("\ufffd", "")  # a sign is no evidence of anything
        gain += (cost(before, shown + behind) - cost(before, cure + behind)) / SCALE - price
    return gain


def _is_chinese(text: str) -> bool:
    return len(_HAN.findall(text)) > 4 * len(_OTHER.findall(text))


def _eaten(text: str, places: list[int], patient: bool) -> list[Repaired]:
    """Where ``stripslashes`` was run. It takes every 5C, so a text that has a character with one was not treated so."""
    best: list[Repaired] = []
    # Simplified characters of GB2312 have no 5C in them.
    for codes in _codecs(text) if places and script_of(text) != "s" else ():
        if _KEPT * sum(map(text.count, backslashed(codes))) <= len(places):  # those that a file's stray bytes gave back
            search = Slipped(text + "\n", script_of(text), codes, eaten=True)
            found = [repair for repair in _search(text, places, [search], patient) if repair.damage >= LEAST_EATEN]
            best = max(best, found, key=lambda each: sum(repair.damage for repair in each))
    return best


def _all_places(text: str) -> list[int]:
    """Where three characters in a row are unlikely ones."""
    costs = _costs(text)
    least, lone = EATEN_LOOSE.three * SCALE, EATEN_LOOSE.lone * SCALE
    found = (at for at in range(1, len(costs) - 1) if costs[at - 1] + costs[at] + costs[at + 1] >= lone)
    return [at for at in found if costs[at - 1] + costs[at] + costs[at + 1] >= least or text[at].isascii()]


def _costs(text: str) -> list[int]:
    """What each character costs behind the two before it."""
    step, folded = chinese().step, fold("\n\n" + text)
    return [step(folded[i - 2 : i], folded[i]) for i in range(2, len(folded))]


def _bad(text: str, places: list[int], bounds: Bounds) -> list[int]:
    return [at for at in places if _reads_badly(text, at, bounds)]


def _codecs(text: str) -> tuple[Codes, ...]:
    """What the text may have been in: text with characters that Big5 does not have was never in it."""
    if script_of(text) == "s":
        return (gbk(),)
    sample = [c for c in text[:3000] if "\u4e00" <= c <= "\u9fa5"]
    foreign = sum(c not in big5().pair for c in sample)
    return (gbk(),) if foreign > 0.02 * len(sample) else (gbk(), big5())


def _search(text: str, places: list[int], searches: list[Slipped], patient: bool) -> Iterator[Repaired]:
    """The repairs at the places that read badly, each by the codec that explains it best."""
    wins = dict.fromkeys(searches, 0)
    done, in_vain = 0, -_IN_VAIN - len(text) // _EVERY
    left, garbled = _MOST, 0
    for place in places:
        if place < done or not left or ((in_vain > 0 or garbled > _GARBLED) and not patient):
            continue
        left -= 1
        start = _run_start(text, place, done)
        answers = [(search, *search.repair(start, place + 1)) for search in searches]
        search, found, done = max(answers, key=lambda answer: max((r.damage for r in answer[1]), default=0.0))
        yield from (repair for repair in found if is_prose(repair.cure))
        in_vain += 1 if all(repair.damage < LEAST_EATEN for repair in found) else -2
        garbled = max(-_GARBLED, garbled + _garbled(text, found)) if not search.eaten else 0
        wins[search] += any(repair.damage >= LEAST for repair in found)
        if wins[search] > _ENOUGH + sum(wins[other] for other in searches if other is not search):
            searches = [search]  # the codec of this text is known by now


def _garbled(text: str, found: list[Repaired]) -> int:
    """1 where what was found is hardly text either, -1 where it is, 0 where that is hard to tell."""
    if not found or max(repair.damage for repair in found) < LEAST:
        return 0
    start, end = found[0].start, found[-1].end
    mended, at = "", start
    for repair in found:
        mended += text[at : repair.start] + repair.cure
        at = repair.end
    mended += text[end : end + 2]
    each = chinese().cost(text[max(0, start - 2) : start], mended) / SCALE / max(1, len(mended))
    return -1 if each < _WELL else 1 if each > _BADLY else 0


def _reads_badly(text: str, at: int, bounds: Bounds) -> bool:
    """True for a place that costs too much: a lone character with its neighbours, or a sign and what is before it."""
    line = text.rfind("\n", max(0, at - _LONGEST), at) + 1
    cost = chinese().cost
    if text[at] in "?\ufffd":
        bad = cost(text[at - 5 : at - 3], text[max(line, at - 3) : at]) >= bounds.three * SCALE
    elif text[at].isascii():
        bad = cost(text[max(0, at - 3) : at - 1], text[at - 1 : at + 2]) >= bounds.lone * SCALE
    else:
        bad = True
    return bad and (line > 0 or at <= _LONGEST) and _is_chinese(text[max(line, at - 40) : at + 40])


def _run_start(text: str, place: int, least: int) -> int:
    """Where the unreadable text before ``place`` begins: the line or the last characters that read well."""
    line = max(text.rfind("\n", max(0, place - _LONGEST), place) + 1, least, place - _LONGEST)
    costs = _costs(text[line : place + 1])
    at = len(costs) - 1
    while at > 0 and sum(costs[max(0, at - 3) : at]) >= _STILL_BAD * SCALE:
        at -= 1
    return line + max(0, at - _BEFORE)
