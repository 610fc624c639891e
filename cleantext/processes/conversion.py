"""Machine conversion of the script, told from the writing of people: OpenCC is run back and forth and compared.

A text is made simplified and traditional again, by the standards of OpenCC itself, Taiwan and Hong Kong. What OpenCC
converted comes out as it was, down to shapes that neither Taiwan nor Hong Kong writes (``爲``, ``羣``, ``衆``). What a
table of single characters converted holds wrong choices (``皇後``, ``方麵``, ``干部``), of which people make few.
Before any of that, counts of characters that people seldom write tell in a millisecond what is natural.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleantext.patterns import lazy

if TYPE_CHECKING:
    from opencc import OpenCC

_UNFIT = lazy("([\x00\ud800-\udfff])")
_SPOKEN, _CLASSICAL = "的了是們这這我你他在有個麼么", "也矣曰哉焉兮豈吾汝者"
_MODERN = lazy("[A-Za-z0-9]+")
# Numbers and names in ASCII of a biography that has hardly a particle, and classical ones of its characters: old books
# have 18 in a thousand and more.
_DIGITS, _OLD = 3, 0.015
# Shapes of Taiwan and Hong Kong that OpenCC's own standard never writes. 993 of a thousand natural texts of 300 to 3000
# characters have one, none of 1475 texts converted to that standard has.
USUAL = "為眾裡啟濕麵艷鈎"
# Weights of shapes (shapes.txt) for a thousand characters, 300 more than there are: most natural texts have 0, nine in
# ten converted texts more than 8. Without a usual shape, of natural texts one in forty has 3; with one, a hundredth has
# 12, and texts of tables that keep the shapes of Taiwan 15 and more.
_UNUSUAL, _GLANCE = 3.0, 12.0
# The weights themselves, and what it says that no usual shape is there: one in six natural texts of 300 characters has
# none. Of 1900 natural texts no such one has more than 9.0; with weights from the other half of them, one has 13.9, for
# the name of a man it speaks of, and the next 9.9.
_CERTAIN, _ENOUGH, _ABSENCE, _FAR = 14.0, 200, 0.006, 600
# Shapes that tables leave, 1,500 in a million characters and more, in natural text 250; the first two every such text
# has. A few counts cost a tenth of a look for all the shapes.
_KEPT, _KEPT_RATE = "后于么并采筑愿干扎斗", 0.0006
# Of old books: characters of a text, shapes of the standard, and places where it goes another way than the standard.
_BOOK, _SHAPES, _ASTRAY = 1500, 8, 0.0005
# Shapes that tables of characters change all, or leave all, and what they make of them: an edition of 1,500 characters
# has some of both. Of the first old books have each by itself, of the second nobody writes 愿 and 么.
_CHANGED, _KEPT_IN_BOOKS, _SIMPLE = (
    "后後于於云雲余餘并並采採几幾干幹斗鬥里裏征徵范範",
    "后後于於里裏余餘并並愿願么麼",
    "愿么",
)
_CONSISTENT = 5
_OF_BOOKS = frozenset("于云余后并采干游几斗舍岳谷征系托卷志克")  # shapes that old books have by themselves
# What tells OpenCC's work: shapes of its own standard alone, and shapes of the others beside them. The highest share of
# 369 natural texts is one in two, with two of the first, or three in seven.
_OWN, _OTHERS, _FEW = 4, 0.4, 3
_LONG = 300  # characters without a shape of the others, for one of its own; or 200 for all of them
# Wrong choices, each weighed by how much rarer natural text has it, over 300 characters and the text's own. The highest
# of 369 natural texts is 0.0145, with weights from the other half of them; texts of tables have 0.02 to 0.2.
_LEFT, _KINDS, _BASE, _MOST = 0.019, 3, 300, 3
TYPICAL, MOST_WEIGHT, _HEAVY = 5e-5, 6.0, 2.0  # rate of a wrong choice in a text of tables, unless it is known
# Shapes the two scripts share, which tables leave: 4,000 to 6,000 in a million characters of the pages we know, 150 in
# natural text. Three different ones are asked for: no natural text has them at this rate.
_SHARED, _SHARE = frozenset("后么筑于干愿采并系扎游托斗余"), 0.0012


class Char(NamedTuple):
    """A Chinese character, what it is in simplified text, and what the standard of OpenCC writes."""

    old: str
    plain: str
    standard: str
    own: bool  # a shape of OpenCC's standard alone
    other: bool  # a shape of Taiwan's or Hong Kong's standard, not of OpenCC's
    wrong: bool  # of none of them


def convert(name: str, text: str) -> str:
    """``text`` converted by OpenCC, but for what stays where it is: it takes no lone surrogates, and of text with a NUL
    some of its converters give only what is before that."""
    done = converter(name).convert
    try:
        if "\0" not in text:
            return str(done(text))
    except UnicodeEncodeError:
        pass
    return "".join(part if _UNFIT.match(part) else done(part) for part in _UNFIT.split(text))


@cache
def converter(name: str) -> OpenCC:
    """OpenCC's converter of this name, made once."""
    from opencc import OpenCC

    return OpenCC(name)


def written(text: str) -> Iterator[Char]:
    """The Chinese characters of a text beside the standards; nothing where a conversion changes the length."""
    plain = convert("t2s", text)
    standard, *others = (convert(name, plain) for name in ("s2t", "s2tw", "s2hk"))
    if any(len(each) != len(text) for each in (plain, standard, *others)):
        return
    for old, simple, own, taiwan, hong_kong in zip(text, plain, standard, *others, strict=True):
        if old >= "㐀":
            there = old in (taiwan, hong_kong)
            # A table leaves a shape that simplified text has as well; it tells nothing of Taiwan or Hong Kong.
            other = old != own and there and old != simple
            yield Char(old, simple, own, old == own and not there, other, old != own and not there)


