"""The ledger goes out to Excel and comes back unchanged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.store.ledger_xlsx import (
    HEADS,
    BadLedgerCell,
    LedgerRow,
    NotALedger,
    UnreadableWorkbook,
    read_ledger,
    write_ledger,
)

ROW = LedgerRow(
    number=1,
    sector="物流业",
    task="服务业增加值",
    target="≥344亿元",
    due="2027年底前",
    status="严重滞后",
    code="C001",
    kind="目标",
    target_value=Decimal("344"),
    actual_value=Decimal("284.80"),
    unit="亿元",
    due_on=date(2027, 12, 31),
    published_on=date(2026, 4, 30),
)
text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
).map(str.strip)
rows = st.builds(
    LedgerRow,
    number=st.integers(1, 10**6),
    sector=text,
    task=text,
    target=text,
    measures=text,
    lead=text,
    progress=text,
    target_value=st.none() | st.decimals(-(10**9), 10**9, places=2),
    actual_value=st.none() | st.decimals(-(10**6), 10**6, places=4),
    due_on=st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)


def test_first_sixteen_columns_are_those_of_the_city_offices():
    assert " | ".join(HEADS[:16]) == (
        "序号 | 领域/类别 | 工作任务 | 目标指标(量化) | 具体举措 | 阶段节点(季度) | 牵头单位 | 责任(配合)单位 | "
        "责任人 | 完成时限 | 进展情况 | 完成率/状态 | 存在问题 | 下一步措施 | 佐证 | 备注"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=4))
def test_a_ledger_comes_back_unchanged(ledger):
    assert read_ledger(write_ledger(ledger, title="清单")) == ledger


@pytest.mark.parametrize("sign", ["=1+1", "+86", "-cmd", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)"])
def test_a_text_like_a_formula_stays_text(sign):
    book = write_ledger([replace(ROW, task=sign)], title="=1")
    (row,) = read_ledger(book)
    assert row.task == sign
    with ZipFile(BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in parts.read("xl/styles.xml")


def test_numbers_and_dates_are_real_and_the_head_is_frozen():
    with ZipFile(BytesIO(write_ledger([ROW], title="清单"))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>284.8</v>" in sheet
    assert "<v>344</v>" in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_the_same_rows_give_the_same_file():
    assert write_ledger([ROW], title="清单") == write_ledger([ROW], title="清单")


def test_a_file_that_is_no_workbook_is_refused_with_the_way_out():
    with pytest.raises(UnreadableWorkbook) as refused:
        read_ledger(b"not a workbook", name="清单.xlsx")
    assert str(refused.value).startswith("[F282] 清单.xlsx：")


def _book(*table):
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at, line in enumerate(table):
        sheet.write_row(at, 0, line)
    book.close()
    return out.getvalue()


def test_a_missing_column_is_named():
    with pytest.raises(NotALedger, match="领域/类别"):
        read_ledger(_book(["序号", "工作任务"]))


def test_a_bad_number_is_refused_at_its_cell():
    line = ["1" if head == "序号" else "1,009.75万件" if head == "目标值" else "" for head in HEADS]
    with pytest.raises(BadLedgerCell) as refused:
        read_ledger(_book(HEADS, line))
    assert "第2行" in str(refused.value)
    assert "“目标值”列" in str(refused.value)
