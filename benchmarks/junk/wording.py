"""Wording from a grammar: sections of alternatives in text files, of which a lot picks one.

``@name`` begins a symbol, ``@=name`` one that stays the same on one page, ``@family.placement layout layout`` the junk
of a family for one place on pages of some layouts (all, when none is named). Each line below is one alternative.
``{name}`` is a symbol, ``{a|b|}`` one of these, ``\\n`` a line break, ``##`` begins a comment; braces that hold neither
are themselves (``{color:red}``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent
PARTS = ("dev", "test")
_INNER = re.compile(r"\{([^{}]*)\}")
_SHUT = str.maketrans("{}", "\ue000\ue001")
_OPEN = str.maketrans("\ue000\ue001", "{}")


@dataclass(frozen=True)
class Wording:
    """symbols: name -> alternatives. fixed: the symbols that stay on one page. places: (family, placement, layouts,
    alternatives) in the file's order.
    """

    symbols: dict[str, tuple[str, ...]]
    fixed: frozenset[str]
    places: tuple[tuple[str, str, frozenset[str], tuple[str, ...]], ...]

    def offers(self, layout: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """(family, placement, alternatives) of one layout."""
        return [
            (family, where, said) for family, where, layouts, said in self.places if not layouts or layout in layouts
        ]


@cache
def wording(part: str) -> Wording:
    """The grammar of ``dev`` or ``test``, with what they share."""
    symbols: dict[str, tuple[str, ...]] = {}
    fixed: set[str] = set()
    places = []
    for head, said in (*_sections("common"), *_sections(part)):
        name, *layouts = head.split()
        if "." in name:
            family, where = name.split(".")
            places.append((family, where, frozenset(layouts), said))
        else:
            symbols[name.lstrip("=")] = said
            fixed |= {name[1:]} if name.startswith("=") else set()
    return Wording(symbols, frozenset(fixed), tuple(places))


def _sections(part: str) -> list[tuple[str, tuple[str, ...]]]:
    sections: list[tuple[str, list[str]]] = []
    for line in (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            sections.append((line[1:], []))
        elif line and not line.startswith("##"):
            sections[-1][1].append(line)
    return [(head, tuple(said)) for head, said in sections]


@dataclass
class Speaker:
    """Says alternatives with the lots of one page."""

    words: Wording
    lots: Random
    said: dict[str, str] = field(default_factory=dict)  # the fixed symbols of this page

    def say(self, template: str) -> str:
        """One reading of a template."""
        while match := _INNER.search(template):
            template = template[: match.start()] + self._inner(match[1]) + template[match.end() :]
        return template.translate(_OPEN).replace("\\n", "\n")

    def _inner(self, inner: str) -> str:
        if "|" in inner:
            return self.lots.choice(inner.split("|"))
        if inner not in self.words.symbols:
            return f"{{{inner}}}".translate(_SHUT)
        if inner in self.said:
            return self.said[inner]
        one = self.say(self.lots.choice(self.words.symbols[inner])).translate(_SHUT)
        if inner in self.words.fixed:
            self.said[inner] = one
        return one
