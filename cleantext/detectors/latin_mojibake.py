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

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.mentions import Mentions

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
_ACCENTS = lazy("[\x80-\xff]")
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
    for repair in all_:
        start, end, cure, sure, note = repair
        found = text[start:end]
        near = text[max(0, start - 4) : start] + text[end : end + 4]
        if _HAN.search(cure) or (len(found) <= 4 and len(_ACCENTS.findall(near)) >= 3):
            continue  # Chinese text, with its own losses, or two-byte codes, which show one accent after another
        if not cure.strip("\ufffd"):
            yield Finding("latin_mojibake", start, end, found, None, 0.3, f"{note}; nothing of it is left")
        elif mentions.has(start, end):
            yield Finding("latin_mojibake", start, end, found, None, 0.3, f"{note}: {cure!r}, perhaps shown on purpose")
        else:
            yield Finding("latin_mojibake", start, end, found, cure, sure, note)


def triggers(text: str) -> list[int]:
    """Where a lead byte and one that may follow it stand, in order. Empty for undamaged text, but for a few places."""
    if text.isascii():
        return []
    present = filter(text.__contains__, _PRESENT)  # no Python code for each literal: that is what a short text pays
    return sorted(m.start() for lead in present for m in _LEADS[lead].finditer(text))
