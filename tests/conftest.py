"""What holds for all tests."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# The same examples every time: a run of CI says something about the change, and not about its luck. To look for what
# these do not show: CLEANTEXT_RANDOM=1 python -m pytest
settings.register_profile("same", derandomize=True)
if not os.environ.get("CLEANTEXT_RANDOM"):
    settings.load_profile("same")

# A shell starts what it puts in the background deaf to Ctrl-C, and its children inherit that: some tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
