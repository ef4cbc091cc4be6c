"""Who answers for a commitment: 牵头单位. One finding however many commitments lack one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import CheckReading
from guatu.core.plan.model import Kind
from guatu.core.text.said import Said, listed

NO_LEAD = CheckRule(
    "K140",
    "owner: no lead unit",
    Said("没有牵头单位"),
    Severity.DOUBT,
    Said("没有牵头单位，催办不知找谁；印发后再分工，往往变成人人有责、无人负责。"),
    Said("请在每条后面用括号注明牵头单位（只写一个）和配合单位，或附任务分工表。"),
)

_NAMED = re.compile(r"牵头单位|责任单位|牵头部门|责任部门|[局委办厅府会院行]牵头")

BAD = {"K140": ["到2027年，物流企业达到10家。"]}
GOOD = ["到2027年，物流企业达到10家（牵头单位：市交通运输局）。"]


def missing_leads(reading: CheckReading) -> Iterator[Finding]:
    """Targets and milestones without a lead unit: all of them, or those left over."""
    owed = [c for c in reading.plan.commitments if c.kind in (Kind.TARGET, Kind.MILESTONE)]
    without = [c for c in owed if not c.lead]
    if not without:
        return
    targets = sum(c.kind is Kind.TARGET for c in without)
    count = listed((Said("{count}个目标", count=targets), Said("{count}个里程碑", count=len(without) - targets)))
    named = len(_NAMED.findall(reading.even))
    if len(without) == len(owed) and named:
        what = Said(
            "文中{named}处写了牵头或责任单位，但没有一处能对应到目标或里程碑（{items}）。", named=named, items=count
        )
    elif len(without) == len(owed):
        what = Said("全文没有给任何一项目标或里程碑写明牵头单位（{items}）。", items=count)
    else:
        what = Said("{all}项目标和里程碑中，{items}没有写明牵头单位。", all=len(owed), items=count)
    yield NO_LEAD.finding(
        reading.plan.text,
        what,
        on=without,
        computation=[Said("有牵头单位 {named} ÷ 应有 {owed}", named=len(owed) - len(without), owed=len(owed))],
    )
