"""What goes on inside, for ``--verbose``: through ``logging``, under the name ``cleantext``."""

from __future__ import annotations

import sys
from typing import Any

_NAME = "cleantext --verbose"


def info(text: str, *values: object) -> None:
    """A line about the work. ``values`` go into its ``%s``."""
    logger = _logger()
    if logger is not None:
        logger.info(text, *values)


def listen(wanted: bool) -> None:
    """Have the lines on stderr, each with the seconds since the start and without control characters, or no more."""
    if not wanted:
        for handler in _logger().handlers if _logger() else ():
            if handler.get_name() == _NAME:
                _logger().removeHandler(handler)
                _logger().setLevel(0)
        return
    import logging

    from cleantext import terminal

    class Stderr(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            for line in record.getMessage().splitlines():
                terminal.tell(terminal.printable(f"cleantext: [{record.relativeCreated / 1000:.3f} s] {line}"))

    listen(False)
    handler = Stderr()
    handler.set_name(_NAME)
    _logger().addHandler(handler)
    _logger().setLevel(logging.INFO)


def is_heard() -> bool:
    """True when the lines go anywhere."""
    logger = _logger()
    return logger is not None and bool(logger.isEnabledFor(20))


def fault(error: BaseException) -> None:
    """Where in the code an error comes from, for those who are asked to report it."""
    if is_heard():
        from traceback import format_exception

        info("%s", "".join(format_exception(error)))


def _logger() -> Any:
    # Who wants to hear has loaded logging; for the others it would cost more than a small file.
    logging = sys.modules.get("logging")
    return logging and logging.getLogger("cleantext")
