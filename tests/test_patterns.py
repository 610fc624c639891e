"""Patterns whose leading classes are written out find what they found before."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.patterns import leading

FORMS = {
    "[讲講][话話]|[发發]言|致[辞辭]": "讲[话話]|講[话話]|发言|發言|致[辞辭]",
    "[谢謝]{2}|x": "谢[谢謝]{1}|謝[谢謝]{1}|x",
    "(?:[强強][调調]|指出)[，,]": "强[调調][，,]|強[调調][，,]|指出[，,]",
    "(?:a|[bc](?:d|e))f|g": "af|b(?:d|e)f|c(?:d|e)f|g",
    "[.|]a": r"\.a|\|a",
    # What cannot be written out stays.
    "(?:a|b)?c|[ab]+c|[ab]{1,2}c|[^a]c|[a-z]d|(?=a)b|(a|b)c": "(?:a|b)?c|[ab]+c|[ab]{1,2}c|[^a]c|[a-z]d|(?=a)b|(a|b)c",
    r"[\]a]b|\|e|\(f": r"[\]a]b|\|e|\(f",
    "(?:a|)c": "(?:a|)c",
    "": "",
}
SPREAD = {
    "cleantext.detectors.reprint": ("_WORDS",),
    "cleantext.page.notices": ("_GLANCE",),
    "cleantext.speeches.cutting": ("_SITE",),
    "cleantext.speeches.headings": ("_SPOKEN",),
    "cleantext.speeches.kinds": ("_NEWS", "_REPORTED", "_TITLE"),
    "cleantext.speeches.salutations": ("_CLOSING",),
    "cleantext.speeches.titles": ("_NAMED",),
}


@pytest.mark.parametrize("pattern", FORMS)
def test_form(pattern: str) -> None:
    assert leading(pattern) == FORMS[pattern]


@given(
    st.lists(st.sampled_from(["[ab]", "[bc]{2}", "(?:a|[bc])", "(?:ab|a)", "a", "c", "b?", "(?:b|c)?"]), min_size=1),
    st.text("abc|", max_size=12),
)
def test_any_pattern_finds_the_same(parts: list[str], text: str) -> None:
    pattern = "|".join("".join(parts[i : i + 3]) for i in range(0, len(parts), 3))
    assert re.findall(leading(pattern), text) == re.findall(pattern, text)


def sources() -> dict[str, str]:
    made = ((name, each, getattr(import_module(name), each)) for name, those in SPREAD.items() for each in those)
    return {f"{name}.{each}": pattern._source[0] for name, each, pattern in made}


@pytest.mark.parametrize("name", sources())
@given(st.data())
def test_those_in_use_find_the_same(name: str, data: st.DataObject) -> None:
    pattern = sources()[name]
    signs = sorted({*re.findall(r"[^\x00-\x7f]", pattern), *"，。 \n12a"})
    text = data.draw(st.text(st.sampled_from(signs), max_size=30))
    assert [m.span() for m in re.finditer(leading(pattern), text)] == [m.span() for m in re.finditer(pattern, text)]
