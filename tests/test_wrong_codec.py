"""Text read with the wrong codec: what the forward process did the rule undoes, and everything else it leaves alone."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, partial
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.misread import NONE, ROWS, Row, misread
from benchmarks.damage.scopes import in_lines, in_stretches, pieces
from cleantext import Options, clean, detect
from cleantext.detectors.wrong_codec import find as _find
from cleantext.finding import Finding, apply, undo
from cleantext.misread.true import true
from tests.timing import cpu_time

OPTIONS = Options()
ONLY = Options(script="keep", junk=False, select=("wrong_codec",))
KEPT = Options(script="keep", junk=False)
ROUNDS = 3  # as in the chain: text can be misread twice

SIMPLIFIED = """各位代表，同志们：
现在，我代表镇政府作工作报告，请大家审议，也请列席的同志提出意见。
过去的一年，全镇完成财政收入2860万元，比上年增长9.5%；农民人均收入达到1.8万元。
“只要群众满意，我们再辛苦也值得。”这是干部们常说的一句话。
今年的主要任务有三项：一是修好村里的道路，二是办好中心小学，三是建设新的卫生院。
谢谢大家！"""
TRADITIONAL = """親愛的老師、各位同學：
今天是畢業典禮，我們就要離開這個學校了。三年的時間過得很快，許多事情好像昨天才發生。
我還記得第一天上課，老師對我們說：「學習是一輩子的事，不要只看分數。」
謝謝父母每天早上6點起來為我們準備早餐，也謝謝老師教我們做人的道理。
將來不管走到哪裡，我們都不會忘記這裡。祝福大家前途光明，身體健康！"""
GOOD = {
    "simplified": ("老站长退休以后，每天早上都到河边散步。", "图书馆的新书已经编好目录，下周一起可以借阅。"),
    "traditional": ("老站長退休以後，每天早上都到河邊散步。", "圖書館的新書已經編好目錄，下週一起可以借閱。"),
}
SINGLE = ("cp1252", "latin-1", "cp1250", "cp1251", "mac_roman")
# Big5, Shift_JIS and EUC-KR as Windows has them are cp950, cp932 and cp949.
WIDE = ("gbk", "gb18030", "cp950", "cp932", "cp949")
PAIRS = (  # the damage model's table, section 4
    *(("utf-8", wrong) for wrong in (*WIDE, *SINGLE)),
    *(("gbk", wrong) for wrong in ("latin-1", "cp1252", "cp1250", "cp1251", "cp950", "cp932", "cp949")),
    *(("big5", wrong) for wrong in ("gbk", "cp1252")),
)
TRUTHS = [
    pytest.param(true, wrong, text, id=f"{true} as {wrong}, {name}")
    for true, wrong in PAIRS
    for name, text in (("simplified", SIMPLIFIED), ("traditional", TRADITIONAL))
    if true == "utf-8" or (true == "big5") == (name == "traditional")
]
# Hardly a word in UTF-8 has no pair that Big5 lacks.
_BIG5_SAFE = ("两岸大学", "工人纷纷表示建议", "中央继续建设大学", "大家认为人们紧紧", "工人大声表达")
SIMILAR = {"replace": 0.9, "ignore": 0.8}  # at least
# UTF-8 read as Big5 leaves eight characters of ten open, each of them with a byte or two known.
SIMILAR_BIG5 = {"replace": 0.6, "ignore": 0.5}


def find(text: str) -> list[Finding]:
    """The rule's findings; every span holds what was found."""
    found = [*_find(text, OPTIONS)]
    for f in found:
        assert f.rule == "wrong_codec"
        assert 0 <= f.start < f.end <= len(text) and text[f.start : f.end] == f.found
        assert 0 <= f.confidence <= 1 and f.cure != f.found
    assert all(a.end <= b.start for a, b in pairwise(found)), "in order, none over another"
    return found


