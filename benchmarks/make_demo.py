"""Write fixtures/demo/ anew: speeches we made up, damaged by our own forward processes. ``python -m benchmarks.make_demo``

Every rule of the chain has work to do in at least one of the files.
"""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

from benchmarks.damage.lines import break_out, wrap
from benchmarks.damage.misread import NONE, PYTHON, WHATWG, misread
from benchmarks.damage.shown import decode_as_shown
from benchmarks.damage.slashes import addslashes
from benchmarks.damage.spaces import lose_spaces
from benchmarks.damage.torn import Site, tear

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"

LIBRARY = """同志们：
今天我们在这里开一个短会，专门说说镇图书馆的事。建馆两年来，借书证办了三千多张，看书的人一天比一天多。这个变化，大家都看在眼里。
第一，要把书送到村里去。总结这两年的经验，最要紧的一条就是方便群众。现在最远的村离馆十八里路，老人和孩子来一趟不容易。从下个月起，流动书车每周下村一次。
第二，要确保安全。“两个清单”已经发到各馆，电线、灭火器、疏散通道，一项一项地查。可以说，安全这根弦什么时候都不能松。
第三，要把人留住。管理员的工资不能拖，每年的培训一次也不能少。当地小学愿意同我们结成对子，向学校提供书目的事，请办公室抓紧办。
我就讲这些，谢谢大家！"""

WATER = """各位代表：
受镇政府委托，我向大会报告去年的水利工作，请予审议。
去年春旱来得早，三条支渠断流。广大干部群众吃住在渠上，四十天清淤十一公里，把水送到了每一块田里。秋后我们又动手修泵站，年底前全部通水。
今年的任务更重。一是管好水源，二是修好渠道，三是收好水费。科学调度、公平分水，这八个字请大家记住。基层的同志最了解情况，有什么困难，会后可以直接来找我。
各位代表，水是庄稼的命。让我们把这件事一年接着一年办下去！"""

SCHOOL = """老师们、同学们：
大家上午好！新学期今天开始了。站在这里，我想先说一说上学期的三件小事。
有一位同学，每天第一个到教室开窗，最后一个离开关灯，一个学期没有断过。有两位老师，把午休时间拿出来给落下功课的孩子补课。还有食堂的张师傅，记得住四十多个孩子不能吃什么。
学校不是靠大楼立起来的，是靠这样的人立起来的。新的学期，希望同学们把书读好，把身体练好，也把身边的小事做好。祝老师们工作顺利，祝同学们天天进步！"""

FIRE = """同志们：
根据会议安排，我就冬季防火讲三点意见。
一、认清形势。入冬以来雨雪偏少，风大物燥，山上的枯草一点就着。去年邻县的教训就在眼前，我们不能等烧起来再着急。
二、压实责任。山头地块要分到人，护林员一天两巡，重要路口专人值守。群众上坟祭祖，要劝导，也要给出替代的办法，不能只贴一张告示了事。
三、备足力量。风力灭火机逐台试车，水车加满油、加满水，队伍随叫随到。哪里出了问题，就在哪里找原因。
会议到此结束，散会！"""

TAIPEI = """各位鄉親、各位志工朋友，大家好：
感謝大家在週末的早晨來到河濱公園。這片綠地從前是堆放廢土的地方，因為有你們一鋤一鏟地整理，才有今天的樣子。
裡面的每一棵樹都掛了名牌，是附近國小的孩子親手寫的。下個月開始，我們會在步道旁加裝座椅，也會請志工帶大家認識常見的鳥類。
環境保護不是口號，是每個人每天的選擇。謝謝各位，祝大家身體健康！"""

RELAY = """各位鄉親：
首先感謝各位冒雨前來。村裏的接力隊去年輸得很慘，有人說是因爲隊員太少，有人說是因爲從來沒有練習。我看，最要緊的是我們沒有誠心合作，所以才會失敗。教練說，今年要從頭再來。
第一，要練習。每天早上六點，隊員在水渠旁邊集合，先走三里路，再跑五里路。誰要是起不來，就請家裏人叫他起牀。
第二，要有人支援。飯菜、茶水、運送行李的車輛，都請"老站長"統一安排。診所的大夫也會到場，大家可以放心。
第三，要守規矩。觀衆和隊員都要愛護運動場。比賽的時候，贏了不要驕傲，輸了不要氣餒。兩個隊的人數一大一小。但是，路是一樣長的路。
昨天老人們坐在樹下聊天，說起三十年前修路的事情，個個都來了精神。我想，接力也是一樣：一個人跑得再快，也要把棒子交到下一個人手裏。
最後，請各位記住一句話："誠信比錦旗要緊。"謝謝大家！
"""

