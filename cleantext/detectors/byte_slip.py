"""One byte of GBK or Big5 lost or added, by a buffer's edge or by ``stripslashes``: the rest of the line out of step.

``我们要把工作做好。`` with one byte gone reads ``我颐且压ぷ髯龊谩?``: each character shown is the trail byte of one
and the lead byte of the next. It lasts to an ASCII byte or to the end of the line, where the last byte shows as a sign.
``stripslashes`` takes the byte 5C wherever it is a trail byte (Big5 ``功許蓋``).

The rule looks for lines with a sign of it (U+FFFD, private-use characters, a lone ASCII character between Chinese
ones, ``?`` behind unreadable text), finds where they stop making sense, and searches for the bytes that make sense
(cleantext.processes.slipped). The text as it stands is one of the readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cleantext.decoding import Decoded
from cleantext.detectors.gbk_torn import decide
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.processes.codes import Codes
    from cleantext.processes.halves import Halves
    from cleantext.processes.hypothesis import Repaired

# A sign, an ASCII character alone between Chinese ones (not the mask x), "?" at the end of a line. One pattern each: an
# alternation is searched four times slower.
_SIGN = lazy("[\ue000-\uf8ff\ufffd]")
_LONE = lazy("[@-WY-wy-~](?<![\x00-\u30ff].)(?![A-Za-z0-9#&(+_{}-])")
_QUESTION = lazy("\\?(?=\n|\\Z)(?<=[\u3400-\u9fff].)")
_PRIVATE_LEAD = b"\xee"  # UTF-8 of U+E000-U+EFFF; encoding and looking for it is four times faster than the class
_GLUED = lazy(r"\([a-z]{0,3}[āáǎàōóǒòēéěèīíǐìūúǔù]")
_SUREST = 0.9
_ENOUGH = 3  # repairs that bear each other out
_NO_CHARACTER = "\ufffd?？"
# More signs than the accident makes, and the text is made of them: in a document with every line out of step one
# character in seven is one.
_MOST, _DENSEST = 100, 0.15
# One byte leaves one sign, at the end; a sign in three characters is what text read with the wrong codec leaves.
_SOME_OTHER = 3
_GBK = frozenset({"gbk", "gb18030", "gb2312", "cp936"})
_BIG5 = frozenset({"big5", "cp950", "big5hkscs"})


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for lines out of step; cure None where the damage is certain but the text is not."""
    # Glued pinyin is the work of other software, which leaves lone letters and "?" of its own; signs still count.
    patterns = [_LONE, _QUESTION] if not _GLUED.search(text) else []
    if "\ufffd" in text or _PRIVATE_LEAD in text.encode("utf-8", "surrogatepass"):
        patterns.append(_SIGN)
    places = sorted(m.start() for pattern in patterns for m in pattern.finditer(text))
    if not places or len(places) > max(_MOST, len(text) * _DENSEST):
        return
    from cleantext.processes.slips import repairs

    found = repairs(text, places)
    for repair in found:
        finding = _finding(repair, text[repair.start : repair.end])
        if _says_something(repair, finding, text, alone=len(found) < _ENOUGH):
            yield finding


def _says_something(repair: Repaired, finding: Finding, text: str, alone: bool) -> bool:
    """False where too little is out of step to tell an accident from a rare name, a question or a sign."""
    shown = finding.found
    signs = shown.count("\ufffd")
    if signs > 1 and signs * _SOME_OTHER >= len(shown):
        return False
    if signs and len(shown) <= 3:
        if text[finding.end : finding.end + 1] > "\x7f":
            return False  # no ASCII and no end of the line that would show how far it goes
        if repair.cure.count("\ufffd") >= signs:
            return False  # one sign for another
        if finding.cure and finding.cure.count("\ufffd") >= signs and not _reads_better(finding, text):
            return False  # what is not sure of it is a sign again: a second look would turn it back
    if alone and shown[-1:] in ("?", "\\") and len(shown) <= 4:
        return False
    # A sign and one character are not enough to take a byte out: a byte lost looks the same.
    return len(shown.strip(_NO_CHARACTER)) > 1 or shown.isascii() or len(repair.cure) >= len(shown)


def _reads_better(finding: Finding, text: str) -> bool:
    """True when the judge prefers the cure as it will stand, with its signs."""
    from cleantext.language import chinese

    before, behind = text[max(0, finding.start - 2) : finding.start], text[finding.end : finding.end + 3]
    cost = chinese().cost
    return cost(before, f"{finding.cure}{behind}") < cost(before, finding.found + behind)


def _finding(repair: Repaired, shown: str) -> Finding:
    """The rest of a line is as good as certain, the character that lost the byte never is."""
    cure, confidence, note = decide(repair, 0)
    return Finding("byte_slip", repair.start, repair.end, shown, cure, min(confidence, _SUREST), note)


def find_known(decoded: Decoded, options: Options) -> Iterator[Finding]:
    """Findings for bytes of a file that stand alone, which its decoding shows as U+FFFD."""
    alone = [
        s for s in decoded.segments if s.codec == "undecodable" and len(s.raw or b"") == 1 and s.raw and s.raw[0] > 0x80
    ]
    if not alone or len(alone) > max(_MOST, len(decoded.text) * _DENSEST):
        return
    from cleantext.processes.codes import big5, gbk, script_of
    from cleantext.processes.halves import Halves

    codecs = {s.start: s.codec for s in decoded.segments}
    ends = {s.end: s.codec for s in decoded.segments}
    script = script_of(decoded.text)
    searches: dict[Callable[[], Codes], Halves] = {}
    for segment in alone:
        codec = ends.get(segment.start, "") or codecs.get(segment.end, "")
        codes = gbk if codec in _GBK else big5 if codec in _BIG5 else None
        if codes and segment.raw:
            if codes not in searches:
                searches[codes] = Halves(decoded.text + "\n", script, codes())
            repair = searches[codes].mend(segment.text_start, segment.raw[0])
            if repair:
                yield _finding(repair, decoded.text[repair.start : repair.end])
