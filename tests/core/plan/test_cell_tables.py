# ruff: noqa: E501 - a table and its rows stand one to a line
"""Tables with several cells to a line: what each head makes of its column, what a cell is of, where, when; and what is none."""

import pytest
from tests.core.plan.corpus import described

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind
from guatu.core.plan.tables.columns import Role
from guatu.core.plan.tables.heads import NOT_PLACES, PLACES, column_of, is_place, squared_heads
from guatu.core.text.evened import even_out
from guatu.core.text.when import Years

CONTEXT = Context("某市", 2026, 2026, 2028)
YEARS = Years(2026, 2026, 2028)


def read(text, context=CONTEXT):
    return compile_plan(text, context=context)


def targets(text):
    return [described(target) for target in read(text).targets]


HEADS = {
    (Role.TARGET, 2026, None, "", ""): ["2026年", "2026年目标", "2026年度目标值", "目标|2026年", "2026年|目标", "目标值（2026年）", "2026年预期目标", "今年目标", "2026年|总量"],
    (Role.TARGET, 2026, 3, "", ""): ["2026年一季度", "2026年|第一季度", "2026年1-3月", "2026年一季度目标"],
    (Role.TARGET, None, 6, "", ""): ["二季度", "上半年", "1—6月", "6月", "第2季度", "上半年目标", "分季度目标|二季度"],
    (Role.TARGET, None, None, "", ""): ["目标", "目标值", "全年", "全年目标", "年度目标", "预期目标|总量"],
    (Role.TARGET, 2026, None, "服务业增加值", ""): ["2026年服务业增加值（亿元）", "2026年服务业增加值目标（亿元）", "服务业增加值（亿元）|2026年", "2026年|服务业增加值（亿元）"],
    (Role.UNKNOWN, None, None, "服务业增加值", ""): ["服务业增加值（亿元）", "服务业增加值|（亿元）"],
    (Role.UNKNOWN, None, None, "", "甲区"): ["甲区"],
    (Role.UNKNOWN, None, None, "", "合计"): ["合计"],
    (Role.PAST, 2025, None, "", ""): ["2025年", "2025年实际", "2025年完成", "2025年|完成", "实际|2025年"],
    (Role.PAST, None, None, "", ""): ["基期值", "现状", "完成情况", "上年完成"],
    (Role.YEARLY, None, None, "", ""): ["增长", "增速（%）", "年均增长（%）", "增幅"],
    (Role.REGION, None, None, "", ""): ["县区", "县（市、区）", "旗县区", "区县", "乡镇", "地区", "各县区", "街道", "所属县区"],
    (Role.LEAD, None, None, "", ""): ["牵头单位", "责任单位", "责任部门"],
    (Role.DEADLINE, None, None, "", ""): ["完成时限", "竣工时间", "完成时间", "时间节点"],
    (Role.TIME, None, None, "", ""): ["年度", "季度", "年份", "月份"],
    (Role.PROJECT, None, None, "", ""): ["项目名称", "项目", "重点项目", "工程名称"],
    (Role.SIZE, None, None, "", ""): ["总投资（亿元）", "投资规模", "建设规模"],
}  # fmt: skip


@pytest.mark.parametrize(("made", "head"), [(made, head) for made, heads in HEADS.items() for head in heads])
def test_each_head_says_what_its_column_holds(made, head):
    column = column_of(tuple(even_out(part) for part in head.split("|")), YEARS)
    assert (column.role, column.year, column.month, column.name, column.scope) == made


@pytest.mark.parametrize("words", PLACES)
def test_a_place_is_known(words):
    assert is_place(words)


@pytest.mark.parametrize("words", NOT_PLACES)
def test_a_thing_is_no_place(words):
    assert not is_place(words)


SQUARED = {
    "as documents give them": ([["指标", "目标", ""], ["指标", "2026年", "2028年"]], 3),
    "the lower cells left empty": ([["指标", "目标", ""], ["", "2026年", "2028年"]], 3),
    "the upper row short": ([["指标", "目标"], ["", "2026年", "2028年"]], 3),
    "both rows short": ([["指标", "目标"], ["2026年", "2028年"]], 3),
}


