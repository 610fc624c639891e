"""Clean the texts of a folder, and see what was done to them: ``python examples/library.py [FOLDER]``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import cleantext

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"


def main(folder: Path) -> None:
    options = cleantext.Options(min_confidence=0.6)
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()  # in whatever codecs they are
        cleaned = cleantext.clean(data, options)
        assert cleaned.rewind() == data  # nothing is lost: the source, exactly
        rules = Counter(finding.rule for finding in cleaned.findings if finding.cure is not None)
        codec = cleaned.decoded.encoding if cleaned.decoded else ""
        print(f"{path.name}: {codec}, {len(cleaned.speeches)} speeches, {rules.total()} changes {dict(rules)}")
        for speech in cleaned.speeches:
            print(f"    {speech.index}. {speech.title} ({len(speech.text)} characters)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO)
