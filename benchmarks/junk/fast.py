"""Time of the rules of junk, lines, Unicode, punctuation and script on undamaged text, each alone, warm."""

from __future__ import annotations

import time
from importlib import import_module

from benchmarks.scoring import CORPUS, documents
from cleantext import Options
from cleantext.passes import PASSES

# What the chain had before web junk: not in the sum.
_OTHERS = frozenset(
    [
        "escapes",
        "latin_mojibake",
        "wrong_codec",
        "beyond_repair",
        "slashes",
        "gbk_torn",
        "byte_slip",
        "pinyin_gloss",
        "ideographic_space",
    ]
)
_ROUNDS = 5
GROUPS = {"Chinese": ("reports", "law", "wiki", "fiction"), "traditional": ("traditional",)}


def rules() -> list[str]:
    return [rule for each in PASSES for rule in each.rules if rule not in _OTHERS]


def figures(most: int) -> dict[str, float]:
    """Print and return megabytes a second, of all these rules together."""
    groups = {name: [text for genre in genres for _, text in documents(genre)] for name, genres in GROUPS.items()}
    others = [path.stem for path in sorted(CORPUS.glob("negative/*.jsonl"))]
    groups["other languages"] = [text for genre in others for _, text in documents(genre, "negative")]
    print(f"\n| ms a MB | {' | '.join(groups)} |\n| --- |{' --: |' * len(groups)}")
    sums = dict.fromkeys(groups, 0.0)
    for rule in rules():
        row = []
        for name, texts in groups.items():
            spent = _spent(rule, texts)
            sums[name] += spent
            row.append(f"{spent:.2f}")
        print(f"| {rule} | {' | '.join(row)} |", flush=True)
    print(f"| **MB/s, all** | {' | '.join(f'{1000 / spent:.0f}' for spent in sums.values())} |")
    return {f"speed of the rules, {name}": 1000 / spent for name, spent in sums.items()}


def _spent(rule: str, texts: list[str]) -> float:
    """Milliseconds a megabyte of UTF-8, the best round."""
    find, options = import_module(f"cleantext.detectors.{rule}").find, Options()
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for text in texts:
            for _ in find(text, options):
                pass
        best = min(best, time.perf_counter() - start)
    return 1000 * best / size
