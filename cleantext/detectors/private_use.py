"""Private-use characters that have a code point of their own today: ``<U+E863>`` for ``䶮``, ``<U+ECD1>`` for ``嘅``.

Looks like an empty box, or like the right character where the old font is installed.
Made by: GBK, GB18030 and HKSCS, which used characters before Unicode had them: Windows showed GBK's bytes FE50-FEA0 as
U+E815-U+E864, GB18030 kept 24 of these until 2022; Windows 950 showed the bytes of Hong Kong's supplement as
U+E000-U+F848. Taiwan's and Hong Kong's users put characters of their own there too (EUDC), and symbol fonts bullets.
The cure is the character of today, by the codecs' own tables (cleantext.processes.private); ``<U+E5E5>`` (A3A0) in an
indent is an ideographic space. Evidence: the two mappings overlap, so the character of HKSCS is taken where the judge
finds that it reads well between its neighbours, that of GBK where the text is not traditional.
Left alone and reported: everything else. What the torn bytes of GBK left (``gbk_torn``, ``byte_slip``) was read by
those rules before, and nothing is made of what they could not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.odd import has, odd
from cleantext.processes.surroundings import Surroundings, is_han

_PRIVATE = lazy("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
# Cost a character of what HKSCS has there with the two characters behind it, after the two before. 205 characters of
# HKSCS put into 369 texts of Taiwan: 95 in 100 under 5.0. What stands in 330 places of torn texts: the lowest 6.5, the
# tenth 9.2. With all of these limits 201 of the 205 come back, and nothing is made of 286 places of torn texts.
_ALONE = 6.2
_SEVERAL, _TOGETHER, _WORST = 3, 7.5, 13.0  # so many places of one document speak for each other
_BEYOND_GBK = "\ue865"  # from here on only Windows 950 has bytes
_SYMBOLS = range(0xF020, 0xF100)
_MOST = 8  # in a run


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield the characters of today, and reports of the private-use characters that have none, in Chinese text."""
    if not odd(text) or not (has(text, "\ue000", "\uf8ff") or has(text, "\U000f0000", "\U0010fffd")):
        return
    around = Surroundings(text)
    spans = [m.span() for m in _PRIVATE.finditer(text) if around.is_chinese(m.start())]
    costs = {span: _cost(text, *span) for span in spans}
    known = [cost for cost in costs.values() if cost]
    most = _WORST if len(known) >= _SEVERAL and sum(known) <= _TOGETHER * len(known) else _ALONE
    for start, end in spans:
        cures = _cures(text, start, end, 0 < costs[start, end] <= most)
        for at, cure in enumerate(cures, start):
            yield Finding("private_use", at, at + 1, text[at], cure, 0.85, "now a code point of its own")
        if not cures:
            yield Finding("private_use", start, end, text[start:end], None, 0.6, _note(text[start:end]))


def _cost(text: str, start: int, end: int) -> float:
    """What a character costs when the run is read as HKSCS; 0 when it has none there, or stands in no text."""
    from cleantext.language import SCALE, chinese
    from cleantext.processes.private import hong_kong, is_private

    if end - start > _MOST or not _in_text(text, start, end):
        return 0.0
    low, high = max(start - 2, 0), end + 2
    shown = [hong_kong(c) if is_private(c) else c for c in text[low:high]]
    if not all(shown[start - low : end - low]):
        return 0.0
    after = "".join(shown[start - low :])
    return chinese().cost("".join(shown[: start - low]), after) / SCALE / len(after)


def _cures(text: str, start: int, end: int, reads_well: bool) -> str:
    """The characters of today for a run; empty unless every one of them has one."""
    from cleantext.processes.private import IDEOGRAPHIC_SPACE, gbk_standard, hong_kong

    run = text[start:end]
    if set(run) == {IDEOGRAPHIC_SPACE}:
        before = text[max(start - 2, 0) : start]
        indent = not before.strip(" \t\u3000") or before.endswith("\n")
        return "\u3000" * len(run) if indent or len(run) > 1 else ""
    if not _in_text(text, start, end) or len(run) > _MOST:
        return ""
    found = [hong_kong(c) for c in run]
    if all(len(c) == 1 for c in found) and (reads_well or min(run) >= _BEYOND_GBK):
        return "".join(found)
    found = [gbk_standard().get(c, "") for c in run]
    return "".join(found) if all(found) and not _is_traditional(text) else ""


def _in_text(text: str, start: int, end: int) -> bool:
    """True between characters and marks of Chinese text; what is torn has ``?`` or letters beside it."""
    from cleantext.processes.private import is_private

    near = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(map(is_han, near)) and not any(
        (c.isalnum() and not is_han(c)) or c in "?？�" or is_private(c) for c in near
    )


def _is_traditional(text: str) -> bool:
    from cleantext.processes.codes import script_of

    return script_of(text) == "t"


def _note(run: str) -> str:
    if all(ord(c) in _SYMBOLS for c in run):
        return "a sign of a symbol font (Wingdings, Symbol); in another font it shows nothing"
    return "private-use: a character that only its author's fonts had, or bytes that no table explains"
