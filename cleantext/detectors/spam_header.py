"""Injected keyword chains: adult sites, gambling, loans, somebody's goods, joined by commas or blanks.

Looks like: one line of short chunks without a sentence, mostly the first of the page or the last, sometimes
in the middle; often in simplified characters over a traditional page, because it was put in after the page was
converted.
Made by: link spam that was broken into a site's templates, keyed to what people search for.
The cure takes the whole line.
Evidence: the words (spam_header: never in a speech; spam_header_weak: only beside other signs), the shape (three
chunks or more, no full stop, no quotation, no book title), the place and the script. No word is enough alone.
Left alone: sentences, labelled lists (关键词:安全,生产,责任), headings (打击网络赌博、电信诈骗、非法集资), names of
subjects and products (电影,电视剧,动漫,游戏).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from cleantext.appeals import tokens
from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.lexicons import pattern, variants
from cleantext.lines import BLANK, bounds, cut, edge_lines, spared
from cleantext.options import Options
from cleantext.patterns import lazy

# Separators of a chain, and what no chain holds.
_CHAIN = lazy(
    rf"\n{BLANK}*+(?:[^\n。！？；：:“”《》「」,，、|_ \u3000/]{{1,24}}+[,，、|_ \u3000/]++){{2,80}}+"
    r"[^\n。！？；：:“”《》「」]{0,40}+(?![^\n])"
)
_NO_CHAIN = lazy(r"[。！？；：:“”《》「」『』!?;等](?:(?<!等)|(?=[,，、]|$))")
_CHUNKS = lazy(r"[^,，、|_ \t\xa0\u3000/\r\n-]+")
# A chain holds two of these at least: says no to most lines before a list of words is asked.
_HINT = lazy(
    r"[久码碼频頻乐樂娱娛博彩欧歐赌賭贷貸款区區观觀色妇婦淫骚裸免韩韓投厂廠价價批证證拍孕赛賽艇快票凭憑章报報疗療]"
)
_DRESS = " \t\xa0\u3000\r>》»→*·~-—_【】[]()（）。!！.…↓"
_EDGE = 4  # lines at the top and the bottom
_LONGEST = 400
_SAMPLE = 4000  # characters of the page that tell its script


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that are only simplified, and those that are only traditional."""
    forms = variants()
    traditional = {other for each in forms.values() for other in each[1:]}
    return frozenset(forms.keys() - traditional), frozenset(traditional - forms.keys())


def _script(text: str) -> tuple[int, int]:
    """How many characters of a text are only simplified, and how many only traditional."""
    simple, traditional = _scripts()
    return sum(c in simple for c in text), sum(c in traditional for c in text)


def _foreign(text: str, start: int, end: int) -> bool:
    """True for a simplified line on a traditional page."""
    page = text[max(start - _SAMPLE, 0) : start] + text[end : end + _SAMPLE]
    simple, traditional = _script(page)
    own = _script(text[start:end])
    return traditional > 20 and traditional > 4 * simple and own[0] >= 3 and own[1] == 0


def _one_stem(chunks: list[str]) -> bool:
    """True when two neighbouring characters occur in nearly every chunk: 某某厂家,某某价格."""
    first, last = min(chunks, key=len), max(chunks, key=len)
    stems = {each[i : i + 2] for each in (first, last) for i in range(len(each) - 1)}
    return any(4 * sum(stem in chunk for chunk in chunks) >= 3 * len(chunks) for stem in stems)


def _is_trade(line: str, at_edge: bool) -> bool:
    """True for a chain of somebody's goods or services: a name and a word of trade in most chunks, or one stem."""
    chunks = _CHUNKS.findall(line)
    if len(chunks) < 3 or "、" in line or not any(mark in line for mark in ",，|_ ") or max(map(len, chunks)) > 14:
        return False
    trades = [[m[0] for m in pattern("spam_header_trade").finditer(chunk)] for chunk in chunks]
    different = len({word for each in trades for word in each})
    if _one_stem(chunks):
        return different >= (2 if at_edge else 3)
    named = sum(
        bool(each) and (sum(map(len, each)) < len(chunk) or len(chunk) > 3)
        for each, chunk in zip(trades, chunks, strict=True)
    )
    return at_edge and different >= 3 and 10 * sum(map(bool, trades)) >= 7 * len(chunks) and 2 * named >= len(chunks)


def _is_covered(line: str) -> bool:
    """True for three chunks or more of which most are words of spam, one of them a word that is in no speech."""
    chunks = _CHUNKS.findall(line)
    if len(chunks) < 3 or "、" in line or max(map(len, chunks)) > 16:
        return False
    kinds = [{token.kind.replace("z", "s") for token in tokens("spam_words", chunk, 0, len(chunk))} for chunk in chunks]
    known = sum(bool(each & {"s", "m"}) for each in kinds)
    return (
        not any("x" in each for each in kinds) and any("s" in each for each in kinds) and 4 * known >= 3 * len(chunks)
    )


def _speaks(line: str) -> bool:
    """True for a line with a word of somebody who speaks of such things, or that tells of them (转身走出赌场)."""
    return any(token.kind == "x" for token in tokens("spam_words", line, 0, len(line)))


def _is_spam(text: str, start: int, end: int, at_edge: bool) -> bool:
    line = text[start:end]
    bare = line.strip(_DRESS)
    if _NO_CHAIN.search(bare) or (_HINT.search(bare) and _speaks(bare)):
        return False
    if _is_trade(bare, at_edge) or (at_edge and _is_covered(bare)):
        return True
    if _NO_CHAIN.search(line) or len(_HINT.findall(line)) < 2:
        return False
    words = {m[0] for m in pattern("spam_header").finditer(line)}
    if len(words) < 2 and not at_edge:
        return False
    chunks = _CHUNKS.findall(line)
    strong = sum(bool(pattern("spam_header").search(chunk)) for chunk in chunks)
    weak = sum(bool(pattern("spam_header_weak").search(chunk)) for chunk in chunks)
    count = len(chunks)
    if len(words) >= 3 or (len(words) >= 2 and count >= 3 and 2 * max(strong, weak) >= count):
        return True
    if not at_edge or count < 3:
        return False
    return (bool(words) and 10 * weak >= 6 * count) or (10 * weak >= 7 * count and _foreign(text, start, end))


def _found(text: str) -> Iterator[Finding]:
    head, foot = edge_lines(text)
    near = {*head[:_EDGE], *foot[:_EDGE]}
    chains = [bounds(text, m.start() + 1) for m in _CHAIN.finditer(text)]
    for start, end in sorted(near.union(chains)):
        if 6 <= end - start <= _LONGEST and _is_spam(text, start, end, (start, end) in near):
            yield cut("spam_header", text, (start, end), "a chain of search words, not a sentence")


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every line that is a keyword chain."""
    return through_glosses(text, lambda plain: spared(plain, _found(plain)))
