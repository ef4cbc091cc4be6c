"""Tables from CSV and Excel, with the row numbers of the sheet."""

import subprocess
import sys
from datetime import date

import pytest
import xlsxwriter

from guatu.core.errors import FiguresError, FileError
from guatu.store.tables import read_table


def write(tmp_path, text, name="表.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def book(tmp_path, rows, name="表.xlsx", sheets=("Sheet1",)):
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as workbook:
        for sheet in sheets:
            page = workbook.add_worksheet(sheet)
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(r, c, cell, day)
                    else:
                        page.write(r, c, cell)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_as_offices_save_it(tmp_path, encoding, delimiter):
    path = write(
        tmp_path, f"指标{delimiter}数值\n旅游收入{delimiter}100.64\n\n外贸{delimiter} 19.84 \n", encoding=encoding
    )
    table = read_table(path)
    assert table.columns == ("指标", "数值")
    assert [(row.number, row["指标"], row["数值"]) for row in table.rows] == [
        (2, "旅游收入", "100.64"),
        (4, "外贸", "19.84"),
    ]


def test_excel_gives_the_same_rows_as_csv(tmp_path):
    path = book(tmp_path, [("指标", "数值", "日期", "个数"), ("旅游收入", 100.64, date(2026, 4, 30), 7.0)])
    (row,) = read_table(path).rows
    assert (row.number, row["数值"], row["日期"], row["个数"]) == (2, "100.64", "2026-04-30", "7")


def test_a_header_below_empty_rows_keeps_the_sheets_numbers(tmp_path):
    path = book(tmp_path, [("",), ("",), ("指标", "数值"), ("旅游收入", 1)])
    assert read_table(path).rows[0].number == 4


def test_columns_by_another_name(tmp_path):
    table = read_table(write(tmp_path, "indicator\n旅游收入\n"), required=("指标",), aliases={"indicator": "指标"})
    assert table.rows[0]["指标"] == "旅游收入"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("数值\n1\n", "D311", "缺少必需的列：指标"),
        ("指标,指标\na,b\n", "D312", "“指标”出现了不止一次"),
        ("指标\n", "D313", "没有数据行"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(tmp_path, text, code, says):
    with pytest.raises(FiguresError, match=says) as caught:
        read_table(write(tmp_path, text), required=("指标",))
    assert caught.value.code == code


def test_an_unknown_kind_of_file(tmp_path):
    with pytest.raises(FileError, match="F207"):
        read_table(write(tmp_path, "a", name="图.png"))


def test_a_damaged_workbook(tmp_path):
    with pytest.raises(FileError, match="F208"):
        read_table(write(tmp_path, "PK not really", name="坏.xlsx"))


def test_a_named_sheet(tmp_path):
    path = book(tmp_path, [("指标",), ("旅游收入",)], sheets=("一月", "二月"))
    assert read_table(path, sheet="二月").rows[0]["指标"] == "旅游收入"
    with pytest.raises(FileError, match="只有一月、二月"):
        read_table(path, sheet="三月")


def test_a_workbook_is_read_in_another_process(tmp_path):
    """The parser is not ours and the file may be anybody's: what asks for the table never loads it."""
    path = book(tmp_path, [["指标", "数值"], ["接待游客", "858.74"]])
    code = (
        "import sys\nfrom guatu.store.tables import read_table\n"
        f"print(read_table({str(path)!r}).rows[0].cells, 'python_calamine' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'指标': '接待游客', '数值': '858.74'} False"
