"""Sentences about the rights of a page: who may copy it, who answers for it, who owns it."""

from __future__ import annotations

import re
from functools import cache

from cleantext.lexicons import entries, source
from cleantext.page.notices import is_told, part
from cleantext.patterns import lazy

# Who speaks: a site, of itself and of what it publishes.
_SELF = lazy(
    r"本[站网網号號]|我[站网網]|本[平论論][台坛壇]|本公[众眾]号|原作者|原文作者|作者本人|[网網]友|"
    r"互?[联聯]?[网網][络絡上]|[网網]站(?:[内內]容|所有|[资資]料|信息)|所有文章|本文|[此该該]文|小[编編]|[稿文图圖][件章片]|[转轉][载載]|[来來]源|"
    r"[上此]述?[内內]容|我[们們]|站[长長]|管理[员員]|版主|[刊登][载載登]|(?i:copyright|icp)"
)
# What it speaks of; each group counts once.
_RIGHTS = (
    lazy(r"版[权權]|著作[权權]|知[识識][产產][权權]|[产產][权權]"),
    lazy(r"侵[权權犯害]|[权權]益|[权權]利"),
    lazy(r"[转轉摘][载載贴帖自]|[复複][制製]|[镜鏡]像|摘[编編]|抄[袭襲]|盗[链鏈用]|采集"),
    lazy(r"[删刪][除改稿]|撤[稿下除]|下架|[处處]理|更正|屏蔽"),
    lazy(r"[联聯][系繫絡络]|告知|通知|[来來][信函电電]|致[电電]|[邮郵]箱|[邮郵]件|留言|QQ"),
    lazy(r"不[承负負][担擔责責]|[责責文]任?[责責]?自[负負]|不[构構]成|[法][律]?[责責]任|[连連][带帶]|追究|必究|法律"),
    lazy(r"[观觀][点點]|立[场場]"),
    lazy(r"不代表|[仅僅]代表|[赞贊][同成]"),
    lazy(r"[核证證][实實]|真[实實]性|完整性|[准準][确確]性|及[时時]性|自行|承[诺諾]"),
    lazy(
        r"[仅僅只][供限用][^，。]{0,6}(?:[参參]考|[学學][习習]|交流|[传傳][播递遞]|研究|[阅閱][读讀])|非?商[业業]用途|[传傳][递遞]更多|[学學][习習]交流|24小[时時]"
    ),
    lazy(r"注明|[标標]明|出[处處]|[来來]源|[作][者]|[署][名]"),
    lazy(r"授[权權]|[许許]可|同意|允[许許]"),
    lazy(r"不得|[请請]勿|禁止|[严嚴]禁|[谢謝][绝絕]|拒[绝絕]"),
    lazy(
        r"[网網]友[上发發投提][传傳布稿供]|用[户戶][上发發投][传傳布稿]|[来來]自[于於]?[网網]|[整搜收][理集]|[网網][络絡][整收搜转轉]|互[联聯][网網]"
    ),
)
# What no page says of itself, but a speaker, a judge or a law.
_SPEAKER = lazy(
    r"我[们們]要|要[严嚴]|各[级級地]|部[门門]|[坚堅]持|打[击擊]|加[强強大]|公民|"
    r"第[一二三四五六七八九十百\d]+[条條]|同志|[企行][业業]|市[场場]|群[众眾]|法院|[条條]例|"
    r"保[护護]法|行政|干[部]|会[议議]|"
    r"[执執]法|案[件]|[宣][传傳]|人民|政府|我[国國]|[国國]家|被告|原告|[应應]当|[应應]該|[当當]事人|人[员員]"
)
_SITE_ITSELF = lazy(
    r"本[站网網号號]|我站|本平[台臺]|本公[众眾]|原作者|[网網]站(?:[内內]容|所有|[资資]料|信息)|小[编編]|站[长長]|本文|[该此]文|(?:[请請]|我[们們]|"
    r"[将將]|[会會]|尽快|及[时時]).{0,20}[删刪]除|(?i:copyright|icp|reserved|powered)|©"
)
_DECLARED = lazy(r".{0,2}[声聲]明|[说說]明|[备備]?注|提示")
# Said by nobody but a page, wherever in the sentence it stands.
_STRONG = lazy(r"本[站](?!是|台|点)|本[网網](?!格|[络絡])|我站|本平台|本公[众眾][号號]|原作者|站[长長]|小[编編]")
_PLAIN = lazy(
    r"[传傳][递遞播]更多信息|文[责責]自[负負]|保留所有[权權]利|侵[权權](?:投[诉訴]|[举舉][报報]|反[馈饋]|[联聯][系繫]|[处處]理|[删刪]除)[:：]|"
    r"侵[权權]?(?:必|立|即|速|[请請])?(?:[删刪撤]|[联聯])|(?i:icp)[备備证證]\s?(?:案|[号號])?[\s:：]?\d|[网網]安[备備]\s?\d"
    r"|(?:侵[权權犯]|[权權]益|版[权權]|不妥|不[当當]).{0,30}(?:[与與和向]|[联聯][系繫絡络]|告知|通知|"
    r"[来來][信函])(?:到|于)?(?:本站|我[们們]|站[长長]|管理[员員]|小[编編]|本平|本[网網]|本[号號])"
)
_SPOKEN_OF = lazy(r"(?:出[处處]|作者|[来來]源)(?:是|很|的(?![链鏈]接|地址)|[这這]|也)")
_OWNER = lazy(r"[所有归歸属屬信息说說明]*[者人权權的]")
SHORT = 60
_HALF, _NEARLY = 0.5, 0.75
_MOSTLY = 0.65  # of a page's sentence is words of such sentences