FERRY = """同志们：
渡口的事情拖了三年，今年总算有了着落。县里拨了专款，村里出了工，新船上个月已经下水。今天主要讲讲怎样做好摆渡工作，切实加强对过河群众的安全保障，不能再出去年那样的事。
船工老赵和大家一起定了一个《渡口管理办法》，一共八条，贴在码头的墙上，请大家都去看一看。
第一条，船上最多坐二十个人，超过一个也不开，谁来说情都不行，这一条船工可以不听村干部的话。
第二条讲的是时间。早晨六点开第一班船，晚上七点收船，逢集的日子加开三班。冬天天黑得早，收船的时间提前一个钟头，这个要提前三天写在黑板上，让两岸的人都知道，免得有人站在风里白等一场。
第三条讲的是天气。风大浪急的时候不开船，起雾的时候不开船，上游放水的时候也不开船。什么叫风大，船工说了算；什么时候放水，水库那边会打电话过来，由值班的人记在本子上，再转告给船工。
第四条讲的是孩子。上学放学的两班船，必须有一位老师或者家长跟着。孩子们穿好救生衣才准上船，船靠了岸站稳了才准下船。学校要把这件事当作一门课来上，每个学期开学的头一天就要讲清楚，练一练。
第五条讲的是钱。本村的人过河不收钱，外村的人一次一块，牲口和板车另算。收来的钱一笔一笔记账，每个月底贴出来给大家看，用来修船、买油、添救生衣，一分也不许挪到别的地方去。
對岸的鄉親來信說，這個辦法很好。他们还提了两條意見，我們已經寫進去了。請大家互相轉告。
最后一句话：船是大家的船，河是大家的河，平平安安比什么都要紧。"""

HALL = """各位街坊：
文化站去年换了三台电脑，旧稿子搬了几次家，下面几段就没有人认得出来了。今天把它们找回来，念给大家听。
借书本子写满了五本，头一页的名字已经淡了，可是人都还在！
去年秋天，我们请退休的李师傅教大家修收音机，报名的人坐满了两间屋子。
戏台的幕布是几位裁缝一针一线缝起来的，谁也没有要一分工钱。
今年打算做三件事：修好屋顶，添两排座椅，再办一个孩子们的书法班。
稿子的背面还有一行字，写的是“老戏新唱，人人上台”，不知道是谁的手笔。
剩下的稿子慢慢认，认出一页，就在门口贴一页。谢谢大家！
"""

SPAM = "成人直播盒子下载,在线娱乐 注册送 彩金,六合彩开奖结果,澳门娱乐城官网直营\n\n"
DEBRIS = (
    '      1. <legend id="kqmzt"></legend>\n\n      2. \n        <sup id="kqmzt"><input id="kqmzt"></input></sup>\n'
)
EDITOR = "下面是小编为大家整理的，供大家参考。\n"
HIDDEN = "当前隐藏内容免费查看"
PAGES = "共\n3\n页，当前第。\n1\n页\n1\n2\n3\n"
LISTED = {
    "總": "zǒng", "開": "kāi", "說": "shuō", "這": "zhè", "個": "gè", "變": "biàn", "發": "fā", "電": "diàn",
    "學": "xué", "對": "duì", "會": "huì", "過": "guò", "經": "jīng", "驗": "yàn", "數": "shù", "驅": "qū", "鎮": "zhèn",
    "優": "yōu", "確": "què", "線": "xiàn", "現": "xiàn", "離": "lí", "來": "lái", "員": "yuán", "車": "chē", "讓": "ràng",
}  # fmt: skip


NOVEL = """老渡口的故事（三）
天才一秒记住本站地址：河畔小说网，最新章节免费阅读！
船工把缆绳解开，篙子在石阶上一点，船就到了河心。
岸上的人挥着手，喊他早些回来，他只是笑。澳门新葡京娱乐城注册送彩金真人百家乐
河水涨了三天，今天才退下去一些，岸边的柳树还泡在水里。
本章未完，请点击下一页继续阅读！
他说，过了河就是学校，孩子们都在等这一船书。
扫码关注公众号“河畔读书”，回复关键词领取电子书。
"""


