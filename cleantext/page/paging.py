"""Rows of links to the pages of one article, and counters: lines made of nothing but the words of such rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleantext.page.lines import Short
from cleantext.patterns import lazy

_PAGE = "[页頁节節]"
_TOKEN = lazy(
    r"(?P<pair>第?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]?\s?[/／|]\s?[共总總]?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]?(?!\d)"
    r"|第\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]\s?[,，、(（|-]?\s?(?:[共总總]|[全本]文[共]?)[计計有]?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]"
    r"|[共总總][计計有]?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]\s?[,，、(（|/-]?\s?(?:[当當][前]|[现現]在|目前)?(?:是|[为為在])?[:：]?\s?第?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]"
    r"|page\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?(?:of|/)\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})|p\.?\s?\d{1,3}\s?/\s?\d{1,3}|(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?of\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3}))"
    r"|(?P<total>(?:[本全此该該]?文|[本该該此]?[章节節]|[内內]容)?(?:[分共总總]|[分总總]共|共有|共分|一共|合[计計]|[页頁][数數][:：])[:：]?\s?(?P<all>\d{1,6})\s?"
    r"[页頁节節条條篇个個张張][记記数數结結信文]?[录錄据據果息章]?|[每][页頁][显顯]?[示]?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[条條篇])"
    r"|(?P<now>(?:[您你])?(?:[当當]前|[现現]在|目前)(?:所在|的)?(?:是|[为為]|[页頁][码碼面数數]?|位置)?[:：]?\s?第?\s?\d{0,4}\s?[页頁节節]?"
    r"|[页頁][次码碼面数數][:：]?|第?\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?[页頁节節]|[分翻换換][页頁](?:[导導]航|[阅閱][读讀]|符)?[:：]?|pages?[:：]?)"
    r"|(?P<step>[上下前后後首尾末][一1]?[页頁节節张張屏]|最[后後][一1]?[页頁节節]|第一[页頁节節]|[上下]翻|[向][前后後左右]翻?[页頁]?"
    r"|prev(?:ious)?|next|first|last)"
    r"|(?P<word>[跳转轉][转轉]?[到至]?\s?第?|到|第|[页頁]|go|[确確][定认認]|返回(?:目[录錄]|列表|首[页頁])?|目[录錄]|列表|主[页頁]"
    r"|全部(?:[显顯]示)?|[显顯]示(?:全部|全文)|(?:[在]本[页頁])?[阅閱][读讀]全文|全文[阅閱]?[读讀]?|[单單][页頁][阅閱][读讀]|余下(?:全文|[内內]容)|"
    r"[继繼][续續](?:[阅閱][读讀]|[浏瀏][览覽]|[观觀]看)?|[点點][击擊此]?|[进進]入|[查观觀]?看|[阅閱][读讀]|[浏瀏][览覽]|[请請]|翻[到至]?|"
    r"未完(?:[,，]?待[续續])?|[没沒]完|[还還]有|剩[余餘]|[后後]面|未[读讀看]|接|下文|精彩|[显顯]示|[这這]是|正在|已|[读讀]|中的|加[载載]|[见見]|[后後]|[余餘]下|(?<=[页頁])[查]?看|[继繼][续續]|[参參][阅閱]|[键鍵]|用|方向|按|[您你]|在|了|有|[这這]|共分|[键鍵][盘盤]?|左右|[左右][侧側边邊]|[上下]方|[数數]字|[链鏈]接|按[钮鈕]|快捷|以|[温溫]馨|友情|提[示醒]|部分|[没沒]|接[着著]|[转轉]|至|篇幅|[较較]?[长長]|[过過][长長]|分[页頁]|因|由于|[还還]|后|[後]|未|完|[与與和]|[下]|本[章节節文篇]|[内內]容|[导導]航|[导導][读讀]|更多|[选選][择擇]|快速|或|的|可|more)"
    r"|(?P<number>\d{1,4})"
    r"|(?P<arrow>[<>‹›«»←→＜＞◀▶◄►⇐⇒]{1,3})"
    r"|(?P<mark>[|丨｜/·.．…\[\]()（）【】〔〕:：,，、。!！*_＿~～=\-–—\s]+)",
    re.IGNORECASE,
)
_FIRST = frozenset(
    "0123456789第共总總上下首末尾前后後最[(（【<«‹《＜〈←页頁PpNnFf跳转轉返回查阅閱继繼全本此该該分翻换余当當您你现現目每一点點请請显顯单單未内內-—·…|丨*_1合"
)
_MOST = 120
_ALWAYS = lazy(rf"[上下]一?{_PAGE}|[上下]一?[张張屏]|余下(?:全文|[内內]容)|next|prev", re.IGNORECASE)
_ONWARD = lazy(
    r"[点點][击擊此]|[继繼][续續]|[没未]完|[沒]完|[进進]入|[余餘]下|[阅閱][读讀]|[查观觀]看|[浏瀏][览覽]|更多|全文|目[录錄]|返回|[跳转轉]|列表|[导導]|[按用]"
)


class Row(NamedTuple):
    """What a line of such words holds. kinds: of its tokens, in order, without marks; numbers: the bare ones."""

    kinds: tuple[str, ...]
    numbers: tuple[int, ...]
    bracketed: bool
    text: str


def read(line: str) -> Row | None:
    """The row that a line is, or None when it holds anything else."""
    if line[0] not in _FIRST or len(line) > _MOST:
        return None
    kinds, numbers = [], []
    at = 0
    while at < len(line):
        token = _TOKEN.match(line, at)
        if not token or token.end() == at:
            return None
        if token.lastgroup != "mark":
            kinds.append("total" if token.lastgroup == "all" else token.lastgroup or "")
        if token.lastgroup == "number":
            numbers.append(int(token[0]))
        at = token.end()
    if not kinds:
        return None
    framed = len(re.findall(r"[\[【(（]\s?\d{1,3}\s?[\]】)）]", line)) >= 2
    return Row(tuple(kinds), tuple(numbers), framed, line)


def _rises(numbers: tuple[int, ...]) -> bool:
    """True for 1 2 3, 2 3 4, 1 2 … 9."""
    return (
        len(numbers) >= 2
        and all(a < b for a, b in pairwise(numbers))
        and (sum(b - a == 1 for a, b in pairwise(numbers)) >= len(numbers) - 2)
    )


def strength(row: Row) -> int:
    """3: junk anywhere, 2: at the foot of a text, 1: beside other such lines, 0: nobody's."""
    kinds = set(row.kinds)
    steps, rising = row.kinds.count("step"), _rises(row.numbers)
    if "step" in kinds:
        if kinds <= {"step", "word"} and steps == 1 and "word" in kinds and not _ONWARD.search(row.text):
            return 0
        return 3 if _ALWAYS.search(row.text) or steps >= 2 or rising or kinds & {"pair", "total"} else 1
    if "pair" in kinds and re.search(_PAGE + r"|page|\bp\b|of", row.text, re.IGNORECASE):
        return 3
    if (
        "total" in kinds
        and "word" in kinds
        and re.search(
            r"[分共].{1,4}[页頁节節].{0,8}(?:[显顯]示|[这這]是|[阅閱][读讀])|[还還]有.{1,4}[页頁].{0,2}未|剩", row.text
        )
    ):
        return 3
    if "total" in kinds and (rising or "now" in kinds or row.kinds.count("total") > 1 or "pair" in kinds):
        return 3
    if rising and (len(row.numbers) >= 3 or "arrow" in kinds) and (row.bracketed or kinds & {"arrow", "now"}):
        return 3
    if row.kinds.count("now") >= 2 and "number" not in kinds:
        return 3
    if "now" in kinds and "word" in kinds and re.search(r"[分翻换換][页頁]", row.text) and _ONWARD.search(row.text):
        return 3
    if kinds <= {"number"}:
        return 2 if rising and len(row.numbers) >= 3 and row.numbers[0] == 1 else 1
    if "now" in kinds and "word" in kinds and re.search(r"[点點][击擊]|[跳转轉][转轉到至]|[查]看", row.text):
        return 2
    return (
        2
        if kinds == {"pair"} or ("word" in kinds and re.search(r"[跳转轉][转轉到至]", row.text) and _has_page(row))
        else 1
    )


