"""European text through the single-byte codecs and back, and text that is beyond repair: found, named, left alone."""

from __future__ import annotations

import subprocess
import sys

import ftfy.bad_codecs  # noqa: F401  (the codecs that pass on bytes without a character)
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.detectors import beyond_repair, latin_mojibake
from cleantext.finding import apply
from cleantext.options import Options
from tests.timing import in_time

OPTIONS = Options()
SENTENCES = {
    "French": "Le café de l’hôtel était fermé, voilà pourquoi nous avons déjeuné « à la gare » près de l’église.",
    "German": "Die Brücke über den Fluß wurde für Fußgänger geöffnet – „endlich“, meinten die Anwohner aus Köln.",
    "Spanish": "¿Cuándo llegará el señor Núñez? Mañana, según dijo su compañera; también vendrá Íñigo.",
    "Portuguese": "A estação não abriu às nove: três comboios já estão atrasados, e ninguém dá informações.",
    "Italian": "La città è più bella di sera, perché c’è la luna sopra l’università.",
    "Polish": "Zażółć gęślą jaźń – mówiła żona gospodarza, który łatał sieć nad rzeką.",
    "Czech": "Příliš žluťoučký kůň stál u řeky a čekal, až přijde hospodář s ovsem.",
    "Turkish": "Şehrin ışıkları akşam yağmurunda gülümsüyordu; çocuklar ağaçların altında bekledi.",
    "Hungarian": "Az öreg tűzoltó hűvös őszi reggelen öt körtét vitt az unokájának.",
    "Romanian": "Țăranul își vinde mărul și pâinea în piața din față, lângă biserică.",
    "Swedish": "På kvällen gick Åsa över ängen för att hämta blåbär åt sin mormor.",
    "Vietnamese": "Buổi sáng, bà cụ mang rau ra chợ bán, rồi mua cá về nấu canh chua.",
    "English": "“Don’t wait,” she said — the café closes at five… and it’s £3 a cup.",
}
EASTERN = {
    "Russian": "Завтра утром мы поедем на рыбалку, если не будет дождя — так сказал дед.",
    "Ukrainian": "Їхній сад цвіте щовесни, і бджоли гудуть від ранку до вечора.",
    "Greek": "Το πρωί ο ψαράς έριξε τα δίχτυα του και γύρισε με λίγα ψάρια.",
    "Hebrew": "בבוקר הלך הדייג אל החוף וחזר עם דגים.",
    "Arabic": "ذهب الصياد في الصباح إلى البحر وعاد بالسمك.",
}
CHINESE = "村里的小学去年翻修了屋顶，孩子们再也不用在雨天挪桌子了。校长说，明年还要修操场。"
CODECS = ("latin-1", "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251", "mac_roman")
LATIN = CODECS[:2]


def repaired(text: str) -> str:
    """The text after the rule, once."""
    return apply(text, latin_mojibake.find(text, OPTIONS)).text


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_comes_back(language: str, codec: str) -> None:
    text = SENTENCES[language]
    assert repaired(text.encode().decode(codec)) == text


@pytest.mark.parametrize("codec", LATIN)
@pytest.mark.parametrize("language", EASTERN)
def test_other_alphabets_come_back(language: str, codec: str) -> None:
    text = EASTERN[language]
    assert repaired(text.encode().decode(codec)) == text


