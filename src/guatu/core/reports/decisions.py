"""What needs a person this week: each rule looks at one thing and writes one item, or none.

An item says what to do first, then why; who is at fault is never said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment, Measure, Plan
from guatu.core.reports.words import joined, needed_text, number, promise, rate, small


class Asks(StrEnum):
    """Which kind of decision; a page picks its buttons by it."""

    ASSIGN = "assign"  # 指定牵头单位
    ADJUST = "adjust"  # 加力，或报请调整
    DEFINE = "define"  # 确认口径
    SETTLE = "settle"  # 补做或说明
    ANSWER = "answer"  # 待答的问题
    CLAIM = "claim"  # 未认领的数字


@dataclass(frozen=True, slots=True)
class Decision:
    kind: Asks
    title: str
    body: str
    targets: tuple[str, ...] = ()  # commitment ids, in the plan's order


def decisions(
    plan: Plan,
    judged: Mapping[str, Judgement],
    *,
    names: Mapping[str, str],
    best: Mapping[str, Decimal] | None = None,
    leads: Mapping[str, str] | None = None,
) -> tuple[Decision, ...]:
    """`best`: the highest published yearly growth by target; `leads`: units assigned since the plan was read."""
    found: list[Decision | None] = [assign(plan, judged, leads or {})]
    found += [adjust(t, judged[t.id], names[t.id], (best or {}).get(t.id)) for t in plan.targets]
    found += [define(plan.targets, judged, names), settle(plan.targets, judged, names), answer(plan), claim(plan)]
    return tuple(d for d in found if d)


def assign(plan: Plan, judged: Mapping[str, Judgement], leads: Mapping[str, str]) -> Decision | None:
    """为68个目标指定牵头单位."""
    without = tuple(t.id for t in plan.targets if not t.lead and not leads.get(t.id))
    if not without:
        return None
    silent = sum(judged[i].status is Status.UNKNOWN for i in without)
    nobody = "方案没有写明牵头单位。" if len(without) == len(plan.targets) else "这些目标还没有牵头单位。"
    ask = f"，{silent}个无数据的目标无人可问" if silent else ""
    return Decision(
        Asks.ASSIGN, f"为{len(without)}个目标指定牵头单位", f"{nobody}没有牵头单位，提醒函无处可发{ask}。", without
    )


def adjust(target: Commitment, judgement: Judgement, name: str, best: Decimal | None) -> Decision | None:
    """A bad light that even the best published growth would not turn: more effort, or a paper asking for a change."""
    figure, until = judgement.actual, target.period.until
    if judgement.status is not Status.BAD or figure is None or judgement.needed is None or best is None:
        return None
    if judgement.needed_unit not in ("", "%") or judgement.needed <= best or until is None:
        return None
    left = until - figure.period.year
    if left < 1:
        return None
    promised, years = promise(target), f"{small(left)}年"
    if target.measure is Measure.LEVEL and target.value is not None:
        arrives = figure.value * (1 + best / 100) ** left
        body = (
            f"即使按已公布的最高年增速{rate(best)}%再走{years}，"
            f"{until}年也只到{number(arrives, 2)}{figure.unit}（价格不变）；{needed_text(judgement, until, target)}。"
        )
    else:
        body = f"{needed_text(judgement, until, target)}，已公布的最高年增速是{rate(best)}%。"
    return Decision(
        Asks.ADJUST, f"{name}{promised.text.lstrip('≥')}{promised.unit}：加力，还是按程序报请调整", body, (target.id,)
    )


def define(targets: Sequence[Commitment], judged: Mapping[str, Judgement], names: Mapping[str, str]) -> Decision | None:
    """Definitions that a person must confirm before the light counts."""
    open_ = [t for t in targets if judged[t.id].why in (Why.DEFINITION_OPEN, Why.DEFINITION_DIFFERS)]
    if not open_:
        return None
    ids = tuple(t.id for t in open_)
    if len(open_) == 1:
        return Decision(Asks.DEFINE, f"确认“{names[ids[0]]}”的口径", judged[ids[0]].reason, ids)
    listed = joined(dict.fromkeys(names[i] for i in ids[:3]))
    return Decision(
        Asks.DEFINE, f"确认{len(ids)}个目标的口径", f"{listed}{'等' if len(ids) > 3 else ''}。口径确认以前不亮灯。", ids
    )


def settle(targets: Sequence[Commitment], judged: Mapping[str, Judgement], names: Mapping[str, str]) -> Decision | None:
    """未完成的3项：补做，还是说明原因后销号."""
    missed = tuple(t.id for t in targets if judged[t.id].status is Status.MISSED)
    if not missed:
        return None
    listed = joined(dict.fromkeys(names[i] for i in missed[:3]))
    body = f"{listed}{'等' if len(missed) > 3 else ''}已过期限。选择补做的，须有新的日期和依据，原期限不改。"
    return Decision(Asks.SETTLE, f"未完成的{len(missed)}项：补做，还是说明原因后销号", body, missed)


def answer(plan: Plan) -> Decision | None:
    if not plan.questions:
        return None
    ids = tuple(dict.fromkeys(q.commitment for q in plan.questions if q.commitment))
    return Decision(Asks.ANSWER, f"回答方案里的{len(plan.questions)}个问题", plan.questions[0].asks, ids)


def claim(plan: Plan) -> Decision | None:
    open_ = plan.coverage.open
    if not open_:
        return None
    listed = joined(c.text for c in open_[:3])
    return Decision(
        Asks.CLAIM,
        f"认领方案里的{len(open_)}个数字",
        f"{listed}{'等' if len(open_) > 3 else ''}还没有归到任何条目，也没有说明理由。",
    )


def best_growth(rates: Mapping[str, Sequence[Decimal]]) -> dict[str, Decimal]:
    """The highest published yearly growth by target, where at least two are published: one year is no record."""
    return {target: max(values) for target, values in rates.items() if len(values) >= 2}
