"""Where a page speaks to its reader: what the rules about hidden content, nags and contacts share.

Such words come out of templates: each site has its own, but they are made of the same few dozen words ("log in",
"to read", "the rest"). So a stretch of text is weighed by the words of a list: which kinds of them it holds, and how
much of it they cover. All positions count characters, ends exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from cleantext.language import SCALE, chinese
from cleantext.lexicons import entries, plain, variants, words
from cleantext.lines import own_line
from cleantext.page.pieces import STOP, pieces
from cleantext.patterns import lazy

_REACH = 70  # characters to either side of such a word that are looked at
_NEAR = 24  # two such words within so many characters are worth a look anywhere
_NAME = 5  # characters of a site's name before the word for what it is (某某小说网)
_SHORT = 45  # characters of a line, or of a piece of one, in which a single word is
_WIDEST = 400  # characters of a stretch: what is weighed costs its square
_LONGEST = 200  # characters of a line that may be a page's as a whole
_LETTER = lazy(r"[^\W_]")
_SLOT = lazy(
    r"(?P<U>(?:https?://|www\.|m\.|wap\.)[a-z0-9./?#=&_-]{2,80}|(?:[a-z0-9-]{1,30}\.){1,3}"
    r"(?:com|cn|net|org|cc|top|vip|info|xyz|la|co|tv|me|site|club|hk|tw|app|io)(?![a-z0-9_])[/?#=&.a-z0-9_-]{0,80}|[\w.-]{2,30}@[\w.-]{3,30})"
    r"|(?P<T>《[^《》\n]{1,40}》|“[^“”\n]{1,20}”|「[^「」\n]{1,20}」)"
    r"|(?P<P>(?:\+?86[ -]?)?(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8}|[48]00(?:[ -]?\d{3,4}){2})(?!\d))"
    r"|(?P<V>(?<=:)[一-鿿]{2,10}(?=[\s,，。!;；)】\]]|\Z))"
    r"|(?P<N>\d+(?:\.\d+)?[%页字段章元天年月日条分集兆岁人次点mk]?)"
    r"|(?P<I>[a-z][a-z0-9_-]{3,24})"
)
_JOINT = lazy(r"[ \t\xa0\u3000,，、:：·|\-—>》»＞→*+/~～“”\"_=.&\[\]【】()（）]{0,4}\Z")
_PAIRS = {"【": "】", "[": "]", "（": "）", "(": ")", "〖": "〗", "「": "」", "『": "』", "“": "”"}
_LEFT = " \t\xa0\u3000>》»＞→↓▼∨▽*·|~～★☆●■◆※♥❤-—_="
_RIGHT = " \t\xa0\u3000>》»＞→↓▼∨▽*·|~～★☆●■◆※♥❤-—_=。！!？?；;.…↑<《←，,"
_RIGHT_RUN = " \t\xa0\u3000>》»＞→↓▼∨▽*"


_HAN = lazy("[㐀-鿿]{2}")
# Bits that the sentence gains by the marker's leaving. Of 240 markers dropped at random into sentences half gain more;
# of 20 sentences in which people speak of logging in to read, the most gains 2.9.
_JOINS = 4


class Token(NamedTuple):
    """A word of a list in a text, or what fills a slot: U address, T title, P telephone, N number, I letters, V a
    name behind a colon. A word of kind w takes the name of a site before it."""

    start: int
    end: int
    kind: str
    word: str


class Weight(NamedTuple):
    """What the words of a list make of a stretch.

    kinds: the kinds of its words, a letter each, of different words only; cover: the part of its letters that
    they cover, 0 to 1; gap: the most letters in a row that they do not cover; floor: the
    least cover of a sentence in it; size: its letters; place: "line" all of
    a line, "tail" the end of one, without a stop, "piece" a sentence of one, "next" one beside another that is junk,
    "run" words inside a sentence.
    """

    kinds: str
    cover: float
    gap: int
    floor: float
    size: int
    place: str
    words: frozenset[str]
    start: int
    end: int

    def count(self, kinds: str) -> int:
        """How many different words of these kinds there are."""
        return sum(self.kinds.count(kind) for kind in kinds)


Fits = Callable[[str, Weight], bool]
Glance = Callable[[str], bool]


@cache
def _anchors() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The rare characters of the anchors (which ``·`` precedes) as one class; the anchors in all scripts, with whose.

    An anchor is two characters: in the first dictionary its rare one is the second of them, in the other the first.
    """
    last: dict[str, str] = {}
    first: dict[str, str] = {}
    for entry in entries("appeals"):
        owner, _, word = entry.partition(" ")
        before, _, after = word.partition("·")
        table = last if before else first
        for written in map("".join, product(*map(_forms, before + after))):
            table[written] = owner
    rare = {each[1] for each in last} | {each[0] for each in first}
    return re.compile(f"[{re.escape(''.join(sorted(rare)))}]"), last, first


