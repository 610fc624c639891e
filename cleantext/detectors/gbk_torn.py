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

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.processes.pinyin import LETTERS

_TRIGGER = re.compile(rf"[?？�](?:[,!?;:，！？；：、。]|[(（]?[{LETTERS}]{{1,7}} ?[)）])")
_USER_ROWS = re.compile("[\ue000-\ue765\ue7e7-\ue7f3]")
# In nats, measured in benchmarks/quality.py. The text as it stands must be this much dearer before anything is
# changed: on its own, and where the document is known to be torn elsewhere.
_ALONE, _AMONG_OTHERS = 6.0, 0.5
# Another repair must be this much dearer; where it is not, the damage is certain but the text is a coin toss.
_MARGIN = 0.25


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for torn GBK; cure None where the damage is certain but the text is not."""
    if "?" not in text and "？" not in text and "\ufffd" not in text:
        return
    triggers = [m.start() for m in _TRIGGER.finditer(text)]
    if not triggers:
        return
    from cleantext.processes.lattice import Lattice, Repaired

    lattice = Lattice(text, _script(text), bool(_USER_ROWS.search(text)))
    repairs: list[Repaired] = []
    done = 0
    for start in triggers:
        if start >= done:
            found, done = lattice.repair(start)
            repairs += found
    least = _AMONG_OTHERS if any(repair.damage >= 2 * _ALONE for repair in repairs) else _ALONE
    for repair in repairs:
        confidence = 1 / (1 + math.exp(-min(repair.margin, repair.damage)))
        sure = repair.margin >= _MARGIN and repair.damage >= least
        note = "bytes read out of step" if sure else f"torn GBK, perhaps {repair.cure!r}"
        cure = repair.cure if sure else None
        yield Finding("gbk_torn", repair.start, repair.end, text[repair.start : repair.end], cure, confidence, note)


def _script(text: str) -> str:
    """ "s", "t" or "" by the characters that only one script has, on a sample."""
    from cleantext.processes.codes import script_marks

    sample = set(text[:20000])
    simplified, traditional = script_marks()
    s, t = len(sample & simplified), len(sample & traditional)
    return "s" if s > 3 * t else "t" if t > 3 * s else ""
