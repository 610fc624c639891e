"""Ideographic spaces lost byte by byte: the process forward and back, and the texts that it never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.spaces import lose_spaces
from cleantext.detectors.ideographic_space import find
from cleantext.finding import apply, undo
from cleantext.options import Options
from cleantext.processes.spaces import untouched

# Sentences with a pair that the process joins, each with what is left of it.
HIT = {
    "开发区的企业越来越多，已经形成了新的市场。我们要继续努力。": "市常我们",
    "要打牢经济社会发展的基础。我们明年还要加大投入。": "基矗我们",
    "全省各地都要重视防病治病。卫生部门要加强检查。": "治玻卫生",
    "这两个城市人口一多一少，面积一大一小。但是发展的速度差不多。": "一校但是",
    "“快跑！”他大声喊道，“桥要塌了！”孩子们都站了起来。": "快跑１他",
    "他们把这种办法叫作“抓大放小”，把那种办法叫作“优中选优”。": "放斜，把",
}
TRADITIONAL = {
    "雙方激戰三日，敵軍終於大敗。城裏的百姓走上街頭慶祝。": "大敚城裏",
    "他年輕時寫過一部歌劇《春江》，很受觀衆歡迎。": "歌劧春江》",
    "這次比賽他們又失敗。教練說，明年還要再來。": "失敚教練",
}
MISSED = (
    "会议开了一天，大家都谈了自己的看法。",
    "孩子们在学校里学习，老人常到公园散步。",
    "考古队去埃及工作了三年，玻璃窗外是沙漠。",
    "工厂上个月生产了两万台机器，比去年多一成。",
)
PLAIN = (
    "他在报上读到：“今年的雨水比去年多。”于是放下心来。",
    "\u3000\u3000第二天早上，天晴了，路上的人也多了起来。",
    "Prices rose by 3% in May; see table 4.",
)


def _repaired(text: str) -> str:
    return apply(text, find(text, Options())).text


@pytest.mark.parametrize(("sentence", "left"), [*HIT.items(), *TRADITIONAL.items()])
def test_the_process_leaves_what_the_pages_show(sentence: str, left: str) -> None:
    assert left in lose_spaces(sentence)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*HIT, *MISSED]), min_size=1, max_size=12), st.sampled_from(["", "\n"]))
def test_what_was_joined_is_parted_again(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    damaged = lose_spaces(text)
    done = apply(damaged, find(damaged, Options()))
    assert done.text == text
    assert undo(done.text, done.findings) == damaged
    assert _repaired(done.text) == done.text


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([*TRADITIONAL]), min_size=1, max_size=4))
def test_traditional_text_is_parted_again(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert _repaired(lose_spaces(text)) == text


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*HIT, *TRADITIONAL, *MISSED, *PLAIN]), max_size=12))
def test_undamaged_text_stays(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert list(find(text, Options())) == []


def test_a_pair_that_survived_speaks_for_the_text_around_it_and_not_for_a_whole_file() -> None:
    plain = "\n".join(MISSED) + "\n"
    hit = "\n".join(HIT) + "\n"
    near = "比赛在体育场。\n" + lose_spaces(hit)
    assert _repaired(near) == near
    clean = 20 * (plain + "比赛在体育场。\n")
    whole = 60 * plain + hit + 60 * plain
    assert _repaired(clean + lose_spaces(whole) + clean) == clean + whole + clean


@given(st.text(alphabet=st.sampled_from("啊场病小！。、”“…—《》「」的了，是\u3000\n a"), max_size=60))
def test_the_process_leaves_no_pair(text: str) -> None:
    assert untouched(lose_spaces(text)) == []


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    for finding in find(text + "。", Options()):
        assert finding.found == (text + "。")[finding.start : finding.end]


def test_only_a_share_of_the_lines_goes_through() -> None:
    text = "\n".join([*HIT] * 20)
    damaged = lose_spaces(text, share=0.5)
    lines = [was == now for was, now in zip(text.split("\n"), damaged.split("\n"), strict=True)]
    assert 0.3 < sum(lines) / len(lines) < 0.7
    assert damaged == lose_spaces(text, share=0.5)
