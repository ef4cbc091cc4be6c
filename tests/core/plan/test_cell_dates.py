"""A deadline in a cell of its own, in every form in which offices write one."""

import pytest

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.plan.tables.cell_dates import CORPUS, STANDING, UNREADABLE, is_standing, read_deadline
from guatu.core.text.evened import even_out
from guatu.core.text.when import Years

WRITTEN = [(due, cell) for due, cells in CORPUS.items() for cell in cells]
CONTEXT = Context(place="某市", year=2026)


@pytest.mark.parametrize(("due", "cell"), WRITTEN)
def test_each_form_of_a_deadline_has_one_reading(due, cell):
    when = read_deadline(even_out(cell), Years(issue=2026))
    assert (when.until, when.month, when.day) == due


@pytest.mark.parametrize("cell", [*STANDING, *UNREADABLE])
def test_what_is_no_deadline_is_not_guessed(cell):
    assert read_deadline(even_out(cell), Years(issue=2026)) is None
    assert is_standing(even_out(cell)) is (cell in STANDING)


@pytest.mark.parametrize("cell", ["12月底", "年底前", "三季度", "上半年"])
def test_without_a_year_nothing_is_dated(cell):
    assert read_deadline(cell, Years()) is None


def test_a_day_that_the_calendar_does_not_have_keeps_its_month():
    when = read_deadline("2027-02-30", Years())
    assert (when.until, when.month, when.day, when.impossible) == (2027, 2, None, "2027年2月30日")


@pytest.mark.parametrize(("due", "cell"), WRITTEN)
@pytest.mark.parametrize("heads", ["序号\t重点任务\t牵头单位\t完成时限", "序号\t完成时限\t牵头单位\t重点任务"])
def test_a_row_is_dated_wherever_its_deadline_stands(due, cell, heads):
    order = heads.split("\t")
    row = {"序号": "1", "重点任务": "新建冷库8座", "牵头单位": "市商务局", "完成时限": cell}
    plan = compile_plan(f"{heads}\n" + "\t".join(row[head] for head in order), context=CONTEXT)
    (target,) = plan.targets
    assert (target.value, target.lead) == (8, "市商务局")
    assert (target.period.until, target.period.month, target.period.day) == due
    assert plan.coverage.open == ()
    assert plan.questions == ()


@pytest.mark.parametrize("cell", UNREADABLE)
def test_a_deadline_that_nobody_can_read_is_asked_about(cell):
    plan = compile_plan(f"重点任务\t牵头单位\t完成时限\n新建冷库8座\t市商务局\t{cell}", context=CONTEXT)
    assert [(c.value, c.period.until) for c in plan.targets] == [(8, None)]
    assert [q.span.of(plan.text) for q in plan.questions if q.rule == "table"] == [cell]


@pytest.mark.parametrize("cell", STANDING)
def test_what_never_ends_is_not_asked_about(cell):
    plan = compile_plan(f"重点任务\t牵头单位\t完成时限\n新建冷库8座\t市商务局\t{cell}", context=CONTEXT)
    assert [q for q in plan.questions if q.rule == "table"] == []


@pytest.mark.parametrize("rows", [1, 2, 8, 20])
def test_no_row_is_taken_for_the_line_of_issue(rows):
    lines = [f"{n}\t新建冷库{n}座\t市商务局\t2026年12月31日" for n in range(1, rows + 1)]
    plan = compile_plan("序号\t重点任务\t牵头单位\t完成时限\n" + "\n".join(lines), context=CONTEXT)
    assert [c.value for c in plan.targets] == list(range(1, rows + 1))
    assert {(c.period.until, c.period.month, c.period.day) for c in plan.targets} == {(2026, 12, 31)}
    assert "发文日期" not in {claim.excuse for claim in plan.coverage.claims}


@pytest.mark.parametrize("line", ["2026年5月31日", "某市人民政府 2026年5月31日"])
def test_the_line_of_issue_is_still_one(line):
    plan = compile_plan(f"某市行动方案\n新建冷库8座。\n{line}")
    assert plan.context.year == 2026
    assert {c.excuse for c in plan.coverage.claims if c.text == "31"} == {"发文日期"}
