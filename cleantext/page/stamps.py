"""Sentences that send a reader to a site, or say where a text was taken from: by the words they are made of."""

from __future__ import annotations

from cleantext.addresses import OFFICIAL
from cleantext.page.sites import ADDRESS, ODD
from cleantext.page.words import covered
from cleantext.patterns import lazy

LONGEST = 120
# What somebody does at an address that he gives: no stamp.
_PURPOSE = lazy(
    r"[报報]名|登[记記]|填[报報写寫]|申[请請报報领領]|[参參][与與加]|提交|[办辦]理|[预預][约約]|[注註][册冊]|[缴繳][费費]|[举舉][报報]|投[诉訴票稿]|"
    r"[查咨諮][询詢]|考生|[单單]位|[邮郵]箱|[电電][话話]|[联聯][系繫]|同志|我[县縣市省们們]|政府|政[务務]|[学學]校|公司"
)
_ASKED = lazy(r"更多(?:相[关關])?(?:信息|[详詳][情细細]|情[况況]|[资資][讯訊]|[细細][节節]|消息)")
_NEWS = lazy(r"新[华華]|人民[网網日]|央[视視]|中新|[据據]|[记記]者|[电電]\Z|[讯訊]\Z")


def is_stamp(piece: str, alone: bool) -> bool:
    """True for a sentence that a site set into a text. alone: all of a line, or in brackets."""
    if not 5 <= len(piece) <= LONGEST or _PURPOSE.search(piece):
        return False
    address = ADDRESS.search(piece) or ODD.search(piece)
    if address and OFFICIAL.search(address[0]):
        return False
    rest = piece.replace(address[0], " \0 ") if address else piece
    found = covered("stamp_words", rest, "zfvamhdg")
    if found.cover < (0.8 if alone else 0.95) or found.rest > (4 if alone and address else 2):
        return False
    if address:
        if _ASKED.search(piece) and not found.any("hS"):
            return False
        if found.any("fhm") or (found.has("av") or found.has("gv") or found.has("ga")):
            return True
        return alone and found.any("d") and bool(_LASTING.search(piece))
    if not found.any("S") or _NEWS.search(piece):
        return False
    return (
        found.has("fh")
        or found.has("mv")
        or found.has("ah")
        or (alone and (found.has("mg") or found.has("gv")))
        or (found.has("m") and "尽在" in found.words)
    )


_LASTING = lazy(r"永久|[备備]用|最新|固定|手[机機]|本[站页頁文]|原文|引用|直[达達]")
