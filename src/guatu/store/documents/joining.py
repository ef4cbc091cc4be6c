"""How two lines of one paragraph are joined: a break inside Chinese text is nothing, inside English a blank."""

from __future__ import annotations

import re

_HYPHENS = "-\u00ad\u2010\ufffe"
_WORD = re.compile(r"[A-Za-z][,;:.)]?$")
CORPUS = {
    ("全市服务业增加", "值达到344亿元"): "全市服务业增加值达到344亿元",
    ("达到3", "44亿元"): "达到344亿元",
    ("增加值达到12.", "5亿元"): "增加值达到12.5亿元",
    ("3A级以上物流", "企业"): "3A级以上物流企业",
    ("public ser-", "vice platform"): "public service platform",
    ("service", "platform"): "service platform",
    ("与RCEP", "国家"): "与RCEP国家",
    ("建设BDO", "一体化"): "建设BDO一体化",
    ("2025—", "2027年"): "2025—2027年",
    ("COVID-", "19"): "COVID-19",
    ("", "开头"): "开头",
}


def glue(above: str, below: str) -> str:
    """One text of two lines.

    >>> [glue(a, b) == whole for (a, b), whole in CORPUS.items()].count(False)
    0
    """
    cut, between = seam(above, below)
    return above[:cut] + between + below


def seam(above: str, below: str) -> tuple[int, str]:
    """How many characters of `above` stay, and what comes between."""
    if not above or not below:
        return len(above), ""
    last, first = above[-1], below[0]
    if last in "\u00ad\ufffe":
        return len(above) - 1, ""
    if last in _HYPHENS and above[-2:-1].isascii() and above[-2:-1].isalpha() and first.isascii() and first.islower():
        return len(above) - 1, ""
    if _WORD.search(above) and first.isascii() and first.isalpha():
        return len(above), " "
    return len(above), ""
