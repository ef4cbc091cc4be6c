"""Deadlines that cannot be kept or that nobody set: before the issue, outside of the plan, none at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import CheckReading, names, said
from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.text.said import Said
from guatu.core.text.spans import Span

PAST_YEAR = CheckRule(
    "K130",
    "date: year already over",
    Said("期限所在年份已过"),
    Severity.ERROR,
    Said("印发时期限已过的任务无法落实，也无法催办。"),
    Said("请改为方案期内的年份；如是已有成果，请写成“已……”，不列为目标。"),
)
PAST_DAY = CheckRule(
    "K131",
    "date: before the issue",
    Said("期限早于印发日"),
    Severity.ERROR,
    Said("印发当天就已逾期，台账一建就亮红灯。"),
    Said("请把期限改到印发日之后；已经办成的，请写“已完成”。"),
)
OUTSIDE = CheckRule(
    "K132",
    "date: outside the plan",
    Said("期限在方案期之外"),
    Severity.DOUBT,
    Said("方案期之外的目标，本方案的考核管不到。"),
    Said("请核对年份；属远景目标的，请写明，并补一个方案期内的阶段目标。"),
)
REVERSED = CheckRule(
    "K133",
    "date: span reversed",
    Said("起止年份颠倒"),
    Severity.ERROR,
    Said("起始年份晚于终止年份，期限无法计算。"),
    Said("请核对起止年份。"),
)
NO_DEADLINE = CheckRule(
    "K134",
    "date: none",
    Said("没有完成期限"),
    Severity.DOUBT,
    Said("没有期限的目标，算不出序时进度，也无从判断逾期。"),
    Said("请写明到哪年哪月完成；跟方案期走的，请写“方案期内”。"),
)

BAD = {
    "K130": ["2023年底前建成平台1个。"],
    "K131": ["2025年3月底前建成平台1个。"],
    "K132": ["2031年底前建成平台1个。"],
    "K133": ["2027—2025年每年新建食堂3个。"],
    "K134": ["设立发展基金，总规模18亿元。"],
}  # in a plan of 2025—2027, issued on 31 May 2025
GOOD = [
    "2025年6月底前建成平台1个。",
    "2027年底前建成平台1个。",
    "2000年底前建成的老旧小区全部改造。",
    "2023年底前已建成平台1个。",
    "展望2035年，平台达到100个。",
    "较2020年下降5%，到2027年能耗降至0.5吨。",
]
_NEAR = 40  # signs within which a commitment already carries the finding
TOGETHER_ABOVE = 8  # more open deadlines than this are one finding

# A date that can only be a deadline (年底前), in a clause that neither tells of the past nor describes a thing
# (2000年底前建成的老旧小区).
_DUE = re.compile(r"(?<![比较至])(?P<year>(?:19|20)\d\d)年[底末](?:之|以)?前(?P<rest>[^，。；\n]{0,30})")
_TOLD = re.compile(r"已|了|曾|原有|以来|的")
_OUTLOOK = re.compile(r"展望|远景|长远")


def deadlines_over_at_issue(reading: CheckReading) -> Iterator[Finding]:
    """Deadlines in a year before the issue, or earlier in its own year than its day."""
    year, issued = reading.issue_year, reading.issued
    if year is None:
        return
    seen: list[Span] = []
    for c in _dated(reading):
        until = c.period.until
        if until is None:
            continue
        if until < year:
            seen.append(c.span)
            yield PAST_YEAR.finding(
                reading.plan.text,
                Said("期限是{until}年，方案{year}年印发。", until=until, year=year),
                on=[c],
                computation=[Said("{until} < {year}", until=until, year=year)],
            )
        elif issued and (last := c.period.deadline.last_day) and c.period.month and last < issued:
            yield PAST_DAY.finding(
                reading.plan.text,
                Said("期限是{last}，方案{issued}印发。", last=last, issued=issued),
                on=[c],
                computation=[Said("{last} < {issued}", last=last.isoformat(), issued=issued.isoformat())],
            )
    yield from _over_in_the_text(reading, year, seen)


def _over_in_the_text(reading: CheckReading, year: int, seen: list[Span]) -> Iterator[Finding]:
    """The same for dates that were taken for the past because their year is over: a slip of the pen is likelier."""
    starts = sorted(span.start for span in seen)
    for found in _DUE.finditer(reading.even):
        span = Span(found.start(), found.end())
        if int(found["year"]) >= year or _TOLD.search(found["rest"]) or not found["rest"].strip():
            continue
        at = bisect_left(starts, span.end)
        if at and starts[at - 1] >= span.start - _NEAR:
            continue
        yield PAST_YEAR.finding(
            reading.plan.text,
            Said("期限是{until}年底，方案{year}年印发。", until=found["year"], year=year),
            at=[span],
            computation=[Said("{until} < {year}", until=found["year"], year=year)],
        )


def deadlines_outside_the_plan(reading: CheckReading) -> Iterator[Finding]:
    """Years before the first or after the last year of the plan; an outlook (展望2035年) is none."""
    context = reading.plan.context
    if context.plan_from is None or context.plan_to is None:
        return
    for c in _dated(reading):
        until = c.period.until
        if until is None or (c.period.since is not None and c.period.since > until):
            continue
        if reading.issue_year is not None and until < reading.issue_year:
            continue  # already said, as an error
        if context.plan_from <= until <= context.plan_to or _OUTLOOK.search(reading.before(c, 60) + c.quote):
            continue
        yield OUTSIDE.finding(
            reading.plan.text,
            Said(
                "期限是{until}年，方案管{first}—{last}年。", until=until, first=context.plan_from, last=context.plan_to
            ),
            on=[c],
            computation=[
                Said("{until} > {last}", until=until, last=context.plan_to)
                if until > context.plan_to
                else Said("{until} < {first}", until=until, first=context.plan_from)
            ],
        )


def reversed_spans(reading: CheckReading) -> Iterator[Finding]:
    """2027—2025年."""
    for c in _dated(reading):
        since, until = c.period.since, c.period.until
        if since is not None and until is not None and since > until:
            yield REVERSED.finding(
                reading.plan.text,
                Said("从{since}年到{until}年。", since=since, until=until),
                on=[c],
                computation=[Said("{since} > {until}", since=since, until=until)],
            )


def missing_deadlines(reading: CheckReading) -> Iterator[Finding]:
    """Targets that no year governs: one finding each, or one for all where the text dates hardly anything."""
    loose = [t for t in reading.targets if t.period.kind is PeriodKind.OPEN]
    if len(loose) > TOGETHER_ABOVE:
        yield NO_DEADLINE.finding(
            reading.plan.text,
            Said(
                "{all}个目标中有{open}个没有完成期限，如{names}。",
                all=len(reading.targets),
                open=len(loose),
                names=names(loose, 3),
            ),
            on=loose,
            mend=Said("请写明各自的期限；全文共用一个期限的，请在总则里写“以下目标均到某年底完成”。"),
        )
        return
    for target in loose:
        yield NO_DEADLINE.finding(
            reading.plan.text,
            Said("{name}（{figure}）没有写哪年完成。", name=target.indicator, figure=said(target)),
            on=[target],
        )


def _dated(reading: CheckReading) -> Iterator[Commitment]:
    return (c for c in reading.plan.commitments if c.kind in (Kind.TARGET, Kind.MILESTONE))
