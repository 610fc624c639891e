"""Sentences about the rights of a page, weighed by the words they are made of.

Each site has its own wording, out of the same few hundred words (rights_words): a sentence is a page's when these words
cover it and say what only a page says: who may copy it, whose it is, whom to write to, who does not answer for it.
"""

from __future__ import annotations

from cleantext.page.words import covered
from cleantext.patterns import lazy

_LIST = "rights_words"
LONGEST = 160  # characters of such a sentence
_NAMED = "wfckoasez"  # kinds of words that such a name stands behind
# Those that say it alone where they are all of a sentence.
_ALONE = lazy(
    r"(?:侵[权權])?(?:侵|秒|立|即|速|必)[删刪]|[图圖]文?侵[删刪]|侵[权權]?(?:必|立|即|[请請]|[联聯][系繫]?)*[删刪究]除?|文[责責]自[负負]|"
    r"(?:版[权權]|著作[权權])所有|(?:本[文站]|原[创創])?(?:禁止|[谢謝][绝絕]|[请請]勿|[严嚴]禁|不得|不[许許])(?:任何形式的?|一切|擅自|私自)?[转轉](?:[载載贴帖])(?:[及和、]?(?:[转轉][载載]|抄[袭襲]|盗[用链鏈版]|[镜鏡]像|搬[运運]))*"
)
# Who tells of such things, and does not say them.
_STORY = lazy(
    r"[他她](?!人)|(?<!尊重)他人|[删刪撤改发發]了|[却卻谁誰村]|[这這那][位篇句次种種些几幾个個]|大家|同志|[乡鄉][亲親]|群[众眾]|[干幹]部|[员員]工|"
    r"[发發][现現](?:侵[权權]|[违違]).{0,6}要|我[国國省市县縣个個人]|我[们們]的(?!公|[网網]|小|[邮郵]|客|平|QQ)|第[一二三四五六七八九十]+[条條]|"
    r"[权產][产]?局|[学學]校|[纪紀黨党]委|合同|出版社|[参參比评評][赛賽选選]|散布|涉密|[来來]稿|一稿|是[要他出不]|[规規]矩|"
    r"[课課][题題]|[论論]文|字[样樣]|封底|[简簡][报報]|公示|[图圖][书書][馆館]的|散播|[谣謠]|[参參][考加][赛賽者]|[写寫挂掛][在进進]|活[动動]|[领領][导導]"
)
# One of these is in all that a page says of its rights: most sentences have none, and need not be taken apart.
_GLANCE = lazy(
    r"[转轉刊登摘][载載贴帖自]|[转轉][发發]|摘[编編]|[盗盜]|抄[袭襲]|[镜鏡]像|搬[运運]|洗稿|采集|版[权權]|著作[权權]|[产產][权權]|所有[权權]|原[创創]|侵|[删刪撤]|"
    r"[注註标標保附写寫][明留上]|出[处處]|代表|[责責]|[担擔]|[网網][络絡路友上]|互[联聯][网網]|[学學][习習]|[参參]考|[观觀][点點]|[复複]制|[许許]可|本[站网網]|一切|[归歸]|本平[台臺]",
    spread=True,
)
_CLAUSES = lazy(r"[,，;；、。！!\s]+")
_STRONG = frozenset(
    [
        "本站",
        "本网",
        "本网站",
        "本平台",
        "本公众号",
        "本号",
        "本论坛",
        "我站",
        "站长",
        "管理员",
        "小编",
        "原作者",
        "网友",
        "网络",
        "互联网",
    ]
)

