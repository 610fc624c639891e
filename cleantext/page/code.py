"""Lines of script and style that an extractor left among prose: ``var _hmt = …``, ``.nr{font-size:14px}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.patterns import lazy

_FAR = 3  # blank lines between two lines of one script
_PROSE = 2  # lines with Chinese that are no code; a text with fewer is about the code
_HAN = lazy(r"[\u3400-\u9fff]")
# What only a page's own script and style speaks of.
_PAGES = (
    r"document\.|window\.|jQuery|\$\(|_hmt|_gaq|gtag\(|bdshare|bd_share|share\.baidu|hm\.baidu|cnzz|"
    r"adsbygoogle|google_|getElement|createElement|appendChild|insertBefore|innerHTML|"
    r"addEventListener|"
    r"setTimeout\(|setInterval\(|location\.|navigator\.|\.cookie|\.ajax\(|\.html\(|\.click\(|\.css\(|"
    r"\.hide\(|\.show\(|typeof |CDATA|BAIDU|baidu_|wx\.config|tanx|show_ad|ad_|slot|dede|cpro|_ad\b|"
    r"union|"
    r"mso-|Mso[A-Z]|behavior: ?url|@font-face|@media|@page|@import|@charset|Style Definitions|"
    r"st1\\?:|v\\?:\*|o\\?:\*|w\\?:\*|X-NONE|"
    r"font-(?:size|family|weight)|line-height|text-(?:align|indent|decoration)|(?:margin|padding|"
    r"border|background)(?:-\w+)?\s*:|display\s*:|float\s*:|width\s*:|height\s*:|color\s*:|"
    r"^\s*(?:var|let|const)\s+[\w$]+\s*=[^=].*;|^\s*function\s+[\w$]+\s*\(|onclick=|"
    r"overflow\s*:|position\s*:|z-index|!important|px[;}\s]"
)
_OWN = lazy(_PAGES, re.MULTILINE)
_CODE = lazy(
    r"(?:"
    r"(?:var|let|const)\s+[\w$]+\s*(?:=|;|\Z).*"
    r"|(?:window|document|self|top|parent|location|navigator)\.[\w.$\[\]'\"]+\s*(?:\(|=|\+=).*"
    r"|(?:\$|jQuery)\s*[(.].*"
    r"|(?:async\s+)?function\b\s*[\w$]*\s*\(.*"
    r"|[(!;]*\s*function\s*\(.*"
    r"|(?:if|for|while|switch|else if)\s*\(.*[{;)]\s*|(?:\}\s*)?else\s*\{?.{0,80}|(?:return|break|"
    r"case|try|catch|throw|new)\b.*[;{:]\s*"
    r"|[\w$]+(?:\.[\w$]+|\[[^\[\]]{1,40}\])*\s*(?:\([^\u3400-\u9fff]*\)\s*;?|\+?=\s*[^=].*;|=\s*[\w$]*\s*[{\[(|].*)"
    r"|\(\s*(?:adsbygoogle|function|window).*"
    r"|[\w$'\"-]+\s*:\s*(?:[\w$'\"\[{-].*,?|function.*)(?<=[,{}\]'\"\d])"
    r"|[{}()\[\];,\s]+"
    r"|//.*|/\*.*|\*/.*|\*\s.*\*/"
    r"|<!\[CDATA\[.*|(?://)?\s*\]\]>.*|<!--.*|(?://)?\s*-->|<!\[endif\]-*>?|<!\[if.*"
    r"|(?:table|td|tr|p|div|span|body|ul|li|a|img|h[1-6])(?:[.#][\w-]+)+(?:\s*,.*)?|"
    r"[@.#*a-zA-Z][\w.#:>@,*+~()\[\]=\"'\\ \t-]{0,120}\{.*"
    r"|[a-z-]{3,30}\s*:\s*[^;{}\u3400-\u9fff]{1,120};\s*(?:[a-z-]{3,30}\s*:\s*[^;{}]{1,120};?\s*)*\}?"
    r"|Normal\s+0\s+(?:false\s*)+.*|(?:EN-US|ZH-CN|X-NONE|MicrosoftInternetExplorer4)(?:\s.*)?"
    r")"
)
_WORD = lazy(r"\{?\s*mso-[\w-]+\s*:[^;{}]*;?\s*\}?")
_ALONE = lazy(
    r"undefined|\[object Object\]|NaN|&nbsp|null|<!--|-->|//?<!\[CDATA\[|(?://)?\s*\]\]>|"
    r"<!\[endif\]-*>|(?:Normal\s+0\s+(?:false\s*)+.*)"
)
# A rare character and what it must be part of: the first says no to most texts at a quarter of the cost of the second.
_HINTS = (
    *(("{", "{"), ("}", "}"), (";", ");"), (">", "-->"), (">", "]]>"), ("<", "<!"), ("*", "*/")),
    *(("v", "var "), ("f", "function"), ("t", "const ")),
    *(("u", "undefined"), ("[", "[object O"), ("N", "Normal 0 ")),
)
# Code of a page, words of people: somebody quotes code.
ABOUT = lazy(
    r"HTML|XML|CSS|JavaScript|Javascript|代[码碼]|源[码碼]|[编編]程|[脚腳]本|函[数數]|[变變]量|"
    r"程序[员員设語语]|Python|Java\b|[语語]法|[数數]据[库結结]|SQL"
)
_MARKDOWN = lazy(r"^(?:```|~~~|#{1,6} |    \S.*[;{]$|\t\S.*[;{]$)", re.MULTILINE)
TEMPLATE = lazy(
    r"\{/?(?:dede|pboot|eyou|aspcms|maccms|yx|qb|cms|php|loop|pc|template|content|article|arclist|"
    r"field|list)[:\s][^{}\n]{0,120}\}|\{\$[\w.>\[\]'\"|: -]{1,80}\}|\{/(?:loop|if|foreach|volist|"
    r"dede:\w+)\}"
    r"|\[!--[\w.\-]{1,40}--\]|\[/?field:[^\[\]\n]{1,80}\]|<\?php\b[^\n]{0,300}?\?>|"
    r"<%[=@]?[^%\n]{0,200}%>|#\{[\w.]{1,40}\}|\$\{[\w.]{1,40}\}"
)
_TEMPLATE_HINT = lazy(r"\{[/$a-z#]|\[!--|\[/?field|<\?php|<%")


def _is_code(line: str) -> bool:
    """True for a line that can be script or style and is no prose; Chinese stands in strings and comments only."""
    if _ALONE.fullmatch(line) or _WORD.fullmatch(line):
        return True
    if not _CODE.fullmatch(line):
        return False
    bare = re.sub(r"'[^'\n]*'|\"[^\"\n]*\"|//.*|/\*.*", "", line)
    return not _HAN.search(bare)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Stretches of lines of a page's own code; nothing where the text itself is about code."""
    if not any(rare in text and hint in text for rare, hint in _HINTS) or ABOUT.search(text) or _MARKDOWN.search(text):
        return []
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if not m[0].isspace()]
    is_code = [end - start < 5000 and _is_code(text[start:end].strip()) for start, end in lines]
    prose = sum(not code and bool(_HAN.search(text, *line)) for line, code in zip(lines, is_code, strict=True))
    if prose < _PROSE:
        return []
    return list(_stretches(text, lines, is_code))


def _stretches(text: str, lines: list[tuple[int, int]], is_code: list[bool]) -> Iterator[tuple[int, int]]:
    run: list[tuple[int, int]] = []
    for line, code in zip([*lines, (len(text), len(text))], [*is_code, False], strict=True):
        if code and (not run or text.count("\n", run[-1][1], line[0]) <= _FAR):
            run.append(line)
            continue
        if run:
            found = text[run[0][0] : run[-1][1]]
            if _OWN.search(found) or all(_ALONE.fullmatch(text[a:b].strip()) for a, b in run):
                yield run[0][0], run[-1][1]
        run = [line] if code else []


def templates(text: str) -> Iterator[tuple[int, int]]:
    """Fields of a template that were never filled: {dede:field.title/}, [!--newstext--]."""
    if not ("{" in text or "<" in text or "[" in text):
        return
    if _TEMPLATE_HINT.search(text) and not ABOUT.search(text) and not _MARKDOWN.search(text):
        yield from (m.span() for m in TEMPLATE.finditer(text))
