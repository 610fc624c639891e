"""Files in which lines, or stretches inside lines, are in different codecs, for benchmarks.encodings.

The truth is put together from parts, each of which is encoded by itself; a line never ends inside a part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.coded import Sample, as_coded, coded, document

_TAIWAN = "cp950"  # most Big5 files were written on Windows
_LINES = 60  # of a file, at most
_CLAUSE = re.compile("[^，。！？；：、\n]+[，。！？；：、]?")
_ADVERTISEMENTS = (
    "更多好文章请到{site}下载",
    "本文由{site}会员上传，转载请注明出处。",
    "【{site}】最新章节免费阅读，无弹窗！",
    "手机用户请访问{site}，随时随地看小说",
    "本资料来自网络，如有侵权请联系站长：QQ{number}",
    "欢迎加入读者群{number}，一起讨论剧情",
    "收藏本站：{site}（站长推荐）",
    "广告：诚招代理，月入过万，详情加微信 abc{number}",
    "——内容来源于{site}",
    "点击查看全文&gt;&gt; http://{site}/",
    "免费领取资料，请关注公众号“好文共享”",
    "本站永久域名 {site}，请牢记！",
)
_SITES = ("www.haowen.example", "范文大全网", "小说楼", "m.xiaoshuo.example", "好文网", "bbs.wenku.example")
Parts = list[tuple[str, str]]  # (text, codec) in order
Mixture = Callable[[Random], Parts]


def _lines(codec: str, rng: Random) -> list[str]:
    """The lines of a document, from some line on, none of them empty, ends with them."""
    found = [line for line in document(codec, rng).splitlines(keepends=True) if line.strip()]
    start = rng.randrange(max(1, len(found) - 5))
    return [line if line.endswith("\n") else line + "\n" for line in found[start : start + _LINES]]


def _clause(codec: str, rng: Random, least: int = 2) -> str:
    """A few words of a document, up to 30 characters, ``least`` of them beyond ASCII."""
    while True:
        clause = rng.choice(_CLAUSE.findall(document(codec, rng)))[:30].strip()
        if len(clause) - len(clause.encode("ascii", "ignore")) >= least:
            return str(clause)


def _advertisement(rng: Random) -> str:
    return rng.choice(_ADVERTISEMENTS).format(site=rng.choice(_SITES), number=rng.randrange(10_000, 10**9))


def advertised(rng: Random) -> Parts:
    """A page in GBK with advertisements in UTF-8: lines of their own, or glued into or behind a line."""
    parts: Parts = []
    lines = _lines("gbk", rng)
    hit = set(rng.sample(range(len(lines)), min(len(lines), rng.randint(1, 3))))
    for number, line in enumerate(lines):
        if number not in hit:
            parts.append((line, "gbk"))
        elif rng.random() < 0.5:
            parts += (line, "gbk"), (_advertisement(rng) + "\n", "utf-8")
        else:
            at = rng.choice([m.end() for m in _CLAUSE.finditer(line)] or [len(line) - 1])
            at = min(at, len(line) - 1)
            parts += (line[:at], "gbk"), (_advertisement(rng), "utf-8"), (line[at:], "gbk")
    return parts


def logged(rng: Random) -> Parts:
    """A log in UTF-8 with a field in GBK in half of its lines."""
    parts: Parts = []
    for number in range(rng.randint(10, _LINES)):
        stamp = f"2009-03-{1 + number % 28:02} {rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}"
        codec = rng.choice(("gbk", "utf-8"))
        parts.append((f"{stamp} [信息] 用户 {rng.randrange(10**6)} 打开文件 “", "utf-8"))
        parts += (_clause("gbk", rng), codec), (f".txt”，用时 {rng.randrange(5000)} 毫秒\n", "utf-8")
    return parts


def bracketed(rng: Random) -> Parts:
    """A log with hardly anything beyond ASCII but its fields, in GBK or UTF-8."""
    parts: Parts = []
    for number in range(rng.randint(10, _LINES)):
        parts.append((f"{1199145600 + 37 * number} GET /search?id={rng.randrange(10**6)} q=[", "utf-8"))
        parts += (_clause("gbk", rng), rng.choice(("gbk", "utf-8"))), (f"] 200 {rng.randrange(9999)}\n", "utf-8")
    return parts


def quoted(rng: Random) -> Parts:
    """A page in GBK or UTF-8 with paragraphs in Big5."""
    outer = rng.choice(("gbk", "utf-8"))
    own, others = _lines(outer, rng), _lines(_TAIWAN, rng)
    parts: Parts = []
    for line in own:
        parts.append((line, outer))
        if rng.random() < 0.2:
            parts.append((others[rng.randrange(len(others))], _TAIWAN))
    return parts if any(codec == _TAIWAN for _, codec in parts) else [*parts, (others[0], _TAIWAN)]


def halved(rng: Random) -> Parts:
    """Two documents in different codecs, one behind the other."""
    return [(line, codec) for codec in rng.sample(("gbk", "utf-8", _TAIWAN), 2) for line in _lines(codec, rng)]


def shuffled(rng: Random) -> Parts:
    """Every line in a codec by lot."""
    codecs = rng.choice((("gbk", "utf-8"), ("gbk", _TAIWAN), ("utf-8", _TAIWAN), ("gbk", "utf-8", _TAIWAN)))
    texts = {codec: _lines(codec, rng) for codec in codecs}
    size = min(map(len, texts.values()))
    return [(texts[codec][number], codec) for number in range(size) for codec in (rng.choice(codecs),)]


def stretched(rng: Random) -> Parts:
    """Good lines in which one stretch of 4 to 30 characters is in another codec."""
    outer, inner = rng.sample(("gbk", "utf-8", _TAIWAN), 2)
    parts: Parts = []
    for line in _lines(outer, rng)[:20]:
        ends = [m.end() for m in _CLAUSE.finditer(line)]
        if rng.random() < 0.5 or len(ends) < 2:
            parts.append((line, outer))
            continue
        at = rng.choice(ends[:-1])
        parts += (line[:at], outer), (_clause(inner, rng, 4), inner), (line[at:], outer)
    return parts


MIXTURES: dict[str, Mixture] = {
    "UTF-8 advertisements in a GBK page": advertised,
    "GBK fields in a UTF-8 log": logged,
    "GBK and UTF-8 fields in an ASCII log": bracketed,
    "Big5 paragraphs in a page": quoted,
    "two documents, one behind the other": halved,
    "lines by lot": shuffled,
    "stretches inside good lines": stretched,
}


def mixed(name: str, number: int) -> Iterator[Sample]:
    """Files of one mixture that have two codecs indeed."""
    rng = Random(f"mixed {name}")
    made = 0
    while made < number:
        parts = [(as_coded(text, codec), codec) for text, codec in MIXTURES[name](rng)]
        if len({codec for text, codec in parts if not text.isascii()}) < 2:
            continue
        made += 1
        data = b"".join(coded(text, codec) for text, codec in parts)
        yield Sample(" + ".join(sorted({codec for _, codec in parts})), data, "".join(text for text, _ in parts))
