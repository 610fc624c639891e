"""The one options object, passed whole from the command line down to every detector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cleantext.errors import CleantextError

Script = Literal["auto", "keep", "simplified", "traditional"]
Punctuation = Literal["keep", "chinese"]
Repeats = Literal["report", "remove"]
_CHOICES = (("script", get_args(Script)), ("punctuation", get_args(Punctuation)), ("repeats", get_args(Repeats)))


@dataclass(frozen=True, slots=True)
class Options:
    """What to do with a document. Immutable; build a variant with ``dataclasses.replace``.

    script: ``"auto"`` restores simplified characters only where the text shows machine conversion,
        ``"keep"`` leaves the script alone, the other two convert every document.
    junk: strip web junk and tidy the layout; False repairs only, so that every line stays a line.
    punctuation: ``"chinese"`` widens narrow marks between Chinese characters.
    select, ignore: rule names; an empty ``select`` means every rule.
    min_confidence: 0 to 1; a cure below it is reported (``cure=None``), not made.
    encoding: the codec of every file (``"big5"``), or of some (``"old/*.txt=big5"``), or several of these, of which the
        last that fits a file counts; "" finds it out. ``clean(data)`` knows no path, and takes what is meant for all.
    lexicon: files with phrases of one's own that are junk, or no junk (``cleantext/lexicons/own.py`` has their form).
    repeats: ``"report"`` reports text that stands twice in a document, ``"remove"`` takes the later copy out.

    Raises CleantextError for a value outside these.
    """

    script: Script = "auto"
    junk: bool = True
    punctuation: Punctuation = "keep"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    encoding: str | tuple[str, ...] = ()
    lexicon: str | tuple[str, ...] = ()
    repeats: Repeats = "report"

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES:
            value = getattr(self, name)
            if value not in allowed:
                raise CleantextError(f"{name}={value!r} is not known; use one of {', '.join(allowed)}")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise CleantextError(f"min_confidence={self.min_confidence!r} is outside 0 to 1")
        for name in ("select", "ignore"):
            value = getattr(self, name)
            object.__setattr__(self, name, (value,) if isinstance(value, str) else tuple(value))
        given = (self.encoding,) if isinstance(self.encoding, str) else tuple(self.encoding)
        object.__setattr__(self, "encoding", tuple(filter(None, given)))
        lexicon = (self.lexicon,) if isinstance(self.lexicon, str) else tuple(map(str, self.lexicon))
        object.__setattr__(self, "lexicon", tuple(filter(None, lexicon)))
        if self.lexicon:
            from cleantext.lexicons.own import lists

            lists(tuple(self.lexicon))  # a bad list is told before the first document
        if self.encoding:
            from cleantext.decoding.names import choice  # a file whose codec is found out needs no names

            for each in self.encoding:
                choice(each)

    def wants(self, rule: str) -> bool:
        """True when findings of ``rule`` are asked for."""
        return rule not in self.ignore and (not self.select or rule in self.select)

    def for_path(self, path: str) -> Options:
        """The options of the file at ``path``: these, where none are kept for some files only."""
        return self

    def lists(self) -> tuple[str, ...]:
        """Every file that these options name, for whichever file they are."""
        return tuple(self.lexicon)

    def codec_for(self, path: str = "") -> str:
        """The codec that was chosen for the file at ``path``, "" when it has to be found out."""
        if not self.encoding:
            return ""
        from cleantext.decoding.names import codec_for

        return codec_for(path, tuple(self.encoding))
