"""Remains of escapes: line breaks ``x0dx0a`` and ``_x000D_``, and HZ, which is GB2312 in seven bits (``~{VPND~}``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.patterns import lazy
from cleantext.processes.escapes_page import Escaped, Page

_HEX = lazy(r"\\?x0[dDaA](?:\\?x0[dDaA])*")
_CELL = lazy(r"_x000[dDaA]_(?:_x000[dDaA]_)*(\r?\n)?")
_CELL_ONE = lazy(r"_x000[dD]__x000[aA]_|_x000[dDaA]_")
_HEX_ONE = lazy(r"\\?x0[dD]\\?x0[aA]|\\?x0[dDaA]")
_STOP = lazy(r"[。！？；：，、”’）》】…!?;:,.\"')\]　\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]$|^$|\s$")
_NEXT = lazy(r"[\s\u00a0-\uffff]|$|\\?x0|_x00")
_SPOKEN = lazy(r"[\s\"'“”‘’「」（(]")
_FEW = 2  # of halves, which may be anything alone
_HZ_PART = lazy(r"~\{((?:[!-w][!-~])+)(?:~\}|$)", re.MULTILINE)
_HZ_REST = lazy(r"~~|~\n")
_HAN = lazy("[\u4e00-\u9fff]")
_HIGH = {code: code | 0x80 for code in range(0x21, 0x7F)}
_SAMPLE = 200  # characters, or stretches
_COMMON = 0.6  # of the Chinese characters; letters of prose that stand between ~{ and ~} have none
# Nats a character, of one or two and of more: prose has 4 to 7; of chance pairs of common characters 5% are under 8.5.
_RAREST = 8.0, 9.0


def breaks(text: str, page: Page) -> Iterator[Escaped]:
    r"""``\x0d\x0a`` that lost its backslashes, and what a spreadsheet writes for a carriage return."""
    newline = "\r\n" if "\r\n" in text else "\n"
    if "x0" in text:
        yield from _hex(text, page, newline)
    cells = [*_CELL.finditer(text)] if "_x000" in text else []
    for m in cells:
        if len(cells) == 1 and not m[1] and _SPOKEN.search(text[max(0, m.start() - 1) : m.start()]):
            continue
        # A carriage return before a line feed that is still there is the first half of one line break.
        made = newline * len(_CELL_ONE.findall(m[0]))
        yield Escaped(*m.span(), made[len(newline) :] + m[1] if m[1] else made, "line break", sure=0.95)


def _hex(text: str, page: Page, newline: str) -> Iterator[Escaped]:
    found = []
    for m in _HEX.finditer(text):
        left, right = page.around(*m.span())
        units = _HEX_ONE.findall(m[0])
        pair = any(len(unit) > 4 for unit in units)
        if left[-1:] == "0" and not left[-2:-1].isdigit():
            continue  # 0x0d0x0a
        if (pair and not left.endswith(("\\", "%", "_"))) or (_STOP.search(left) and _NEXT.match(right)):
            found.append(Escaped(*m.span(), newline * len(units), "line break", sure=0.95 if pair else 0.8))
    if len(found) >= _FEW or any(each.sure > 0.9 for each in found):
        yield from found


def hz(text: str, page: Page) -> Iterator[Escaped]:
    """Stretches of HZ, and in a text that has them its ``~~`` and broken lines."""
    found = []
    for m in _HZ_PART.finditer(text):
        decoded = _seven_bits(m[1])
        # Its own bytes may be backticks, so that only those right beside it and fences make it code.
        quoted = text[max(0, m.start() - 1) : m.start()] == text[m.end() : m.end() + 1] == "`"
        if decoded and not quoted and not page.in_fence(m.start()):
            found.append(Escaped(*m.span(), decoded, "HZ", sure=0.97 if m[0].endswith("~}") else 0.8))
    whole = "".join(each.text for each in found[:_SAMPLE])[:_SAMPLE]
    if not found or not _is_chinese(whole):
        return
    yield from found
    if text.isascii():
        for m in _HZ_REST.finditer(text):
            yield Escaped(*m.span(), "~" if m[0] == "~~" else "", "HZ", True, 0.9)


def _seven_bits(found: str) -> str:
    try:
        return found.translate(_HIGH).encode("latin-1").decode("gb2312")
    except UnicodeDecodeError:
        return ""


def _is_chinese(found: str) -> bool:
    from cleantext.language import SCALE, chinese

    han = _HAN.findall(found)
    common = sum(c.encode("gb2312", "ignore")[:1] < b"\xd8" for c in han)
    rarest = _RAREST[len(found) > 2]
    return common > _COMMON * len(han) and chinese().cost("", found) < rarest * SCALE * len(found)
