# ruff: noqa: E501 - a table and its rows stand one to a line
"""Tables with merged cells, written and opened again in every format: each gives the same rows, none loses a figure."""

import pytest
from tests.core.plan.corpus import described
from tests.store.documents import makers

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.store.documents.formats.docx import read_docx
from guatu.store.documents.formats.html import read_html
from guatu.store.documents.formats.pdf import read_pdf
from guatu.store.documents.formats.plain import read_markdown, read_plain
from guatu.store.documents.formats.sheet import read_sheet
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell, repeats, squared
from guatu.store.documents.model import CautionKind

CONTEXT = Context("某市", 2026, 2026, 2028)
FORMATS = {
    "docx": lambda rows, title: read_docx(makers.table_docx(rows, title=title), Limits()),
    "pdf": lambda rows, title: read_pdf(makers.table_pdf(rows, title=title), Limits()),
    "html": lambda rows, title: read_html(makers.table_page(rows, title=title), Limits()),
    "xlsx": lambda rows, title: read_sheet(makers.table_xlsx(rows, title=title), Limits()),
    "text": lambda rows, title: read_plain(makers.table_text(rows, title=title), Limits()),
    "markdown": lambda rows, title: read_markdown(makers.table_markdown(rows, title=title), Limits()),
}
TABLES = {
    "aims over years": (
        "表1 主要指标",
        [[("指标", 1, 2), ("单位", 1, 2), ("2025年", 1, 2), ("目标", 2, 1)], ["2026年", "2028年"], ["服务业增加值", "亿元", "410", "440", "520"], ["规上企业", "家", "100", "120", "150"]],
        ["服务业增加值 | level >= 440亿元 | by 2026", "服务业增加值 | level >= 520亿元 | by 2028", "规上企业 | level >= 120家 | by 2026", "规上企业 | level >= 150家 | by 2028"],
    ),
    "years over aims and growth": (
        "主要指标表",
        [[("指标", 1, 2), ("2026年", 2, 1), ("2027年", 2, 1), ("牵头单位", 1, 2)], ["目标", "增长（%）", "目标", "增长（%）"], ["服务业增加值（亿元）", "410", "6", "440", "6.5", "市发展改革委"]],
        ["服务业增加值 | level >= 410亿元 | by 2026", "服务业增加值 | growth >= 6% | in 2026", "服务业增加值 | level >= 440亿元 | by 2027", "服务业增加值 | growth >= 6.5% | in 2027"],
    ),
    "counties": (
        "2026年各县区目标任务分解表",
        [[("县区", 1, 2), ("服务业增加值", 2, 1), ("新增规上企业（家）", 1, 2)], ["总量（亿元）", "增速（%）"], ["甲区", "120", "6", "10"], ["乙县", "80", "5.5", "5"], ["合计", "200", "5.8", "15"]],
        ["服务业增加值 | level >= 120亿元 | in 2026 | in 甲区", "服务业增加值 | growth >= 6% | in 2026 | in 甲区", "新增规上企业 | increment >= 10家 | in 2026 | in 甲区",
         "服务业增加值 | level >= 80亿元 | in 2026 | in 乙县", "服务业增加值 | growth >= 5.5% | in 2026 | in 乙县", "新增规上企业 | increment >= 5家 | in 2026 | in 乙县",
         "服务业增加值 | level >= 200亿元 | in 2026", "服务业增加值 | growth >= 5.8% | in 2026", "新增规上企业 | increment >= 15家 | in 2026"],
    ),
    "counties and years": (
        "各县区服务业目标分解表",
        [[("县区", 1, 2), ("增加值（亿元）", 2, 1), ("规上企业（家）", 2, 1)], ["2026年", "2027年", "2026年", "2027年"], ["甲区", "120", "130", "50", "60"], ["乙县", "80", "86", "20", "25"]],
        ["增加值 | level >= 120亿元 | by 2026 | in 甲区", "增加值 | level >= 130亿元 | by 2027 | in 甲区", "规上企业 | level >= 50家 | by 2026 | in 甲区", "规上企业 | level >= 60家 | by 2027 | in 甲区",
         "增加值 | level >= 80亿元 | by 2026 | in 乙县", "增加值 | level >= 86亿元 | by 2027 | in 乙县", "规上企业 | level >= 20家 | by 2026 | in 乙县", "规上企业 | level >= 25家 | by 2027 | in 乙县"],
    ),
    "quarters": (
        "2026年重点任务分季度目标",
        [[("任务", 1, 2), ("单位", 1, 2), ("分季度目标", 4, 1), ("全年", 1, 2)], ["一季度", "二季度", "三季度", "四季度"], ["新增企业", "家", "5", "8", "9", "8", "30"]],
        ["一季度新增企业 | increment >= 5家 | by 2026.3", "二季度新增企业 | increment >= 8家 | by 2026.6", "三季度新增企业 | increment >= 9家 | by 2026.9", "四季度新增企业 | increment >= 8家 | by 2026.12", "新增企业 | increment >= 30家 | in 2026"],
    ),
    "classes down the side": (
        "主要指标",
        [["类别", "指标", "单位", "2026年", "2028年"], [("产业", 1, 2), "服务业增加值", "亿元", "440", "520"], ["规上企业", "家", "120", "150"], ["民生", "托育机构", "家", "30", "40"]],
        ["服务业增加值 | level >= 440亿元 | by 2026", "服务业增加值 | level >= 520亿元 | by 2028", "规上企业 | level >= 120家 | by 2026", "规上企业 | level >= 150家 | by 2028", "托育机构 | level >= 30家 | by 2026", "托育机构 | level >= 40家 | by 2028"],
    ),
    "counties down the side": (
        "分县区目标",
        [["县区", "指标", "单位", "2026年"], [("甲区", 1, 2), "服务业增加值", "亿元", "120"], ["规上企业", "家", "50"], [("乙县", 1, 2), "服务业增加值", "亿元", "80"], ["规上企业", "家", "20"]],
        ["服务业增加值 | level >= 120亿元 | by 2026 | in 甲区", "规上企业 | level >= 50家 | by 2026 | in 甲区", "服务业增加值 | level >= 80亿元 | by 2026 | in 乙县", "规上企业 | level >= 20家 | by 2026 | in 乙县"],
    ),
}  # fmt: skip
PASTED = ("text", "markdown")  # what was merged is lost: cells below a merged one are empty


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_the_same_rows_in_every_format(name, form):
    title, rows, expected = TABLES[name]
    if form in PASTED and name == "counties down the side":
        pytest.skip("a pasted text does not say that a county goes on")
    plan = compile_plan(FORMATS[form](rows, title).text, context=CONTEXT)
    assert [described(target) for target in plan.targets] == expected
    assert plan.coverage.open == ()
    assert plan.questions == ()


