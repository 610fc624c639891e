"""Bytes to text, run by run. A front door of another type than the rules: bytes in, text and findings out."""

from cleantext.decoding.decode import decode
from cleantext.decoding.decoded import Decoded, Segment

__all__ = ["Decoded", "Segment", "decode"]
