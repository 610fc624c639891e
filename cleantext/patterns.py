"""Regular expressions that are compiled when first used: most text has no damage, and a cold start should not pay."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Becomes the compiled pattern, attribute by attribute."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        self.__dict__[name] = value
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, put off until the pattern is used."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