@pytest.mark.parametrize("name", SQUARED)
def test_heads_of_two_rows_are_set_over_their_columns(name):
    rows, width = SQUARED[name]
    assert squared_heads(rows, width) == [("指标",), ("目标", "2026年"), ("目标", "2028年")]


@pytest.mark.parametrize(
    "rows",
    [
        [["指标", "目标", "现状"], ["2026年", "2028年", "2025年"]],
        [["指标", "目标"], ["2026年", "2027年", "2028年", "备注"]],
    ],
)
def test_heads_that_nobody_can_set_are_not_guessed(rows):
    assert squared_heads(rows, 6) is None


BODY = "\n服务业增加值\t亿元\t410\t440\t520\n规上企业\t家\t100\t120\t150"
TWO = [
    "服务业增加值 | level >= 440亿元 | by 2026",
    "服务业增加值 | level >= 520亿元 | by 2028",
    "规上企业 | level >= 120家 | by 2026",
    "规上企业 | level >= 150家 | by 2028",
]


@pytest.mark.parametrize(
    "head",
    [
        "指标\t单位\t2025年\t目标\n\t\t\t2026年\t2028年",
        "指标\t单位\t2025年\t目标\t\n\t\t\t2026年\t2028年",
        "指标\t单位\t2025年\t目标\t\n指标\t单位\t2025年\t2026年\t2028年",
        "指标\t单位\t2025年\t目标\n2026年\t2028年",
        "指标名称\t计量单位\t2025年实际\t规划目标\t规划目标\n指标名称\t计量单位\t2025年实际\t2026年\t2028年",
        "指标\t单位\t现状\t目标\t\n\t\t2025年\t2026年\t2028年",
        "主要指标\t单位\t2025年\t2026年目标\t2028年目标",
        "| 指标 | 单位 | 2025年 | 目标 | |\n| --- | --- | --- | --- | --- |\n| | | | 2026年 | 2028年 |",
    ],
)
def test_a_head_of_two_rows_reads_like_one(head):
    body = (
        BODY
        if head[0] != "|"
        else "\n".join(f"| {' | '.join(r.split(chr(9)))} |" if r else "" for r in BODY.split("\n"))
    )
    plan = read("主要指标\n" + head + body)
    assert [described(target) for target in plan.targets] == TWO
    assert (plan.coverage.open, plan.questions) == ((), ())


COUNTIES = {
    "县区\t服务业增加值（亿元）\t新增规上企业（家）\n甲区\t120\t10": ["服务业增加值 | level >= 120亿元 | in 2026 | in 甲区", "新增规上企业 | increment >= 10家 | in 2026 | in 甲区"],
    "指标\t全市\t甲区\n服务业增加值（亿元）\t200\t120": ["服务业增加值 | level >= 200亿元 | in 2026", "服务业增加值 | level >= 120亿元 | in 2026 | in 甲区"],
    "县区\t指标\t单位\t2026年\n甲区\t规上企业\t家\t50": ["规上企业 | level >= 50家 | by 2026 | in 甲区"],
    "序号\t县区\t目标（亿元）\n1\t甲区\t120": ["招商引资到位资金 | level >= 120亿元 | in 2026 | in 甲区"],
    "行业\t增加值（亿元）\t增速（%）\n物流业\t120\t6": ["物流业增加值 | level >= 120亿元 | in 2026", "物流业 | growth >= 6% | in 2026"],
    "年度\t规上企业（家）\n2026年\t50\n2027年\t60": ["规上企业 | level >= 50家 | by 2026", "规上企业 | level >= 60家 | by 2027"],
    "季度\t新增企业（家）\n一季度\t5\n二季度\t8": ["一季度新增企业 | increment >= 5家 | by 2026.3", "二季度新增企业 | increment >= 8家 | by 2026.6"],
}  # fmt: skip


@pytest.mark.parametrize("table", COUNTIES)
def test_what_a_figure_is_of_where_and_when_comes_from_row_and_column(table):
    assert targets("2026年各县区招商引资到位资金目标分解表\n" + table) == COUNTIES[table]


