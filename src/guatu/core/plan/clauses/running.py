# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Sentences that tell of a period which is running or over: 上半年…同比增长, 1-4月累计完成, 截至三季度末, 超序时进度.

A plan sets half-years, too (上半年完成投资80亿元). What tells the account apart is what its figures are held against: the
same time of last year, the year's plan, the pace. A word that sets a goal (力争, 确保, 不低于) ends the account.
"""

from __future__ import annotations

import re

from guatu.core.plan.layout.sections import looks_ahead
from guatu.core.text.excused import Excused

_YEAR = r"(?:(?:19|20)\d\d年|今年|当年|本年)?"
_PART_OF_YEAR = r"上半年|前[一二两三四五六七八九十]{1,2}个?(?:季度|月)|第?[一二三1-3]季度|(?:1月?|一)(?:-{1,2}|至|到)(?:1[01]|[2-9]|[二三四五六七八九十]{1,2})月(?:份)?"
# 上半年, 前三季度, 1-4月, 截至三季度末: a part of a year that an account looks back on
RUNNING = re.compile(
    rf"(?<![每到至])(?:{_YEAR}(?:{_PART_OF_YEAR})(?!前|之前|以前|底前|末前)|截[至止](?:到|于)?[^，。；、]{{0,14}}?(?:末|底|日|月|目前|季度|上半年))"
)
# What only figures that are counted already are held against
_OF_LAST_YEAR = re.compile(
    r"同比|超额完成|占(?:计划|目标)任务|完成(?:年度|全年|省定|市定|计划)(?:目标|任务|计划)?[^，。；]{0,8}的?\d"
)
_HELD_AGAINST = re.compile(
    rf"{_OF_LAST_YEAR.pattern}|环比|(?:比|较)(?:上年|去年|上一年|上月|上季度?|一季度|上半年|年初)(?:同期)?|"
    r"占(?:年度|全年|年)[^，。；]{0,8}(?:计划|目标|任务|投资)[^，。；]{0,4}的?\d|完成(?:了)?(?:年度|全年|年|省定|市定|县定|计划)[^，。；]{0,10}的?\d[\d.]*%"
)
# Words that only the state of work under way has
_UNDER_WAY = re.compile(
    r"(?:超|快于|超过|高于|领先|达到|达|滞后(?:于)?|低于|落后(?:于)?|慢于|未达|不及)(?:计划)?(?:序时|时序)(?:进度|要求)?|提前(?:\d+|[一二三]?个?月?)?(?:超额)?完成(?:了)?(?:全年|年度)?[^，。；]{0,6}(?:任务|目标|计划)|"
    r"已(?:提前|全部|超额|开工|复工|投入|签约|发放|竣工|投产|投用|下达|拨付|到位|办结|印发|启动|动工)(?!的)|(?:开工|完工|复工|竣工|投资完成|计划完成|任务完成|资金到位|资金支付)率(?:为|已达)?\d|\d(?:大|大类|个|家|户|项)[^，。；、\d]{1,12}中，?(?:已)?有\d+[个家户项](?:实现|保持|完成|超额|超过|高于|快于)|占(?:年度|全年)(?:计划|目标|任务)[^，。；]{0,6}的?\d|完成(?:年度|全年)(?:投资|收入|建设|工作)?(?:计划|目标|任务)[^，。；\d]{0,4}的\d"
)
_COUNTED_SO_FAR = re.compile(r"累计(?:完成|实现|新增|投入|接待|开工|签约|到位|发放|下达|拨付|办理|建成|引进|培训|销售)")
_LEVEL_AND_GROWTH = re.compile(
    r"\d[\d.]*(?:万|亿|千)?[^，。；\d%]{1,4}，(?:可比|名义|现价|同口径|按不变价格计算，|按可比价格计算，|实际)*(?:增长|下降|上升|回落|提高|增加)\d"
)
_HINT = re.compile(
    r"季度|半年|个月|-\d{1,2}月|至\d{1,2}月|月至|截[至止]|序时|时序|提前|已|率\d|中，?(?:已)?有\d|任[务划]|计[务划]"
)
# From such a word on, a sentence that began as an account promises
TURNS_AHEAD = re.compile(r"力争|争取(?!到)|力求|确保(?!了)|到(?:19|20)\d\d年|年底前|下一?步|下一?阶段|接下来")
_DIGIT = re.compile(r"\d")
_PLANNED = re.compile(r"(?:计划|预计|预期|拟|概算|估算)(?!的|任务)[^，。；、\d]{0,14}$")
_GOAL = re.compile(
    r"力争|争取|确保|力求|努力(?=实现|完成|达到|使)|(?<!完成)目标(?!任务|的|完成|值|考核)|预期|不低于|不少于|不超过|控制在|要(?=完成|实现|达到|确保|力争|建成|新增)|将(?=达到?|实现|新增|完成|建成|突破|投入)|拟|(?:以上|左右|以内)(?:$|[，。；、）])"
)
_LATER = re.compile(
    r"到(?:19|20)\d\d年|年底前|年底(?=[^，。；]{0,4}(?:完成|建成|达到|实现))|月底前|(?<!去年)(?<!上年)(?:下半年|第?四季度)|全年(?!任务|目标|计划|累计|实现|完成(?!1?\d{0,3}亿元以上))"
)

ACCOUNTS = [
    "2025年上半年，全市地区生产总值完成1110亿元，同比增长4.2%。",
    "今年上半年，全县完成固定资产投资36.4亿元，增长7.1%，快于全市2.3个百分点。",
    "前三季度，服务业增加值300亿元，同比增长6%。",
    "2025年前三季度，社零额实现212亿元，比上年同期增长5.5%。",
    "一季度，规上工业增加值同比增长8.1%，比去年四季度提高1.2个百分点。",
    "1-4月累计完成投资21亿元，完成年度投资计划的21.3%，开工率46.7%。",
    "2025年1—5月，全区货运量310万吨，同比增长12%。",
    "1至9月，引进项目48个，到位资金35亿元，完成全年任务的88%。",
    "前5个月，全市进出口总值82亿元，同比下降3.4%。",
    "截至三季度末，24个事项已提前完成全年任务，9个事项超序时进度。",
    "截至6月底，120个项目开工98个，开工率81.7%。",
    "截至5月31日，累计发放贷款3.2亿元，惠及企业410家。",
    "截至2025年10月末，贷款余额560亿元，较年初增加41亿元。",
    "15个事项超序时进度，6个事项达到序时进度，2个事项滞后。",
    "上半年，粮食产量28万吨，增长2.1%。",
    "完成造林12万亩，占年度计划的85.7%。",
    "15个行业中有9个实现增长。",
    "23项指标中，有17项完成序时任务。",
    "已开工项目36个，已投入资金4.5亿元。",
]
NOT_ACCOUNTS = [
    "前三季度完成投资80亿元，全年完成120亿元。",
    "一季度开工率达到40%，上半年开工率达到80%。",
    "力争上半年地区生产总值同比增长6%。",
    "确保前三季度完成投资300亿元以上，增长8%以上。",
    "上半年新增企业12家，下半年新增企业15家。",
    "2026年上半年完成主体工程建设，建成泵站3座。",
    "1—6月完成设计，7—12月建成厂房2座。",
    "三季度末前新建充电桩200个。",
    "力争15个行业中有9个实现增长。",
    "全年社会消费品零售总额同比增长6%以上。",
    "2026年，规上工业增加值同比增长7%左右。",
]  # read as a plan of 2026: each promises something


def tells_of_running(sentence: str) -> bool:
    """Whether a sentence tells how far things have come in a year that is not over, or in a part of one that is.

    >>> tells_of_running("上半年，投资完成36亿元，同比增长7.1%。"), tells_of_running("上半年完成投资36亿元。")
    (True, False)
    """
    if not _DIGIT.search(sentence) or not _HINT.search(sentence):
        return False
    if turn := TURNS_AHEAD.search(sentence):  # 上半年完成40亿元，同比增长5%，力争全年突破90亿元
        sentence = sentence[: max(sentence.rfind(mark, 0, turn.start()) for mark in "，；：") + 1]
    if running := RUNNING.search(sentence):
        told = is_held_against(sentence) or running[0].startswith("截")
        return told and not sets_a_goal(RUNNING.sub("", sentence))
    return bool(_UNDER_WAY.search(sentence)) and not sets_a_goal(sentence)


def compares_with_last_year(sentence: str) -> bool:
    """优良天数329天，同比增加8天: only what is counted already is held against last year. Nothing in it looks ahead."""
    return bool(_OF_LAST_YEAR.search(sentence)) and not looks_ahead(sentence)


def is_held_against(words: str) -> bool:
    """Whether figures are held against last year, the year's plan or its pace, as those of an account are."""
    return bool(
        _HELD_AGAINST.search(words)
        or _UNDER_WAY.search(words)
        or _COUNTED_SO_FAR.search(words)
        or _LEVEL_AND_GROWTH.search(words)
    )


def sets_a_goal(words: str) -> bool:
    """Whether words set a goal or look to a time that is still to come (力争, 到2027年, 下半年)."""
    return bool(_GOAL.search(words) or _LATER.search(words))


def planned(clause: str, at: int) -> Excused | None:
    """The reason, where a figure of an account is what was planned and not what was done: 全年计划完成投资98亿元."""
    return Excused.PLANNED if _PLANNED.search(clause, max(0, at - 24), at) else None
