"""What happens to a file on its way: each move takes bytes and gives others. For benchmarks.mutations."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Move = Callable[[bytes, bytes, Random], bytes]
_BLOCK = 64
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33", b"\xff\xfe\0\0")
_SIZES = (
    b"\xff" * 4,
    b"\xff" * 8,
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\xff" * 7 + b"\x7f",
    b"77777777777\0",
    b"\0" * 8,
)
# What stands in JSON and is no usual text; what is put between quotes, and what is put between lines.
_ESCAPES = (
    rb"\ud83d", rb"\ude00", rb"\ude00\ud83d", rb"\u0000", rb"\ud83d\u0041", rb"\uffff", rb"\u202e", rb"\u00", rb"\x",
    "\\ud83d渡口".encode(), b"\xed\xa0\xbd",
)  # fmt: skip
_RECORDS = (
    b'{"text": null}', b'{"text": 7}', b'{"text": ["a", "b"]}', b'{"text": {"text": "a"}}', b"[1, 2]", b'"text"', b"nul",
    b'{"text": ""}', b'{"text": "a", "text": "b"}', b'{"id": 1}', b"{}", b"NaN", b'{"text": "a", "n": NaN}',
    b'{"text": "a", "n": 1' + b"0" * 5000 + b"}", b'{"text": "a", "n": 1e999}', b'{"": "a"}', b'{"text": "a"} trailing',
    b'{"text": "a"}{"text": "b"}', b"\xff\xfe", b"\0", b"\r", b"\x1e{}", b'{"text":"\\ud800"}', b'{"cleantext_index": 1, "text": "a"}',
    b'{"text": "' + b"\\u4e2d" * 300 + b'"}', "{“text”: “a”}".encode(), '{"text": "好"}'.encode("gbk"), b"{'text': 'a'}",
)  # fmt: skip


def _at(data: bytes, rng: Random) -> int:
    return rng.randint(0, len(data))


def _flips(data: bytes, other: bytes, rng: Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 60)) if made else 0):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def _bytes(data: bytes, other: bytes, rng: Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 5)) if made else 0):
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _cut(data: bytes, other: bytes, rng: Random) -> bytes:
    a, b = sorted((_at(data, rng), _at(data, rng)))
    return rng.choice((data[:a], data[a:], data[:a] + data[b:], data[:a] + data[a + 1 :], data[:-1], data[a:b]))


def _insert(data: bytes, other: bytes, rng: Random) -> bytes:
    at = _at(data, rng)
    return data[:at] + rng.randbytes(rng.choice((1, 1, 2, 3, 17, 200))) + data[at:]


def _double(data: bytes, other: bytes, rng: Random) -> bytes:
    at, size = _at(data, rng), rng.choice((1, 2, _BLOCK, len(data)))
    return data[:at] + data[at : at + size] * rng.choice((2, 2, 3, 40)) + data[at + size :]


def _header(data: bytes, other: bytes, rng: Random) -> bytes:
    size = rng.choice((2, 4, 8, 16, 30, 512))
    return rng.choice(
        (other[:size] + data[size:], data[:-size] + other[-size:], other[:size] + data, data + other[-size:])
    )


def _splice(data: bytes, other: bytes, rng: Random) -> bytes:
    return rng.choice((data[: _at(data, rng)] + other[_at(other, rng) :], data + other, data + b"\n" + other))


def _sizes(data: bytes, other: bytes, rng: Random) -> bytes:
    """A number of a header, at a guess: archives and tables have theirs at the ends."""
    size = rng.choice(_SIZES)
    near = rng.choice(
        (range(0, 40), range(40, 600), range(max(0, len(data) - 120), len(data) + 1), range(len(data) + 1))
    )
    at = min(len(data), rng.choice(near) if near else 0)
    return data[:at] + size + data[at + len(size) :]


def _nuls(data: bytes, other: bytes, rng: Random) -> bytes:
    at, some = _at(data, rng), b"\0" * rng.choice((1, 2, 64, 5000))
    return rng.choice((data[:at] + some + data[at:], data[:at] + some + data[at + len(some) :], b"\0".join(data[n : n + 9] for n in range(0, len(data), 9))))  # fmt: skip


def _marks(data: bytes, other: bytes, rng: Random) -> bytes:
    at = _at(data, rng)
    return data[:at] + rng.choice(_MARKS) * rng.choice((1, 1, 2, 9)) + data[at:]


def _escapes(data: bytes, other: bytes, rng: Random) -> bytes:
    at = data.find(b'"', _at(data, rng)) + 1
    return data[:at] + rng.choice(_ESCAPES) * rng.choice((1, 1, 3)) + data[at:]


def _records(data: bytes, other: bytes, rng: Random) -> bytes:
    at = data.find(b"\n", _at(data, rng)) + 1
    return data[:at] + rng.choice(_RECORDS) + rng.choice((b"\n", b"\r\n", b"\r", b"")) + data[at:]


def _nested(data: bytes, other: bytes, rng: Random) -> bytes:
    many = rng.choice((50, 900, 3000, 100_000))
    opened = rng.choice((b"[", b'{"text":', b'{"a":['))
    ends = b"]" * many if opened == b"[" else b""
    whole = opened * many + b"1" + ends
    return rng.choice((whole, data + whole + b"\n" + data, b'{"text": "a", "deep": ' + whole + b"}\n" + data))


def _lone(data: bytes, other: bytes, rng: Random) -> bytes:
    """One byte again and again, which whoever looks for runs of it has to bear."""
    some = rng.choice(
        (
            b"\xa1",
            b"\xff",
            b"\x80",
            b"\x1b",
            b"~{",
            b"&#",
            b"%E4",
            b"\\u",
            b"(a",
            b"?",
            "？".encode(),
            b"\r",
            b"<",
            b"[b]",
        )
    )
    at = _at(data, rng)
    return data[:at] + some * rng.choice((3, 300, 3000)) + data[at:]


MOVES: dict[str, Move] = {
    "flips": _flips, "bytes": _bytes, "cut": _cut, "insert": _insert, "double": _double, "header": _header,
    "splice": _splice, "sizes": _sizes, "nuls": _nuls, "marks": _marks, "escapes": _escapes, "records": _records,
    "nested": _nested, "lone": _lone,
}  # fmt: skip


def moved(data: bytes, other: bytes, rng: Random) -> tuple[str, bytes]:
    """The names of the moves, and what they made of the bytes."""
    names = rng.sample(sorted(MOVES), rng.choice((1, 1, 1, 2, 3)))
    for name in names:
        data = MOVES[name](data, other, rng)
    return "+".join(names), data
