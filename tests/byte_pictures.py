"""Pictures of bytes, computed: what was written stands above its bytes, what was read stands below them."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from benchmarks.damage.torn import Site, tear

HOLE = "··"  # a byte that is not there


class Unit(NamedTuple):
    """text: what a few bytes are read as. cells: these bytes in hexadecimal, or holes."""

    text: str
    cells: tuple[str, ...]


class Band(NamedTuple):
    """A row of a picture."""

    label: str
    units: tuple[Unit, ...]

    def edges(self) -> set[int]:
        """Where its units begin and end, counted in bytes."""
        ends, at = {0}, 0
        for unit in self.units:
            at += len(unit.cells)
            ends.add(at)
        return ends


def written(label: str, *parts: tuple[str, str]) -> Band:
    """Characters over their bytes. parts: (text, codec)."""
    units = [Unit(c, tuple(f"{b:02X}" for b in c.encode(codec))) for text, codec in parts for c in text]
    return Band(label, tuple(units))


def read(label: str, cells: tuple[str, ...], codec: str) -> Band:
    """What a decoder makes of the cells that are no holes."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    units: list[Unit] = []
    open_cells: list[str] = []
    for at, cell in enumerate(cells):
        open_cells.append(cell)
        text = "" if cell == HOLE else decoder.decode(bytes.fromhex(cell), final=at == len(cells) - 1)
        if text:
            units.append(Unit(text, tuple(open_cells)))
            open_cells = []
    assert not open_cells, f"{open_cells} are read as nothing"
    return Band(label, tuple(units))


def cells(band: Band) -> tuple[str, ...]:
    return tuple(cell for unit in band.units for cell in unit.cells)


def without(row: tuple[str, ...], *lost: int) -> tuple[str, ...]:
    """The cells with holes at these places."""
    return tuple(HOLE if at in lost else cell for at, cell in enumerate(row))


def draw(above: Band, below: Band) -> str:
    """The picture. Each byte takes three columns, a character of Chinese two."""
    width = max(_columns(above.label), _columns(below.label)) + 1
    size = len(cells(above))
    assert size == len(cells(below))
    upper, lower = above.edges(), below.edges()
    lines = [
        _line("", width, size, "┌┬┐", upper),
        _row(above.label, width, [(unit.text, len(unit.cells)) for unit in above.units]),
        _bytes(width, above),
        _joint(width, size, upper, lower),
        _bytes(width, below),
        _row(below.label, width, [(unit.text, len(unit.cells)) for unit in below.units]),
        _line("", width, size, "└┴┘", lower),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _row(label: str, width: int, texts: list[tuple[str, int]]) -> str:
    boxes = []
    for text, count in texts:
        free = 3 * count - 1 - _columns(text)
        boxes.append(" " * (free // 2) + text + " " * (free - free // 2))
    return label + " " * (width - _columns(label)) + "│" + "│".join(boxes) + "│"


def _bytes(width: int, band: Band) -> str:
    return " " * width + "│" + "│".join(" ".join(unit.cells) for unit in band.units) + "│"


def _line(label: str, width: int, size: int, corners: str, edges: set[int]) -> str:
    left, middle, right = corners
    inner = ("──" + (middle if at in edges else "─") for at in range(1, size))
    return label.ljust(width) + left + "".join(inner) + "──" + right


def _joint(width: int, size: int, upper: set[int], lower: set[int]) -> str:
    signs = {(True, True): "┼", (True, False): "┴", (False, True): "┬", (False, False): "─"}
    inner = ("──" + signs[at in upper, at in lower] for at in range(1, size))
    return " " * width + "├" + "".join(inner) + "──┤"


def _two(label: str, above: Band, label_below: str, codec: str, *lost: int) -> str:
    return draw(above._replace(label=label), read(label_below, without(cells(above), *lost), codec))


def _torn() -> str:
    """去。總結 under software that glues (zǒng) behind 總 and cuts at ？: what shows must be what it makes."""
    text, gloss = "去。總結", "(zǒng)"
    glued = written("written", ("去。總", "gbk"), (gloss, "gbk"), ("結", "gbk"))
    row, taken, units = cells(glued), 0, []
    # 。 and 總 are cut in the middle; the byte that is left of 總 swallows the bracket.
    for shown, count in zip("去???zǒng)結", (2, 1, 2, 2, 1, 2, 1, 1, 1, 2), strict=True):
        units.append(Unit(shown, row[taken : taken + count]))
        taken += count
    assert "".join(unit.text for unit in units) == tear(text, Site({"總": gloss[1:-1]}))
    return draw(glued, Band("shown", tuple(units)))


def _slashed() -> str:
    above = Band("written", (*written("", ("成功", "big5")).units, Unit("", (HOLE,))))
    return draw(above, read("with addslashes", (*cells(above)[:-1], "5C"), "big5"))


def pictures() -> dict[str, str]:
    """Every picture of docs/repairs.md by its name."""
    mixed = written("", ("春天", "gbk"), ("臺灣", "big5"))
    lost = written("", ("\ufffd\ufffd", "utf-8"))
    return {
        "two-codecs": _two("GBK, Big5", mixed, "all as GBK", "gbk"),
        "utf8-as-gbk": _two("UTF-8", written("", ("的工作很", "utf-8")), "as GBK", "gbk"),
        "gbk-as-cp1252": _two("GBK", written("", ("中国", "gbk")), "as cp1252", "cp1252"),
        "utf8-as-cp1252": _two("UTF-8", written("", ("café", "utf-8")), "as cp1252", "cp1252"),
        "gone": _two("UTF-8", lost, "as GBK", "gbk"),
        "addslashes": _slashed(),
        "torn": _torn(),
        "slip": _two("GBK", written("", ("把桥修好", "gbk")), "one lost", "gbk", 3),
        "a1a1": _two("GBK", written("", ("广场。天", "gbk")), "A1A1 deleted", "gbk", 3, 4),
        "code-points": _code_points(),
    }


def _code_points() -> str:
    """Characters that are drawn like others or not at all, and what they become."""
    pairs = ["\u2f00一", "\uf914樂", "\uff61。", "\ue863䶮", "\u200b"]
    rows = []
    for pair in pairs:
        sides = [f"U+{ord(c):04X}  {c.encode().hex(' ').upper():<8}" for c in pair]
        name = unicodedata.name(pair[0], "private use")
        rows.append(f"{'  →  '.join(sides):<42}  {name}".rstrip())
    return "\n".join(rows)
