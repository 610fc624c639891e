"""What the junk rules take of text that has no junk: ../shared/corpus, and the prose of the seed that has some."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool

from benchmarks.junk.survivors import fates
from benchmarks.scoring import CORPUS, documents
from cleantext import clean
from cleantext.passes import STRIPS

_SEED = "003*.txt"
# What the site of the seed put into it: its editor's sentence and the address at the end.
_SITE = re.compile("下面是[^。\n]{0,80}小编[^。\n]{0,80}。|【本文地址[^】\n]{0,90}】")
Taken = Counter[tuple[str, bool]]  # (rule, whether it is a blank) -> characters


def corpus(most: int) -> dict[str, float]:
    """Print and return what is taken of a million characters of the corpus."""
    taken: Taken = Counter()
    size = 0
    with Pool() as pool:
        for name, length, found, examples in pool.imap(_one, _texts(), chunksize=8):
            taken.update(found)
            size += length
            for each in examples[:most]:
                print(f"  wrong: {name}: {each}")
    print("\n| rule | characters | blanks | characters per million of ../shared/corpus |\n| --- | --: | --: | --: |")
    for rule in sorted({rule for rule, _ in taken}):
        print(f"| {rule} | {taken[rule, False]} | {taken[rule, True]} | {1e6 * taken[rule, False] / size:.2f} |")
    lost = sum(count for (_, blank), count in taken.items() if not blank)
    print(f"| **all** | {lost} | {sum(taken.values()) - lost} | {1e6 * lost / size:.2f} |")
    return {"false removals, corpus": 1e6 * lost / size}


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(CORPUS.glob("*/*.jsonl")):
        for name, text in documents(path.stem, path.parent.name):
            yield f"{path.stem} {name}", text


def _one(job: tuple[str, str]) -> tuple[str, int, Taken, list[str]]:
    name, text = job
    taken: Taken = Counter()
    cures = [f for f in clean(text).findings if f.cure is not None and f.rule in STRIPS]
    if cures:
        after = fates(text, clean(text).findings)
        taken.update(
            (rule, old.isspace())
            for old, now, rule in zip(text, after.now, after.by, strict=True)
            if rule in STRIPS and not now
        )
    return (
        name,
        len(text),
        taken,
        [f"{f.rule}: {f.found[:60]!r} -> {(f.cure or '')[:20]!r}" for f in cures if f.found.strip()],
    )


def seed(most: int) -> dict[str, float]:
    """Print and return what is taken of the prose of the seed, and what is left of its junk."""
    text = next((CORPUS.parent / "seeds").glob(_SEED)).read_text(encoding="utf-8")
    after = fates(text, clean(text).findings)
    junk = {at for m in _SITE.finditer(text) for at in range(*m.span())}
    gone = {at for at, now in enumerate(after.now) if not now and not text[at].isspace()}
    lost = sorted(gone - junk)
    print(
        f"\nseed 003: {len(lost)} characters of prose removed, {len(junk - gone)} of {len(junk)} of the site's own left"
    )
    if lost and most:
        print(f"  wrong: {''.join(text[at] for at in lost)[:200]!r}")
    return {"false removals, prose of seed 003": float(len(lost)), "junk, seed 003": len(gone & junk) / len(junk)}
