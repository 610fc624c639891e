"""Write cleantext/processes/readings.txt anew from pypinyin: ``python -m benchmarks.make_readings``."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

OUT = Path(__file__).parents[1] / "cleantext" / "processes" / "readings.txt"


def toned(reading: str) -> str:
    """The reading in one spelling: composed, without spaces."""
    return unicodedata.normalize("NFC", reading.strip())


def main() -> None:
    table: dict[str, set[str]] = defaultdict(set)
    for code, value in PINYIN_DICT.items():
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        for reading in map(toned, value.split(",")):
            if reading.isalpha():
                table[reading].add(chr(code))
    lines = [
        "# a syllable with its tone and every GBK character that can be read so; made by benchmarks/make_readings.py"
    ]
    lines += [f"{syllable} {''.join(sorted(table[syllable]))}" for syllable in sorted(table)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(table)} syllables, {sum(map(len, table.values()))} readings")


if __name__ == "__main__":
    main()
