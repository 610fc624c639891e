"""Pages with labelled junk: good text of ../shared/corpus and speeches of our own, junk set in by lot.

Of one seed, one page. The text of a page is made of pieces, each good (no label), a trap (``trap``: good, though it says
what junk says) or junk of a family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.junk.wording import Speaker, Wording, wording
from benchmarks.scoring import CORPUS, NARROW, documents

if TYPE_CHECKING:
    from opencc import OpenCC

LAYOUTS = {  # and the genres of their text
    "news": ("reports", "speech", "wiki"),
    "fanwen": ("speech", "speech", "reports"),
    "novel": ("fiction",),
    "forum": ("speech", "fiction", "wiki"),
    "gov": ("law", "reports", "speech"),
    "wechat": ("speech", "wiki", "fiction"),
}
# With their shares: simplified; natural traditional; simplified text that a machine converted, by phrases of OpenCC.
_SCRIPTS = {"simplified": 0.55, "traditional": 0.15, "s2t": 0.15, "s2tw": 0.15}
_SEPARATORS = (*["\n"] * 10, *["\n\n"] * 4, *["\n\u3000\u3000"] * 4, "\n\xa0\xa0\xa0\xa0", "\n        ")
_GLOSSES = {"內": "nèi", "閱": "yuè", "讀": "dú", "點": "diǎn", "費": "fèi", "會": "huì", "員": "yuán", "載": "zài"}
_STOPS = "。！？；，、：”）"
_FAMILIES = (4, 7)  # of junk on one page
_TRAPS = (2, 4)
_LONGEST = 420  # characters of a paragraph
Text = Sequence[str]  # its paragraphs


class Piece(NamedTuple):
    text: str
    label: str = ""


class Span(NamedTuple):
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Page:
    """text and its spans of junk and of traps, in order; what no span holds is good text."""

    name: str
    text: str
    spans: tuple[Span, ...]


@cache
def stock() -> Mapping[str, Sequence[Text]]:
    """Genre -> texts of the corpus, as paragraphs; none where the corpus is not here."""
    found: dict[str, list[Text]] = {}
    if CORPUS.exists():
        for genre in ("reports", "law", "wiki", "fiction", "traditional"):
            texts = ([line.strip() for line in text.split("\n")] for _, text in documents(genre))
            found[genre] = [kept for text in texts if len(kept := [line[:_LONGEST] for line in text if line]) > 2]
    return found


def pages(part: str, count: int, texts: Mapping[str, Sequence[Text]] | None = None) -> Iterator[Page]:
    """``count`` pages of the part ``dev`` or ``test``. texts: as ``stock`` gives them; speeches stand in for none."""
    words, speech = wording(part), wording("speech")
    for number in range(count):
        yield _Maker(part, number, words, speech).page(stock() if texts is None else texts)


def convert(name: str, text: str) -> str:
    """``text`` in another script; one that no converter is named for is the text's own."""
    return text if name in ("", "simplified", "traditional") else str(_converter(name).convert(text))


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(name)


