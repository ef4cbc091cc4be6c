# ruff: noqa: E501 - a table and its rows stand one to a line
"""Indicator tables in every layout that documents give them: what is read, what is excused, what is asked."""

import pytest
from tests.core.plan.corpus import described

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context

FIVE_YEARS = Context("某市", 2026, 2026, 2030)
ROWS = [
    "规上企业 | level >= 150家 | by 2030",
    "森林覆盖率 | share >= 42% | by 2030",
    "单位产值能耗 | down growth >= 13.5% | by 2030",
]
TABLES = {
    "bars": "| 指标 | 2025年实绩 | 2030年目标 | 累计 | 属性 |\n| --- | ---: | --- | --- | --- |\n| 规上企业（家） | 120 | 150 | ［30］ | 预期性 |\n| 森林覆盖率（%） | 40 | 42 | - | 约束性 |\n| 单位产值能耗下降（%） | — | — | ［13.5］ | 约束性 |",
    "tabs": "序号\t指标\t单位\t2025年\t2030年\t性质\n一、经济\n1\t规上企业\t家\t120\t150\t预期\n二、绿色\n2\t森林覆盖率\t%\t40\t42\t约束\n3\t单位产值能耗下降\t%\t\t13.5\t约束",
    "wide blanks": "指　标　　单　位　　2025年基期　　2030年\n规上企业　　家　　120　　150\n森林覆盖率　　%　　40　　42\n单位产值能耗　　%　　-　　下降13.5%",
    "a cell to a line": "类别\n指标\n2025年（预计）\n2030年\n经济\n规上企业（家）\n120\n150\n绿色\n森林覆盖率（%）\n40\n42\n单位产值能耗降低（%）\n-\n13.5",
    "a cell and a bar to a line": "指标 |\n2025年 |\n2030年 |\n〔累计〕2 |\n一、经济 |\n规上企业（家） |\n120 |\n150 |\n〔30〕 |\n森林覆盖率（%） |\n40 |\n42 |\n|\n单位产值能耗下降（%） |\n- |\n- |\n〔13。5〕 |",
    "on its side": "指标 | 规上企业（家） | 森林覆盖率 | 单位产值能耗 |\n2025年实际 | 120 | 40% | - |\n2030年目标 | 150 | 42% | 下降13.5% |\n属性 | 预期性 | 约束性 | 约束性 |",
}


@pytest.mark.parametrize("layout", TABLES)
def test_a_table_gives_the_same_rows_however_it_is_set(layout):
    plan = compile_plan("专栏2 主要指标\n" + TABLES[layout], context=FIVE_YEARS)
    assert [described(t) for t in plan.targets] == ROWS
    assert plan.coverage.open == ()
    assert plan.questions == ()


def test_each_future_year_is_a_target_and_the_yearly_pace_another():
    text = "表1 主要指标\n指标\t2025年\t2027年\t2030年\t年均增长（%）\n工业增加值（亿元）\t300\t360\t450\t8左右\n失业率（%）\t5\t5\t5以内\t—"
    assert [described(t) for t in compile_plan(text, context=FIVE_YEARS).targets] == [
        "工业增加值 | level >= 360亿元 | by 2027",
        "工业增加值 | level >= 450亿元 | by 2030",
        "工业增加值 | growth ~ 8% | average 2026-2030",
        "失业率 | share <= 5% | by 2027",
        "失业率 | share <= 5% | by 2030",
    ]


