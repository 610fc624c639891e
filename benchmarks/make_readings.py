"""Write cleantext/processes/readings.txt anew from pypinyin: ``python -m benchmarks.make_readings``."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

OUT = Path(__file__).parents[1] / "cleantext" / "processes" / "readings.txt"


def plain(reading: str) -> str:
    """The reading without tones, v for ü."""
    text = unicodedata.normalize("NFD", reading.strip()).replace("u\u0308", "v")
    return "".join(c for c in text if c.isascii())


def main() -> None:
    table: dict[str, set[str]] = defaultdict(set)
    for code, value in PINYIN_DICT.items():
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        for reading in map(plain, value.split(",")):
            if reading.isalpha():
                table[reading].add(chr(code))
    lines = [
        "# a syllable without tone (v for ü) and every GBK character that can be read so; benchmarks/make_readings.py"
    ]
    lines += [f"{syllable} {''.join(sorted(table[syllable]))}" for syllable in sorted(table)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(table)} syllables, {sum(map(len, table.values()))} readings")


if __name__ == "__main__":
    main()
