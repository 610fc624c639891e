"""Web addresses in a text, and the lines that hold nothing else."""

from __future__ import annotations

import re

from cleantext.patterns import lazy

DOMAIN = lazy(
    r"(?<![@A-Za-z0-9_.-])(?:https?://)?(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|cc|top|vip|info|xyz|la|co|tv|me|site|club|hk|tw)(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
OFFICIAL = lazy(r"\.(?:gov|edu|mil|ac)\b", re.IGNORECASE)
# An address (\0) with the name of its site: parted from it, or ending in a word for a site.
_ONLY_SITE = lazy(
    r"[\s\-—_|·•*=~【\[(（]*(?:[㐀-鿿]{2,10}(?:[\s\-—_|·(（]+|(?<=[网網站库庫])))?\0"
    r"(?:[\s\-—_|·]+[㐀-鿿]{2,10}|[㐀-鿿]{0,8}(?:[网網站库庫稿文理集供]))?[\s\-—_|·•*=~】\])）]*"
)
_SPOKEN = lazy(r"[请請访訪登或致邮郵见見址]")
_PATH = lazy(r"[/?#]\S*")
_LABEL = lazy(r"[:：]\s*\Z")
_CHINESE = lazy(r"(?:[^㐀-鿿]*+[㐀-鿿]){11}")
_LONGEST = 120
# What a site says around its own address, and what somebody says who gives an address for its own sake.
_OFFER = lazy(r"范文|文[档檔库庫稿章]|本[站网網文]|作文|公文|演[讲講]|精彩|免[费費]|全文|原文|小[说說]|模板")
_PURPOSE = lazy(
    r"了解|[查咨諮][看询詢阅閱]|[报報]名|登[记記]|填[报報写寫]|申[请請报報领領]|下[载載]|[参參][与與加]|提交|[获獲]取|[办辦]理|[预預][约約]|[注註][册冊]|[缴繳][费費]"
)
_ASKED = lazy(r"[请請敬]|更多(?:信息|[详詳]情|情[况況]|[资資][讯訊]|[细細][节節])")


def is_address(text: str, start: int, end: int, at_edge: bool) -> bool:
    """True for a line that is an address and at most the name of its site.

    at_edge: the line is one of the first or last of the text; only there may it lead to one page of the site.
    """
    if end - start > _LONGEST:
        return False
    line = text[start:end]
    domain = DOMAIN.search(line)
    if not domain or OFFICIAL.search(line):
        return False
    path = _PATH.match(line, domain.end())
    around = line[: domain.start()] + "\0" + line[path.end() if path else domain.end() :]
    if not _ONLY_SITE.fullmatch(around) or _SPOKEN.search(around):
        return False
    if path and len(path[0]) > 1 and not at_edge:
        return False
    announced = _LABEL.search(text[max(start - 40, 0) : start])
    return not announced and bool(_CHINESE.match(text, max(start - 200, 0), end + 200))


def is_given(opening: str, rest: str, domain: re.Match[str] | None) -> bool:
    """True for an address that a notice gives: 请访问 www.… 了解详情。"""
    if not domain or opening[0] not in "请請敬欢歡更" or _OFFER.search(opening + rest):
        return False
    told = _PURPOSE.search(rest, domain.end())
    return (
        bool(told)
        if opening[0] in "欢歡"
        else bool(_ASKED.match(opening + rest) and (told or rest.rstrip().endswith("。")))
    )
