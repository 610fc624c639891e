"""The tags of forum software: ``[b]…[/b]``, ``[url=http://…]…[/url]``, ``[img]…[/img]``, ``[quote]``, ``[size=3]``.

Looks like: names in square brackets, mostly in pairs, with ``=`` and a value; smileys (``{:3_45:}``, ``[em:12:]``);
the note of an edit (``本帖最后由 某某 于 2010-1-2 12:30 编辑``).
Made by: forums (Discuz, phpBB, phpwind) whose posts were copied out of the database and not off the page.
The cure takes the tags and keeps the words between them; pictures, attachments, players and bare links go with what
stands between their tags. Lines that hold nothing else go.
Left alone: one ``[b]`` or ``[i]`` without its closing tag (a note, an index in a formula), references ``[1]``, links
of Markdown, whatever stands in ``[code]``, texts that talk about such tags, texts in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleantext.finding import Finding
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.patterns import lazy

_NAMES = (
    "b|i|u|s|p|url|img|size|color|font|align|quote|list|table|tr|td|th|email|media|flash|audio|"
    "video|music|attach|attachimg|hide|"
    "free|password|indent|left|right|center|float|backcolor|sup|sub|sell|post|postbg|fly|move|glow|"
    "shadow|wmv|rm|mp3|swf|"
    "iframe|qq|page|hr|strike|em|li|ul|ol|h[1-6]|text|face|smiley|bgcolor|replyview|groupid|tthread|"
    "wma|ra|rtsp|mms|blockquote|spoiler|youtube|del|ins|pre"
)
_TAG = lazy(rf"\[(?P<close>/)?(?P<name>{_NAMES})(?P<value>(?:=|,)[^\[\]\n]{{0,300}})?\]|\[\*\]", re.IGNORECASE)
_WHOLE = lazy(
    r"\[(?P<name>img|attach|attachimg|media|flash|audio|video|music|wmv|rm|mp3|swf|wma|ra|rtsp|mms|"
    r"iframe|face|smiley|youtube)(?:[=,][^\[\]\n]{0,300})?\][^\[\]\n]{0,400}\[/(?P=name)\]"
    r"|\[(?P<link>url|email)(?:=[^\[\]\n]{0,300})?\]\s*(?:https?://|www\.|"
    r"[\w.+-]{1,60}@)[^\s\[\]\u3400-\u9fff]{0,300}\s*\[/(?P=link)\]"
    r"|\[i=s\][^\[\]\n]{0,120}\[/i\]|\{:\w{1,12}:\}|\[(?:em|s|face):?[_:]?\d{1,4}:?\]",
    re.IGNORECASE,
)
_EDITED = lazy(
    r"[\[(（]?[ \xa0]{0,4}本[帖贴]最?[后後]由\s{0,4}[^\n]{1,40}?\s{0,4}[于於]\s{0,4}\d{4}[-/年]"
    r"[^\n]{4,24}?\s{0,4}[编編][辑輯][ \xa0]{0,4}[\])）]?"
)
# Names that nobody puts in brackets for anything else.
_ONLY = frozenset(("hr", "table", "tr", "td", "th", "attachimg", "replyview"))
_CODE = lazy(r"\[code[^\]\n]{0,40}\].*?(?:\[/code\]|\Z)", re.IGNORECASE | re.DOTALL)
_ABOUT = lazy(
    r"UBB|BBCode|bbcode|[论論][坛壇]代[码碼]|[标標][签籤]|[语語]法|代[码碼]|[编編]程|[数數][组組]|下[标標]|`\[|```"
)
_MARK = lazy(
    r"\[/[A-Za-z]|\[(?:hr|table|list|quote|tr|td|url|\*)\]|\[[A-Za-z]{1,10}=|\[attach|\[img|\{:\w{1,12}:\}|\[(?:em|face|s):?\d",
    re.IGNORECASE,
)
_HAN = lazy(r"[\u3400-\u9fff]")


def _pairs(tags: list[re.Match[str]]) -> set[int]:
    """The tags (by their start) that nobody typed: pairs, values, closings."""
    sure: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for tag in tags:
        name = (tag["name"] or "*").lower()
        if tag["close"]:
            if waiting.get(name):
                sure.add(waiting[name].pop())
            sure.add(tag.start())
        elif tag["value"]:
            sure.add(tag.start())
            waiting.setdefault(name, []).append(tag.start())
        elif name != "*":
            waiting.setdefault(name, []).append(tag.start())
    opened = [tag.start() for tag in tags if (tag["name"] or "").lower() in _ONLY and not tag["close"]]
    sure.update(opened)
    if len(sure) >= 2:
        sure |= {tag.start() for tag in tags if len(tag["name"] or "*") > 2 or not tag["name"]}
    return sure


def _spans(text: str) -> Iterator[tuple[int, int]]:
    code = [m.span() for m in _CODE.finditer(text)] if "code" in text.lower() else []
    whole = [m.span() for m in _WHOLE.finditer(text)]
    whole += [m.span() for m in _EDITED.finditer(text)] if "本帖" in text or "本贴" in text else []
    tags = list(_TAG.finditer(text))
    sure = _pairs(tags)
    for start, end in sorted([*whole, *(m.span() for m in tags if m.start() in sure)]):
        if not any(a <= start < b for a, b in code):
            yield start, end


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """The tags, neighbours as one, so that a line of tags goes with its newline."""
    last: tuple[int, int] | None = None
    for start, end in _spans(text):
        if last and start <= last[1] + 4 and not text[last[1] : start].strip(" \t\xa0\u3000"):
            last = (last[0], max(end, last[1]))
        elif not last or start >= last[1]:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every tag."""
    post = ("帖" in text and "本帖" in text) or ("贴" in text and "本贴" in text)
    edited = post and _EDITED.search(text)
    if not edited and not (("[" in text or "{" in text) and _MARK.search(text)):
        return ()
    if _ABOUT.search(text) or not _HAN.search(text):
        return ()
    return spared(text, [cut("bbcode", text, span, "a tag of forum software") for span in _joined(text)])
