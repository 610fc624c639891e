"""What speaks for a cut, added up: no single sign decides, but those of headings that stand in a run.

A candidate is a block: the title lines (title, occasion, date, speaker) before the first line of a speech, and that
line. It is found by any of its signs: a salutation, a closing or a host's words before it, a title that names a
speech, a date or a speaker on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches import said
from cleantext.speeches.jump import jump
from cleantext.speeches.parts import line_at
from cleantext.speeches.salutations import EXHORT, OPENING, Call, closing
from cleantext.speeches.titles import Block, ends_as_speech

Points = tuple[float, str]  # how much, and why in words

# A salutation alone on its line has as many by itself. Tried on composed files; see benchmarks/speeches.py.
NEEDED = 4.0
_SPEAKS = (
    "[讲講][话話]|[发發]言|致[辞辭词詞]|[报報]告|演[讲講]|表[态態]|[上登][台臺场場]|[赠贈][词詞言]|宣[读讀布]|想法|分享|[汇匯彙][报報]"
    "|[讲講说說谈談][几幾]句|[谈談][谈談]|交流|作(?:指示|[总總][结結]|[动動][员員]|部署)|介[绍紹]|祝酒|述[职職]"
)
_HOST = lazy(
    r"(?:下面|[现現]在|接下[来來]|首先|最[后後]|[让讓]我[们們]|我[们們]再|再次|[接随隨][着後后])[，, ]?"
    r"[^。！!\n]{0,16}?"
    rf"(?:有?[请請]|邀[请請]|[欢歡]迎|[听聽]|由)[^。！!\n]{{2,40}}(?:{_SPEAKS})"
    rf"|(?:有[请請]|邀[请請]|[欢歡]迎|掌[声聲])[^。！!\n]{{2,30}}(?:{_SPEAKS})"
    r"|(?:[请請]|[来來])?大家(?:[欢歡]迎|[以用]?[热熱]烈的?掌[声聲])|掌[声聲](?:[欢歡]迎|有[请請])"
    rf"|主持人[:：][^。！!\n]{{2,60}}(?:{_SPEAKS})"
)
# The same, of one that is called by name: ``下面请村支书吴晓岚讲话``.
_CALLED = lazy(
    r"(?:有?[请請]|[欢歡]迎|由|[听聽]一?[听聽])(?P<who>[^。！!，,\n]{2,24}?)(?:同志|先生|女士)?(?:的|[给給为為]大家|做|作)?"
    rf"(?:{_SPEAKS})"
)
_CALLING = frozenset("请請迎听聽由掌持")  # the form has one of these
_LIKELY = 0.5  # logits of a host's words
_HOST_LONGEST = 200  # characters of a host's paragraph between two speeches
_ALONE = 30  # characters of a line that is nothing but a closing
_NOTES = lazy(
    r"\A(?:附(?:[件录錄表]|注|註)|[名专專][词詞业業]|[注註][释釋解]|[有相][关關][名用]|[说說]明)|[名术術用][词詞语語]解[释釋]"
)
# What a paragraph's last words may wish for in the middle of a speech too.
_SLOGAN = lazy("[胜勝]利召[开開]|[圆圓][满滿]|[奋奮]斗|[完美][满滿]成功|[结結]束|完成")
_ITEM = lazy(
    r"[*#\s]*(?:[0-9]{1,3}[.、．:： ]|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|附"
    r"|[^\w“‘「『《（(])"
)
_ALMOST = 1.0  # points without which the subject is not asked: it takes longer than all the rest
_BEHIND = 140  # characters before a block, and after its first line, that are looked at


class Cut(NamedTuple):
    """start: where the speech before it ends at the latest; body: where its own text begins (characters).

    title: "" when only the text can give one. heading: the line that opens it, as it stands. points: all evidence.
    called: whom a host called.
    """

    start: int
    body: int
    title: str
    heading: str
    points: float
    evidence: tuple[str, ...]
    called: str = ""

    @property
    def confidence(self) -> float:
        """0 to 1: three quarters at what is needed; each point more halves the doubt."""
        return round(1 - 2 ** -(self.points - NEEDED + 2), 3) if self.points > NEEDED - 2 else 0.0


def called(text: str, start: int, end: int) -> str:
    """Whom a host calls in a paragraph, with the office, "" where no name stands in it."""
    found = _CALLED.search(text, start, end)
    return found["who"].strip() if found else ""


def calls_speaker(line: str) -> bool:
    """Whether a line calls the next speaker."""
    by_form = not _CALLING.isdisjoint(line) and _HOST.search(line) is not None
    return by_form or said.logit(line.strip(), "host") > _LIKELY


def is_host(text: str, at: int) -> bool:
    """Whether the line at ``at`` is a host's."""
    line = line_at(text, at)
    return line is not None and calls_speaker(line.text)


