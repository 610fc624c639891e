"""Single documents, which must not be cut: the corpus, and speeches, news and essays of our own wording.

The speeches have what tempts a splitter: numbered sections, salutations inside, a title, a dateline, a signature. The
news quotes speeches with their salutations and thanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.scoring import CORPUS, documents
from benchmarks.speech_heads import byline, dateline, signature
from benchmarks.speech_pieces import Piece, Wanted, invented
from benchmarks.speech_words import Part, words

CORPORA = ("reports", "law", "wiki", "fiction", "traditional")
INVENTED = ("speech", "news", "essay")
_INVENTED_OF_EACH = 120


def singles(part: Part, most: int) -> Iterator[tuple[str, str]]:
    """(genre, text) of the single documents: at most ``most`` of each genre, the invented ones at most 120."""
    for genre in CORPORA:
        for at, (_, text) in enumerate(documents(genre)):
            if at < most:
                yield genre, text
    for path in sorted((CORPUS / "negative").glob("*.jsonl")):
        for at, (_, text) in enumerate(documents(path.stem, "negative")):
            if at < min(most, 60):
                yield "other languages", text
    for genre in INVENTED:
        for number in range(min(most, _INVENTED_OF_EACH)):
            yield genre, single(part, genre, number)


def single(part: Part, genre: str, number: int) -> str:
    """Invented document ``number`` of a genre, the same one every time."""
    rng = Random(f"{part} {genre} {number}")
    lines = {"speech": _speech, "news": _news, "essay": _essay}[genre](part, rng)
    return rng.choice(("\n", "\n\n", "\n\u3000\u3000")).join(lines) + "\n"


def _speech(part: Part, rng: Random) -> list[str]:
    """One speech with everything that it may have of its own."""
    piece = invented(part, rng, Wanted(rng.random() < 0.9, rng.random() < 0.9, rng.random() < 0.8, inner=0.8))
    head = [piece.title]
    if rng.random() < 0.4:
        head.append(dateline(part, rng, rng.randrange(20)).line)
    if rng.random() < 0.4:
        head.append(byline(part, rng, piece, rng.randrange(20)))
    foot = [signature(part, rng, piece), dateline(part, rng).line] if rng.random() < 0.3 else []
    return [*(head if rng.random() < 0.8 else []), *piece.lines, *foot]


def _paragraphs(part: Part, rng: Random) -> Piece:
    return invented(part, rng, Wanted(call=False, opening=False, closing=False, inner=0))


def _news(part: Part, rng: Random) -> list[str]:
    """A report on a meeting, with what was said there."""
    lexicon = words(part)
    forms = lexicon.lists["news"]
    title, said = lexicon.fill("{会}在{地}召开", rng), _paragraphs(part, rng)
    lines = [title, lexicon.fill(forms[0], rng)]
    telling = [form for form in forms[1:] if "{文}" in form]
    lines += [lexicon.fill(rng.choice(telling), rng, 文=paragraph) for paragraph in said.lines]
    return [*lines, *(lexicon.fill(form, rng) for form in forms[1:] if form not in telling)]


def _essay(part: Part, rng: Random) -> list[str]:
    """Paragraphs under a title, some with numbered heads, nobody spoken to."""
    piece = _paragraphs(part, rng)
    return [words(part).fill("{地}记事", rng), *piece.lines, *_paragraphs(part, rng).lines[:4]]
