"""Write cleantext/decoding/letters.py anew from ../shared/corpus: ``python -m benchmarks.make_letters``.

How rare each character is in each language, four fifths of the documents (the last fifth was kept to measure with).
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from opencc import OpenCC

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
OUT = Path(__file__).parents[1] / "cleantext" / "decoding" / "letters.py"
SIMPLIFIED = {"reports": 0.35, "law": 0.15, "wiki": 0.25, "fiction": 0.25}
TRADITIONAL = {"reports": 0.25, "law": 0.1, "wiki": 0.1, "fiction": 0.15}  # converted; the rest is natural
VIETNAMESE = set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
TONES = "\u0300\u0301\u0303\u0309\u0323"
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")  # which is all that the codecs of Romanian have
Shares = dict[str, float]


def texts(name: str) -> list[str]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for i, line in enumerate(lines) if i % 5]


def shares(documents: list[str]) -> Shares:
    """Of all characters that are not ASCII."""
    counts = Counter(c for c in "".join(documents) if ord(c) > 127)
    total = counts.total()
    return {c: n / total for c, n in counts.items()}


def letter_shares(documents: list[str]) -> Shares:
    """Of all characters, those that are not ASCII."""
    counts = Counter("".join(documents))
    total = counts.total()
    return {c: n / total for c, n in counts.items() if ord(c) > 127 and n > 2}


def is_vietnamese(text: str) -> bool:
    return sum(c in VIETNAMESE for c in text) > len(text) / 50


def toned(text: str, apart: bool) -> str:
    """Vietnamese as cp1258 has it: tones are characters of their own; all of them (apart), or where it has no letter.

    Keyboards write the one, converters the other.
    """

    def split(c: str) -> str:
        whole = unicodedata.normalize("NFD", c)
        tone = next((mark for mark in whole[1:] if mark in TONES), "")
        if not tone or (not apart and c.encode("cp1258", "ignore")):
            return c
        return unicodedata.normalize("NFC", whole.replace(tone, "")) + tone

    return "".join(map(split, text))


def mix(*parts: tuple[float, Shares]) -> Shares:
    mixed: Shares = defaultdict(float)
    for weight, part in parts:
        for c, share in part.items():
            mixed[c] += weight * share
    return mixed


def classes(part: Shares, keep: int, rarest: int) -> dict[int, str]:
    """bits -> characters, the most frequent first."""
    table: dict[int, str] = defaultdict(str)
    for c, share in sorted(part.items(), key=lambda item: (-item[1], item[0]))[:keep]:
        if unicodedata.category(c)[0] not in "CZ" or c == "\u3000":
            table[min(rarest, max(3, round(-math.log2(share))))] += c
    return table


def script(text: str) -> str:
    return Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()).most_common(1)[0][0]


def chinese() -> Shares:
    plain = {genre: texts(f"train/{genre}.jsonl") for genre in SIMPLIFIED}
    s2t, s2tw = OpenCC("s2t"), OpenCC("s2tw")
    simplified = mix(*((weight, shares(plain[genre])) for genre, weight in SIMPLIFIED.items()))
    converted = {
        genre: mix((0.3, shares([s2t.convert(t) for t in each])), (0.7, shares([s2tw.convert(t) for t in each])))
        for genre, each in plain.items()
    }
    natural = shares(texts("train/traditional.jsonl"))
    traditional = mix((0.4, natural), *((weight, converted[genre]) for genre, weight in TRADITIONAL.items()))
    return mix((0.5, simplified), (0.5, traditional))


def tables() -> dict[str, dict[int, str]]:
    european: dict[str, list[str]] = defaultdict(list)
    for text in texts("negative/european_vietnamese.jsonl"):
        european[script(text)].append(text)
    ascii_counts = Counter(c for c in "".join(european["LATIN"]) if ord(c) < 128)
    total = ascii_counts.total()
    common = {name: shares(texts(f"negative/{name}.jsonl")) for name in ("japanese", "korean")}
    often = {name: {c: v for c, v in part.items() if v > 2**-14.5} for name, part in common.items()}
    latin = [
        spelt for text in european["LATIN"] if not is_vietnamese(text) for spelt in (text, text.translate(CEDILLAS))
    ]
    vietnamese = [toned(text, apart) for text in european["LATIN"] if is_vietnamese(text) for apart in (True, False)]
    return {
        "chinese": classes(chinese(), 4500, 16),
        "japanese": classes(often["japanese"], 1900, 15),
        "korean": classes(often["korean"], 1100, 15),
        "latin": classes(letter_shares(latin), 200, 14),
        "vietnamese": classes(letter_shares(vietnamese), 60, 14),
        "cyrillic": classes(letter_shares(european["CYRILLIC"]), 80, 14),
        "greek": classes(letter_shares(european["GREEK"]), 90, 14),
        "ascii": classes({c: n / total for c, n in ascii_counts.items() if n > 3 and c >= " "}, 120, 14),
    }


def written(name: str, table: dict[int, str]) -> list[str]:
    width = 52 if name in ("chinese", "japanese", "korean") else 90
    lines = [f'    "{name}": {{']
    for bits in sorted(table):
        row = table[bits]
        pieces = [json.dumps(row[i : i + width], ensure_ascii=False) for i in range(0, len(row), width)]
        if len(pieces) == 1:
            lines.append(f"        {bits}: {pieces[0]},")
        else:
            lines += [f"        {bits}: (", *(f"            {piece}" for piece in pieces), "        ),"]
    return [*lines, "    },"]


def main() -> None:
    head = OUT.read_text(encoding="utf-8").split("RARITY: dict")[0]
    lines = ["RARITY: dict[str, dict[int, str]] = {"]
    for name, table in tables().items():
        lines += written(name, table)
    OUT.write_text(head + "\n".join([*lines, "}"]) + "\n", encoding="utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
