"""Lines of labels and their values: 来源:某某网 作者:某某 发布时间:2023-01-02 浏览:12次."""

from __future__ import annotations

import re
from functools import cache

from cleantext.lexicons import entries, source
from cleantext.patterns import lazy

SURE, LIKELY, WEAK = 3, 2, 1  # junk anywhere; at the edges of a text or beside junk; beside junk only
_BLANK = r"[ \t\xa0\u3000]"
_DRESS = lazy(r"[ \t\xa0\u3000【\[(（】\])）|丨│·•—–-]*")
_DAY = r"(?:19|20)?\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
_CLOCK = r"(?:[T ]?\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_DATE = lazy(rf"(?:(?:{_DAY}|[今昨前]天|\d{{1,3}}[分小天][^\s]{{0,2}}前){_BLANK}*{_CLOCK}{_BLANK}*)?")
# The mark behind a label: a colon, a bar; blanks when what follows can be nothing but its value.
_AFTER = rf"{_BLANK}*(?:[:：丨|｜]|/(?=[㐀-鿿])|(?={_BLANK}\S)|(?=[\[(（]?\d)|\Z)"
_CLOSING = "【】[]()（）|丨｜ \t\xa0\u3000\r·•—–-。"
_SENTENCE = lazy(r"[。！？；，,;!?]|[\u3400-\u9fff]{13}")
_SIZES = lazy(
    r"(?:[\s大中小特超默认認标標准準tTaA+\-\d【】\[\]()（）|:：/]|打印(?:[本此][页頁文])?|[关關][闭閉](?:窗口)?|收藏|放大|[缩縮]小)*"
)
_COUNT = lazy(
    r"\s*[\[(（【]?(?:\d[\d,.]*)?\s*[万萬wWkK]?\+?[\])）】]?\s*[次人条條个個篇°℃度]?C?[\])）]?\s*|[加載载]{2}中\.*"
)
_PATH = lazy(r"[>＞»→›/\\-]|首[页頁]")
_NAME = lazy(r"[★☆A-Za-z0-9_\u3400-\u9fff·.@&《》()（） \t\xa0\u3000、/|\[\]\-:\"“”]*\Z")
_SITE = lazy(
    r"[\u3400-\u9fff][网網]\Z|[网網][络絡站友]|互[联聯][网網]|本[站网網]|[转轉][载載]|文[库庫]|"
    r"公[众眾][号號]|客[户戶]端|\.(?:com|cn|net|org)|原[创創]|[头頭][条條]"
)
_PERSON = lazy(r"\s*(?:[\u3400-\u9fff·]{2,4}|[A-Za-z][\w.]{1,12})(?:[、/ \u3000][\u3400-\u9fff·]{2,4})*\s*")
# Names behind labels of any wording, one of which is an editor's.
_PEOPLE = lazy(r"(?:[\u3400-\u9fff]{2,4}[:：丨|] ?[\u3400-\u9fff]{2,4}[\s\u3000|/,，;；]*){2,6}")
_EDITORIAL_LABEL = lazy(r"(?:[编編][辑輯]|[责責][编編]|校[对對]|[审審][核稿校]|排版|[编編][审審校])[:：丨|]")
_FRAMES = "(（[【"
_EDITORIAL = lazy(r"[编編校審审]|排版|撰|供稿|[录錄]入|[制製][图圖作]")


@cache
def _labels() -> re.Pattern[str]:
    """All labels; a group for each kind."""
    kinds: dict[str, list[str]] = {}
    for entry in entries("page_label"):
        kinds.setdefault(entry[0], []).append(source(entry[2:]))
    parts = [f"(?P<{kind}>{'|'.join(sorted(found, key=len, reverse=True))})" for kind, found in kinds.items()]
    return re.compile(rf"(?<![㐀-鿿])(?:{'|'.join(parts)}){_AFTER}")


@cache
def _kind_order() -> dict[str, int]:
    return {"a": SURE, "h": LIKELY, "f": LIKELY, "w": WEAK}


