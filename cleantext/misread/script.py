"""In which script the bytes of misread text are, before they can be read."""

from __future__ import annotations

import re

from cleantext.language import chinese
from cleantext.processes.codes import script_marks

_SEGMENT = re.compile(rb"[\x40-\xfe]{8,40}")
_SEGMENTS = 60  # stretches without a sign that tell the script


def script_of(data: bytes, codec: str) -> str:
    """ "s" or "t" by the characters of the two that the whole ones among the bytes make, "" if there are as many."""
    if codec == "big5":
        return "t"
    if codec == "utf-8":
        text = data.decode("utf-8", "ignore")
    else:  # behind a sign the bytes may be out of step
        segments = [m.group() for m in _SEGMENT.finditer(data)][:_SEGMENTS]
        text = "".join(min(_in_steps(segment), key=_reads) for segment in segments)
    simplified, traditional = script_marks()
    s, t = sum(map(simplified.__contains__, text)), sum(map(traditional.__contains__, text))
    return "s" if s > 2 * t else "t" if t > 2 * s else ""


def _in_steps(segment: bytes) -> tuple[str, str]:
    return segment.decode("gb18030", "ignore"), segment[1:].decode("gb18030", "ignore")


def _reads(text: str) -> float:
    return chinese().cost("", text) / max(1, len(text))
