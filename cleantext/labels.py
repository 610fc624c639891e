"""What a page prints around an article: labels and values, buttons, paywalls; and who else uses such words."""

from __future__ import annotations

import re
from functools import cache

from cleantext.lexicons import entries, source
from cleantext.lines import BLANK
from cleantext.patterns import lazy

_DRESS = lazy(r"[ \t\xa0\u3000【\[(（】\])）|]*")
_DATE = lazy(rf"(?:\d{{4}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}日?{BLANK}*(?:\d{{1,2}}:\d\d(?::\d\d)?)?{BLANK}*)?")
_BUTTON = lazy(
    r"打印(?:本|此)?(?:[页頁]|文)?|[关關][闭閉](?:窗口|本[页頁])?|收藏(?:本[页頁文])?|推[荐薦]|[转轉][发發]|TOP"
    r"|返回(?:列表|[顶頂]部|首[页頁]|上[页頁级級])|字[体體号號][:：]?|[大中小](?![一-鿿])|[发發]表[评評][论論]|[纠糾][错錯]"
)
_SURE_BUTTON = lazy(r"打印|[关關][闭閉]|返回列表|返回[顶頂]部")
_CLOSING = "【】[]()（） \t\xa0\u3000\r"
_SENTENCE = lazy(r"[。！？；，,;!?、]")
_SIZES = lazy(r"(?:[\s大中小特超默认認tTaA+\-\d【】\[\]()（）|:：]|打印(?:本[页頁])?|[关關][闭閉](?:窗口)?|收藏)*")
# A button, or a colon behind the last character of a label: says no to most lines before the list is asked. Its
# alternatives are literals, so that it is a search for six rare characters.
_LAST = r"[辑輯编編到至体體小号號数數量率审審者人入理源期间間置目击擊稿对對核覈论論读讀气氣览覽 \t\xa0\u3000]"
_LABELLED = lazy(rf":(?<={_LAST}:)|：(?<={_LAST}：)|打印|关闭|關閉|返回|扫一|掃一|纠错|糾錯|附件下")
_COUNT = lazy(r"\s*[\[(（]?\d*[\])）]?\s*[次人条條]?\s*")
_PATH = lazy(r"[>＞»→]|首[页頁]")


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
    r"[明化书書艺藝的了过過并並即则則等和与與“‘「『《率量后後者]|[办辦]理|[进進]度|[结結]果|相[关關]|有[关關]|自己|本人|[个個]人|通知|公告|附件|[详詳][细細情]|具[体體]|最新|"
    r"信息|[数數][据據]|情[况況]|各|[资資]料|材料|文件|[课課]程|成[绩績]|[账帳]|政策|精神|[内內]容|按[钮鈕]|功能|[链鏈]接|[权權]限"
)


@cache
def _labels(places: str) -> re.Pattern[str]:
    chosen = [source(entry[2:].replace(":", " :")) for entry in entries("editor_label") if entry[0] in places]
    return re.compile("|".join(sorted(chosen, key=len, reverse=True)))


def _value_fits(label: str, value: str) -> bool:
    if label[0] == "字":
        return bool(_SIZES.fullmatch(value))
    if "位" in label:
        return bool(_PATH.search(value))
    if re.match(r"[浏瀏阅閱点點访訪人评評]", label):
        return bool(_COUNT.fullmatch(value))
    if label[0] in "时時":
        return bool(_DATE.fullmatch(value.strip()) and value.strip())
    return len(value.strip()) <= 24 and not _SENTENCE.search(value)


def may_be_label(text: str) -> bool:
    """False when no line of a text can be one of labels or buttons; to be asked first."""
    return bool(_LABELLED.search(text))


def is_label_line(line: str, places: str) -> bool:
    """True when labels and their values fill the line.

    places: which labels one of them must be, see the list: a anywhere, h head or foot of the text, f foot.
    """
    begin = 0
    for skip in (_DRESS, _DATE, _DRESS):
        blank = skip.match(line, begin)
        begin = blank.end() if blank else begin
    first = _labels("ahfw").match(line, begin)
    labels = list(_labels("ahfw").finditer(line)) if first else []
    if not any(_labels(places).match(line, m.start()) for m in labels):
        return False
    ends = [m.start() for m in labels[1:]] + [len(line)]
    values = [line[m.end() : end].rstrip(_CLOSING) for m, end in zip(labels, ends, strict=True)]
    return all(_value_fits(m[0], value) for m, value in zip(labels, values, strict=True))


def is_button_line(line: str) -> bool:
    """True when a line holds nothing but the buttons of a page: 收藏 打印 关闭."""
    if len(line) > 60 or not _SURE_BUTTON.search(line):
        return False
    buttons = _BUTTON.findall(line)
    rest = _DRESS.sub("", _BUTTON.sub("", line)).strip("\r·>－-/")
    return not rest and len(buttons) >= 1 + (len(line) < 4)


def spoken(text: str, start: int, end: int, strict: bool) -> bool:
    """True when the words around a marker (start, end) are a speaker's; strict: also those that he only may use."""
    before = text[max(start - 2, 0) : start]
    if re.search(r"提示|[显顯]示|[写寫][着著]|[设設]置", before):
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
