"""The laws: what holds for every text and all bytes, whatever the rules find."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.torn import Site, tear
from cleantext import CleantextError, Options, clean, decode, detect
from cleantext.finding import Finding, apply, replay, rewind
from cleantext.passes import PASSES, detector, rule_names

FIXTURES = Path(__file__).parents[1] / "fixtures"
DEMO = sorted((FIXTURES / "demo").glob("*.txt"))
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
ALL_ON = Options(script="simplified", punctuation="chinese")

# Pieces that make hypothesis write damaged pages and not only noise.
PIECES = st.sampled_from(
    [
        "今天",
        "我們",
        "开会",
        "。\n工作。\n",
        "我们要切实做好疫情。",
        "今天我们在这里开会讨论全镇的水利工作和道路工作以及学校的事情\n",
        "這個问题",
        "。",
        "，",
        "?",
        "?？",
        "?!",
        "(fā)",
        "（xué）",
        "\n",
        "\n\n",
        "\u3000",
        "\xa0\xa0",
        "當?shù)匦l",
        "<p>",
        "</p>",
        "同志们：",
        "篇一",
        "篇二",
        "【本文地址:http://a.cn】",
        "下面是小编为大家整理的,供大家参考。",
        "当前隐藏内容免费查看",
        "字号:",
        "共",
        "1",
        "页",
        "\r\n",
        "責任。",
        "發展",
        "(",
        ")",
        "a1",
        "�",
        "\ue123",
        "{",
        "1.",
        "&nbsp;",
        "誠\\信",
        '\\"',
        "釵h人都說",
        "老让亲谑飨铝奶欤灯鹑昵?",
        "\ue0d8桓\ue243旃",
        "现常",
        "A",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
OPTIONS = st.sampled_from(
    [Options(), ALL_ON, Options(junk=False), Options(script="traditional"), Options(min_confidence=0.96)]
)


@given(TEXTS, OPTIONS)
@settings(max_examples=300, deadline=None)
def test_the_log_leads_there_and_back(text: str, options: Options) -> None:
    cleaned = clean(text, options)
    assert replay(text, cleaned.findings) == cleaned.replay(text) == cleaned.text
    assert rewind(cleaned.text, cleaned.findings) == cleaned.rewind() == text


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_cleaned_and_given_back(data: bytes) -> None:
    cleaned = clean(data, ALL_ON)
    assert cleaned.rewind() == data
    assert cleaned.replay(data) == cleaned.text


@given(TEXTS, OPTIONS)
@settings(max_examples=300, deadline=None)
def test_spans_hold_what_was_found(text: str, options: Options) -> None:
    cleaned = clean(text, options)
    states = {0: text}
    for finding in cleaned.findings:
        state = states.setdefault(finding.step, replay(text, [f for f in cleaned.findings if f.step < finding.step]))
        assert state[finding.start : finding.end] == finding.found
        assert 0 <= finding.source_start <= finding.source_end <= len(text)
        assert 0 <= finding.confidence <= 1
        if finding.step == 0:
            assert (finding.source_start, finding.source_end) == (finding.start, finding.end)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_speeches_are_stretches_of_the_cleaned_text(text: str) -> None:
    cleaned = clean(text)
    reach = 0
    for number, speech in enumerate(cleaned.speeches, 1):
        assert speech.index == number
        assert cleaned.text[speech.start : speech.end] == speech.text
        assert speech.start >= reach
        reach = speech.end
    outside = sum(f.end - f.start for f in cleaned.findings if f.rule == "outside_speech")
    inside = sum(len(s.text) for s in cleaned.speeches)
    assert outside + inside <= len(cleaned.text)


@pytest.mark.parametrize("options", [Options(), ALL_ON], ids=["default", "all on"])
@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.name)
def test_clean_twice_is_clean_once(path: Path, options: Options) -> None:
    once = clean(path.read_bytes(), options).text
    assert clean(once, options).text == once


def _rule_cases() -> list[str]:
    cases = []
    for path in sorted((FIXTURES / "rules").glob("*.jsonl")):
        cases += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return cases


def test_clean_twice_is_clean_once_on_every_rule_case() -> None:
    for text in _rule_cases():
        once = clean(text).text
        assert clean(once).text == once, text


def test_no_state_between_documents() -> None:
    data = [path.read_bytes() for path in DEMO]
    alone = {i: clean(each).findings for i, each in enumerate(data)}
    order = list(range(len(data))) * 2
    Random(3).shuffle(order)
    assert all(clean(data[i]).findings == alone[i] for i in order)


def test_detect_changes_nothing_and_finds_the_same() -> None:
    for path in DEMO:
        assert detect(path.read_bytes()) == clean(path.read_bytes()).findings


def test_junk_off_keeps_every_line() -> None:
    for path in DEMO:
        text = decode(path.read_bytes()).text
        assert clean(text, Options(junk=False)).text.count("\n") == text.count("\n")


def test_min_confidence_turns_cures_into_reports() -> None:
    text = DEMO[0].read_bytes()
    kept = clean(text, Options(min_confidence=0.98)).findings
    assert all(f.confidence >= 0.98 for f in kept if f.cure is not None)
    assert any(f.cure is None and 0.5 <= f.confidence < 0.98 for f in kept)


def test_select_and_ignore() -> None:
    data = DEMO[0].read_bytes()
    assert {f.rule for f in clean(data, Options(select=("watermark",))).findings} == {"watermark"}
    assert "watermark" not in {f.rule for f in clean(data, Options(ignore=("watermark",))).findings}
    with pytest.raises(CleantextError, match="no rule is called 'watermrk'"):
        clean(data, Options(ignore=("watermrk",)))


@pytest.mark.parametrize("bad", [{"script": "both"}, {"punctuation": "no"}, {"min_confidence": 2.0}])
def test_options_refuse_what_they_do_not_know(bad: dict[str, object]) -> None:
    with pytest.raises(CleantextError):
        Options(**bad)  # type: ignore[arg-type]


def test_every_detector_is_in_the_chain_with_cases_and_a_manual() -> None:
    modules = {p.stem for p in (Path(__file__).parents[1] / "cleantext" / "detectors").glob("[a-z]*.py")}
    assert modules == set(rule_names())
    assert len(rule_names()) == len(set(rule_names()))
    for rule in rule_names():
        assert len(detector(rule).__doc__ or "") > 200, rule
        assert (FIXTURES / "rules" / f"{rule}.jsonl").exists(), rule
    assert all(each.why for each in PASSES)


def test_the_demo_shows_every_rule() -> None:
    found = {f.rule for path in DEMO for f in clean(path.read_bytes(), ALL_ON).findings}
    found.add("own_lexicon")  # shows nothing without a list
    assert set(rule_names()) | {"undecodable", "outside_speech"} == found


TRUTH = (
    "今年的旱情比往年來得早。基層同志喫住在田頭，把水送到了每一塊地裏。總結這兩年的經驗，最要緊的一條就是方便群眾。",
    "水廠擴建工程進展順利。會同有關部門驗收之後，全鎮居民都能喝上放心水。可以說，這條路走對了。",
    "各村要確保冬季取暖安全。縣裏的醫院同鄉鎮衛生院結成對子。科室主任每月下鄉坐診，當地衛生條件大爲改善。",
)
READINGS = {
    "當": "dang",
    "確": "que",
    "會": "hui",
    "數": "shu",
    "驗": "yan",
    "鎮": "zhen",
    "條": "tiao",
    "這": "zhè",
    "說": "shuō",
}


@given(st.sets(st.sampled_from(sorted(READINGS)), max_size=9), st.booleans(), st.booleans(), st.sampled_from(["keep"]))
@settings(max_examples=60, deadline=None)
def test_what_was_torn_is_whole_again(listed: set[str], narrow: bool, swallows: bool, rows: str) -> None:
    site = Site({c: READINGS[c] for c in sorted(listed)}, rows, narrow, swallows=swallows)
    truth = "".join(TRUTH).encode("gbk", "ignore").decode("gbk")
    # A site with a short list gives no evidence that its glosses are not meant; the tear is what is tested here.
    cleaned = clean(tear(truth, site), Options(script="keep", select=("gbk_torn", "pinyin_gloss")))
    torn = [f for f in cleaned.findings if f.rule == "gbk_torn"]
    assert all(f.cure is not None for f in torn)
    narrowed = str.maketrans("，？！；：（）", ",?!;:()")
    text = cleaned.text
    for c, reading in READINGS.items():
        text = text.replace(f"{c}({reading})", c)
    assert text.translate(narrowed) == truth.translate(narrowed)


def test_apply_refuses_another_text() -> None:
    with pytest.raises(CleantextError, match="right source"):
        apply("abc", [Finding("rule", 0, 1, "x", "", 1.0)])


def test_apply_takes_the_earliest_then_the_longest() -> None:
    found = [Finding("r", 1, 3, "bc", "", 1.0), Finding("r", 0, 2, "ab", "X", 1.0), Finding("r", 0, 1, "a", "Y", 1.0)]
    assert apply("abcd", found).text == "Xcd"


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/corpus is not here; fixtures/clean stands in for it")
@pytest.mark.parametrize("name", ["reports", "law", "wiki", "fiction", "traditional", "japanese", "korean",
                                  "european_vietnamese", "pinyin_text"])  # fmt: skip
def test_undamaged_text_of_any_language_is_untouched(name: str) -> None:
    path = next(CORPUS.glob(f"*/{name}.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()[::3]:
        record = json.loads(line)
        cleaned = clean(record["text"].encode())
        if any(f.rule == "hard_wrap" for f in cleaned.findings):  # the only damage: some of the novels were wrapped
            assert "".join(cleaned.text.split()) == "".join(record["text"].split()), record["id"]
        else:
            assert cleaned.text == record["text"], record["id"]


@pytest.mark.parametrize("path", sorted((FIXTURES / "clean").glob("*.txt")), ids=lambda p: p.name)
def test_clean_fixtures_are_untouched(path: Path) -> None:
    assert clean(path.read_bytes()).text.encode() == path.read_bytes()
    assert [f for f in clean(path.read_bytes()).findings if f.cure is not None] == []
