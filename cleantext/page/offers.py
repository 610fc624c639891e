"""Sentences with which a site's editor offers a text to its readers, weighed by what they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.lexicons import pattern
from cleantext.page.sites import NAME
from cleantext.patterns import lazy

_EDITOR = lazy(
    r"(?:[编編]者|[笔筆]者|[网網][编編])(?=(?:今天|特地|特意|精心|[这這]里)?[为為给給])|(?<![的位名])小[编編](?![们們]?(?:也|要|[应應]|必[须須]|能|[会會]|可以|白天|很|是))"
)
_THANKED = lazy(r"(?:感[谢謝]|新媒[体體]|融媒[体體]|我[们們]的|中心的?|各位)小[编編]")
_SITE = lazy(
    rf"{NAME}|本[站网網](?!工作)|(?<![\u3400-\u9fff])本文(?=[为為给給])|(?:由|是|[与與]|[为為]|跟|\A|"
    rf"[,，])[\u3400-\u9fffA-Za-z0-9]{{2,8}}(?<![电電铁管国])[网網](?:站|[为為小编編整收])"
)
_WHOM = r"(?:大家|[您你]|各位|[读讀]者|[网網]友|[同][学學]|小[伙夥]伴|[广廣]大|朋友|有需)"
_FOR = lazy(rf"[为為给給帮幫替]{_WHOM}")
_ACT = lazy(
    r"整理|收集|搜集|搜[罗羅]|[带帶][来來]|[准準][备備]|推[荐薦]|分享|精[选選]|[汇彙匯][总總]|[编編][辑輯寫写]|提供|[总總][结結]|介[绍紹]|奉上|[准準]?[备備]了|精心"
)
_TEXT = lazy(
    r"[范範]文|模板|(?:[讲講][话話]|[发發]言|演[讲講]|致[辞辭词詞]|主持|[广廣]播|公文|[开開]幕|"
    r"[报報]告|[总總][结結])[稿词詞辞辭文]|作文|文章|美文|文案|(?:[讲講][话話]|[发發]言|[会會][议議]|[汇匯彙][报報])材料|心得[体體][会會]|例文|"
    r"[参參]考[资資]料|句子|[写寫]作|"
    r"(?:全部|相[关關]|所有|全文|主要|[详詳][细細])[内內]容|怎[么麼][写寫]"
)
_GOODS = lazy(r"[范範]文|模板|(?:[讲講][话話]|[发發]言|演[讲講])稿|例文")
_HERE = lazy(
    r"[那么麼就]{0,3}(?:[下上]面|[下上]文|以[下上]|下[边邊]|接下[来來]|[这這][里裡裏]|[这這]篇|[这這](?=[就是])|本文|本篇|此文|今天|上述|[为為]此|因此|[现現]在|[关關][于於])"
)
_ALL = lazy(
    r"(?:以上|上面|[这這])[\u3400-\u9fff《》“”\"'A-Za-z0-9()（）]{0,40}(?:全部|相[关關]|所有|主要|[详詳][细細])[内內]容"
)
_SPOKEN = lazy(
    r"我(?![们們]?[为為给給帮幫](?:大家|[您你])[^，。]{0,6}(?:整理|收集|搜集|精[选選]))|我[讲講说說发發]|同志|[办辦]公室|[谢謝]大家|谢谢|[汇匯][报報]|[会會][议議]的"
)
_SURE = lazy(
    r"(?:[下][面边邊]|接下[来來]|[那么麼]{1,2}).{0,6}(?:一起)[来來去]?(?:看看|看一看|了解|[学學][习習]|[欣][赏賞]).{0,30}(?:[讲講][话話]|[范範]文|稿|[总總][结結]|文章|[内內]容)|"
    r"以上(?:就是|便是|是|即是|[内內]容[为為]).{0,40}(?:全部|所有|具[体體]|[详詳][细細])[内內]容.{0,6}(?:[,，].{0,24}(?:[关關]注|[阅閱][读讀]|[参參]考|收藏|[帮幫]助|喜[欢歡])|\Z)|"
    r"(?:[关關][于於]|[这這][篇]).{2,40}(?:就)?(?:[分][享]|介[绍紹]|整理|[带帶][来來])到[这這此].{0,3}(?:[,，].{0,30})?|"
    r"今天.{0,8}(?:[给給为為与與跟和])?(?:大家|[您你]|各位)(?:分享|[带帶][来來]|推[荐薦])的?(?:是|[内內]容).{0,40}(?:[范範]文|[讲講][话話]稿|[发發]言稿|演[讲講]稿|模板|作文|心得)|"
    r"感[谢謝](?:[您你]|大家|各位)?的?(?:[阅閱][读讀]|[浏瀏][览覽])|"
    r"(?:更多|想|喜[欢歡]).{0,24}(?:[关關]注|[访訪][问問]|收藏|[浏瀏][览覽]|登[录錄陆陸])(?:本站|本[网網]|我[们們]的?[网網]站)|"
    r"(?:[您你]|[现現]在)[正现現]?在?(?:[浏瀏][览覽]|[阅閱][读讀]|[查看]看)的(?:是|文章)|"
    r"[欢歡]迎[来來]到.{0,12}[网網站]|小[编編](?:寄[语語]|提示|[导導][读讀]|推[荐薦]|[语語]|"
    r"[点點][评評]|有[话話])[:：]|"
    r"(?:跟|[与與]|和|[随隨])(?:[着著])?(?:本站|"
    r"[\u3400-\u9fff]{2,6}[网網])?(?:的)?小[编編](?:的[脚腳]步)?(?:一起)?(?:[来來]|"
    r"去)?(?:一起)?(?:[看瞧]|了解|[学學])|[关關][注][\u3400-\u9fff]{0,6}小[编編]|小[编編]的?更新"
)
# How it is said to readers, whoever says it.
_LEADS = lazy(
    r"以[飨饗][读讀]者|[参參]考一下|一起[来來去]?(?:看看|了解|[学學][习習]|[欣赏賞]{2})|感[兴興]趣的(?:朋友|小伙伴|[网網]友|[您你])|(?:就)?分享到[这這][里裡裏]|"
    r"[继繼][续續][关關]注|敬[请請][关關]注|[给給为為][您你大各][家位]?(?:[带帶][来來]|分享|推[荐薦])|[与與和跟](?:大家|[您你]|各位)分享的是|[内內]容如下"
)
_ENDS = "。！？!?，,、~～;； \t\xa0\u3000"
# What a speaker hopes will help.
_OWN = lazy(r"意[见見]|[经經][验驗]|[体體][会會]|演出|[节節]目|[讲講]座|活[动動]|建[议議]|[报報]告|[发發]言(?!稿)")
_LEAD = lazy(
    r"(?:怎[么麼]|如何|[该該]怎|什[么麼])[^。！？]{0,12}[呢吗嗎么麼?？]|"
    r"[^。！？]{0,12}[有知道]{1,2}[^。！？]{0,16}[吗嗎么麼][?？]|"
    r"[^。！？]{0,40}[导導][语語读讀][】:：]?\Z"
)
_READ = lazy(
    r"(?:看完|[读讀]完|看了|[读讀]了|[阅閱][读讀]了?)(?:[这這]|以上|上面|本)|[你您](?:是不是|是否|[还還]在|[会會]不[会會]|知道|[见見][过過])[^。]{0,30}[?？]"
)
_CLAUSE = lazy(r"[^,，:：]*[,，:：]?")
_OPENS = lazy(
    r"[\s【\[（(《“\"]*(?:小[编編]|本[站网網]|[这這]篇|[关關][于於]|[为為]了?(?:方便|[帮幫]助|[让讓]|大家|[您你])|[帮幫]大家|更多|快)"
)
ENOUGH = 4.5


def weight(sentence: str) -> float:
    """How much a sentence speaks of a text that somebody hands out; ENOUGH is junk."""
    if _SURE.search(sentence) and not _THANKED.search(sentence):
        return ENOUGH
    editor = bool(_EDITOR.search(sentence)) and not _THANKED.search(sentence)
    site = bool(_SITE.search(sentence))
    goods = bool(_TEXT.search(sentence))
    if not (editor or site or goods):
        return 0
    formula = bool(pattern("editor_formula").search(sentence))
    total = (
        3.0 * editor + 2.0 * site + goods + bool(_ACT.search(sentence)) + bool(_FOR.search(sentence)) + 1.5 * formula
    )
    total += bool(_HERE.match(sentence.lstrip('【[（( “"')) or _HERE.search(sentence, 1)) * (editor or site or goods)
    total += bool(_ALL.search(sentence))
    spoken = not editor and bool(_SPOKEN.search(sentence))
    total += bool(_LEADS.search(sentence)) * (goods or editor or site) * (not spoken)
    total += bool(not spoken and formula and _GOODS.search(sentence) and _HERE.match(sentence.lstrip('【[（( “"')))
    if spoken:
        total -= 2.0 if not _GOODS.search(sentence) else 1.0
    return total


def is_formula(sentence: str) -> bool:
    """True for a sentence that is a closing formula and nothing else."""
    found = pattern("editor_formula").search(sentence)
    if not found or found.start() > 4 or len(sentence) > 60:
        return False
    rest = pattern("editor_formula").sub("", sentence)
    return len(rest.strip(_ENDS)) <= 1 + 9 * ("祝" in rest) and not _SPOKEN.search(rest) and not _OWN.search(sentence)


def is_lead(sentence: str) -> bool:
    """True for a question that leads to an offer: 那么讲话稿怎么写呢?"""
    if _READ.search(sentence) and len(sentence) <= 60:
        return True
    return bool(_LEAD.search(sentence)) and len(sentence) <= 60 and bool(_TEXT.search(sentence) or "】" in sentence)


def begins(sentence: str) -> int:
    """Where in its sentence an offer begins: behind the clauses of the prose it was glued to."""
    at = 0
    for clause in _clauses(sentence):
        words = clause.strip(" \t\xa0\u3000")
        if (
            _OPENS.match(words)
            or _HERE.match(words)
            or _EDITOR.search(words)
            or _SITE.search(words)
            or _FOR.match(words)
        ):
            return at
        at += len(clause)
    return 0


def _clauses(sentence: str) -> Iterator[str]:
    for found in _CLAUSE.finditer(sentence):
        if found[0]:
            yield found[0]


def mentions(sentence: str) -> bool:
    """True where a sentence has a word of such offers at all; to be asked first."""
    return bool(
        _ACT.search(sentence)
        or _EDITOR.search(sentence)
        or _LEADS.search(sentence)
        or re.search(r"[浏瀏][览覽]|[内內]容|[阅閱][读讀]|本站|本[网網]", sentence)
    )
