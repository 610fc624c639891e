"""split: text -> Speech…, and outside: what belongs to none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches.candidates import Candidate, candidates
from cleantext.speeches.details import details
from cleantext.speeches.evidence import NEEDED, Cut, Points, from_size, weigh
from cleantext.speeches.headings import headings
from cleantext.speeches.kinds import kind_of
from cleantext.speeches.parts import Speech
from cleantext.speeches.titles import Block, block_above, own_title

_PROSE = lazy(r"[^\r\n]{40,}")
# Paragraphs times their characters. The site introductions we have are one paragraph of about 95 characters; three
# paragraphs of 134 or five of 48 are taken for a speech that lost its opening. Chosen by reasoning, not measured.
# A numbered 篇一 says that nothing came before it, so there it takes much more.
_BODY = 1200
_BODY_BEFORE_ONE = 6000
_MORE = 3.0  # points beyond what is needed, for a cut under a heading that has no salutation
_LIKELY = 2.0  # points of evidence that make a candidate
# What a site's introduction says.
_SITE = lazy(
    "小[编編]|[网網]友|整理|[范範]文|[参參]考|[阅閱][读讀]|[0-9一二三四五六七八九十]篇|[欢歡]迎|[下以][面下]是"
)
_OWN = 500  # characters behind a heading in which a salutation is the speech's own


class _Weighed(NamedTuple):
    block: Block
    evidence: list[Points]
    points: float
    called: bool


def split(text: str, least: float = 0.0) -> tuple[Speech, ...]:
    """Cut cleaned text into speeches, in order. Whitespace only: none. Never raises.

    least: cuts that are less sure (0 to 1) are not made. ``Speech.text`` is exactly ``text[start:end]``, free of
    surrounding whitespace where the text was cut; a document that is one speech and nothing else is left as it is.
    """
    cuts = _cuts(text, least)
    ends = [*(cut.start for cut in cuts[1:]), len(text)]
    spans = ((cut, *_strip(text, cut.body, end)) for cut, end in zip(cuts, ends, strict=True))
    filled = [span for span in spans if span[1] < span[2]]
    if len(filled) == 1 and filled[0][1:] == _strip(text, 0, len(text)):
        filled = [(filled[0][0], 0, len(text))]
    alone = len(filled) == 1
    return tuple(_speech(text, cut, start, end, index, alone) for index, (cut, start, end) in enumerate(filled, 1))


def _speech(text: str, cut: Cut, start: int, end: int, index: int, alone: bool) -> Speech:
    body = text[start:end]
    kind = kind_of(body)
    if not alone and kind == "text":
        kind = "speech"
    stated = details(text[cut.start : start], body, cut.called) if kind == "speech" else details("", "")
    title = cut.title or own_title(body.lstrip()[:400])
    sure = cut.confidence if cut.evidence else 1.0
    return Speech(title, body, start, end, index, cut.heading, *stated, kind, sure, cut.evidence)


def outside(text: str, speeches: tuple[Speech, ...]) -> Iterator[tuple[int, int]]:
    """The spans (start, end), in order, that belong to no speech: headings, title lines, introductions."""
    done = 0
    for start, end in (*((s.start, s.end) for s in speeches), (len(text), len(text))):
        gap = _strip(text, done, start)
        if gap[0] < gap[1]:
            yield gap
        done = end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without surrounding whitespace."""
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return start + lead, start + max(lead, len(inner.rstrip()))


def _cuts(text: str, least: float) -> list[Cut]:
    found, first = headings(text)
    found = [cut for cut in found if cut.confidence >= least]
    if found:
        leading = _leading(text, found[0].start, _BODY_BEFORE_ONE if first == 1 else _BODY)
        inner = _inner(text, found, least)
        return sorted([*leading, *found, *inner])
    return _by_evidence(text, least) or [Cut(0, 0, "", "", 0.0, ())]


def _inner(text: str, heads: list[Cut], least: float) -> Iterator[Cut]:
    """Speeches that follow one another under one heading: those with a salutation of their own."""
    known = [each for each in _weighed(text, candidates(text)) if each.called or each.points >= NEEDED + _MORE]
    ends = [*(cut.start for cut in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=True):
        inside = [each for each in known if head.body + _OWN < each.block.start < end]
        yield from _accepted(inside, head.body, end, least)


def _by_evidence(text: str, least: float) -> list[Cut]:
    """The cuts of a text without headings, with the speech that stands before the first one if there is one."""
    known = _weighed(text, candidates(text))
    if not known:
        return []
    first = known[0]
    leading = _leading(text, first.block.start, _BODY)
    if leading:
        return [*leading, *_accepted(known, leading[-1].body, len(text), least)]
    # Nothing but title lines and site text before it.
    opening = Cut(first.block.start, first.block.body, first.block.title, "", 0.0, ())
    return [opening, *_accepted(known[1:], first.block.body, len(text), least)]


def _weighed(text: str, known: list[Candidate]) -> list[_Weighed]:
    """The candidates that have evidence; a site's title and its navigation have little."""
    found = []
    for each in known:
        evidence = weigh(text, each.block, each.call)
        points = sum(points for points, _ in evidence)
        if points >= _LIKELY:
            found.append(_Weighed(each.block, evidence, points, each.call is not None))
    return found


def _accepted(known: list[_Weighed], since: int, end: int, least: float) -> Iterator[Cut]:
    following = [*(each.block.start for each in known), end][1:]
    for each, behind in zip(known, following, strict=True):
        block = each.block
        evidence = [*each.evidence, *from_size(block.start - since, behind - block.body)]
        points = sum(points for points, _ in evidence)
        reasons = tuple(why for points, why in evidence if points > 0)
        cut = Cut(block.start, block.body, block.title, "", points, reasons, block.called)
        if cut.points >= NEEDED and cut.confidence >= least:
            since = block.body
            yield cut


def _leading(text: str, first: int, enough: int) -> list[Cut]:
    """The speech before the first cut, if what stands there is prose enough to be one; else nothing."""
    count = total = 0
    body = -1
    for match in _PROSE.finditer(text, 0, first):
        if _SITE.search(match[0]):
            continue
        if "。" in match[0] or "！" in match[0] or "!" in match[0]:
            body = match.start() if body < 0 else body
            count += 1
            total += len(match[0])
            if count * total >= enough:
                block = block_above(text, body)
                return [Cut(block.start, body, block.title, "", 0.0, ())]
    return []
