"""Which lines of a text a page printed around it, and for which rule. Positions count characters.

Each line is weighed by itself (``SURE``, ``LIKELY``, ``WEAK``) and then by where it stands: such lines are printed at
the top and the bottom of an article, around the heading of the next one, and several together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleantext.page import lists
from cleantext.page.buttons import button_strength, menu_strength, path_strength
from cleantext.page.candidates import candidates
from cleantext.page.labels import LIKELY, SURE, WEAK, label_strength
from cleantext.page.lines import KEPT, Short, at_foot, at_head, is_heading, is_title, neighbours, short_lines
from cleantext.patterns import lazy

EDITOR, NAVIGATION, REPRINT, OTHER = "editor_line", "navigation", "reprint", "other"


class Weighed(NamedTuple):
    """How sure it is that a line is junk, and whose."""

    strength: int
    family: str


_NONE = Weighed(0, "")
_TOGETHER = {NAVIGATION: 3, EDITOR: 4, REPRINT: 3, OTHER: 3}  # strength of a run of lines that is enough
_NEXT = lazy(
    r"[《<«\[【(（←→↑↓\s]*(?:[上下前后後][一1]?(?:篇|条|條|则|則|个|個|节|節|章|回|页|頁|主[题題]|文章)|[上前下后後](?=篇)篇|[上前][一]?|"
    r"(?:previous|prev|next)(?: post| article)?)(?:文章|新[闻聞]|[资資][讯訊]|信息|范文|公告|"
    r"文[档檔])?"
    r"[》>»\]】)）←→\s]*(?P<mark>[:：|]|(?<=[》>»\]】)）])|(?=\s)|\Z)(?P<title>.{0,90})",
    re.IGNORECASE,
)
_ARROW = lazy(r"(?:«|‹|←)\s*[^«»‹›←→]{4,60}|[^«»‹›←→]{4,60}(?:»|›|→)")
_NEXT_WORD = lazy(
    r"[上下前后後]一(?:[篇条條则則个個节節章回页頁]|主[题題]|文章)|(?<![\u3400-\u9fff])[上下]篇[:：]|prev|next",
    re.IGNORECASE,
)
_ENDS = lazy(r"[。！？；]\s*\Z")
_LAST_ONE = lazy(r"[没沒]有|已[经經]?是|[无無]|返回|\Z")
_CLOCK = lazy(
    r"[\[(（]?(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?=.*:))"
    r"[ T\xa0\u3000]*(?P<clock>\d{1,2}:\d\d(?::\d\d)?)?[\])）]?"
)
_DAY = (
    r"(?:(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T\xa0\u3000]*\d{1,2}:\d\d(?::\d\d)?)?"
    r"|\d{1,3} ?[分小天][钟鐘时時]?前)"
)
# Who posted when, and how long it takes to read.
_POSTED = lazy(
    rf"(?:[^\s。，]{{1,16}}[\s|·]+)?(?:最后|最後)?(?:[发發]表|[发發]布|[编編][辑輯]|上[传傳]|更新|[创創]建|[转轉][载載]|回[复復])(?:[于於]|[时時][间間][:：]?)?\s*{_DAY}(?:[\s|·].{{0,20}})?"
    rf"|[\u3400-\u9fffA-Za-z]{{2,8}}(?:[网網]|日[报報]|文[库庫])\s+{_DAY}"
)
_LENGTH = lazy(
    r"(?:(?:全文|本文|文章|正文)?(?:[共约約总總][计計有]?|字[数數][:：]?)\s?\d{2,6}\s?(?:[个個]?字|[词詞])[,，。;；\s|·]*)?(?:(?:[预預][计計])?[阅閱][读讀](?:全文|本文|完)?(?:[约約需要大概时時间間长長:：\s]{0,6})\d{1,3}\s?分[钟鐘])?"
)
_COUNTED = lazy(
    r"(?:[\s|/·•,，]*\d[\d.,]*\s*[万萬wWkK]?\+?\s*[次人条條个個位]?(?:已|"
    r"[参參][与與])?(?:[浏瀏][览覽]|[阅閱][读讀]|[点點][击擊赞讚]|[评評][论論]|看[过過了]|收藏|"
    r"[转轉][发發]|回[复復]|下[载載]|[赞讚]|喜[欢歡]|跟[贴帖])(?:量|[数數]|次[数數])?)+"
)
_SIZES = lazy(r"[\[【(（字号體体號:：\s]*大[\s/|·、]*中[\s/|·、]*小[\]】)）\s]*")
_FOOTER = lazy(
    r"(?:copyright\b|版[权權]?\s?©|©|\(c\)\s*(?:19|20)\d\d|powered by\b|theme by\b|all rights reserved|"
    r"(?:[互联聯網网络]{3,4}(?:新[闻聞]信息服[务務])?|增值[电電]信[业業][务務](?:[经經][营營])?|[网網][络絡](?:文化[经經][营營]|出版服[务務])|[广廣]播[电電][视視][节節]目制作[经經][营營]|信息[网網][络絡][传傳]播[视視][听聽][节節]目)[许許]可[证證]|"
    r"(?:[违違]法(?:和|及|[与與])?不良|不良|有害|涉未成年人|[违違]法)信息[举舉][报報]|[网網]站(?:[标標][识識][码碼]|[备備]案|地[图圖]\s*\|)|[主承][办辦](?:[单單]位)?[:：].{2,20}\s(?:技[术術]支持|承[办辦]|[协協][办辦]|[备備]案|[联聯]系)|(?:本)?[网網]站由.{2,20}(?:技[术術]支持|建[设設]|[维維][护護])|"
    r"processed in|版[权權]所有\s*[©:：])(?!.*[。；]\s*\S).{0,118}",
    re.IGNORECASE,
)
_PAGES = lazy(r"[Pp]age\s?\d{1,4}\s?(?:of|/)\s?\d{1,4}|[‹<«]\s?(?:\d{1,3}\s+){1,20}\d{1,3}\s?(?:[.…]+\s?\d*\s?)?[›>»]")
_PAGED = lazy(r"[(（\[【]?第\s?\d{1,3}\s?[页頁][)）\]】]?\s*[:：]\s*(?P<title>.{4,60})")
_OTHER_JUNK = lazy(
    r"[转轉][载載][请請須须]|版[权權]所有|Copyright|©|侵[权權].{0,12}[删刪][除]|本文(?:地址|[来來]自|"
    r"[链鏈]接)|【[^】]*\.(?:com|cn|net)|下一[页頁].{0,8}[末尾][页頁]|第\d+[页頁]\s*/?\s*共|小[编編]|"
    r"www\.\w+\.\w+\s*\Z"
)
# A label that is not in the list counts only between two lines of junk.
_UNKNOWN = lazy(r"[\u3400-\u9fff]{2,6}[:：丨|]\s*[\u3400-\u9fffA-Za-z0-9·\-:/. ]{1,16}")


def weigh(line: str, head: bool = False, foot: bool = False) -> Weighed:
    """What a line is by itself."""
    strength = max(button_strength(line), path_strength(line), menu_strength(line), _next_strength(line))
    best = Weighed(strength, NAVIGATION) if strength else _NONE
    if _SIZES.fullmatch(line):
        return Weighed(SURE if "字" in line else LIKELY if line[0] in "[【(（" else WEAK, EDITOR)
    if best.strength < SURE or re.match(r"[【\[(（]?字[号號体體]", line):
        label = label_strength(line, head, foot)
        if label and label >= best.strength:
            best = Weighed(label, EDITOR)
    if not best.strength:
        best = _datum(line)
    if not best.strength and _FOOTER.fullmatch(line):
        best = Weighed(SURE, REPRINT)
    if not best.strength and _OTHER_JUNK.search(line) and not _ENDS.search(line):
        best = Weighed(SURE, OTHER)
    return best


def _next_strength(line: str) -> int:
    found = _NEXT.fullmatch(line)
    if not found or not _NEXT_WORD.search(line) or _ENDS.search(found["title"]):
        return LIKELY if _ARROW.fullmatch(line) and lists.is_title(line.strip("«‹←»›→ ")) else 0
    if found["mark"] in (":", "：", "|") or _LAST_ONE.match(found["title"].strip()):
        return SURE if found["title"].strip() else LIKELY
    return SURE if lists.is_title(found["title"].strip()) else 0


def _datum(line: str) -> Weighed:
    if _PAGES.fullmatch(line):
        return Weighed(SURE, NAVIGATION)
    paged = _PAGED.fullmatch(line)
    if paged and lists.is_title(paged["title"]):
        return Weighed(LIKELY, NAVIGATION)
    if _POSTED.fullmatch(line):
        return Weighed(SURE, EDITOR)
    if line and _LENGTH.fullmatch(line):
        return Weighed(LIKELY, EDITOR)
    clock = _CLOCK.fullmatch(line)
    if clock:
        return Weighed(LIKELY if clock["clock"] else WEAK, EDITOR)
    if _COUNTED.fullmatch(line):
        return Weighed(LIKELY, EDITOR)
    return _NONE


class _Page:
    """The lines of one text while they are sorted."""

    def __init__(self, text: str, short: Short) -> None:
        self.text, self.short = text, short
        self.known: dict[int, Weighed] = {}
        self.junk: dict[int, str] = {}
        self.places: frozenset[int] = frozenset()  # the lines that are worth weighing

    def weigh(self, index: int) -> Weighed:
        if index not in self.known:
            foot = at_foot(self.short, index) or self._above_heading(index)
            self.known[index] = weigh(self.short.texts[index], at_head(self.short, index), foot)
        return self.known[index]

    def _heads(self, index: int | None) -> bool:
        """True for the heading of one of several texts, or a title."""
        return index is not None and (is_heading(self.short.texts[index]) or is_title(self.short.texts[index]))

    def _above_heading(self, index: int) -> bool:
        below = self.short.beside(index, 1)
        return below is not None and is_heading(self.short.texts[below])

    def sort(self) -> None:
        places = list(candidates(self.text, self.short))
        self.places = frozenset(places)
        for index in places:
            found = self.weigh(index)
            if found.strength == SURE or (found.strength == LIKELY and self._at_edge(index)):
                self.junk[index] = found.family
        if places:
            self._runs(places)
            self._lists(places)
            self._grow()

    def _at_edge(self, index: int) -> bool:
        short = self.short
        if at_head(short, index) or at_foot(short, index):
            return True
        return any(self._heads(other) for other in neighbours(short, index))

    def _runs(self, places: list[int]) -> None:
        """Several lines together that are doubtful one by one: 打印 / 收藏 / 关闭."""
        run: list[int] = []
        for index in (*places, -1):
            weighed = self.weigh(index) if index >= 0 else _NONE
            if run and (
                index < 0 or self.short.beside(run[-1], 1) != index or weighed.family != self.weigh(run[-1]).family
            ):
                if sum(self.weigh(each).strength for each in run) >= (_TOGETHER[self.weigh(run[0]).family]):
                    self.junk.update((each, self.weigh(each).family) for each in run)
                run = []
            if weighed.strength:
                run.append(index)

    def _lists(self, places: list[int]) -> None:
        dates = [index for index in places if index not in self.junk and re.search(lists.DATE, self.short.texts[index])]
        for index, strength in lists.dated(self.short, dates):
            if strength == SURE or (strength == LIKELY and self._at_edge(index)) or self._beside_junk(index):
                self.junk[index] = NAVIGATION
        listed: set[int] = set()
        for index in places:
            kind = "" if index in listed else lists.header(self.short.texts[index])
            if not kind:
                continue
            items, is_list = (
                lists.block(self.text, self.short, index, self.junk.__contains__) if kind != "i" else ([], True)
            )
            if kind == "o" and not (is_list or (self._beside_junk(index) and not items)):
                continue
            below = self.short.beside(index, 1)
            if not items and below is not None and lists.is_book(self.short.texts[below]):
                continue
            if kind == "s" and not items and not (self._at_edge(index) or self._beside_junk(index)):
                continue
            listed.update(items)
            self.junk.update(dict.fromkeys((index, *items), NAVIGATION))

    def _beside_junk(self, index: int) -> bool:
        return any(other in self.junk for other in neighbours(self.short, index))

    def _grow(self) -> None:
        """Lines beside junk that are junk only there."""
        waiting = list(self.junk)
        while waiting:
            for index in neighbours(self.short, waiting.pop()):
                if index not in self.junk and (family := self._beside(index)):
                    self.junk[index] = family
                    waiting.append(index)

    def _beside(self, index: int) -> str:
        found = self.weigh(index) if index in self.places else _NONE
        if found.strength:
            return found.family
        line = self.short.texts[index]
        last = self.short.lines[index][2] == self.short.count - 1
        around = [other in self.junk for other in neighbours(self.short, index)]
        if _UNKNOWN.fullmatch(line) and (around == [True, True] or (last and around == [True])):
            return EDITOR
        return ""


_Found = list[tuple[int, int, str]]
_seen: tuple[str, _Found] = ("", [])


def page_lines(text: str) -> list[tuple[int, int, str]]:
    """The lines a page printed around the text: their spans, without the newline, and the rule they belong to.

    The last answer is kept, by identity, because two rules ask it of each text.
    """
    global _seen
    last, found = _seen
    if last is not text:
        short = short_lines(text)
        page = _Page(text, short)
        page.sort()
        found = [(*short.lines[index][:2], page.junk[index]) for index in sorted(page.junk)]
        _seen = (text if len(text) <= KEPT else "", found)
    return found
