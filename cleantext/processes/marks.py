"""Which narrow marks of a text were wide: commas, colons and the like, full stops, dots and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cleantext.patterns import lazy
from cleantext.processes.protected import Protected
from cleantext.processes.surroundings import is_chinese_mark, is_han

Cure = tuple[int, int, str]

_MARKS = lazy("[,;:?!]+")
_WIDE = str.maketrans(",;:?!", "，；：？！")
_CLOSING = frozenset("”’》」』）】〕〉…—～·％‰℃")
_OPENING = frozenset("“‘《「『（【〔〈")
_ENDS = frozenset("%)]\"'*_+>²³°′″´")  # of what a sentence holds besides Chinese, before a mark
_CLOSES = frozenset("）”’》」』")
_PATHS = frozenset(("/", "\\", "}", "=", "_"))
_YEAR = lazy(r"(?:1\d|20)\d\d(?![\d.,])")
_LONGEST = 8  # signs between a word and its mark
_STOP = lazy(r"\.(?!\.)")
_DOTS = lazy(r"\.{3,}|。{3,}")
_DASHES = lazy("-{2,}")
_STARS = lazy(r"\*\*")
_DATE = lazy(r"\d{4}\s?年|\d{1,2}\s?月")
_INDENT = 60  # blanks before a line
_NUMERALS = frozenset("一二三四五六七八九十百零甲乙丙丁")
_FEWEST = 8  # characters of a line that ends in a sentence


def widened(text: str, kept: Protected, pairs: Mapping[int, str]) -> Iterator[Cure]:
    """Commas, semicolons, colons, question and exclamation marks. pairs: brackets and quotes that become wide."""
    for m in _MARKS.finditer(text):
        start, end = m.span()
        before = pairs.get(start - 1) or (text[start - 1] if start else "")
        after = pairs.get(end) or text[end : end + 1]
        if before in ("*", "]", "-", "}"):
            before = _behind(text, start)
        if not (_is_left(before) or _is_right(text, m, before, after) or _in_brackets(before, after)):
            continue
        if after in _PATHS or (m[0][-1] == ":" and kept.starts_at(end)):
            continue
        if kept.is_prose(start) or "Ａ" <= before <= "ｚ":
            yield start, end, m[0].translate(_WIDE)


def _behind(text: str, start: int) -> str:
    """What stands before a bold word's stars, a note's number ``[3]`` or a page's signs of variants ``}-``."""
    at = start
    while (
        at
        and start - at < _LONGEST
        and (text[at - 1] in "*]}-[" or (text[at - 1].isdigit() and text[at] in "]0123456789"))
    ):
        at -= 1
    return text[at - 1] if at and (text[at] in "*[-}" and is_han(text[at - 1])) else text[start - 1]


def _is_left(before: str) -> bool:
    return is_han(before) or before in _CLOSING or "０" <= before <= "ｚ"


def _is_right(text: str, m: re.Match[str], before: str, after: str) -> bool:
    """True for a mark before a Chinese character, behind a number, a Latin word or the like: ``5%,比上年``."""
    start, run = m.start(), m[0]
    if run in (",", ";") and before in ("%", "％", "‰", ")") and (after.isalnum() or after in ("\n", "", "“")):
        return True
    if run == "," and before.isalpha() and _YEAR.match(text, m.end()):
        return True
    if before == "\n":
        return (
            _is_left(text[start - 2 : start - 1])
            and after not in ("[", "(")
            and not (after.isascii() and after.isalnum())
        )
    if not (is_han(after) or after in _OPENING):
        return bool(before) and before == " " and after == " " and _is_apart(text, m)
    if before == "":
        return run in (",", ";")
    if before == " ":
        return run in (",", ";") and start > 1 and not text[start - 2].isspace()
    return before in _ENDS or before.isalnum() or (is_chinese_mark(before) and run == ",")


def _is_apart(text: str, m: re.Match[str]) -> bool:
    """True for a comma with a space to either side and Chinese behind both."""
    return (
        m[0] in (",", ";", ":")
        and _is_left(text[m.start() - 2 : m.start() - 1])
        and is_han(text[m.end() + 1 : m.end() + 2])
    )


