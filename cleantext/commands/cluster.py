"""``clean --engine ray``: files of records in parts, over a cluster; what one process would write, in parts."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cleantext.arguments import options
from cleantext.commands.columns import columns
from cleantext.commands.inputs import gather_given, refuse
from cleantext.commands.tally import Tally
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.read import Gathered
from cleantext.corpus.which import Which
from cleantext.errors import UsageError

if TYPE_CHECKING:
    from cleantext.adapters.engine import Inputs
    from cleantext.adapters.part_work import Job
    from cleantext.adapters.parts import Part


def is_cluster(given: argparse.Namespace) -> bool:
    """True for ``--engine ray``. What does not go with it ends here, with status 2."""
    if given.engine != "ray":
        if given.ray_address and "ray-address" in given.told:
            refuse("clean", "--ray-address: is for --engine ray; give both")
        return False
    if given.in_place or given.out is None:
        refuse("clean", "--engine ray: needs --out DIR, or an address (s3://bucket/out)")
    if "-" in given.paths:
        refuse("clean", "--engine ray: standard input is at no other machine; give a file")
    if given.format == "files":
        refuse("clean", "--engine ray: writes no file a speech, which no cluster is for; --format jsonl or parquet")
    if given.titles and "titles" in given.told:
        refuse("clean", "--titles: names files, and --engine ray writes none for a speech; leave it out")
    return True


def run(given: argparse.Namespace) -> int:
    """Clean into ``--out``; 1 when a file failed or a record was set aside."""
    try:
        from cleantext.adapters import engine, ray_run
    except ImportError as error:
        raise UsageError(f"--engine ray: {error}") from error
    job = _job(given)
    folder = engine.Folder(job.out, job.run, given.force)
    inputs, gathered = _inputs(given)
    engine.usable(inputs, columns(given))
    tally = Tally(gathered, given.quiet, given.told.get("encoding"))
    try:
        if gathered.sources:
            with folder.held(), ray_run.cluster(given.ray_address, given.jobs):
                spread = partial(ray_run.in_order, jobs=given.jobs)
                parts, failed = engine.planned(inputs, job, tally.fail)
                parts = [_timed(part, given.timeout) for part in engine.counted(parts, spread)]
                failed |= _all(parts, spread(engine.work_of(job), parts), tally)
                folder.tidy(parts, failed | set(gathered.failed))
                folder.write({"done": True, "parts": len(parts), **tally.record()})
    except KeyboardInterrupt:
        tally.progress.say(f"{given.out}: stopped; run again to go on")
        raise
    finally:
        tally.progress.close()
    counts = {"files": tally.files, "parts unchanged since the last run": tally.carried, "speeches": tally.speeches}
    if not given.quiet:
        tally.summary({name: n for name, n in counts.items() if n or name in ("files", "speeches")})
    return 1 if tally.failed or tally.quarantined else 0


def _job(given: argparse.Namespace) -> Job:
    from cleantext.adapters.part_work import Job
    from cleantext.adapters.places import is_address, plain
    from cleantext.corpus.run import How, run_name

    how = (options(given), How(not given.no_split, False, given.overrides), columns(given).outcome())
    out = given.out if is_address(given.out) else os.path.abspath(plain(given.out))  # nodes work in other folders
    return Job(out, run_name(how[0], *how[1:]), how)


def _inputs(given: argparse.Namespace) -> tuple[Inputs, Gathered]:
    from cleantext.adapters.engine import Inputs
    from cleantext.adapters.places import is_address, plain

    inputs, which = Inputs(), Which(tuple(given.include), tuple(given.exclude), records=True)
    local = [plain(path) for path in given.paths if not is_address(path)]
    skipped, problems, failed = 0, [], []
    if local:
        found = gather_given(argparse.Namespace(**{**vars(given), "paths": local}), given.out, records=True)
        inputs.take_local(found)
        skipped, problems, failed = found.skipped, list(found.problems), list(found.failed)
    for path in given.paths:
        if is_address(path):
            inputs.take(path, which)
    sources = tuple(found[0] for found in inputs.found)
    return inputs, Gathered(sources, skipped, (*problems, *inputs.problems), tuple(failed))


def _timed(part: Part, timeout: float) -> Part:
    return part._replace(plan=part.plan._replace(columns=part.plan.columns._replace(timeout=timeout)))


def _all(parts: Sequence[Part], results: Iterable[tuple[Part, Any]], tally: Tally) -> set[str]:
    """Count what became of the parts. Returns the files of which one failed."""
    failed = set()
    shares = Counter(part.source.path for part in parts)
    for part, made in results:
        path = part.source.path
        if made is None:
            advice = "look at the logs of Ray; give its machines more memory, or leave the file out"
            made = {"error": f"{path}: part {part.number} could not be cleaned: its process died; {advice}"}
        if "error" in made:
            failed.add(path)
            tally.fail(made["error"], part.source.size // shares[path])
            continue
        for line in made["said"]:
            tally.progress.say(line)
        tally.carried += bool(made.get("carried"))
        tally.records += made["records"]
        tally.speeches += made["speeches"]
        tally.outside += made["outside"]
        tally.quarantined += made["quarantined"]
        tally.rules.update({rule: n for rule, n in made["findings"].items() if rule != OUTSIDE})
        tally.progress.advance(part.source.size // shares[path])
    tally.files = len(shares.keys() - failed)
    return failed
