"""Texts that are meant to hold escapes: source code, data, marked-up documents, and the code within a text.

All positions count characters, ends exclusive. Every answer is linear in the text.
"""

from __future__ import annotations

import re

from cleantext.lexicons import entries
from cleantext.patterns import lazy

# Every escape, so that what is left can be weighed: letters against the marks of code. No Latin letter stands for one,
# as it would make a call of what is behind it: 李晨 (演员).
_ESCAPE = lazy(
    r"&(?:amp;)*#?[A-Za-z0-9]{1,32};|&#[0-9]{1,8}|\\+(?:u[0-9a-fA-F]{4}|[nrt\"/])|"
    r"%u[0-9a-fA-F]{4}|%(?:25)*[0-9A-Fa-f]{2}|=[0-9A-Fa-f]{0,2}$|=[0-9A-Fa-f]{2}|_x000[dDaA]_|\\?x0[dDaA]",
    re.MULTILINE,
)
_STANDS_FOR = "字"
_HZ = lazy(r"~\{(?:[!-w][!-~])+(?:~\}|$)", re.MULTILINE)
_CUT = lazy(r"[=%&\\][^=%&\\\s]{0,7}$")  # an escape at the end of a window
_OPENING = lazy(
    r"\s*(?:<\?xml|<\?php|<!doctype|<html|<svg|<rss|<!--|\{\\rtf|\\documentclass|\\input\b|#!|%PDF|\[?\s*\{\s*[\"}\]{]|"
    r"\[\s*(?:\[|\"[^\n]*\"\s*,?\s*$)|---\n|@charset|@import|\"use strict\"|package |msgid )",
    re.IGNORECASE | re.MULTILINE,
)
# What nobody writes but a program; two such lines make a text one.
_PROGRAM = lazy(
    r"^[ \t]*(?:import [\w.]+(?: as \w+)?$|from [\w.]+ import |(?:class|def|function) \w+ ?\(|class \w+:$|>>> |"
    r"#include [<\"]|#define \w|(?:public|private|protected) (?:static |final |class |void |[A-Z]\w* )|"
    r"using namespace |(?:const|let|var) \w+ = |"
    r"(?:if|for|while) \(.*\) ?\{$|\} ?else ?\{$|return\b.*;$|\\begin\{|\\section\{|\\newcommand|msgstr \"|"
    r"\w+ = [\"'\d\[{(])",
    re.MULTILINE,
)
_MIME = lazy(r"^Content-Transfer-Encoding:", re.IGNORECASE | re.MULTILINE)
_TAG = lazy(r"<(?:/?([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,400})?/?>|!--)")
_TAG_INSIDE = r"(?:/?([A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>\n]{0,200}?)?/?|!--[^<>\n]{0,200}?)"
_ESCAPED_TAG = lazy(rf"&(?:amp;){{0,4}}lt;{_TAG_INSIDE}&(?:amp;){{0,4}}gt;")
_CODE_LINE = lazy(
    r"\s*(?://|/\*|\*/|\*\s|#\s*(?:include|define|if|endif)|import\s[\w{*]|from\s\S+\simport|def\s\w|class\s\w|return\b|"
    r"(?:function|var|let|const|public|private|static|if|for|while|switch|elif|else|try|catch|end)\b\s*[\w({:$]|@\w+\b|"
    r"\$\w|\.\.\s|:\w+:|>>>\s|\\[a-z]+[{\[]|%\s*$|(?:[A-Za-z0-9_.-]+|\w{1,12})\s*=\s*\S|[\"'][^\"']*[\"']\s*(?::|=>|,\s*$)|"
    r"[\w-]+:\s*[\"'\[{|>]|-\s[\w-]+:\s)"
    r"|[^\n]*(?:[;{}]|[A-Za-z0-9_]\(.*\)|=>|->|::|&&|\|\|)\s*$"
)
_TAGGED = lazy(r"\s*</?\w")
_MARK = lazy(r"[{}\[\]<>=|_$^\\]|`+|#[A-Za-z]|[A-Za-z0-9_]\(|;\s*$|;(?=\s*[\"'])|//|/\*|&&|::|\"\s*[:,+)]|'\s*[:,+)]")
_LETTER = lazy(r"[^\W_]")
_LATIN = lazy("[A-Za-z]")
_LATIN_WORD = lazy(r"[A-Za-z_]{2}")
_HAN = lazy("[\u3400-\u9fff]")
_FENCE = lazy(r"^[ \t>]{0,12}(```+|~~~+)[ \t]*([^\n`]*)\n", re.MULTILINE)
_BREAK = lazy(r"_x000[dDaA]_|\\?x0[dDaA]")
_INLINE = lazy(r"(`{1,3})(?!`)[^\n]{1,300}?(?<!`)\1(?!`)")
_BLOCK = lazy(r"<(pre|code|script|style|textarea|kbd|samp|tt)\b", re.IGNORECASE)
_MARKDOWN = (
    lazy(r"\]\([^()\s]{1,300}\)|^\[[^\]\n]{1,80}\]: ", re.MULTILINE),
    lazy(r"^[ \t]*\|.*\|[ \t]*$|^\.\. \w|:\w+:`|::\n", re.MULTILINE),
    lazy(r"^#{1,6} \S|^(?:={4,}|-{4,})$", re.MULTILINE),
    lazy(r"^[ \t]{0,6}[-*+] \S|\*\*\w", re.MULTILINE),
)
_SAMPLED = 400  # lines
_WIDTH = 300  # characters of a line that are looked at
_HEAD = 100_000  # characters
_OF_CODE = 0.25  # of the lines; prose has one in 50
_LETTERS = 12  # of prose for each mark that code has; source code has three to eight


