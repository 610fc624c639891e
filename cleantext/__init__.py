"""cleantext: text cleaning and encoding repair for Chinese corpora."""

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
