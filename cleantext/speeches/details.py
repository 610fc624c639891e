"""What a speech says of itself: to whom, by whom, when and where it was given; "" for what it does not state.

Looked for in the lines above the text (title block, ``（2023年5月10日）``, ``县委书记 李明``, ``——李明``), in the first
lines of the text, and under its end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches.parts import DECOR
from cleantext.speeches.salutations import call_at

_HEAD, _FOOT = 400, 120  # characters at both ends of the text that are looked at
_TOP, _SHORT = 5, 60  # lines at the top; characters of one
_D = "[0-9０-９]"
_C = "[一二三四五六七八九十〇○零０廿卅元]"
_DAY = rf"(?:{_D}{{1,2}}|{_C}{{1,3}})"
_YEAR = rf"(?:{_D}{{4}}|[二一][〇○零０九]{_C}{{2}})"
_DATE = lazy(
    rf"{_YEAR} ?年 ?{_DAY} ?月(?: ?{_DAY} ?[日号號])?|(?<!{_D}){_D}{{4}}([-./]){_D}{{1,2}}\1{_D}{{1,2}}(?!{_D})"
)
# 2013年1月8日在……会议上: the whole line is the occasion.
_OCCASION = lazy(
    rf"[^\w\n]{{0,4}}{_YEAR}年[^\n。]{{5,70}}(?:上|[会會](?:[议議]|通[过過])?)(?:的.{{2,12}})?[^\w\n]{{0,4}}"
)
_BRACKETS = "（）()【】[]〔〕—─-－"
# Family names that nine people of ten have; a name is one of them and one or two characters more.
_FAMILY = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂"
    "苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬"
    "段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文施洪"
)
_HAN = r"[\u4e00-\u9fff]"
_GAP = r"[ \t\u3000\xa0\u2002\u2003]"
_NAME = rf"[{_FAMILY}](?:{_GAP}{{0,4}}{_HAN}){{1,2}}|(?:[欧歐][阳陽]|司[马馬]|[诸諸]葛|上官){_HAN}{{1,2}}"
_OFFICE = (
    rf"[书書][记記]|主席|主任|[省市县縣区區镇鎮乡鄉州村部局院校厅廳处處所馆館站行队隊团團会會社厂廠科股组組班室首]{_GAP}?[长長]"
    "|[总總]?[经經]理|董事[长長]?|教授|院士|[老教][师師]|代表|[委职職队隊党黨团團社][员員]|[干理监監]事|同志|先生|女士|同[学學]"
    "|[干幹]部|[职職]工|工人|[农農]民|[学學]生|[选選]手|教[练練]|[医醫]生|[护護]士|律[师師]|工程[师師]|[主总總][管监監]|秘[书書]"
    "|[会會][计計]|主[编編]|[记記]者|校友|家[长長]|[证證]婚人|[新][郎娘]|[父母][亲親]|[长長次][子女]|志愿者|村民|居民|[战戰]士|人"
)
_LABEL = rf"(?:{_HAN}{{1,4}}[人者]|[演主][讲講]|作者|姓名|嘉[宾賓])(?:[:：]|{_GAP})+|[—─-]{{1,3}}{_GAP}*|文[/／]"
_BYLINE = lazy(
    rf"(?:{_LABEL})?(?:(?P<office>(?:{_HAN}|{_GAP}|、){{0,24}}(?:{_OFFICE}))(?:{_GAP}|[:：*])*"
    rf"(?P<known>{_HAN}(?:{_GAP}{{0,4}}{_HAN}){{1,2}})|(?P<name>{_NAME}))(?:同志|先生|女士)?"
)
# 李明（市长）, 李明：
_NAME_FIRST = lazy(rf"(?P<name>{_NAME})(?:{_GAP}*[（(]?{_GAP}*{_HAN}{{0,16}}(?:{_OFFICE})[）)]?|[:：])")
_SPOKEN = lazy(
    r"(?:我(?:是|叫|[为為]|名叫)|[来來]自)[^，,。！!\n]{0,24}?(?:的|班|[级級]|[学學]生|教[师師])?"
    rf"(?P<name>{_NAME})(?=[，,。.！!、])"
)
_PLACE = lazy(r"(?:地[点點]|[会會][场場])[:：][ \u3000]*(?P<place>[^\n，。；,;]{2,30})")
_ROOM = (
    "[会會][议議]室|[礼禮]堂|[会會]堂|[报報]告[厅廳]|[广廣][场場]|[会會][场場]|[剧劇][场場院]|操[场場]|[体體]育[馆館]"
)
_HALL = lazy(rf"(?:于|於|在)?(?P<place>{_HAN}{{2,20}}?(?:{_ROOM}))")
_BESIDE = lazy(rf"(?:于|於|在)?(?P<place>{_HAN}{{1,12}}(?:[省市县縣区區镇鎮乡鄉村州旗]|街道|[学學]校|大[学學]))")


class Details(NamedTuple):
    """Each as the text has it, "" where it does not say."""

    salutation: str
    speaker: str
    date: str
    place: str


def details(above: str, text: str, called: str = "") -> Details:
    """above: the lines before a speech that belong to it (heading, title, byline). called: whom a host called."""
    head, foot = text[:_HEAD], text[-_FOOT:] if len(text) > _HEAD else ""
    lines = _lines(above)
    first = [line for line in _lines(head)[:_TOP] if len(line) <= _SHORT]
    last = [line for line in _lines(foot)[-3:] if len(line) <= _SHORT]
    stated = [*lines, *first, *last]
    date = next((found for line in stated if (found := dated(line))), "")
    return Details(_salutation(text), _speaker(stated, head) or called, date, _place([*lines, *first]))


def _lines(text: str) -> list[str]:
    return [line for line in (each.strip(DECOR) for each in text.splitlines()) if line]


def _salutation(text: str) -> str:
    at = len(text) - len(text.lstrip())
    for _ in range(4):  # a title or byline may stand before it
        call = call_at(text, at)
        if call:
            return text[call.start : call.end].strip(DECOR)
        newline = text.find("\n", at, at + 80)
        if newline < 0:
            break
        at = newline + 1
        at += len(text[at : at + 40]) - len(text[at : at + 40].lstrip())
    return ""


def dated(line: str) -> str:
    """The date of a line that is a date and little else: in a sentence it is when something else happened."""
    match = _dates(line)
    if match and (len(line.strip(_BRACKETS)) <= len(match[0]) + 16 or _OCCASION.fullmatch(line)):
        return match[0]
    return ""


def _dates(line: str) -> re.Match[str] | None:
    """The first date of a line; most lines have no sign of one."""
    return _DATE.search(line) if any(map(line.__contains__, "年-./")) else None


def speaker_of(line: str) -> str:
    """The speaker that a line names, if it is no more than that."""
    bare = (_DATE.sub("", line) if _dates(line) else line).strip(_BRACKETS + DECOR)
    match = _BYLINE.fullmatch(bare)
    if match and (match["office"] or match.start("name") > 0 or len(bare) <= 4):
        return "".join((match["known"] or match["name"]).split())
    match = _NAME_FIRST.fullmatch(bare)
    return "".join(match["name"].split()) if match else ""


def _speaker(lines: list[str], head: str) -> str:
    named = next((name for line in lines if (name := speaker_of(line))), "")
    spoken = None if named else _SPOKEN.search(head[:200])
    return "".join(spoken["name"].split()) if spoken else named


def _place(lines: list[str]) -> str:
    """A place by name, or what a date's line has besides the date: ``（2016年2月1日　东桥市）``."""
    for line in lines:
        match = _PLACE.search(line)
        if match:
            return match["place"].strip()
        hall = _HALL.fullmatch(_DATE.sub("", line).strip(_BRACKETS + DECOR))
        if hall:
            return hall["place"]
        beside = _BESIDE.fullmatch(_DATE.sub("", line).strip(_BRACKETS + DECOR)) if _DATE.search(line) else None
        if beside:
            return beside["place"]
    return ""