def bare(text: str) -> str:
    """The text with a letter for each escape, and eight for each stretch of HZ."""
    return _ESCAPE.sub(_STANDS_FOR, _HZ.sub(_STANDS_FOR * 8, text) if "~{" in text else text)


def is_prose(text: str, letters: int = _LETTERS) -> bool:
    """True when there are so many letters, escapes included, for each mark of code."""
    rest = bare(text)
    marks = len(_MARK.findall(rest))
    return not marks or marks * letters <= len(_LETTER.findall(rest))


def is_chinese(text: str) -> bool:
    """True when there are at least half as many Chinese characters as Latin letters."""
    return 2 * len(_HAN.findall(text)) > len(_LATIN.findall(_ESCAPE.sub("", text)))


def tags(text: str) -> int:
    """How many HTML tags and comments stand in the text."""
    if "<" not in text:
        return 0
    known = frozenset(entries("html_tags"))
    return sum(not m[1] or m[1].lower() in known for m in _TAG.finditer(text))


def escaped_tags(text: str) -> int:
    """How many HTML tags and comments are escaped in the text."""
    known = frozenset(entries("html_tags"))
    return sum(not m[1] or m[1].lower() in known for m in _ESCAPED_TAG.finditer(text))


def is_source(text: str, tag_count: int) -> bool:
    """True for source code, data, mails, and whole marked-up documents."""
    if _OPENING.match(text) or _MIME.search(text[:_HEAD]):
        return True
    if tag_count > 2 and tag_count * 200 > len(text):
        return True
    if len(_PROGRAM.findall(text[:_HEAD])) > 1:
        return True
    lines = [line for line in text[:_HEAD].split("\n", _SAMPLED)[:_SAMPLED] if line and not line.isspace()]
    return sum(map(_is_code, lines)) > _OF_CODE * len(lines)


def _is_code(line: str) -> bool:
    """True for a line of code, or between tags; a paragraph behind a ``<br>`` is none."""
    if _TAGGED.match(line):
        return ">" not in line or line.rstrip().endswith(">")
    return bool(_CODE_LINE.match(bare(_shortened(line))))


def _shortened(line: str) -> str:
    """The line, or its beginning with a letter behind it, so that no mark seems to end it."""
    return line if len(line) <= _WIDTH else _CUT.sub("", line[:_WIDTH]) + "e"


def is_markdown(text: str, has_code: bool) -> bool:
    """True where Markdown or reStructuredText is written, in which entities are meant.

    Headings and bold words alone do not make it in Chinese, which converters write as well.
    """
    head = text[:_HEAD]
    signs = [bool(sign.search(head)) for sign in _MARKDOWN]
    return sum(signs) + has_code > 1 and (signs[0] or signs[1] or has_code or not is_chinese(head))


def code_spans(text: str, is_about: bool) -> list[tuple[int, int]]:
    """Starts and ends of what is code by its marks: fenced, in backticks, in ``<pre>`` and the like; in order.

    is_about: the text speaks of programs; if not, backticks around words of no program are quotes.
    """
    spans = [*fences(text), *_blocks(text)]
    for m in _INLINE.finditer(text) if "`" in text else ():
        if is_about or _LATIN_WORD.search(_ESCAPE.sub("", m[0])):
            spans.append(m.span())
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            start, end = apart[-1][0], max(apart.pop()[1], end)
        apart.append((start, end))
    return apart


def fences(text: str) -> list[tuple[int, int]]:
    """Starts and ends of the fenced blocks."""
    spans = []
    done = 0
    for m in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        if m.start() < done:
            continue
        closing = re.compile(rf"^[ \t>]{{0,12}}{m[1]}", re.MULTILINE).search(text, m.end())
        done = closing.end() if closing else len(text)
        # Some sites put a whole story between two fences.
        story = not _BREAK.sub("", m[2]) and 2 * (done - m.start()) > len(text)
        if not story or not is_prose(text[m.end() : m.end() + 2000]):
            spans.append((m.start(), done))
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    spans = []
    missing: set[str] = set()
    for m in _BLOCK.finditer(text) if "<" in text else ():
        closing = f"</{m[1]}"
        end = -1 if closing in missing else text.find(closing, m.end())
        if end < 0:
            missing.add(closing)
        else:
            spans.append((m.start(), end))
    return spans
