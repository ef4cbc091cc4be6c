"""Where a Chinese line may break: between words, never within one, and never between a figure and its unit.

A browser breaks Chinese after any character, 零|售 and 20|25. A text that has gone through here is broken by `.name`
(word-break: keep-all) at the places marked <wbr> alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import rjieba
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

HAN = re.compile(r"[\u3400-\u9fff]")
TAG = re.compile(r"(<[^>]*>)")
OPENS, CLOSES = "（《「『【“‘([", "，。、；：？！）》」』】”’)]％%…·"
FIGURE = re.compile(r"[≥≤>~−+-]?[\d.,]+(?:[—–-][\d.,]+)?%?$")
SIGNS = "≥≤><~−+-"
HOLDS_NEXT, HELD = f"{OPENS}{SIGNS}—–/", f"{CLOSES} /—–"
FORWARD = set(
    "占及和与或未不无每各须第前后近超约达较比按到在从以"
)  # words of one character that belong to what follows
SHORT, WHOLE = 4, 8  # characters: up to the first there is nothing to break, up to the second a name stays whole


def by_words(text: object) -> SafeString:
    """A text, or a piece of a page, that breaks between its words."""
    page = text if isinstance(text, SafeString) else conditional_escape(str(text))
    if len(page) <= SHORT or not HAN.search(page):
        return SafeString(page)
    marked = str(page)
    if len(page) > WHOLE:
        marked = "".join(part if part.startswith("<") else _broken(part) for part in TAG.split(page))
    return SafeString(f'<span class="name">{marked}</span>')


def _broken(escaped: str) -> str:
    return "<wbr>".join(conditional_escape(piece) for piece in pieces(unescape(escaped)))


@lru_cache(maxsize=16384)
def pieces(text: str) -> tuple[str, ...]:
    """The text cut where a line may end.

    >>> pieces("社会消费品零售总额平均增速")
    ('社会', '消费品', '零售总额', '平均', '增速')
    >>> pieces("后两年须年均增长9.9%，到2027年底")
    ('后两年', '须年均', '增长9.9%，', '到2027年底')
    """
    found: list[str] = []
    for word in rjieba.cut(text):
        if found and _one(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _one(before: str, word: str) -> bool:
    """Whether a line may not end between the two."""
    if before[-1] in HOLDS_NEXT or word[0] in HELD:
        return True
    if word in SIGNS:
        return False
    if word[0] in OPENS:
        return False
    if len(before) == 1 and HAN.match(before):  # 占 GDP, （改）建 小区
        return True
    if before[-1] in CLOSES:
        return False
    if FIGURE.fullmatch(word):  # a figure stays with its verb, 增长 9.9%, not with another figure, 2025年 284.80
        return not any(c.isdigit() for c in before)
    if FIGURE.search(before) or word == "百分点":  # 284.80 亿元, 2027 年, 1.8 个 百分点
        return True
    return len(word) == 1 and word not in FORWARD
