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
from cleantext.processes.odd import has
from cleantext.processes.surroundings import Surroundings, is_chinese_mark, is_han

_PRIVATE = lazy("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
# Cost a character of the found one with the two behind it, after the two before. 205 characters of HKSCS put into 369
# texts of Taiwan: 95 in 100 under 5.0. What 340 torn texts left: the lowest is 6.5, the tenth 9.2.
_READS_WELL = 5.5
_SYMBOLS = range(0xF020, 0xF100)


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield the characters of today, and reports of the private-use characters that have none, in Chinese text."""
    if not has(text, "\ue000", "\uf8ff") and not has(text, "\U000f0000", "\U0010fffd"):
        return
    around = Surroundings(text)
    for m in _PRIVATE.finditer(text):
        start, end = m.span()
        if not around.is_chinese(start):
            continue
        cures = _cures(text, start, end)
        for at in range(start, end):
            if cures.get(at):
                yield Finding("private_use", at, at + 1, text[at], cures[at], 0.85, "now a code point of its own")
        unknown = [at for at in range(start, end) if not cures.get(at)]
        if unknown and not cures:
            yield Finding("private_use", start, end, m[0], None, 0.6, _note(m[0]))


def _cures(text: str, start: int, end: int) -> dict[int, str]:
    """Place -> character of today, for a run of private-use characters; empty unless every one of them has one."""
    from cleantext.language import SCALE, chinese
    from cleantext.processes.private import IDEOGRAPHIC_SPACE, gbk_standard, hong_kong

    run = text[start:end]
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if set(run) == {IDEOGRAPHIC_SPACE}:
        indent = not before.strip(" \t\u3000") or before.endswith("\n")
        return dict.fromkeys(range(start, end), "\u3000") if indent or len(run) > 1 else {}
    if not _beside_chinese(before, after) or len(run) > 8:
        return {}
    found = [hong_kong(c) for c in run]
    if all(found):
        shown = "".join(found) + after
        if chinese().cost(before, shown) <= _READS_WELL * SCALE * len(shown):
            return dict(zip(range(start, end), found, strict=True))
    table = gbk_standard()
    found = [table.get(c, "") for c in run]
    return dict(zip(range(start, end), found, strict=True)) if all(found) and not _is_traditional(text) else {}


def _beside_chinese(before: str, after: str) -> bool:
    """True between characters and marks of Chinese text, or of pinyin; what is torn has ``?`` beside it."""
    near = before[-1:] + after[:1]
    return any(map(is_han, near)) and all(is_han(c) or is_chinese_mark(c) or c.isspace() or c in ",.:;()" for c in near)


def _is_traditional(text: str) -> bool:
    from cleantext.processes.codes import script_of

    return script_of(text) == "t"


def _note(run: str) -> str:
    if all(ord(c) in _SYMBOLS for c in run):
        return "a sign of a symbol font (Wingdings, Symbol); in another font it shows nothing"
    return "private-use: a character that only its author's fonts had, or bytes that no table explains"
