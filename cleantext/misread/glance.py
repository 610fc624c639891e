"""How well an accident explains some text, at a glance: to undo it costs a hundred times as much."""

from __future__ import annotations

import re

from cleantext.language import SCALE, chinese
from cleantext.misread.accidents import C1, LATIN_1, Accident
from cleantext.misread.wrong import SIGN, wrong

_READ = 12  # and of what they were, how many the judge reads together
_WHOLE = 0.25  # part of the bytes that make whole characters of UTF-8; of other bytes 0.03 do
_LEGIBLE = 8.0  # nats a character of GBK or Big5 in the best part, others may be out of step
_CYRILLIC = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}|[\xc2\xc3\xd0\xd1][\x80-\xbf]")  # twice over
_UTF8 = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}|[\xc2\xc3][\x80-\xbf]")


def as_latin_1(accident: Accident, sample: str) -> Accident:
    """The same with Latin-1 if there is nothing in the sample that only cp1252 shows."""
    is_latin = accident in LATIN_1 and len(sample) >= _READ and not C1.search(sample)
    return LATIN_1[accident] if is_latin else accident


def weight_of(accident: Accident, sample: str) -> float:
    """How well an accident explains some text, 0 to 1, at a glance."""
    table = wrong(accident.wrong)
    if 2 * sum(map(bool, map(table.__getitem__, sample))) < len(sample):
        return 0
    data = table.bytes_of(sample)
    if accident.true == "utf-8":
        high = sum(map((0x7F).__lt__, data)) - data.count(0xFF)
        found = (_CYRILLIC if accident.wrong == "cp1251" else _UTF8).findall(data)
        whole = sum(map(len, found)) / max(1, high)
        return max(0, (whole - _WHOLE) / (1 - _WHOLE)) if len(found) > 1 else 0
    codec = "gb18030" if accident.true == "gbk" else "big5"
    data = data.replace(SIGN, b"")
    return max(0, *(1 - _legible(data[at:].decode(codec, "ignore")) / _LEGIBLE for at in (0, 1)))


def _legible(text: str) -> float:
    """Nats a character of the most legible part of a text, of its characters beyond ASCII."""
    read = "".join(c for c in text if c > "\x7f")[: 3 * _READ]
    parts = [read[i : i + _READ] for i in range(0, max(1, len(read) - _READ // 2), _READ // 2)]
    return min(chinese().cost("", part) / max(1, len(part)) for part in parts) / SCALE if read else _LEGIBLE
