"""Records: files of many documents (JSON lines, Parquet), of which one column is text and the others pass through."""

from __future__ import annotations

from typing import NamedTuple

from cleantext.options import Options

JSON_LINES = (".jsonl", ".ndjson")
PARQUET = ".parquet"
PACKED = (".gz", ".bz2", ".xz", ".zst")  # of JSON lines; Parquet is compressed inside
SUFFIXES = (*JSON_LINES, PARQUET, *(line + pack for line in JSON_LINES for pack in PACKED))
INDEX = "cleantext_index"  # the column that numbers the speeches of a record
FORMATS = ("files", "jsonl", "parquet")
COMPRESS = ("none", "gz", "zst")


class Columns(NamedTuple):
    """What to read of a record and what to make of it.

    text, id: names of columns, ``meta.body`` for one inside another; no id: "".
    format: one of FORMATS, "" for that of the input. compress: one of COMPRESS, "" for that of the input.
    split: a record a speech, not one a document. titles: the names of the files have the speeches' titles in them.
    jobs: processes. timeout: seconds for a batch; 0 is without end.
    """

    text: str = "text"
    id: str = ""
    format: str = ""
    compress: str = ""
    split: bool = True
    titles: bool = False
    jobs: int = 1
    timeout: float = 0.0

    def outcome(self) -> Columns:
        """What the outputs depend on: how many work on them, and for how long, makes no difference to them."""
        return self._replace(jobs=1, timeout=0.0)


class Plan(NamedTuple):
    """What the work on a batch has to know of its file. target: what the names of files begin with."""

    path: str
    options: Options
    columns: Columns
    target: str = ""
    digest: str = ""


def is_records(path: str) -> bool:
    """True for a file of records, by its name."""
    return path.lower().endswith(SUFFIXES)


def is_parquet(path: str) -> bool:
    """True for Parquet, by its name."""
    return path.lower().endswith(PARQUET)
