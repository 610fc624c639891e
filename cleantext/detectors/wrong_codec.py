"""Text read with the wrong codec: ``鐨勫伐浣`` for ``的工作`` (UTF-8 as GBK), ``ÖÐ¹ú`` for ``中国`` (GBK as cp1252).

Whole documents, single lines and stretches inside a good line; UTF-8, GBK and Big5 that were read as one another, as
Shift_JIS, EUC-KR, cp1252 (Latin-1), cp1250, cp1251 or MacRoman, once or twice over.

Characters that such a mistake produces and other text hardly ever has lead to a stretch. Its characters are turned back
into the bytes they were read from and read with the true codec. Where the wrong codec had no character for some bytes
(``?``, U+FFFD, nothing at all) the bytes that it does not have are tried, and the judge of Chinese chooses; what is not
sure stays U+FFFD, with what is known of it in the note. A stretch is repaired only if it reads as Chinese then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options

_NAMES = {"latin-1": "latin-1 or cp1252"}  # where nothing tells which


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for misread text; cure None where it is probable but not sure."""
    if text.isascii():
        return
    from cleantext.misread.accidents import first_sign

    first = first_sign(text)
    if first < 0:
        return
    from cleantext.misread.stretches import misread
    from cleantext.processes.mentions import Mentions

    all_ = list(misread(text, first))
    if not all_:
        return
    mentions = Mentions(text, len(all_))
    for each in all_:
        found = text[each.start : each.end]
        note = f"{each.accident.true.upper()} read as {_NAMES.get(each.accident.wrong, each.accident.wrong)}"
        if mentions.has(each.start, each.end):
            note = f"{note}: {each.cure!r}, perhaps shown on purpose"
            yield Finding("wrong_codec", each.start, each.end, found, None, 0.3, note)
            continue
        if each.notes:
            note += "; not sure of all: " + "; ".join(each.notes[:3])
        confidence = 1 / (1 + math.exp(1.0 - min(each.gain, 40.0) / 4))
        yield Finding("wrong_codec", each.start, each.end, found, each.cure, round(confidence, 3), note)
