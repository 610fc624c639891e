"""``[tool.cleantext]`` of the pyproject.toml above the working directory: options that hold for a whole repository.

The keys are the options of the command line without their dashes (``min-confidence = 0.8``, ``no-junk = true``); what
the command line says counts instead. Paths of lists are relative to the pyproject.toml.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cleantext.errors import CleantextError

NAME = "pyproject.toml"
_TYPES: dict[str, tuple[type, ...]] = {
    "script": (str,),
    "punctuation": (str,),
    "repeats": (str,),
    "no-junk": (bool,),
    "select": (str, list),
    "ignore": (str, list),
    "min-confidence": (int, float),
    "encoding": (str, list),
    "lexicon": (str, list),
}


def configured(folder: str = ".") -> dict[str, Any]:
    """The options of the nearest pyproject.toml, from ``folder`` up, that has a ``[tool.cleantext]``; {} without one.

    Keys with underscores, lists as lists. Raises CleantextError that names the file.
    """
    here = Path(os.path.abspath(folder))
    for each in (here, *here.parents):
        path = each / NAME
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if b"tool.cleantext" in data:
            table = _table(path, data)
            if table is not None:
                return _options(path, table)
    return {}


def _table(path: Path, data: bytes) -> dict[str, Any] | None:
    import tomllib  # only where there is something to read

    try:
        found = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CleantextError(f"{path}: cannot be read as TOML ({error}); mend it, or use --no-config") from error
    table = found.get("tool", {}).get("cleantext")
    return table if isinstance(table, dict) else None


def _options(path: Path, table: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("_", "-")
        types = _TYPES.get(name)
        if types is None:
            raise CleantextError(f"{path}: [tool.cleantext] has no {key!r}; it knows {', '.join(_TYPES)}")
        items = value if isinstance(value, list) else [value]
        is_number = isinstance(value, bool) and bool not in types  # True is an int
        if not isinstance(value, types) or is_number or (list in types and not all(isinstance(v, str) for v in items)):
            wanted = " or ".join(each.__name__ for each in types)
            raise CleantextError(f"{path}: [tool.cleantext] {key} = {value!r} is no {wanted}")
        found[name.replace("-", "_")] = items if list in types else value
    if "lexicon" in found:
        found["lexicon"] = [str(path.parent / each) for each in found["lexicon"]]
    return found
