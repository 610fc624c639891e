"""Who else uses the words that a page prints around an article: a speaker, or a text about such pages."""

from __future__ import annotations

import re

from cleantext.patterns import lazy

_QUOTE = "“‘「『\"'`《"
_QUOTED = "”’」』\"'`》"
# A marker that such a word follows is spoken of: no sentence begins with 的 once the marker has gone, and inside a
# sentence, where a marker may have been dropped before any word, 的 must lead to what a page is made of.
_SUBJECT = lazy(r"的(?![确確])|了(?!解|不起|如)|是(?!否)|等(?![待级級到])")
_PART = lazy(
    r"(?:[这這][种種个個类類些样樣]|之[类類]|一[类類]|等)?的?[^。！？；，,\n]{0,4}?(?:按[钮鈕]|[链鏈]接|字[样樣眼]|[标標][记記签籤]|[骗騙][术術局]|[广廣]告|"
    r"[弹彈]窗|套路|提示|[做手]法|手段)"
)
_ENDS = "。！？；：!?;:\n”"
# What a speaker says before and after such words; both scripts.
_SPEAKER_BEFORE = lazy(
    r"(?:提示|[显顯]示|[设設]置|必[须須]|不得|要求|可以?|[应應]该?|才能|需要|[将將把]|的|者|[户戶]|[众眾]|民|位|[员員]|[时時]|再|台|[统統]|[站网網端]|"
    r"[号號]|[标標][为為]|写着|寫著|[钮鈕]|[会會]|全面|真|[细細]|心|[请請]|家|[织織]|[来來去]|[进進]行)\Z"
)
_SPEAKER_AFTER = lazy(
    r"、|[，,](?:[我是这這]|可以?[知看见見]|不[难難]|就[能会會])|可[知以]|[须須]|论述|論述|[明化书書艺藝的了过過并並即则則等和与與“‘「『《率量后後者]|[办辦]理|[进進]度|[结結]果|相[关關]|有[关關]|自己|本人|[个個]人|通知|公告|附件|[详詳][细細情]|具[体體]|最新|"
    r"信息|[数數][据據]|情[况況]|各|[资資]料|材料|文件|[课課]程|成[绩績]|[账帳]|政策|精神|[内內]容|按[钮鈕]|功能|[链鏈]接|[权權]限"
)
_SHOWN = lazy(r"(?:[系统統页頁面]提示|[显顯]示|[写寫][着著])[:：]\Z")


def spoken(text: str, start: int, end: int, strict: bool) -> bool:
    """True when the words around a marker (start, end) are a speaker's; strict: also those that he only may use."""
    before = text[max(start - 2, 0) : start]
    if re.search(r"提示|[显顯]示|[写寫][着著]|[设設]置", before) or _SHOWN.search(text[max(start - 5, 0) : start]):
        return True
    return strict and bool(_SPEAKER_BEFORE.search(before) or _SPEAKER_AFTER.match(text, end))


def mentioned(text: str, start: int, end: int) -> bool:
    """True when the text names a marker, in quotation marks or as the subject of a sentence, instead of holding it."""
    before = text[max(start - 6, 0) : start]
    if before[-1:] and before[-1] in _QUOTE:
        return True
    if text[end : end + 1] in tuple(_QUOTED) and any(mark in before for mark in _QUOTE):
        return True
    before = before.rstrip(" \t\xa0\u3000")
    opens = not before or before[-1] in _ENDS
    return bool((opens and _SUBJECT.match(text, end)) or _PART.match(text, end))
