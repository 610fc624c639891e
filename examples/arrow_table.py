"""A Parquet file cleaned batch by batch, a row a speech, whatever its size: ``python examples/arrow_table.py``.

Needs ``pip install 'cleantext-corpus[parquet]'``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleantext.adapters.arrow import cleaned_schema
from cleantext.adapters.batch import clean_batch

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"


def main(folder: Path) -> None:
    paths = sorted(DEMO.glob("*.txt"))
    given = pa.table({"name": [path.name for path in paths], "text": [path.read_bytes() for path in paths]})
    pq.write_table(given, folder / "in.parquet")

    source = pq.ParquetFile(folder / "in.parquet")
    schema = cleaned_schema(source.schema_arrow, split=True)
    with pq.ParquetWriter(folder / "out.parquet", schema) as out:
        for batch in source.iter_batches(batch_size=4):
            out.write_batch(clean_batch(batch, split=True))

    for row in pq.read_table(folder / "out.parquet").to_pylist():
        print(
            row["name"],
            row["cleantext_encoding"],
            row["speech_index"],
            row["speech_title"],
            row["cleantext_error"] or "",
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as there:
        main(Path(there))
