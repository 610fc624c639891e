"""One byte lost or added, and stripslashes: what the forward processes did, the rule undoes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage.bytes_lost import add_byte, lose_byte
from benchmarks.damage.shown import Codec, decode_as_shown, decoders
from benchmarks.damage.slashes import stripslashes
from cleantext import Options, clean
from cleantext.chain import _UNTIL_QUIET
from cleantext.detectors.byte_slip import find
from cleantext.finding import apply, replay, undo
from cleantext.processes import slips
from cleantext.processes.hypothesis import Repaired

SENTENCES: dict[str, tuple[str, ...]] = {
    "simplified": (
        "镇里的图书馆每周六下午开放，欢迎大家带孩子来看书。",
        "去年春天雨水多，河边的三座小桥都重新加固过了。",
        "村委会决定把旧仓库改成老年活动室，预算已经报上去了。",
        "请各位同志会后把意见写下来，交给办公室统一整理。",
        "水管修好以后，山上的三十户人家再也不用下山挑水了。",
        "冬天来得早，各组要提前检查取暖设备，防止煤气中毒。",
        "希望年轻人多回来看看，家乡的变化需要你们一起参与。",
        "老人们坐在树下聊天，说起三十年前修渠的事情，个个都来了精神。",
    ),
    "traditional": (
        "鎮上的圖書館每週六下午開放，歡迎大家帶孩子來看書。",
        "去年春天雨水多，河邊的三座小橋都重新加固過了。",
        "村民決定把舊倉庫改成老人活動中心，預算已經報上去了。",
        "請各位同仁會後把意見寫下來，交給辦公室統一整理。",
        "水管修好以後，山上的三十戶人家再也不用下山挑水了。",
        "冬天來得早，各組要提前檢查暖氣設備，防止意外發生。",
        "希望年輕人多回來看看，家鄉的改變需要你們一起參與。",
        "老人們坐在樹下聊天，說起三十年前修路的事情，個個都來了精神。",
    ),
}
# Sentences with characters whose second byte is 5C: 許 蓋 功 淚 in Big5, 誠 運 衆 診 in GBK.
SLASHED: dict[Codec, tuple[str, ...]] = {
    "big5": (
        "水利會的許多人都說，這座水閘能蓋起來，是老站長的功勞。",
        "他淚流滿面，說功課要自己做，許願沒有用。",
        "校長說，成功的人不怕跌倒，許多事要親手去做。",
        "蓋房子要先打地基，蓋得越高，地基就要越深。",
        "村裡的功德箱裡裝滿了零錢，大家都說要拿來蓋橋。",
    ),
    "gbk": (
        "誠信是立身之本，運動會上羣衆的歡呼聲很大。",
        "運輸公司的車隊每天往返兩趟，從來沒有誤過點。",
        "診所的大夫很忠誠，每天都要走二十里山路去看病人。",
        "這個運動員很努力，每天練習到天黑。",
        "醫生診斷以後說，休息幾天就好。",
    ),
}
WAYS: tuple[tuple[str, Codec], ...] = (("simplified", "gbk"), ("traditional", "gbk"), ("traditional", "big5"))
SIGNS = [(False, "\ufffd"), (True, "\ufffd"), (True, "?")]
ONLY = Options(script="keep", junk=False, select=("byte_slip",))
_REST = 2  # characters behind the accident that may be others: which byte was lost is seldom certain, what follows is


def repaired(text: str) -> str:
    """The text after the rule, as the chain runs it; what was found can be put back."""
    for _ in range(_UNTIL_QUIET):
        done = apply(text, find(text, Options()))
        assert undo(done.text, done.findings) == text
        if done.text == text:
            break
        text = done.text
    return text


# stripslashes


@given(st.data(), st.sampled_from(["big5", "gbk"]), st.sampled_from(SIGNS))
@settings(max_examples=60, deadline=None)
def test_what_stripslashes_ate_comes_back(data: st.DataObject, codec: Codec, way: tuple[bool, str]) -> None:
    lines = data.draw(st.permutations(SLASHED[codec]))[: data.draw(st.integers(2, 5))]
    clean_lines = data.draw(st.lists(st.sampled_from(SENTENCES["traditional"][:3]), max_size=3))
    truth = "\n".join([*lines, *clean_lines])
    damaged = decode_as_shown(stripslashes(truth.encode(codec)), codec, "keep", *way)
    assert damaged != truth
    assert repaired(damaged) == truth


@pytest.mark.parametrize("codec", ["big5", "gbk"])
def test_stripslashes_in_a_file(codec: Codec) -> None:
    truth = "\n".join([*SLASHED[codec], *SENTENCES["traditional"]])
    data = stripslashes(truth.encode(codec))
    cleaned = clean(data, ONLY)
    right = sum(a == b for a, b in zip(cleaned.text.split("\n"), truth.split("\n"), strict=True))
    assert right >= len(truth.split("\n")) - 1
    assert cleaned.rewind() == data


# A byte lost


def hit(line: str, at: int, half: str, codec: Codec) -> bytes:
    """``line`` without one byte of the character at ``at``."""
    lost = line[at].encode(codec)
    return line[:at].encode(codec) + (lost[1:] if half == "lead" else lost[:1]) + line[at + 1 :].encode(codec)


def accidents(script: str, codec: Codec) -> Iterator[tuple[str, int, str, str]]:
    """Every third character of the first half of every sentence: truth, place in it, before and behind its line."""
    sentences = SENTENCES[script]
    for number, line in enumerate(sentences):
        before = "\n".join(sentences[:number][-3:]) + "\n"
        behind = "\n" + "\n".join([*sentences[number + 1 :][:3], "同一天。"])
        for at in range(1 + number % 2, len(line) // 2, 3):
            yield line, at, before, behind


def verdict(now: str, truth: tuple[str, int, str, str]) -> bool:
    """True when all but the damaged character and its neighbours is right again."""
    line, at, before, behind = truth
    start, end = before + line[: max(0, at - 1)], line[at + _REST :] + behind
    return now.startswith(start) and now.endswith(end) and len(now) <= len(before + line + behind) + 1


@pytest.mark.parametrize("half", ["lead", "trail"])
@pytest.mark.parametrize(("script", "codec"), WAYS)
def test_a_line_out_of_step_comes_back_in_text(script: str, codec: Codec, half: str) -> None:
    fine = total = 0
    for truth in accidents(script, codec):
        line, at, before, behind = truth
        shown = decode_as_shown(hit(line, at, half, codec), codec, "keep", False, "\ufffd")
        now = repaired(before + shown + behind)
        fine += verdict(now, truth)
        total += 1
        # Whatever becomes of the line itself, those beside it stay.
        assert now.startswith(before) and now.endswith(behind)
    assert total > 25
    assert fine >= 0.8 * total, (fine, total)


@pytest.mark.parametrize("half", ["lead", "trail"])
@pytest.mark.parametrize(("script", "codec"), WAYS)
def test_a_line_out_of_step_comes_back_in_bytes(script: str, codec: Codec, half: str) -> None:
    fine = total = 0
    for truth in [*accidents(script, codec)][::2]:
        line, at, before, behind = truth
        data = before.encode(codec) + hit(line, at, half, codec) + behind.encode(codec)
        cleaned = clean(data, ONLY)
        fine += verdict(cleaned.text, truth)
        total += 1
        assert cleaned.rewind() == data
    assert fine >= 0.8 * total, (fine, total)


@pytest.mark.parametrize(
    ("script", "codec", "half", "number", "at"),
    [
        ("simplified", "gbk", "lead", 7, 9),
        ("simplified", "gbk", "trail", 7, 14),
        ("traditional", "gbk", "lead", 7, 13),
        ("traditional", "gbk", "trail", 7, 1),
        ("traditional", "big5", "lead", 7, 19),
        ("traditional", "big5", "trail", 7, 19),
    ],
)
@pytest.mark.parametrize("way", SIGNS, ids=["one byte", "two bytes", "question mark"])
def test_where_the_lost_character_is_certain_it_is_the_right_one(
    script: str, codec: Codec, half: str, number: int, at: int, way: tuple[bool, str]
) -> None:
    line = SENTENCES[script][number]
    shown = decode_as_shown(hit(line, at, half, codec), codec, "keep", *way)
    assert shown != line
    assert repaired(shown) == line


_WRONG_CODEC = pytest.mark.xfail(reason="read as GBK, which makes 浓軍J of 臛ㄜ奐, it is thought to be worth more")


@pytest.mark.parametrize(("script", "codec"), [*WAYS[:2], pytest.param(*WAYS[2], marks=_WRONG_CODEC)])
def test_what_the_neighbourhood_has_is_preferred(script: str, codec: Codec) -> None:
    line = SENTENCES[script][1]  # ...的三座小桥...: many things come in threes
    at = line.index("小")
    # 許 and 功 show that the text did not go through stripslashes, which would have left the same for 么.
    others = "小桥很窄，小桥很老。" if script == "simplified" else "小橋很窄，許多人走。修小橋是老站長的功勞。"
    shown = decode_as_shown(hit(line, at, "trail", codec), codec, "keep", False, "\ufffd")
    assert repaired(f"{others}\n{shown}\n{others}") == f"{others}\n{line}\n{others}"


# The laws


def documents() -> st.SearchStrategy[tuple[str, list[str]]]:
    scripts = st.sampled_from(["simplified", "traditional"])
    return scripts.flatmap(
        lambda script: st.tuples(st.just(script), st.lists(st.sampled_from(SENTENCES[script]), min_size=1, max_size=6))
    )


@given(documents(), st.integers(0, 99), st.booleans(), st.data())
@settings(max_examples=80, deadline=None)
def test_every_way_of_showing_it_there_and_back(
    document: tuple[str, list[str]], seed: int, added: bool, data: st.DataObject
) -> None:
    script, lines = document
    codec: Codec = "gbk" if script == "simplified" else data.draw(st.sampled_from(["gbk", "big5"]))
    truth = "\n".join(lines).encode(codec)
    accident: Any = add_byte if added else lose_byte
    damaged = accident(truth, Random(seed), codec=codec, chance=0.5)
    ways = decoders(codec)
    text = ways[data.draw(st.sampled_from(sorted(ways)))](damaged)
    cleaned = clean(text, ONLY)
    _hold(cleaned.findings, text)
    assert replay(text, cleaned.findings) == cleaned.text and cleaned.rewind() == text
    assert clean(cleaned.text, ONLY).text == cleaned.text
    assert cleaned.text.count("\n") == text.count("\n")
    from_bytes = clean(damaged, ONLY)
    assert from_bytes.rewind() == damaged
    assert from_bytes.replay(damaged) == from_bytes.text


# A repair in one line tells the next round what is likely in another: this one takes four rounds.
BORNE_OUT = """去年春天雨水薅啵\ufffd舆叺娜\ufffd\ufffd\ufffd蚨贾匦录庸踢^了。
去年春椞煊晁\ufffd啵\ufffd舆叺娜\ufffd\ufffd\ufffd蚨贾匦录庸踢^了。
水管修好以後，山上的三十鰬羧思以僖膊挥孟律教羲\ufffd恕\ufffd
老人們坐在樹下聊天，說起三十年前修路的事情，個個都來了精神。"""
# Of one sign the rule made another, and of that the first again.
TO_AND_FRO = """老人們坐在樹下聊天，說起三十年前堶忸路的事情，個個都來了精神。
水管修好以後，山上的三十戶人家再也不戊峇U山挑水了。\ufffd
希望\ufffd年輕人多回來看看，家鄉的改變需要你們一起參簏P。
希扈璁~輕人多回來看看，家鄉的改變需要你們一起參與。
鎮上磢犒炷挴]每週六下仄\ufffd開放，歡迎大家帶孩子來看書。
鎮上曭犒炷挴]每週六下午開放，歡迎大家帶孩子來看栘恁C
希望年輕人多回來看看怴\ufffdA家鄉的改變需要你們一起參與。"""


@pytest.mark.parametrize("text", [BORNE_OUT, TO_AND_FRO], ids=["four rounds", "to and fro"])
def test_the_rule_goes_on_until_it_is_quiet(text: str) -> None:
    once = clean(text, ONLY).text
    assert once != text
    assert [f for f in find(once, ONLY) if f.cure is not None] == []
    assert clean(once, ONLY).text == once


def _hold(findings: Any, source: str) -> None:
    """Every span holds what was found, in the text of its step."""
    texts = {0: source}
    for f in findings:
        text = texts.setdefault(f.step, replay(source, [g for g in findings if g.step < f.step]))
        assert text[f.start : f.end] == f.found
        assert 0 <= f.confidence <= 1


@given(st.lists(st.sampled_from([*SENTENCES["simplified"], *SENTENCES["traditional"], *SLASHED["big5"]]), max_size=8))
@settings(max_examples=60, deadline=None)
def test_undamaged_text_stays(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [*find(text, Options())] == []
    asking = text.replace("。", "?")
    assert repaired(asking) == asking


@given(st.text("中颐且龊谩的功許\ue000\uf8ff\ufffd?？A@~a1，\n\\(ā) 𠀀", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    once = repaired(text)
    assert clean(text, ONLY).rewind() == text
    assert repaired(once) == once


@given(st.binary(max_size=40), st.sampled_from(["simplified", "traditional"]), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_taken(noise: bytes, script: str, at: int) -> None:
    data = "\n".join(SENTENCES[script][:3]).encode("gbk")
    data = data[:at] + noise + data[at:]
    cleaned = clean(data, ONLY)
    assert cleaned.rewind() == data


def test_a_stray_byte_of_a_file_is_told_from_a_lost_one() -> None:
    """The bytes of a file are known: a sign in its text, which someone else's decoder put there, is not."""
    line = SENTENCES["simplified"][7]
    data = "\n".join([line, SENTENCES["simplified"][0]]).encode("gbk")
    stray = data.replace("三十".encode("gbk"), "三十".encode("gbk") + b"\xff", 1)
    cleaned = clean(stray, ONLY)
    assert cleaned.rewind() == stray
    assert line.split("三十")[0] in cleaned.text and line.split("三十")[1] in cleaned.text


@pytest.mark.parametrize("sign", ["\ufffd", "a"])
def test_what_never_was_text_is_soon_left_alone(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    search = slips.Slipped.repair

    def counted(self: slips.Slipped, start: int, until: int = 0) -> tuple[list[Repaired], int]:
        if not self.eaten:  # those take little
            made.append(start)
        return search(self, start, until)

    monkeypatch.setattr(slips.Slipped, "repair", counted)
    rng = Random(3)
    text = "".join(rng.choice([sign, *(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(8))]) for _ in range(3000))
    places = [at for at, c in enumerate(text) if c == sign]
    slips.repairs(text, places)
    assert len(places) > 250 and len(made) < 120, len(made)
