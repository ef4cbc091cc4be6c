# ruff: noqa: E501 - rules and their corpus stand one to a line
"""What part of the document a line stands in: goals, tasks, or an account of what has been done.

Past results speak the grammar of targets (突破, 达到, 累计). What tells them apart is the section (回顾, 这五年) and the
date (截至2024年底), never the verb.
"""

from __future__ import annotations

import re

_GOALS = re.compile(r"目标|总体要求|预期指标|主要指标")
_AIM = re.compile(r"(?:预期|主要|总体|发展|工作|年度|以下|如下|具体|量化|阶段)(?:预期|主要|发展|具体|性)?目标")
_LIST_OF_AIMS = re.compile(r"(?:实现|达到|完成)(?:以下|如下|下列|以下主要|下列主要)(?:发展|工作|预期|具体)?目标")
_LIST_OF_DEEDS = re.compile(
    r"(?:办好|办实|兴办|办理|承办|实施|完成|抓好|做好|落实|推进)[^，。；]{0,20}(?:实事|任务|工作|事项|工程|项目|行动)(?:如下|是|为)?$"
)
_NOT_GOALS = re.compile(r"目标(?:任务)?(?:分解|责任|考核|管理)|聚焦|围绕|瞄准")
_PAST_HEADING = re.compile(
    r"回顾|成就|成效|工作总结|发展基础|建设基础|基础(?:和|与)(?:形势|条件|环境)|现状|取得的|主要成绩|工作情况(?:总结)?|主要工作回顾|规划背景|发展背景|面临(?:的)?形势|存在(?:的)?(?:主要)?问题|发展回顾|(?:完成|进展|执行)情况|发展环境|形势分析"
)
_PAST_LEAD = re.compile(
    r"(?:(?:《[^《》\n]{2,40}》)(?:发布|印发|颁布)?(?:实施|执行)[一二三四五\d]年来|(?:19|20)\d\d年，(?=[^\n]{0,200}(?:圆满完成|再上新|取得(?:了|显著|明显|新|较好)|创历史|成效显著))|“?十[一二三四五]五”?(?:时期)?(?:以来|五年)|(?:过去|这|近)(?:的)?(?:[一两二三四五几]年)(?:来)?|[一两二三五]年来|回顾(?:过去|20|“|这|一年)|去年|近年来|截[至止](?:20|目前|上)|目前|党的十[八九]大以来|当前，?我[市省区县])"
)
_PAST_LONG = re.compile(r"《|(?:19|20)\d\d年|(?:过去|这)(?:的)?(?:[一五]年)|[一五]年来|回顾")
_FUTURE_LEAD = re.compile(
    r"(?:今年(?!以来)|下一步|今后|未来|到20\d\d年|“?十五五”?(?:时期|期间)|做好(?:今年|20|明年)|主要(?:预期)?目标|重点(?:任务|工作)|\d{4}年(?:工作|经济社会发展|主要)|总体要求|我们要|要)"
)
_LETTER = re.compile(
    r"印发给你们|现(?:予以?)?(?:印发|下发|公布)|请(?:认真|结合|遵照)[^。]{0,12}(?:贯彻|执行|落实)|经[^。]{0,20}(?:同意|审议通过)，现|此件[^。]{0,12}公开|特此通知|各位代表|向大会(?:报告|作)|请予审议|请各位代表审议"
)
_PREAMBLE = re.compile(
    r"(?:制定|提出|编制|形成)(?:如下|以下|本|此)(?:[^。]{0,8})(?:方案|计划|意见|措施|规划|办法|细则|目标|要点)?[。：]?$|特制定|现(?:就|提出|制定)[^。]{0,40}(?:如下|以下)"
)

_TURNS = re.compile(r"在(?:充分)?(?:肯定|看到|总结)(?:这些)?成绩的同时")


def turns_from_review(line: str) -> bool:
    """在肯定成绩的同时…: what stands before this is the review, with or without a heading."""
    return bool(_TURNS.search(line))


_ACHIEVED = re.compile(
    r"荣获|获评|获批|入选|被评为|位居|居全[市省国区县]|列全[市省国区县]|创历史|创(?:近|有)?[^，。；]{0,6}新高|成功(?:获|创|举办|签约|入|申)|圆满|顺利(?:完成|通过)|通过验收|再上新|占计划|历史最"
)
_LOOKS_AHEAD = re.compile(
    r"力争|争取|确保|目标|预期|以上|左右|以内|不低于|不少于|高于|要|将|20\d\d年|今年|明年|全年|年底|年内|推动|推进|加快"
)


def looks_ahead(words: str) -> bool:
    """Whether anything in a clause can speak of what is to come."""
    return bool(_LOOKS_AHEAD.search(words))


_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SETS_A_GOAL = re.compile(
    r"力争|争取|确保|到20\d\d年|目标|年底前|预期|不低于|不少于|不超过|控制在|左右|(?<![重主必需首紧摘纪])要(?!素|求|点|道|闻)|各(?:乡镇|地区|部门|单位)|计划(?=完成|新|建|投|实施|安排|到)"
)


