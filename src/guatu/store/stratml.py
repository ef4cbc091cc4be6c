"""A compiled plan as StratML Part 2 (ISO 17469-2, PerformancePlanOrReport), the form in which plans are exchanged.

Goals are the plan's sectors. An objective is an indicator with all its target results, a milestone, or an action. What
StratML has no element for (the sign of a bound, a range, a relative target) stands in `Descriptor`, and nothing is put
into `NumberOfUnits` but a number of the text. What the plan does not say is left out: no vision, no value chain stage.

Source: the structure is that of the published schema PerformancePlanOrReport 2.2.6 (16 February 2016); the subset that
we write is laid down in data/schema/stratml-part2-subset.xsd, which is ours.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as ET

from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Comparator, Direction, Kind, Measure, Period, PeriodKind, Plan, Strength
from guatu.core.reports.words import MEASURE_WORDS, due_words

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
XSD_NAME = "stratml-part2-subset.xsd"
_ROOT = uuid.UUID("5f1a3f52-7c1d-5c1e-9a53-2f0d8f6d3b61")  # of our identifiers: the same plan gives the same ones
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = "方案里没有读出条目"
_NO_ISSUER = "方案未写明发文机关"


def to_stratml(plan: Plan, *, issuer: str = "", issued: date | None = None, number: str = "") -> bytes:
    """The plan as an XML document in UTF-8.

    Args:
        issuer, issued, number: what the document says of itself (发文机关, 成文日期, 文号), when it is known.
    """
    return _Writer(plan, issuer=issuer, issued=issued, number=number).written()


class _Writer:
    def __init__(self, plan: Plan, *, issuer: str, issued: date | None, number: str) -> None:
        self.plan, self.issuer, self.issued, self.number = plan, issuer, issued, number
        self.seed = uuid.uuid5(_ROOT, f"{plan.title}\n{plan.text}")
        self.asked: dict[str, list[str]] = {}
        for question in plan.questions:
            self.asked.setdefault(question.commitment, []).append(str(question.asks))

    def written(self) -> bytes:
        ET.register_namespace("", NAMESPACE)
        root = ET.Element(_tag("PerformancePlanOrReport"), {"Type": "Performance_Plan"})
        _add(root, "Name", self.plan.title or "（没有标题）")
        counted = Counter(c.kind for c in self.plan.commitments)
        _add(root, "Description", _counts(counted))
        about = [
            f"文号：{self.number}" if self.number else "",
            *self.asked.get("", []),
            f"编译版本：{self.plan.compiler}",
        ]
        _add(root, "OtherInformation", "；".join(words for words in about if words))
        core = _add(root, "StrategicPlanCore")
        office = _add(core, "Organization")
        _add(office, "Name", self.issuer or self.plan.context.place or _NO_ISSUER)
        _add(office, "Identifier", self.identifier("organization"))
        sectors = dict.fromkeys(c.sector for c in self.plan.commitments) or {"总体": None}
        for n, sector in enumerate(sectors, 1):
            self.goal(core, n, sector, [c for c in self.plan.commitments if c.sector == sector])
        self.administration(root)
        ET.indent(root)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"

    def goal(self, core: ET.Element, n: int, sector: str, inside: list[Commitment]) -> None:
        goal = _add(core, "Goal")
        _add(goal, "Name", sector or "总体")
        _add(goal, "Description", _counts(Counter(c.kind for c in inside)))
        _add(goal, "Identifier", self.identifier(f"goal/{n}"))
        _add(goal, "SequenceIndicator", str(n))
        for k, group in enumerate(_objectives(inside), 1):
            self.objective(goal, f"{n}.{k}", group)

    def objective(self, goal: ET.Element, sequence: str, group: list[Commitment]) -> None:
        first = group[0]
        objective = _add(goal, "Objective")
        _add(objective, "Name", first.indicator if first.kind is Kind.TARGET else _short(first.quote))
        _add(objective, "Description", "；".join(dict.fromkeys(c.quote for c in group)))
        _add(objective, "Identifier", self.identifier(f"objective/{first.id}"))
        _add(objective, "SequenceIndicator", sequence)
        for name, role in _answering(group):
            who = _add(objective, "Stakeholder", StakeholderTypeType="Organization")
            _add(who, "Name", name)
            part = _add(who, "Role")
            _add(part, "Name", role)
            _add(part, "RoleType", "Performer")
        _add(objective, "OtherInformation", "；".join(self.said_of(group)))
        if first.kind is Kind.TARGET:
            self.indicator(objective, group)
        elif first.kind is Kind.MILESTONE:
            self.milestone(objective, first)

    def said_of(self, group: list[Commitment]) -> Iterator[str]:
        """Ids, places in the text, and what a person has to decide."""
        for c in group:
            words = [f"{c.id} 第{c.span.start}—{c.span.end}字"]
            words += ["力争"] if c.strength is Strength.STRIVE else []
            words += [c.nature] if c.nature else []
            words += [f"以{c.base_year}年为对比年"] if c.base_year else []
            words += ["累计"] if c.cumulative else []
            words += [f"待定：{asks}" for asks in self.asked.get(c.id, [])]
            yield "，".join(words)

    def indicator(self, objective: ET.Element, group: list[Commitment]) -> None:
        first = group[0]
        kind = "Qualitative" if all(c.value is None for c in group) else "Quantitative"
        indicator = _add(objective, "PerformanceIndicator", PerformanceIndicatorType=kind)
        measure = MEASURE_WORDS[first.measure] if first.measure else ""
        falls = "，下降幅度" if first.direction is Direction.DOWN else ""
        scope = f"，{first.scope}" if first.scope else ""
        _add(indicator, "MeasurementDimension", f"{first.indicator}（{measure}{falls}{scope}）")
        _add(
            indicator, "UnitOfMeasurement", first.unit or ("%" if first.measure is Measure.SHARE else "与对照数列相比")
        )
        _add(indicator, "Identifier", self.identifier(f"indicator/{first.id}"))
        instance = _add(indicator, "MeasurementInstance")
        for c in group:
            for start, end in _dates(c.period):
                _result(instance, start, end, c)

    def milestone(self, objective: ET.Element, c: Commitment) -> None:
        indicator = _add(objective, "PerformanceIndicator", PerformanceIndicatorType="Qualitative")
        _add(indicator, "MeasurementDimension", "按期完成")
        _add(indicator, "UnitOfMeasurement", "是否完成")
        _add(indicator, "Identifier", self.identifier(f"indicator/{c.id}"))
        instance = _add(indicator, "MeasurementInstance")
        for start, end in _dates(c.period):
            result = _add(instance, "TargetResult")
            _span(result, start, end)
            _descriptor(result, "milestone", "完成")
            _add(result, "Description", str(due_words(c)))

    def administration(self, root: ET.Element) -> None:
        context = self.plan.context
        part = _add(root, "AdministrativeInformation")
        _add(part, "Identifier", self.identifier("plan"))
        _span(
            part,
            date(context.plan_from, 1, 1) if context.plan_from else None,
            date(context.plan_to, 12, 31) if context.plan_to else None,
        )
        if self.issued:
            _add(part, "PublicationDate", self.issued.isoformat())

    def identifier(self, what: str) -> str:
        return f"_{uuid.uuid5(self.seed, what)}"


def _objectives(inside: Iterable[Commitment]) -> list[list[Commitment]]:
    """Targets of one indicator together (110 → 121 → 133), everything else by itself; in the order of the text."""
    groups: dict[tuple[object, ...], list[Commitment]] = {}
    for c in inside:
        key: tuple[object, ...] = (c.id,)
        if c.kind is Kind.TARGET:
            key = (c.indicator, c.measure, c.unit, c.direction, c.scope, c.relative_to)
        groups.setdefault(key, []).append(c)
    return list(groups.values())


def _answering(group: list[Commitment]) -> list[tuple[str, str]]:
    found = [(c.lead, "牵头单位") for c in group if c.lead]
    found += [(unit, "配合单位") for c in group for unit in c.supporting]
    return list(dict.fromkeys(found))


def _dates(period: Period) -> list[tuple[date | None, date | None]]:
    """When a result begins and ends to count; one pair for each year of `each_year`."""
    since, until = period.since, period.until
    if until is None:
        return [(date(since, 1, 1) if since else None, None)]
    if period.kind is PeriodKind.EACH_YEAR and since is not None:
        return [(date(year, 1, 1), date(year, 12, 31)) for year in range(since, until + 1)]
    return [(date(since, 1, 1) if since is not None else None, period.due_in(until))]


def _result(instance: ET.Element, start: date | None, end: date | None, c: Commitment) -> None:
    result = _add(instance, "TargetResult")
    _span(result, start, end)
    if c.comparator is Comparator.RANGE:
        _descriptor(result, "range", f"{c.value:f}—{c.value_max:f}")
    elif c.value is None:
        _descriptor(result, "relative to", c.relative_to or "另一数列")
    else:
        _add(result, "NumberOfUnits", format(c.value, "f"))
        if c.comparator is not None:
            _descriptor(result, "comparator", c.comparator.value)
    said = "，年均" if c.period.kind is PeriodKind.AVERAGE else ""
    _add(result, "Description", f"{promise(c)}，{due_words(c)}{said}")


def _descriptor(parent: ET.Element, name: str, value: str) -> None:
    descriptor = _add(parent, "Descriptor")
    _add(descriptor, "DescriptorName", name)
    _add(descriptor, "DescriptorValue", value)


def _span(parent: ET.Element, start: date | None, end: date | None) -> None:
    for name, day in (("StartDate", start), ("EndDate", end)):
        if day is not None:
            _add(parent, name, day.isoformat())


def _counts(counted: Counter[Kind]) -> str:
    words = {Kind.TARGET: "个目标", Kind.MILESTONE: "个里程碑", Kind.ACTION: "项举措"}
    return "、".join(f"{counted[kind]}{word}" for kind, word in words.items() if counted[kind]) or _NOTHING


def _short(words: str, most: int = 40) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name), attributes)
    if text is not None:
        child.text = _NOT_XML.sub("", text)
    return child


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
