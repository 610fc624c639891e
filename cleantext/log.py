"""What goes on inside, for ``--verbose``: through ``logging``, under the name ``cleantext``."""

from __future__ import annotations

import sys
from typing import Any


def info(text: str, *values: object) -> None:
    """A line about the work. ``values`` go into its ``%s``."""
    logger = _logger()
    if logger is not None:
        logger.info(text, *values)


def listen() -> None:
    """Have the lines on stderr, without control characters."""
    import logging

    from cleantext import terminal

    class Stderr(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            terminal.tell(terminal.printable(f"cleantext: {record.getMessage()}"))

    logger = logging.getLogger("cleantext")
    logger.handlers = [Stderr()]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def is_heard() -> bool:
    """True when the lines go anywhere."""
    logger = _logger()
    return logger is not None and bool(logger.isEnabledFor(20))


def _logger() -> Any:
    # Who wants to hear has loaded logging; for the others it would cost more than a small file.
    logging = sys.modules.get("logging")
    return logging and logging.getLogger("cleantext")