def sets_a_goal(words: str) -> bool:
    """Whether a clause sets a goal in so many words (力争, 确保, 不低于)."""
    return bool(_SETS_A_GOAL.search(words))


def counts_exactly(paragraph: str) -> bool:
    """Whether a paragraph is full of counted figures: five and more, three of them with decimals, and no word that sets
    a goal. Plans set round figures; 48.81万人 was counted.

    >>> counts_exactly("就业48.81万人，务工335.9万人次，培训82.4万人次，落实率90%以上，就业达113.5万人。")
    True
    """
    if paragraph.count(".") < 3:
        return False
    figures = _FIGURE.findall(paragraph)
    exact = sum("." in figure for figure in figures)
    return len(figures) >= 5 and exact >= 3 and not sets_a_goal(paragraph)


_SHOWN_IN = re.compile(
    r"(?:取得|实现)[^。；]{0,16}(?:成效|成绩|成就|进展|突破)[^。]{0,16}(?:表现|体现|反映|包括|如下|有)[^。]{0,12}：$|以来[^。]{0,40}(?:成效|成绩|成就)[^。]{0,20}：$"
)


def leads_in_an_account(paragraph: str) -> bool:
    """取得了积极成效，主要表现在三个方面：what stands on the lines below is an account.

    >>> leads_in_an_account("“十四五”以来，我省取得了积极成效，主要表现在三个方面："), leads_in_an_account("主要目标：")
    (True, False)
    """
    return bool(_SHOWN_IN.search(paragraph.rstrip("* \x00")))


def praises(paragraph: str) -> bool:
    """Whether a paragraph praises what was reached (荣获, 位居全省, 创历史新高) in two ways or more: an account does, a plan
    hardly ever.

    >>> praises("粮食产量创历史新高，成功获批国家枢纽。"), praises("力争获批国家枢纽，新建学校3所。")
    (True, False)
    """
    return len({found[0] for found in _ACHIEVED.finditer(paragraph)}) > 1


CORPUS_PAST = [
    "这五年综合经济实力大幅提升。",
    "过去一年，我们",
    "截至2024年底，全市",
    "近年来，全市",
    "回顾过去五年",
    "五年来，",
]
CORPUS_NOT_PAST = ["今年，新增企业", "到2027年，", "未来五年，", "推动", "要加快"]


def is_goals(heading: str) -> bool:
    """Whether a heading opens the goals (主要目标, 总体要求及目标)."""
    return bool(_GOALS.search(heading)) and not _NOT_GOALS.search(heading)


def is_aim(words: str) -> bool:
    """Whether a clause speaks of the aims that follow (主要预期目标是, 实现以下目标任务)."""
    return "目标" in words and bool(_AIM.search(words))


def is_list_of_aims(words: str) -> bool:
    """Whether a clause leads in the list of aims that stands on the lines below (实现以下目标)."""
    return "目标" in words and bool(_LIST_OF_AIMS.search(words))


_HEADS_AIMS = re.compile(
    r"^[^。；：\d]{0,16}目标(?:任务|指标)?(?:分别|主要|具体)?(?:包括|如下|有|是|为|分为|体现在[^，。；]{0,12})?："
)


def heads_aims(paragraph: str) -> bool:
    """Whether a paragraph begins with the words that lead in the aims and names no date: 主要目标包括：

    >>> heads_aims("主要目标包括："), heads_aims("到2028年，主要目标包括："), heads_aims("目标任务分解：新建公园3个")
    (True, False, False)
    """
    return "目标" in paragraph[:24] and bool(_HEADS_AIMS.match(paragraph.strip("* \x00")))


def is_list_of_deeds(words: str) -> bool:
    """Whether a clause before a colon leads in the list of what will be done (今年办好以下民生实事)."""
    return bool(_LIST_OF_DEEDS.search(words))


def is_past_heading(heading: str) -> bool:
    """Whether a heading opens an account of results (2025年工作回顾, 发展基础)."""
    return bool(_PAST_HEADING.search(heading))


def past_lead(text: str, at: int, end: int) -> str:
    """`long`, `line` or nothing: how far a line that tells of the past reaches by its first words."""
    found = _PAST_LEAD.match(text, at, end)
    if not found:
        return ""
    return "long" if _PAST_LONG.match(found[0]) else "line"


def future_lead(text: str, at: int, end: int) -> bool:
    """Whether a line's first words turn to what is to come."""
    return bool(_FUTURE_LEAD.match(text, at, end))


def is_letter(line: str) -> bool:
    """The covering letter around a plan: 现印发给你们，请认真贯彻落实."""
    return bool(_LETTER.search(line))


def is_preamble(line: str) -> bool:
    """为推动…，制定如下实施方案: says why the plan exists, promises nothing."""
    return bool(_PREAMBLE.search(line))
