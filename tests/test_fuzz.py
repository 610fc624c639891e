"""A short run of the fuzzer, the same inputs every time, and proof that it sees what is wrong."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from benchmarks.fuzz import Tally, hypothesis_engine
from benchmarks.fuzz_laws import codecs, fault
from benchmarks.fuzz_pieces import MOST, made, picker
from cleantext import decoding
from cleantext.decoding import Decoded, pieces

LAMP = "渡口的灯坏了三天，老船工说：“夜里不要过河。”\n"
# Some of their characters are two of Unicode.
PAIRED = ("big5hkscs", "euc_jis_2004", "euc_jisx0213", "shift_jis_2004", "shift_jisx0213")


def test_no_law_is_broken() -> None:
    tally = Tally()
    hypothesis_engine(tally, 0, 200)
    assert tally.inputs >= 200
    assert (tally.exceptions, tally.bytes_lost, tally.others) == (0, 0, 0), tally.shown("hypothesis")


def test_made_inputs_differ_and_are_bounded() -> None:
    inputs = [made(picker(Random(number).randbytes(200))) for number in range(100)]
    assert len(set(inputs)) > 95
    assert 1_000 < max(map(len, inputs)) <= MOST
    assert made(picker(b"")) == made(picker(b""))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_small_slices_lose_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not encode back to its bytes is kept in slices; here their borders come every few characters."""
    monkeypatch.setattr(pieces, "_SLICE", size)
    for number, codec in enumerate((*codecs(), *PAIRED * 20)):
        data = made(picker(Random(number).randbytes(100)))
        assert fault(data, codec) == "", (data, codec)


def test_two_characters_that_are_one_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that say them as two, after some that the codec writes otherwise."""
    monkeypatch.setattr(pieces, "_SLICE", 2)
    two = "æ".encode("euc_jis_2004") + "\u0300".encode("euc_jis_2004")
    assert two.decode("euc_jis_2004").encode("euc_jis_2004") != two
    for before in ("", "a", "ab", "abc"):
        assert fault(before.encode() + two * 5, "euc_jis_2004") == ""


@pytest.mark.parametrize(
    ("spoilt", "law"),
    [
        (lambda d: replace(d, text=d.text[1:] + "\ud800"), "exception"),
        (lambda d: 1 // 0, "exception"),
        (lambda d: replace(d, text=d.text[1:]), "bytes lost"),
        (lambda d: replace(d, segments=d.segments[1:]), "bytes lost"),
        (lambda d: replace(d, segments=d.segments[::-1]), "bytes lost"),
        (lambda d: replace(d, findings=()), "findings"),
        (lambda d: replace(d, findings=tuple(f._replace(start=f.start + 1) for f in d.findings)), "findings"),
        (
            lambda d: replace(d, findings=tuple(f._replace(note="byte 80 at byte offset 0 ") for f in d.findings)),
            "findings",
        ),
    ],
)
def test_the_fuzzer_sees_what_is_wrong(spoilt, law: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = decoding.decode

    def wrong(data: bytes, codec: str = "") -> Decoded:
        return spoilt(right(data, codec))

    data = LAMP.encode("gb18030") + b"\xff\n" + LAMP.encode() * 2
    assert fault(data) == ""
    monkeypatch.setattr(decoding, "decode", wrong)
    assert fault(data).startswith(law)
    tally = Tally()
    tally.add(data, "", False)
    ((wrong_law, (least, _)),) = tally.broken.items()
    assert wrong_law.startswith(law) and len(least) < len(data)
