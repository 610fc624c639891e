"""The labelled pages and the breaks of the junk benchmark: the same every time, and the labels hold what they say."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.junk.breaks import Broken, break_links, links, own_breaks, wrap
from benchmarks.junk.figures import PAGES
from benchmarks.junk.marks import PROCESSES, gaps
from benchmarks.junk.pages import Page, pages
from benchmarks.junk.score import FAMILIES, one
from benchmarks.junk.survivors import fates
from benchmarks.junk.wording import PARTS, Speaker, wording
from cleantext import Options, clean
from cleantext.finding import Finding, apply

SHOWN = {  # what a family of junk never goes without, and good text of our own never has
    "markup": r"[<>\[{=]",
    "watermark": r"[a-z]|〖|【|\[|——",
    "pagination": r"\d|[页頁]|[节節]",
}
SPEECH = "同志们：\n我们把安全工作做好，把食堂管理好，社会才会安定。小周说：“这是大家的教育！”大家都笑了，会也就散了。\n散会。"


def _pages(part: str, count: int = 60) -> list[Page]:
    return list(pages(part, count, {}))


@pytest.mark.parametrize("part", PARTS)
def test_pages_are_the_same_every_time(part: str) -> None:
    assert _pages(part, 12) == _pages(part, 12)
    assert _pages(part, 12) == _pages(part)[:12]


def test_there_are_enough_pages() -> None:
    assert PAGES["test"] >= 300


@pytest.mark.parametrize("part", PARTS)
def test_spans_are_in_order_and_apart(part: str) -> None:
    for page in _pages(part):
        places = [place for span in page.spans for place in span[:2]]
        assert places == sorted(places) and places[-1] <= len(page.text)
        assert all(page.text[start:end].strip() for start, end, _ in page.spans), page.name


@pytest.mark.parametrize("part", PARTS)
def test_every_family_is_there_and_is_what_it_says(part: str) -> None:
    seen: dict[str, int] = {}
    for page in _pages(part):
        for start, end, label in page.spans:
            seen[label] = seen.get(label, 0) + 1
            assert re.search(SHOWN.get(label, ""), page.text[start:end]), (label, page.text[start:end])
    assert set(seen) == {*FAMILIES, "trap"}
    assert min(seen.values()) >= 15


@pytest.mark.parametrize("part", PARTS)
def test_what_no_label_holds_is_good(part: str) -> None:
    for page in _pages(part):
        good, done = "", 0
        for start, end, _ in page.spans:
            good, done = good + page.text[done:start], end
        good += page.text[done:]
        assert not re.search(r"[<>\[\]{}=|]|http|www|小编|小編|[Cc]opyright", good), page.name


@pytest.mark.parametrize("part", [*PARTS, "speech"])
def test_every_alternative_can_be_said(part: str) -> None:
    words = wording(part)
    speaker = Speaker(words, Random(part))
    for template in (each for said in (*words.symbols.values(), *(p[3] for p in words.places)) for each in said):
        for _ in range(3):
            assert not re.search(r"\{[a-z_0-9:]+\}|[\ue000\ue001]|\\n", speaker.say(template)), template


def test_the_parts_share_no_wording() -> None:
    dev, test = (wording(part) for part in PARTS)
    for name in ("sname", "pin", "topic"):
        assert not set(dev.symbols[name]) & set(test.symbols[name])
    assert not {(p[0], each) for p in dev.places for each in p[3] if re.search("[㐀-鿿]", each)} & {
        (p[0], each) for p in test.places for each in p[3]
    }


def test_a_page_is_scored_by_its_labels() -> None:
    page = next(each for each in _pages("dev") if any(span.label == "watermark" for span in each.spans))
    result = one(page)
    inside = sum(len(page.text[start:end].replace("\n", "").replace(" ", "")) for start, end, label in page.spans)
    assert sum(family.characters for family in result.families.values()) <= inside
    assert result.good == sum(not char.isspace() for char in page.text) - sum(
        family.characters for name, family in result.families.items() if name != "trap"
    )


def test_fates_follow_characters_through_steps() -> None:
    found = [
        Finding("cuts", 1, 3, "bc", "", 1.0, step=0),
        Finding("turns", 0, 2, "ad", "AD", 1.0, step=1),
        Finding("shrinks", 0, 4, "ADef", "Af", 1.0, step=2),
    ]
    text = "abcdef"
    after = fates(text, found)
    assert after.now == ["A", "", "", "", "", "f"]
    assert after.by == ["turns", "cuts", "cuts", "shrinks", "shrinks", ""]


@settings(max_examples=60)
@given(st.text("ab\n ,", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=4))
def test_fates_are_the_text_that_is_left(text: str, cuts: list[tuple[int, int]]) -> None:
    found = [
        Finding("cuts", at, end, text[at:end], "", 1.0) for at, size in cuts if (end := min(len(text), at + size)) > at
    ]
    done = apply(text, found)
    assert "".join(fates(text, done.findings).now) == done.text


def test_fates_of_a_whole_cleaning() -> None:
    for page in _pages("dev", 12):
        cleaned = clean(page.text, Options(script="keep"))
        left = "".join(fates(page.text, cleaned.findings).now)
        assert left.replace("\n", "") == cleaned.text.replace("\n", "")


def _mended(broken: Broken) -> str:
    text, done = "", 0
    for start, end, stood in broken.made:
        text, done = text + broken.text[done:start] + stood, end
    return text + broken.text[done:]


def test_links_taken_back_give_the_text() -> None:
    for seed in range(40):
        broken = break_links(SPEECH, Random(seed), links())
        assert broken == break_links(SPEECH, Random(seed), links())
        mended = "".join(line for line in _mended(broken).split("\n"))
        assert mended.replace(" ", "") == SPEECH.replace("\n", "")
        assert all(broken.text[start:end].startswith("。\n") for start, end, _ in broken.made)


def test_wraps_taken_back_give_the_text() -> None:
    text = (
        "会议由王大娘主持，她先念了一封信。" * 9
        + "\n"
        + "We met Mr. Brown at the old harbour station again, 他说好。" * 6
    )
    breaks = 0
    for seed in range(40):
        broken = wrap(text, Random(seed))
        assert re.sub(r"[\n\u3000]", "", _mended(broken)) == text.replace("\n", "")
        assert len(own_breaks(broken)) in (1, 2)
        breaks += len(broken.made)
    assert breaks > 200


@pytest.mark.parametrize("name", PROCESSES)
def test_narrowing_keeps_what_stands_between_marks(name: str) -> None:
    text = "他说：“先修路（东岭村），再修渠……行不行？”——我看行！"
    assert gaps(text)[0] == gaps(PROCESSES[name](text))[0]
    assert gaps(text)[1] != gaps(PROCESSES[name](text))[1]
