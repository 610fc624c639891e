"""``cleantext rules`` and ``cleantext explain RULE``."""

from __future__ import annotations

import argparse
from typing import Any

from cleantext import passes, settings, words


def add(commands: Any) -> None:
    """Add both commands to the parser's."""
    commands.add_parser("rules", help="list the rules")
    explain = commands.add_parser("explain", help="print the manual of a rule")
    explain.add_argument("rule", metavar="RULE", type=settings.typed(words.rule))


def run(given: argparse.Namespace) -> int:
    """Print the list, or a manual."""
    return _explain(given) if given.command == "explain" else _rules()


def _rules() -> int:
    rules = [(rule, _first_line(passes.detector(rule).__doc__)) for rule in passes.rule_names()]
    rules += [(rule, f"{_first_line(manual)} (reports only)") for rule, manual in passes.REPORTS.items()]
    wide = max(len(rule) for rule, _ in rules)
    for rule, line in rules:
        print(f"{rule:<{wide}}  {line}")
    return 0


def _first_line(manual: str | None) -> str:
    return (manual or "").strip().partition("\n")[0]


def _explain(given: argparse.Namespace) -> int:
    manual = passes.REPORTS[given.rule] if given.rule in passes.REPORTS else passes.detector(given.rule).__doc__
    print((manual or "no manual yet").strip())
    return 0
