"""Which narrow brackets of a text were wide: by pairs, by what is in them and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.patterns import lazy
from cleantext.processes.protected import Protected
from cleantext.processes.surroundings import is_chinese_mark, is_han

_BRACKET = lazy(r"[()]|\n")
_YEARS = lazy(r"\d{4}(?:[-–—~]\d{0,4})?")
_MOST = 300  # characters in a pair
_NARROW = frozenset(",;:?!.")
_CLOSING = "”’》」』）】〕〉…。，、；：！？"


def widened(text: str, kept: Protected) -> dict[int, str]:
    """Place -> wide bracket."""
    if "(" not in text and ")" not in text:
        return {}
    found: dict[int, str] = {}
    for start, end in _pairs(text):
        if end < 0:
            if _is_half(text, start) and kept.is_prose(start):
                found[start] = "（" if text[start] == "(" else "）"
        elif _is_wide(text, start, end) and kept.is_prose(start) and kept.is_prose(end):
            found[start], found[end] = "（", "）"
    return found


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Places of the brackets of each pair; of a bracket without its other half the second is -1."""
    opened: list[int] = []
    for m in _BRACKET.finditer(text):
        at = m.start()
        if m[0] == "(":
            opened.append(at)
        elif m[0] == ")" and opened:
            start = opened.pop()
            yield start, at if at - start <= _MOST else -1
        else:
            yield from ((each, -1) for each in opened)
            opened.clear()
            if m[0] == ")":
                yield at, -1
    yield from ((each, -1) for each in opened)


def _is_wide(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "\n", text[end + 1 : end + 2] or "\n"
    inner = text[start + 1 : end]
    chinese = any(is_han(c) or is_chinese_mark(c) or "０" <= c <= "９" for c in inner)
    goes_on = is_han(after) or is_chinese_mark(after) or after in "\n,;:?!.)%"
    if _follows(before):
        return chinese or not (after.isascii() and after.isalpha())
    if before in " \t_":
        return chinese and before != "_" and (is_han(after) or is_chinese_mark(after))
    if before.isascii() and before.isalnum():
        return (chinese and goes_on) or (is_han(after) and (not inner or _YEARS.fullmatch(inner) is not None))
    if before in "\n;:。；：，,":
        following = text[end + 2 : end + 3] if after == " " else after
        return is_han(following) or (chinese and goes_on)
    return chinese


def _follows(before: str) -> bool:
    return is_han(before) or before in _CLOSING or before in "%％‰"


def _is_half(text: str, at: int) -> bool:
    """True for a bracket without its other half between Chinese characters: ``一)总体要求``."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] == "(":
        return _is_chinese(after) and (_is_chinese(before) or before in ("", "\n", " ", "\u3000"))
    if after in ("", "\n") or _is_chinese(after):
        return _is_chinese(before)
    return is_han(before) and after in _NARROW and _is_chinese(text[at + 2 : at + 3])


def _is_chinese(c: str) -> bool:
    return is_han(c) or is_chinese_mark(c) or "０" <= c <= "ｚ"
