"""Hostile bytes, made of pieces: what benchmarks.fuzz gives to decode."""

from __future__ import annotations

from collections.abc import Callable

Pick = Callable[[int], int]  # pick(n): a number from 0 to n - 1

# (text, codecs it is written in; what one of them lacks is left out)
# fmt: off
_TEXTS: tuple[tuple[str, str], ...] = (
    ("渡口的灯坏了三天，老船工说：“夜里不要过河。”\r\n镇上（一共97户）凑了€640，请人来修。\n\ue5e5䶮𠮷㑇",
     "utf-8 gb18030 gbk gb2312 hz utf-16-le utf-16-be utf-32-le utf-32-be"),
    ("渡口的燈壞了三天，老船工說：「夜裡不要過河。」\r\n嗰邊嘅人冇嘢食，①ぁЯ～‧Ê̄ê̌碁銹\n",
     "utf-8 big5 cp950 big5hkscs gb18030 utf-16-le utf-16-be"),
    ("渡し場の灯りが消えて、カ゚ラス売りは帰った。ﾃｽﾄ①㈱¥‾\n",
     "utf-8 shift_jis cp932 shift_jis_2004 euc_jp euc_jis_2004 iso2022_jp iso2022_jp_2004"),
    ("나루터의 등불이 꺼져서 배가 뜨지 못했다. 똠방각하\n", "utf-8 euc_kr cp949 johab iso2022_kr utf-16-be"),
    ("Старый перевозчик не спал всю ночь.\n", "utf-8 cp1251 koi8-r cp866 iso8859-5 utf-16-le"),
    ("Ο βαρκάρης άναψε το φως.\n", "utf-8 cp1253 iso8859-7"),
    ("Der Fährmann hört's: «Où est la clé?» ¿Mañana? ă ş ő ž ı İ\n", "utf-8 cp1252 cp1250 cp1254 mac-roman"),
    ("Người lái đò ngủ quên bên sông.\n", "utf-8 cp1258 utf-16-le"),
    ("คนแจวเรือ שלום مرحبا\n", "utf-8 tis-620 cp1255 cp1256 utf-16-be"),
    ('{"id": 17, "a": "b\\n"}\r\n<p>GET /index.php?x=1~{;}~ HTTP</p>\r', "ascii utf-16-le utf-16-be cp037"),
)
_SIGNS = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\x84\x31\x95\x33", b"\0", b"\0" * 70,
    b"\x80", b"\xff", b"\xff" * 40, b"\r", b"\n", b"\r\n", b"\n\n", b"\x1a", b"\x1b", b"\x0e", b"\x0f", b"~{", b"~}", b"~~",
    b"~\n", b"`~{", b"\x1b$B", b"\x1b(B", b"\x1b(J", b"\x1b(I", b"\x1b$)C", b"\x1b$)A", b"\x1b$)G", b"\x1b$*H", b"\x1bN",
    b"\x1bO", b"\x1b$(D", b"\x1b$(Q", b"\x1b.A", b"\x1b.F", b"\x81", b"\x81\x30", b"\x81\x30\x81", b"\x83\x36\xc7\x38",
    b"\xe3\x32\x9a\x36", b"\xfe\x39\xfe\x39", b"\x88\x62", b"\x88\xa5", b"\xa1\x5a", b"\xa3\xe1", b"\xf9\xfe", b"\x8e\xa1",
    b"\x8f\xa1\xa1", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80", b"\xf0\x9f\x98",
    b"\x00\xd8", b"\xd8\x00", b"\x00\xdc", b"\xdc\x00", b"\xa4\xab\xa1\xeb", b"\xa4\xf7", b"1\x80", b"\x80" * 3,
)
# fmt: on
_LONG = (600, 2_100, 5_000)  # bytes: longer than the windows and blocks that decode works in
MOST = 8_000


def made(pick: Pick) -> bytes:
    """An input, of pieces."""
    data = b"".join(_piece(pick) for _ in range(1 + pick(8)))
    if data and pick(12) == 11:
        data *= 1 + _LONG[pick(len(_LONG))] // len(data)
    for _ in range(pick(4)):
        data = _damaged(data, pick)
    return data[:MOST]


def _piece(pick: Pick) -> bytes:
    kind = pick(8)
    if kind < 5:
        text, codecs = _TEXTS[pick(len(_TEXTS))]
        names = codecs.split()
        start = pick(len(text))
        data = text[start : start + 1 + pick(40)].encode(names[pick(len(names))], "ignore")
        return data[pick(2) :] if kind == 4 else data
    if kind < 7:
        return _SIGNS[pick(len(_SIGNS))]
    return bytes(pick(256) for _ in range(1 + pick(12)))


def _damaged(data: bytes, pick: Pick) -> bytes:
    at, end, noise = pick(len(data) + 1), pick(len(data) + 1), bytes((pick(256),))
    head, tail = data[:at], data[at:]
    again = head + data[end : end + 9] + tail
    ways = (tail, head, head + tail[1:], head + noise + tail, head + noise + tail[1:], again)
    return ways[pick(len(ways))]


def picker(data: bytes) -> Pick:
    """Picks that the bytes decide, one or two of them each; 0 when they are used up."""
    rest = iter(data)

    def pick(count: int) -> int:
        number = next(rest, 0)
        return (number if count <= 256 else number << 8 | next(rest, 0)) % count

    return pick
