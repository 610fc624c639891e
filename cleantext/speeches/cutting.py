"""split: text -> Speech…, and outside: what belongs to none."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.patterns import lazy
from cleantext.speeches.candidates import candidates
from cleantext.speeches.chosen import Weighed, chosen, weighed
from cleantext.speeches.details import details
from cleantext.speeches.evidence import NEEDED, Cut
from cleantext.speeches.headings import headings
from cleantext.speeches.kinds import kind_of
from cleantext.speeches.parts import Speech
from cleantext.speeches.salutations import GREETS
from cleantext.speeches.titles import articles_below, block_above, own_title

_PROSE = lazy(r"[^\r\n]{12,}")
_SENTENCE = frozenset("。！!？?")
# What a site's introduction says.
_SITE = lazy(
    "小[编編]|[网網]友|整理|[范範]文|[参參]考|[阅閱][读讀]|[0-9一二三四五六七八九十]篇|[欢歡]迎|[下以][面下]是",
    spread=True,
)
# Paragraphs times their characters that are a speech, which lost its opening or has none. The site introductions we
# have are one paragraph of about 95 characters. A numbered 篇一 says that nothing came before it: there it takes more.
_BODY = 500
_BODY_BEFORE_ONE = 6000
_GREETED = 60  # characters of prose that begins with a greeting
_OTHER_KIND = 2.0  # points beyond what is needed, in a text that does not look like a speech
_OWN = 500  # characters behind a heading in which a salutation is the speech's own
_MORE = 3.0  # points beyond what is needed, for a cut under a heading that has no salutation


def split(text: str, least: float = 0.0) -> tuple[Speech, ...]:
    """Cut cleaned text into speeches, in order. Whitespace only: none. Never raises.

    least: cuts that are less sure (0 to 1) are not made. ``Speech.text`` is exactly ``text[start:end]``, free of
    surrounding whitespace where the text was cut; a document that is one speech and nothing else is left as it is.
    """
    cuts = _cuts(text, least)
    ends = [*(cut.start for cut in cuts[1:]), articles_below(text, cuts[-1].body)]
    spans = ((cut, *_strip(text, cut.body, end)) for cut, end in zip(cuts, ends, strict=True))
    filled = [span for span in spans if span[1] < span[2]]
    if len(filled) < 2 and text.strip() and (not filled or kind_of(text) in ("news", "law")):
        filled = [(Cut(0, 0, "", "", 0.0, ()), *_strip(text, 0, len(text)))]
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
    """Speeches that follow one another under one heading: those with a salutation of their own, or much evidence."""
    known = [each for each in weighed(text, candidates(text)) if each.called or each.points >= NEEDED + _MORE]
    ends = [*(cut.start for cut in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=True):
        inside = [each for each in known if head.body + _OWN < each.block.start < end]
        yield from chosen(inside, head.body, end, least)


def _by_evidence(text: str, least: float) -> list[Cut]:
    """The cuts of a text without headings, with the speech that stands before the first one if there is one."""
    known = weighed(text, candidates(text))
    if kind_of(text) != "speech":
        known = [each for each in known if each.points >= NEEDED + _OTHER_KIND]
    opening = _opening(text, known)
    if opening is None:
        return chosen(known, 0, len(text), least)
    behind = [each for each in known if each.block.start > opening.body]
    return [opening, *chosen(behind, opening.body, len(text), least)]


def _opening(text: str, known: list[Weighed]) -> Cut | None:
    """The speech that the document opens with: its first candidate, or prose enough before that."""
    first = known[0].block.start if known else len(text)
    leading = _leading(text, first, _BODY)
    if leading:
        return leading[0]
    if not known:
        return None
    best = next((each for each in known if each.called or each.points >= NEEDED), known[0])
    before = _leading(text, best.block.start, _BODY)
    block = best.block
    return before[0] if before else Cut(block.start, block.body, block.title, "", 0.0, (), block.called)


def _leading(text: str, first: int, enough: int) -> list[Cut]:
    """The speech before the first cut, if what stands there is prose enough to be one; else nothing."""
    count = total = 0
    body = -1
    opens = False
    for match in _PROSE.finditer(text, 0, first):
        line = match[0]
        if _SENTENCE.isdisjoint(line[-3:]) and _SENTENCE.isdisjoint(line):
            continue
        if body < 0 and _SITE.search(line):
            continue
        if body < 0:
            body = match.start()
            opens = GREETS.match(line.lstrip()) is not None
        count += 1
        total += len(line)
        if count * total >= enough or (opens and total >= _GREETED):
            block = block_above(text, text.rfind("\n", 0, body) + 1)
            return [Cut(block.start, block.body, block.title, "", 0.0, ())]
    return []
