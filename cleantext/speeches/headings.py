"""Headings that open a speech: a line that ends in a number of its own kind, in a sequence with others.

``在……会议上的讲话篇一``, ``【篇三】``, ``第4篇:``, ``范文二``, ``篇一:……致辞``,
``在……上的讲话(2)``, and ``（一）`` alone on a line when what it heads opens like a speech.
One such line proves little (a book has a 第一篇 too); the run of numbers does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches.evidence import NEEDED, Cut
from cleantext.speeches.framed import runs
from cleantext.speeches.kinds import kind_of
from cleantext.speeches.parts import MARGIN, SPEECH_WORD, line_at
from cleantext.speeches.salutations import closing, opens_speech
from cleantext.speeches.titles import ends_as_speech, is_title_line

_DIGIT = "一二三四五六七八九十百零〇0-9０-９壹贰貳叁參肆伍陆陸柒捌玖拾"
_NUMBER = f"[{_DIGIT}]{{1,4}}"
_OPEN, _CLOSE = r"[【\[(（〔]", r"[】\])）〕]"
# What the title of a speech ends in.
_LAST_WORDS = f"(?:{SPEECH_WORD}|材料)(?:稿|[范範]文)?"
_MARK = f"篇 ?第?(?P<a>{_NUMBER})|第(?P<b>{_NUMBER})篇|[范範例]文 ?{_OPEN}?第?(?P<c>{_NUMBER})"

_LAST = rf"{_DIGIT}】\])）〕:： \u3000\xa0*"
# Triggers: each begins with one literal and runs over the whole text in C. The number stands at the line's end, which
# the second one looks at from the line break, or at its start.
_TRIGGERS = (
    lazy(rf"篇(?=[ {_DIGIT}第】\])）〕:：\r\n\u3000\xa0*]|\Z)"),
    lazy(rf"\n(?:(?<=[{_LAST}]\n)|(?<=[{_LAST}]\r\n))"),
    lazy(
        rf"\n{MARGIN}{{0,60}}(?=[【(（]?[范範例]文|{_OPEN}第?{_NUMBER}{_CLOSE}{MARGIN}{{0,9}}(?:[\r\n]|\Z)"
        rf"|{_OPEN}?{_NUMBER}[】\])）〕.、．:：][^\n。]{{2,50}}(?:{_LAST_WORDS}){MARGIN}{{0,9}}(?:[\r\n]|\Z)"
        r"|[Pp][Aa][Rr][Tt] ?\d)"
    ),
)
_TAIL = lazy(rf"[文话話稿言辞辭词詞讲講说說告]{MARGIN}?{_OPEN}?第?{_NUMBER}{_CLOSE}?[:：]?{MARGIN}{{0,9}}\r?\Z")
_TITLE = "[^。!！?？;；]"
_FORMS = (
    ("篇", lazy(rf"(?P<title>{_TITLE}{{0,60}}?)[ \u3000]?{_OPEN}?(?:{_MARK}){_CLOSE}?[:：、]?")),
    ("篇", lazy(rf"{_OPEN}?(?:{_MARK})(?:{_CLOSE}|[:：])[:：\s]*(?P<title>{_TITLE}{{1,60}})")),
    ("篇", lazy(rf"(?:{_MARK})[\s、.](?P<title>{_TITLE}{{0,50}}?(?:{SPEECH_WORD}){_TITLE}{{0,12}})")),
    (
        "word",
        lazy(rf"(?P<title>{_TITLE}{{0,60}}?(?:{SPEECH_WORD})稿?) ?{_OPEN}?第?(?P<d>{_NUMBER}){_CLOSE}?[:：]?"),
    ),
    ("bare", lazy(rf"(?P<title>){_OPEN}第?(?P<d>{_NUMBER}){_CLOSE}")),
    ("bare", lazy(rf"(?P<title>)(?i:part) ?(?P<d>{_NUMBER})")),
    ("numbered", lazy(rf"{_OPEN}?(?P<d>{_NUMBER})[】\])）〕.、．:：]\s?(?P<title>{_TITLE}{{0,50}}(?:{_LAST_WORDS}))")),
)
_NUMERAL = lazy(f"[{_DIGIT}]+")
_HINT = lazy(rf"[{_DIGIT}][篇】\])）〕:：]?|篇")
_SPOKEN = lazy(SPEECH_WORD, spread=True)
_FAMILY_POINTS = {"篇": 2.0, "范文": 2.0, "word": 1.0, "numbered": 0.5, "bare": 0.0, "frame": 0.0}
_FEW = 3  # headings of a known form; of fewer, other forms are asked too
# What sections of one speech are seldom called.
_TELLING = lazy(f"[篇则則份号號稿]|[范範模样樣]|(?i:part|speech|no)|{SPEECH_WORD}")
_BETWEEN_TELLING = 0.3  # the same, of such lines, and of numbers alone
_ROOM = 150  # characters between two headings that say enough themselves
_SIGNS = " 、.．:：()（）[]【】<>《》-—*#"
_LEAST_PLAIN = 4  # lines of a plain frame: three sections are in most speeches
_BETWEEN = 0.75  # share of the lines in one frame that stand between speeches
_LONG_RUN = 4
_MANY = 20000
_MOST = 200  # 报告2022, 报告2023 are years
_SHORT = 100  # characters; a list of contents has headings with less than this between them
_GAP = 2  # a heading may be missing from a run, or damaged beyond reading


_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十")


class _Heading(NamedTuple):
    start: int
    end: int
    family: str
    number: int
    title: str
    line: str


def _number(digits: str) -> int:
    """十九 -> 19, 二〇 -> 20, ４ -> 4."""
    if digits.isdecimal():
        return int(digits)
    total = last = 0
    for character in digits.translate(_FORMAL):
        if character in "十百":
            total += (last or 1) * (10 if character == "十" else 100)
            last = 0
        else:
            last = last * 10 + (int(character) if character.isdecimal() else "〇一二三四五六七八九".find(character))
            last = max(last, 0)
    return total + last


def _read(text: str, at: int) -> _Heading | None:
    """The heading in the line at a position, if that line is one."""
    line = line_at(text, at)
    if line is None or not 2 <= len(line.text) <= 70 or not _HINT.search(line.text):
        return None
    for family, form in _FORMS:
        if match := form.fullmatch(line.text):
            found = match.groupdict()
            number = _number(next(found[k] for k in "abcd" if found.get(k)))
            if 0 < number <= _MOST:
                if family == "篇" and found["c"]:
                    family = "范文"
                return _Heading(line.start, line.end, family, number, found["title"].strip(), line.text)
    return None


def _positions(text: str) -> Iterator[int]:
    """Somewhere in each line that may be a heading."""
    piece, tail, head = _TRIGGERS
    yield 0  # the first line has no line break before it, the last one none after it
    yield len(text)
    yield from (hit.end() for hit in piece.finditer(text))
    for hit in tail.finditer(text):
        at = hit.start()
        if _TAIL.search(text[max(0, at - 20) : at]):
            yield at
    yield from (hit.end() for hit in head.finditer(text))


def _candidates(text: str) -> list[_Heading]:
    found: dict[int, _Heading] = {}
    for at in _positions(text):
        if heading := _read(text, at):
            found[heading.start] = heading
            if len(found) > _MANY:
                return []  # a text of nothing else
    return [found[start] for start in sorted(found)]


def _follows(last: _Heading, new: _Heading) -> bool:
    if 0 < new.number - last.number <= _GAP:
        return True
    if last.family == new.family == "篇" and _shape(last) == _shape(new) and new.number > 1:
        return True  # numbered wrongly, but in the same words
    # Sites number wrongly (two 篇五), but then the title is the same again.
    return bool(last.title) and new.title == last.title and 0 <= new.number - last.number <= 10


def _shape(heading: _Heading) -> str:
    """A heading without its number and its title."""
    return _NUMERAL.sub("#", heading.line.replace(heading.title, "", 1) if heading.title else heading.line)


def _runs(headings: list[_Heading]) -> list[list[_Heading]]:
    """Headings of one family as runs of rising numbers; a stray number inside a run does not end it."""
    runs: list[list[_Heading]] = []
    for heading in headings:
        for run in reversed(runs[-4:]):
            if _follows(run[-1], heading):
                run.append(heading)
                break
        else:
            runs.append([heading])
    return runs


def _holds(text: str, run: list[_Heading]) -> bool:
    """Whether a run of headings opens speeches."""
    first = run[0]
    bodies = [b.start - a.end for a, b in pairwise(run)]
    if bodies and sum(size < _SHORT for size in bodies) > len(bodies) / 2:
        return False  # a list of contents
    if first.family in ("bare", "numbered"):
        # Sections of one speech are numbered like this far more often than speeches are.
        return len(run) > 1 and sum(_is_between_speeches(text, h) for h in run) >= len(run) / 2
    if first.family == "word":
        return len({h.title for h in run}) < len(run)
    if len(run) > 1:
        return first.number <= 1 + _GAP
    spoken = _SPOKEN.search(first.title) is not None or opens_speech(text, first.end)
    return first.number == 1 and spoken and len(text) - first.end >= _SHORT


def _is_between_speeches(text: str, heading: _Heading) -> bool:
    """Whether a speech opens behind a heading, or one ends before it, or its title is that of a speech."""
    if ends_as_speech(heading.title):
        return True
    before = text[max(0, heading.start - 120) : heading.start].rstrip()
    if closing(before[before.rfind("\n") + 1 :]):
        return True
    at = heading.end
    for _ in range(3):  # a title, a date
        if opens_speech(text, at):
            return True
        line = line_at(text, min(len(text), at + 1))
        if line is None or not is_title_line(line.text):
            return False
        at = line.end
    return False


def headings(text: str) -> tuple[list[Cut], int]:
    """The cuts that headings make, in order, and the number of the first (0 when there is none)."""
    found = _candidates(text)
    best: list[_Heading] = []
    for family in (*_FAMILY_POINTS,):
        runs = _runs([h for h in found if h.family == family])
        kept = [h for run in runs if _holds(text, run) for h in run]
        if len(kept) > len(best):
            best = sorted(kept)
    if (framed := _framed(text)) and len(framed) > len(best) + (2 if len(best) >= _FEW else 0):
        best = framed
    return [_cut(h, len(best)) for h in best], best[0].number if best else 0


def _framed(text: str) -> list[_Heading]:
    """The longest run of lines in one frame that stand between speeches."""
    for run in runs(text):
        found = [_Heading(each.start, each.end, "frame", each.number, each.title, each.line) for each in run]
        bodies = [b.start - a.end for a, b in pairwise(found)]
        if sum(size < _SHORT for size in bodies) > len(bodies) / 3:
            continue  # a list
        frame = found[0].line.replace(found[0].title, "", 1)
        telling = any(not each.title for each in found) or _TELLING.search(frame)
        share = _BETWEEN_TELLING if telling else _BETWEEN
        if not telling and len(found) < _LEAST_PLAIN:
            continue
        between = sum(_is_between_speeches(text, each) for each in found)
        if between >= share * len(found) or (telling and _stands_alone(text, found, min(bodies))):
            return found
    return []


def _stands_alone(text: str, found: list[_Heading], shortest: int) -> bool:
    """Whether a run says enough itself: a word of its own (其一, 第2份), all the numbers, nothing short between.

    Chapters of novels are numbered so as well, but those are no speeches.
    """
    complete = [each.number for each in found] == list(range(1, len(found) + 1))
    frame = found[0].line.replace(found[0].title, "", 1)
    worded = len(_NUMERAL.sub("", frame).strip(_SIGNS)) > 0
    return complete and worded and shortest >= _ROOM and kind_of(text) == "speech"


def _cut(heading: _Heading, run: int) -> Cut:
    """A cut at a heading; the more of them stand in a row, the surer."""
    points = NEEDED + _FAMILY_POINTS[heading.family] + min(run, _LONG_RUN) - 1
    why = f"heading {heading.line}" + (f", one of {run}" if run > 1 else "")
    return Cut(heading.start, heading.end, heading.line if heading.title else "", heading.line, points, (why,))
