# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Dates, periods and bases of comparison: what the words say, in the years that a plan lives in.

Reads evened text. A mention tells its role: `due` dates a promise, `base` is what it is compared with (比2020年),
`past` tells of what has been (截至2024年底). Which clause a mention governs is decided in `plan/clauses.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guatu.core.text.numerals import chinese
from guatu.core.time.deadlines import Deadline, certain, readings, written


class Years(NamedTuple):
    """The years that 今年, 年内, 期末 and 每年 are counted from; None when nobody knows."""

    issue: int | None = None
    since: int | None = None
    until: int | None = None


class When(NamedTuple):
    """One mention of time. `kind` has the values of `plan.model.PeriodKind`."""

    start: int
    end: int
    rule: str
    kind: str = "open"
    since: int | None = None
    until: int | None = None
    month: int | None = None
    day: int | None = None
    role: str = "due"  # due, base, past, era (2000年前建成的…), stamp (2024-05-07: when something was printed)
    spread: bool = False  # a span of years without 每年: 2025-2027年
    local: bool = False  # 年均: governs its own figure only
    impossible: str = (
        ""  # the date as written where the calendar has no such: 2027年2月30日. Month and day are left out
    )
    meant: tuple[Deadline, ...] = ()  # and what may have been meant by it


_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"[一二两三四五六七八九十]{1,2}|\d{1,2}"
_END = r"(?:年底|年末|底|末|终)"
_BEFORE = r"(?:之前|以前|前)"
MOVED = r"(?:降|下降|降低|提高|提升|增|增加|增长|上升|升|缩短|缩|压缩|压减|减|减少|扩大|扩|回落|发展|拓展)(?:到|至)"

_CM = "十[一二]?|[一二三四五六七八九]"
_CD = "三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_DELIVERS = "(?:[前内，]|正式|全面|全部)?(?:完成|建成|开工|启动|投入|投用|投产|竣工|通车|印发|出台|实现|举办|召开)"
_FEASTS = {"国庆": (10, 1), "十一": (10, 1), "五一": (5, 1), "劳动": (5, 1), "六一": (6, 1), "七一": (7, 1), "建党": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10)}  # fmt: skip
_FEAST = f"“?(?:{'|'.join(_FEASTS)}|元旦|春节|中秋|端午|清明|元宵|重阳)"  # the later ones have no day of the calendar
# Order matters: the first rule that fits a place wins.
_RULES: tuple[tuple[str, str], ...] = (
    ("base: 比某年", rf"(?:比|较|相比|相较|对比)(?:于)?(?P<base>{_YEAR})年(?:{_END}|同期|基础)?(?:的?水平)?(?:相比)?"),
    ("base: 某年基础上", rf"在?(?P<base_on>{_YEAR})年(?:{_END})?(?:的?基础上|为基期|为基数|水平上)"),
    ("base: 从某年的", rf"(?<=[从由自])(?P<base_from>{_YEAR})年(?:{_END})?(?!起|开始|以来)的?(?=[^，。；、]{{0,6}}?\d[\d.,]{{0,12}}[^，。；、\d]{{0,8}}?{MOVED})"),
    ("base: 在某年的", rf"在(?P<base_in>{_YEAR})年(?:{_END})?的?(?=\d[\d.,]{{0,12}}[^，。；、\d]{{0,6}}的?基础上)"),
    ("base: 某年的几倍", rf"(?:(?<=达)到)?(?P<base_of>{_YEAR})年的?(?=\d[\d.]{{0,4}}倍|[一二两三四五]倍)"),
    ("base: 比上年", r"(?:比|较)(?:上年|去年|上一年|上年度|往年|同期|上月|上季度?|[一二三四]季度|上半年|年初|“?十[一二三四五六]五”?(?:时期|期间|末)?)(?:同期|末)?|同比|环比"),
    ("base: 上年的几成", r"上一?年度?(?=[^，。；、\d]{2,24}的\d[\d.]{0,5}%)"),
    ("past: 截至", rf"截[至止](?:到|于)?(?:(?P<past>{_YEAR})年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?{_END}?|目前|上?年{_END}?)"),
    ("past: 去年", r"去年|(?<!以)上年度?|上一年度?|(?<!项)目前(?!期)|(?<![学”五])(?:过去|这|近|前)(?:一|两|三|五|几)年(?:来|间)?|(?:一|两|三|五)年来"),
    ("stamp: 数字日期", r"(?<!\d)(?:19|20)\d\d(?P<iso>[-/.])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])(?!\d)(?: \d{1,2}:\d{2}(?::\d{2})?)?(?!日?(?:之前|以前|前|完成|建成|投用|开工|竣工|通车))"),
    ("by: 数字日期前", rf"(?:到|至|在|于)?(?<!\d)(?P<dy>{_YEAR})(?P<sign>[-/.])(?P<dm>0?[1-9]|1[0-2])(?:(?P=sign)(?P<dd>0?[1-9]|[12]\d|3[01]))?[日月]?(?:底|末)?(?:{_BEFORE}|(?=(?:完成|建成|投用|开工|竣工|通车)))"),
    ("by: 汉字年月", rf"(?:到|至|在|于|自)?(?P<cy>二[〇○零O][一二三四五六七八九〇○零]{{2}})年(?:(?P<cm>{_CM})月(?:份)?(?:(?P<cd>{_CD})[日号])?)?(?:{_END})?{_BEFORE}?"),
    ("by: 两位数的年", rf"(?:到|至|在|于)?(?<![\d.近第满超过后前])(?P<yy>2[4-9]|3\d)年(?:(?P<yym>1[0-2]|0?[1-9])月(?:份)?(?:底|末)?{_BEFORE}?|(?:年底|年末|底(?![蕴部子层线气板]))({_BEFORE})?)"),
    ("by: 节日前", rf"(?:到|至|在|于)?(?:(?P<fyear>{_YEAR})年|今年|(?P<fnext>明年))?(?<!第)(?P<feast>{_FEAST})(?:节|假期|长假|小长假|黄金周|”)?(?:节前夕|节前|前夕|之前|以前|前)"),
    ("by: 起几年内", rf"(?:从|自)?(?:(?P<start>{_YEAR})年(?:{_CM}月|\d{{1,2}}月)?|(?P<start_this>今年)|(?P<start_next>明年))(?:起|开始)(?:计算|算起)?(?:的|，|用|连续|力争|在|通过|再用)*(?P<run>{_NUMBER})年(?:左右)?(?:的?时间)?(?:内|之内|左右|(?<=时间)|(?=(?:建成|完成|实现|新建|新增)))"),
    ("span: 某年至某年", rf"(?:到|在|从|自)?(?P<from>{_YEAR})年?(?:-{{1,2}}|至|到)(?P<to>{_YEAR})年(?P<spanned>期间|间|{_END})?{_BEFORE}?"),
    ("span: 某月至某月", rf"(?P<mfrom>{_YEAR})年(?:0?[1-9]|1[0-2])月(?:份)?(?:-{{1,2}}|至|到)(?:(?P<mto>{_YEAR})年)?(?P<mlast>0?[1-9]|1[0-2])月(?:份|底|末)?"),
    ("by: 某年某月", rf"(?:到|至|在|于|自)?(?P<ym>{_YEAR})年(?:(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日|[上中下]旬)?|"
     r"(?P<half>上半年|下半年|前三季度|前两季度)|第?(?P<quarter>[一二三四1-4])季度)(?:底|末|初)?(?:之前|以前|前)?"),
    ("by: 几月至几月", r"(?<![\d.])(?P<mfirst>0?[1-9]|1[01])(?:月(?:份)?)?(?:-{1,2}|至|到)(?P<mend>0?[2-9]|1[0-2])月(?:份|底|末)?(?!龄|大|\d)"),
    ("by: 到某年", rf"(?P<reach>到|至|力争到)(?P<by>{_YEAR})年(?:{_END})?{_BEFORE}?"),
    ("by: 某年底前", rf"(?:于|在)?(?P<by_end>{_YEAR})年(?:{_END}{_BEFORE}?|{_BEFORE})"),
    ("by: 某年起", rf"(?:从|自)?(?:(?P<onward>{_YEAR})年|(?P<onward_this>今年)|(?P<onward_next>明年))(?:起|开始)"),
    ("in: 某年", rf"(?:于|在)?(?P<in>{_YEAR})年(?:度|内|全年|当年|期间)?"),
    ("by: 五年规划期末", r"(?:到|至|在)?“?(?P<five_end>十[一二三四五六])五”?(?:规划)?(?:时期|期)?(?:末|终)"),
    ("by: 五年规划期间", r"(?:到|在|整个)?“?(?P<five>十[一二三四五六])五”?(?:规划)?(?:时期|期间|规划期内?)"),
    ("by: 规划期末", r"(?:到|至)?(?P<plan_end>(?:规划|计划|行动|方案)?期末|规划末期)|(?P<in_plan>规划期内|规划期间|行动期内|攻坚期内)"),
    ("by: 今年底前", rf"(?:到|至|于|在)?(?P<this_end>(?:今年|本年|当年)?(?<![每上去逐历常\d])年[底末终](?!蕴){_BEFORE}?|今年?[底末]{_BEFORE}?|(?:今年)?年内(?!.?[外]))"),
    ("by: 今年某月", rf"(?:到|至|于|在)?(?:今年)?(?<![\d.])(?P<md>\d{{1,2}}|{_CM})月(?:份)?(?:(?P<mday>\d{{1,2}}|{_CD})[日号])?(?:底|末|[上中下]旬)?(?P<mdue>{_BEFORE}|(?<=底)|(?<=末)|(?<=旬)|(?<=\d[日号])(?!活动|宣传|会议|[·、])|(?<=月份)|(?<=\d月)(?={_DELIVERS}))"),
    ("by: 前几季度", r"(?P<so_far>前[两三]季度|上半年|下半年)(?:末|底)?(?:之前|以前|前)?"),
    ("by: 下一时段", r"(?P<coming_part>下(?:一个?|个)?(?:季度|月)|本(?:季度|月)(?=[底末前])|(?<![\d一二三四五六七八九十个每当次本近各])月(?=底前))(?:底|末|份)?(?:之前|以前|前)?"),
    ("by: 今年季度", r"(?<![每前上各个两三四\d])第?(?P<tq>[一二三四1-4])季度(?!假)(?:末|底)?(?:之前|以前|前)?"),
    ("in: 今年", r"(?P<this>今年|本年度?|全年|(?<![占的])当年)(?!限)(?P<thalf>上半年|下半年|前[两三]季度|第?[一二三四]季度)?(?(thalf)(?:末|底)?(?:之前|以前|前)?)"),
    ("in: 明年", rf"(?:到|至|在)?(?P<next>明年)(?:(?P<nmonth>0?[1-9]|1[0-2])月(?:份)?|(?P<nhalf>上半年|下半年|第?[一二三四]季度))?(?P<nend>{_END})?{_BEFORE}?"),
    ("by: 几年内", rf"(?:力争|争取)?(?:在|利?用|经过|通过|未来|今后)?(?:未来|今后)?(?P<within>{_NUMBER})(?:-(?P<within_max>{_NUMBER}))?年(?:左右)?(?:的?时间)?(?:内|之内|(?<=时间))"),
    ("by: 几年累计", r"(?<![第近每续过去这满十\d前后])(?P<summed>[一二两三四五]|\d)年(?=(?:累计|共|总共|合计|安排|投入|统筹|筹集|筹措|新增|新建|完成|培养|培育|引进|培训|实施|改造|建成)(?![^，。；]{0,6}(?:计划|行动|方案|规划|期|工程)))"),
    ("by: 未来几年", rf"(?:未来|今后)(?P<coming>{_NUMBER})年"),
    ("each: 每年", r"(?<!每[人户亩吨])(?P<each>每年度?|逐年|每学年|各年度|每一年)"),
    ("mean: 年均", r"(?P<mean>年均(?!浓度|气温|降水|温度|降雨|湿度|水位|径流)|年平均|平均每年|年度平均)"),
)  # fmt: skip
# What a mention can begin with; a rule that begins otherwise must add its sign (held by a test).
_BEGINS = (
    r"(?=[\d“一二两三四五六七八九十上下中今从全到前力去同在对至自于利年底当往截攻整方明本未末每比环用目相第终经计较争过近这通逐行规平各期国建劳教元春清重端月])"
    r"(?=[\d“一二两三四五六七八九十比较截每近用利]|[到至在于自从](?=[\d“一二两三四五六七八九十今明年上下中第前国建劳教元春清重端期规方计行整未当本全])|力争|争取|"
    r"上[一年半]|下[一个季半月]|中秋|今[年后底末]|全年|前[一二两三五几]|去年|同比|对比|年[底末终内均平度]|当年|截|攻坚|整个|方案|明年|本[年月季]|未来|每|环比|目前|相[比较]|第|终|"
    r"经过|计划期|过去|这[一二两三五几]|通过|逐年|行动期|规划|平均|各年|期末|国庆|建[党军]|劳动|教师|元[旦宵]|春节|清明|重阳|端午|月底)"
)
_ANY = re.compile(
    _BEGINS + "(?:" + "|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(_RULES)) + ")"
)
_MOVING = re.compile(r"(?:增长|提高|提升|增加|上升|下降|降低|缩短|压缩|减少|扩大|发展|拓展)$")
# What a text with a mention of time must hold; alternatives that begin with a sign of their own are found fastest.
_HINT = re.compile(
    r"年|月|季度|同比|环比|目前|期末|规划末|十[一二三四五六]五|同期|-\d{1,2}[-/.]\d|/\d{1,2}[-/.]\d|\.\d{1,2}[-/.]\d|20\d\d[-/.]\d|[节旦庆一秋午明宵阳动党军师”](?:假期|长假|小长假|黄金周)?[之以]?前"
)
_FIVE = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}

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
        number = (
            int(match.lastgroup[1:])
            if match.lastgroup and match.lastgroup[0] == "r" and match.lastgroup[1:].isdigit()
            else _which(match)
        )
        when = _resolve(_RULES[number][0], match, years)
        if when is not None:
            if (
                match["reach"]
                and _MOVING.search(text, max(0, when.start - 2), when.start)
                and text.startswith("的", when.end)
            ):
                when = when._replace(start=when.start + 1)  # 增长到2027年的300亿元: 到 is the figure's
            found.append(when)
    return found


def blank(text: str, mentions: list[When]) -> str:
    """The text with every mention blanked out (\x00), so that no figure of a date is read as a quantity."""
    pieces, at = [], 0
    for when in mentions:
        pieces += [text[at : when.start], "\x00" * (when.end - when.start)]
        at = when.end
    return "".join((*pieces, text[at:]))


def _which(match: re.Match[str]) -> int:
    return next(number for number in range(len(_RULES)) if match[f"r{number}"] is not None)


def _resolve(rule: str, m: re.Match[str], years: Years) -> When | None:
    at = (m.start(), m.end(), rule)
    group = m
    year = lambda name: int(group[name]) if group[name] else None  # noqa: E731
    if rule.startswith("base"):
        return When(*at, role="base", until=next(filter(None, map(year, _BASES)), None))
    if rule.startswith("past"):
        return When(*at, role="past", until=year("past"))
    if group["iso"]:
        return When(*at, role="stamp")
    if group["dy"]:
        return _dated(at, int(group["dy"]), int(group["dm"]), year("dd"))
    if group["cy"]:
        digits = int("20" + "".join(_sign(c) for c in group["cy"][2:]))
        if group["cm"]:
            return _dated(at, digits, _count(group["cm"]) or 0, _count(group["cd"]))
        return When(*at, "in", digits, digits) if group[0].endswith("年") and group[0][0] == "二" else _by(at, digits)
    if group["yy"]:
        return (
            _dated(at, 2000 + int(group["yy"]), int(group["yym"]), None)
            if group["yym"]
            else _by(at, 2000 + int(group["yy"]))
        )
    if group["feast"]:
        return _before_feast(at, group, years)
    if group["run"]:
        first = year("start") or (years.issue and years.issue + bool(group["start_next"]))
        return _by(at, first + (_count(group["run"]) or 1) - 1 if first else None)
    if group["coming_part"]:
        return When(*at)
    if group["from"]:
        if group["spanned"] and group["spanned"] not in ("期间", "间"):
            return When(*at, "by", None, year("to"))
        return When(*at, "by", year("from"), year("to"), spread=True)
    if group["mfrom"]:
        return When(*at, "by", None, year("mto") or year("mfrom"), year("mlast"))
    if group["ym"]:
        month = (
            year("month")
            or {"上半年": 6, "下半年": 12, "前三季度": 9, "前两季度": 6}.get(group["half"] or "")
            or _quarter(group["quarter"])
        )
        return _dated(at, int(group["ym"]), month or 0, year("day"))
    if group["mend"]:
        return When(*at, "by", None, years.issue, year("mend")) if years.issue else When(*at)
    if group["by"] or group["by_end"]:
        return When(*at, "by", None, year("by") or year("by_end"))
    if group["onward"] or group["onward_this"] or group["onward_next"]:
        first = year("onward") or (years.issue and years.issue + bool(group["onward_next"]))
        return When(*at, "by", first, years.until) if years.until else When(*at, since=first)
    if group["in"]:
        return When(*at, "in", year("in"), year("in"))
    if group["five_end"] or group["five"]:
        end = 2025 + 5 * (_FIVE[group["five_end"] or group["five"]] - 14)
        return When(*at, "by", None, end, spread=bool(group["five"]))
    if group["plan_end"] or group["in_plan"]:
        return _by(at, years.until)
    if group["this_end"]:
        return _by(at, years.issue)
    if group["md"]:
        month = _count(group["md"]) or 0
        return _dated(at, years.issue, month, _count(group["mday"])) if years.issue else None
    if group["so_far"]:
        month = _part_of_year(group["so_far"])
        return When(*at, "by", None, years.issue, month) if years.issue else When(*at)
    if group["tq"]:
        return When(*at, "by", None, years.issue, _quarter(group["tq"])) if years.issue else When(*at)
    if group["this"] or group["next"]:
        if years.issue is None:
            return When(*at)
        the_year = years.issue + bool(group["next"])
        if half := group["thalf"] or group["nhalf"]:
            return When(*at, "by", None, the_year, _part_of_year(half))
        if group["nmonth"] or group["nend"]:
            return When(*at, "by", None, the_year, year("nmonth"))
        return When(*at, "in", the_year, the_year)
    if group["within"] or group["coming"] or group["summed"]:
        if group["summed"] and (first := years.since or years.issue):
            return _by(at, first + (_count(group["summed"]) or 1) - 1)
        count = _count(group["within_max"] or group["within"] or group["coming"] or group["summed"])
        if group["coming"] and count == 5 and years.issue and years.issue % 5 == 1:
            count = 4  # 今后五年 at the head of a five-year plan are its years
        return _within(at, count, years)
    kind = "each_year" if group["each"] else "average"
    return When(*at, kind, years.since, years.until, local=kind == "average")


_BASES = ("base", "base_on", "base_of", "base_from", "base_in")


def _dated(at: tuple[int, int, str], year: int, month: int, day: int | None) -> When:
    """A date by the calendar; of one that it does not have, what is certain, and what may have been meant."""
    known = certain(year, month, day)
    if known == (month, day):
        return When(*at, "by", None, year, *known)
    odd = written(year, month, day)
    return When(*at, "by", None, year, *known, impossible=odd, meant=readings(year, month, day))


def _before_feast(at: tuple[int, int, str], m: re.Match[str], years: Years) -> When:
    """国庆前: by the day of the calendar; 春节前 moves with the moon and is left to a person."""
    known = int(m["fyear"]) if m["fyear"] else None
    the_year = known or (years.issue and years.issue + bool(m["fnext"]))
    name = m["feast"].lstrip("“")
    if the_year and name == "元旦":
        return When(*at, "by", None, the_year, 1, 1) if known or m["fnext"] else When(*at, "by", None, the_year, 12)
    if the_year is None or name not in _FEASTS:
        return When(*at)
    return When(*at, "by", None, the_year, *_FEASTS[name])


def _sign(written: str) -> str:
    return "0" if written in "〇○零O" else str(int(chinese(written) or 0))


def _part_of_year(words: str) -> int:
    """The last month of 上半年, 前三季度, 四季度."""
    return {"上半年": 6, "下半年": 12, "前三季度": 9, "前两季度": 6}.get(words) or _quarter(words.strip("第季度")) or 12


def _by(at: tuple[int, int, str], year: int | None) -> When:
    return When(*at, "by", None, year) if year else When(*at)


def _within(at: tuple[int, int, str], count: int | None, years: Years) -> When:
    """三年内: the plan's own span when it is as long, else counted from the year of issue."""
    if count and years.since and years.until and years.until - years.since + 1 == count:
        return _by(at, years.until)
    return _by(at, years.issue + count if count and years.issue else None)


def years_in(words: str) -> int | None:
    """How many years 用三年时间, 3年内 speak of."""
    found = re.search(rf"({_NUMBER})年", words)
    return _count(found[1]) if found else None


def _count(written: str | None) -> int | None:
    if not written:
        return None
    value = int(written) if written.isdigit() else chinese(written)
    return int(value) if value is not None else None


def _quarter(written: str | None) -> int | None:
    return {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}.get(written or "")