def may_be(text: str) -> bool:
    """A glance: False for what people wrote, all but a hundredth of it."""
    if not any(char in text for char in USUAL):
        return _strangeness(text) >= _UNUSUAL
    if _KEPT[0] not in text and _KEPT[1] not in text:
        return False
    kept = sum(map(text.count, _KEPT))
    return kept >= max(_KINDS, _KEPT_RATE * len(text)) and _strangeness(text) >= _GLANCE


def _strangeness(text: str) -> float:
    """How much is in it that people seldom write and machines do, for a thousand characters."""
    return 1000 * _weighed(text) / (_BASE + len(text))


def _weighed(text: str) -> float:
    find, weights = _shapes()
    return sum(min(n, _MOST) * weights[char] for char, n in Counter(find(text)).items()) / 10


def is_converted(text: str) -> bool:
    """True where a machine made this traditional text from simplified text."""
    chars = [*written(text)]
    if sum(char.old != char.plain for char in chars) <= 2 * sum(map(is_simplified, chars)):
        return False
    own = [char.old for char in chars if char.own]
    others = sum(char.other for char in chars)
    wrong = [char for char in chars if char.wrong]
    if not _is_modern(text):
        strange = [char for char in wrong if char.old not in _OF_BOOKS]
        return _is_book(text, own, others, wrong) or _has_wrong_choices(strange, len(text))
    enough = len(set(own)) >= _KINDS - 1 or len(chars) >= min(_LONG / max(len(own), 1), _ENOUGH)
    if (len(own) >= _OWN and others <= _OTHERS * len(own)) or (own and not others and enough):
        return True
    if own and not others and not wrong and _has_word_of_the_mainland(text):
        return True
    if not others and len(chars) >= _ENOUGH and _weighed(text) + _ABSENCE * min(len(chars), _FAR) >= _CERTAIN:
        return True
    return _has_wrong_choices(wrong, len(text)) or _has_shared_shapes(chars, len(text))


def _is_book(text: str, own: Sequence[str], others: int, wrong: Sequence[Char]) -> bool:
    """True for an old book in which each choice is a machine's; editions in its shapes often choose otherwise."""
    size = len(text)
    if size < _BOOK or len(own) < _SHAPES or len(set(own)) < _KINDS - 1 or others > _ASTRAY * size:
        return False
    if len({char.old for char in wrong}) <= 1 or len(wrong) <= _ASTRAY * size or _is_all(text, _CHANGED[::2], _CHANGED):
        return True
    return any(char in text for char in _SIMPLE) and _is_all(text, _KEPT_IN_BOOKS[1::2], _KEPT_IN_BOOKS)


def _is_all(text: str, absent: str, both: str) -> bool:
    """True for a text without the ones, and with most of the others."""
    there = [char for char in both if char in text]
    return len(there) >= _CONSISTENT and not set(absent).intersection(there)


def _is_modern(text: str) -> bool:
    """True for the language of our day; old books write the shapes of OpenCC's standard."""
    spoken, classical = sum(map(text.count, _SPOKEN)), sum(map(text.count, _CLASSICAL))
    if spoken >= _FEW and spoken > 2 * classical:
        return True
    return spoken > 0 and classical <= _OLD * len(text) and len(_MODERN.findall(text)) >= _DIGITS


def _has_word_of_the_mainland(text: str) -> bool:
    """True where a word is in it for which Taiwan has another."""
    plain = convert("t2s", text)
    return convert("s2twp", plain) != convert("s2tw", plain)


def _has_wrong_choices(wrong: Sequence[Char], size: int) -> bool:
    counts = Counter(char.old + char.standard for char in wrong if not is_simplified(char))
    weights = {pair: _weight(pair) for pair in counts}
    total = sum(min(n, _MOST) * weights[pair] for pair, n in counts.items())
    kinds = sum(weight >= _HEAVY for weight in weights.values())
    return kinds >= _KINDS and total >= _LEFT * (_BASE + size)


def _has_shared_shapes(chars: Sequence[Char], size: int) -> bool:
    left = [char.old for char in chars if char.wrong and char.old == char.plain and char.old in _SHARED]
    return len(set(left)) >= _KINDS and len(left) > _SHARE * size


def is_simplified(char: Char) -> bool:
    """True for a character that only simplified text has: two scripts in one text are no machine's work."""
    return char.wrong and char.old == char.plain and not char.old.encode("big5", "ignore")


def _weight(pair: str) -> float:
    usual, weights = _choices()
    return weights.get(pair, usual) / 10


@cache
def _shapes() -> tuple[Callable[[str], list[str]], dict[str, int]]:
    path = Path(__file__).parents[1] / "language" / "shapes.txt"
    weights = {row[0]: int(row[1:]) for row in path.read_text(encoding="utf-8").splitlines()[1:]}
    return re.compile(f"[{''.join(weights)}]").findall, weights


@cache
def _choices() -> tuple[int, dict[str, int]]:
    path = Path(__file__).parents[1] / "language" / "choices.txt"
    _, usual, *rows = path.read_text(encoding="utf-8").splitlines()
    return int(usual), {row[:2]: int(row[2:]) for row in rows}
