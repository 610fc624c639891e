"""``cleantext.toml``, or ``[tool.cleantext]`` of a pyproject.toml: options that hold for a whole repository.

The nearest one counts, from the working folder up; in one folder cleantext.toml counts before pyproject.toml. The keys
are the options of the command line without their dashes (``min-confidence = 0.8``, ``no-junk = true``); what the
command line says counts instead. A table with the name of a command (``[tool.cleantext.check]``) is for that command
alone, a ``[[tool.cleantext.per-path]]`` for the files that its ``paths`` fit. Paths are relative to the file.
"""

from __future__ import annotations

import argparse
import os
import stat
from typing import Any, NamedTuple

from cleantext import log
from cleantext.errors import CleantextError, UsageError
from cleantext.overrides import Override
from cleantext.settings import SETTINGS, Setting, find, value_of
from cleantext.words import nearest

OWN = "cleantext.toml"
SHARED = "pyproject.toml"
PER_PATH = "per-path"
_MOST = 4 * 2**20  # bytes


class Configuration(NamedTuple):
    """What a file says. path: "" for none. values: settings by name. tables: those of one command, by its name."""

    path: str
    values: dict[str, Any]
    tables: dict[str, dict[str, Any]]
    overrides: tuple[Override, ...]

    def said(self, command: str) -> dict[str, Any]:
        """The settings by name, as they are for a command."""
        return {**self.values, **self.tables.get(command, {})}


def _none() -> Configuration:
    return Configuration("", {}, {}, ())


def settle(given: argparse.Namespace, folder: str = ".") -> None:
    """Give every setting that the command line has not given its value: that of the configuration, or the usual one.

    Adds ``told`` (what the command line gave, by name) and ``overrides``. Raises CleantextError that names the file.
    """
    settings: tuple[Setting, ...] = getattr(given, "settings", ())
    if not settings:
        return
    found = _none() if given.no_config else configured(folder)
    said = found.said(given.command)
    given.told = {each.name: v for each in settings if (v := getattr(given, each.dest)) is not None}
    for each in settings:
        if each.name not in given.told:
            setattr(given, each.dest, said.get(each.name, each.usual))
    left = (each.without(given.told) for each in found.overrides)
    given.overrides = tuple(override for override in left if override.values)


def configured(folder: str = ".") -> Configuration:
    """The nearest configuration, from ``folder`` up. Raises CleantextError that names the file."""
    here = os.path.abspath(folder)
    while True:
        for name in (OWN, SHARED):
            path = os.path.join(here, name)
            table = _table(path)
            if table is not None:
                log.info("%s: options are taken from it", path)
                return _Reader(path).whole(table)
        here, below = os.path.dirname(here), here
        if here == below:
            return _none()


def _table(path: str) -> dict[str, Any] | None:
    """The options' table of a file; None where there is none."""
    own = os.path.basename(path) == OWN
    data = _content(path, own)
    if data is None or (not own and not (b"cleantext" in data and b"tool" in data)):
        return None
    import tomllib  # only where there is something to read

    try:
        found: Any = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # of bytes, of TOML, of a number with too many digits
        if not own and b"tool.cleantext" not in data:  # somebody else's to mend
            return None
        raise UsageError(f"{path}: cannot be read as TOML ({error}); mend it, or use --no-config") from error
    for name in () if own else ("tool", "cleantext"):
        found = found.get(name) if isinstance(found, dict) else None
    if found is not None and not isinstance(found, dict):
        raise UsageError(f"{path}: tool.cleantext is no table; write the options under [tool.cleantext]")
    return found


