"""Where a speech may begin: the blocks of title lines, salutations and first words that have some sign of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.speeches import said
from cleantext.speeches.details import dated, speaker_of
from cleantext.speeches.evidence import called, calls_speaker, host_before, is_host
from cleantext.speeches.parts import DECOR, line_at
from cleantext.speeches.salutations import Call, calls, closing
from cleantext.speeches.titles import Block, block_above, is_byline, is_source, is_title_line, names_speech

_LINES = 6  # title lines of a block
_FAR = 200  # characters of blanks that are skipped
_TITLE, _NAME = 70, 40  # characters of a line that may be a title, that may be a speaker or a date
_CLOSER = 40  # characters at the end of a paragraph that may close a speech
_SHORT = 30  # characters of a line that only closes
# Nothing that closes a speech, and no host's words, without one of these.
_SIGNS = frozenset("谢謝散完束见見康意家开開斗指督议議功满滿鞠誓掌鼓祝欢歡请請这這由")
_LONG_SIGNS = frozenset("谢謝散完束见見指督祝鞠康斗")  # the same at the end of a long paragraph
_ENDS = frozenset("。！!？?；;…”’，,、")
_OFTEN = 3  # lines of one kind that show how the speeches of a document are set apart


class Candidate(NamedTuple):
    """A block, and the salutation that its text begins with. usual: the document's speeches all begin like that."""

    block: Block
    call: Call | None
    usual: bool = False


def candidates(text: str) -> list[Candidate]:
    """In order, none inside the block of another."""
    found: dict[int, Call | None] = {call.start: call for call in calls(text)}
    last = -1
    for at in _signs(text):
        if at > last:  # no line of the block before
            last = _body(text, at)
            if last < len(text):
                found.setdefault(last, None)
    made: list[Candidate] = []
    for body in sorted(found):
        if found[body] is None and (_closes(text, body) or is_host(text, body)):
            continue
        block = _with_host(text, block_above(text, body))
        if not made or block.start > made[-1].block.body or found[body] is not None:
            made.append(Candidate(block, found[body]))
    return _usual(made)


def _with_host(text: str, block: Block) -> Block:
    """A host's words belong to no speech, but to what stands before it."""
    host = host_before(text, block.start)
    if host < 0:
        return block
    return block._replace(start=host, host=True, called=called(text, host, block.start))


def _usual(found: list[Candidate]) -> list[Candidate]:
    kinds = Counter(kind for each in found for kind in _kinds(each.block))
    return [each._replace(usual=any(kinds[kind] >= _OFTEN for kind in _kinds(each.block))) for each in found]


def _kinds(block: Block) -> Iterator[str]:
    """How a speech is set apart: by a name, a date, a source alone."""
    if not block.title:
        yield from (name for name in ("speaker", "dated", "source", "byline") if getattr(block, name))


def _signs(text: str) -> Iterator[int]:
    """The starts of lines that are a title, a date, a speaker, a source, or that follow a closing or a host."""
    at, follows = 0, False
    for line in text.split("\n"):
        size = len(line)
        if follows and line and not line.isspace():
            yield at
            follows = False
        if 1 < size <= _TITLE and line[-1] not in _ENDS:
            if _is_titled(line.strip(DECOR)):
                yield at
        elif size > 1:
            if size <= _TITLE:
                follows = _may_follow(line) and bool(closing(line) or calls_speaker(line))
            else:
                end = line[-_CLOSER:]
                follows = not _LONG_SIGNS.isdisjoint(end) and bool(closing(end))
                follows = follows or (size <= 2 * _TITLE and not _SIGNS.isdisjoint(end) and calls_speaker(line))
        at += size + 1


def _may_follow(line: str) -> bool:
    """False for a line that surely closes nothing and calls nobody, which is most of them."""
    return not _SIGNS.isdisjoint(line) or said.may_be(line, "closing") or said.may_be(line, "host")


def _is_titled(line: str) -> bool:
    if not is_title_line(line):
        return False
    if names_speech(line) or is_source(line):
        return True
    return len(line) <= _NAME and (bool(dated(line) or speaker_of(line)) or is_byline(line))


def _closes(text: str, at: int) -> bool:
    line = line_at(text, at)
    return line is not None and len(line.text) <= _SHORT and bool(closing(line.text))


def _body(text: str, at: int) -> int:
    """Where the text behind the title lines from ``at`` on begins; the length of the text if there is none."""
    for _ in range(_LINES):
        at += len(text[at : at + _FAR]) - len(text[at : at + _FAR].lstrip())
        line = line_at(text, at)
        if line is None or not is_title_line(line.text):
            break
        at = min(line.end + 1, len(text))
    return text.rfind("\n", 0, at) + 1 if at < len(text) else len(text)
