"""指标目录, 数据 and 任务 in Excel: what an edit does, what is refused, and that any text goes out and comes back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.core.plan.owners import Assigned
from guatu.core.round_trip import CUT, CellKind, row_edits
from guatu.core.series.model import Observation, PriceBasis, Source, Stage
from guatu.core.tasks.model import TaskState, terms
from guatu.core.time.periods import ReportPeriod
from guatu.store.round_trip import Stamp, write_round_trip
from guatu.web.audit.verify import verify
from guatu.web.figures import selectors
from guatu.web.figures.services import edit_indicator, load_figures
from guatu.web.office.excel.tables import TABLES
from guatu.web.people.models import Unit
from guatu.web.plans.in_force import default_line
from guatu.web.plans.owners.services import assign
from guatu.web.standing.reading import Reading
from guatu.web.standing.selectors import standing
from guatu.web.tasks.services import close_out, report_done
from tests.store.test_round_trip import CELLS, back, retyped
from tests.web.addresses import PLAN
from tests.web.office.test_excel_pages import TODAY, look, out, rows, take, text, typed

pytestmark = pytest.mark.django_db
FIGURES, TASKS, INDICATORS = "/office/excel/figures/", f"{PLAN}/excel/tasks/", "/office/excel/indicators/"
OF_SERVICES = f"{FIGURES}out/?indicator=tertiary_va&year=2025"
NASTY = st.sampled_from(["=1+1", "+86", "-3", "@SUM(A1)", "|x", "第一行\n第二行", "１．５", "_x0041_", "长" * 40_000])


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def desk(person) -> Client:
    return signed_in(person("dispatcher"))


def signed_in(user) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


# -- every table ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TABLES)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_stands_in_a_table_goes_out_and_comes_back_unchanged(kind, data):
    """Numbers with the digits that were printed, days, lines, what looks like a formula, and more than a cell holds."""
    table = TABLES[kind].table
    cells = {
        c.name: CELLS[c.kind] | (NASTY if c.kind is CellKind.TEXT else st.nothing())
        for c in table.columns if c.name != table.key
    } | {table.key: st.text("ABCxyz甲乙-0123", min_size=1, max_size=6)}  # fmt: skip
    stands = data.draw(
        st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=3, unique_by=lambda row: row[table.key])
    )
    file = write_round_trip(table, stands, Stamp(table.kind, "2026-11-30", table=table.title))
    came = back(file, table)
    assert row_edits(table, came.went_out, came.rows, {row[table.key]: row for row in stands}) == ()
    assert {row[table.key] for _number, row in came.rows} == {row[table.key] for row in stands}


@pytest.mark.parametrize("kind", TABLES)
def test_signs_that_nobody_sees_are_refused_and_a_cell_that_was_cut_is_not_taken(kind):
    table = TABLES[kind].table
    column = next(c for c in table.editable if c.kind is CellKind.TEXT)
    stands = dict.fromkeys((c.name for c in table.columns), "") | {table.key: "a"}
    (row,) = row_edits(table, {"a": stands}, [(2, stands | {column.name: "一\x00二"})], {"a": stands})
    assert (row.fault, "控制字符" in str(row.fault.says(""))) == ("unseen", True)
    long = stands | {column.name: "长" * 40_000}
    out = table.normal(long)
    assert out[column.name].endswith(CUT)
    (row,) = row_edits(table, {"a": out}, [(2, out | {column.name: "短" + CUT})], {"a": long})
    assert row.fault == "cut"


def test_numbers_are_shown_as_they_were_printed():
    import io
    from zipfile import ZipFile

    table = TABLES["figures"].table
    row = dict.fromkeys((c.name for c in table.columns), "") | {"key": "a", "value": "10.50", "growth": "3"}
    data = write_round_trip(table, [row], Stamp("figures", "2026-11-30", table="数据"))
    with ZipFile(io.BytesIO(data)) as parts:
        assert b'formatCode="0.00"' in parts.read("xl/styles.xml")


# -- 指标目录 -----------------------------------------------------------------------------------------------


def test_indicators_are_corrected_and_added(desk):
    known = selectors.indicators(TODAY)
    edits = {
        "tertiary_va": {"说明": "=表里写的", "别名（一行一个）": "三产增加值\n第三产业增加值"},
        "rail_freight_share": {"分子": known["road_freight"].name},
        "gdp": {"性质": "别的"},
        "new_thing": {"名称": "某新指标", "单位": "个", "性质": "存量", "方向": "越多越好"},
        "另一个": {"名称": "某", "单位": "个", "性质": "存量", "方向": "越多越好"},
    }
    name = known["tertiary_va"].name
    edits["new_thing_2"] = {"名称": name, "单位": "个", "性质": "存量", "方向": "越多越好"}
    page = look(desk, INDICATORS, retyped(out(desk, f"{INDICATORS}out/"), typed("指标目录", "代码", edits)))
    assert rows(page) == {"tertiary_va": True, "rail_freight_share": True, "new_thing": True}
    said = text(page)
    assert "可以写：流量、存量、比率" in said
    assert f"名称“{name}”属于2个指标" in said
    assert take(desk, INDICATORS, page, "tertiary_va", "rail_freight_share", "new_thing").status_code == 302
    now = selectors.indicators(TODAY)
    assert now["tertiary_va"] == replace(
        known["tertiary_va"], note="=表里写的", aliases=("三产增加值", "第三产业增加值")
    )
    assert now["rail_freight_share"].formula.numerator == "road_freight"
    assert (now["new_thing"].name, now["new_thing"].unit) == ("某新指标", "个")
    assert set(now) == {*known, "new_thing"}
    again = look(desk, INDICATORS, out(desk, f"{INDICATORS}out/"))
    assert "和现在的表一样" in text(again)
    assert verify().findings == ()


def test_one_indicator_that_clashes_keeps_all_of_the_chosen_rows_out(desk):
    known = selectors.indicators(TODAY)
    same = {"名称": "两个同名", "单位": "个", "性质": "存量", "方向": "越多越好"}
    page = look(
        desk, INDICATORS, retyped(out(desk, f"{INDICATORS}out/"), typed("指标目录", "代码", {"aa": same, "bb": same}))
    )
    assert rows(page) == {"aa": True, "bb": True}  # each alone is fine
    answer = take(desk, INDICATORS, page, "aa", "bb")
    assert (answer.status_code, "D345" in text(answer)) == (400, True) or answer.status_code == 422
    assert selectors.indicators(TODAY) == known


def test_the_catalogue_goes_out_as_its_list_is_filtered(desk):
    shown = desk.get(INDICATORS, {"q": "快递"})
    assert f"{INDICATORS}out/?q=%E5%BF%AB%E9%80%92" in shown.content.decode()
    trip = TABLES["indicators"](Reading(TODAY, TODAY))
    found = [row["name"] for row in trip.listed(QueryDict("q=快递"))]
    assert found
    assert 0 < len(found) < len(trip.rows())
    sources = TABLES["sources"](Reading(TODAY, TODAY))
    ranks = [int(row["rank"]) for row in sources.listed(QueryDict("rank=10"))]
    assert set(ranks) == {10}


# -- 数据 --------------------------------------------------------------------------------------------------


def a_figure() -> Observation:
    """A preliminary figure that stands, with digits that a spreadsheet drops."""
    paper = Source("x-first", "某快报", "统计局", date(2026, 9, 1), rank=20)
    made = Observation(
        "excel-try", "tertiary_va", "150300", ReportPeriod(2026, 1, 6), "亿元", Decimal("170.50"), Decimal("4.10"),
        PriceBasis.CONSTANT, Stage.PRELIMINARY, paper, date(2026, 9, 1), TODAY,
    )  # fmt: skip
    later = Source("x-later", "某公报", "统计局", date(2026, 11, 20), rank=10)
    other = replace(made, key="excel-2", indicator="gdp", source=later, value=Decimal(400), known_on=date(2026, 11, 20))
    load_figures([made, other], recorded_on=TODAY, by=None)
    return made


KEY = "tertiary_va|150300|2026-01-06|初步|x-first|亿元"


def of_this_year(desk: Client) -> bytes:
    return out(desk, f"{FIGURES}out/?indicator=tertiary_va&year=2026")


def vintages() -> list[Observation]:
    known = {s.code: s for s in selectors.sources(TODAY)}
    found = selectors.observations(indicators=["tertiary_va"], regions=["150300"], sources=known)
    return [o for o in found if o.period == ReportPeriod(2026, 1, 6)]


def test_a_number_that_is_changed_becomes_a_new_vintage_and_the_old_one_stays(desk):
    old = a_figure()
    edits = {KEY: {"数值": "171.2", "版次": "修订", "来源": "某公报", "为什么改": "年报核实"}}
    page = look(desk, FIGURES, retyped(of_this_year(desk), typed("数据", "编号", edits)))
    assert rows(page) == {KEY: True}
    assert selectors.indicators(TODAY)["tertiary_va"].name in text(page)
    take(desk, FIGURES, page, KEY)
    first, second = vintages()
    assert (first.value, first.stage) == (old.value, Stage.PRELIMINARY)
    assert (second.value, second.growth, second.stage) == (Decimal("171.2"), Decimal("4.10"), Stage.REVISED)
    assert str(second.growth) == "4.10"  # what nobody changed keeps its digits
    assert (second.source.code, second.known_on, second.note) == ("x-later", date(2026, 11, 20), "年报核实")
    assert "和现在的表一样" in text(look(desk, FIGURES, of_this_year(desk)))
    again = look(desk, FIGURES, retyped(of_this_year(desk), typed("数据", "编号", edits)))
    assert (rows(again), "A659" in text(again)) == ({}, True)
    assert verify().findings == ()


def test_the_same_paper_is_known_otherwise_only_from_today(desk):
    a_figure()
    edits = {KEY: {"数值": "171.2", "版次": "修订", "为什么改": "网页改过"}}
    page = look(desk, FIGURES, retyped(of_this_year(desk), typed("数据", "编号", edits)))
    take(desk, FIGURES, page, KEY)
    assert [o.known_on for o in vintages()] == [date(2026, 9, 1), TODAY]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"数值": "171.2", "为什么改": "错"}, "A657"),  # the vintage stands: it is not overwritten
        ({"数值": "171.2", "版次": "修订"}, "A649"),  # why
        ({"版次": "修订", "为什么改": "错"}, "A656"),  # no number was changed
        ({"数值": "一百", "版次": "修订", "为什么改": "错"}, "D306"),
        ({"增速，%": "99999", "版次": "修订", "为什么改": "错"}, "D307"),
        ({"数值": "171.2", "版次": "再版", "为什么改": "错"}, "A658"),
        ({"数值": "171.2", "来源": "没有的公报", "为什么改": "错"}, "D308"),
        ({"数值": "", "增速，%": "", "版次": "修订", "为什么改": "错"}, "A649"),
    ],
)
def test_a_figure_that_cannot_be_taken_says_why(desk, cells, code):
    a_figure()
    page = look(desk, FIGURES, retyped(of_this_year(desk), typed("数据", "编号", {KEY: cells})))
    assert (rows(page), code in text(page)) == ({}, True)
    assert len(vintages()) == 1


def test_a_vintage_that_came_meanwhile_is_a_conflict_and_stands_beside_it(desk):
    old = a_figure()
    edits = {KEY: {"数值": "171.2", "版次": "修订", "来源": "某公报", "为什么改": "年报核实"}}
    data = retyped(of_this_year(desk), typed("数据", "编号", edits))
    theirs = Source("x-other", "别的通报", "统计局", date(2026, 11, 21), rank=10)
    load_figures(
        [replace(old, key="excel-3", source=theirs, stage=Stage.REVISED, value=Decimal("172.00"))], recorded_on=TODAY,
        by=None,
    )  # fmt: skip
    page = look(desk, FIGURES, data)
    assert rows(page) == {KEY: False}
    assert "172.00（4.10%） 别的通报" in text(page)


def test_figures_go_out_by_indicator_or_paper_and_never_all_at_once(desk):
    answer = desk.get(f"{FIGURES}out/")
    assert (answer.status_code, "A655" in text(answer)) == (400, True)
    trip = TABLES["figures"](Reading(TODAY, TODAY))
    assert trip.rows() == []
    found = trip.listed(QueryDict("source=wh-gb-2025"))
    assert {row["source"] for row in found} == {
        next(s.title for s in selectors.sources(TODAY) if s.code == "wh-gb-2025")
    }
    assert {row["period"][:4] for row in trip.listed(QueryDict("indicator=tertiary_va&year=2024"))} <= {"2024"}
    assert trip.rows(["不是编号", "a|b|2026-13-01|初步|x|y"]) == []


# -- 里程碑和举措 ---------------------------------------------------------------------------------------------


def a_task() -> str:
    """One that fell due once, is late and names no district."""
    now = standing(TODAY)
    late = [i for i in now.items if i.id in now.tasks and now.tasks[i.id].state is TaskState.OVERDUE]
    return next(i.id for i in late if len(terms(i)) == 1 and i.scope in ("", "全市"))


def filled(desk: Client, edits) -> bytes:
    return retyped(out(desk, f"{TASKS}out/"), typed("里程碑和举措", "编号", edits))


def test_leads_and_reports_of_tasks_are_filled_and_taken_together(desk):
    key = a_task()
    done = {"办结日": "2026-03-01", "凭什么：文号或标题": "乌商发〔2026〕1号", "办理情况": "=办完了\n第二行"}
    edits = {key: {"牵头单位": "市商务局", "责任人": "某甲", **done}}
    page = look(desk, TASKS, filled(desk, edits))
    assert rows(page) == {key: True}
    take(desk, TASKS, page, key)
    now = standing(TODAY)
    assert now.owners[key].assigned == Assigned("swj", (), "某甲")
    assert now.tasks[key].state is TaskState.REPORTED
    (step,) = now.steps[key]
    assert (step.value.done_on, step.paper, step.value.note) == (
        date(2026, 3, 1),
        "乌商发〔2026〕1号",
        "=办完了\n第二行",
    )
    assert "和现在的表一样" in text(look(desk, TASKS, out(desk, f"{TASKS}out/")))
    assert verify().findings == ()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"牵头单位": "没有这个局"}, "A642"),
        ({"牵头单位": "市旧局"}, "A646"),
        ({"凭什么：文号或标题": "某文"}, "A649"),
        ({"办结日": "2026-03-01"}, "A626"),
        ({"办结日": "2026-03-01", "网址": "javascript:x"}, "A628"),
        ({"办结日": "2027-03-01", "网址": "https://a.cn"}, "A623"),
        ({"办结日": "三月", "网址": "https://a.cn"}, "A501"),
        ({"办结日": "2026-03-01", "凭什么：文号或标题": "长" * 301}, "A662"),
    ],
)
def test_a_task_that_cannot_be_taken_says_why(desk, cells, code):
    Unit.objects.create(code="old", name="市旧局", until=date(2026, 1, 1), successor_id="swj")
    key = a_task()
    page = look(desk, TASKS, filled(desk, {key: cells}))
    assert (rows(page), code in text(page)) == ({}, True)


def test_a_task_that_was_closed_meanwhile_is_a_conflict_and_says_so(desk, person):
    key = a_task()
    data = filled(desk, {key: {"责任人": "某乙", "牵头单位": "市商务局"}})
    line = default_line(TODAY)
    report_done(line, key, done_on=date(2026, 3, 1), paper="某文", on=TODAY, by=person("dispatcher"))
    page = look(desk, TASKS, data)
    assert (rows(page), "状态：" in text(page)) == ({key: False}, True)
    close_out(line, key, reason="属实", on=TODAY, by=person("dispatcher"))
    late = look(desk, TASKS, filled(desk, {key: {"办理情况": "又办了一次"}}))
    assert (rows(late), "A622" in text(late)) == ({}, True)
    gone = look(desk, TASKS, filled(desk, {key: {"办结日": "", "凭什么：文号或标题": ""}}))
    assert (rows(gone), "A661" in text(gone)) == ({}, True)


def test_a_liaison_reports_the_own_tasks_and_no_other(person):
    key, other = a_task(), "物流-06"
    line = default_line(TODAY)
    assign(line, {key: Assigned("swj")}, on=TODAY, by=None)
    desk = signed_in(person("liaison", unit="swj"))
    cells = {"办结日": "2026-03-01", "凭什么：文号或标题": "某文"}
    elsewhere = next(i.id for i in standing(TODAY).items if i.id in standing(TODAY).tasks and i.id not in (key, other))
    page = look(desk, TASKS, filled(desk, {key: cells, elsewhere: cells}))
    assert (rows(page), "A510" in text(page)) == ({key: True}, True)
    leads = look(desk, TASKS, filled(desk, {key: {"责任人": "某丙"}}))
    assert (rows(leads), "A510" in text(leads)) == ({}, True)
    take(desk, TASKS, page, key)
    assert standing(TODAY).tasks[key].state is TaskState.REPORTED


def test_tasks_go_out_as_their_list_is_filtered_and_sorted(desk, client):
    shown = client.get(f"{PLAN}/tasks/", {"state": "overdue"}, HTTP_HOST="localhost")
    assert "/excel/tasks/" not in shown.content.decode()  # the public fills nothing
    shown = desk.get(f"{PLAN}/tasks/", {"state": "overdue"})
    assert "/excel/tasks/?state=overdue" in shown.content.decode()
    trip = TABLES["tasks"](Reading(TODAY, TODAY))
    listed = [row["key"].split("@")[0] for row in trip.listed(QueryDict("state=overdue"))]
    late = {i for i, judged in standing(TODAY).tasks.items() if judged.state is TaskState.OVERDUE}
    assert set(listed) == late
    order = [unquote(key) for key in re.findall(rf'href="{PLAN}/tasks/([^"/?]+)/"', shown.content.decode())]
    assert list(dict.fromkeys(listed)) == list(dict.fromkeys(order))


# -- through the store ------------------------------------------------------------------------------------------------


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(note=CELLS[CellKind.TEXT].map(str.strip) | NASTY)
def test_what_services_wrote_goes_out_and_comes_back_unchanged(note):
    """An indicator's note and a figure's, through this store, whichever engine it is on."""
    known = selectors.indicators(TODAY)
    edit_indicator(replace(known["gdp"], note=note), on=TODAY, by=None)
    paper = Source(f"x-{abs(hash(note))}", "某公报", "统计局", date(2026, 11, 20), rank=10)
    figure = Observation(
        f"k-{abs(hash(note))}"[:60], "gdp", "150300", ReportPeriod(2026, 1, 9), "亿元", Decimal("12.50"), None,
        PriceBasis.NOMINAL, Stage.REVISED, paper, date(2026, 11, 20), TODAY, note=note,
    )  # fmt: skip
    load_figures([figure], recorded_on=TODAY, by=None)
    for kind, asked in (("indicators", ""), ("figures", "indicator=gdp&year=2026")):
        trip = TABLES[kind](Reading(TODAY, TODAY))
        file = write_round_trip(trip.table, trip.listed(QueryDict(asked)), Stamp(kind, "2026-11-30", table="x"))
        came = back(file, trip.table)
        now = {row[trip.table.key]: row for row in trip.rows(list(came.went_out))}
        assert row_edits(trip.table, came.went_out, came.rows, now) == ()
        assert len(came.rows) == len(trip.listed(QueryDict(asked)))
