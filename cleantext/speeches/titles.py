"""The title of a speech: the lines above it, or its first words."""

from __future__ import annotations

from cleantext.patterns import lazy
from cleantext.speeches.parts import DECOR, SPEECH_WORD, Line, line_at
from cleantext.speeches.salutations import call_at, is_closing

_MOST_LINES = 6  # title in two lines, occasion, date, speaker
_LONGEST = 50  # characters of a title line
_WORDS = 30  # characters of a title made from the first sentence
_SENTENCE_END = tuple("。！!？?；;…”’」：:，,、")
_NAMED = lazy(SPEECH_WORD)
_DATED = lazy(r"[0-9０-９]{4} ?[年./-]|[一二][九〇○零O0][^ ]{2}年|^[0-9./年月日: -]+$")
_SPEAKER = lazy(
    r".{0,20}(?:[省市县縣区區镇鎮乡鄉州部局院校厅廳处處所行团團会會][长長]|[书書][记記]|主任|主席|[经經]理|代表)"
    r"[ \u3000\xa0:：]*.{0,4}"
    r"|[^ ]{1,2}[ \u3000\xa0]*[^ ]{1,2}",
)
# Site text and section heads are no titles; 五篇 is a list of other articles.
_NOT = lazy(
    r"\.(?:com|cn|net|org)|https?:|[0-9一二三四五六七八九十]篇"
    r"|^[(（]?[一二三四五六七八九十]{1,3}[)）、.]|^[0-9]+[.、 ]|^[^一-鿿]*$",
)
_STOP = lazy(r"[。！!？?；;\r\n]")


def _above(text: str, at: int) -> Line | None:
    """The nearest line with something in it above the line that starts at ``at``; None when it is far or long."""
    end = len(text[max(0, at - 200) : at].rstrip()) + max(0, at - 200)
    return line_at(text, end - 1) if end and at - end < 200 else None


def title_lines(text: str, at: int) -> tuple[int, str]:
    """(where the title lines above position ``at`` start, the title they give or "")."""
    lines: list[Line] = []
    start = at
    while len(lines) < _MOST_LINES and (line := _above(text, start)):
        if not line.text or len(line.text) > _LONGEST or line.text.endswith(_SENTENCE_END) or is_closing(line.text):
            break
        if _NOT.search(line.text) and not _DATED.search(line.text):
            break
        lines.insert(0, line)
        start = line.start
    titles = [line.text for line in lines if not _DATED.search(line.text) and not _SPEAKER.fullmatch(line.text)]
    named = [line.text for line in lines if _NAMED.search(line.text) and not _NOT.search(line.text)]
    return start, next(iter([*(t for t in named if t in titles), *titles, *named]), "")


def names_speech(title: str) -> bool:
    """Whether a title says that a speech follows: ……的讲话."""
    return _NAMED.search(title) is not None


def own_title(text: str) -> str:
    """The title a text gives itself: its first line if that is no sentence, else the start of its first sentence.

    A text without words gives its first signs; only white space has no title.
    """
    call = call_at(text, 0)
    line = line_at(text, 0)
    if not call and line and 0 < len(line.text) <= _LONGEST and not line.text.endswith(_SENTENCE_END):
        return line.text
    for rest in (text[call.end :] if call else "", text):
        for sentence in _STOP.split(rest):
            if words := sentence.strip(DECOR + "“”")[:_WORDS].strip(DECOR):
                return words
    return next(iter(text.split()), "")[:_WORDS]
