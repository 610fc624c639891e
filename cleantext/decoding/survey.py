"""Which codec is a document in, on the whole? Decided on a sample; the lines may still differ (``mixed.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleantext.decoding import phase
from cleantext.decoding.judge import language_of, plausibility
from cleantext.decoding.pieces import lenient

_SAMPLE = 1 << 16  # bytes
_SLICES = 16  # places the sample is taken from
_CHINESE = 11.8  # bits a character. Clean Chinese documents: 7.5 to 11.0; other languages read as Chinese: from 12
_FOREIGN_SAMPLE = 1 << 13  # bytes; enough to tell languages apart
_CHINESE_CODECS = ("gb18030", "big5")
_FOREIGN = (
    *("shift_jis", "euc_jp", "euc_kr", "cp1252", "cp1250", "cp1251", "koi8-r", "koi8-u", "cp1253", "iso8859-7"),
    *("iso8859-2", "iso8859-15", "cp1254", "cp866", "iso8859-5", "mac-roman", "cp1258"),
)
_LISTED_FIRST = 0.5  # bits a codec is ahead of the next on the list: the commoner come first
_HINTS = ("cp874", "tis-620", "cp1255", "iso8859-8", "cp1256", "iso8859-6", "cp1257")  # chardet may add one
_HINT = 8.0  # bits its word is worth
_OURS = 8.0  # bits Chinese is ahead of other languages: it is what this library is given
# One character alone after a letter, space or stop, ASCII but no digit after it: what the accent of "für" or "están"
# makes in a two-byte codec. Chinese has (一) and 2024年5月, hardly this.
_LONE = re.compile("(?<=[ A-Za-z,.;:'\"-])[^\\x00-\\x7f](?![^\\x00-/:-\\x7f])|\\A[^\\x00-\\x7f](?=[a-z])")
_TWO_BYTES = (*_CHINESE_CODECS, "shift_jis", "euc_jp", "euc_kr")
_LONE_BITS = 20.0  # bits against such a codec for each
_WIDE = 20.0  # bits UTF-16 must win by; Chinese of 4 characters wins by 35, and lines of Big5 lose by 10 or less
_VALID = 0.99  # how sure a few bytes of valid UTF-8 are UTF-8
_ACCIDENT = 2.0  # bits. Of 1524 words of ten European languages none is taken for Chinese; at 0 two are
_TWO_BYTES_UTF8 = "\u07ff"  # three bytes that are UTF-8 are that by accident much more seldom
_FILL = re.compile(rb"\xff\xff+")  # erased storage: says nothing about the text around it
_TWO_CHARACTERS = 4  # bytes of UTF-16; one character is anything
_FEW = 8  # bytes; fewer are believed to be UTF-16 if they are an even number and Chinese
_WIDE_FEW = 12.0  # bits. Of 2 or 3 Chinese characters 75% are found; of 32,000 scraps in other codecs 3 are taken so
_SHORT = 48  # bytes; so few in Japanese or Russian can look like UTF-16 of any script
_NUL = 22  # bits
_TWO = ("utf-16-le", "utf-16-be")
_HEAD = 256  # bytes that tell whether the first byte is lost
_WIDE_SAMPLE = 2048  # bytes
_WHOLE = 8  # bits a byte, at most: more is no language; spares the other readings
_SLIPPED = 7  # the same for the cheapest way through what may be UTF-16 out of step: any bytes have one
_STEPS = 1024  # bytes of a sample that may have lost its step
_FEW_CONTROLS = 200  # bytes; so few of UTF-16 need not have a control
_SOME = 0.005  # share of controls; in UTF-16 of any language 0.015 and more
_HIGH = re.compile("[^\0-\x7f]+")
_TELLING = 16  # characters
_GIBBERISH = 16.0  # bits a character. Rare words beside common ones: 13.3; random bytes: 17.1
_CONTROLS = bytes({*range(1, 32)} - {*b"\t\n\r\f\x1b"})  # text has none of them; NUL can fill a hole in a file
_NOISE = 0.05  # share of controls; random or compressed bytes: 0.1


class Verdict(NamedTuple):
    """codec: "" when the bytes are no text at all. confidence: 0 to 1."""

    codec: str
    confidence: float


def survey(data: bytes) -> Verdict:
    """Judge bytes that are not, or not all of them, UTF-8. Never raises."""
    lines = list(_sample(data))
    sample = _FILL.sub(b"", b"".join(line for line in lines if not _is_utf8(line)))
    good = sum(len(line) for line in lines if not line.isascii() and _is_utf8(line))
    if good >= len(sample):
        return Verdict("utf-8", 0.9)
    texts = {codec: lenient(sample, codec)[0] for codec in (*_CHINESE_CODECS, "utf-8")}
    scores = {codec: _reading(text, codec) for codec, text in texts.items()}
    best = max(_CHINESE_CODECS, key=lambda codec: scores[codec])
    high = "".join(c for c in texts[best] if c > "\x7f")
    if scores["utf-8"] > scores[best] or -plausibility(high) + _lone(texts[best]) > _CHINESE * len(high):
        sample = sample[:_FOREIGN_SAMPLE]
        scores = _contest(sample)
        best = max(scores, key=lambda codec: scores[codec])
    if _is_binary(sample):
        return Verdict("", 0.5)
    return Verdict(best, certainty(scores, best))


def certainty(scores: dict[str, float], best: str) -> float:
    """Turn the distance in bits to the second-best reading into a confidence, 0.5 to 1."""
    margin = scores[best] - max((score for codec, score in scores.items() if codec != best), default=scores[best] - 99)
    return round(1 - 0.5 * 2 ** (-max(0.0, margin) / 8), 3)


def ceiling(data: bytes, text: str) -> float:
    """How sure one may be of ``text``, the reading of a few bytes, which UTF-16 might read better still.

    Without a mark it is believed if it is far better; where it is only somewhat better it stays a doubt: two
    characters of it look like two characters of GBK.
    """
    readings = [lenient(data, codec)[0] for codec in ("utf-16-le", "utf-16-be")]
    rival = max(plausibility(each, "any") - _NUL * each.count("\0") for each in readings)
    lead = _WIDE_FEW if len(data) < _FEW else _WIDE
    return certainty({"": plausibility(text, "any"), "wide": rival - lead}, "")


def short(data: bytes, text: str) -> Verdict:
    """Judge a few bytes that are valid UTF-8 (``text``), perhaps by accident: 目录 in GBK is Ŀ¼."""
    if max(text) > _TWO_BYTES_UTF8 or sum(c > "\x7f" for c in text) < 2:
        return Verdict("utf-8", _VALID)
    scores = {codec: _reading(lenient(data, codec)[0], codec) for codec in _CHINESE_CODECS}
    scores["utf-8"] = plausibility(text, "any") + _ACCIDENT
    best = max(scores, key=lambda codec: scores[codec])
    return Verdict(best, min(_VALID, certainty(scores, best)))


def wide(data: bytes) -> Verdict:
    """The UTF-16 or UTF-32 codec of bytes without a mark, when they are likelier that than anything else, else ""."""
    sample = data[:_WIDE_SAMPLE] if len(data) > _WIDE_SAMPLE else data[: len(data) & ~1]
    few = len(sample) < _FEW
    if len(sample) < _TWO_CHARACTERS or (few and len(data) % 2):
        return Verdict("", 0.0)
    language, lead = ("chinese", _WIDE_FEW) if few else ("any", _WIDE)
    texts = {codec: lenient(sample, codec)[0] for codec in (*_TWO, *_four_bytes(sample))}
    # A NUL of UTF-16 is two bytes: a block of zeros must not make it look the cheaper reading.
    scores = {codec: plausibility(text, language) - _NUL * text.count("\0") for codec, text in texts.items()}
    best = max(scores, key=lambda codec: scores[codec])
    slipped = len(sample) >= _SHORT and best in _TWO and _has_controls(sample) and _is_doubtful(sample, texts[best])
    if slipped:
        sample = sample[:_STEPS]
        scores = {codec: -phase.bits(sample, codec) - _NUL * sample.count(b"\0\0") for codec in _TWO}
        best = max(scores, key=lambda codec: scores[codec])
    if -scores[best] > (_SLIPPED if slipped else _WHOLE) * len(sample):
        return Verdict("", 0.0)
    codecs = ("utf-8", *_CHINESE_CODECS, *(_FOREIGN if slipped or len(sample) < _SHORT else ()))
    rivals = max(_any_reading(lenient(sample, codec)[0], codec) for codec in codecs) + lead
    if scores[best] <= rivals:
        return Verdict("", 0.0)
    return Verdict(best, certainty({best: scores[best], "": rivals}, best))


def _is_doubtful(sample: bytes, text: str) -> bool:
    """True for UTF-16 (``text``, its best reading) that may have lost its step somewhere, or before it begins."""
    if phase.is_odd(text):
        return True
    head = sample[:_HEAD]
    late, prompt = (max(plausibility(lenient(each, codec)[0], "any") for codec in _TWO) for each in (head[1:], head))
    return late > prompt


def _has_controls(sample: bytes) -> bool:
    """True where UTF-16 out of step is worth looking for: half of its bytes are anything, controls among them."""
    controls = len(sample) - len(sample.translate(None, b"\0" + _CONTROLS))
    return len(sample) < _FEW_CONTROLS or controls > _SOME * len(sample)


def _four_bytes(sample: bytes) -> Iterator[str]:
    """UTF-32, either way, when the byte that is always zero in it is."""
    for codec, top in (("utf-32-le", 3), ("utf-32-be", 0)):
        if not any(sample[top::4]):
            yield codec


def _reading(text: str, codec: str) -> float:
    return plausibility(text, language_of(codec)) - (_lone(text) if codec in _TWO_BYTES else 0)


def _any_reading(text: str, codec: str) -> float:
    """The same where UTF-8 may be in any language."""
    return plausibility(text, "any") if codec == "utf-8" else _reading(text, codec)


def _lone(text: str) -> float:
    return _LONE_BITS * len(_LONE.findall(text))


def _contest(sample: bytes) -> dict[str, float]:
    """The bits of every reading; of codecs that give one text, the first alone."""
    hint = _hint(sample)
    codecs = dict.fromkeys(("utf-8", *_CHINESE_CODECS, *_FOREIGN, *([hint] if hint else [])))
    texts: dict[str, str] = {}
    for codec in codecs:
        texts.setdefault(lenient(sample, codec)[0], codec)
    scores = {codec: _any_reading(text, codec) for text, codec in texts.items()}
    ahead = dict.fromkeys(_CHINESE_CODECS, _OURS) | {hint: _HINT}
    rank = {codec: number * _LISTED_FIRST for number, codec in enumerate(codecs)}
    return {codec: score + ahead.get(codec, 0.0) - rank[codec] for codec, score in scores.items()}


def _hint(sample: bytes) -> str:
    """chardet's guess, one more candidate to be judged; "" when it is on the list anyway or cannot be.

    On the list its word is worth nothing: of 477 short texts in 20 languages 11 are wrong without it, 24 with it.
    """
    import chardet  # 90 ms: only for bytes that are no Chinese

    name = (chardet.detect(sample)["encoding"] or "").lower().replace("windows-", "cp").replace("iso-8859", "iso8859")
    return name if name in _HINTS else ""


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return len(sample) >= 64 and controls > _NOISE * len(sample)


def is_gibberish(text: str) -> bool:
    """True for characters that no language has side by side: what random bytes look like in any codec."""
    high = "".join(_HIGH.findall(text))
    return len(high) >= _TELLING and -plausibility(high, "any") > _GIBBERISH * len(high)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes) -> Iterator[bytes]:
    """Lines from the whole file, or from places spread over a big one."""
    if len(data) <= _SAMPLE:
        yield from data.splitlines(keepends=True)
        return
    size = _SAMPLE // _SLICES
    for index in range(_SLICES):
        at = len(data) // _SLICES * index
        start = data.find(b"\n", at, at + size) + 1 or at
        end = data.rfind(b"\n", start, start + size) + 1 or start + size
        yield from data[start:end].splitlines(keepends=True)
