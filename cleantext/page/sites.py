"""How a site stamps a text: its address, written in any way, and its name."""

from __future__ import annotations

import re
import unicodedata

from cleantext.addresses import DOMAIN, OFFICIAL
from cleantext.patterns import lazy

_TOP = "com|cn|net|org|cc|top|vip|info|xyz|la|co|tv|me|site|club|hk|tw|edu|gov|biz|mobi|pro|wang|ltd|fun|shop|ink|io"
# Letters with blanks between them, wide letters, another mark for the dot.
_DOT = r" ?[.．。·•点點，、,_◎☆] ?"
ODD = lazy(
    rf"[wW](?: ?[wW]){{2}}{_DOT}(?:[A-Za-z0-9-] ?){{2,40}}{_DOT}(?:c ?[o0] ?m|c ?n|n ?e ?t|"
    rf"o ?r ?g|c ?c|t ?o ?p)(?:{_DOT}c ?n)?(?![A-Za-z])"
    r"|[ｗＷ]{3}[.．。·][\uff10-\uff5aA-Za-z0-9-]{2,40}[.．。·][\uff21-\uff5aA-Za-z]{2,3}(?:[.．。][\uff21-\uff5aA-Za-z]{2})?"
    r"|www [a-z0-9-]{2,20} (?:com|cn|net|org)(?![A-Za-z])"
    r"|w\.w\.w\.[a-z0-9.-]{2,30}\.(?:c\.?o\.?m|c\.?n|n\.?e\.?t)(?![A-Za-z])"
    r"|(?<![\w.])[a-z0-9\uff21-\uff5a-]{2,20}[.．。·][cｃＣ][oｏＯ0][mｍＭ](?![A-Za-z.])"
    r"|(?<![A-Za-z0-9])[A-Za-z0-9]{2,20}[点點。·．](?:com|cn|net|org|cc|top)(?![A-Za-z])|(?<![A-Za-z0-9])[A-Za-z0-9]{2,20}\.c0m(?![A-Za-z])",
    re.IGNORECASE,
)
_PLAIN = rf"(?:https?://)?(?:[A-Za-z0-9][A-Za-z0-9-]{{0,39}}\.){{1,4}}(?:{_TOP})(?![A-Za-z0-9_])(?:[/?#:][A-Za-z0-9_./?#=&%~:+-]*)?"
ADDRESS = lazy(rf"(?<![@A-Za-z0-9_.])(?<![A-Za-z0-9]-)(?:{_PLAIN})", re.IGNORECASE)
# Sites that hand out texts are called by what they hand out.
_GOODS = (
    "[范範]文|文秘|公文|作文|[学學][习習]|[资資]料|[论論]文|文[档檔库庫书書]|演[讲講]稿?|"
    "[讲講][话話]稿?|[总總][结結]|小[说說]|[写寫]作|[阅閱][读讀]|文[学學]|[课課]件|[试試][题題]|"
    "教案|[语語]文|"
    "[励勵]志|散文|[诗詩][词詞]|[简簡][历歷]|[报報]告|[党黨]建|文章|材料|文案|素材|[笔筆][杆桿]子?|"
    "[秘祕][书書]|[题題][库庫]|大全|模板|考[试試]|教育|留[学學]|[读讀][书書后後]|心得|[体體][会會]|"
    "[发發]言稿?|下[载載]|合同|申[请請][书書]"
)
NAME = (
    rf"[\u3400-\u9fffA-Za-z0-9·]{{0,8}}(?:(?:{_GOODS})(?:[网網站吧]|之家|[网網]站|[频頻]道|[论論][坛壇]|[门門][户戶])"
    "|文[库庫]|文[档檔]之?家)"
)
_ANY_SITE = (
    r"[\u3400-\u9fffA-Za-z0-9·]{2,10}(?:[网網](?![站址页頁])|(?<!考)[网網]站(?=[\s(（\[【<\0])"
    r"|文[库庫]|之家|[论論][坛壇])"
)
_ACT = (
    "(?:[网網]友|[编編][辑輯]|小[编編])?(?:精心|[独獨]家|[为為][您你][们們]?|[为為]大家)?(?:整理|"
    "收集|搜集|[编編][辑輯]|首[发發]|[发發]布|提供|原[创創]|[独獨]家|[转轉][载載]|上[传傳]|推[荐薦]|"
    "出品|制作|[荣榮][誉譽]出品|精心|奉[献獻])"
)
_FROM = (
    "(?:[本此该該原全]?(?:文章|文[档檔]|文|[内內]容|[资資]料|作文|[范範]文|稿件?|[页頁]面?)|[转轉][载載])?"
    "(?:[来來]源(?:[网網]站)?[于於]?|[来來]自[于於]?|出自|出[处處]|[转轉][载載]?自|摘自|源自|由|[选選]自|首[发發][于於]|(?<=[文章页頁面])(?:地址|[链鏈]接|[网網]址))?"
)
_DASH = r"[@→►>\s\-—–_|·•*=~:：,，/\\★☆※.]*"
NAME_MARK = lazy(rf"{_DASH}{_FROM}{_DASH}{NAME}{_DASH}(?:{_ACT}|(?<=[-—–_|])[\u3400-\u9fff]{{2,8}})?{_DASH}")
SITE_MARK = lazy(
    rf"{_DASH}(?:更多[^，。]{{0,8}})?{_FROM}(?:[尽盡]在|[请請]?[访訪][问問]|"
    rf"[请請]?[关關][注])?{_DASH}(?:{_ANY_SITE})?[\s\-—_|·:：,，(（\[【<]*\0[\s)）\]】>]*{_DASH}"
    rf"(?:[\u3400-\u9fff]{{1,8}})?{_DASH}(?:{_ACT})?[\u3400-\u9fff]{{0,6}}{_DASH}"
)
# A site and what it did, in brackets; a site and its slogan.
ACT_MARK = lazy(rf"{_DASH}{_FROM}{_DASH}{_ANY_SITE}{_DASH}(?:{_ACT})+{_DASH}")
SLOGAN = lazy(
    rf"(?:{NAME}|[\u3400-\u9fffA-Za-z0-9·]{{2,8}}[网網])\s*[-—–_:：|,，]+\s*(?:提供|最[全好大新]|"
    rf"[专專][业業注]|免[费費]|海量|精品|打造|中[国國]最|[您你]身[边邊]|[国國][内內]|一[个個]|"
    rf"[为為][您你])[^。]{{2,30}}"
)
_NOT_A_SITE = lazy(r"(?:[国國][家]|互[联聯]|物[联聯]|[电電]|[铁鐵]路|公路|管|水|天|渔|漁)[网網]")
# Before an address that somebody gives or speaks of, and behind one.
GIVEN_BEFORE = lazy(
    r"(?:[登][录錄陆陸]|[访訪][问問]|[网網][站址页頁]|[官][网網方]|平[台臺]|[邮郵]箱|[邮郵]件|[地]址|"
    r"[在从從到至由与與和及或的为為是见見叫]|通[过過]|[查][询詢看]|[关關]注|[进進]入|打[开開]|"
    r"[浏瀏][览覽]|[搜][索]|[创創][办辦建]|公司|域名|[链鏈]接|[点點][击擊]|[请請上用购購买買]|"
    r"[参參][见見]|[发發]至|[载載])[\s“‘《「\"'(（:：]*\Z|[:：][\s“\"]*\Z"
)
GIVEN_BEHIND = lazy(
    r"[\s”’》」\"')）]*(?:[网網][站址页頁上]?|[上中里裡等是的有为為和与與及或这這那即也就都、，,]|"
    r"[查咨][询詢看]|了解|[报報]名|下[载載]|[注註]册|公司|域名|[进進]行|平[台臺]|提供|投票|"
    r"[参參][与與加]|[获獲]取|成[为為]|[办辦]理|申[请請报報]|提交|填[写寫报報]|[举舉][报報]|"
    r"[预預][约約])"
)