def test_a_line_of_units_and_a_header_of_two_lines():
    text = "表3 投入指标\n单位：亿元\n指标|“十四五”|“十五五”目标\n||2030年\n研发经费|50|80\n技改投资|100|160"
    plan = compile_plan(text, context=FIVE_YEARS)
    assert [described(t) for t in plan.targets] == [
        "研发经费 | level >= 80亿元 | by 2030",
        "技改投资 | level >= 160亿元 | by 2030",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "指标　　2025年　　2030年\n工业增加值　　300　　450\n服务业增加值　　500\n财政收入　　30　　45",
        "序号\n指标\n2025年\n2030年\n1\n园区数量（个）\n3\n5\n2\n产值（亿元）\n100\n3\n就业人数（万人）\n2\n4",
        "指标\n2025年\n2030年\n园区数量（个）\n3\n产值（亿元）\n100\n150\n就业人数（万人）\n2\n4",
    ],
)
def test_a_table_that_has_lost_a_cell_is_asked_about_and_not_read(broken):
    plan = compile_plan("表1 主要指标\n" + broken, context=FIVE_YEARS)
    assert plan.targets == ()
    assert [q.rule for q in plan.questions] == ["table"]
    assert {c.excuse for c in plan.coverage.claims if c.text in ("300", "100", "5", "450")} <= {"表中数字待核"}


def test_years_that_nobody_tells_apart_are_asked_about():
    plan = compile_plan("指标|2025年|2030年\n园区数量（个）|3|5")
    assert [described(t) for t in plan.targets] == ["园区数量 | level >= 5个 | by 2030"]
    assert [q.rule for q in plan.questions] == ["table"]


def test_no_label_is_ever_a_bar():
    plan = compile_plan("61.5% | 5.5万元/人 | 2.5 |\n建成园区3个。", context=FIVE_YEARS)
    assert [described(t) for t in plan.targets] == ["园区数量 | level = 3个 | open"]
    assert [c.text for c in plan.coverage.open] == ["61.5", "5.5万", "2.5"]


def test_a_list_of_tasks_in_columns_is_read_cell_by_cell():
    text = "序号\t项目\t内容\t单位\n1\t养老服务\t新建老年餐厅20个，改造床位300张\t市民政局\n2\t城市更新\t改造老旧小区15个\t市住建局"
    rows = [described(t) for t in compile_plan(text, context=FIVE_YEARS).targets]
    assert rows == [
        "新建老年餐厅数量 | level = 20个 | open",
        "改造床位 | level = 300张 | open",
        "改造老旧小区数量 | level = 15个 | open",
    ]


def test_rows_parted_by_single_blanks_are_cells_where_the_header_says_so():
    plan = compile_plan("专栏3 指标\n序号 指标 单位 2025年 2030年\n1 园区 个 3 5\n2 产值 亿元 100 150")
    assert [(c.indicator, c.value, c.unit, c.period.until) for c in plan.targets] == [
        ("园区", 5, "个", 2030),
        ("产值", 150, "亿元", 2030),
    ]
    assert {c.text: c.excuse for c in plan.coverage.claims if c.text in ("3", "100")} == {
        "3": "基期值",
        "100": "基期值",
    }


def test_rows_that_name_their_own_nature_need_no_header():
    plan = compile_plan(
        "县“十五五”规划纲要\n二、2030年主要指标\n1. 城镇化率（%） 65 预期性\n2. 森林覆盖率（%） ≥30 约束性\n三、任务\n建成园区5个。"
    )
    assert [(c.indicator, c.value, c.unit, c.nature, c.period.until) for c in plan.targets][:2] == [
        ("城镇化率", 65, "%", "预期性", 2030),
        ("森林覆盖率", 30, "%", "约束性", 2030),
    ]


def test_a_cell_says_how_its_figure_is_spread_over_the_years():
    text = """指标表
| 指标 | 单位 | 属性 | 2027年目标 |
| 引进高层次人才 | 人 | 预期性 | 每年1000 |
| 失业人员再就业人数 | 人 | 预期性 | 3年累计25000 |
| 新增上市挂牌企业数 | 家 | 预期性 | 新增上市企业18家、挂牌企业100家 |
| 覆盖率 | % | 约束性 | ≥95 |"""
    plan = compile_plan(text, context=Context(place="某市", year=2025, plan_from=2025, plan_to=2027))
    assert [(c.indicator, c.value, c.period.kind.value, c.cumulative) for c in plan.targets] == [
        ("引进高层次人才", 1000, "each_year", False),
        ("失业人员再就业人数", 25000, "by", True),
        ("覆盖率", 95, "by", False),
    ]
    assert [claim.text for claim in plan.coverage.open] == ["18", "100"]
