"""Lines broken on purpose: link words onto lines of their own, and hard wraps; every break known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

_WORDS = """工作 建设 管理 制度 安全 教育 学习 领导 企业 社会 服务 干部 培训 方案 合同 责任书 计划 总结 经济 文化 农业 市场 环境
改革 科技 投资 就业 医疗 法律 公司 政府 会议 学校 历史 系统 设计 游戏 电影 音乐 城市 交通 规定 条例 机构 登记 监督 检查 申请
先生 夫人 朋友 兄弟 母亲 父亲 军队 皇帝 大王 时间 生活 世界 国家 人民 组织 单位 部门 资金 产品 技术 信息 质量 标准"""
_STOPS = "。！？；：…"
_GAPS = ("\n", "\n", "\n        ")  # of texts that set no paragraphs apart by blank lines
_LINKED = 8  # link words of a text, at most
_SHY = frozenset("，。、；：？！）》」』”’…—～,.;:?!)%")  # no line begins with these
_OPEN = frozenset("（《「『“‘(")  # no line ends with these


class Broken(NamedTuple):
    """A text with breaks. made: the stretches that breaks put in, (start, end, what stood there). free: breaks between
    sentences, where taking them back is as right as leaving them.
    """

    text: str
    made: tuple[tuple[int, int, str], ...]
    free: frozenset[int] = frozenset()


def links() -> re.Pattern[str]:
    """The words that sites link, in both scripts."""
    from opencc import OpenCC

    words = _WORDS.split()
    return re.compile(
        "|".join(sorted({*words, *map(OpenCC("s2t").convert, words)}, key=lambda each: (-len(each), each)))
    )


def break_links(text: str, lots: Random, linked: re.Pattern[str]) -> Broken:
    """A full stop and a line break behind link words and before them, as sites break them out of their sentences."""
    found = [m.span() for m in linked.finditer(text) if _may_break(text, *m.span())]
    chosen = sorted(lots.sample(found, min(len(found), lots.randint(1, _LINKED))))
    places: set[int] = set()
    for start, end in chosen:
        kind = lots.random()
        places |= ({start} if kind < 0.9 else set()) | ({end} if kind > 0.1 and text[end] not in _STOPS else set())
    gap = "\n\n" if "\n\n" in text else lots.choice(_GAPS)
    return _with_breaks(text, [(at, "。" + gap if text[at - 1] not in _STOPS else gap) for at in sorted(places)])


def _may_break(text: str, start: int, end: int) -> bool:
    """True inside a sentence, or rarely at its start; never at a line's start or end."""
    before, after = text[start - 1 : start], text[end : end + 1]
    in_line = "\n" not in text[max(0, start - 4) : end + 4] and start >= 4 and end + 4 <= len(text)
    return in_line and after != "" and (before in "“《（" + _STOPS or "\u3400" <= before <= "\u9fff")


def _with_breaks(text: str, places: Sequence[tuple[int, str]]) -> Broken:
    pieces: list[str] = []
    made: list[tuple[int, int, str]] = []
    free: set[int] = set()
    done = size = 0
    for at, break_ in places:
        pieces += text[done:at], break_
        size += at - done
        if break_.startswith("。"):
            made.append((size, size + len(break_), ""))
        else:
            free.add(size)
        size += len(break_)
        done = at
    return Broken("".join((*pieces, text[done:])), tuple(made), frozenset(free))


def wrap(text: str, lots: Random) -> Broken:
    """Lines of one width, of Chinese text (a Chinese character is two columns wide); paragraphs stay apart.

    By lot: paragraphs set apart by a blank line, by an indent or by nothing; a blank before each break; Latin words cut
    with a hyphen, or kept whole.
    """
    width = 2 * lots.randint(28, 44)
    gap = lots.choice(("\n\n", "\n\u3000\u3000", "\n"))
    tail, hyphen = lots.choice(("", "", " ")), lots.random() < 0.5
    made: list[tuple[int, int, str]] = []
    out = "" if gap != "\n\u3000\u3000" else "\u3000\u3000"
    for number, line in enumerate(each for each in text.split("\n") if each.strip()):
        out += gap if number else ""
        column = 4 * (gap == "\n\u3000\u3000")
        for at, char in enumerate(line):
            column += 1 if char.isascii() else 2
            if column > width and at and (break_ := _break(line, at, hyphen)) is not None:
                stood = " " if char == " " else ""
                made.append((len(out), len(out) + len(break_ + tail) + 1, stood))
                out += break_ + tail + "\n"
                column = 1 if char.isascii() else 2
                if stood:
                    continue
            out += char
    return Broken(out, tuple(made))


def _break(line: str, at: int, hyphen: bool) -> str | None:
    """What stands before a break at a place of a line, None where no typesetter breaks."""
    before, after = line[at - 1], line[at]
    if after in _SHY or before in _OPEN or before == " ":
        return None
    inside = before.isascii() and after.isascii() and before != " " != after
    if not inside:
        return ""
    return "-" if hyphen and before.isalpha() and after.isalpha() else None


def own_breaks(broken: Broken) -> frozenset[int]:
    """The line breaks that nobody made, and those that one may leave or take."""
    made = {at for start, end, _ in broken.made for at in range(start, end)}
    return frozenset(m.start() for m in re.finditer("\n", broken.text)) - made