@cache
def repaired(text: str) -> str:
    """The text after the rule, as the chain runs it; what was found can be put back."""
    for _ in range(ROUNDS):
        found = [f if f.confidence >= OPTIONS.min_confidence else f._replace(cure=None) for f in find(text)]
        done = apply(text, found)
        assert undo(done.text, done.findings) == text
        if done.text == text:
            break
        text = done.text
    return text


def similarity(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def lossless(true: str, wrong: str, text: str) -> list[str]:
    """Lines of which the wrong codec loses nothing: all of the text, or what of it has no invalid pair."""
    if wrong in SINGLE:
        return text.split("\n")
    if (true, wrong) == ("utf-8", "cp950"):
        return [*_BIG5_SAFE]
    return [*pieces(text, partial(misread, true=true, wrong=wrong, loss=NONE), Random(1), (6, 40))]


# Every pair of codecs

_OPEN = {
    ("utf-8", "cp950"): "four of five characters lose a byte: the judge cannot know them from their neighbours",
    ("gbk", "cp932"): "bytes gone without a sign between half-width katakana: in step again only at the next mark",
}


@pytest.mark.parametrize(("true", "wrong", "text"), TRUTHS)
def test_what_lost_nothing_comes_back_exactly(true: str, wrong: str, text: str) -> None:
    lines = [line for line in lossless(true, wrong, text) if not line.isascii()]
    if not lines:
        pytest.skip("the pair has no lossless piece in this text")
    truth = "\n".join(lines)
    damaged = "\n".join(misread(line, true, wrong, NONE) for line in lines)
    assert damaged != truth
    assert repaired(damaged) == truth


@pytest.mark.parametrize(("true", "wrong", "text"), TRUTHS)
@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_what_lost_bytes_comes_back_nearly(
    true: str, wrong: str, text: str, errors: str, request: pytest.FixtureRequest
) -> None:
    is_open = (true, wrong) == ("utf-8", "cp950")
    reason = _OPEN.get((true, wrong)) if errors == "ignore" or text == TRADITIONAL else None
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    if is_open:
        text = text.split("\n")[1][:24]  # the search is long
    elif true == "big5":
        text = "\n".join(text.split("\n")[:3])
    once = repaired(text.encode(true).decode(wrong, errors))
    assert similarity(once, text) >= (SIMILAR_BIG5 if is_open else SIMILAR)[errors]
    assert repaired(once) == once, "clean twice = clean once"


@pytest.mark.parametrize(("true", "wrong", "text"), TRUTHS)
def test_a_line_in_a_good_document_comes_back_and_its_neighbours_stay(true: str, wrong: str, text: str) -> None:
    before, behind = GOOD["traditional" if text == TRADITIONAL else "simplified"]
    for line in lossless(true, wrong, text)[:3]:
        if line.isascii() or len(line) < 6:
            continue
        damaged = misread(line, true, wrong, NONE)
        assert repaired(f"{before}\n{damaged}\n{behind}") == f"{before}\n{line}\n{behind}"


# Parts of documents, and twice over


@given(st.sampled_from(SINGLE[:2]), st.sampled_from(("utf-8", "gbk")), st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_some_lines_come_back(wrong: str, true: str, seed: int) -> None:
    accident = partial(misread, true=true, wrong=wrong, loss=NONE)
    assert repaired(in_lines(SIMPLIFIED, accident, Random(seed), 0.4)) == SIMPLIFIED


@given(st.sampled_from(("cp1252", "latin-1", "cp1251")), st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_stretches_within_good_lines_come_back(wrong: str, seed: int) -> None:
    # An opening quotation mark or a figure alone may be left; everything from six characters on must be right.
    accident = partial(misread, true="utf-8", wrong=wrong, loss=NONE)
    rng = Random(seed)
    damaged = in_stretches(SIMPLIFIED, lambda piece: accident(piece) if len(piece) >= 6 else piece, rng, (5, 30))
    assert repaired(damaged) == SIMPLIFIED


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1251", "mac_roman"])
def test_twice_over(wrong: str, text: str) -> None:
    damaged = text
    for _ in range(2):
        damaged = misread(damaged, "utf-8", wrong, NONE)
    assert repaired(damaged) == text


def test_twice_over_as_gb18030() -> None:
    line = "校长站在门口，和每一个孩子打招呼"
    once = line.encode().decode("gb18030")
    damaged = once.encode().decode("gb18030")
    assert (
        repaired(f"第一段没有问题。\n{damaged}。\n第三段也没有问题。")
        == f"第一段没有问题。\n{line}。\n第三段也没有问题。"
    )


def test_two_accidents_in_one_document() -> None:
    first, second, third, *rest = SIMPLIFIED.split("\n")
    lines = [misread(first, "utf-8", "cp1252", NONE), second, misread(third, "gbk", "latin-1", NONE), *rest]
    assert repaired("\n".join(lines)) == SIMPLIFIED


# The log


@pytest.mark.parametrize(("true", "wrong", "text"), TRUTHS)
def test_the_log_leads_there_and_back(true: str, wrong: str, text: str) -> None:
    line = text.split("\n")[1][:18]
    damaged = f"{GOOD['simplified'][0]}\n{line.encode(true).decode(wrong, 'replace')}\n{GOOD['simplified'][1]}"
    cleaned = clean(damaged, ONLY)
    if (true, wrong) != ("utf-8", "cp950"):  # too much of it is open
        assert {f.rule for f in cleaned.findings if f.cure is not None} == {"wrong_codec"}
    assert cleaned.replay(damaged) == cleaned.text
    assert cleaned.rewind() == damaged
    assert detect(damaged, ONLY) == cleaned.findings
    assert clean(cleaned.text, ONLY).text == cleaned.text


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_mixture_leads_there_and_back(data: st.DataObject) -> None:
    parts = []
    for line in SIMPLIFIED.split("\n")[1:4]:
        true, wrong = data.draw(
            st.sampled_from([pair for pair in PAIRS if pair[0] != "big5" and pair != ("utf-8", "cp950")])
        )
        errors = data.draw(st.sampled_from(("replace", "ignore", "good")))
        parts.append(line if errors == "good" else line.encode(true).decode(wrong, errors))
    damaged = "\n".join(parts)
    cleaned = clean(damaged, ONLY)
    assert cleaned.rewind() == damaged and cleaned.replay(damaged) == cleaned.text
    good = [line for line, part in zip(SIMPLIFIED.split("\n")[1:4], parts, strict=True) if line == part]
    assert all(line in cleaned.text.split("\n") for line in good), "a good line changed"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.true} as {row.wrong}")
def test_all_rules_clean_twice_as_once(row: Row, seed: int) -> None:
    rng = Random(seed)
    accident = row.accident(rng)
    text = TRADITIONAL if row.true == "big5" else SIMPLIFIED
    once = clean(in_stretches(text, accident, rng) if seed % 2 else accident(text), KEPT).text
    assert clean(once, KEPT).text == once


def test_a_note_tells_which_codecs() -> None:
    (finding,) = find(misread("下周三下午在三楼会议室开会，请准时到会。", "gbk", "cp1252", NONE))
    assert "GBK" in finding.note and "cp1252" in finding.note and finding.confidence > 0.9


# No text makes it raise

_DAMAGED = st.builds(
    lambda text, pair, errors: text.encode(pair[0], "ignore").decode(pair[1], errors),
    st.text(alphabet="的是不我有在人这他中大来国说为，。“”工作会议1a\n", max_size=40),
    st.sampled_from(PAIRS),
    st.sampled_from(("replace", "ignore")),
)
_NOISE = st.builds(
    lambda data, wrong, errors: data.decode(wrong, errors),
    st.binary(max_size=60),
    st.sampled_from((*WIDE, *SINGLE)),
    st.sampled_from(("replace", "ignore")),
)
_SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "锛鐨勪€銆鈥鍦銝嚗撱荳縲ｼ蝗ｽ竊訝쉪い瓣㎝﹝ㄛ腔돨ÖÐ¤ä¸å›½Рѓ√≈\ufffd?\xa0\x85\x9d\ue000\ue5e5\uf8f5 中。“\n\r\t\u2028a1"
        ),
        st.characters(),
        st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF),
        st.characters(max_codepoint=0x9F),
        st.sampled_from("\ud800\udfff\U0001f600\U000f0000\x00\u202e\ufeff"),
    ),
    max_size=50,
)


