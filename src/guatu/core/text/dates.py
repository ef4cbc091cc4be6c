# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Dates, periods and bases of comparison: what the words say, in the years that a plan lives in.

Reads evened text. A mention tells its role: `due` dates a promise, `base` is what it is compared with (比2020年),
`past` tells of what has been (截至2024年底). Which clause a mention governs is decided in `plan/clauses`; the rules stand in `date_rules.py`.
"""

from __future__ import annotations

import re

from guatu.core.text.date_rules import RULES
from guatu.core.text.when import When, Years

# Digits that may be a year, a month, a quarter or so many years, by what stands behind them; other figures are none.
_OF_TIME = r"\d{1,4}[年月季至到/.-]"
# What a mention can begin with; a rule that begins otherwise must add its sign (held by a test).
_BEGINS = (
    r"(?=[\d“一二两三四五六七八九十上下中今从全到前力去同在对至自于利年底当往截攻整方明本未末每比环用目相第终经计较争过近这通逐行规平各期国建劳教元春清重端月])"
    rf"(?={_OF_TIME}|[“一二两三四五六七八九十]|[比较截每近用利](?!\d)|[比较截每近用利到至在于自从](?={_OF_TIME})|"
    r"[到至在于自从](?=[“一二两三四五六七八九十今明年上下中第前国建劳教元春清重端期规方计行整未当本全])|(?:力争|争取)(?=[\d到在利用经通未今一二两三四五六七八九十])|"
    r"上[一年半]|下[一个季半月]|中秋|今[年后底末]|全年|前[一二三两五几]|去年|同比|对比|年[底末终内均平度]|当年|截|攻坚|整个|方案|明年|本[年月季]|未来|每|环比|目前|相[比较]|第|终|"
    r"经过|计划期|过去|这[一二三两五几]|通过|逐年|行动期|规划|平均|各年|期末|国庆|建[党军]|劳动|教师|元[旦宵]|春节|清明|重阳|端午|月底)"
)
_ANY = re.compile(
    _BEGINS + "(?:" + "|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(RULES)) + ")"
)
_RULE_OF_GROUP = {f"r{number}": rule for number, rule in enumerate(RULES)}
# What a text with a mention of time must hold; alternatives that begin with a sign of their own are found fastest.
_HINT = re.compile(
    r"年|月|季度|同比|环比|目前|期末|规划末|十[一二三四五六]五|同期|-\d{1,2}[-/.]\d|/\d{1,2}[-/.]\d|\.\d{1,2}[-/.]\d|20\d\d[-/.]\d|"
    + "|".join(f"{sign}(?:假期|长假|小长假|黄金周)?[之以]?前" for sign in "节旦庆一秋午明宵阳动党军师”")
)

CORPUS: dict[tuple[str, int | None, int | None, int | None], list[str]] = {
    ("by", None, 2027, None): [
        "2025年起三年内",
        "从2025年开始用3年时间",
        "自今年起用三年左右时间",
        "到2027年",
        "2027年底前",
        "2027年底",
        "2027年末",
        "至2027年底",
        "2027年前",
        "到2027年末",
        "期末",
        "规划期末",
    ],
    ("in", 2025, 2025, None): ["2025年", "2025年度", "今年", "全年", "2025年内", "本年度"],
    ("by", None, 2025, 12): ["下半年", "今年下半年", "元旦前", "十二月底前", "四季度末前"],
    ("by", None, 2025, 9): [
        "九月底前",
        "9月中旬",
        "9月份",
        "25年9月底前",
        "二〇二五年九月底前",
        "2025.9底前",
        "2025-09-30前",
        "2025/9/30之前",
        "9月30日",
        "今年前三季度",
        "1-9月",
    ],
    ("by", None, 2025, 10): ["国庆前", "国庆节前", "“十一”前", "今年国庆前夕"],
    ("by", None, 2025, 5): ["五一前", "劳动节前", "2025.5.1前"],
    ("by", None, 2026, 6): ["明年上半年", "26年6月底前", "二〇二六年六月"],
    ("by", None, 2026, None): ["26年底前", "二〇二六年底"],
    ("open", None, None, None): [
        "春节前",
        "中秋节前",
        "下一季度",
        "下季度",
        "下个月底前",
        "本月底前",
        "月底前",
        "本季度末",
    ],
    ("by", None, 2025, None): ["年底前", "年内", "今年年底前", "年底", "“十四五”末", "到“十四五”末", "“十四五”期间"],
    ("by", None, 2025, 6): [
        "2025年1月-6月",
        "2024年7月至2025年6月",
        "2025年6月底前",
        "2025年6月底",
        "6月底前",
        "2025年6月",
        "2025年上半年",
        "2025年二季度末",
    ],
    ("each_year", 2025, 2027, None): ["每年", "逐年"],
    ("average", 2025, 2027, None): ["年均", "平均每年"],
    ("by", 2025, 2027, None): ["2025-2027年", "2025年至2027年", "2025--2027年期间"],
    ("by", None, 2030, None): ["“十五五”期间", "“十五五”末", "到2030年"],
    ("in", 2026, 2026, None): ["明年"],
}  # read with Years(issue=2025, since=2025, until=2027)
IMPOSSIBLE: dict[tuple[int | None, int | None], list[str]] = {
    (2027, 2): ["2027年2月30日", "到2027年2月29日", "2027年2月31日前", "2027年2月0日", "在2027年2月99日之前"],
    (2027, 4): ["2027年4月31日", "2027年4月31日以前"],
    (2028, 2): ["2028年2月30日前"],
    (2027, None): ["2027年13月", "2027年13月底前", "2027年0月", "2027年20月15日前", "2027年00月份"],
    (2025, 2): ["2月30日前", "到2月29日前", "今年2月30日之前"],
    (2025, 6): ["6月31日前", "6月0日前"],
    (2025, None): ["13月底前", "0月底", "14月10日前"],
}  # dates that the calendar does not have: the year and month that are certain all the same
NOT_DUE = [
    "比2020年",
    "较2015年",
    "截至2024年底",
    "去年",
    "同比",
    "在2020年基础上",
    "从2020年的5%提高到8%",
    "在2020年3亿元的基础上",
    "目前",
    "比上年",
]
NOT_DATES = [
    "第十一前",
    "20年前",
    "近30年底蕴",
    "个月底",
    "四季度假",
    "月季度过",
    "五一路",
    "国庆活动",
    "12月龄",
    "3·15活动",
    "第八批",
    "年轻人",
    "年产",
    "5年期贷款利率",
    "老年人",
    "月嫂",
    "底线",
    "“十全十美”",
    "常年",
    "百年老店",
    "学前三年入园率",
    "10个以上年产值",
]


def find_dates(text: str, years: Years = Years()) -> list[When]:  # noqa: B008 - frozen
    """Every mention of time in an evened clause, in order, resolved against the plan's years.

    >>> [(w.kind, w.until) for w in find_dates("2027年底前末端网点达到210个")]
    [('by', 2027)]
    """
    if not _HINT.search(text):
        return []
    found = []
    for match in _ANY.finditer(text):
        rule = _RULE_OF_GROUP[match.lastgroup or ""]  # the group of the whole rule is closed last
        when = rule.production(match, (match.start(), match.end(), rule.name, rule.form), years)
        if when is not None:
            found.append(when)
    return found


def blank(text: str, mentions: list[When]) -> str:
    """The text with every mention blanked out (\x00), so that no figure of a date is read as a quantity."""
    pieces, at = [], 0
    for when in mentions:
        pieces += [text[at : when.start], "\x00" * (when.end - when.start)]
        at = when.end
    return "".join((*pieces, text[at:]))
