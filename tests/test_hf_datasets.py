"""Hugging Face datasets, with real ones of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cleantext import CleantextError, Options, clean
from cleantext.adapters.batch import ENCODING, ERROR, FINDINGS, RULES
from tests.test_batch import FINE, HARM, TWO, failing

datasets = pytest.importorskip("datasets", reason="datasets is not installed")
from cleantext.adapters.datasets import Clean  # noqa: E402 (needs datasets)

TEXTS = [HARM, None, TWO, FINE]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bars, and nothing kept between tests."""
    datasets.disable_progress_bars()
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


@pytest.fixture
def dataset() -> Any:
    labels = datasets.ClassLabel(names=["short", "long"])
    features = datasets.Features({"id": datasets.Value("int32"), "label": labels, "text": datasets.Value("string")})
    return datasets.Dataset.from_dict({"id": [4, 3, 2, 1], "label": [0, 0, 1, 0], "text": TEXTS}, features)


def texts() -> list[str | None]:
    return [None if text is None else clean(text).text for text in TEXTS]


def cut() -> list[tuple[int, int | None, str | None]]:
    """(id, number of the speech, text) of all speeches."""
    two = [(2, speech.index, speech.text) for speech in clean(TWO).speeches]
    return [(4, 1, clean(HARM).text), (3, None, None), *two, (1, 1, FINE)]


def rows(cleaned: Any) -> list[tuple[Any, Any, Any]]:
    return [(row["id"], row["speech_index"], row["text"]) for row in cleaned]


def test_a_dataset_keeps_its_columns_and_features(dataset: Any) -> None:
    cleaned = Clean().dataset(dataset)
    assert cleaned["text"][:] == texts()
    assert cleaned.column_names == ["id", "label", "text", ENCODING, FINDINGS, RULES, ERROR]
    assert {name: cleaned.features[name] for name in dataset.features} == dataset.features
    assert cleaned[0][RULES] == [{"rule": "escapes", "count": 1}, {"rule": "spaces", "count": 1}]
    assert dataset["text"][:] == TEXTS


def test_a_dataset_has_a_row_a_speech(dataset: Any) -> None:
    cleaned = Clean(split=True).dataset(dataset)
    assert rows(cleaned) == cut()
    assert cleaned.features == Clean(split=True).features(dataset.features)
    assert cleaned[2]["label"] == 1


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_the_size_of_batches_changes_nothing(dataset: Any, size: int) -> None:
    assert Clean(split=True).dataset(dataset, batch_size=size).to_list() == Clean(split=True).dataset(dataset).to_list()


def test_processes_change_nothing(dataset: Any) -> None:
    cleaned = Clean(split=True).dataset(dataset, num_proc=2)
    assert cleaned.to_list() == Clean(split=True).dataset(dataset).to_list()


@pytest.mark.parametrize("split", [False, True])
def test_map_over_lists(dataset: Any, split: bool) -> None:
    clean_batch = Clean(split=split)
    mapped = dataset.map(clean_batch, batched=True, batch_size=2, features=clean_batch.features(dataset.features))
    whole = clean_batch.dataset(dataset)
    assert mapped.features == whole.features
    assert mapped.to_list() == whole.to_list()


def test_map_over_lists_without_features(dataset: Any) -> None:
    assert rows(dataset.map(Clean(split=True), batched=True)) == cut()


@pytest.mark.parametrize("form", ["arrow", "pandas", "polars"])
def test_map_over_tables(dataset: Any, form: str) -> None:
    pytest.importorskip({"arrow": "pyarrow"}.get(form, form), reason=f"{form} is not installed")
    clean_batch = Clean(split=True)
    features = clean_batch.features(dataset.features)
    mapped = dataset.with_format(form).map(clean_batch, batched=True, features=features)
    assert rows(mapped.with_format(None)) == cut()


def test_a_stream(dataset: Any) -> None:
    stream = Clean(split=True).dataset(dataset.to_iterable_dataset())
    assert isinstance(stream, datasets.IterableDataset)
    assert stream.features == Clean(split=True).features(dataset.features)
    assert list(stream) == Clean(split=True).dataset(dataset).to_list()
    assert rows(stream.take(2)) == cut()[:2]