@given(st.lists(st.one_of(_SIGNS, _NOISE, _DAMAGED), max_size=4).map("".join))
@settings(max_examples=120, deadline=None)
def test_nothing_makes_it_raise(text: str) -> None:
    repaired(text)


@given(st.lists(st.one_of(_SIGNS, _DAMAGED), max_size=3).map("".join))
@settings(max_examples=60, deadline=None)
def test_the_chain_takes_any_text(text: str) -> None:
    cleaned = clean(text, ONLY)
    assert cleaned.rewind() == text and cleaned.replay(text) == cleaned.text


# What must not change

UNDAMAGED = {
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "classical": "嘗觀夫瀑布之下，潨湧為潭，黝然不測；鯈魚數尾，翕忽其間，若與遊者相樂。徘徊久之，日昃乃去。",
    "Cantonese": "佢話聽日嚟搵我哋食飯，不過落咁大雨，都唔知佢嚟唔嚟到，畀個電話佢問吓先啦。",
    "Japanese": "祖父の蔵には、埃をかぶった箪笥と錆びた鋏、それに鯨尺が残っていた。ｶﾀﾛｸﾞは昭和三十二年のものだ。",
    "Korean": "시골 외갓집 뒤뜰에는 꽤 큰 밤나무가 있어서, 가을이면 사촌들과 밤을 주웠다. 祖父께서는 그저 웃으셨다.",
    "Russian": "Дедушка вышел на крыльцо, посмотрел на тучи и сказал: «Сегодня сено убирать не будем». ТАК И СДЕЛАЛИ.",
    "Ukrainian": "Її бабуся щоліта збирала чебрець, а дід лагодив ґратки; «хай сохне», — казав він.",
    "Greek": "Ο παππούς έφτιαχνε βάρκες από ξύλο ελιάς και τις έβαφε γαλάζιες· ΚΑΘΕ ΑΝΟΙΞΗ τις έριχνε στο νερό.",
    "French": "L’été, mon grand-père réparait des chaises à l’ombre d’un chêne ; « ça va », répétait-il. VOILÀ TOUT, ÇA SUFFIT.",
    "German": "Großmutter kochte süße Äpfel für uns, während draußen die Mähdrescher fuhren. „Schön heiß“, hieß es. ÜBER FÜNF MÄNNER.",
    "Spanish": "¿Recuerdas aquel año? Mi abuelo plantó un limonero; ¡qué ilusión! La señora Ibáñez nos dio 2º premio. ¡AÑO NUEVO!",
    "Portuguese": "Na estação, minha avó vendia pães e maçãs; não havia multidões. ATENÇÃO: AS VAGÕES NÃO SÃO PÚBLICAS.",
    "Polish": "Dziadek łowił szczupaki w jeziorze, a babcia suszyła grzyby na święta. ŻÓŁĆ, ŁÓDŹ, ŚNIEG.",
    "Czech": "Děda chodil každé ráno na houby, i když pršelo; říkal tomu „řemeslo“. ŽÁDNÝ DÉŠŤ.",
    "Icelandic": "Afi minn átti hest sem hét Blær og þegar við riðum út að ánni sagði hann: „Það er gott veður“. ÞÚ OG ÉG, ÆÐI.",
    "Vietnamese": "Ông nội tôi trồng nhiều cây bưởi quanh nhà; mỗi mùa hoa nở, cả xóm đều thơm ngát. ĐƯỜNG VỀ NHÀ.",
    "Turkish": "Dedem bahçede üzüm yetiştirir, ninem de güneşte kuruturdu. ÇOCUKLAR İÇİN ŞEKER, IŞIK GİBİ.",
    "Hebrew": "סבא שלי תיקן שעונים ליד החלון, וסבתא הכינה לנו תה עם נענע.",
    "Arabic": "كان جدي يصلح الساعات قرب النافذة، وكانت جدتي تعد لنا الشاي بالنعناع.",
    "Thai": "คุณปู่ซ่อมนาฬิกาอยู่ริมหน้าต่าง ส่วนคุณย่าชงชาใส่สะระแหน่ให้พวกเรา",
    "signs": "∑x²≤½·√n ±0.5‰ §3 ¶2 «甲» £5 ¥6 €7 ¢8 ¤9 µm Ω ∞ ≈ ← → ◆ ■ □ ※ № ℃ ㎡ ① ㈠ Ⅳ",
}


