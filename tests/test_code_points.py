"""The rules of Unicode, masks and marks: what was put in comes out, what belongs stays, nothing takes long."""

from __future__ import annotations

import unicodedata
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Options, clean
from cleantext.finding import apply
from cleantext.processes.conversion import convert
from cleantext.processes.odd import odd
from cleantext.processes.private import gbk_standard, hong_kong, is_private
from tests.timing import in_time

RULES = ("invisible", "radicals", "compatibility", "half_width", "private_use", "masks", "spaces", "punctuation")
ALONE = Options(script="keep", select=RULES)
WIDE = Options(script="keep", select=("punctuation",), punctuation="chinese")
PROSE = (
    "今年的旱情比往年来得早，镇里的干部都住在田头。水渠修好了没有？大家心里都有数；可是谁也不敢松劲！",
    "老站长说：“水来了，人心就稳了。”全村一百二十户（含两户新来的）都去看水，比例是3:2，时间是18:00。",
    "第一，要把书送到村里去；第二，要把路修到门口——这两件事今年都要办成……请各组照办。",
)
UNSEEN = st.sampled_from(["\u200b", "\u200c", "\u200d", "\ufeff", "\xad", "\u200e", "\u2060", "\x00", "\x08", "\u202a"])
FOREIGN = sorted((Path(__file__).parents[1] / "fixtures" / "undamaged").glob("*.txt"))
RADICALS = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
UNITS = (
    *(
        "\u200b",
        "中\u200b",
        "\xa0",
        "中\xa0",
        " \xa0",
        "⼀",
        "中⼀",
        "“⼈”",
        "\uf914",
        "中\uf914",
        "a\u0301",
        "中a\u0301",
    ),
    *("｡", "中｡", "ﾖﾐ", "\ue832", "中\ue832", "看\ue2e5我", "\U000f0000", "中\x00", "中\x85", "\u2028", "中\u2028"),
    *("*", "**", "中*", "***中", "中**中", "×", "中×", "x", "中x年", "某", "○", "中○○", "密码*", "="),
    *(
        ",",
        "中,",
        "(",
        ")",
        "(中",
        "中)",
        "()",
        '"',
        '中"',
        "'",
        "'中'",
        ".",
        "中.",
        "...",
        "-",
        "--",
        "中--",
        "`",
        "<a",
        "-{",
    ),
    *("。。。", "http://a.cn", "www.", "@", "1.", "中\n", '"中":', "\n"),
)
PIECES = st.sampled_from(
    [*UNITS, "今天", "我們", "开会", "，", "かな", "한국", "é", "A", "1", "😀", "\ufe0f", "\U000e0100"]
)


@given(st.sampled_from(PROSE), st.lists(st.tuples(st.integers(0, 45), UNSEEN), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_what_nobody_sees_goes(prose: str, marks: list[tuple[int, str]]) -> None:
    damaged = prose
    for at, mark in marks:
        damaged = damaged[:at] + mark + damaged[at:]
    assert clean(damaged, ALONE).text == prose


@pytest.mark.parametrize("prose", PROSE)
def test_radicals_become_characters(prose: str) -> None:
    damaged = "".join(RADICALS.get(c, c) for c in prose)
    assert damaged != prose
    assert clean(damaged, ALONE).text == prose


@pytest.mark.parametrize("prose", PROSE)
def test_narrow_marks_are_widened(prose: str) -> None:
    narrow = prose.translate(str.maketrans("，？！；：（）“”", ',?!;:()""')).replace("……", "...").replace("——", "--")
    assert clean(narrow, WIDE).text == prose
    assert clean(prose, WIDE).text == prose


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_clean_twice_is_clean_once(text: str) -> None:
    options = Options(script="keep", select=RULES, punctuation="chinese")
    once = clean(text, options)
    assert clean(once.text, options).text == once.text
    assert once.rewind() == text


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_other_languages_are_untouched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert clean(text, ALONE).text == text
    for line in text.splitlines():
        assert clean(f"下面这一行请原样保留。\n{line}\n抄完了。", ALONE).text.split("\n")[1] == line


def test_the_look_at_odd_characters_sees_all_planes() -> None:
    for c in "\x00\x9f\xa0\xad\u0301\u200b\u2028\u2e80\uf900\ue000\ufeff\uff61\U0002f800\U000e0101\U0010fffd":
        assert odd(f"中文{c}") == {c}
    assert odd("中文，“引号”……１２３ＡＢ\u3000\n\t😀𠀀") == frozenset()


def test_private_use_by_the_published_tables() -> None:
    assert gbk_standard()["\ue815"] == "⺁" and gbk_standard()["\ue864"] == "\u9fbb"
    assert not any(is_private(c) for c in gbk_standard().values())
    for c in "着衞喺嘅":
        code = c.encode("big5hkscs")
        shown = next(chr(p) for p in range(0xE000, 0xF849) if hong_kong(chr(p)) == c)
        assert hong_kong(shown).encode("big5hkscs") == code
    assert hong_kong("\uf8ff") == "" and hong_kong("中") == ""


SIZE, LIMIT = 60_000, 3.0  # characters; seconds of CPU, each takes under 1


@pytest.mark.parametrize("unit", UNITS, ids=repr)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_linear(rule: str, unit: str) -> None:
    find = import_module(f"cleantext.detectors.{rule}").find
    text = "今天我们在这里开会讨论工作。\n" + unit * (SIZE // len(unit))
    assert in_time(lambda: apply(text, find(text, Options(punctuation="chinese"))).text, LIMIT)


@pytest.mark.parametrize("name", ["t2s", "tw2s", "s2t", "s2tw", "s2hk"])
def test_conversion_goes_on_behind_what_the_converter_does_not_take(name: str) -> None:
    """Some of OpenCC's converters give only what is before a NUL."""
    parts = [convert(name, part) for part in ("國會", "開學了", "發展")]
    assert convert(name, "國會\0開學了\ud800發展\0") == f"{parts[0]}\0{parts[1]}\ud800{parts[2]}\0"


def test_a_nul_in_text_that_is_converted_costs_nothing() -> None:
    cleaned = clean("著名的國會\0開學了\n著名", Options(script="simplified", ignore=("invisible",)))
    assert cleaned.text == "著名的国会\0开学了\n著名"
