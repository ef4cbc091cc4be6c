"""填数: figures typed into the grid, refused at their cells, corrected, and the lights that they turn."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.web.figures.models import Observation, Source
from guatu.web.loads.models import Load
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
GRID = "/office/figures/"
TODAY = date(2026, 11, 23)
NEW = {
    "source": "new", "new-title": "乌海市2026年10月统计月报", "new-published": "2026-11-18", "new-kind": "yb",
}  # fmt: skip


@pytest.fixture
def statistician(person, settings) -> Client:
    settings.GUATU_TODAY = TODAY.isoformat()
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("statistician"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def row(n: int, **cells: str) -> dict[str, str]:
    return {f"r{n}-{name}": value for name, value in cells.items()}


def without_a_figure() -> tuple[str, str]:
    """A target that waits for its figure alone, and the name of its indicator."""
    now = standing(TODAY)
    target = next(t for t in now.targets if now.links[t.id].indicator == "smart_factories" and t.period.until == 2025)
    assert now.judgements[target.id].actual is None
    return target.id, now.indicators["smart_factories"].name


def test_a_figure_with_a_new_source_is_stored_and_turns_its_light(statistician):
    target, name = without_a_figure()
    answer = statistician.post(GRID, NEW | row(0, indicator=name, period="2025年末", value="3"))
    assert answer.status_code == 302
    made = Observation.objects.latest("id")
    assert (made.source_id, made.known_on.isoformat(), made.region_id, str(made.value), made.unit) == (
        "yb-20261118", "2026-11-18", "150300", "3", "个",
    )  # fmt: skip
    load = Load.objects.get()
    assert (load.state, load.did["changed"]) == ("done", 1)
    turned = {t["target"]: (t["before"], t["after"]) for t in load.did["turned"]}
    assert turned[target][0] == "unknown"
    assert turned[target][1] == standing(TODAY).judgements[target].status.value != "unknown"
    page = statistician.get(answer.headers["Location"]).content.decode()
    assert "变了的灯" in page
    assert page.count('class="light unknown ') >= 1


def test_each_error_stands_at_its_cell_and_nothing_typed_is_lost(statistician):
    _target, name = without_a_figure()
    before = Observation.objects.count()
    typed = (
        row(0, indicator=name, period="2025年末", value="3")
        | row(1, indicator="没有的指标", period="2025年", value="7")
        | row(3, indicator=name, period="去年", value="8,5", note="别丢")
    )
    page = statistician.post(GRID, NEW | typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert Observation.objects.count() == before
    assert not Source.objects.filter(pk="yb-20261118").exists()
    wrong = set(re.findall(r'id="e(\d+-\w+)"', text))
    assert wrong == {"1-indicator", "2-period", "2-value"}  # rows are counted as they stand: two were left out between
    for name in wrong:
        assert f'aria-describedby="e{name}"' in text
    assert all(kept in text for kept in ("没有的指标", "别丢", 'value="8,5"', NEW["new-title"]))


def test_a_figure_that_stands_otherwise_is_shown_beside_and_can_be_registered_as_a_correction(statistician):
    old = Observation.objects.get(
        indicator="tourists", region="150300", year=2025, first_month=1, last_month=12, source="wh-gb-2025"
    )
    cells = {"indicator": "tourists", "period": "2025年", "value": "905.10", "unit": old.unit, "stage": old.stage}
    refused = statistician.post(GRID, {"source": "wh-gb-2025"} | row(0, **cells))
    text = refused.content.decode()
    assert refused.status_code == 422
    assert str(old.value) in text
    assert "905.10" in text
    assert 'name="correct" value="0"' in text
    again = statistician.post(GRID, {"source": "wh-gb-2025", "correct": "0"} | row(0, **cells)).content.decode()
    assert 'value="new" selected' in again
    assert re.search(r'id="new-title" name="new-title" value="[^"]*更正"', again)
    paper = {"source": "new", "new-title": "关于更正的通知", "new-published": "2026-11-20", "new-kind": "gb"}
    done = statistician.post(GRID, paper | row(0, **cells | {"stage": "修订", "note": "重复计入"}))
    assert done.status_code == 302
    assert Observation.objects.filter(pk=old.pk, value=old.value).exists()
    made = Observation.objects.latest("id")
    assert (made.stage, made.note, made.known_on) == ("修订", "重复计入", date(2026, 11, 20))
    now = standing(TODAY)
    target = next(t.id for t in now.targets if now.links[t.id].indicator == "tourists" and t.period.until == 2025)
    assert now.judgements[target].actual.value == Decimal("905.10")
    assert standing(date(2026, 11, 19)).judgements[target].actual.value == old.value


@pytest.mark.parametrize(
    ("without", "code"),
    [("source", "A605"), ("new-title", "A605"), ("new-published", "A605"), ("new-kind", "A605"), ("r0-indicator", "")],
)
def test_what_is_missing_is_asked_for_at_its_field(statistician, without, code):
    _target, name = without_a_figure()
    typed = NEW | row(0, indicator=name, period="2025年末", value="3")
    typed.pop(without)
    page = statistician.post(GRID, typed)
    assert page.status_code in (400, 422)
    text = page.content.decode()
    assert code in text
    assert re.search(rf'name="{without}"[^>]*aria-invalid="true"', text)


def test_a_grid_without_rows_and_one_of_too_many_are_refused(statistician):
    assert "A606" in statistician.post(GRID, NEW).content.decode()
    many = {f"r{n}-value": "1" for n in range(400)}
    assert "A604" in statistician.post(GRID, NEW | many).content.decode()


def test_what_is_wrong_leads_to_the_page_that_mends_it(statistician):
    _target, name = without_a_figure()
    head = "指标,地区,报告期,数值,单位,增速,来源\n"
    table = f"{head}{name},没有的地区,2025年,1,,,没有的来源\n没有的,150300,2025年,1,,,wh-gb-2025\n"
    sent = statistician.post("/office/loads/new/figures/", {"file": SimpleUploadedFile("月报.csv", table.encode())})
    page = statistician.get(sent.headers["Location"]).content.decode()
    for address in ("/office/catalogue/sources/", "/office/catalogue/regions/", "/office/catalogue/indicators/new/"):
        assert f'href="{address}"' in page
    assert "guatu load" not in page


def test_more_rows_keep_what_was_typed(statistician):
    page = statistician.post(GRID, NEW | row(0, indicator="甲", value="1") | {"more": "1"}).content.decode()
    assert page.count("<tr data-row=") == 6
    assert 'value="甲"' in page
