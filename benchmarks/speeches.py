"""Are documents cut where one speech ends and the next begins: ``python -m benchmarks.speeches [--part dev|test]
[--documents N] [--singles N] [--wrong N] [--only WORD] [--check]``.

Composed documents (benchmarks.speech_documents) are cleaned and split, and their cuts compared with the labels: with
headings and without, by what tells the speeches apart, and by damage. Then single documents that must not be cut, the
seeds with the parts that they are known to have, and the speed of ``split`` alone on clean text.

The two parts differ in wording, forms of heading and occasions. ``dev`` is for whoever works on the splitter; ``test`` is
for the figures, and ``--wrong N`` prints no wording of it. ``--check`` fails when a figure is under its floor in
floors.json, for the sizes that are the defaults here.
"""

from __future__ import annotations

import argparse
import sys
import time
from multiprocessing import Pool
from typing import cast

from benchmarks.quality import check
from benchmarks.scoring import CORPUS
from benchmarks.speech_documents import compose
from benchmarks.speech_scoring import FIELDS, Tally, score
from benchmarks.speech_singles import CORPORA, singles
from benchmarks.speech_words import Part
from cleantext import clean, split

SEEDS = {"001": 19, "002": 1, "003": 17, "004": 9}  # parts; 001 may have more, for speeches stand inside its parts
_DOCUMENTS, _SINGLES = 160, 1200
_HEAD = """| documents | number | precision | recall | F1 | whole |
| --- | --: | --: | --: | --: | --: |"""
_ROUNDS = 15
Figures = dict[str, float]


def one(job: tuple[Part, int]) -> tuple[tuple[str, ...], Tally]:
    """The groups of one composed document, and its score."""
    part, number = job
    document = compose(part, number)
    groups = ["with headings" if document.headed else "without headings"]
    groups += [] if document.headed else [f"without headings: {document.layout}"]
    groups += [f"damage: {document.damage or 'none'}", "all"]
    return tuple(groups), score(f"{part} {number}", document)


def composed(part: Part, most: int, only: str, wrong: int) -> Figures:
    """Score the composed documents, print the table, and give the figures."""
    totals: dict[str, Tally] = {}
    with Pool(2) as pool:
        for groups, tally in pool.imap(one, ((part, number) for number in range(most)), chunksize=4):
            if only not in " ".join(groups):
                continue
            for group in groups:
                totals.setdefault(group, Tally()).add(tally)
    print(_HEAD)
    for group in sorted(totals):
        t = totals[group]
        whole = t.whole / t.documents
        print(f"| {group} | {t.documents} | {t.precision:.4f} | {t.recall:.4f} | {t.f1:.4f} | {whole:.3f} |")
    if "all" not in totals:
        return {}
    total = totals["all"]
    for line in total.wrong[:: max(1, len(total.wrong) // wrong)][:wrong] if wrong else ():
        print("  " + (line if part == "dev" else line.partition(": line")[0]))
    found = _details(total)
    for group in ("with headings", "without headings"):
        if group in totals:
            found[f"{group}, F1"] = totals[group].f1
            found[f"{group}, whole documents"] = totals[group].whole / totals[group].documents
    return found | {"whole documents": total.whole / total.documents}


def _details(total: Tally) -> Figures:
    """Titles, site text, and the fields of ``Speech`` that there are."""
    found = {"titles": total.titles / max(1, total.titled), "site lines kept out": total.kept_out / max(1, total.site)}
    print(f"\ntitles right: {total.titles} of {total.titled}; site lines kept out: {total.kept_out} of {total.site}")
    for name in FIELDS:
        if total.stated[name]:
            found[name] = total.fields[name] / total.stated[name]
            print(f"{name} right: {total.fields[name]} of {total.stated[name]} stated, {found[name]:.4f}")
        else:
            print(f"{name}: Speech has none")
    return found


def cut(job: tuple[str, str]) -> tuple[str, int, str]:
    """(genre, speeches in which a single document comes out, where it was cut)."""
    genre, text = job
    speeches = clean(text).speeches
    return genre, len(speeches), " | ".join(s.text[:40].replace("\n", " ") for s in speeches[:4])


def whole_singles(part: Part, most: int, wrong: int) -> Figures:
    """How many single documents are cut in error."""
    counts: dict[str, list[int]] = {}
    shown: list[str] = []
    with Pool(2) as pool:
        for genre, parts, where in pool.imap(cut, singles(part, most), chunksize=8):
            count = counts.setdefault(genre, [0, 0])
            count[0] += 1
            count[1] += parts > 1
            if parts > 1:
                shown.append(f"  {genre}, {parts} parts" + (f": {where}" if part == "dev" else ""))
    print("\n| single documents | number | cut in error |\n| --- | --: | --: |")
    counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    for genre, (number, bad) in counts.items():
        print(f"| {genre} | {number} | {bad} |")
    print(*shown[:wrong], sep="\n", end="\n" if shown[:wrong] else "")
    number, bad = counts["all"]
    return {"single documents whole": 1 - bad / max(1, number)}


def seeds() -> Figures:
    """The share of the seeds that come out in the number of parts they have."""
    right = 0
    for name, known in SEEDS.items():
        path = next((CORPUS.parent / "seeds").glob(f"{name}*"), None)
        if path:
            found = len(clean(path.read_bytes()).speeches)
            right += found >= known if name == "001" else found == known
            print(f"seed {name}: {found} parts, known {known}")
    return {"seeds": right / len(SEEDS)}


def speed(part: Part) -> Figures:
    """MB of UTF-8 a second, the best of the rounds: the corpus, and composed documents, which have more to look at."""
    texts = {
        "corpus": [text for genre, text in singles(part, 60) if genre in CORPORA],
        "composed": [compose(part, number).text for number in range(0, 60, 3)],
    }
    return {f"MB/s, {name}": _speed(name, [clean(text).text for text in found]) for name, found in texts.items()}


def _speed(name: str, texts: list[str]) -> float:
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for text in texts:
            split(text)
        best = min(best, time.perf_counter() - start)
    print(f"split: {size / best:.0f} MB/s on {size:.1f} MB of {name} text, cleaned")
    return size / best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help="composed documents")
    parser.add_argument("--singles", type=int, default=_SINGLES, help="most single documents of each genre")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong cuts and so many cut documents")
    parser.add_argument("--only", default="", help="composed documents of this group, and nothing else")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"skipped: {CORPUS} is not here, and the truth comes from it")
        return 0
    part = cast(Part, args.part)
    if args.only and args.check:
        parser.error("the floors are for all documents; leave out --only")
    figures = composed(part, args.documents, args.only, args.wrong)
    if not args.only:
        figures |= whole_singles(part, args.singles, args.wrong)
        print()
        figures |= seeds() | speed(part)
    return check({f"speeches, {part}, {name}": figure for name, figure in figures.items()}) if args.check else 0


if __name__ == "__main__":
    sys.exit(main())
