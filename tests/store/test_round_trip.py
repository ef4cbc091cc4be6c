"""A table goes out and comes back: nothing changes by itself, and what was typed is exactly what changes."""

from __future__ import annotations

import io
from datetime import date
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.core.errors import FileError
from guatu.core.round_trip import CellKind, RoundColumn, RoundTable, RowFault, row_edits, spelled_cell
from guatu.store.documents.errors import DocumentDamaged
from guatu.store.documents.workbook import cells
from guatu.store.ledger_xlsx import LEDGER, LedgerRow, texts_of, write_ledger
from guatu.store.round_trip import (
    FORMAT,
    KeyColumnMissing,
    LastYearsTable,
    NewerTable,
    NotStamped,
    OtherPlansTable,
    OtherTable,
    Stamp,
    read_round_trip,
    write_round_trip,
)

TODAY = date(2026, 11, 30)
TABLE = RoundTable(
    "things",
    "东西",
    "code",
    (
        RoundColumn("code", "代码"),
        RoundColumn("name", "名称", editable=True),
        RoundColumn("size", "大小", kind=CellKind.NUMBER, editable=True),
        RoundColumn("since", "起", kind=CellKind.DAY, editable=True),
        RoundColumn("units", "单位", kind=CellKind.WORDS, editable=True),
        RoundColumn("fixed", "不填的"),
    ),
    adds=True,
)
STAMP = Stamp("things", TODAY.isoformat(), table="东西")
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffe\uffff")
TEXTS = st.text(SIGNS, max_size=12) | st.sampled_from(
    ["=1+1", "+86", "-cmd", "@SUM(A1)", "=HYPERLINK(1)", "00012", "1.50"]
)
CELLS = {
    CellKind.TEXT: TEXTS,
    CellKind.NUMBER: st.decimals(-(10**6), 10**6, places=3).map(str) | st.just(""),
    CellKind.DAY: st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(date.isoformat) | st.just(""),
    CellKind.WORDS: st.lists(st.sampled_from(["市商务局", "市统计局", "乌达区"]), max_size=3, unique=True).map(
        "、".join
    ),
}


def a_row(table: RoundTable) -> st.SearchStrategy[dict[str, str]]:
    cells = {c.name: CELLS[c.kind] for c in table.columns if c.name != table.key}
    return st.fixed_dictionaries(cells | {table.key: st.text("ABCxyz甲乙-0123", min_size=1, max_size=6)})


def tables(table: RoundTable) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.lists(a_row(table), min_size=1, max_size=4, unique_by=lambda row: row[table.key])


def by_key(rows):
    return {row["code"]: row for row in rows}


def back(data: bytes, table: RoundTable = TABLE, **facts):
    with TemporaryFile() as handle:
        handle.write(data)
        return read_round_trip(handle, table, name="表.xlsx", on=TODAY, **facts)


def retyped(data: bytes, change) -> bytes:
    """The file as somebody saves it after typing: the shown sheet's cells changed, the hidden one as it was."""
    sheets = cells(data, 10_000)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(change(name, rows)):
            for x, cell in enumerate(row):
                if cell:
                    sheet.write_string(y, x, cell)
    book.close()
    return out.getvalue()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables(TABLE))
def test_what_goes_out_and_comes_back_changes_nothing(rows):
    came = back(write_round_trip(TABLE, rows, STAMP))
    assert row_edits(TABLE, came.went_out, came.rows, by_key(rows)) == ()
    assert len(came.rows) == len(rows)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables(TABLE), data=st.data())
def test_an_edit_in_any_cell_comes_back_as_exactly_that_edit(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(TABLE.editable))
    typed = data.draw(CELLS[column.kind])
    x = TABLE.columns.index(column)

    def change(name, grid):
        if name == "东西":
            grid[at + 1] += [""] * (len(TABLE.columns) - len(grid[at + 1]))
            grid[at + 1][x] = typed
        return grid

    came = back(retyped(write_round_trip(TABLE, rows, STAMP), change))
    before, after = (spelled_cell(column.kind, text) for text in (rows[at][column.name], typed))
    found = row_edits(TABLE, came.went_out, came.rows, by_key(rows))
    if before == after:
        assert found == ()
        return
    (row,) = found
    assert (row.key, row.number, row.new, row.conflict, row.unread) == (rows[at]["code"], at + 2, False, False, ())
    assert [(e.column, e.was, e.theirs, e.now) for e in row.edits] == [(column.name, before, after, before)]
    assert row.cells == TABLE.normal(rows[at]) | {column.name: after}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(lead=TEXTS, supporting=CELLS[CellKind.WORDS], task=TEXTS)
