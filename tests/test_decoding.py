"""The front door: what is read, what cannot be read, and that no byte is ever lost."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext.decoding import Decoded, decode
from tests.timing import cpu_time, in_time

SIMPLIFIED = (
    "各位同事：\n今天我们在这里开会，主要是商量明年春天修桥的事情。\n桥修好以后，两岸的孩子上学就不用再绕远路了。\n"
    "一、先把旧桥拆掉，材料运到河边的空地上。\r\n二、请工程队在三月底以前进场。\n谢谢大家！\n"
)
TRADITIONAL = (
    "各位同事：\n今天我們在這裡開會，主要是商量明年春天修橋的事情。\n橋修好以後，兩岸的孩子上學就不用再繞遠路了。\n"
    "一、先把舊橋拆掉，材料運到河邊的空地上。\r\n二、請工程隊在三月底以前進場。\n謝謝大家！\n"
)
JAPANESE = "来年の春に古い橋を新しくする工事が始まります。子どもたちの通学が楽になるでしょう。\n"
KOREAN = "내년 봄에 오래된 다리를 새로 고치는 공사가 시작됩니다. 아이들이 학교에 가기 쉬워질 것입니다.\n"
GERMAN = "Im nächsten Frühling wird die alte Brücke abgerissen; die Kinder müssen dann über den Fluß gehen.\n"
RUSSIAN = "Весной мы построим новый мост через реку, и детям будет ближе ходить в школу.\n"
GREEK = "Την άνοιξη θα χτίσουμε μια καινούργια γέφυρα για τα παιδιά του χωριού.\n"


def whole(decoded: Decoded, data: bytes) -> None:
    """The laws that hold for all bytes."""
    assert decoded.encode_as(decoded.text) == data
    at = text_at = 0
    for segment in decoded.segments:
        assert (segment.start, segment.text_start) == (at, text_at)
        assert segment.end >= at and segment.text_end >= text_at
        assert 0.0 <= segment.confidence <= 1.0
        at, text_at = segment.end, segment.text_end
    assert (at, text_at) == (len(data), len(decoded.text))
    for finding in decoded.findings:
        assert finding.rule == "undecodable" and finding.cure is None
        assert decoded.text[finding.start : finding.end] == finding.found == "\ufffd"
    assert not any("\ud800" <= c <= "\udfff" for c in decoded.text)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("", "utf-8"),
        ("plain ASCII\r\nlines\r", "utf-8"),
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
        ("Minutes of the bridge meeting\r\n", "utf-16-le"),
        (JAPANESE, "utf-8"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-8"),
        (GREEK, "cp1253"),
        ("明年春天修桥", "gb18030"),
        ("明年春天修橋", "big5"),
        ("先修桥，再修路。", "gb18030"),
        ("先修橋，再修路。", "big5"),
        ("先修橋，再修路。", "gb18030"),
        ("(四)修橋", "big5"),
        ("Die Brücke ist alt.", "cp1252"),
        ("über die Brücke gehen", "cp1252"),
        ("да", "utf-8"),
        ("é", "utf-8"),
        ("桥", "utf-8"),
    ],
)
def test_one_codec(text: str, codec: str) -> None:
    data = text.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.findings) == (text, codec, ())
    whole(decoded, data)


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("text", ["", SIMPLIFIED])
def test_byte_order_marks(mark: bytes, codec: str, encoding: str, text: str) -> None:
    data = mark + text.encode(codec)
    decoded = decode(data)
    assert decoded.text == text
    if text:
        assert decoded.encoding == encoding
    whole(decoded, data)


def test_the_mark_does_not_vouch_for_the_rest() -> None:
    data = SIMPLIFIED.encode("utf-8-sig") + SIMPLIFIED.encode("gb18030")
    decoded = decode(data)
    assert decoded.text == SIMPLIFIED * 2 and decoded.encoding == "mixed"
    whole(decoded, data)


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + SIMPLIFIED.encode() + b"\xff", b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le") + b"\xd8"]
)
def test_the_place_of_lost_bytes_counts_the_mark(data: bytes) -> None:
    (finding,) = decode(data).findings
    assert f"at byte offset {len(data) - 1} " in finding.note


@pytest.mark.parametrize("text", ["客家話嘅字，叫做𡃁仔，好得意㗎。", "他說：「咗唔咗？」大家都笑了起來。"])
def test_hong_kong_characters(text: str) -> None:
    decoded = decode(text.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (text, "big5hkscs")


def test_big5_from_windows_has_its_tilde() -> None:
    text = "修橋要三～四個月，由約翰‧史密斯先生負責。"
    assert decode(text.encode("cp950")).text == text


def test_lines_of_several_codecs() -> None:
    rows = [("修桥的通知", "gb18030"), ("修橋的通知", "big5"), ("修桥的通知", "utf-8"), ("(1)", "ascii")]
    rows += [("两岸的孩子上学不用再绕远路", "utf-8"), ("二、請工程隊進場", "big5"), ("谢谢大家！", "gb18030")]
    data = b"\r\n".join(text.encode(codec) for text, codec in rows)
    decoded = decode(data)
    assert decoded.text.split("\r\n") == [text for text, _ in rows]
    assert decoded.encoding == "mixed" and not decoded.findings
    whole(decoded, data)


def test_neighbours_in_one_codec_are_one_segment() -> None:
    data = SIMPLIFIED.encode("gb18030") * 3 + b"ASCII\n" + SIMPLIFIED.encode() * 3
    assert [s.codec for s in decode(data).segments] == ["gb18030", "utf-8"]


@pytest.mark.parametrize(("inner", "outer"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_stretch_inside_a_line(inner: str, outer: str) -> None:
    text, pasted = "主要是商量明年春天修桥的事情", "更多好文章请到我们的网站下载"
    data = text.encode(outer) + pasted.encode(inner) + text.encode(outer) + b"\n"
    decoded = decode(data)
    assert decoded.text == text + pasted + text + "\n"
    whole(decoded, data)


@pytest.mark.parametrize(("text", "codec"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")])
@pytest.mark.parametrize("damage", [b"\xff", b"\xff\xff\xff", b"\x80\x80", b""])
def test_damage_stays_in_its_place(text: str, codec: str, damage: bytes) -> None:
    good = text.encode(codec)
    at = len(text[:40].encode(codec)) + 1
    data = good[:at] + damage + good[at + 1 :]
    decoded = decode(data)
    assert decoded.encoding == codec
    assert decoded.text[:38] == text[:38]
    assert decoded.text.endswith(text[46:])
    if damage[:1] == b"\xff":
        assert f"at byte offset {at - 1} cannot be read as {codec}" in decoded.findings[0].note
    whole(decoded, data)


@pytest.mark.parametrize(("text", "codec"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")])
def test_a_character_cut_at_either_end(text: str, codec: str) -> None:
    text = text.rstrip("\n")
    good = text.encode(codec)
    tail = decode(good[:-1])
    assert (tail.text, tail.encoding, len(tail.findings)) == (text[:-1] + "\ufffd", codec, 1)
    head = decode(good[1:])  # in Big5 the second half of a character can be a letter
    assert head.text.endswith(text[1:]) and head.encoding == codec and len(head.text) == len(text)


def test_a_run_of_damage_is_one_replacement_character() -> None:
    good = SIMPLIFIED.encode("gb18030")
    data = good + b"\xff" * 9000 + b"\n" + good
    decoded = decode(data)
    assert decoded.text == SIMPLIFIED + "\ufffd\n" + SIMPLIFIED
    assert decoded.encoding == "gb18030" and len(decoded.findings) == 1
    whole(decoded, data)


def test_nul_is_kept_and_turns_nothing_over() -> None:
    for codec in ("utf-8", "gb18030"):
        data = SIMPLIFIED.encode(codec) + b"\x00" * 700 + SIMPLIFIED.encode(codec)
        assert decode(data).text == SIMPLIFIED + "\x00" * 700 + SIMPLIFIED


def test_the_euro_of_windows() -> None:
    data = "修桥的材料要".encode("gb18030") + b"\x80500" + "左右。".encode("gb18030")
    decoded = decode(data)
    assert decoded.text == "修桥的材料要€500左右。" and decoded.encoding == "gb18030"
    whole(decoded, data)


def test_bytes_that_encode_back_differently_are_kept_raw() -> None:
    twice = b"\xa1\x5a"  # Big5 has this line drawing mark at two places
    data = TRADITIONAL.encode("big5") + twice + "謝謝大家！".encode("big5")
    whole(decode(data), data)


def test_a_binary_file_is_not_text() -> None:
    data = bytes((i * i * 31 + i * 7 + (i >> 3)) % 256 for i in range(4000))
    decoded = decode(data)
    assert decoded.encoding == "undecodable" and "binary" in decoded.findings[0].note
    whole(decoded, data)


def test_what_is_no_language_is_doubted() -> None:
    """Random bytes without a control: pictures are like that."""
    noise = bytes(128 + byte % 128 for byte in hashlib.shake_256(b"points").digest(3000))
    data = SIMPLIFIED.encode("gb18030") * 4 + b"\n" + noise
    first, *rest = (s for s in decode(data).segments if s.codec != "undecodable" and s.text_end - s.text_start > 24)
    doubted = sum(s.confidence <= 0.5 for s in rest)
    assert first.confidence >= 0.9 and doubted >= 0.8 * len(rest) > 0
    rare = (SIMPLIFIED + "魑魅魍魉饕餮耄耋囹圄\n") * 3
    assert min(s.confidence for s in decode(rare.encode("gb18030") + b"\xff\n" + rare.encode()).segments) >= 0.9


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_a_long_line_takes_linear_time(codec: str) -> None:
    line = SIMPLIFIED.replace("\r", "").replace("\n", "").encode(codec) * 2000
    data = line[:1001] + line[1002:]  # one byte lost: no strict decoding will do
    assert in_time(lambda: decode(data).text, 10)
    decoded = decode(data)
    assert decoded.text.count("\ufffd") <= 2
    whole(decoded, data)


CHINESE = st.text(st.sampled_from(sorted(set(SIMPLIFIED + TRADITIONAL))), max_size=40)
LINE = st.tuples(CHINESE, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le", "shift_jis"]))


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xff\xfe\x00\x00\xff\xff\xff\xff\x01")
@example(b"\x84\x31\x95\x33\x81\x30")
@example(b"\xef\xbb\xbf\xff")
@example(b"\x81\x35\xf4\x37\xa8\xbc")
def test_any_bytes(data: bytes) -> None:
    whole(decode(data), data)


@given(st.lists(LINE, max_size=8), st.binary(max_size=6), st.integers(0, 200))
@settings(max_examples=150, deadline=None)
def test_any_mixture(lines: list[tuple[str, str]], noise: bytes, at: int) -> None:
    data = b"\n".join(text.encode(codec, "ignore") for text, codec in lines)
    data = data[:at] + noise + data[at:]
    whole(decode(data), data)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=30, max_size=120))
def test_utf8_of_any_language_passes(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert (decode(data).text, decode(data).encoding) == (text, "utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_utf8_with_a_mark_passes(text: str) -> None:
    assert decode(text.encode("utf-8-sig")).text == text


LOG = "2009-03-01 10:20:30 [信息] 打开文件 “"


@pytest.mark.parametrize(
    "parts",
    [
        ((LOG, "utf-8"), ("职业高中的桥", "gbk"), (".txt”，用时 17 毫秒\n", "utf-8")),  # D6B0 is a letter of UTF-8, too
        ((LOG, "utf-8"), ("桥修好了。", "gbk"), (".txt”，用时 17 毫秒\n", "utf-8")),
        (
            ("两岸的孩子上学不用再绕远路，", "gbk"),
            ("【www.qiao.example】免费阅读修桥小说", "utf-8"),
            ("谢谢大家！\n", "gbk"),
        ),
        (
            ("两岸的孩子上学不用再绕远路、", "gbk"),
            ("什麼意見，", "big5"),
            ("这件事情要和大家商量，请工程队进场。\n", "gbk"),
        ),
        (("兩岸的孩子上學不用再繞遠路，", "big5"), ("是乡亲的心愿，", "gbk"), ("這件事情要和大家商量。\n", "big5")),
    ],
)
def test_a_few_words_in_another_codec(parts: tuple[tuple[str, str], ...]) -> None:
    page = [(SIMPLIFIED, parts[0][1])] if parts[0][1] != "big5" else [(TRADITIONAL, "big5")]
    data = b"".join(text.encode(codec) for text, codec in (*page, *parts, *page))
    decoded = decode(data)
    assert decoded.text == "".join(text for text, _ in (*page, *parts, *page))
    whole(decoded, data)


@pytest.mark.parametrize("name", ["Россия и мост", "Γέφυρα στο ποτάμι", "Hüseyin Çelik", "Müller-Lüdenscheidt"])
def test_foreign_names_in_a_damaged_line(name: str) -> None:
    """Their bytes are rare characters of GBK, which must not tempt."""
    line = f"修桥的工程师{name}昨天来到了工地，"
    good = SIMPLIFIED.encode() + line.encode()
    data = good + "桥".encode()[:2] + "修好以后孩子上学就近了。\n".encode() + SIMPLIFIED.encode("gb18030")
    decoded = decode(data)
    assert decoded.text == SIMPLIFIED + line + "\ufffd修好以后孩子上学就近了。\n" + SIMPLIFIED
    whole(decoded, data)


def test_a_lost_byte_does_not_garble_a_line_from_hong_kong() -> None:
    text = "佢哋話那裏嘅橋係新嘅，着力修好咗，細路仔返學就唔使兜路。\n"
    good = text.encode("big5hkscs")
    at = len(text[:8].encode("big5hkscs"))
    decoded = decode(good * 3 + good[:at] + b"\xff" + good[at:])
    assert decoded.text == text * 3 + text[:8] + "\ufffd" + text[8:]


def test_short_lines_in_a_page_of_another_codec() -> None:
    rows = [(line, "gb18030") for line in SIMPLIFIED.split()] + [("舟山市", "big5"), ("熊貓小熊貓", "big5")]
    data = b"\n".join(text.encode(codec) for text, codec in rows + rows[:3])
    assert decode(data).text.split("\n") == [text for text, _ in rows + rows[:3]]


@pytest.mark.parametrize(("text", "codec"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5")])
def test_a_clean_file_does_not_load_the_language_judge(text: str, codec: str) -> None:
    code = "import sys; from cleantext.decoding import decode; decode(sys.stdin.buffer.read()); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(codec) * 5, capture_output=True, check=True)
    assert b"cleantext.language" not in done.stdout and b"chardet" not in done.stdout


@pytest.mark.parametrize("unit", [("主要是商量明年", "更多好文章请到"), ("桥修好以后", "\ue000"), ("魑魅魍魉", "饕餮")])
def test_many_detours_take_linear_time(unit: tuple[str, str]) -> None:
    data = b"".join(text.encode(codec) for text, codec in zip(unit, ("gb18030", "utf-8"), strict=True))
    few, many = _seconds(data * 300), _seconds(data * 1200)
    assert many < 12 * few + 0.5


def _seconds(data: bytes) -> float:
    return cpu_time(lambda: whole(decode(data), data))
