"""The script: simplified or traditional characters, converted by OpenCC's phrase tables.

``script="simplified"`` and ``"traditional"`` convert every document, ``"keep"`` none. ``"auto"`` brings back to
simplified what a machine had converted character by character to traditional: such text keeps shapes that the two
scripts share where a writer of traditional Chinese has another (``干部``, ``對于``, ``后勤`` beside ``發展``, for 幹部,
對於, 後勤). The rule converts a sample to simplified and by phrases back again and counts characters that stand in
the shared shape although Taiwan, Hong Kong and OpenCC's own standard all write another. Natural traditional text has
next to none of them and stays, as do simplified text and Japanese. Text that had pinyin glued to it was converted by
the same software (the chain knows).

One finding a line, from its first changed character to its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy

if TYPE_CHECKING:
    from opencc import OpenCC

_HINTS = "們個這國會來時對為說業發學經關進過還麼與從產動務開問間長門應實現區"
_SAMPLE = 20000  # characters
# Shared shapes that conversion tables of the one-to-one kind leave: 4,000 to 6,000 in a million characters of the
# machine-converted seeds, 150 in a million of natural traditional text, where 布, 占, 里 and 周 are common.
_SHARED = frozenset("后么筑于干愿采并系扎游托斗余")
# Three different ones are asked for: no natural document of shared/corpus has them at this rate.
_LEAST, _SHARE = 3, 0.0012
_VARIANTS = (("陜", "陕"), ("堿", "碱"))  # shapes that GBK converters write and OpenCC leaves
_WRITTEN = re.compile("(?<=[专论编原土遗译卓])着")  # 著 as in 专著, not the particle
_SURROGATE = lazy("([\ud800-\udfff])")
_KANA = lazy("[ぁ-ゖァ-ヺ]")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings that convert the script, as ``options.script`` asks."""
    if options.script == "keep" or (options.script != "traditional" and not _has_traditional(text, options.script)):
        return
    if options.script == "auto" and not _machine_made(text[:_SAMPLE]):
        return
    converted = _convert("s2t", text) if options.script == "traditional" else _to_simplified(text)
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


def _to_simplified(text: str) -> str:
    """OpenCC's Taiwan table, which knows the particle 著 (着), put right where mainland text suffers from it."""
    converted = _convert("tw2s", text)
    for variant, usual in _VARIANTS:
        converted = converted.replace(variant, usual)
    converted = _WRITTEN.sub("著", converted)
    if len(converted) == len(text) and "幺" in converted:  # the table takes a 么 that was simplified already for 幺
        letters = list(converted)
        for m in re.finditer("幺", converted):
            letters[m.start()] = "么" if text[m.start()] == "么" else "幺"
        converted = "".join(letters)
    return converted


def _is_japanese(line: str) -> bool:
    """True where kana are no rarity; a stray one is damage in Chinese text."""
    return len(_KANA.findall(line)) > 0.05 * len(line)


def _has_traditional(text: str, script: str) -> bool:
    if any(hint in text for hint in _HINTS):
        return True
    return script == "simplified" and _traditional_class().search(text) is not None


def _machine_made(sample: str) -> bool:
    """True when characters were left in a shape that every standard of traditional writing changes."""
    if _is_japanese(sample) or sum(map(sample.count, _SHARED)) < _LEAST:
        return False
    simplified = _convert("t2s", sample)
    standards = [_convert(name, simplified) for name in ("s2t", "s2tw", "s2hk")]
    if any(len(each) != len(sample) for each in (simplified, *standards)):
        return False
    changed, simplified_only, left = 0, 0, []
    for old, plain, *written in zip(sample, simplified, *standards, strict=True):
        if old != plain:
            changed += 1
        elif all(each != old for each in written):
            if old in _SHARED:
                left.append(old)
            else:
                simplified_only += 1
    return len(set(left)) >= _LEAST and len(left) > _SHARE * len(sample) and changed > 2 * simplified_only


@cache
def _traditional_class() -> re.Pattern[str]:
    from cleantext.language import script_table

    return re.compile("[" + "".join(script_table()) + "]")


def _convert(name: str, text: str) -> str:
    """OpenCC takes no lone surrogates: they stay where they are."""
    convert = _converter(name).convert
    try:
        return str(convert(text))
    except UnicodeEncodeError:
        return "".join(part if _SURROGATE.match(part) else convert(part) for part in _SURROGATE.split(text))


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(name)