def _value_fits(label: str, value: str) -> bool:
    bare = value.strip()
    if re.search(r"字[体體号號]|大小", label):
        return bool(_SIZES.fullmatch(value))
    if "位置" in label:
        return bool(_PATH.search(value)) and len(bare) <= 80
    if re.search(r"[时時]间|[时時]間|日期|[发發]布\Z|[发發]表\Z|更新\Z|[间間日于於期]\Z", label):
        date = _DATE.fullmatch(bare)
        return bool(date and bare)
    if re.match(r"[浏瀏阅閱点點访訪人评評热熱跟回查收]|下[载載][次量数數]", label) and not re.search(
        r"人員|人员|[编編]", label
    ):
        return bool(_COUNT.fullmatch(value))
    if re.search(r"[关關][键鍵][词詞字]|[标標][签籤]|(?i:tags?)\Z|[热熱][词詞]|[话話][题題]|[专專][题題]", label):
        return len(bare) <= 50 and not re.search(r"[。！？；]", bare)
    if re.search(r"的|一[位个個]|是", bare) and not re.search(r"[网網站库庫]", bare):
        return False  # somebody's words and no name
    if bare[:1] == "《" and re.search(r"[来來]源|[来來]自|出[处處]", label):
        return False  # a citation
    return len(bare) <= 28 and not _SENTENCE.search(bare) and bool(_NAME.match(bare))


def label_strength(line: str, head: bool, foot: bool) -> int:
    """How sure it is that labels and their values fill the line; 0 when they do not.

    head, foot: the line is one of the first, or the last, of a text; an author may sign above his text.
    """
    begin = 0
    for skip in (_DRESS, _DATE, _DRESS):
        blank = skip.match(line, begin)
        begin = blank.end() if blank else begin
    if begin < 8 and not _labels().match(line, begin):
        return SURE if _PEOPLE.fullmatch(line, begin) and _EDITORIAL_LABEL.search(line) else 0
    labels = list(_labels().finditer(line, begin))
    if not labels or (labels[0].start() != begin and line[begin : labels[0].start()].strip(_CLOSING)):
        return _after_source(line, begin, labels)
    ends = [m.start() for m in labels[1:]] + [len(line)]
    values = [line[m.end() : end].rstrip(_CLOSING).lstrip("：: ") for m, end in zip(labels, ends, strict=True)]
    names = [m[0].rstrip(":：丨|｜/ \t\xa0\u3000") for m in labels]
    if not all(map(_value_fits, names, values)):
        return 0
    if not values[-1] and line.endswith(names[-1]) and len(names) == 1:
        return WEAK  # a word without a mark
    return _strength([m.lastgroup or "w" for m in labels], names, values, (head, foot), begin > 4, line[0] in _FRAMES)


def _after_source(line: str, begin: int, labels: list[re.Match[str]]) -> int:
    """A line of date, site and labels, of which the site has no label: 2023-05-12 10:21 某某日报 编辑:某某."""
    if not labels or begin < 8 or len(line) > 90:
        return 0
    name = line[begin : labels[0].start()].strip(_CLOSING)
    return (
        LIKELY
        if len(name) <= 14 and not _SENTENCE.search(name) and label_strength(line[labels[0].start() :], True, True)
        else 0
    )


def _strength(
    kinds: list[str], names: list[str], values: list[str], place: tuple[bool, bool], dated: bool, framed: bool
) -> int:
    colons = len(names)
    if "a" in kinds and not (colons == 1 and kinds == ["a"] and not _marked(names[0], values[0])):
        return SURE
    strong = {"h", "f"} & set(kinds)
    if strong and (colons >= 2 or dated):
        return SURE
    if "h" in kinds:
        return SURE if values[0] and _SITE.search(values[0]) and "源" in names[0] else LIKELY
    if framed and _EDITORIAL.search(names[0]) and _PERSON.fullmatch(values[0]):
        return SURE
    if "f" in kinds:
        return LIKELY if place[1] else WEAK
    if all(map(_EDITORIAL.search, names)) and all(map(_PERSON.fullmatch, values)):
        return SURE if colons >= 2 else LIKELY
    people = sum(not re.search(r"[时時]间|[时時]間|日期", name) for name in names)
    return LIKELY if people >= 2 or (dated and people) else WEAK


def _marked(name: str, value: str) -> bool:
    """A label without a value, or with one that is short."""
    return len(value) <= 28
