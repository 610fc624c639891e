"""The way most files that are no UTF-8 go: all of it in GB18030, or all of it in Big5, and hardly a rare character.

Such a file needs no survey. A codec that reads all bytes is believed only when nearly all characters are ones that
Chinese text holds: GB18030 also reads most of Big5, of EUC-JP and of EUC-KR, but as characters that are rare.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cleantext.decoding.judge import odd, suspect
from cleantext.decoding.survey import Verdict

_LEAST = 60  # characters beyond ASCII; of fewer the share of rare ones says too little
_RARE = 0.02  # of them; clean Chinese: 0.007, in the wrong codec above 0.3
_RARE_IN_LINE = 0.05
_LONG = 40  # characters
_SHORT = 4
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r\f\x1b"})  # UTF-16 has them


def whole(data: bytes) -> tuple[Verdict, bool] | None:
    """(the codec of the document, True if no line of it needs a second look); None when that has to be surveyed."""
    if len(data.translate(None, _CONTROLS)) != len(data):
        return None
    for codec in ("gb18030", "big5"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        high = len(data) - len(text)
        most = int(_RARE * high)
        rare = [match.start() for match in islice(odd().finditer(text), most + 1)]  # not millions in the wrong codec
        if high >= _LEAST and len(rare) <= most:
            return Verdict(codec, 1.0), not suspect(text) and all(_is_sound(line) for line in _lines(text, rare))
    return None


def _lines(text: str, places: list[int]) -> Iterator[str]:
    """The lines that hold one of the places, each once."""
    end = -1
    for at in places:
        if at > end:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            yield text[text.rfind("\n", 0, at) + 1 : end]


def _is_sound(line: str) -> bool:
    """False when a line of few characters could be in another codec: one odd character among four is a rare name."""
    rare = len(odd().findall(line))
    high = sum(c > "\x7f" for c in line) if len(line) < _LONG else len(line)
    return rare <= max(_RARE_IN_LINE * high, high >= _SHORT)
