"""A plan laid out for checking: rows of one indicator together, sentences cut, the day of issue found.

Made once for all checks, so that each of them passes over the text or the targets once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from guatu.core.check.thresholds import Threshold
from guatu.core.plan.model import Commitment, Comparator, Direction, Kind, Period, PeriodKind, Plan
from guatu.core.series.units import MixedUnits, convert
from guatu.core.text.evened import even_out
from guatu.core.text.excused import Excused
from guatu.core.text.figures import Amount, Between, Number, amount, bare
from guatu.core.text.said import Listed, Said, listed
from guatu.core.text.segments import Clause, lines, sentences
from guatu.core.text.spans import Span
from guatu.core.text.units import is_percent

# Words at the head and the tail of a row label that do not change what is counted.
_HEAD = re.compile(
    r"^(?:全[市省区县旗盟州]|我[市省区县旗]|其中|累计|实现|完成|新增入库|新增|净增|增加|新(?:（[改扩]）)?建(?:（[改扩]建）)?|改建|扩建|"
    r"建成|建设|打造|培育|引进|创建|争创|推出|开展|举办|实施|的)+"
)
_TAIL = re.compile(
    r"(?:数量|总数|个数|户数|家数|场次|次数|累计完成额|完成额|的?(?:平均|年均|同比)?(?:增速|增长率|增幅|增长速度|增长))$"
)
_SIGNS = re.compile(r"[\s“”‘’（）()·，、]")
# Names that say nothing without the heading above them: 营业收入, 覆盖率.
_LEAST_NAME = 5
_DAY = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LINE_OF_ITS_OWN = re.compile(rf"(?m)^[ \t]*{_DAY.pattern}[ \t]*$")
_GOALS = re.compile(r"目标")
_ISSUED_AT_THE_DESK = "成文日期"  # as a person may call the day of issue
_AMONG = re.compile(r"其中(?P<lists>：)?")
_PART_ENDS, _SENTENCE_ENDS = re.compile("[。；\n]"), re.compile("[。\n]")
_LEVEL = re.compile(
    r"(?:国家|自治区|[省市区县旗镇乡村])级|全[国省市区县旗]|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}[区县旗镇](?![\u4e00-\u9fff]?级)"
)


@dataclass(frozen=True)
class CheckReading:
    """What every check is given."""

    plan: Plan
    thresholds: tuple[Threshold, ...] = ()
    issued_on: date | None = None

    @cached_property
    def even(self) -> str:
        """The text with one sign of each kind, at the same offsets."""
        return even_out(self.plan.text)

    @cached_property
    def issued(self) -> date | None:
        """The day of issue: given, or standing on a line of its own (发文日期)."""
        if self.issued_on:
            return self.issued_on
        for claim in self.plan.coverage.claims:
            if claim.excuse in (Excused.ISSUED, _ISSUED_AT_THE_DESK):
                found = _DAY.search(claim.span.of(self.even))
                if found and (day := _day(found)):
                    return day
        found = _LINE_OF_ITS_OWN.search(self.even)
        return _day(found) if found else None

    @property
    def issue_year(self) -> int | None:
        return self.plan.context.year or (self.issued.year if self.issued else None)

    @cached_property
    def targets(self) -> tuple[Commitment, ...]:
        return self.plan.targets

    @cached_property
    def rows(self) -> dict[tuple[str, str, str], list[Commitment]]:
        """Targets by what they measure: the same indicator of the same scope, in the order of the text."""
        rows: dict[tuple[str, str, str], list[Commitment]] = defaultdict(list)
        for target in self.targets:
            name = core_name(target.indicator)
            if not names_itself(target) and self.is_part(target):
                continue  # 其中新建100公里: its name is that of the whole
            rows[name, target.scope, "" if len(name) >= _LEAST_NAME else target.sector].append(target)
        return rows

    @cached_property
    def sentences(self) -> tuple[tuple[Clause, ...], ...]:
        return tuple(
            tuple(clauses) for line in lines(self.even) for clauses in sentences(self.even, line.start, line.end)
        )

    @cached_property
    def goals(self) -> tuple[Span, ...]:
        """The stretches that set goals: what stands under a heading with 目标, up to the next heading."""
        headings = sorted(self.plan.headings, key=lambda h: h.span.start)
        ends = [*(h.span.start for h in headings[1:]), len(self.even)]
        return tuple(
            Span(h.span.end, end)
            for h, end in zip(headings, ends, strict=False)
            if _GOALS.search(h.text) and end > h.span.end
        )

    def in_goals(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.goals)

    @cached_property
    def among(self) -> tuple[Span, ...]:
        """What stands behind each 其中: to the end of its clause, or of its sentence where a colon lists the parts."""
        spans = []
        for found in _AMONG.finditer(self.even):
            stop = (_SENTENCE_ENDS if found["lists"] else _PART_ENDS).search(self.even, found.end())
            spans.append(Span(found.start(), stop.start() if stop else len(self.even)))
        return tuple(spans)

    def is_part(self, target: Commitment) -> bool:
        """Whether 其中 stands before a target in its sentence, so that it is part of the figure before."""
        at = bisect_right(self.among, target.span.end, key=lambda span: span.start) - 1
        return at >= 0 and target.span.start < self.among[at].end and target.span.end > self.among[at].start

    def before(self, target: Commitment, length: int) -> str:
        """The evened words just before a commitment."""
        return self.even[max(0, target.span.start - length) : target.span.start]


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def core_name(indicator: str) -> str:
    """What a row counts, without the words that only say how: scope, verb, 数量, 增速.

    >>> core_name("全市服务业增加值增速"), core_name("新建（改建）养老院数量")
    ('服务业增加值', '养老院')
    """
    name = even_out(indicator).replace(" ", "")
    for _ in range(2):
        name = _TAIL.sub("", _HEAD.sub("", name)) or name
    return _SIGNS.sub("", name)


def names_itself(target: Commitment) -> bool:
    """Whether the clause says what it counts, rather than carrying it over from the clause before."""
    return core_name(target.indicator) in _SIGNS.sub("", even_out(target.quote))


def qualifiers(reading: CheckReading, target: Commitment) -> frozenset[str]:
    """The levels and places that stand beside a figure in its clause: 市级, 甲区, 全省."""
    words = reading.even[max(0, target.span.start - 12) : target.span.end]
    return frozenset(_LEVEL.findall(re.split("[，。；：\n]", words)[-1]))


def first_year(period: Period) -> int | None:
    return period.since if period.since is not None else period.until


def years_of(period: Period) -> int | None:
    """How many years a period counts, both ends included."""
    if period.since is None or period.until is None:
        return None
    return period.until - period.since + 1


def rate_of(target: Commitment) -> Decimal:
    """A growth target as a signed rate: 下降5% is −5."""
    assert target.value is not None
    return -target.value if target.direction is Direction.DOWN else target.value


def is_point_in_time(target: Commitment) -> bool:
    """Whether it is due once, in or by one year: what a chain is made of."""
    return target.period.kind in (PeriodKind.BY, PeriodKind.IN) and target.period.until is not None


def in_unit(target: Commitment, unit: str) -> Decimal | None:
    """The target's value in another unit; None where the two are not of one kind."""
    if target.value is None:
        return None
    try:
        return convert(target.value, target.unit, unit)
    except MixedUnits:
        return None


