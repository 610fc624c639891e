"""UTF-8 read with a single-byte codec, undone: ftfy proposes, the process decides which pieces of its answer are taken.

ftfy gives back whole text; what it changed is found again piece by piece, between the characters that no such accident
can make or lose: ASCII and Chinese ones.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from cleantext.patterns import lazy
from cleantext.processes.single_byte_doubts import MARKS, SURE, Repair, is_part, is_text, without_doubtful
from cleantext.processes.single_byte_pieces import FAR_EAST, Piece, masked, pieces, runs, unmasked

# The codecs of the damage model, the commonest first; ftfy's "sloppy" ones pass bytes on that have no character.
CODECS = (
    "latin-1",
    "sloppy-windows-1252",
    "sloppy-windows-1250",
    "sloppy-windows-1251",
    "sloppy-windows-1254",
    "iso-8859-2",
    "macroman",
    "sloppy-windows-1253",
    "sloppy-windows-1257",
)
# Pieces of a line without Chinese, of a size at which nested mojibake cannot keep ftfy busy for long.
_STRETCH = lazy(f"[^\n{FAR_EAST}]{{1,800}}(?:[^\n {FAR_EAST}]{{0,199}}(?=[ \n{FAR_EAST}]|\\Z)|)")
_NEST = lazy("[ÃÂÅÆ]{40}")
_GAP = lazy("[ ,.;:!?'()\"-]{1,3}")
# What the bytes 80 to BF show as in Latin-1 and cp1252, U+FFFD for those that are lost.
_BEHIND = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LOST_QUOTE = lazy(f"â€(?:\ufffd|(?![{_BEHIND}]))")
# Lead bytes that stand alone in words of Russian, Greek, Hebrew, Arabic.
_LOST_LETTER = lazy(
    "|".join(
        f"(?<=[{leads}][{_BEHIND}])[{leads}](?![{_BEHIND}\ufffd])|[{leads}](?=[{leads}][{_BEHIND}])"
        for leads in ("ÐÑ", "ÎÏ", "×", "ØÙÚÛ")
    )
)
_LOST = lazy(f"[À-ô]?[{_BEHIND}]{{0,2}}\ufffd[{_BEHIND}]{{0,2}}|[ÐÑÎÏ×ØÙÚÛ]")
_QUOTE = lazy("â€[\x9d\ufffd]?")
_DEEPEST = 4  # times over
_WHOLE, _IN_COMPANY = 3, 1  # characters that must come out of a stretch ftfy is not sure of; where the codec is known


def repairs(text: str, places: list[int]) -> list[Repair]:
    """Repairs of the stretches around ``places`` (positions, in order), and of those that were misread with them."""
    found: list[Repair] = []
    rest: list[tuple[int, str]] = []
    for start, end in _stretches(text, places):
        repaired = _by_ftfy(text, start, end)
        found += repaired
        if not repaired:
            rest.append((start, text[start:end]))
    notes = Counter(repair.note for repair in found)
    for start, stretch in rest:
        found += _whole(start, stretch, notes)
    return _joined(text, without_doubtful(text, sorted(found)))


def _by_ftfy(text: str, start: int, end: int) -> list[Repair]:
    """What ftfy changes in a stretch and the process explains."""
    import ftfy

    shown = text[start:end]
    if _NEST.search(shown):
        return []
    before = masked(shown)
    after, steps = ftfy.fix_encoding_and_explain(before)
    steps = steps or []
    plain = all(step.action == "encode" or step.parameter[:5] == "utf-8" for step in steps)
    if plain and steps and all(map(is_text, {*after}.difference(before))):
        note = f"UTF-8 read as {steps[0].parameter.removeprefix('sloppy-')}"
        return [Repair(start + a, start + b, cure, SURE, note) for a, b, cure in runs(before, after)]
    restored = _restored(before)
    if restored != before:
        after = ftfy.fix_encoding(restored)
    changed = [(a, b, unmasked(cure, shown)) for a, b, cure in pieces(before, after, explained)]
    weighed = ((piece, _weighed(text, start, piece)) for piece in changed)
    return [Repair(start + a, start + b, cure, *sure) for (a, b, cure), sure in weighed if sure[0]]


def _stretches(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches without Chinese that ``places`` lie in."""
    done = 0
    for place in places:
        if place < done:
            continue
        # Not behind the stretch before, and no further back than a stretch is long.
        line = max(done, text.rfind("\n", done, place) + 1)
        for m in _STRETCH.finditer(text, line):
            done = m.end()
            if place < done:
                yield m.start(), m.end()
                break


