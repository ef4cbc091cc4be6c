"""Sums that must fit: entries against net increase, parts against totals, yearly against whole, duplicates.

Works on the targets of a plan; the sums that stand inside one sentence (其中…, 合计…) are in `parts.py`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import (
    CheckReading,
    core_name,
    in_unit,
    names,
    names_itself,
    plus,
    qualifiers,
    said,
    shown,
    sized,
    valued,
    within,
    years_of,
)
from guatu.core.plan.model import Commitment, Comparator, Measure, PeriodKind, Strength
from guatu.core.series.units import read_unit
from guatu.core.text.evened import even_out
from guatu.core.text.said import Listed, Said, verbatim
from guatu.core.text.spans import Span
from guatu.core.text.units import is_percent

GROSS_AND_NET = CheckRule(
    "K120",
    "sum: gross entries and net increase",
    Said("新增数与净增数的关系"),
    Severity.HINT,
    Said(
        "新增是毛数，退出的不扣；年均增加是净数，退出的要扣。两个数可以同时成立，但要分两本账记，不能拿一个去证明另一个。"
    ),
    Said("请写明“净增”和“新增”，并说明各分项新增是否都计入总数、有没有重复。"),
)
GROSS_TOO_SMALL = CheckRule(
    "K121",
    "sum: gross entries below net increase",
    Said("新增数不够净增数"),
    Severity.DOUBT,
    Said("即使一家不退出，列出的新增数也到不了净增目标。"),
    Said("请补上其余新增从哪里来，或调低净增目标。"),
)
YEARLY_AND_TOTAL = CheckRule(
    "K122",
    "sum: yearly against total",
    Said("每年数与总数对不上"),
    Severity.DOUBT,
    Said("每年的数乘以年数与总数不等时，按每年考核和按总数考核会得出两个结论。"),
    Said("请统一两个数，或写明它们是两类不同的对象。"),
)
CLASH = CheckRule(
    "K123",
    "sum: duplicates disagree",
    Said("同一指标同一期限有两个数"),
    Severity.ERROR,
    Said("同一指标同一期限出现两个数，任务分解后各单位会各按各的数办。"),
    Said("请统一为一个数；如对象或口径不同，把不同之处写进指标名称。"),
)
UNITS_DIFFER = CheckRule(
    "K124",
    "sum: one indicator in two units",
    Said("同一指标用了两种单位"),
    Severity.DOUBT,
    Said("单位不同的数不能放进一个算式，前后对比和完成率都算不出来。"),
    Said("请统一单位；万人与万人次、家与户不能混用。"),
)

BAD = {
    "K120": [
        "到2027年，规模以上服务业企业年均增加10家以上。2025—2027年每年新增入库规上运输企业2家。"
        "2025—2027年每年推动20家企业升规纳统。"
    ],
    "K121": ["到2027年，规模以上服务业企业年均增加10家以上。2025—2027年每年新增入库规上运输企业2家。"],
    "K122": ["2027年底前新建5个社区食堂。2025—2027年每年新建3个社区食堂。"],
    "K123": [
        "到2027年，铁路货运量占货运总量比重达到25%以上。到2027年，铁路货运量占货运总量比重达到30%以上。",
        "2026年旅游收入达到60亿元。推进文旅融合。2026年旅游收入达到70亿元。",
    ],
    "K124": ["2025年底前高新技术企业达到100家。2027年底前高新技术企业达到150户。"],
}
GOOD = [
    "2027年底前新建9个社区食堂。2025—2027年每年新建3个社区食堂。",
    "到2027年，铁路货运量占货运总量比重达到25%以上。到2027年，铁路货运量占货运总量比重达到25%以上。",
    "到2027年，规模以上工业企业年均增加10家以上。",
    "2025年底前投资完成5000万元。2027年底前投资完成1亿元。",
    "2026年项目65个，年度计划投资87亿元。其中：区级项目27个，年度计划投资27亿元；镇级项目38个，年度计划投资60亿元。",
    "2026年新增企业30家，其中新增科技企业12家；新增商贸企业18家。",
]

_ENROLLED = re.compile(r"规模（限额）以上|规模以上|限额以上|规上|限上|升规|升限|纳统|入统|四上")
_INDUSTRY = re.compile(r"工业|制造业|采矿")
_BUILDING = re.compile(r"建筑业|建筑企业")
_SERVICES = re.compile(
    r"服务业|批发|零售|住宿|餐饮|运输|仓储|邮政|物流|商贸|快递|软件|信息|租赁|商务|科研|文化|体育|娱乐|家政|物业|房地产"
)
_NET = re.compile(r"净增|年均增加|增加")
_MADE = re.compile(
    r"新建|新（[改扩]）建|改建|扩建|新增|建成|建设|打造|完成|培育|引进|创建|改造|举办|开展|推出|培训|筹建|筹集|累计|实施|认定|转化"
)
_REACHED = re.compile(r"达到|达(?=\d)|保持|稳定在|总数")
_LEAST_NAME = 4  # two names may be one when the shorter, at least so long, ends the longer


def gross_and_net(reading: CheckReading) -> Iterator[Finding]:
    """Yearly entries (每年…20家 and 2家) against a net yearly increase (年均增加10家) of surveyed enterprises."""
    entries = [t for t in valued(reading.targets) if _is_entry(t)]
    for net in valued(reading.targets):
        if net.measure is not Measure.INCREMENT or net.period.kind is not PeriodKind.AVERAGE:
            continue
        if not _NET.search(net.quote) or not _is_enrolled(net):
            continue
        count = years_of(net.period)
        parts = [t for t in entries if t is not net and _belongs(t, net) and _within(t, net)]
        if not parts or not count or net.value is None:
            continue
        values = [v for t in parts if (v := in_unit(t, net.unit)) is not None]
        if len(values) != len(parts):
            continue
        gross = sum(values, Decimal())
        room = gross - net.value
        lines = [
            Said("每年新增：{sum}", sum=plus(values, net.unit)),
            Said("每年净增：{net}", net=sized(net.value, net.unit)),
            Said(
                "{years}年合计：新增 {years} × {gross} = {all_gross}，净增 {years} × {net} = {all_net}",
                years=count,
                gross=within(gross, net.unit),
                all_gross=sized(count * gross, net.unit),
                net=within(net.value, net.unit),
                all_net=sized(count * net.value, net.unit),
            ),
        ]
        if room >= 0:
            lines.append(
                Said(
                    "差额：{gross} − {net} = {room}/年，是退出、重复计算的余地",
                    gross=within(gross, net.unit),
                    net=within(net.value, net.unit),
                    room=sized(room, net.unit),
                )
            )
            yield GROSS_AND_NET.finding(
                reading.plan.text,
                Said(
                    "每年新增{entries}，共{gross}；而{name}年均增加{net}：两者不矛盾，但每年有{room}的差额没有说明。",
                    entries=Listed(tuple(sized(v, net.unit) for v in values), "加"),
                    gross=sized(gross, net.unit),
                    name=net.indicator,
                    net=said(net),
                    room=sized(room, net.unit),
                ),
                on=[*parts, net],
                computation=lines,
            )
        else:
            yield GROSS_TOO_SMALL.finding(
                reading.plan.text,
                Said(
                    "列出的新增每年共{gross}，少于{name}年均增加{net}。",
                    gross=sized(gross, net.unit),
                    name=net.indicator,
                    net=said(net),
                ),
                on=[*parts, net],
                computation=lines,
            )


def yearly_against_total(reading: CheckReading) -> Iterator[Finding]:
    """每年3个 over two years against 5个 in all."""
    totals: dict[str, list[Commitment]] = defaultdict(list)
    for target in valued(reading.targets):
        if target.period.kind is PeriodKind.BY and _is_made(target):
            name = core_name(target.indicator)
            for at in range(max(1, len(name) - _LEAST_NAME + 1)):
                totals[name[at:]].append(target)
    for yearly in valued(reading.targets):
        count = years_of(yearly.period)
        name = core_name(yearly.indicator)
        if yearly.period.kind is not PeriodKind.EACH_YEAR or not count or count < 2 or not _is_made(yearly):
            continue
        for total in totals.get(name, ()):
            if not _same_reach(yearly, total):
                continue
            each = in_unit(yearly, total.unit)
            if each is None or total.value is None or yearly.comparator is Comparator.RANGE:
                continue
            whole = each * count
            whole_plan = reading.plan.context.plan_from in (None, yearly.period.since)
            if whole == total.value or (whole < total.value and not whole_plan):
                continue
            if whole > total.value and total.comparator in (Comparator.AT_LEAST, Comparator.ABOVE):
                continue
            same = core_name(total.indicator) == name
            slack = whole < total.value and yearly.comparator in _LOWER  # every year at least so much may still do
            facts = {
                "name": yearly.indicator,
                "each": said(yearly),
                "years": count,
                "whole": sized(whole, total.unit),
                "other": total.indicator,
                "until": total.period.until,
                "total": said(total),
            }
            yield YEARLY_AND_TOTAL.finding(
                reading.plan.text,
                Said("{name}每年{each}，{years}年共{whole}；{other}到{until}年共{total}。", **facts)
                if same
                else Said(
                    "{name}每年{each}，{years}年共{whole}；{other}到{until}年共{total}：如果是同一类对象，两个数对不上。",
                    **facts,
                ),
                on=[total, yearly],
                severity=Severity.HINT if slack else None,
                computation=[
                    Said(
                        "{years} × {each} = {whole} {sign} {total}",
                        years=count,
                        each=within(each, total.unit),
                        whole=sized(whole, total.unit),
                        sign=">" if whole > total.value else "<",
                        total=sized(total.value, total.unit),
                    )
                ],
            )
            break


def clashes(reading: CheckReading) -> Iterator[Finding]:
    """Two values for one indicator, one measure and one period."""
    for rows in reading.rows.values():
        by_period: dict[tuple[object, ...], list[Commitment]] = defaultdict(list)
        for target in valued(rows):
            period = target.period
            if period.kind is PeriodKind.OPEN or target.relative_to:
                continue
            kind = "once" if period.kind in (PeriodKind.BY, PeriodKind.IN) else period.kind
            since = period.since if kind != "once" else None
            key = (
                target.measure,
                kind,
                since,
                period.until,
                period.month,
                target.direction,
                read_unit(target.unit).base,
            )
            by_period[key].append(target)
        for same in by_period.values():
            wholes = [t for t in same if not reading.is_part(t)]
            first = (wholes or same)[0]
            other = next(
                (t for t in wholes[1:] if _disagree(first, t)), None
            )  # a part is no second figure of its whole
            if other is None or first.value is None:
                continue
            value = in_unit(other, first.unit)
            assert value is not None
            equal = even_out(first.indicator) == even_out(other.indicator) and first.scope == other.scope
            literal = names_itself(first) and names_itself(other)
            sure = literal and equal and qualifiers(reading, first) == qualifiers(reading, other)
            if not literal and "。" not in reading.even[first.span.end : other.span.start]:
                continue  # one sentence speaks of two things under a name that was carried over
            yield CLASH.finding(
                reading.plan.text,
                Said(
                    "{name}{year}年，一处是{one}，一处是{other}。",
                    name=first.indicator,
                    year=first.period.until,
                    one=said(first),
                    other=said(other),
                ),
                on=[first, other],
                severity=Severity.ERROR if sure and first.measure is not Measure.INCREMENT else Severity.DOUBT,
                computation=[
                    Said("{one} ≠ {other}", one=sized(first.value, first.unit), other=sized(value, first.unit))
                ],
            )


def units_that_differ(reading: CheckReading) -> Iterator[Finding]:
    """One indicator counted in 家 here and in 户 there, 万人 and 万人次."""
    for rows in reading.rows.values():
        by_unit: dict[str, Commitment] = {}
        for target in valued(rows):
            if target.measure is Measure.LEVEL and target.unit and not is_percent(target.unit):
                by_unit.setdefault(read_unit(target.unit).base, target)
        if len(by_unit) > 1:
            used = list(by_unit.values())
            yield UNITS_DIFFER.finding(
                reading.plan.text,
                Said(
                    "{names}有的用“{one}”，有的用“{other}”。",
                    names=names(used, 1),
                    one=verbatim(used[0].unit),
                    other=verbatim(used[1].unit),
                ),
                on=used,
                computation=[
                    Said("{number}{unit}", number=shown(t.value), unit=verbatim(t.unit))
                    for t in used
                    if t.value is not None
                ],
            )


def _is_enrolled(target: Commitment) -> bool:
    return bool(_ENROLLED.search(target.indicator) or _ENROLLED.search(target.quote))


def _is_entry(target: Commitment) -> bool:
    """A gross entry of every year: 每年新增, 每年推动…升规."""
    return target.period.kind is PeriodKind.EACH_YEAR and target.measure is not Measure.GROWTH and _is_enrolled(target)


def _within(entry: Commitment, net: Commitment) -> bool:
    """Whether the entry's years lie within those of the net increase."""
    one, other = entry.period, net.period
    if one.since is None or one.until is None or other.since is None or other.until is None:
        return False
    return other.since <= one.since and one.until <= other.until


