"""The wording of one part of the speeches benchmark: benchmarks/speech_texts/dev.txt and test.txt.

A file has sections. ``* slots``: name and its words, which fill ``{name}`` in every sentence. ``* pool GROUP`` and
``* point GROUP``: paragraphs and section heads that any speech of the group may have. ``* kind GROUP ROLE``: one kind of
speech, with its titles, salutations (call), openings, paragraphs of its own (``-``) and closings. The other sections are
lists: common (titles that many articles of one page share), host, intro, more (lists of other articles), source, news.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

Part = Literal["dev", "test"]
TEXTS = Path(__file__).with_name("speech_texts")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class Kind:
    """One kind of speech: an occasion, who speaks, and what is said there."""

    group: str
    role: str
    lines: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Words:
    """All the wording of one part."""

    slots: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)

    def fill(self, template: str, rng: Random, **given: str) -> str:
        """``template`` with its slots filled, those in ``given`` with these words, the others by lot."""

        def word(match: re.Match[str]) -> str:
            return given[match[1]] if match[1] in given else rng.choice(self.slots[match[1]])

        return _SLOT.sub(word, template)


@cache
def words(part: Part) -> Words:
    """The wording of a part."""
    found = Words()
    add: Callable[[str], None] = _ignore
    for line in (TEXTS / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("* "):
            add = _section(found, line[2:])
        elif line.strip():
            add(line)
    return found


def _section(found: Words, head: str) -> Callable[[str], None]:
    """What is to be done with each line of the section that begins with ``head``."""
    name, _, rest = head.partition(" ")
    if name == "slots":

        def slot(line: str) -> None:
            key, _, values = line.partition(": ")
            found.slots[key] = values.split("|")

        return slot
    if name == "kind":
        group, role = rest.split(" ")
        kind = Kind(group, role)
        found.kinds.append(kind)

        def entry(line: str) -> None:
            key, _, value = line.partition("- " if line.startswith("- ") else ": ")
            kind.lines.setdefault(key or "body", []).append(value)

        return entry
    entries = found.lists.setdefault(head, [])
    return lambda line: entries.append(line.removeprefix("- "))


def _ignore(line: str) -> None:
    raise ValueError(f"a line before the first section: {line}")
