"""Hostile bytes for decode, and the laws it must keep: ``python -m benchmarks.fuzz [--minutes 10] [--engine both]``.

Inputs are made of pieces: text in every codec, cut, joined and damaged; marks, escapes, NULs; random bytes. hypothesis
draws them; atheris (part of the extra "bench" where it has a wheel: Linux on x86-64) looks for inputs that reach new
code. The minutes are for each engine. Of every input: no exception; not a byte lost; segments cover the bytes in order,
and each holds its own; findings name the bytes they stand for; the text can be written as UTF-8; time is bounded by
size. One in ten is read in a codec that is given, one in fifty goes through ``clean`` and back. Exit code 1 when a law
was broken.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.fuzz_laws import codecs, fault
from benchmarks.fuzz_pieces import MOST, Pick, made, picker

ENGINES = ("hypothesis", "atheris")
_SECONDS, _SECONDS_A_KB = 0.2, 0.1  # of processor time, at most; an instrumented run may take so many times as long:
_INSTRUMENTED = 8
_SHOWN = 10
_ROUND = 300  # inputs
_SEEDS = 400
_RAW = b"\xff"


@dataclass
class Tally:
    """What came of a run. broken: what went wrong -> the smallest input that shows it."""

    inputs: int = 0
    exceptions: int = 0
    bytes_lost: int = 0
    others: int = 0
    slowest: float = 0.0  # seconds a KB, of inputs of a KB and more
    broken: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def add(self, data: bytes, codec: str, rewound: bool, patience: float = 1.0) -> None:
        """Run one input."""
        self.inputs += 1
        start = time.process_time()
        wrong = fault(data, codec, rewound)
        seconds = time.process_time() - start
        if len(data) >= 1024 and not rewound:
            self.slowest = max(self.slowest, seconds / len(data) * 1024)
            if seconds > patience * (_SECONDS + _SECONDS_A_KB * len(data) / 1024):
                wrong = wrong or "slow"
        if not wrong:
            return
        self.exceptions += wrong.startswith("exception")
        self.bytes_lost += wrong.startswith("bytes lost")
        self.others += not wrong.startswith(("exception", "bytes lost"))
        if wrong not in self.broken and len(self.broken) < _SHOWN:
            self.broken[wrong] = (smaller(data, lambda each: fault(each, codec, rewound) == wrong), codec)

    def shown(self, engine: str) -> str:
        sums = (
            f"exceptions {self.exceptions}, inputs with bytes lost {self.bytes_lost}, other laws broken {self.others}"
        )
        lines = [f"{engine}: inputs {self.inputs:,}, {sums}; slowest {1000 * self.slowest:.1f} ms a KB"]
        lines += [f"  {wrong} [codec {codec or 'found out'}]: {data!r}" for wrong, (data, codec) in self.broken.items()]
        return "\n".join(lines)


def smaller(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """A shorter input that breaks the same law; ``data`` itself when none does."""
    width = len(data) // 2
    while width:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + width :]
            data, at = (shorter, at) if fails(shorter) else (data, at + width)
        width //= 2
    return data


def run(tally: Tally, pick: Pick, raw: bytes = b"", patience: float = 1.0) -> None:
    """One input: the bytes themselves if there are any, else what is made of the picks."""
    names = codecs()
    codec = names[pick(len(names))] if pick(10) == 9 else ""
    rewound = pick(50) == 49
    tally.add(raw or made(pick), codec, rewound, patience)


def warm() -> None:
    """Have loaded what loads on first use: it is no part of the time."""
    for number in range(60):
        fault(made(picker(Random(number).randbytes(100))), rewound=not number)


def hypothesis_engine(tally: Tally, seconds: float, most: int = _ROUND) -> None:
    """Draw inputs, ``most`` in a round, until the time is up; a round draws the same ones in every run."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    quiet = settings(max_examples=most, deadline=None, database=None, phases=[Phase.generate])
    quiet = settings(quiet, suppress_health_check=[*HealthCheck])
    warm()
    end = time.monotonic() + seconds
    for number in count():

        @seed(number)
        @quiet
        @given(st.integers(0, 7), st.binary(min_size=30, max_size=300))
        def one(kind: int, data: bytes) -> None:
            run(tally, picker(data), data if kind == 7 else b"")

        one()
        if time.monotonic() > end:
            break


def atheris_engine(tally: Tally, seconds: float) -> None:
    """Let libFuzzer look for new code until the time is up. Does not return: libFuzzer ends the process."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["cleantext.decoding"]):
        for module in iter_modules(import_module("cleantext.decoding").__path__, "cleantext.decoding."):
            import_module(module.name)
    warm()
    end = time.monotonic() + seconds
    seeds = TemporaryDirectory()
    random = Random(5)
    for number in range(_SEEDS):  # the first byte says which: picks, or bytes as they are
        picks = random.randbytes(random.randrange(20, 400))
        Path(seeds.name, str(number)).write_bytes(_RAW + made(picker(picks)) if number % 2 else b"\0" + picks)

    def one(data: bytes) -> None:
        raw = data[1:] if data.startswith(_RAW) else b""
        run(tally, picker(data[:0:-1]), raw, _INSTRUMENTED)
        if time.monotonic() > end:
            print(tally.shown("atheris"), flush=True)
            seeds.cleanup()
            os._exit(bool(tally.broken))

    atheris.Setup([sys.argv[0], "-verbosity=0", "-len_control=0", f"-max_len={MOST}", seeds.name], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="for each engine")
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    args = parser.parse_args()
    code = 0
    if args.engine != "atheris":
        tally = Tally()
        hypothesis_engine(tally, 60 * args.minutes)
        print(tally.shown("hypothesis"), flush=True)
        code = int(bool(tally.broken))
    if args.engine == "hypothesis":
        return code
    if find_spec("atheris") is None:
        print("atheris is not installed, and did not run; python -m pip install atheris (Linux on x86-64 has a wheel)")
        return code if args.engine == "both" else 1
    if args.engine == "both":  # a process of its own: what it has to watch must not be loaded yet
        again = [sys.executable, "-m", "benchmarks.fuzz", "--engine", "atheris", "--minutes", str(args.minutes)]
        return code | subprocess.run(again).returncode
    atheris_engine(Tally(), 60 * args.minutes)
    return code


if __name__ == "__main__":
    sys.exit(main())