def _branch(target: Commitment) -> str:
    words = target.indicator + target.quote
    if _SERVICES.search(words):
        return "services"
    return "industry" if _INDUSTRY.search(words) else "building" if _BUILDING.search(words) else ""


def _belongs(entry: Commitment, net: Commitment) -> bool:
    """Whether an entry counts into the net figure, as far as the words tell."""
    return not _branch(net) or not _branch(entry) or _branch(entry) == _branch(net)


def _is_made(target: Commitment) -> bool:
    """A number of things to make or do, as against a stock to reach."""
    if target.measure not in (Measure.LEVEL, Measure.INCREMENT) or is_percent(target.unit):
        return False
    words = target.quote + target.indicator
    return (bool(_MADE.search(words)) and not _REACHED.search(target.quote)) or target.cumulative


def _same_reach(yearly: Commitment, total: Commitment) -> bool:
    until, since = total.period.until, total.period.since
    if until is None or yearly.period.until is None or yearly.period.since is None:
        return False
    return yearly.period.until <= until and (since is None or since <= yearly.period.since)


_LOWER = (Comparator.AT_LEAST, Comparator.ABOVE)
_UPPER = (Comparator.AT_MOST, Comparator.BELOW)


def _disagree(one: Commitment, other: Commitment) -> bool:
    value = in_unit(other, one.unit)
    if value is None or one.value is None or (value == one.value and other.value_max == one.value_max):
        return False
    bounds = {one.comparator in _LOWER, other.comparator in _LOWER}
    if bounds == {True, False} and (one.comparator in _UPPER or other.comparator in _UPPER):
        low, high = (one.value, value) if one.comparator in _LOWER else (value, one.value)
        return low > high  # 不低于3%, 不高于5%: a band
    if one.strength is not other.strength:
        firm, strive = (one.value, value) if one.strength is Strength.FIRM else (value, one.value)
        return strive <= firm  # 确保8%、力争10% is one promise with a hope
    return not Span.overlaps(one.span, other.span)
