"""Files whose text and codec are known, for benchmarks.encodings: whole, a few characters of them, other languages.

Chinese comes from the documents that train.held_out keeps back (make_letters has counted four fifths of these), other
languages from the fifth that make_letters keeps back. What a codec lacks is left out of the text, so that truth and bytes are the same thing said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from benchmarks.damage.escapes import hz
from benchmarks.scoring import GENRES, documents, traditional
from cleantext.language.train import held_out

MAINLAND = ("utf-8", "gb18030", "gbk", "gb2312", "hz")
TAIWAN = ("big5", "cp950", "big5hkscs")
WIDE = ("utf-16", "utf-16-be, mark", "utf-16-le", "utf-16-be")  # the first has a mark, too
CHINESE = (*MAINLAND[:-1], *TAIWAN, *WIDE, "hz")
_BOTH_SCRIPTS = ("utf-8", "gb18030", "gbk", *WIDE)
_CANTONESE = str.maketrans(
    {"的": "嘅", "了": "咗", "是": "係", "沒": "冇", "那": "嗰", "這": "呢", "些": "啲", "嗎": "㗎"}
)
_BEYOND_GBK = "䶮㑇㛃䢺𠮷𬭎😀•ñ"  # what GB18030 alone has, four bytes each
_BYTES = (2_000, 20_000)
# Same bytes, another character: `·` and `—` are `・` and `―` in Python's gb2312, `～` and `‧` are `∼` and `•` in its big5.
_VARIANTS = {"gb2312": "gb18030", "hz": "gb18030", "big5": "cp950", "big5hkscs": "cp950"}
_ROWS_OF_ETEN = 0xC6  # from here on big5hkscs is what such files are in
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
FOREIGN: dict[str, tuple[tuple[str, str], ...]] = {
    "Japanese": tuple(("japanese", codec) for codec in ("shift_jis", "cp932", "euc_jp", "iso2022_jp")),
    "Korean": tuple(("korean", codec) for codec in ("euc_kr", "cp949", "iso2022_kr")),
    "European": (
        *((language, codec) for language in ("de", "es") for codec in ("cp1252", "iso8859-15")),
        *(("ro", codec) for codec in ("cp1250", "iso8859-2")),
        *(("tr", codec) for codec in ("cp1254", "iso8859-9")),
        *(("el", codec) for codec in ("cp1253", "iso8859-7")),
        *(("ru", codec) for codec in ("cp1251", "koi8-r", "iso8859-5", "cp866")),
    ),
    "Vietnamese": (("vi", "cp1258"),),
}


class Sample(NamedTuple):
    """codec: as the table names it. place: characters of the truth that were damaged, else None."""

    codec: str
    data: bytes
    truth: str
    place: tuple[int, int] | None = None


@cache
def _documents(genre: str) -> tuple[str, ...]:
    return tuple(text for name, text in documents(genre) if held_out(name))


@cache
def _converted(text: str, way: str) -> str:
    from opencc import OpenCC

    return str(OpenCC(way).convert(text))


@cache
def _foreign(language: str) -> tuple[str, ...]:
    """The documents of a language that its table has not seen."""
    name = language if language in ("japanese", "korean") else "european_vietnamese"
    kept = [(n, text) for i, (n, text) in enumerate(documents(name, "negative")) if i % 5 == 0]
    return tuple(text for n, text in kept if name == language or n.startswith(f"xquad_{language}_"))


def document(codec: str, rng: Random) -> str:
    """A document by lot as ``codec`` has it, in the script that people write in this codec."""
    if codec in TAIWAN:
        genre = rng.choice(("traditional", "traditional", "traditional", *GENRES))
    else:
        genre = rng.choice((*GENRES, "traditional") if codec in _BOTH_SCRIPTS else GENRES)
    text = rng.choice(_documents(genre))
    if codec in TAIWAN and genre != "traditional":
        text = _converted(text, "s2hk" if codec == "big5hkscs" else "s2tw")
    elif genre != "traditional" and codec in _BOTH_SCRIPTS and rng.random() < 0.3:
        text = traditional(text)
    if codec == "big5hkscs" and rng.random() < 0.5:
        text = text.translate(_CANTONESE)
    if codec == "gb18030" and rng.random() < 0.5:
        text = _sprinkled(text, rng)
    return as_coded(text, codec)


def _sprinkled(text: str, rng: Random) -> str:
    """With a rare character here and there."""
    for _ in range(1 + len(text) // 2000):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(_BEYOND_GBK) + text[at:]
    return text


def as_coded(text: str, codec: str) -> str:
    """``text`` without what ``codec`` lacks, and without what Python alone reads so (see _VARIANTS)."""
    name = python_name(codec)
    if name == "cp1258":
        text = _vietnamese(text)
    return text.translate(_variants(codec)).encode(name, "ignore").decode(name)


@cache
def _variants(codec: str) -> dict[int, None]:
    """The characters of ``codec`` that the usual codec of such files reads as another one."""
    usual = _VARIANTS.get(codec, "")
    return {code: None for code in range(0x80, 0xFFFF) if usual and _differs(chr(code), python_name(codec), usual)}


def _differs(c: str, codec: str, usual: str) -> bool:
    try:
        data = c.encode(codec)
        return data[0] < _ROWS_OF_ETEN and data.decode(usual) != c
    except UnicodeError:
        return False


def python_name(codec: str) -> str:
    """The codec that a name of the table reads and writes with, the mark apart."""
    return {"hz": "gb2312", "utf-16-be, mark": "utf-16-be"}.get(codec, codec)


def coded(text: str, codec: str) -> bytes:
    """``text`` as a file."""
    if codec == "hz":
        return hz(text).encode("ascii")
    return (b"\xfe\xff" if codec.endswith(", mark") else b"") + text.encode(python_name(codec))


def _vietnamese(text: str) -> str:
    """As cp1258 has it: the tones of most vowels are characters of their own."""
    from unicodedata import normalize

    def split(c: str) -> str:
        whole = normalize("NFD", c)
        if len(whole) < 2 or _fits(c, "cp1258"):
            return c
        tone = next((mark for mark in whole[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        return normalize("NFC", whole.replace(tone, "")) + tone if tone else c

    return "".join(map(split, text))


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def files(codec: str, number: int) -> Iterator[Sample]:
    """Files of 2 to 20 KB, small ones more often; every third with the line ends of Windows."""
    rng = Random(f"files {codec}")
    for index in range(number):
        size = round(_BYTES[0] * (_BYTES[1] / _BYTES[0]) ** rng.random())
        truth = ""
        while len(coded(truth, codec)) < size:
            truth += document(codec, rng) + "\n"
        truth = truth[: len(truth) * size // len(coded(truth, codec))]
        if index % 3 == 0:
            truth = truth.replace("\n", "\r\n")
        yield Sample(codec, coded(truth, codec), truth)


def snippets(codec: str, number: int, size: int) -> Iterator[Sample]:
    """Text of ``size`` characters, half of them from the beginning of a sentence, with two beyond ASCII at least."""
    rng = Random(f"snippets {codec} {size}")
    for index in range(number):
        truth = ""
        while len(truth) < size or len(truth) - len(truth.encode("ascii", "ignore")) < 2:
            truth = _cut(document(codec, rng), rng, size, at_sentence=index % 2 == 0)
        yield Sample(codec, coded(truth, codec), truth)


def _cut(text: str, rng: Random, size: int, at_sentence: bool = False) -> str:
    """``size`` characters of ``text``, fewer where white space at the ends falls away; one line if they are few."""
    starts = [m.end() for m in re.finditer(r"[。！？；，、\n]\s*|\A\s*", text) if m.end() + size <= len(text)]
    if not at_sentence or not starts:
        starts = [rng.randrange(max(1, len(text) - size))]
    start = rng.choice(starts)
    cut = text[start : start + size]
    return "" if size < 60 and "\n" in cut else cut.strip()


def foreign(language: str, number: int, size: int = 200) -> Iterator[Sample]:
    """Text of another language in each of its own codecs, with one character beyond ASCII at least."""
    for source, codec in FOREIGN[language]:
        rng = Random(f"foreign {source} {codec}")
        for _ in range(number):
            truth = ""
            while truth.isascii():
                text = rng.choice(_foreign(source))
                truth = _cut(as_coded(text.translate(_CEDILLAS), codec), rng, size)
            yield Sample(codec, coded(truth, codec), truth)
