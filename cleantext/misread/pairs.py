"""GBK or Big5 that was read with a wrong codec, taken back: by decoding, and by a search from every sign on.

Two bytes a character, and nothing in them tells where one begins. After a loss the text may be in step or out of it, so
the search looks some bytes ahead and the judge decides.
"""

from __future__ import annotations

from cleantext.language import SCALE, chinese
from cleantext.misread.bad import bad_parts
from cleantext.misread.cuts import IsEnough, Piece, never, pieces_of
from cleantext.misread.items import Items
from cleantext.misread.search import Search
from cleantext.misread.wrong import SIGN

_AHEAD = 12  # bytes behind a sign that are read with it
_LONGEST = 24  # characters of a part out of step that are read together
_BETTER = 8 * SCALE  # what is gained at least where bytes are put back
_CODECS = {"gbk": ("gb18030",), "big5": ("cp950", "big5hkscs")}


def pieces(items: Items, search: Search, around: tuple[str, str], is_enough: IsEnough = never) -> list[Piece]:
    """The pieces of a run in order; what no reading explains is left out. Arguments as in utf8.pieces."""
    found: list[Piece] = []
    data, at = items.data, 0
    while at < len(data) and not is_enough(found):
        text, end = _decoded(data, at, search.true.codec)
        stop, bad = 0, ""
        if search.may_drop:
            text, end, stop, bad = _until_bad(text, at, end)
        if end > at:
            found.append(Piece(at, end, text, None))
        if end >= len(data):
            break
        if not stop:
            first = data.find(SIGN, end, end + 2)
            sign = data.find(SIGN, max(first, end) + 3)
            stop = min(end + _AHEAD, sign if sign >= 0 else len(data), len(data))
        before = "".join(piece.text for piece in found[-2:])[-2:] if found and found[-1].end == end else ""
        is_last = stop == len(data)
        behind, next_byte = (around[1], None) if is_last else (None, data[stop])
        read = search.read(items.between(end, stop), before or around[0], behind, next_byte)
        if bad and (not read or read.cost + _BETTER > chinese().cost(before or around[0], bad)):
            found.append(Piece(end, stop, bad, None))
            at = stop
            continue
        at = stop - read.left if read else end + 1
        if read and at > end:
            found += pieces_of(read, end, at)
        elif read:
            at = end + 1
    return found


def _until_bad(text: str, at: int, end: int) -> tuple[str, int, int, str]:
    """Text that was decoded from ``at`` to ``end``, up to where it reads badly: it, where it ends, where the bad part
    ends (0 if there is none), and that part."""
    parts = [*bad_parts(text, 0, len(text))]
    if not parts:
        return text, end, 0, ""
    first, last = parts[-1]
    first = max(0, first - 1)
    last = min(last, first + _LONGEST)
    sizes = [len(c.encode("gb18030")) if c > "\x7f" else 1 for c in text[:last]]
    start = at + sum(sizes[:first])
    return text[:first], start, min(end, at + sum(sizes)), text[first:last]


def _decoded(data: bytes, at: int, codec: str) -> tuple[str, int]:
    """What decodes from ``at`` on up to a sign, and where that ends."""
    sign = data.find(SIGN, at)
    end = sign if sign >= 0 else len(data)
    best = "", at
    for name in _CODECS[codec]:
        try:
            return data[at:end].decode(name), end
        except UnicodeDecodeError as error:
            if at + error.start > best[1]:
                best = data[at : at + error.start].decode(name), at + error.start
    return best
