"""The first page: its verdict word for word, its tables, its decisions, and what it says when nothing is known."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.reports.builders import (
    TODAY,
    by,
    each,
    example,
    figure,
    judged,
    plan_of,
    seen,
    silent,
    target,
)

from guatu.core.judging.model import Status, Why
from guatu.core.plan.model import Claim, Coverage, Kind, Question
from guatu.core.reports.best_year import BestYear
from guatu.core.reports.decisions import Asks
from guatu.core.reports.overview import elapsed, overview, ruler
from guatu.core.text.said import Said, quoted, runs
from guatu.core.text.spans import Span

BEFORE = date(2026, 4, 29)


def show(*, as_of=TODAY, **more):
    plan, judgements = example()
    return overview(plan, judgements, as_of=as_of, **more)


def blind(as_of=BEFORE, **more):
    plan, _ = example()
    return overview(plan, [silent(t, on=as_of) for t in plan.targets], as_of=as_of, **more)


# -- the verdict ------------------------------------------------------------------------------------------------------


def test_verdict():
    assert show().verdict_text == (
        "2025年底到期的3个目标，1个完成、1个未完成、1个至今无数。"
        "服务业增加值目标344亿元：2025年284.80亿元，后两年须年均增长9.9%。"
    )


def test_verdict_marks_what_the_eye_should_land_on():
    assert [p.text for p in runs(show().verdict) if p.strong] == [
        "1个完成、1个未完成、1个至今无数",
        "后两年须年均增长9.9%",
    ]


def test_verdict_before_any_figure_is_published():
    assert blind().verdict_text == (
        "截至2026年4月29日，8个目标都没有公布数。2025年底到期的3个目标已过期限119天，还不能说完成，也不能说未完成。"
    )


def test_verdict_while_every_deadline_lies_ahead():
    one, two = target(), target("C002", "游客数量", "900", "万人")
    shown = overview(plan_of(one, two), [judged(one, Status.OK, figure(seen())), silent(two)], as_of=TODAY)
    assert shown.verdict_text == "2个目标都未到年底期限，1个正常、1个无数据。"


def test_verdict_of_the_last_year_that_ended_and_of_those_before():
    plan, judgements = example()
    shown = overview(
        plan_of(*plan.commitments, target("C009", "网点", "210", "个", by(2026))),
        [*judgements, silent(target("C009"))],
        as_of=date(2027, 1, 1),
    )
    assert shown.verdict_text.startswith(
        "2026年底到期的1个目标，至今都无数。此前到期的3个，1个完成、1个未完成、1个至今无数。"
    )


def test_verdict_of_a_plan_without_targets():
    assert overview(plan_of(), [], as_of=TODAY).verdict_text == "方案里没有读到可以量化的目标。"


def test_the_year_has_not_ended_on_its_last_day():
    assert "到期的" not in show(as_of=date(2025, 12, 31)).verdict_text


# -- the tally and the tables -----------------------------------------------------------------------------------------


def test_tally_keeps_its_order_and_shows_what_does_not_occur():
    assert [(t.word, t.count) for t in show().tally] == [
        ("未完成", 1),
        ("严重滞后", 2),
        ("滞后", 0),
        ("正常", 1),
        ("提前达到", 0),
        ("已完成", 1),
        ("无数据", 3),
    ]


def test_a_quota_that_is_not_due_is_counted_apart():
    plan = plan_of(quota := target(period=each(2026, 2027)))
    shown = overview(plan, [silent(quota, Why.NOT_DUE)], as_of=date(2026, 5, 1))
    assert [(t.word, t.count) for t in shown.tally if t.count] == [("未到节点", 1)]


def test_rows_say_figure_promise_and_gap():
    shown = show()
    (missed,) = shown.missed.rows
    assert (missed.label, *map(str, (missed.actual, missed.promise, missed.gap))) == (
        "游客数量",
        "858.74万人",
        ">900万人",
        "少41.26万人",
    )
    assert [str(r.gap) for r in shown.behind.rows] == ["后两年须年均增长9.9%"]
    assert [str(r.gap) for r in shown.kept.rows] == ["多0.64亿元", "31.2%，时序33.3%"]
    (both,) = shown.behind.rows
    assert both.partner
    assert [str(r.note) for r in (both, both.partner)] == ["2025年可比价增速−1.4%", "总量284.80亿元，增速按可比价"]


def test_the_missed_stand_by_how_much_of_the_promise_is_wanting():
    few = target("C001", "旅游收入", "100", period=by(2025))
    many = target("C002", "游客数量", "1000", unit="万人", period=by(2025))
    lights = [judged(few, Status.MISSED, figure(seen("50"))), judged(many, Status.MISSED, figure(seen("900")))]
    shown = overview(plan_of(many, few), lights, as_of=TODAY)
    assert [r.target for r in shown.missed.rows] == ["C001", "C002"]
    assert "差得多的在前" in str(shown.missed.hint)


def test_a_day_that_has_not_come_is_said_in_the_verdict():
    plan, judgements = example()
    later = overview(plan, judgements, as_of=date(2027, 6, 1), today=TODAY)
    assert later.verdict_text.startswith("2027年6月1日还没有到，下面只按2026年11月22日已知的数判。")
    assert "还没有到" not in show(today=TODAY).verdict_text


def test_one_list_never_mixes_working_days_and_days():
    def only_this_year(start, end):
        return 29 if end.year == 2026 else None

    plan, judgements = example()
    shown = overview(plan, judgements, as_of=TODAY, working_days=only_this_year)
    assert len({on.on.year for on in shown.next_days}) > 1
    assert not [on for on in shown.next_days if "工作日" in str(on.left)]


def test_what_all_rows_share_stands_in_the_head_once():
    shown = show()
    assert (shown.behind.stage, shown.behind.source, shown.sources[0].title) == ("初", 1, "某市2025年统计公报")


def test_a_relative_target_is_said_against_the_other_place():
    item = target(indicator="社零平均增速", value=None, unit="", relative_to="自治区")
    ours, theirs = figure(seen("-1.4", unit="%")), figure(seen("4.3", unit="%"))
    shown = overview(plan_of(item), [judged(item, Status.BAD, ours, versus=theirs)], as_of=TODAY)
    assert str(shown.behind.rows[0].gap) == "比自治区低5.7个百分点"


def test_unknown_by_reason_due_first():
    assert [(str(r.words), r.count) for r in show().unknown] == [
        ("2025年底已到期，未见公布", 1),
        ("每年任务，2025年度未见公布", 1),
        ("未定期限", 1),
    ]


def test_matrix_counts_every_year_of_a_quota_once():
    lines = {line.sector: line for line in show().matrix.lines}
    culture = lines["文化旅游业"]
    assert [str(cell.text) for cell in culture.cells] == ["1个无数据", "1个未到节点", "1个未到节点"]
    assert [len(cell.known) for cell in culture.cells] == [2, 0, 0]
    assert str(lines["工业"].cells[-1].text) == "1个未定期限"


# -- decisions --------------------------------------------------------------------------------------------------------


def test_decisions_of_the_example():
    found = show(best={"C001": BestYear(Decimal("8.3"), 2023)}).decisions
    assert [str(d.title) for d in found] == [
        "为8个目标指定牵头单位",
        "服务业增加值344亿元：加力，还是按程序报请调整",
        "未完成的1项：补做，还是说明原因后销号",
    ]
    assert str(found[1].body) == (
        "即使按公布过的最高年增速8.3%（2023年）再走两年，2027年也只到334.04亿元（价格不变）；后两年须年均增长9.9%。"
    )


def test_no_adjustment_where_the_best_year_would_do():
    assert not [d for d in show(best={"C001": BestYear(Decimal(10), 2023)}).decisions if d.kind is Asks.ADJUST]


def test_a_unit_assigned_since_is_asked_no_more():
    plan, _ = example()
    assert not [d for d in show(leads={t.id: "某局" for t in plan.targets}).decisions if d.kind is Asks.ASSIGN]


def test_open_definitions_questions_and_numbers_wait_for_a_person():
    item = target(indicator="快递业务量", lead="邮政管理局")
    question = Question("Q01", Span(0, 1), quoted("“3—5家”取哪一个？"), (quoted("3"), quoted("5")), "r")
    plan = plan_of(item, questions=(question,), coverage=Coverage((Claim(Span(0, 1), "30%"),)))
    found = overview(plan, [silent(item, Why.DEFINITION_DIFFERS)], as_of=TODAY).decisions
    assert [(d.kind, str(d.title)) for d in found] == [
        (Asks.DEFINE, "确认“快递业务量”的口径"),
        (Asks.ANSWER, "回答方案里的1个问题"),
        (Asks.CLAIM, "认领方案里的1个数字"),
    ]


# -- what changed, what comes -----------------------------------------------------------------------------------------


def test_nothing_changed_is_a_sentence():
    _, judgements = example()
    month_ago = [replace(j, as_of=date(2026, 10, 22)) for j in judgements]
    assert str(show(previous=month_ago).changes.sentence) == "2026年10月22日以来没有新的公布数，没有一盏灯变化。"


def test_lights_and_figures_since_a_day():
    plan, _ = example()
    changes = show(previous=[silent(t, on=BEFORE) for t in plan.targets]).changes
    assert str(changes.sentence) == "2026年4月29日以来有5个新的公布数，5个目标从无数据变为有数。"
    assert str(changes.figures[0].text) == "2025年284.80亿元"
    assert (changes.lights[0].before_word, changes.lights[0].after_word) == ("无数据", "严重滞后")


def test_without_an_earlier_day_there_is_nothing_to_compare():
    assert str(show().changes.sentence) == "没有更早的研判可以比较。"


def test_next_days_count_what_falls_due():
    plan, judgements = example()
    milestone = replace(target("C009", period=by(2026)), kind=Kind.MILESTONE)
    shown = overview(
        replace(plan, commitments=(*plan.commitments, milestone)),
        judgements,
        as_of=TODAY,
        upcoming=[(date(2026, 11, 27), Said("本月一分钟截止"))],
        working_days=lambda _, on: 29 if on.month == 12 else 4,
    )
    assert [(d.on, str(d.text), str(d.left)) for d in shown.next_days[:2]] == [
        (date(2026, 11, 27), "本月一分钟截止", "4个工作日"),
        (date(2026, 12, 31), "1项年度任务、1个里程碑到期", "29个工作日"),
    ]


# -- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "share"),
    [(TODAY, "63.1"), (date(2025, 12, 31), "33.3"), (date(2024, 1, 1), "0.0"), (date(2030, 1, 1), "100.0")],
)
def test_elapsed(on, share):
    assert f"{elapsed((2025, 2026, 2027), on):.1%}" == f"{share}%"


def test_ruler_marks_year_ends_events_and_the_day():
    marks = ruler(
        (2025, 2026), TODAY, events=[(date(2025, 5, 31), Said("方案印发")), (date(2031, 1, 1), Said("不在方案期"))]
    )
    assert [str(m.text) for m in marks] == ["2025年5月31日 方案印发", "2025年底", "今天，已过94.7%", "2026年底"]
    assert str(ruler((2026,), BEFORE, today=TODAY)[0].text) == "2026年4月29日，已过32.6%"


@given(st.integers(-900, 2500))
def test_any_day_has_a_page(days):
    on = date(2025, 1, 1) + timedelta(days=days)
    shown = show(as_of=on)
    assert shown.verdict_text.endswith("。")
    assert sum(t.count for t in shown.tally) == shown.count == 8
    assert all(0 <= m.at <= 1 for m in shown.ruler)
    assert all(d.on >= on for d in shown.next_days)
