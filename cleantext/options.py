"""The one options object, passed whole from the command line down to every detector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cleantext.errors import CleantextError

Script = Literal["auto", "keep", "simplified", "traditional"]
Punctuation = Literal["keep", "chinese"]


@dataclass(frozen=True, slots=True)
class Options:
    """What to do with a document. Immutable; build a variant with ``dataclasses.replace``.

    script: ``"auto"`` restores simplified characters only where the text shows machine conversion,
        ``"keep"`` leaves the script alone, the other two convert every document.
    junk: strip web junk and tidy the layout; False repairs only, so that every line stays a line.
    punctuation: ``"chinese"`` widens narrow marks between Chinese characters.
    select, ignore: rule names; an empty ``select`` means every rule.
    min_confidence: 0 to 1; a cure below it is reported (``cure=None``), not made.

    Raises CleantextError for a value outside these.
    """

    script: Script = "auto"
    junk: bool = True
    punctuation: Punctuation = "keep"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5

    def __post_init__(self) -> None:
        for name, allowed in (("script", get_args(Script)), ("punctuation", get_args(Punctuation))):
            value = getattr(self, name)
            if value not in allowed:
                raise CleantextError(f"{name}={value!r} is not known; use one of {', '.join(allowed)}")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise CleantextError(f"min_confidence={self.min_confidence!r} is outside 0 to 1")
        for name in ("select", "ignore"):
            value = getattr(self, name)
            object.__setattr__(self, name, (value,) if isinstance(value, str) else tuple(value))

    def wants(self, rule: str) -> bool:
        """True when findings of ``rule`` are asked for."""
        return rule not in self.ignore and (not self.select or rule in self.select)
