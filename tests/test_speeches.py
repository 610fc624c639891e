"""Speeches: the cases of fixtures/speeches.jsonl, and the laws that hold for any text.

A case's ``lines`` are joined with line breaks; a number stands for a paragraph of that many characters.
"""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cleantext.speeches import outside, split
from tests.timing import in_time

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
CASES = [json.loads(line) for line in (ROOT / "fixtures" / "speeches.jsonl").read_text(encoding="utf-8").splitlines()]
FILLER = "村里的水渠修好了，大家按时浇地。管水的人每天早晚各走一趟，看见漏水就记下来。"
GLOSS = re.compile(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+ ?[)）]")
PIECES = (
    *(
        "篇一",
        "在会上的讲话篇二",
        "第三篇",
        "【篇四】",
        "范文1",
        "范文二：致辞",
        "讲话（1）",
        "讲话（2）",
        "（一）",
        "(2)",
        "篇",
        "第",
        "一",
    ),
    *(
        "同志们：",
        "同志們:",
        "各位领导，同志们！",
        "老师们、同学们：",
        "尊敬的",
        "谢谢大家！",
        "散会",
        "（2023年5月3日）",
        "市长 李明",
    ),
    *(
        "\n",
        "\n",
        "\r\n",
        " ",
        "\u3000\u3000",
        "\xa0",
        "*",
        "，",
        "。",
        "：",
        "今天，我们开会。",
        FILLER,
        FILLER * 6,
        "abc",
        "\x00",
        "\ud800",
    ),
)


def body(lines: list[str | int]) -> str:
    return "\n".join(line if isinstance(line, str) else (FILLER * (line // len(FILLER) + 1))[:line] for line in lines)


def check_laws(text: str) -> None:
    speeches = split(text)
    gaps = list(outside(text, speeches))
    assert bool(speeches) == bool(text.strip())
    assert [s.index for s in speeches] == list(range(1, len(speeches) + 1))
    for speech in speeches:
        assert speech.text == text[speech.start : speech.end]
        # What was cut is free of surrounding whitespace; a document that is one speech is left as it is.
        assert speech.text == (text if len(speeches) == 1 and not gaps else speech.text.strip()) != ""
        assert speech.title == speech.title.strip() != ""
        assert "\n" not in speech.title
    # Speeches and gaps together are the text but for whitespace, each character once.
    spans = sorted([*((s.start, s.end) for s in speeches), *gaps])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert split(text) == speeches


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = body(case["lines"])
    speeches = split(text)
    assert [s.title for s in speeches] == case["titles"], case["why"]
    assert len(speeches) == len(case["opens"])
    assert all(s.text.startswith(words) for s, words in zip(speeches, case["opens"], strict=True))
    if "outside" in case:
        assert [text[a:b] for a, b in outside(text, speeches)] == case["outside"]
    check_laws(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\r\n", "\u3000\xa0\n", "\ufeff*#", "篇一", "同志们：", "\n同志们：\n", "（一）", "\ud800"]
)
def test_edges(text: str) -> None:
    check_laws(text)


def test_laws_hold_for_any_text() -> None:
    dice = random.Random(9)
    for _ in range(1500):
        check_laws("".join(dice.choice(PIECES) for _ in range(dice.randrange(1, 60))))


def test_traditional_and_narrow_marks_cut_alike() -> None:
    lines = ["同志们：", "今天我们讲话。", 300, "谢谢大家！", "老师们、同学们：", 300]
    wide = body(lines)
    narrow = wide.replace("：", ":").replace("，", ",").replace("！", "!")
    traditional = (
        wide.replace("们", "們").replace("讲话", "講話").replace("谢谢", "謝謝").replace("学", "學").replace("师", "師")
    )
    expected = [(s.start, s.end) for s in split(wide)]
    assert len(expected) == 2
    assert [(s.start, s.end) for s in split(narrow)] == expected
    assert [(s.start, s.end) for s in split(traditional)] == expected


@pytest.mark.parametrize(
    "piece",
    [
        "篇一",
        "篇一\n",
        "同志们：",
        "同志们：\n",
        "同志们：" + FILLER * 6 + "\n",
        "\n",
        " ",
        "\n ",
        "（一）\n",
        "讲话一\n",
        "一\n",
        "各位、",
        "尊敬的\n",
        FILLER,
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    assert in_time(lambda: split(text), 10)  # quadratic would be minutes


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the project")
@pytest.mark.parametrize(("seed", "count"), [("000", 1), ("001", 20), ("002", 1), ("003", 17), ("004", 9)])
def test_seed(seed: str, count: int) -> None:
    (path,) = SEEDS.glob(f"{seed}_*")
    text = GLOSS.sub("", path.read_text(encoding="utf-8"))
    speeches = split(text)
    check_laws(text)
    assert len(speeches) == count
    if seed in ("001", "003"):
        headed = [s for s in speeches if s.heading]
        assert len(headed) == {"001": 19, "003": 13}[seed]
        assert all(re.search("[讲講][话話]篇", s.title) and s.title not in s.text for s in headed)
    if seed == "004":
        assert all(s.text.startswith("同志們") for s in speeches)


@pytest.mark.parametrize("text", ["\u3000" * 500 + "你好。", "\n" * 401 + "你好", " " * 500 + "abc"])
def test_a_long_indent_is_no_title(text: str) -> None:
    assert [speech.title for speech in split(text)] == [text.strip().rstrip("。")]
