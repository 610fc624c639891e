"""What a page says beside its text in words that no list has: ``看完记得回来坐坐``, ``此文由书友整理后上传共享区``.

Looks like: a short line, a sentence, or a piece in brackets that asks, sells, counts, leads on or stamps as sites do.
Made by: the templates, editors and spammers of thousands of sites, each in its own words.
The cure takes the line, or the sentence with its stop and its brackets; never a part of a sentence.
Evidence: runs of one to four of its characters, weighed by a logistic regression (cleantext/page/judged.py); the note
names the kind of junk, the confidence is the regression's.
Left alone: whatever is nearly as likely to stand in a speech, a report, a law or a novel; titles and headings;
pieces of under 4 and over 120 characters. A document that is nothing but such lines is reported, not emptied.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from cleantext.finding import Finding
from cleantext.glosses import through_glosses
from cleantext.lines import cut, spared
from cleantext.options import Options
from cleantext.page.judged import judged

_MOST = 0.99
_KINDS = {
    "contact": "how to reach the site",
    "editor": "a word of the editor",
    "hidden": "a marker of hidden content",
    "markup": "a remain of markup",
    "nag": "a request to the reader",
    "navigation": "a link to other pages",
    "pagination": "a page counter",
    "rights": "the site's rights",
    "spam": "advertising",
    "watermark": "the site's stamp",
}


def _find(text: str) -> list[Finding]:
    return spared(
        text,
        [
            cut(
                "site_wording",
                text,
                (each.start, each.end),
                f"words of a page, not of its text: {_KINDS[each.family]}",
                round(min(1 / (1 + exp(-each.logit)), _MOST), 2),
            )
            for each in judged(text)
        ],
    )


def find(text: str, options: Options) -> Iterable[Finding]:
    """Yield a cut for every such line and sentence."""
    return through_glosses(text, _find)
