"""2027年2月30日: a question of the plan, and never a day that somebody invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.plan.certify.questions import AskedBy
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Period, PeriodKind
from guatu.core.review.errors import ImpossibleDay
from guatu.core.review.fields import with_changes
from guatu.core.review.readings import follows

TITLE = "某市服务业三年行动方案（2025—2027年）\n"
CONTEXT = Context(place="某市", year=2025, plan_from=2025, plan_to=2027)
TABLE = "| 任务 | 完成时限 | 责任单位 |\n|---|---|---|\n| 建成平台3个 | {} | 商务局 |"
CELLS = "| 指标 | 单位 | 目标 | 期限 |\n|---|---|---|---|\n| 服务业增加值 | 亿元 | 344 | {} |"


def plan_of(body):
    return compile_plan(TITLE + body, context=CONTEXT)


def asked(plan):
    return [q for q in plan.questions if q.rule == AskedBy.NO_SUCH_DAY]


PLACES = {  # the words, and the until and month that are certain all the same
    "到2027年2月30日，服务业增加值达到344亿元。": (2027, 2),
    "2027年13月底前建成平台1个。": (2027, None),
    "2027年6月0日前建成平台1个。": (2027, 6),
    "2月30日前建成平台1个。": (2025, 2),
    "2027年4月31日建成智能工厂3个。": (2027, 4),
    "2026年2月29日前，建成平台1个。": (2026, 2),
    "建成公共平台（2027年2月30日前完成）。": (2027, 2),
    "2027年2月30日前建成公共平台。": (2027, 2),
    TABLE.format("2027年2月30日"): (2027, 2),
    TABLE.format("2027年6月31日前"): (2027, 6),
    TABLE.format("2027年13月"): (2027, None),
}


@pytest.mark.parametrize(("body", "kept"), PLACES.items())
def test_it_is_a_question_and_what_is_certain_is_kept(body, kept):
    plan = plan_of(body)
    (commitment,) = plan.commitments
    period = commitment.period
    assert (period.kind, period.until, period.month, period.day) == (PeriodKind.BY, *kept, None)
    (question,) = asked(plan)
    assert question.commitment == commitment.id
    assert "日历上没有" in str(question.asks)
    assert len(question.readings) >= 2
    assert plan.coverage.open == ()


@pytest.mark.parametrize(
    "body", ["2028年2月29日前建成平台1个。", "2027年6月30日前建成平台1个。", "2027年12月建成平台1个。"]
)
def test_a_day_that_there_is_raises_no_question(body):
    assert asked(plan_of(body)) == []


def test_the_question_names_the_days_that_may_have_been_meant():
    (question,) = asked(plan_of("到2027年2月30日，服务业增加值达到344亿元。"))
    assert str(question.asks) == "“服务业增加值”的期限写的是2027年2月30日，日历上没有，按哪一天算？"
    assert tuple(map(str, question.readings)) == ("2027年2月28日", "2027年3月1日", "2027年2月底")


@pytest.mark.parametrize(
    ("reading", "changed"),
    [
        ("2027年2月28日", {"day": 28}),
        ("2027年3月1日", {"month": 3, "day": 1}),
        ("2027年2月底", {}),
        ("问过起草的同志，是2月28日", {}),
    ],
)
def test_an_answer_dates_the_commitment(reading, changed):
    plan = plan_of("到2027年2月30日，服务业增加值达到344亿元。")
    (question,), (c,) = asked(plan), plan.commitments
    assert follows(question, reading, c) == changed
    assert with_changes(c, follows(question, reading, c)).period == replace(c.period, **changed)


def test_the_desk_refuses_an_impossible_day_at_its_field():
    (c,) = plan_of("到2027年6月，服务业增加值达到344亿元。").commitments
    for wrong in ({"month": 2, "day": 30}, {"day": 31}, {"month": None, "day": 5}):
        with pytest.raises(ImpossibleDay) as error:
            with_changes(c, wrong)
        assert error.value.facts["name"] == "day"
    assert with_changes(c, {"period_kind": "open"}).period == Period()


@given(st.integers(1, 12), st.integers(0, 40), st.sampled_from(["前", "", "之前"]))
def test_no_day_of_any_month_is_invented(month, day, ending):
    plan = plan_of(f"2027年{month}月{day}日{ending}建成智能工厂3个。")
    (c,) = plan.commitments
    assert (c.period.until, c.period.month) == (2027, month)
    assert (c.period.day is None) == bool(asked(plan))
    assert c.period.day in (None, day)
