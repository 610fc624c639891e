"""Names in archives: in whatever codec the machine had that packed them, and in whatever form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleantext.corpus.archives import Member

_SAMPLE = 65536  # bytes of names that the judge reads


def member_names(members: Sequence[Member]) -> list[str]:
    """A readable name for each, with ``/``, each its own: the second ``a.txt`` is ``a.txt~2``.

    Windows writes the names of a zip in its own codec (GBK in China, Big5 in Taiwan) and says nowhere which. All of an
    archive are in the same one: together they tell more than a name alone.
    """
    unsaid = [member.raw for member in members if not member.text]
    codecs = _codecs(unsaid)
    seen: Counter[str] = Counter()
    names = []
    for member in members:
        name = _tidy(member.text or _read(member.raw, codecs))
        shown = name
        while seen[shown]:
            seen[name] += 1
            shown = _numbered(name, seen[name])
        seen[shown] += 1
        names.append(shown)
    return names


def _codecs(raw: Sequence[bytes]) -> list[str]:
    """The codecs to try, the likeliest first."""
    telling = sorted({name for name in raw if not name.isascii() and not _is_utf8(name)})
    if not telling:
        return []
    from cleantext.decoding import decode

    sizes: Counter[str] = Counter()
    for segment in decode(b"\n".join(telling)[:_SAMPLE]).segments:
        sizes[segment.codec] += segment.end - segment.start
    found = [codec for codec, _ in sizes.most_common() if codec not in ("undecodable", "iso2022_cn")]
    candidates = [*found, "gb18030", "big5", "cp437"]
    # One that reads them all is better than one that is likelier for most.
    return sorted(candidates, key=lambda codec: sum(not _reads(name, codec) for name in telling))


def _read(raw: bytes, codecs: Sequence[str]) -> str:
    for codec in () if _is_utf8(raw) else (*codecs, "utf-8"):
        if _reads(raw, codec):
            return raw.decode(codec)
    return raw.decode("utf-8", "surrogateescape")  # shown as its bytes, as names of files on a disk are


def _reads(raw: bytes, codec: str) -> bool:
    try:
        return raw.decode(codec).isprintable()
    except (UnicodeError, LookupError):
        return False


def _is_utf8(raw: bytes) -> bool:
    """Surely: signs of three bytes need a pattern that no other codec's text has; "目录" in GBK is two of two."""
    return _reads(raw, "utf-8") and not any("\x7f" < ch < "\u0800" for ch in raw.decode())


def _tidy(name: str) -> str:
    """A name that goes down only: ``..`` would, as a path, be another file.

    Old programs on Windows write backslashes, tar begins with ``./``; half a surrogate pair is in no file's name.
    """
    name = name.replace("\\", "/").replace("\0", "_")
    parts = ["_" if part == ".." else part for part in name.split("/") if part not in ("", ".")]
    return "".join(
        "_" if "\ud800" <= ch < "\udc80" or "\udcff" < ch <= "\udfff" else ch for ch in "/".join(parts) or "_"
    )


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}~{number}.{ending}" if dot and "/" not in ending else f"{name}~{number}"
