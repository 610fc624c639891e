"""The forward processes of damage, byte by byte, and the laws of the rules that undo them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from benchmarks.damage.bytes_lost import ASCII, HIGH, add_byte, cut_edge, lose_byte, wide
from benchmarks.damage.shown import Codec, decode_as_shown, decoders
from benchmarks.damage.slashes import addslashes, stripslashes
from cleantext.detectors.slashes import find
from cleantext.finding import apply, undo
from cleantext.options import Options
from cleantext.processes.backslash import before, spellings, times

BYTES = st.binary(max_size=60)


# addslashes and stripslashes


@pytest.mark.parametrize(
    ("data", "runs", "slashed"),
    [
        (b"\xa5\x5c", 1, b"\xa5\x5c\x5c"),  # 功 in Big5
        (b"\xa5\x5c", 2, b"\xa5\x5c\x5c\x5c\x5c"),
        (b"\xd5\x5c\xd0\xc5", 1, b"\xd5\x5c\x5c\xd0\xc5"),  # 誠信 in GBK
        (b"\"'", 1, b"\\\"\\'"),
        (b'"', 2, b'\\\\\\"'),
        (b"a\0b", 1, b"a\\0b"),
        (b"a\\b", 1, b"a\\\\b"),
        (b"\xb9\xa6", 3, b"\xb9\xa6"),  # 功 in GBK has no 5C
    ],
)
def test_addslashes(data: bytes, runs: int, slashed: bytes) -> None:
    assert addslashes(data, runs) == slashed
    assert stripslashes(slashed, runs) == data


@pytest.mark.parametrize(
    ("data", "stripped", "shown"),
    [
        ("功能".encode("big5"), b"\xa5\xaf\xe0", "弁?"),  # A55C AFE0: the 5C is eaten, A5AF is 弁
        ("功\\能".encode("big5"), "功能".encode("big5"), "功能"),
        (b"a\\\\b\\0c\\", b"a\\b\0c", "a\\b\0c"),
    ],
)
def test_stripslashes(data: bytes, stripped: bytes, shown: str) -> None:
    assert stripslashes(data) == stripped
    assert decode_as_shown(stripped, "big5", "keep", swallows=True) == shown


@given(BYTES, st.integers(1, 3))
def test_stripslashes_undoes_addslashes(data: bytes, runs: int) -> None:
    assert stripslashes(addslashes(data, runs), runs) == data


# Bytes lost and added

GBK_LINES = "老渠今年修好了\nabc\n水到田頭".encode("gbk")


def test_lose_byte_takes_one_byte_of_each_line_with_chinese() -> None:
    was, now = GBK_LINES.split(b"\n"), lose_byte(GBK_LINES, Random(1)).split(b"\n")
    assert [len(a) - len(b) for a, b in zip(was, now, strict=True)] == [1, 0, 1]


@pytest.mark.parametrize(("half", "left"), [("lead", b"\x5c"), ("trail", b"\xa5")])
def test_lose_byte_by_choice(half: Any, left: bytes) -> None:
    assert lose_byte(b"\xa5\x5c", Random(1), half, "big5") == left


def test_lose_byte_knows_where_characters_begin() -> None:
    assert {lose_byte("a渠b".encode(), Random(i), "lead", "utf-8") for i in range(9)} == {b"a\xb8\xa0b"}
    assert lose_byte(b"\x81\x30\x84\x36", Random(1), "trail") == b"\x81\x30\x84"  # four bytes in GB18030


@pytest.mark.parametrize("stray", [HIGH, ASCII], ids=["high", "ascii"])
def test_add_byte(stray: range) -> None:
    truth = "水到田頭".encode("big5")
    now = add_byte(truth, Random(4), stray, "big5")
    at = next((i for i in range(len(truth)) if truth[i] != now[i]), len(truth))
    assert now[at] in stray
    assert now[:at] + now[at + 1 :] == truth


def test_accidents_have_a_chance_and_a_seed() -> None:
    data = b"\n".join([GBK_LINES] * 50)
    for accident in (lose_byte, add_byte):
        assert accident(data, Random(1), chance=0.0) == data
        assert accident(data, Random(1)) == accident(data, Random(1)) != accident(data, Random(2))
        hit = sum(
            a != b for a, b in zip(data.split(b"\n"), accident(data, Random(1), chance=0.3).split(b"\n"), strict=True)
        )
        assert 15 < hit < 45  # of 100 lines that can be hit


def test_cut_edge() -> None:
    data = "，誠信".encode("gbk")  # A3AC D55C D0C5
    assert cut_edge(data, "start") == b"\xac\xd5\x5c\xd0\xc5"
    assert cut_edge(data, "end") == b"\xa3\xac\xd5\x5c\xd0"
    assert cut_edge("信。ok".encode(), "end", "utf-8") == "信".encode() + b"\xe3"
    assert cut_edge(b"plain", "start") == b"plain"


@given(BYTES, st.sampled_from(["gbk", "big5", "utf-8"]), st.integers(0, 9))
def test_accidents_take_any_bytes(data: bytes, codec: str, seed: int) -> None:
    lost, added = lose_byte(data, Random(seed), codec=codec), add_byte(data, Random(seed), codec=codec)
    lines = sum(bool(wide(line, codec)) for line in data.split(b"\n"))
    assert len(data) - len(lost) == len(added) - len(data) == lines
    assert len(cut_edge(data, "start", codec)) <= len(data)


# How they are shown


@pytest.mark.parametrize(
    ("data", "codec", "rows", "swallows", "shown"),
    [
        (b"\xb5\x28\x61", "gbk", "keep", True, "?a"),  # the lost lead byte takes the bracket with it
        (b"\xb5\x28\x61", "gbk", "keep", False, "?(a"),
        (b"\xaa\xa1\xb0\xa1", "gbk", "keep", True, "\ue000啊"),
        (b"\xaa\xa1\xb0\xa1", "gbk", "drop", True, "啊"),
        (b"\xaa\xa1\xb0\xa1", "gbk", "mark", True, "?啊"),
        (b"\xaa\xa1\xb0\xa1", "gbk", "replace", False, "?“?"),  # AA, then A1B0, then A1
        (b"\xfa\x5c", "big5", "keep", True, "\ue01c"),
        (b"\x8e\x40", "big5", "keep", True, "\ue311"),
        (b"\xa5\x5c\xff\xa5", "big5", "keep", True, "功??"),
        (b"\xa5\na", "big5", "keep", True, "?\na"),
    ],
)
def test_decode_as_shown(data: bytes, codec: Codec, rows: Any, swallows: bool, shown: str) -> None:
    assert decode_as_shown(data, codec, rows, swallows) == shown


@given(BYTES)
def test_python_is_one_of_the_decoders(data: bytes) -> None:
    names: tuple[tuple[Codec, str], ...] = (("gbk", "gbk"), ("big5", "cp950"))
    for codec, name in names:
        shown = data.decode(name, "replace")
        assert (
            decode_as_shown(data, codec, "replace", False, "\ufffd") == decoders(codec)[f"python {name}"](data) == shown
        )


@given(st.text("，。渠水田頭地\nab", max_size=40), st.sampled_from(["gbk", "big5"]))
def test_undamaged_bytes_are_shown_alike_by_all(text: str, codec: Codec) -> None:
    assert {decode(text.encode(codec)) for decode in decoders(codec).values()} == {text}


# The rule: slashes

SENTENCES = {
    "big5": (
        "水利會的許多人都說，這座水閘能蓋起來是老站長的功勞。",
        "他說:\"功課要自己做\"，又說'許願沒有用'。",
        "閱讀室裡坐滿了人，擺在桌上的餐點沒有人動。",
        "檔案放在 D:\\報告\\功勞簿 裡。",
        "成功",
        "今天下雨。",
    ),
    "gbk": (
        "誠信是立身之本，運動會上羣衆的歡呼聲很大。",
        "他問:\"診所在哪裏\"，我說'誠'字巷口。",
        "錦旗掛在牆上，參謀看了很高興。",
        "檔案放在 D:\\報告\\運輸 裏。",
        "忠誠",
        "今天下雨。",
    ),
}
SPOKEN = {codec: [each for each in sentences if each[-1] == "。"] for codec, sentences in SENTENCES.items()}


def _repaired(text: str) -> str:
    """The text after the rule, as the chain runs it; what was found can be put back."""
    for _ in range(3):
        done = apply(text, find(text, Options()))
        assert undo(done.text, done.findings) == text
        if done.text == text:
            break
        text = done.text
    return text


@given(st.data(), st.sampled_from(["big5", "gbk"]), st.integers(1, 3))
@settings(max_examples=200, deadline=None)
def test_what_addslashes_did_is_undone(data: st.DataObject, codec: str, runs: int) -> None:
    # A sentence that says in which codec it was is always there; the others come in any number and order.
    lines = [SENTENCES[codec][0], *data.draw(st.lists(st.sampled_from(SENTENCES[codec]), max_size=12))]
    truth = data.draw(st.sampled_from(["\n", ""])).join(data.draw(st.permutations(lines)))
    damaged = addslashes(truth.encode(codec), runs).decode(codec)
    assert damaged != truth
    assert _repaired(damaged) == truth


@given(st.lists(st.sampled_from(SPOKEN["big5"]), min_size=1, max_size=9), st.integers(1, 2))
@settings(max_examples=50, deadline=None)
def test_it_is_undone_after_a_change_of_script(lines: list[str], runs: int) -> None:
    simplify = OpenCC("t2s").convert
    truth = "\n".join([SENTENCES["big5"][0], *lines])
    damaged = simplify(addslashes(truth.encode("big5"), runs).decode("big5"))
    assert _repaired(damaged) == simplify(truth)


@given(st.lists(st.sampled_from([*SENTENCES["big5"], *SENTENCES["gbk"]]), max_size=12))
@settings(max_examples=100, deadline=None)
def test_undamaged_text_stays(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [f for f in find(text, Options()) if f.cure is not None] == []


@given(st.text("功許誠運好a1\"'\\\\\\\n ，(", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_taken_and_clean_twice_is_clean_once(text: str) -> None:
    once = _repaired(text)
    assert _repaired(once) == once


@given(st.integers(0, 3), st.booleans(), st.booleans(), st.integers(1, 4))
def test_backslashes_are_counted_back(count: int, own: bool, quoted: bool, runs: int) -> None:
    text = ("功" if own else "好") + "\\" * count + ('"' if quoted else "好")
    after = addslashes(text.encode("big5"), runs).decode("big5").count("\\")
    assert times(after, own, quoted) >= (runs if after else 0)
    assert before(after, own, quoted, runs) == count


def test_the_lists_hold_the_characters_of_their_codec() -> None:
    plain = {each.codec: each.always | each.perhaps for each in spellings()}
    assert set("功許蓋閱擺餐淚") < plain["Big5"]
    assert set("誠運診謀錦衆") < plain["GBK"]
    assert set("功许盖阅") < plain["Big5, simplified later"]
    assert set("诚运诊谋锦众") < plain["GBK, simplified later"]
    assert not any("\\" in chars or "好" in chars for chars in plain.values())
