"""What is left of text that nobody can repair: ``锟斤拷``, ``烫烫烫``, ``屯屯屯``, ``ï¿½ï¿½``, long runs of ``�``.

GBK read as UTF-8 shows U+FFFD for every byte that is no UTF-8; saved, and read as GBK again, two of them are
``锟斤拷`` (Big5 ``嚙踝蕭``, EUC-KR ``占쏙옙``, cp1252 ``ï¿½ï¿½``). One sign stands for every lost byte alike, so the
bytes are gone, and no model may guess whole sentences. ``烫烫烫`` (CC), ``屯屯屯`` (CD) and ``葺葺葺`` (DD) are what
debuggers fill unused memory with: there never was a text.

The rule never changes anything. It reports each extent once, across the few characters that came through by chance,
with what happened, how much it is and what to do: get the source again, read it as GBK. One lost character in good
text is not its business, nor are two (烫烫), nor somebody who burns his tongue (烫烫烫！).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from cleantext.processes.lost_text import Kind

_LOST = "\ufffd"
_WIDE = lazy("[\u3000-\u9fff\uff01-\uff5e]")  # Chinese characters and their marks
_GOES_ON = lazy("[\u3000-\u9fff\uff01-\uff5e\n]|$")

# One literal stands for each kind, the one that is looked for fastest (拷, not 锟). Those of the second row only where
# no Chinese sentence is left: most texts have a full stop near their beginning.
_SIGNS = ("拷", "嚙", "쏙", _LOST, "烫", "屯", "葺", "ï")
_RARE_SIGNS = ("锟", "楥", "鐃", "昍", "迋", "ď", "ї", "Ω")
_FULL_STOP = "。"
_JOINED = 8  # characters between two extents
_FEWEST, _DENSEST = 3, 0.5  # U+FFFD in an extent; their share of it
_SLIP = 5  # U+FFFD for each Chinese character, or in a run between two: of 2,700 extents of GBK or Big5 none had fewer


def find(text: str, options: Options) -> Iterator[Finding]:
    """Reports (cure None) of the extents that are beyond repair."""
    if text.isascii():
        return
    signs = [*filter(text.__contains__, _SIGNS)]
    if _FULL_STOP not in text:
        signs += filter(text.__contains__, _RARE_SIGNS)
    if not signs:
        return
    from cleantext.processes.lost_text import kinds

    for kind in dict.fromkeys(kinds()[sign] for sign in signs):
        if kind.needs not in text:
            continue
        for start, end in _extents(text, kind, text.find(kind.needs)):
            shown = text[start:end]
            if kind.needs == _LOST and (not _is_long(shown) or _is_slip(text, start, end)):
                continue
            much = f"{end - start} characters, {(end - start) / len(text):.0%} of the text"
            yield Finding("beyond_repair", start, end, shown, None, 0.95, f"{kind.what} ({much})")


def _extents(text: str, kind: Kind, first: int) -> Iterator[tuple[int, int]]:
    """Start and end of the extents: parts near each other, then extents with little between them, within a line."""
    start = end = -1
    for a, b in _clusters(text, kind, first):
        if start >= 0 and a - end <= min(_JOINED, b - a, end - start) and "\n" not in text[end:a]:
            end = b
            continue
        if start >= 0:
            yield start, end
        start, end = a, b
    if start >= 0:
        yield start, end


def _clusters(text: str, kind: Kind, first: int) -> Iterator[tuple[int, int]]:
    """Start and end of the runs of parts that have proof in them."""
    start = end = -1
    for m in kind.part.finditer(text, max(0, first - 3)):
        if start >= 0 and m.start() - end <= kind.near and "\n" not in text[end : m.start()]:
            end = m.end()
            continue
        if start >= 0 and kind.proof.search(text, start, end):
            yield start, end
        start, end = m.span()
    if start >= 0 and kind.proof.search(text, start, end):
        yield start, end


def _is_long(shown: str) -> bool:
    """True for so many U+FFFD that they are no single accidents, or where Shift_JIS shows each as three."""
    lost = shown.count(_LOST)
    return (lost >= _FEWEST and lost >= _DENSEST * len(shown) and _LOST * 2 in shown) or _LOST + "ｿｽ" in shown


def _is_slip(text: str, start: int, end: int) -> bool:
    """True for a line out of step, which is byte_slip's business: Chinese characters stand between its U+FFFD.

    Two bytes of GBK are two bytes of UTF-8 at times, which are Latin or Arabic, hardly ever three, which are Chinese.
    """
    left = text[start:end].replace(_LOST, "")
    if not left:
        return end - start < _SLIP and bool(_WIDE.match(text, start - 1) and _GOES_ON.match(text, end))
    wide = len(_WIDE.findall(left))
    return 2 * wide >= len(left) and end - start - len(left) < _SLIP * wide
