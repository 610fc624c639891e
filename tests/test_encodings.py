"""A codec that is given: names, globs, bytes that are not in it. And how sure decoding says it is of short text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import CleantextError, Options, clean, decode, detect
from cleantext.decoding import names
from tests.test_decoding import SIMPLIFIED, TRADITIONAL, whole

EVERY = sorted(set(names._known().values()))


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("utf8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("GB-18030", "gb18030"),
        ("gb 18030", "gb18030"),
        ("cp936", "gbk"),
        ("GB2312", "gb2312"),
        ("Big5", "big5"),
        ("Big-5", "big5"),
        ("big5-hkscs", "big5hkscs"),
        ("latin-1", "iso8859-1"),
        ("Shift_JIS", "shift_jis"),
        ("HZ", "hz"),
        ("ISO-2022-CN", "iso2022_cn"),
        ("iso2022_cn", "iso2022_cn"),
        ("utf-16", "utf-16"),
    ],
)
def test_names(name: str, codec: str) -> None:
    assert names.canonical(name) == codec


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("gb18300", "gb18030"),
        ("big6", "big5"),
        ("utf9", "utf-8"),
        ("shiftjs", "shift_jis"),
        ("gbkk", "gbk"),
        ("", "utf-8"),
        ("klingon", "utf-8"),
        ("hex", ""),
        ("base64", ""),
        ("rot13", ""),
        ("idna", ""),
        ("unicode_escape", ""),
        ("undefined", ""),
        ("utf-7", ""),
        ("\0", ""),
        ("../x", ""),
        ("中文", ""),
        ("x" * 9999, ""),
    ],
)
def test_a_name_that_is_no_codec(name: str, nearest: str) -> None:
    with pytest.raises(CleantextError, match="no codec is called") as error:
        names.canonical(name)
    assert nearest in str(error.value)
    for call in (lambda: Options(encoding=name or "="), lambda: decode(b"", name or "=")):
        with pytest.raises(CleantextError):
            call()


@pytest.mark.parametrize(
    ("choices", "path", "codec"),
    [
        (["big5"], "a.txt", "big5"),
        (["big5"], "", "big5"),
        (["old/*.txt=big5"], "", ""),
        (["old/*.txt=big5"], "old/a.txt", "big5"),
        (["old/*.txt=big5"], "in/old/a.txt", "big5"),
        (["old/*.txt=big5"], "/home/in/old/a.txt", "big5"),
        (["old/*.txt=big5"], "bold/a.txt", ""),
        (["old/*.txt=big5"], "old/new/a.txt", ""),
        (["old/**=big5"], "old/new/a.txt", "big5"),
        (["old/**/*.txt=big5"], "old/a.txt", "big5"),
        (["*.txt=big5"], "old/a.txt", "big5"),
        (["/old/*=big5"], "x/old/a.txt", ""),
        (["./old/*=big5"], "old/a.txt", "big5"),
        (["a?.txt=big5"], "ab.txt", "big5"),
        (["a[0-9].txt=big5"], "a7.txt", "big5"),
        (["a[!0-9].txt=big5"], "a7.txt", ""),
        (["a.txt=big5"], "abtxt", ""),
        (["a=b.txt=big5"], "a=b.txt", "big5"),
        (["[=big5"], "x/[", "big5"),
        (["[!]=big5"], "x/[!]", "big5"),
        (["[]]=big5"], "]", "big5"),
        (["a[--]b=big5"], "a-b", "big5"),
        (["a[!b]c=big5"], "a/c", ""),
        (["a[+-9]c=big5"], "a/c", ""),
        (["***/a=big5"], "x/y/a", "big5"),
        (["*a*b=big5"], "x/aab", "big5"),
        (["**a*b=big5"], "a/ab", "big5"),
        (["**/a/**/*.txt=big5"], "b/a/a/c.txt.txt", "big5"),
        (["*a" * 30 + "b=big5"], "a" * 255, ""),
        (["**/a" * 20 + "/b=big5"], "a/" * 2000, ""),
        (["gbk", "old/*=big5"], "old/a", "big5"),
        (["old/*=big5", "gbk"], "old/a", "gbk"),
        (["old/*=big5", "gbk"], "new/a", "gbk"),
        (["讲话/*=GB18030"], "讲话/一.txt", "gb18030"),
    ],
)
def test_which_file_a_codec_is_for(choices: list[str], path: str, codec: str) -> None:
    assert Options(encoding=tuple(choices)).codec_for(path) == codec


@pytest.mark.parametrize("text", ["=big5", " =big5", "old/*=", "old/*=bog", "[z-a].txt=big5"])
def test_a_choice_that_makes_no_sense(text: str) -> None:
    with pytest.raises(CleantextError):
        Options(encoding=text)


@pytest.mark.parametrize(
    ("data", "codec", "text", "lost"),
    [
        (SIMPLIFIED.encode("gbk"), "gbk", SIMPLIFIED, 0),
        (b"\xd6\xd0\xfe\xff", "gbk", "中\ufffd", 1),
        ("修桥".encode("gbk") + b"\xff", "gbk", "修桥\ufffd", 1),
        ("修桥".encode(), "ascii", "\ufffd", 1),
        ("修桥".encode("gbk"), "utf-8", "\ufffd", 1),
        ("修桥".encode("gbk"), "latin-1", "ÐÞÇÅ", 0),
        (b"\xef\xbb\xbfok", "utf-8", "ok", 0),
        (b"\xef\xbb\xbfok", "utf-8-sig", "ok", 0),
        (b"ok", "utf-8-sig", "ok", 0),
        ("修桥".encode("utf-16"), "utf-16", "修桥", 0),
        ("修桥".encode("utf-16-be"), "utf-16-be", "修桥", 0),
        (b"\xfe\xff\x4f\xee", "utf-16", "修", 0),
        (b"\xfe\xff\x4f\xee", "utf-16-be", "修", 0),
        ("修桥".encode("utf-16-le"), "utf-16", "修桥", 0),
        ("修桥".encode("utf-16-le") + b"\x00", "utf-16", "修桥\ufffd", 1),
        ("修桥".encode("utf-32"), "utf-32", "修桥", 0),
        ("~{=qDj~}", "hz", "今年", 0),
        (b"~{=qDj~} \xff", "hz", "今年 \ufffd", 1),
        (b"\x1b$)A\x0e=qDj\x0f", "iso-2022-cn", "今年", 0),
        (b"\x93\xfa\x87\x40", "cp932", "日①", 0),
        (b"\x93\xfa\x87\x40", "shift_jis", "日\ufffd@", 1),
        (b"", "big5", "", 0),
    ],
)
def test_a_codec_that_is_given(data: bytes | str, codec: str, text: str, lost: int) -> None:
    data = data.encode() if isinstance(data, str) else data
    decoded = decode(data, codec)
    assert (decoded.text, len(decoded.findings)) == (text, lost)
    whole(decoded, data)


def test_the_codec_reaches_the_chain_and_the_way_back() -> None:
    data = TRADITIONAL.encode("big5") + b"\xff\n"
    chosen = Options(encoding="latin-1", script="keep")
    cleaned = clean(data, chosen)
    assert cleaned.decoded is not None and cleaned.decoded.encoding == "iso8859-1"
    assert cleaned.rewind() == data and cleaned.replay(data) == cleaned.text
    assert [f.rule for f in detect(data, Options(encoding="ascii", select="undecodable"))] == ["undecodable"] * 46
    assert clean("text", chosen).text == "text"


@given(st.binary(max_size=80), st.sampled_from(EVERY))
def test_any_bytes_in_any_codec(data: bytes, codec: str) -> None:
    whole(decode(data, codec), data)


@given(st.text(max_size=20))
def test_any_name_is_a_codec_or_an_error(name: str) -> None:
    try:
        assert decode(b"ok", name).encode_as("ok") == b"ok"
    except CleantextError as error:
        assert "codec" in str(error)


# (text, codec, at least, at most): two characters are no proof, and four are a good one.
@pytest.mark.parametrize(
    ("text", "codec", "least", "most"),
    [
        ("修桥", "gb18030", 0.5, 0.93),
        ("目录", "gb18030", 0.5, 0.8),
        ("修橋", "big5", 0.6, 0.95),
        ("工作报告", "gb18030", 0.85, 0.99),
        ("工作報告", "big5", 0.85, 0.99),
        ("总结.txt", "gb18030", 0.6, 0.97),
        ("各位领导、同志们：", "gb18030", 0.97, 1.0),
        ("工作报告", "utf-8", 0.97, 1.0),
        ("桥", "utf-8", 0.6, 1.0),
        ("工作报告", "hz", 0.9, 0.99),
        ("工作报告", "utf-16-le", 0.6, 0.99),
        ("各位领导、同志们：", "utf-16-be", 0.95, 1.0),
        ("report.txt", "utf-8", 1.0, 1.0),
    ],
)
def test_how_sure_of_short_text(text: str, codec: str, least: float, most: float) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert least <= decoded.segments[0].confidence <= most


@pytest.mark.parametrize("text", ["修桥", "报告", "目录", "二月"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_too_short_to_be_told_is_not_said_to_be_sure(text: str, codec: str) -> None:
    data = text.encode(codec)
    decoded = decode(data)
    if not data.isascii():  # what is printable ASCII is that to everybody
        assert decoded.text == text or decoded.segments[0].confidence < 0.8
    whole(decoded, data)
