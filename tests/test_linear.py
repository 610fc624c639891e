"""No input takes more than linear time: what each junk rule looks for, repeated until a quadratic rule would stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from cleantext import Finding, Options, clean
from tests.timing import cpu_time, in_time

RULES = (
    *("html_debris", "bbcode", "spam_header", "spam_text", "hidden_content", "reader_nag", "contact"),
    *("watermark", "reprint", "editor_line", "navigation", "pagination", "site_wording"),
    *("broken_line", "hard_wrap", "layout", "repeated", "mixed_script"),
)
LIMIT = (
    1.0  # seconds of CPU; each takes under 0.6 on the machine this was written on, far more where a rule is quadratic
)
SIZE = 25_000  # characters, three bytes each
LONG = 200_000  # of one line, for helpers that look for the ends of a line

# What sets a rule to work, whole and in halves that make it look further.
TRIGGERS = (
    *(
        "展开全文",
        "当前隐藏内容免费查看",
        "登录后查看",
        "展开全文.",
        "剩余",
        "还剩12页",
        "查看",
        "隐藏请登录",
        "请先",
        "目录",
        "章未完",
    ),
    *(
        "©",
        "转载请注明",
        "http://a.com/",
        "【www.a.com",
        "【a.com】",
        "(本文来自a.com",
        "[",
        "【",
        "（",
        "版权所有",
        "请访问",
        "更多请访问",
    ),
    *("页", "共1页", "第1页/共2页", "上一页", "上一篇:", "共页", "第", "第1页1 2 3 ", "1/2页", "页码:"),
    *(
        "小编",
        "下面是小编整理",
        "以下是网站为大家整理",
        "供大家参考",
        "责任编辑:",
        "字号:",
        "打印",
        "字体:大 中 小 ",
        "下面是",
    ),
    *(
        "<b>x</b>",
        "<b>字</b>",
        "<p>字</p>",
        "<p>",
        "</p>",
        "<p",
        '<p id="a">字',
        ' id="a">',
        "<!--",
        "<script>",
        "<br>",
        "1.",
        "<字",
    ),
    *("本站", "侵权", "本文来自网络,", "如有侵权请联系删除", "网友", "版权归", "声明:"),
    *("上一篇:甲\n", "分享\n", "相关阅读\n", "2023-01-02\n", "题目题目 2023-01-02\n", "首页 > ", "打印 ", "来源:甲\n"),
    *("[b]", "[/b]", "[b]甲[/b]", "[img]", "[url=", "[i=s]", "本帖最后由", "[code]", "{:1:}"),
    *("var a = 1;\n", "{", "}\n", "a:b;", "*/", "{dede:", "<?php ", '<p style="', "a.b(", "document."),
    *("范文网", "w w w . a ", "www.a.com", "ｗｗｗ．ａ", "文库", "--www.a.com--"),
    *("久久,", "免费视频,", "甲,", "甲 ", "甲_", "欧美精品,久久视频,免费彩票,", ",", "区久"),
    *(
        "一",
        "。",
        "甲。",
        "\xa0",
        "\xa0\xa0甲。",
        "        甲",
        "\u3000",
        " ",
        "\t",
        ".",
        "/",
        ":",
        "\r",
        "<",
        ">",
        "#",
    ),
)
# What sets the repairs of bytes to work, and nothing else: no reading of it is worth a repair.
REPAIRS = ("slashes", "byte_slip", "ideographic_space")
REPAIRED = ("中A", "中?\n", "\ue000", "\ufffd", "功\\功\\", '學\\"', "颐且A", "今天我们在这里开会。中A", "常\n")
REPAIRED_SIZE = 200_000  # characters
REPAIRED_LIMIT = (
    20.0  # seconds of CPU; each takes under 6, most of it the judge's searches, which are given up in the end
)
# Every place of these has a reading that is worth following, so that no search is in vain.
DENSE = ("中\ufffd", "龊谩\ufffd", "颐且龊谩?\n", "中\ue000\n")
DENSE_SIZE = 400  # characters
DENSE_LIMIT = 0.4  # seconds of CPU; where every line is one byte off, each costs its search: 200 µs a character
BETWEEN = ("", "\n", " " * 60, "请" * 70, "\n1.\n")
SHAPES = {
    "blanks behind a marker": "当前隐藏内容免费查看" + " " * SIZE + "x\n",
    "dots behind a marker": "前面的话说完了。展开全文" + "." * SIZE + "x\n",
    "prose without a stop": "\xa0\xa0" + "一" * SIZE + "\n\xa0\xa0二。\n",
    "deep indents, blank lines": ("        甲" + "一" * 50 + "。\n") * 4 + "\n" * SIZE,
    "halves of counters": ("共1页" + " " * 60 + "第" + " " * 60 + "x") * (SIZE // 125),
    "counters far apart": ("共1页" + " " * 120) * (SIZE // 125),
    "blank lines of blanks": "甲。\n" + (" " * 500 + "\n") * (SIZE // 500) + "责任编辑:乙",
    "rows that end in words": "上一页\n" * (SIZE // 4) + "上一页x",
    "one long line of blanks": " " * SIZE,
    "short lines": "疫情。\n" * (SIZE // 4),
    "short lines between long ones": ("我们要切实做好" + "一" * 80 + "。\n供水。\n保障工作，不能断水。\n")
    * (SIZE // 110),
    "short lines with blanks between": ("甲乙。\n" + " " * 390 + "\n") * (SIZE // 400),
    "lines of one width": ("我们今天在这里开会讨论全镇的水利工作和道路工作以及学校的事情\n" * 5 + "完。\n")
    * (SIZE // 160),
    "one line again and again": "全镇今年新修水渠十一公里，三个村的灌溉用水有了保障，群众十分满意。\n" * (SIZE // 34),
    "one sentence again and again": "全镇今年新修水渠十一公里，三个村的灌溉用水有了保障。" * (SIZE // 26),
    "two lines in turn": ("甲" * 60 + "\n" + "乙" * 60 + "\n") * (SIZE // 122),
    "two scripts in one line": "国國会會" * (SIZE // 4),
    "two scripts in many lines": "国会。國會。学習。\n" * (SIZE // 10),
    "numbers between tags": "<div>\n" + "1.\n" * (SIZE // 3) + "</div>字",
    "nested tags": "<p" * (SIZE // 8) + ' id="a">' * (SIZE // 16) + "字",
    "nested empty tags": "字<i>" + "<b>" * (SIZE // 8) + "</b>" * (SIZE // 8),
    "a page full of debris": '<div id="a">\n字</div>\n' * (SIZE // 20),
    "a long attribute": "字<a " + 'b="c" ' * (SIZE // 6) + "d",
}


def _inputs() -> Iterator[Any]:
    for trigger in TRIGGERS:
        text = {between: (trigger + between) * (SIZE // len(trigger + between)) for between in BETWEEN}
        yield pytest.param(list(text.values()), id=repr(trigger))
    for name, text_ in SHAPES.items():
        yield pytest.param([text_], id=name)


def _check(texts: list[str]) -> None:
    for rule in RULES:
        find = import_module(f"cleantext.detectors.{rule}").find
        for text in texts:
            assert in_time(partial(find, text, Options()), LIMIT), (rule, text[:80], len(text))


@pytest.mark.parametrize("texts", _inputs())
def test_every_rule_is_linear(texts: list[str]) -> None:
    _check(["今天我们在这里开会讨论工作。\n" + text for text in texts])


@pytest.mark.parametrize("word", ["页", "©", "一篇:", "版", "/", "查", "编", "[", "<", "<字>"])
def test_one_long_line_is_linear(word: str) -> None:
    _check([word * (LONG // len(word)) + "\n甲"])


@pytest.mark.parametrize("name", SHAPES)
def test_the_chain_is_linear(name: str) -> None:
    assert in_time(lambda: clean(SHAPES[name], Options(script="keep")).text, 5 * LIMIT)


@pytest.mark.parametrize("unit", REPAIRED, ids=repr)
@pytest.mark.parametrize("rule", REPAIRS)
def test_every_repair_is_linear(rule: str, unit: str) -> None:
    text = "今天我们在这里开会讨论工作。\n" + unit * (REPAIRED_SIZE // len(unit))
    assert in_time(_finds(rule, text), REPAIRED_LIMIT)


@pytest.mark.parametrize("unit", DENSE, ids=repr)
def test_dense_signs_are_searched_in_time(unit: str) -> None:
    cpu_time(_finds("byte_slip", "我们颐且押ぷ髯龊谩�"))  # the judge is loaded
    assert in_time(
        _finds("byte_slip", "今天我们在这里开会讨论工作。\n" + unit * (DENSE_SIZE // len(unit))), DENSE_LIMIT
    )


def _finds(rule: str, text: str) -> Callable[[], Iterable[Finding]]:
    return partial(import_module(f"cleantext.detectors.{rule}").find, text, Options())
