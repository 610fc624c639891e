"""``python -m cleantext``."""

from __future__ import annotations

import sys


def run() -> int:
    """Run the command line, and be quiet about a Ctrl-C while it is still being loaded."""
    try:
        from cleantext.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
