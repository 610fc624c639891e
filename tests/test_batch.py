"""A batch of documents: lists, Arrow, pandas, polars."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cleantext import CleantextError, Options, chain, clean
from cleantext.adapters.batch import ENCODING, ERROR, FINDINGS, RULES, SPEECH, Row, clean_batch
from cleantext.finding import Finding, rewind

HARM = "各位同事：\n大家上午好，&nbsp;今天我们讨论仓库的安排。"
FINE = "秋天到了，院子里的柿子红了。"
MANGLED = FINE.encode().decode("gbk", "ignore")
TWO = (
    "开工仪式讲话稿篇一\n\n尊敬的各位来宾：\n\n今天天气很好，我们在这里开工。&nbsp;这座桥修好以后，两岸的人来往就方便了。"
    "请大家多提意见。谢谢大家！\n\n"
    "开工仪式讲话稿篇二\n\n同志们：\n\n工程就要开始了，安全最要紧，请大家戴好帽子，按图施工。有了问题早点说，不要等。谢谢大家！\n"
)


@pytest.fixture
def pa() -> Any:
    return pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """The chain fails over a text with a bomb in it."""
    real = chain.clean

    def bomb(source: str | bytes, options: Options = Options()) -> chain.Cleaned:  # noqa: B008
        if source in ("炸弹", b"\xff\xb5\xaf"):
            raise error
        return real(source, options)

    monkeypatch.setattr(chain, "clean", bomb)


def test_list_gives_a_row_a_source() -> None:
    rows = clean_batch([HARM, FINE.encode("gbk"), None, ""])
    assert [row.text for row in rows] == [clean(HARM).text, FINE, "", ""]
    assert [row.encoding for row in rows] == [None, "gb18030", None, None]
    assert [row.error for row in rows] == [None] * 4
    assert rows[0].findings == clean(HARM).findings
    assert rows[0].speeches == clean(HARM).speeches
    assert rows[2] == Row("")


def test_batch_gives_what_clean_gives_of_each() -> None:
    texts = [HARM, MANGLED, TWO]
    assert [row.text for row in clean_batch(texts)] == [clean(text).text for text in texts]


def test_empty_batch_is_empty() -> None:
    assert clean_batch([]) == []


def test_without_findings_of_a_list() -> None:
    assert clean_batch([HARM], findings=False)[0].findings == ()


def test_options_reach_the_chain() -> None:
    assert clean_batch([HARM], Options(ignore=("escapes", "spaces")))[0].text == HARM


def test_what_is_outside_speeches_is_told_where_it_is_split() -> None:
    def rules(row: Row) -> set[str]:
        return {finding.rule for finding in row.findings}

    assert "outside_speech" not in rules(clean_batch([TWO])[0])
    assert "outside_speech" in rules(clean_batch([TWO], split=True)[0])


@pytest.mark.parametrize("error", [ValueError("so\nnot"), MemoryError(), RecursionError(), CleantextError("no")])
def test_a_document_that_fails_has_its_reason_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, error)
    rows = clean_batch(["炸弹", FINE, b"\xff\xb5\xaf"])
    assert rows[1] == Row(FINE, None, clean(FINE).speeches)
    assert rows[0].text == "炸弹"
    assert rows[2].text == r"\xff\xb5\xaf"
    for row in (rows[0], rows[2]):
        assert row.error and "\n" not in row.error
        assert row.findings == row.speeches == ()


def test_what_is_no_text_has_its_reason() -> None:
    assert clean_batch([7, FINE])[0] == Row("", error="holds no text but int")  # type: ignore[list-item]


def test_a_missing_library_concerns_all(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ModuleNotFoundError("No module named 'ftfy'", name="ftfy"))
    with pytest.raises(CleantextError, match="ftfy is not installed"):
        clean_batch(["炸弹"])


def test_an_unknown_rule_is_told_before_the_first_document() -> None:
    with pytest.raises(CleantextError, match="no rule is called 'spase'"):
        clean_batch([], Options(select=("spase",)))


@pytest.mark.parametrize("batch", ["一段文字", b"text", iter(["a"]), 3, {"text": ["a"]}])
def test_what_is_no_batch_is_told(batch: Any) -> None:
    with pytest.raises(TypeError, match="give a list of texts"):
        clean_batch(batch)


def test_arrow_passes_other_columns_through(pa: Any) -> None:
    table = pa.table({"id": [3, 1, 2], "text": [HARM, None, FINE], "tags": [["a"], [], None]})
    cleaned = clean_batch(table)
    assert cleaned.column_names == ["id", "text", "tags", ENCODING, FINDINGS, RULES, ERROR]
    assert cleaned.select(["id", "tags"]) == table.select(["id", "tags"])
    assert cleaned["text"].to_pylist() == [clean(HARM).text, None, FINE]
    assert cleaned[RULES].to_pylist() == [[{"rule": "escapes", "count": 1}, {"rule": "spaces", "count": 1}], [], []]
    assert cleaned[ERROR].to_pylist() == [None] * 3
    found = [Finding(**row) for row in cleaned[FINDINGS].to_pylist()[0]]
    assert rewind(cleaned["text"][0].as_py(), found) == HARM


def test_a_record_batch_gives_a_record_batch(pa: Any) -> None:
    batch = pa.RecordBatch.from_pydict({"body": [HARM]})
    cleaned = clean_batch(batch, column="body", findings=False)
    assert isinstance(cleaned, pa.RecordBatch)
    assert cleaned.schema.names == ["body", ENCODING, RULES, ERROR]
    assert cleaned.column(RULES)[0].as_py()[0]["rule"] == "escapes"


def test_the_schema_does_not_depend_on_the_rows(pa: Any) -> None:
    from cleantext.adapters.arrow import cleaned_schema

    whole = pa.table({"text": [HARM, TWO, None, FINE]})
    for split in (False, True):
        parts = [clean_batch(whole.slice(at, size), split=split) for at, size in ((0, 0), (0, 1), (2, 1), (1, 3))]
        assert [part.schema for part in parts] == [cleaned_schema(whole.schema, split=split)] * 4
    chunked = pa.concat_tables([whole, whole.slice(0, 0), whole])
    assert clean_batch(chunked).num_rows == 8


def test_arrow_has_a_row_a_speech(pa: Any) -> None:
    table = clean_batch(pa.table({"id": ["a", "b", "c"], "text": [TWO, None, " "]}), split=True)
    rows = table.to_pylist()
    speeches = clean(TWO).speeches
    assert len(speeches) == 2
    assert [row["id"] for row in rows] == ["a", "a", "b", "c"]
    assert [row["text"] for row in rows] == [*(speech.text for speech in speeches), None, clean(" ").text]
    assert [row["speech_index"] for row in rows] == [1, 2, None, 1]
    assert table.column_names[-len(SPEECH) :] == list(SPEECH)
    for row, speech in zip(rows, speeches, strict=False):
        fields = {name: getattr(speech, name.removeprefix("speech_")) for name in SPEECH}
        assert {name: row[name] for name in SPEECH} == {**fields, "speech_evidence": list(speech.evidence)}


def test_each_finding_stands_with_one_speech(pa: Any) -> None:
    rows = clean_batch(pa.table({"text": [TWO]}), split=True).to_pylist()
    found = [Finding(**each) for row in rows for each in row[FINDINGS]]
    assert sorted(found) == sorted(clean(TWO).findings)
    assert [any(each["rule"] == "escapes" for each in row[FINDINGS]) for row in rows] == [True, False]
    assert not any(each["rule"] == "outside_speech" for row in rows for each in row[RULES])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("string", "string"),
        ("large_string", "large_string"),
        ("string_view", "string_view"),
        ("binary", "string"),
        ("large_binary", "large_string"),
        ("null", "string"),
    ],
)
def test_the_type_of_the_text(pa: Any, before: str, after: str) -> None:
    if not hasattr(pa, before):
        pytest.skip(f"this pyarrow has no {before}")
    values = [None] if before == "null" else [None, FINE.encode("big5hkscs", "ignore") if "bin" in before else FINE]
    cleaned = clean_batch(pa.table({"text": pa.array(values, getattr(pa, before)())}))
    assert cleaned.schema.field("text").type == getattr(pa, after)()


def test_a_dictionary_of_texts_becomes_plain(pa: Any) -> None:
    cleaned = clean_batch(pa.table({"text": pa.array([HARM, FINE, HARM]).dictionary_encode()}))
    assert cleaned["text"].to_pylist() == [clean(HARM).text, FINE, clean(HARM).text]


def test_bytes_of_arrow_are_decoded(pa: Any) -> None:
    cleaned = clean_batch(pa.table({"text": [FINE.encode("gbk"), FINE.encode()]}))
    assert cleaned["text"].to_pylist() == [FINE, FINE]
    assert cleaned[ENCODING].to_pylist() == ["gb18030", "utf-8"]


def test_an_arrow_row_that_fails_keeps_its_text(pa: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ValueError("broken"))
    cleaned = clean_batch(pa.table({"id": [1, 2], "text": ["炸弹", FINE]}), split=True)
    assert cleaned["text"].to_pylist() == ["炸弹", FINE]
    assert cleaned[ERROR].to_pylist() == ["could not be cleaned (ValueError: broken)", None]


def test_half_a_character_in_a_finding_is_spelled_out(pa: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    half = Finding("escapes", 0, 6, r"\ud83d", "\ud83d", 0.9, "", 0, 0, 6)
    monkeypatch.setattr(chain, "clean", lambda source, options: chain.Cleaned("\ud83d好", (), (half,)))
    row = clean_batch(pa.table({"text": [r"\ud83d好"]})).to_pylist()[0]
    assert row["text"] == r"\ud83d好"
    assert row[FINDINGS][0]["cure"] == r"\ud83d"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["a"], "id": [1]}, r"no column 'text'.*it has body, id"),
        ({"text": [1]}, "holds int64, not text"),
        ({"text": ["a"], "cleantext_error": ["b"]}, "has a column 'cleantext_error' already.*drop or rename"),
    ],
)
def test_a_table_that_cannot_be_cleaned_is_told(pa: Any, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(CleantextError, match=message):
        clean_batch(pa.table(columns))


def test_two_columns_of_one_name_are_told(pa: Any) -> None:
    with pytest.raises(CleantextError, match="more than one column 'text'"):
        clean_batch(pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]))


def test_notes_of_a_schema_that_no_longer_hold_are_left_out(pa: Any) -> None:
    schema = pa.schema({"text": pa.string()}, {b"huggingface": b"{}", b"own": b"1"})
    assert clean_batch(pa.table({"text": [FINE]}, schema=schema)).schema.metadata == {b"own": b"1"}


def test_a_cleaned_table_goes_through_parquet(pa: Any, tmp_path: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = clean_batch(pa.table({"id": [1, 2], "text": [TWO, None]}), split=True)
    parquet.write_table(table, tmp_path / "a.parquet")
    assert parquet.read_table(tmp_path / "a.parquet").to_pylist() == table.to_pylist()


def test_the_recipe_for_a_corpus(pa: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    page = (Path(__file__).parents[1] / "docs" / "batch.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, texts in (("a", [HARM, None]), ("b", [FINE])):
        parquet.write_table(pa.table({"text": pa.array(texts, pa.string())}), tmp_path / "in" / f"{name}.parquet")
    exec(re.findall(r"```python\n(.*?)```", page, re.S)[-1], {})
    assert parquet.read_table("out.parquet")["text"].to_pylist() == [clean(HARM).text, None, FINE]


def test_pandas_keeps_index_and_types() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pd.DataFrame({"n": [1.5, 2.5, 3.5], "text": [TWO, None, FINE]}, index=["x", "y", "x"])
    cleaned = clean_batch(frame)
    assert list(cleaned.index) == ["x", "y", "x"]
    assert cleaned["text"].tolist()[0] == clean(TWO).text
    assert cleaned["text"].isna().tolist() == [False, True, False]
    assert cleaned["n"].dtype == frame["n"].dtype and cleaned["text"].dtype == frame["text"].dtype
    assert list(frame.columns) == ["n", "text"] and frame["text"].iloc[0] == TWO
    cut = clean_batch(frame, split=True)
    assert list(cut.index) == ["x", "x", "y", "x"]
    assert cut["n"].tolist() == [1.5, 1.5, 2.5, 3.5]
    assert str(cut["speech_index"].dtype) == "Int64"
    assert cut["cleantext_findings"].iloc[0][0]["rule"]


def test_pandas_keeps_what_is_no_text_and_names_it() -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    cleaned = clean_batch(pd.DataFrame({"text": [FINE.encode("gbk"), 7, float("nan"), "\ud83d"]}, dtype=object))
    assert cleaned["text"].tolist()[:2] == [FINE, 7]
    assert cleaned["text"].tolist()[3] == "\ud83d"
    assert cleaned[ERROR].tolist() == [None, "holds no text but int", None, None]
    with pytest.raises(CleantextError, match=r"no column 'text'.*it has 0"):
        clean_batch(pd.DataFrame([["a"]]))


def test_polars_gives_a_frame(pa: Any) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    frame = pl.DataFrame({"n": [1, 2], "text": [TWO, None]})
    cleaned = clean_batch(frame, split=True)
    assert isinstance(cleaned, pl.DataFrame)
    assert cleaned.select("n", "text").rows() == [*((1, speech.text) for speech in clean(TWO).speeches), (2, None)]
    assert cleaned.schema["cleantext_rules"] == pl.List(pl.Struct({"rule": pl.String, "count": pl.Int64}))
    categories = frame.with_columns(pl.col("text").cast(pl.Categorical))
    assert clean_batch(categories)["text"].to_list() == [clean(TWO).text, None]
    with pytest.raises(TypeError, match="LazyFrame"):
        clean_batch(frame.lazy())


def test_arrow_text_that_is_no_utf8_is_read_as_bytes(pa: Any) -> None:
    values = [HARM.encode(), FINE.encode("gbk"), b"ok"]
    ends = pa.array([sum(map(len, values[:n])) for n in range(4)], pa.int32())
    careless = pa.Array.from_buffers(pa.string(), 3, [None, ends.buffers()[1], pa.py_buffer(b"".join(values))])
    packed = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2], pa.int32()), careless)
    for column in (careless, packed):
        made = clean_batch(pa.table({"text": column}))
        assert made["text"].to_pylist() == [clean(HARM).text, FINE, "ok"]
        assert made[ENCODING].to_pylist() == [None, "gb18030", None]


@pytest.mark.parametrize("values", [[1, 2], [True], [1.5, None], ["2020-01-01"]])
def test_numbers_in_pandas_are_refused_once(values: list[Any]) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    column = pd.to_datetime(values) if isinstance(values[0], str) else values
    with pytest.raises(CleantextError, match=r"the column 'text' holds .*, not text; name another one with column="):
        clean_batch(pd.DataFrame({"text": column}))
    assert clean_batch(pd.DataFrame({"text": [float("nan")]}))[ERROR].tolist() == [None]


@pytest.mark.parametrize("options", [None, True, {"script": "keep"}])
def test_options_that_are_none_are_told(options: Any) -> None:
    with pytest.raises(TypeError, match=r"the options are .*; give cleantext.Options"):
        clean_batch([FINE], options)
