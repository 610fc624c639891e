"""Codecs whose files are valid ASCII, HZ and ISO-2022, and UTF-32 without a mark."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import clean
from cleantext.decoding import cns, decode
from tests.test_decoding import JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, whole
from tests.timing import in_time

HZ = "各位同事:~ 请看(1)。\r\n两岸的孩子上学就不用再绕远路了。\n谢谢大家！"
# Bytes of ISO-2022-CN, for which Python has no codec; from the GNU C library's.
CN_SIMPLIFIED = (
    b"\x1b$)A\x0e8wN;M,JB#:\x0f\n\x1b$)A\x0eP;P;4s<R#!\x0fok\n\x1b$)A\x0e8wN;M,JB#:\x0f\n\x1b$)A\x0eP;P;4s<R#!\x0fok\n"
)
CN_BOTH = b'\x1b$)A\x0eCwDjP^\x1b$)Gp}!"uMuMDKU%!$\x0f\n\x1b$)G\x0ec*\x1b$*H\x1bNrDE`\x0f ok\n\x1b$)A\x0e=qDjP^\x1b$)Gp}\x1b$*H\x1bN!/!!\x0f\n'


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "hz"),
        (HZ, "hz"),
        ("今年春天修桥", "hz"),
        ("第3次会议", "hz"),
        ("他说：`明年春天我们一起修桥。'大家都说好。\n", "hz"),
        ("工程队Miller、Schneider、", "hz"),
        (JAPANESE, "iso2022_jp"),
        (JAPANESE + "㈱①\n", "iso2022_jp_3"),
        ("橋", "iso2022_jp"),
        ("Konnichiwa. 春です。\n", "iso2022_jp"),
        (KOREAN, "iso2022_kr"),
        ("다리 (1)\n", "iso2022_kr"),
        (SIMPLIFIED, "utf-32-le"),
        (TRADITIONAL, "utf-32-be"),
        ("Minutes of the bridge meeting\r\n", "utf-32-be"),
        ("修橋𡃁", "utf-32-le"),
    ],
)
def test_one_codec(text: str, codec: str) -> None:
    data = text.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, codec, ())
    assert [segment.raw for segment in decoded.segments] == [None]
    whole(decoded, data)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("今年春天~ ok\n".encode("hz").replace(b"~}~~", b"~}~\n~~"), "今年春天~ ok\n", "hz"),  # a broken line
        ("今年春天\n再修桥".encode("hz").replace(b"~}\n", b"\n"), "今年春天\n再修桥", "hz"),  # a line's end ends it
        ("今年春天再修桥".encode("hz").removesuffix(b"~}"), "今年春天再修桥", "hz"),
        ("今年".encode("hz") + "春天修桥".encode("hz"), "今年春天修桥", "hz"),  # turned off and on again
        (b"~{P^GE!*!*T<:2!$J7C\\K9OHIz~}", "修桥——约翰·史密斯先生", "hz"),  # U+2015 and U+30FB in Python's GB2312
        (JAPANESE.encode("iso2022_jp").replace(b"\x1b$B", b"\x1b$@"), JAPANESE, "iso2022_jp"),  # JIS of 1978
        (b"\x1b$B=U$G$9!#-!\x1b(B", "春です。①", "iso2022_jp"),
        (KOREAN.encode("iso2022_kr").removeprefix(b"\x1b$)C"), KOREAN, "iso2022_kr"),  # its head is cut off
        (b"\x1b$)A\x0e8wN;M,JB#:\x0f\n\x1b$)A\x0eP;P;4s<R#!\x0fok\n", "各位同事：\n谢谢大家！ok\n", "iso2022_cn"),
        (
            b'\x1b$)A\x0eCwDjP^\x1b$)Gp}!"uMuMDKU%!$\x0f\n\x1b$)G\x0ec*\x1b$*H\x1bNrDE`\x0f ok\n',
            "明年修橋，謝謝大家。\n亂龘世 ok\n",
            "iso2022_cn",
        ),
    ],
)
def test_what_does_not_encode_back(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, encoding, ())
    whole(decoded, data)


@pytest.mark.parametrize(
    ("plane", "pair", "character"),
    [
        (1, b"D!", "一"),
        (1, b"D$", "七"),
        (1, b"W0", "祗"),
        (1, b"!!", "　"),
        (2, b"!!", "乂"),
        (2, b"rD", "龘"),
        (1, b"SS", "計"),
        (2, b"8.", "紩"),
        (1, b"Wa", "胸"),
    ],
)
def test_cns(plane: int, pair: bytes, character: str) -> None:
    assert cns.character(plane, pair) == character


@pytest.mark.parametrize("plane", [1, 2])
def test_every_character_of_a_plane_is_another(plane: int) -> None:
    pairs = [bytes((row, column)) for row in range(0x21, 0x7F) for column in range(0x21, 0x7F)]
    made = [c for c in (cns.character(plane, pair) for pair in pairs) if c]
    assert len(made) - 2 <= len(set(made)) > 5000  # two strokes of plane 1 stand in it twice


@pytest.mark.parametrize(
    "data",
    [
        b"Dear all,\n~{VPND~} is how HZ writes it, which nobody has seen for many years.\n",
        b"`~{VPND~}`\n",
        b"HZ, short for Hanzi: a file that says `~{=qDjMC3$4:Ll4s<RR;FpP^GE~}` means to build a bridge in the spring\n",
        b"A~{a, b} and x ~{1,2}\n",
        b"\\documentclass{article}~{\\bf x}~}\n",
        b"~{~}",
        b"ls ~/x ~{a,b}~}\n",
        b"\x1b[31mred\x1b[0m and \x1b$ alone\n",
        b"\x0e\x0f",
        b"shift \x0e out \x0f\n",
        b"\x1b$B",
    ],
)
def test_ascii_stays_ascii(data: bytes) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (data.decode(), "utf-8")


@pytest.mark.parametrize(
    ("text", "codec"), [(SIMPLIFIED, "hz"), (JAPANESE, "iso2022_jp"), (KOREAN * 2, "iso2022_kr"), ("", "iso2022_cn")]
)
def test_cut_anywhere(text: str, codec: str) -> None:
    data = text.encode(codec) if text else CN_SIMPLIFIED * 2
    text = decode(data).text
    for at in range(16, len(data) - 16):
        tail, head = decode(data[at:]), decode(data[:at])
        whole(tail, data[at:])
        whole(head, data[:at])
        assert head.encoding == codec and text.startswith(head.text.removesuffix("\ufffd"))
        assert len(head.findings) <= 2
        if codec == "hz":
            assert tail.encoding == codec and text.endswith(tail.text.removeprefix("\ufffd").removeprefix("}"))


@pytest.mark.parametrize("codec", ["hz", "iso2022_jp"])
def test_a_stray_byte_is_named_and_the_rest_is_read(codec: str) -> None:
    good = {"hz": SIMPLIFIED, "iso2022_jp": JAPANESE * 4}[codec]
    data = good.encode(codec) + b"\xff\n" + good.encode(codec)
    decoded = decode(data)
    assert decoded.text == f"{good}\ufffd\n{good}"
    assert [f.note.split(" at ")[0] for f in decoded.findings] == ["byte ff"]
    whole(decoded, data)


def test_a_file_of_hz_is_a_codec_and_its_remains_in_text_are_escapes() -> None:
    data = SIMPLIFIED.encode("hz")
    assert not [f for f in clean(data).findings if f.rule == "escapes"]
    inside = "今年 ~{=qDj4:Ll#,H+4eHKR;FpP^G~!#~} 大家都来。\n"
    cleaned = clean(inside.encode())
    assert cleaned.decoded and cleaned.decoded.encoding == "utf-8"
    assert cleaned.text == "今年 今年春天，全村人一起修渠。 大家都来。\n"
    assert [f.rule for f in cleaned.findings if f.cure is not None] == ["escapes"]


def test_what_hz_quotes_is_spoken_of() -> None:
    text = SIMPLIFIED + "写作 ~{VPND~} 的就是它。\n"
    data = text.encode("hz")
    cleaned = clean(data)
    assert cleaned.text == text and cleaned.rewind() == data and cleaned.replay(data) == text


SIGNS = rb"~{ ~} ~~ ~ \x1b$B \x1b(B \x1b(J \x1b$)C \x1b$)A \x1b$)G \x0e \x0f \x1bN \x1b$*H \x1b.A \x1b(I \x1b$(D \x1b =qDj $3$l !"
PARTS = [*SIGNS.decode("unicode_escape").encode().split(b" "), b"\n", b" ok ", b"\xff", b"\x00"]
SEVEN = st.lists(st.sampled_from(PARTS), max_size=30).map(b"".join)


@given(SEVEN)
@example(CN_BOTH)
@example(b"\x1b$*H\x1bN!!\x1bN!")
@example(b"~{=q~}~{D")
def test_any_mixture_of_marks(data: bytes) -> None:
    whole(decode(data), data)
    for codec in ("hz", "iso2022_jp", "iso2022_kr", "iso2022_cn", "iso2022_jp_2"):
        whole(decode(data, codec), data)


@given(st.text(st.sampled_from(sorted(set(SIMPLIFIED))), min_size=12, max_size=60))
def test_hz_comes_back(text: str) -> None:
    data = text.encode("hz")
    whole(decode(data, "hz"), data)
    assert decode(data, "hz").text == text


def test_long_files_take_linear_time() -> None:
    for data in (SIMPLIFIED.encode("hz") * 3000, b"~{" * 200_000, b"\x0e\x0f" * 200_000, b"~{=q~}" * 60_000):
        assert in_time(partial(decode, data), 10)
