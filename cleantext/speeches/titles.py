"""The title of a speech: the lines above it, or its first words."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches import said
from cleantext.speeches.details import dated, speaker_of
from cleantext.speeches.parts import DECOR, SPEECH_WORD, Line, line_at
from cleantext.speeches.salutations import call_at, closing

_MOST_LINES = 6  # title in two lines, occasion, date, speaker
_LONGEST = 50  # characters of a title line
_WORDS = 30  # characters of a title made from the first sentence
_SENTENCE_END = tuple("。！!？?；;…”’」：:，,、")
_NAMED = lazy(SPEECH_WORD, spread=True)
_NAMED_LAST = lazy(rf"(?:{SPEECH_WORD})(?:稿|材料|[范範]文)?[)）】]?\Z")
# Site text and section heads are no titles; 五篇 is a list of other articles.
_NOT = lazy(
    r"\.(?:com|cn|net|org)|https?:|[0-9一二三四五六七八九十]篇"
    r"|^[(（]?[一二三四五六七八九十]{1,3}[)）、.]|^[0-9]+[.、 ]|^[^一-鿿]*$",
)
_SOURCE = lazy(
    r"[（(\[【]?(?:[文原本]?[章稿文]件?|[资資]料)?(?:[来來]源|[稿来來]源|出[处處]|[转轉][载載]?自?|原[载載])(?:于|於)?[:：]"
    r"|[（(\[【]?(?:[来來]自|[选選摘录錄][自编編]|[转轉][载載]?自|原[载載]|[据據][^\n]{2,12}[报報][导導道])|(?:[编編][辑輯]|供稿|[发發]布[时時日])[^\n]{0,2}[:：]"
)
_LIST = lazy(
    "[0-9一二三四五六七八九十]篇|[范範]文|[稿文]$|[^\\w]$|[相有][关關]|推[荐薦]|上一篇|下一篇|更多|[热熱][门門點点]"
)
_LIST_HEAD = lazy(
    "[【\\[]?(?:[相有][关關]|推[荐薦]|更多|[热熱][门門点點]|猜[你您]|[延扩擴][伸展]|其[他它]|上一篇|下一篇|[阅閱][读讀])"
)
_SIGNATURE = 4  # lines of names, dates and offices under a speech
_LISTED = 2  # titles that are a list
_MOST_ARTICLES = 100
_SURE = 1.0  # logits of a byline
_STOP = lazy(r"[。！!？?；;\r\n]")


class Block(NamedTuple):
    """The title lines before a speech. start: of the first of them; body: where the speech's own text begins.

    title, dated, speaker, source: "" where no line gives it. names_speech: the title is one of a speech (……的讲话).
    office: the speaker is named with one, or as the speaker. byline: a line that tells who speaks in a form that gives
    no speaker. host: a host's words stand before them; called: whom.
    """

    start: int
    body: int
    title: str
    names_speech: bool
    dated: str
    speaker: str
    office: bool = False
    source: str = ""
    byline: str = ""
    host: bool = False
    called: str = ""


def _above(text: str, at: int) -> Line | None:
    """The nearest line with something in it above the line that starts at ``at``; None when it is far or long."""
    end = len(text[max(0, at - 200) : at].rstrip()) + max(0, at - 200)
    return line_at(text, end - 1) if end and at - end < 200 else None


def block_above(text: str, at: int) -> Block:
    """The title lines above a line that starts at ``at``."""
    lines: list[Line] = []
    start = at
    while len(lines) < _MOST_LINES and (line := _above(text, start)):
        if not is_title_line(line.text):
            break
        lines.insert(0, line)
        start = line.start
    texts = [line.text for line in lines]
    date = next((found for line in lines if (found := dated(line.text))), "")
    named_by = next((t for t in texts if speaker_of(t)), "")
    speaker = speaker_of(named_by)
    source = next((t for t in texts if _SOURCE.match(t)), "")
    byline = "" if speaker else next((t for t in texts if is_byline(t)), "")
    titles = [t for t in texts if not (dated(t) or speaker_of(t) or _NOT.search(t) or _SOURCE.match(t) or t == byline)]
    named = [t for t in texts if _NAMED.search(t) and not _NOT.search(t)]
    title = next(iter([*(t for t in named if t in titles), *titles, *named]), "")
    return Block(
        start, at, title, bool(title) and names_speech(title), date, speaker, len(named_by) > 4, source, byline
    )


def is_title_line(line: str) -> bool:
    """Whether a line, without its margins, can be one of the lines above a speech."""
    if not 0 < len(line) <= _LONGEST or line.endswith(_SENTENCE_END) or (closing(line) and not _SOURCE.match(line)):
        return False
    return not _NOT.search(line) or bool(dated(line) or _SOURCE.match(line))


def is_byline(line: str) -> bool:
    """Whether a line says who speaks, by its wording; ``speaker_of`` knows the usual forms."""
    return said.logit(line, "byline") > _SURE and not names_speech(line)


def is_source(line: str) -> bool:
    """Whether a line says where a speech was taken from."""
    return _SOURCE.match(line) is not None


def names_speech(title: str) -> bool:
    """Whether a title says that a speech follows: ……的讲话."""
    return _NAMED.search(title) is not None


def ends_as_speech(title: str) -> bool:
    """Whether that is what a title ends in."""
    return _NAMED_LAST.search(title) is not None


def articles_below(text: str, start: int) -> int:
    """Where a list of other articles' titles begins under the last speech, which starts at ``start``; else the end.

    A name and a date under a speech are no list: that takes titles of speeches, a list's heading, or many lines.
    """
    at = end = len(text)
    titles = lines = 0
    for _ in range(_MOST_ARTICLES):
        line = _above(text, at)
        if line is None or line.start <= start or not line.text or len(line.text) > _LONGEST:
            break
        heads = _LIST_HEAD.match(line.text) is not None
        if not heads and (closing(line.text) or line.text.endswith(_SENTENCE_END)):
            break
        lines += 1
        titles += heads * _LISTED or names_speech(line.text) or _LIST.search(line.text) is not None
        at = end = line.start
        if heads:
            break
    signed = lines - titles <= _SIGNATURE and titles < _LISTED
    return len(text) if signed or not lines else end


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
