# ruff: noqa: E501 - rules stand one to a line
"""The rules of dates: each with its name, its form, what its words say, and its pattern.

A production gets the match, where it stands, and the years of the plan; it asks only for groups of its own pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from guatu.core.text.numerals import chinese
from guatu.core.text.when import When, WhenForm, Years
from guatu.core.time.deadlines import certain, readings, written

At = tuple[int, int, str, WhenForm]  # where a mention stands, and its rule's name and form
Production = Callable[[re.Match[str], At, Years], When | None]


class DateRule(NamedTuple):
    name: str
    form: WhenForm
    production: Production
    pattern: str


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
_FIVE = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_HALVES = {"上半年": 6, "下半年": 12, "前三季度": 9, "前两季度": 6}
_MOVING = re.compile(r"(?:增长|提高|提升|增加|上升|下降|降低|缩短|压缩|减少|扩大|发展|拓展)$")


def _number(m: re.Match[str], name: str) -> int | None:
    return int(m[name]) if m[name] else None


def _base(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, role="base")


def _base_in(year: str) -> Production:
    """A base in a year that the words name, in the group `year`."""

    def production(m: re.Match[str], at: At, years: Years) -> When:
        return When(*at, role="base", until=_number(m, year))

    return production


def _up_to_now(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, role="past", until=_number(m, "past"))


def _past(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, role="past")


def _stamp(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, role="stamp")


def _in_digits(m: re.Match[str], at: At, years: Years) -> When:
    return _dated(at, int(m["dy"]), int(m["dm"]), _number(m, "dd"))


def _in_characters(m: re.Match[str], at: At, years: Years) -> When:
    year = int("20" + "".join(_sign(c) for c in m["cy"][2:]))
    if m["cm"]:
        return _dated(at, year, _count(m["cm"]) or 0, _count(m["cd"]))
    return When(*at, "in", year, year) if m[0].endswith("年") and m[0][0] == "二" else _by(at, year)


def _two_digits(m: re.Match[str], at: At, years: Years) -> When:
    year = 2000 + int(m["yy"])
    return _dated(at, year, int(m["yym"]), None) if m["yym"] else _by(at, year)


def _before_feast(m: re.Match[str], at: At, years: Years) -> When:
    """国庆前: by the day of the calendar; 春节前 moves with the moon and is left to a person."""
    known = _number(m, "fyear")
    the_year = known or (years.issue and years.issue + bool(m["fnext"]))
    name = m["feast"].lstrip("“")
    if the_year and name == "元旦":
        return When(*at, "by", None, the_year, 1, 1) if known or m["fnext"] else When(*at, "by", None, the_year, 12)
    if the_year is None or name not in _FEASTS:
        return When(*at)
    return When(*at, "by", None, the_year, *_FEASTS[name])


def _years_from(m: re.Match[str], at: At, years: Years) -> When:
    first = _number(m, "start") or (years.issue and years.issue + bool(m["start_next"]))
    return _by(at, first + (_count(m["run"]) or 1) - 1 if first else None)


def _span_of_years(m: re.Match[str], at: At, years: Years) -> When:
    if m["spanned"] and m["spanned"] not in ("期间", "间"):
        return When(*at, "by", None, int(m["to"]))
    return When(*at, "by", int(m["from"]), int(m["to"]), spread=True)


def _span_of_months(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "by", None, _number(m, "mto") or int(m["mfrom"]), int(m["mlast"]))


def _year_and_month(m: re.Match[str], at: At, years: Years) -> When:
    month = _number(m, "month") or _HALVES.get(m["half"] or "") or _quarter(m["quarter"])
    return _dated(at, int(m["ym"]), month or 0, _number(m, "day"))


def _months(m: re.Match[str], at: At, years: Years) -> When:
    return _in_this_year(at, years, int(m["mend"]))


def _up_to_year(m: re.Match[str], at: At, years: Years) -> When:
    when = When(*at, "by", None, int(m["by"]))
    moved = _MOVING.search(m.string, max(0, when.start - 2), when.start) and m.string.startswith("的", when.end)
    return when._replace(start=when.start + 1) if moved else when  # 增长到2027年的300亿元: 到 is the figure's


def _end_of_year(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "by", None, int(m["by_end"]))


def _from_year(m: re.Match[str], at: At, years: Years) -> When:
    first = _number(m, "onward") or (years.issue and years.issue + bool(m["onward_next"]))
    return When(*at, "by", first, years.until) if years.until else When(*at, since=first)


def _in_year(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "in", int(m["in"]), int(m["in"]))


def _end_of_five(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "by", None, _last_of_five(m["five_end"]))


def _five_years(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "by", None, _last_of_five(m["five"]), spread=True)


def _last_of_five(numbered: str) -> int:
    return 2025 + 5 * (_FIVE[numbered] - 14)


def _end_of_plan(m: re.Match[str], at: At, years: Years) -> When:
    return _by(at, years.until)


def _end_of_this_year(m: re.Match[str], at: At, years: Years) -> When:
    return _by(at, years.issue)


def _month_of_this_year(m: re.Match[str], at: At, years: Years) -> When | None:
    """9月底前; where nobody knows the year, no mention at all."""
    month = _count(m["md"]) or 0
    return _dated(at, years.issue, month, _count(m["mday"])) if years.issue else None


def _part_of_this_year(m: re.Match[str], at: At, years: Years) -> When:
    return _in_this_year(at, years, _part_of_year(m["so_far"]))


def _no_day(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at)


def _quarter_of_this_year(m: re.Match[str], at: At, years: Years) -> When:
    return _in_this_year(at, years, _quarter(m["tq"]))


def _this_year(m: re.Match[str], at: At, years: Years) -> When:
    if years.issue is None:
        return When(*at)
    if m["thalf"]:
        return When(*at, "by", None, years.issue, _part_of_year(m["thalf"]))
    return When(*at, "in", years.issue, years.issue)


def _next_year(m: re.Match[str], at: At, years: Years) -> When:
    if years.issue is None:
        return When(*at)
    year = years.issue + 1
    if m["nhalf"]:
        return When(*at, "by", None, year, _part_of_year(m["nhalf"]))
    if m["nmonth"] or m["nend"]:
        return When(*at, "by", None, year, _number(m, "nmonth"))
    return When(*at, "in", year, year)


def _within_years(m: re.Match[str], at: At, years: Years) -> When:
    return _within(at, _count(m["within_max"] or m["within"]), years)


def _summed_years(m: re.Match[str], at: At, years: Years) -> When:
    first = years.since or years.issue
    return _by(at, first + (_count(m["summed"]) or 1) - 1 if first else None)


def _coming_years(m: re.Match[str], at: At, years: Years) -> When:
    count = _count(m["coming"])
    if count == 5 and years.issue and years.issue % 5 == 1:
        count = 4  # 今后五年 at the head of a five-year plan are its years
    return _within(at, count, years)


def _each_year(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "each_year", years.since, years.until)


def _mean(m: re.Match[str], at: At, years: Years) -> When:
    return When(*at, "average", years.since, years.until, local=True)


def _dated(at: At, year: int, month: int, day: int | None) -> When:
    """A date by the calendar; of one that it does not have, what is certain, and what may have been meant."""
    known = certain(year, month, day)
    if known == (month, day):
        return When(*at, "by", None, year, *known)
    odd = written(year, month, day)
    return When(*at, "by", None, year, *known, impossible=odd, meant=readings(year, month, day))


def _in_this_year(at: At, years: Years, month: int | None) -> When:
    return When(*at, "by", None, years.issue, month) if years.issue else When(*at)


def _sign(written: str) -> str:
    return "0" if written in "〇○零O" else str(int(chinese(written) or 0))


def _part_of_year(words: str) -> int:
    """The last month of 上半年, 前三季度, 四季度."""
    return _HALVES.get(words) or _quarter(words.strip("第季度")) or 12


def _by(at: At, year: int | None) -> When:
    return When(*at, "by", None, year) if year else When(*at)


def _within(at: At, count: int | None, years: Years) -> When:
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


# Order matters: the first rule that fits a place wins.
RULES: tuple[DateRule, ...] = (
    DateRule("base: 比某年", WhenForm.BASE, _base_in("base"),
             rf"(?:比|较|相比|相较|对比)(?:于)?(?P<base>{_YEAR})年(?:{_END}|同期|基础)?(?:的?水平)?(?:相比)?"),
    DateRule("base: 某年基础上", WhenForm.BASE, _base_in("base_on"),
             rf"在?(?P<base_on>{_YEAR})年(?:{_END})?(?:的?基础上|为基期|为基数|水平上)"),
    DateRule("base: 从某年的", WhenForm.BASE, _base_in("base_from"),
             rf"(?<=[从由自])(?P<base_from>{_YEAR})年(?:{_END})?(?!起|开始|以来)的?(?=[^，。；、]{{0,6}}?\d[\d.,]{{0,12}}[^，。；、\d]{{0,8}}?{MOVED})"),
    DateRule("base: 在某年的", WhenForm.BASE, _base_in("base_in"),
             rf"在(?P<base_in>{_YEAR})年(?:{_END})?的?(?=\d[\d.,]{{0,12}}[^，。；、\d]{{0,6}}的?基础上)"),
    DateRule("base: 某年的几倍", WhenForm.BASE, _base_in("base_of"),
             rf"(?:(?<=达)到)?(?P<base_of>{_YEAR})年的?(?=\d[\d.]{{0,4}}倍|[一二两三四五]倍)"),
    DateRule("base: 比上年", WhenForm.BASE, _base,
             r"(?:比|较)(?:上年|去年|上一年|上年度|往年|同期|上月|上季度?|[一二三四]季度|上半年|年初|“?十[一二三四五六]五”?(?:时期|期间|末)?)(?:同期|末)?|同比|环比"),
    DateRule("base: 上年的几成", WhenForm.BASE, _base,
             r"上一?年度?(?=[^，。；、\d]{2,24}的\d[\d.]{0,5}%)"),
    DateRule("past: 截至", WhenForm.PAST, _up_to_now,
             rf"截[至止](?:到|于)?(?:(?P<past>{_YEAR})年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?{_END}?|目前|上?年{_END}?)"),
    DateRule("past: 去年", WhenForm.PAST, _past,
             r"去年|(?<!以)上年度?|上一年度?|(?<!项)目前(?!期)|(?<![学”五])(?:过去|这|近|前)(?:一|两|三|五|几)年(?:来|间)?|(?:一|两|三|五)年来"),
    DateRule("stamp: 数字日期", WhenForm.STAMP, _stamp,
             r"(?<!\d)(?:19|20)\d\d(?P<iso>[-/.])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])(?!\d)(?: \d{1,2}:\d{2}(?::\d{2})?)?(?!日?(?:之前|以前|前|完成|建成|投用|开工|竣工|通车))"),
    DateRule("by: 数字日期前", WhenForm.PLAIN, _in_digits,
             rf"(?:到|至|在|于)?(?<!\d)(?P<dy>{_YEAR})(?P<sign>[-/.])(?P<dm>0?[1-9]|1[0-2])(?:(?P=sign)(?P<dd>0?[1-9]|[12]\d|3[01]))?[日月]?(?:底|末)?(?:{_BEFORE}|(?=(?:完成|建成|投用|开工|竣工|通车)))"),
    DateRule("by: 汉字年月", WhenForm.PLAIN, _in_characters,
             rf"(?:到|至|在|于|自)?(?P<cy>二[〇○零O][一二三四五六七八九〇○零]{{2}})年(?:(?P<cm>{_CM})月(?:份)?(?:(?P<cd>{_CD})[日号])?)?(?:{_END})?{_BEFORE}?"),
    DateRule("by: 两位数的年", WhenForm.PLAIN, _two_digits,
             rf"(?:到|至|在|于)?(?<![\d.近第满超过后前])(?P<yy>2[4-9]|3\d)年(?:(?P<yym>1[0-2]|0?[1-9])月(?:份)?(?:底|末)?{_BEFORE}?|(?:年底|年末|底(?![蕴部子层线气板]))({_BEFORE})?)"),
    DateRule("by: 节日前", WhenForm.NO_DAY, _before_feast,
             rf"(?:到|至|在|于)?(?:(?P<fyear>{_YEAR})年|今年|(?P<fnext>明年))?(?<!第)(?P<feast>{_FEAST})(?:节|假期|长假|小长假|黄金周|”)?(?:节前夕|节前|前夕|之前|以前|前)"),
    DateRule("by: 起几年内", WhenForm.PLAIN, _years_from,
             rf"(?:从|自)?(?:(?P<start>{_YEAR})年(?:{_CM}月|\d{{1,2}}月)?|(?P<start_this>今年)|(?P<start_next>明年))(?:起|开始)(?:计算|算起)?(?:的|，|用|连续|力争|在|通过|再用)*(?P<run>{_NUMBER})年(?:左右)?(?:的?时间)?(?:内|之内|左右|(?<=时间)|(?=(?:建成|完成|实现|新建|新增)))"),
    DateRule("span: 某年至某年", WhenForm.SPAN, _span_of_years,
             rf"(?:到|在|从|自)?(?P<from>{_YEAR})年?(?:-{{1,2}}|至|到)(?P<to>{_YEAR})年(?P<spanned>期间|间|{_END})?{_BEFORE}?"),
    DateRule("span: 某月至某月", WhenForm.SPAN, _span_of_months,
             rf"(?P<mfrom>{_YEAR})年(?:0?[1-9]|1[0-2])月(?:份)?(?:-{{1,2}}|至|到)(?:(?P<mto>{_YEAR})年)?(?P<mlast>0?[1-9]|1[0-2])月(?:份|底|末)?"),
    DateRule("by: 某年某月", WhenForm.PLAIN, _year_and_month,
             rf"(?:到|至|在|于|自)?(?P<ym>{_YEAR})年(?:(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日|[上中下]旬)?|"
     r"(?P<half>上半年|下半年|前三季度|前两季度)|第?(?P<quarter>[一二三四1-4])季度)(?:底|末|初)?(?:之前|以前|前)?"),
    DateRule("by: 几月至几月", WhenForm.PLAIN, _months,
             r"(?<![\d.])(?P<mfirst>0?[1-9]|1[01])(?:月(?:份)?)?(?:-{1,2}|至|到)(?P<mend>0?[2-9]|1[0-2])月(?:份|底|末)?(?!龄|大|\d)"),
    DateRule("by: 到某年", WhenForm.UP_TO_YEAR, _up_to_year,
             rf"(?P<reach>到|至|力争到)(?P<by>{_YEAR})年(?:{_END})?{_BEFORE}?"),
    DateRule("by: 某年底前", WhenForm.PLAIN, _end_of_year,
             rf"(?:于|在)?(?P<by_end>{_YEAR})年(?:{_END}{_BEFORE}?|{_BEFORE})"),
    DateRule("by: 某年起", WhenForm.FROM_YEAR, _from_year,
             rf"(?:从|自)?(?:(?P<onward>{_YEAR})年|(?P<onward_this>今年)|(?P<onward_next>明年))(?:起|开始)"),
    DateRule("in: 某年", WhenForm.YEAR, _in_year,
             rf"(?:于|在)?(?P<in>{_YEAR})年(?:度|内|全年|当年|期间)?"),
    DateRule("by: 五年规划期末", WhenForm.PLAIN, _end_of_five,
             r"(?:到|至|在)?“?(?P<five_end>十[一二三四五六])五”?(?:规划)?(?:时期|期)?(?:末|终)"),
    DateRule("by: 五年规划期间", WhenForm.FIVE_YEARS, _five_years,
             r"(?:到|在|整个)?“?(?P<five>十[一二三四五六])五”?(?:规划)?(?:时期|期间|规划期内?)"),
    DateRule("by: 规划期末", WhenForm.PLAN_END, _end_of_plan,
             r"(?:到|至)?(?P<plan_end>(?:规划|计划|行动|方案)?期末|规划末期)|(?P<in_plan>规划期内|规划期间|行动期内|攻坚期内)"),
    DateRule("by: 今年底前", WhenForm.THIS_YEAR_PART, _end_of_this_year,
             rf"(?:到|至|于|在)?(?P<this_end>(?:今年|本年|当年)?(?<![每上去逐历常\d])年[底末终](?!蕴){_BEFORE}?|今年?[底末]{_BEFORE}?|(?:今年)?年内(?!.?[外]))"),
    DateRule("by: 今年某月", WhenForm.THIS_YEAR_PART, _month_of_this_year,
             rf"(?:到|至|于|在)?(?:今年)?(?<![\d.])(?P<md>\d{{1,2}}|{_CM})月(?:份)?(?:(?P<mday>\d{{1,2}}|{_CD})[日号])?(?:底|末|[上中下]旬)?(?P<mdue>{_BEFORE}|(?<=底)|(?<=末)|(?<=旬)|(?<=\d[日号])(?!活动|宣传|会议|[·、])|(?<=月份)|(?<=\d月)(?={_DELIVERS}))"),
    DateRule("by: 前几季度", WhenForm.PLAIN, _part_of_this_year,
             r"(?P<so_far>前[两三]季度|上半年|下半年)(?:末|底)?(?:之前|以前|前)?"),
    DateRule("by: 下一时段", WhenForm.NO_DAY, _no_day,
             r"(?P<coming_part>下(?:一个?|个)?(?:季度|月)|本(?:季度|月)(?=[底末前])|(?<![\d一二三四五六七八九十个每当次本近各])月(?=底前))(?:底|末|份)?(?:之前|以前|前)?"),
    DateRule("by: 今年季度", WhenForm.THIS_YEAR_PART, _quarter_of_this_year,
             r"(?<![每前上各个两三四\d])第?(?P<tq>[一二三四1-4])季度(?!假)(?:末|底)?(?:之前|以前|前)?"),
    DateRule("in: 今年", WhenForm.THIS_YEAR, _this_year,
             r"(?P<this>今年|本年度?|全年|(?<![占的])当年)(?!限)(?P<thalf>上半年|下半年|前[两三]季度|第?[一二三四]季度)?(?(thalf)(?:末|底)?(?:之前|以前|前)?)"),
    DateRule("in: 明年", WhenForm.YEAR, _next_year,
             rf"(?:到|至|在)?(?P<next>明年)(?:(?P<nmonth>0?[1-9]|1[0-2])月(?:份)?|(?P<nhalf>上半年|下半年|第?[一二三四]季度))?(?P<nend>{_END})?{_BEFORE}?"),
    DateRule("by: 几年内", WhenForm.WITHIN_YEARS, _within_years,
             rf"(?:力争|争取)?(?:在|利?用|经过|通过|未来|今后)?(?:未来|今后)?(?P<within>{_NUMBER})(?:-(?P<within_max>{_NUMBER}))?年(?:左右)?(?:的?时间)?(?:内|之内|(?<=时间))"),
    DateRule("by: 几年累计", WhenForm.SUMMED_YEARS, _summed_years,
             r"(?<![第近每续过去这满十\d前后])(?P<summed>[一二两三四五]|\d)年(?=(?:累计|共|总共|合计|安排|投入|统筹|筹集|筹措|新增|新建|完成|培养|培育|引进|培训|实施|改造|建成)(?![^，。；]{0,6}(?:计划|行动|方案|规划|期|工程)))"),
    DateRule("by: 未来几年", WhenForm.PLAIN, _coming_years,
             rf"(?:未来|今后)(?P<coming>{_NUMBER})年"),
    DateRule("each: 每年", WhenForm.EACH_YEAR, _each_year,
             r"(?<!每[人户亩吨])(?P<each>每年度?|逐年|每学年|各年度|每一年)"),
    DateRule("mean: 年均", WhenForm.MEAN, _mean,
             r"(?P<mean>年均(?!浓度|气温|降水|温度|降雨|湿度|水位|径流)|年平均|平均每年|年度平均)"),
)  # fmt: skip
