"""Sentences that send a reader to a site, or say where a text was taken from: by the words they are made of."""

from __future__ import annotations

from cleantext.addresses import OFFICIAL
from cleantext.page.sites import ADDRESS, NAME, ODD
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

# The words of a stamp in front of its address, and a name between marks that nobody sets around a word of his own.
_LEFT = lazy(
    rf"(?:(?:更多[一-鿿]{{0,6}}?|[本原全]文|本[站页頁]|文章|[内內]容|[资資]料|手[机機])(?:[来來]自|[来來]源于?|[转轉][载載]?自|摘自|出自|首[发發]于?|[请請]?[访訪][问問]|[请請]看|"
    rf"[请請]?[登][录錄陆陸]|[请請]?[关關]注|[尽盡]在|[请請]上|[阅閱][读讀]|由|地址|网址|[链鏈]接)?[:：]?|(?:[来來]自|[转轉][载載]?自|摘自|首[发發]于))?(?P<name>{NAME})?[(（\s]*\Z"
)
FRAMED = lazy(
    rf"(?P<mark>——|--|—|-|[*★☆_~|/=◆●※◇■□▲@])(?P=mark)*\s?(?:本文)?(?:[来來]自|[转轉]自|摘自|出自|[来來]源)?[:：]?(?:{NAME}|[一-鿿A-Za-z]{{2,5}}[网網])"
    rf"(?:[首][发發]|整理|收集|原[创創]|[独獨]家|提供|[发發]布)?\s?(?P=mark)+"
)
_PUT = lazy(
    r"[网網]址|[网網]站|[登][录錄陆陸]|[访訪][问問]|[邮郵]箱|平[台臺]|[点點][击擊]|地址|域名|官[网網]|[链鏈]接|[关關]注|[进進]入|[搜浏瀏查]|公司|[打][开開]|[在从從到用见見]\Z"
)


def left(text: str, start: int) -> int:
    """Where a stamp begins whose address does: at the words in front of it, 本文来自某某范文网."""
    found = _LEFT.search(text, max(start - 24, 0), start)
    return found.start() if found and found[0] else start


def is_put(text: str, start: int, end: int) -> bool:
    """True for an address behind a comma or a full stop, which the words behind it know nothing of."""
    before = text[max(start - 14, 0) : start]
    return before[-1:] in tuple("，,。；;！？!?、”") and not _PUT.search(before[:-1])