@pytest.mark.parametrize("name", UNDAMAGED)
def test_undamaged_text_is_left_alone(name: str) -> None:
    text = UNDAMAGED[name]
    before, behind = GOOD["simplified"]
    for each in (
        text,
        text.upper(),
        text.replace("\n", "").replace(" ", ""),
        f"{before}\n{text}\n{behind}",
        before[:-1] + text + behind,
    ):
        assert [f for f in find(each) if f.cure is not None] == [], each
    assert detect(text, ONLY) == ()


@given(st.permutations(sorted(UNDAMAGED)), st.sampled_from(("\n", "", " ", "：", "“")))
@settings(max_examples=30, deadline=None)
def test_undamaged_languages_beside_each_other_are_left_alone(names: list[str], between: str) -> None:
    text = between.join(UNDAMAGED[name] for name in names[:5])
    assert [f for f in find(text) if f.cure is not None] == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_lone_signs_in_good_text_are_left_alone(data: st.DataObject) -> None:
    text = SIMPLIFIED.split("\n")[1]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        sign = data.draw(
            st.sampled_from(("\ufffd", "?", "??", "\ue123", "鐨", "鈥", "é", "×", "ｼ", "い", "쉪", "\xa0", "€", "÷"))
        )
        text = text[:at] + sign + text[at:]
    assert [f for f in find(text) if f.cure is not None] == []