def _forms(char: str) -> str:
    if "a" <= char <= "z":
        # Small letters are not rare where people write Latin letters.
        wide = char.upper() + chr(ord(char) + 0xFEE0) + chr(ord(char.upper()) + 0xFEE0)
        return wide + "q" * (char == "q")
    return variants().get(char, char)


_Hits = tuple[tuple[int, str], ...]
_seen: tuple[int, int, _Hits] = (0, -1, ())


def hits(text: str) -> _Hits:
    """Where the anchors are, and whose. Three rules ask this of each text: the last answer is kept, by its hash."""
    global _seen
    key = hash(text)
    if _seen[:2] != (key, len(text)):
        _seen = (key, len(text), tuple(_search(text)))
    return _seen[2]


def _search(text: str) -> Iterator[tuple[int, str]]:
    rare, last, first = _anchors()
    for match in rare.finditer(text):
        at = match.start()
        owners = last.get(text[at - 1 : at + 1]) or first.get(text[at : at + 2])
        if owners:
            yield at, owners


def stretches(text: str, owner: str) -> Iterator[tuple[int, int]]:
    """The stretches of one line that are worth a look: where two of a rule's anchors are near, or one in a short piece.

    owner: the letter of the rule.
    """
    weak = owner.upper()
    whole = hits(text)
    found = [(i, at, owner in owners) for i, (at, owners) in enumerate(whole) if owner in owners or weak in owners]
    low = high = -1
    for i, at, alone in found:
        near = alone and _is_short(text, at)
        for each, others in whole[max(i - 2, 0) : i + 3]:
            if near:
                break
            asks = owner in others or weak in others
            near = asks and 0 < abs(each - at) <= _NEAR and "\n" not in text[min(at, each) : max(at, each)]
        if not near:
            continue
        if at < high and at - low < _WIDEST:
            end = text.find("\n", at, at + _REACH)
            high = max(high, end if end >= 0 else min(at + _REACH, len(text)))
            continue
        if low >= 0:
            yield low, high
        low = max(at - _REACH, text.rfind("\n", max(at - _REACH, 0), at) + 1, 0)
        end = text.find("\n", at, at + _REACH)
        low, high = max(low, high), end if end >= 0 else min(at + _REACH, len(text))
    if low >= 0:
        yield low, high


def surroundings(text: str, owner: str, reach: int) -> Iterator[tuple[int, int]]:
    """The stretches of one line around every anchor of a rule, for patterns that are their own judges."""
    low = high = -1
    for at, owners in hits(text):
        if owner not in owners:
            continue
        start = max(at - reach, text.rfind("\n", max(at - reach, 0), at) + 1, 0)
        end = text.find("\n", at, at + reach)
        if start > high and low >= 0:
            yield low, high
            low = -1
        low = start if low < 0 else low
        high = end if end >= 0 else min(at + reach, len(text))
    if low >= 0:
        yield low, high


def _is_short(text: str, at: int) -> bool:
    """True when the piece of a line around a place is short."""
    end = STOP.search(text, at, at + _SHORT)
    last = end.start() if end else len(text) if len(text) <= at + _SHORT else -1
    begin = max(at - _SHORT, 0)
    opens = not begin or bool(STOP.search(text, begin, at))
    return opens and last >= 0


def tokens(name: str, text: str, start: int, end: int) -> list[Token]:
    """The words of a list in a stretch, the longest at each place, and what fills its slots."""
    known, begins = words(name), _begins(name)
    line = plain(text[start:end])
    found: list[Token] = []
    at, size = 0, len(line)
    while at < size:
        char = line[at]
        length = min(begins.get(line[at : at + 2], 0), size - at) or (1 if char in known else 0)
        slot = None
        if char < "\u0100" or char in "《“「" or line[at - 1 : at] == ":":
            slot = _SLOT.match(line, at)
            length = 0 if slot and line[at - 1 : at] == ":" else length
        while length and line[at : at + length] not in known:
            length -= 1
        if length:
            word = line[at : at + length]
            first = at
            while known[word] == "w" and first > max(at - _NAME, found[-1].end - start if found else 0):
                if not "\u3400" <= line[first - 1] <= "\u9fff" or line[first - 1] in "的了是在们我和与到":
                    break
                first -= 1
            found.append(Token(start + first, start + at + length, known[word], line[first:at] + word))
            at += length
        elif slot:
            found.append(Token(start + at, start + slot.end(), slot.lastgroup or "N", slot[0]))
            at = slot.end()
        else:
            at += 1
    return found


@cache
def _begins(name: str) -> dict[str, int]:
    """The length of the longest word that begins with two characters."""
    return {word[:2]: len(word) for word in sorted(words(name), key=len) if len(word) > 1}


