"""What stands against publishing: each rule with a plan that breaks it and the way out that mends it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.review.desk_plans import PLAN, TEXT, log, one

from guatu.core.plan.model import Claim, Coverage, Kind
from guatu.core.review.draft import fold
from guatu.core.review.edits import Add, Answer, Confirm, Excuse, Revise
from guatu.core.review.ready import EXCUSABLE, RULES, ready
from guatu.core.text.spans import Span

ALL = Confirm(tuple(c.id for c in PLAN.commitments))


def codes(*edits, plan=PLAN) -> list[str]:
    return [r.code for r in ready(fold(plan, log(*edits)))]


def answers():
    return [Answer(q.id, str(q.readings[0]) if q.readings else "照原文") for q in PLAN.questions]


def settled():
    undated = [c.id for c in PLAN.targets if c.period.until is None]
    return [ALL, *answers(), *(Excuse(id, "L505", "按规划期末考核") for id in undated)]


def test_a_settled_draft_is_ready():
    assert codes(*settled()) == []


def test_nothing_is_ready_before_somebody_looked():
    assert codes().count("L508") == sum(c.kind is not Kind.ACTION for c in PLAN.commitments)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"indicator": ""}, "L503"), ({"unit": ""}, "L504"), ({"period_kind": "open"}, "L505"), ({"value": ""}, "L506")],
)
def test_a_target_without_a_part_is_named(changes, code):
    id = one("80亿元").id
    (found,) = [r for r in ready(fold(PLAN, log(*settled(), Revise(id, changes)))) if r.place == id]
    assert found.code == code
    assert str(found.what) in str(found.reason)
    assert codes(*settled(), Revise(id, changes), Revise(id, {"kind": "action"})) == []


def test_an_open_question_stands_in_the_way():
    assert "L502" in codes(ALL)


def test_an_unclaimed_number_is_excused_or_added():
    start = TEXT.index("3.3万个")
    claims = tuple(Claim(c.span, c.text) if c.span.start == start else c for c in PLAN.coverage.claims)
    plan = replace(PLAN, coverage=Coverage(claims))
    assert codes(*settled(), plan=plan) == ["L501"]
    assert codes(*settled(), Excuse(f"n{start}", "L501", "产品型号"), plan=plan) == []
    span = Span(TEXT.index("智能快件箱"), start + len("3.3万个"))
    assert "L501" not in codes(*settled(), Add(span, Kind.TARGET), plan=plan)


def test_one_target_twice_is_named_with_the_other():
    c = one("80亿元")
    twin = Add(c.span, Kind.TARGET, {"indicator": c.indicator, "value": "80", "unit": "亿元", "measure": "level",
                                     "period_kind": "by", "until": 2027, "comparator": ">="})  # fmt: skip
    (found,) = ready(fold(PLAN, log(*settled(), twin)))
    assert (found.code, found.place, found.other) == ("L507", f"A{len(settled()) + 1:03d}", c.id)


def test_every_rule_says_the_way_out():
    assert set(RULES) >= EXCUSABLE
    assert all(reason and way_out for reason, way_out in RULES.values())
