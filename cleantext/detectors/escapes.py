r"""Escapes that were never undone: ``&#20013;``, ``&ldquo;``, ``\u4e2d``, ``%E4%B8%AD``, ``=E4=B8=AD``, ``~{VPND~}``.

Text is escaped to pass through HTML, JSON, an address, a mail or a spreadsheet; what takes it out again forgets to
undo it, or it was escaped once too often (``&amp;#20013;``, ``\\u4e2d``, ``%25E4``). Undone are HTML entities (names,
decimal and hexadecimal numbers, without semicolon where they can be nothing else), ``\uXXXX`` and ``%uXXXX`` with
surrogate pairs, percent-encoding and quoted-printable of UTF-8 and GBK, HZ, and the line breaks ``x0dx0a`` and
``_x000D_``; all layers in one finding. ``&nbsp;`` becomes U+00A0; numbers that stand for no character are reported.

Left alone: source code, JSON, HTML and XML, TeX, mails with their headers; in other texts code blocks, words in
backticks, strings in quotes, web addresses, paths and queries (``?a=1&copy=2``); in Markdown, entities of marks, which
are a part of it; in a text with tags, ``&lt;`` and ``&amp;``. Texts about escapes (写 ``&lt;`` 表示小于号) are at most
reported: an escape beside words such as 转义, HTML or Unicode, or beside other notations (U+4E2D), is damage only where
the text is full of others. So is a code unit that is the only one, one letter that stands alone: no word lacks it.
Also left: ``R&D``, ``C:\users\u1234``, ``[\u4e00-\u9fa5]``, and bytes that make no text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.patterns import lazy
from cleantext.processes.escapes_page import Escaped, Page

_Process = Callable[[str, Page], Iterator[Escaped]]

_PERCENT = lazy("%[2358-9A-Fa-fu][0-9A-Fa-f][%0-9@-~]")
_QUOTED = lazy(r"=[89A-Fa-f][0-9A-Fa-f](?:=|[@-~])")
_ENTITY = lazy(
    r"&(?:#[0-9xX]|[A-Za-z][A-Za-z0-9]{1,31}[;；]|nbsp|e[mn]sp|thinsp|[lrbs][ds]quo|[mn]dash|hellip|middot|bull|[lr]s?aquo|"
    r"quot|amp|[lg]t|times|deg|permil|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|slash)|szlig|i(?:excl|quest)|"
    r"N(?:BSP|bsp)|[LR]DQUO|MDASH|HELLIP|MIDDOT)"
)
_BREAK = lazy("0[dDaA]")  # half the price of x0, of which there is one in every tenth text
_ROUNDS = 6  # layers; nobody has seen more than three
_ESTABLISHED = 3  # stretches that are surely damage; then others are believed where words about escapes stand
_FULL = 20  # the same for short ones that stand alone
_SHORT = 4  # characters
_UNITS = ("\\u", "%u")


def find(text: str, options: Options) -> Iterator[Finding]:
    """Findings for the escapes of a text; cure None where they may be meant or stand for no character."""
    if not _kinds(text):
        return
    from cleantext.processes.escapes_layers import until_plain

    yield from until_plain(text, _layer, _ROUNDS)


def _kinds(text: str) -> list[str]:
    """The processes that the text may have gone through; on clean text this is all that is done."""
    found = []
    if "}" in text and "~{" in text:
        found.append("hz")
    if "&" in text and _ENTITY.search(text):
        found.append("entities")
    if "\\" in text and "\\u" in text:
        found.append("slashed")
    if "%" in text and _PERCENT.search(text):
        found += ["percent_u", "percent"] if "%u" in text else ["percent"]
    if "=" in text and _QUOTED.search(text):
        found.append("quoted")
    if "x" in text and _BREAK.search(text) and "x0" in text:
        found.append("breaks")
    return found


def _layer(text: str) -> list[Finding]:
    """The findings of one layer."""
    kinds = _kinds(text)
    if not kinds:
        return []
    from cleantext.processes import escapes_breaks, escapes_bytes, escapes_entities, escapes_units

    processes: dict[str, _Process] = {
        "hz": escapes_breaks.hz,
        "entities": escapes_entities.clusters,
        "slashed": escapes_units.slashed,
        "percent_u": escapes_units.percent,
        "percent": escapes_bytes.percent,
        "quoted": escapes_bytes.quoted_printable,
        "breaks": escapes_breaks.breaks,
    }
    page = Page(text)
    found: list[Finding] = []
    for kind in kinds:
        every = list(processes[kind](text, page))
        if not every or page.is_source:
            continue
        found += _judged(every, page)
        if kind == "hz":
            break  # its letters look like any other escape
    if "&#" in text and not page.is_source:
        found += (
            Finding("escapes", start, end, text[start:end], None, 0.5, reason)
            for start, end, reason in escapes_entities.unknown(text)
            if not page.in_code(start)
        )
    return found


def _judged(every: list[Escaped], page: Page) -> Iterator[Finding]:
    """The findings of one process: what stands in prose, and is not spoken of."""
    from cleantext.processes.escapes_entities import is_unsure

    many = len(every) >= _ESTABLISHED
    own = every[0].kind == "HZ"  # nothing that it is mistaken for: its bytes are all the marks of code
    firm = many and (own or every[0].kind == "line break")
    fit = [each for each in every if own or firm or page.is_fit(each)]
    # Of a text in which characters were made code units, more than one is left.
    example = len(fit) == 1 and fit[0].kind in _UNITS and page.is_single(fit[0])
    mentions = [example or (not firm and page.is_mention(each)) for each in fit]
    used = mentions.count(False)
    plain = sum(each.plain for each in fit) > len(fit) - _ESTABLISHED  # hardly anything but &amp; and the like
    for each, mention in zip(fit, mentions, strict=True):
        found = page.text[each.start : each.end]
        if found == each.text:
            continue
        short = len(each.text) <= _SHORT and page.is_lone(each)
        unsure = mention and used < (_FULL if short else _ESTABLISHED)
        if unsure or (plain and each.kind == "entities" and is_unsure(each, page)):
            yield Finding("escapes", each.start, each.end, found, None, 0.4, f"{each.kind}, perhaps meant")
        else:
            yield Finding("escapes", each.start, each.end, found, each.text, each.sure, each.kind)
