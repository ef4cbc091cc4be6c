"""One short name for each target: decided from a day on, the same on every page, never the same for two."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.web.addresses import PLAN

from guatu.core.errors import GuatuError
from guatu.core.plan.names import LONGEST, ShortName
from guatu.store.example import example_city
from guatu.store.names import read_names
from guatu.web.audit.verify import verify
from guatu.web.base.errors import NotInStore
from guatu.web.plans.in_force import default_line
from guatu.web.plans.names.services import name_targets
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
TODAY, BEFORE = date(2026, 11, 23), date(2026, 11, 20)
KEY = "物流-06"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


def named(name: str, key: str = KEY, **more) -> dict[str, ShortName]:
    return name_targets(default_line(TODAY), {key: ShortName(name)}, on=TODAY, by=None, **more)


def names(day: date = TODAY) -> dict[str, str]:
    return dict(standing(day).names)


def test_the_names_of_the_example_are_short_and_each_its_own():
    shipped, shown = read_names(example_city().names_path), names()
    assert all(0 < len(short.name) <= LONGEST for short in shipped.values())
    assert {shipped[key].name for key in shipped} <= {shown[key].split("（")[0] for key in shipped}
    assert len(set(shown.values())) == len(shown)
    same = [name for key, name in shown.items() if shipped.get(key) == ShortName("快递电商业务量")]
    assert same == [f"快递电商业务量（{year}年）" for year in (2025, 2026, 2027)]


def test_a_name_counts_from_its_day():
    before = names()[KEY]
    named("货运量")
    assert names()[KEY] == "货运量"
    assert names(BEFORE)[KEY] == before
    named("货运", known_on=BEFORE, reason="一直这么叫")
    assert (names(BEFORE)[KEY], names()[KEY]) == ("货运", "货运量")
    named("")
    assert names()[KEY] == before
    assert verify().findings == ()


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({KEY: "长" * (LONGEST + 1)}, "A670"),
        ({KEY: "两\n行"}, "A670"),
        ({"物流-99": "企业"}, NotInStore.code),
        ({"物流-22": "同名", "物流-23": "同名"}, "A671"),
    ],
)
def test_what_would_confuse_is_refused(given_, code):
    with pytest.raises(GuatuError) as refused:
        name_targets(default_line(TODAY), {k: ShortName(v) for k, v in given_.items()}, on=TODAY, by=None)
    assert refused.value.code == code
    assert named("") == {}


def test_two_years_may_share_a_name():
    name_targets(default_line(TODAY), {"物流-10": ShortName("企业"), "物流-12": ShortName("企业")}, on=TODAY, by=None)
    assert [names()[key] for key in ("物流-10", "物流-12")] == ["企业（2025年）", "企业（2026年）"]


def test_every_page_calls_it_so(person):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"))
    page = f"{PLAN}/owners/{KEY}/"
    assert client.post(page, {"short_name": "园区发运"}).status_code == 302
    for path in ("/", "/targets/", f"/targets/{KEY}/", "/text/", "/wall/", "/owners/?show=all", f"/owners/{KEY}/"):
        body = client.get(f"{PLAN}{path}").content.decode()
        assert "园区发运" in re.sub(r"<[^>]+>", "", body), path


def test_who_may_not_name_sees_no_form_and_is_refused(person):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("mayor"))
    page = f"{PLAN}/owners/{KEY}/"
    assert 'name="short_name"' not in client.get(page).content.decode()
    assert client.post(page, {"short_name": "短"}).status_code == 403
    assert names()[KEY] != "短"
