"""Text decoded with the wrong codec, forward: text -> bytes in its true codec -> what software shows that reads them as another.

Section 4 of the damage model. ``misread`` is one such accident and takes and returns text, so that accidents compose
(twice over: ``misread`` of a ``misread``); benchmarks.damage.scopes says which part of a document it befalls. A ``Loss`` is how the reading software shows bytes that its codec has no character for. The same ``rng`` gives the
same damage. Sources of the decoders: Python's own, the WHATWG encoding standard (browsers), Windows' code pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product
from random import Random
from typing import Literal, NamedTuple

from benchmarks.damage.shown import _eudc

Accident = Callable[[str], str]
Space = Literal["keep", "space", "drop"]
Control = Literal["keep", "drop", "sign"]
SINGLE = ("latin-1", "cp1252", "cp1250", "cp1251", "mac_roman")
MULTI = ("gbk", "cp936", "gb18030", "big5", "cp950", "shift_jis", "cp932", "euc_kr", "cp949")
_PYTHON = {
    "cp936": "gbk"
}  # Python has no cp936 of its own; Windows' reads a lone 80 as the euro sign, and FF as U+F8F5
_CP936 = {0x80: "€", 0xFF: "\uf8f5"}
_BEGUN = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe]?")  # a character of four bytes
_KOREAN_ROWS = {0xC9: 0xE000, 0xFE: 0xE05E}  # Windows' user-defined rows of cp949: first private-use character of each


@dataclass(frozen=True)
class Loss:
    """How the reader shows what its codec has no character for.

    sign: ``"?"``, U+FFFD, or ``""`` (``errors="ignore"``); None when nothing may be lost: then it is an error.
    pair: what an invalid pair of bytes costs. ``"one"``: its lead, and the second byte is read again (Python);
        ``"ascii"``: both, but an ASCII byte is read again (WHATWG); ``"both"``: both, one sign (Windows' old code
        pages); ``"each"``: both, a sign for each.
    user_rows: pairs of the codec's user-defined rows are kept as private-use characters, dropped, or replaced as an
        invalid pair is.
    controls: bytes that a single-byte codec can only show as C1 controls (cp1252's 81 8D 8F 90 9D, all of 80-9F in
        Latin-1) are kept as such, dropped, or become a ``sign``.
    nbsp: a no-break space, which is byte A0 in most single-byte codecs, is kept, made a plain space, or dropped.
    eats_line_ends: a lead byte at the end of a line takes the line feed with it, as the second half of its pair.
    """

    sign: str | None = "\ufffd"
    pair: Literal["one", "ascii", "both", "each"] = "one"
    user_rows: Literal["keep", "drop", "replace"] = "replace"
    controls: Control = "keep"
    nbsp: Space = "keep"
    eats_line_ends: bool = False


NONE = Loss(None)
PYTHON = Loss()
IGNORE = Loss("")
WHATWG = Loss("\ufffd", "ascii", "keep")  # gb18030's table; browsers replace the user-defined rows of Big5 and EUC-KR
OLD = Loss("?", "both")  # one question mark for a pair
LOSSES = (  # of multi-byte readers, the likely ones
    PYTHON,
    WHATWG,
    IGNORE,
    OLD,
    *(replace(OLD, user_rows="keep"), replace(OLD, user_rows="drop"), replace(OLD, pair="each")),
    *(Loss("?", "one"), Loss("?", "one", "keep"), Loss("?", "ascii", "drop"), Loss("\ufffd", "one", "keep")),
)
_SPACES: tuple[Space, ...] = ("keep", "space", "drop")
_HOLES: tuple[tuple[str, Control], ...] = (("", "keep"), ("", "drop"), ("?", "sign"), ("\ufffd", "sign"))
SINGLE_LOSSES = tuple(Loss(sign, controls=controls, nbsp=nbsp) for (sign, controls), nbsp in product(_HOLES, _SPACES))


def misread(text: str, true: str, wrong: str, loss: Loss = PYTHON) -> str:
    """``text``, which was saved in codec ``true``, as software shows it that reads it as ``wrong``.

    true: any Python codec. wrong: one of SINGLE or MULTI, or ``"utf-8"``. Raises UnicodeEncodeError for text that
    ``true`` does not have, and UnicodeDecodeError where ``loss.sign`` is None and something would be lost.
    """
    return decode(text.encode(true), wrong, loss)


def decode(data: bytes, wrong: str, loss: Loss) -> str:
    """``data`` as a reader of codec ``wrong`` shows it. Raises UnicodeDecodeError as ``misread`` does."""
    if wrong in SINGLE:
        shown = _single(wrong, loss)
        return "".join([shown[byte] for byte in data])
    if loss.sign is None:
        return data.decode(wrong)
    if wrong == "utf-8":
        return data.decode(wrong, "replace").replace("\ufffd", loss.sign)
    return _multi(data, wrong, loss)


@cache
def _single(wrong: str, loss: Loss) -> tuple[str, ...]:
    """What each of the 256 bytes is shown as."""
    shown = [bytes((byte,)).decode(wrong, "ignore") or chr(byte) for byte in range(256)]
    control = {"keep": None, "drop": "", "sign": loss.sign}[loss.controls]
    space = {"keep": "\xa0", "space": " ", "drop": ""}[loss.nbsp]
    return tuple(
        control if control is not None and "\x80" <= c < "\xa0" else space if c == "\xa0" else c for c in shown
    )


def _multi(data: bytes, wrong: str, loss: Loss) -> str:
    singles, pairs = _table(wrong)
    out: list[str] = []
    at = 0
    while at < len(data):
        single = singles.get(data[at])
        if single is not None:
            out.append(single)
            at += 1
            continue
        char, is_user = pairs.get(data[at : at + 2], (None, False))
        size = 2
        if char is None and wrong == "gb18030":
            char, size = _four(data[at : at + 4], loss)
        if char is None or (is_user and loss.user_rows == "replace"):
            char, size = _invalid(data[at : at + 2], loss)
        elif is_user and loss.user_rows == "drop":
            char = ""
        out.append(char)
        at += size
    return "".join(out)


def _invalid(pair: bytes, loss: Loss) -> tuple[str, int]:
    """(shown, bytes that it costs) for a byte that begins no character, with the byte behind it."""
    sign = loss.sign or ""
    behind = pair[1:]
    reads_again = (
        not behind
        or loss.pair == "one"
        or pair[0] in (0x80, 0xFF)
        or (loss.pair == "ascii" and behind.isascii())
        or (behind in (b"\r", b"\n") and not loss.eats_line_ends)
    )
    if reads_again:
        return sign, 1
    return sign * (2 if loss.pair == "each" else 1), 2


def _four(data: bytes, loss: Loss) -> tuple[str | None, int]:
    """(character, its size) of four bytes of GB18030, (None, 0) when they are none.

    Where the data end within four such bytes, one ``sign`` stands for all of them, digits and all.
    """
    if len(data) < 4 and _BEGUN.fullmatch(data):
        return loss.sign or "", len(data)
    return (_one(data, "gb18030") if len(data) == 4 else None), 4


def _one(data: bytes, codec: str) -> str | None:
    """The character that all of ``data`` is, None when it is none or several."""
    try:
        char = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@cache
def _table(wrong: str) -> tuple[dict[int, str], dict[bytes, tuple[str, bool]]]:
    """Single bytes and pairs with their characters; for a pair, whether the codec has it only in its user-defined rows.

    Those rows are as on Windows.
    """
    name = _PYTHON.get(wrong, wrong)
    singles = {byte: c for byte in range(256) if (c := _one(bytes((byte,)), name))}
    if wrong == "cp936":
        singles |= _CP936
    pairs: dict[bytes, tuple[str, bool]] = {}
    for lead, trail in product(set(range(0x81, 0xFF)) - set(singles), range(0x40, 0xFF)):
        pair = bytes((lead, trail))
        char, user = _one(pair, name), _user_defined(wrong, pair)
        if char or user:
            pairs[pair] = (char or user or "", not char or "\ue000" <= char <= "\uf8ff")
    return singles, pairs


def _user_defined(wrong: str, pair: bytes) -> str | None:
    """The private-use character of a pair that the codec does not have, None where Windows knows none."""
    lead, trail = pair
    if wrong in ("gbk", "cp936"):
        return _one(pair, "gb18030")
    if wrong in ("big5", "cp950"):
        return _eudc(lead, trail) or None if 0x40 <= trail < 0x7F or trail > 0xA0 else None
    if wrong in ("euc_kr", "cp949") and trail > 0xA0 and lead in _KOREAN_ROWS:
        return chr(_KOREAN_ROWS[lead] + trail - 0xA1)
    return None


def twice(first: Accident, second: Accident) -> Accident:
    """``first``, and what came of it read wrongly once more."""
    return lambda text: second(first(text))


# All of the damage model's rows


class Row(NamedTuple):
    """One way to be misread. The reader's loss is by lot; the text has to be in the script of the true codec."""

    true: str
    wrong: str

    def accident(self, rng: Random) -> Accident:
        """The accident, with a likely loss for such a reader."""
        loss = rng.choice(SINGLE_LOSSES if self.wrong in SINGLE else LOSSES)
        if self.wrong == "gb18030" or (self.wrong in ("gbk", "cp936") and rng.random() < 0.2):
            loss = replace(loss, user_rows="keep")
        return partial(misread, true=self.true, wrong=self.wrong, loss=loss)


ROWS = (
    *(Row("utf-8", wrong) for wrong in (*MULTI, *SINGLE)),
    *(Row("gbk", wrong) for wrong in ("big5", "cp950", "cp932", "cp949", "euc_kr", *SINGLE[:4])),
    Row("gb18030", "big5"),
    *(Row("big5", wrong) for wrong in ("gbk", "cp936", "gb18030", "latin-1", "cp1252")),
)