@given(
    st.lists(st.sampled_from([*SENTENCES.values(), *EASTERN.values(), "Plain words."]), min_size=1, max_size=4),
    st.sampled_from(LATIN),
    st.sampled_from(LATIN),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_documents_come_back_once_or_twice_over(lines: list[str], codec: str, second: str, twice: bool) -> None:
    text = "\n".join(lines)
    damaged = text.encode().decode(codec)
    if twice:
        damaged = damaged.encode().decode(second)
    assert repaired(repaired(damaged)) == text


@given(
    st.lists(
        st.tuples(st.sampled_from(["国", "今天", "，", "。", "他在", "\n", "（", "书“", "书"]), st.integers(0, 60)),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_words_among_chinese_come_back_and_nothing_else_changes(parts: list[tuple[str, int]]) -> None:
    words = [
        w.strip(",.;:«»„“”¿?") for w in SENTENCES["French"].split() if not w.isascii() and w.isalpha() and w != "à"
    ]
    damaged = [w.encode().decode("sloppy-windows-1252") for w in words]
    text = "".join(han + words[i % len(words)] for han, i in parts)
    mangled = "".join(han + damaged[i % len(words)] for han, i in parts)
    assert repaired(mangled) == text


@pytest.mark.parametrize("text", [*SENTENCES.values(), *EASTERN.values(), CHINESE])
def test_undamaged_text_is_left_alone(text: str) -> None:
    assert [*latin_mojibake.find(text, OPTIONS)] == []
    assert [*latin_mojibake.find(text.upper(), OPTIONS)] == []
    assert [*beyond_repair.find(text, OPTIONS)] == []


SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ÃÂâÄÅÎÐÑ×ØãðĂСГв√‚€™œ\x80\x9d\xa0 \n©®é中。“”\ufffd锟斤拷嚙踝蕭烫屯葺ï¿½1a\ud800\U0001f600"),
        st.characters(),
    ),
    max_size=60,
)


@given(SIGNS)
@settings(max_examples=500, deadline=None)
def test_nothing_makes_them_raise(text: str) -> None:
    for rule in (latin_mojibake, beyond_repair):
        found = [*rule.find(text, OPTIONS)]
        assert all(text[f.start : f.end] == f.found and f.start < f.end for f in found)
        assert sorted(found, key=lambda f: f.start) == found or rule is beyond_repair
        apply(text, found)


def _lost(text: str) -> str:
    return text.encode("gbk").decode("utf-8", "replace")


@given(
    st.lists(st.sampled_from("村里的小学去年翻修了屋顶孩子们再也不用在雨天挪桌"), min_size=30, max_size=90)
    .map("".join)
    .filter(lambda text: len(set(text)) >= 6),  # of a dozen characters, or the same over and over, a part is found
    st.sampled_from(("", "gbk", "big5", "euc_kr", "shift_jis", "cp1252", "cp1250", "cp1251", "mac_roman")),
)
@settings(max_examples=200, deadline=None)
def test_lost_text_is_found_whole(text: str, codec: str) -> None:
    damaged = _lost(text) if not codec else _lost(text).encode().decode(codec, "replace")
    page = f"第一段没有问题！\n{damaged}\n第三段也没有问题！"
    found = [*beyond_repair.find(page, OPTIONS)]
    assert found and all(f.cure is None for f in found)
    # Stray letters at the ends of an extent may stay outside it.
    assert sum(f.end - f.start for f in found) >= 0.6 * len(damaged)
    assert all(f.start >= 9 and f.end <= 9 + len(damaged) for f in found)
    assert all("GBK" in f.note and "%" in f.note for f in found)


def test_a_note_tells_what_how_much_and_what_next() -> None:
    (finding,) = beyond_repair.find("来源：" + _lost("县教育局办公室通知") + "。", OPTIONS)
    assert "read as UTF-8" in finding.note and "cannot be rebuilt" in finding.note
    assert "get the source file again" in finding.note
    assert f"{len(finding.found)} characters" in finding.note


def test_ftfy_is_not_loaded_for_undamaged_text() -> None:
    code = (
        "import sys; from cleantext.detectors import latin_mojibake as rule; from cleantext.options import Options;"
        f"list(rule.find({CHINESE + SENTENCES['English']!r}, Options())); sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LONG = 100_000  # characters
LIMIT = 10.0  # seconds of CPU; the slowest takes 3 on a busy machine


@pytest.mark.parametrize(
    "unit",
    [
        "Ã",
        "Ãƒ",
        "Ãƒ\n",
        "Ã© ",
        "中Ã©",
        "Ð¿Ñ",
        "â€",
        "ÃÂ",
        "√©",
        "\x92a",
        "Ã" * 30 + "ƒ" * 30,
        "\ufffd",
        "\ufffd\ufffd\ufffda",
        "锟斤 ",
        "锟",
        "烫烫烫x",
        "ï¿½",
    ],
)
def test_both_are_linear(unit: str) -> None:
    text = unit * (LONG // len(unit))
    assert in_time(lambda: [[*rule.find("Ã© 拷" + text, OPTIONS)] for rule in (latin_mojibake, beyond_repair)], LIMIT)
