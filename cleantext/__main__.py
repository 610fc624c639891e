"""``cleantext`` and ``python -m cleantext``: from the first line on a Ctrl-C ends it without a traceback."""

from __future__ import annotations

INTERRUPTED = 130  # as shells have it

try:
    import signal
    import sys
except KeyboardInterrupt:
    raise SystemExit(INTERRUPTED) from None


def run() -> int:
    """Run the command line. As long as there is nothing to put in order, a Ctrl-C ends the process at once."""
    try:
        ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where it is ignored (nohup)
        if ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        from cleantext.cli import main

        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
        if ours:  # what Python does at its end can be broken off
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        return code
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
