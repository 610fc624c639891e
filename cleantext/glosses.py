"""Text with the pinyin that was glued into it left out, for rules that look for wordings.

The glosses that are surely damage are gone before junk is looked for, and with them most of the pages that have any.
What is left of them (one gloss in a marker, in a page of marks that gloss nothing) must not hide a marker from a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cleantext.finding import Finding
from cleantext.patterns import lazy

_GLOSS = lazy(
    r"[(（](?=[^)）\n]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}[)）]"
    "|[\u200b\u200c\u200d\u2060\ufeff\xad]"
)
_HIDDEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\xad")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")

Find = Callable[[str], Iterable[Finding]]


def through_glosses(text: str, find: Find) -> Iterable[Finding]:
    """What ``find`` finds in the text, or, when it holds glosses, in the text without them; spans are the text's."""
    if not _may_hold(text):
        return find(text)
    places: list[int] = []
    pieces = []
    done = 0
    for gloss in _GLOSS.finditer(text):
        pieces.append(text[done : gloss.start()])
        places.extend(range(done, gloss.start()))
        done = gloss.end()
    pieces.append(text[done:])
    places.extend(range(done, len(text) + 1))
    moved = []
    for each in find("".join(pieces)):
        start = places[each.start]
        end = places[each.end - 1] + 1 if each.end > each.start else start
        behind = _GLOSS.match(text, end)  # the gloss of its last character goes with it
        end = behind.end() if behind else end
        moved.append(each._replace(start=start, end=end, found=text[start:end]))
    return moved


_seen: tuple[int, int, bool] = (0, -1, False)


def _may_hold(text: str) -> bool:
    """False when a text holds no gloss. Several rules ask this of each text: the last answer is kept, by its hash."""
    global _seen
    key = hash(text)
    if _seen[:2] != (key, len(text)):
        holds = any(char in text for char in _HIDDEN) or _is_glossed(text, "(") or _is_glossed(text, "（")
        _seen = (key, len(text), holds)
    return _seen[2]


def _is_glossed(text: str, bracket: str) -> bool:
    """True when a gloss begins with the bracket; to look at each is far cheaper than to search for the pattern."""
    at = text.find(bracket)
    while at >= 0:
        if text[at + 1 : at + 2] in _LETTERS and _GLOSS.match(text, at):
            return True
        at = text.find(bracket, at + 1)
    return False
