"""The recipe for Spark, as ``docs/spark.md`` has it, with a real Spark on this machine."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleantext import clean
from tests.test_batch import FINE, HARM, TWO

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pandas", reason="pandas, which Spark's exchange of Arrow needs, is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("spark"))  # its Java keeps the folder it was started in
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
        yield session
        session.stop()


def recipe() -> str:
    """The code of the page."""
    page = (ROOT / "docs" / "spark.md").read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", page, re.S)[0]


def test_the_recipe(spark: Any) -> None:
    rows = [(1, HARM), (2, None), (3, TWO), (4, FINE)]
    spark.createDataFrame(rows, "id long, text string").repartition(3).write.parquet("in")
    exec(recipe(), {"spark": spark})
    found = spark.read.parquet("out").orderBy("id", "speech_index").collect()
    speeches = [(3, speech.index, speech.text) for speech in clean(TWO).speeches]
    assert [(row.id, row.speech_index, row.text) for row in found] == [
        (1, 1, clean(HARM).text),
        (2, None, None),
        *speeches,
        (4, 1, FINE),
    ]
    assert [each.rule for each in found[0].cleantext_rules] == ["escapes", "spaces"]
    assert found[0].cleantext_findings[0].found == "&nbsp;"


def test_the_recipe_is_as_short_as_is_said() -> None:
    assert len([line for line in recipe().splitlines() if line.strip()]) <= 10
