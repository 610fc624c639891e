"""Stretches whose marks are no marks of a sentence: addresses, code, tags, formulas, lines of other languages."""

from __future__ import annotations

import re
from bisect import bisect_right

from cleantext.lines import near_bounds
from cleantext.patterns import lazy
from cleantext.processes.surroundings import HAN, Surroundings, chinese_share, is_han

_URL = lazy(r"://[!-~]{0,300}|www\.[!-~]{0,300}|@[A-Za-z0-9.-]{1,100}")
_TICKS = lazy(r"```[^`]{0,20000}```|`[ -_a-~]{1,300}`")
_CODE_SHARE = 0.5  # of a fence's letters that are Chinese: poems and letters stand in fences too
_TAG = lazy(r"<[A-Za-z/!][^<>\n]{0,400}>")
_ATTRIBUTE = lazy(r"=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')")
_WIKI = lazy(r"-\{[^{}\n]{0,300}\}-")
_LINK = lazy(r"\]\([^()\s]{1,300}\)")
_TELLS = (("://", _URL), ("www.", _URL), ("@", _URL), ("`", _TICKS), ("<", _TAG), ("-{", _WIKI), ("](", _LINK))
_SPANS = (*_TELLS, ('="', _ATTRIBUTE), ("='", _ATTRIBUTE))
# Lines of code whatever they hold; and shapes that a sentence may quote, which count only where Chinese is rare.
_CODE = lazy(
    "|".join(
        (
            r"^[ \t]*(?:#include|#!|//|/\*|def |class |import |from \w+ import|return\b|var |let |const |public |\$ )",
            r"^[ \t]*(?:SELECT|INSERT|UPDATE|CREATE) ",
            r"\{\s?[\"']",
            r"^[ \t]*\"[^\"\n]{0,60}\"\s?:\s?(?:\"[^\"\n]{0,200}\"|[\d.]+|true|false|null|[\[{])[ \t]*,?[ \t]*$",
            r"[A-Za-z0-9_]\([^()\n]*\)[ \t]*[;{][ \t]*$|^[\x00-\x7f]*[A-Za-z0-9)}]\s*[;{][ \t]*$|\\[A-Za-z]+\{",
            r"^[ \t]*[A-Za-z_][\w.\[\]]{0,60}(?:[ \t]+[A-Za-z_]\w{0,60})?[ \t]*[-+*/|&]?=",
        )
    ),
    re.ASCII,
)
_SHAPES = lazy(r"=[\"']|[=!]=|=>|->|&&|\|\|")
_HAN = lazy(f"[{HAN}]")
_RARE = 0.3  # of a line's signs that are Chinese
_FAR = 500  # characters of a line to either side that are looked at


def _is_text(span: str) -> bool:
    return span.startswith("```") and chinese_share(span) >= _CODE_SHARE


def _is_code(line: str) -> bool:
    if _CODE.search(line):
        return True
    # Tags and links of a page stand in sentences too (they are spans of their own), and so do arrows.
    return bool(_SHAPES.search(line)) and len(_HAN.findall(line)) < _RARE * len(line)


class Protected:
    """Answers about the places of one text; what was looked at is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._around = Surroundings(text)
        patterns = {pattern: None for tell, pattern in _SPANS if tell in text}
        spans = sorted(m.span() for pattern in patterns for m in pattern.finditer(text) if not _is_text(m[0]))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)
        self._line = (0, -1, False)

    def is_prose(self, at: int) -> bool:
        """True where the line is Chinese near ``at``, no code, and the place is in no address or tag."""
        i = bisect_right(self._starts, at) - 1
        if i >= 0 and at < self._ends[i]:
            return False
        return (self._around.is_chinese(at) or self._is_quoting(at)) and not self._is_code(at)

    def _is_quoting(self, at: int) -> bool:
        """True beside Chinese where a Chinese text names much that is Japanese or Korean."""
        beside = is_han(self._text[at - 1 : at] if at else "") or is_han(self._text[at + 1 : at + 2])
        return beside and self._around.share(at) == 0 and self._around.of_chinese_document()

    def is_near_code(self, at: int) -> bool:
        """True where the line, or the one before or behind, is code: ``--注释`` in a query."""
        start, end = self._text.rfind("\n", max(at - _FAR, 0), at), self._text.find("\n", at, at + _FAR)
        return self._is_code(at) or (start > 0 and self._is_code(start)) or (end >= 0 and self._is_code(end + 1))

    def starts_at(self, at: int) -> bool:
        """True when an address follows: ``网址:http://…`` is no sentence."""
        return self._text.startswith(("http", "ftp:", "www."), at)

    def _is_code(self, at: int) -> bool:
        start, end, answer = self._line
        if not start <= at <= end:
            low, high = near_bounds(self._text, at, _FAR) or (max(at - _FAR, 0), min(at + _FAR, len(self._text)))
            answer = _is_code(self._text[low:high])
            # Of a line longer than that only a part was seen: ask again a little further on.
            whole = near_bounds(self._text, at, _FAR) is not None
            self._line = (low, high, answer) if whole else (at, at + 64, answer)
        return answer
