"""What an earlier run of the same name has done, as its logs tell: so that it need not be done again."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import Any, NamedTuple

from cleantext.corpus import logs

_FILE, _TABLE = b'{"record":"source"', b'{"record":"table"'
_ROWS = b'{"record":"row"', b'{"record":"lines"', _TABLE
_SOURCE = re.compile(rb'"source":("(?:[^"\\]|\\.)*")(?:,"source_bytes":"([0-9a-f]*)")?')


class Finished(NamedTuple):
    """What is known of a source. digest: of its bytes. record: what the log says of the whole of it.

    outputs: (name, digest). findings, manifest: where the lines about it stand in the logs (bytes).
    """

    digest: str
    record: dict[str, Any]
    outputs: list[tuple[str, str]]
    findings: tuple[int, int] = (0, 0)
    manifest: tuple[int, int] = (0, 0)

    def is_whole(self) -> bool:
        """True when all its outputs are named, and nothing of it was set aside."""
        wanted = self.record.get("outputs" if "format" in self.record else "speeches")
        return wanted == len(self.outputs) and not self.record.get("quarantined")


def finished(root: str, run: str) -> dict[str, Finished]:
    """Absolute path -> what is known of it, for the sources that the run of this name has done."""
    found, rows = _from_findings(root, run)
    at = 0
    for line in logs.manifest(root):
        path, end = os.path.abspath(line.source), at + len(line.raw)
        if path not in found and path in rows:
            record = logs.record_of(line.raw)
            if record.get("run") == run:
                found[path] = Finished(f"{record.get('source_sha256')}", record, [], rows[path])
        if path in found:
            known = found[path]
            begin = known.manifest[0] if known.outputs else at
            known.outputs.append((line.output, line.digest))
            found[path] = known._replace(manifest=(begin, end))
        at = end
    return found


def _from_findings(root: str, run: str) -> tuple[dict[str, Finished], dict[str, tuple[int, int]]]:
    """The files that this run has done; and for files of records the stretch of lines about them, of any run."""
    found: dict[str, Finished] = {}
    rows: dict[str, tuple[int, int]] = {}
    at = 0
    path = ""
    for raw in logs.lines(os.path.join(root, logs.FINDINGS)):
        if raw.startswith(_FILE):
            path = ""
            with suppress(ValueError):
                record = logs.record_of(raw)
                if record.get("run") == run:
                    path = os.path.abspath(logs.path_of(record))
                    found[path] = Finished(f"{record.get('source_sha256')}", record, [], (at, at))
        elif raw.startswith(_ROWS):
            path = os.path.abspath(source_of(raw))
            rows.setdefault(path, (at, at))
        at += len(raw)
        if path in rows:
            rows[path] = rows[path][0], at
            if raw.startswith(_TABLE):  # its last line; its speeches are files, each with a line in the manifest
                with suppress(ValueError):
                    record = logs.record_of(raw)
                    if record.get("run") == run:
                        found[path] = Finished(f"{record.get('source_sha256')}", record, [], rows[path])
        elif path:
            found[path] = found[path]._replace(findings=(found[path].findings[0], at))
    return found, rows


def source_of(raw: bytes) -> str:
    """The path in a line, without reading all of the line: there is one for every record."""
    match = _SOURCE.search(raw)
    if match is None:
        return ""
    with suppress(ValueError):
        if match[2]:
            return os.fsdecode(bytes.fromhex(match[2].decode()))
        return f"{logs.record_of(b'{%s}' % match[0])['source']}"
    return ""


def read(root: str, name: str, span: tuple[int, int]) -> bytes:
    """A stretch of one of the logs. Raises OSError."""
    with open(os.path.join(root, name), "rb") as file:
        file.seek(span[0])
        return file.read(span[1] - span[0])
