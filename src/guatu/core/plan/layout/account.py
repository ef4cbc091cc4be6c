# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Whether a document as a whole is an account: a bulletin, a report of progress, the figures of half a year.

Its figures are what has been counted. None is a target, whatever the verb, until a heading or a line looks ahead. What
decides is the title, how many sentences hold their figures against last year, the year's plan or its pace, and how many
set a goal. A person confirms it (`certify/questions.py`); the figures are offered as results, for the reader of bulletins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from guatu.core.plan.clauses.running import RUNNING, is_held_against
from guatu.core.plan.layout import sections
from guatu.core.plan.layout.headings import Opening
from guatu.core.text.spans import Span
from guatu.core.text.wordclass import words

_TITLE = re.compile(
    r"统计公报|(?:运行|进展|完成|执行|推进|落实|实施|建设|调度|开展|发展)(?:情况|进度|成效)(?:的)?(?:通报|通告|简报|汇报|公示|分析|公告|简析|一览|表)?$|"
    r"(?:情况|进度|工作|运行|进展)(?:的)?(?:通报|简报|汇报|快报|简析|分析|综述)|(?:工作|建设|发展|年度|半年|季度)(?:进展|总结)$|(?:月|季|周|半年|年)报$|快报$|简报$|成绩单|"
    r"(?:经济|投资|消费|工业|项目|建设|工作)[^，。；]{0,8}(?:进展|运行|形势)(?:情况|良好|平稳|顺利|分析)?$|稳中(?:有进|向好|提质)|开局良好|实现.{0,4}(?:开门红|双过半)|同比增长"
)
_OF_A_PLAN = re.compile(
    r"方案|规划|行动计划|要点|意见$|办法|制度|任务(?:清单|分解|书)|目标任务$|责任(?:清单|书)|计划(?!执行|完成|进展)$"
)
_TITLE_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)年(?!-)")
_AHEAD_HEADING = re.compile(
    r"下一?步|下一?阶段|下半年|今后|未来|打算|(?:工作|任务)(?:安排|计划|部署|要求|措施|举措|思路|重点)|(?:重点|主要|具体)(?:任务|工作|举措|措施)$|保障措施|目标(?:任务)?$|总体要求|建议"
)
_AHEAD_LINE = re.compile(r"(?:下一?步|下一?阶段|接下来|今后|下半年|第?四季度|后[几两三四]个?月)[，将要我]")
_PIECE = re.compile(r"[^。；\n]+")
_FIGURE = re.compile(r"\d(?:\.\d+)?(?:%|[万亿千百]|个|家|户|项|件|人|吨|亩|元|公里|倍)")
_DATED = re.compile(r"(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日")
_GOAL = re.compile(
    r"力争|争取|确保|力求|努力(?=实现|完成|达到|使)|不低于|不少于|到(?:19|20)\d\d年|年底前|月底前|(?<![规模限])(?:以上|左右|以内)(?:$|[，、）])|(?<!完成)(?:预期|主要|发展|工作)目标|将(?=达到?|实现|新增|完成|建成|突破|投入)|要(?=完成|实现|达到|确保|力争|建成|新增)"
)
_WORDS_OF_ACCOUNTS = words("同比 环比 上年 去年 上月 序时 时序 累计 计划的 任务的 截至 截止 季度 半年 个月 月份")
_GROWN = re.compile(r"，(?:增长|下降|上升)\d")
_LINES_OF_TITLE = 8
_MOST_TITLE = 60


@dataclass(frozen=True, slots=True)
class AccountText:
    """`lines` are those that tell of what has been counted; `year` is what the title says it speaks of."""

    lines: range
    whole: bool  # nothing in the document looks ahead
    title: Span | None  # the line that calls it an account
    year: int | None
    figures: int  # sentences with figures, and how many of them are held against last year, the plan or its pace
    held: int
    place: Span
    end: int  # where its last line ends

    def covers(self, place: Span) -> bool:
        return place.start < self.end