def _has_page(row: Row) -> bool:
    return bool(re.search(_PAGE + r"|go", row.text, re.IGNORECASE))


def is_row(words: str) -> bool:
    """True for a piece of a line that is such a row for sure."""
    row = read(words) if words and words[0] in _FIRST else None
    return bool(row and strength(row) == 3 and ("step" not in row.kinds or len(row.kinds) > 1))


def rows(short: Short) -> Iterator[tuple[int, int]]:
    """The first and last of the short lines that are rows, several one below the other as one."""
    run: list[tuple[int, Row]] = []
    for index, line in enumerate(short.texts):
        row = read(line) if line[0] in _FIRST else None
        if run and (not row or short.lines[index][2] != short.lines[run[-1][0]][2] + 1):
            yield from _weighed(short, run)
            run = []
        if row:
            run.append((index, row))
    if run:
        yield from _weighed(short, run)


def _weighed(short: Short, run: list[tuple[int, Row]]) -> Iterator[tuple[int, int]]:
    last = short.lines[run[-1][0]][2] >= short.count - 4 and short.count > 4
    sure = [strength(row) for _, row in run]
    if len(run) > 1:
        joined = read(" ".join(row.text for _, row in run)[:_MOST])
        if joined and strength(joined) >= 3:
            sure = [max(each, 3) for each in sure]
    begin = -1
    for at, (index, _) in enumerate(run):
        junk = sure[at] >= (2 if last else 3) or (
            sure[at] == 1 and 3 in (*sure[max(at - 1, 0) : at], *sure[at + 1 : at + 2])
        )
        if junk and begin < 0:
            begin = index
        if begin >= 0 and (not junk or at == len(run) - 1):
            yield begin, index if junk else run[at - 1][0]
            begin = -1
