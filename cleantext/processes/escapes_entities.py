"""HTML entities: ``&#20013;``, ``&#x4e2d;``, ``&nbsp;``, ``&ldquo``, escaped again ``&amp;#20013;``.

What each stands for is HTML5's table (``html.entities``) and HTML5's rule for numbers: 128 to 159 are cp1252.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5

from cleantext.patterns import lazy
from cleantext.processes.escapes_page import Escaped, Page

# Names that a text may hold without their semicolon: none of them is a word or a usual name in a query.
_BARE = (
    "nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|sbquo|bdquo|mdash|ndash|hellip|middot|bull|laquo|raquo|lsaquo|rsaquo|"
    "quot|amp|lt|gt|times|deg|permil|[AEIOUaeiou](?:acute|grave|circ|uml)|[ANOano]tilde|[Cc]cedil|[Yy]acute|yuml|[Aa]ring|"
    "[Oo]slash|szlig|iexcl|iquest|NBSP|Nbsp|LDQUO|RDQUO|MDASH|HELLIP|MIDDOT"
)
_AGAIN = r"(?:(?:amp|AMP|#38|#[xX]26);)+"
_NAMED = rf"(?:nbsp|ensp|emsp)；|(?:{_BARE})(?:;|(?![A-Za-z0-9=]))|[A-Za-z][A-Za-z0-9]{{1,31}};"
_NUMBERED = r"#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?"
_UNIT = rf"&(?:{_NUMBERED}|{_AGAIN}(?:{_NUMBERED}|{_NAMED})|{_NAMED})"
_GAP = r"[^&\n<>`\"{}=\\]{0,6}+"
# Decimal numbers first, for speed: a text that is escaped as a whole has hardly anything else.
_DECIMALS = r"(?:&#[0-9]{2,6};)++"
_CLUSTER = lazy(rf"{_DECIMALS}(?:{_GAP}(?:{_DECIMALS}|{_UNIT}))*+|{_UNIT}(?:{_GAP}{_UNIT})*+")
_DECIMAL = lazy("(&#[0-9]{2,6};)")
_ONE = lazy(_UNIT)
_OPENING = lazy(rf"&(?:{_AGAIN})?(?=[#A-Za-z])")
_PAIR = lazy("[\ud800-\udbff][\udc00-\udfff]")
_HALF = lazy("[\ud800-\udfff]")
# Letters that are no Latin ones, and their marks.
_LETTERS = lazy("[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufdff\uff00-\uffef\U00020000-\U0003ffff]")
# What a number without semicolon may stand for: Chinese, kana, Hangul, and marks; the longest is taken.
_USUAL = lazy(
    "[\xa0-\xff\u2010-\u203b\u20ac\u2116\u2122\u2150-\u218b\u2460-\u24ff\u3000-\u30ff\u4e00-\u9fa5\uac00-\ud7a3\uff01-\uffe5]"
)
_EMOJI = lazy("[\u2600-\u27bf\U0001f300-\U0001faff\U00020000-\U0002ffff\u3400-\u4dbf]")
# Numbers that may stand for no character; each is looked at.
_SUSPECT = lazy(
    r"&#(?:[0-9]{1,3}|5[5-7][0-9]{3}|6[45][0-9]{3}|[0-9]{6,9}|"
    r"[xX](?:[0-9a-fA-F]{1,2}|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]|[0-9a-fA-F]{5,8}));"
)
_KANA = lazy("[\u3040-\u30ff]")
_HAN = lazy("[\u3400-\u9fff。，、；：？！]")
_OF_TAGS = lazy("[标標][签記记]|標籤|元素|[换換]行|[网網][页頁]|代[码碼]|[写寫]|表示|[Tt]ag")
_FEW_TAGS = 3


class _Units(dict[str, str]):
    """Entity as written -> what it stands for; itself where that cannot be known. A surrogate is half a pair."""

    def __missing__(self, unit: str) -> str:
        self[unit] = found = _meaning(unit)
        return found


@lru_cache(maxsize=20_000)
def _meaning(unit: str) -> str:
    opening = _OPENING.match(unit)
    body = unit[opening.end() if opening else 1 :]
    if body[0] != "#":
        name = body.rstrip(";；")
        # A name that is not known may still be known in lower case (&NBSP;).
        return html5.get(f"{name};") or html5.get(f"{name.lower()};") or unit
    digits, base = (body[2:], 16) if body[1] in "xX" else (body[1:], 10)
    if body[-1] == ";":
        return _number(digits[:-1], base) or unit
    # Without semicolon the digits of the text itself may follow: &#24180 before 12.
    for size in range(len(digits), 1, -1):
        found = _number(digits[:size], base)
        if found and (_USUAL.match(found) or (size == len(digits) and _EMOJI.match(found) and size < 7)):
            return found + digits[size:]
    return unit


def _number(digits: str, base: int) -> str:
    """The character of a numeric entity, half a pair for a surrogate, "" for what HTML5 has no character for."""
    code = int(digits, base)
    if 0xD800 <= code <= 0xDFFF:
        return chr(code)
    found = unescape(f"&#{code};")
    return "" if found == "\ufffd" and code != 0xFFFD else found


def clusters(text: str, page: Page) -> Iterator[Escaped]:
    """Every stretch of entities, with blanks and a few characters between them."""
    known = _Units()
    for m in _CLUSTER.finditer(text):
        found = m[0]
        decoded = _decoded(found, known)
        if decoded == found:
            continue
        plain = all(known[unit[0]].isascii() for unit in _ONE.finditer(found))
        if page.is_markdown and not any(_LETTERS.match(known[unit[0]]) for unit in _ONE.finditer(found)):
            continue  # a part of the notation
        if plain and (page.tags or ("&" in decoded and page.is_address(m.start()))):
            continue
        yield _chosen(Escaped(m.start(), m.end(), decoded, "entities", plain), page)


def _decoded(found: str, known: _Units) -> str:
    parts = _DECIMAL.split(found)
    parts[1::2] = map(known.__getitem__, parts[1::2])
    decoded = (
        _ONE.sub(lambda unit: known[unit[0]], "".join(parts))
        if any("&" in gap for gap in parts[::2])
        else "".join(parts)
    )
    if not _HALF.search(decoded):
        return decoded
    pieces: list[str] = []
    done, half = 0, ""  # half: the high half that stands last, as it was written
    for m in _ONE.finditer(found):
        value = known[m[0]]
        if half and m.start() == done and _PAIR.match(known[half] + value):
            pieces[-1] = (known[half] + value).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            done, half = m.end(), ""
            continue
        pieces += found[done : m.start()], m[0] if _HALF.match(value) else value
        half = m[0] if "\ud800" <= value <= "\udbff" else ""
        done = m.end()
    return "".join([*pieces, found[done:]])


def _chosen(each: Escaped, page: Page) -> Escaped:
    """The stretch; in a page with tags, or in Markdown, with its escapes of ASCII as they are, which are meant."""
    if not page.tags and not page.is_markdown:
        return each
    units = set(_ONE.findall(page.text, each.start, each.end))
    spared = _Units({unit: unit for unit in units if _meaning(unit).isascii()})
    return each._replace(text=_decoded(page.text[each.start : each.end], spared))


def is_unsure(each: Escaped, page: Page) -> bool:
    """True for ASCII that may have been escaped on purpose."""
    if not each.plain:
        return False
    left, right = page.around(each.start, each.end)
    if ("<" in each.text or ">" in each.text) and 0 < page.escaped_tags < _FEW_TAGS:
        # What is spoken of is set off, or said to be a tag; what was left over stands in a sentence.
        touches = _HAN.match(right) or _HAN.search(left[-1:])
        if page.is_about or not touches or _OF_TAGS.search(f"{left}\n{right}"):
            return True
    # Extracts of the Japanese Wikipedia hold them as they are, one in a text.
    return bool(_KANA.search(f"{left}{right}"))


def unknown(text: str) -> Iterator[tuple[int, int, str]]:
    """Numeric entities that stand for no character: (start, end, reason)."""
    high = (-1, -1)  # the half that stands last
    for m in _SUSPECT.finditer(text):
        value = _meaning(m[0])
        is_high, is_low = "\ud800" <= value <= "\udbff", "\udc00" <= value <= "\udfff"
        if is_low and high[1] == m.start():
            high = (-1, -1)
            continue
        if high[0] >= 0:
            yield *high, "half of a surrogate pair"
        high = m.span() if is_high else (-1, -1)
        if is_low or value == m[0]:
            yield *m.span(), "half of a surrogate pair" if is_low else "the number is no character"
    if high[0] >= 0:
        yield *high, "half of a surrogate pair"
