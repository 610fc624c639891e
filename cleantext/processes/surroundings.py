"""What stands around a place: whether the line is Chinese, and the document. What the rules of Unicode share.

A character that is wrong in Chinese (a no-break space, a joiner, a half-width mark) is right in French, Persian or
Japanese, and a page may hold both. So the question is put to the line, near the place, and for what Japanese and
Chinese have in common to the whole document.
"""

from __future__ import annotations

from cleantext.patterns import lazy

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〇"
MARKS = "，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕—…·～％×"
_HAN = lazy(f"[{HAN}]+")
_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]+")
_HANGUL = lazy("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u3163]+")
_WORDS = lazy("[^\\W\\d_]+")
_BLOCK = 64  # characters; the window is one block with the blocks beside it, so that dense damage is looked at once
_FOREIGN = 8  # a Chinese line may quote one kana or Hangul for every so many characters of its own
_SAMPLE = 20_000  # characters of a document that are looked at
_CJK = frozenset(MARKS)


def is_han(c: str) -> bool:
    """True for a Chinese character of any plane; False for ""."""
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or "\U00020000" <= c <= "\U000323af" or _odd_han(c)


def _odd_han(c: str) -> bool:
    return "\uf900" <= c <= "\ufaff" or c in ("々", "〇")


def is_chinese_mark(c: str) -> bool:
    """True for the wide marks of Chinese text; False for ""."""
    return c in _CJK


class Surroundings:
    """Answers about the places of one text, kept block by block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[int, int], float] = {}
        self._document: bool | None = None

    def share(self, at: int) -> float:
        """How much of the letters near ``at``, on its line, are Chinese. See ``chinese_share``."""
        low = max(at // _BLOCK - 1, 0) * _BLOCK
        start = max(self._text.rfind("\n", low, at) + 1, low)
        high = (at // _BLOCK + 2) * _BLOCK
        end = self._text.find("\n", at, high)
        span = start, high if end < 0 else end
        if span not in self._known:
            self._known[span] = chinese_share(self._text[slice(*span)])
        return self._known[span]

    def is_chinese(self, at: int) -> bool:
        """True where the line is Chinese near ``at``: a foreign line with a Chinese name in it is not."""
        share = self.share(at)
        return share >= 0.2 if share >= 0 else self.of_chinese_document()

    def of_chinese_document(self) -> bool:
        """True when the document has Chinese characters, and neither Japanese nor Korean text."""
        if self._document is None:
            self._document = chinese_share(self._text[:_SAMPLE] + self._text[_SAMPLE:][-_SAMPLE:]) >= 0.2
        return self._document


def chinese_share(text: str) -> float:
    """How much of the letters of ``text`` are Chinese: 0 to 1; 0 where kana or Hangul are many; -1 without letters."""
    if text.isascii():
        return 0.0 if _WORDS.search(text) else -1.0
    han, kana, hangul, words = (sum(map(len, kind.findall(text))) for kind in (_HAN, _KANA, _HANGUL, _WORDS))
    if not words:
        return -1.0
    if not han or _FOREIGN * (kana + hangul) > han:
        return 0.0
    return han / max(words, han)
