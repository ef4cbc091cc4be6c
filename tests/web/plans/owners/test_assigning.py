"""Lines are assigned as dated decisions, by keys that amendments carry; units that were abolished are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.core.amend.amended import amended, plan_text
from tests.web.second_plan import load_draft, publish

from guatu.core.decisions import Basis, NoReasonForEarlier
from guatu.core.plan.duties import Duty
from guatu.core.plan.owners import Assigned, OwnedBy
from guatu.core.review.edits import Revise
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.errors import NotInStore
from guatu.web.base.scopes import SOMEWHERE, Scope
from guatu.web.decisions.models import Decision
from guatu.web.people.models import Unit
from guatu.web.people.services import load_units
from guatu.web.plans.amend.services import amend_plan
from guatu.web.plans.in_force import default_line, line_with
from guatu.web.plans.ledger.owners import duties, owners
from guatu.web.plans.owners.selectors import assigned_count
from guatu.web.plans.owners.services import (
    AssignedMeanwhile,
    DutiesRefused,
    LeadTwice,
    NoLead,
    UnitAbolished,
    UnitHandedOver,
    UnitNotListed,
    assign,
    load_duties,
)
from guatu.web.plans.review.selectors import desk_for
from guatu.web.plans.review.services import make_edit
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
KEY = "物流-03"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def line():
    return default_line(TODAY)


def owner(key: str = KEY, day: date = TODAY):
    return standing(day).owners[key]


def test_an_assignment_counts_from_today_and_is_logged(line, person):
    by = person("dispatcher")
    who = Assigned("swj", ("tjj",), "某人")
    assert assign(line, {KEY: who}, on=TODAY, paper="某文1号", by=by) == {KEY: who}
    found = owner()
    assert (found.lead_name, found.supporting_names, found.person) == ("市商务局", ("市统计局",), "某人")
    assert found.ground is OwnedBy.ASSIGNED
    assert owner(day=TODAY - timedelta(days=1)).lead is None
    entry = Entry.objects.filter(action="ledger.assign_owner").latest("seq")
    assert (entry.actor, KEY in entry.after) == (by.username, True)
    assert assign(line, {KEY: who}, on=TODAY, by=by) == {}
    assert verify().findings == ()


def test_only_a_ratified_assignment_reaches_back(line):
    earlier = date(2026, 6, 1)
    with pytest.raises(NoReasonForEarlier):
        assign(line, {KEY: Assigned("swj")}, on=TODAY, known_on=earlier, by=None)
    assign(line, {KEY: Assigned("swj")}, on=TODAY, known_on=earlier, reason="补录六月的分工", by=None)
    assert owner(day=earlier).lead_name == "市商务局"
    assert owner(day=earlier).decided.basis is Basis.RATIFIED
    assert standing(earlier, recorded_by=TODAY - timedelta(days=1)).owners[KEY].lead is None


def test_taken_back_it_is_as_the_plan_has_it(line):
    assign(line, {KEY: Assigned("swj")}, on=TODAY, by=None)
    assign(line, {KEY: Assigned()}, on=TODAY, by=None)
    assert owner().ground is OwnedBy.NOBODY
    assert Decision.objects.filter(kind="owner").count() == 2


def abolish(code: str, until: date, successor: str | None = None) -> None:
    unit = Unit.objects.get(pk=code)
    unit.until, unit.successor_id = until, successor
    load_units([unit], by=None)


def test_an_abolished_unit_is_refused_and_the_way_out_is_named(line):
    assign(line, {KEY: Assigned("swj")}, on=TODAY, by=None)
    abolish("swj", TODAY, "fgw")
    assert owner().lead.gone
    with pytest.raises(UnitHandedOver, match="市发改委"):
        assign(line, {"物流-04": Assigned("swj")}, on=TODAY, by=None)
    with pytest.raises(UnitHandedOver):
        assign(line, {"物流-04": Assigned("tjj", ("swj",))}, on=TODAY, by=None)
    abolish("swj", TODAY)
    with pytest.raises(UnitAbolished):
        assign(line, {"物流-04": Assigned("swj")}, on=TODAY, by=None)
    abolish("swj", TODAY + timedelta(days=30))
    assert assign(line, {"物流-04": Assigned("swj")}, on=TODAY, by=None)
    assert not owner().lead.gone


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (Assigned("none"), UnitNotListed),
        (Assigned("swj", ("none",)), UnitNotListed),
        (Assigned("swj", ("swj",)), LeadTwice),
        (Assigned("swj", ("tjj", "tjj")), LeadTwice),
        (Assigned("", ("tjj",)), NoLead),
        (Assigned("", (), "某人"), NoLead),
    ],
)
def test_one_wrong_line_keeps_all_of_them(line, who, refusal):
    with pytest.raises(refusal):
        assign(line, {"物流-04": Assigned("swj"), KEY: who}, on=TODAY, by=None)
    assert not Decision.objects.filter(kind="owner").exists()


def test_a_line_that_is_not_in_force_is_refused(line):
    with pytest.raises(NotInStore):
        assign(line, {"物流-99": Assigned("swj")}, on=TODAY, by=None)


def test_two_people_at_one_line(line):
    seen = assigned_count(line)
    assign(line, {KEY: Assigned("swj")}, seen=seen, on=TODAY, by=None)
    assert assign(line, {"物流-04": Assigned("tjj")}, seen=seen, on=TODAY, by=None)
    with pytest.raises(AssignedMeanwhile, match=KEY):
        assign(line, {KEY: Assigned("tjj"), "物流-05": Assigned("tjj")}, seen=seen, on=TODAY, by=None)
    assert (owner().lead_name, owner("物流-05").lead) == ("市商务局", None)
    assert assign(line, {KEY: Assigned("tjj")}, seen=assigned_count(line), on=TODAY, by=None)


def test_an_amendment_carries_what_was_assigned(line):
    every = {c.id: Assigned("swj" if n % 2 else "tjj") for n, c in enumerate(standing(TODAY).items)}
    assign(line, every, on=TODAY, by=None)
    amend_plan(
        line.newest, amended(plan_text()), effective=TODAY + timedelta(days=1), paper="某文〔2026〕1号", reason="调整",
        late=True, on=TODAY, by=None,
    )  # fmt: skip
    after = standing(TODAY + timedelta(days=1))
    assert after.edition.plan.pk != line.newest.pk
    same = [c.id for c in after.items if c.id in every]
    assert len(same) > 250
    assert {id: after.owners[id].lead.code for id in same} == {id: every[id].lead for id in same}
    assert [id for id, who in after.owners.items() if who.lead is None] == [
        c.id for c in after.items if c.id not in every
    ]
    code = next(code for code, key in after.keys.items() if key == same[0])  # the desk knows it by its number
    there = owners(after.plan, [c for c in after.edition.commitments if c.id == code], as_of=TODAY)
    assert there[code].lead.code == every[same[0]].lead


def test_a_liaison_sees_the_lines_that_her_unit_was_assigned_and_no_more_when_it_goes(line, person):
    liaison, plan = person("liaison", unit="swj"), line.newest
    assert not desk_for(plan, by=liaison).draft.items
    assign(line, {KEY: Assigned("swj"), "物流-04": Assigned("tjj", ("swj",))}, on=TODAY, by=None)
    seen = {item.commitment.id for item in desk_for(plan, by=liaison).draft.items}
    keys = standing(TODAY).keys
    assert {keys[id] for id in seen} == {KEY, "物流-04"}
    assign(line, {KEY: Assigned("tjj")}, on=TODAY, by=None)
    assert {keys[item.commitment.id] for item in desk_for(plan, by=liaison).draft.items} == {"物流-04"}


def test_an_assignment_goes_before_the_plans_own_word_in_the_rights(line, person):
    plan = line.newest
    first = desk_for(plan, by=None).draft.items[0].commitment
    make_edit(plan, Revise(first.id, {"lead": "市商务局"}), base=0, by=None)
    liaison = person("liaison", unit="swj")
    assert [item.commitment.id for item in desk_for(plan, by=liaison).draft.items] == [first.id]
    assign(line, {standing(TODAY).keys[first.id]: Assigned("tjj")}, on=TODAY, by=None)
    assert not desk_for(plan, by=liaison).draft.items


def test_who_assigns_one_plan_assigns_no_other(line, person):
    other = publish(load_draft())
    by = person("dispatcher", scope=Scope("plan", other.code))
    assert by.has_perm("ledger.assign_owner", SOMEWHERE)
    assert by.has_perm("ledger.assign_owner", other)
    assert not by.has_perm("ledger.assign_owner", line.newest)
    key = next(iter(standing(TODAY, plan=other.code).owners))
    assert assign(line_with(other.code), {key: Assigned("mzj")}, on=TODAY, by=by)
    assert standing(TODAY, plan=line.code).owners[KEY].lead is None


def test_the_table_of_duties_is_edited_line_by_line():
    before = {d.key: d for d in duties(TODAY)}
    assert before["物流业/"].lead == "jtj"
    assert load_duties([Duty("物流业", "", "市商务局", ("市发改委",), "改了")], on=TODAY, by=None) == 1
    after = {d.key: d for d in duties(TODAY)}
    assert after == before | {"物流业/": Duty("物流业", "", "swj", ("fgw",), "改了")}
    assert {d.key: d for d in duties(TODAY - timedelta(days=1))} == before
    assert load_duties([Duty("物流业", "", "swj", ("fgw",), "改了")], on=TODAY, by=None) == 0
    for wrong in (Duty("物流业", "", "无此单位"), Duty("", "", "swj")):
        with pytest.raises(DutiesRefused, match="D367"):
            load_duties([Duty("新领域", "", "swj"), wrong], on=TODAY, by=None)
    assert {d.key: d for d in duties(TODAY)} == after
