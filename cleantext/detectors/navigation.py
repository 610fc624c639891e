"""The links and buttons of a page: ``上一篇:…``, ``相关阅读`` and its titles, ``首页 > 讲话 > 正文``, 打印 收藏 分享到.

Looks like: short lines of nothing but links: neighbours, a path, a menu, buttons (also one a line), a heading with
the titles of other articles below it, dates with or without titles, newest first.
Made by: the template of the site; an extractor takes what stands around the article for a part of it.
The cure takes the whole line, and of a list its titles. Evidence is the shape of the line (words of links and nothing
else), its place (top, bottom, around the heading of the next speech) and the lines beside it: ``评论`` alone is kept,
``评论`` between ``分享到`` and ``打印`` is a button. See cleantext/page.
Left alone: sentences with such words (扫一扫就能办事, 返回首页重新登录), a speaker's own lists, a chronicle (dates
that rise), a date under a title, 相关资料: with a value, the last title above prose, which may be its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.finding import Finding
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.page.sort import NAVIGATION, page_lines


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every line of links and buttons."""
    note = "links and buttons of the page around the article"
    return spared(
        text, (cut("navigation", text, (a, b), note) for a, b, family in page_lines(text) if family == NAVIGATION)
    )
