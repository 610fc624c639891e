"""The chain: the passes run over one document, and the two calls that do it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from cleantext import finding as log
from cleantext.decoding import Decoded, decode
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.passes import MISREAD, PASSES, REPAIRS, REPORTS, STRIPS, UNCOVER, Pass, detector, rule_names
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.speeches import Speech

_HAN = lazy("[\u3400-\u9fff]+")
_CHINESE = 0.02  # a licence with a Chinese name in it has less
_GLANCE = 400  # characters
_GLOSSED = 3  # glosses that show machine conversion
_ROUNDS = 3  # of all passes, for what the junk hid
# Of one pass: text can be mangled twice, and what was put right tells more of what stands beside it. Three rounds are
# enough for all but one damaged text in thousands, and the rest are quiet after five; stopping any of them before that
# would leave work for a second run.
_UNTIL_QUIET = 12


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned text, its speeches, and the log that leads from the source to it and back.

    decoded is None when the source was str.
    """

    text: str
    speeches: tuple[Speech, ...]
    findings: tuple[Finding, ...]
    decoded: Decoded | None = None

    def replay(self, source: str | bytes) -> str:
        """The cleaned text, made anew from the source and the findings. Raises CleantextError on another source."""
        text = self._read(source) if isinstance(source, bytes) else source
        return log.replay(text, self.findings)

    def _read(self, source: bytes) -> str:
        """The text that was cleaned; not decoded anew, for that may have been in a codec that was chosen."""
        if self.decoded is not None and self.decoded.encode_as(self.decoded.text) == source:
            return self.decoded.text
        return decode(source).text

    def rewind(self) -> str | bytes:
        """The source, made anew from the cleaned text and the findings: bytes if bytes were cleaned."""
        text = log.rewind(self.text, self.findings)
        return text if self.decoded is None else self.decoded.encode_as(text)


def clean(source: str | bytes, options: Options = Options()) -> Cleaned:  # noqa: B008 (frozen)
    """Clean one document.

    source: its text, or its bytes in whatever codecs they are. No state is kept between documents, and no text or
    bytes make it raise. Raises CleantextError when ``options`` name a rule that does not exist.
    """
    from cleantext.speeches import split  # a check needs none of it, and should start in a moment

    work = _run(source, options)
    speeches = split(work.text, options.min_confidence)
    work.report(options, speeches)
    speeches = work.located(speeches)
    return Cleaned(work.text, speeches, tuple(work.log), work.decoded)


def detect(source: str | bytes, options: Options = Options()) -> tuple[Finding, ...]:  # noqa: B008 (frozen)
    """The findings that ``clean`` would make; nothing is changed. Raises as ``clean`` does."""
    work = _run(source, options)
    if options.wants("outside_speech"):
        from cleantext.speeches import split

        work.report(options, split(work.text, options.min_confidence))
    return tuple(work.log)


def _run(source: str | bytes, options: Options) -> _Work:
    for rule in (*options.select, *options.ignore):
        if rule not in REPORTS and rule not in rule_names():
            detector(rule)
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if not isinstance(source, (str, bytes)):
        raise TypeError(f"the source is {type(source).__name__}; give str or bytes")
    work = _Work(source, options)
    work.mend(options)
    for _ in range(_ROUNDS):
        if not _sweep(work, options):
            break
    return work


def _sweep(work: _Work, options: Options) -> bool:
    """All passes once. True when an earlier pass may find more now.

    Junk that was taken out uncovers damage, and what is put right of misread text shows what the rest of it was.
    """
    uncovered = False
    strips = options.junk and _is_chinese(work.text)
    active = _active(options.select, options.ignore, _switched_off(options))
    for number, (each, rules) in enumerate(active):
        if (each.kind == "strip" and not strips) or work.quiet.get(number) == len(work.maps):
            continue  # nothing has changed since it found nothing to do; a search in vain is the dearest of all
        if each.rules == ("script",) and options.script == "auto" and work.was_glossed():
            options = replace(options, script="simplified")
        if work.run(number, rules, options):
            hid = each.kind == "strip" or not UNCOVER.isdisjoint(each.rules)
            uncovered = uncovered or hid or (each.kind == "repair" and work.was_misread())
    return uncovered


@lru_cache(maxsize=16)
def _active(
    select: tuple[str, ...], ignore: tuple[str, ...], off: tuple[str, ...]
) -> tuple[tuple[Pass, tuple[str, ...]], ...]:
    """The passes that have something to do, and which of their rules."""
    wants = Options(select=select, ignore=ignore).wants
    active = ((each, tuple(rule for rule in each.rules if rule not in off and wants(rule))) for each in PASSES)
    return tuple((each, rules) for each, rules in active if rules)


def _switched_off(options: Options) -> tuple[str, ...]:
    """The rules that the options switch off, so that they need not be loaded."""
    kept = (rule for rule in ("punctuation", "script") if getattr(options, rule) == "keep")
    return (*kept, *(() if options.lexicon else ("own_lexicon",)))


def _is_chinese(text: str) -> bool:
    """True where enough of a sample is Chinese characters; the junk rules know the junk of Chinese sites only."""
    sample = text[:4000] + text[-1000:] if len(text) > 5000 else text
    enough = _CHINESE * len(sample)
    # The beginning of a Chinese text has enough for all of the sample.
    return any(sum(map(len, _HAN.findall(sample, 0, end))) > enough for end in (_GLANCE, len(sample)))


