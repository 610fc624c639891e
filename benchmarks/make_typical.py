"""Write cleantext/misread/typical.txt anew from ../shared/corpus: ``python -m benchmarks.make_typical``.

For each true codec and each wrong codec of two bytes a character: the characters that the wrong one shows for Chinese
text, and that text of any language hardly ever has. Figures are taken from nine tenths of the documents.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from opencc import OpenCC

from benchmarks.scoring import GENRES, documents
from cleantext.language.train import held_out

OUT = Path(__file__).parents[1] / "cleantext" / "misread" / "typical.txt"
# True codec, wrong codec, and how the wrong one is called in Python.
ACCIDENTS = (
    ("utf-8", "gbk", "gb18030"),
    ("utf-8", "big5", "cp950"),
    ("utf-8", "shift_jis", "cp932"),
    ("utf-8", "euc_kr", "cp949"),
    ("gbk", "big5", "cp950"),
    ("gbk", "shift_jis", "cp932"),
    ("gbk", "euc_kr", "cp949"),
    ("big5", "gbk", "gb18030"),
)
FOREIGN = ("japanese", "korean", "european_vietnamese", "pinyin_text")
TIMES = 60  # so many times as frequent as in undamaged text
RAREST = 2e-5  # share of the characters shown: rarer ones add nothing
MOST = 700


def shares(texts: list[str]) -> Counter[str]:
    """Character -> how often in a million."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    total = counts.total()
    return Counter({c: n * 1e6 / total for c, n in counts.items()})


def undamaged(texts: dict[str, list[str]]) -> dict[str, float]:
    """The greatest share that any kind of text has, so that a script of its own counts as much as all Chinese."""
    kinds = [shares(each) for each in texts.values()]
    return {c: max(kind[c] for kind in kinds) for kind in kinds for c in kind}


def main() -> None:
    texts = {genre: [text for name, text in documents(genre) if not held_out(name)] for genre in GENRES}
    texts["traditional"] = [text for name, text in documents("traditional") if not held_out(name)]
    foreign = {name: [text for _, text in documents(name, "negative")] for name in FOREIGN}
    usual = undamaged(texts | foreign)
    simplified = [text for genre in GENRES for text in texts[genre][:150]]
    convert = OpenCC("s2t").convert
    both = simplified + [convert(text) for text in simplified[::3]] + texts["traditional"]
    lines = []
    for true, wrong, python in ACCIDENTS:
        sample = texts["traditional"] + [convert(text) for text in simplified[::3]] if true == "big5" else both
        shown = shares([text.encode(true, "ignore").decode(python, "ignore") for text in sample])
        telling = sorted(
            (
                c
                for c, n in shown.items()
                if ord(c) > 0xFF
                and not "\ue000" <= c <= "\uf8ff"
                and n >= RAREST * 1e6
                and n > TIMES * usual.get(c, 0.02)
            ),
            key=lambda c: -shown[c],
        )[:MOST]
        covered = sum(shown[c] for c in telling) / sum(shown[c] for c in shown if ord(c) > 0x7F)
        print(f"{true} as {wrong}: {len(telling)} characters, {covered:.2f} of what is shown")
        lines.append(f"{true} {wrong} {''.join(telling)}\n")
    OUT.write_text("".join(lines), encoding="utf-8")
    print(math.ceil(OUT.stat().st_size / 1024), "KB")


if __name__ == "__main__":
    main()
