"""The command line: a thin skin over ``corpus``.

Exit codes: 0 done, 1 damage found or a file failed, 2 wrong usage or configuration, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cleantext import terminal
from cleantext.arguments import parser
from cleantext.errors import CleantextError, UsageError, missing

_MISUSED, _INTERRUPTED = 2, 130
_MAKE_ROOM = "free some space or send it elsewhere"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no exception but SystemExit (usage) leaves it."""
    try:
        terminal.prepare()
        given = parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
        code = int(import_module(f"cleantext.commands.{given.module}").run(given))
        terminal.flush()
        return code
    except CleantextError as error:
        terminal.tell(terminal.printable(f"cleantext: {error}"))
        return _MISUSED if isinstance(error, UsageError) else 1
    except ImportError as error:
        terminal.tell(f"cleantext: {missing(error)}")
        return 1
    except KeyboardInterrupt:
        terminal.tell("cleantext: stopped")
        return _INTERRUPTED
    except OSError as error:
        terminal.give_up(sys.stdout)
        if not isinstance(error, BrokenPipeError):  # the reader has gone (head), and wants no more
            where = error.filename or "standard output"
            reason = error.strerror or error
            terminal.tell(terminal.printable(f"cleantext: {where}: cannot be written ({reason}); {_MAKE_ROOM}"))
        return 1