def test_a_county_table_may_name_who_answers_instead_of_a_place():
    plan = read("2026年目标任务分解表\n责任单位\t到位资金（亿元）\t新增企业（家）\n市商务局\t5\t8")
    assert [(c.indicator, c.value, c.lead) for c in plan.targets] == [
        ("到位资金", 5, "市商务局"),
        ("新增企业", 8, "市商务局"),
    ]


QUARTERS = {
    ("5", "8", "9", "8", "30"): "一季度",  # they make the year
    ("5", "13", "22", "30", "30"): "",  # the last is the year's
    ("9", "8", "7", "6", "-"): "一季度",  # what runs up never falls
}


@pytest.mark.parametrize("values", QUARTERS)
def test_quarters_are_alone_or_run_up_as_their_figures_say(values):
    plan = read("2026年目标\n指标\t一季度\t二季度\t三季度\t四季度\t全年\n新增企业（家）\t" + "\t".join(values))
    assert plan.targets[0].indicator == QUARTERS[values] + "新增企业"
    assert [(c.period.until, c.period.month) for c in plan.targets][:4] == [(2026, m) for m in (3, 6, 9, 12)]
    assert plan.questions == ()


def test_quarters_that_nobody_can_tell_are_asked_about():
    plan = read("2026年目标\n指标\t一季度\t二季度\n新增企业（家）\t5\t8")
    assert ["当季" in str(question.asks) for question in plan.questions] == [True]


def test_cells_of_words_are_due_in_their_quarter():
    plan = read("2026年推进计划\n项目\t一季度\t二季度\t责任单位\n甲物流园\t完成立项\t建成冷库3座\t市商务局")
    assert [(c.kind, c.quote, c.period.month, c.lead) for c in plan.commitments] == [
        (Kind.MILESTONE, "完成立项", 3, "市商务局"),
        (Kind.TARGET, "建成冷库3座", 6, "市商务局"),
    ]


def test_a_table_says_by_when_and_who_answers():
    plan = read(
        "主要指标\n指标\t单位\t2026年目标\t牵头单位\t配合单位\t完成时限\n规上企业\t家\t120\t市统计局\t市商务局\t2026-11-30\n游客\t万人次\t90\t市文旅局\t\t2026年12月"
    )
    assert [(c.value, c.lead, c.supporting, c.period.month, c.period.day) for c in plan.targets] == [
        (120, "市统计局", ("市商务局",), 11, 30),
        (90, "市文旅局", (), 12, None),
    ]


def test_a_growth_beside_a_year_is_of_that_year():
    assert targets("主要指标\n指标\t2025年完成\t2026年目标\t增长\n社零额（亿元）\t300\t320\t6.7%") == [
        "社零额 | level >= 320亿元 | by 2026",
        "社零额 | growth >= 6.7% | in 2026",
    ]


def test_a_growth_across_years_stays_an_average():
    assert (
        targets("主要指标\n指标\t2025年\t2028年\t增速（%）\n社零额（亿元）\t300\t360\t6")[1]
        == "社零额 | growth >= 6% | average 2026-2028"
    )


def test_a_fall_keeps_its_sign():
    (target,) = read("2026年价格\n指标\t增幅（%）\n鲜菜\t-0.7").targets
    assert (target.value, target.unit) == (target.value.copy_abs().copy_negate(), "%")


BLOCKS = """重点项目清单
序号：1
项目名称：甲物流园
建设内容及规模：建设冷库4座
2026年计划投资（万元）：8000
竣工时间：2027年10月

序号：2
项目名称：乙物流园
建设内容及规模：建设冷库3座
2026年计划投资（万元）：7000
竣工时间：2027.9
责任单位：市商务局"""


def test_blocks_of_names_and_values_are_rows():
    plan = read(BLOCKS)
    assert [(c.indicator, c.value, c.period.until, c.period.month, c.lead) for c in plan.targets] == [
        ("甲物流园计划投资", 8000, 2026, None, ""),
        ("甲物流园冷库数量", 4, 2027, 10, ""),
        ("乙物流园计划投资", 7000, 2026, None, "市商务局"),
        ("乙物流园冷库数量", 3, 2027, 9, "市商务局"),
    ]
    assert [(c.quote, c.period.month) for c in plan.commitments if c.kind is Kind.MILESTONE] == [
        ("甲物流园", 10),
        ("乙物流园", 9),
    ]
    assert plan.coverage.open == ()


