"""Files of records made again from what was written of them and from the logs, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cleantext.corpus.grow import Growing
from cleantext.corpus.records import is_parquet
from cleantext.corpus.records.layout import line_again, literal_of
from cleantext.corpus.records.line import text_of
from cleantext.corpus.records.logged import Batch, Row, Tabled, batches_of
from cleantext.corpus.records.reading import batches
from cleantext.corpus.written import AGAIN, Written
from cleantext.errors import CleantextError

_MARK = b"\xef\xbb\xbf"


class _Lost(CleantextError):
    """A line was too long to be read, and is nowhere but in the source."""


def write_again(written: Written, each: Tabled, file: Growing) -> None:
    """Write the source into ``file``; it is what it was, or a CleantextError is raised."""
    path = written.checked(each.output, each.source.source)
    try:
        if is_parquet(each.source.source):
            from cleantext.corpus.records.rows_again import write_rows

            digest = write_rows(path, each, file)
        else:
            for block in _blocks(path, each):
                file.write(block)
            digest = file.digest()
    except _Lost:
        raise
    except CleantextError as error:
        if error.__cause__ is not None:  # the disk, or an output
            raise
        digest = ""
    except (ValueError, LookupError, TypeError, AttributeError):
        digest = ""
    if digest != each.source.digest:
        raise CleantextError(f"{each.source.source}: the logs in {written.root} do not lead back to it; {AGAIN}")


def _blocks(path: str, each: Tabled) -> Iterator[bytes]:
    column = f"{each.about['text_column']}"
    left = (line for some in batches(path) for line in some.data.split(b"\n") if line)
    for number, batch in enumerate(batches_of(each.source)):
        if batch.layout.get("lost"):
            raise _Lost(
                f"{each.source.source}:{batch.layout['first']}: was too long to be read, and what it holds is in no "
                "output: the file cannot be made again; keep the source"
            )
        if not number and batch.layout.get("mark"):
            yield _MARK
        yield b"\n".join(_lines(batch, left, column)) + (b"" if batch.layout.get("open") else b"\n")


def _lines(batch: Batch, left: Iterator[bytes], column: str) -> list[bytes]:
    first, apart = batch.layout["first"], batch.layout.get("apart", {})
    end = batch.layout.get("end", "").encode()
    made = []
    for number in range(first, first + batch.layout["count"]):
        how = apart.get(f"{number}", {})
        if isinstance(how, str):
            made.append(how.encode())
        elif "gone" in how:
            made.append(bytes.fromhex(how["hex"]))
        else:
            row = batch.rows.get(number)
            some = [line for _, line in zip(range(len(row.spans) if row else 1), left, strict=False)]
            made.append(_line(some, (how, row, column)) if how else some[0] + end)
            if how and "around" not in how and "raw" not in how and "hex" not in how:
                made[-1] += end
    return made


def _line(some: list[bytes], about: tuple[dict[str, Any], Row | None, str]) -> bytes:
    """One line of the source, from the lines that were written of it."""
    how, row, column = about
    if "raw" in how:
        return str(how["raw"]).encode()
    if "hex" in how:
        return bytes.fromhex(how["hex"])
    line: str = some[0].decode()
    if "text" in how and row is not None:
        found = [text_of(json.loads(each), column) for each in some]
        text = row.text([text for _, text in found])
        line = line_again(line, found[0][0], literal_of(how["text"], text), len(some) > 1)
    lead, trail = how.get("around", ("", ""))
    return b"%s%s%s" % (lead.encode(), line.encode(how.get("codec", "utf-8"), "backslashreplace"), trail.encode())