class _Work:
    """One document on its way through the chain: its text now, and the log so far."""

    def __init__(self, source: str | bytes, options: Options) -> None:
        self.decoded = decode(source, options.codec_for()) if isinstance(source, bytes) else None
        self.text = self.decoded.text if self.decoded else cast(str, source)
        unread = self.decoded.findings if self.decoded and options.wants("undecodable") else ()
        self.log: list[Finding] = [f._replace(source_start=f.start, source_end=f.end) for f in unread]
        self.reported: set[tuple[str, int, int]] = set()
        self.lost: list[tuple[int, int]] = []  # what is beyond repair, in the source; sorted by ends
        self.quiet: dict[int, int] = {}  # how many steps there were when a pass had nothing more to do
        self.maps: list[Callable[[int, bool], int]] = []  # from the text of step n + 1 to that of step n

    def run(self, number: int, rules: Sequence[str], options: Options) -> bool:
        """The rules of one pass, until they are quiet. True when they changed the text."""
        changed = False
        for _ in range(_UNTIL_QUIET):
            found = [f for rule in rules for f in detector(rule).find(self.text, options)]
            if self.decoded and self.decoded.encoding == "hz":
                found = [f for f in found if not _is_quoted(f)]
            if options.lexicon and rules[0] in STRIPS:
                found = detector("own_lexicon").kept(self.text, found, options)
            if not found or not self._apply(found, options):
                self.quiet[number] = len(self.maps)
                break
            changed = True
        return changed

    def mend(self, options: Options) -> None:
        """Before all passes: what only the file's own bytes can tell."""
        if self.decoded and self.decoded.findings and options.wants("byte_slip"):
            found = [*detector("byte_slip").find_known(self.decoded, options)]
            if found:
                self._apply(found, options)

    def _apply(self, found: list[Finding], options: Options) -> bool:
        """Log the findings, make their cures. False when there is none to make."""
        least = options.min_confidence
        cautious = [f._replace(cure=None) if f.cure is not None and f.confidence < least else f for f in found]
        text, kept = log.apply(self.text, self._not_lost(cautious))
        placed = self._placed(kept)
        self.lost = sorted({*self.lost, *(_extent(f) for f in placed if f.rule == "beyond_repair")}, key=itemgetter(1))
        # What was reported and not cured is found again in the next round.
        self.log += [f for f in placed if f.cure is not None or _place(f) not in self.reported]
        self.reported.update(_place(f) for f in placed if f.cure is None)
        if all(f.cure is None for f in kept):
            return False
        self.text = text
        self.maps.append(log.backward(kept))
        return True

    def _not_lost(self, found: list[Finding]) -> list[Finding]:
        """Without the repairs of what is beyond repair: what is left of it reads like any other damage."""
        if not self.lost:
            return found
        rows = zip(found, self._placed(found), strict=True)
        return [f for f, placed in rows if f.rule not in REPAIRS or not self._is_lost(*_extent(placed))]

    def _is_lost(self, start: int, end: int) -> bool:
        """True when something beyond repair stands between two places of the source."""
        i = bisect_right(self.lost, start, key=itemgetter(1))
        return i < len(self.lost) and self.lost[i][0] < end

    def was_glossed(self) -> bool:
        """True when pinyin was glued to the text: the software that does it converts the script as well."""
        return sum(f.rule == "pinyin_gloss" and f.cure is not None for f in self.log) >= _GLOSSED

    def was_misread(self) -> bool:
        """True when text read with the wrong codec was put right."""
        return any(f.rule in MISREAD and f.cure is not None for f in self.log)

    def report(self, options: Options, speeches: tuple[Speech, ...]) -> None:
        """Log what belongs to no speech; it stays in the text."""
        if options.wants("outside_speech"):
            from cleantext.speeches import outside

            spans = outside(self.text, speeches)
            note = "{} characters belong to no speech"
            found = [Finding("outside_speech", a, b, self.text[a:b], None, 0.8, note.format(b - a)) for a, b in spans]
            self.log += self._placed(found)

    def located(self, speeches: tuple[Speech, ...]) -> tuple[Speech, ...]:
        """The speeches with their spans in the source."""
        starts, ends = self._back([s.start for s in speeches], [s.end for s in speeches])
        rows = zip(speeches, starts, ends, strict=True)
        return tuple(replace(each, source_start=start, source_end=max(start, end)) for each, start, end in rows)

    def _back(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
        """Places in the text as it is now, taken back to the source."""
        for back in reversed(self.maps):
            starts = [back(at, False) for at in starts]
            ends = [back(at, True) for at in ends]
        return starts, ends

    def _placed(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings with their step and their spans in the source."""
        starts, ends = self._back([f.start for f in findings], [f.end for f in findings])
        step = len(self.maps)
        rows = zip(findings, starts, ends, strict=True)
        return [Finding._make((*f[:7], step, start, max(start, end))) for f, start, end in rows]


def _is_quoted(f: Finding) -> bool:
    """HZ inside a file of HZ, whose decoding has undone what was to undo: it was ``~~{``, a quotation."""
    return f.rule == "escapes" and f.note.startswith("HZ")


def _place(f: Finding) -> tuple[str, int, int]:
    return f.rule, f.source_start, f.source_end


def _extent(f: Finding) -> tuple[int, int]:
    return f.source_start, f.source_end
