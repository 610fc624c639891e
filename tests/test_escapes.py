"""Escapes: the processes run forward and undone again, what must not change, and the shape of the findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.escapes import crlf_x, entities, hz, percent, quoted_printable, scattered, unicode_escapes
from cleantext.detectors.escapes import find
from cleantext.finding import Finding, apply, undo
from cleantext.options import Options
from cleantext.processes.escapes_layers import until_plain
from tests.timing import in_time

FIXTURES = Path(__file__).parents[1] / "fixtures"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

PROSE = (
    "今年春天，全村人一起修渠；秋天，水就到了田头。",
    "老站长说：“水来了……”大家都跑了出来——连孩子也不例外。",
    "第一，灌溉面积扩大了35.6%，人均收入增加1,200元。",
    "這座水閘能有今天，靠的是大家的功勞。",
    "《水利法》第三条规定：任何人不得损坏水渠（含支渠）。",
    "他问：怎么办？没有人回答！",
    "2021年3月，R&D经费投入增长12%，C4型水泵全部换新。",
)
GB2312_PROSE = tuple(line for line in PROSE if "這" not in line)
ENGLISH = "The café by the canal — the only one for miles — opens at six, and the naïve visitor “pays” double."
LINES = st.lists(st.sampled_from(PROSE), min_size=1, max_size=6).map("\n".join)
PLAIN_LINES = st.lists(st.sampled_from(GB2312_PROSE), min_size=1, max_size=6).map("\n".join)
SEEDS = st.integers(0, 1000).map(Random)
# Pieces that make hypothesis write escapes of every kind, in and out of place.
PIECES = st.sampled_from(
    [
        *(
            "&",
            "#",
            ";",
            "；",
            "amp;",
            "&amp;",
            "&#",
            "&#x",
            "&lt;",
            "&gt",
            "&quot;",
            "&nbsp",
            "&ldquo;",
            "&copy=",
            "&#0;",
        ),
        *(
            "20013",
            "4e2d",
            "55357;",
            "&#56832;",
            "128",
            "&#38;",
            "lt;p&gt;",
            "\\",
            "\\u",
            "\\u4e2d",
            "\\ud83d",
            "\\ude00",
        ),
        *(
            "\\n",
            '\\"',
            '"',
            "'",
            "u4e2d",
            "%",
            "%25",
            "%E4",
            "%B8",
            "%AD",
            "%u4E2D",
            "%D6%D0",
            "25",
            "E4%B8%AD",
            "%20",
            "+",
        ),
        *(
            "=",
            "=E4",
            "=B8=AD",
            "=\n",
            "=3D",
            "=D6=D0",
            "~",
            "~{",
            "~}",
            "VPND",
            "~~",
            "x0d",
            "x0a",
            "x0dx0a",
            "_x000D_",
        ),
        *(
            "今天",
            "我们开会",
            "。",
            "，",
            "“",
            "編碼",
            "HTML",
            "abc",
            " ",
            "\n",
            "\n\n",
            "1",
            "`",
            "```\n",
            "<p>",
            "</p>",
        ),
        *(
            "http://a.cn/",
            "?a=",
            "C:\\users",
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "\ud83d",
            "\ufffd",
            "\x00",
            "\xa0",
            "\u3000",
        ),
    ]
)


def clean(text: str) -> str:
    return apply(text, find(text, Options())).text


@given(LINES, SEEDS, st.sampled_from(["decimal", "hexadecimal", "named", "bare", "markup", "mixed"]), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_entities_are_undone(text: str, rng: Random, kind: str, times: int) -> None:
    assert clean(entities(text, rng, kind, times)) == text  # type: ignore[arg-type]


@given(LINES, st.sampled_from(["json", "plain", "percent"]), st.integers(1, 2))
@settings(max_examples=60, deadline=None)
def test_code_units_are_undone(text: str, kind: str, times: int) -> None:
    times = times if kind == "json" else 1
    assert clean(unicode_escapes(text, kind, times)) == text  # type: ignore[arg-type]


@given(
    LINES, st.sampled_from(["utf-8", "gbk"]), st.sampled_from(["", "\n", "\n ,.", "\n /?:@&=+$,#"]), st.integers(1, 2)
)
@settings(max_examples=60, deadline=None)
def test_percent_encoding_is_undone(text: str, codec: str, safe: str, times: int) -> None:
    assert clean(percent(text, codec, safe, times)) == text


@given(LINES, st.sampled_from(["utf-8", "gbk"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_quoted_printable_is_undone(text: str, codec: str, soft: bool) -> None:
    assert clean(quoted_printable(text, codec, soft)) == text


@given(PLAIN_LINES)
@settings(max_examples=30, deadline=None)
def test_hz_is_undone(text: str) -> None:
    text = text.replace("—", "").replace("…", "")
    assert clean(hz(text)) == text


@given(LINES, st.sampled_from(["x0dx0a", "_x000D_", "_x000D__x000A_"]))
@settings(max_examples=30, deadline=None)
def test_line_breaks_are_undone(text: str, kind: str) -> None:
    assert clean(crlf_x(text, kind)) == text  # type: ignore[arg-type]


@given(LINES, SEEDS, st.sampled_from(["lines", "stretches"]), st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_a_part_is_undone(text: str, rng: Random, by: str, which: int) -> None:
    ways: tuple[Callable[[str], str], ...] = (
        lambda part: entities(part, rng, "mixed"),
        unicode_escapes,
        lambda part: unicode_escapes(part, "percent"),
        percent,
        lambda part: percent(part, "gbk"),
        quoted_printable,
        lambda part: entities(part, rng, "decimal", 2),
    )
    assert clean(scattered(text, rng, ways[which], 0.5, by)) == text


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_processes_run_after_one_another(data: st.DataObject) -> None:
    text, rng = data.draw(LINES), data.draw(SEEDS)
    ways: dict[str, Callable[[str], str]] = {
        "entities": lambda t: entities(t, rng, "decimal"),
        "units": unicode_escapes,
        "percent": percent,
        "quoted": lambda t: quoted_printable(t, soft=False),  # a soft line break would cut an escape of ASCII
    }
    shown = text
    for name in data.draw(st.lists(st.sampled_from(sorted(ways)), min_size=1, max_size=2, unique=True)):
        shown = ways[name](shown)
    assert clean(shown) == text


@pytest.mark.parametrize("kind", ["decimal", "hexadecimal", "named"])
def test_english_prose(kind: str) -> None:
    assert clean(entities(ENGLISH, Random(1), kind)) == ENGLISH  # type: ignore[arg-type]
    assert clean(quoted_printable(ENGLISH)) == ENGLISH


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=600, deadline=None)
def test_nothing_raises_and_twice_is_once(text: str) -> None:
    findings = [*find(text, Options())]
    done = apply(text, findings)
    assert undo(done.text, done.findings) == text
    for f in findings:
        assert text[f.start : f.end] == f.found != f.cure
        assert 0 <= f.confidence <= 1 and f.note
    now = done.text
    for _ in range(2):  # the chain runs a rule three times
        now = clean(now)
    assert clean(now) == now


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    assert clean(clean(clean(text))) == clean(clean(text))


@pytest.mark.parametrize("text", [*PROSE, ENGLISH])
def test_undamaged_prose_has_no_findings(text: str) -> None:
    assert [*find(text, Options())] == []


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[1].glob("cleantext/**/*.py")), ids=lambda p: p.stem)
def test_source_code_is_untouched(path: Path) -> None:
    text = path.read_text("utf-8")
    assert clean(text) == text


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.jsonl")), ids=lambda p: p.stem)
def test_the_corpus_is_untouched(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        assert clean(record["text"]) == record["text"], record["id"]


def test_numbers_of_no_character_are_reported() -> None:
    text = "编号为&#0;和&#1114112;的两份材料，还有&#xd800;那一份，都没有找到。"
    found = [*find(text, Options())]
    assert [f.found for f in found] == ["&#0;", "&#1114112;", "&#xd800;"]
    assert all(f.cure is None and f.note for f in found)


def test_one_finding_covers_all_layers() -> None:
    (found,) = find("&amp;amp;#20170;&amp;amp;#24180;修渠。", Options())
    assert (found.start, found.cure) == (0, "今年")


def test_layers_are_joined_where_they_touch() -> None:
    def double(text: str) -> list[Finding]:
        at = text.find("aa")
        return [Finding("r", at, at + 2, "aa", "a", 1.0, "n")] if at >= 0 else []

    assert apply("xaaaay", until_plain("xaaaay", double, 9)).text == "xay"
    (found,) = until_plain("xaaaay", double, 9)
    assert (found.found, found.cure) == ("aaaa", "a")


@pytest.mark.parametrize(
    "unit",
    [
        *("&", "&amp;", "&#", "&#20013", "&#20013;", "&lt;p&gt;", "&lt;", "&#55357;", "\\", "\\u", "\\u4e2d", "\\u4e2d中", "\\\\u4e2d"),
        *("\\ud83d", "%", "%25", "%E4%B8%AD", "%E4", "%D6%D0", "%u4E2D", "=", "=E4=B8=AD", "=E4", "=\n", "~{VPND~}", "~{VP", "~{"),
        *("x0dx0a", "x0d", "_x000D_", "`", "`\\u4e2d", "```\n\\u4e2d\n", '"\\u4e2d', "a(\\u4e2d)", "<p>&nbsp;", "<", "[](&nbsp;"),
        *("|&nbsp;", "```\n```\n~{VPND~}\n", "http://a.cn/%E4%B8%AD", "中%E4%B8%AD", "中&#20013;", "&nbsp;HTML ", "中&lt;br&gt;", "<pre>\\u4e2d"),
    ],
)  # fmt: skip
def test_linear(unit: str) -> None:
    text = "今天我们在这里开会讨论工作。\n" + unit * (200_000 // len(unit))
    assert in_time(lambda: find(text, Options()), 4.0)  # each takes under 1 on the machine this was written on
