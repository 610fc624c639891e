"""Text with the pinyin that was glued into it left out, for rules that look for wordings.

The glosses that are surely damage are gone before junk is looked for, and with them most of the pages that have any.
What is left of them (one gloss in a marker, in a page of marks that gloss nothing) must not hide a marker from a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cleantext.finding import Finding
from cleantext.patterns import lazy

# Begins at the bracket, which is rare, and ends at a mark of tone or at a syllable that has none.
_GLOSS = lazy(r"[(（](?=[^)）\n]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}[)）]|[\u200b\u200c\u200d\u2060\ufeff\xad]")

Find = Callable[[str], Iterable[Finding]]


def through_glosses(text: str, find: Find) -> Iterable[Finding]:
    """What ``find`` finds in the text and, when it holds glosses, in the text without them; spans are the text's."""
    found = find(text)
    if not _GLOSS.search(text):
        return found
    places: list[int] = []
    done = 0
    pieces = []
    for gloss in _GLOSS.finditer(text):
        pieces.append(text[done : gloss.start()])
        places.extend(range(done, gloss.start()))
        done = gloss.end()
    pieces.append(text[done:])
    places.extend(range(done, len(text)))
    places.append(len(text))
    news = list(find("".join(pieces)))
    moved = []
    for each in news:
        start, end = places[each.start], places[each.end - 1] + 1 if each.end > each.start else places[each.end]
        gloss = _GLOSS.match(text, end)  # the gloss of its last character goes with it
        end = gloss.end() if gloss else end
        moved.append(each._replace(start=start, end=end, found=text[start:end]))
    spans = {(each.start, each.end) for each in moved}
    return [*moved, *(each for each in found if not any(a <= each.start and each.end <= b for a, b in spans))]