@cache
def _openings(kind: str) -> re.Pattern[str]:
    found = sorted((source(each[2:]) for each in entries("reprint") if each[0] == kind), key=len, reverse=True)
    return re.compile("|".join(found), re.IGNORECASE)


def topics(sentence: str) -> int:
    """How many things of a page's rights a sentence speaks of."""
    return sum(bool(each.search(sentence)) for each in _RIGHTS)


def is_opening(sentence: str, last: bool) -> bool:
    """True for a sentence that a page says of itself, by its first words or by all it speaks of.

    last: nothing stands behind it on its line.
    """
    if is_told(sentence):
        return False
    speaker = bool(_SPEAKER.search(sentence))
    found = _openings("a").match(sentence)
    if _PLAIN.search(sentence) and len(sentence) <= 2 * SHORT and not speaker:
        return True
    if found and _DECLARED.match(sentence):
        return topics(sentence) >= 2 and (bool(_SITE_ITSELF.search(sentence)) or not speaker)
    if found and (_SPOKEN_OF.search(sentence) or _forbids_something(sentence, found.end())):
        return False
    if found:
        sure = _SITE_ITSELF.search(sentence)
        return part(sentence) >= (_HALF if sure else _NEARLY) and (not speaker or bool(sure and topics(sentence) >= 2))
    line = _openings("l").match(sentence) if last and len(sentence) <= SHORT else None
    if line:
        return not speaker and not _OWNER.match(sentence, line.end()) and not sentence.endswith("。")
    if not _SELF.search(sentence):
        return False
    if not _SITE_ITSELF.search(sentence):
        return False
    if topics(sentence) >= (5 if speaker else 2 if _STRONG.search(sentence) else 3):
        return part(sentence) >= _MOSTLY
    return not speaker and topics(sentence) >= 2 and _clause_opens(sentence)


def _forbids_something(sentence: str, end: int) -> bool:
    """True where somebody forbids to copy what is not the page: 严禁转载未经核实的消息."""
    return bool(_FORBIDS.match(sentence)) and bool(_OBJECT.match(sentence, end))


_FORBIDS = lazy(r"禁止|[谢謝][绝絕]|[严嚴]禁|拒[绝絕]|[请請切]?勿")
# What no page adds: its own text, another verb, or a stop may stand there.
_OBJECT = lazy(
    r"(?:[、,，及和或与與\s]*(?:[转轉][载載贴帖发發]|[盗盜][链鏈用]|[镜鏡]像|抄[袭襲]|洗稿|采集|[复複][制製]|搬[运運]|摘[编編]))*"
    r"(?![、,，。！!\s]|本|此|[该該]|\Z|[使商引]用|[违違]|[否]|[作][为為他])"
)


def _clause_opens(sentence: str) -> bool:
    """True where a later clause of a sentence is an opening: 图文均来自网路,如有侵权请告知删除."""
    return any(_openings("a").match(clause.strip()) for clause in re.split("[,，;；]", sentence)[1:])


def goes_on(sentence: str) -> bool:
    """True for a sentence that such a one may be followed by: it has to speak of the page's rights as well."""
    if len(sentence) <= 14 and _POLITE.fullmatch(sentence):
        return True
    if _SPEAKER.search(sentence):
        return bool(_SITE_ITSELF.search(sentence)) and topics(sentence) >= 2
    return topics(sentence) >= (1 if _SITE_ITSELF.search(sentence) else 2)


_POLITE = lazy(
    r"(?:[特非]?[常此]?(?:感|致|多)?[谢謝]{1,2}(?:合作|理解|支持|配合|大家|[您你])?|敬[请請](?:[见見]?[谅諒]解?|理解|[关關]注)|"
    r"[请請]?[见見][谅諒]|[违違]者必究|特此[声聲说說]明|[谢謝]{2}|[请請][尊][重]原[创創])[。！!~]*"
)
