"""The files in an output folder: which are ours, which may be replaced, and what is taken away.

Nothing of others is touched, nothing leaves the folder, and a source that lies in it stays as it is.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence

from cleantext.corpus import disk, folders, logs
from cleantext.corpus.grow import Growing
from cleantext.errors import CleantextError, UsageError
from cleantext.patterns import lazy

_OURS = lazy(r"^\.\d+-\d+\.cleantext-tmp$")
_NOTHING = logs.Earlier(set(), "")


Content = bytes | Growing
Output = tuple[str, Content]  # name, what is in it


class Outputs:
    """The files in one output folder.

    before: those of earlier runs, by their names, as the manifest has them.
    """

    def __init__(self, root: str, force: bool = False) -> None:
        """Look at the folder and change nothing. Raises UsageError when it is not ours to write in."""
        if os.path.lexists(root) and not os.path.isdir(root):
            raise UsageError(f"{root}: is a file, the output needs a folder; choose another --out")
        self.root = root
        self.before: dict[str, logs.Earlier] = {}
        self._real = os.path.realpath(root)
        self._force = force
        self._sources: frozenset[str] = frozenset()
        self._folders: set[str] = set()
        self.look()

    def look(self) -> None:
        """Read what earlier runs made. Raises UsageError when there are files of others."""
        self.before = logs.earlier(self.root)
        others = () if self._force else (path for path in folders.files(self.root) if not self._is_ours(path))
        first = next(iter(others), None)
        if first is not None:
            raise UsageError(
                f"{self.root}: already holds files that are not an earlier output ({first}, for one); choose another "
                "--out, or write among them with --force (those of the same name are replaced)"
            )

    def _is_ours(self, path: str) -> bool:
        # Hidden files are a system's or a tool's; ours are temporary. No output has a hidden name.
        return path in self.before or path in logs.NAMES or os.path.basename(path).startswith(".")

    def spare(self, sources: Sequence[str]) -> None:
        """None of these is ever replaced or removed. Raises UsageError when a log would have to be written over one."""
        self._sources = frozenset(map(os.path.realpath, sources))
        for path in map(self.at, logs.NAMES):
            if os.path.realpath(path) in self._sources:
                raise UsageError(f"{path}: is a source and would be replaced; leave it out, or choose another --out")

    def is_spared(self, path: str) -> bool:
        """True for a source of this run."""
        return os.path.realpath(path) in self._sources

    def holds(self, path: str) -> bool:
        """True when a source is a file this folder holds or will hold: cleaning it would overwrite it."""
        relative = os.path.relpath(os.path.realpath(path), self._real).replace(os.sep, "/")
        return relative in self.before or relative in logs.NAMES

    def sweep(self) -> None:
        """Take away the hidden files of a run that was killed. Raises OSError."""
        for path in map(self.at, folders.files(self.root)):
            if _OURS.search(os.path.basename(path)) and not self.is_spared(path):
                os.remove(path)

    def at(self, name: str) -> str:
        """Where an output stands."""
        return os.path.join(self.root, *name.split("/"))

    def grow(self, name: str = "") -> Growing:
        """A file for an output (or for lines of a log, without a name) that does not fit into memory.

        Raises CleantextError, for an output that may not be replaced too: before the work, not after it.
        """
        try:
            path = self._path(name) if name else self.root
            self._has(name, path, "") if name else None
            return Growing(os.path.dirname(path) if name else path)
        except OSError as error:
            raise disk.cannot(error.filename or self.root, error) from error

    def prepare(self, files: Sequence[Output], temporary: list[tuple[str, str]]) -> None:
        """Write each file under a hidden name, and list (hidden, path). Raises CleantextError and OSError."""
        for number, (name, data) in enumerate(files):
            path = self._path(name)
            if isinstance(data, Growing):
                data.close()
                if self._has(name, path, data.digest()):
                    data.discard()
                else:
                    temporary.append((data.path, path))
                continue
            if self._has(name, path, hashlib.sha256(data).hexdigest()):
                continue
            # In the same folder, so that the move is a renaming; short, so that it fits wherever the name does.
            temporary.append((os.path.join(os.path.dirname(path), f".{os.getpid()}-{number}.cleantext-tmp"), path))
            with io.FileIO(temporary[-1][0], "xb") as file:
                disk.append(file, data)

    def _path(self, name: str) -> str:
        """The path of an output, its folder made. Raises CleantextError when it lies outside."""
        path = self.at(name)
        folder = os.path.dirname(path)
        if folder not in self._folders:
            folders.make(folder)
            if not self._is_inside(folder):  # a link in the folder leads out of it
                raise CleantextError(f"{folder}: leads out of the output folder; remove the link or change --out")
            self._folders.add(folder)
        return path

    def _has(self, name: str, path: str, wanted: str) -> bool:
        """True when the file is there, of the digest wanted. Raises CleantextError when it may not be replaced."""
        if not os.path.lexists(path):
            return False
        if not os.path.isfile(path):
            raise CleantextError(f"{path}: is in the way, and no file; move it elsewhere or choose another --out")
        digest = disk.digest(path)
        if digest == wanted:
            return True
        if self.is_spared(path):
            raise CleantextError(f"{path}: is a source and would be overwritten; choose another --out")
        if not self._force and digest not in self.before.get(name, _NOTHING).digests:
            raise CleantextError(
                f"{path}: was edited since cleantext wrote it; move it elsewhere, or have it replaced with --force"
            )
        return False

    def _is_inside(self, folder: str) -> bool:
        return folders.is_within(os.path.realpath(folder), self._real)

    def discard(self, name: str) -> str:
        """Remove one output of an earlier run; a message when it stays."""
        path = self.at(name)
        # The manifest may have been edited: nothing is removed that is not, by place and content, what we wrote.
        if not os.path.isfile(path) or os.path.islink(path) or not self._is_inside(os.path.dirname(path)):
            return ""
        if self.is_spared(path):
            return ""
        try:
            if disk.digest(path) not in self.before[name].digests:
                return f"{path}: is no longer made, but was edited since; it was left, move it elsewhere"
            os.remove(path)
            folder = os.path.dirname(path)
            while os.path.realpath(folder) != self._real and not os.listdir(folder):
                os.rmdir(folder)
                folder = os.path.dirname(folder)
        except OSError as error:
            return f"{path}: is no longer made and could not be removed ({error.strerror}); remove it"
        return ""
