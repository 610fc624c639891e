"""European text in UTF-8 that was read with a single-byte codec: ``cafÃ©`` for ``café``, ``donâ€™t`` for ``don’t``.

Every character beyond ASCII shows as two or three: the lead byte as ``Ã``, ``Ð``, ``â`` (cp1252 and Latin-1), ``Ă``
(cp1250), ``Г``, ``Р`` (cp1251), ``√`` (MacRoman), and behind it a character of the bytes 80 to BF. Twice over, ``é`` is
``ÃƒÂ©``. Where the codec has no character for a byte, it is lost: ``Ñ�``.

ftfy's ``fix_encoding`` undoes it, and nothing else of ftfy is used: no mark, width, quote or space is changed. It sees
one stretch between Chinese characters at a time; of its answer only the pieces are taken that the process explains.
Stretches ftfy is not sure of are taken where all of their characters are UTF-8 in the same codec. Left alone: capitals
before a quotation mark or a dash (``VOILÀ “…”``, ``IRMÃ–``), and texts that show mojibake in quotation marks or code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.mentions import Mentions

if TYPE_CHECKING:
    from cleantext.processes.single_byte_doubts import Repair

_LATIN = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd"  # what the bytes 80-BF show as in Latin-1 and cp1252
_C1250 = "\x80-\xbf€‚„…†‡‰Š‹ŚŤŽŹ‘’“”•–—™š›śťžźˇ˘ŁĄŞŻ˛łąşĽ˝ľż"
_C1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\x98™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї"
_ROMAN = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
# The lead bytes that text of a language cannot do without, and what must follow. One literal each: to look for a
# literal that is not there costs a tenth of what a class costs. Ð stands for Ñ as well, Ø for Ù, С for Р, Ă for Ĺ.
_LEADS = {
    **{lead: lazy(f"{lead}[{_LATIN} ]") for lead in "ÃÂ"},
    **{lead: lazy(f"{lead}[{_LATIN}{_C1250}]") for lead in "ÅÎÐ×Ø"},
    "Ä": lazy(f"Ä(?:[{_LATIN}{_C1250}]|(?<=‚Ä))"),
    "â": lazy("â[€\x80‚\x82„\x84†\x86ˆ\x88”\x94•\x95–\x96—\x97˜\x98™\x99œś\x9c]"),
    "ã": lazy("ã[\x80-\x83€‚ƒ]"),
    "ð": lazy("ð[\x9fŸ]"),
    "Ă": lazy(f"Ă[{_C1250}]"),
    **{lead: lazy(f"{lead}[{_C1251}]") for lead in "СГ"},
    "в": lazy("в[Ђ„]"),
    "√": lazy(f"√[{_ROMAN}]"),
}
_PRESENT = "".join(_LEADS)
# Accents without a space that are no word; how far they are looked for; what two codes can look like.
_RUN, _REACH, _PAIRS = 8, 60, 4
_HAN = lazy("[\u2e80-\u9fff]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for single-byte mojibake; cure None where it is shown and not suffered, or nothing of it is known."""
    places = triggers(text)
    if not places:
        return
    from cleantext.processes.single_byte import repairs

    all_ = repairs(text, places)
    if not all_:
        return
    mentions = Mentions(text, len(all_))
    for number, repair in enumerate(all_):
        start, end, cure, sure, note = repair
        found = text[start:end]
        if _HAN.search(cure) or (
            len(found) <= _PAIRS and _is_two_bytes(text, start, all_[max(0, number - _REACH) : number + _REACH])
        ):
            continue  # Chinese text, with its own losses, or two-byte codes, which show one accent after another
        if not cure.strip("\ufffd"):
            yield Finding("latin_mojibake", start, end, found, None, 0.3, f"{note}; nothing of it is left")
        elif mentions.has(start, end):
            yield Finding("latin_mojibake", start, end, found, None, 0.3, f"{note}: {cure!r}, perhaps shown on purpose")
        else:
            yield Finding("latin_mojibake", start, end, found, cure, sure, note)


def _is_two_bytes(text: str, start: int, repairs: list[Repair]) -> bool:
    """True in a run of accents that the repairs do not explain: GBK or Big5, in which a pair can look like UTF-8."""
    before, behind = text[max(0, start - _REACH) : start], text[start : start + _REACH]
    head, tail = (before.split() or [""])[-1] if before[-1:].strip() else "", behind.split()[0]
    first, last = start - len(head), start + len(tail)
    high = sum("\x7f" < c <= "\xff" for c in head + tail)
    explained = sum(each[1] - each[0] for each in repairs if first <= each[0] and each[1] <= last)
    return high >= _RUN and 2 * explained < high


def triggers(text: str) -> list[int]:
    """Where a lead byte and one that may follow it stand, in order. Empty for undamaged text, but for a few places."""
    if text.isascii():
        return []
    present = filter(text.__contains__, _PRESENT)  # no Python code for each literal: that is what a short text pays
    return sorted(m.start() for lead in present for m in _LEADS[lead].finditer(text))
