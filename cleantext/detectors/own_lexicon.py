"""Phrases of your own: whatever the lists that you gave with ``--lexicon FILE`` say.

Looks like: what you wrote into the list; see ``cleantext/lexicons/own.py`` for its form.
Made by: one site's templates, which no general rule can know.
The cure takes the line, or the phrase where it stands inside one; the note names the list and the entry.
Left alone: everything without a list. What a list has under ``[keep]`` no junk rule takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.lines import cut, spared
from cleantext.options import Options


def find(text: str, options: Options) -> list[Finding]:
    """Findings for the phrases of the lists in ``options.lexicon``. Raises CleantextError for a bad list."""
    if not options.lexicon:
        return []
    return kept(text, spared(text, _found(text, options)), options)


def _found(text: str, options: Options) -> Iterator[Finding]:
    from cleantext.lexicons.own import lists

    own = lists(tuple(options.lexicon))
    for section, pattern in (("line", own.line), ("span", own.span)):
        for m in pattern.finditer(text) if pattern else ():
            phrase = m[1] if section == "line" else m[0]
            start = m.start(1) if section == "line" else m.start()
            entry = own.origin(section, phrase)
            yield cut("own_lexicon", text, (start, start + len(phrase)), f"{entry.list}: {entry.entry}", 0.99)


def kept(text: str, found: Iterable[Finding], options: Options) -> list[Finding]:
    """Without the findings that would take something that a list says to keep."""
    from cleantext.lexicons.own import lists

    pattern = lists(tuple(options.lexicon)).keep
    spans = [m.span() for m in pattern.finditer(text)] if pattern else []
    return [f for f in found if not any(start < f.end and f.start < end for start, end in spans)]
