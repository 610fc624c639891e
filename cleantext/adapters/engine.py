"""A whole corpus over a cluster: which files, in which parts, and what is left of an earlier run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import Any

from cleantext.adapters.part_work import DATA, ENDINGS, SUMMARY, Job, clean_part
from cleantext.adapters.parts import SIZE, Part, count_lines, cut
from cleantext.adapters.places import Here, Seen, There, place
from cleantext.corpus.lock import Lock
from cleantext.corpus.read import Gathered, Source, for_source
from cleantext.corpus.records import Columns, Plan, is_parquet, is_records
from cleantext.corpus.records.names import form, names
from cleantext.corpus.which import MAGIC, Which
from cleantext.errors import CleantextError, UsageError, brief

_OURS = "cleantext_run"
_LINES_STAY = (
    "JSON lines stay JSON lines with --engine ray, for no part knows the columns of the others; leave --format out"
)
Spread = Callable[[Callable[[Part], Any], list[Part]], Iterator[tuple[Part, Any]]]


class Inputs:
    """Files of records, with the places they are read from."""

    def __init__(self) -> None:
        self.found: list[tuple[Source, str, str, str]] = []  # source, place, where in it, stamp
        self.skipped = 0
        self.problems: list[str] = []
        self.refused = 0  # of the problems, those about what no run with this engine reads

    def take_local(self, gathered: Gathered) -> None:
        """What was gathered on this machine, of which texts are left out."""
        texts = []
        for source in gathered.sources:
            if not is_records(source.path) or source.packed is not None:
                texts.append(source.path)
                continue
            folder, name = os.path.split(os.path.abspath(source.path))
            seen = Here(folder).stamp(name)
            self.found.append((source, folder, name, seen.stamp if seen else ""))
        if texts:
            self.refused += 1
            more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
            self.problems.append(
                f"{texts[0]}{more}: --engine ray reads JSON lines and Parquet; clean texts without it, or leave them "
                "out (--include '*.jsonl')"
            )

    def take(self, address: str, which: Which) -> None:
        """What is at an address: a file, all under a folder, or what fits a glob."""
        top, pattern = _split(address)
        try:
            there = place(top)
            alone = None if pattern else there.stamp("")
            seen = [alone] if alone else [each for each in there.list() if _takes(there.shown, each, which, pattern)]
        except CleantextError as error:
            self.problems.append(f"{error}")
            return
        except OSError as error:
            self.problems.append(
                f"{place(top).shown}: cannot be listed ({brief(error)}); check the address and the rights"
            )
            return
        if not seen:
            self.problems.append(f"{place(top).shown}: no JSON lines and no Parquet there; check the address")
        for each in seen:
            path = f"{there.shown}/{each.name}" if each.name else there.shown
            if each.name or is_records(path):
                name = each.name or path.rpartition("/")[2]
                self.found.append((Source(path, name, each.size), top, each.name, each.stamp))
            else:
                self.refused += 1
                self.problems.append(f"{path}: --engine ray reads JSON lines and Parquet; leave it out")


def _split(address: str) -> tuple[str, str]:
    bare, _, query = address.partition("?") if "=" in address else (address, "", "")
    first = min((bare.find(sign) for sign in MAGIC if sign in bare), default=-1)
    if first < 0:
        return address, ""
    top = bare[: bare.rfind("/", 0, first)]
    return top + (f"?{query}" if query else ""), bare[len(top) + 1 :]


def _takes(top: str, seen: Seen, which: Which, pattern: str) -> bool:
    parts = seen.name.split("/")
    if any(part.startswith((".", "_")) for part in parts) or not is_records(seen.name):
        return False
    if pattern:
        from cleantext.decoding.names import fits

        if not fits(f"/{pattern}", f"/{seen.name}"):
            return False
    return which.takes(f"{top}/{seen.name}", top)


def usable(inputs: Inputs, columns: Columns) -> None:
    """Raises UsageError when this engine can do nothing with what was given, whatever is in the files."""
    paths = [source.path for source, *_ in inputs.found]
    if not paths and inputs.refused and inputs.refused == len(inputs.problems):
        raise UsageError(inputs.problems[0])
    if paths and columns.format == "parquet" and not any(map(is_parquet, paths)):
        raise UsageError(f"{paths[0]}: {_LINES_STAY}")


def planned(inputs: Inputs, job: Job, say: Callable[[str], None]) -> tuple[list[Part], set[str]]:
    """The parts of all files, in order, and the files that cannot be cut, which are told to ``say``."""
    options, how, columns = job.how
    parts: list[Part] = []
    failed = set()
    sources = [found[0] for found in inputs.found]
    for (source, top, at, stamp), name in zip(inputs.found, names(sources, columns), strict=True):
        chosen = for_source(options, source)
        split = how.for_path(source.path).split and chosen.junk
        mine = columns._replace(split=split, format=form(source.path, columns))
        try:
            if mine.format == "parquet" and not is_parquet(source.path):
                raise CleantextError(f"{source.path}: {_LINES_STAY}")
            parts += cut(Part(source, top, at, Plan(source.path, chosen, mine, name), stamp), SIZE)
        except CleantextError as error:
            failed.add(source.path)
            say(f"{error}")
    return parts, failed


def counted(parts: list[Part], spread: Spread) -> list[Part]:
    """The parts with the numbers of their first records: only who has read what is before knows them."""
    files = [list(each) for _, each in groupby(parts, key=lambda part: part.source.path)]
    open_ = [part for each in files for part in each[:-1] if any(other.first == 0 for other in each)]
    if not open_:
        return parts
    lines = {(part.source.path, part.number): count for part, count in spread(_count, open_)}
    made: list[Part] = []
    for each in files:
        first = 1
        for part in each:
            if part.first == 0:
                part = part._replace(first=first)
            count = lines.get((part.source.path, part.number))
            first += count or 0
            made.append(part)
    return made


def _count(part: Part) -> int:
    try:
        return count_lines(part)
    except CleantextError:
        return 0  # it is told when the part is read


def work_of(job: Job) -> Callable[[Part], Any]:
    """What is done with a part, to be sent to other processes."""
    return partial(clean_part, job=job)


class Folder:
    """The output folder of a run."""

    def __init__(self, out: str, run: str, force: bool) -> None:
        """Raises CleantextError when it holds what is not ours."""
        try:
            self._place: Here | There = place(out)
        except CleantextError as error:
            raise UsageError(f"--out {error}") from error
        if isinstance(self._place, Here) and os.path.isfile(self._place.root):
            raise UsageError(f"{out}: is a file, the output needs a folder; choose another --out")
        self._run = run
        if not force and not self._is_ours():
            other = next((seen.name for seen in self._place.list() if not _hidden(seen.name)), "")
            if other:
                raise UsageError(
                    f"{self._place.shown}: already holds files that are not an earlier output of --engine ray "
                    f"({other}, for one); choose another --out, or write among them with --force"
                )

    def _is_ours(self) -> bool:
        try:
            with self._place.open(SUMMARY) as file:
                return _OURS in json.loads(file.read())
        except (OSError, ValueError, TypeError):
            return False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make it ours, and keep other runs of this machine out of it meanwhile. Raises CleantextError."""
        self.write({"done": False})
        lock = Lock(self._place.root) if isinstance(self._place, Here) else None
        try:
            yield
        finally:
            if lock:
                lock.release()

    def write(self, summary: dict[str, Any]) -> None:
        """The summary, which makes the folder ours. Raises CleantextError."""
        with TemporaryDirectory() as folder:
            path = os.path.join(folder, SUMMARY)
            with open(path, "w", encoding="utf-8") as file:
                json.dump({_OURS: self._run, **summary}, file, ensure_ascii=False, indent=1)
                file.write("\n")
            self._place.put(SUMMARY, path)

    def tidy(self, parts: Iterable[Part], failed: set[str]) -> int:
        """Take away the outputs of earlier runs that this one does not make, but not of what failed; how many."""
        known = {part.name for part in parts}
        ending = ENDINGS["manifest"]
        gone = 0
        for seen in list(self._place.list()):
            folder, _, rest = seen.name.partition("/")
            name = rest.removesuffix(ending)
            if folder != "manifest" or name in known or not rest.endswith(ending):
                continue
            if self._source(seen.name) in failed:
                continue
            for each in (f"{DATA}/{name}", *(f"{kind}/{name}{end}" for kind, end in ENDINGS.items())):
                self._place.remove(each)
            gone += 1
        self._place.sweep()
        return gone

    def _source(self, name: str) -> str:
        try:
            with self._place.open(name) as file:
                return str(json.loads(file.read())["source"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""


def _hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")
