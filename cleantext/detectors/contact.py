"""Advertising that gives a contact: ``加微信abc123领取资料``, ``扫码关注公众号``, ``客服QQ:…``, ``QQ群:…``.

Looks like: a line, or a sentence behind the last of a paragraph, made of messengers, accounts, codes to scan,
hotlines and what one gets for it.
Made by: sites that sell templates, ghost-writers and shops, in the text itself and in the frame around it.
The cure takes the line, or the sentence with its brackets and its stop; never a part of a sentence.
Evidence: the words (contact_words): how many different ones of advertising, how much of the sentence they and the
numbers cover.
Left alone: the contacts of a notice or a speech (联系人:…, 电话:…, 传真, 地址, 举报电话, 会务组), whatever stands
beside them, accounts a sentence speaks of (我县微信公众号), telephone numbers without advertising.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.appeals import Weight, appeals
from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.patterns import lazy

_NOTE = "advertising with a contact"
# The lines of a notice that say whom to call; what stands among them is a part of it.
_NOTICE = lazy(
    r"[联聯][系繫絡络]人|[传傳]真|[邮郵][编編]|通[讯訊信]地址|[报報]名[时時地办辦]|会[务務]|截止|[举舉][报報]|[监監]督|[办辦]公室|投[诉訴]|主[办辦]"
)
_ACCOUNT = lazy(
    r"[加添]?(?:(?:QQ|qq|扣扣|企鹅|企鵝)(?:交流|学习|讨论)?[群号]?|微信号?|VX|vx|[广廣]告(?:合作|投放)?(?:[电電][话話]|QQ|热线|熱線)|"
    r"商[务務](?:合作|洽[谈談])?(?:[电電][话話]|QQ|微信))[ :：]{0,3}[A-Za-z0-9_-]{5,16}"
)
_SAME = frozenset(("微信同号", "微信同步", "微信同"))  # say all in one word
_BESIDE = 60  # characters of the lines around


def _glance(kinds: str) -> bool:
    """True when words of advertising are there."""
    return "s" in kinds or kinds.count("m") >= 2 or ("m" in kinds and not set("NIP").isdisjoint(kinds))


def _fits(text: str, found: Weight) -> bool:
    """True when a stretch advertises a contact."""
    if (
        found.count("x")
        or not 4 <= found.size <= 120
        or (len(found.kinds) < 2 and not found.words & _SAME)
        or found.place == "run"
        or found.gap > 8
        or found.floor < 0.65
    ):
        return False
    sure, maybe, given = found.count("s"), found.count("m"), bool(found.count("PNIUVTw"))
    points = 2 * sure + maybe + given
    if "、" in text[found.start : found.end] and not found.count("PNIU"):
        return False
    if found.place == "next":
        return found.cover > 0.85 and points >= 2
    account = _is_account(text, found)
    if not sure and not account and not (maybe >= 2 and given and found.words & {"qq", "微信", "关注"}):
        return False
    around = text[max(found.start - _BESIDE, 0) : found.start] + "\n" + text[found.end : found.end + _BESIDE]
    if _NOTICE.search(around):
        return False
    if account or (sure and found.count("Tw") and found.cover > 0.9 and found.size >= 8):
        return True
    if found.place == "piece" and sure and found.count("l") and found.cover > 0.95 and found.size >= 6:
        return True
    if found.place == "piece":
        return bool(sure) and found.cover > 0.8 and points >= (3 if given and found.cover > 0.9 else 4)
    return (points >= 3 and found.cover > 0.7) or (points >= 2 and found.cover > 0.9)


def _is_account(text: str, found: Weight) -> bool:
    """True for nothing but a messenger and the name or number there, on a line of its own or in brackets."""
    return (
        found.place != "piece" and found.cover == 1 and bool(_ACCOUNT.fullmatch(text[found.start : found.end].strip()))
    )


def _find(text: str) -> Iterable[Finding]:
    return spared(
        text, [cut("contact", text, span, _NOTE) for span in appeals(text, "contact_words", "c", _glance, _fits)]
    )


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every advertisement."""
    return through_glosses(text, _find)
