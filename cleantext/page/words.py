"""How much of a sentence is words of a list: what stamps and notices are made of, and prose is not."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.appeals import tokens
from cleantext.patterns import lazy

# The name of a site.
SITE = lazy(
    r"[一-鿿A-Za-z0-9·]{2,9}?(?:[网網](?:站|校)?|文[库庫档檔]|[论論][坛壇]|之家|日[报報]|晚[报報]|[图圖][书書][馆館]|"
    r"[贴貼]吧|社[区區]|[书書]屋|[书書][库庫]|客[户戶]端|工作室|[频頻]道|[传傳]媒|小[说說])"
    r"(?=\W|\Z|所有|[删刪原刊首编編及和与與的整收提发發上用]|www|http)"
)


class Covered(NamedTuple):
    """kinds: of the different words, S for a site's name; cover: the part of the letters; rest: the longest gap."""

    kinds: str
    cover: float
    rest: int
    words: frozenset[str]

    def has(self, kinds: str) -> bool:
        """True when all of these kinds are there."""
        return set(self.kinds) >= set(kinds)

    def any(self, kinds: str) -> bool:
        """True when one of these kinds is there."""
        return not set(self.kinds).isdisjoint(kinds)


def covered(name: str, sentence: str, before_site: str) -> Covered:
    """What the words of a list make of a sentence. before_site: the kinds of words that a site's name stands behind."""
    bare = sentence.replace(":", " ").replace("：", " ")  # what stands behind a colon is no name here
    found = tokens(name, bare, 0, len(bare))
    inside = [False] * len(sentence)
    for each in found:
        inside[each.start : each.end] = [True] * (each.end - each.start)
    site = ""
    for match in SITE.finditer(sentence):
        before = [each.kind for each in found if each.end <= match.start() + 2 and each.start <= match.start()]
        if not match.start() or (before and before[-1] in before_site):
            inside[match.start() : match.end()] = [True] * (match.end() - match.start())
            site = "S"
    letters = [at for at, char in enumerate(sentence) if char.isalnum()]
    gap = rest = 0
    for at in letters:
        gap = 0 if inside[at] else gap + 1
        rest = max(rest, gap)
    kinds = {each.word: each.kind for each in found}
    part = sum(inside[at] for at in letters) / max(1, len(letters))
    return Covered("".join(kinds.values()) + site, part, rest, frozenset(kinds))