_DOTS = str.maketrans(dict.fromkeys("。·•点點，、,_◎☆", "."))


def normal(text: str) -> str:
    """An address without its disguise, character for character where it has none."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_DOTS) if text else text


def addresses(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The spans of the addresses in a stretch of text, but not those of authorities and schools."""
    found = {m.span() for m in ADDRESS.finditer(text, low, high)}
    found |= {m.span() for m in ODD.finditer(text, low, high)}
    kept: list[tuple[int, int]] = []
    for span in sorted(found):
        if (not kept or span[0] >= kept[-1][1]) and not OFFICIAL.search(text, *span) and _is_domain(text[slice(*span)]):
            kept.append(span)
    return kept


def _is_domain(address: str) -> bool:
    return bool(DOMAIN.match(normal(address)))


def is_mark(inside: str) -> bool:
    """True for the inside of brackets, or a line, that holds a site's name or address and next to nothing else."""
    if len(inside) > 90:
        return False
    spans = addresses(inside, 0, len(inside))
    if not spans:
        if len(inside) > 40 or _NOT_A_SITE.search(inside):
            return False
        return bool(NAME_MARK.fullmatch(inside) or ACT_MARK.fullmatch(inside) or SLOGAN.fullmatch(inside))
    rest, done = "", 0
    for start, end in spans:
        rest += inside[done:start] + "\0"
        done = end
    rest += inside[done:]
    return bool(SITE_MARK.fullmatch(rest))
