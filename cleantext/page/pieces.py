"""The pieces of a line that are weighed one by one: sentences, and what stands in brackets."""

from __future__ import annotations

from cleantext.patterns import lazy

STOP = lazy(r"[。！？!?；;…\n\r]+|[【】\[\]（）()〖〗]")
SHUT = "”’」』》\"'"


def pieces(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The spans (characters) that stops and brackets part; none that the stretch cuts in the middle of a sentence."""
    found = []
    done = low if low == 0 or text[low - 1] == "\n" else -1
    for stop in STOP.finditer(text, low, high):
        if done >= 0:
            found.append((done, stop.start()))
        done = stop.end()
        while done < high and text[done] in SHUT:  # of the quotation before it
            done += 1
    if done >= 0 and (high == len(text) or text[high : high + 1] == "\n"):
        found.append((done, high))
    return [(start, end) for start, end in found if text[start:end].strip()]
