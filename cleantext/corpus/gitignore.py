"""What git ignores: the ``.gitignore`` files of a folder, of those above it in its repository and of those below."""

from __future__ import annotations

import os
from typing import Any

from cleantext.errors import CleantextError


class Ignored:
    """What is ignored under a folder. Raises CleantextError when pathspec is missing or a file cannot be read."""

    def __init__(self, top: str) -> None:
        try:
            from pathspec import GitIgnoreSpec
        except ImportError as error:
            raise CleantextError("--gitignore needs pathspec; run pip install 'pathspec>=0.12'") from error
        self._parse: Any = GitIgnoreSpec.from_lines
        self._root = _repository(os.path.abspath(top))
        self._specs: dict[str, list[Any]] = {}  # by folder; the first that says anything counts

    def has(self, folder: str, name: str, is_folder: bool = False) -> bool:
        """True for a file or folder that git ignores. What is in an ignored folder is not told again."""
        at = os.path.abspath(folder)
        path = os.path.join(at, name)
        while True:  # the nearest .gitignore counts most
            shown = os.path.relpath(path, at).replace(os.sep, "/") + "/" * is_folder
            for spec in self._of(at):
                said = spec.check_file(shown).include
                if said is not None:
                    return bool(said)
            if at == self._root:
                return False
            at = os.path.dirname(at)

    def _of(self, folder: str) -> list[Any]:
        if folder not in self._specs:
            names = [".gitignore", *([os.path.join(".git", "info", "exclude")] if folder == self._root else [])]
            self._specs[folder] = [spec for name in names if (spec := self._read(os.path.join(folder, name)))]
        return self._specs[folder]

    def _read(self, path: str) -> Any:
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return self._parse(file.read().splitlines())
        except (FileNotFoundError, NotADirectoryError):  # .git is a file in a worktree
            return None
        except (OSError, ValueError) as error:
            raise CleantextError(f"{path}: cannot be read ({error}); mend it, or leave out --gitignore") from error


def _repository(top: str) -> str:
    """The root of the repository that ``top`` is in, or ``top`` itself."""
    at = top
    while not os.path.lexists(os.path.join(at, ".git")):
        up = os.path.dirname(at)
        if up == at:
            return top
        at = up
    return at
