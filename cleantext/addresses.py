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
_HAN = lazy(r"[㐀-鿿]")


def is_address(text: str, start: int, end: int, at_edge: bool) -> bool:
    """True for a line that is an address and at most the name of its site.

    at_edge: the line is one of the first or last of the text; only there may it lead to one page of the site.
    """
    line = text[start:end]
    domain = DOMAIN.search(line)
    if not domain or len(line) > 120 or OFFICIAL.search(line):
        return False
    path = _PATH.match(line, domain.end())
    around = line[: domain.start()] + "\0" + line[path.end() if path else domain.end() :]
    if not _ONLY_SITE.fullmatch(around) or _SPOKEN.search(around):
        return False
    if path and len(path[0]) > 1 and not at_edge:
        return False
    announced = _LABEL.search(text[max(start - 40, 0) : start])
    return not announced and len(_HAN.findall(text[max(start - 200, 0) : end + 200])) > 10