def test_blocks_of_tasks_are_dated_and_answered_for():
    plan = read(
        "工作任务：新增规上企业30家\n牵头单位：市统计局\n完成时限：2026-12-31\n工作任务：建成冷库3座\n牵头单位：市商务局\n完成时限：9月底前"
    )
    assert [(c.value, c.lead, c.period.month) for c in plan.targets] == [(30, "市统计局", 12), (3, "市商务局", 9)]


ACCOUNTS = [
    "2025年各县区服务业发展情况统计表\n县区\t服务业增加值（亿元）\t增速（%）\t排名\n甲区\t120\t6.5\t1\n乙县\t80\t5\t2",
    "各县区经济运行基本情况\n县区\t人口（万人）\t面积（平方公里）\n甲区\t12\t320\n乙县\t8\t1200",
    "重点任务完成情况\n县区\t年度完成\t1-9月完成（亿元）\t完成率（%）\n甲区\t12\t9\t75\n乙县\t8\t6\t75",
]


@pytest.mark.parametrize("text", ACCOUNTS)
def test_a_table_of_what_was_counted_gives_no_target(text):
    plan = read(text)
    assert plan.targets == ()
    assert plan.coverage.open == ()


NO_TABLES = [
    "序号\t事项\t要求\n1\t推进改革\t加快落实\n2\t优化服务\t提高效率",
    "姓名\t职务\t电话\n张某\t科长\t0473-1234567",
    "时间\t地点\t议程\n9:00\t一号会议室\t签到",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_other_tables_give_no_target(text):
    assert read(text).targets == ()


NEVER_AIMS = [
    "考核指标\t分值\t评分标准\n规上企业培育\t10\t按比例得分\n招商引资\t15\t按比例得分",
    "考核内容\t权重（%）\t牵头单位\n经济发展\t40\t市发展改革委\n社会民生\t60\t市民政局",
    "补助对象\t补助标准（万元）\n龙头企业\t50\n示范合作社\t20",
    "项目\t单价（元）\t收费标准（元）\n停车\t5\t10",
]


@pytest.mark.parametrize("text", NEVER_AIMS)
def test_points_weights_and_rates_of_pay_are_no_aims(text):
    plan = read(text)
    assert plan.targets == ()
    assert plan.questions or plan.coverage.open == ()


UNREAD = [
    "甲\t乙\t丙\n120\t10\t5\n80\t7\t6",
    "指标\t目标\t现状\n2026年\t2027年\t2028年\t2025年\n服务业增加值（亿元）\t1\t2\t3\t4\t5",
    "名称\t说明\n甲园区\t新增上市企业18家、挂牌企业100家",
]


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_is_asked_about(text):
    plan = read(text)
    assert plan.targets == () or plan.coverage.open == ()
    assert plan.questions or plan.coverage.open == ()


def test_figures_of_which_nobody_says_that_they_are_aims_are_asked_about():
    plan = read("县区\t服务业增加值（亿元）\n甲区\t120", Context("某市", 2026))
    assert [described(target) for target in plan.targets] == ["服务业增加值 | level >= 120亿元 | open | in 甲区"]
    assert ["目标还是现状" in str(question.asks) for question in plan.questions] == [True]


def test_the_head_that_a_new_page_repeats_is_no_row():
    text = "主要指标\n指标\t单位\t2026年\n规上企业\t家\t120\n指标\t单位\t2026年\n游客\t万人次\t90"
    assert targets(text) == ["规上企业 | level >= 120家 | by 2026", "游客 | level >= 90万人次 | by 2026"]


def test_two_tables_one_below_the_other_are_two():
    text = "主要指标\n指标\t单位\t2026年\n规上企业\t家\t120\n序号\t重点任务\t牵头单位\t完成时限\n1\t新建冷库8座\t市商务局\t2026年9月"
    assert targets(text) == ["规上企业 | level >= 120家 | by 2026", "新建冷库数量 | level = 8座 | by 2026.9"]
