"""The anchors of cleantext.appeals, chosen again: ``python -m benchmarks.make_anchors``.

Every word that alone can make a stretch junk must hold an anchor, or nobody looks at it. For each word that holds none
the part is chosen that costs the least in the texts of ../shared/corpus: few places to look at, few hits. What is
common there is marked as weak (a capital letter): it is looked at only beside another anchor.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.scoring import documents
from cleantext.lexicons import entries, plain, words

TARGET = Path(__file__).parents[1] / "cleantext" / "lexicons" / "appeals.txt"
GENRES = ("reports", "law", "wiki", "fiction", "traditional")
STRONG = {
    "p": ("spam_words", "sz"),
    "n": ("reader_nag_words", "st"),
    "c": ("contact_words", "s"),
    "h": ("hidden_content_words", ""),
}
WEAK = {
    "h": ("hidden_content_words", "acbo"),
    "n": ("reader_nag_words", ""),
    "c": ("contact_words", ""),
    "p": ("spam_words", ""),
}
_PLACE, _HIT, _NEW = 1.0, 40.0, 20.0  # microseconds that a place, a hit, and one anchor more cost
_RARE, _RARE_BY_HAND = 1100, 11000  # places of a character, of all forms, in the corpus (13 MB)
_COMMON = 25  # hits there above which a part is weak
_MOST = 250  # and above which it is none
_MANY = 8  # words that count for an anchor: hundreds of them are one entry of a list
_WORTH = 60.0  # microseconds that the anchor of one word may cost, when nobody put the word on the list by hand


class Frequencies:
    """How often characters and parts of words occur in undamaged text."""

    def __init__(self, parts: set[str]) -> None:
        self.chars: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        sizes = sorted({len(each) for each in parts})
        for genre in GENRES:
            for _, text in documents(genre):
                text = plain(text)
                self.chars.update(text)
                for size in sizes:
                    found = Counter(text[i : i + size] for i in range(len(text) - size + 1))
                    for each in found.keys() & parts:
                        self.parts[each] += found[each]


def parts(word: str) -> set[str]:
    """The pairs of characters that may be its anchor."""
    return {word[i : i + 2] for i in range(len(word) - 1)}


def asked() -> dict[str, set[str]]:
    """Word -> the letters of the rules that ask for it; capitals where it is weak for them."""
    found: dict[str, set[str]] = {}
    for owner, (name, kinds) in STRONG.items():
        for word, kind in words(name).items():
            if kind in kinds and len(word) > 1:
                found.setdefault(word, set()).add(owner)
    for owner, (name, kinds) in WEAK.items():
        for word, kind in words(name).items():
            if kind in kinds and len(word) > 1 and owner not in found.get(word, ()):
                found.setdefault(word, set()).add(owner.upper())
    for entry in entries("appeals_by_hand"):
        letters, _, word = entry.partition(" ")
        found.setdefault(word, set()).update(letters)
    return found


def chosen(wanted: dict[str, set[str]]) -> dict[str, set[str]]:
    """Part, with a dot before its rarest character, -> its letters: the cheapest for the words they stand for."""
    often = Frequencies({part for word in wanted for part in parts(word)})
    places = {char: often.chars[char] for word in wanted for char in word if char >= "\u3400" or char == "q"}
    by_hand = {entry.partition(" ")[2] for entry in entries("appeals_by_hand")}
    holders: dict[str, set[str]] = {}
    for word in wanted:
        for part in parts(word):
            most = _RARE_BY_HAND if word in by_hand else _RARE
            cheap = [char for char in part if places.get(char, most) < most]
            if cheap and often.parts[part] <= _MOST:
                holders.setdefault(part, set()).add(word)
    dotted: dict[str, set[str]] = {}
    used: set[str] = set()
    left = set(wanted)
    while holders:
        part, held = max(
            holders.items(), key=lambda each: (len(each[1]) / _cost(each[0], often, places, used), each[0])
        )
        if _cost(part, often, places, used) > _WORTH * min(len(held), _MANY) and held.isdisjoint(by_hand):
            del holders[part]
            continue
        at = min(
            (i for i, char in enumerate(part) if char in places), key=lambda i: (part[i] not in used) * places[part[i]]
        )
        used.add(part[at])
        letters = {letter for word in held for letter in wanted[word]}
        if often.parts[part] > _COMMON:
            letters = {letter if part in by_hand and letter in wanted[part] else letter.upper() for letter in letters}
        dotted[f"{part[:at]}·{part[at:]}"] = {a for a in letters if a.islower() or a.lower() not in letters}
        left -= held
        holders = {each: rest for each, words in holders.items() if (rest := words & left)}
    print(len(left), "words without an anchor:", " ".join(sorted(left)[::20]))
    return dotted


def _cost(part: str, often: Frequencies, places: dict[str, int], used: set[str]) -> float:
    search = min((char not in used) * places[char] for char in part if char in places)
    return _NEW + search * _PLACE + often.parts[part] * _HIT


def main() -> None:
    head = [line for line in TARGET.read_text("utf-8").splitlines() if line.startswith("#")]
    found = chosen(asked())
    lines = sorted(f"{''.join(sorted(letters))} {part}" for part, letters in found.items())
    TARGET.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    print(len(lines), "anchors,", len({line.partition("·")[2][0] for line in lines}), "characters")


if __name__ == "__main__":
    main()
