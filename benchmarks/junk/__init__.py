"""How the junk, lines, marks and script rules do, on pages and damage of our own: ``python -m benchmarks.quality --junk``.

``wording`` and the three text files hold what junk says, ``pages`` composes labelled pages of it and good text,
``survivors`` tells what became of each character of a source, and ``score`` adds that up by family and by rule.
``harmless`` asks the same of undamaged text. ``broken``, ``marks``, ``scripts`` and ``fast`` measure line joins, widened
marks, restored script, and time. ``figures`` is the door.
"""
