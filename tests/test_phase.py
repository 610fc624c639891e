"""UTF-16 that lost its step: a byte missing, extra or stray, and what follows is read in step again."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext.decoding import decode
from cleantext.decoding.phase import in_step
from tests.test_decoding import GERMAN, GREEK, JAPANESE, KOREAN, RUSSIAN, SIMPLIFIED, TRADITIONAL, whole
from tests.timing import in_time

TEXTS = [SIMPLIFIED, TRADITIONAL, JAPANESE * 3, KOREAN * 3, GERMAN * 2, RUSSIAN * 2, GREEK * 2]
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_NEAR = 4  # characters beside the damage that may be wrong


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("codec", MARKS)
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(
    ("taken", "put"), [(1, b""), (0, b"\x80"), (0, b"\xff"), (0, b"A"), (3, b""), (0, b"\xff" * 3)]
)
def test_only_the_damage_is_lost(text: str, codec: str, marked: bool, taken: int, put: bytes) -> None:
    mark = MARKS[codec] if marked else b""
    good = text.encode(codec)
    for at in range(len(good) // 3, 2 * len(good) // 3, 17):
        data = mark + good[:at] + put + good[at + taken :]
        decoded = decode(data)
        assert decoded.text.startswith(text[: at // 2 - _NEAR])
        assert decoded.text.endswith(text[(at + taken + 1) // 2 + _NEAR :])
        assert decoded.encoding == codec and decoded.findings
        whole(decoded, data)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("codec", MARKS)
def test_without_its_first_byte(text: str, codec: str) -> None:
    """Where all characters have the same upper byte the other order of bytes says the same; but for one at an end."""
    data = text.encode(codec)[1:]
    decoded = decode(data)
    assert text[2:-2] in decoded.text and len(decoded.text) <= len(text) + 2
    assert decoded.encoding == codec or text in TEXTS[4:]
    whole(decoded, data)


def test_several_accidents() -> None:
    good = SIMPLIFIED.encode("utf-16-le")
    data = b"\xff\xfe" + b"".join(good[: 99 - k] + good[100 - k :] for k in range(9))
    decoded = decode(data)
    assert decoded.text.count("谢谢大家") == 9 and len(decoded.findings) == 9
    whole(decoded, data)


# Signs of all kinds in sound text: other scripts, private use, lines of one character, beyond the BMP.
SOUND = [
    "各位同事：\n" + "\u3000" * 60 + "※" + "\u3000" * 60 + "※\n" + "0" * 90 + "\n",
    "ភាសាខ្មែរ និង អក្សរ\n" * 40,
    "ქართული ენა და ხიდი\n" * 40,
    "የድልድይ ሥራ\n" * 40,
    "😀好😂𡃁👍🏽\n" * 60,
    "\ue000\ue001修桥\uf8ff\n" * 30,
    "ㄒㄧㄡ ㄑㄧㄠˊ 修橋㈱①㎡\n" * 40,
    SIMPLIFIED + "\x00" * 300 + SIMPLIFIED,
    "㐀㐁㐂㑇㛃䶮\n" * 40,
    "“……”——’’”” • ␀ ☃ ✓✓✓✓ ⟨⟩\n" * 30,
    "A\ufeffB\ufffd\uffff",
]


@pytest.mark.parametrize("text", SOUND)
@pytest.mark.parametrize("codec", MARKS)
def test_sound_text_stays(text: str, codec: str) -> None:
    data = MARKS[codec] + text.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, codec, ())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(deadline=None)
def test_any_text_with_a_mark(text: str) -> None:
    """A jumble of all scripts is no text, yet nothing in it is cheaper out of step by two lost bytes."""
    data = b"\xff\xfe" + text.encode("utf-16-le")
    whole(decode(data), data)
    if "\0" not in text:
        assert in_step(data[2:], "utf-16-le", 1.0)[0].start == 0


@given(st.binary(max_size=1500), st.sampled_from(sorted(MARKS)), st.integers(0, 900))
@example(b"\x00\xd8" * 700, "utf-16-le", 3)
@example(b"\x00\xd8\x41" * 500, "utf-16-le", 3)
@example(b"", "utf-16-be", 1)
@settings(deadline=None)
def test_any_bytes_are_covered(data: bytes, codec: str, at: int) -> None:
    data = SIMPLIFIED.encode(codec)[:at] + data
    pieces = in_step(data, codec, 1.0)
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert (pieces[0].start, pieces[-1].end) == (0, len(data))
    whole(decode(MARKS[codec] + data), MARKS[codec] + data)


@pytest.mark.parametrize("unit", [b"\x00\xd8A", b"\x00\xd8", b"\x80\x17", b"\xff"])
def test_time_is_linear(unit: bytes) -> None:
    assert in_time(lambda: decode(b"\xff\xfe" + unit * 60_000).text, 20)
