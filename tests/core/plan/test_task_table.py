"""Lists of tasks set in columns: a row's cells date its task and say who answers for it."""

import pytest

from guatu.core.plan import task_table
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind

LIST = """附件：重点任务清单
序号 | 重点任务 | 年度目标 | 牵头单位 | 配合单位 | 完成时限
1 | 建设充电设施 | 新建充电桩200个 | 市发展改革委 | 市住建局、市交通局 | 2025年12月
2 | 改造老旧小区 | 改造小区5个，惠及居民1200户 | 市住建局 |  | 2025年10月底
3 | 提升公交服务 | 公交正点率达到95%以上 | 市交通局 |  | 长期坚持"""
CONTEXT = Context(place="某市", year=2025)


@pytest.mark.parametrize(("roles", "cells"), [(r, c) for r, found in task_table.CORPUS.items() for c in found])
def test_each_head_says_what_its_column_holds(roles, cells):
    assert tuple(role.name for role in task_table.read_heads(cells)) == roles


@pytest.mark.parametrize("cells", task_table.NOT_HEADS)
def test_other_rows_head_no_list_of_tasks(cells):
    assert task_table.read_heads(cells) is None


@pytest.mark.parametrize("sign", [" | ", "\t"])
def test_a_row_dates_its_targets_and_names_who_answers(sign):
    plan = compile_plan(LIST.replace(" | ", sign), context=CONTEXT)
    assert [(c.indicator, c.value, c.period.until, c.period.month, c.lead, c.supporting) for c in plan.targets] == [
        ("新建充电桩数量", 200, 2025, 12, "市发展改革委", ("市住建局", "市交通局")),
        ("改造小区数量", 5, 2025, 10, "市住建局", ()),
        ("惠及居民数量", 1200, 2025, 10, "市住建局", ()),
        ("公交正点率", 95, None, None, "市交通局", ()),
    ]
    assert [c.quote for c in plan.commitments if c.kind is Kind.MILESTONE] == ["建设充电设施", "改造老旧小区"]
    assert plan.coverage.open == ()


def test_what_the_progress_column_tells_is_no_target():
    plan = compile_plan(
        "工作任务\t牵头单位\t落实进展情况\n改造小区5个\t市住建局\t已完成。达到8个，完成率120%。", context=CONTEXT
    )
    assert [c.value for c in plan.targets] == [5]


def test_a_row_whose_first_cells_are_merged_with_those_above_is_read_from_the_right():
    plan = compile_plan(
        "领域\t序号\t工作任务\t牵头单位\t完成时限\n交通\t1\t改造道路3条\t市交通局\t2025年6月底\n2\t建成车站2座\t市交通局\t2025年9月底",
        context=CONTEXT,
    )
    assert [(c.value, c.period.month, c.lead) for c in plan.targets] == [(3, 6, "市交通局"), (2, 9, "市交通局")]
