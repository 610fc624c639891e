"""Clean text -> Speech…: where one speech ends and the next begins.

Headings cut (``…讲话篇一``); where there is none, the salutations that open a speech do (``同志们:``); a document with
neither is one speech. What stands before the first cut, and the headings themselves, belong to no speech: ``outside``.
"""

from cleantext.speeches.cutting import outside, split
from cleantext.speeches.parts import Speech

__all__ = ["Speech", "outside", "split"]
