r"""Backslashes that addslashes put in: ``成功\`` for ``成功``, ``許\可`` for ``許可``, ``他說\"好\"`` for ``他說"好"``.

PHP sites ran ``addslashes`` (or had magic quotes on) over bytes: a backslash before every ``"``, ``'`` and byte 5C,
which in Big5 and GBK is also the second byte of characters (功 許 蓋 in Big5, 誠 運 謀 in GBK). Run twice it leaves
three, then seven.

The whole document speaks for it or against it: where addslashes was run, a backslash follows every such character of
one codec, stands before every straight quote, and stands nowhere else alone. Then every run of backslashes is halved
as often as addslashes was run; what the author wrote (``C:\\new``) comes back single. Where only some lines agree,
those alone are cured. Without such characters (simplified GBK, UTF-8) only the quotes speak, if all of them are
slashed. Source code, TeX, paths, JSON, faces and texts about backslashes contradict, and are left alone.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.backslash import Explained, Run, before, explained

_LINE, _HAN, _LATIN = lazy("\n"), lazy("[\u3400-\u9fff]+"), lazy("[A-Za-z]+")
_ENGLISH = lazy(r"[A-Za-z]\\+'(?:s|t|d|m|re|ve|ll)(?![A-Za-z])")  # it\'s, don\'t
_CODE = lazy(r"[_{}<>=$#|&;]|[A-Za-z]\(")
_ABOUT = lazy(r"反斜|转义|轉義|跳脫|addslashes|[Bb][Ii][Gg][ -]?5|大五[码碼]|[许許]功[盖蓋]")
# In clean text 1 character in 500 has the second byte 5C, so that each backslash behind one is strong evidence; what
# contradicts weighs as much as eight of them, a quote that is not slashed (added later, or narrowed) as two.
_AGAINST, _OPEN_AGAINST = 8, 2
_FEW = 4  # characters or quotes: with fewer, less is believed
_PROSE = 100  # Chinese characters: so much text about anything but backslashes, and one slashed quote in it
_SHORT = 4  # characters on both sides of a backslash that may have been meant as a slash: (成功\失敗)


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for the backslashes of addslashes; cure None where they may have been something else."""
    if "\\" not in text or not _HAN.search(text):
        return
    case = explained(text)
    runs, sure = _by_characters(text, case) if case.slashed else _by_quotes(text, case)
    levels = sorted(run.times for run in runs if run.firm)
    level = levels[len(levels) // 10] if levels else 0  # nine in ten agree
    confidence = 0.3 if not sure else 0.8 if len(levels) < 3 else 0.97
    note = f"addslashes ({case.codec}), {'once' if level == 1 else f'{level} times'}"
    for run in runs:
        count = run.end - run.start
        left = before(count, run.own, run.quoted, min(level, run.times))
        if left < count and (sure or run.firm):
            cure = "\\" * left if sure else None
            yield Finding("slashes", run.start, run.end, "\\" * count, cure, confidence, note)


def _by_characters(text: str, case: Explained) -> tuple[list[Run], bool]:
    """The runs that addslashes made, and whether that is sure: all, or those in lines that nothing contradicts."""
    many = case.slashed >= _FEW
    if not many and (_ABOUT.search(text) or _is_parallel(text, case)):
        return case.runs, False
    against = len(case.bare) + len(case.stray)
    opened = len(case.open) - sum(run.quoted and run.firm for run in case.runs)
    if _AGAINST * against + _OPEN_AGAINST * max(0, opened) * (not many or not _is_chinese(text)) <= case.slashed:
        return case.runs, True
    ends = [m.start() for m in _LINE.finditer(text)]
    bad = {bisect(ends, at) for at in (*case.bare, *case.stray, *case.open)}
    good = {bisect(ends, run.start) for run in case.runs if run.firm} - bad
    runs = [run for run in case.runs if bisect(ends, run.start) in good]
    if sum(run.own and run.firm for run in runs) >= (_FEW if case.stray else 2):
        return runs, True
    return (case.runs if against <= case.slashed else []), False


def _by_quotes(text: str, case: Explained) -> tuple[list[Run], bool]:
    """The same where only quotes speak: in Chinese text, all of them slashed; a few only in prose."""
    firm = sum(run.firm for run in case.runs)
    if not firm or case.open or case.stray or _ABOUT.search(text):
        return [], False
    if not _is_chinese(text):
        return [], False
    long = sum(len(m[0]) for m in _HAN.finditer(text)) > _PROSE
    if (firm >= _FEW and long) or _ENGLISH.search(text):
        return case.runs, True
    lines = [line for line in text.split("\n") if "\\" in line]
    paired = any(line.count(quote) > 1 for line in lines for quote in "\"'")
    return case.runs, (paired or firm > 2 or long) and not any(_CODE.search(line) for line in lines)


def _is_chinese(text: str) -> bool:
    """True when there are at least half as many Chinese characters as Latin letters: no source code."""
    return 2 * sum(len(m[0]) for m in _HAN.finditer(text)) >= sum(len(m[0]) for m in _LATIN.finditer(text))


def _is_parallel(text: str, case: Explained) -> bool:
    """True when the one backslash stands between words of the same length: it may have been meant as a slash."""
    (start, end), *others = ((run.start, run.end) for run in case.runs)
    left = _HAN.match(text[max(0, start - _SHORT - 1) : start][::-1])
    right = _HAN.match(text[end : end + _SHORT + 1])
    return not others and end - start == 1 and bool(left and right and left.end() == right.end() <= _SHORT)
