"""Figures from a table: all of a file, or none of it with everything that is wrong."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import INDICATORS

from guatu.core.errors import FileError
from guatu.core.series.model import PriceBasis, Region, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.store.figures import WRITTEN, ColumnsUnknown, FigureFile, FiguresRefused, key_of, known_day

REGIONS = {"150300": Region("150300", "乌海市")}
SOURCES = {
    "gb": Source("gb", "2025年公报", published=date(2026, 4, 30), rank=10),
    "web": Source("web", "网络转载", rank=80),
    "yb": Source("yb", "2027年年鉴", published=date(2027, 10, 12), rank=20),
}
RECORDED = date(2026, 11, 22)
HEADER = "指标,地区,报告期,数值,单位,增速,增速口径,版次,来源,备注"
GOOD = "旅游收入,150300,2025,100.64,亿元,11.3,名义,初步,gb,"


def load(tmp_path, *rows, header=HEADER):
    path = tmp_path / "数据.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return tuple(FigureFile(path, indicators=INDICATORS, regions=REGIONS, sources=SOURCES, recorded_on=RECORDED))


def test_a_row_becomes_an_observation(tmp_path):
    (row,) = load(tmp_path, GOOD)
    assert (row.indicator, row.region, row.period) == ("tourism", "150300", ReportPeriod(2025))
    assert (row.value, row.unit, row.growth, row.growth_basis) == (
        Decimal("100.64"),
        "亿元",
        Decimal("11.3"),
        PriceBasis.NOMINAL,
    )
    assert (row.stage, row.source.code, row.known_on, row.row) == (Stage.PRELIMINARY, "gb", date(2026, 4, 30), 1)


def test_names_aliases_and_titles_are_understood(tmp_path):
    (row,) = load(tmp_path, "游客数量,乌海市,2025年上半年,４００,万人,,,,2025年公报,")
    assert (row.indicator, row.value, row.unit, row.period.last) == ("visits", Decimal(400), "万人", 6)


@pytest.mark.parametrize(
    ("indicator", "unit", "printed", "period"),
    [
        ("智能工厂数量", "个", "2025年12月末", ReportPeriod(2025)),
        ("智能工厂数量", "个", "2026年上半年末", ReportPeriod(2026, 6, 6)),
        ("智能工厂数量", "个", "2026年1—6月", ReportPeriod(2026, 6, 6)),
        ("旅游收入", "亿元", "截至2026年6月末", ReportPeriod(2026, 1, 6)),
        ("旅游收入", "亿元", "2026年6月", ReportPeriod(2026, 6, 6)),
        ("旅游收入", "亿元", "2026-12-31", ReportPeriod(2026)),
        ("游客满意度", "%", "2026年6月末", ReportPeriod(2026, 6, 6)),
    ],
)
def test_the_nature_of_the_indicator_says_what_a_period_means(tmp_path, indicator, unit, printed, period):
    (row,) = load(tmp_path, f"{indicator},150300,{printed},5,{unit},,,,yb,")
    assert row.period == period


OWN_DAY = f"{HEADER},公布日期"


def test_a_correction_is_known_from_its_own_day(tmp_path):
    rows = load(
        tmp_path, f"{GOOD},", "旅游收入,150300,2025,105.10,亿元,15.7,名义,修订,gb,更正,2026/10/12", header=OWN_DAY
    )
    assert [row.known_on for row in rows] == [date(2026, 4, 30), date(2026, 10, 12)]
    (month,) = load(tmp_path, "旅游收入,150300,2024,90,亿元,,,最终核实,yb,,", header=OWN_DAY)
    assert (month.stage, month.known_on) == (Stage.FINAL, date(2027, 10, 12))


@pytest.mark.parametrize("published", ["2026-04-29", "2027-01-01", "去年", "2026-13-01"])
def test_a_day_on_which_it_cannot_have_been_published_is_refused(tmp_path, published):
    with pytest.raises(FiguresRefused) as caught:
        load(tmp_path, f"{GOOD},{published}", header=OWN_DAY)
    assert [(e.code, e.place.column) for e in caught.value.errors] == [("D319", "公布日")]


def test_a_column_that_nobody_knows_is_refused_and_named(tmp_path):
    with pytest.raises(ColumnsUnknown) as caught:
        load(tmp_path, f"{GOOD},x,1", header=f"{HEADER},公布曰期,序号")
    assert caught.value.code == "D317"
    assert "公布曰期" in str(caught.value)
    assert "序号、" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("旅游收入,150300,2027,130,亿元,5.0,名义,最终,gb,", "D318"),
        ("旅游收入,150300,2026年1—4月,30,亿元,5.0,名义,初步,gb,", None),
        ("旅游收入,150300,2026年1—5月,30,亿元,5.0,名义,初步,gb,", "D318"),
        ("旅游收入,150300,2026,130,亿元,5.0,名义,预计,gb,", None),
        ("旅游收入,150300,2026,130,亿元,5.0,名义,年末预计数,gb,", None),
    ],
)
def test_nothing_is_counted_before_its_period_is_over(tmp_path, line, code):
    if code is None:
        assert len(load(tmp_path, line)) == 1
        return
    with pytest.raises(FiguresRefused) as caught:
        load(tmp_path, line)
    assert [(e.code, e.place.column) for e in caught.value.errors] == [(code, "报告期")]


@pytest.mark.parametrize(
    ("printed", "stage"),
    [("快报", "初步"), ("最终核实数", "最终"), ("初步统计", "初步"), ("初步核算数", "初步"), ("核实数", "最终"),
     ("普查修订数", "修订"), ("修订数", "修订")],
)  # fmt: skip
def test_stages_as_bulletins_call_them(tmp_path, printed, stage):
    (row,) = load(tmp_path, f"旅游收入,150300,2025,100.64,亿元,11.3,名义,{printed},gb,")
    assert row.stage == stage


@pytest.mark.parametrize("blank", ["…", "……", "-", "—", "/", ""])
def test_what_was_left_open_is_no_number(tmp_path, blank):
    (row,) = load(tmp_path, f"旅游收入,150300,2025,{blank},亿元,11.3,名义,初步,gb,")
    assert row.value is None


def test_a_source_without_a_date_is_known_from_the_day_it_was_recorded(tmp_path):
    (row,) = load(tmp_path, "旅游收入,150300,2024,90,亿元,,,,web,")
    assert row.known_on == RECORDED


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-04-19", date(2024, 4, 19)), ("", RECORDED)],
)
def test_a_partial_date_is_the_last_day_it_can_mean(text, day):
    assert known_day(text, recorded_on=RECORDED) == day


def test_the_basis_of_a_growth_comes_from_the_catalogue_when_not_stated(tmp_path):
    value_only, growth = load(
        tmp_path, "地区生产总值,150300,2024,595,亿元,,,,gb,", "地区生产总值,150300,2025,,亿元,-4.3,,,gb,"
    )
    assert (value_only.growth_basis, growth.growth_basis) == (PriceBasis.NONE, PriceBasis.CONSTANT)


def test_the_same_figure_has_the_same_key_in_any_file(tmp_path):
    (first,) = load(tmp_path, GOOD)
    (second,) = load(tmp_path, GOOD.replace("100.64", "100.640"))
    (third,) = load(tmp_path, GOOD.replace("100.64", "100.65"))
    assert first.key == second.key != third.key


@pytest.mark.parametrize(
    ("row", "code", "column", "says"),
    [
        ("没有的指标,150300,2025,1,亿元,,,,gb,", "D301", "指标", "请先在指标目录里添加"),
        ("旅游总收,150300,2025,1,亿元,,,,gb,", "D301", "指标", "是不是：旅游收入"),
        ("旅游收入,999999,2025,1,亿元,,,,gb,", "D302", "地区", "999999"),
        ("旅游收入,150300,2025,1,万人,,,,gb,", "D303", "单位", "应为元"),
        ("旅游收入,150300,去年,1,亿元,,,,gb,", "D304", "报告期", "去年"),
        ("旅游收入,150300,2025,约100,亿元,,,,gb,", "D306", "数值", "请只写数字"),
        ("旅游收入,150300,2025,1,亿元,123456,,,gb,", "D307", "增速", "总量写进了增速列"),
        ("旅游收入,150300,2025,1,亿元,,,,没登记,", "D308", "来源", "来源表里没有"),
        ("旅游收入,150300,2025,1,亿元,,,估计,gb,", "D309", "版次", "预计、初步、修订、最终"),
        ("旅游收入,150300,2025,1,亿元,2,实际,,gb,", "D309", "增速口径", "名义、可比价、可比口径"),
        ("旅游收入,150300,2025,,亿元,,,,gb,", "D315", "数值", "至少写一个"),
        ("游客满意度,150300,2025,8500,%,,,,gb,", "D316", "数值", "小数点"),
    ],
)
def test_each_slip_is_named_with_its_row_and_column(tmp_path, row, code, column, says):
    with pytest.raises(FiguresRefused) as caught:
        load(tmp_path, GOOD, row)
    (error,) = caught.value.errors
    assert (error.code, error.place.row, error.place.column) == (code, 3, column)
    assert says in str(error)


def test_a_number_with_its_unit_says_how_to_split_it(tmp_path):
    with pytest.raises(FiguresRefused) as caught:
        load(tmp_path, '快递业务量,150300,2025,"1,009.75万件",万件,,,,gb,')
    assert "数值与单位要分列：请写1009.75，单位列写万件" in str(caught.value.errors[0])


@pytest.mark.parametrize("text", ["1,009.75", "1009.75", "１００９．７５", " 1009.75 "])
def test_a_number_may_be_typed_in_many_ways(tmp_path, text):
    (row,) = load(tmp_path, f'快递业务量,150300,2025,"{text}",万件,"−6.5%",,,gb,')
    assert (row.value, row.growth) == (Decimal("1009.75"), Decimal("-6.5"))


def test_all_errors_are_told_at_once_and_nothing_is_loaded(tmp_path):
    with pytest.raises(FiguresRefused) as caught:
        load(tmp_path, GOOD, "甲,1,二,三,四,五,六,七,八,", GOOD, GOOD.replace("150300", "9"))
    found = caught.value.errors
    assert {e.place.row for e in found} == {3, 5}
    assert len([e for e in found if e.place.row == 3]) == 8
    assert [e.code for e in found if e.place.row == 5] == ["D302"]
    assert "一行也没有收" in str(caught.value)


def test_of_a_file_that_is_wrong_throughout_some_are_named_and_all_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr("guatu.store.figures.NAMED", 5)
    with pytest.raises(FiguresRefused, match="共12处不对") as caught:
        load(tmp_path, *[GOOD.replace("150300", "9")] * 12)
    assert len(caught.value.errors) == 5


def test_rows_may_be_shorter_or_longer_than_the_header(tmp_path):
    short, long = load(tmp_path, "旅游收入,150300,2025,100.64,亿元,,,,gb", GOOD.replace("2025,", "2024,") + "备注,多的")
    assert (short.note, short.source.code, long.note) == ("", "gb", "备注")


def test_a_cell_without_end_is_refused_with_its_row(tmp_path):
    with pytest.raises(FileError, match=r"\[F210\] .*第3行"):
        load(tmp_path, GOOD, '旅游收入,"' + "9" * 200_000)


def test_rows_are_read_as_they_are_asked_for(tmp_path):
    path = tmp_path / "数据.csv"
    path.write_text("\n".join((HEADER, *[GOOD] * 3, "坏,1,二,三,四,五,六,七,八,")), encoding="utf-8")
    rows = iter(FigureFile(path, indicators=INDICATORS, regions=REGIONS, sources=SOURCES, recorded_on=RECORDED))
    assert [next(rows).row for _ in range(3)] == [1, 2, 3]
    with pytest.raises(FiguresRefused):
        next(rows)


def test_a_revision_is_no_duplicate(tmp_path):
    rows = load(tmp_path, GOOD, GOOD.replace("初步", "修订").replace("100.64", "101.02"))
    assert [r.stage for r in rows] == [Stage.PRELIMINARY, Stage.REVISED]


def test_excel_is_read_like_csv(tmp_path):
    path = tmp_path / "数据.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, HEADER.split(","))
        page.write_row(1, 0, ["旅游收入", "150300", "2025", 100.64, "亿元", 11.3, "名义", "初步", "gb", ""])
    (row,) = FigureFile(path, indicators=INDICATORS, regions=REGIONS, sources=SOURCES, recorded_on=RECORDED)
    (same,) = load(tmp_path, GOOD)
    assert row == same


NUMBERS = st.from_regex(r"[-−+]?[0-9]{1,16}(?:\.[0-9]{1,6})?", fullmatch=True)


@given(
    values=st.lists(NUMBERS, min_size=1), growth=st.from_regex(r"-?0{0,2}[0-9]{1,2}(?:\.[0-9]{1,3})?", fullmatch=True)
)
def test_however_a_number_is_typed_it_is_kept_and_keyed_as_its_decimal(values, growth):
    with tempfile.TemporaryDirectory() as folder:
        rows = [f"旅游收入,150300,2025,{value},亿元,{growth},名义,初步,gb," for value in values]
        read = load(Path(folder), *rows)
        file = FigureFile(
            Path(folder) / "数据.csv", indicators=INDICATORS, regions=REGIONS, sources=SOURCES, recorded_on=RECORDED
        )
        written = [dict(zip(WRITTEN, row, strict=True)) for row in file.written()]
    for value, row, kept in zip(values, read, written, strict=True):
        amount, rate = Decimal(value.replace("−", "-")), Decimal(growth)
        assert (kept["value"], kept["growth"]) == (format(amount, "f"), format(rate, "f"))
        assert (str(row.value), str(row.growth)) == (str(amount), str(rate))
        assert row.key == key_of(
            indicator="tourism", region="150300", period=ReportPeriod(2025), unit="亿元", value=amount, growth=rate,
            stage=Stage.PRELIMINARY, source="gb",
        )  # fmt: skip


def test_more_spellings_than_are_remembered_are_read_all_the_same(tmp_path, monkeypatch):
    rows = [f"旅游收入,150300,{1900 + n},1,亿元,{n / 10},名义,初步,gb," for n in range(20)]
    remembered = load(tmp_path, *rows)
    monkeypatch.setattr("guatu.store.figures.SPELLINGS", 2)
    assert load(tmp_path, *rows) == remembered
