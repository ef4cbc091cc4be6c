"""Which level a line opens, told by its number: 一、 → 1, （一） → 2, 1. → 3, （1） → 4 (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re

LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十百]{1,4}、|第[一二三四五六七八九十百\d]{1,4}[章编篇部][\s　分]?")),
    (2, re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]|第[一二三四五六七八九十百\d]{1,4}节\s?")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)|\d{1,2}[.．](?=20\d\d年)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]")),
)
CORPUS = {
    1: ["一、总体要求及目标", "十一、保障措施", "第一章 总则", "第三部分　重点任务"],
    2: ["（一）物流业。以如意俊安物流园", "(十二)其他", "第一节 发展基础"],
    3: ["1.加强组织领导", "12．强化考核", "3、优化服务", "1.2025年底前建成"],
    4: ["（1）建设分拨中心", "①提升运力"],
    0: ["2027年底前建成", "1.5倍以上", "一是加强统筹", "（此件公开发布）", "一般公共预算"],
}
_LONGEST = 50
_ENDS = tuple("。；！？，：;")


def level_of(text: str) -> int:
    """The level that a line's number gives it; 0 when it has none.

    >>> level_of("（一）物流业。以如意俊安物流园")
    2
    """
    for level, pattern in LEVELS:
        if pattern.match(text):
            return level
    return 0


def is_heading(text: str) -> bool:
    """Whether a line is a heading and nothing else: numbered, short, and no sentence of its own.

    >>> is_heading("一、总体要求及目标"), is_heading("（一）物流业。以如意俊安物流园")
    (True, False)
    """
    line = text.strip()
    if not level_of(line) or len(line) > _LONGEST or line.endswith(_ENDS[1:]):
        return line.endswith("。") and len(line) <= 30 and line.count("。") == 1 and level_of(line) in (1, 2)
    return not any(mark in line for mark in "。；！？")
