"""The command line run in this process, with all that it says and how long each text takes. For benchmarks.mutations."""

from __future__ import annotations

import io
import logging
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from cleantext.cli import main as command_line


class Ran(NamedTuple):
    """One run of a command."""

    status: int
    out: str
    said: str
    clock: dict[str, float]


class _Clock(logging.Handler):
    """When the work on each text began, as the log tells."""

    def __init__(self) -> None:
        super().__init__()
        self.starts: list[tuple[str, float]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "%s: %s bytes" and record.args:
            self.starts.append((str(record.args[0]), time.monotonic()))

    def spent(self) -> dict[str, float]:
        ends = [*(start for _, start in self.starts[1:]), time.monotonic()]
        return {name: end - start for (name, start), end in zip(self.starts, ends, strict=False)}


def ran(*arguments: str) -> Ran:
    """Run the command line in this process; an exception that leaves it is put into what was said."""
    out, said = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace") for _ in range(2))
    clock, logger = _Clock(), logging.getLogger("cleantext")
    logger.addHandler(clock)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    status = -1
    with redirect_stdout(out), redirect_stderr(said):
        try:
            status = command_line(arguments)
        except SystemExit as error:
            status = int(error.code or 0)
        except Exception:
            traceback.print_exc()
    logger.removeHandler(clock)
    texts = []
    for stream in (out, said):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Ran(status, *texts, clock.spent())
