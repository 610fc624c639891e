"""Valid inputs of every kind that the command line reads, small ones: what benchmarks.mutations mutates."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from benchmarks.damage.misread import PYTHON, misread
from benchmarks.scoring import CORPUS, documents

FIXTURES = Path(__file__).parents[1] / "fixtures"
SMALL = 300  # characters of an input, about
LARGE = 10**6  # bytes
_CODECS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "big5",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "hz",
    "iso2022_jp",
    "shift_jis",
)
_GENRES = ("reports", "law", "wiki", "fiction", "traditional")
_PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}


class Input(NamedTuple):
    """ending: of its name. data: of the file."""

    ending: str
    data: bytes


def texts(rng: Random) -> list[str]:
    """Pieces of the fixtures and, where it is there, of ../shared/corpus."""
    files = sorted(path for name in ("clean", "undamaged") for path in (FIXTURES / name).glob("*.txt"))
    found = [path.read_text("utf-8") for path in files]
    if CORPUS.is_dir():
        found += [text for genre in _GENRES for _, text in rng.sample(list(documents(genre)), 8)]
    starts = [rng.randrange(max(1, len(text) - SMALL)) for text in found]
    return [text[at : at + rng.randint(SMALL // 8, SMALL)] for text, at in zip(found, starts, strict=True)]


def valid(seed: int) -> list[Input]:
    """The same for every seed. Only what is damaged as text is damaged; as files all are whole."""
    rng = Random(seed)
    found = texts(rng)
    plain = [path.read_bytes() for path in sorted((FIXTURES / "demo").glob("*.txt"))]
    plain += [text.encode(_CODECS[n % len(_CODECS)], "ignore") for n, text in enumerate(found * 2)]
    plain += [misread(text, "utf-8", "gbk", PYTHON).encode() for text in found[::3]]
    inputs = [Input(".txt", data) for data in plain]
    inputs += [
        Input(".md", f"# 标题\n\n{text}\n\n```python\nprint('上一页 下一页')\n```\n".encode()) for text in found[::3]
    ]
    inputs += [Input(".html", f"<html><body><p>{text}</p>&nbsp;<br></body></html>".encode()) for text in found[::4]]
    lines = [_lines(rng.sample(found, 4), rng) for _ in range(16)]
    inputs += [Input(rng.choice((".jsonl", ".ndjson")), data) for data in lines]
    inputs += [Input(".parquet", each) for each in _tables(found, rng)]
    for ending, pack in _PACK.items():
        inputs += [Input(f".txt{ending}", pack(data)) for data in rng.sample(plain, 6)]
        inputs += [Input(f".jsonl{ending}", pack(data)) for data in lines[:4]]
    for _ in range(8):
        members = [("a/b.txt", rng.choice(plain)), ("说明.md", rng.choice(plain)), ("x.jsonl", lines[0])]
        members.append(("inner.txt.gz", gzip.compress(rng.choice(plain), mtime=0)))
        inputs += [
            Input(".zip", _zip(members)),
            Input(".tar", _tar(members, "w")),
            Input(".tar.gz", _tar(members, "w:gz")),
        ]
    return inputs


def large(seed: int) -> Iterator[Input]:
    """Inputs of about a megabyte each."""
    stock = valid(seed)
    for ending in (".txt", ".txt", ".txt", ".md", ".html", ".jsonl"):
        rng = Random(f"{seed}{ending}")
        data = b""
        while len(data) < LARGE:
            data += rng.choice([each.data for each in stock if each.ending == ending]).rstrip() + b"\n"
        yield Input(ending, data)


def _lines(some: Iterable[str], rng: Random) -> bytes:
    is_ascii = rng.random() < 0.3
    records = ({"id": n, "text": text, "meta": {"year": 1990, "tags": ["甲", None]}} for n, text in enumerate(some))
    return b"".join(json.dumps(each, ensure_ascii=is_ascii).encode() + b"\n" for each in records)


def _tables(found: list[str], rng: Random) -> Iterator[bytes]:
    for number, kind in enumerate(
        (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.binary()) * 2
    ):
        some = [*rng.sample(found, 4), None]
        values = [text.encode("gbk", "ignore") if text else None for text in some] if kind == pa.binary() else some
        table = pa.table({"id": list(range(5)), "text": pa.array(values, kind), "more": [[1], [], None, [2, 3], [4]]})
        file = io.BytesIO()
        pq.write_table(table, file, compression=("snappy", "none", "zstd", "gzip")[number % 4], row_group_size=2)
        yield file.getvalue()


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _tar(members: list[tuple[str, bytes]], mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return file.getvalue()
