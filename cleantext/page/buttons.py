"""Lines of buttons, menus and the path to a page: 打印 收藏 关闭, 首页 | 关于我们, 首页 > 讲话 > 正文."""

from __future__ import annotations

import re
from functools import cache

from cleantext.lexicons import entries, source
from cleantext.page.labels import LIKELY, SURE, WEAK
from cleantext.patterns import lazy

_BETWEEN = r"[\s\xa0\u3000|丨｜/·•,，、:：\[\]【】()（）<>《》«»↑↓→←▲▼★☆+\-_]"
_LEADING = lazy(rf"{_BETWEEN}+")
_COUNT = r"(?:[\[(（]?\d{1,6}[\])）]?[次人条條个個]?|[\[(（]\s*[\])）])?"
_PATH_MARK = lazy(r"\s*(?:[>＞»›→]{1,3}|&gt;)\s*")
_PATH_FIRST = lazy(
    r"(?:[您你])?(?:[当當]前|[现現]在|所在)?的?(?:位置)?(?:是)?[:：]?\s*(?:(?:[网網]站|本站)?[首主][页頁]|home)\Z",
    re.IGNORECASE,
)
_PATH_LAST = lazy(
    r"(?:正文|[内內]容|[详詳][情细細](?:[页頁])?|文章(?:[内內]容|正文|[阅閱][读讀])?|[浏瀏][览覽]|[阅閱][读讀]|列表)\Z"
)
_SLASHED = lazy(r".{0,12}[首主][页頁]\s*[/|·丨-]")
_SITE = lazy(r"[\u3400-\u9fffA-Za-z0-9]{2,12}(?:[网網站]|文[库庫档檔秘])\Z")
_TAG = lazy(r"</?[A-Za-z]")
_STOP = lazy(r"[。！？；!?;]")


@cache
def _buttons() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {"s": [], "o": []}
    for entry in entries("navigation_button"):
        kinds[entry[0]].append(source(entry[2:]))
    parts = [f"(?P<{kind}>{'|'.join(sorted(found, key=len, reverse=True))})" for kind, found in kinds.items()]
    return re.compile(rf"(?:{'|'.join(parts)}){_COUNT}(?:{_BETWEEN}+|\Z|(?=[^A-Za-z]))", re.IGNORECASE)


@cache
def _menu() -> re.Pattern[str]:
    found = sorted(map(source, entries("navigation_menu")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(found)})(?:{_BETWEEN}+|\Z)")


def _filled(line: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The words that fill a line from its first to its last character, or nothing."""
    found = []
    first = _LEADING.match(line)
    at = first.end() if first else 0
    while at < len(line):
        word = pattern.match(line, at)
        if not word or word.end() == at:
            return []
        found.append(word)
        at = word.end()
    return found


def button_strength(line: str) -> int:
    """How sure it is that a line is a row of buttons and nothing else; 0 when it is not."""
    if len(line) > 90:
        return 0
    words = _filled(line, _buttons())
    if not words:
        return 0
    if any(word.lastgroup == "s" for word in words):
        return SURE
    # Figures are no buttons: a row of them is somebody's.
    named = sum(bool(re.search(r"[^\W\d_]{2}", word[0])) for word in words)
    framed = named >= 2 and len(re.findall(r"[\[【][^\[\]【】]*[\]】]", line)) >= 2
    counted = len(words) >= 2 and len(re.findall(r"[\[(（]\d+[\])）]", line)) == len(words)
    onward = named == 1 and bool(re.search(r"更多\s*[>»＞…]", line))
    barred = named and len(words) >= 3 and len(re.findall(r"[|丨｜/·]", line)) >= len(words) - 1
    if named >= 3 or barred or framed or counted or onward:
        return SURE
    if named == 2 and len(line) >= 4:
        return LIKELY
    return WEAK if named or re.search(r"[^\W\d_]", line) else 0


def menu_strength(line: str) -> int:
    """How sure it is that a line is a menu; 0 when it is not."""
    words = _filled(line, _menu())
    if len(words) < 2:
        return 0
    barred = len(re.findall(r"[|丨｜·/]", line))
    if barred >= len(words) - 1:
        return SURE if len(words) >= 3 else LIKELY
    return SURE if len(words) >= 5 else LIKELY if len(words) >= 4 else WEAK


def path_strength(line: str) -> int:
    """How sure it is that a line is the path to a page; 0 when it is not."""
    if _STOP.search(line) or len(line) > 110 or _TAG.search(line):
        return 0
    parts = _PATH_MARK.split(line)
    if len(parts) == 1 and _SLASHED.match(line):
        parts = re.split(r"\s*[/|·丨-]\s*", line)
        return SURE if len(parts) >= 3 and _PATH_FIRST.search(parts[0]) and _PATH_LAST.search(parts[-1]) else 0
    if len(parts) < 2 or any(len(part) > 40 for part in parts):
        return 0
    first, last = parts[0].strip(), parts[-1].strip()
    if _PATH_FIRST.search(first) or (len(parts) >= 3 and re.search(r"位置(?:是)?[:：]", first)):
        return SURE
    if len(parts) >= 3 and (_PATH_LAST.search(last) or not last) and len(first) <= 14:
        return SURE
    return LIKELY if _SITE.search(first) or (_PATH_LAST.search(last) and len(parts) >= 2) else 0