class _Maker:
    """One page on its way: its lots, its script, its lines."""

    def __init__(self, part: str, number: int, words: Wording, speech: Wording) -> None:
        self.lots = Random(f"{part} {number}")
        self.layout = list(LAYOUTS)[number % len(LAYOUTS)]
        self.script = self.lots.choices(list(_SCRIPTS), list(_SCRIPTS.values()))[0]
        self.name = f"{part} {number}, {self.layout}, {self.script}"
        self.speaker = Speaker(words, self.lots)
        self.orator = Speaker(speech, self.lots)
        self.offers = words.offers(self.layout)

    def page(self, texts: Mapping[str, Sequence[Text]]) -> Page:
        title = Piece(self._written(self.speaker.say("{title}")))
        body = [[Piece(line)] for line in self._good(texts)]
        head, foot = [], []
        for family, where, said in self._chosen():
            junk = self.speaker.say(self.lots.choice(said))
            junk = self._written(junk) if family == "trap" else self._in_some_script(family, junk)
            if where == "head":
                head.append(Piece(junk, family))
            elif where == "foot":
                foot.append([Piece(junk, family)])
            else:
                getattr(self, f"_{where}")(body, junk, family)
        first = [[each] for each in head if each.label in ("navigation", "spam") or self.lots.random() < 0.3]
        second = [[each] for each in head if [each] not in first]
        return self._assembled([*first, [title], *second, *body, *foot])

    def _good(self, texts: Mapping[str, Sequence[Text]]) -> list[str]:
        genre = "traditional" if self.script == "traditional" else self.lots.choice(LAYOUTS[self.layout])
        if genre not in texts:
            places = {where: said for _, where, said in self.orator.words.offers("")}
            said = [self.lots.choice(places["open"]), *self.lots.sample(places["body"], self.lots.randint(4, 7))]
            lines = [self.orator.say(each) for each in (*said, self.lots.choice(places["close"]))]
            return [self._written(line.translate(_WIDE)) for line in lines]
        text = self.lots.choice(texts[genre])
        most = self.lots.randint(5, 14)
        at = self.lots.randrange(max(1, len(text) - most))
        return [self._written(line) for line in text[at : at + most]]

    def _chosen(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The junk and the traps of this page: families by lot, and one place of each."""
        by_family: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for each in self.offers:
            by_family.setdefault(each[0], []).append(each)
        families = [family for family in by_family if family != "trap"]
        found = self.lots.sample(families, self.lots.randint(*_FAMILIES)) + ["trap"] * self.lots.randint(*_TRAPS)
        return [self.lots.choice(by_family[family]) for family in found]

    def _written(self, text: str) -> str:
        """In the script of the page."""
        return convert("s2tw" if self.script == "traditional" and not _is_traditional(text) else self.script, text)

    def _in_some_script(self, family: str, junk: str) -> str:
        """Junk keeps the script of its makers at times, and is glossed where the page came through such a machine."""
        if self.script == "simplified":
            return convert("s2t", junk) if self.lots.random() < 0.05 else junk
        if self.lots.random() < (0.6 if family == "spam" else 0.2):
            return junk
        junk = convert("s2tw" if self.script == "traditional" else self.script, junk)
        if self.script == "s2t" and family == "hidden" and self.lots.random() < 0.4:
            junk = "".join(f"{c}({_GLOSSES[c]})" if c in _GLOSSES else c for c in junk)
        return junk

    def _line(self, body: list[list[Piece]], junk: str, family: str) -> None:
        body.insert(self.lots.randint(1, len(body)), [Piece(junk, family)])

    def _inside(self, body: list[list[Piece]], junk: str, family: str) -> None:
        line, at, piece = self._good_piece(body)
        after_mark = self.lots.random() < 0.4
        places = [i for i in range(2, len(piece) - 1) if not _within_word(piece, i)]
        marked = [i for i in places if piece[i - 1] in "，。、"] if after_mark else []
        cut = self.lots.choice(marked or places or [len(piece)])
        line[at : at + 1] = _whole([Piece(piece[:cut]), Piece(junk, family), Piece(piece[cut:])])

    def _after(self, body: list[list[Piece]], junk: str, family: str) -> None:
        line, at, piece = self._good_piece(body)
        ends = [i + 1 for i, char in enumerate(piece) if char == "。" and piece[i + 1 : i + 2] not in tuple("”）")]
        cut = self.lots.choice(ends) if ends and self.lots.random() < 0.5 else len(piece)
        line[at : at + 1] = _whole([Piece(piece[:cut]), Piece(junk, family), Piece(piece[cut:])])

    def _wrap(self, body: list[list[Piece]], junk: str, family: str) -> None:
        line, at, piece = self._good_piece(body)
        marks = [i for i, char in enumerate(piece) if char in "，。、："]
        low, high = 0, len(piece)
        if self.lots.random() < 0.6 and len(marks) > 1:
            first = self.lots.randrange(len(marks) - 1)
            low, high = marks[first] + 1, marks[first + 1]
        before, after = junk.split("~")
        parts = [piece[:low], (before, family), piece[low:high], (after, family), piece[high:]]
        line[at : at + 1] = _whole([Piece(each) if isinstance(each, str) else Piece(*each) for each in parts])

    def _good_piece(self, body: list[list[Piece]]) -> tuple[list[Piece], int, str]:
        """A line, the place of a good piece of it, and its text: one of the longer ones."""
        found = [(line, at) for line in body for at, each in enumerate(line) if not each.label]
        found.sort(key=lambda each: -len(each[0][each[1]].text))
        line, at = self.lots.choice(found[: max(3, len(found) // 2)])
        return line, at, line[at].text

    def _assembled(self, lines: Sequence[Sequence[Piece]]) -> Page:
        narrow = self.lots.random() < 0.35
        gap = self.lots.choice(_SEPARATORS)
        text, spans = gap.lstrip("\n"), []
        for number, line in enumerate(lines):
            text += gap if number else ""
            for each in line:
                start = len(text)
                text += (each.text.translate(NARROW) if narrow else each.text).replace("\n", gap)
                if each.label:
                    spans.append(Span(start, len(text), each.label))
        return Page(self.name, text, tuple(spans))


_WIDE = str.maketrans(",:!?;", "，：！？；")
_TRADITIONAL = frozenset("們個這國會來時對為說業發學經關進過還麼與從產動務開問間長門應實現區")


def _is_traditional(text: str) -> bool:
    return not _TRADITIONAL.isdisjoint(text)


def _within_word(text: str, at: int) -> bool:
    """True between two letters or figures, and inside a quotation's marks or a run of marks."""
    before, after = text[at - 1], text[at]
    return (before.isascii() and before.isalnum()) or after in _STOPS or (after.isascii() and after.isalnum())


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    return [each for each in pieces if each.text]
