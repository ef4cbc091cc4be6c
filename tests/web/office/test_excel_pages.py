"""Every table that goes out comes back: unchanged without a change, looked at row by row, taken row by row."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from guatu.core.plan.owners import Assigned
from guatu.store.ledger_xlsx import LEDGER, read_ledger
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.decisions.models import Decision
from guatu.web.figures.selectors import sources
from guatu.web.figures.services import load_sources
from guatu.web.office.excel.tables import OF_A_PLAN, TABLES
from guatu.web.people.models import Unit
from guatu.web.plans.in_force import default_line
from guatu.web.plans.ledger.owners import duties
from guatu.web.plans.owners.services import assign
from guatu.web.standing.reading import Reading
from guatu.web.standing.selectors import standing
from tests.store.test_round_trip import retyped
from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
KEY = "物流-06"
LEDGER_PAGE, LEDGER_FILE = f"{PLAN}/excel/", f"{PLAN}/ledger.xlsx"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def desk(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"))
    return client


def addresses(kind: str) -> tuple[str, str]:
    if kind == "owners":
        return LEDGER_PAGE, LEDGER_FILE
    page = f"{PLAN}/excel/{kind}/" if kind in OF_A_PLAN else f"/office/excel/{kind}/"
    return page, f"{page}out/" + ("?indicator=tertiary_va" if kind == "figures" else "")


def out(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


def look(client: Client, page: str, data: bytes, name: str = "填好的.xlsx"):
    return client.post(page, {"file": SimpleUploadedFile(name, data)})


def typed(sheet: str, key_head: str, edits: dict[str, dict[str, str]]):
    """Types into the rows with these keys; a key that is not there becomes a row at the end."""

    def change(name: str, grid: list[list[str]]) -> list[list[str]]:
        if name != sheet:
            return grid
        heads = grid[0]
        at = heads.index(key_head)
        for row in grid:
            row += [""] * (len(heads) - len(row))
        for key, cells in edits.items():
            row = next((row for row in grid if row[at] == key), None)
            if row is None:
                row = [""] * len(heads)
                row[at] = key
                grid.append(row)
            for head, text in cells.items():
                row[heads.index(head)] = text
        return grid

    return change


def rows(page) -> dict[str, bool]:
    """Keys that may be ticked, and whether they are."""
    found = re.findall(r'name="row" value="([^"]*)"( checked)?', page.content.decode())
    return {key: bool(ticked) for key, ticked in found}


def take(client: Client, address: str, page, *keys: str):
    signed = re.search(r'name="taken" value="([^"]*)"', page.content.decode())
    return client.post(address, {"taken": signed[1], "row": list(keys)})


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode()))


@pytest.mark.parametrize("kind", TABLES)
def test_what_goes_out_and_comes_back_changes_nothing(desk, kind):
    page, file = addresses(kind)
    answer = look(desk, page, out(desk, file))
    assert answer.status_code == 200
    assert "和现在的表一样" in text(answer)


@pytest.mark.parametrize("kind", TABLES)
def test_every_row_of_the_store_is_read_as_what_it_is(kind):
    """What stands means itself: taking the whole table as it went out writes nothing."""
    trip = TABLES[kind](Reading(TODAY, TODAY))
    listed = trip.listed(QueryDict("indicator=tertiary_va")) if kind == "figures" else trip.rows()
    stands = {row[trip.table.key]: trip.table.normal(row) for row in listed}
    assert stands
    meant = {key: trip.meant(row) for key, row in stands.items() if kind != "owners" or row["lead"]}
    assert trip.take(meant, name="全表.xlsx", by=None) == 0


def test_leads_are_filled_in_excel_and_taken_row_by_row(desk):
    edits = {
        KEY: {"牵头单位": "乌海市商务局", "责任(配合)单位": "市统计局，市发改委", "责任人": "某甲"},
        "物流-10": {"牵头单位": "市统计局"},
        "物流-12": {"牵头单位": "没有这个局"},
        "物流-14": {"责任人": "某乙"},
        "物流-15": {"完成时限": "2028年底"},
    }
    data = retyped(out(desk, LEDGER_FILE), typed("清单", "条目号", edits))
    page = look(desk, LEDGER_PAGE, data)
    said = text(page)
    assert rows(page) == {KEY: True, "物流-10": True}
    assert "2行可以改入" in said
    assert "没有这个局" in said and "A642" in said  # noqa: PT018
    assert "A644" in said  # a liaison without a lead unit
    assert "这些列不从Excel收：完成时限" in said
    assert not Decision.objects.filter(kind="owner").exists()
    answer = take(desk, LEDGER_PAGE, page, KEY)
    assert (answer.status_code, answer["Location"]) == (302, LEDGER_PAGE)
    owners = standing(TODAY).owners
    assert (owners[KEY].assigned, owners["物流-10"].lead) == (Assigned("swj", ("tjj", "fgw"), "某甲"), None)
    assert "填好的.xlsx" in Entry.objects.filter(action="ledger.assign_owner").latest("seq").after
    again = look(desk, LEDGER_PAGE, data)
    assert rows(again) == {"物流-10": True}
    assert verify().findings == ()


def test_what_somebody_changed_meanwhile_stands_beside_it_and_is_not_ticked(desk):
    data = retyped(out(desk, LEDGER_FILE), typed("清单", "条目号", {KEY: {"牵头单位": "市统计局"}}))
    assign(default_line(TODAY), {KEY: Assigned("swj", (), "某甲")}, on=TODAY, by=None)
    page = look(desk, LEDGER_PAGE, data)
    assert rows(page) == {KEY: False}
    assert "导出以后有人改过" in text(page)
    assert "市商务局" in text(page)
    assert take(desk, LEDGER_PAGE, page).status_code == 400
    assert standing(TODAY).owners[KEY].lead.code == "swj"
    take(desk, LEDGER_PAGE, page, KEY)
    assert standing(TODAY).owners[KEY].assigned == Assigned("tjj", (), "某甲")  # what nobody typed stays as it stands


def test_the_ledger_goes_out_as_it_is_filtered_and_sorted(desk, client):
    shown = client.get(f"{PLAN}/targets/", {"sector": "2"}, HTTP_HOST="localhost").content.decode()
    address = re.search(r'href="([^"]*ledger\.xlsx\?[^"]*)"', shown)[1].replace("&amp;", "&")
    assert "sector=2" in address
    found = [row.code for row in read_ledger(out(desk, address))]
    order = list(dict.fromkeys(re.findall(rf'href="{PLAN}/targets/([^"/?]+)/"', shown)))
    from urllib.parse import unquote

    assert found == [unquote(key) for key in order]
    assert 0 < len(found) < len(read_ledger(out(desk, LEDGER_FILE)))
    answer = look(desk, LEDGER_PAGE, out(desk, address))
    assert "和现在的表一样" in text(answer)


def test_another_plans_file_and_another_table_are_refused_by_name(desk):
    other = publish(load_draft())
    foreign = look(desk, LEDGER_PAGE, out(desk, f"/plans/{other.code}/ledger.xlsx"))
    assert (foreign.status_code, "F287" in text(foreign), "民生实事" in text(foreign)) == (400, True, True)
    wrong = look(desk, "/office/excel/units/", out(desk, LEDGER_FILE))
    assert (wrong.status_code, "F286" in text(wrong)) == (400, True)
    assert "F223" in text(look(desk, LEDGER_PAGE, b"abc"))
    assert "A651" in text(desk.post(LEDGER_PAGE, {}))
    assert desk.get("/office/excel/none/").status_code == 404
    assert desk.get("/office/excel/owners/").status_code == 404


def test_last_years_file_is_refused(desk, settings):
    data = out(desk, LEDGER_FILE)
    settings.GUATU_TODAY = "2027-01-04"
    assert "F288" in text(look(desk, LEDGER_PAGE, data))


def test_a_preview_that_was_tampered_with_is_refused(desk):
    answer = desk.post(LEDGER_PAGE, {"taken": "abc", "row": [KEY]})
    assert (answer.status_code, "A653" in text(answer)) == (400, True)


def test_units_are_corrected_and_added(desk):
    edits = {
        "swj": {"撤销": "2026-12-31", "承接单位": "fgw"},
        "jrb": {"名称": "市金融办", "别名": "市金融工作办公室"},
        "tjj": {"名称": ""},
        "czj": {"设立": "2026-02-30"},
    }
    page = look(
        desk, "/office/excel/units/", retyped(out(desk, "/office/excel/units/out/"), typed("单位", "代码", edits))
    )
    assert rows(page) == {"swj": True, "jrb": True}
    assert "新的一行" in text(page)
    take(desk, "/office/excel/units/", page, "swj", "jrb", "tjj")
    assert Unit.objects.get(pk="swj").until is None  # one row that cannot be taken was asked for: it was refused whole
    take(desk, "/office/excel/units/", page, "swj", "jrb")
    assert (Unit.objects.get(pk="swj").until, Unit.objects.get(pk="swj").successor_id) == (date(2026, 12, 31), "fgw")
    assert Unit.objects.get(pk="jrb").aliases == ["市金融工作办公室"]
    assert verify().findings == ()


def test_sources_and_duties_are_filled_as_well(desk):
    one = next(iter(sources(TODAY)))
    for kind, sheet, head, edits in (
        ("sources", "来源", "代码", {one.code: {"级别": "35"}, "new-1": {"标题": "某公报", "级别": "x"}}),
        ("duties", "领域和单位", "领域/词", {"物流业/": {"牵头单位": "市商务局"}, "新领域/": {"牵头单位": "市财政局"}}),
    ):
        page, file = addresses(kind)
        shown = look(desk, page, retyped(out(desk, file), typed(sheet, head, edits)))
        take(desk, page, shown, *[key for key, ticked in rows(shown).items() if ticked])
    assert next(s for s in sources(TODAY) if s.code == one.code) == replace(one, rank=35)
    assert "new-1" not in {s.code for s in sources(TODAY)}
    assert {d.key: d.lead for d in duties(TODAY)}["物流业/"] == "swj"
    assert {d.key: d.lead for d in duties(TODAY)}["新领域/"] == "czj"
    assert load_sources([replace(one, rank=35)], on=TODAY, by=None) == 0


def test_every_column_that_is_filled_has_a_head_of_its_own():
    for kind in TABLES.values():
        heads = [column.head for column in kind.table.columns]
        assert len(heads) == len(set(heads))
        assert kind.table.editable
    assert [c.head for c in LEDGER.editable] == ["牵头单位", "责任(配合)单位", "责任人"]
