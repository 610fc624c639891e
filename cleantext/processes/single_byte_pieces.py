"""Which pieces of a line another text of it has changed: found between the characters that both must have."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleantext.patterns import lazy

Piece = tuple[int, int, str]  # start and end in the text before, what stands there after
FAR_EAST = "\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"  # in no single-byte codec

# ASCII is never made nor lost, but for spaces (A0); Chinese characters may be made.
_FIXED = (lazy(f"[ -~\t]|[{FAR_EAST}]"), lazy(f"[!-~]|[{FAR_EAST}]"), lazy("[!-~]"))
_RUN = lazy("[^\x00-\x7f]+(?: [^\x00-\x7f]+)*")
# Behind ASCII or nothing they are no continuation byte, and would hide from ftfy that the rest of the line is UTF-8.
_OPENING = lazy("(?<![\x80-\U0010ffff])[“‘]")
_MASK, _UNMASK = str.maketrans("“‘", "\x02\x03"), str.maketrans("\x02\x03", "“‘")


def masked(text: str) -> str:
    """``text`` with the opening quotation marks that are real as control characters; unchanged where it has such."""
    if "\x02" in text or "\x03" in text:
        return text
    return _OPENING.sub(lambda m: m[0].translate(_MASK), text)


def unmasked(text: str, before: str) -> str:
    """``text`` with the quotation marks again, if ``before`` is one that was masked."""
    return text if "\x02" in before or "\x03" in before else text.translate(_UNMASK)


def runs(before: str, after: str) -> list[Piece]:
    """The runs beyond ASCII, where all of ``before`` was decoded anew; none when ``after`` has not as many."""
    cures = _RUN.findall(after)
    spans = [m.span() for m in _RUN.finditer(before)]
    return [(a, b, cure) for (a, b), cure in zip(spans, cures, strict=True)] if len(spans) == len(cures) else []


def pieces(before: str, after: str, explained: Callable[[str, str], str]) -> Iterator[Piece]:
    """What differs, cut at the characters that both have and trimmed as far as ``explained`` (found, cure) allows."""
    spans: list[tuple[int, int, int, int]] = []  # of the characters both have
    for fixed in _FIXED:
        left, right = [[*fixed.finditer(side)] for side in (before, after)]
        if [m[0] for m in left] == [m[0] for m in right]:
            spans = [(*m.span(), *n.span()) for m, n in zip(left, right, strict=True)]
            break
    a = b = 0
    for start_a, end_a, start_b, end_b in (*spans, (len(before), 0, len(after), 0)):
        if before[a:start_a] != after[b:start_b]:
            yield _trimmed(before, (a, start_a, after[b:start_b]), explained)
        a, b = end_a, end_b


def _trimmed(before: str, piece: Piece, explained: Callable[[str, str], str]) -> Piece:
    """The piece without what is equal at both ends, unless the process explains only the whole."""
    start, end, cure = piece
    found = before[start:end]
    least = min(len(found), len(cure))
    head = next((i for i in range(least) if found[i] != cure[i]), least)
    most = least - head
    # A lost byte stays lost: equal signs at the end are not the same one.
    tail = next((i for i in range(most) if found[-1 - i] != cure[-1 - i] or found[-1 - i] == "\ufffd"), most)
    if not head + tail:
        return piece
    short = found[head : len(found) - tail], cure[head : len(cure) - tail]
    if short[1] and (explained(*short) or not explained(found, cure)):
        return start + head, end - tail, short[1]
    return piece
