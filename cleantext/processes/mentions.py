"""Mojibake that is shown and not suffered: examples in a text about it, in a table of it, in the tests of a program."""

from __future__ import annotations

from cleantext.patterns import lazy

_ABOUT = lazy(r"乱[码碼]|亂碼|误读|誤讀|[“‘「『\"]锟斤拷|[Mm]ojibake|文字化け|кракозябр")
_QUOTES = frozenset(('""', "''", "``", "“”", "‘’", "«»", "„“", "「」", "『』", "《》", "()", "（）", "||"))
_CODE = lazy(r"""(?<!:)//|=>|->|::|[;{}]\s*$|(?:\w\(|\w\(\w+=|\w = )["']""")
_MENTION, _EXAMPLES = 12, 20  # characters: so long are the examples in a text about mojibake; and so many


class Mentions:
    """count: how many stretches of mojibake the text has; a text about it has few."""

    def __init__(self, text: str, count: int) -> None:
        self.text = text
        self.few = count <= _EXAMPLES
        self.about = self.few and bool(_ABOUT.search(text))

    def has(self, start: int, end: int) -> bool:
        """True where the mojibake between two places is an example."""
        return self.few and end - start <= _MENTION and (self.about or self._is_shown(start, end))

    def _is_shown(self, start: int, end: int) -> bool:
        """True between quotation marks or the like, and in source code."""
        text = self.text
        if text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1] in _QUOTES:
            return True
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        near = text[max(first, start - 200) : end + 200 if last < 0 else min(last, end + 200)]
        return bool(_CODE.search(near))
