"""Line by line: each line in the codec in which it reads best, its neighbours' codec when it does not matter.

A newline is a safe place in every codec met here, so whatever happens to one line the next one is read afresh. Lines
longer than a block are cut, so that a line of 200 MB costs no more than as many bytes in short lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.decoding.detour import Reading, detours
from cleantext.decoding.judge import language_of, odd, plausibility
from cleantext.decoding.path import CODECS
from cleantext.decoding.pieces import ESCAPED, Piece, lenient
from cleantext.decoding.sense import bits
from cleantext.decoding.survey import Verdict, certainty

_BLOCK = 1 << 11  # bytes of a line read at once
_SHORT = 32  # bytes; a line longer than this holds odd characters in every codec but its own
_FEW = 16  # bytes; a line so short holds no odd character in one wrong codec of ten, and is read as words
_RARE = 0.05  # share of odd characters above which a line is judged; in the wrong codec it is above 0.3
_DOCUMENT = 6.0  # bits the document's codec is ahead of the others
_DOCUMENT_UTF8 = 20.0  # bits, where it is UTF-8, which two characters of legacy bytes in 50 can be by accident
_NEIGHBOUR = 6.0  # bits a neighbouring line's codec is ahead
_SURE = 14.0  # bits between the best and the second; below, the line after has a say


def read_lines(data: bytes, document: Verdict) -> list[Piece]:
    """Pieces that cover ``data`` in order. Linear; never raises."""
    reader = _Reader(data, document)
    at = 0
    while at < len(data):
        newline = data.find(b"\n", at, at + _BLOCK)
        end = newline + 1 or min(len(data), at + _BLOCK)
        at = reader.take(at, end, cut=not newline + 1 and end < len(data))
    return list(_joined(reader.settled(), document.codec))


class _Reader:
    """One pass over the lines; those that could be either wait for the next sure one."""

    def __init__(self, data: bytes, document: Verdict) -> None:
        self.data = data
        self.document = document
        self.chinese = document.codec in CODECS
        self.pieces: list[Piece] = []
        self.unsure: dict[int, dict[str, float]] = {}  # index of the piece -> bits of each reading
        self.last = document.codec
        self.neighbour = ""  # the codec of the line before; on the first line the document must not count twice

    def take(self, start: int, end: int, cut: bool) -> int:
        """Read one block; return where the next begins, which is earlier than ``end`` if a character was cut."""
        block = self.data[start:end]
        if block.isascii():
            self._add(Piece(start, end, "", 1.0))
            return end
        if not block.strip(b"\xff\r\n"):  # erased storage, of which there can be megabytes
            self._erased(start, start + len(block.rstrip(b"\r\n")), end)
            return end
        if cut:
            end -= _tail(block, self.last)
            block = self.data[start:end]
        line = self._plain(block)
        if line is None:
            return self._judge(block, start, cut)
        if line.codec in CODECS and line.text and (pieces := detours(line, start)):
            return self._detour(pieces, end, cut)
        self._add(Piece(start, end, line.codec, self.document.confidence if line.codec == self.document.codec else 0.9))
        self.last = self.neighbour = line.codec
        return end

    def _detour(self, pieces: list[Piece], end: int, cut: bool) -> int:
        if cut and pieces[-1].lost and len(pieces) > 1 and end - pieces[-1].start <= 3:
            end = pieces.pop().start  # no loss: after the damage the characters are cut elsewhere
        self.pieces += pieces
        return end

    def _erased(self, start: int, newline: int, end: int) -> None:
        self.pieces.append(Piece(start, newline, self.last, 1.0, lost=True))
        if newline < end:
            self.pieces.append(Piece(newline, end, "", 1.0))

    def _plain(self, block: bytes) -> Reading | None:
        """The reading nothing speaks against on the whole, None when that has to be judged. The way most lines go.

        Its text is "" where it needs no look for detours.
        """
        few = self.chinese and len(block) <= _FEW
        if self.last != "utf-8" and not few and (line := _sound(block, self.last)):
            return line
        if _is_long_utf8(block):
            return Reading(block, "utf-8", "", "utf-8")
        if self.chinese and len(block) > _SHORT:
            return next((line for codec in CODECS if (line := _sound(block, codec))), None)
        return None

    def _judge(self, block: bytes, start: int, cut: bool) -> int:
        """Read the block in the codec it reads best in, or along the best path; return where its reading ends."""
        end = start + len(block)
        codecs = CODECS if self.chinese else ("utf-8", self.document.codec)
        scores: dict[str, float] = {}
        readings: dict[str, Reading] = {}
        for codec in codecs:
            text, member = lenient(block, codec)
            readings[codec] = Reading(block, codec, text, member)
            if self.chinese and len(block) <= _SHORT:
                scores[codec] = -bits(text)
            else:
                scores[codec] = plausibility(text, "any" if codec == "utf-8" else language_of(codec))
            whole = codec == "utf-8" and not ESCAPED.search(text)
            lead = _DOCUMENT_UTF8 if whole else _DOCUMENT
            scores[codec] += lead * (codec == self.document.codec) + _NEIGHBOUR * (codec == self.neighbour)
        best = max(scores, key=lambda codec: scores[codec])
        if self.chinese and (pieces := detours(readings[best], start)):
            return self._detour(pieces, end, cut)
        margin = scores[best] - max(score for codec, score in scores.items() if codec != best)
        if margin < _SURE:
            self.unsure[len(self.pieces)] = scores
            self.pieces.append(Piece(start, end, best, 0.5))
            return end
        self.last = self.neighbour = best
        self._add(Piece(start, end, best, certainty(scores, best)))
        return end

    def _add(self, piece: Piece) -> None:
        """Append, or lengthen the last piece, so that a clean file stays one piece however many lines it has."""
        last = self.pieces[-1] if self.pieces else None
        if last and last.codec == piece.codec and not last.lost and len(self.pieces) - 1 not in self.unsure:
            self.pieces[-1] = last._replace(end=piece.end, confidence=min(last.confidence, piece.confidence))
        else:
            self.pieces.append(piece)

    def settled(self) -> Iterator[Piece]:
        """The pieces, the unsure ones decided with the sure line after them."""
        following = ""
        for index in range(len(self.pieces) - 1, -1, -1):
            piece = self.pieces[index]
            if index in self.unsure:
                scores = {c: score + _NEIGHBOUR * (c == following) for c, score in self.unsure[index].items()}
                best = max(scores, key=lambda codec: scores[codec])
                self.pieces[index] = piece._replace(codec=best, confidence=certainty(scores, best))
            elif piece.codec:
                following = piece.codec
        yield from self.pieces


def _joined(pieces: Iterator[Piece], document: str) -> Iterator[Piece]:
    """Give lines of ASCII to the codec before them (at the top, after them) and join what is in one codec."""
    held: Piece | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif not held.lost and not piece.lost and (held.codec == piece.codec or not held.codec or not piece.codec):
            confidence = min(held.confidence, piece.confidence)
            held = Piece(held.start, piece.end, held.codec or piece.codec, confidence)
        else:
            yield held._replace(codec=held.codec or document)
            held = piece
    if held is not None:
        yield held._replace(codec=held.codec or document)


def _sound(block: bytes, codec: str) -> Reading | None:
    """The block in this codec, when few of its characters are odd; its text is "" when none is."""
    if codec not in CODECS:
        text, member = lenient(block, codec)
        return None if ESCAPED.search(text) or _is_long_utf8(block) else Reading(block, codec, "", member)
    text, member = lenient(block, codec)
    rare = len(odd().findall(text))
    if not rare:
        return Reading(block, codec, "", member)
    return Reading(block, codec, text, member) if len(block) > _SHORT and rare <= _RARE * len(text) else None


def _is_long_utf8(block: bytes) -> bool:
    """Valid UTF-8 with three characters or more outside ASCII: never an accident."""
    try:
        text = block.decode()
    except UnicodeDecodeError:
        return False
    return len(block) - len(text) >= 6


def _tail(block: bytes, codec: str) -> int:
    """How many bytes at a cut block's end belong to a character that goes on after it: 0 to 3."""
    best = lenient(block, codec)[0]
    if ESCAPED.search(best):
        best = min((lenient(block, each)[0] for each in (codec, *CODECS)), key=lambda text: len(ESCAPED.findall(text)))
    return next((n for n in range(3) if not ESCAPED.match(best[-n - 1])), 3)
