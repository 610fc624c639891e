"""The passes in order, each with its reason; the rules they are made of, and where a rule's module is."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from cleantext.errors import CleantextError


class Pass(NamedTuple):
    """Detectors that read the same text together, and why they stand where they stand."""

    rules: tuple[str, ...]
    kind: str  # repair | strip | restore; strip runs only with junk=True
    why: str


PASSES = (
    Pass(("escapes",), "repair", "first: what is escaped hides from every other rule, and may be mojibake itself"),
    Pass(("latin_mojibake",), "repair", "before the rules of Chinese, which would read pairs of bytes in it"),
    Pass(("wrong_codec",), "repair", "after the European words, before the rules that read Chinese or a lost byte"),
    Pass(("beyond_repair",), "repair", "before the rules that take U+FFFD for one lost byte"),
    Pass(("slashes",), "repair", "its backslashes stand inside the words and runs that later rules read"),
    Pass(("gbk_torn",), "repair", "reads the glosses that tore it, so it runs before they are taken out"),
    Pass(("byte_slip",), "repair", "after the torn runs, which hold the same signs"),
    Pass(
        ("invisible",), "repair", "parts every word it stands in; before this, soft hyphens and C1 controls are bytes"
    ),
    Pass(
        ("radicals", "compatibility", "half_width", "private_use"),
        "repair",
        "other code points for the same characters; before this, private-use characters tell of torn bytes",
    ),
    Pass(("pinyin_gloss",), "repair", "a spam phrase or a heading cannot match while pinyin is glued into it"),
    Pass(("ideographic_space",), "repair", "a gloss beside the character spoils its context"),
    Pass(("html_debris",), "strip", "tags hide what the other junk rules look for"),
    Pass(("own_lexicon",), "strip", "a user's own phrases before the general rules take a part of them"),
    Pass(("bbcode",), "strip", "after the tags it may stand in, before the rules that read words and lines"),
    Pass(
        (
            *("spam_header", "spam_text", "hidden_content", "reader_nag", "contact"),
            *("watermark", "reprint", "editor_line", "navigation", "pagination"),
        ),
        "strip",
        "junk is found in legible text, in the script it was written in",
    ),
    Pass(("site_wording",), "strip", "after the rules that know what they read, which say more of it"),
    Pass(("broken_line",), "strip", "after the junk that stood in a sentence, which would hide that it goes on"),
    Pass(("hard_wrap",), "strip", "after the words broken out, and before the indents go that mark its paragraphs"),
    Pass(("layout",), "strip", "after the junk has gone, the indents and blank lines it left"),
    Pass(("repeated",), "strip", "when lines are whole and bare, so that copies are alike"),
    Pass(("mixed_script",), "restore", "before one script is made of it"),
    Pass(("masks",), "restore", "reports only; after the junk, in which nobody masked a name"),
    Pass(("script",), "restore", "after the repairs, which need the characters that were damaged"),
    Pass(("punctuation",), "restore", "every rule before it reads the marks as they came"),
    Pass(("spaces",), "restore", "last: what is Chinese on both sides of a space is known when the marks are wide"),
)
STRIPS = frozenset(rule for each in PASSES if each.kind == "strip" for rule in each.rules)
# What these put right may be part of an escape, or of misread text, that their damage hid.
UNCOVER = frozenset({"spaces", "invisible", "radicals", "compatibility", "half_width", "private_use"})
MISREAD = frozenset({"latin_mojibake", "wrong_codec"})
# None of these may touch what is beyond repair, which reads like other damage once a part of it is gone.
REPAIRS = frozenset(rule for each in PASSES if each.kind == "repair" for rule in each.rules) - {"beyond_repair"}
# Rules that only report, with their manuals: decoding's, and the speeches'.
REPORTS = {
    "undecodable": """Bytes that no codec explains: a stray 0xFF, a character cut at the edge of a file, a byte lost.

Each run of them stands as one U+FFFD in the text; the finding's note gives the bytes and where they are in the file.
They are never guessed, and never lost: the source is rebuilt with them.
""",
    "outside_speech": """Text that belongs to no speech: a site's introduction, headings (``…讲话篇一``), titles.

It stays in ``Cleaned.text`` and in ``findings.jsonl``; the files of the speeches do not have it.
""",
}


@cache
def rule_names() -> tuple[str, ...]:
    """Every rule of the chain, in order."""
    return tuple(rule for each in PASSES for rule in each.rules)


@cache
def detector(rule: str) -> ModuleType:
    """The module of a rule. Raises CleantextError for a name that is no rule."""
    if rule not in rule_names():
        raise CleantextError(f"no rule is called {rule!r}; the rules are {', '.join(rule_names())}")
    return import_module(f"cleantext.detectors.{rule}")
