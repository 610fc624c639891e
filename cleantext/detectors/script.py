"""The script: simplified or traditional characters, converted by OpenCC's phrase tables.

``script="simplified"`` and ``"traditional"`` convert every document, ``"keep"`` none. ``"auto"`` brings back to
simplified what a machine had converted to traditional.

Made by: OpenCC and its like, which write shapes of a standard of their own (``爲``, ``羣衆``), and tables of single
characters, which choose wrongly where a character stands for several (``製度``, ``方麪``) or leave it (``干部``,
``對于``, ``后勤`` beside ``發展``).
Evidence: OpenCC, run back and forth, comes out where the text stands and not where Taiwan or Hong Kong would; or wrong
choices at many times the rate of natural text, weighed one by one; in short texts words of the mainland help, and that
no shape is in it that people write everywhere (``為``, ``裡``). An old book has to be long, and to choose as a machine
does throughout. Text that had pinyin glued to it was converted by the same software (the chain knows).
Left alone by ``"auto"``: natural text of Taiwan and Hong Kong, classical text in old shapes, simplified text, Japanese.

One finding a line, from its first changed character to its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.conversion import USUAL, convert, is_converted, may_be

_HINTS = "國會發們這學來關對說與時個業經進過還麼從產動務開問間長門應實現區"
_COMMON, _PLAIN = (
    "國來這個會時爲學開長發對說關經業",
    "国来这个会时为学开长发对说关经业",
)  # that do where a machine's work is looked for, which is never short
_PLAIN, _FULL = "国时会学发", "國時會學發"  # more of the first: simplified text with a quotation, or a few old shapes
_SAMPLE = 8000  # characters
_NO, _MANY = "の", 0.004  # the commonest kana, its share in Japanese
_OWN = "爲羣衆啓牀峯麪僞喫祕"  # shapes of OpenCC's own standard
_VARIANTS = (("陜", "陕"), ("堿", "碱"))  # shapes that GBK converters write and OpenCC leaves
# What a machine made of simplified text, where OpenCC's standard has another shape there: no converter writes the first
# kind for anything else, and OpenCC writes the second kind for these and does not take it back.
_STAYS = "舖捱哩沈霑儁麴谿貍拚摺钁甯顒"
_BACK = {"逕": "迳", "鏇": "镟", "暱": "昵", "揹": "背", "伕": "夫"}
_WRITTEN = re.compile("(?<=[专论编原土遗译卓])着")  # 著 as in 专著, not the particle
_KANA = lazy("[ぁ-ゖァ-ヺ가-힣]")  # and hangul


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings that convert the script, as ``options.script`` asks."""
    if options.script == "keep" or (options.script != "traditional" and not _has_traditional(text, options.script)):
        return
    if options.script == "auto" and not _machine_made(text[:_SAMPLE]):
        return
    machine = options.script == "auto"
    converted = convert("s2t", text) if options.script == "traditional" else _to_simplified(text, machine)
    if converted == text:
        return
    at = 0
    has_kana = _KANA.search(text) is not None
    for old, new in zip(text.split("\n"), converted.split("\n"), strict=True):
        if old != new and not (has_kana and _is_japanese(old)):
            yield _difference(old, new, at)
        at += len(old) + 1


def _difference(old: str, new: str, at: int) -> Finding:
    first = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - first
    last = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    found, cure = old[first : len(old) - last], new[first : len(new) - last]
    return Finding("script", at + first, at + first + len(found), found, cure, 0.98, "script converted by OpenCC")


def _to_simplified(text: str, machine: bool) -> str:
    """By OpenCC's table for text that keeps the particle 着, or by Taiwan's, which makes it of 著; and put right.

    machine: a machine made the text of simplified text; what that text was is more than what it means.
    """
    particle = "着" in text or "著" not in text or any(char in text for char in _OWN)
    converted = convert("t2s" if particle else "tw2s", text)
    for variant, usual in _VARIANTS:
        converted = converted.replace(variant, usual)
    if not particle:
        converted = _WRITTEN.sub("著", converted)
    if len(converted) != len(text):
        return converted
    pairs = zip(text, converted, strict=True)
    converted = "".join(old if old != new and _is_worse(old, new) else new for old, new in pairs)
    return _as_it_was(text, converted) if machine else converted


def _as_it_was(text: str, converted: str) -> str:
    """``converted``, with characters of the simplified text that conversion there and back does not keep."""
    lines = converted.split("\n")
    for number, line in enumerate(text.split("\n")):
        if any(old in line for old in (*_STAYS, *_BACK)):
            lines[number] = _line_as_it_was(line, lines[number])
    return "\n".join(lines)


def _line_as_it_was(text: str, converted: str) -> str:
    made = convert("s2t", converted)
    if len(made) != len(text):
        return converted
    triples = zip(text, converted, made, strict=True)
    return "".join(
        old if old in _STAYS and other != old else _BACK.get(old, new) if other != old or new == old else new
        for old, new, other in triples
    )


def _is_worse(old: str, new: str) -> bool:
    """True for a 么 that was simplified already, and for simplified shapes that nobody writes (綝 and its kind)."""
    return (new == "幺" and old == "么") or (new > "\uffff" and old <= "\uffff")


def _is_japanese(line: str) -> bool:
    """True where kana or hangul are no rarity; a stray one is damage in Chinese text."""
    return len(_KANA.findall(line)) > 0.05 * len(line)


def _has_traditional(text: str, script: str) -> bool:
    if any(hint in text for hint in (_COMMON if script == "auto" else _HINTS)):
        return True
    return script == "simplified" and _traditional_class().search(text) is not None


def _machine_made(sample: str) -> bool:
    """True where a glance and OpenCC, which reads 2 MB/s, find that a machine converted the text."""
    usual = any(char in sample for char in USUAL)  # which simplified text has as seldom as a machine's
    if not usual and sum(char in sample for char in _PLAIN) > sum(char in sample for char in _FULL):
        return False
    if sample.count(_NO) > _MANY * len(sample) or not may_be(sample):
        return False
    return not _is_japanese(sample) and is_converted(sample)


@cache
def _traditional_class() -> re.Pattern[str]:
    from cleantext.language import script_table

    return re.compile("[" + "".join(script_table()) + "]")
