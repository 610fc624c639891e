"""Names of codecs as people write them, and the files that each is meant for (``big5``, ``old/*.txt=big5``)."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from cleantext.errors import CleantextError

_OWN = ("iso2022_cn",)  # which Python does not have
# Python's, but no codec that a file of text is in. UTF-7 spells half surrogates, which no text holds.
_NOT_TEXT = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7")
_USUAL = ("utf-8", "gb18030", "gbk", "big5", "utf-16")
_NEAR = 0.55  # of difflib's likeness: "gb18300" has a neighbour, "klingon" has none
_WILD = re.compile(r"(?<![^/])\*\*/|\*+|\?|\[!?+(?:\][^\]/]*|[^\]/]+)\]|.", re.DOTALL)
_DEEP = {"**/": "(?:.*?/)??", "**": ".*?"}
_RANGE = re.compile(r"(?<!\\-)\\-(?!\\-)")  # a dash that re.escape has escaped; one beside another stays as it is


def canonical(name: str) -> str:
    """Python's name of a codec: ``gb18030`` for ``GB-18030``. Raises CleantextError, with the nearest, if unknown."""
    found = _lookup(name)
    if not found:
        near = get_close_matches(_squeezed(name), _known(), 1, _NEAR)
        hint = f"did you mean {_known()[near[0]]}?" if near else f"the usual ones are {', '.join(_USUAL)}"
        raise CleantextError(f"no codec is called {name!r}; {hint}")
    return found


def _lookup(name: str) -> str:
    """Python's name, "" when there is no such codec for text."""
    for each in (name, _squeezed(name)):  # Python knows "gb18030" but not "gb-18030", "big5-hkscs" but not "big5 hkscs"
        if each in ("iso2022cn", *_OWN):
            return "iso2022_cn"
        try:
            found = codecs.lookup(each)
        except (LookupError, ValueError):
            continue
        if found._is_text_encoding and found.name.replace("_", "-") not in _NOT_TEXT:
            return found.name
    return ""


def _squeezed(name: str) -> str:
    return re.sub(r"[-_\s]", "", name.lower())


@cache
def _known() -> dict[str, str]:
    """Every name, without its dashes, and the codec it means."""
    from encodings.aliases import aliases

    names = {name: _lookup(name) for name in (*aliases, *aliases.values(), *_USUAL, *_OWN)}
    return {_squeezed(name): found for name, found in names.items() if found}


def choice(text: str) -> tuple[str, str]:
    """(files, codec) of ``codec`` or ``files=codec``; files: a glob, "" for all. Raises CleantextError."""
    files, equals, codec = text.rpartition("=")
    if equals and not files.strip():
        raise CleantextError(f"{text!r} names no files before its =; write 'old/*.txt=big5', or the codec alone")
    check(files.strip())
    return files.strip(), canonical(codec.strip())


def check(files: str) -> None:
    """Raises CleantextError for what is no glob."""
    try:
        _pattern(files)
    except re.error as error:
        raise CleantextError(f"{files!r} is no pattern for files ({error.msg}); write 'old/*.txt'") from error


def codec_for(path: str, choices: Sequence[str]) -> str:
    """The codec that was chosen for a file, "" when none was. The last choice that fits it counts."""
    for each in reversed(choices):
        files, codec = choice(each)
        if not files or (path and fits(files, path)):
            return codec
    return ""


def idle(choices: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The choices that are meant for some files, but for none of these: a slip of the pen, as a rule."""
    globs = {each: choice(each)[0] for each in choices}
    return [each for each, files in globs.items() if files and not any(fits(files, path) for path in paths)]


def fits(files: str, path: str) -> bool:
    """True when a glob fits a path, or the end of one."""
    return bool(_pattern(files).search(path.replace(os.sep, "/")))


@cache
def _pattern(files: str) -> re.Pattern[str]:
    """A glob as a pattern: it fits a whole path, or the end of one that begins with a folder or a file name.

    ``*`` and ``?`` stop at a slash, ``**`` does not. What follows a star is taken at the first place where it fits, for
    the next star makes up for it: no second place is tried, so that no glob takes for ever. Raises re.error.
    """
    made = r"\A" if files.startswith("/") else "(?:^|[/!])"  # a member of an archive: a.zip!b.txt
    star = deep = ""  # what closes the groups that are open
    for match in _WILD.finditer(files.removeprefix("./")):
        part = "**" if match[0].startswith("**") and not match[0].endswith("/") else match[0]
        if part in _DEEP:
            made, star, deep = f"{made}{star}{deep}(?>{_DEEP[part]}", "", ")"
        elif part == "*":
            made, star = f"{made}{star}(?>[^/]*?", ")"
        else:
            made += _part(part)
    return re.compile(rf"{made}\Z{star}{deep}", re.DOTALL)


def _part(part: str) -> str:
    if part == "?":
        return "[^/]"
    if len(part) < 3:
        return re.escape(part)
    inner = _RANGE.sub("-", re.escape(part[1:-1].removeprefix("!")))
    return f"(?!/)[{'^' if part[1] == '!' else ''}{inner}]"