def main() -> None:
    """Write all files."""
    DEMO.mkdir(parents=True, exist_ok=True)
    files = {
        "01-torn-and-glossed.txt": torn_page().encode(),
        "02-gb18030-page.txt": gb_page().encode("gb18030"),
        "03-taiwan-big5.txt": TAIPEI.encode("big5"),
        "04-mixed-codecs.txt": mixed(),
        "05-utf16.txt": SCHOOL.encode("utf-16"),
        "06-simplified-glossed.txt": glossed().encode(),
        "07-nothing-wrong.txt": (FIRE + "\n").encode(),
        "08-stray-bytes.txt": WATER.encode("gb18030").replace("任务".encode("gb18030"), b"\xff\xffj\x80", 1),
        "09-slashes-and-lost-bytes.txt": byte_wise().encode(),
        "11-wrong-codec.txt": misread_page().encode(),
        "13-lines-and-scripts.txt": broken_page().encode(),
        "14-links-and-rights.txt": forum_page().encode(),
        "15-novel-site.txt": NOVEL.encode(),
    }
    for name, data in files.items():
        (DEMO / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


def torn_page() -> str:
    """Three speeches with headings on a page converted to traditional, glossed and torn, with the site's junk."""
    title = "在全镇工作会议上的讲话"
    parts = [
        f"2023年{title}范文（3篇）\n\n字号：\n\n总结可以帮助我们理清思路，下面的范文供您参考借鉴。\n",
        f"{title}篇一\n{EDITOR}{LIBRARY}\n",
        f"{title}篇二\n{EDITOR}{WATER.replace('一是管好水源', HIDDEN + '一是管好水源')}\n{PAGES}",
        f"{title}篇三\n{FIRE}\n【628000.com--范文大全】\n",
    ]
    page = OpenCC("s2t").convert("".join(parts))
    page = page.encode("gbk", "ignore").decode("gbk").replace("幹部", "干部").replace("後", "后").replace("裏", "里")
    site = Site(LISTED, "keep", narrow=True)
    indented = "\n".join("        \xa0\xa0\xa0\xa0" + line if line else line for line in tear(page, site).split("\n"))
    return SPAM + DEBRIS + indented


def gb_page() -> str:
    """Two speeches that only their salutations show, between a site's lines."""
    return (
        "来源:某某范文网 发布时间:2022-03-01 浏览次数:318\n"
        + FIRE
        + "\n\n"
        + SCHOOL
        + "\n责任编辑:小李\n【本文地址:http://www.example-fanwen.cn/jianghua/10086.html】\n转载请注明出处。\n"
    )


def mixed() -> bytes:
    """A page in GB18030 into which an advertisement was pasted in UTF-8, and a paragraph in Big5."""
    lines = LIBRARY.split("\n")
    rows = [line.encode("gb18030") for line in lines]
    rows.insert(2, "扫码关注公众号阅读全文\n点击查看更多内容".encode())
    rows.append("附：圖書館開放時間由各館自訂，假日照常開放，歡迎鄉親踴躍利用。".encode("big5"))
    return b"\n".join(rows) + b"\n"


def glossed() -> str:
    """Simplified text with readings behind listed characters, without tones and with a space."""
    table = {"学": "xue", "说": "shuo", "们": "men", "开": "kai", "师": "shi", "来": "lai", "还": "hai", "练": "lian"}
    return "".join(f"{c}({table[c]} )" if c in table else c for c in SCHOOL) + "\n"


def byte_wise() -> str:
    """A page in GBK whose ideographic spaces were deleted byte-wise, with addslashes run over it and two bytes lost."""
    data = addslashes(lose_spaces(RELAY).encode("gbk"))
    for word, at in (("緊的是", 2), ("，大家", 3)):  # the lead byte of 的, the trail byte of 大
        lost = word.encode("gbk")
        data = data.replace(lost, lost[:at] + lost[at + 1 :], 1)
    return decode_as_shown(data, "gbk", "keep", swallows=True)


def misread_page() -> str:
    """Good lines, lines that were read with the wrong codec in four ways, and a stretch within a good line."""
    lines = HALL.split("\n")
    lines[2] = misread(lines[2], "utf-8", "gb18030", NONE)
    lines[3] = misread(lines[3], "utf-8", "gbk", WHATWG)
    lines[4] = misread(lines[4], "gbk", "latin-1", NONE)
    lines[5] = misread(lines[5], "utf-8", "cp1252", PYTHON)
    said = "“老戏新唱，人人上台”，"
    lines[6] = lines[6].replace(said, misread(said, "utf-8", "gbk", PYTHON))
    return "\n".join(lines)


def broken_page() -> str:
    """Words broken out of their sentences, a paragraph doubled, hard-wrapped lines, two sentences in the other script."""
    lines = FERRY.split("\n")
    lines[1] = break_out(lines[1], ("摆渡", "安全"))
    lines[2] = break_out(lines[2], ("管理办法",))
    wrapped = [wrap("　　" + line, 64, "hang") for line in lines[4:8]]
    return "\n".join([*lines[:4], lines[3], *wrapped, *lines[8:]]) + "\n"


def forum_page() -> str:
    """A speech out of a forum's database, with the links around it and what the site says of its rights."""
    lines = FIRE.split("\n")
    lines[1] = f"[size=3][color=red]{lines[1]}[/color][/size]"
    return (
        "首页 > 范文大全 > 讲话稿 > 正文\n"
        + "\n".join(lines)
        + "\n上一篇:在春耕会议上的讲话\n下一篇:没有了\n相关阅读:\n· 在秋收会议上的讲话\n· 在冬修会议上的讲话\n打印 收藏 返回顶部\n"
        + "免责声明:本文来自网络,版权归原作者所有,如有侵权请联系我们删除。\n"
    )


if __name__ == "__main__":
    main()
