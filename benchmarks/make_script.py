"""Write cleantext/language/script.txt anew from OpenCC: ``python -m benchmarks.make_script``."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from opencc import OpenCC

OUT = Path(__file__).parents[1] / "cleantext" / "language" / "script.txt"
HEAD = "# simplified character, then its traditional and variant forms (OpenCC, character by character), the usual one first"


def main() -> None:
    to_simplified, to_traditional = OpenCC("t2s"), OpenCC("s2t")
    table: dict[str, str] = defaultdict(str)
    for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00)):
        simplified = to_simplified.convert(chr(code))
        if simplified != chr(code) and len(simplified) == 1:
            table[simplified] += chr(code)
    lines = [HEAD]
    for simplified in sorted(table):
        usual, forms = to_traditional.convert(simplified), table[simplified]
        lines.append(simplified + (usual + forms.replace(usual, "") if usual in forms else forms))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(table)} characters")


if __name__ == "__main__":
    main()
