"""UTF-8 that was read with a wrong codec, taken back: where all bytes are there by decoding, else by a search.

The bytes of a run decode by themselves up to a place where some are missing. From there to where a character begins
again the search (cleantext.misread.search) tries what can have been lost. UTF-8 tells where characters begin, so that
such a stretch is short.
"""

from __future__ import annotations

import re

from cleantext.misread.cuts import IsEnough, Piece, never, pieces_of
from cleantext.misread.items import Items
from cleantext.misread.search import Search

_LONGEST = 160  # bytes of a stretch that is searched
# A whole character with the start of another, ASCII, a sign or the end behind it.
_IN_STEP = re.compile(rb"(?:[\xe1-\xef][\x80-\xbf]{2}|[\xc2-\xdf][\x80-\xbf])(?=[\xc2-\xef\x00-\x7f\xff]|\Z)")
_BEGUN = re.compile(rb"[\xe1-\xef][\x80-\xbf]?\Z|.[\xe1-\xef]\Z", re.DOTALL)  # a character that goes on


def pieces(items: Items, search: Search, around: tuple[str, str], is_enough: IsEnough = never) -> list[Piece]:
    """The pieces of a run in order; what no reading explains is left out.

    around: the text before and behind the run. is_enough: asked whether to stop, with the pieces so far.
    """
    found: list[Piece] = []
    at = 0
    data = items.marked
    while at < len(data) and not is_enough(found):
        text, end = _decoded(data, at)
        if end > at:
            found.append(Piece(at, end, text, None))
        if end >= len(data):
            break
        start, at = end, _in_step(data, end, search.wide)
        if (
            found
            and found[-1].end == start
            and (data[start] & 0xC0 == 0x80 or (data[start] == 0xFF and search.may_drop))
        ):
            start = _shortened(found)
        read = None
        if at - start <= _LONGEST:
            before = "".join(piece.text for piece in found[-2:])[-2:] if found and found[-1].end == start else ""
            behind = _decoded(data[at : at + 12], 0)[0] if at < len(data) else around[1]
            read = search.read(
                items.between(start, at), before or around[0], behind, data[at] if at < len(data) else None
            )
        if read:
            found += pieces_of(read, start, at)
    return found


def _decoded(data: bytes, at: int) -> tuple[str, int]:
    """What decodes from ``at`` on, and up to where."""
    try:
        return str(data[at:], "utf-8"), len(data)
    except UnicodeDecodeError as error:
        end = at + error.start
        return str(data[at:end], "utf-8"), end


def _in_step(data: bytes, at: int, wide: bool) -> int:
    """Where a stretch that does not decode at ``at`` ends: at a whole character, or ASCII.

    A space is the end only if characters end there too: single-byte codecs may show A0 as a space.
    """
    for end in range(at + 1, len(data)):
        if data[end] >= 0x80:
            if _IN_STEP.match(data, end):
                return end
        elif wide or data[end] != 0x20 or not _BEGUN.match(data, max(at, end - 2), end):
            return end
    return len(data)


def _shortened(found: list[Piece]) -> int:
    """Take the last character from the pieces, because what is behind it may belong to it; where it began."""
    last = found.pop()
    size = len(last.text[-1].encode())
    if size == 1:
        found.append(last)
        return last.end
    if len(last.text) > 1:
        found.append(last._replace(end=last.end - size, text=last.text[:-1]))
    return last.end - size