TASKS = [
    ["序号", "重点任务", "牵头单位", "完成时限"],
    ["1", "新建冷库8座", ("市商务局", 1, 2), ("2026年12月31日", 1, 3)],
    ["2", "新增专业市场3个"],
    ["3", "新增护理型床位600张", "市民政局"],
]


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in PASTED])
def test_a_unit_and_a_deadline_merged_over_rows_hold_for_each_of_them(form):
    plan = compile_plan(FORMATS[form](TASKS, "").text, context=CONTEXT)
    assert [(c.value, c.lead, c.period.until, c.period.month, c.period.day) for c in plan.targets] == [
        (8, "市商务局", 2026, 12, 31),
        (3, "市商务局", 2026, 12, 31),
        (600, "市民政局", 2026, 12, 31),
    ]


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in PASTED])
def test_a_task_merged_over_rows_counts_once(form):
    rows = [
        ["重点任务", "牵头单位", "完成时限"],
        [("新建冷库8座", 1, 2), "市商务局", "2026年6月"],
        ["市财政局", "2026年9月"],
    ]
    plan = compile_plan(FORMATS[form](rows, "").text, context=CONTEXT)
    assert [(c.value, c.period.month) for c in plan.targets] == [(8, 6)]


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in PASTED])
@pytest.mark.parametrize(("across", "down"), [(2, 1), (1, 2)])
def test_a_figure_that_several_cells_share_is_asked_about(form, across, down):
    rows = [["指标", "2026年", "2027年"], ["甲类企业（家）", ("30", across, down)], ["乙类企业（家）"]]
    rows[1] += ["40"] if across == 1 else []
    rows[2] += ["20", "25"] if down == 1 else ["45"]
    document = FORMATS[form](rows, "主要指标")
    (caution,) = [w for w in document.warnings if w.kind is CautionKind.SHARED]
    assert caution.span.of(document.text) == "30"


@pytest.mark.parametrize("text", ["市商务局", "2026年12月底前", "2026-12-31", "12月底", "长期", "产业", "2026年"])
def test_names_and_dates_hold_for_every_row_of_their_cell(text):
    assert repeats(text)


@pytest.mark.parametrize("text", ["30", "30家", "新增30家", "加快建设。", "新建冷库8座，改造市场3个", "6.5%"])
def test_figures_and_tasks_do_not(text):
    assert not repeats(text)


def test_a_cell_that_goes_on_over_columns_and_rows_is_filled_in_once():
    rows = squared(
        [[DraftCell("甲", across=2), DraftCell("乙")], [DraftCell("", across=2, above=True), DraftCell("丙")]]
    )
    assert [[cell.text for cell in row] for row in rows] == [["甲", "乙"], ["甲", "丙"]]
