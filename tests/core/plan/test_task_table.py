"""Lists of tasks set in columns: a row's cells date its task and say who answers for it."""

from decimal import Decimal

import pytest

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind
from guatu.core.plan.tables import task_table

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


PROJECTS = """重点项目表
| 序号 | 项目名称 | 项目单位 | 主要建设内容 | 项目类型<br>（续建、新建） | 计划竣工<br>时间 | 总投资<br>（万元） |
| --- | --- | --- | --- | --- | --- | --- |
| 电力方面 |
| 1 | 东城110kV输变电工程 | 某供电公司 | 新增变电容量100MVA，新建线路12.5km | 续建 | 2026年3月 | 8000 |
| 2 | 西城110kV输变电工程 | 某供电公司 | 新增变电容量50MVA | 新建 | 2027年12月 | 5000 |"""


def test_a_list_of_projects_names_its_figures_and_dates_its_projects():
    plan = compile_plan(PROJECTS, context=Context(place="某市", year=2025, plan_from=2026, plan_to=2030))
    assert [(c.indicator, c.value, c.unit, c.period.until, c.lead) for c in plan.targets] == [
        ("东城110kV输变电工程新增变电容量", 100, "MVA", 2026, "某供电公司"),
        ("东城110kV输变电工程新建线路里程", Decimal("12.5"), "km", 2026, "某供电公司"),
        ("西城110kV输变电工程新增变电容量", 50, "MVA", 2027, "某供电公司"),
    ]
    milestones = [(c.quote, c.period.until, c.period.month) for c in plan.commitments if c.kind is Kind.MILESTONE]
    assert milestones == [("东城110kV输变电工程", 2026, 3), ("西城110kV输变电工程", 2027, 12)]
    assert plan.coverage.open == ()


STREAM = """任务分解表

序 号

任务名称

工作要求

牵头部门

完成时限

1

住房保障

新开工保障房500套，基本建成300套。

市住建局

2025年12月

2

污水处理率

达到95%以上

市水务局

2025年10月
"""


@pytest.mark.parametrize("cut", [0, 1], ids=["whole", "without its last cell"])
def test_a_list_with_one_cell_to_a_line_is_read_row_by_row(cut):
    text = STREAM.strip().rsplit("\n\n", cut)[0] if cut else STREAM
    plan = compile_plan(text, context=CONTEXT)
    assert [(c.indicator, c.value, c.lead) for c in plan.targets] == [
        ("新开工保障房数量", 500, "市住建局"),
        ("保障房数量", 300, "市住建局"),
        ("污水处理率", 95, "市水务局"),
    ]
    assert [c.quote for c in plan.commitments if c.kind is Kind.MILESTONE] == ["住房保障"]
    assert [c.period.month for c in plan.targets] == [12, 12, None if cut else 10]


def test_lines_that_only_look_like_heads_stay_lines():
    plan = compile_plan("序号\n任务名称\n工作要求\n新建学校3所。\n改造小区5个。", context=CONTEXT)
    assert [c.value for c in plan.targets] == [3, 5]


@pytest.mark.parametrize("slid", ["——", "按省级要求推进", "2026年9月底前", "长期坚持", "/"])
def test_a_deadline_that_slid_into_the_column_of_units_names_nobody(slid):
    plan = compile_plan(f"完成时限\t牵头单位\t重点任务\n{slid}\t新建冷库101座", context=Context("某市", 2026))
    assert [(t.value, t.lead) for t in plan.targets] in ([], [(101, "")])
    assert [c.lead for c in plan.commitments if c.lead] == []


@pytest.mark.parametrize("unit", ["市商务局", "动态监测中心", "随时办专班", "持续发展促进委"])
def test_a_unit_is_a_unit_whatever_its_name_begins_with(unit):
    plan = compile_plan(
        f"完成时限\t牵头单位\t重点任务\n2026年9月底前\t{unit}\t新建冷库101座", context=Context("某市", 2026)
    )
    assert [t.lead for t in plan.targets] == [unit]
