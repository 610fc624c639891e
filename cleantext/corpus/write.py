"""One run into an output folder: every file appears whole or not at all, with its lines in the logs.

While a run goes on the two logs grow under ``<name>.part``; they get their names when all is done. A run that was
killed leaves them behind, so that the next one knows which files in the folder are ours.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cleantext.corpus import disk, folders, logs
from cleantext.corpus.finished import Finished, finished, read
from cleantext.corpus.grow import Growing
from cleantext.corpus.interrupts import held_back
from cleantext.corpus.lock import Lock
from cleantext.corpus.outputs import Content, Output, Outputs
from cleantext.patterns import lazy

_NUMBER = lazy(r"\.\d+\.txt$")


class Failed(NamedTuple):
    """What could not be done this time. path: a source, or a folder of sources. target: where its outputs would be."""

    path: str
    target: str = ""


class Store:
    """An output folder for one run: ``begin``, ``put`` for each source, then ``finish`` or ``stop``, and ``close``."""

    def __init__(self, root: str, force: bool = False) -> None:
        """Look at the folder and change nothing. Raises CleantextError when it is not ours to write in."""
        self.root = root
        self._outputs = Outputs(root, force)
        self._written: set[str] = set()
        self._done: set[str] = set()  # sources, as absolute paths
        self._logs = logs.Writer(root)
        self._lock: Lock | None = None
        self._finished: dict[str, dict[str, Finished]] = {}  # by the name of the run

    def is_output(self, path: str) -> bool:
        """True when a source is a file this folder holds or will hold: cleaning it would overwrite it."""
        return self._outputs.holds(path)

    def begin(self, sources: Sequence[str]) -> None:
        """Make the folder, keep other runs out of it, open the logs. Raises CleantextError.

        sources: every path that was given to read, whether it will be or not: none is ever replaced or removed.
        """
        self._outputs.spare(sources)
        try:
            folders.make(self.root)
            self._lock = Lock(self.root)
            self._outputs.look()  # again: a run may have ended since
            self._outputs.sweep()
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
        return self._outputs.grow(name)

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
            if any(disk.digest(self._outputs.at(name)) != made for name, made in known.outputs):
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
            self._outputs.prepare(files, temporary)
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

    def finish(self, failed: Iterable[Failed] = ()) -> list[str]:
        """Give the logs their names and take away outputs of an earlier run that this one has not made again.

        Outputs of what failed stay, with their lines in the logs. Returns messages about what was left. Raises
        CleantextError.
        """
        kept = self._unfinished(tuple(failed))
        others = self._of_others()
        named = {name for name in self._older() if self._outputs.is_spared(self._outputs.at(name))}
        notices = self._end(kept | named)
        self.close()
        gone = sum(not os.path.lexists(self._outputs.at(name)) for name in others - kept - named)
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

    def _older(self) -> dict[str, logs.Earlier]:
        """The outputs of an earlier run that this one has not made."""
        return {name: known for name, known in self._outputs.before.items() if name not in self._written}

    def _unfinished(self, failed: tuple[Failed, ...]) -> set[str]:
        """The outputs of an earlier run whose sources failed."""
        paths = {os.path.abspath(each.path) for each in failed}
        targets = {each.target for each in failed if each.target}

        def failed_now(name: str, source: str) -> bool:
            path = source and os.path.abspath(source)
            if _NUMBER.sub("", name) in targets and path not in self._done:
                return True
            return any(each in paths for each in folders.above(path))

        return {name for name, known in self._older().items() if failed_now(name, known.source)}

    def _of_others(self) -> set[str]:
        """The outputs of sources that this run was not given: what goes with them is told."""
        return {
            name for name, known in self._older().items() if known.source and not self._outputs.is_spared(known.source)
        }

    def _undone(self) -> set[str]:
        """The outputs of an earlier run whose sources were not done again."""
        return {name for name, known in self._older().items() if os.path.abspath(known.source) not in self._done}

    def _end(self, kept: set[str]) -> list[str]:
        with held_back():
            try:
                self._logs.end(kept)
            except OSError as error:
                raise disk.cannot(error.filename or self._outputs.at(logs.MANIFEST), error) from error
            stale = sorted(self._older().keys() - kept)
            return [message for name in stale if (message := self._outputs.discard(name))]
