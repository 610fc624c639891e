"""Half-width katakana and marks in Chinese text: ``你好｡`` for ``你好。``, ``ｿｽ`` where nothing can be read.

The half-width forms (U+FF61-U+FF9F) come from JIS X 0201, one byte each. Chinese has no use for them.
Made by: bytes of GBK or Big5 that a Japanese codec read, and input methods or fonts of Japanese software, whose marks
``｡ ､ ｢ ｣ ･`` are narrow.
The cure: a half-width mark beside a Chinese character becomes the mark that it is. Runs of katakana are reported: what
can be read back is what ``wrong_codec`` has read back already, so their bytes tell too little.
Left alone: Japanese (any kana in the document), Korean ``･``, a line that may be Japanese written in Chinese characters
only, faces made of signs (``ヽ(✿ﾟ▽ﾟ)ノ``).
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.odd import has
from cleantext.processes.surroundings import Surroundings, is_han

_HALF = lazy("[\uff61-\uff9f]+")
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]")
_WIDE = str.maketrans("｡､｢｣･", "。、「」·")
_MOST = 3  # marks in a run: ``･･･`` is an ellipsis
_MIND = 30  # Chinese characters of a document that is sure to be Chinese


def find(text: str, options: Options) -> Iterator[Finding]:
    """Yield half-width marks with their cures, and reports of katakana in Chinese text."""
    if not has(text, "\uff61", "\uff9f"):
        return
    around = Surroundings(text)
    if not _is_surely_chinese(text, around):
        return
    for m in _HALF.finditer(text):
        start, end = m.span()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if not (is_han(before) or is_han(after)) or not around.is_chinese(start):
            continue
        cure = m[0].translate(_WIDE)
        if m[0] == "･･･":
            yield Finding("half_width", start, end, m[0], "……", 0.9, "half-width dots")
        elif cure == m[0] or len(m[0]) >= _MOST or _HALF.search(cure):
            if end - start > 1:
                note = "half-width katakana in Chinese text: the bytes of something that a Japanese codec read"
                yield Finding("half_width", start, end, m[0], None, 0.6, note)
        elif cure != "·" or (is_han(before) and is_han(after)):
            yield Finding("half_width", start, end, m[0], cure, 0.9, "half-width marks of Japanese software")


def _is_surely_chinese(text: str, around: Surroundings) -> bool:
    """True where it cannot be Japanese: no kana in the document, and much Chinese, or simplified characters."""
    if not around.of_chinese_document() or _KANA.search(text):
        return False
    from cleantext.processes.codes import script_of

    return script_of(text) == "s" or sum(map(is_han, text[:1000])) >= _MIND
