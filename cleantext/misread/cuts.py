"""Where misread text begins and ends: the text as it stands and as it was, side by side, cut where the judge says.

Both are divided at the places where a character ends in both. Between two such places the text stands as it is or is
taken back; changing from one to the other costs something (Viterbi, two states).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from cleantext.language import SCALE, chinese, fold
from cleantext.misread.search import Read

_SWITCH = 5 * SCALE
_SIGN = 8 * SCALE  # what a sign costs as it stands
_UNKNOWN = 14 * SCALE  # a character of which bytes are left over
_HALF = 4 * SCALE  # ASCII that stood as the second half of a character
_NEVER = 1 << 30
_LONG, _END = 40, 12  # characters of a long piece; of its ends, which are looked at one by one


class Piece(NamedTuple):
    """Bytes of a run from ``start`` to ``end`` and what they were; read: how a damaged stretch was read."""

    start: int
    end: int
    text: str
    read: Read | None


IsEnough = Callable[[list[Piece]], bool]


def never(pieces: list[Piece]) -> bool:
    """All of a run is wanted."""
    return False


def pieces_of(read: Read, start: int, end: int) -> list[Piece]:
    """What a reading makes of the bytes from ``start`` to ``end``, without the characters that it left as they are."""
    found: list[Piece] = []
    at = done = 0
    for place, byte, size in (*read.kept, (len(read.text), end - start, 0)):
        if place > done:
            text = read.text[done:place]
            doubts = tuple(i - done for i in read.doubts if done <= i < place)
            cost = chinese().cost(read.text[:done], text) if read.kept else read.cost
            part = Read(text, cost, doubts, (), 0)
            found.append(Piece(start + at, start + byte, part.sure(), part))
        done, at = place + 1, byte + size
    return found


class Cut(NamedTuple):
    """Characters of the run from ``start`` to ``end``, and what they were.

    gain: by how much (1/16 nats) that reads better than what stands there; cost: what it costs. whole: its characters
    beyond ASCII with all their bytes; guessed: those whose bytes were searched. doubtful: readings that are not sure.
    """

    start: int
    end: int
    cure: str
    gain: int
    cost: int
    whole: int
    guessed: int
    doubtful: tuple[str, ...]


class _Atom(NamedTuple):
    start: int
    end: int
    text: str
    cost: int
    read: Read | None


class _Unit(NamedTuple):
    """Characters of the run from ``start`` to ``end`` and what they were; None where nothing explains them."""

    start: int
    end: int
    atoms: tuple[_Atom, ...] | None
    shown: int
    cost: int


def cuts(shown: str, sizes: list[int], pieces: list[Piece], before: str, is_utf8: bool, most: int) -> Iterator[Cut]:
    """The parts of ``shown`` that were misread.

    sizes: bytes of each of its characters. before: the text before it. is_utf8: what it was; else of two bytes.
    most: what a character costs at most as it stands, because that the judge does not know it says little.
    """
    starts = [0, *accumulate(sizes)]
    places = frozenset(starts)
    units = _units(shown, starts, list(_atoms(pieces, before, is_utf8, places)), before, most)
    for first, last in _taken_back(units):
        yield _cut(units[first:last])


def _atoms(pieces: list[Piece], before: str, is_utf8: bool, places: frozenset[int]) -> Iterator[_Atom]:
    """Each character that decodes by itself, and each reading as a whole. places: where characters shown begin."""
    past = ("\n\n" + before[-2:])[-2:]
    for piece in pieces:
        sizes = None if piece.read else _sizes(piece, is_utf8)
        if sizes is None:
            cost = piece.read.cost if piece.read else chinese().cost(past, piece.text)
            yield _Atom(piece.start, piece.end, piece.text, cost, piece.read)
        elif len(piece.text) <= _LONG:
            yield from _letters(piece.text, sizes, piece.start, past)
        else:  # the judge reads both ends of it
            ends = [*accumulate(sizes, initial=piece.start)]
            first = next((i for i in range(_END, len(sizes)) if ends[i] in places), len(sizes))
            last = next((i for i in range(len(sizes) - _END, first, -1) if ends[i] in places), first)
            yield from _letters(piece.text[:first], sizes[:first], piece.start, past)
            if last > first:
                middle = piece.text[first:last]
                yield _Atom(ends[first], ends[last], middle, _estimated(piece.text[first - 2 : first], middle), None)
            yield from _letters(piece.text[last:], sizes[last:], ends[last], piece.text[last - 2 : last])
        past = (past + (piece.read.text if piece.read else piece.text))[-2:]


def _letters(text: str, sizes: list[int], at: int, before: str) -> Iterator[_Atom]:
    step, past = chinese().step, fold(before)
    for c, folded, size in zip(text, fold(text), sizes, strict=True):
        yield _Atom(at, at + size, c, step(past, folded), None)
        past, at = past[1] + folded, at + size


def _estimated(before: str, text: str) -> int:
    """What a long text costs, by its beginning."""
    return chinese().cost(before, text[:_END]) * len(text) // min(len(text), _END)


def _sizes(piece: Piece, is_utf8: bool) -> list[int] | None:
    """How many bytes each character of a piece has, None if that is not clear."""
    sizes = [len(c.encode()) if is_utf8 else 2 if c > "\x7f" else 1 for c in piece.text]
    return sizes if sum(sizes) == piece.end - piece.start else None


def _units(shown: str, starts: list[int], atoms: list[_Atom], before: str, most: int) -> list[_Unit]:
    units: list[_Unit] = []
    number = k = 0  # the next atom, the next character
    while k < len(shown):
        first, at, taken, cost = k, starts[k], [], 0
        gap = atoms[number].start if number < len(atoms) else starts[-1]
        while k < len(shown) and starts[k + 1] <= gap:  # nothing explains these characters
            k += 1
        if k > first:
            now = _as_shown(shown[first:k], (before + shown[max(0, first - 2) : first])[-2:], most)
            units.append(_Unit(first, k, None, now, _NEVER))
            continue
        while True:
            if number < len(atoms) and atoms[number].start == at:
                atom = atoms[number]
                is_ascii = atom.end - atom.start == 1 and atom.text < "\x80"
                if is_ascii and shown[_at(starts, atom.start, first)] != atom.text:
                    cost += _HALF
                number += 1
            else:  # a part of a character that nothing explains
                gap = atoms[number].start if number < len(atoms) else starts[-1]
                atom = _Atom(at, min(gap, starts[_at(starts, at, first) + 1]), "\ufffd", _UNKNOWN, None)
            taken.append(atom)
            cost += atom.cost
            at = atom.end
            while starts[k] < at:
                k += 1
            if starts[k] == at:
                break
        now = _as_shown(shown[first:k], (before + shown[max(0, first - 2) : first])[-2:], most)
        units.append(_Unit(first, k, tuple(taken), now, cost))
    return units


def _as_shown(text: str, before: str, most: int) -> int:
    """What text costs as it stands."""
    sample, step = text[:_LONG], chinese().step
    line = fold(("\n\n" + before)[-2:] + sample)
    costs = [_SIGN if c == "\ufffd" else min(most, step(line[i : i + 2], line[i + 2])) for i, c in enumerate(sample)]
    return sum(costs) * len(text) // len(sample)


def _at(starts: list[int], byte: int, near: int) -> int:
    """The character that has the byte; it stands at ``near`` or behind."""
    while starts[near + 1] <= byte:
        near += 1
    return near


def _taken_back(units: list[_Unit]) -> Iterator[tuple[int, int]]:
    """The ranges of units that are taken back."""
    as_is = back = 0
    came: list[tuple[bool, bool]] = []  # if a unit is as it is, if taken back: the one before it was taken back
    for unit in units:
        cost = unit.cost if unit.atoms else _NEVER
        came.append((back + _SWITCH < as_is, back <= as_is + _SWITCH))
        as_is, back = min(as_is, back + _SWITCH) + unit.shown, min(back, as_is + _SWITCH) + cost
    is_back, found, stop = back < as_is, [], len(units)
    for at in range(len(units) - 1, -1, -1):
        was_back = came[at][is_back]
        if is_back and not was_back:
            found.append((at, stop))
        if was_back and not is_back:
            stop = at
        is_back = was_back
    if is_back:
        found.append((0, stop))
    yield from reversed(found)


def _cut(units: list[_Unit]) -> Cut:
    """One range of units."""
    start, end = units[0].start, units[-1].end
    atoms = [atom for unit in units for atom in unit.atoms or ()]
    cure = "".join(atom.text for atom in atoms)
    cost = sum(unit.cost for unit in units)
    whole = sum(not c.isascii() for atom in atoms if not atom.read for c in atom.text)
    guessed = sum(not c.isascii() for atom in atoms if atom.read for c in atom.text)
    doubtful = tuple(atom.read.text for atom in atoms if atom.read and atom.read.doubts)
    gain = sum(unit.shown for unit in units) - cost
    return Cut(start, end, cure, gain, cost, whole, guessed, doubtful)
