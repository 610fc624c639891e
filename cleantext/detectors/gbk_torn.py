"""GBK text torn by byte-wise edits: ``機會??偨Y(jié)`` for ``機會。總結``, ``當?shù)匦l(wèi)`` for ``當地衛``.

Copy-protection software on Chinese sites works on GBK bytes without looking where characters begin. It glues pinyin
behind listed characters (``code`` -> ``code(pinyin)``) and cuts the stream at full-width marks; where the bytes it
looks for lie across two characters, the text falls out of step by one byte until an ASCII byte, a gloss or another
cut brings it back. The lost byte shows as ``?``.

The rule undoes the process: from every ``?`` with a mark or a pinyin tail behind it, it searches for the bytes that
make readable Chinese (cleantext.processes.lattice). The text as it stands is one of the readings, so real question
marks win on their own. A run that no reading explains, or that has two equally good ones, is reported, not guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.pinyin import LETTERS

if TYPE_CHECKING:
    from cleantext.processes.hypothesis import Repaired

# One pattern a sign: a pattern that begins with a literal is searched ten times faster than one with a class.
_TRIGGERS = {
    sign: lazy(rf"{re.escape(sign)}(?:[,!?;:，！？；：、。]|[(（]?[{LETTERS}]{{1,7}} ?[)）])") for sign in "?？\ufffd"
}
# Four and more "?" in a row, or several that open a line, are lost characters or a lost indent: nothing to go by.
_NOTHING = lazy(r"[?？�]{4}|(?:^|(?<=[ \t\u3000\xa0]))[?？�]{2,}", re.MULTILINE)
_NEAR = lazy("[\u3400-\u9fff\ue000-\uf8ff]")  # a tear is within Chinese text
_CODE = frozenset("([{\\/|<=^")  # "(?:" and the like: no true character of prose stands before an accident so
_KNOWN = lazy("[^?？�]")  # a stretch of nothing but lost bytes gives nothing to go by
_USER_ROWS = lazy("[\ue000-\ue765\ue7e7-\ue7f3]")
# More triggers than the process makes: a text that is made of question marks. The seeds have 1 in 1,000 characters.
_MOST, _DENSEST = 100, 0.05
# In nats, measured in benchmarks/quality.py. The text as it stands must be this much dearer before anything is
# changed: on its own, and where the document is known to be torn elsewhere.
_ALONE, _AMONG_OTHERS = 8.0, 0.5
# Another repair must be this much dearer; where it is not, what the two differ in stands as U+FFFD. Of the repairs with
# a margin between 0.6 and 1 six in ten were right on held-out text, of those below fewer than half.
_MARGIN = 0.6
_SURE_OF_NOTHING, _FIRM = 2.0, 2  # the same where not one byte of the stretch is left, and so many other repairs


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for torn GBK; cure None where the damage is certain but the text is not."""
    triggers = sorted(m.start() for sign, pattern in _TRIGGERS.items() if sign in text for m in pattern.finditer(text))
    if not triggers or len(triggers) > max(_MOST, len(text) * _DENSEST):
        return
    from cleantext.processes.codes import is_prose, script_of
    from cleantext.processes.torn import Torn

    lattice = Torn(text, script_of(text), bool(_USER_ROWS.search(text)))
    repairs: list[Repaired] = []
    done = 0
    for start in triggers:
        if start < done or not _NEAR.search(text, max(0, start - 12), start + 6) or text[start - 1 : start] in _CODE:
            continue
        if not _NOTHING.match(text, _first_lost(text, start)):
            found, done = lattice.repair(start)
            repairs += found
    least = _AMONG_OTHERS if any(repair.damage >= 1.5 * _ALONE for repair in repairs) else _ALONE
    firm = sum(repair.damage >= _ALONE and bool(_KNOWN.search(text, repair.start, repair.end)) for repair in repairs)
    for repair in repairs:
        shown = text[repair.start : repair.end]
        cure, confidence, note = decide(repair, least)
        # Signs alone are three question marks as well: only where the document is torn elsewhere, and nothing is open.
        open_ = repair.margin < _SURE_OF_NOTHING or firm < _FIRM or "\ufffd" in repair.cure
        if cure and ((open_ and not _KNOWN.search(shown)) or not is_prose(cure.replace("\ufffd", ""))):
            cure, confidence, note = None, 0.4, f"torn GBK, perhaps {cure!r}"
        yield Finding("gbk_torn", repair.start, repair.end, shown, cure, confidence, note)


def decide(repair: Repaired, least: float) -> tuple[str | None, float, str]:
    """The cure, None when it is not sure enough; how sure; what to say of it."""
    cure, rival = repair.cure, repair.rival
    if repair.damage < least:
        return None, 0.3, f"perhaps torn GBK for {cure!r}"
    if repair.margin >= _MARGIN:
        sure = 1 / (1 + math.exp(_MARGIN - 0.3 - min(repair.margin, repair.damage)))
        return cure, sure, "bytes read out of step"
    masked = _masked(cure, rival)
    if 2 * masked.count("\ufffd") > len(masked):
        return None, 0.4, f"torn GBK, perhaps {cure!r}, perhaps {rival!r}"
    return masked, 0.6, f"bytes read out of step; not sure of all: perhaps {cure!r}, perhaps {rival!r}"


def _masked(cure: str, rival: str) -> str:
    """``cure`` with U+FFFD where the rival reading has something else."""
    if len(cure) == len(rival):
        return "".join(a if a == b else "\ufffd" for a, b in zip(cure, rival, strict=True))
    shorter = min(len(cure), len(rival))
    first = next((i for i in range(shorter) if cure[i] != rival[i]), shorter)
    last = next((i for i in range(shorter - first) if cure[-1 - i] != rival[-1 - i]), shorter - first)
    return cure[:first] + "\ufffd" * (len(cure) - last - first) + cure[len(cure) - last :]


def _first_lost(text: str, at: int) -> int:
    """The start of the run of lost characters that ``at`` is in, at most four back: more are hopeless anyway."""
    return max(at - 4, 0) + len(text[max(at - 4, 0) : at].rstrip("?？\ufffd")) if at else 0