def test_map_over_a_stream(dataset: Any) -> None:
    stream = dataset.to_iterable_dataset().map(Clean(split=True), batched=True, batch_size=2)
    assert rows(stream) == cut()


def test_a_stream_of_unknown_columns_and_bytes() -> None:
    stream = datasets.IterableDataset.from_generator(
        lambda: iter([{"raw": FINE.encode("gbk")}, {"raw": HARM.encode()}])
    )
    found = list(Clean(column="raw", findings=False).dataset(stream))
    assert [row["raw"] for row in found] == [FINE, clean(HARM).text]
    assert [row[ENCODING] for row in found] == ["gb18030", "utf-8"]
    assert FINDINGS not in found[0]


def test_json_lines_streamed_from_a_file(tmp_path: Path, dataset: Any) -> None:
    dataset.to_json(tmp_path / "in.jsonl", force_ascii=False)
    stream = datasets.load_dataset("json", data_files=str(tmp_path / "in.jsonl"), split="train", streaming=True)
    assert rows(Clean(split=True).dataset(stream)) == cut()


def test_a_dictionary_of_datasets(dataset: Any) -> None:
    cleaned = Clean().dataset(datasets.DatasetDict(train=dataset, test=dataset.select([0])))
    assert isinstance(cleaned, datasets.DatasetDict)
    assert cleaned["train"]["text"][:] == texts()
    assert cleaned["test"].num_rows == 1


def test_an_empty_dataset_has_the_columns(dataset: Any) -> None:
    empty = Clean(split=True).dataset(dataset.select([]))
    assert empty.features == Clean(split=True).features(dataset.features)
    assert datasets.concatenate_datasets([empty, Clean(split=True).dataset(dataset)]).num_rows == len(cut())


def test_the_format_stays(dataset: Any) -> None:
    assert Clean().dataset(dataset.with_format("numpy")).format["type"] == "numpy"
    assert Clean().dataset(dataset.select([]).with_format("numpy")).format["type"] == "numpy"


def test_what_was_kept_is_used_only_for_the_same_options() -> None:
    def name(clean_batch: Clean) -> str:
        return str(datasets.fingerprint.Hasher.hash(clean_batch))

    assert name(Clean()) == name(Clean())
    assert name(Clean()) != name(Clean(Options(junk=False)))


def test_a_row_that_fails_has_its_reason(dataset: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ValueError("broken"))
    bad = datasets.Dataset.from_dict({"text": ["炸弹", FINE]})
    cleaned = Clean().dataset(bad)
    assert cleaned[ERROR][:] == ["could not be cleaned (ValueError: broken)", None]
    good = cleaned.filter(lambda error: error is None, input_columns=ERROR)
    assert good["text"][:] == [FINE]


def test_a_column_that_is_not_there_is_told(dataset: Any) -> None:
    with pytest.raises(CleantextError, match=r"no column 'body'.*it has id, label, text"):
        Clean(column="body").dataset(dataset)
    with pytest.raises(CleantextError, match="no column 'body'"):
        dataset.map(Clean(column="body"), batched=True)


@pytest.mark.parametrize("split", [False, True])
def test_a_stream_that_knows_no_types_may_have_any(split: bool) -> None:
    stream = datasets.IterableDataset.from_generator(lambda: ({"text": text} for text in (None, FINE, 5, [FINE])))
    made = list(Clean(split=split).dataset(stream, batch_size=1))
    assert [row["text"] for row in made] == [None, FINE, 5, [FINE]]
    assert [row[ERROR] for row in made] == [None, None, "holds no text but int", "holds no text but list"]


@pytest.mark.parametrize("options", [None, {"script": "keep"}])
def test_options_that_are_none_are_told(options: Any) -> None:
    with pytest.raises(TypeError, match=r"the options are .*; give cleantext.Options"):
        Clean(options)


def test_what_is_no_dataset_is_told() -> None:
    with pytest.raises(TypeError, match="list is no Dataset; give what load_dataset gives, or use clean_batch"):
        Clean().dataset([FINE])
