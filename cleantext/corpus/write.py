"""The output folder: every file appears whole or not at all, nothing of others is touched, nothing leaves the folder.

While a run goes on the two logs grow under ``<name>.part``; they get their names when all is done. A run that was
killed leaves them behind, so that the next one knows which files in the folder are ours.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cleantext.corpus import disk, folders, logs
from cleantext.corpus.finished import Finished, finished, read
from cleantext.corpus.grow import Growing
from cleantext.corpus.interrupts import held_back
from cleantext.corpus.lock import Lock
from cleantext.errors import CleantextError, UsageError
from cleantext.patterns import lazy

_OURS = lazy(r"^\.\d+-\d+\.cleantext-tmp$")
_NUMBER = lazy(r"\.\d+\.txt$")
_NOTHING = logs.Earlier(set(), "")


Content = bytes | Growing
Output = tuple[str, Content]  # name, what is in it


class Failed(NamedTuple):
    """What could not be done this time. path: a source, or a folder of sources. target: where its outputs would be."""

    path: str
    target: str = ""


class Store:
    """An output folder for one run: ``begin``, ``put`` for each source, then ``finish`` or ``stop``, and ``close``."""

    def __init__(self, root: str, force: bool = False) -> None:
        """Look at the folder and change nothing. Raises CleantextError when it is not ours to write in."""
        if os.path.lexists(root) and not os.path.isdir(root):
            raise UsageError(f"{root}: is a file, the output needs a folder; choose another --out")
        self.root = root
        self._real = os.path.realpath(root)
        self._force = force
        self._written: set[str] = set()
        self._done: set[str] = set()  # sources, as absolute paths
        self._sources: frozenset[str] = frozenset()
        self._folders: set[str] = set()
        self._logs = logs.Writer(root)
        self._lock: Lock | None = None
        self._before: dict[str, logs.Earlier] = {}
        self._finished: dict[str, dict[str, Finished]] = {}  # by the name of the run
        self._look()

    def _look(self) -> None:
        self._before = logs.earlier(self.root)
        others = () if self._force else (path for path in folders.files(self.root) if not self._is_ours(path))
        first = next(iter(others), None)
        if first is not None:
            raise UsageError(
                f"{self.root}: already holds files that are not an earlier output ({first}, for one); choose another "
                "--out, or write among them with --force (those of the same name are replaced)"
            )

    def _is_ours(self, path: str) -> bool:
        # Hidden files are a system's or a tool's; ours are temporary. No output has a hidden name.
        return path in self._before or path in logs.NAMES or os.path.basename(path).startswith(".")

    def is_output(self, path: str) -> bool:
        """True when a source is a file this folder holds or will hold: cleaning it would overwrite it."""
        relative = os.path.relpath(os.path.realpath(path), self._real).replace(os.sep, "/")
        return relative in self._before or relative in logs.NAMES

    def begin(self, sources: Sequence[str]) -> None:
        """Make the folder, keep other runs out of it, open the logs. Raises CleantextError.

        sources: every path that was given to read, whether it will be or not: none is ever replaced or removed.
        """
        self._sources = frozenset(map(os.path.realpath, sources))
        for path in map(self._at, logs.NAMES):
            if os.path.realpath(path) in self._sources:
                raise UsageError(f"{path}: is a source and would be replaced; leave it out, or choose another --out")
        try:
            folders.make(self.root)
            self._lock = Lock(self.root)
            self._look()  # again: a run may have ended since
            for path in map(self._at, folders.files(self.root)):
                if _OURS.search(os.path.basename(path)) and os.path.realpath(path) not in self._sources:
                    os.remove(path)  # of a run that was killed
            with held_back():
                self._recover()
                self._logs.begin()
        except OSError as error:
            raise disk.cannot(error.filename or self.root, error) from error

    def _recover(self) -> None:
        """End a run that was killed, as if it had been stopped: its logs take up what it had not come to."""
        parts = [os.path.join(self.root, name + logs.PART) for name in (logs.MANIFEST, *logs.SIDE)]
        if os.path.isfile(parts[0]):
            lines = list(logs.manifest(self.root, logs.MANIFEST + logs.PART))
            self._logs.begin()
            sides = {name: logs.whole(path) for name, path in zip(logs.SIDE, parts[1:], strict=True)}
            self._logs.cut({logs.MANIFEST: sum(len(line.raw) for line in lines), **sides})
            self._written.update(line.output for line in lines)
            self._done.update(os.path.abspath(line.source) for line in lines if line.source)
            self._logs.end(self._undone())
            self._written.clear()
            self._done.clear()
        else:
            for path in filter(os.path.lexists, parts[1:]):
                os.remove(path)

    def grow(self, name: str = "") -> Growing:
        """A file for an output (or for lines of a log, without a name) that does not fit into memory; for ``put``.

        Raises CleantextError, for an output that may not be replaced too: before the work, not after it.
        """
        try:
            path = self._path(name) if name else self.root
            self._holds(name, path, "") if name else None
            return Growing(os.path.dirname(path) if name else path)
        except OSError as error:
            raise disk.cannot(error.filename or self.root, error) from error

    def put(
        self,
        files: Sequence[Output],
        manifest: bytes,
        findings: Content,
        source: str | Sequence[str] = "",
        quarantine: Content = b"",
    ) -> None:
        """Write the outputs of one source and its lines in the logs: all of them, or none and a CleantextError.

        source: "" when there is more of it to come; several that share an output.
        """
        sources = [source] * bool(source) if isinstance(source, str) else source
        with held_back():
            self._put(files, {logs.QUARANTINE: quarantine, logs.FINDINGS: findings, logs.MANIFEST: manifest})
            self._written.update(name for name, _ in files)
            self._done.update(map(os.path.abspath, sources))

    def finished(self, run: str) -> dict[str, Finished]:
        """Absolute path -> what the run of this name has done for it."""
        if run not in self._finished:
            self._finished[run] = finished(self.root, run)
        return self._finished[run]

    def known(self, source: str, run: str) -> str:
        """The SHA-256 of the bytes that the run of this name has done for a source, "" when it has not."""
        known = self.finished(run).get(os.path.abspath(source))
        return known.digest if known and known.is_whole() else ""

    def carry(self, source: str, run: str) -> dict[str, Any] | None:
        """Take over what is known of a source that has not changed, with its record; None when an output has changed.

        Raises CleantextError.
        """
        known = self._finished[run][os.path.abspath(source)]
        try:
            if any(disk.digest(self._at(name)) != made for name, made in known.outputs):
                return None
            findings = read(self.root, logs.FINDINGS, known.findings)
            manifest = read(self.root, logs.MANIFEST, known.manifest)
        except OSError:  # an output is gone
            return None
        self.take_over([name for name, _ in known.outputs], manifest, findings, [source])
        return known.record

    def take_over(self, names: Iterable[str], manifest: bytes, findings: bytes, sources: Sequence[str]) -> None:
        """Keep outputs of an earlier run, with their lines in the logs. Raises CleantextError."""
        self.put([], manifest, findings, sources)
        self._written.update(names)

    def _put(self, files: Sequence[Output], lines: dict[str, Content]) -> None:
        lengths = self._logs.lengths()
        temporary: list[tuple[str, str]] = []
        try:
            self._prepare(files, temporary)
            # The logs come first: a run killed in between still knows the outputs for its own.
            for name, content in lines.items():
                self._logs.put(name, content.blocks() if isinstance(content, Growing) else [content])
            disk.move(temporary)
        except BaseException as error:
            for hidden, _ in temporary:
                disk.remove(hidden)
            self._logs.cut(lengths)
            if isinstance(error, OSError):
                raise disk.cannot(error.filename or self.root, error) from error
            raise

    def _prepare(self, files: Sequence[Output], temporary: list[tuple[str, str]]) -> None:
        """Write each file under a hidden name, and list (hidden, path)."""
        for number, (name, data) in enumerate(files):
            path = self._path(name)
            if isinstance(data, Growing):
                data.close()
                if self._holds(name, path, data.digest()):
                    data.discard()
                else:
                    temporary.append((data.path, path))
                continue
            if self._holds(name, path, hashlib.sha256(data).hexdigest()):
                continue
            # In the same folder, so that the move is a renaming; short, so that it fits wherever the name does.
            temporary.append((os.path.join(os.path.dirname(path), f".{os.getpid()}-{number}.cleantext-tmp"), path))
            with io.FileIO(temporary[-1][0], "xb") as file:
                disk.append(file, data)

    def _path(self, name: str) -> str:
        """The path of an output, its folder made. Raises CleantextError when it lies outside."""
        path = self._at(name)
        folder = os.path.dirname(path)
        if folder not in self._folders:
            folders.make(folder)
            if not self._is_inside(folder):  # a link in the folder leads out of it
                raise CleantextError(f"{folder}: leads out of the output folder; remove the link or change --out")
            self._folders.add(folder)
        return path

    def _holds(self, name: str, path: str, wanted: str) -> bool:
        """True when the file is there, of the digest wanted. Raises CleantextError when it may not be replaced."""
        if not os.path.lexists(path):
            return False
        if not os.path.isfile(path):
            raise CleantextError(f"{path}: is in the way, and no file; move it elsewhere or choose another --out")
        digest = disk.digest(path)
        if digest == wanted:
            return True
        if os.path.realpath(path) in self._sources:
            raise CleantextError(f"{path}: is a source and would be overwritten; choose another --out")
        if not self._force and digest not in self._before.get(name, _NOTHING).digests:
            raise CleantextError(
                f"{path}: was edited since cleantext wrote it; move it elsewhere, or have it replaced with --force"
            )
        return False

    def _is_inside(self, folder: str) -> bool:
        real = os.path.realpath(folder)
        return real == self._real or real.startswith(os.path.join(self._real, ""))

    def finish(self, failed: Iterable[Failed] = ()) -> list[str]:
        """Give the logs their names and take away outputs of an earlier run that this one has not made again.

        Outputs of what failed stay, with their lines in the logs. Returns messages about what was left. Raises
        CleantextError.
        """
        kept = self._unfinished(tuple(failed))
        others = self._of_others()
        named = {name for name in self._before if os.path.realpath(self._at(name)) in self._sources} - self._written
        notices = self._end(kept | named)
        self.close()
        gone = sum(not os.path.lexists(self._at(name)) for name in others - kept - named)
        if gone:
            notices.append(f"{self.root}: removed, for their sources were not given this time: {gone} outputs")
        stay = f"{self.root}: outputs of an earlier run that stay, for their sources failed: {len(kept)}"
        return [stay] * bool(kept) + notices

    def stop(self) -> None:
        """End a run that was broken off: what is done is kept, and what it had not come to stays as it was."""
        if self._logs.is_open():
            self._end(self._undone())
        self.close()

    def close(self) -> None:
        """Let other runs in."""
        self._logs.close()
        if self._lock is not None:
            self._lock.release()

    def _unfinished(self, failed: tuple[Failed, ...]) -> set[str]:
        """The outputs of an earlier run whose sources failed."""
        paths = {os.path.abspath(each.path) for each in failed}
        targets = {each.target for each in failed if each.target}

        def failed_now(name: str, source: str) -> bool:
            path = source and os.path.abspath(source)
            if _NUMBER.sub("", name) in targets and path not in self._done:
                return True
            return any(each in paths for each in folders.above(path))

        names = self._before.keys() - self._written
        return {name for name in names if failed_now(name, self._before[name].source)}

    def _of_others(self) -> set[str]:
        """The outputs of sources that this run was not given: what goes with them is told."""
        return {
            name
            for name, known in self._before.items()
            if name not in self._written and known.source and os.path.realpath(known.source) not in self._sources
        }

    def _undone(self) -> set[str]:
        """The outputs of an earlier run whose sources were not done again."""
        names = self._before.keys() - self._written
        return {name for name in names if os.path.abspath(self._before[name].source) not in self._done}

    def _end(self, kept: set[str]) -> list[str]:
        with held_back():
            try:
                self._logs.end(kept)
            except OSError as error:
                raise disk.cannot(error.filename or self._at(logs.MANIFEST), error) from error
            stale = sorted(self._before.keys() - self._written - kept)
            return [message for name in stale if (message := self._discard(name))]

    def _discard(self, name: str) -> str:
        """Remove one output of an earlier run; a message when it stays."""
        path = self._at(name)
        # The manifest may have been edited: nothing is removed that is not, by place and content, what we wrote.
        if not os.path.isfile(path) or os.path.islink(path) or not self._is_inside(os.path.dirname(path)):
            return ""
        if os.path.realpath(path) in self._sources:
            return ""
        try:
            if disk.digest(path) not in self._before[name].digests:
                return f"{path}: is no longer made, but was edited since; it was left, move it elsewhere"
            os.remove(path)
            folder = os.path.dirname(path)
            while os.path.realpath(folder) != self._real and not os.listdir(folder):
                os.rmdir(folder)
                folder = os.path.dirname(folder)
        except OSError as error:
            return f"{path}: is no longer made and could not be removed ({error.strerror}); remove it"
        return ""

    def _at(self, name: str) -> str:
        return os.path.join(self.root, *name.split("/"))