_FROM = frozenset(["转载自", "转自", "摘自", "转载于", "选自", "来自", "源自", "来源于"])
_SOURCE = frozenset(
    ("出处", "来源", "原文", "原文链接", "原文出处", "原文地址", "本文链接", "本文地址", "文章来源", "链接", "地址")
)
_VIEWS = frozenset(
    ("本文", "文章", "文章内容", "该文", "以上内容", "个人观点", "作者观点", "作者个人观点", "作者本人观点", "投资建议")
)
_OWNED = frozenset(("所有", "归原作者", "原作者所有", "作者所有", "归原作者所有"))
_OWNER = frozenset(("归原作者", "原作者所有", "作者所有", "归原作者所有", "由原作者所有"))
_TAKEN = frozenset(
    (
        *"删撤",
        "侵删",
        "删文",
        "移除",
        "删除",
        "撤下",
        "撤稿",
        "下架",
        "删稿",
        "删文",
        "立即删除",
        "及时删除",
        "马上删除",
        "屏蔽",
    )
)


def _cover(sentence: str) -> tuple[str, float, int, frozenset[str]]:
    return covered(_LIST, sentence, _NAMED)


def _says(kinds: str, words: frozenset[str], cover: float) -> bool:
    """True when words of these kinds together say what a page says of its rights."""
    has = set(kinds)
    page = bool(words & _STRONG) or "S" in has
    gone = bool(words & _TAKEN)
    return bool(
        ("c" in has and has & set("na") and not has <= set("cnzt"))
        or (has >= set("cp") and has & set("un"))
        or has >= set("cn")
        or (has >= set("en") and has & set("sorcS") and has & set("pu"))
        or ("w" in has and "t" in has and (page or words & _OWNER) and words & _OWNED)
        or (has >= set("ao") and ((words & _SOURCE and cover == 1) or has & set("cUS")))
        or (has >= set("ck") and has & set("ps"))
        or ("r" in has and has & set("wqnpaS"))
        or ("i" in has and (has & set("kq") or gone or (has >= set("ds"))))
        or (has >= set("kd") and (has & set("src") or (has & set("jto") and gone)))
        or (has >= set("vb") and (has & set("sq") or words & _VIEWS))
        or ("l" in has and has & set("sbvri") and (page or has & set("bvri")))
        or ("g" in has and ("f" in has or "来源" in words) and has & set("tscrd"))
        or (has >= set("yx") and has & set("scrdf") and has & set("ts"))
        or ("f" in has and "S" in has and (has & set("cr") or words & _FROM))
        or (has >= set("dt") and has & set("si") and page)
    )


def is_notice(sentence: str, alone: bool) -> bool:
    """True for a sentence of such words. alone: it is all of its line, or of its brackets."""
    if not 4 <= len(sentence) <= LONGEST or not _GLANCE.search(sentence) or _STORY.search(sentence):
        return False
    kinds, cover, rest, words = _cover(sentence)
    if cover < (0.8 if alone else 0.9) or rest > (6 if alone else 3):
        return False
    return _says(kinds, words, cover) or any(_ALONE.fullmatch(clause) for clause in _CLAUSES.split(sentence))


def is_heading(sentence: str) -> bool:
    """True for the heading of a notice in brackets: 【版权声明】."""
    return bool(_HEADING.fullmatch(sentence.strip()))


_HEADING = lazy(
    r"[【\[(（〖](?:本[站网網文])?(?:免[责責]|版[权權]|侵[权權]|[转轉][载載]|[郑鄭]重|特[别別]|法律|原[创創]|著作[权權]|[网網]站|作者|文章)(?:[声聲申]明|[说說]明|[须須]知|提示|[条條]款|公告|信息)[】\])）〗][:：]?"
)


def part(sentence: str) -> float:
    """The part of a sentence that is such words."""
    return _cover(sentence)[1]


def is_told(sentence: str) -> bool:
    """True where somebody speaks of such things."""
    return bool(_STORY.search(sentence))


def follows(sentence: str) -> bool:
    """True for a sentence that goes on with a notice: of the same words, whatever it says."""
    kinds, cover, rest, _ = _cover(sentence)
    return cover >= 0.85 and rest <= 4 and len(set(kinds) - set("zt")) >= 2
