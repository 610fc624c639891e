"""What a document that is not several speeches is: a speech, news, a law, or any other text."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from cleantext.patterns import lazy
from cleantext.speeches.salutations import closing, opens_speech

Kind = Literal["speech", "news", "law", "text"]
_HEAD, _FOOT = 1500, 400  # characters that are looked at
_BLANK = r"[ \t\u3000\xa0*#]"
_ARTICLE = lazy(rf"\n{_BLANK}{{0,20}}第[一二三四五六七八九十百零〇0-9]{{1,5}}[条條][ \u3000\xa0:：、\n]")
_NEWS = lazy(
    r"本[报報网網台刊][^\n。]{0,12}(?:[讯訊]|[0-9]{1,2}日[电電]?)|新[华華]社[^\n。]{0,20}[电電]"
    r"|[记記]者 ?[^\n。，,]{2,12}(?:[报報][导導道]|[从從])|[（(](?:通?[讯訊][员員]|[记記]者)[^）)\n]{2,20}[）)]",
    spread=True,
)
# A third person that says what was said: reports of a meeting quote like this all the way through.
_REPORTED = lazy("(?:[强強][调調]|指出|要求|表示|[认認][为為])[，,：:]", spread=True)
_TITLE = lazy(
    "[讲講][话話稿]|[发發]言|致[辞辭词詞]|演[讲講说說]|工作[报報]告|[开開闭閉]幕[词詞]|主持[词詞稿]|[贺賀祝][词詞辞辭]|表[态態]"
    "|[动動][员員]令|述[职職]|[竞競][选選聘]",
    spread=True,
)
_SAID = lazy("我们要|我們要|同志[们們]|大家|各位|我代表|下面[，,]?我|我[讲講谈談]|希望你?[们們]")
_FEWEST = 3


@lru_cache(maxsize=8)
def kind_of(text: str) -> Kind:
    """Which of the four a document is, by its head and its end. Never raises."""
    head, foot = text[:_HEAD], text[-_FOOT:]
    if len(_ARTICLE.findall("\n" + text[: 4 * _HEAD])) >= _FEWEST:
        return "law"
    start = len(head) - len(head.lstrip())
    title = head[start:].partition("\n")[0]
    spoken = _TITLE.search(title[:60]) is not None or opens_speech(text, start) or bool(closing(foot[-60:].rstrip()))
    said = len(_SAID.findall(head))
    reported = len(_REPORTED.findall(head))
    if _NEWS.search(head[:400]) or (reported >= _FEWEST and not said and not spoken):
        return "news"
    if spoken or said >= _FEWEST:
        return "speech"
    return "text"