def host_before(text: str, at: int) -> int:
    """Where the paragraph before ``at`` begins if a host calls the next speaker in it, else -1."""
    end = len(text[max(0, at - _BEHIND) : at].rstrip()) + max(0, at - _BEHIND)
    start = text.rfind("\n", max(0, end - _HOST_LONGEST), end) + 1
    if not start and end > _HOST_LONGEST:
        return -1
    return start if calls_speaker(text[start:end]) else -1


def weigh(text: str, block: Block, call: Call | None, many: bool = False) -> list[Points]:
    """What speaks for and against a cut at a block. call: the salutation that it begins with. many: one of
    thousands, for which the subject is not asked.
    """
    found = [*_from_title(block), *_from_call(text, block, call), *_from_before(text, block)]
    if not many and sum(points for points, _ in found) >= _ALMOST:
        found += _from_subject(text, block)
    return found


def _from_title(block: Block) -> Iterator[Points]:
    if _NOTES.search(block.title):
        yield -4.0, "notes follow"
    elif block.title:
        points = 1.0 + 2.0 * block.names_speech + 1.0 * ends_as_speech(block.title)
        yield points, f"title {block.title}"
    if block.dated:
        yield 3.0, f"date {block.dated}"
    if block.speaker:
        yield (3.0 if block.office else 2.0), f"speaker {block.speaker}"
    elif block.byline:
        yield 2.5, f"byline {block.byline}"
    if block.source:
        yield 3.0, f"source {block.source}"


def _from_call(text: str, block: Block, call: Call | None) -> Iterator[Points]:
    at = call.end if call else block.body
    ahead = text[at : at + _BEHIND].lstrip()
    if call:
        yield 2.0 + call.worth, f"salutation {text[call.start : call.end].strip()}"
    if OPENING.match(ahead) or _opens(ahead):
        yield 2.0, f"opening {ahead[:8]}"
    if not call and _ITEM.match(ahead):
        yield -4.0, "an item of a list follows"
    if call and EXHORT.search(ahead[:80]):
        yield -2.0, "a last exhortation follows"


def _opens(ahead: str) -> bool:
    """Whether the first words are those of a speech, in a form that the pattern does not know."""
    return said.logit(ahead.partition("\n")[0].strip()[: said.OPENING], "opening") > _LIKELY


def _from_before(text: str, block: Block) -> Iterator[Points]:
    behind = text[max(0, block.start - _BEHIND) : block.start].rstrip()
    line = behind[behind.rfind("\n") + 1 :]
    words = closing(line)
    if words:
        in_prose = 1.5 if _SLOGAN.search(words) else 3.0
        yield (in_prose if len(line) > _ALONE else 4.5), f"after {words}"
    elif behind.endswith(("!", "！")):
        yield 1.5, "after an exclamation"
    if block.host:
        yield 3.0, "a host calls the next speaker"


def _from_subject(text: str, block: Block) -> Iterator[Points]:
    change = jump(text, block.start, block.body)
    if change:
        yield change, "another subject" if change > 0 else "the same subject"
