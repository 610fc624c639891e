"""Lines that a page prints around an article: labels and values, buttons, the labels of a paywall."""

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
# Says no to most lines before the list is asked.
_LABELLED = lazy(r"[:：]|打印|[关關][闭閉]|返回|[扫掃]一|[纠糾][错錯]|附件下")
_COUNT = lazy(r"\s*[\[(（]?\d*[\])）]?\s*[次人条條]?\s*")
_MARKS = lazy(r"[ \t\xa0\u3000>》»＞<《→↓▼∨▽*…\.·|\-—【】\[\]（）()!！~～,，、:：。/\r]")
_PATH = lazy(r"[>＞»→]|首[页頁]")


@cache
def _labels(places: str) -> re.Pattern[str]:
    chosen = [source(entry[2:].replace(":", " :")) for entry in entries("editor_label") if entry[0] in places]
    return lazy("|".join(sorted(chosen, key=len, reverse=True)))


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


def is_label_line(line: str, places: str) -> bool:
    """True when labels and their values fill the line.

    places: which labels one of them must be, see the list: a anywhere, h head or foot of the text, f foot.
    """
    if not _LABELLED.search(line):
        return False
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


@cache
def _words(kinds: str) -> re.Pattern[str]:
    chosen = sorted((each[2:] for each in entries("hidden_content_words") if each[0] in kinds), key=len, reverse=True)
    return lazy("|".join(map(source, chosen)))


def is_paywall_line(line: str) -> bool:
    """True for a short line made of the words of paywalls and nothing else: 剩余部分,请登录后阅读."""
    bare = _MARKS.sub("", line)
    if not 5 <= len(bare) <= 40 or _words("abco").sub("", bare):
        return False
    both, acts, terms = (len(_words(kind).findall(bare)) for kind in "bac")
    return acts + terms + 2 * both >= 2 and both + min(acts, terms) >= 1
