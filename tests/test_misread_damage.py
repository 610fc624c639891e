"""Text read with the wrong codec, forward: known bytes, the ways to lose, what is lossless, and seeds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.misread import (
    IGNORE,
    LOSSES,
    MULTI,
    NONE,
    OLD,
    PYTHON,
    ROWS,
    SINGLE,
    SINGLE_LOSSES,
    WHATWG,
    Loss,
    decode,
    misread,
    twice,
)
from benchmarks.damage.scopes import in_lines, in_stretches, pieces
from benchmarks.wrong_codec import WRONG_CODEC, stretches, two

TEXT = "水渠今年修好了，大家都很高兴。\n老站长说：“明年再修一条。”abc 12\n\n他们走了"
OLD_TEXT = "水渠今年修好了，大家都很高興。\n老站長說：「明年再修一條。」abc 12\n\n他們走了"
CHINESE = st.text("水渠今年修好了，。：“”老站长说明再一条abc 1\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "true", "wrong", "loss", "shown"),
    [
        ("中国", "utf-8", "gbk", PYTHON, "涓\ufffd鍥\ufffd"),  # AD is lost, for ADE5 is user-defined
        ("中国", "utf-8", "gb18030", WHATWG, "涓\ue15e浗"),
        ("中国", "utf-8", "gbk", OLD, "涓?浗"),
        ("中国", "utf-8", "gbk", replace(OLD, pair="each"), "涓??浗"),
        ("中国", "utf-8", "gbk", replace(OLD, user_rows="drop"), "涓浗"),
        ("的。", "utf-8", "gbk", PYTHON, "鐨勩\ufffd\ufffd"),  # 80 can begin no pair, 82 has no second byte
        ("的。", "utf-8", "cp936", OLD, "鐨勩€?"),  # Windows shows 80 as the euro sign
        ("好a", "utf-8", "gbk", PYTHON, "濂絘"),  # E5A5 BD61
        ("好1", "utf-8", "gbk", OLD, "濂?"),  # the digit went with the byte before it
        ("好1", "utf-8", "gbk", WHATWG, "濂\ufffd1"),
        ("好1", "utf-8", "gb18030", PYTHON, "濂\ufffd"),  # as if four bytes had begun
        ("好\n来", "utf-8", "gbk", OLD, "濂?\n鏉?"),
        ("好\n来", "utf-8", "gbk", replace(OLD, eats_line_ends=True), "濂?鏉?"),
        ("好\n来", "utf-8", "gbk", IGNORE, "濂\n鏉"),
        ("中国", "utf-8", "latin-1", NONE, "ä¸\xadå\x9b½"),
        ("中国", "utf-8", "cp1252", NONE, "ä¸\xadå›½"),
        ("经，", "utf-8", "cp1252", NONE, "ç»\x8fï¼Œ"),
        ("经，", "utf-8", "cp1252", Loss("", controls="drop"), "ç»ï¼Œ"),
        ("经，", "utf-8", "cp1252", Loss("?", controls="sign"), "ç»?ï¼Œ"),
        ("造", "utf-8", "cp1252", Loss(nbsp="space"), "é€ "),
        ("造", "utf-8", "cp1252", Loss(nbsp="drop"), "é€"),
        ("中国", "gbk", "latin-1", NONE, "ÖÐ¹ú"),
        ("中国", "gbk", "cp1251", NONE, "ЦР№ъ"),
        ("由于", "gbk", "cp1250", NONE, "ÓÉÓÚ".encode("latin-1").decode("cp1250")),
        ("中文", "big5", "latin-1", NONE, "¤¤¤å"),
        ("中文", "big5", "gbk", PYTHON, "いゅ"),
        ("中国", "utf-8", "cp932", PYTHON, "荳ｭ蝗ｽ"),
        ("中", "utf-8", "big5", PYTHON, "銝\ufffd"),
        ("中国", "gbk", "utf-8", PYTHON, "\ufffd\u0439\ufffd"),  # D6 | D0B9 is й | FA: beyond repair
        ("锟斤拷", "gbk", "utf-8", PYTHON, "\ufffd\ufffd"),
    ],
)
def test_known_bytes(text: str, true: str, wrong: str, loss: Loss, shown: str) -> None:
    assert misread(text, true, wrong, loss) == shown


@pytest.mark.parametrize("wrong", [each for each in MULTI if each != "cp936"])
@given(data=st.lists(st.sampled_from([*range(128, 256), 10, 32, 65, 97, 48]), max_size=40).map(bytes))
@settings(max_examples=100, deadline=None)
def test_python_is_one_of_the_readers(wrong: str, data: bytes) -> None:
    if wrong == "euc_kr" and b"\xa4\xd4" in data:
        return  # Python's makes one syllable of eight bytes
    keeps = wrong in ("gb18030", "cp932", "shift_jis")
    loss = replace(PYTHON, user_rows="keep") if keeps else PYTHON
    tail = data[-6:].find(b"0") >= 0 and wrong == "gb18030"  # a character of four bytes that the end cuts short
    if not tail:
        assert decode(data, wrong, loss) == data.decode(wrong, "replace")


@pytest.mark.parametrize("wrong", SINGLE)
@given(st.binary(max_size=60))
def test_single_bytes_come_back(wrong: str, data: bytes) -> None:
    shown = decode(data, wrong, NONE)
    table = {decode(bytes((byte,)), wrong, NONE): byte for byte in range(256)}
    assert len(table) == 256
    assert bytes(table[c] for c in shown) == data


@given(CHINESE)
def test_lossless_pieces_come_back(text: str) -> None:
    for wrong in ("gb18030", "gbk", "cp950", "cp932", "cp949"):
        accident = partial(misread, true="utf-8", wrong=wrong, loss=NONE)
        for piece in pieces(text, accident, Random(1), (2, 9)):
            assert piece in text
            assert accident(piece).encode(wrong).decode() == piece


def test_nothing_is_lost_silently() -> None:
    with pytest.raises(UnicodeDecodeError):
        misread("好", "utf-8", "gbk", NONE)
    with pytest.raises(UnicodeEncodeError):
        misread("国", "big5", "gbk", PYTHON)


def test_twice() -> None:
    once = partial(misread, true="utf-8", wrong="cp1252", loss=NONE)
    assert once("好") == "å¥½"
    assert twice(once, once)("好") == "Ã¥Â¥Â½"
    saved = twice(partial(misread, true="gbk", wrong="utf-8"), partial(misread, true="utf-8", wrong="gbk", loss=OLD))
    assert saved("锟斤拷锟斤拷") == "锟斤拷锟斤拷"  # U+FFFD saved in UTF-8 and read as GBK: what was there is gone


def test_ascii_is_never_touched() -> None:
    for row in ROWS:
        assert row.accident(Random(1))("plain text, 1 & 2\n") == "plain text, 1 & 2\n"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.true} as {row.wrong}")
def test_every_row_damages_and_has_a_seed(row: Any) -> None:
    text = OLD_TEXT if row.true == "big5" else TEXT
    damage = row.accident(Random(5))
    assert damage(text) == row.accident(Random(5))(text) != text
    if row.true == "utf-8" and row.wrong != "mac_roman":  # the others lose nothing of this text
        assert len({row.accident(Random(i))(text) for i in range(40)}) > 1
    assert damage(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("loss", {*LOSSES, *SINGLE_LOSSES}, ids=str)
@given(data=st.binary(max_size=60))
@settings(max_examples=20, deadline=None)
def test_any_bytes_are_read_by_all(loss: Loss, data: bytes) -> None:
    for wrong in (*MULTI, *SINGLE, "utf-8"):
        assert decode(data, wrong, loss).count("\n") == data.count(b"\n")


# Scopes


def test_in_lines() -> None:
    text = "\n".join(["水渠修好了", "abc"] * 50)
    accident = ROWS[0].accident(Random(1))
    shown = in_lines(text, accident, Random(1), 0.3).split("\n")
    hit = [now != was for now, was in zip(shown, text.split("\n"), strict=True)]
    assert 5 < sum(hit) < 30
    assert not any(hit[1::2])
    assert in_lines(text, accident, Random(1), 1.0) == accident(text)
    assert in_lines("abc\n水渠", accident, Random(1), 0.0) == "abc\n" + accident("水渠")


def test_in_stretches() -> None:
    text = "".join(chr(0x4E00 + i) for i in range(3000))
    shown = in_stretches(text, lambda found: f"<{found}>", Random(1))
    found = [each.split(">")[0] for each in shown.split("<")[1:]]
    assert 10 < len(found) < 60
    assert all(3 <= len(each) <= 60 for each in found)
    assert shown.replace("<", "").replace(">", "") == text
    assert shown == in_stretches(text, lambda each: f"<{each}>", Random(1))


def test_documents_are_damaged_alike_by_the_same_seed() -> None:
    text = "\n".join([TEXT] * 20)
    for damage in (stretches(ROWS[:14]), two(ROWS[:20])):
        assert damage(text, Random(3)) == damage(text, Random(3)) != damage(text, Random(4))
        assert damage(text, Random(3)).count("\n") == text.count("\n")


def test_the_table_has_all_groups() -> None:
    groups = {name.split(":")[0] for name in WRONG_CODEC if ":" in name}
    assert groups == {"lossless", "twice", "lossy"}
    assert len(WRONG_CODEC) >= 25
