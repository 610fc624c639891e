"""cleantext: text cleaning and encoding repair for Chinese corpora."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing is the first thing that a start would wait for
if TYPE_CHECKING:
    from cleantext.chain import Cleaned, clean, detect
    from cleantext.decoding import Decoded, decode
    from cleantext.errors import CleantextError
    from cleantext.finding import Finding
    from cleantext.options import Options
    from cleantext.speeches import Speech, split

__all__ = [
    "Cleaned",
    "CleantextError",
    "Decoded",
    "Finding",
    "Options",
    "Speech",
    "clean",
    "decode",
    "detect",
    "split",
]
# Loaded with their first use: a command that needs no chain (--version, --help) must not wait for it.
_HOMES = {
    **dict.fromkeys(("Cleaned", "clean", "detect"), "chain"),
    **dict.fromkeys(("Decoded", "decode"), "decoding"),
    **dict.fromkeys(("Speech", "split"), "speeches"),
    "CleantextError": "errors",
    "Finding": "finding",
    "Options": "options",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"cleantext.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