# Time


def _shown(text: str, true: str, wrong: str) -> str:
    return text.replace("\n", "").encode(true).decode(wrong, "replace")


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
def test_bytes_that_are_guessed_make_what_they_make_when_they_are_known(codec: str) -> None:
    """Which of two characters with the same bytes stood there hung on the order of a set, another in each process."""
    table = true(codec, "").table
    chars = [
        (known.char, guessed[1]) for code, guessed in table.items() if (known := true(codec, "").known(tuple(code)))
    ]
    assert len(chars) == len(table) > 5000
    assert [pair for pair in chars if pair[0] != pair[1]] == []


UNITS = {  # what a line of so many KB is made of
    "UTF-8 as GBK": (60, _shown(SIMPLIFIED, "utf-8", "gbk")),
    "UTF-8 as GBK with ?": (30, _shown(SIMPLIFIED, "utf-8", "gbk").replace("\ufffd", "?")),
    "UTF-8 as cp1252": (30, _shown(SIMPLIFIED, "utf-8", "cp1252")),
    "GBK as Latin-1": (200, _shown(SIMPLIFIED, "gbk", "latin-1")),
    "a sign": (200, "锛"),
    "signs": (100, "锛鐨勪"),
    "signs of single bytes": (200, "Ð¤"),
    "U+FFFD": (200, "\ufffd"),
    "U+FFFD and signs": (200, "锛\ufffd"),
    "private-use characters": (200, "\ue123\ue5e5"),
    "half-width katakana": (200, "ｼ荳"),
    "question marks": (200, "锛?"),
}


@pytest.mark.parametrize("name", UNITS)
def test_time_is_linear(name: str) -> None:
    size, unit = UNITS[name]
    text = unit * (size * 1000 // len(unit.encode()))
    find(text[:200])  # tables are made on first use
    quarter = cpu_time(partial(find, text[: len(text) // 4]))
    assert cpu_time(partial(find, text)) < 10 * quarter + 0.5
    assert quarter < 10
