"""What needs a person this week: each rule looks at one thing and writes one item, or none.

An item says what to do first, then why; who is at fault is never said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Measure, Plan
from guatu.core.reports.best_year import BestYear, comparable
from guatu.core.reports.target_tables import matter
from guatu.core.reports.tasks import TaskReport
from guatu.core.reports.words import needed_words
from guatu.core.text.figures import SmallCount, amount
from guatu.core.text.said import Said, Sentence, listed, sentences


class Asks(StrEnum):
    """Which kind of decision; a page picks its buttons by it."""

    ASSIGN = "assign"  # 指定牵头单位
    ADJUST = "adjust"  # 加力，或报请调整
    DEFINE = "define"  # 确认口径
    SETTLE = "settle"  # 补做或说明
    ANSWER = "answer"  # 待答的问题
    CLAIM = "claim"  # 未认领的数字
    CHECK = "check"  # 核查报告办结的任务
    CHASE = "chase"  # 催报到期没有报告的任务


@dataclass(frozen=True, slots=True)
class Advice:
    kind: Asks
    title: Said
    body: Sentence
    targets: tuple[str, ...] = ()  # commitment ids, in the plan's order


def decisions(
    plan: Plan,
    judged: Mapping[str, Judgement],
    *,
    names: Mapping[str, str],
    best: Mapping[str, BestYear] | None = None,
    leads: Mapping[str, str] | None = None,
    tasks: TaskReport | None = None,
) -> tuple[Advice, ...]:
    """`best`: the best year of each target's series; `leads`: units assigned since the plan was read."""
    found: list[Advice | None] = [assign(plan, judged, leads or {})]
    found += adjustments(plan.targets, judged, names, best or {})
    found += [define(plan.targets, judged, names), settle(plan.targets, judged, names)]
    found += [check(tasks), chase(tasks)] if tasks else []
    found += [answer(plan), claim(plan)]
    return tuple(d for d in found if d)


def assign(plan: Plan, judged: Mapping[str, Judgement], leads: Mapping[str, str]) -> Advice | None:
    """为68个目标指定牵头单位."""
    without = tuple(t.id for t in plan.targets if not t.lead and not leads.get(t.id))
    if not without:
        return None
    silent = sum(judged[i].status is Status.UNKNOWN for i in without)
    nobody = Said("这些目标还没有牵头单位。")
    if len(without) == len(plan.targets):
        nobody = Said("方案没有写明牵头单位。")
    nowhere = Said("没有牵头单位，提醒函无处可发。")
    if silent:
        nowhere = Said("没有牵头单位，提醒函无处可发，{count}个还没有数的目标无人可问。", count=silent)
    title = Said("为{count}个目标指定牵头单位", count=len(without))
    return Advice(Asks.ASSIGN, title, sentences(nobody, nowhere), without)


def adjustments(
    targets: Sequence[Commitment],
    judged: Mapping[str, Judgement],
    names: Mapping[str, str],
    best: Mapping[str, BestYear],
) -> list[Advice]:
    """One for each matter: a level and the growth of the same series are asked about together."""
    found: dict[object, Advice] = {}
    for target in targets:
        judgement = judged[target.id]
        advice = adjust(target, judgement, names[target.id], best.get(target.id))
        if advice is None:
            continue
        about = matter(target, judgement) or target.id
        if (first := found.get(about)) is None:
            found[about] = advice
            continue
        facts = first.title.facts
        title = Said(
            "{name}{promise}、{other}{also}：加力，还是按程序报请调整",
            name=facts["name"], promise=facts["promise"], other=names[target.id], also=promise(target).asked,
        )  # fmt: skip
        found[about] = replace(first, title=title, targets=(*first.targets, target.id))
    return list(found.values())


