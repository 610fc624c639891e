"""The page around an escape: source that is meant to hold it, a text that speaks of it, or prose never unescaped.

All positions count characters, ends exclusive. Nothing here raises.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple
from unicodedata import category

from cleantext.lexicons import entries
from cleantext.patterns import lazy
from cleantext.processes import escapes_source as source


class Escaped(NamedTuple):
    """A stretch that begins and ends with an escape, and what it stands for.

    kind: the process. plain: every escape in it stands for ASCII, which source escapes on purpose. sure: 0 to 1.
    """

    start: int
    end: int
    text: str
    kind: str
    plain: bool = False
    sure: float = 0.97


_ODD = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
_HAN = lazy("[\u3400-\u9fff]")
_FOREIGN = lazy("[\u0370-\u1fff\u2e80-\ud7ff]")
_LONE = frozenset(" \t\n\u3000\xa0\"'`“”‘’「」『』()（）[]【】<>《》,，、:：;；=|/。.？?！!")
# Writing that goes on right outside a pair of quotes: no string of some source.
_BEFORE = lazy(
    r"(?:[\u2e80-\u9fff\uac00-\ud7af\uff01-\uff5e“”]\w{0,4}|\\u[0-9a-fA-F]{4}|&#?\w{2,8};|[%=][0-9A-F]{2})[:,]? ?$"
)
_BEHIND = lazy(r"[\u2e80-\u9fff\uac00-\ud7af\uff01-\uff5e“”]|\\+u[0-9a-fA-F]{4}|&#?\w{2,8};|[%=][0-9A-F]{2}")
_SECOND = lazy(r"(?<=[=%][0-9A-F]{2})[\[\]\\^_{|}]", re.IGNORECASE)  # the second byte of a character, and no mark
_WORD = lazy(r"\w\w$")
_JOINS = frozenset(":,=()[]{}+;")
_TOKEN = lazy(r"[!#-&(-;=?-~]*")  # of an address, read backwards: ASCII without quotes, brackets and blanks
_ADDRESS = lazy(
    r"://|www\.|[A-Za-z0-9-]\.(?:com|cn|net|org|edu|gov|io|tw|hk)\b|(?:mailto|data|magnet|file|javascript):",
    re.IGNORECASE,
)
_NOTATION = lazy(r"(?<!\w)(U\+|0x|&H|&#|\\|%|=)(?=[ux]?\{?[0-9A-Fa-f]{2})", re.IGNORECASE)
_PATH = lazy(r"[/?=@#\\|]|\$[A-Za-z{]")
_DATE = lazy("[0-9]{1,4}/[0-9]{1,2}(?:/[0-9]{1,4})?")
_NEAR = 60  # characters on each side that tell whether an escape stands in prose
_SAMPLE = 40  # characters that are looked up
_HEAD = 20_000  # characters of a text that tell its language
_SOME = 100  # characters of a text that can be told from a path
_INSIDE = 300  # characters of the stretch itself
_FAR = 300  # characters of an address
_GIVEN = 200  # within so many characters of an escape stands what it stands for, where that is explained
_SHORT, _FEW = 12, 4  # characters of an example, of an example without words about it


def is_text(decoded: str) -> bool:
    """False for more than a few controls, private-use characters and numbers of no character: no text holds them."""
    odd = len(_ODD.findall(decoded)) + [*map(category, decoded[:_SAMPLE])].count("Cn")
    return odd * 20 <= len(decoded)


class Page:
    """A text with escapes in it. Everything is worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tags(self) -> int:
        """HTML tags and comments that stand in the text."""
        return source.tags(self.text)

    @cached_property
    def escaped_tags(self) -> int:
        """HTML tags and comments that are escaped."""
        return source.escaped_tags(self.text)

    @cached_property
    def is_source(self) -> bool:
        """True for source code, data, mails, and whole marked-up documents: their escapes are meant."""
        return source.is_source(self.text, self.tags)

    @cached_property
    def is_markdown(self) -> bool:
        """True where Markdown or reStructuredText is written: entities are a part of both."""
        return source.is_markdown(self.text, bool(self._code))

    @cached_property
    def is_chinese(self) -> bool:
        """True for a text in Chinese, as far as it is not escaped."""
        return source.is_chinese(self.text[:_HEAD])

    @cached_property
    def is_about(self) -> bool:
        """True for a text that speaks of escapes, codecs or programs."""
        return _is_about(self.text)

    @cached_property
    def is_percent(self) -> bool:
        """True where most of the text is percent-encoded, and it is no list of addresses, paths or queries."""
        size = len(self.text)
        marks = sum(map(self.text.count, "/=&?"))
        return size > _SOME and self.text.count("%") * 6 > size and marks * 40 < size and "://" not in self.text

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        return source.code_spans(self.text, self.is_about)

    @cached_property
    def _fences(self) -> list[tuple[int, int]]:
        return source.fences(self.text)

    def in_fence(self, at: int) -> bool:
        """True inside a fenced block."""
        return _holds(self._fences, at)

    def in_code(self, at: int) -> bool:
        """True inside a stretch that is code by its marks."""
        return _holds(self._code, at)

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a stretch, on the same line and near."""
        left = self.text[max(0, start - _NEAR) : start]
        right = self.text[end : end + _NEAR]
        return left[left.rfind("\n") + 1 :], right.split("\n", 1)[0]

    def is_fit(self, each: Escaped) -> bool:
        """True for an escape that stands in prose: not in code, and not in a string of some source."""
        if self.in_code(each.start) or self.is_literal(each.start, each.end):
            return False
        return self.is_prose(each)

    def is_prose(self, each: Escaped) -> bool:
        """True when letters, and not the marks of code, stand around an escape and within its stretch."""
        left, right = self.around(each.start, each.end)
        inner = self.text[each.start : min(each.end, each.start + _INSIDE)]
        if each.kind.endswith("GBK"):
            inner = _SECOND.sub("", inner)
        # What is not Latin is escaped character by character nowhere but in strings.
        letters = 4 if len(_FOREIGN.findall(each.text[:_INSIDE])) > 1 else 12
        return source.is_prose(f"{left}\0{inner}\0{right}", letters)

    def is_literal(self, start: int, end: int) -> bool:
        """True within the quotes of a string of some source: no writing goes on right outside them."""
        left, right = self.around(start, end)
        opening = max(left.rfind('"'), left.rfind("'"))
        closing = right.find(left[opening]) if opening >= 0 else -1
        if closing < 0:
            return False
        before, behind = left[:opening], right[closing + 1 :]
        # A quote behind a word closes, and so does every second one of a line; u"" and the like have one letter.
        if _WORD.search(before) or (len(left) < _NEAR and left.count(left[opening]) % 2 == 0):
            return False
        if _BEFORE.search(before[-12:]) or _BEHIND.match(behind):
            return False
        if before.rstrip()[-1:] in _JOINS or behind.lstrip()[:1] in _JOINS:
            return True
        return opening == len(left) - 1 and closing == 0

    def address(self, start: int) -> str:
        """The part of a word of ASCII that stands before ``start``: of an address, a path, a query."""
        m = _TOKEN.match(self.text[max(0, start - _FAR) : start][::-1])
        return m[0][::-1] if m else ""

    def is_address(self, start: int) -> bool:
        """True when ``start`` is within a web address."""
        return bool(_ADDRESS.search(self.address(start)))

    def is_path(self, start: int) -> bool:
        """True when ``start`` is within a path or a query; a stroke behind a Chinese character makes none."""
        before = self.address(start)
        if len(before) == 1 and _HAN.match(self.text, start - 2):
            return False
        return bool(_PATH.search(_DATE.sub("", before)))

    def is_mention(self, each: Escaped) -> bool:
        """True for an escape that the text speaks of, and does not use."""
        size = len(each.text)
        lone = size <= _FEW and self.is_lone(each)
        if lone and (self.is_about or self._is_listed(each)):
            return True
        if not self.is_about:
            return False
        if size > _GIVEN or not _is_about("".join(self.around(each.start, each.end))):
            return False
        near = self.text[max(0, each.start - _GIVEN) : each.start], self.text[each.end : each.end + _GIVEN]
        return size <= _SHORT or any(each.text in side for side in near)

    def _is_listed(self, each: Escaped) -> bool:
        """True on a line that writes characters in several notations: no accident makes more than one."""
        left, right = self.around(each.start, each.end)
        line = f"{left}{self.text[each.start : each.end]}{right}"
        return len({m[1] for m in _NOTATION.finditer(line)}) > 1

    def is_single(self, each: Escaped) -> bool:
        """True for one letter that stands alone: no word lacks it, so that nothing tells damage from an example."""
        return len(each.text) == 1 and each.text.isalpha() and self.is_lone(each)

    def is_lone(self, each: Escaped) -> bool:
        """True when blanks, quotes or marks stand on both sides."""
        left, right = self.text[max(0, each.start - 1) : each.start], self.text[each.end : each.end + 1]
        return (not left or left in _LONE) and (not right or right in _LONE)


def _holds(spans: list[tuple[int, int]], at: int) -> bool:
    """True when one of the spans, which are in order and apart, holds a position."""
    i = bisect_right(spans, at, key=itemgetter(0)) - 1
    return i >= 0 and at < spans[i][1]


def _is_about(text: str) -> bool:
    return any(word in text for word in entries("escapes_about"))
