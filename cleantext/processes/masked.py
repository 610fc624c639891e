"""Where something was left out of a text on purpose, as spans: stars, crosses, letters, circles, 某某."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleantext.lines import near_bounds
from cleantext.patterns import lazy
from cleantext.processes.surroundings import is_chinese_mark, is_han

Span = tuple[int, int]

_FAR = 400  # characters of a line that are looked at on either side
_NEAR = 60
# What a mask counts or names: ×省, x月x日, 第×届, xx万元.
_COUNTED = frozenset("省市州县縣区區乡鄉镇鎮村年月日号號届屆次类類个個名项項家万萬亿億元条條位所人周期份户戶公吨大")
_NAMED = (
    *(
        "同志",
        "先生",
        "女士",
        "书记",
        "書記",
        "主席",
        "主任",
        "局长",
        "局長",
        "部长",
        "部長",
        "校长",
        "校長",
        "省长",
        "省長",
    ),
    *(
        "单位",
        "單位",
        "学校",
        "學校",
        "集团",
        "集團",
        "小学",
        "小學",
        "中学",
        "中學",
        "医院",
        "醫院",
        "社区",
        "社區",
        "街道",
    ),
    *("银行", "銀行", "新闻", "新聞", "项目", "項目", "工程", "疫情", "公司"),
)
_STARS = lazy(r"\*[*＊]*")
_WIDE_STARS = lazy("＊[*＊]*")
_CROSSES = lazy("××*")  # begins with a literal: ten times as fast as ×+
_MAY_FOLLOW = "".join(sorted(_COUNTED | {name[0] for name in _NAMED}))
# Each begins with the one character that is looked for: a class would cost twenty times as much. Behind it stands what
# is counted or named, or two of them end a year: of the letters of Latin words hardly one is looked at further.
# No mask has more than eight: of a longer run the end is found, and is none for what stands before it.
_LETTERS = {
    each: lazy(rf"{each}[{pair}]{{0,7}}+(?:(?=[{_MAY_FOLLOW}])|(?<=[0-9０-９][{pair}]{{2}})(?!\w))")
    for pair in ("xX", "ｘＸ")
    for each in pair
}
_ANY = lazy("[*＊×xXｘＸ某○〇●□△]")
_SHORT = 2000  # characters of a text in which one look for all signs is cheaper than one for each
_WORDS = {c: lazy(f"{c}{c}+") for c in "某○〇●□△"}
_NUMERALS = frozenset("一二三四五六七八九零十百千年")
_YEARS = frozenset(("20", "19", "01", "02", "00"))  # 20xx, 19xx, 201x, 202x
_BEFORE = frozenset(("", "\n", " ", ",", ":", "(", '"', ";", "-", "?", "!", ".", "*", "/"))
_SUM = lazy(r"[=＝÷≈+]|方程|函数|函數|未知数|未知數|变量|變量|坐标|坐標|解[:：]|设[^，。]{0,8}[xX]|染色体|染色體")
_PASSWORD = lazy(r"(?:密码|密碼|口令|[Pp]assw(?:or)?d|[Pp]wd)[^\n]{0,6}$")


def found(text: str) -> list[Span]:
    """Every mask, in order."""
    if len(text) < _SHORT and not _ANY.search(text):
        return []
    return sorted((*stars(text), *crosses(text), *letters(text), *words(text)))


def stars(text: str) -> Iterator[Span]:
    """Stars beside a Chinese character that are no Markdown, no frame, no footnote and no sum."""
    runs = [m.span() for m in _STARS.finditer(text)] if "*" in text else []
    marked, bold = _emphasis(text, runs)
    runs += [m.span() for m in _WIDE_STARS.finditer(text)] if "＊" in text else []
    for start, end in runs:
        much = end - start
        if start in marked or (bold and (much == 2 or (much == 3 and text[start - 1 : start] in ("", "\n")))):
            continue
        before, after = _beside(text, start, end)
        if before in ("/", "\\", "`") or after in ("/", "`") or not _touches(much, before, after):
            continue
        low, high = near_bounds(text, start, _FAR) or (max(start - _FAR, 0), end + _FAR)
        line = text[low:high]
        if (much == 1 and _SUM.search(line)) or _is_frame(line.strip()):
            continue
        if not _PASSWORD.search(text, max(low, start - 20), start):
            yield start, end


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    return text[start - 1 : start] if start else "", text[end : end + 1]


def _touches(much: int, before: str, after: str) -> bool:
    """True beside a Chinese character (one star: between two); long runs also between digits, as in 138****0000."""
    if much == 1:
        return is_han(before) and is_han(after)
    if is_han(before) or is_han(after):
        return True
    if much < 3:
        return False
    return (before.isdigit() and after.isdigit()) or is_chinese_mark(before) or is_chinese_mark(after)


def _is_frame(line: str) -> bool:
    """True for a title between stars, and for a comment of code."""
    inner = line.strip("*＊")
    return (len(line) - len(inner) >= 6 and line[0] in "*＊" and line[-1] in "*＊") or line.startswith(
        ("/*", "//", "#")
    )


def _emphasis(text: str, runs: Sequence[Span]) -> tuple[set[int], bool]:
    """Starts of the runs that open and close Markdown emphasis; whether the text sets words in bold."""
    found: set[int] = set()
    bold = False
    for (a, b), (c, d) in pairwise(runs):
        much = b - a
        if a in found or d - c != much or much > 3 or c - b > 300 or "\n" in text[b:c]:
            continue
        if text[b].isspace() or text[c - 1].isspace() or (much > 1 and c - b < 2):
            continue
        if much == 2 and text[b] in _COUNTED and is_han(text[a - 1 : a] if a else ""):
            continue  # 从**县到**镇
        if much == 3 and (is_han(text[a - 1 : a] if a else "") or is_han(text[d : d + 1])):
            continue
        found |= {a, c}
        bold |= much == 2
    return found, bold


def crosses(text: str) -> Iterator[Span]:
    """Crosses in the place of a name or a number; no multiplication, no pairs of names."""
    for m in _CROSSES.finditer(text) if "×" in text else ():
        start, end = m.span()
        before, after = _beside(text, start, end)
        several = end - start > 1
        if before.isascii() and before.isalnum() and not (several and before.isdigit() and not after.isdigit()):
            continue
        named = several and (is_han(before) or is_han(after) or before.isdigit())
        counted = after in _COUNTED and before not in ("）", ")") and not _in_sum(text, start, end)
        if named or counted:
            yield start, end


def letters(text: str) -> Iterator[Span]:
    """Letters x in the place of a number or a name: 20xx年, x月x日, xx县."""
    for letter, pattern in _LETTERS.items():
        if letter not in text:
            continue
        for m in pattern.finditer(text):
            start, end = m.span()
            before, after = _beside(text, start, end)
            year = before.isdigit() and text[max(start - 3, 0) : start].strip("年月 ")[-2:] in _YEARS
            if before in ("x", "X", "ｘ", "Ｘ") or end - start > 8:
                continue
            if not (
                after in _COUNTED or text.startswith(_NAMED, end) or (year and end - start == 2 and not after.isalnum())
            ):
                continue
            latin = before.isspace() and start > 1 and text[start - 2].isascii() and text[start - 2].isalpha()
            free = not before.isascii() or year or (before in _BEFORE and not latin)
            if (is_han(before) or free) and (end - start > 1 or not _in_sum(text, start, end)):
                yield start, end


def words(text: str) -> Iterator[Span]:
    """某某, and circles or boxes in the place of characters."""
    for word, pattern in _WORDS.items():
        if word not in text or word * 2 not in text:
            continue
        for m in pattern.finditer(text):
            start, end = m.span()
            before, after = _beside(text, start, end)
            in_number = word in "○〇" and (before in _NUMERALS or after in _NUMERALS)
            if (is_han(before) or is_han(after)) and not in_number:
                yield start, end


def _in_sum(text: str, start: int, end: int) -> bool:
    low, high = near_bounds(text, start, _NEAR) or (max(start - _NEAR, 0), end + _NEAR)
    return bool(_SUM.search(text, low, high))