def _restored(stretch: str) -> str:
    """``stretch`` with the bytes put back that cp1252 loses: 9D of a closing quotation mark, U+FFFD for others."""
    if "â€œ" in stretch:
        stretch = _LOST_QUOTE.sub("â€\x9d", stretch)
    return _LOST_LETTER.sub("\\g<0>\ufffd", stretch)


@lru_cache(maxsize=4096)
def explained(found: str, cure: str) -> str:
    """The codec with which ``cure``, in UTF-8, was read as ``found``; empty when there is none."""
    for codec in CODECS:
        text = cure
        for _ in range(_DEEPEST):
            if len(text) >= len(found):
                break
            data = text.encode("utf-8", "replace")
            if len(data) > len(found):  # every byte shows as one character
                break
            text = data.decode(codec)
        if text == found:
            return codec.removeprefix("sloppy-")
    return ""


def reread(text: str, codec: str) -> str:
    """``text`` as UTF-8, had it been read with ``codec``; empty when it cannot have been."""
    try:
        return text.encode(codec).decode("utf-8") if "\ufffd" not in text else ""
    except UnicodeError:
        return ""


def _weighed(text: str, offset: int, piece: Piece) -> tuple[float, str]:
    """How sure, 0 for never, and what happened. offset: where the stretch of the piece begins."""
    start, end, cure = offset + piece[0], offset + piece[1], piece[2]
    found = text[start:end]
    fresh = {*cure}.difference(found)
    if not all(map(is_text, fresh)) or is_part(text, start, end, cure):
        return 0, ""
    codec = explained(found, cure)
    if codec:
        return SURE, f"UTF-8 read as {codec}"
    behind = text[end : end + 1]
    if _with_losses(found, cure) or (behind == " " and _with_losses(found + behind, cure)):
        chinese = any("\u3400" <= c <= "\u9fff" for c in fresh)
        return 0 if chinese else 0.8, "UTF-8 read as windows-1252, with bytes lost"
    return 0, ""


def _with_losses(found: str, cure: str) -> bool:
    """True when ``cure`` was read with cp1252 or Latin-1 as ``found``, with bytes lost and A0 as a space."""
    shown = found.replace("\xa0", " ")
    at = 0
    for c in cure:
        lost = _LOST.match(shown, at) if c == "\ufffd" else _QUOTE.match(shown, at) if c == "”" else None
        if lost:
            at = lost.end()
            continue
        for codec in ("sloppy-windows-1252", "latin-1"):
            misread = c.encode("utf-8", "replace").decode(codec).replace("\xa0", " ")
            if shown.startswith(misread, at):
                at += len(misread)
                break
        else:
            if shown.startswith(c, at) and (c < "\x80" or c in MARKS):
                at += 1
            elif c != " " or shown[at - 1 : at] != " ":  # one space may stand for A0 and for itself: Ã la for à la
                return False
    return at == len(shown)


def _whole(start: int, stretch: str, known: Counter[str]) -> list[Repair]:
    """The stretch as a whole, where every character beyond ASCII in it is UTF-8 in the same codec."""
    for codec in CODECS:
        note = f"UTF-8 read as {codec.removeprefix('sloppy-')}"
        cure = reread(stretch, codec)
        fresh = [c for c in cure if c > "\x7f"]
        least = _IN_COMPANY if known[note] >= _WHOLE else _WHOLE
        if len(fresh) >= least and all(unicodedata.category(c)[0] in "LMPZ" for c in fresh):
            return [Repair(start + a, start + b, piece, 0.9, note) for a, b, piece in runs(stretch, cure)]
    return []


def _joined(text: str, found: list[Repair]) -> list[Repair]:
    """Neighbours made one: words of a language that is not written in ASCII."""
    joined: list[Repair] = []
    for repair in found:
        last = joined[-1] if joined else None
        if last and repair.start < last.end:
            continue
        if last and last.note == repair.note and _GAP.fullmatch(text, last.end, repair.start):
            cure = last.cure + text[last.end : repair.start] + repair.cure
            joined[-1] = Repair(last.start, repair.end, cure, min(last.confidence, repair.confidence), repair.note)
        else:
            joined.append(repair)
    return joined