def _in_brackets(before: str, after: str) -> bool:
    """True for marks at the inner edge of brackets and quotes that become wide: ``(?)`` ``"!"``; or what stood there
    was in another script, and is lost: ``(,香港``.
    """
    return before in ("（", "“", "‘") or (after in _CLOSES and before not in ("）", "") and not before.isspace())


def stops(text: str, kept: Protected) -> Iterator[Cure]:
    """A dot at a sentence's end; within a line only where the text has no other full stops."""
    ends = [(m.start(), _ends_line(text, m.start())) for m in _STOP.finditer(text) if _may_end(text, m.start())]
    within = len(ends) > 4 * text.count("。")
    for at, ends_line in ends:
        if (within or ends_line) and not _is_number(text, at) and kept.is_prose(at):
            yield at, at + 1, "。"


def _may_end(text: str, at: int) -> bool:
    """True behind Chinese, before Chinese, a number, a quotation mark or a line's end."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not (is_han(before) or before in _CLOSING or (before and before in ")%\"'*")):
        return False
    if after == " ":
        after = text[at + 2 : at + 3]
    if after.isdigit():
        return is_han(before) or before in _CLOSING
    return is_han(after) or after in _OPENING or after in ("", "\n", "\r", "”", "’", "」", "』", '"', "'", "*", "(")


def _ends_line(text: str, at: int) -> bool:
    """True at the end of a line or a quotation, when a sentence stands before it."""
    after = text[at + 1 : at + 2]
    if after not in ("", "\n", "\r", "”", "’", "」", "』", '"', "'"):
        return False
    start = max(text.rfind("\n", 0, at) + 1, at - 40)
    return sum(map(is_han, text[start:at])) >= _FEWEST


def _is_number(text: str, at: int) -> bool:
    """True behind the number of a list: ``一.`` at the start of a line."""
    start = at
    while start and text[start - 1] in _NUMERALS and at - start < 4:
        start -= 1
    return start < at and (not start or text[start - 1] in "\n 　（(")


def dots_and_dashes(text: str, kept: Protected) -> Iterator[Cure]:
    """Three dots or more to ``……``, two hyphens to ``——``, beside Chinese."""
    for m in _DOTS.finditer(text) if "..." in text or "。。。" in text else ():
        if _is_ellipsis(text, m) and kept.is_prose(m.start()):
            yield *m.span(), "……"
    for m in _DASHES.finditer(text) if "--" in text else ():
        start, end = m.span()
        if end - start not in (2, 4) or not _is_dash(text, m) or not kept.is_prose(start):
            continue
        if not (_begins(text, start) and kept.is_near_code(start)):
            yield start, end, "——"


def _is_ellipsis(text: str, m: re.Match[str]) -> bool:
    start, end = m.span()
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    long = end - start > 3
    if m[0][0] == "." and (
        end - start > 6 or after.isdigit() or after == " " or (long and after == "·") or before == " "
    ):
        return False  # leaders of a table of contents
    if before + after == "\n\n":
        return _is_chinese(text[start - 2 : start - 1] if start > 1 else "")
    return _is_chinese(before) or _is_chinese(after) or text[start - 2 : start] == "--"


def _is_dash(text: str, m: re.Match[str]) -> bool:
    start, end = m.span()
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    inside = after == "\n" or _is_chinese(after) or text.startswith("...", end)
    if _begins(text, start):
        # ``--2007年1月28日在…会议上`` under a title; a rule, an option or a signature has no Chinese at once behind it.
        bold = _STARS.match(text, end)
        after = text[bold.end() : bold.end() + 1] if bold else after
        return (inside and after != "\n") or _is_chinese(after) or bool(_DATE.match(text, end))
    if is_han(before) and (after.isdigit() or (after.isascii() and after.isupper())):
        return True
    return inside and (_is_chinese(before) or (before in ".)" and is_han(after)))


def _begins(text: str, at: int) -> bool:
    """True where nothing but blanks and stars stands before, on the line."""
    start = max(at - _INDENT, 0)
    return not text[start:at].rpartition("\n")[2].strip(" \t\u3000*") and (start == 0 or "\n" in text[start:at])


def _is_chinese(c: str) -> bool:
    return bool(c) and (is_han(c) or is_chinese_mark(c) or c in ',!?:;"．' or (c.isalnum() and not c.isascii()))
