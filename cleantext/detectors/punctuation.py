"""Narrow marks between Chinese characters, widened again: ``同志们,大家好!`` to ``同志们，大家好！``.

Most corpora narrowed the marks ``，？！；：（）`` after the damage. With ``punctuation="chinese"`` a narrow mark right
behind a Chinese character or a closing quote is widened, and brackets that hold Chinese. Numbers (1,000), times
(18:00), Latin text, code and URLs are left alone: their marks do not stand behind a Chinese character.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BEHIND = rf"(?<=[{_HAN}”’》」』）])"
_MARK = lazy(rf"{_BEHIND}(?:[,;:?!]+(?![,;:?!/\\A-Za-z0-9])|[,;:?!](?=[A-Za-z0-9])(?!:?(?:https?:|ftp:|www\.)))")
_BRACKETS = lazy(rf"\(([^()\n]{{0,40}}[{_HAN}][^()\n]{{0,40}})\)")
_WIDE = str.maketrans(",;:?!", "，；：？！")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings that widen marks; none unless ``options.punctuation`` is "chinese"."""
    if options.punctuation != "chinese":
        return
    for m in _MARK.finditer(text):
        yield Finding("punctuation", m.start(), m.end(), m[0], m[0].translate(_WIDE), 0.95, "narrow mark widened")
    for m in _BRACKETS.finditer(text):
        for at, wide in ((m.start(), "（"), (m.end() - 1, "）")):
            yield Finding("punctuation", at, at + 1, text[at], wide, 0.95, "narrow bracket widened")
