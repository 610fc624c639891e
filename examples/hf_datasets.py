"""A Hugging Face dataset cleaned, whole and as a stream: ``python examples/hf_datasets.py``.

Needs ``pip install 'cleantext-corpus[datasets]'``. (As ``datasets.py`` it would hide the library.)
"""

from __future__ import annotations

from pathlib import Path

from datasets import Dataset

from cleantext.adapters.datasets import Clean

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"


def main() -> None:
    paths = sorted(DEMO.glob("*.txt"))
    dataset = Dataset.from_dict({"name": [path.name for path in paths], "text": [path.read_bytes() for path in paths]})

    for row in Clean().dataset(dataset):
        print(row["name"], row["cleantext_encoding"], {each["rule"]: each["count"] for each in row["cleantext_rules"]})

    for row in Clean(split=True, findings=False).dataset(dataset.to_iterable_dataset()):
        print(row["name"], row["speech_index"], row["speech_title"], len(row["text"]))


if __name__ == "__main__":
    main()
