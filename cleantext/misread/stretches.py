"""Which stretches of a text were misread, and by which accident: the best explanation of every line that has signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.misread.accidents import NARROW, Accident, signs, typical
from cleantext.misread.bad import bad_parts
from cleantext.misread.glance import as_latin_1, weight_of
from cleantext.misread.undo import Undo, Undone
from cleantext.misread.wrong import WIDE

_NEAR = 12  # characters from one sign to the next that belongs to it
_PAIR = 2  # signs
_VOTES = 200  # signs that say which accident it was
_LIKELY = 4  # accidents of wide codecs that are weighed, those that most signs speak for
_TRIED = 3  # accidents that are undone
_SAMPLE = 90  # characters that an accident is weighed on
_LONGEST = 20000  # characters of a line that are looked at together
_SURE = 0.4  # weight of an accident that needs no other to be weighed, if it happened to the line before
_SPEAK, _LITTLE = 3, 0.01  # signs that speak for an accident though the glance does not
# In nats: what a stretch must gain, and what a character of it may cost. Chinese that the judge has not seen costs 3 to
# 6 a character, text read wrongly 9 and more. UTF-8 has a form of its own, so that its bytes speak for themselves.
_GAIN, _EACH, _EACH_UTF8, _EACH_WHOLE = 8.0, 7.5, 9.0, 13.0
_EACH_UNKNOWN, _HAN_NARROW = 7.0, 4  # for GBK and Big5 where the accident has not been seen
_SHOWN = round(7.5 * SCALE)  # what a character of good text may cost on average
# Chinese characters at least. Half-width katakana, two of which make one, stand for a whole language.
_HAN_FEWEST = {"gbk": 5, "big5": 5, "euc_kr": 5, "shift_jis": 6}
_FEW = 2  # whole characters of UTF-8 that other text has too
_FORM = 4  # whole characters of UTF-8 in a line that are no accident
_SEEN = 5000  # characters that show whether a text is Chinese
_PROOF = 40.0  # nats gained that show that an accident happened
_SPANS = 8  # parts of the text that tell how bytes were lost
_EDGE = 2  # characters around a part that reads badly that are looked at
_TIMES = 3  # so often a text may have been misread
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff61-\uff9f]|[^\x00-\x7f\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffff—…“”‘’·\U00020000-\U0003ffff]"
)
_NOT_ASCII = re.compile(r"^[\x00-\x09\x0b-\x7f]*[^\x00-\x7f].{,19999}", re.MULTILINE)


def misread(text: str, first: int = 0) -> Iterator[Undone]:
    """The stretches that were misread, in order. first: where the first sign stands, if that is known."""
    yield from Page(text, _TIMES).stretches(first)


class Line(NamedTuple):
    """A line of the text that has signs near each other, or is short. places: of its signs."""

    start: int
    end: int
    places: list[int]


def _lines(text: str, first: int) -> Iterator[Line]:
    done = text.rfind("\n", 0, first) + 1
    while m := signs().search(text, max(done, first)):
        start = text.rfind("\n", max(done, m.start() - _LONGEST), m.start()) + 1 or max(done, m.start() - _LONGEST)
        end = text.find("\n", m.start(), m.start() + _LONGEST)
        end = min(len(text), m.start() + _LONGEST) if end < 0 else end
        done = end + 1
        places = _dense([m.start() for m in signs().finditer(text, m.start(), end)])
        if len(places) > 1 or end - start <= 2 * _NEAR:
            yield Line(start, end, places)


def _dense(places: list[int]) -> list[int]:
    """The most of the places that stand near each other, one after the other."""
    best = group = places[:1]
    for a, b in pairwise(places):
        if b - a > _NEAR or len(group) == _VOTES:
            group = []
        group.append(b)
        if len(group) > len(best):
            best = group
    return best


class Page:
    """A text, and the accidents that happened to it."""

    def __init__(self, text: str, times: int, known: Iterable[Accident] = ()) -> None:
        """times: so often it may have been misread. known: accidents that happened to it."""
        self.text = text
        self.times = times
        self.known = set(known)
        self.undos: dict[Accident, Undo] = {}
        self.before: set[Accident] = set()  # what came before the accidents

    @cached_property
    def is_chinese(self) -> bool:
        """True if a fifth of the text's beginning is Chinese."""
        seen = self.text[:_SEEN]
        return 5 * len(_HAN.findall(seen)) > len(seen)

    def stretches(self, first: int = 0) -> Iterator[Undone]:
        """What was misread, in order; no sign stands before the place ``first``."""
        last: Accident | None = None
        lines: list[tuple[Line, list[Accident]]] = []
        spans: dict[Accident, list[tuple[int, int]]] = {}
        for line in _lines(self.text, first):
            likely = self._likely(line, last)
            lines.append((line, likely))
            if likely:
                last = likely[0]
                spans.setdefault(last, []).append(self._span(line))
        found = [(line, self._raw(line, likely, spans)) for line, likely in lines]
        self.known |= self._proved([raw for _, raws in found for raw in raws])
        if self.known:
            others = self._other({line.start for line, _ in lines})
            known = sorted(self.known)
            found = sorted([*found, *((line, self._raw(line, known, spans)) for line in others)], key=_start_of)
        for line, raws in found:
            best = self._best(line, raws)
            if not best and self.known:
                best = self._best(line, self._raw(line, sorted(self.known), spans))
            yield from best

    def _proved(self, raws: list[list[Undone]]) -> set[Accident]:
        """The accidents that happened without doubt."""
        gains: Counter[Accident] = Counter()
        for raw in raws:
            for each in raw:
                if _is_better(each, False, self.is_chinese):
                    gains[each.accident] += round(each.gain)
        return {accident for accident, gain in gains.items() if gain >= _PROOF}

    def _best(self, line: Line, raws: list[list[Undone]]) -> list[Undone]:
        """What the accident that explains a line best made of it."""
        accepted = []
        for raw in raws:
            found = [each for each in raw if _is_better(each, each.accident in self.known, self.is_chinese)]
            if found and not self._is_foreign(line, found):
                accepted.append(found)
        return max(accepted, key=lambda each: sum(one.gain for one in each), default=[])

    def _is_foreign(self, line: Line, found: list[Undone]) -> bool:
        """True if the rest of a line is neither ASCII nor Chinese: the stretches are of the same language.

        UTF-8 has a form of its own, which no language has by accident more than once or twice in a line.
        """
        if found[0].accident.true == "utf-8" and sum(each.whole for each in found) >= _FORM:
            return False
        explained, at, rest = 0, line.start, []
        for each in found:
            rest.append(self.text[at : each.start])
            explained += each.end - each.start
            at = each.end
        rest.append(self.text[at : line.end])
        return 3 * len(_OTHER.findall("".join(rest))) > explained

    def _other(self, seen: set[int]) -> Iterator[Line]:
        """The other lines that read badly."""
        for m in _NOT_ASCII.finditer(self.text):
            start, end = m.span()
            if start not in seen and chinese().cost("", m.group()[:_SAMPLE]) > _SHOWN * min(_SAMPLE, end - start):
                yield Line(start, end, [start, end - 1])

    def _span(self, line: Line) -> tuple[int, int]:
        """The part of a line that its signs speak of."""
        places = line.places
        return max(line.start, places[0] - 1), min(line.end, places[-1] + 3, places[0] + _SAMPLE)

    def _raw(
        self, line: Line, likely: list[Accident], spans: dict[Accident, list[tuple[int, int]]]
    ) -> list[list[Undone]]:
        """What each of the likely accidents would have made of the line."""
        found = []
        for accident in likely:
            if accident not in self.undos:
                own = spans.get(accident) or [self._span(line)]
                self.undos[accident] = Undo(self.text, accident, own[:: max(1, len(own) // _SPANS)][:_SPANS])
            found.append(self._undone(self.undos[accident], line.start, line.end))
        return found

    def _undone(self, undo: Undo, start: int, end: int) -> list[Undone]:
        if undo.accident.wrong not in WIDE or undo.accident.true == "utf-8":
            found = undo.runs(start, end, self._again)
        else:
            bad = list(bad_parts(self.text, start, end))
            if 4 * sum(b - a for a, b in bad) > end - start:
                bad = [(start, end)]
            found = (
                each
                for a, b in reversed(bad)
                for each in undo.stretch(max(start, a - _EDGE), min(end, b + _EDGE), self._again)
            )
        return [trimmed for each in found if (trimmed := _trimmed(self.text, each))]

    def _again(self, each: Undone) -> Undone:
        """The same stretch, with what it was before if it had been misread already."""
        if self.times < 2:
            return each
        page = Page(each.cure, self.times - 1, self.before)
        inner = list(page.stretches())
        if not inner:
            return each
        before = inner[-1].accident
        self.before.add(before)
        cure, at = [], 0
        for part in inner:
            cure += [each.cure[at : part.start], part.cure]
            at = part.end
        cure.append(each.cure[at:])
        return self.undos[each.accident].reweighed(each, "".join(cure), before)

    def _is_pair(self, line: Line) -> bool:
        """True where one rare character stands twice in good text (冗冗, 涓涓) and says nothing of bytes of UTF-8."""
        places = line.places
        return (
            len(places) == _PAIR and self.text[places[0]] == self.text[places[1]] and line.end - line.start > 2 * _NEAR
        )

    def _likely(self, line: Line, last: Accident | None) -> list[Accident]:
        """The accidents that the signs speak for, the likeliest first. last: that of the line before."""
        text, table, places = self.text, typical(), line.places
        start, end = self._span(line)
        sample = text[start:end]
        if last and weight_of(last, sample) >= _SURE:
            return [last]
        votes: Counter[Accident] = Counter()
        if chinese().cost(text[max(line.start, start - 2) : start], sample) >= _SHOWN * len(sample):
            spoken = (accident for at in places for accident in table.get(text[at], ()))
            votes.update(each for each in spoken if each.true != "utf-8" or not self._is_pair(line))
        likely = [accident for accident, _ in votes.most_common(_LIKELY)]
        weights = {accident: weight_of(accident, sample) for accident in likely}
        if votes and votes[likely[0]] >= _SPEAK:
            weights[likely[0]] = max(weights[likely[0]], _LITTLE)
        if not any(weights.values()) or any(text[at] not in table for at in places):
            near = text[max(line.start, start - _NEAR) : min(line.end, end + _NEAR)]
            for accident in NARROW:
                weight = max(weight_of(accident, sample), weight_of(accident, near))
                weights[as_latin_1(accident, text[line.start : line.end])] = weight
        best = sorted((each for each in weights if weights[each] > 0), key=weights.__getitem__, reverse=True)
        tried = [each for each in best[:_TRIED] if weights[each] > weights[best[0]] / 4]
        return [*tried, last] if last and last not in tried and weight_of(last, sample) else tried


def _trimmed(text: str, each: Undone) -> Undone | None:
    """A stretch without what stands in it already at both ends; None if nothing is left."""
    found = text[each.start : each.end]
    head = _shared(found, each.cure)
    tail = _shared(found[head:][::-1], each.cure[head:][::-1])
    cure = each.cure[head : len(each.cure) - tail]
    return each._replace(start=each.start + head, end=each.end - tail, cure=cure) if cure else None


def _shared(a: str, b: str) -> int:
    """Length of what two strings have in common at their start."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _start_of(found: tuple[Line, list[list[Undone]]]) -> int:
    return found[0].start


def _is_better(each: Undone, known: bool, is_chinese: bool) -> bool:
    """True if the stretch was misread. known: the accident happened to this text elsewhere.

    is_chinese: the text around it is Chinese.
    """
    han, rest = len(_HAN.findall(each.cure)), len(_OTHER.findall(each.cure))
    if han < max(rest, each.accident.true != "utf-8") or each.gain < (_GAIN / 2 if known else _GAIN):
        return False
    if each.accident.true == "utf-8":
        # Its form speaks for itself where whole characters are there: other text hardly ever has it.
        # Two characters happen: ``ｼ也ｼ`` is 编碼.
        if not known and each.whole <= _FEW and each.gain < 2 * _GAIN:
            return False
        sure = each.whole >= (1 if known else 2) and each.part >= 0.5
        return each.each <= (_EACH_WHOLE if sure else _EACH_UTF8) and (known or han > 1)
    is_wide = each.accident.wrong in WIDE
    if known:
        if each.gain < _GAIN or (han < 2 and each.gain < 2 * _GAIN):
            return False
        return each.each <= (
            _EACH_UNKNOWN if is_wide else _EACH_UTF8 if each.part == 1 and han >= _HAN_NARROW else _EACH
        )
    fewest = _HAN_FEWEST.get(each.accident.wrong, _HAN_NARROW) if not is_chinese else _HAN_NARROW
    return each.each <= _EACH_UNKNOWN and han >= fewest and each.gain >= 2 * _GAIN