def adjust(target: Commitment, judgement: Judgement, name: str, best: BestYear | None) -> Advice | None:
    """A bad light that even the best year so far would not turn: more effort, or a paper asking for a change."""
    figure, until, top = judgement.actual, target.period.until, comparable(target, judgement, best)
    if judgement.status is not Status.BAD or figure is None or judgement.needed is None or top is None:
        return None
    if judgement.needed <= top.rate or until is None:
        return None
    left = until - figure.period.year
    if left < 1:
        return None
    needed = needed_words(judgement, until, target)
    facts = {"best": amount(top.rate, "%", 1), "year": top.year, "needed": needed}
    if target.measure is Measure.LEVEL and target.value is not None:
        arrives = figure.value * (1 + top.rate / 100) ** left
        body = Said(
            "即使按公布过的最高年增速{best}（{year}年）再走{years}年，{until}年也只到{arrives}（价格不变）；{needed}。",
            **facts, years=SmallCount(left), until=until, arrives=amount(arrives, figure.unit, 2),
        )  # fmt: skip
    else:
        body = Said("{needed}，公布过的最高年增速是{best}（{year}年）。", **facts)
    title = Said("{name}{promise}：加力，还是按程序报请调整", name=name, promise=promise(target).asked)
    return Advice(Asks.ADJUST, title, body, (target.id,))


def define(targets: Sequence[Commitment], judged: Mapping[str, Judgement], names: Mapping[str, str]) -> Advice | None:
    """Definitions that a person must confirm before the light counts."""
    open_ = [t for t in targets if judged[t.id].why in (Why.DEFINITION_OPEN, Why.DEFINITION_DIFFERS)]
    if not open_:
        return None
    ids = tuple(t.id for t in open_)
    if len(open_) == 1:
        title = Said("确认“{name}”的口径", name=names[ids[0]])
        return Advice(Asks.DEFINE, title, judged[ids[0]].reason, ids)
    body = Said("{listed}。口径确认以前不亮灯。", listed=first_three([names[i] for i in ids]))
    return Advice(Asks.DEFINE, Said("确认{count}个目标的口径", count=len(ids)), body, ids)


def first_three(names: Sequence[str]) -> Said:
    """Up to three names; 等 when there are more things than three."""
    three = listed(dict.fromkeys(names[:3]))
    return Said("{names}等", names=three) if len(names) > 3 else Said("{names}", names=three)


def settle(targets: Sequence[Commitment], judged: Mapping[str, Judgement], names: Mapping[str, str]) -> Advice | None:
    """未完成的3项：补做，还是说明原因后销号."""
    missed = tuple(t.id for t in targets if judged[t.id].status is Status.MISSED)
    if not missed:
        return None
    body = Said(
        "{listed}已过期限。选择补做的，须有新的日期和依据，原期限不改。", listed=first_three([names[i] for i in missed])
    )  # fmt: skip
    title = Said("未完成的{count}项：补做，还是说明原因后销号", count=len(missed))
    return Advice(Asks.SETTLE, title, body, missed)


def check(tasks: TaskReport) -> Advice | None:
    """核查3项报告办结的任务."""
    if not tasks.waiting:
        return None
    body = Said(
        "{listed}。属实的销号，不属实的退回；核查的不能是报告的人。",
        listed=first_three([r.label for r in tasks.waiting]),
    )
    title = Said("核查{count}项报告办结的任务", count=len(tasks.waiting))
    return Advice(Asks.CHECK, title, body, tuple(r.task for r in tasks.waiting))


def chase(tasks: TaskReport) -> Advice | None:
    """催报10项到期没有报告的任务."""
    if not tasks.late:
        return None
    body = Said("{listed}过了期限，还没有人报告办结，或报告被退回。", listed=first_three([r.label for r in tasks.late]))
    title = Said("催报{count}项到期没有报告的任务", count=len(tasks.late))
    return Advice(Asks.CHASE, title, body, tuple(r.task for r in tasks.late))


def answer(plan: Plan) -> Advice | None:
    if not plan.questions:
        return None
    ids = tuple(dict.fromkeys(q.commitment for q in plan.questions if q.commitment))
    title = Said("回答方案里的{count}个问题", count=len(plan.questions))
    return Advice(Asks.ANSWER, title, plan.questions[0].asks, ids)


def claim(plan: Plan) -> Advice | None:
    open_ = plan.coverage.open
    if not open_:
        return None
    body = Said("{listed}还没有归到任何条目，也没有说明理由。", listed=first_three([c.text for c in open_]))
    return Advice(Asks.CLAIM, Said("认领方案里的{count}个数字", count=len(open_)), body)
