"""The outputs of an earlier run, read again: each is what the manifest says that it is, or it is refused."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from cleantext.corpus import disk
from cleantext.corpus.logs import MANIFEST
from cleantext.corpus.read import explain
from cleantext.corpus.recorded import Output
from cleantext.errors import CleantextError

if TYPE_CHECKING:
    from cleantext.corpus.part_files import Texts

AGAIN = "clean it again if you have it"
_LINE_ENDS = "", "\n", "\r\n", "\r"  # what may stand behind a speech in its file


class Written:
    """The outputs in a folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._shared: tuple[str, str, Texts] | None = None  # path, digest: of the last output of many speeches

    def path(self, output: Output, source: str) -> str:
        """Where an output is. Raises CleantextError when nothing is there that could be it."""
        parts = output.name.split("/")
        path = os.path.join(self.root, *parts)
        if not all(map(is_plain, parts)):
            raise CleantextError(f"{path}: lies outside of the folder; {MANIFEST} was edited, get it again")
        if not os.path.isfile(path):
            what = "is no file" if os.path.lexists(path) else "is missing"
            raise CleantextError(f"{path}: {what}, and {source} cannot be made without it; put it back, or {AGAIN}")
        return path

    def checked(self, output: Output, source: str) -> str:
        """Where an output is that is as it was written. Raises CleantextError."""
        path = self.path(output, source)
        try:
            digest = disk.digest(path)
        except OSError as error:
            raise CleantextError(explain(path, error)) from error
        if digest != output.digest:
            raise edited(path, source)
        return path

    def text(self, output: Output, source: str) -> str:
        """The text of a speech. Raises CleantextError."""
        if output.number:
            return self._record(output, source)
        path = self.path(output, source)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            raise CleantextError(explain(path, error)) from error
        if hashlib.sha256(data).hexdigest() != output.digest:
            raise edited(path, source)
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise not_ours(path) from error
        if text[output.characters :] not in _LINE_ENDS:
            raise not_ours(path)
        return text[: output.characters]

    def _record(self, output: Output, source: str) -> str:
        path = self.path(output, source)
        if self._shared is None or self._shared[:2] != (path, output.digest):
            from cleantext.corpus.part_files import Texts

            self._shared = path, output.digest, Texts(self.checked(output, source))
        try:
            return self._shared[2].text(output.number)
        except (ValueError, LookupError, TypeError) as error:
            raise not_ours(path) from error


def edited(path: str, source: str) -> CleantextError:
    """What to say of an output that is not as it was written."""
    return CleantextError(
        f"{path}: was edited since cleantext wrote it, and {source} cannot be made from it; "
        f"put the file back as it was, or {AGAIN}"
    )


def not_ours(path: str) -> CleantextError:
    """What to say of an output that the manifest knows and that cleantext cannot have written."""
    return CleantextError(f"{path}: is not what cleantext writes; {MANIFEST} was edited, get it again")


def is_plain(part: str) -> bool:
    """True for one part of a path, which cannot lead anywhere else."""
    separators = {os.sep, os.altsep, "\0"}
    try:
        os.fsencode(part)
    except ValueError:  # half a surrogate pair, which only an edited log has
        return False
    return part not in ("", ".", "..") and separators.isdisjoint(part) and not os.path.splitdrive(part)[0]
