"""Who finds what: a visitor what is in force, staff what each of them may see, and never more."""

from __future__ import annotations

import pytest

from guatu.core.review.edits import Revise
from guatu.web.base.scopes import Scope
from guatu.web.people.models import Unit
from guatu.web.people.services import load_units
from guatu.web.plans.review.services import make_edit
from guatu.web.search.selectors import rights
from tests.web.addresses import CODE
from tests.web.search.conftest import TODAY
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
DRAFT = "乌海市2026年云雀方案\n\n到2026年底，云雀泊位达到100个以上。到2026年底，百灵车位达到50个以上。\n"


@pytest.fixture
def draft(settings):
    settings.GUATU_TODAY = TODAY.isoformat()
    load_units([Unit(code="swj", name="市云雀局"), Unit(code="tjj", name="市百灵局")], by=None)
    plan = load_draft(DRAFT)
    first = next(c.code for c in plan.commitments.order_by("position") if c.kind == "target")
    make_edit(plan, Revise(first, {"lead": "市云雀局"}), base=0, by=None)
    return plan


def test_a_draft_is_found_by_those_who_may_read_it_and_by_nobody_else(draft, finding, person):
    everything = ["云雀泊位", draft.title]
    for reader in (
        person("dispatcher"),
        person("dispatcher", scope=Scope("plan", draft.code)),
        person("statistician"),
        person("mayor"),
        person("district", region="150300"),
    ):
        assert finding("云雀", reader)["draft"] == everything, reader
    for other in (
        None,
        person(),
        person("dispatcher", scope=Scope("plan", CODE)),
        person("district", region="150302"),
        person("liaison", unit="tjj"),
        person("administrator"),
        person("security"),
        person("auditor"),
    ):
        assert "draft" not in finding("云雀", other), other


def test_a_liaison_finds_the_lines_of_her_unit_alone(draft, finding, person):
    hers = person("liaison", unit="swj")
    assert finding("云雀", hers)["draft"] == ["云雀泊位"]
    assert "draft" not in finding("百灵车位", hers)


def test_once_published_it_is_everybodys_and_no_draft_any_more(draft, finding, person):
    publish(draft)
    assert finding("云雀泊位")["target"] == ["云雀泊位"]
    assert "draft" not in finding("云雀泊位", person("dispatcher"))


def test_of_a_published_plan_only_what_was_changed_since_is_a_draft(draft, finding, person):
    publish(draft)
    id = next(c.code for c in draft.commitments.order_by("-position") if c.kind == "target")
    make_edit(draft, Revise(id, {"indicator": "百灵泊位"}), base=1, by=None)
    assert finding("百灵泊位", person("dispatcher"))["draft"] == ["百灵泊位"]
    assert "draft" not in finding("云雀泊位", person("dispatcher"))
    assert "target" not in finding("百灵泊位")


def test_units_are_found_by_those_who_do_business_and_accounts_by_those_who_keep_them(draft, finding, person):
    somebody = person("mayor", username="yunque")
    somebody.display_name = "云雀"
    somebody.save()
    business = [
        person("dispatcher"),
        person("dispatcher", scope=Scope("plan", CODE)),
        person("liaison", unit="tjj"),
    ]
    for reader in business:
        found = finding("云雀", reader)
        assert found["unit"] == ["市云雀局"]
        assert "account" not in found
    for keeper in (person("administrator"), person("security")):
        found = finding("云雀", keeper)
        assert found["account"] == ["云雀"]
        assert "unit" not in found
    for nobody in (None, person(), person("auditor")):
        assert {"unit", "account"} & finding("云雀", nobody).keys() == set()


def test_every_right_of_the_index_is_a_right():
    from guatu.web.base.permits import PERMITS

    assert set(rights()) <= PERMITS.keys()


def test_somebody_who_was_put_off_finds_what_a_visitor_finds(draft, finding, person):
    gone = person("dispatcher")
    gone.is_active = False
    gone.save()
    assert finding("云雀", gone) == finding("云雀", None)
