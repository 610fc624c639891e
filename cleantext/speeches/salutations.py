"""Salutations (``同志们:``), the words that open a speech, and those that end one.

A salutation alone on its line opens a speech more often than not, but it recurs inside speeches too: ``evidence.py``
adds up what speaks for a cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches import said
from cleantext.speeches.parts import INDENT, MARGIN

_COURTESY = "尊敬的|敬[爱愛]的|[亲親][爱愛]的"
_ALL = "各位|全[体體]|[广廣]大|在座|在[场場]|[诸諸列]位|所有|到[场場]的?|[与與][会會]的?"
_PERSON = (
    "[们們]|[领领領][导導]|代表|[员員]|[来來貴贵嘉][宾賓]|同[志仁事学學窗胞乡鄉]|朋友|女士|先生|老[师師]|家[长長人]|[评評]委|主席"
    "|[书書][记記]|主任|[省市县縣区區镇鎮乡鄉州村部局院校厅廳处處所馆館站行队隊团團会會社厂廠科股组組班首][长長]|[总總]|[经經]理"
    "|教授|院士|博士|[战戰校工农農队隊网網亲親病]友|[乡鄉][亲親]|父老|考官|[职職]工|[专專]家|[学學读讀作]者|企[业業]家|伙伴"
    "|[观觀听聽][众眾]|官兵|[战戰]士|[指长長]官|股[东東]|[业業]主|[邻鄰]居|街坊|[师師]傅|[评評][审審]|裁判|志愿者|[长長][辈輩]"
    "|客[户戶人]|居民|村民|市民|[干幹]部|青年|少年|孩子|兄弟|姐妹|[医醫]生|[护護]士|教[练練师師]|[记記]者|[选選]手|[组組][织織]"
    "|[妇婦]女|[爷爺奶爸妈媽叔伯]|[师師]生|乘客|[游旅]客|主持人|[评評][议議]|[监監考][考官]"
)
# One newline-first search finds every line that begins like a salutation; the rest is looked at in Python.
_GROUP = (
    "老[师師]|女士|先生|朋友|同[学學事仁胞]|[战戰工校]友|[乡鄉][亲親]|父老|街坊|家[长長]|孩子|伙伴|首[长長]"
    "|[来來贵貴嘉][宾賓]|[领領][导導]|代表|委[员員]|官兵|股[东東]|兄弟|姐妹"
)
_TRIGGER = lazy(rf"\n{MARGIN}{{0,60}}(?=同志|{_COURTESY}|{_ALL}|{_GROUP})")
_CALL = lazy(
    rf"{MARGIN}{{0,60}}(?P<call>[^\n:：!！。?？;；“”]{{3,70}})(?P<mark>[:：!！]|[,，](?=[\r\n]|\Z)){MARGIN}{{0,9}}\r?",
)
_VERBS = "要请請得的是在有把将將应應会會能记記看听聽如这這以下"  # no name for people has these
_ONE = rf"(?:{_COURTESY}|{_ALL})*+.{{0,16}}?(?:{_PERSON})|(?:{_COURTESY}|{_ALL})+[^{_VERBS}]{{1,10}}"
_PIECE = lazy(rf"(?:{_ONE})(?:[和及与與](?:{_ONE}))?")
_FIRST = lazy(
    rf"同志|{_COURTESY}|{_ALL}|(?:{_GROUP})(?:[、,， \u3000]|[^\s]{{0,6}}[们們])|.{{1,12}}[们們](?:[、,，]|\Z)"
)
# Lines of people that no list has: ``运动员同志们，``. Looked for from their end.
_ENDS = (*(f"{plural}{mark}\n" for plural in "们們" for mark in "！!，,"), "：\n", ":\n")
_LINE = 40  # characters of such a line
_SOMEBODY = lazy(rf"{_COURTESY}|{_ALL}|{_PERSON}")
_NOBODY = lazy(rf"[{_VERBS}0-9０-９]|[一二三四五六七八九十]是")
_LEADS_ON = lazy("以下|如下|[下几幾][列点點个個条條面]|要|[须須]")  # to a list, not to a speech
_WEAK = 0.5
_MOST = 4.0  # logits that count
_SURE, _LIKELY = 1.0, 0.5  # logits of a salutation, of the last words of a speech
_KEPT = 1024  # lines whose answers are kept: several parts of the cutting ask about each
_SHOWN = 8  # characters of such words that are told as evidence
_COURTEOUS = lazy(_COURTESY)
_GREETING = lazy("(?:大家|[你您][们們]?|各位)?(?:[早上中下晚午]{1,2}|新[年春]|[节節]日)?(?:好|[愉快]{2})")
_SPLIT = lazy(r"[、,， \t\u3000\xa0]+")

OPENING = lazy(
    "(?:同志[们們][，,]?|大家|各位)?(?:[早上中下晚午]{1,2}好|[节節]日好|好[，,。！!]|今[天晚早日年]|[刚剛][才纔]|方才|近日|日前|[这這此本][次个個天]"
    "|[现現]在|下面|首先|[根据據依按照]{2}|受[^。\n]{1,20}委[托託]|(?:能[够夠]?|非常|十分|很|[无無]比)?(?:高[兴興]|[荣榮]幸|感[谢謝激]|激[动動])"
    "|[值适適恰欣正][此逢值]|在[这這]|[经經][^。\n]{1,20}(?:同意|研究)|[为為]了?[^。\n]{2,60}[会會]|[参參]加今天"
    "|我[们們]?(?:在[这這][里裡裏]|召[开開]|代表|就|[谨謹]|宣布|[汇匯彙][报報]|演[讲講]的|[发發]言的|[讲講谈談][讲講谈談的]?)"
    "|我(?:是|叫)[^。，,\n]{2,20}[。，,]|[欢歡]迎(?:大家|各位|[你您][们們])|[昨前]天|先[说说讲講]|按照|[请請]允[许許]|借此|利用"
    "|[时時光][间間光阴陰]|[岁歲]月|[转轉]眼|[又新]?[是年春]?一年|[有古][人]?[说說云]|常言|俗[话話]|[记記曾][得经經]|[随隨][着著]"
    "|[^。!！?？\n]{0,40}(?:召[开開]|[举舉][行办辦]|相聚|[欢歡]聚|[齐齊]聚|主要任[务務]是|我[讲講谈談说說汇匯]|[发發]言的?[题題]目|演[讲講]的?[题題]目))"
)
# A site's introduction never begins like that.
GREETS = lazy(
    r"[^。！!？?\n]{0,16}?[，,！!]?(?:大家|[你您][们們]?|各位|同志[们們]|朋友[们們])?[早上中下晚午]{1,2}好|[^。！!？?\n]{0,12}大家好"
    r"|同志[们們][，,：:！!]|各位[^。！!？?\n]{1,12}[：:，,！!]"
)
_CLOSING = lazy(
    "[谢謝]{2}|感[谢謝](?:大家|各位|您|[你您][们們]|聆|倾|收)|散[会會]|[讲講说說](?:完了|到[这這][里裡裏]|[这這](?:些|[么麼]多))"
    "|[讲講][话話]完[了毕畢]|[发發]言完[了毕畢]|[汇匯彙][报報]完[了毕畢]|完[毕畢][。！!]|到此(?:[结結]束|[为為]止)|到[这這][里裡裏][。！!，]"
    "|再[见見]|[掌鼓][声聲掌]|大家[欢歡]迎|身[体體]健康|[万萬]事如意|[阖闔合]家|[胜勝]利召[开開]|努力[奋奮]斗|此致|敬[礼禮]|[拜恳懇]托"
    "|批[评評]指正|[请恳懇請][^。，,\n]{0,3}(?!予)[^。，,\n]{0,12}(?:[监監]督|指正|[评評][议議]|支持)[。！!]"
    "|[圆圓][满滿](?:成功|[结結]束|完成)|以上(?:是|就是|[述发發][职職言]|[汇匯彙][报報])|鞠躬|宣誓人|[完美][满滿]成功",
    spread=True,
)
_WISH = lazy(
    r"(?:\A|[。！!，,])(?:最[后後])?[，,]?(?:[预預]|衷心|再次|[谨謹]|[让讓]我[们們])?(?:祝[愿願福]?|[愿願](?=[^。\n]{2,40}[！!]))[^。\n]{2,60}[！!。]\Z"
)
EXHORT = lazy(
    r"[让讓]我[们們]|新(?:的)?征程|(?:任[务務]|[责責]任|使命|事[业業])[^。\n]{0,12}(?:[艰艱][巨鉅]|重大|[光荣榮]{2}|重于)|最[后後]|希望[^。\n]{0,12}[要能]|我[们們]要|我[坚堅]信"
    r"|[风風]正|[号號]角|[时時]不我待|[蓝藍][图圖]|[紧緊]密[团團][结結]|只争朝夕|[扬揚]帆",
)

_WISHES = frozenset("祝愿願")  # nothing is a wish without one of these
_TOGETHER = 20  # characters of blanks and line breaks at most between the two lines of one salutation


class Call(NamedTuple):
    """A salutation: where its line starts, where what follows it starts, and what its form alone is worth."""

    start: int
    end: int
    worth: float


def call_at(text: str, at: int) -> Call | None:
    """The salutation that begins a line at ``at``, if there is one."""
    match = _CALL.match(text, at)
    return (_by_form(text, at, match) if match else None) or _by_wording(text, at)


def _by_wording(text: str, at: int) -> Call | None:
    """A salutation that only its wording tells."""
    end = text.find("\n", at, at + _LINE + 20)
    if end < 0:
        return None
    line = text[at:end].strip(INDENT + "\r")
    sure = said.logit(line, "salutation") if len(line) <= _LINE else 0.0
    if sure < _SURE:
        return None
    sure = min(sure, _SURE if _LEADS_ON.search(line) else _MOST)
    return Call(at, end, 1.0 + sure / 2 if line[-1] in ":：" else sure / 4)


def _by_form(text: str, at: int, match: re.Match[str]) -> Call | None:
    call, mark = match["call"].strip(INDENT), match["mark"]
    pieces = [piece for piece in _SPLIT.split(call) if piece]
    greets = len(pieces) > 1 and _GREETING.fullmatch(pieces[-1]) is not None
    pieces = pieces[: len(pieces) - greets]
    alone = text[match.end() : match.end() + 1] in ("\n", "")
    colon = mark in ":："
    if not any(map(_FIRST.match, pieces)) or not all(map(_PIECE.fullmatch, pieces)):
        # People that no list has: with other evidence it is a salutation nevertheless.
        somebody = alone and colon and len(call) <= _LINE and _SOMEBODY.search(call) and not _NOBODY.search(call)
        return Call(at, match.end(), _WEAK) if somebody else None
    if greets:  # that is said once
        return Call(at, match.end(), 2.5)
    if not (alone or colon):
        return None  # 同志们!…… with text after it recurs inside speeches all the time
    # A courtesy opens a speech; what recurs inside one is short.
    formal = 1.5 * bool(_COURTEOUS.match(call)) + 0.5 * (len(pieces) > 1)
    return Call(at, match.end(), formal + ((2.5 if colon else 0.5) if alone else 0.0))


def calls(text: str) -> Iterator[Call]:
    """Every salutation at the start of a line, in order; 尊敬的……: and 各位……: on two lines are one."""
    last = -_TOGETHER - 1
    for at in _positions(text):
        if call := call_at(text, at):
            if at > last + _TOGETHER or text[last:at].strip():
                yield call
            last = call.end


def _positions(text: str) -> list[int]:
    found = {0, *(hit.start() + 1 for hit in _TRIGGER.finditer(text))}
    for end in _ENDS:
        at = text.find(end)
        while at >= 0:
            found.add(text.rfind("\n", max(0, at - _LINE), at) + 1)
            at = text.find(end, at + 1)
    start = 0
    for line in text.split("\n"):
        if said.SHORTEST <= len(line) <= _LINE and said.may_be(line, "salutation"):
            found.add(start)
        start += len(line) + 1
    return sorted(found)


def opens_speech(text: str, at: int) -> bool:
    """Whether the text from ``at`` begins with a salutation or with words that open a speech."""
    head = text[at : at + 200].lstrip()
    return call_at(head, 0) is not None or OPENING.match(head) is not None


@lru_cache(_KEPT)
def closing(words: str) -> str:
    """The words in these that end a speech, "" if there are none."""
    found = _CLOSING.search(words[-40:]) or (None if _WISHES.isdisjoint(words) else _WISH.search(words))
    if found:
        return found[0].strip("。！!，,")
    line = words.strip()
    return line[:_SHOWN] if said.logit(line, "closing") > _LIKELY else ""
