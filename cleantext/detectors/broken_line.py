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

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.joints import Joint, after, before, is_open, is_torn, stopped

_LINE = lazy(r"\n[ \t\xa0\u3000]*+([^\s。！？!?；;][^\n。！？!?；;]{0,7}+)。[ \t\xa0\u3000]*+(?=\r?\n)")
_NUMBERED = lazy(
    r"[（(【]?[一二三四五六七八九十百\d]{1,4}[、.．,，)）】是要]|第[一二三四五六七八九十百\d]{1,4}|[-—*#•·◆●■]"
)
_WORD = 4  # characters; longer lines are sentences more often than links
_WIDE = 50  # characters of a line; one of hard-wrapped text is shorter
# Scores of a short line between its neighbours: how badly the lines end there, how well they go on, how short it is.
# Of words broken out of held-out sentences nine in ten reach 338 and nineteen in twenty 273, of short sentences of the
# same texts one in a hundred and one in fifty; nearly all of these are longer than a word.
_SCORE, _SCORE_LONG, _SURE, _SCORE_IN_A_ROW = 290, 430, 420, 550
_ON_SUCH_A_PAGE = 200  # of a word, where another line of the page is sure
_STOP, _GAIN, _BOND = 90, -60, 60  # of one joint alone, on such a page
_WORST = 40  # gain of one of the two, or bond of one that is not sure by itself
_PER_CHARACTER = 10
_LEAST = 50  # of either joint; one in twenty pairs that part a sentence has less
# Scores of joints of long lines: of ends of paragraphs four in a thousand have 300, two in a thousand 350, of breaks in
# sentences one in two and one in three.
_LINKED, _UNLINKED = 240, 345
_AGAIN, _LATELY = (
    120,
    60,
)  # more, for a line that begins with a word of these characters before it: a new sentence on it
_OTHERS = 0.5  # joints that go, for each short line that stays; fewer are those of dialogue and lists
_SEEN = 0.25  # of the commonest gap between broken lines; paragraphs may have another
_RUN, _LIST = 3, 12  # short lines in a row: more are a list or verse as a rule, and always


class _Line(NamedTuple):
    """A short line with its joints, and what they score together."""

    word: str
    joints: tuple[Joint, ...]
    both: bool
    score: int
    is_word: bool


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield a cure for every joint that parts a sentence."""
    runs = [*_runs(text)]
    lines = [each for run in runs if len(run) <= _LIST for each in _weighed(text, run)]
    stay = sum(len(run) for run in runs if len(run) > _LIST)
    sure = sum(line.both and line.score >= (_SURE if line.is_word else _SCORE_LONG) for line in lines)
    found = {joint.start: joint for line in lines for joint in _broken(text, line, sure)}
    stay += sum(not _broken(text, line, sure) for line in lines)
    if len(found) <= _OTHERS * stay:
        return
    gaps = Counter(_gap(text, joint) for joint in found.values())
    most = max(gaps.values())
    found = {at: joint for at, joint in found.items() if gaps[_gap(text, joint)] >= _SEEN * most}
    if sure:
        words = [line.word for line in lines if line.both and line.score >= _SCORE and line.is_word]
        others = (joint for joint in _others(text, words) if gaps[_gap(text, joint)] >= _SEEN * most)
        found = {joint.start: joint for joint in others} | found
    for joint in found.values():
        yield Finding("broken_line", joint.start, joint.end, text[joint.start : joint.end], "", 0.9, "one sentence")


def _others(text: str, words: Sequence[str]) -> Iterator[Joint]:
    """Joints of long lines, on a page that breaks lines; best where a word stands that is broken out elsewhere."""
    for joint in stopped(text):
        if _NUMBERED.match(text, joint.end) or joint.gain > _GAIN:
            continue
        linked = any(text.startswith(word, joint.end) or text.endswith(word, 0, joint.start) for word in words)
        again = _AGAIN if _says_again(text, joint) else 0
        if joint.score >= (_LINKED if linked else _UNLINKED + again) or is_open(text, joint):
            yield joint


def _says_again(text: str, joint: Joint) -> bool:
    before = text[max(joint.start - _LATELY, 0) : joint.start].rpartition("\n")[2]
    return text[joint.end : joint.end + 2] in before


def _gap(text: str, joint: Joint) -> str:
    """The line feeds and the indent: a page puts in the same ones everywhere, and paragraphs may have others."""
    return text[joint.start + joint.stopped : joint.end].replace("\r", "")


def _weighed(text: str, run: list[tuple[int, int]]) -> Iterator[_Line]:
    for start, end in run:
        if _NUMBERED.match(text, start):
            continue
        first, second = before(text, start), after(text, end + 1)
        if first and not first.stopped and (first.lines > 1 or not _is_wide(text, first.start)):
            first = None  # the last line of hard-wrapped text, or what stands below a heading
        joints = tuple(joint for joint in (first, second) if joint)
        score = sum(joint.score for joint in joints) - _PER_CHARACTER * (end - start)
        both = len(joints) == 2 and joints[0].lines == joints[1].lines
        both = both and (len(run) <= _RUN or score >= _SCORE_IN_A_ROW)
        worst = max((joint.gain for joint in joints), default=0)
        yield _Line(text[start:end], joints, both and worst <= _WORST, score, end - start <= _WORD)


def _broken(text: str, line: _Line, sure: int) -> list[Joint]:
    """The joints of a short line that are to go; ``sure`` lines of the page are broken out without a doubt."""
    least = (_ON_SUCH_A_PAGE if sure else _SCORE) if line.is_word else _SCORE_LONG
    if line.both and line.score >= least:
        worst = max(joint.bond for joint in line.joints)
        if line.score >= _SCORE or worst <= _WORST:
            torn = is_torn(text, line.joints[0])
            return [joint for joint in line.joints if torn or joint.score >= _LEAST]
    return [joint for joint in line.joints if _is_alone(text, joint, sure)]


def _is_alone(text: str, joint: Joint, sure: int) -> bool:
    if is_torn(text, joint):
        return joint.gain <= _GAIN and (joint.stopped or sure > 0)
    return sure > 0 and joint.stop >= _STOP and joint.gain <= _GAIN and joint.bond <= _BOND


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


def _is_wide(text: str, end: int) -> bool:
    return end >= _WIDE and "\n" not in text[end - _WIDE : end]
