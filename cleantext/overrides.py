"""Options that hold for some files only: the ``per-path`` tables of a configuration file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from cleantext.options import Options

_NAMES = frozenset(each.name for each in fields(Options))


class Override(NamedTuple):
    """One table. paths: globs as ``--encoding`` has them, relative to ``folder``. values: settings, by their name."""

    paths: tuple[str, ...]
    folder: str
    values: tuple[tuple[str, Any], ...]

    def fits(self, path: str) -> bool:
        """True for a file that it is meant for."""
        from cleantext.decoding.names import fits

        try:
            relative = os.path.relpath(path, self.folder)
        except ValueError:  # on another drive
            relative = os.path.abspath(path)
        # A glob that begins with a slash is meant from the folder on, and no other.
        return any(fits(each + "**" * each.endswith("/"), f"/{relative}") for each in self.paths)

    def without(self, names: Iterable[str]) -> Override:
        """The same with nothing said of these settings: the command line counts more."""
        return self._replace(values=tuple(pair for pair in self.values if pair[0] not in names))


def merged(overrides: Iterable[Override], path: str) -> dict[str, Any]:
    """What they say of a file: the last that fits it and names a setting counts."""
    return {name: value for each in overrides if each.fits(path) for name, value in each.values}


def option_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings, by their names, as the fields of ``Options``; those that are none of its are left out."""
    found = {name.replace("-", "_"): tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    junk = {"junk": not found["no_junk"]} if "no_junk" in found else {}
    return junk | {name: value for name, value in found.items() if name in _NAMES}


@dataclass(frozen=True, slots=True)
class PathOptions(Options):
    """Options that are not the same for every file: ``for_path`` gives those of one."""

    overrides: tuple[Override, ...] = ()

    def for_path(self, path: str) -> Options:
        """The options of the file at ``path``."""
        return self.changed(merged(self.overrides, path))

    def lists(self) -> tuple[str, ...]:
        """Every file that these options name, for whichever file they are."""
        named = (path for each in self.overrides for name, paths in each.values if name == "lexicon" for path in paths)
        return (*self.lexicon, *named)

    def changed(self, values: Mapping[str, Any]) -> Options:
        """The options that hold for every file, changed by settings. Raises CleantextError for what cannot be."""
        usual = {each.name: getattr(self, each.name) for each in fields(Options)}
        return Options(**usual | option_fields(values))
