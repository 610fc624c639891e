"""The laws that decode keeps for all bytes: what benchmarks.fuzz asks of every input.

cleantext is imported inside the functions: atheris sees only what is imported after it.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.decoding import Decoded


def fault(data: bytes, codec: str = "", rewound: bool = False) -> str:
    """The law that decode breaks with these bytes, "" when it keeps them all."""
    from cleantext import Options, clean
    from cleantext.decoding import decode

    try:
        decoded = decode(data, codec)
        if decoded.encode_as(decoded.text) != data:
            return "bytes lost: encode_as"
        if rewound and clean(data, Options(encoding=codec)).rewind() != data:
            return "bytes lost: rewind"
        decoded.text.encode()
    except UnicodeEncodeError as error:
        return f"exception: text that cannot be written ({error.reason})"
    except Exception as error:
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{os.path.basename(place.tb_frame.f_code.co_filename)}:{place.tb_lineno}" if place else "?"
        return f"exception: {type(error).__name__} in {where}"
    return _structure(decoded, data)


def _structure(decoded: Decoded, data: bytes) -> str:
    at = text_at = 0
    for s in decoded.segments:
        text = decoded.text[s.text_start : s.text_end]
        if (s.start, s.text_start) != (at, text_at) or s.end <= s.start or s.text_end < s.text_start:
            return "segments: not in order"
        if (text.encode(s.codec) if s.raw is None else s.raw) != data[s.start : s.end]:
            return "segments: not their own bytes"
        if not 0.0 <= s.confidence <= 1.0:
            return "segments: confidence"
        at, text_at = s.end, s.text_end
    if (at, text_at) != (len(data), len(decoded.text)):
        return "segments: not to the end"
    lost = [s for s in decoded.segments if s.codec == "undecodable"]
    if len(lost) != len(decoded.findings):
        return "findings: one for each run that is lost"
    for f, s in zip(decoded.findings, lost, strict=True):
        if (f.rule, f.cure, f.found, f.start, f.end) != ("undecodable", None, "\ufffd", s.text_start, s.text_end):
            return "findings: another place"
        raw = data[s.start : s.end]
        named = f" {raw[:16].hex(' ')} " in f.note and f"at byte offset {s.start} " in f.note
        if decoded.text[f.start : f.end] != f.found or not (named or f.note.startswith(f"{len(raw)} bytes")):
            return "findings: other bytes"
    return ""


@cache
def codecs() -> tuple[str, ...]:
    """Every codec that can be given."""
    from encodings.aliases import aliases

    from cleantext.decoding.names import canonical
    from cleantext.errors import CleantextError

    found = {"iso2022_cn"}
    for name in aliases.values():
        try:
            found.add(canonical(name))
        except CleantextError:
            continue
    return tuple(sorted(found))
