"""Words broken out of their sentence onto a line of their own: ``精心准备“。`` / ``开学。`` / ``第一课”``.

Looks like: a line of one short word with a full stop, the line before it stopped in the middle of a sentence, the line
behind it beginning in the middle of one.
Made by: extractors that take a link inside a sentence for a block of its own, and close every block with a ``。``.
The cure joins the lines: the ``。`` that was put in, the line feed and the indent go; nothing of the words does.
Evidence: the judge reads both joints of the short line, as they stand and joined. The joined text has to read better by
a margin at both together, or at one by far where the full stop there is one that no writer sets.
Left alone: short lines that are sentences (``散会。``), headings and numbered lines, dialogue, verse: pages where most
of the short lines that end in a full stop join with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.joints import Joint, after, before, is_torn

_LINE = lazy(r"\n[ \t\xa0\u3000]*+([^\s。！？!?；;][^\n。！？!?；;]{0,7}+)。[ \t\xa0\u3000]*+(?=\r?\n)")
_NUMBERED = lazy(
    r"[（(【]?[一二三四五六七八九十百\d]{1,4}[、.．,，)）】是要]|第[一二三四五六七八九十百\d]{1,4}|[-—*#•·◆●■]"
)
_WORD = 4  # characters; longer lines are sentences more often than links
_WIDE = 50  # characters of a line; one of hard-wrapped text is shorter
# Gains of both joints together: of a word, of a longer line or one beside another short line, of one that needs no other
# of its kind on the page.
_BOTH, _BOTH_LONG, _SURE = -110, -210, -300
_WORST, _ENDS = 40, (-100, 20)  # gain of one of the two; gain and cost of a full stop that ends a sentence
_ONE_STOP, _ONE, _ONE_WORD = 90, -60, -150  # one joint alone: cost of its full stop, and gain
_RUN = 3  # short lines in a row; more are a list or verse


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cure for every joint that parts a sentence."""
    found: dict[int, tuple[Joint, bool]] = {}
    others = 0
    for run in _runs(text):
        joints = [each for line in run for each in _broken(text, *line, len(run))] if len(run) <= _RUN else []
        found.update((joint.start, (joint, sure)) for joint, sure in joints)
        others += len(run) if not joints else 0
    for joint, sure in found.values():
        if sure or 2 * len(found) > others:
            yield Finding("broken_line", joint.start, joint.end, text[joint.start : joint.end], "", 0.9, "one sentence")


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """The short lines, those that follow one another together."""
    run: list[tuple[int, int]] = []
    last = -1
    for line in _LINE.finditer(text):
        if run and line.start() != last:
            yield run
            run = []
        run.append(line.span(1))
        last = line.end()
    if run:
        yield run


def _broken(text: str, start: int, end: int, lines: int) -> list[tuple[Joint, bool]]:
    """The joints of a short line that are to go, each with True where this needs no other of its kind on the page."""
    if _NUMBERED.match(text, start):
        return []
    first, second = before(text, start), after(text, end + 1)
    if first and not first.stop and not _is_wide(text, first.start):
        first = None  # the last line of hard-wrapped text
    is_word = end - start <= _WORD
    if first and second and first.lines == second.lines and not (_ends(first) or _ends(second)):
        gain = first.gain + second.gain
        most = _SURE if not first.stop else _BOTH if is_word and lines == 1 else _BOTH_LONG
        if gain <= most and max(first.gain, second.gain) <= _WORST:
            return [(first, gain <= _SURE), (second, gain <= _SURE)]
    return [(joint, False) for joint in (first, second) if joint and _alone(text, joint, is_word and lines == 1)]


def _is_wide(text: str, end: int) -> bool:
    return "\n" not in text[max(end - _WIDE, 0) : end]


def _ends(joint: Joint) -> bool:
    """True where the full stop may well be the end of a sentence."""
    return bool(joint.stop) and joint.stop <= _ENDS[1] and joint.gain > _ENDS[0]


def _alone(text: str, joint: Joint, is_word: bool) -> bool:
    if is_word and joint.gain <= _ONE_WORD:
        return True
    return joint.gain <= _ONE and (joint.stop >= _ONE_STOP or is_torn(text, joint))
