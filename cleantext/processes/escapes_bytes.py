"""Bytes written in hexadecimal: percent-encoding ``%E4%B8%AD`` and quoted-printable ``=E4=B8=AD``, of UTF-8 and of GBK.

ASCII stands between the codes as it is, and where a codec has ASCII second bytes (GBK: 镕 is ``%E9F``) it belongs to
the character. So a stretch is made bytes as a whole, and then decoded in the codec that the whole text votes for.
"""

from __future__ import annotations

import unicodedata
from binascii import a2b_qp
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.processes.escapes_page import Escaped, Page, is_text

_PERCENT = lazy(r"%(?:25)*[0-9A-Fa-f]{2}(?:[A-Za-z0-9_.!~*'()+,-]{0,60}%[0-9A-Fa-f]{2})*")
_RUN = lazy("(?:%[0-9A-Fa-f]{2})++")
_QUOTED = lazy(r"=(?:[0-9A-Fa-f]{2}|\r?\n)(?:[ -<>-~]{0,80}=(?:[0-9A-Fa-f]{2}|\r?\n))*")
# A byte that is not ASCII, or the sign of another escape.
_HIGH = {
    "percent": lazy(
        "%(?:25)*(?:[89A-Fa-f][0-9A-Fa-f]|26%23|26[a-z]{2,8}%3[Bb]|5[Cc]u[0-9a-fA-F]{4}|3[Dd][89A-F][0-9A-F]%3)"
    ),
    "quoted-printable": lazy("=[89A-Fa-f][0-9A-Fa-f]"),
}
# Two bytes side by side: one code alone is more often a word (=bad, %d0A) than half of a character.
_BESIDE = {
    "percent": lazy("%[89A-Fa-f][0-9A-Fa-f]%[0-9A-Fa-f]{2}"),
    "quoted-printable": lazy("=[89A-F][0-9A-F]=[0-9A-F]{2}|=[89a-f][0-9a-f]=[0-9a-f]{2}"),
}
_HAN = lazy("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CJK = lazy("[\u2e80-\u9fff\uac00-\ud7af\uff01-\uff60]")
_DEEP = lazy("%(?:25){2,}(?=[89A-Fa-f][0-9A-Fa-f])")
_FILE = lazy(
    r"[A-Za-z0-9_.-]{0,20}(?:/[!-~]|\.(?:html?|php|aspx?|jsp|jpe?g|png|gif|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|txt|js|css)\b)"
)
_PARAMETER = lazy(r"&[A-Za-z_]{1,20}=")
_COMMON = 0.7  # of the characters are of the 3,755 most common ones of GB2312 (B0A1-D7F9)
_HEX = frozenset("0123456789ABCDEFabcdef")
_LINE = (60, 80)  # characters of a line that is broken softly, when no other code is near
_MANY = 12  # bytes of GBK by which a text is known to be in it
_SAMPLE, _COUNTED = 200, 60  # characters that are weighed, that are counted
_FEW = 3  # characters; fewer of GBK are no evidence of their own
_ROW, _READS = 5, 7.0  # Han in a row, nats a character: of Big5 read as GBK 2% are under 9
_RAREST = 8.5  # nats a character: prose has 4 to 7; of chance rows of three common characters 4% are under it


class _Reading(NamedTuple):
    start: int
    end: int
    data: bytes
    utf8: str | None
    gbk: str | None
    firm: bool


def percent(text: str, page: Page) -> Iterator[Escaped]:
    """Stretches of percent-encoding that are no addresses."""
    yield from _clusters(text, page, "percent")


def quoted_printable(text: str, page: Page) -> Iterator[Escaped]:
    """Stretches of quoted-printable, soft line breaks included."""
    yield from _clusters(text, page, "quoted-printable")


def _clusters(text: str, page: Page, kind: str) -> Iterator[Escaped]:
    pattern, high = (_PERCENT, _HIGH[kind]) if kind == "percent" else (_QUOTED, _HIGH[kind])
    readings, rest = [], []
    for m in pattern.finditer(text):
        if high.search(m[0]):
            if not _is_meant(page, kind, m.start(), m.end()):
                readings.append(_read(text, kind, *m.span()))
        else:
            rest.append(m.span())
    votes = sum((r.utf8 is not None) * len(r.data) for r in readings), sum(_gbk_votes(r) for r in readings)
    found = [each for r in readings if (each := _chosen(page, kind, r, votes))]
    if sum(len(each.text) for each in found) >= _FEW:
        # The escapes of ASCII alone (%20, =3D, a soft line break) are undone on lines that have nothing else.
        found += [each for span in rest if (each := _ascii(page, kind, span))]
    yield from found


def _data(kind: str, found: str) -> bytes:
    if kind != "percent":
        return a2b_qp(found)
    found = _DEEP.sub("%", found)
    # Whole runs of codes at a time: urllib's unquote_to_bytes takes three times as long.
    return _RUN.sub(lambda m: bytes.fromhex(m[0].replace("%", "")).decode("latin-1"), found).encode("latin-1")


def _read(text: str, kind: str, start: int, end: int) -> _Reading:
    data = _data(kind, text[start:end])
    utf8 = _decoded(data, "utf-8")
    gbk = None
    if utf8 is None or not _CJK.search(utf8):
        gbk = _decoded(data, "gb18030")
        if gbk is None and text[end : end + 1].isascii() and text[end : end + 1] > "?":
            # The second byte of the last character is ASCII, which is not escaped.
            gbk = _decoded(data + text[end].encode(), "gb18030")
            if gbk is not None:
                data, end = data + text[end].encode(), end + 1
                utf8 = None
        gbk = gbk if gbk and _CJK.search(gbk) else None
    if utf8 is None and gbk is None:
        utf8 = _salvaged(data, kind)
    return _Reading(start, end, data, utf8, gbk, bool(_BESIDE[kind].search(text, start, end)))


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        found = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return found if is_text(found) else None


def _salvaged(data: bytes, kind: str) -> str | None:
    """UTF-8 of which some bytes are lost: what is left of those stays escaped. None when it is no UTF-8."""
    found = data.decode("utf-8", "surrogateescape")
    sign = "%" if kind == "percent" else "="
    lost = sum("\udc80" <= c <= "\udcff" for c in found)
    if lost * 4 > len(_CJK.findall(found)) or not is_text(found):
        return None
    return "".join(f"{sign}{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in found)


def _gbk_votes(r: _Reading) -> int:
    """Bytes that speak for GBK: a stretch of common characters."""
    return len(r.data) if r.firm and r.gbk and r.utf8 is None and _is_common(r.gbk) else 0


def _is_common(found: str) -> bool:
    """True for common characters, and for rare ones that read well together: species, places."""
    from cleantext.language import script_table

    han, simplified = _HAN.findall(found[:_COUNTED]), script_table()
    codes = [simplified.get(c, c).encode("gb2312", "ignore")[:1] for c in han]
    common = sum(b"\xb0" <= code < b"\xd8" for code in codes) >= _COMMON * len(han)
    return bool(han) and (common or (len(han) >= _ROW and _reads("", found, _READS)))


def _chosen(page: Page, kind: str, r: _Reading, votes: tuple[int, int]) -> Escaped | None:
    codec, found = _codec(page, r, votes)
    if found is None:
        return None
    return Escaped(r.start, r.end, found, f"{kind}, {codec}", sure=0.97 if codec == "UTF-8" else 0.95)


def _codec(page: Page, r: _Reading, votes: tuple[int, int]) -> tuple[str, str | None]:
    is_gbk = r.utf8 is None or (r.gbk is not None and _is_gbk(page, r, votes))
    if is_gbk is None:
        return "UTF-8 or GBK", None
    if r.utf8 is not None and not is_gbk:
        return "UTF-8", r.utf8 if _is_assigned(r.utf8) else None
    if r.gbk is None:
        return "GBK", None
    if votes[1] >= _MANY and votes[1] > votes[0]:
        return "GBK", r.gbk
    if not r.firm:
        return "GBK", None
    han = _HAN.findall(r.gbk)
    left, right = page.around(r.start, r.end)
    few = 1 if _CJK.search(left[-2:] + right[:2]) else _FEW
    if len(han) < few or not _is_common(r.gbk):
        return "GBK", None
    # A name on its own reads badly, but in Chinese there is nothing else that it could be.
    sure = (page.is_chinese and len(han) >= _FEW) or _reads(left[-2:], r.gbk)
    return "GBK", r.gbk if sure else None


def _is_gbk(page: Page, r: _Reading, votes: tuple[int, int]) -> bool | None:
    """Of what is valid in both codecs: is it GBK? None where nothing tells."""
    others = votes[0] - len(r.data)
    if others or votes[1]:
        return votes[1] > others
    left, right = page.around(r.start, r.end)
    beside = left[-1:] + right[:1]
    if any(c.isascii() and c.isalpha() for c in beside) or any(65 <= b < 127 for b in r.data):
        return False
    return None if r.gbk and _is_common(r.gbk) and _reads(left[-2:], r.gbk) else False


def _reads(before: str, found: str, rarest: float = _RAREST) -> bool:
    from cleantext.language import SCALE, chinese

    sample = found[:_SAMPLE]
    return chinese().cost(before, sample) < rarest * SCALE * len(sample)


def _is_assigned(found: str) -> bool:
    return all(unicodedata.category(c) != "Cn" for c in found[:100])


def _ascii(page: Page, kind: str, span: tuple[int, int]) -> Escaped | None:
    start, end = span
    if not all(map(str.isascii, page.around(start, end))) or _is_meant(page, kind, start, end):
        return None
    if kind != "percent" and page.text[start + 1] not in _HEX:
        width = start - page.text.rfind("\n", max(0, start - _LINE[1]), start)
        if not _LINE[0] <= width <= _LINE[1]:
            return None
    found = _decoded(_data(kind, page.text[start:end]), "ascii")
    return None if found is None else Escaped(start, end, found, f"{kind}, ASCII", True, 0.9)


def _is_meant(page: Page, kind: str, start: int, end: int) -> bool:
    """True within an address, a path, a query or the header of a mail, which are written with escapes."""
    text = page.text
    if kind != "percent":
        return text[max(0, start - 3) : start].lower() == "?q?"
    if page.is_address(start):
        return True
    if page.is_percent:
        return False
    return bool(page.is_path(start) or _FILE.match(text, end) or _PARAMETER.match(text, end))
