"""Sheets of Excel: a row one line, its cells parted by tabs."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.store.documents.errors import NoText
from guatu.store.documents.formats.sheet import read_sheet
from guatu.store.documents.formats.sheet_formats import Shown, as_shown
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind


def book(fill):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return read_sheet(out.getvalue(), Limits())


def test_a_row_is_a_line_and_what_stands_above_the_table_a_paragraph():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.merge_range("A1:C1", "2025年重点任务清单")
        sheet.write_row(1, 0, ["序号", "工作任务", "牵头单位"])
        sheet.write_row(2, 0, [1, "3A级以上物流企业达到3家", "市交通运输局"])
        sheet.write_row(3, 0, [2, "新增\n2家规上企业", ""])

    document = book(fill)
    assert document.text.split("\n") == [
        "2025年重点任务清单",
        "序号\t工作任务\t牵头单位",
        "1\t3A级以上物流企业达到3家\t市交通运输局",
        "2\t新增 2家规上企业\t",
    ]  # fmt: skip
    (table,) = document.tables
    assert [cell.span.of(document.text) for cell in table.rows[1]] == ["1", "3A级以上物流企业达到3家", "市交通运输局"]
    assert document.title == "2025年重点任务清单"


def test_a_merged_cell_belongs_to_each_of_its_rows_wherever_the_sheet_begins():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row(4, 2, ["任务", "牵头单位"])
        sheet.write_row(5, 2, ["甲"])
        sheet.write_row(6, 2, ["乙"])
        sheet.merge_range("D6:D7", "市商务局")

    assert book(fill).text == "任务\t牵头单位\n甲\t市商务局\n乙\t市商务局"


def test_figures_are_read_as_the_sheet_shows_them():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["指标", "目标", "期限", "数量"])
        sheet.write(1, 0, "铁路货运量占比")
        sheet.write(1, 1, 0.25, workbook.add_format({"num_format": "0.0%"}))
        sheet.write(1, 2, date(2027, 12, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(1, 3, 0.25)

    assert book(fill).text == "指标\t目标\t期限\t数量\n铁路货运量占比\t25%\t2027-12-31\t0.25"


@pytest.mark.parametrize(("value", "shown"), [(0.07, "7%"), (0.333, "33.3%"), (1.1, "110%"), (-0.054, "-5.4%")])
def test_per_cent_has_no_trace_of_binary_fractions(value, shown):
    assert as_shown(value, Shown.PERCENT) == shown


def test_hidden_sheets_are_named_and_not_read():
    def fill(workbook):
        workbook.add_worksheet("任务").write(0, 0, "到2027年达到344亿元")
        hidden = workbook.add_worksheet("底稿")
        hidden.write(0, 0, "999亿元")
        hidden.hide()

    document = book(fill)
    assert "999" not in document.text
    assert [(w.kind, str(w)) for w in document.warnings] == [(CautionKind.HIDDEN, "隐藏的工作表“底稿”没有读入。")]


def test_several_sheets_carry_their_names():
    def fill(workbook):
        for name in ("物流业", "商贸业"):
            workbook.add_worksheet(name).write_column(0, 0, ["到2027年达到3家"])

    assert book(fill).text == "物流业\n到2027年达到3家\n商贸业\n到2027年达到3家"


def test_an_empty_book_is_refused():
    with pytest.raises(NoText):
        book(lambda workbook: workbook.add_worksheet())


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("yyyy-mm-dd", "2026-12-01"),
        ('yyyy"年"m"月"d"日"', "2026-12-01"),
        ("yyyy/m/d;@", "2026-12-01"),
        ('yyyy"年"m"月"', "2026年12月"),
        ("yyyy/mm", "2026年12月"),
        ('[$-804]yyyy"年"m"月";@', "2026年12月"),
        ('yyyy"年"', "2026年"),
    ],
)
def test_a_date_is_as_fine_as_the_sheet_shows_it(number_format, shown):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, date(2026, 12, 1), workbook.add_format({"num_format": number_format}))

    assert book(fill).text == shown


DUE = [
    (date(2026, 12, 31), "yyyy-mm-dd", (2026, 12, 31)),
    (date(2026, 9, 30), 'yyyy"年"m"月"d"日"', (2026, 9, 30)),
    (date(2026, 6, 1), 'yyyy"年"m"月"', (2026, 6, None)),
    (datetime(2026, 12, 31), "yyyy/m/d h:mm", (2026, 12, 31)),  # noqa: DTZ001 - as a sheet keeps it
    (46387, "General", (2026, 12, 31)),
    (date(2026, 3, 31), "m/d/yy", (2026, 3, 31)),
]


@pytest.mark.parametrize(("value", "number_format", "due"), DUE)
def test_a_real_date_dates_its_row(value, number_format, due):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["序号", "重点任务", "牵头单位", "完成时限"])
        sheet.write_row(1, 0, [1, "新建冷库8座", "市商务局"])
        sheet.write(1, 3, value, workbook.add_format({"num_format": number_format}))

    (target,) = compile_plan(book(fill).text, context=Context("某市", 2026)).targets
    assert (target.period.until, target.period.month, target.period.day) == due
    assert (target.value, target.lead) == (8, "市商务局")


def test_a_real_date_merged_over_rows_dates_each_of_them():
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["重点任务", "完成时限", "牵头单位"])
        sheet.write_column(1, 0, ["新建冷库8座", "改造市场3个"])
        sheet.merge_range(1, 1, 2, 1, date(2026, 12, 31), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_column(1, 2, ["市商务局", "市商务局"])

    plan = compile_plan(book(fill).text, context=Context("某市", 2026))
    assert [(c.value, c.period.month, c.period.day) for c in plan.targets] == [(8, 12, 31), (3, 12, 31)]


def test_a_month_that_excel_may_have_shortened_is_named():
    def fill(workbook):
        workbook.add_worksheet().write_row(0, 0, ["新建冷库8座", 2026.1, 2026.9])

    assert [str(w) for w in book(fill).warnings] == [
        "有1格的数是2026.1：Excel把2026.10存成2026.1，请核对是1月还是10月。"
    ]