def falls_with_success(target: Commitment) -> bool:
    """Whether less is better, by its direction or by what it measures."""
    return target.direction is Direction.DOWN or bool(_LESS_IS_BETTER.search(target.indicator))


_LESS_IS_BETTER = re.compile(
    "失业|死亡|伤亡|事故|案件|发案|能耗|煤耗|电耗|水耗|消耗|用水量|排放|浓度|成本|费用|时间|时限|天数|缺口|负债|债务|杠杆|差距|投诉|空置|"
    "损耗|漏损|贫困|污染|不良|库存|逾期|流失|发病|患病|火灾|劣[ⅤV五]|未成年人犯罪|位次|排名|恩格尔|基尼|强度下降|隐患|压降"
)


def shown(value: Decimal, places: int = 2) -> Number:
    """A figure as it stands in a sum: rounded half up, without zeros that say nothing."""
    return Number(value, places, trim=True)


def sized(value: Decimal, unit: str) -> Amount:
    """The same with its unit."""
    return amount(value, unit, 2, trim=True)


def within(value: Decimal, unit: str) -> Amount:
    """The same within a sum, whose result bears the unit."""
    return bare(value, unit, 2, trim=True)


def said(target: Commitment) -> Said:
    """A target's figure in words: 344亿元以上, 超过30%, 3—5家."""
    if target.value is None:
        return Said("以{other}为参照", other=target.relative_to) if target.relative_to else Said("没有数值")
    figure: Amount | Between = sized(target.value, target.unit)
    if target.value_max is not None:
        figure = Between(shown(target.value), shown(target.value_max), target.unit)
    match target.comparator:
        case Comparator.AT_LEAST:
            return Said("{figure}以上", figure=figure)
        case Comparator.ABOVE:
            return Said("超过{figure}", figure=figure)
        case Comparator.AT_MOST:
            return Said("不超过{figure}", figure=figure)
        case Comparator.BELOW:
            return Said("低于{figure}", figure=figure)
        case Comparator.ABOUT:
            return Said("{figure}左右", figure=figure)
        case _:
            return Said("{figure}", figure=figure)


def plus(values: Iterable[Decimal], unit: str) -> Said:
    """A sum with its result, 1 + 2 = 3家; one value alone is its own."""
    values = list(values)
    total = sized(sum(values, Decimal()), unit)
    if len(values) == 1:
        return Said("{total}", total=total)
    return Said("{parts} = {total}", parts=added(values, unit), total=total)


def added(values: Iterable[Decimal], unit: str) -> Listed:
    """The parts of a sum: 1 + 2."""
    return Listed(tuple(within(value, unit) for value in values), " + ")


def valued(targets: Iterable[Commitment]) -> Iterator[Commitment]:
    return (t for t in targets if t.value is not None)


def is_share(target: Commitment) -> bool:
    return target.kind is Kind.TARGET and target.measure == "share" and is_percent(target.unit or "%")


def names(targets: Sequence[Commitment], most: int = 6) -> Said:
    """Row labels for a sentence, the rest counted."""
    labels = list(dict.fromkeys(t.indicator or t.quote for t in targets))
    first = listed(labels[:most])
    if len(labels) > most:
        return Said("{names}等{count}项", names=first, count=len(labels))
    return Said("{names}", names=first)
