"""Where a speech may begin: the blocks of title lines, salutations and first words that have some sign of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleantext.patterns import lazy
from cleantext.speeches.evidence import called, host_before, is_host
from cleantext.speeches.parts import DECOR, MARGIN, line_at
from cleantext.speeches.salutations import Call, calls, closing
from cleantext.speeches.titles import Block, block_above, is_title_line, names_speech

_SHORT = 30  # characters of a line that only closes
_FAR = 200  # characters of blanks that are skipped
_LINES = 6  # title lines of a block
# Rare words that a closing or a host's words have; one look-up each.
_CLOSINGS = ("谢谢", "謝謝", "散会", "散會", "完毕", "完畢", "完了", "束", "再见", "再見")
_HOSTS = ("下面", "接下", "现在", "現在")
_SOURCES = ("来源", "來源", "转载自", "轉載自", "选自", "選自", "摘自")
_REACH = 60  # characters from an anchor to the end of its line
# A line that may be a title: short, and nothing like the end of a sentence before its break.
_LINE = lazy(rf"\n{MARGIN}{{0,60}}[^\n。！!？?；;…”：:，,、]{{2,50}}(?=\r?\n)")


class Candidate(NamedTuple):
    """A block, and the salutation that its text begins with."""

    block: Block
    call: Call | None


def candidates(text: str) -> list[Candidate]:
    """In order, none inside the block of another."""
    found: dict[int, Call | None] = {call.start: call for call in calls(text)}
    body = -1
    for at in sorted((*_after_closings(text), *_titled(text), *_sources(text))):
        if at <= body:
            continue  # a line of the block before
        body = _body(text, at)
        if body < len(text):
            found.setdefault(body, None)
    made: list[Candidate] = []
    for body in sorted(found):
        block = block_above(text, body)
        host = host_before(text, block.start)
        if host >= 0:  # a host's words belong to no speech
            block = block._replace(start=host, host=True, called=called(text, host, block.start))
        if found[body] is None and (_closes(text, body) or is_host(text, body)):
            continue
        if made and block.start <= made[-1].block.body and found[body] is None:
            continue
        made.append(Candidate(block, found[body]))
    return made


def _closes(text: str, at: int) -> bool:
    line = line_at(text, at)
    return line is not None and len(line.text) <= _SHORT and bool(closing(line.text))


def _after_closings(text: str) -> Iterator[int]:
    """The starts of the lines after a closing or a host's words."""
    seen = -1
    for at in sorted(_anchors(text)):
        if at < seen:
            continue
        end = text.find("\n", at, at + _REACH + 140)
        if end < 0:
            continue
        seen = end
        start = text.rfind("\n", max(0, end - 40), end) + 1
        if closing(text[max(start, end - 40) : end]) or host_before(text, end) >= 0:
            yield end + 1


def _anchors(text: str) -> Iterator[int]:
    for word in (*_CLOSINGS, *_HOSTS):
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def _titled(text: str) -> Iterator[int]:
    """The starts of lines that name a speech, give a date or a speaker."""
    first = line_at(text, 0)
    if first and is_title_line(first.text) and (names_speech(first.text) or _is_byline(first.text)):
        yield 0
    for m in _LINE.finditer(text):
        line = m[0].strip(DECOR)
        if is_title_line(line) and (
            names_speech(line) or line[-1:] in "日)）" or (len(line) <= 24 and _is_byline(line))
        ):
            yield m.start() + 1


def _sources(text: str) -> Iterator[int]:
    """The starts of lines that say where a speech was taken from."""
    for word in _SOURCES:
        at = text.find(word)
        while at >= 0:
            line = line_at(text, at)
            if line and is_title_line(line.text):
                yield line.start
            at = text.find(word, at + 1)


def _is_byline(line: str) -> bool:
    from cleantext.speeches.details import dated, speaker_of

    return bool(dated(line) or speaker_of(line))


def _body(text: str, at: int) -> int:
    """Where the text behind the title lines from ``at`` on begins; the length of the text if there is none."""
    for _ in range(_LINES):
        at += len(text[at : at + _FAR]) - len(text[at : at + _FAR].lstrip())
        line = line_at(text, at)
        if line is None or not is_title_line(line.text):
            break
        at = min(line.end + 1, len(text))
    return text.rfind("\n", 0, at) + 1 if at < len(text) else len(text)