def weigh(text: str, span: tuple[int, int], found: Sequence[Token], place: str) -> Weight:
    """The weight of a span, given the tokens in and around it."""
    start, end = span
    inside = [each for each in found if start <= each.start and each.end <= end]
    sentences = pieces(text, start, end) if place == "line" else ()
    floor = min((_cover(text, each, inside) for each in sentences), default=1.0)
    size = _letters(text, start, end)
    different = {each.word: each.kind for each in inside}
    edges = [start, *(at for each in inside for at in each[:2]), end]
    gap = max(_letters(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    cover = _cover(text, span, inside)
    return Weight("".join(different.values()), cover, gap, floor, size, place, frozenset(different), start, end)


def _letters(text: str, start: int, end: int) -> int:
    return len(_LETTER.findall(text[start:end]))


def _cover(text: str, span: tuple[int, int], found: Sequence[Token]) -> float:
    start, end = span
    covered = sum(_letters(text, each.start, each.end) for each in found if start <= each.start and each.end <= end)
    size = _letters(text, start, end)
    return covered / size if size else 1.0


def _dressed(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """A piece with its stop, its arrows and the brackets around it."""
    while True:
        begun = (start, end)
        while start > low and text[start - 1] in _LEFT:
            start -= 1
        while end < high and text[end] in _RIGHT:
            end += 1
        if start > low and end < high and _PAIRS.get(text[start - 1]) == text[end]:
            start, end = start - 1, end + 1
        if (start, end) == begun:
            return start, end


def _runs(text: str, found: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens that follow each other with at most a comma or an arrow between them; no glue at their ends.

    A number stays at the end only behind a word that leads to one (剩余40%), or when it is a telephone: what else
    stands there is the sentence's own (在1660年). So are names and titles (一是对照清单查漏洞, behind a colon).
    """
    run: list[Token] = []
    for token in (*(each for each in found if each.kind not in "VT"), None):
        if token and (not run or _JOINT.match(text[run[-1].end : token.start])):
            run.append(token)
            continue
        while run and (run[-1].kind in "gfl" or (run[-1].kind == "N" and (len(run) < 2 or run[-2].kind not in "bos"))):
            run.pop()
        while run and run[0].kind in "gfNI":
            del run[0]
        if len(run) > 1 or (run and (run[0].end - run[0].start > 5 or run[0].kind == "z")):
            yield run
        run = [token] if token else []


def appeals(text: str, name: str, owner: str, glance: Glance, fits: Fits) -> Iterator[tuple[int, int]]:
    """Spans of what a page says to its reader, by the words of a list and a rule's own judgement of their weight.

    owner: the letter of the rule in the list of anchors; glance: False when the kinds of words in a stretch are not
    worth to be weighed; fits: True for the weight of what is junk.
    """
    for low, high in stretches(text, owner):
        found = tokens(name, text, low, high)
        if not glance("".join(each.kind for each in found)):
            continue
        line = own_line(text, low, high)
        if line and high - low <= _LONGEST and fits(text, weigh(text, (low, high), found, "line")):
            yield low, high
            continue
        spans = _junk_pieces(text, (low, high), found, fits)
        rest = [each for each in found if not any(start <= each.start < end for start, end in spans)]
        for run in _runs(text, rest):
            span = run[0].start, run[-1].end
            if fits(text, weigh(text, span, run, "run")):
                spans.append(span)
        yield from _merged(text, sorted(spans))


def _junk_pieces(text: str, stretch: tuple[int, int], found: Sequence[Token], fits: Fits) -> list[tuple[int, int]]:
    low, high = stretch
    spans = pieces(text, low, high)
    ends = [
        "tail" if (end == high and start > low) or _in_brackets(text, start, end) else "piece" for start, end in spans
    ]
    junk = [fits(text, weigh(text, each, found, end)) for each, end in zip(spans, ends, strict=True)]
    for i in (*range(1, len(spans)), *range(len(spans) - 2, -1, -1)):  # what stands beside junk, either way
        beside = junk[i - 1] if i else False
        beside = beside or (i + 1 < len(spans) and junk[i + 1])
        junk[i] = junk[i] or (beside and fits(text, weigh(text, spans[i], found, "next")))
    return [_dressed(text, *each, low, high) for each, is_junk in zip(spans, junk, strict=True) if is_junk]


def _in_brackets(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in "（(【[〖" and _PAIRS[text[start - 1]] == text[end]


def _merged(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for first, last in spans:
        if start >= 0 and not text[end:first].strip(" \t\xa0\u3000"):
            end = max(end, last)
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def dropped_in(text: str, start: int, end: int) -> bool:
    """True when what stands behind a stretch goes on with what stands before it, and not with it."""
    behind = text[end : end + 2]
    if not _HAN.fullmatch(behind) or not _HAN.fullmatch(text[max(start - 2, 0) : start]):
        return False
    model = chinese()
    return model.cost(text[start:end], behind) - model.cost(text[start - 2 : start], behind) > _JOINS * SCALE