def _content(path: str, own: bool) -> bytes | None:
    """The bytes of a file; None where there is none. own: it is ours, and nobody else's to mend. Raises CleantextError.

    A pipe or a device would be waited for without end.
    """
    if not os.path.lexists(path):
        return None
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode) and not own:
            return None
        if not stat.S_ISREG(mode):
            raise UsageError(f"{path}: is no regular file; move it elsewhere, or use --no-config")
        with open(path, "rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        if not own:
            return None
        reason = error.strerror or error
        raise UsageError(f"{path}: cannot be read ({reason}); mend it, or use --no-config") from error
    if len(data) > _MOST:
        raise UsageError(f"{path}: is larger than {_MOST // 2**20} MiB; mend it, or use --no-config")
    return data


class _Reader:
    """Makes a ``Configuration`` of the table of one file, or says what is wrong with it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._folder = os.path.dirname(path)
        self._top = "" if os.path.basename(path) == OWN else "tool.cleantext"

    def whole(self, table: dict[str, Any]) -> Configuration:
        from cleantext.arguments import COMMANDS

        rest = dict(table)
        tables = {name: rest.pop(name) for name in COMMANDS if isinstance(rest.get(name), dict)}
        found = {name: self._values(each, name, name) for name, each in tables.items()}
        per_path = rest.pop(PER_PATH, rest.pop(PER_PATH.replace("-", "_"), []))
        if not isinstance(per_path, list) or not all(isinstance(each, dict) for each in per_path):
            raise self._wrong(PER_PATH, f"is no list of tables; write [[{self._at(PER_PATH)}]]")
        overrides = tuple(map(self._override, per_path))
        return Configuration(self._path, self._values(rest, ""), found, overrides)

    def _values(self, table: dict[str, Any], where: str, command: str = "") -> dict[str, Any]:
        return dict(self._pair(key, value, where, command) for key, value in table.items())

    def _pair(self, key: str, value: object, where: str, command: str = "") -> tuple[str, Any]:
        setting = find(key.replace("_", "-"), command)
        if setting is None:
            raise self._wrong(where, f"has no {key!r}; {self._hint(key, command)}")
        try:
            found = value_of(setting, value)
        except CleantextError as error:
            raise self._wrong(where, f"{key} = {error}") from error
        except ValueError as error:  # a number with too many digits to be shown
            raise self._wrong(where, f"{key} has a value that is too large") from error
        if setting.is_path and found:
            paths = [os.path.join(self._folder, each) for each in ([found] if isinstance(found, str) else found)]
            found = paths[0] if isinstance(found, str) else paths
        return setting.name, found

    def _override(self, table: dict[str, Any]) -> Override:
        from cleantext.decoding.names import check

        rest = dict(table)
        paths = rest.pop("paths", None)
        globs = [paths] if isinstance(paths, str) else paths
        if not isinstance(globs, list) or not globs or not all(isinstance(each, str) and each for each in globs):
            raise self._wrong(PER_PATH, 'needs the files it is for; write paths = ["old/**"]')
        for each in globs:
            try:
                check(each)
            except CleantextError as error:
                raise self._wrong(PER_PATH, f"paths: {error}") from error
        values = self._values(rest, PER_PATH)
        for name in values:
            setting = find(name)
            if setting is None or not setting.per_path:
                raise self._wrong(PER_PATH, f"{name} cannot differ from file to file; set it for all of them")
        pairs = tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in values.items())
        return Override(tuple(globs), self._folder, pairs)

    def _hint(self, key: str, command: str) -> str:
        name = key.replace("_", "-")
        owners = [each.command for each in SETTINGS if each.name == name]
        if owners:
            return f"it stands in {' or '.join(f'[{self._at(each)}]' for each in owners)}"
        if key == "tool" and not self._top:
            return f"in {OWN} the options stand at the top, without [tool.cleantext]"
        return nearest(name, [each.name for each in SETTINGS if each.command in ("", command)], "it knows")

    def _at(self, where: str) -> str:
        return ".".join(filter(None, (self._top, where)))

    def _wrong(self, where: str, what: str) -> UsageError:
        place = self._at(where)
        return UsageError(f"{self._path}: {f'[{place}] ' if place else ''}{what}")