def test_the_ledger_comes_back_without_a_change(lead, supporting, task):
    rows = [LedgerRow(1, task=task, lead=lead, supporting=supporting, code="物流-01"), LedgerRow(2, code="物流-02")]
    stamp = Stamp("owners", TODAY.isoformat(), of="abc", title="方案", table="清单")
    came = back(write_ledger(rows, title="方案", stamp=stamp), LEDGER, of="abc", title="方案")
    assert row_edits(LEDGER, came.went_out, came.rows, {row.code: texts_of(row) for row in rows}) == ()


ROW = {"code": "a", "name": "甲", "size": "1", "since": "2026-01-01", "units": "", "fixed": "定"}


def test_a_change_made_meanwhile_is_a_conflict_and_stands_beside_it():
    now = {"a": ROW | {"name": "丙", "size": "2"}}
    (row,) = row_edits(TABLE, {"a": ROW}, [(2, ROW | {"name": "乙"})], now)
    (edit,) = row.edits
    assert (edit.was, edit.theirs, edit.now, edit.conflict) == ("甲", "乙", "丙", True)
    assert row.cells["size"] == "2"  # what nobody typed is as it stands now
    assert row_edits(TABLE, {"a": ROW}, [(2, ROW | {"name": "丙"})], now) == ()  # both did the same


def test_rows_that_are_twice_unknown_nameless_or_new():
    rows = [(2, ROW), (3, ROW), (4, {"code": "", "name": "乙"}), (5, {"code": "b", "name": "乙"}), (6, {"code": "c"})]
    found = {row.number: row for row in row_edits(TABLE, {"a": ROW, "c": ROW}, rows, {"a": ROW})}
    assert {n: row.fault for n, row in found.items()} == {
        3: RowFault.TWICE, 4: RowFault.NAMELESS, 5: None, 6: RowFault.UNKNOWN,
    }  # fmt: skip
    assert found[5].new


def test_a_column_that_is_missing_changes_nothing_and_one_that_is_not_filled_is_named():
    (row,) = row_edits(TABLE, {"a": ROW}, [(2, {"code": "a", "fixed": "改"})], {"a": ROW})
    assert (row.edits, row.unread) == ((), ("不填的",))
    assert row_edits(TABLE, {"a": ROW}, [(2, {"code": "a"})], {"a": ROW}) == ()


def stamped(**facts) -> bytes:
    return write_round_trip(
        TABLE, [ROW], Stamp(**({"kind": "things", "made_on": "2026-11-30", "table": "东西"} | facts))
    )


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"no workbook", DocumentDamaged),
        (stamped(kind="others", table="别的"), OtherTable),
        (stamped(of="another", title="去年的方案"), OtherPlansTable),
        (stamped(made_on="2025-12-30"), LastYearsTable),
        (stamped(format=FORMAT + "0"), NewerTable),
        (stamped(made_on="不是日子"), NotStamped),
        (retyped(stamped(), lambda name, rows: [] if name == "挂图记号" else rows), NotStamped),
        (retyped(stamped(), lambda name, rows: [["名称"], ["甲"]] if name == "东西" else rows), KeyColumnMissing),
    ],
)
def test_a_wrong_file_is_refused_with_the_way_out(data, refusal):
    with pytest.raises(refusal) as refused:
        back(data)
    error: FileError = refused.value
    assert error.remedy
    assert str(error.place) == "表.xlsx"


def test_nothing_in_the_file_is_a_formula():
    data = write_round_trip(TABLE, [ROW | {"name": "=1+1", "fixed": "@SUM(A1)"}], STAMP)
    with ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)
        assert b'quotePrefix="1"' in parts.read("xl/styles.xml")
        assert b'state="veryHidden"' in parts.read("xl/workbook.xml")


def test_the_stamp_is_read_as_it_was_written():
    came = back(stamped(as_of="2026-11-01"))
    assert came.stamp.as_of == "2026-11-01"
    assert came.went_out["a"]["name"] == "甲"
