"""Ideographic spaces lost, forward: software deletes the bytes A1A1 from a GBK stream without looking where characters begin.

Source: pages that were "tidied" with ``str_replace("\\xa1\\xa1", "")`` and the like. The byte A1 is the second half of 102
characters (啊 B0A1, 病 B2A1, 小 D0A1, ！ A3A1) and the first half of every mark of GBK's first row (、 A1A2, 。 A1A3,
” A1B1), so where the two meet the bytes between them go as well: 啊。 = B0A1 A1A3 -> B0A3 = 埃.
"""

from __future__ import annotations

from random import Random

_SPACE = b"\xa1\xa1"


def lose_spaces(text: str, codec: str = "gbk", share: float = 1.0, rng: Random | None = None) -> str:
    """``text`` after the ideographic spaces were deleted from its bytes.

    codec: gbk or another of its family. share: the part of the lines that the software sees, drawn from ``rng``, for
    files of which one part went through it; 1 is all. Raises UnicodeEncodeError for text that the codec does not have.
    """
    rng = rng or Random(0)
    lines = text.split("\n")
    return "\n".join(_lose(line, codec) if share >= 1 or rng.random() < share else line for line in lines)


def _lose(line: str, codec: str) -> str:
    # What is left always decodes: a run of A1 bytes is as long, but for pairs, as it was. The second byte of a rare
    # pair may have no character in GBK; gb18030 shows it as a private-use character, as Windows does.
    return line.encode(codec).replace(_SPACE, b"").decode("gb18030")
