"""What must be said for a target to be measurable: unit, denominator, base, reference series, what is counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import (
    CheckReading,
    core_name,
    in_unit,
    is_point_in_time,
    is_share,
    names,
    plus,
    said,
    sized,
    valued,
    years_of,
)
from guatu.core.plan.model import Commitment, Comparator, Direction, Measure, Period, PeriodKind
from guatu.core.series.units import read_unit
from guatu.core.text.evened import even_out
from guatu.core.text.said import Said, listed, verbatim
from guatu.core.text.spans import Span
from guatu.core.text.units import is_counted, is_percent

NO_UNIT = CheckRule(
    "K150",
    "definition: no unit",
    Said("没有单位"),
    Severity.DOUBT,
    Said("没有单位的数不能与统计数对比。"),
    Said("请写明单位（个、家、亿元、%……）。"),
)
NO_DENOMINATOR = CheckRule(
    "K151",
    "definition: share without denominator",
    Said("比重没有写明占什么"),
    Severity.DOUBT,
    Said("比重要有分子和分母；分母换一个，数可以差几倍。"),
    Said("请写成“……占……比重”，分子、分母都写统计上有的指标。"),
)
NO_BASE = CheckRule(
    "K152",
    "definition: change without base",
    Said("没有写明与哪年比"),
    Severity.DOUBT,
    Said("跨年的增长、下降、提高不写基期，可以读成与方案前一年比，也可以读成与上年比，相差几年的增幅。"),
    Said("请写明基期，如“比2024年提高……”；逐年考核的，请写“年均”。"),
)
NO_REFERENCE = CheckRule(
    "K153",
    "definition: reference series not named",
    Said("对照的数列没有写全"),
    Severity.DOUBT,
    Said("参照数由别人公布，口径、期间和修订都可能不同；没有写全，到期时有几种对法，也没有现成的数可查。"),
    Said("请写明对照哪个地区、哪项指标、哪一段时间、以哪个部门公布的数为准。"),
)
VISITS = CheckRule(
    "K154",
    "definition: persons or visits",
    Said("人与人次不分"),
    Severity.DOUBT,
    Said("统计上按次数算的用“人次”，同一个人来两次算两次；写“人”就成了另一个数。"),
    Said("请改为“人次”（单位写“万人次”），或写明按人头去重统计。"),
)
STOCK_OR_NEW = CheckRule(
    "K155",
    "definition: total or new",
    Said("累计数还是新增数不明"),
    Severity.DOUBT,
    Said("按累计读和按新增读，任务量不同，到期时双方各有道理。"),
    Said("累计的请写“累计达到”，新增的请写“当年新增”。"),
)
BRACKET = CheckRule(
    "K156",
    "definition: bracket against its head",
    Said("括号里的说明与前面的名称相反"),
    Severity.DOUBT,
    Said("括号是用来说明前面的名称的，两者相反，口径就定不下来；多半是漏改或抄错。"),
    Said("请改正括号里的字，或删去括号。"),
)
JOINT_RATE = CheckRule(
    "K157",
    "definition: one rate for two",
    Said("两类对象合用一个比率"),
    Severity.DOUBT,
    Said("合起来算达标时，其中一类可能远没有达标。"),
    Said("请写明“分别达到”还是“合计达到”。"),
)

BAD = {
    "K150": ["到2027年，公园数达到50。"],
    "K151": ["到2027年，清洁能源比重达到30%。"],
    "K152": ["到2027年，单位产值能耗下降15%。", "到2027年，工业投资翻一番。"],
    "K153": ["2025—2027年社会消费品零售总额平均增速与自治区持平。"],
    "K154": ["2025年实现游客数量突破900万人。", "到2027年，接待游客1000万人以上。"],
    "K155": ["2025年底前建成智能工厂1个，2026年底前建成智能工厂2个。"],
    "K156": ["批发业销售额（零售）达到2000万元。"],
    "K157": ["到2027年，城区生活圈及农区生活圈达成率达到70%。"],
}
GOOD = [
    "到2027年，创新指数达到60。",
    "到2027年，服务业增加值占GDP比重达到30%。",
    "2025年财政支出增长5%，其中民生支出占比保持在80%以上。",
    "到2027年，单位产值能耗比2024年下降15%。",
    "2025年地区生产总值增长6%。",
    "到2027年，居民收入年均增长6%。",
    "到2027年，接待游客1000万人次以上，游客满意度达到90%。",
    "2025年底前累计建成智能工厂1个，2026年底前累计建成智能工厂2个。",
    "零售业销售额（零售）达到500万元。",
    "批发业销售额（不含税）达到2000万元。",
    "到2027年，城区生活圈及农区生活圈达成率达到100%。",
    "到2027年，托育机构备案率和医疗机构签约率达到80%。",
    "2026年底前新建（改建）食堂5个。",
]
TOGETHER_ABOVE = 5  # more changes without a base than this are one finding

_NO_UNIT_NEEDED = re.compile(
    r"(?:系数|指数|比|率|得分|评分|评价|密度|强度|级|位次|排名|名次|值|度|"
    r"人次|人数|户数|家数|次数|起数|个数|天数|件数|宗数|座数)$"
)
_SHARE = re.compile(r"比重|占比|份额|所占比例|占[^，。；、]{1,24}比例")
_OF_WHAT = re.compile(
    r"占(?!比|到|达|有|\d).{1,30}?(?:的?(?:比重|比例|份额)|$)|在.{2,20}中的?(?:占比|比重)|占(?:GDP|地区生产总值|全[国省市区县])"
)
_BASED = re.compile(r"同比|环比|比上年|较上年|比去年|较去年|上年同期|基础上|为基[期数]|[比较](?:19|20)\d\d|末的?水平")
_PLACE = re.compile(
    r"(?:本|我|全)?(?:自治区|自治州|国家|全国|国|省|市|区|县|盟|旗|州)|各地|周边|东部|西部|中部|同类|先进|平均|水平|同期|年度|整体|总体|目标|标准|线"
)
_VISITORS = re.compile(r"游客|旅客|观众|乘客|客流|门诊|诊疗|访客|参观|入园|入境游")
_NOT_A_COUNT_OF_VISITORS = re.compile(r"能力|容量|承载|满意|就业|从业|人员|培训|导游")
_CLEAR = re.compile(r"累计|总数|新增|再|净增|当年|每年|达到|分别|另")
_HEAD_AND_BRACKET = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,12})（(?P<inside>[\u4e00-\u9fff]{2,8})）(?=[^，。；、（）\n]{0,8}?\d)"
)
# Words that exclude one another when one defines the other.
_OPPOSED = (
    ("批发", "零售"), ("城镇", "农村"), ("城区", "农区"), ("城市", "农村"), ("进口", "出口"), ("常住", "户籍"),
    ("规模以上", "规模以下"), ("限额以上", "限额以下"), ("规上", "规下"), ("限上", "限下"), ("收寄", "投递"),
    ("现价", "不变价"), ("现价", "可比价"), ("当年价", "可比价"), ("当年价", "不变价"), ("名义", "实际"),
    ("存款", "贷款"), ("新建", "续建"), ("国有", "民营"),
)  # fmt: skip
_AND = re.compile(r"以及|及")  # 与 and 和 also join two sides of one relation: 机构与机构签约率


def missing_units(reading: CheckReading) -> Iterator[Finding]:
    """Figures without a unit, unless what they measure has none (指数, 系数)."""
    for target in valued(reading.targets):
        if not target.unit and not _NO_UNIT_NEEDED.search(target.indicator):
            what = Said("{name}{figure}没有单位。", name=target.indicator, figure=said(target))
            yield NO_UNIT.finding(reading.plan.text, what, on=[target])


def missing_denominators(reading: CheckReading) -> Iterator[Finding]:
    """比重 and 占比 that do not say of what."""
    for target in valued(reading.targets):
        words = target.indicator + "，" + even_out(target.quote)
        if (
            is_percent(target.unit)
            and _SHARE.search(words)
            and not _OF_WHAT.search(words)
            and not reading.is_part(target)
        ):
            what = Said("{name}{figure}，没有写明占什么。", name=target.indicator, figure=said(target))
            yield NO_DENOMINATOR.finding(reading.plan.text, what, on=[target])


def missing_bases(reading: CheckReading) -> Iterator[Finding]:
    """Growth, falls and points over several years that do not say against which year."""
    loose = [t for t in valued(reading.targets) if _needs_base(reading, t)]
    if len(loose) > TOGETHER_ABOVE:
        what = Said("{count}个目标没有写明与哪年比，如{names}。", count=len(loose), names=names(loose, 3))
        yield NO_BASE.finding(reading.plan.text, what, on=loose)
        return
    for target in loose:
        yield NO_BASE.finding(
            reading.plan.text,
            Said(
                "{name}到{until}年{deed}，没有写明与哪年比。",
                name=target.indicator,
                until=target.period.until,
                deed=_deed(target),
            ),
            on=[target],
            computation=_base_readings(reading, target),
        )


def references_not_named(reading: CheckReading) -> Iterator[Finding]:
    """与自治区持平, 高于全国平均水平: whose series, which one, over which years."""
    for target in reading.targets:
        if not target.relative_to or len(_PLACE.sub("", target.relative_to)) >= 2:
            continue
        what = core_name(target.indicator) or target.indicator
        yield NO_REFERENCE.finding(
            reading.plan.text,
            Said(
                "{name}以“{other}”为参照，没有写明对照哪一项、哪一段时间、谁公布的数。",
                name=target.indicator,
                other=verbatim(target.relative_to),
            ),
            on=[target],
            computation=_series_needed(target),
            mend=Said(
                "请写全，如“{wording}”，并写明以哪个部门公布的数为准。",
                wording=verbatim(f"与{target.relative_to}同期{what}{_pace(target)}相比"),
            ),
        )


def persons_or_visits(reading: CheckReading) -> Iterator[Finding]:
    """Visitors counted in 人."""
    for target in valued(reading.targets):
        if target.measure not in (Measure.LEVEL, Measure.INCREMENT) or read_unit(target.unit).base not in ("人", "名"):
            continue
        if _VISITORS.search(target.indicator) and not _NOT_A_COUNT_OF_VISITORS.search(target.indicator):
            yield VISITS.finding(
                reading.plan.text,
                Said(
                    "{name}的单位写的是“{unit}”，统计上用“{visits}”。",
                    name=target.indicator,
                    unit=verbatim(target.unit),
                    visits=verbatim(f"{target.unit}次"),
                ),
                on=[target],
            )


def totals_or_new(reading: CheckReading) -> Iterator[Finding]:
    """建成1个 by one year and 建成2个 by the next: two in all, or three."""
    for rows in reading.rows.values():
        chains: dict[str, list[Commitment]] = defaultdict(list)
        for target in valued(rows):
            exact = target.comparator is Comparator.EXACTLY and target.period.kind is PeriodKind.BY
            if exact and target.measure is Measure.LEVEL and is_counted(target.unit) and is_point_in_time(target):
                chains[read_unit(target.unit).base].append(target)
        for chain in chains.values():
            chain.sort(key=lambda t: (t.period.until or 0, t.span.start))
            values = [in_unit(t, chain[0].unit) for t in chain]
            years = [t.period.until for t in chain]
            if (
                len(chain) < 2
                or len(set(years)) < len(years)
                or any(_CLEAR.search(t.quote) or t.cumulative for t in chain)
            ):
                continue
            known = [v for v in values if v is not None]
            if len(known) < len(chain) or any(b <= a for a, b in pairwise(known)):
                continue
            last, unit = chain[-1], chain[0].unit
            yield STOCK_OR_NEW.finding(
                reading.plan.text,
                Said(
                    "{name}{figures}：后一个数含不含前一个？",
                    name=last.indicator,
                    figures=listed(Said("{year}年{figure}", year=t.period.until, figure=said(t)) for t in chain),
                ),
                on=chain,
                computation=[
                    Said("按累计读：到{year}年共{total}", year=years[-1], total=sized(known[-1], unit)),
                    Said("按新增读：到{year}年共{sum}", year=years[-1], sum=plus(known, unit)),
                ],
            )


def brackets_against_their_heads(reading: CheckReading) -> Iterator[Finding]:
    """批发业销售额（零售）达到2000万元."""
    for found in _HEAD_AND_BRACKET.finditer(reading.even):
        head, inside = found["head"], found["inside"]
        for pair in _OPPOSED:
            for one, other in (pair, pair[::-1]):
                if one in head and other not in head and other in inside and one not in inside and "不含" not in inside:
                    yield BRACKET.finding(
                        reading.plan.text,
                        Said(
                            "“{words}”：前面说的是{one}，括号里说的是{other}。",
                            words=verbatim(f"{head[head.index(one) :]}（{inside}）"),
                            one=verbatim(one),
                            other=verbatim(other),
                        ),
                        at=[Span(found.start() + head.index(one), found.end())],
                    )


def joint_rates(reading: CheckReading) -> Iterator[Finding]:
    """A及B达成率达到70%, where A and B are two kinds of one thing."""
    for target in valued(reading.targets):
        if not is_share(target) or target.value is None or target.value >= 100 or not target.indicator.endswith("率"):
            continue
        kinds = _kinds(target.indicator)
        if not kinds:
            continue
        yield JOINT_RATE.finding(
            reading.plan.text,
            Said(
                "{kinds}合用一个比率（{figure}），没有写明合计达到还是分别达到。",
                kinds=listed(kinds, "和"),
                figure=said(target),
            ),
            on=[target],
            computation=[_half_and_half(target.value, 2 * target.value - 100)],
        )


def _half_and_half(value: Decimal, other: Decimal) -> Said:
    """How far one of two equal halves may stay behind while both together reach `value`."""
    if other < 0:
        return Said(
            "两类数量相等时，一类{one}、另一类0%，合计也是{both}", one=sized(2 * value, "%"), both=sized(value, "%")
        )
    return Said(
        "两类数量相等时，一类100%、另一类{other}，合计也是 (100% + {other}) ÷ 2 = {both}",
        other=sized(other, "%"),
        both=sized(value, "%"),
    )


def _needs_base(reading: CheckReading, target: Commitment) -> bool:
    if target.base_year is not None or target.relative_to or target.period.kind is not PeriodKind.BY:
        return False
    times = target.unit.endswith(("番", "倍"))
    points = read_unit(target.unit).base == "百分点" and target.measure is not Measure.LEVEL
    if not (target.measure is Measure.GROWTH or points or (times and target.measure is not Measure.SHARE)):
        return False
    until, first = target.period.until, reading.issue_year or reading.plan.context.plan_from
    if until is None or first is None or until <= first:
        return False  # within the year of issue: against the year before, as every bulletin has it
    words = reading.before(target, 40)
    words = re.split("[。；\n]", words)[-1] + even_out(target.quote)
    return not _BASED.search(words)


def _base_readings(reading: CheckReading, target: Commitment) -> list[Said]:
    until, first = target.period.until, reading.plan.context.plan_from or reading.issue_year
    if until is None or first is None or first > until:
        return []
    return [
        Said("与{base}年比：{count}年共{deed}", base=first - 1, count=until - first + 1, deed=_deed(target)),
        Said("与{base}年比：{year}年一年{deed}", base=until - 1, year=until, deed=_deed(target)),
    ]


def _deed(target: Commitment) -> Said:
    figure = said(target)
    if target.measure is Measure.LEVEL:
        return Said("达到{figure}", figure=figure)
    if target.direction is Direction.DOWN:
        return Said("下降{by}", by=figure)
    return Said("提高{by}", by=figure) if target.unit.endswith("百分点") else Said("增长{by}", by=figure)


def _pace(target: Commitment) -> str:
    return ("年均增速" if _spans(target.period) else "增速") if target.measure is Measure.GROWTH else ""


def _spans(period: Period) -> bool:
    return (years_of(period) or 1) > 1


def _series_needed(target: Commitment) -> list[Said]:
    count, since = years_of(target.period), target.period.since
    if target.measure is not Measure.GROWTH or not count or since is None:
        return []
    if count == 1:
        return [Said("需要{place}{year}年的增速", place=target.relative_to, year=since)]
    product = "".join(f"(1 + b{n})" for n in range(1, count + 1))
    return [
        Said(
            "需要{place}{years}年的增速b1…b{last}：年均 = {mean}，本地年均不低于它",
            place=target.relative_to,
            years=listed(since + n for n in range(count)),
            last=count,
            mean=f"[{product}]^(1/{count}) − 1",
        )
    ]


def _kinds(label: str) -> list[str]:
    """The coordinate subjects of a rate, when they are kinds of one thing (…生活圈及…生活圈); else nothing."""
    for tail in (3, 2, 4):
        kinds = [kind for kind in _AND.split(label[:-tail]) if kind]
        if len(kinds) == 2 and min(map(len, kinds)) >= 4 and kinds[0][-2:] == kinds[1][-2:]:
            return kinds
    return []
