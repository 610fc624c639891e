"""Headings of the speeches in one file, in the forms that sites give them; numbers in every digit form.

In a form ``{n}`` is the number, ``{t}`` the title that all headings of the document share, ``{p}`` the title of the one
speech. The forms of the two parts differ but for COMMON, the ones that most files have.
"""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.speech_words import Part

_HAN = "零一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Form(NamedTuple):
    """A form of heading and the digits of its number."""

    template: str
    digits: str

    def line(self, number: int, title: str, own: str) -> str:
        return self.template.format(n=write(number, self.digits), t=title, p=own)

    @property
    def names(self) -> bool:
        """Whether the heading says more than a number."""
        return "{t}" in self.template or "{p}" in self.template


def write(number: int, digits: str) -> str:
    """``number`` from 1 to 99 in one form of digits."""
    match digits:
        case "arabic":
            return str(number)
        case "padded":
            return f"{number:02}"
        case "wide":
            return "".join(chr(ord(c) - ord("0") + ord("０")) for c in str(number))
        case "circled":
            return chr(0x2460 + number - 1) if number <= 20 else str(number)
        case "roman":
            return _roman(number)
    tens, ones = divmod(number, 10)
    if digits == "places":
        return "".join("〇一二三四五六七八九"[int(c)] for c in str(number))
    han = (_HAN[tens] if tens > 1 else "") + "十" * (tens > 0) + (_HAN[ones] if ones else "")
    if digits == "upper":
        return han.translate(str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾"))
    if digits == "old":
        return han.replace("二十", "廿").replace("三十", "卅")
    return han


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


COMMON = (Form("{t}篇{n}", "han"), Form("篇{n}", "han"), Form("【篇{n}】", "han"), Form("{t}篇{n}", "arabic"))
FORMS: dict[Part, tuple[Form, ...]] = {
    "dev": (
        *COMMON,
        Form("{t}篇第{n}", "han"),
        Form("第{n}篇", "han"),
        Form("第{n}篇:", "arabic"),
        Form("第{n}篇：{p}", "arabic"),
        Form("第{n}篇 {p}", "han"),
        Form("范文{n}", "arabic"),
        Form("范文{n}：{p}", "han"),
        Form("{t}范文{n}", "han"),
        Form("【篇{n}】{p}", "han"),
        Form("【第{n}篇】", "wide"),
        Form("篇{n}：{p}", "wide"),
        Form("篇{n}:{p}", "arabic"),
        Form("（{n}）", "han"),
        Form("({n})", "arabic"),
        Form("{t}（{n}）", "han"),
        Form("{t}({n})", "arabic"),
        Form("{t}{n}", "arabic"),
        Form("{t}{n}", "han"),
        Form("{n}、{p}", "han"),
        Form("{n}.{p}", "arabic"),
        Form("**{t}篇{n}**", "han"),
        Form("## 篇{n}", "han"),
        Form("# {p}（{n}）", "arabic"),
        Form("Part {n}", "arabic"),
        Form("Part {n} {p}", "arabic"),
        Form("篇{n}", "upper"),
        Form("第{n}篇", "places"),
    ),
    "test": (
        *COMMON,
        Form("{t} 第{n}篇", "wide"),
        Form("《{t}》篇第{n}", "han"),
        Form("〖篇{n}〗", "han"),
        Form("（篇{n}）{p}", "han"),
        Form("[第{n}篇]", "arabic"),
        Form("★ 篇{n}：{p}", "han"),
        Form("第{n}篇　{p}", "padded"),
        Form("篇之{n}", "han"),
        Form("范例{n}", "han"),
        Form("范例{n}：{p}", "arabic"),
        Form("范文（{n}）", "han"),
        Form("◆{t}（{n}）", "han"),
        Form("{t}【{n}】", "arabic"),
        Form("{t}其{n}", "han"),
        Form("{t}（{n}）", "wide"),
        Form("〔{n}〕", "han"),
        Form("{n} {p}", "circled"),
        Form("{n}、{p}", "upper"),
        Form("{n}）{p}", "arabic"),
        Form("### {t}（篇{n}）", "han"),
        Form("__第{n}篇__", "han"),
        Form("==== 篇{n} ====", "arabic"),
        Form("PART {n}", "padded"),
        Form("Part.{n} {p}", "roman"),
        Form("No.{n} {p}", "arabic"),
        Form("第{n}篇", "old"),
        Form("样稿{n}：{p}", "han"),
    ),
}