TITLES = ["某县2024年国民经济和社会发展统计公报", "2025年上半年全市经济运行情况", "1—9月重点项目建设进展情况通报", "关于2025年度民生实事完成情况的公告", "2025年全县重点项目进展", "某市前三季度经济运行简析", "全区工业经济运行快报"]  # fmt: skip
NOT_TITLES = ["2026年重点工作实施方案", "服务业发展规划（2026—2030年）", "关于建立项目进展情况通报制度的意见", "政府工作报告", "重点任务清单", "促进消费增长若干措施", "2026年国民经济和社会发展计划"]  # fmt: skip


def is_account_title(line: str) -> bool:
    """Whether a line calls the document an account.

    >>> is_account_title("2025年上半年全市经济运行情况"), is_account_title("2026年重点工作实施方案")
    (True, False)
    """
    return bool(_TITLE.search(line)) and not _OF_A_PLAN.search(line)


def sets_goal_in_account(words: str) -> bool:
    """Whether a sentence of an account looks ahead all the same: 力争全年完成300亿元."""
    return bool(_GOAL.search(words)) and not is_held_against(words)


def account_of(
    even: str, lines: Sequence[Span], openings: Sequence[Opening | None], in_table: Collection[int]
) -> AccountText | None:
    """The account that a document is, or that it begins with; None for a plan."""
    title = next(
        (
            line
            for k, line in enumerate(lines[:_LINES_OF_TITLE])
            if k not in in_table
            and line.end - line.start <= _MOST_TITLE
            and "。" not in line.of(even)
            and is_account_title(line.of(even).strip("# "))
        ),
        None,
    )
    if (
        title is None
        and sum(even.count(word) for word in _WORDS_OF_ACCOUNTS) + len(_GROWN.findall(even)) < _FEWEST_HELD
    ):
        return None
    last = next((k for k, line in enumerate(lines) if _turns(even, line, openings[k])), len(lines))
    if last == 0:
        return None
    if last < len(lines) and any(_is_review(even, openings[k]) for k in range(last)):
        return None  # a report whose review has a heading: what stands under it is past, and its plan follows
    figures = held = goals = 0
    for k, line in enumerate(lines[:last]):
        if k in in_table:
            continue
        for piece in _PIECE.finditer(even, *line):
            told = _DATED.sub("", piece[0])
            if not _FIGURE.search(told):
                continue
            figures += 1
            if (
                is_held_against(piece[0])
                or (RUNNING.search(piece[0]) and not _GOAL.search(piece[0]))
                or (title is not None and _DONE.search(piece[0]))
            ):
                held += 1
            elif _GOAL.search(piece[0]):
                goals += 1
    named = title is not None and figures >= 1 and held >= 1 and goals * 3 <= figures
    dense = held >= _FEWEST_HELD and held * 5 >= figures * 2 and goals * 10 <= figures
    if not (named or dense):
        return None
    found = _TITLE_YEAR.findall(title.of(even)) if title is not None else []
    place = title or next((line for k, line in enumerate(lines) if k not in in_table), lines[0])
    return AccountText(
        range(last),
        last == len(lines),
        title,
        int(found[-1]) if len(set(found)) == 1 else None,
        figures,
        held,
        Span(place.start, min(place.end, place.start + 40)),
        lines[last - 1].end,
    )


_FEWEST_HELD = 3
_DONE = re.compile(r"已(?:经|全部|完成|建成|开工|竣工|完工|投用|实现|办结)|完成率|全部完工")


_REVIEW = re.compile(r"(?:执行|完成|落实)情况|回顾|总结$|成就|成效")


def _is_review(even: str, opening: Opening | None) -> bool:
    return opening is not None and opening.level <= 1 and bool(_REVIEW.search(even[opening.start : opening.end]))


def _turns(even: str, line: Span, opening: Opening | None) -> bool:
    """Whether a heading or the first words of a line turn to what is to come."""
    if opening is not None and opening.start < opening.end:
        head = even[opening.start : opening.end]
        return bool(_AHEAD_HEADING.search(head)) and not sections.is_past_heading(head)
    return bool(_AHEAD_LINE.match(even, *line))
