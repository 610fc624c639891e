"""One text file rewritten where it is: whole, cleaned, not cut into speeches, and only when that changes it."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from cleantext import chain
from cleantext.chain import Cleaned
from cleantext.corpus import disk
from cleantext.corpus.check import OUTSIDE
from cleantext.corpus.faults import broken, looked_at
from cleantext.corpus.interrupts import held_back
from cleantext.corpus.read import Source, explain
from cleantext.decoding import Decoded, decode
from cleantext.errors import CleantextError
from cleantext.finding import Finding
from cleantext.options import Options

# What is Unicode already stays as it is, its mark too: whoever reads the file may depend on it.
_UNICODE = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ENDS = re.compile(r"\r\n?|\n")


class Rewritten(NamedTuple):
    """What was done to a file. rules: cures of each rule; reports: findings that were not cured.

    codecs: (before, after) when they are not the same, else (). changed: False when nothing was written.
    findings: the cures, placed in ``text``, the source's.
    """

    rules: Counter[str]
    reports: Counter[str]
    codecs: tuple[str, ...]
    changed: bool
    findings: tuple[Finding, ...] = ()
    text: str = ""

    def line(self) -> str:
        """What was done, in words."""
        said = [f"{rule} {number}" for rule, number in sorted(self.rules.items(), key=lambda item: (-item[1], item[0]))]
        return ", ".join([*said, " to ".join(self.codecs)] if self.codecs else said) or "line ends"


def whole(source: Source, options: Options) -> tuple[bytes, Cleaned]:
    """The bytes of a source, and what cleaning makes of all of it. Raises CleantextError."""
    return looked_at(source, options, lambda data, asked: (data, chain.clean(data, asked)))


def rewrite(source: Source, options: Options) -> Rewritten:
    """Clean a file in its place; its mode, owner, line ends and encoding mark stay as they are.

    A file in a codec of a country becomes UTF-8. A link stays one, and what it leads to is rewritten. Raises
    CleantextError, the file untouched, when it cannot be read, cleaned or written, or would lose what nobody could
    bring back: bytes in no codec, or all of its text.
    """
    path = os.path.realpath(source.path)
    before = _state(path)
    untouched = looked_at(source, options, _untouched)
    if untouched is not None:
        return untouched
    data, cleaned = whole(source, options)
    new, codecs = _made(source, cleaned)
    if new != data:
        _replace(source.path, path, new, before)
    cures = tuple(f for f in cleaned.findings if f.cure is not None)
    text = cleaned.decoded.text if cleaned.decoded else ""
    return Rewritten(Counter(f.rule for f in cures), _reports(cleaned.findings), codecs, new != data, cures, text)


def _untouched(data: bytes, options: Options) -> Rewritten | None:
    """What there is to say of a file that is as it should be, found without looking for its speeches; None for others.

    Nearly all files that a hook is given are so.
    """
    decoded = decode(data, options.codec_for())
    if decoded.encoding not in _UNICODE or _has_lost(decoded) or _encoded(decoded, decoded.text) != data:
        return None
    findings = chain.detect(data, replace(options, ignore=(*options.ignore, OUTSIDE)))
    return None if any(f.cure is not None for f in findings) else Rewritten(Counter(), _reports(findings), (), False)


def _made(source: Source, cleaned: Cleaned) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the new file, and the codecs before and after where they differ. Raises CleantextError."""
    decoded = cleaned.decoded
    if decoded is None or _has_lost(decoded):
        raise CleantextError(
            f"{source.path}: has bytes in no codec, which a rewriting would lose; name its --encoding, or use --out"
        )
    made = _with_ends(cleaned.text, decoded.text)
    if decoded.text.strip() and not made.strip():
        raise CleantextError(f"{source.path}: nothing of it would be left; look at it with check, or use --out")
    try:
        new = _encoded(decoded, made)
    except UnicodeEncodeError as error:
        raise broken(source, error) from error
    codec = _codec(decoded)
    return new, ((decoded.encoding, codec) if decoded.encoding != codec else ())


def _has_lost(decoded: Decoded) -> bool:
    return any(segment.codec == "undecodable" for segment in decoded.segments)


def _codec(decoded: Decoded) -> str:
    return decoded.encoding if decoded.encoding in _UNICODE else "utf-8"


def _encoded(decoded: Decoded, text: str) -> bytes:
    """A text in the codec that the file is to have, with the mark that it had. Raises UnicodeEncodeError."""
    codec = _codec(decoded)
    # The mark of UTF-16 is a segment of its own, without text.
    mark = b"".join(s.raw or b"" for s in decoded.segments[:1] if s.text_start == s.text_end and codec != "utf-8")
    return mark + text.encode(codec)


def _reports(findings: Sequence[Finding]) -> Counter[str]:
    return Counter(f.rule for f in findings if f.cure is None and f.rule != OUTSIDE)


def _with_ends(text: str, source: str) -> str:
    """``text`` with the line ends of ``source``, if those are all the same, and one at its end if that had one."""
    ends = Counter(_ends_of(source))
    if not ends:
        return text
    usual = ends.most_common(1)[0][0]
    if len(ends) == 1:
        text = _ENDS.sub(lambda _: usual, text)
    return text + usual if text and source.endswith(("\n", "\r")) and not text.endswith(("\n", "\r")) else text


def _ends_of(text: str) -> list[str]:
    return [match[0] for match in _ENDS.finditer(text)]


def _state(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except OSError as error:
        raise CleantextError(explain(path, error)) from error


def _replace(shown: str, path: str, data: bytes, before: os.stat_result) -> None:
    """Put ``data`` in the place of a file, all of it or nothing."""
    if not os.access(path, os.W_OK):
        raise CleantextError(f"{shown}: may not be written; make it writable (chmod u+w) or leave it out")
    hidden = os.path.join(os.path.dirname(path), f".{os.getpid()}-0.cleantext-tmp")
    with held_back():
        try:
            with io.FileIO(hidden, "xb") as file:
                disk.append(file, data)
                os.fsync(file.fileno())
            with suppress(OSError, AttributeError):  # only an administrator may give files away
                os.chown(hidden, before.st_uid, before.st_gid)
            os.chmod(hidden, before.st_mode & 0o7777)
            now = os.stat(path)
            if (now.st_mtime_ns, now.st_size, now.st_ino) != (before.st_mtime_ns, before.st_size, before.st_ino):
                raise CleantextError(f"{shown}: was changed by somebody else while it was cleaned; run again")
            disk.move([(hidden, path)])
        except OSError as error:
            raise _cannot(shown, error) from error
        finally:
            disk.remove(hidden)


def _cannot(shown: str, error: OSError) -> CleantextError:
    reason = error.strerror or error
    return CleantextError(
        f"{shown}: cannot be rewritten ({reason}) and is as it was; free space or permit it, run again"
    )
